"""A claim's figures over the review: what each source counts of the same, with its day and whose word it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.dossier.values.model import Claim, Dossier
from tui.evidence.figures.extraction import figures
from tui.evidence.figures.figure_list import FigureRow, figure_list
from tui.evidence.figures.hints import ELSEWHERE
from tui.evidence.figures.wording import shown
from tui.screens.sheets.dialogs import Dialog
from tui.screens.widgets.marks import MARKS
from tui.screens.widgets.text_layout import Line, Piece, flow, indented

WIDEST = 16
"""The most cells that the numbers at the left take."""


class Ladder(Dialog[None]):
    """The counts of what a claim counts, from the lowest to the highest: something to look at, nothing to decide."""

    TITLE = "Figures"
    HINT = "j k scroll · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t,q,enter", "answer('')", "close", priority=True),
    ]

    def __init__(self, dossier: Dossier, claim: Claim) -> None:
        super().__init__()
        self._dossier, self._claim = dossier, claim

    def layout_lines(self, width: int) -> list[Line]:
        """The claim, then under each of its figures what is counted of the same."""
        lines = [*flow(self._claim.text, width, "title"), []]
        rows = figure_list(self._dossier, self._claim)
        if not rows:
            return lines + flow(self._nothing(), width, "dim")
        column = min(WIDEST, max(len(shown(row.figure)) for row in rows)) + 2
        for ours, group in groupby(rows, key=lambda row: row.ours):
            lines += flow(f"the claim says {shown(ours)} (“{ours.words}”)", width, "strong")
            for row in group:
                lines += self._row(row, column, width)
            lines.append([])
        return lines + flow("read from quotes of this claim and of those that it names in see", width, "dim")

    def _nothing(self) -> str:
        if not figures(self._claim.text):
            return "no figure is read in this claim"
        return "no quote of this claim, or of those that it names in see, counts the same"

    def _row(self, row: FigureRow, column: int, width: int) -> Iterator[Line]:
        """A count, its day and whose word it is; below, its words and what they are to which claim."""
        source = self._dossier.names[row.source]
        who = f"{row.who}, in {source}" if row.attributed else source
        when = " ".join(filter(None, (row.dated, row.date))) or "no date"
        number, *more = flow(shown(row.figure), column - 2, "quote")
        first, *rest = flow(f"{when}  {who}", width - column - 2)
        gap = " " * (column - sum(len(piece.text) for piece in number))
        yield [Piece("  "), *number, Piece(gap), *first]
        yield from indented(more)
        yield from indented(rest, " " * (column + 2))
        whose = "" if row.claim == self._claim.id else f" {row.claim}"
        stance = Piece(f"{MARKS[row.stance]} {row.stance}", row.stance.value)
        words = f"“{row.figure.words}”" + (f"; {ELSEWHERE}" if row.elsewhere else "")
        below = flow(f"{whose}  {words}".strip(), width - column - 2 - len(stance.text) - 2, "dim")
        for at, line in enumerate(below):
            head = stance if at == 0 else Piece(" " * len(stance.text))
            yield [Piece(" " * (column + 2)), head, Piece("  "), *line]
