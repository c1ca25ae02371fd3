"""The commands that show something over the desk, and what is copied from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from tui.screens.desk.desk import Command, Desk
from tui.screens.desk.view import Pane
from tui.screens.keys.keymap import is_rating

if TYPE_CHECKING:
    from tui.screens.sheets.matrix import Cell
    from tui.screens.sheets.palette import Entry


class Sheets:
    """What lies over the desk for a while."""

    def __init__(
        self,
        desk: Desk,
        run: Callable[[str], Awaitable[None]],
        set_filter: Callable[[str], None],
        rate_as: Callable[[str], None],
    ) -> None:
        self._desk, self._run, self._set_filter, self._rate_as = desk, run, set_filter, rate_as

    def commands(self) -> dict[str, Command]:
        """What the keys do, by their ids."""
        return {
            "file.cite": self.cite,
            "show.matrix": self.matrix,
            "show.figures": self.ladder,
            "show.differences": self.differences,
            "show.problems": self.problems,
            "app.palette": self.palette,
            "app.help": self.help,
        }

    def cite(self) -> None:
        """Copy the words under the cursor with their source, by the terminal: it works over SSH too."""
        from tui.reports.citation import citation

        quoted = self._desk.view.quoted
        if quoted is None:
            self._desk.say("go to a quote or a passage first: that is what is copied")
            return
        source, words = quoted
        claim, at = self._desk.view.claim, self._desk.view.entry
        entry = claim.evidence[at] if claim is not None and at is not None else None
        is_of_entry = entry is not None and entry.quote is not None and entry.quote.exact == words
        text = citation(source, words, entry.attributed_to if entry is not None and is_of_entry else "")
        self._desk.app.copy_to_clipboard(text)
        self._desk.say(f"copied, if the terminal allows it: {text}")

    async def matrix(self) -> None:
        """Show the claims by sources."""
        from tui.screens.sheets.matrix import Matrix

        view = self._desk.view
        claims = [view.dossier.claims[at] for at in view.shown]
        source = view.article.source.id if view.article.source else ""
        await self._desk.app.push_screen(
            Matrix(view.dossier, claims, view.row, source, view.proposer.open_count), self._go_to_cell
        )

    def _go_to_cell(self, cell: Cell | None) -> None:
        if cell is not None and cell.claim in self._desk.view.dossier.positions:
            self._desk.view.go_to(cell.claim)
            self._desk.view.pane = Pane.EVIDENCE
            self._desk.view.item = None
            self._desk.show_view()
            if not self._desk.view.has_item_of(cell.source):
                self._desk.view.proposer.name(cell.source)
                self._desk.show_view()
            self._desk.view.to_item_of(cell.source)
        self._desk.show_view()

    async def ladder(self) -> None:
        """Show the claim's figures, from the lowest to the highest."""
        from tui.screens.sheets.figures import FiguresSheet

        if self._desk.view.claim is None:
            self._desk.say("no claim is shown")
        else:
            await self._desk.app.push_screen(FiguresSheet(self._desk.view.dossier, self._desk.view.claim))

    async def differences(self) -> None:
        """Show the passage under the cursor beside the claim's other quotes, with what differs."""
        from tui.screens.sheets.compare import CompareSheet, Passage, others

        view = self._desk.view
        claim, quoted = view.claim, view.quoted
        if claim is None or quoted is None:
            self._desk.say("go to a quote or a passage first: it is set beside the claim's other quotes")
            return
        source, words = quoted
        entry = None if view.entry is None else claim.evidence[view.entry]
        passage = Passage.of(entry) if entry is not None else Passage(source.id, words)
        compared = others(claim, view.entry)
        if compared:
            await self._desk.app.push_screen(CompareSheet(view.dossier, passage, compared))
        else:
            self._desk.say("this claim has no other quote to set beside it")

    async def problems(self) -> None:
        """Show what is wrong in the claims file and its articles, as ``check`` says it."""
        from tui.screens.sheets.problems import ProblemsSheet

        problems, dossier = self._desk.session.working_copy.problems, self._desk.session.dossier
        if problems:
            await self._desk.app.push_screen(ProblemsSheet(dossier, problems))
        elif dossier.is_whole:
            self._desk.say("the claims file and its articles have no problem; factcheck check looks at quotes too")
        else:
            self._desk.say("nothing is wrong so far; the articles are being read")

    async def help(self) -> None:
        """Show every key."""
        from tui.screens.sheets.help import HelpSheet

        await self._desk.app.push_screen(
            HelpSheet(self._desk.keys, self._desk.view.context, self._desk.view.dossier.scale)
        )

    async def palette(self) -> None:
        """Show everything that can be done or gone to, by its name."""
        from tui.screens.sheets.palette import Palette

        await self._desk.app.push_screen(Palette([*self.doable(), *self.places()]))

    def doable(self) -> Iterator[Entry]:
        """What can be done: every key that is shown, every rating, every theme."""
        from tui.screens.sheets.palette import Entry

        for key in self._desk.keys.in_help():
            if not is_rating(key) and key.id not in {"app.palette", "rationale.save"}:
                words = key.words[:1].upper() + key.words[1:]
                yield Entry("key", words, partial(self._run, key.id), self._desk.keys.shown_beside(key))
        for number, rating in enumerate(self._desk.view.dossier.scale, 1):
            yield Entry(
                "verdict",
                f"Verdict: {rating}",
                partial(self._rate_as, rating),
                self._desk.keys[f"verdict.{number}"],
            )
        for theme in self._desk.app.available_themes:
            yield Entry("theme", f"Theme: {theme}", partial(setattr, self._desk.app, "theme", theme))

    def places(self) -> Iterator[Entry]:
        """Where one can go: tags, sources, claims."""
        from tui.screens.sheets.palette import Entry

        dossier = self._desk.view.dossier
        for tag in dict.fromkeys(tag for claim in dossier.claims for tag in claim.tags):
            yield Entry("tag", f"#{tag}", partial(self._set_filter, f"tag:{tag.split()[0]}"))
        for source in dossier.sources.values():
            yield Entry("source", f"{dossier.names[source.id]}: {source.title}", partial(self._go_to_source, source.id))
        for claim in dossier.claims:
            yield Entry("claim", f"{claim.text} {claim.id}", partial(self._go_to_claim, claim.id))

    def _go_to_claim(self, claim: str) -> None:
        if self._desk.view.go_to(claim):
            self._desk.say("shown without the filter")
        self._desk.show_view()

    def _go_to_source(self, source: str) -> None:
        self._desk.view.pane = Pane.ARTICLE
        self._desk.view.article.to_article(source, self._desk.view.claim)
        self._desk.show_view()
