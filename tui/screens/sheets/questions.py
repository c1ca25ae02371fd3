"""Questions that must be answered before the review goes on: a conflict, and unsaved work at the end."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.dossier.values.model import Claim
from tui.review.changes import Change, describe_difference
from tui.screens.sheets.sheet import Sheet
from tui.screens.widgets.text_layout import Line, Piece, beside, flow


class Keep(Enum):
    """Answers to a conflict."""

    MINE = "mine"
    THEIRS = "theirs"
    LATER = "later"


class ConflictSheet(Sheet[Keep]):
    """A claim that the reviewer and somebody else changed: both versions, and a choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "keep('MINE')", "write mine", priority=True),
        Binding("t", "keep('THEIRS')", "keep theirs", priority=True),
        Binding("escape", "keep('LATER')", "decide later", priority=True),
    ]

    def __init__(self, changes: Sequence[Change], theirs: Claim | None) -> None:
        """``changes`` are the reviewer's, the oldest first; ``theirs`` is None where the claim was taken out."""
        hint = "m write mine · t keep theirs · Esc decide later"
        super().__init__("Changed by someone else too", hint, self._lines)
        self._base, self._mine, self._theirs = changes[0].before, changes[-1].after, theirs

    def _lines(self, width: int) -> list[Line]:
        """The claim as it was, and the two versions beside each other."""
        half = (width - 2) // 2
        mine = self._side("mine", self._mine, half)
        theirs = self._side("theirs, on disk now", self._theirs, half)
        head = [*flow(self._mine.id, width, "strong"), *flow(self._base.text, width, "dim"), []]
        return [*head, *beside(mine, theirs, half)]

    def _side(self, title: str, claim: Claim | None, width: int) -> list[Line]:
        words = ["no longer in the file"] if claim is None else describe_difference(self._base, claim) or ["as it was"]
        return [[Piece(title, "strong")], *(line for text in words for line in flow(text, width))]

    def action_keep(self, answer: str) -> None:
        """Close the sheet with the answer of that name."""
        self.dismiss(Keep[answer])


class Leave(Enum):
    """Answers where unsaved work would be lost."""

    RETRY = "try again to save"
    LOSE = "leave and lose it"
    STAY = "stay"


class LeavingSheet(Sheet[Leave]):
    """The work that would be lost by leaving now, and a choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "leave('RETRY')", "try again", priority=True),
        Binding("l", "leave('LOSE')", "leave and lose it", priority=True),
        Binding("escape,s", "leave('STAY')", "stay", priority=True),
    ]

    def __init__(self, reasons: Sequence[str], *, can_retry: bool) -> None:
        """``can_retry`` is whether a save may succeed by now; for an open field or a conflict it can't."""
        hint = f"{'t try again · ' * can_retry}l leave and lose it · Esc stay"
        super().__init__("Not saved", hint, lambda width: [line for why in reasons for line in flow(why, width)])
        self._can_retry = can_retry

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to try again only where that can help."""
        return self._can_retry or (action, parameters) != ("leave", ("RETRY",))

    def action_leave(self, answer: str) -> None:
        """Close the sheet with the answer of that name."""
        self.dismiss(Leave[answer])
