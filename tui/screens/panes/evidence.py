"""The evidence pane: the claim under the cursor with every source."""

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
"""The widths of the terminal from which two panes, claims and evidence, and from which all three stand side by side."""
CLAIMS_WIDTH = 42
"""The width in cells of the claims pane beside the evidence; the style sheet has the same number."""


class EvidencePane(Lines):
    """The page of a claim, with a cursor on one of its items."""

    @dataclass
    class Chosen(Message):
        """An item was clicked on."""

        chosen: Item

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("evidence", self.count, self.line)
        self._dossier = dossier
        self._claim: Claim | None = None
        self._page = Page()
        self._proposals = Proposals()
        self._item: Item | None = None
        self._titled: tuple[Claim | None, int] = None, 0

    @property
    def page(self) -> Page:
        """The page as it was laid out last."""
        return self._page

    def show(self, dossier: Dossier, claim: Claim | None, item: Item | None, proposals: Proposals) -> None:
        """Show a claim with its proposals, and the cursor on an item."""
        if claim is self._claim and dossier is self._dossier and proposals is self._proposals:
            self._move(item)
            return
        if claim is None or self._claim is None or claim.id != self._claim.id:
            self.top = 0
        self._dossier, self._claim, self._item, self._proposals = dossier, claim, item, proposals
        self.relayout()
        self.follow()

    def _move(self, item: Item | None) -> None:
        for place in (self._page.extents.get(at) for at in (self._item, item) if at is not None):
            if place is not None:
                self.repaint(place.top, place.bottom)
        self._item = item
        self.follow()

    def follow(self) -> None:
        """Keep the item under the cursor in view."""
        place = self._page.extents.get(self._item) if self._item is not None else None
        if place is None:
            return
        # The first card comes with the claim above it, unless that leaves less than half of a pane in which the
        # reviewer works to a card that needs more.
        height = self.size.height
        has_room = not height or place.bottom <= height or place.top <= height // 2
        if self._item == self._page.items[0] and (has_room or not self.has_class("-active")):
            self.bring_into_view(0, place.bottom)
        else:
            self.bring_into_view(place.top, place.bottom, margin=1)

    @property
    def room(self) -> int:
        """The width in cells of a line, which a hidden pane derives from the width of the terminal.

        Keys that are typed ahead can arrive before the pane that they open has a size.
        """
        width = self.app.size.width
        if width >= ROOMY:
            return super().room or (width - CLAIMS_WIDTH) // 2
        return width - 1 if width < WIDE else width - CLAIMS_WIDTH - 2

    def relayout(self) -> None:
        """Lay the page out for the present width."""
        if self._claim is not None:
            self._page = page(self._dossier, self._claim, max(20, self.room - 2), self._proposals)
        else:
            self._page = page_of_sources(self._dossier, max(20, self.room - 2))
        super().relayout()

    def scrolled(self) -> None:
        """Name the claim in the title when its text is scrolled out of view."""
        above = self._claim if self.top else None
        if self._titled != (above, self.size.width):
            self._titled = above, self.size.width
            self.border_title = pane_title("Evidence", above, self.size.width)

    def count(self) -> int:
        """Return the number of lines of the page."""
        return len(self._page.lines)

    def line(self, y: int) -> Line:
        """Return a line of the page, with the cursor."""
        line = self._page.lines[y]
        place = self._page.extents.get(self._item) if self._item is not None else None
        if place is not None and place.top <= y < place.bottom:
            line = highlighted(line, place, "cursor")
        return [Piece(" "), *line]

    def on_click(self, event: events.Click) -> None:
        """Post the item under the mouse."""
        x, y = event.x - 1, event.y - self.gutter.top + self.top
        for item, place in self._page.extents.items():
            if place.top <= y < place.bottom and place.left <= x < place.right:
                self.post_message(self.Chosen(item))
