"""A save, step by step: something is made to happen before or after the n-th call that it makes to the system.

Run as a program, it decides on a claims file and is killed at a step::

    python steps.py CLAIMS STEP before|after
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tui.dossier.files import disk, saving
from tui.review import history
from tui.review.decisions import Judge
from tui.review.session import Session
from tui.review.working_copy import Result

CALLS = frozenset(
    {"open", "write", "fsync", "replace", "unlink", "stat", "fstat", "fchmod", "fchown", "close", "pread"}
)
NOW = "2026-11-22T14:03:00Z"


class Steps:
    """Stands in for the module ``os`` and for the exchange of two files, and counts the calls."""

    def __init__(self, at: int, happens: Callable[[str], None], *, after: bool = False) -> None:
        self.calls: list[str] = []
        self._at, self._happens, self._after = at, happens, after
        self._exchange = saving.exchange

    def __getattr__(self, name: str) -> object:
        found = getattr(os, name)
        return self._stepping(name, found) if name in CALLS else found

    def exchange(self, one: Path, other: Path) -> bool:
        """The exchange, as a step."""
        return bool(self._stepping("exchange", self._exchange)(one, other))

    def _stepping(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            self.calls.append(name)
            now = len(self.calls) - 1 == self._at
            after = self._after or name == "close"  # which closes, whatever it answers
            if now and not after:
                self._happens(name)
            result = call(*arguments, **named)
            if now and after:
                self._happens(name)
            return result

        return step

    def install(self, put: Callable[[object, str, object], None]) -> None:
        """Put it in the place of what the save calls."""
        for module in (disk, saving, history):
            put(module, "os", self)
        put(saving, "exchange", self.exchange)


def decide(session: Session) -> Result:
    """The decision whose save is looked at."""
    return session.decide(Judge("one", "true", "a reason", "mk", NOW))


def main() -> None:
    """Decide, and be killed."""
    path, step, when = sys.argv[1:]
    session = Session(Path(path), "mk", lambda: NOW)
    steps = Steps(int(step), lambda _: os.kill(os.getpid(), signal.SIGKILL), after=when == "after")
    steps.install(setattr)
    print(decide(session).message, len(steps.calls), flush=True)


if __name__ == "__main__":
    main()
