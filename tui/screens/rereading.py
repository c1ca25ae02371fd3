"""What the desk does about reading: in a thread, what is not read yet, what others wrote, what the reviewer asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from tui.dossier.telling import Told
from tui.review.draft import Reading, Receipt
from tui.screens.indexing import Cancelled
from tui.screens.keeping import Keeper

if TYPE_CHECKING:
    from tui.screens.dialogs import Unread

LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 0.3
"""How long it is read again before anything is said."""


class Why(Enum):
    """Why a dossier is read once more."""

    REST = "not all of it was read"
    WRITTEN = "somebody else wrote"
    EDITED = "the reviewer was in the editor"
    ASKED = "the reviewer asks for it"


class Rereader(Keeper):
    """The desk with an eye on what others write."""

    @dataclass
    class Read(Message):
        """The dossier was read."""

        turn: int
        why: Why
        found: Reading | Exception
        """An exception that nobody foresaw is raised where it is seen."""

    _turn = 0
    """How often a thread began to read; another one than the last is over."""
    _is_reading = False
    _unread: Unread | None = None
    """The sheet with what was wrong in the file, as it was shown last."""

    def on_mount(self) -> None:
        """Keep an eye on the file; read what is not read yet."""
        self.set_interval(LOOK_SECONDS, self._look)
        if not self.session.dossier.is_whole:
            self.tell("read", "reading articles …")
            self._begin(Why.REST)

    def action_edit(self) -> None:
        """Open the claims file in the reviewer's editor, at the claim; read it again afterwards."""
        from tui.screens.editor import edit

        claim, unreadable = self.place.claim, self.session.unreadable
        line = self.session.line_of(self.place.dossier.positions[claim.id] if claim else 0)
        if unreadable is not None:  # the claims stand elsewhere by now; what is to be mended stands there
            first = unreadable.problems[0]
            line = first.line if first.file == str(self.session.path) else 1
        failed = edit(self.app, self.session.path, line)
        if failed:
            self.say(failed, "error")
        else:
            self._begin(Why.EDITED)

    def action_reload(self) -> None:
        """Read all again after a change on disk; show what both changed, and let the reviewer choose.

        Where it can't be read, all that is wrong in it is shown.
        """
        self._begin(Why.ASKED)

    def _look(self) -> None:
        """Look for what somebody else wrote; not while the reviewer types."""
        if self.question is None and not self.left and not self._is_reading:
            written = self.session.written()
            if written is not None:
                self._begin(Why.WRITTEN, written)

    def _begin(self, why: Why, written: Path | None = None) -> None:
        """Read in a thread, instead of what is read there already. To leave, nobody waits for it."""
        self._turn = turn = self._turn + 1
        self._is_reading, self.is_asked = True, why in {Why.EDITED, Why.ASKED}
        patience = PATIENCE_SECONDS if self.session.dossier.is_whole else 0.0
        told = self.teller("read", lambda: self.left or self._turn != turn, patience)
        Thread(target=self._read, args=(turn, why, written, told), daemon=True).start()

    def _read(self, turn: int, why: Why, written: Path | None, told: Told) -> None:
        found: Reading | Exception
        try:
            found = self.session.read(written, told, anew=why is Why.ASKED)
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001 - raised on the screen
            found = error
        self.post_message(self.Read(turn, why, found))

    @on(Read)
    async def _take_over_read(self, message: Read) -> None:
        """Take over what was read, unless it is being read for another reason by now."""
        if self.left or message.turn != self._turn:
            return
        if isinstance(message.found, Exception):
            raise message.found
        self._is_reading = self.is_asked = False
        self.tell("read", "")
        if message.why is Why.REST:
            self._take_over_rest(message.found)
        elif message.why is Why.WRITTEN:
            self._take_over_theirs(message.found)
        else:
            await self._take_over_asked(message.why, message.found)
        self.release()

    def _take_over_rest(self, reading: Reading) -> None:
        """Go on with the whole dossier, where the reviewer is by now; who did nothing yet is taken back once more."""
        did_nothing = self.is_as_returned and not self.held and self.question is None
        before = len(self.place.shown)
        self.session.take_over(reading)
        if self.session.unreadable is not None:
            self.left = True
            self.app.exit()
            return
        self.place.take(self.session.dossier)
        if did_nothing:
            self.return_to_place()
        elif len(self.place.shown) != before:
            self.say_shown()
        if not self.held:
            self.say_found()
        self.show_place()

    def _take_over_theirs(self, reading: Reading) -> None:
        """Go on with what others wrote; where a field was opened since, it is read again when that is closed."""
        receipt = self.session.take_over(reading) if self.question is None else None
        if self._unread is not None and self._unread.is_active and self.session.unreadable is None:
            self._unread.tell_mended()
        if receipt is not None:
            self.show_receipt(receipt)
        else:
            self.show_place()

    async def _take_over_asked(self, why: Why, reading: Reading) -> None:
        """Go on with what the reviewer asked for; where something was saved meanwhile, it is read once more."""
        receipt = self.session.take_over(reading, asked=True)
        if receipt is None:
            self._begin(why)
            return
        if why is Why.EDITED or not self.is_active:
            self.show_receipt(receipt)
            return
        self._take_over(receipt)
        self.index_anew()
        self.show_place()
        if self.held and (self.session.unreadable is not None or self.session.conflicts):
            self.give_up("this comes first")  # it may have been typed for the sheet that was not there yet
        if self.session.unreadable is not None:
            from tui.screens.dialogs import Unread

            self._unread = Unread(self.session.unreadable)
            await self.app.push_screen(self._unread)
        await self._show_conflict()

    def _take_over(self, receipt: Receipt) -> None:
        self.place.take(self.session.dossier)
        if not receipt.saved and receipt.claim in self.session.dossier.positions and not self.held:
            self.place.go_to(receipt.claim)
        self.show_receipt(receipt)

    async def _show_conflict(self) -> None:
        """Ask about the first claim that somebody else changed too."""
        if not self.session.conflicts:
            return
        from tui.screens.dialogs import Conflict

        claim_id = self.session.conflicts[0].after.id
        await self.app.push_screen(Conflict(self.session, claim_id), partial(self._chosen, claim_id))

    async def _chosen(self, claim_id: str, answer: str | None) -> None:
        if answer in {"mine", "theirs"}:
            choose = self.session.insist if answer == "mine" else self.session.give_up
            receipt = choose(claim_id)
            self._take_over(receipt)
            if claim_id not in {change.after.id for change in self.session.conflicts}:
                await self._show_conflict()
        else:
            self.show_place()
