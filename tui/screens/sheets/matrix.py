"""The matrix: a table of claims by sources with a mark in each cell, and a cursor that leads to the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen

from tui.dossier.values.model import Claim, Dossier, Stance
from tui.dossier.values.text import clean_line
from tui.evidence.coverage import open_count as counted_open
from tui.evidence.coverage import standing, state_of
from tui.screens.keys.keymap import shown
from tui.screens.widgets.lines import COMPONENTS, Lines, StaticLines
from tui.screens.widgets.marks import CURSOR_BAR, MARKS, STANDING_MARKS
from tui.screens.widgets.text_layout import Line, Piece, both_ends, fitted, restyled

NARROWEST, WIDEST = 6, 20
"""The widths in cells of a column of marks: cursor, mark, word of the state, blank."""
PLAIN = 11
"""The greatest width in cells of a column without words."""
NAMED = 8
"""The width in cells from which a column is headed by its source's name; a narrower one, by its number."""
WORDED = 1 + len(f"✗ {Stance.CONTRADICTS}")
"""The width in cells from which a state's word stands beside its mark."""
CLAIM_SHARE = 0.35
"""The share of the width for the claims' texts."""
COUNT = 7
"""The width in cells of the column with the number of open sources."""


KEYS = [
    piece
    for key, words in (("Enter", "go there"), ("← ↓ ↑ →", "move"), ("PgDn PgUp", "screen"), ("Esc", "back"))
    for piece in (Piece(f" {key}", "key"), Piece(f" {words} ", "dim"))
]


OpenCount = Callable[[Dossier, Claim], int | None]
"""Returns the number of open sources of a claim; None while it is unknown."""


class Cell(NamedTuple):
    """A cell of the table: the ids of a claim and a source."""

    claim: str
    source: str


class Table(Lines):
    """The lines of the table. The row and the column of the cursor are always in view."""

    @dataclass
    class Chosen(Message):
        """A cell was clicked on."""

        row: int
        column: int

    def __init__(
        self, dossier: Dossier, claims: Sequence[Claim], row: int, source: str, open_count: OpenCount = counted_open
    ) -> None:
        super().__init__("table", self.count, self.line)
        self._dossier, self._claims, self._open_count = dossier, claims, open_count
        self._sources = tuple(dossier.sources)
        self._row = row
        self._column = self._sources.index(source) if source in dossier.sources else 0
        self._first = 0
        """Index of the first visible column."""

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor; None in an empty table."""
        if not self._claims or not self._sources:
            return None
        return Cell(self._claims[self._row].id, self._sources[self._column])

    def move_to(self, row: int, column: int) -> None:
        """Move the cursor to a cell, or to the nearest one within the table."""
        self._row = max(0, min(row, len(self._claims) - 1))
        self._column = max(0, min(column, len(self._sources) - 1))
        self.follow()
        self.refresh()

    def move(self, down: int, right: int) -> None:
        """Move the cursor by rows and columns."""
        self.move_to(self._row + down, self._column + right)

    def follow(self) -> None:
        """Bring the cursor into view."""
        first = min(self._first, self._column, max(0, len(self._sources) - self._seen))
        self._first = max(first, self._column - self._seen + 1)
        self.bring_into_view(self._row, self._row + 1)

    @property
    def _left(self) -> int:
        """The width in cells before the first column of marks: the rest, for the claims' texts."""
        return max(self._least, self.room - self._width * len(self._sources))

    @property
    def _least(self) -> int:
        return max(12, int(self.room * CLAIM_SHARE)) + COUNT

    @property
    def _width(self) -> int:
        """The width in cells of a column of marks."""
        width = (self.room - self._least) // max(1, len(self._sources))
        return max(NARROWEST, min(WIDEST if width >= WORDED else PLAIN, width))

    @property
    def _seen(self) -> int:
        """The number of columns that fit."""
        return max(1, (self.room - self._left) // self._width)

    @property
    def _columns(self) -> range:
        return range(self._first, min(self._first + self._seen, len(self._sources)))

    def head(self) -> Line:
        """Return the heading of the visible columns: their sources' names or, in narrow columns, their numbers."""
        more = len(self._sources) - len(self._columns)
        line = fitted([Piece(f" {len(self._sources):,} sources" if more else "", "dim")], self._left - COUNT)
        line.append(Piece(f"{'open':<{COUNT}}", "dim"))
        for at in self._columns:
            name = clean_line(self._dossier.sources[self._sources[at]].name) if self._width >= NAMED else str(at + 1)
            style = "strong" if at == self._column else "dim"
            line += [Piece(" "), *fitted([Piece(f"{name} ", style)], self._width - 1)]
        return line

    def foot(self) -> list[Line]:
        """Return two lines on the claim and the source under the cursor."""
        cell = self.cell
        if cell is None:
            return [[Piece(" there is nothing to show", "dim")], []]
        claim, source = self._claims[self._row], self._dossier.sources[cell.source]
        state = state_of(claim, cell.source)
        about = f"{clean_line(source.name)} · {clean_line(source.title)}"
        return [
            [Piece(" "), Piece(clean_line(claim.text), "strong")],
            [Piece(" "), Piece(f"{MARKS[state]} {state}", f"{state} strong"), Piece(f"  {about}", "dim")],
        ]

    def count(self) -> int:
        """Return the number of lines: one for each claim."""
        return max(1, len(self._claims))

    def line(self, y: int) -> Line:
        """Return the line of a claim with its marks."""
        if y >= len(self._claims):
            return [Piece(" no claim is shown", "dim")]
        claim = self._claims[y]
        state = standing(self._dossier, claim)
        mark, room = f" {STANDING_MARKS[state]} ", self._left - COUNT - 1
        words = both_ends(clean_line(claim.text), room - len(mark))
        unsettled = self._open_count(self._dossier, claim)
        line = [*fitted([Piece(mark, state.value), Piece(words)], room), Piece(" ")]
        count = "…" if unsettled is None else f"{unsettled:,}" if unsettled else "–"
        line.append(Piece(f"{count:<{COUNT}}", "open" if unsettled else "dim"))
        for at in self._columns:
            name = state_of(claim, self._sources[at])
            words = f"{MARKS[name]} {name}" if self._width >= WORDED else MARKS[name]
            is_cursor = y == self._row and at == self._column
            line.append(Piece(CURSOR_BAR[0] if is_cursor else " ", name))
            line.append(Piece(f"{words:<{self._width - 1}}", f"{name} strong" if is_cursor else name))
        return restyled(fitted(line, self.room), "cursor") if y == self._row else line

    def on_click(self, event: events.Click) -> None:
        """Post the cell under the mouse."""
        column = self._first + max(0, event.x - self._left) // self._width
        self.post_message(self.Chosen(event.y + self.top, column))


class Matrix(ModalScreen[Cell]):
    """The table over the review. The result of the screen is the cell to go to, or None."""

    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1, 0)", "down", priority=True),
        Binding("k,up", "move(-1, 0)", "up", priority=True),
        Binding("h,left", "move(0, -1)", "left", priority=True),
        Binding("l,right", "move(0, 1)", "right", priority=True),
        Binding("pagedown,space", "page(1)", "down", priority=True),
        Binding("pageup", "page(-1)", "up", priority=True),
        Binding("enter", "go", "go there", priority=True),
        Binding("escape,m,q", "close", "back", priority=True),
    ]

    def __init__(
        self, dossier: Dossier, claims: Sequence[Claim], row: int, source: str, open_count: OpenCount = counted_open
    ) -> None:
        super().__init__()
        self._table = Table(dossier, claims, row, source, open_count)
        self._head = StaticLines("columns", lambda _: [self._table.head()])
        self._foot = StaticLines("cell", lambda _: self._table.foot())
        self._keys = StaticLines("matrix-keys", lambda _: [KEYS])

    def compose(self) -> ComposeResult:
        """Yield the headings, the table, the lines on the cell under the cursor, and the keys."""
        self._head.border_title = "Claims by sources"
        yield self._head
        yield self._table
        yield self._foot
        yield self._keys

    def on_key(self, event: events.Key) -> None:
        """Say that an unbound key does nothing."""
        words = f" {shown(event.key)} does nothing here"
        self._keys.show(lambda _: [[*KEYS, Piece(words, "dim")]])

    def on_resize(self) -> None:
        """Lay out the lines around the table once the table has its new size."""
        self.call_later(self._show)

    def _show(self) -> None:
        self._head.show(lambda _: [self._table.head()])
        self._foot.show(lambda _: self._table.foot())
        self._keys.show(lambda _: [KEYS])

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor."""
        self._table.move(down, right)
        self._show()

    def action_page(self, step: int) -> None:
        """Move the cursor by a screen."""
        self.action_move(step * max(1, self._table.size.height - 1), 0)

    @on(Table.Chosen)
    def _chosen(self, message: Table.Chosen) -> None:
        self._table.move_to(message.row, message.column)
        self._show()

    def action_go(self) -> None:
        """Close the matrix with the cell under the cursor."""
        self.dismiss(self._table.cell)

    def action_close(self) -> None:
        """Close the matrix without a result."""
        self.dismiss(None)
