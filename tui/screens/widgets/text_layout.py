"""Text laid out in terminal cells: wrapped, styled by name, put side by side. No widget here, and no colour.

A line is a list of pieces of text, each with the names of its styles; the panes turn names into colours. Text comes in
as it is in the dossier and is cleaned here, one character for one, so that marks by offset stay right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

from tui.dossier.values.text import clean_line

_WORD = re.compile(r"\S+\s*|\s+")
_NARROW = re.compile("[ -~¡-¬®-˿Ͱ-҂Ҋ-֏‐-‧‰-⁞]*")
"""Characters that take one cell each: no wide, no combining, no hidden ones. Most texts, and wrapped the quick way."""


MOST_MARKS = 4
"""How many characters a cell is taken to have: of a text with more, less is shown than there is room for."""


class Piece(NamedTuple):
    """Some text in some styles; style names are parted by blanks."""

    text: str
    style: str = ""


Line = list[Piece]


class Mark(NamedTuple):
    """A style on a stretch of a text."""

    start: int
    end: int
    style: str


def width_of(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cell_len(piece.text) for piece in line)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Where the lines of a cleaned text begin and end when it is wrapped at words; blanks at a break are left out."""
    width = max(width, 2)
    if _NARROW.fullmatch(text):
        lines = [(match.start(), match.start() + len(match[0].rstrip())) for match in _line_of(width).finditer(text)]
        return lines or [(0, 0)]
    lines = []
    start = end = used = 0
    for match in _WORD.finditer(text):
        word = match[0].rstrip()
        if not word:  # blanks before the first word
            start = end = match.end()
            continue
        cells = cell_len(word)
        if used + cells > width and end > start:
            lines.append((start, end))
            start, used = match.start(), 0
        if cells > width:
            *full, rest = chop_cells(word, width)
            start = match.start()
            for part in full:
                lines.append((start, start + len(part)))
                start += len(part)
            used, cells = 0, cell_len(rest)
        end = match.start() + len(word)
        used += cells + cell_len(match[0][len(word) :])
    if end > start:
        lines.append((start, end))
    return lines or [(0, 0)]


@cache
def _line_of(width: int) -> re.Pattern[str]:
    """A line of a text whose characters all take one cell: up to the last blank that fits, else cut within the word."""
    return re.compile(rf"\S.{{0,{width - 1}}}(?=\s|$)|\S{{{width}}}")


def cut(text: str, start: int, end: int, style: str, marks: Iterable[Mark]) -> Line:
    """A stretch of a cleaned text as a line, in a style and with those of the marks that touch it."""
    touching = [mark for mark in marks if mark.start < end and mark.end > start]
    if not touching:
        return [Piece(text[start:end], style)] if end > start else []
    borders = sorted({start, end, *(min(max(at, start), end) for mark in touching for at in (mark.start, mark.end))})
    line = []
    for left, right in pairwise(borders):
        styles = [style, *(mark.style for mark in touching if mark.start <= left and right <= mark.end)]
        line.append(Piece(text[left:right], " ".join(filter(None, styles))))
    return line


def flow(text: str, width: int, style: str = "", marks: Sequence[Mark] = ()) -> list[Line]:
    """A text of one paragraph as wrapped lines; the marks are offsets in the text."""
    cleaned = clean_line(text)
    return [cut(cleaned, start, end, style, marks) for start, end in wrap(cleaned, width)]


def flow_line(line: Line, width: int, most: int) -> list[Line]:
    """A line wrapped into so many lines at the most."""
    text = "".join(piece.text for piece in line)
    marks = []
    at = 0
    for piece in line:
        marks.append(Mark(at, at + len(piece.text), piece.style))
        at += len(piece.text)
    return clipped([cut(text, start, end, "", marks) for start, end in wrap(text, width)], width, most)


def clipped(lines: list[Line], width: int, most: int) -> list[Line]:
    """So many lines at the most; the last one ends in an ellipsis where more follows."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fitted([*lines[most - 1], Piece(" "), *lines[most]], width)]


def fitted(line: Line, width: int, style: str = "") -> Line:
    """A line made just so wide: cut with an ellipsis, or filled with blanks."""
    total = width_of(line)
    if total <= width:
        return [*line, Piece(" " * (width - total), style)] if total < width else line
    fitting: Line = []
    room = max(0, width - 1)
    for piece in line:
        cells = cell_len(piece.text)
        if cells >= room:
            fitting.append(Piece(set_cell_size(piece.text, room), piece.style))
            break
        fitting.append(piece)
        room -= cells
    return [*fitting, Piece("…", style)] if width else []


def both_ends(text: str, width: int) -> str:
    """A cleaned text in so many cells at the most: where it has more, an ellipsis stands for its middle.

    Claims on one event begin with the same words; what tells them apart stands at their end.
    """
    if len(text) <= MOST_MARKS * width and cell_len(text) <= width:
        return text
    room = max(0, width - 1)
    end = text[-MOST_MARKS * room // 2 :] if room else ""
    while cell_len(end) > room // 2 or (end and (end[0].isspace() or not cell_len(end[0]))):
        end = end[1:]  # a mark without a width belongs to what is left out
    head = set_cell_size(text[: MOST_MARKS * room], room - room // 2).rstrip()
    return f"{head}{'…' * bool(width)}{end}"


def spread(left: Line, right: Line, width: int) -> Line:
    """A line with something at each end; the right end stays whole where there is no room for both."""
    room = width - width_of(right)
    return [*fitted(left, room), *right] if room > 8 else [Piece(" " * room), *right]


def restyled(line: Line, style: str) -> Line:
    """A line with one more style on each of its pieces."""
    return [Piece(text, f"{own} {style}".strip()) for text, own in line]


def beside(left: list[Line], right: list[Line], width: int, gap: str = "  ") -> list[Line]:
    """Two columns next to each other, the left one ``width`` cells wide."""
    rows = max(len(left), len(right))
    empty: Line = []
    return [
        [
            *fitted(left[row] if row < len(left) else empty, width),
            Piece(gap),
            *(right[row] if row < len(right) else empty),
        ]
        for row in range(rows)
    ]


def indented(lines: Iterable[Line], margin: str = "  ", style: str = "") -> Iterator[Line]:
    """Lines with something before each."""
    return ([Piece(margin, style), *line] for line in lines)
