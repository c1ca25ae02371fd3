"""What the desk does about keys that come too early: they wait, with all that is typed after them."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.message import Message

from tui.dossier.model import Claim
from tui.review.session import Session
from tui.screens.buttons import Buttons
from tui.screens.desk import Desk
from tui.screens.keyboard import Keyboard, shown
from tui.screens.keys import BEFORE_ALL_IS_READ, QUIT, Key
from tui.screens.place import Pane

Typed = events.Key | events.Paste
READ, WRITTEN = "all is read", "the summary is written"
"""What is waited for."""
STRAYED = "what it was typed at is another by now"


class Holder(Desk):
    """The desk while it is read. What is typed too early is done afterwards, to what it was typed at."""

    is_asked = False
    """Whether the reviewer waits for all to be read again: then every key does."""
    is_writing = False
    """Whether the summary is being written: what would end it, or begin another one, waits."""
    is_replaying = False
    """Whether what waited is being done, key by key; what is typed meanwhile comes behind it."""

    @dataclass
    class Released(Message):
        """The first of what waits can be done, as far as the desk knows."""

    def __init__(self, session: Session, keys: Keyboard) -> None:
        super().__init__(session, keys)
        self.held: list[Typed] = []
        """What was typed and waits."""
        self._meant: object = None
        """What was under the cursor as the first of it was typed."""
        self._reason = ""
        """What it waits for."""
        self._seen = session.dossier
        """The dossier as it was then."""
        self._stays = False
        """Whether the reviewer said since that the review is not to be left."""
        self._first = ""
        """The claim at which the first of it was typed, where any claim or article is another one by now."""
        self._tells_waiting = False
        """Whether the line above the scale tells of it."""

    def holds(self, event: events.Event) -> bool:
        """Keep what is typed, where it has to wait; whether it has."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        if not self.is_replaying:
            key = self._key_of(event)
            is_elsewhere = not self.is_active or self.question is not None
            if is_elsewhere or (isinstance(event, events.Key) and event.key == QUIT):
                return False
            if not self.held:
                reason = self.waits_for(key.action if key else "")
                if not reason:
                    return False
                self._begin_to_wait(reason, key)
        self.held.append(event)
        if not self.is_replaying:
            self._say_waiting()
        return True

    def _begin_to_wait(self, reason: str, key: Key | None) -> None:
        self._reason, self._meant, self._seen = reason, self._under_cursor(key), self.session.dossier
        self._stays = False

    def waits_for(self, action: str) -> str:
        """What an action has to wait for, in words; empty where it has not to wait."""
        name = action.partition("(")[0]
        is_whole = self.session.dossier.is_whole
        if self.is_asked or (name and not is_whole and name not in BEFORE_ALL_IS_READ):
            return READ
        return WRITTEN if self.is_writing and name in {"leave", "summary"} else ""

    def _say_waiting(self) -> None:
        self.say(f"waits until {self._reason}: {self.ahead}")
        self._tells_waiting = True

    def say(self, text: str, style: str = "", *, passing: bool = False) -> None:
        """Say something; what waits is no longer told of then."""
        self._tells_waiting = False
        super().say(text, style, passing=passing)

    def _key_of(self, event: Typed) -> Key | None:
        return self.keys.named(event.key) if isinstance(event, events.Key) else None

    def _under_cursor(self, key: Key | None) -> object:
        """What a key is typed at: the claim as it is seen and, where the key asks for more, what is marked there."""
        place, stop = self.place, self.place.stop
        seen = place.dossier.scale, place.claim and _as_seen(place.claim)
        if key is None or not key.spots:
            return seen
        words = place.quoted and place.quoted[1]
        if place.pane is Pane.ARTICLE:
            return seen, place.source_id, words
        return seen, stop and ((stop.source, words) if stop.entry is None else stop.entry)

    @property
    def _is_as_seen(self) -> bool:
        """Whether no claim is another one than when the first of it was typed, and no article."""
        seen, now = self._seen, self.session.dossier
        is_same = [*map(_as_seen, seen.claims)] == [*map(_as_seen, now.claims)]
        return is_same and (not seen.is_whole or seen.sources == now.sources)

    @property
    def held_for(self) -> str:
        """For what something waits; empty where nothing does."""
        return self._reason if self.held and not self.is_replaying else ""

    @property
    def ahead(self) -> str:
        """What waits, as it was typed."""
        return "".join(map(_as_typed, self.held)).strip()

    def release(self) -> None:
        """Let what waits be done, if it can be by now."""
        if self.held or self.is_replaying:
            self.post_message(self.Released())

    def next_held(self) -> Typed | None:
        """The next key to be done of what waited; None where there is none, or it waits on."""
        is_here = self.is_active and self.question is None
        if self.left or not self.held or not (self.is_replaying or is_here):
            self._rest()
            return None
        key = self._key_of(self.held[0])
        if is_here and (reason := self.waits_for(key.action if key else "")):
            if self.is_replaying:
                self._begin_to_wait(reason, key)
                self._rest()
                self._say_waiting()
            return None
        if is_here and (why := self._why_not(key)):
            self.give_up(why)
            return None
        if self._tells_waiting:
            self.say("")
        self.is_replaying = True
        return self.held.pop(0)

    def _why_not(self, key: Key | None) -> str:
        """Why a key that waited is not to be done, nor what was typed after it; empty where it is."""
        name = key.action.partition("(")[0] if key else ""
        if not self.is_replaying:
            if self._under_cursor(key) != self._meant:
                return STRAYED
            self._first = "" if self._is_as_seen else self._claim_id
        elif self._first not in {"", self._claim_id} and name and name not in BEFORE_ALL_IS_READ:
            return STRAYED  # it would be done to a claim that may never have been seen
        return "you stay" if name == "leave" and self._stays else ""

    @property
    def _claim_id(self) -> str:
        return self.place.claim.id if self.place.claim else "none"

    def _rest(self) -> None:
        was_replaying, self.is_replaying = self.is_replaying, False
        if was_replaying and not self.held:
            self.replayed()

    def replayed(self) -> None:
        """What is to be done when all that waited is."""

    def give_up(self, why: str) -> None:
        """Do nothing of what waits, and say so."""
        self.say(f"{why}; not done: {self.ahead}", "error")
        self.held, self.is_replaying = [], False

    def stay(self) -> None:
        """Don't leave after all: not either when what waits would have left."""
        self._stays = bool(self.held) and not self.is_replaying

    def on_screen_resume(self) -> None:
        """Let it be done too where something lay over the desk when it could have been."""
        self.release()

    @property
    def takes_clicks(self) -> bool:
        """Whether a click does something: not where what is typed belongs to what is marked now."""
        return self.question is None and not self.held

    @on(Buttons.Clicked)
    async def _clicked(self, message: Buttons.Clicked) -> None:
        """Do what a word stands for, as its key would."""
        if self.question is not None:
            return
        if self.held:
            self._say_waiting()
        elif reason := self.waits_for(message.action):
            self.say(f"not done: it waits until {reason}")
        else:
            await self.run_action(message.action)

    async def unfinished(self) -> list[str]:
        """What would be lost by leaving now."""
        has_waiting = bool(self.held) and not self.is_replaying  # else it was typed after what leaves
        waits = [f"typed, and waits until {self._reason}: {self.ahead}"] if has_waiting else []
        return [*await super().unfinished(), *waits]


def _as_seen(claim: Claim) -> object:
    """What of a claim is seen before its sources are known by their ids."""
    return claim.id, claim.text, claim.verdict, [entry.quote for entry in claim.evidence]


def _as_typed(event: Typed) -> str:
    if isinstance(event, events.Paste):
        return event.text
    return event.character or "" if event.is_printable else f" {shown(event.key)} "
