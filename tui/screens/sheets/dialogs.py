"""The sheets that ask: which side of a conflict is kept, and whether unsaved work is left."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.dossier.values.model import Claim
from tui.review.changes import describe_difference
from tui.review.session import Session
from tui.screens.sheets.modal import Dialog
from tui.screens.widgets.text_layout import Line, Piece, beside, flow


class ConflictAnswer(Enum):
    """Which side of a conflict stays."""

    MINE = "mine"
    THEIRS = "theirs"
    LATER = "later"


class Conflict(Dialog[ConflictAnswer]):
    """A claim that the reviewer and somebody else changed: both sides, and a choice."""

    TITLE = "Changed by someone else too"
    HINT = "m write mine · t keep theirs · Esc decide later"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "answer('mine')", "write mine", priority=True),
        Binding("t", "answer('theirs')", "keep theirs", priority=True),
        Binding("escape", "answer('later')", "decide later", priority=True),
    ]

    def __init__(self, session: Session, claim_id: str) -> None:
        changes = [change for change in session.working_copy.conflicts if change.after.id == claim_id]
        base, mine = changes[0].before, changes[-1].after
        super().__init__(partial(_conflict_lines, base, mine, session.dossier.find(claim_id)), ConflictAnswer)


def _conflict_lines(base: Claim, mine: Claim, theirs: Claim | None, width: int) -> list[Line]:
    """Lay out the claim as both sides knew it, and below, side by side, the changes of either side.

    ``theirs`` is None where the claim is no longer in the file.
    """
    half = (width - 2) // 2
    sides = []
    for title, claim in (("mine", mine), ("theirs, on disk now", theirs)):
        side: list[Line] = [[Piece(title, "strong")]]
        words = ["no longer in the file"] if claim is None else describe_difference(base, claim)
        for line in words or ["as it was"]:
            side += flow(line, half)
        sides.append(side)
    head = [*flow(mine.id, width, "strong"), *flow(base.text, width, "dim"), []]
    return [*head, *beside(sides[0], sides[1], half)]


class LeavingAnswer(Enum):
    """What is done about work that would be lost by leaving."""

    RETRY = "retry"
    LOSE = "lose"
    STAY = "stay"


class Leaving(Dialog[LeavingAnswer]):
    """The question what to do about unsaved work."""

    TITLE = "Not saved"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "answer('retry')", "try again", priority=True),
        Binding("l", "answer('lose')", "leave and lose it", priority=True),
        Binding("escape,s", "answer('stay')", "stay", priority=True),
    ]

    def __init__(self, reasons: Sequence[str], *, can_retry: bool) -> None:
        super().__init__(partial(_reason_lines, reasons), LeavingAnswer)
        self._can_retry = can_retry
        self.HINT = f"{'t try again · ' * can_retry}l leave and lose it · Esc stay"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse to try again where there is nothing to save again: an open field, a conflict."""
        return self._can_retry or (action, parameters) != ("answer", (LeavingAnswer.RETRY.value,))


def _reason_lines(reasons: Sequence[str], width: int) -> list[Line]:
    """Lay out the reasons why leaving would lose work."""
    return [line for reason in reasons for line in flow(reason, width)]
