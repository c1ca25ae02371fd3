"""The progress line: one line on standard error while long work goes on, erased when the work ends."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tui.dossier.values.progress import ProgressCallback

PATIENCE_SECONDS = 0.5
"""Seconds of work before the line appears."""
UPDATE_SECONDS = 0.1
"""Seconds between two updates of the line."""


@contextmanager
def progress() -> Iterator[ProgressCallback | None]:
    """A callback that shows the progress of work; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    line = _Line()
    try:
        yield line.report
    finally:  # after Ctrl+C too
        line.erase()


class _Line:
    """The progress line, blank at first."""

    def __init__(self) -> None:
        self._next = time.monotonic() + PATIENCE_SECONDS
        self._shown = ""

    def report(self, activity: str, done: int, total: int) -> None:
        """Show the progress if an update is due, or if the work is done: further work may follow in silence."""
        now = time.monotonic()
        if now < self._next and not (self._shown and done == total):
            return
        self._next = now + UPDATE_SECONDS
        self.erase()  # the new text may be shorter, and ^C appears where the cursor is
        room = _columns() - 1 - len("^C")  # for the text in one line, with what Ctrl+C adds
        self._shown = f"{activity}: {done:,} of {total:,}"[:room]
        self._write(f"\r{self._shown}")

    def erase(self) -> None:
        """Overwrite the line with blanks, and the ^C too that a terminal may have written behind it."""
        if self._shown:
            self._write(f"\r{' ' * (len(self._shown) + len('^C'))}\r")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _columns() -> int:
    """The width of the terminal on standard error; standard output may be a file."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return shutil.get_terminal_size().columns
