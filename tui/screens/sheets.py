"""The commands that show something over the desk, and what is copied from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from tui.screens.desk import Command, Desk
from tui.screens.keyboard import is_rating
from tui.screens.place import Pane

if TYPE_CHECKING:
    from tui.screens.matrix import Cell
    from tui.screens.palette import Entry


class Sheets:
    """What lies over the desk for a while."""

    def __init__(self, desk: Desk, run: Callable[[str], Awaitable[None]], set_filter: Callable[[str], None]) -> None:
        self._desk, self._run, self._set_filter = desk, run, set_filter

    def commands(self) -> dict[str, Command]:
        """What the keys do, by their ids."""
        return {
            "file.cite": self.cite,
            "show.matrix": self.matrix,
            "show.figures": self.ladder,
            "show.differences": self.differences,
            "app.palette": self.palette,
            "app.help": self.help,
        }

    def cite(self) -> None:
        """Copy the words under the cursor with their source, by the terminal: it works over SSH too."""
        from tui.reports.citation import citation

        quoted = self._desk.place.quoted
        if quoted is None:
            self._desk.say("go to a quote or a passage first: that is what is copied")
            return
        source, words = quoted
        claim, at = self._desk.place.claim, self._desk.place.entry
        entry = claim.evidence[at] if claim is not None and at is not None else None
        is_of_entry = entry is not None and entry.quote is not None and entry.quote.exact == words
        text = citation(source, words, entry.attributed_to if entry is not None and is_of_entry else "")
        self._desk.app.copy_to_clipboard(text)
        self._desk.say(f"copied, if the terminal allows it: {text}")

    async def matrix(self) -> None:
        """Show the claims by sources."""
        from tui.screens.matrix import Matrix

        place = self._desk.place
        claims = [place.dossier.claims[at] for at in place.shown]
        source = place.source.id if place.source else ""
        await self._desk.app.push_screen(
            Matrix(place.dossier, claims, place.row, source, place.proposer.open_count), self._go_to_cell
        )

    def _go_to_cell(self, cell: Cell | None) -> None:
        if cell is not None and cell.claim in self._desk.place.dossier.positions:
            self._desk.place.go_to(cell.claim)
            self._desk.place.pane = Pane.EVIDENCE
            self._desk.place.stop = None
            self._desk.show_place()
            if not self._desk.place.has_stop_of(cell.source):
                self._desk.place.proposer.name(cell.source)
                self._desk.show_place()
            self._desk.place.to_stop_of(cell.source)
        self._desk.show_place()

    async def ladder(self) -> None:
        """Show the claim's figures, from the lowest to the highest."""
        from tui.screens.ladder import Ladder

        if self._desk.place.claim is None:
            self._desk.say("no claim is shown")
        else:
            await self._desk.app.push_screen(Ladder(self._desk.place.dossier, self._desk.place.claim))

    async def differences(self) -> None:
        """Show the passage under the cursor beside the claim's other quotes, with what differs."""
        from tui.screens.differences import Differences, Passage, others

        place = self._desk.place
        claim, quoted = place.claim, place.quoted
        if claim is None or quoted is None:
            self._desk.say("go to a quote or a passage first: it is set beside the claim's other quotes")
            return
        source, words = quoted
        entry = None if place.entry is None else claim.evidence[place.entry]
        passage = Passage.of(entry) if entry is not None else Passage(source.id, words)
        compared = others(claim, place.entry)
        if compared:
            await self._desk.app.push_screen(Differences(place.dossier, passage, compared))
        else:
            self._desk.say("this claim has no other quote to set beside it")

    async def help(self) -> None:
        """Show every key."""
        from tui.screens.dialogs import Help

        await self._desk.app.push_screen(Help(self._desk.keys, self._desk.place.spot, self._desk.place.dossier.scale))

    async def palette(self) -> None:
        """Show everything that can be done or gone to, by its name."""
        from tui.screens.palette import Palette

        await self._desk.app.push_screen(Palette([*self.doable(), *self.places()]))

    def doable(self) -> Iterator[Entry]:
        """What can be done: every key that is shown, every rating, every theme."""
        from tui.screens.palette import Entry

        for key in self._desk.keys.told():
            if not is_rating(key) and key.id not in {"app.palette", "rationale.save"}:
                words = key.words[:1].upper() + key.words[1:]
                yield Entry("key", words, partial(self._run, key.id), self._desk.keys.line_of(key))
        for number, rating in enumerate(self._desk.place.dossier.scale, 1):
            yield Entry(
                "verdict",
                f"Verdict: {rating}",
                partial(self._run, f"verdict.{number}"),
                self._desk.keys[f"verdict.{number}"],
            )
        for theme in self._desk.app.available_themes:
            yield Entry("theme", f"Theme: {theme}", partial(setattr, self._desk.app, "theme", theme))

    def places(self) -> Iterator[Entry]:
        """Where one can go: tags, sources, claims."""
        from tui.screens.palette import Entry

        dossier = self._desk.place.dossier
        for tag in dict.fromkeys(tag for claim in dossier.claims for tag in claim.tags):
            yield Entry("tag", f"#{tag}", partial(self._set_filter, f"tag:{tag.split()[0]}"))
        for source in dossier.sources.values():
            yield Entry("source", f"{dossier.names[source.id]}: {source.title}", partial(self._go_to_source, source.id))
        for claim in dossier.claims:
            yield Entry("claim", f"{claim.text} {claim.id}", partial(self._go_to_claim, claim.id))

    def _go_to_claim(self, claim: str) -> None:
        if self._desk.place.go_to(claim):
            self._desk.say("shown without the filter")
        self._desk.show_place()

    def _go_to_source(self, source: str) -> None:
        self._desk.place.pane = Pane.ARTICLE
        self._desk.place.to_article(source)
        self._desk.show_place()
