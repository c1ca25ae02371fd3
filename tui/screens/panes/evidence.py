"""The pane of the evidence: the claim under the cursor with every source."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.dossier.values.model import Claim, Dossier
from tui.evidence.search.proposals import Proposals
from tui.screens.panes.claim_page import page, page_of_sources
from tui.screens.panes.items import Item
from tui.screens.panes.page import Page, highlighted
from tui.screens.panes.pane_title import pane_title
from tui.screens.widgets.lines import Lines
from tui.screens.widgets.text_layout import Line, Piece

WIDE, ROOMY = 110, 170
"""The widths of the terminal from which claims and evidence, and the article too, stand side by side."""
CLAIMS_WIDTH = 42
"""The width of the claims beside the evidence, as in the style sheet."""


class EvidencePane(Lines):
    """The claim that is looked at, with every source."""

    @dataclass
    class Chosen(Message):
        """A card or a source was clicked on."""

        chosen: Item

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("evidence", self.count, self.line)
        self._dossier = dossier
        self._claim: Claim | None = None
        self._page = Page()
        self._proposals = Proposals()
        self._stop: Item | None = None
        self._titled: tuple[Claim | None, int] = None, 0

    @property
    def page(self) -> Page:
        """The claim as it is laid out now."""
        return self._page

    def show(self, dossier: Dossier, claim: Claim | None, item: Item | None, proposals: Proposals) -> None:
        """Show a claim and what search proposes, with the cursor on a stop."""
        if claim is self._claim and dossier is self._dossier and proposals is self._proposals:
            self._move(item)
            return
        if claim is None or self._claim is None or claim.id != self._claim.id:
            self.top = 0
        self._dossier, self._claim, self._stop, self._proposals = dossier, claim, item, proposals
        self.relayout()
        self.follow()

    def _move(self, item: Item | None) -> None:
        for place in (self._page.places.get(at) for at in (self._stop, item) if at is not None):
            if place is not None:
                self.repaint(place.top, place.bottom)
        self._stop = item
        self.follow()

    def follow(self) -> None:
        """Keep the cursor's card in view."""
        place = self._page.places.get(self._stop) if self._stop is not None else None
        if place is None:
            return
        # The first card comes with the claim above it, unless that leaves less than half of a pane in which the
        # reviewer works to a card that needs more.
        height = self.size.height
        has_room = not height or place.bottom <= height or place.top <= height // 2
        if self._stop == self._page.items[0] and (has_room or not self.has_class("-active")):
            self.bring_into_view(0, place.bottom)
        else:
            self.bring_into_view(place.top, place.bottom, margin=1)

    @property
    def room(self) -> int:
        """The width in cells that lines have or, while the pane is hidden, will have.

        Told by the width of the terminal: keys that are typed ahead come before a pane that they open has a size.
        """
        width = self.app.size.width
        if width >= ROOMY:
            return super().room or (width - CLAIMS_WIDTH) // 2
        return width - 1 if width < WIDE else width - CLAIMS_WIDTH - 2

    def relayout(self) -> None:
        """Lay the claim out for the present width."""
        if self._claim is not None:
            self._page = page(self._dossier, self._claim, max(20, self.room - 2), self._proposals)
        else:
            self._page = page_of_sources(self._dossier, max(20, self.room - 2))
        super().relayout()

    def scrolled(self) -> None:
        """Name the claim above the pane when its text is scrolled away."""
        above = self._claim if self.top else None
        if self._titled != (above, self.size.width):
            self._titled = above, self.size.width
            self.border_title = pane_title("Evidence", above, self.size.width)

    def count(self) -> int:
        """Lines of the page."""
        return len(self._page.lines)

    def line(self, y: int) -> Line:
        """A line of the page, with the cursor."""
        line = self._page.lines[y]
        place = self._page.places.get(self._stop) if self._stop is not None else None
        if place is not None and place.top <= y < place.bottom:
            line = highlighted(line, place, "cursor")
        return [Piece(" "), *line]

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked on."""
        x, y = event.x - 1, event.y - self.gutter.top + self.top
        for item, place in self._page.places.items():
            if place.top <= y < place.bottom and place.left <= x < place.right:
                self.post_message(self.Chosen(item))
