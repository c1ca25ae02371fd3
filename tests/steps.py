"""A save, step by step: something is made to happen before or after the n-th call that it makes to the system.

Run as a program, it decides on a claims file once for each line that it reads, each time in a process of its own that
is killed at a step; the imports are paid for once::

    python steps.py CLAIMS

Each line is a step and ``before`` or ``after``. The answer is what the process said, if it came to that, and a line
with ``end`` and its status, negative where a signal ended it.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from tui.dossier.files.system import SYSTEM, System
from tui.review.decisions import Judge
from tui.review.session import Session
from tui.review.working_copy import Result

NOW = "2026-11-22T14:03:00Z"
CHANGES = ("open", "write", "fsync", "fchmod", "fchown", "exchange", "replace", "unlink", "close")
"""The calls between which something is another one on the disk."""


class Steps:
    """Counts the calls that are made by its system, and lets something happen at one of them."""

    def __init__(
        self,
        at: int,
        happens: Callable[[str], None],
        *,
        after: bool = False,
        among: Collection[str] = System._fields,
    ) -> None:
        self.calls: list[str] = []
        calls: dict[str, Any] = {name: self._stepping(name, getattr(SYSTEM, name)) for name in among}
        self.system = SYSTEM._replace(**calls)
        self._at, self._happens, self._after = at, happens, after

    def _stepping(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object) -> object:
            self.calls.append(name)
            now = len(self.calls) - 1 == self._at
            after = self._after or name == "close"  # which closes, whatever it answers
            if now and not after:
                self._happens(name)
            result = call(*arguments)
            if now and after:
                self._happens(name)
            return result

        return step


def decide(session: Session) -> Result:
    """The decision whose save is looked at."""
    return session.decide(Judge("one", "true", "a reason", "mk", NOW))


def decide_and_die(path: Path, step: int, *, after: bool) -> None:
    """Decide, and be killed at a step; say what came of the decision where there is no such step."""
    steps = Steps(step, lambda _: os.kill(os.getpid(), signal.SIGKILL), after=after, among=CHANGES)
    session = Session(path, "mk", lambda: NOW, system=steps.system)
    print(decide(session).message, len(steps.calls), flush=True)


def main() -> None:
    """Answer each line of the input."""
    for line in sys.stdin:
        step, when = line.split()
        child = os.fork()
        if not child:
            status = 1
            try:
                decide_and_die(Path(sys.argv[1]), int(step), after=when == "after")
                status = 0
            except Exception:  # noqa: BLE001 - no error is swallowed: the traceback is what the test looks for
                traceback.print_exc()
            os._exit(status)
        print("end", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
