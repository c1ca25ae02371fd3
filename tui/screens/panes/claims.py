"""Two of the panes: the claims, and the claim with its evidence. Each shows what it is given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message

from tui.dossier.values.model import Claim, Dossier, Stance
from tui.dossier.values.text import clean_line
from tui.evidence.coverage import Standing, lost_quotes, standing, tally
from tui.screens.keys.keymap import Keyboard
from tui.screens.panes.claim_page import page, page_of_sources
from tui.screens.panes.page import CURSOR_BAR, MARKS, STANDING_MARKS, Item, Page, highlighted
from tui.screens.panes.proposal_cards import Proposals
from tui.screens.widgets.lines import Lines
from tui.screens.widgets.text_layout import Line, Piece, both_ends, clipped, fitted, flow, restyled, spread, width_of

WIDE, ROOMY = 110, 170
"""The widths of the terminal from which claims and evidence, and the article too, stand side by side."""
CLAIMS_WIDTH = 42
"""The width of the claims beside the evidence, as in the style sheet."""


def titled(name: str, claim: Claim | None, width: int) -> Content:
    """The title of a pane so wide: its name, and the claim where that is not to be seen in the pane."""
    if claim is None:
        return Content(name)
    return Content(f"{name} · {both_ends(clean_line(claim.text), max(10, width - cell_len(name) - 7))}")


COUNT = 7
"""The width of what speaks for a claim, or against it."""


class ClaimsPane(Lines):
    """The list of claims: a mark, the text, what speaks for and against it, what is open."""

    WIDE_ROW = 60
    """The width in cells from which a claim's text takes one line instead of two."""

    @dataclass
    class Chosen(Message):
        """A claim was clicked on."""

        row: int

    def __init__(self, dossier: Dossier, opened: Callable[[Dossier, Claim], int | None], keys: Keyboard) -> None:
        super().__init__("claims")
        self._keys = keys
        self._dossier = dossier
        self._opened = opened
        """How many sources are open for a claim; None where it is not known yet."""
        self._shown: Sequence[int] = ()
        self._cursor = 0
        self._postponed: frozenset[str] = frozenset()

    @property
    def rows(self) -> int:
        """How many claims are seen at once."""
        return max(1, self.size.height // self._height)

    @property
    def _height(self) -> int:
        return 2 if self.room >= self.WIDE_ROW else 3

    def show(self, dossier: Dossier, shown: Sequence[int], cursor: int, postponed: Collection[str]) -> None:
        """Show claims by their positions, with the cursor on one of the rows."""
        late = frozenset(postponed)
        moved_only = dossier is self._dossier and shown is self._shown and late == self._postponed
        self._postponed = late
        before = self._cursor
        self._dossier, self._shown, self._cursor = dossier, shown, cursor
        if moved_only:
            for row in {before, cursor}:
                self.repaint(row * self._height, (row + 1) * self._height)
        else:
            self.relayout()
        self.follow()

    def follow(self) -> None:
        """Keep the cursor's row in view, with a whole row at the top."""
        self.bring_into_view(self._cursor * self._height, (self._cursor + 1) * self._height)
        self.scroll_lines(-self.top % self._height)

    def count(self) -> int:
        """Lines of all rows."""
        return len(self._shown) * self._height or len(self._none())

    def line(self, y: int) -> Line:
        """A line of a row."""
        row, part = divmod(y, self._height)
        if row >= len(self._shown):
            return self._none()[y]
        claim = self._dossier.claims[self._shown[row]]
        line = self._row(claim)[part]
        if row != self._cursor:
            return line
        first, *rest = restyled(fitted(line, self.room), "cursor")
        return [Piece(CURSOR_BAR[0], "cursor"), Piece(first.text[1:], first.style), *rest]

    def _none(self) -> list[Line]:
        """Why there is no row, and which key does something about it."""
        keys = self._keys
        begin = f"{keys['claim.new']} writes a new claim, {keys['file.edit']} opens the file in your editor"
        why = f"there is none yet. {begin}."
        if self._dossier.claims:
            why = f"none has all that the filter asks for. {keys['find.filter']} and {keys['place.enter']} shows all."
        return [[Piece(" "), *line] for line in flow(f"no claim is shown: {why}", max(1, self.room - 1), "dim")]

    def _row(self, claim: Claim) -> list[Line]:
        """The text, in one line where there is room for it and else in two; then state and counts."""
        state = standing(self._dossier, claim)
        mark = Piece(f" {STANDING_MARKS[state]} ", state.value)
        room = self.room - 4
        style = "dim" if state is Standing.REVIEWED else ""
        counts = self._counts(claim)
        words = [Piece("   "), *self._state(claim, state)]
        if width_of([*words, *counts]) > self.room:
            words = [Piece("   "), *self._state(claim, state, "")]
        last = spread(words, counts, self.room)
        if self._height == 2:
            return [[mark, Piece(both_ends(clean_line(claim.text), room), style)], last]
        first, second = [*clipped(flow(claim.text, room, style), room, 2), []][:2]
        return [[mark, *first], [Piece("   "), *second], last]

    def _state(self, claim: Claim, state: Standing, word: str = " open") -> Line:
        waits = "postponed" if claim.id in self._postponed else state.value
        line = [Piece(clean_line(claim.verdict.rating) if claim.verdict else waits, state.value)]
        if state is Standing.STALE:
            line.append(Piece(" stale", "stale"))
        if state is not Standing.STALE and lost_quotes(self._dossier, claim):
            line.append(Piece("  ! quote lost", "stale"))
        unsettled = self._opened(self._dossier, claim)
        if unsettled != 0:
            count = "" if unsettled is None else f" {unsettled:,}"
            line.append(Piece(f"  {MARKS['open']}{count}{word}", "open"))
        return line

    @staticmethod
    def _counts(claim: Claim) -> Line:
        """What speaks for and against, each in a column of its own; nothing, where nothing does."""
        counts = {stance: tally(claim, stance) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)}
        if not any(count.total for count in counts.values()):
            return []
        return [
            Piece(f"{f'{MARKS[stance]} {count.short}' if count.total else '':<{COUNT}} ", stance.value)
            for stance, count in counts.items()
        ]

    def on_click(self, event: events.Click) -> None:
        """Choose the claim that is clicked on."""
        row = (event.y - self.gutter.top + self.top) // self._height
        if row < len(self._shown):
            self.post_message(self.Chosen(row))


class EvidencePane(Lines):
    """The claim that is looked at, with every source."""

    @dataclass
    class Chosen(Message):
        """A card or a source was clicked on."""

        chosen: Item

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("evidence")
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
            self.border_title = titled("Evidence", above, self.size.width)

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
