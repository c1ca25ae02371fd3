"""Layout of text in terminal cells: wrapping, styles by name, columns. Neither widgets nor colours are known here.

A line is a list of pieces of text, each with the names of its styles; the widgets turn names into colours. Text from
the dossier is cleaned here, character by character, so that offsets of marks remain right.
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
"""Text of characters that take one cell each: none is wide, combining or hidden. A pattern can wrap such text."""
MOST_MARKS = 4
"""The most characters a cell is expected to hold. A text with more of them may be cut earlier than needed."""


class Piece(NamedTuple):
    """A text with the names of its styles, separated by blanks."""

    text: str
    style: str = ""


Line = list[Piece]


class Mark(NamedTuple):
    """A style on a span of a text, by character offsets."""

    start: int
    end: int
    style: str


def width_of(line: Line) -> int:
    """Return the width of a line in cells."""
    return sum(cell_len(piece.text) for piece in line)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Wrap a cleaned text at words. Returns the offsets of each line; blanks at a break belong to no line."""
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
    """Return the pattern of one line of narrow text: up to the last blank that fits, else cut within a word."""
    return re.compile(rf"\S.{{0,{width - 1}}}(?=\s|$)|\S{{{width}}}")


def cut(text: str, start: int, end: int, style: str, marks: Iterable[Mark]) -> Line:
    """Return a span of a cleaned text as a line in a style, with the marks that touch the span."""
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
    """Wrap a text of one paragraph; the marks are offsets in the text."""
    cleaned = clean_line(text)
    return [cut(cleaned, start, end, style, marks) for start, end in wrap(cleaned, width)]


def flow_line(line: Line, width: int, most: int) -> list[Line]:
    """Wrap a line into at most ``most`` lines."""
    text = "".join(piece.text for piece in line)
    marks = []
    at = 0
    for piece in line:
        marks.append(Mark(at, at + len(piece.text), piece.style))
        at += len(piece.text)
    return clipped([cut(text, start, end, "", marks) for start, end in wrap(text, width)], width, most)


def clipped(lines: list[Line], width: int, most: int) -> list[Line]:
    """Return at most ``most`` lines; the last ends in an ellipsis where lines are left out."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fitted([*lines[most - 1], Piece(" "), *lines[most]], width)]


def fitted(line: Line, width: int, style: str = "") -> Line:
    """Return a line exactly ``width`` cells wide: cut with an ellipsis, or filled with blanks."""
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
    """Shorten a cleaned text to at most ``width`` cells: an ellipsis replaces its middle.

    Claims on one event often begin with the same words and differ at their end.
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
    """Join two lines at the ends of a width; the right one is never cut."""
    room = width - width_of(right)
    return [*fitted(left, room), *right] if room > 8 else [Piece(" " * room), *right]


def restyled(line: Line, style: str) -> Line:
    """Return a line with one more style on each of its pieces."""
    return [Piece(text, f"{own} {style}".strip()) for text, own in line]


def beside(left: list[Line], right: list[Line], width: int, gap: str = "  ") -> list[Line]:
    """Join two columns side by side, the left one ``width`` cells wide."""
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
    """Put a margin before each line."""
    return ([Piece(margin, style), *line] for line in lines)
