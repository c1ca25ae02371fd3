"""Commands that open a sheet over the desk, and the one that copies a citation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from tui.dossier.values.problems import Refused
from tui.screens.desk.command import Command, Outcome
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Pane
from tui.screens.keys.keymap import is_rating

if TYPE_CHECKING:
    from tui.screens.sheets.matrix import Cell
    from tui.screens.sheets.palette import Entry


class Sheets:
    """The commands that open sheets; a sheet's module is loaded when the sheet is first opened."""

    def __init__(
        self,
        desk: Desk,
        run: Callable[[str], Awaitable[None]],
        set_filter: Callable[[str], None],
        rate_as: Callable[[str], None],
    ) -> None:
        """The palette runs a command by its id with ``run``; it sets filters and gives ratings by their names."""
        self._desk, self._run, self._set_filter, self._rate_as = desk, run, set_filter, rate_as

    def commands(self) -> dict[str, Command]:
        """The commands by their ids."""
        return {
            "file.cite": self.cite,
            "show.matrix": self.matrix,
            "show.figures": self.figures,
            "show.differences": self.differences,
            "show.problems": self.problems,
            "app.palette": self.palette,
            "app.help": self.help,
        }

    def cite(self) -> Outcome:
        """Copy the words under the cursor with their source, through the terminal: so it works over SSH too."""
        from tui.reports.citation import citation

        view = self._desk.view
        if view.quoted is None:
            raise Refused("go to a quote or a passage first: that is what is copied")
        source, words = view.quoted
        claim, at = view.claim, view.entry
        entry = claim.evidence[at] if claim is not None and at is not None else None
        is_of_entry = entry is not None and entry.quote is not None and entry.quote.exact == words
        text = citation(source, words, entry.attributed_to if entry is not None and is_of_entry else "")
        self._desk.app.copy_to_clipboard(text)
        self._desk.say(f"copied, if the terminal allows it: {text}")
        return Outcome.UNCHANGED

    async def matrix(self) -> None:
        """Open the matrix of claims by sources."""
        from tui.screens.sheets.matrix import Matrix

        view = self._desk.view
        claims = [view.dossier.claims[at] for at in view.shown]
        source = view.article.source.id if view.article.source else ""
        matrix = Matrix(view.dossier, claims, view.row, source, view.proposer.open_count)
        await self._desk.open_sheet(matrix, self._go_to_cell)

    def _go_to_cell(self, cell: Cell | None) -> None:
        """Go to the claim of a cell and to the card of its source, which is proposed where it has none."""
        view = self._desk.view
        if cell is None or cell.claim not in view.dossier.positions:
            return
        view.go_to(cell.claim)
        view.pane, view.item = Pane.EVIDENCE, None
        if not view.has_item_of(cell.source):
            view.proposer.name(cell.source)
        view.to_item_of(cell.source)

    async def figures(self) -> None:
        """Open the list of the claim's figures, from the lowest to the highest."""
        from tui.screens.sheets.figures import FiguresSheet

        view = self._desk.view
        if view.claim is None:
            raise Refused("no claim is shown")
        await self._desk.open_sheet(FiguresSheet(view.dossier, view.claim))

    async def differences(self) -> None:
        """Open the comparison of the passage under the cursor with the claim's other quotes."""
        from tui.screens.sheets.compare import CompareSheet, Passage, others

        view = self._desk.view
        claim, quoted = view.claim, view.quoted
        if claim is None or quoted is None:
            raise Refused("go to a quote or a passage first: it is set beside the claim's other quotes")
        source, words = quoted
        passage = Passage(source.id, words) if view.entry is None else Passage.of(claim.evidence[view.entry])
        compared = others(claim, view.entry)
        if not compared:
            raise Refused("this claim has no other quote to set beside it")
        await self._desk.open_sheet(CompareSheet(view.dossier, passage, compared))

    async def problems(self) -> None:
        """Open the list of problems in the claims file and its articles, in the words of ``check``."""
        from tui.screens.sheets.problems import ProblemsSheet

        session = self._desk.session
        problems, dossier = session.working_copy.problems, session.dossier
        if problems:
            await self._desk.open_sheet(ProblemsSheet(dossier, problems))
        elif dossier.is_whole:
            raise Refused("the claims file and its articles have no problem; factcheck check looks at quotes too")
        else:
            raise Refused("nothing is wrong so far; the articles are being read")

    async def help(self) -> None:
        """Open the help with every key."""
        from tui.screens.sheets.help import HelpSheet

        view = self._desk.view
        await self._desk.open_sheet(HelpSheet(self._desk.keys, view.context, view.dossier.scale))

    async def palette(self) -> None:
        """Open the palette, which runs a command or goes to a place by its name."""
        from tui.screens.sheets.palette import Palette

        await self._desk.open_sheet(Palette([*self.command_entries(), *self.place_entries()]))

    def command_entries(self) -> Iterator[Entry]:
        """An entry for each key that has a line in the help, each rating and each theme."""
        from tui.screens.sheets.palette import Entry

        keys, app = self._desk.keys, self._desk.app
        for key in keys.in_help():
            if not is_rating(key) and key.id not in {"app.palette", "rationale.save"}:
                words = key.words[:1].upper() + key.words[1:]
                yield Entry("key", words, partial(self._run, key.id), keys.shown_beside(key))
        for number, rating in enumerate(self._desk.view.dossier.scale, 1):
            rate = self._acting(partial(self._rate_as, rating))
            yield Entry("verdict", f"Verdict: {rating}", rate, keys[f"verdict.{number}"])
        for theme in app.available_themes:
            yield Entry("theme", f"Theme: {theme}", partial(setattr, app, "theme", theme))

    def place_entries(self) -> Iterator[Entry]:
        """An entry for each tag, source and claim."""
        from tui.screens.sheets.palette import Entry

        dossier = self._desk.view.dossier
        for tag in dict.fromkeys(tag for claim in dossier.claims for tag in claim.tags):
            yield Entry("tag", f"#{tag}", self._acting(partial(self._set_filter, f"tag:{tag.split()[0]}")))
        for source in dossier.sources.values():
            name = f"{dossier.names[source.id]}: {source.title}"
            yield Entry("source", name, self._acting(partial(self._go_to_source, source.id)))
        for claim in dossier.claims:
            yield Entry("claim", f"{claim.text} {claim.id}", self._acting(partial(self._go_to_claim, claim.id)))

    def _acting(self, command: Command) -> Command:
        """A command after which the desk shows its view."""
        return partial(self._desk.act, command)

    def _go_to_claim(self, claim: str) -> None:
        if self._desk.view.go_to(claim):
            self._desk.say("shown without the filter")

    def _go_to_source(self, source: str) -> None:
        view = self._desk.view
        view.pane = Pane.ARTICLE
        view.article.to_article(source, view.claim)
