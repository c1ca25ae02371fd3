"""The summary is written in a thread while the reviewer goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from textual.message import Message

from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import Refused, SaveFailed
from tui.dossier.values.progress import ProgressCallback
from tui.screens.background.intervals import INTERVALS
from tui.screens.background.thread_progress import Cancelled, progress_reporter
from tui.screens.desk.desk import Desk

THREAD = "summary"


@dataclass
class SummaryResult(Message):
    """The end of a summary's thread."""

    message: str
    """The message for the reviewer."""
    is_written: bool
    error: Exception | None = None
    """An unforeseen exception; the handler of the message raises it."""


class Commitment:
    """Decides between the thread that is about to write a summary and the reviewer who gives the summary up."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.has_begun = False
        """Whether the write has begun, so that the summary can't be given up any more."""
        self.is_given_up = False
        """Whether the reviewer was first, so that nothing will be written."""

    def begin(self) -> bool:
        """Begin the write unless the summary was given up; return whether the write may go on."""
        with self._lock:
            self.has_begun = not self.is_given_up
            return self.has_begun

    def give_up(self) -> bool:
        """Give the summary up unless its write has begun; return whether nothing will be written."""
        with self._lock:
            self.is_given_up = not self.has_begun
            return self.is_given_up


class SummaryWriter:
    """Writes the summary beside the claims file. Its thread is a daemon: the program ends without waiting for it."""

    def __init__(
        self,
        desk: Desk,
        compose: Callable[[Dossier, ProgressCallback], str] | None = None,
        hand_on: Callable[[Path, bytes], Path | None] | None = None,
        patience: float = INTERVALS.patience,
    ) -> None:
        """``compose`` makes the text of a summary and ``hand_on`` writes it; without them, those of the reports do."""
        self._desk = desk
        self._compose, self._hand_on = compose or _compose, hand_on or _hand_on
        self._patience = patience
        self._commitment: Commitment | None = None
        """That of the summary under way; None while there is none."""
        self.thread: Thread | None = None
        """The thread that was started last."""

    @property
    def is_writing(self) -> bool:
        """Whether a summary is under way."""
        return self._commitment is not None

    def write(self) -> None:
        """Start a thread that writes the Markdown summary of the present dossier beside the claims file."""
        if self.is_writing:
            raise Refused("the summary is being written")
        session = self._desk.session
        self._commitment = commitment = Commitment()
        arguments = (commitment, session.dossier, session.path.with_suffix(".summary.md"))
        self.thread = Thread(target=self._work, args=arguments, daemon=True)
        self.thread.start()

    def _work(self, commitment: Commitment, dossier: Dossier, path: Path) -> None:
        report = progress_reporter(self._desk, THREAD, lambda: commitment.is_given_up, self._patience)
        try:
            text = self._compose(dossier, report)
            if not commitment.begin():
                return
            other = self._hand_on(path, text.encode("utf-8"))
        except Cancelled:
            return
        except SaveFailed as error:
            result = SummaryResult(f"NOT WRITTEN {path}: {error}", is_written=False)
        except Exception as error:  # noqa: BLE001 - raised on the screen
            result = SummaryResult("", is_written=False, error=error)
        else:
            kept = f"; what stood there is kept in {other.name}" if other else ""
            result = SummaryResult(f"summary written to {path}{kept}", is_written=True)
        self._desk.post_message(result)

    def end(self) -> None:
        """Note that the thread of the summary under way has ended."""
        self._commitment = None
        self._desk.report(THREAD, "")

    def give_up(self) -> bool:
        """Give the summary under way up; return False where its write has begun, which then goes on."""
        if self._commitment is not None and not self._commitment.give_up():
            return False
        self._commitment = None
        return True

    @property
    def unfinished(self) -> list[str]:
        """The summary under way, which would be lost by leaving now, in words."""
        if self._commitment is None:
            return []
        has_begun = self._commitment.has_begun
        return ["the summary is being written at this moment" if has_begun else "the summary is not written yet"]


def _compose(dossier: Dossier, report: ProgressCallback) -> str:
    from tui.reports.summary import summary  # loaded for the first summary

    return summary(dossier, report)


def _hand_on(path: Path, data: bytes) -> Path | None:
    from tui.reports.write_report import write_report

    return write_report(path, data)
