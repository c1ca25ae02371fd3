"""What the desk does about keys that come too early: they wait, with all that is typed after them."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.message import Message

from tui.review.session import Session
from tui.screens.buttons import Buttons
from tui.screens.desk import Desk
from tui.screens.keyboard import Keyboard, shown
from tui.screens.keys import EARLY, QUIT, Key
from tui.screens.place import Pane

Typed = events.Key | events.Paste


class Holder(Desk):
    """The desk while it is read. What is typed too early is done afterwards, as if it had been typed then."""

    is_asked = False
    """Whether all is being read again, as the reviewer asked: all that is typed after that belongs to what comes."""
    is_writing = False
    """Whether the summary is being written: what would end it, or begin another one, waits."""

    @dataclass
    class Released(Message):
        """What was held can be done now."""

        is_for_sheet: bool
        """Whether it was typed to what lies over the desk, else to the desk alone."""

    def __init__(self, session: Session, keys: Keyboard) -> None:
        super().__init__(session, keys)
        self.held: list[Typed] = []
        """What was typed and waits."""
        self._meant: object = None
        """What was under the cursor as the first of it was typed."""

    def holds(self, event: events.Event) -> bool:
        """Keep what is typed, where it has to wait; whether it has."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or self.question is not None:
            return False
        if isinstance(event, events.Key) and event.key == QUIT:
            return False
        key = self._key_of(event)
        if not self.held and not self._is_early(key.action if key else ""):
            return False
        if not self.held:
            self._meant = self._under_cursor(key)
        self.held.append(event)
        self.say(f"{self._waits}: {self._ahead}")
        return True

    def _key_of(self, event: Typed) -> Key | None:
        return self.keys.named(event.key) if isinstance(event, events.Key) else None

    def _is_early(self, action: str) -> bool:
        """Whether an action has to wait: for what it needs, or for what it would spoil."""
        name = action.partition("(")[0]
        if not self.session.dossier.is_whole:
            return bool(name) and name not in EARLY
        return self.is_asked or (self.is_writing and name in {"leave", "summary"})

    @property
    def _waits(self) -> str:
        return f"waits until {'the summary is written' if self.is_writing else 'all is read'}"

    def _under_cursor(self, key: Key | None) -> object:
        """What a key is typed at: the claim as it is seen and, where the key asks for more, what is marked there."""
        place, claim, stop = self.place, self.place.claim, self.place.stop
        seen = claim and (claim.id, claim.text, claim.verdict, [entry.quote for entry in claim.evidence])
        if key is None or not key.spots:
            return seen
        if place.pane is Pane.ARTICLE:
            return seen, place.source_id, place.marked
        return seen, stop is None, stop and stop.entry

    @property
    def _ahead(self) -> str:
        """What waits, as it was typed."""
        return "".join(map(_as_typed, self.held)).strip()

    def give_up_strays(self) -> None:
        """Do nothing of what waits where it was typed at something that is no longer under the cursor, and say so."""
        if self.held and self._under_cursor(self._key_of(self.held[0])) != self._meant:
            self.say(f"not done, for what it was typed at is another by now: {self._ahead}", "error")
            self.held = []

    def release(self, *, is_for_sheet: bool = False) -> None:
        """Let what waits be done."""
        if self.held:
            self.post_message(self.Released(is_for_sheet))

    def on_screen_resume(self) -> None:
        """Let it be done too where something lay over the desk when it could have been."""
        if not self._is_early("summary"):
            self.release()

    @on(Buttons.Clicked)
    async def _clicked(self, message: Buttons.Clicked) -> None:
        """Do what a word stands for, as its key would; what is typed into a field belongs to what it was opened for."""
        if self.question is None and self._is_early(message.action):
            self.say(f"not done: it {self._waits}")
        elif self.question is None:
            await self.run_action(message.action)

    async def unfinished(self) -> list[str]:
        """What would be lost by leaving now."""
        waits = [f"typed, and {self._waits}: {self._ahead}"] if self.held else []
        return [*await super().unfinished(), *waits]


def _as_typed(event: Typed) -> str:
    if isinstance(event, events.Paste):
        return event.text
    return event.character or "" if event.is_printable else f" {shown(event.key)} "
