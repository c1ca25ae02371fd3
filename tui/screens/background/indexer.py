"""Many articles are indexed in a thread while the reviewer goes on."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from tui.dossier.values.model import Dossier, Source
from tui.evidence.coverage import MANY
from tui.screens.background.thread_progress import REPORT_SECONDS, Cancelled, Progress, progress_reporter
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Pane

if TYPE_CHECKING:
    from tui.evidence.search.index import Index

THREAD = "index"
REST_SECONDS = 0.02
"""How long the thread rests after each claim that is matched: Python runs one thread at a time, and keys come first."""
MOST_MATCHED = 2_000
"""The number of claims that are matched in advance; the others are matched when they are shown."""
PAUSE_SECONDS = 0.06
"""How long no key must have come before passages of the next source are proposed unasked."""


@dataclass
class IndexResult(Message):
    """The index of some sources, or the reason why there is none."""

    sources: Mapping[str, Source]
    index: Index | None
    reason: str = ""


class Indexer:
    """The index of the articles of a dossier with many sources."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._indexed: Mapping[str, Source] | None = None
        """The sources that are indexed, or that the thread is indexing."""
        self._pause: Timer | None = None

    def begin(self) -> None:
        """Start a thread for the present sources, unless they are few, indexed, or not all read yet."""
        desk = self._desk
        dossier, proposer = desk.view.dossier, desk.view.proposer
        if not dossier.is_whole or len(dossier.sources) <= MANY or dossier.sources is self._indexed:
            return
        self._indexed = dossier.sources
        work = partial(self._index, dossier, proposer.index)
        desk.run_worker(work, group=THREAD, exclusive=True, thread=True, exit_on_error=False)

    def retry(self) -> None:
        """Let :meth:`begin` start again, where there is no index."""
        if self._desk.view.proposer.index is None:
            self._indexed = None

    def propose_later(self) -> None:
        """Propose the passages that are still to come as soon as no key has come for a while."""
        if self._pause is not None:
            self._pause.stop()
        is_ahead = self._desk.view.proposer.is_ahead
        self._pause = self._desk.set_timer(PAUSE_SECONDS, self._propose) if is_ahead else None

    def _propose(self) -> None:
        proposer = self._desk.view.proposer
        if proposer.is_ahead:
            proposer.go_on()
            self._desk.show_view()

    def _index(self, dossier: Dossier, before: Index | None) -> None:
        """Index in the thread, then match the claims, so that the counts of open sources are there in advance."""
        from tui.evidence.search.index import NoIndex, index_of  # for dossiers of many sources alone

        desk, worker = self._desk, get_current_worker()
        try:
            index = index_of(dossier, before, progress_reporter(desk, THREAD, lambda: worker.is_cancelled))
        except Cancelled:
            return
        except NoIndex as error:
            desk.post_message(IndexResult(dossier.sources, None, str(error)))
            return
        desk.post_message(IndexResult(dossier.sources, index))
        reported_at = 0.0
        for claim in dossier.claims[:MOST_MATCHED]:
            if worker.is_cancelled:
                return
            index.matching(claim.text)
            time.sleep(REST_SECONDS)
            if time.monotonic() - reported_at > REPORT_SECONDS:
                reported_at = time.monotonic()
                desk.post_message(Progress(THREAD))
        desk.post_message(Progress(THREAD))

    def note_progress(self, activity: str) -> None:
        """Note the activity that proposals wait for."""
        proposer = self._desk.view.proposer
        if proposer.index is None:
            proposer.waits = activity or proposer.waits

    def adopt(self, result: IndexResult) -> None:
        """Propose by an index from now on, unless other sources were read in the meantime."""
        if result.sources is not self._indexed:
            return
        desk, view = self._desk, self._desk.view
        if view.proposer.index is None and view.pane is Pane.CLAIMS:  # the cursor begins at the best proposal
            view.item = None
        desk.report(THREAD, "")
        view.proposer.waits = result.reason
        view.proposer.index = result.index
        desk.claims.relayout()

    def fail(self, error: BaseException | None) -> None:
        """Go on without an index after an unforeseen error."""
        self._desk.post_message(IndexResult(self._indexed or {}, None, f"the articles can't be indexed: {error}"))
