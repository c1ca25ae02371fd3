"""The claims pane: one row for each claim that passes the filter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.dossier.values.model import Claim, Dossier, Stance
from tui.dossier.values.text import clean_line
from tui.evidence.coverage import Standing, lost_quotes, standing, tally
from tui.screens.keys.keymap import Keymap
from tui.screens.widgets.lines import Lines
from tui.screens.widgets.marks import CURSOR_BAR, MARKS, STANDING_MARKS
from tui.screens.widgets.text_layout import Line, Piece, both_ends, clipped, fitted, flow, restyled, spread, width_of

COUNT = 7
"""The width in cells of a count of evidence for or against a claim."""


class ClaimsPane(Lines):
    """The list of claims: each with a mark, its text, its counts of evidence and of open sources."""

    WIDE_ROW = 60
    """The width in cells from which a claim's text takes one line instead of two."""

    @dataclass
    class Chosen(Message):
        """A claim was clicked on."""

        row: int

    def __init__(self, dossier: Dossier, open_count: Callable[[Dossier, Claim], int | None], keys: Keymap) -> None:
        super().__init__("claims", self.count, self.line)
        self._keys = keys
        self._dossier = dossier
        self._open_count = open_count
        """Returns the number of open sources of a claim; None while it is unknown."""
        self._shown: Sequence[int] = ()
        self._cursor = 0
        self._postponed: frozenset[str] = frozenset()

    @property
    def rows(self) -> int:
        """The number of claims that fit in the pane."""
        return max(1, self.size.height // self._height)

    @property
    def _height(self) -> int:
        return 2 if self.room >= self.WIDE_ROW else 3

    def show(self, dossier: Dossier, shown: Sequence[int], cursor: int, postponed: Collection[str]) -> None:
        """Show the claims at some indices, with the cursor on one of the rows."""
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
        """Return the number of lines of all rows."""
        return len(self._shown) * self._height or len(self._none())

    def line(self, y: int) -> Line:
        """Return a line of a row."""
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
        """Say why there is no row, and name the keys for a remedy."""
        keys = self._keys
        begin = f"{keys['claim.new']} writes a new claim, {keys['file.edit']} opens the file in your editor"
        why = f"there is none yet. {begin}."
        if self._dossier.claims:
            why = f"none has all that the filter asks for. {keys['find.filter']} and {keys['place.enter']} shows all."
        return [[Piece(" "), *line] for line in flow(f"no claim is shown: {why}", max(1, self.room - 1), "dim")]

    def _row(self, claim: Claim) -> list[Line]:
        """Return a claim's text in one or two lines, then a line of state and counts."""
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
        unsettled = self._open_count(self._dossier, claim)
        if unsettled != 0:
            count = "" if unsettled is None else f" {unsettled:,}"
            line.append(Piece(f"  {MARKS['open']}{count}{word}", "open"))
        return line

    @staticmethod
    def _counts(claim: Claim) -> Line:
        """Return the counts for and against in columns of their own; an empty line where both are zero."""
        counts = {stance: tally(claim, stance) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)}
        if not any(count.total for count in counts.values()):
            return []
        return [
            Piece(f"{f'{MARKS[stance]} {count.short}' if count.total else '':<{COUNT}} ", stance.value)
            for stance, count in counts.items()
        ]

    def on_click(self, event: events.Click) -> None:
        """Post the row under the mouse."""
        row = (event.y - self.gutter.top + self.top) // self._height
        if row < len(self._shown):
            self.post_message(self.Chosen(row))
