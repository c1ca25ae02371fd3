"""A bare pseudo-terminal for the benches: starts a program, presses keys, and tells when a frame was painted."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence

FRAME_END = b"\x1b[?2026l"
"""With what a frame ends in a terminal that has synchronized output (mode 2026)."""
_ASKS_FOR_FRAMES, _HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


class Terminal:
    """A program in a pseudo-terminal that says it has synchronized output."""

    def __init__(self, command: Sequence[str], columns: int = 120, rows: int = 40) -> None:
        self.started = time.perf_counter()
        self._open = True
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="", LINES="")
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.output = bytearray()

    def pump(self, seconds: float) -> bool:
        """Take in what comes within some time; whether anything came."""
        ready, _, _ = select.select([self.descriptor], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.descriptor, 1 << 16)
        except OSError:
            return False
        self.output += data
        if _ASKS_FOR_FRAMES in data:
            os.write(self.descriptor, _HAS_FRAMES)
        return bool(data)

    def wait_for(self, text: bytes, seconds: float = 60.0) -> float:
        """Wait until a text was painted; the seconds since the start."""
        end = time.perf_counter() + seconds
        while text not in self.output:
            if time.perf_counter() > end:
                raise TimeoutError(f"{text!r} did not appear: {bytes(self.output[-500:])!r}")
            self.pump(0.1)
        return time.perf_counter() - self.started

    def quiet(self, seconds: float = 0.3) -> None:
        """Wait until nothing has come for a while."""
        while self.pump(seconds):
            pass

    def press(self, key: bytes) -> float:
        """Press a key; the milliseconds until the first frame after it was painted whole."""
        self.output.clear()
        start = time.perf_counter()
        os.write(self.descriptor, key)
        while FRAME_END not in self.output:
            if not self.pump(5.0):
                raise TimeoutError("no frame came")
        return (time.perf_counter() - start) * 1000

    def cpu_seconds(self) -> float:
        """User and system time of the program so far."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        os.close(self.descriptor)
        self._open = False

    def wait(self, seconds: float = 10.0) -> None:
        """Take in what the program still writes, until it has ended."""
        end = time.perf_counter() + seconds
        while self.pid and os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.perf_counter() > end:
                raise TimeoutError("the program lives on")
            if self._open:
                self.pump(0.01)
        self.pid = 0
        while self._open and self.pump(0.02):
            pass

    def close(self) -> None:
        """Kill the program, where it still runs."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self._open:
            os.close(self.descriptor)
