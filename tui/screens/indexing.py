"""What the desk does about many articles: they are indexed in a thread while the reviewer goes on, and it is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker, WorkerState, get_current_worker

from tui.dossier.model import Dossier, Source
from tui.dossier.telling import Told as HowFar
from tui.evidence.coverage import MANY
from tui.screens.holding import Holder
from tui.screens.place import Pane

if TYPE_CHECKING:
    from tui.evidence.index import Index

TELL_SECONDS = 0.1
"""How often it is told how far the work has come."""
REST_SECONDS = 0.02
"""How long the thread rests after each claim that it counts for: what is Python's holds the screen up."""
COUNTED = 2_000
"""For how many claims it is counted beforehand what is open; for others, when they are looked at."""
PAUSE_SECONDS = 0.06
"""How long no key must have come before passages of one more source are proposed unasked."""


class Cancelled(Exception):
    """Nobody waits any more for what a thread does."""


class Indexer(Holder):
    """The desk with an index of the articles, where there are many."""

    @dataclass
    class Told(Message):
        """What is done now in a thread, in words; empty when nothing is."""

        doing: str
        group: str = "index"

    @dataclass
    class Made(Message):
        """The index of some sources; without one, why there is none."""

        sources: Mapping[str, Source]
        index: Index | None
        why: str = ""

    _indexed: Mapping[str, Source] | None = None
    """The sources that are indexed, or are being."""
    _pause: Timer | None = None

    def on_mount(self) -> None:
        """Begin to index, where there is anything to index."""
        self._see_to_index()

    def show_place(self) -> None:
        """Show the dossier; see to it that its articles are indexed, and that what is not proposed yet follows."""
        if self.is_mounted:
            self._see_to_index()
        super().show_place()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._go_on) if self.place.proposer.is_ahead else None

    def index_anew(self) -> None:
        """Try again where the articles could not be indexed, when the dossier is shown next."""
        if self.place.proposer.index is None:
            self._indexed = None

    def _go_on(self) -> None:
        if self.place.proposer.is_ahead:
            self.place.proposer.go_on()
            self.show_place()

    def _see_to_index(self) -> None:
        dossier, proposer = self.place.dossier, self.place.proposer
        if not dossier.is_whole or len(dossier.sources) <= MANY or dossier.sources is self._indexed:
            return
        self._indexed = dossier.sources
        work = partial(self._index, dossier, proposer.index)
        self.run_worker(work, group="index", exclusive=True, thread=True, exit_on_error=False)

    def _index(self, dossier: Dossier, before: Index | None) -> None:
        """Index in a thread of its own, then count beforehand what is open for each claim."""
        from tui.evidence.index import NoIndex, index_of  # for dossiers of many sources alone

        worker = get_current_worker()
        try:
            index = index_of(dossier, before, self.teller("index", lambda: worker.is_cancelled))
        except Cancelled:
            return
        except NoIndex as error:
            self.post_message(self.Made(dossier.sources, None, str(error)))
            return
        self.post_message(self.Made(dossier.sources, index))
        told = 0.0
        for claim in dossier.claims[:COUNTED]:
            if worker.is_cancelled:
                return
            index.matching(claim.text)
            time.sleep(REST_SECONDS)
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                self.post_message(self.Told(""))
        self.post_message(self.Told(""))

    def teller(self, group: str, is_over: Callable[[], bool], patience: float = 0.0) -> HowFar:
        """Tells in the header how far a thread has come, after a while; ends it where nobody waits for it any more."""
        following = time.monotonic() + patience

        def tell(doing: str, done: int, every: int) -> None:
            nonlocal following
            if is_over():
                raise Cancelled
            if time.monotonic() >= following:
                following = time.monotonic() + TELL_SECONDS
                self.post_message(self.Told(f"{doing}: {done:,} of {every:,} …", group))

        return tell

    @on(Told)
    def _told(self, message: Told) -> None:
        self.tell(message.group, message.doing)
        if self.place.proposer.index is None and message.group == "index":
            self.place.proposer.waits = message.doing or self.place.proposer.waits
        self.claims.relaid()
        self.show_place()

    @on(Made)
    def _made(self, message: Made) -> None:
        if message.sources is not self._indexed:  # read again in the meantime
            return
        proposer = self.place.proposer
        if proposer.index is None and self.place.pane is Pane.CLAIMS:  # what now comes first is to be looked at first
            self.place.stop = None
        self.tell("index", "")
        proposer.waits = message.why
        proposer.index = message.index
        self.claims.relaid()
        self.show_place()

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        """What nobody foresaw: the review goes on without an index."""
        if event.worker.group == "index" and event.state is WorkerState.ERROR:
            why = f"the articles can't be indexed: {event.worker.error}"
            self.post_message(self.Made(self._indexed or {}, None, why))
