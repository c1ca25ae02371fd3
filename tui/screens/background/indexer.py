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
from tui.screens.background.thread_progress import TELL_SECONDS, Cancelled, Progress, progress_reporter
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Pane

if TYPE_CHECKING:
    from tui.evidence.search.index import Index

THREAD = "index"
REST_SECONDS = 0.02
"""How long the thread rests after each claim that it counts for: what is Python's holds the screen up."""
COUNTED = 2_000
"""For how many claims it is counted beforehand what is open; for others, when they are looked at."""
PAUSE_SECONDS = 0.06
"""How long no key must have come before passages of one more source are proposed unasked."""


@dataclass
class Indexed(Message):
    """The index of some sources; without one, why there is none."""

    sources: Mapping[str, Source]
    index: Index | None
    why: str = ""


class Indexer:
    """The index of the articles, where there are many."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._indexed: Mapping[str, Source] | None = None
        """The sources that are indexed, or are being."""
        self._pause: Timer | None = None

    def begin(self) -> None:
        """Begin to index what is not indexed yet, where there is anything to index."""
        desk = self._desk
        dossier, proposer = desk.view.dossier, desk.view.proposer
        if not dossier.is_whole or len(dossier.sources) <= MANY or dossier.sources is self._indexed:
            return
        self._indexed = dossier.sources
        work = partial(self._index, dossier, proposer.index)
        desk.run_worker(work, group=THREAD, exclusive=True, thread=True, exit_on_error=False)

    def again(self) -> None:
        """Try again where the articles could not be indexed, when the dossier is shown next."""
        if self._desk.view.proposer.index is None:
            self._indexed = None

    def propose_later(self) -> None:
        """See to it that what is not proposed yet follows, once no key comes."""
        if self._pause is not None:
            self._pause.stop()
        is_ahead = self._desk.view.proposer.is_ahead
        self._pause = self._desk.set_timer(PAUSE_SECONDS, self._propose) if is_ahead else None

    def _propose(self) -> None:
        if self._desk.view.proposer.is_ahead:
            self._desk.view.proposer.go_on()
            self._desk.show_view()

    def _index(self, dossier: Dossier, before: Index | None) -> None:
        """Index in a thread of its own, then count beforehand what is open for each claim."""
        from tui.evidence.search.index import NoIndex, index_of  # for dossiers of many sources alone

        desk, worker = self._desk, get_current_worker()
        try:
            index = index_of(dossier, before, progress_reporter(desk, THREAD, lambda: worker.is_cancelled))
        except Cancelled:
            return
        except NoIndex as error:
            desk.post_message(Indexed(dossier.sources, None, str(error)))
            return
        desk.post_message(Indexed(dossier.sources, index))
        told = 0.0
        for claim in dossier.claims[:COUNTED]:
            if worker.is_cancelled:
                return
            index.matching(claim.text)
            time.sleep(REST_SECONDS)
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                desk.post_message(Progress(THREAD))
        desk.post_message(Progress(THREAD))

    def told(self, doing: str) -> None:
        """Take note of how far it is."""
        proposer = self._desk.view.proposer
        if proposer.index is None:
            proposer.waits = doing or proposer.waits

    def take_over(self, message: Indexed) -> None:
        """Propose by the index from now on."""
        if message.sources is not self._indexed:  # read again in the meantime
            return
        desk, proposer = self._desk, self._desk.view.proposer
        if proposer.index is None and desk.view.pane is Pane.CLAIMS:  # what now comes first is to be looked at first
            desk.view.item = None
        desk.tell(THREAD, "")
        proposer.waits = message.why
        proposer.index = message.index
        desk.claims.relayout()
        desk.show_view()

    def failed(self, error: BaseException | None) -> None:
        """What nobody foresaw: the review goes on without an index."""
        self._desk.post_message(Indexed(self._indexed or {}, None, f"the articles can't be indexed: {error}"))
