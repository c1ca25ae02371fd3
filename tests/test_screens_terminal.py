"""In a real terminal: what is typed in one go is saved, and the terminal is left as it was found."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte
import pytest

LEAVES_ALTERNATE_SCREEN, SHOWS_CURSOR, NO_MOUSE, NO_PASTE = b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"


class Terminal:
    """The review of a claims file in a pseudo-terminal of 120 by 40."""

    def __init__(self, claims: Path) -> None:
        self.screen = pyte.Screen(120, 40)
        self.stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.fd, slave = pty.openpty()
        termios.tcsetwinsize(slave, (40, 120))
        self.before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "--reviewer", "mk", str(claims)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        self.slave = slave

    def wait_for(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self._read_until(lambda: text in "\n".join(self.screen.display), text)

    def wait_for_end(self) -> int:
        """Wait until the program has ended, and take in all that it wrote."""
        self._read_until(lambda: self.process.poll() is not None, "the end")
        while select.select([self.fd], [], [], 0.2)[0]:
            self.output += os.read(self.fd, 65536)
        return self.process.returncode

    def _read_until(self, condition: object, what: str) -> None:
        end = time.monotonic() + 30
        while not condition():  # type: ignore[operator]
            assert time.monotonic() < end, f"{what} did not come:\n" + "\n".join(self.screen.display)
            if select.select([self.fd], [], [], 0.1)[0]:
                data = os.read(self.fd, 65536)
                self.output += data
                self.stream.feed(data.replace(b"\x1b[<u", b"").replace(b"\x1b[>1u", b""))

    def type(self, text: str) -> None:
        """Write keys in one go."""
        os.write(self.fd, text.encode())


def test_three_verdicts_in_one_write_and_one_undone_leave_the_lines_of_two(desk: Path) -> None:
    before = desk.read_text().splitlines()
    terminal = Terminal(desk)
    terminal.wait_for("0 of 49 reviewed")

    terminal.type("2because of one\r5because of two\r6because of three\ru")
    terminal.wait_for("undone: outdated")
    terminal.type("q")

    assert terminal.wait_for_end() == 0
    after = desk.read_text().splitlines()
    assert [line for line in after if line.strip().startswith("rationale:")] == [
        *("      rationale: because of one", "      rationale: because of two"),
    ]
    assert len(after) == len(before) + 14
    assert LEAVES_ALTERNATE_SCREEN in terminal.output
    assert termios.tcgetattr(terminal.slave)[3] == terminal.before[3]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_leaves_the_terminal_as_it_was_found(desk: Path, number: signal.Signals) -> None:
    terminal = Terminal(desk)
    terminal.wait_for("0 of 49 reviewed")
    terminal.type("1saved before\r")
    terminal.wait_for("saved wave-dead-39 true")

    terminal.process.send_signal(number)

    assert terminal.wait_for_end() == 128 + number
    for sequence in (LEAVES_ALTERNATE_SCREEN, SHOWS_CURSOR, NO_MOUSE, NO_PASTE):
        assert sequence in terminal.output
    assert termios.tcgetattr(terminal.slave)[3] == terminal.before[3]
    assert "rationale: saved before" in desk.read_text()


def test_what_was_shown_as_saved_outlives_a_kill(desk: Path) -> None:
    terminal = Terminal(desk)
    terminal.wait_for("0 of 49 reviewed")
    terminal.type("1kept\r")
    terminal.wait_for("saved wave-dead-39 true")

    terminal.process.kill()
    terminal.process.wait()

    assert "rationale: kept" in desk.read_text()
    assert not list(desk.parent.glob(".*"))
