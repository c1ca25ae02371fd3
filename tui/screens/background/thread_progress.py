"""Progress reports of threads, shown in the header of the desk."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from tui.dossier.values.progress import ProgressCallback
from tui.screens.desk.desk import Desk

REPORT_SECONDS = 0.1
"""The shortest time between two reports of a thread."""


class Cancelled(Exception):
    """Ends the work of a thread whose result nobody waits for."""


@dataclass
class Progress(Message):
    """The activity of a thread in words; empty where the thread has ended."""

    thread: str
    activity: str = ""


def progress_reporter(
    desk: Desk, thread: str, is_cancelled: Callable[[], bool], patience: float = 0.0
) -> ProgressCallback:
    """A callback that posts :class:`Progress` to a desk, for the first time after ``patience`` seconds.

    The callback raises Cancelled once ``is_cancelled`` says so.
    """
    following = time.monotonic() + patience

    def report(activity: str, done: int, total: int) -> None:
        nonlocal following
        if is_cancelled():
            raise Cancelled
        if time.monotonic() >= following:
            following = time.monotonic() + REPORT_SECONDS
            desk.post_message(Progress(thread, f"{activity}: {done:,} of {total:,} …"))

    return report
