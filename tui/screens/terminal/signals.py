"""Signals that end the program: save what is not saved, restore the terminal, exit."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import termios
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

_MODES_OFF = (
    b"\x1b[<u"  # the kitty keyboard protocol
    b"\x1b[?2004l\x1b[?2048l\x1b[?1004l"  # reports of paste, of size, of focus
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # the mouse
    b"\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m"  # line wrap, the main screen, the cursor, plain colours
)
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
"""The signals that end the program. SIGINT comes from another process alone: Ctrl+C is a key here."""
_WATCH = 1.0
"""Seconds between two looks at whether a signal was noted and the terminal is still there."""
_PATIENCE = 1.0
"""Seconds that a terminal has to take what is written to it; one that is stuck must not keep the program alive."""


class Terminal:
    """The terminal's settings as they were before the review, and the signals that end it."""

    def __init__(self) -> None:
        self._attributes: list[Any] = termios.tcgetattr(sys.stdin.fileno())
        self._save: Callable[[], None] = lambda: None
        self._noted: int | None = None
        """The number of the first signal that came and asks for the end."""

    def end_on_signals(self, save: Callable[[], None]) -> None:
        """Handle the signals on which Textual would leave the terminal in its own modes; called in the event loop.

        asyncio reports a signal by one byte in the pipe that wakes its loop, and drops that byte where the pipe is
        full: 278 keys that were typed while one key is handled fill it. So the signal is noted as well.
        """
        self._save = save
        loop = asyncio.get_running_loop()
        for number in ENDING:
            loop.add_signal_handler(number, self.end_if_noted)  # wakes the loop, and restores the default at its end
            signal.signal(number, self._note)  # in place of asyncio's handler, which does nothing
            signal.siginterrupt(number, False)  # as asyncio has it
        self._watch(loop)

    def _note(self, number: int, _: FrameType | None) -> None:
        """Note a signal. Python calls this between any two instructions, also in the middle of a save."""
        self._noted = number if self._noted is None else self._noted

    def end_if_noted(self) -> None:
        """End the program, saved, where a signal asked for it; called where no save is under way."""
        if self._noted is not None:
            self._end(self._noted)

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look for a noted signal, and for a terminal that is gone without one: Textual would read its end for ever."""
        poll = select.poll()
        poll.register(sys.stdin.fileno(), 0)
        if any(event & select.POLLHUP for _, event in poll.poll(0)):
            self._note(signal.SIGHUP, None)
        self.end_if_noted()
        loop.call_later(_WATCH, self._watch, loop)

    def _end(self, number: int) -> None:
        try:
            self._save()
        finally:  # whatever became of the save: who sent a signal waits for the end
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            with contextlib.suppress(OSError):  # the terminal may be gone
                _write(sys.stdin.fileno(), _MODES_OFF)
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, self._attributes)
            os._exit(128 + number)


def _write(descriptor: int, data: bytes) -> None:
    """Write to a terminal without waiting on it for longer than it deserves."""
    blocking = os.get_blocking(descriptor)
    os.set_blocking(descriptor, False)
    end = time.monotonic() + _PATIENCE
    try:
        while data and (left := end - time.monotonic()) > 0:
            if select.select([], [descriptor], [], left)[1]:
                with contextlib.suppress(BlockingIOError):
                    data = data[os.write(descriptor, data) :]
    finally:
        os.set_blocking(descriptor, blocking)  # the shell shares it
