"""How far threads have come, told in the header of the desk."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from tui.dossier.values.progress import ProgressCallback
from tui.screens.desk.desk import Desk

TELL_SECONDS = 0.1
"""How often it is told how far the work has come."""


class Cancelled(Exception):
    """Nobody waits any more for what a thread does."""


@dataclass
class Progress(Message):
    """What is done now in a thread, in words; empty when nothing is."""

    thread: str
    doing: str = ""


def progress_reporter(desk: Desk, thread: str, is_over: Callable[[], bool], patience: float = 0.0) -> ProgressCallback:
    """Tells how far a thread has come, after a while; ends it where nobody waits for it any more."""
    following = time.monotonic() + patience

    def tell(doing: str, done: int, every: int) -> None:
        nonlocal following
        if is_over():
            raise Cancelled
        if time.monotonic() >= following:
            following = time.monotonic() + TELL_SECONDS
            desk.post_message(Progress(thread, f"{doing}: {done:,} of {every:,} …"))

    return tell
