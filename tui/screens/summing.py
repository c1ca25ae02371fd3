"""What the desk does about the summary: it is written in a thread while the reviewer goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from tui.dossier.model import Dossier
from tui.dossier.problems import SaveFailed
from tui.screens.holding import WRITTEN
from tui.screens.indexing import Cancelled, Indexer

PATIENCE_SECONDS = 0.3
"""How long it is written before the header says so."""


class Summarizer(Indexer):
    """The desk with a summary beside its file."""

    @dataclass
    class Written(Message):
        """What became of a summary."""

        said: str
        style: str

    def action_summary(self) -> None:
        """Write the Markdown summary of the review as it is now beside the claims file."""
        if self.is_writing:
            self.say("the summary is being written")
            return
        self.is_writing = True
        work = partial(self._write, self.session.dossier, self.session.path.with_suffix(".summary.md"))
        self.run_worker(work, group="summary", thread=True)

    def _write(self, dossier: Dossier, path: Path) -> None:
        from tui.reports.handing import hand_on
        from tui.reports.summary import summary

        with suppress(Cancelled):
            worker = get_current_worker()
            text = summary(dossier, self.teller("summary", lambda: worker.is_cancelled, PATIENCE_SECONDS))
            try:
                other = hand_on(path, text.encode("utf-8"))
            except SaveFailed as error:
                self.post_message(self.Written(f"NOT WRITTEN {path}: {error}", "error"))
            else:
                kept = f"; what stood there is kept in {other.name}" if other else ""
                self.post_message(self.Written(f"summary written to {path}{kept}", "reviewed"))

    @on(Written)
    def _say_written(self, message: Written) -> None:
        self.is_writing = False
        self.tell("summary", "")
        if message.style == "error" and self.held_for == WRITTEN:  # who wants to leave it well does not know yet
            self.give_up(message.said)
        else:
            self.say(message.said, message.style)
        self.show_place()
        self.release()

    async def unfinished(self) -> list[str]:
        """What would be lost by leaving now."""
        return [*await super().unfinished(), *["the summary is not written yet"] * self.is_writing]
