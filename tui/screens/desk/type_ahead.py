"""Keys that come too early: they wait, with all that is typed after them, and are done in the order they came."""

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
    """What was typed too early. It is done afterwards, to what it was typed at, or not at all."""

    def __init__(self, desk: Desk, waits_for: Callable[[str], str], next_one: Callable[[], object]) -> None:
        """``waits_for`` tells what a command has to wait for, in words; ``next_one`` asks for the next key."""
        self._desk, self._waits_for, self._next_one = desk, waits_for, next_one
        self.queued: list[Typed] = []
        """What was typed and waits."""
        self.is_replaying = False
        """Whether what waited is being done, key by key; what is typed meanwhile comes behind it."""
        self.news: Callable[[], str] = lambda: ""
        """What there was no room for while keys waited, in words; it is said once they are done."""
        self._meant: object = None
        """What was under the cursor as the first of it was typed."""
        self._reason = ""
        """What it waits for."""
        self._seen = desk.session.dossier
        """The dossier as it was then."""
        self._stays = False
        """Whether the reviewer said since that the review is not to be left."""
        self._first = ""
        """The claim at which the first of it was typed, where any claim or article is another one by now."""

    def intercept(self, event: events.Event) -> bool:
        """Keep what is typed, where it has to wait; whether it has."""
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
        self._reason, self._meant, self._seen = reason, self._under_cursor(key), self._desk.session.dossier
        self._stays = False

    @property
    def _notice(self) -> str:
        return f"waits until {self._reason}: {self.ahead}"

    def say_waiting(self) -> None:
        """Tell above the scale what waits."""
        self._desk.say(self._notice)

    def _key_of(self, event: Typed) -> Key | None:
        return self._desk.keys.named(event.key) if isinstance(event, events.Key) else None

    def _under_cursor(self, key: Key | None) -> object:
        """What a key is typed at: the claim as it is seen and, where the key asks for more, what is marked there."""
        view, item = self._desk.view, self._desk.view.item
        seen = view.dossier.scale, view.claim and _as_seen(view.claim)
        if key is None or not key.contexts:
            return seen
        words = view.quoted and view.quoted[1]
        if view.pane is Pane.ARTICLE:
            return seen, view.article.source_id, words
        return seen, item and ((item.source, words) if item.entry is None else item.entry)

    @property
    def _is_as_seen(self) -> bool:
        """Whether no claim is another one than when the first of it was typed, and no article."""
        seen, now = self._seen, self._desk.session.dossier
        is_same = [*map(_as_seen, seen.claims)] == [*map(_as_seen, now.claims)]
        return is_same and (not seen.is_whole or seen.sources == now.sources)

    @property
    def queued_for(self) -> str:
        """For what something waits; empty where nothing does."""
        return self._reason if self.queued and not self.is_replaying else ""

    @property
    def ahead(self) -> str:
        """What waits, as it was typed."""
        return "".join(map(_as_typed, self.queued)).strip()

    def release(self) -> None:
        """Let what waits be done, if it can be by now."""
        if self.queued or self.is_replaying:
            self._next_one()

    def next(self) -> Typed | None:
        """The next key to be done of what waited; None where there is none, or it waits on."""
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
        if is_here and (why := self._why_not(key)):
            self.drop(why)
            return None
        if desk.last_message == self._notice:
            desk.say("")
        self.is_replaying = True
        return self.queued.pop(0)

    def _why_not(self, key: Key | None) -> str:
        """Why a key that waited is not to be done, nor what was typed after it; empty where it is."""
        if not self.is_replaying:
            if self._under_cursor(key) != self._meant:
                return STRAYED
            self._first = "" if self._is_as_seen else self._claim_id
        elif self._first not in {"", self._claim_id} and key is not None and key.id not in BEFORE_ALL_IS_READ:
            return STRAYED  # it would be done to a claim that may never have been seen
        return "you stay" if key is not None and key.id == "app.leave" and self._stays else ""

    @property
    def _claim_id(self) -> str:
        return self._desk.view.claim.id if self._desk.view.claim else "none"

    def _rest(self) -> None:
        was_replaying, self.is_replaying = self.is_replaying, False
        if was_replaying and not self.queued and (news := self.news()):
            self._desk.say(news, "error")

    def drop(self, why: str) -> None:
        """Do nothing of what waits, and say so."""
        why = f"{news}; {why}" if (news := self.news()) else why
        self._desk.say(f"{why}; not done: {self.ahead}", "error")
        self.queued, self.is_replaying = [], False

    def stay(self) -> None:
        """Don't leave after all: not either when what waits would have left."""
        self._stays = bool(self.queued) and not self.is_replaying

    @property
    def unfinished(self) -> list[str]:
        """What would be lost by leaving now."""
        has_waiting = bool(self.queued) and not self.is_replaying  # else it was typed after what leaves
        return [f"typed, and waits until {self._reason}: {self.ahead}"] * has_waiting


def _as_seen(claim: Claim) -> object:
    """What of a claim is seen before its sources are known by their ids."""
    return claim.id, claim.text, claim.verdict, [entry.quote for entry in claim.evidence]


def _as_typed(event: Typed) -> str:
    if isinstance(event, events.Paste):
        return event.text
    return event.character or "" if event.is_printable else f" {shown(event.key)} "
