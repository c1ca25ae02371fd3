"""Terminals for the tests of the review: Textual's own, in which keys are pressed slowly or at once, and a real one."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pyte
from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from tui.dossier.files.loading import open_dossier
from tui.review.session import Session
from tui.review.working_copy import Result
from tui.screens.app import FactcheckApp
from tui.screens.background.intervals import INTERVALS, Intervals
from tui.screens.desk.view import View
from tui.screens.widgets.marks import CURSOR_BAR

NOW = "2026-11-22T14:03:00Z"
DEADLINE = 20.0
"""Seconds after which something that should have come true will not."""
_VERDICTS = [f"{digit}because of {number}<enter>" for number, digit in enumerate((2, 5, 1, 7, 6, 3, 4, 2, 5, 1))]
TEN, THREE = "".join(_VERDICTS), "".join(_VERDICTS[:3])
"""The keys of ten verdicts and of the first three of them, each with a reason of its own."""
OFTEN = INTERVALS._replace(look=0.02, retry=0.05)
"""Intervals of a review that looks at its files so often that no test waits."""
Press = Callable[[FactcheckApp, str], Awaitable[None]]


def review(
    path: Path, reviewer: str = "mk", patience: float | None = None, intervals: Intervals = INTERVALS
) -> FactcheckApp:
    """The review of a claims file, at a time that stands still; without articles, where it has no patience for them."""
    return FactcheckApp(Session(path, reviewer, lambda: NOW, patience=patience), intervals=intervals)


def reload(session: Session) -> Result:
    """Read all again, as ``R`` does."""
    result = session.working_copy.take_over(session.working_copy.read(None, anew=True), asked=True)
    assert result is not None
    return result


def keys_of(text: str) -> list[events.Key]:
    """Keys as a terminal sends them: characters as they stand, and names of keys in ``<>``."""
    names = {"tab": "\t", "enter": "\r", "space": " "}
    keys = []
    while text:
        if text[0] == "<":
            name, _, text = text[1:].partition(">")
            keys.append(events.Key(name, names.get(name)))
        else:
            keys.append(events.Key(_character_to_key(text[0]), text[0]))
            text = text[1:]
    return keys


def is_busy(app: FactcheckApp) -> bool:
    """Whether the desk does something that keys wait for, or is about to handle keys that waited."""
    review = app.review
    is_waited_for = review.reloader.is_asked or review.summary_writer.is_writing or review.type_ahead.is_replaying
    return is_waited_for or (_is_released(app) and review.is_active and review.question is None)


def _is_released(app: FactcheckApp) -> bool:
    """Whether the first of the queued keys waits for nothing any more: the message that releases it is on its way."""
    queued = app.review.type_ahead.queued
    if not queued:
        return False
    key = app.review.keys.named(queued[0].key) if isinstance(queued[0], events.Key) else None
    return not app.review.waits_for(key.id if key else "")


async def calm(app: FactcheckApp) -> None:
    """Wait until all that was sent so far is worked off and laid out; on what is closing there is nothing to wait for."""
    rounds = 2
    while rounds:
        if app.review.left:
            return
        if is_busy(app):  # what waits for it is worked off afterwards
            await until(lambda: app.review.left or not is_busy(app))
            rounds = 4
        rounds -= 1
        pumps: list[MessagePump] = [app, app.screen]
        if app.focused is not None:
            pumps.append(app.focused)
        for pump in pumps:
            done = asyncio.Event()
            if pump.call_later(done.set):
                await asyncio.wait_for(done.wait(), DEADLINE)
        if app.screen._layout_required:
            await until(lambda: app.review.left or not app.screen._layout_required)


async def slowly(app: FactcheckApp, text: str) -> None:
    """Press each key when all is quiet after the one before."""
    for key in keys_of(text):
        app.post_message(key)
        await calm(app)


def typed(app: FactcheckApp, text: str) -> None:
    """Press all keys, and wait for nothing."""
    for key in keys_of(text):
        app.post_message(key)


async def at_once(app: FactcheckApp, text: str) -> None:
    """Press all keys without waiting for anything in between."""
    typed(app, text)
    await calm(app)


async def by_pilot(pilot: Pilot[None], text: str) -> None:
    """Press keys as Textual's documentation does."""
    await pilot.press(*(key.key for key in keys_of(text)))
    await pilot.pause()


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "it did not come true"
        await asyncio.sleep(0.005)


async def resized(pilot: Pilot[None], app: FactcheckApp, size: tuple[int, int]) -> None:
    """Give the terminal another size, and wait until the screen and the review under it have taken it."""
    await pilot.resize_terminal(*size)
    await until(lambda: app.screen.size == size and app.review.header.size.width == size[0])
    await calm(app)


async def started(app: FactcheckApp) -> None:
    """Wait until the first claim is painted."""
    await until(lambda: app.review.header.size.width and " reviewed" in painted(app))


def rows(app: App[Any]) -> list[str]:
    """The screen as it is painted, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def painted(app: App[Any]) -> str:
    """The screen as it is painted."""
    return "\n".join(rows(app))


def cursor_rows(app: App[None]) -> str:
    """The lines that bear the cursor's mark: what a reader without colours sees of it."""
    return "\n".join(row for row in rows(app) if CURSOR_BAR[0] in row)


def verdicts(path: Path) -> dict[str, tuple[str, str]]:
    """What is on the disk: rating and rationale by claim."""
    claims = open_dossier(path).dossier.claims
    return {claim.id: (claim.verdict.rating, claim.verdict.rationale) for claim in claims if claim.verdict}


def stances(path: Path, claim: str) -> list[tuple[str, str, str]]:
    """What is on the disk: source, stance and quote of a claim's evidence."""
    entries = open_dossier(path).dossier.claim(claim).evidence
    return [(entry.source, entry.stance.value, entry.quote.exact if entry.quote else "") for entry in entries]


ANEW = "<escape><escape><escape>f<enter><home><enter><home><escape>"
"""Keys that lead from anywhere in the review, and from most sheets, to the first card of the first claim, unfiltered.

The filter says how many claims are shown, so that no message of an earlier row is left for the next one.
"""


async def anew(app: FactcheckApp) -> None:
    """Close what is open, and go back to where a review begins: the first card of the first claim, unfiltered."""
    while app.screen is not app.review:
        await at_once(app, "<escape>")
    if app.review.question is not None:
        await app.review.field.abandon()
    app.review.view = View(app.session.dossier)
    app.review.say("")
    app.review.show_view()
    await calm(app)


LEFT = {
    "the alternate screen": b"\x1b[?1049l",
    "no cursor": b"\x1b[?25h",
    "the mouse": b"\x1b[?1000l",
    "bracketed paste": b"\x1b[?2004l",
}
"""What a program must write last to leave each of its modes."""
ENTERED = {
    "the alternate screen": b"\x1b[?1049h",
    "no cursor": b"\x1b[?25l",
    "the mouse": b"\x1b[?1000h",
    "bracketed paste": b"\x1b[?2004h",
}


def assert_left_as_found(terminal: RealTerminal) -> None:
    """Every mode that was entered was left after it, and the line settings are those of before."""
    for mode, sequence in LEFT.items():
        assert terminal.output.rfind(sequence) > terminal.output.rfind(ENTERED[mode]) >= 0, mode
    now = termios.tcgetattr(terminal.slave)
    assert now[:4] == terminal.before[:4]
    assert now[3] & (termios.ECHO | termios.ICANON | termios.ISIG) == termios.ECHO | termios.ICANON | termios.ISIG


class RealTerminal:
    """The review of a claims file in a pseudo-terminal."""

    def __init__(
        self, claims: Path, columns: int = 120, lines: int = 40, program: tuple[str, ...] = ("-m", "tui")
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.fd, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (lines, columns))
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            [sys.executable, *program, "--reviewer", "mk", str(claims)],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=dict(os.environ),
            start_new_session=True,
        )

    def close(self) -> None:
        """End what still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()
        os.close(self.slave)

    def hang_up(self) -> None:
        """Take the terminal away, as a lost connection does."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.screen.display)

    def wait_for(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self.read_until(lambda: text in self.text, text)

    def wait_for_end(self) -> int:
        """Wait until the program has ended, and take in all that it wrote; its exit status."""
        self.read_until(lambda: self.process.poll() is not None, "the end")
        while select.select([self.fd], [], [], 0.1)[0]:
            self.output += os.read(self.fd, 65536)
        return self.process.returncode

    def read_until(self, condition: Callable[[], bool], what: str) -> None:
        """Take in what the program writes until something is so; ``what`` names it where it does not come true."""
        end = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < end, f"{what} did not come:\n{self.text}"
            if select.select([self.fd], [], [], 0.05)[0]:
                data = os.read(self.fd, 65536)
                self.output += data
                # pyte takes the private CSI of the kitty keyboard protocol for text
                self.stream.feed(data.replace(b"\x1b[<u", b"").replace(b"\x1b[>1u", b""))

    def type(self, text: str) -> None:
        """Write keys in one go."""
        os.write(self.fd, text.encode())


ARTICLE = "First fact here. Second fact here. Third fact here. Fourth fact here."
OLD_REASON = "An old reason\nof two lines"
"""The rationale of the one verdict that is there from the start, on c3."""


def small_dossier(write: Callable[..., Path]) -> Path:
    """Twelve claims on four articles: c0 and c1 have evidence, c3 has a verdict."""
    claims = [f"  - id: c{number}\n    text: Claim number {number}.\n" for number in range(12)]
    claims[0] += (
        "    tags: [toll]\n    evidence:\n"
        "      - {source: a, stance: supports, quote: First fact}\n"
        "      - {source: b, stance: contradicts, quote: Second fact, attributed_to: Y}\n"
        "      - {source: a, stance: contradicts, quote: Third fact}\n"
        "      - {source: c, stance: silent}\n"
    )
    claims[1] += (
        "    evidence:\n"
        "      - {source: b, stance: contradicts, quote: Second fact}\n"
        "      - {source: c, stance: context, quote: Fourth fact}\n"
    )
    claims[3] += (
        '    verdict:\n      rating: mixed\n      rationale: "An old reason\\nof two lines"\n'
        '      reviewer: zz\n      reviewed: "2026-11-01T00:00:00Z"\n'
    )
    text = "articles: articles\nclaims:\n" + "".join(claims)
    return write(text, a=ARTICLE, b=ARTICLE, c=ARTICLE, d=ARTICLE)
