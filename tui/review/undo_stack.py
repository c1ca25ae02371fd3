"""The undo stack: steps that can be undone and steps that can be redone, across restarts."""

from __future__ import annotations

from collections.abc import Iterable

from tui.review.amendments import FileChange
from tui.review.changes import Change
from tui.review.history import HistoryEntry

Step = Change | FileChange | HistoryEntry
"""A step of the reviewer's: one of this session, or an entry that the history has of an earlier one."""


class UndoStack:
    """Two stacks: the steps that can be undone, and the steps that can be redone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def recall(self, entries: Iterable[HistoryEntry], reviewer: str) -> None:
        """Push the steps that a reviewer made in earlier sessions."""
        for entry in entries:
            if entry.who != reviewer:
                continue
            if entry.did == "decide":
                self.add(entry)
                continue
            stack = self._stack(entry.did)
            meant = [at for at, step in enumerate(stack) if names_of(step) == (entry.claim, entry.label)]
            if meant:  # later steps were popped and refused then: they are dropped here too
                self.put_back(entry.did, stack[meant[-1]])
                del stack[meant[-1] :]

    def add(self, step: Step) -> None:
        """Push a new step; undone steps can't be redone any more."""
        self._done.append(step)
        self._undone.clear()

    def pop(self, did: str) -> Step | None:
        """Take the next step to ``undo`` or to ``redo`` from its stack; None where there is none."""
        stack = self._stack(did)
        return stack.pop() if stack else None

    def put_back(self, did: str, step: Step) -> None:
        """Push a popped step on the other stack, once it is undone or redone."""
        self._stack("redo" if did == "undo" else "undo").append(step)

    def forget(self, changes: Iterable[Change]) -> None:
        """Remove changes that were never saved."""
        forgotten = list(changes)
        self._done = [step for step in self._done if step not in forgotten]

    def _stack(self, did: str) -> list[Step]:
        return self._done if did == "undo" else self._undone


def names_of(step: Step) -> tuple[str, str]:
    """The id of a step's claim, and the label of the step."""
    match step:
        case HistoryEntry() | FileChange():
            return step.claim, step.label
        case Change():
            return step.after.id, step.label
