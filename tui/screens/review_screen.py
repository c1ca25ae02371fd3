"""The review screen: the desk with its commands, and the threads behind it.

Every key comes in here as a priority binding, in the order in which the keys were typed. A field has the focus when
the call that opens it returns, and is read after it has taken in every key. So keys typed ahead do what the same keys
do when they are typed slowly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.worker import Worker, WorkerState

from tui.review.session import Session
from tui.screens.background import indexer
from tui.screens.background.indexer import Indexer, IndexResult
from tui.screens.background.intervals import INTERVALS, Intervals
from tui.screens.background.reloader import ReadResult, Reloader
from tui.screens.background.resume import Resume
from tui.screens.background.summary_writer import SummaryResult, SummaryWriter
from tui.screens.background.thread_progress import Progress
from tui.screens.commands.decisions import Decisions
from tui.screens.commands.finding import Finding
from tui.screens.commands.forms import Forms
from tui.screens.commands.navigation import Navigation
from tui.screens.commands.sheets import Sheets
from tui.screens.desk.command import Command, Outcome
from tui.screens.desk.desk import Desk
from tui.screens.desk.header import problem_summary
from tui.screens.desk.type_ahead import TypeAhead
from tui.screens.desk.view import Pane
from tui.screens.keys.keymap import Keymap, shown
from tui.screens.keys.table import BEFORE_ALL_IS_READ, IN_EDITOR, IN_FIELD, bindings
from tui.screens.panes.article import ArticlePane
from tui.screens.panes.claims import ClaimsPane
from tui.screens.panes.evidence import EvidencePane
from tui.screens.widgets.click_lines import Buttons

if TYPE_CHECKING:
    from tui.screens.sheets.dialogs import LeavingAnswer

ALL_READ, SUMMARY_WRITTEN = "all is read", "the summary is written"
"""The events that keys wait for."""


class ReviewScreen(Desk):
    """The desk, its commands, and the threads behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    @dataclass
    class KeyRelease(Message):
        """The app is to handle the first queued key."""

    def __init__(self, session: Session, keys: Keymap, intervals: Intervals = INTERVALS) -> None:
        super().__init__(session, keys)
        self.parting = ""
        """The message printed in the terminal after the review is left; mostly empty."""
        self._intervals = intervals
        self.type_ahead = TypeAhead(self, self.waits_for, lambda: self.post_message(self.KeyRelease()))
        self.indexer = Indexer(self)
        self.summary_writer = SummaryWriter(self, patience=intervals.patience)
        self.resume = Resume(self)
        self.reloader = Reloader(self, self.type_ahead, self.indexer, self.resume, intervals.patience)
        self.type_ahead.news = self.reloader.rescued
        self.finding = Finding(self)
        decisions = Decisions(self)
        self.sheets = Sheets(self, self.action_command, self.finding.set_filter, decisions.rate_as)
        self.commands: dict[str, Command] = {
            **Navigation(self).commands(),
            **decisions.commands(),
            **Forms(self).commands(),
            **self.finding.commands(),
            **self.sheets.commands(),
            "rationale.save": self.field.answer,
            "file.summary": self.summary_writer.write,
            "file.edit": self.reloader.edit,
            "file.reload": self.reloader.reload,
            "app.leave": self.leave,
        }
        self._field_commands: dict[str, Command] = {
            "place.enter": self.field.answer,
            "place.back": self._abandon_field,
            "place.previous-too": self.field.recall,
            "place.page-down": partial(self.scroll_beside, 1),
            "place.page-up": partial(self.scroll_beside, -1),
            "rationale.save": self.field.answer,
        }

    def on_mount(self) -> None:
        """Say where the review goes on, start the threads, and look at the file again and again."""
        self.resume.begin()
        news = (self.reloader.rescued(), self.session.working_copy.read_outside)
        if message := "; ".join(filter(None, (*news, self.resume.message, self._problems()))):
            self.say(message, "error" if any(news) else "")
        self.indexer.begin()
        self.reloader.begin()
        self.set_interval(self._intervals.look, self.reloader.look)
        self.set_interval(self._intervals.retry, self.autosave)

    def _problems(self) -> str:
        """The number of problems in the dossier, in words; empty while not all of it is read."""
        dossier = self.session.dossier
        return problem_summary(dossier, self.keys) if dossier.is_whole else ""

    def show_view(self) -> None:
        """Show the dossier; start the index of its articles, and have the proposals that are still to come follow."""
        if self.is_mounted:
            self.indexer.begin()
        super().show_view()
        self.indexer.propose_later()

    def autosave(self) -> None:
        """Keep the bookmark; try again to save unsaved decisions."""
        self.resume.keep()
        if self.session.working_copy.unsaved:
            result = self.session.working_copy.save()
            if result.saved:
                self.show_result(result)
                self.show_view()

    # Keys and clicks

    async def action_command(self, command_id: str) -> None:
        """Do the command of a key; while a field is open, the command that the key has there."""
        commands = self.commands if self.question is None else self._field_commands
        if command_id in commands:
            await self.act(commands[command_id])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave letters and digits to an open field; let no key do anything after the review is left."""
        if self.left:
            return False
        if action != "command":
            return self.question is None
        command_id = str(parameters[0])
        if self.question is None:
            return command_id != "rationale.save"
        return command_id in (IN_FIELD if self.field.editor is None else IN_EDITOR)

    def on_key(self, event: events.Key) -> None:
        """Report an unbound key, so that the last message is not taken for the reply to that key."""
        if self.question is None and not self.left:
            self.say(f"{shown(event.key)} does nothing here; {self.keys['app.help']} tells every key", passing=True)

    def waits_for(self, command_id: str) -> str:
        """The event that a command has to wait for, in words; empty where the command need not wait."""
        is_early = not self.session.dossier.is_whole and command_id not in BEFORE_ALL_IS_READ
        if self.reloader.is_asked or (command_id and is_early):
            return ALL_READ
        is_summary = command_id in {"app.leave", "file.summary"}
        return SUMMARY_WRITTEN if is_summary and self.summary_writer.is_writing else ""

    def on_screen_resume(self) -> None:
        """Release queued keys that could not be handled while a sheet lay over the desk."""
        self.type_ahead.release()

    @property
    def takes_clicks(self) -> bool:
        """Whether clicks move the cursor: not while a field is open or keys are queued, which belong to the cursor."""
        return self.question is None and not self.type_ahead.queued

    @on(Buttons.Clicked)
    async def _handle_button(self, message: Buttons.Clicked) -> None:
        if self.question is not None:
            return
        self.typed_at = message.time
        if self.type_ahead.queued:
            self.type_ahead.say_waiting()
        elif event := self.waits_for(message.command):
            self.say(f"not done: it waits until {event}")
        else:
            await self.action_command(message.command)

    @on(ClaimsPane.Chosen)
    def _handle_claim(self, message: ClaimsPane.Chosen) -> None:
        if self.takes_clicks:
            self.view.pane = Pane.CLAIMS
            self.view.to_row(message.row)
            self.show_view()

    @on(EvidencePane.Chosen)
    def _handle_item(self, message: EvidencePane.Chosen) -> None:
        if self.takes_clicks:
            self.view.pane, self.view.item = Pane.EVIDENCE, message.chosen
            self.show_view()

    @on(ArticlePane.Chosen)
    def _handle_sentence(self, message: ArticlePane.Chosen) -> None:
        if self.takes_clicks:
            self.view.pane = Pane.ARTICLE
            self.view.article.to_offset(message.offset)
            self.show_view()

    async def _abandon_field(self) -> Outcome:
        """Close the field without an answer."""
        self.say(f"left as it was{await self.field.abandon()}")
        return Outcome.UNCHANGED

    # Messages of threads

    @on(Progress)
    def _handle_progress(self, message: Progress) -> None:
        self.report(message.thread, message.activity)
        if message.thread == indexer.THREAD:
            self.indexer.note_progress(message.activity)
        self.claims.relayout()
        self.show_view()

    @on(IndexResult)
    def _handle_index(self, message: IndexResult) -> None:
        self.indexer.adopt(message)
        self.show_view()

    @on(Worker.StateChanged)
    def _handle_worker(self, event: Worker.StateChanged) -> None:
        if event.worker.group == indexer.THREAD and event.state is WorkerState.ERROR:
            self.indexer.fail(event.worker.error)

    @on(ReadResult)
    async def _handle_read(self, message: ReadResult) -> None:
        await self.reloader.apply_external_change(message)

    @on(SummaryResult)
    def _handle_summary(self, message: SummaryResult) -> None:
        if message.error is not None:
            raise message.error
        self.summary_writer.end()
        if self.left:
            self.parting = f"{message.message}; its write had begun when it was given up"
            self.app.exit()
            return
        if not message.is_written and self.type_ahead.queued_for == SUMMARY_WRITTEN:
            self.type_ahead.drop(message.message)  # the queue may end in a key that leaves
        else:
            self.say(message.message, "reviewed" if message.is_written else "error")
        self.show_view()
        self.type_ahead.release()

    # Leaving

    async def unfinished(self) -> list[str]:
        """The work that would be lost by leaving now, in words, after one more attempt to save."""
        copy = self.session.working_copy
        if copy.unsaved:
            copy.save()
        reasons = []
        if ids := ", ".join(dict.fromkeys(change.after.id for change in copy.unsaved)):
            reasons.append(f"NOT SAVED {ids}: {copy.failure}")
        if ids := ", ".join(dict.fromkeys(change.after.id for change in copy.conflicts)):
            key = self.keys["file.reload"]
            reasons.append(f"NOT SAVED {ids}: changed by someone else too; stay, and {key} shows both")
        others = (await self.field.unentered(), self.type_ahead.unfinished, self.summary_writer.unfinished)
        return [*reasons, *(reason for group in others for reason in group)]

    async def leave(self) -> None:
        """Leave the review where nothing would be lost, else ask; asked again after that, end at once."""
        if self.left:
            self.app.exit()
            return
        reasons = await self.unfinished()
        if not reasons:
            self._go()
            return
        from tui.screens.sheets.dialogs import Leaving

        can_retry = bool(self.session.working_copy.unsaved)
        await self.open_sheet(Leaving(reasons, can_retry=can_retry), self._leave_or_stay)

    async def _leave_or_stay(self, answer: LeavingAnswer | None) -> None:
        from tui.screens.sheets.dialogs import LeavingAnswer

        if answer is LeavingAnswer.LOSE:
            self._go()
        elif answer is LeavingAnswer.RETRY:
            await self.leave()
        else:
            self.type_ahead.stay()

    def _go(self) -> None:
        """End the program. A summary under way is given up; where its write has begun, the end waits a moment."""
        self.resume.keep()
        self.session.working_copy.log()
        self.left = True
        if self.summary_writer.give_up():
            self.app.exit()
        else:
            self.say("the summary is being written at this moment; the review closes when it is there")
            self.set_timer(self._intervals.last_write, self.app.exit)
