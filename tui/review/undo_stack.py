"""What a reviewer did and what of it was undone: the way back and forth, across restarts."""

from __future__ import annotations

from collections.abc import Iterable

from tui.review.amendments import Amended
from tui.review.changes import Change
from tui.review.history import Entry

Step = Change | Amended | Entry
"""Something that was done: in this session, or as the history tells it."""


class UndoStack:
    """Two stacks: what can be undone, and what can be redone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def recall(self, entries: Iterable[Entry], reviewer: str) -> None:
        """Take over what a reviewer did in earlier sessions."""
        for entry in entries:
            if entry.who != reviewer:
                continue
            if entry.did == "decide":
                self.add(entry)
                continue
            stack = self._stack(entry.did)
            meant = [at for at, step in enumerate(stack) if names_of(step) == (entry.claim, entry.what)]
            if meant:  # what was tried before it and refused is gone from the stack, as it was then
                self.put_back(entry.did, stack[meant[-1]])
                del stack[meant[-1] :]

    def add(self, step: Step) -> None:
        """Something new was done: what was undone before can't be redone any more."""
        self._done.append(step)
        self._undone.clear()

    def pop(self, did: str) -> Step | None:
        """The next step to ``undo`` or to ``redo``; None where there is none."""
        stack = self._stack(did)
        return stack.pop() if stack else None

    def put_back(self, did: str, step: Step) -> None:
        """A step that was popped was undone, or redone."""
        self._stack("redo" if did == "undo" else "undo").append(step)

    def forget(self, changes: Iterable[Change]) -> None:
        """Some changes came to nothing."""
        forgotten = list(changes)
        self._done = [step for step in self._done if step not in forgotten]

    def _stack(self, did: str) -> list[Step]:
        return self._done if did == "undo" else self._undone


def names_of(step: Step) -> tuple[str, str]:
    """The claim that a step was about, and what it was in a word or two."""
    match step:
        case Entry():
            return step.claim, step.what
        case Amended():
            return step.claim, step.label
        case Change():
            return step.after.id, step.label
