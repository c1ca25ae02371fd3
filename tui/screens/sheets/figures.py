"""The sheet of a claim's figures: each source's figure for the same count, with its day and speaker."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.dossier.values.model import Claim, Dossier
from tui.evidence.figures.extraction import figures
from tui.evidence.figures.figure_list import FigureRow, figure_list
from tui.evidence.figures.hints import ELSEWHERE
from tui.evidence.figures.wording import shown
from tui.screens.sheets.modal import Dialog
from tui.screens.widgets.marks import MARKS
from tui.screens.widgets.text_layout import Line, Piece, flow, indented

WIDEST = 16
"""The greatest width in cells of the numbers at the left."""


class FiguresSheet(Dialog[None]):
    """The figures comparable with a claim's, from the lowest to the highest. The sheet decides nothing."""

    TITLE = "Figures"
    HINT = "j k scroll · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t,q,enter", "answer('')", "close", priority=True),
    ]

    def __init__(self, dossier: Dossier, claim: Claim) -> None:
        super().__init__(partial(figures_lines, dossier, claim))


def figures_lines(dossier: Dossier, claim: Claim, width: int) -> list[Line]:
    """Lay out the claim, then below each of its figures the comparable figures of quotes, from low to high."""
    lines = [*flow(claim.text, width, "title"), []]
    rows = figure_list(dossier, claim)
    if not rows:
        return lines + flow(_no_rows(claim), width, "dim")
    column = min(WIDEST, max(len(shown(row.figure)) for row in rows)) + 2
    for ours, group in groupby(rows, key=lambda row: row.ours):
        lines += flow(f"the claim says {shown(ours)} (“{ours.words}”)", width, "strong")
        for row in group:
            lines += _row_lines(dossier, claim, row, column, width)
        lines.append([])
    return lines + flow("read from quotes of this claim and of those that it names in see", width, "dim")


def _no_rows(claim: Claim) -> str:
    if not figures(claim.text):
        return "no figure is read in this claim"
    return "no quote of this claim, or of those that it names in see, counts the same"


def _row_lines(dossier: Dossier, claim: Claim, row: FigureRow, column: int, width: int) -> Iterator[Line]:
    """Lay out a figure with its day and speaker; below, its words, its stance and, if another's, its claim.

    The figure stands in a column of its own, ``column`` cells wide.
    """
    source = dossier.names[row.source]
    who = f"{row.who}, in {source}" if row.attributed else source
    when = " ".join(filter(None, (row.dated, row.date))) or "no date"
    number, *more = flow(shown(row.figure), column - 2, "quote")
    first, *rest = flow(f"{when}  {who}", width - column - 2)
    gap = " " * (column - sum(len(piece.text) for piece in number))
    yield [Piece("  "), *number, Piece(gap), *first]
    yield from indented(more)
    yield from indented(rest, " " * (column + 2))
    whose = "" if row.claim == claim.id else f" {row.claim}"
    stance = Piece(f"{MARKS[row.stance]} {row.stance}", row.stance.value)
    words = f"“{row.figure.words}”" + (f"; {ELSEWHERE}" if row.elsewhere else "")
    below = flow(f"{whose}  {words}".strip(), width - column - 2 - len(stance.text) - 2, "dim")
    for at, line in enumerate(below):
        head = stance if at == 0 else Piece(" " * len(stance.text))
        yield [Piece(" " * (column + 2)), head, Piece("  "), *line]
