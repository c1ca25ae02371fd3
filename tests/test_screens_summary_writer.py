"""Between the reviewer who gives a summary up and the thread that writes it, one moment decides; no clock does."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import NOW, small_dossier
from textual.message import Message

from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import SaveFailed
from tui.dossier.values.progress import ProgressCallback
from tui.review.session import Session
from tui.screens.background.summary_writer import SummaryResult, SummaryWriter
from tui.screens.desk.desk import Desk
from tui.screens.keys.keymap import Keymap


class QuietDesk(Desk):
    """A desk that no terminal shows: what threads send to it is noted."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Keymap())
        self.sent: list[Message] = []

    def post_message(self, message: Message) -> bool:
        """Note a message."""
        self.sent.append(message)
        return True


class Steps:
    """A summary whose text and whose write each wait until they may go on."""

    def __init__(self) -> None:
        self.has_text, self.may_write = threading.Event(), threading.Event()
        self.is_writing, self.may_end = threading.Event(), threading.Event()
        self.written: list[tuple[Path, bytes]] = []

    def compose(self, dossier: Dossier, told: ProgressCallback | None = None) -> str:
        """The text; the thread waits with it in its hands, past every question that it asks while it works."""
        self.has_text.set()
        assert self.may_write.wait(20)
        return dossier.title

    def hand_on(self, path: Path, data: bytes) -> Path | None:
        """The write."""
        self.is_writing.set()
        assert self.may_end.wait(20)
        self.written.append((path, data))
        return None


@pytest.fixture
def desk(write_dossier: WriteDossier) -> QuietDesk:
    """A desk with twelve claims."""
    return QuietDesk(Session(small_dossier(write_dossier), "mk", lambda: NOW))


@pytest.fixture
def steps() -> Steps:
    """What the thread waits for."""
    return Steps()


@pytest.fixture
def writer(desk: QuietDesk, steps: Steps) -> SummaryWriter:
    """A writer that goes on step by step."""
    return SummaryWriter(desk, steps.compose, steps.hand_on)


def ended(writer: SummaryWriter) -> None:
    """Wait for the end of the thread."""
    assert writer.thread is not None
    writer.thread.join(20)
    assert not writer.thread.is_alive()


def test_a_summary_given_up_before_its_write_is_never_written(
    desk: QuietDesk, steps: Steps, writer: SummaryWriter
) -> None:
    writer.write()
    assert steps.has_text.wait(20)

    assert writer.give_up()
    steps.may_write.set()
    steps.may_end.set()
    ended(writer)

    assert steps.written == []
    assert desk.sent == []


def test_a_summary_whose_write_has_begun_can_not_be_given_up_and_is_written_whole(
    desk: QuietDesk, steps: Steps, writer: SummaryWriter
) -> None:
    writer.write()
    steps.may_write.set()
    assert steps.is_writing.wait(20)

    assert not writer.give_up()
    steps.may_end.set()
    ended(writer)

    assert [path.name for path, _ in steps.written] == ["claims.summary.md"]
    assert [type(message) for message in desk.sent] == [SummaryResult]


def test_without_a_summary_under_way_there_is_nothing_to_wait_for(writer: SummaryWriter, steps: Steps) -> None:
    assert writer.give_up()
    steps.may_write.set()
    steps.may_end.set()
    writer.write()
    ended(writer)
    writer.end()

    assert writer.give_up()
    assert len(steps.written) == 1


def test_a_second_summary_is_written_after_one_that_was_given_up(writer: SummaryWriter, steps: Steps) -> None:
    writer.write()
    assert steps.has_text.wait(20)
    assert writer.give_up()
    first = writer.thread
    writer.write()
    steps.may_write.set()
    steps.may_end.set()
    ended(writer)
    assert first is not None
    first.join(20)

    assert len(steps.written) == 1


def test_what_would_be_lost_says_whether_the_write_has_begun(writer: SummaryWriter, steps: Steps) -> None:
    assert writer.unfinished == []
    writer.write()
    assert writer.unfinished == ["the summary is not written yet"]
    steps.may_write.set()
    assert steps.is_writing.wait(20)
    assert writer.unfinished == ["the summary is being written at this moment"]
    steps.may_end.set()
    ended(writer)


def test_the_thread_of_a_summary_does_not_keep_the_program_alive(writer: SummaryWriter, steps: Steps) -> None:
    writer.write()
    assert writer.thread is not None
    assert writer.thread.daemon
    steps.may_write.set()
    steps.may_end.set()
    ended(writer)


def test_a_write_that_fails_is_said_and_is_over(desk: QuietDesk, steps: Steps) -> None:
    def fail(path: Path, data: bytes) -> Path | None:
        raise SaveFailed("No space left on device")

    writer = SummaryWriter(desk, steps.compose, fail)
    steps.may_write.set()
    writer.write()
    ended(writer)

    (message,) = desk.sent
    assert isinstance(message, SummaryResult)
    assert (message.is_written, message.message.endswith("No space left on device")) == (False, True)


def test_an_error_that_nobody_foresaw_is_handed_to_the_screen(desk: QuietDesk, steps: Steps) -> None:
    def break_down(path: Path, data: bytes) -> Path | None:
        raise ZeroDivisionError

    writer = SummaryWriter(desk, steps.compose, break_down)
    steps.may_write.set()
    writer.write()
    ended(writer)

    (message,) = desk.sent
    assert isinstance(message, SummaryResult)
    assert isinstance(message.error, ZeroDivisionError)
