"""The dossier is read again in a thread: for articles still to be read, for others' writes, for the reviewer."""

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
from tui.screens.background.intervals import INTERVALS
from tui.screens.background.resume import Resume
from tui.screens.background.thread_progress import Cancelled, progress_reporter
from tui.screens.desk.command import Outcome
from tui.screens.desk.desk import Desk
from tui.screens.desk.header import problem_summary
from tui.screens.desk.type_ahead import TypeAhead

if TYPE_CHECKING:
    from tui.screens.sheets.dialogs import ConflictAnswer
    from tui.screens.sheets.problems import UnreadableSheet

THREAD = "read"


class Reason(Enum):
    """Why a dossier is read again."""

    REST = "not all of it was read"
    WRITTEN = "somebody else wrote"
    EDITED = "the reviewer was in the editor"
    ASKED = "the reviewer asks for it"


@dataclass
class ReadResult(Message):
    """The end of a thread that read the dossier."""

    turn: int
    reason: Reason
    reading: Reading | Exception
    """The new dossier, or an unforeseen exception, which the handler of the message raises."""


class Reloader:
    """Reads the dossier in a thread, and applies the result."""

    def __init__(
        self,
        desk: Desk,
        type_ahead: TypeAhead,
        indexer: Indexer,
        resume: Resume,
        patience: float = INTERVALS.patience,
    ) -> None:
        self._desk, self._type_ahead, self._indexer, self._resume = desk, type_ahead, indexer, resume
        self._patience = patience
        self.is_asked = False
        """Whether the reviewer waits for all to be read again, so that every key waits."""
        self._turn = 0
        """The number of threads started so far; only the last one's result counts."""
        self._is_reading = False
        self._unread: UnreadableSheet | None = None
        """The sheet of faults in the claims file that was opened last."""
        self._is_rescue_said = False

    def begin(self) -> None:
        """Read the articles that are not read yet."""
        if not self._desk.session.dossier.is_whole:
            self._desk.report(THREAD, "reading articles …")
            self._read(Reason.REST)

    def edit(self) -> Outcome:
        """Open the claims file in the reviewer's editor, at the claim; read the file again afterwards."""
        from tui.screens.terminal.external_editor import edit

        desk, view = self._desk, self._desk.view
        session, copy = desk.session, desk.session.working_copy
        line = copy.line_of(view.dossier.positions[view.claim.id] if view.claim else 0)
        if copy.unreadable is not None:  # the claims stand on other lines by now: go to the first fault instead
            first = copy.unreadable.problems[0]
            line = first.line if first.file == str(session.path) else 1
        fault = edit(desk.app, session.path, line)
        if fault:
            desk.say(fault, "error")
        else:
            self._read(Reason.EDITED)
        return Outcome.UNCHANGED

    def reload(self) -> Outcome:
        """Read all again; then open a sheet with the faults in the file, and one for each conflict."""
        self._read(Reason.ASKED)
        return Outcome.UNCHANGED

    def look(self) -> None:
        """Read again after a write by somebody else, unless a field is open or a thread reads already."""
        if self._desk.question is None and not self._desk.left and not self._is_reading:
            written = self._desk.session.working_copy.written()
            if written is not None:
                self._read(Reason.WRITTEN, written)

    def _read(self, reason: Reason, written: Path | None = None) -> None:
        """Start a thread that reads; the thread before it, if any, ends without a result, and leaving ends both."""
        self._turn = turn = self._turn + 1
        self._is_reading, self.is_asked = True, reason in {Reason.EDITED, Reason.ASKED}
        patience = self._patience if self._desk.session.dossier.is_whole else 0.0
        report = progress_reporter(self._desk, THREAD, lambda: self._desk.left or self._turn != turn, patience)
        Thread(target=self._work, args=(turn, reason, written, report), daemon=True).start()

    def _work(self, turn: int, reason: Reason, written: Path | None, report: ProgressCallback) -> None:
        reading: Reading | Exception
        try:
            reading = self._desk.session.working_copy.read(written, report, anew=reason is Reason.ASKED)
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001 - raised on the screen
            reading = error
        self._desk.post_message(ReadResult(turn, reason, reading))

    async def apply_external_change(self, result: ReadResult) -> None:
        """Apply the result of the last thread, show the view, and open the sheets that the reviewer asked for."""
        desk = self._desk
        if desk.left or result.turn != self._turn:
            return
        if isinstance(result.reading, Exception):
            raise result.reading
        self._is_reading = self.is_asked = False
        desk.report(THREAD, "")
        has_sheets = False
        if result.reason is Reason.REST:
            self._apply_rest(result.reading)
        elif result.reason is Reason.WRITTEN:
            self._apply_written(result.reading)
        else:
            has_sheets = self._apply_asked(result.reason, result.reading)
        if not desk.left:
            desk.show_view()
        if has_sheets:
            await self._open_sheets()
        self._type_ahead.release()

    def _apply_rest(self, reading: Reading) -> None:
        """Adopt the whole dossier. Go back to the bookmark again where the reviewer has done nothing yet."""
        desk, view, queued = self._desk, self._desk.view, self._type_ahead.queued
        did_nothing = self._resume.is_at_start and not queued and desk.question is None
        before = len(view.shown)
        desk.session.working_copy.take_over(reading)
        if desk.session.working_copy.unreadable is not None:
            desk.left = True
            desk.app.exit()
            return
        view.adopt(desk.session.dossier)
        if did_nothing:
            self._resume.repeat()
        elif len(view.shown) != before:
            desk.say_shown()
        if not queued and (rescued := self.rescued()):
            desk.say(rescued, "error")
        elif not queued and (problems := problem_summary(desk.session.dossier, desk.keys)):
            desk.say("; ".join(filter(None, (desk.last_message, problems))))

    def _apply_written(self, reading: Reading) -> None:
        """Adopt others' changes; where a field was opened meanwhile, the next look reads them again."""
        desk, copy = self._desk, self._desk.session.working_copy
        is_free = desk.question is None
        result = copy.take_over(reading) if is_free else None
        if self._unread is not None and self._unread.is_active and copy.unreadable is None:
            self._unread.show_repaired()
        if result is not None:
            desk.show_result(result)
        elif is_free:  # a change without a message is shown too
            desk.view.adopt(desk.session.dossier)

    def _apply_asked(self, reason: Reason, reading: Reading) -> bool:
        """Adopt a reading that the reviewer asked for; return whether sheets are to follow.

        Where a save came between, the dossier is read once more.
        """
        desk, copy = self._desk, self._desk.session.working_copy
        result = copy.take_over(reading, asked=True)
        if result is None:
            self._read(reason)
            return False
        if reason is Reason.EDITED or not desk.is_active:
            desk.show_result(result)
            return False
        self._say(result)
        self._indexer.retry()
        return True

    async def _open_sheets(self) -> None:
        """Open the sheet of faults in the claims file, if any, and the first conflict."""
        copy = self._desk.session.working_copy
        if self._type_ahead.queued and (copy.unreadable is not None or copy.conflicts):
            self._type_ahead.drop("this comes first")  # the queue may have been typed for a sheet still to come
        if copy.unreadable is not None:
            from tui.screens.sheets.problems import UnreadableSheet

            self._unread = UnreadableSheet(copy.unreadable)
            await self._desk.open_sheet(self._unread)
        await self._ask_about_conflict()

    def _say(self, result: Result) -> None:
        """Say a result, with the cursor on the claim that could not be saved."""
        desk, view = self._desk, self._desk.view
        view.adopt(desk.session.dossier)
        if not result.saved and result.claim in desk.session.dossier.positions and not self._type_ahead.queued:
            view.go_to(result.claim)
        desk.show_result(result)

    async def _ask_about_conflict(self) -> None:
        """Open a sheet on the first claim that somebody else changed too, if any."""
        session = self._desk.session
        if not session.working_copy.conflicts:
            return
        from tui.screens.sheets.dialogs import Conflict

        claim_id = session.working_copy.conflicts[0].after.id
        await self._desk.open_sheet(Conflict(session, claim_id), partial(self._resolve, claim_id))

    async def _resolve(self, claim_id: str, answer: ConflictAnswer | None) -> None:
        """Keep one side of a conflict; then ask about the next one."""
        from tui.screens.sheets.dialogs import ConflictAnswer

        session = self._desk.session
        if answer is ConflictAnswer.MINE:
            self._say(session.keep_mine(claim_id))
        elif answer is ConflictAnswer.THEIRS:
            self._say(session.keep_theirs(claim_id))
        else:
            return
        conflicts = {change.after.id for change in session.working_copy.conflicts}
        if conflicts and claim_id not in conflicts:
            self._desk.show_view()  # the next sheet lies over the result
            await self._ask_about_conflict()

    def rescued(self) -> str:
        """A message, once, that names the files with others' work which an interrupted save had displaced."""
        found = self._desk.session.working_copy.recovered
        if not found or self._is_rescue_said:
            return ""
        self._is_rescue_said = True
        names = ", ".join(map(str, found))
        return f"a save was cut short as somebody else wrote; what they wrote is kept in {names}"
