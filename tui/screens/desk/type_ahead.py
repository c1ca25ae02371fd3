"""Keys that come too early: they are queued, with all keys behind them, and handled in the order they were typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from tui.dossier.values.model import Claim
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Pane
from tui.screens.keys.keymap import shown
from tui.screens.keys.table import BEFORE_ALL_IS_READ, QUIT, Key

Typed = events.Key | events.Paste
STRAYED = "what it was typed at is another by now"


class TypeAhead:
    """The queue of keys. A key is handled where the cursor stood when the key was typed, or the queue is dropped."""

    def __init__(self, desk: Desk, waits_for: Callable[[str], str], release_next: Callable[[], object]) -> None:
        """``waits_for`` names the event that a command waits for; ``release_next`` has the app call :meth:`next`."""
        self._desk, self._waits_for, self._release_next = desk, waits_for, release_next
        self.queued: list[Typed] = []
        self.is_replaying = False
        """Whether queued keys are being handled, one by one; keys typed meanwhile come behind them."""
        self.news: Callable[[], str] = lambda: ""
        """A message that had no room while keys were queued; it is said after the last of them."""
        self._reason = ""
        """The event that the queue waits for."""
        self._target: object = None
        """The value under the cursor when the queue began."""
        self._dossier = desk.session.dossier
        """The dossier when the queue began."""
        self._is_staying = False
        """Whether the reviewer has since chosen to stay, against a queued key that leaves."""
        self._first_claim = ""
        """Id of the claim at which the queue began; set only when the dossier changed while the queue waited."""

    def intercept(self, event: events.Event) -> bool:
        """Queue a key that has to wait, or that comes behind such a key; return whether the key was queued."""
        desk = self._desk
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        if not self.is_replaying:
            key = self._key_of(event)
            is_elsewhere = not desk.is_active or desk.question is not None
            if is_elsewhere or (isinstance(event, events.Key) and event.key == QUIT):
                return False
            if not self.queued:
                reason = self._waits_for(key.id if key else "")
                if not reason:
                    return False
                self._begin(reason, key)
        self.queued.append(event)
        if not self.is_replaying:
            self.say_waiting()
        return True

    def _begin(self, reason: str, key: Key | None) -> None:
        self._reason, self._target, self._dossier = reason, self._under_cursor(key), self._desk.session.dossier
        self._is_staying = False

    @property
    def _notice(self) -> str:
        return f"waits until {self._reason}: {self.ahead}"

    def say_waiting(self) -> None:
        """Say which keys wait, and for which event."""
        self._desk.say(self._notice)

    def _key_of(self, event: Typed) -> Key | None:
        return self._desk.keys.named(event.key) if isinstance(event, events.Key) else None

    def _under_cursor(self, key: Key | None) -> object:
        """The value at which a key is typed: the claim as shown and, for keys of a context, the passage or evidence."""
        view = self._desk.view
        item = view.item
        seen = view.dossier.scale, view.claim and _as_seen(view.claim)
        if key is None or not key.contexts:
            return seen
        words = view.quoted and view.quoted[1]
        if view.pane is Pane.ARTICLE:
            return seen, view.article.source_id, words
        return seen, item and ((item.source, words) if item.entry is None else item.entry)

    @property
    def _is_dossier_unchanged(self) -> bool:
        """Whether every claim and article is as it was when the queue began."""
        before, now = self._dossier, self._desk.session.dossier
        is_same = [*map(_as_seen, before.claims)] == [*map(_as_seen, now.claims)]
        return is_same and (not before.is_whole or before.sources == now.sources)

    @property
    def queued_for(self) -> str:
        """The event that the queue waits for; empty where nothing is queued or the queue is being handled."""
        return self._reason if self.queued and not self.is_replaying else ""

    @property
    def ahead(self) -> str:
        """The queued keys, as they were typed."""
        return "".join(map(_as_typed, self.queued)).strip()

    def release(self) -> None:
        """Have the app take the next queued key, which it gets if the key need not wait any more."""
        if self.queued or self.is_replaying:
            self._release_next()

    def next(self) -> Typed | None:
        """Take the next key out of the queue; None where the queue is empty, dropped or has to wait."""
        desk = self._desk
        is_here = desk.is_active and desk.question is None
        if desk.left or not self.queued or not (self.is_replaying or is_here):
            self._rest()
            return None
        key = self._key_of(self.queued[0])
        if is_here and (reason := self._waits_for(key.id if key else "")):
            if self.is_replaying:
                self._begin(reason, key)
                self._rest()
                self.say_waiting()
            return None
        if is_here and (reason := self._obstacle(key)):
            self.drop(reason)
            return None
        if desk.last_message == self._notice:
            desk.say("")
        self.is_replaying = True
        return self.queued.pop(0)

    def _obstacle(self, key: Key | None) -> str:
        """The reason, in words, not to handle a key and the keys behind it; empty where there is none."""
        if not self.is_replaying:
            if self._under_cursor(key) != self._target:
                return STRAYED
            self._first_claim = "" if self._is_dossier_unchanged else self._claim_id
        elif self._first_claim not in {"", self._claim_id} and key is not None and key.id not in BEFORE_ALL_IS_READ:
            return STRAYED  # the reviewer may never have seen the claim that is under the cursor now
        return "you stay" if key is not None and key.id == "app.leave" and self._is_staying else ""

    @property
    def _claim_id(self) -> str:
        return self._desk.view.claim.id if self._desk.view.claim else "none"

    def _rest(self) -> None:
        was_replaying, self.is_replaying = self.is_replaying, False
        if was_replaying and not self.queued and (news := self.news()):
            self._desk.say(news, "error")

    def drop(self, reason: str) -> None:
        """Empty the queue, and say the reason with the keys that were dropped."""
        reason = f"{news}; {reason}" if (news := self.news()) else reason
        self._desk.say(f"{reason}; not done: {self.ahead}", "error")
        self.queued, self.is_replaying = [], False

    def stay(self) -> None:
        """Note that the reviewer stays, so that a queued key does not leave."""
        self._is_staying = bool(self.queued) and not self.is_replaying

    @property
    def unfinished(self) -> list[str]:
        """The queued keys that would be lost by leaving now, in words."""
        is_waiting = bool(self.queued) and not self.is_replaying  # keys behind the one that leaves don't count
        return [f"typed, and waits until {self._reason}: {self.ahead}"] * is_waiting


def _as_seen(claim: Claim) -> object:
    """The parts of a claim that are shown before its sources are read."""
    return claim.id, claim.text, claim.verdict, [entry.quote for entry in claim.evidence]


def _as_typed(event: Typed) -> str:
    if isinstance(event, events.Paste):
        return event.text
    return event.character or "" if event.is_printable else f" {shown(event.key)} "
