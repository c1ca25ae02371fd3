"""What the desk does about its file: tries again what could not be saved, meets other writers, reports, leaves."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from tui.review.bookmark import read_bookmark, write_bookmark
from tui.review.draft import Reading, Receipt
from tui.review.session import Session
from tui.screens.indexing import Cancelled
from tui.screens.keyboard import Keyboard
from tui.screens.returning import left_at, return_to
from tui.screens.summing import Summarizer

if TYPE_CHECKING:
    from tui.screens.dialogs import Unread

RETRY_SECONDS = 5.0
LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 0.3
"""How long it is read again before anything is said."""


class Keeper(Summarizer):
    """The desk with an eye on the disk."""

    @dataclass
    class Read(Message):
        """The file was read again."""

        reading: Reading
        asked: bool
        """Whether the reviewer asked for it."""

    _unread: Unread | None = None
    """The sheet with what was wrong in the file, as it was shown last."""
    _is_reading = False
    """Whether a thread reads the file again."""

    def __init__(self, session: Session, keys: Keyboard) -> None:
        super().__init__(session, keys)
        self._bookmark = read_bookmark(session.path)
        self._returned = return_to(self.place, self._bookmark, self.all_shown)

    def on_mount(self) -> None:
        """Keep trying to save what could not be saved, and keep an eye on the file; read what is not read yet."""
        self.set_interval(RETRY_SECONDS, self._retry)
        self.set_interval(LOOK_SECONDS, self._look)
        self._at_first = left_at(self.place)
        if self._returned:
            self.say(self._returned)
        self._say_found()
        if not self.session.dossier.is_whole:
            self.doing = "reading articles …"
            self._begin_to_read(None)

    def _say_found(self) -> None:
        if self.session.found:
            names = ", ".join(map(str, self.session.found))
            self.say(f"a save was cut short as somebody else wrote; what they wrote is kept in {names}", "error")

    def show_receipt(self, receipt: Receipt, more: str = "") -> None:
        """Show the dossier as it is after something was done, and what came of it."""
        self.place.take(self.session.dossier)
        key = self.keys["file.reload"]
        both = f"; {key} shows both" if self.session.conflicts and not receipt.saved else ""
        if self.session.unreadable is not None and not receipt.saved:
            both = f"; {key} shows all, {self.keys['file.edit']} opens the editor there"
        self.say(receipt.message + both + more, "reviewed" if receipt.saved else "error")
        self.show_place()

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
            self._begin_to_read(None, asked=True)

    def action_reload(self) -> None:
        """Read all again after a change on disk; show what both changed, and let the reviewer choose.

        Where it can't be read, all that is wrong in it is shown.
        """
        self.index_anew()
        self._begin_to_read(None, asked=True, anew=True)

    def _take_over(self, receipt: Receipt) -> None:
        self.place.take(self.session.dossier)
        if not receipt.saved and receipt.claim in self.session.dossier.positions:
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

    def _look(self) -> None:
        """Look for what somebody else wrote, and read it in a thread; not while the reviewer types."""
        if self.question is None and not self.left and not self._is_reading:
            written = self.session.written()
            if written is not None:
                self._begin_to_read(written)

    def _begin_to_read(self, written: Path | None, *, asked: bool = False, anew: bool = False) -> None:
        """Read in a thread; what is read there already for another reason is read once more."""
        self._is_reading, self.is_asked = True, asked
        work = partial(self._read, written, asked=asked, anew=anew)
        self.run_worker(work, group="read", exclusive=True, thread=True)

    def _read(self, written: Path | None, *, asked: bool, anew: bool) -> None:
        patience = PATIENCE_SECONDS if self.session.dossier.is_whole else 0.0
        with suppress(Cancelled):
            reading = self.session.read(written, self.teller("read", patience), anew=anew)
            self.post_message(self.Read(reading, asked))

    @on(Read)
    async def _take_over_read(self, message: Read) -> None:
        """Take over what was read, unless a field was opened since: then it is read again when that is closed."""
        if self.left or (self.is_asked and not message.asked):  # it is being read once more
            return
        self._is_reading = False
        self.doing = ""
        if not self.session.dossier.is_whole:
            self._take_over_rest(message.reading)
            return
        if message.asked:
            await self._take_over_asked(message.reading)
            return
        receipt = self.session.take_over(message.reading) if self.question is None else None
        if self._unread is not None and self._unread.is_active and self.session.unreadable is None:
            self._unread.tell_mended()
        if receipt is not None:
            self.show_receipt(receipt)
        else:
            self.show_place()

    def _take_over_rest(self, reading: Reading) -> None:
        """Go on with the whole dossier, where the reviewer is by now; who did nothing yet is taken back once more."""
        is_at_first = left_at(self.place) == self._at_first and not self.held
        self.session.take_over(reading)
        if self.session.unreadable is not None:
            self.left = True
            self.app.exit()
            return
        self.place.take(self.session.dossier)
        if is_at_first and (returned := return_to(self.place, self._bookmark, self.all_shown)):
            self.say(returned)
        elif self.held:
            self.say("")
        self._say_found()
        self.show_place()
        self.give_up_strays()
        self.release()

    async def _take_over_asked(self, reading: Reading) -> None:
        """Go on with what the reviewer asked for; where something was saved meanwhile, it is read once more."""
        receipt = self.session.take_over(reading, asked=True)
        if receipt is None:
            self._begin_to_read(None, asked=True)
            return
        self.is_asked = False
        self._take_over(receipt)
        if self.session.unreadable is not None:
            from tui.screens.dialogs import Unread

            self._unread = Unread(self.session.unreadable)
            await self.app.push_screen(self._unread)
        await self._show_conflict()
        self.release(is_for_sheet=self.session.unreadable is not None or bool(self.session.conflicts))

    def _keep_place(self) -> None:
        """Keep where the reviewer is, for the next start."""
        bookmark = left_at(self.place) if self.session.dossier.is_whole else self._bookmark
        if bookmark != self._bookmark:
            self._bookmark = bookmark
            write_bookmark(self.session.path, bookmark)

    def _retry(self) -> None:
        """Try again what could not be saved; keep the place."""
        self._keep_place()
        if self.session.unsaved:
            receipt = self.session.save()
            if receipt.saved:
                self.show_receipt(receipt)

    async def action_help(self) -> None:
        """Show every key."""
        from tui.screens.dialogs import Help

        await self.app.push_screen(Help(self.keys, self.place.spot, self.place.dossier.scale))

    async def action_leave(self) -> None:
        """Leave, once all is saved."""
        reasons = await self.unfinished()
        if not reasons:
            self._go()
            return
        from tui.screens.dialogs import Leaving

        await self.app.push_screen(Leaving(reasons, can_retry=bool(self.session.unsaved)), self._left)

    async def _left(self, answer: str | None) -> None:
        if answer == "lose":
            self._go()
        elif answer == "try":
            await self.action_leave()
        else:
            self.show_place()

    def _go(self) -> None:
        self._keep_place()
        self.left = True
        self.app.exit()
