"""The sheets that ask: which side of a conflict is kept, and whether unsaved work is left."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from textual.binding import Binding, BindingType

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
        super().__init__(self.layout_lines)
        self._dossier = session.dossier
        self._mine = [change.after for change in session.working_copy.conflicts if change.after.id == claim_id][-1]
        self._base = next(change.before for change in session.working_copy.conflicts if change.after.id == claim_id)

    def answer_of(self, name: str) -> ConflictAnswer:
        """The answer that a key names."""
        return ConflictAnswer(name)

    def layout_lines(self, width: int) -> list[Line]:
        """The claim as it was, and what either side made of it, beside each other."""
        half = (width - 2) // 2
        theirs = self._dossier.find(self._mine.id)
        sides = []
        for title, claim in (("mine", self._mine), ("theirs, on disk now", theirs)):
            side: list[Line] = [[Piece(title, "strong")]]
            words = ["no longer in the file"] if claim is None else describe_difference(self._base, claim)
            for line in words or ["as it was"]:
                side += flow(line, half)
            sides.append(side)
        head = [*flow(self._mine.id, width, "strong"), *flow(self._base.text, width, "dim"), []]
        return [*head, *beside(sides[0], sides[1], half)]


class LeavingAnswer(Enum):
    """What is done about work that would be lost by leaving."""

    RETRY = "retry"
    LOSE = "lose"
    STAY = "stay"


class Leaving(Dialog[LeavingAnswer]):
    """Asks what to do about work that is not saved."""

    TITLE = "Not saved"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "answer('retry')", "try again", priority=True),
        Binding("l", "answer('lose')", "leave and lose it", priority=True),
        Binding("escape,s", "answer('stay')", "stay", priority=True),
    ]

    def __init__(self, reasons: list[str], *, can_retry: bool) -> None:
        super().__init__(self.layout_lines)
        self._reasons = reasons
        self._can_retry = can_retry
        self.HINT = f"{'t try again · ' * can_retry}l leave and lose it · Esc stay"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to try again for a field that is open and for a conflict."""
        return self._can_retry or (action, parameters) != ("answer", (LeavingAnswer.RETRY.value,))

    def answer_of(self, name: str) -> LeavingAnswer:
        """The answer that a key names."""
        return LeavingAnswer(name)

    def layout_lines(self, width: int) -> list[Line]:
        """What would be lost."""
        return [line for reason in self._reasons for line in flow(reason, width)]
