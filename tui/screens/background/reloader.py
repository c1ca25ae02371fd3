"""Reading in a thread: what is not read yet, what others wrote, what the reviewer asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from tui.dossier.values.progress import ProgressCallback
from tui.review.working_copy import Reading, Result
from tui.screens.background.indexer import Indexer
from tui.screens.background.resume import Resume
from tui.screens.background.thread_progress import Cancelled, progress_reporter
from tui.screens.desk.desk import Desk
from tui.screens.desk.header import problems_words
from tui.screens.desk.type_ahead import TypeAhead

if TYPE_CHECKING:
    from tui.screens.sheets.problems import UnreadableSheet

THREAD = "read"
LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 0.3
"""How long it is read again before anything is said."""


class Why(Enum):
    """Why a dossier is read once more."""

    REST = "not all of it was read"
    WRITTEN = "somebody else wrote"
    EDITED = "the reviewer was in the editor"
    ASKED = "the reviewer asks for it"


@dataclass
class Read(Message):
    """The dossier was read."""

    turn: int
    why: Why
    found: Reading | Exception
    """An exception that nobody foresaw is raised where it is seen."""


class Reloader:
    """Reads the dossier again, and goes on with what was read."""

    def __init__(self, desk: Desk, type_ahead: TypeAhead, indexer: Indexer, resume: Resume) -> None:
        self._desk, self._type_ahead, self._indexer, self._resume = desk, type_ahead, indexer, resume
        self.is_asked = False
        """Whether the reviewer waits for all to be read again: then every key does."""
        self._turn = 0
        """How often a thread began to read; another one than the last is over."""
        self._is_reading = False
        self._unread: UnreadableSheet | None = None
        """The sheet with what was wrong in the file, as it was shown last."""
        self._has_told_found = False

    def begin(self) -> None:
        """Read what is not read yet."""
        if not self._desk.session.dossier.is_whole:
            self._desk.tell(THREAD, "reading articles …")
            self._read(Why.REST)

    def edit(self) -> None:
        """Open the claims file in the reviewer's editor, at the claim; read it again afterwards."""
        from tui.screens.terminal.external_editor import edit

        desk = self._desk
        session, claim, unreadable = desk.session, desk.view.claim, desk.session.working_copy.unreadable
        line = session.working_copy.line_of(desk.view.dossier.positions[claim.id] if claim else 0)
        if unreadable is not None:  # the claims stand elsewhere by now; what is to be mended stands there
            first = unreadable.problems[0]
            line = first.line if first.file == str(session.path) else 1
        failed = edit(desk.app, session.path, line)
        if failed:
            desk.say(failed, "error")
        else:
            self._read(Why.EDITED)

    def reload(self) -> None:
        """Read all again after a change on disk; show what both changed, and let the reviewer choose.

        Where it can't be read, all that is wrong in it is shown.
        """
        self._read(Why.ASKED)

    def look(self) -> None:
        """Look for what somebody else wrote; not while the reviewer types."""
        if self._desk.question is None and not self._desk.left and not self._is_reading:
            written = self._desk.session.working_copy.written()
            if written is not None:
                self._read(Why.WRITTEN, written)

    def _read(self, why: Why, written: Path | None = None) -> None:
        """Read in a thread, instead of what is read there already. To leave, nobody waits for it."""
        self._turn = turn = self._turn + 1
        self._is_reading, self.is_asked = True, why in {Why.EDITED, Why.ASKED}
        patience = PATIENCE_SECONDS if self._desk.session.dossier.is_whole else 0.0
        told = progress_reporter(self._desk, THREAD, lambda: self._desk.left or self._turn != turn, patience)
        Thread(target=self._work, args=(turn, why, written, told), daemon=True).start()

    def _work(self, turn: int, why: Why, written: Path | None, told: ProgressCallback) -> None:
        found: Reading | Exception
        try:
            found = self._desk.session.working_copy.read(written, told, anew=why is Why.ASKED)
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001 - raised on the screen
            found = error
        self._desk.post_message(Read(turn, why, found))

    async def take_over(self, message: Read) -> None:
        """Take over what was read, unless it is being read for another reason by now."""
        if self._desk.left or message.turn != self._turn:
            return
        if isinstance(message.found, Exception):
            raise message.found
        self._is_reading = self.is_asked = False
        self._desk.tell(THREAD, "")
        if message.why is Why.REST:
            self._take_over_rest(message.found)
        elif message.why is Why.WRITTEN:
            self._take_over_theirs(message.found)
        else:
            await self._take_over_asked(message.why, message.found)
        self._type_ahead.release()

    def _take_over_rest(self, reading: Reading) -> None:
        """Go on with the whole dossier, where the reviewer is by now; who did nothing yet is taken back once more."""
        desk, queued = self._desk, self._type_ahead.queued
        did_nothing = self._resume.is_as_returned and not queued and desk.question is None
        before = len(desk.view.shown)
        desk.session.working_copy.take_over(reading)
        if desk.session.working_copy.unreadable is not None:
            desk.left = True
            desk.app.exit()
            return
        desk.view.take(desk.session.dossier)
        if did_nothing:
            self._resume.again()
        elif len(desk.view.shown) != before:
            desk.say_shown()
        if not queued and (found := self.found()):
            desk.say(found, "error")
        elif not queued and (wrong := problems_words(desk.session.dossier, desk.keys)):
            desk.say("; ".join(filter(None, (desk.said, wrong))))
        desk.show_view()

    def _take_over_theirs(self, reading: Reading) -> None:
        """Go on with what others wrote; where a field was opened since, it is read again when that is closed."""
        desk = self._desk
        result = desk.session.working_copy.take_over(reading) if desk.question is None else None
        if self._unread is not None and self._unread.is_active and desk.session.working_copy.unreadable is None:
            self._unread.show_repaired()
        if result is not None:
            desk.show_result(result)
        else:
            if desk.question is None:  # also what there are no words for is shown at once
                desk.view.take(desk.session.dossier)
            desk.show_view()

    async def _take_over_asked(self, why: Why, reading: Reading) -> None:
        """Go on with what the reviewer asked for; where something was saved meanwhile, it is read once more."""
        desk, session = self._desk, self._desk.session
        result = session.working_copy.take_over(reading, asked=True)
        if result is None:
            self._read(why)
            return
        if why is Why.EDITED or not desk.is_active:
            desk.show_result(result)
            return
        self._show(result)
        self._indexer.again()
        desk.show_view()
        if self._type_ahead.queued and (session.working_copy.unreadable is not None or session.working_copy.conflicts):
            self._type_ahead.drop("this comes first")  # it may have been typed for the sheet that was not there yet
        if session.working_copy.unreadable is not None:
            from tui.screens.sheets.problems import UnreadableSheet

            self._unread = UnreadableSheet(session.working_copy.unreadable)
            await desk.app.push_screen(self._unread)
        await self._show_conflict()

    def _show(self, result: Result) -> None:
        desk = self._desk
        desk.view.take(desk.session.dossier)
        if not result.saved and result.claim in desk.session.dossier.positions and not self._type_ahead.queued:
            desk.view.go_to(result.claim)
        desk.show_result(result)

    async def _show_conflict(self) -> None:
        """Ask about the first claim that somebody else changed too."""
        session = self._desk.session
        if not session.working_copy.conflicts:
            return
        from tui.screens.sheets.dialogs import Conflict

        claim_id = session.working_copy.conflicts[0].after.id
        await self._desk.app.push_screen(Conflict(session, claim_id), partial(self._chosen, claim_id))

    async def _chosen(self, claim_id: str, answer: str | None) -> None:
        session = self._desk.session
        if answer in {"mine", "theirs"}:
            choose = session.keep_mine if answer == "mine" else session.keep_theirs
            self._show(choose(claim_id))
            if claim_id not in {change.after.id for change in session.working_copy.conflicts}:
                await self._show_conflict()
        else:
            self._desk.show_view()

    def found(self) -> str:
        """Once, where somebody else's work was put that a save cut short had displaced; else nothing."""
        session = self._desk.session
        if not session.working_copy.recovered or self._has_told_found:
            return ""
        self._has_told_found = True
        names = ", ".join(map(str, session.working_copy.recovered))
        return f"a save was cut short as somebody else wrote; what they wrote is kept in {names}"
