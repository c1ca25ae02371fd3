"""How far long work has come, in one line of standard error that is gone when the work is done."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tui.dossier.values.progress import ProgressCallback

PATIENCE_SECONDS = 0.5
"""How long work goes on before anything is said."""
TELL_SECONDS = 0.1
"""How often it is said then."""


@contextmanager
def progress() -> Iterator[ProgressCallback | None]:
    """What work may call with what is done and how much of it; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    line = _Line()
    try:
        yield line.tell
    finally:  # after Ctrl+C too
        line.erase()


class _Line:
    """The line, once there is one."""

    def __init__(self) -> None:
        self._next = time.monotonic() + PATIENCE_SECONDS
        self._shown = ""

    def tell(self, doing: str, done: int, every: int) -> None:
        """Say it, if it is time; that all is done stands there as long as anything goes on after it."""
        now = time.monotonic()
        if now < self._next and not (self._shown and done == every):
            return
        self._next = now + TELL_SECONDS
        self.erase()  # what is told now may be shorter, and ^C comes where the cursor is
        room = _columns() - 1 - len("^C")  # in one line, with what Ctrl+C adds to it
        self._shown = f"{doing}: {done:,} of {every:,}"[:room]
        self._write(f"\r{self._shown}")

    def erase(self) -> None:
        """Leave no trace, not of the ^C either that a terminal writes."""
        if self._shown:
            self._write(f"\r{' ' * (len(self._shown) + len('^C'))}\r")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _columns() -> int:
    """The width of the terminal behind standard error; standard output may be a file."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return shutil.get_terminal_size().columns
