"""The page of a claim, lines with the extents of its items, and the parts of which pages consist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from rich.cells import cell_len

from tui.dossier.values.model import Dossier, Source
from tui.dossier.values.text import clean_line
from tui.evidence.figures.comparison import Relation
from tui.evidence.figures.hints import FigureHint
from tui.screens.panes.items import NOTHING_GROUP, Item
from tui.screens.widgets.marks import AGREES, BAR, CURSOR_BAR, DIFFERS, MARKS, OTHER
from tui.screens.widgets.text_layout import Line, Piece, fitted, flow, indented


class Column(IntEnum):
    """The columns of cards."""

    LEFT = 0
    RIGHT = 1
    WHOLE = 2
    """The width of the pane: context, open, silent; all items where there is room for one column only."""


class Extent(NamedTuple):
    """The rectangle of an item on the page, in lines and cells; ``bottom`` and ``right`` are exclusive."""

    top: int
    bottom: int
    left: int
    right: int
    column: Column


@dataclass
class Page:
    """A layout for one width: lines, and the extents of the items on them in reading order."""

    lines: list[Line] = field(default_factory=list)
    extents: dict[Item, Extent] = field(default_factory=dict)

    @property
    def items(self) -> list[Item]:
        """The items in reading order: the cards column by column, then downwards."""
        return list(self.extents)

    def below(self, item: Item, step: int) -> Item:
        """Return the next item down (or up, with a step of -1) in the same column or in the full width."""
        columns = {place.column for place in self.extents.values()}
        own = self.extents[item].column
        if own is Column.WHOLE:
            own = Column.LEFT if Column.LEFT in columns else Column.RIGHT
        reached = [at for at, place in self.extents.items() if place.column in {own, Column.WHOLE}]
        at = reached.index(item) + step
        return reached[at] if 0 <= at < len(reached) else item

    def beside(self, item: Item, column: int) -> Item:
        """Return the nearest item in the other column or in the same row of sources; without one, the item itself.

        ``column`` is 0 for the left and 1 for the right.
        """
        here = self.extents[item]
        others = [
            (abs(place.top - here.top), abs(place.left - here.left), other)
            for other, place in self.extents.items()
            if (place.left > here.left if column else place.left < here.left)
            and (place.column is not here.column or place.top == here.top)
        ]
        return min(others, key=lambda found: found[:2])[2] if others else item

    def append(self, part: Page) -> None:
        """Append the lines and items of another page, then an empty line. A page without lines changes nothing."""
        if part.lines:
            self.add_items(part, len(self.lines), 0)
            self.lines += [*part.lines, []]

    def add_items(self, part: Page, down: int, right: int) -> None:
        """Add the items of another page, whose lines stand so many lines down and cells to the right."""
        for item, at in part.extents.items():
            self.extents[item] = Extent(at.top + down, at.bottom + down, at.left + right, at.right + right, at.column)


def no_article(dossier: Dossier) -> str:
    """Say that there is no article, and how to add one; while articles are being read, say that."""
    if not dossier.is_whole:
        return "The articles are being read."
    return (
        f"There is no article. Put .txt or .md files into the folder {dossier.articles}: they are read by themselves."
    )


def card_head(source: Source | None, name: str, width: int, *, mixed: bool, style: str) -> Iterator[Line]:
    """Lay out a source's name, kind and day, and a line for a source with both stances."""
    name = clean_line(name)
    about = " · ".join(clean_line(part) for part in (source.kind, source.published) if part) if source else ""
    head = [Piece(BAR, style), Piece(name, "strong")]
    if about and cell_len(name) + cell_len(about) + 4 <= width:
        yield [*head, Piece(f"  {about}", "dim")]
    else:
        yield fitted(head, width)
        if about:
            yield fitted([Piece(BAR, style), Piece(about, "dim")], width)
    if mixed:
        words = f"{MARKS['mixed']} mixed: supports and contradicts"
        yield fitted([Piece(BAR, style), Piece(words, "mixed")], width)


def figure_lines(hints: Iterable[FigureHint], width: int) -> Iterator[Line]:
    """Lay out hints on figures, each with the mark of its relation to the claim's figure."""
    marks = {Relation.AGREES: AGREES, Relation.OTHER: OTHER}
    for hint in hints:
        mark = marks.get(hint.relation, DIFFERS)
        first, *rest = flow(hint.sentence, width - 2, "figure")
        yield [Piece(f"{mark} ", "mark" if mark == DIFFERS else "figure"), *first]
        yield from indented(rest)


def row_of_sources(
    dossier: Dossier, name: str, words: str, items: Sequence[Item], width: int, unlisted: int = 0
) -> Page:
    """Lay out sources without a passage in rows, below their number; an empty page where there are none.

    ``unlisted`` is the number of further sources, which are counted but not named.
    """
    count = len(items) + unlisted
    if not count:
        return Page()
    head = f"{MARKS[name]} {words} {count:,}:"
    if unlisted:
        items = [*items, NOTHING_GROUP]
    result = Page(lines=[[Piece(head, f"{name} strong")]])
    used = cell_len(head)
    for number, item in enumerate(items):
        label = clean_line(dossier.sources[item.source].name if item.source in dossier.sources else item.source)
        label = f"+ lists {'more' if number else 'them'}" if item.group else label
        text = label + ("," if number < len(items) - 1 else "")
        if cell_len(text) > width - 3:
            text = "".join(piece.text for piece in fitted([Piece(text)], width - 3))
        cells = cell_len(text)
        if used + 1 + cells > width:
            result.lines.append([Piece("  ")])
            used = 2
        top = len(result.lines) - 1
        result.lines[-1] += [Piece(" "), Piece(text, name)]
        result.extents[item] = Extent(top, top + 1, used, used + 1 + cells, Column.WHOLE)
        used += 1 + cells
    return result


def highlighted(line: Line, place: Extent, style: str) -> Line:
    """Return a line with a style added within an extent's cells, and the cursor's mark at their start."""
    out: Line = []
    at = 0
    for piece in line:
        text = piece.text
        cells = cell_len(text)
        if place.left <= at and at + cells <= place.right:
            if at == place.left and text in {BAR, " "}:
                text = CURSOR_BAR[: len(text)]
            out.append(Piece(text, f"{piece.style} {style}".strip()))
        else:
            out.append(piece)
        at += cells
    if at < place.right:
        start = max(at, place.left)
        out += [Piece(" " * (start - at)), Piece(" " * (place.right - start), style)]
    return out
