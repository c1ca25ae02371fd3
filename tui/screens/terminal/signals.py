"""Being told to end: save what is not saved, leave the terminal as it was found, go."""

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
from typing import Any

_MODES_OFF = (
    b"\x1b[<u"  # the kitty keyboard protocol
    b"\x1b[?2004l\x1b[?2048l\x1b[?1004l"  # reports of paste, of size, of focus
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # the mouse
    b"\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m"  # line wrap, the main screen, the cursor, plain colours
)


_WATCH = 1.0
"""Seconds between two looks at whether the terminal is still there."""
_PATIENCE = 1.0
"""Seconds that a terminal has to take what is written to it; one that is stuck must not keep the program alive."""


class Terminal:
    """The terminal's settings as they were before the review."""

    def __init__(self) -> None:
        self._attributes: list[Any] = termios.tcgetattr(sys.stdin.fileno())

    def end_on_signals(self, save: Callable[[], None]) -> None:
        """Handle the signals on which Textual would leave the terminal in its own modes; called in the event loop.

        The handlers run between two turns of the loop, so never in the middle of a save.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            loop.add_signal_handler(number, self._end, number, save)
        self._end_with_terminal(loop, save)

    def _end_with_terminal(self, loop: asyncio.AbstractEventLoop, save: Callable[[], None]) -> None:
        """End when the terminal is gone, though no signal says so: Textual would read its end for ever."""
        poll = select.poll()
        poll.register(sys.stdin.fileno(), 0)
        if any(event & select.POLLHUP for _, event in poll.poll(0)):
            self._end(signal.SIGHUP, save)
        loop.call_later(_WATCH, self._end_with_terminal, loop, save)

    def _end(self, number: signal.Signals, save: Callable[[], None]) -> None:
        save()
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
