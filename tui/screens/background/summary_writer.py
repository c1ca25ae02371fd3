"""The summary is written in a thread while the reviewer goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from textual.message import Message

from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import SaveFailed
from tui.dossier.values.progress import ProgressCallback
from tui.screens.background.thread_progress import Cancelled, progress_reporter
from tui.screens.desk.desk import Desk

THREAD = "summary"
PATIENCE_SECONDS = 0.3
"""How long it is written before the header says so."""


@dataclass
class Written(Message):
    """What became of a summary."""

    said: str
    is_there: bool
    error: Exception | None = None
    """An exception that nobody foresaw; it is raised where the message is handled."""


class Commitment:
    """The one decision between the thread that is about to write and the reviewer who gives the summary up."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.has_begun = False
        """Whether the write has begun: it can't be given up any more."""
        self.is_given_up = False
        """Whether the reviewer was first: nothing will be written."""

    def begin(self) -> bool:
        """Begin to write, unless the summary was given up before; whether the write may go on."""
        with self._lock:
            self.has_begun = not self.is_given_up
            return self.has_begun

    def give_up(self) -> bool:
        """Give the summary up, unless the write has begun; whether nothing will be written."""
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
    ) -> None:
        """``compose`` makes the text of a summary and ``hand_on`` writes it; without them, those of the reports do."""
        self._desk = desk
        self._compose, self._hand_on = compose or _compose, hand_on or _hand_on
        self._commitment: Commitment | None = None
        """Of the summary under way; None while there is none."""
        self.thread: Thread | None = None
        """The thread that was started last."""

    @property
    def is_writing(self) -> bool:
        """Whether a summary is under way."""
        return self._commitment is not None

    def write(self) -> None:
        """Write the Markdown summary of the review as it is now beside the claims file."""
        desk = self._desk
        if self.is_writing:
            desk.say("the summary is being written")
            return
        self._commitment = commitment = Commitment()
        path = desk.session.path.with_suffix(".summary.md")
        arguments = (commitment, desk.session.dossier, path)
        self.thread = Thread(target=self._work, args=arguments, daemon=True)
        self.thread.start()

    def _work(self, commitment: Commitment, dossier: Dossier, path: Path) -> None:
        desk = self._desk
        told = progress_reporter(desk, THREAD, lambda: commitment.is_given_up, PATIENCE_SECONDS)
        try:
            text = self._compose(dossier, told)
            if not commitment.begin():
                return
            other = self._hand_on(path, text.encode("utf-8"))
        except Cancelled:
            return
        except SaveFailed as error:
            written = Written(f"NOT WRITTEN {path}: {error}", is_there=False)
        except Exception as error:  # noqa: BLE001 - raised on the screen
            written = Written("", is_there=False, error=error)
        else:
            kept = f"; what stood there is kept in {other.name}" if other else ""
            written = Written(f"summary written to {path}{kept}", is_there=True)
        desk.post_message(written)

    def take_note(self) -> None:
        """The summary under way is written, or could not be."""
        self._commitment = None
        self._desk.tell(THREAD, "")

    def give_up(self) -> bool:
        """Write nothing any more; whether that is so. Where the write has begun, it is not: the write goes on."""
        if self._commitment is not None and not self._commitment.give_up():
            return False
        self._commitment = None
        return True

    @property
    def unfinished(self) -> list[str]:
        """What would be lost by leaving now."""
        if self._commitment is None:
            return []
        has_begun = self._commitment.has_begun
        return ["the summary is being written at this moment" if has_begun else "the summary is not written yet"]


def _compose(dossier: Dossier, told: ProgressCallback) -> str:
    from tui.reports.summary import summary  # loaded for the first summary

    return summary(dossier, told)


def _hand_on(path: Path, data: bytes) -> Path | None:
    from tui.reports.write_report import write_report

    return write_report(path, data)
