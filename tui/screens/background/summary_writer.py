"""The summary is written in a thread while the reviewer goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.message import Message
from textual.worker import get_current_worker

from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import SaveFailed
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


class SummaryWriter:
    """Writes the summary beside the claims file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.is_writing = False

    def write(self) -> None:
        """Write the Markdown summary of the review as it is now beside the claims file."""
        desk = self._desk
        if self.is_writing:
            desk.say("the summary is being written")
            return
        self.is_writing = True
        work = partial(self._write, desk.session.dossier, desk.session.path.with_suffix(".summary.md"))
        desk.run_worker(work, group=THREAD, thread=True)

    def _write(self, dossier: Dossier, path: Path) -> None:
        from tui.reports.summary import summary
        from tui.reports.write_report import hand_on

        desk = self._desk
        with suppress(Cancelled):
            worker = get_current_worker()
            text = summary(
                dossier, progress_reporter(desk, THREAD, lambda: worker.is_cancelled or desk.left, PATIENCE_SECONDS)
            )
            try:
                other = hand_on(path, text.encode("utf-8"))
            except SaveFailed as error:
                desk.post_message(Written(f"NOT WRITTEN {path}: {error}", is_there=False))
            else:
                kept = f"; what stood there is kept in {other.name}" if other else ""
                desk.post_message(Written(f"summary written to {path}{kept}", is_there=True))

    def take_note(self) -> None:
        """It is written."""
        self.is_writing = False
        self._desk.tell(THREAD, "")

    @property
    def unfinished(self) -> list[str]:
        """What would be lost by leaving now."""
        return ["the summary is not written yet"] * self.is_writing
