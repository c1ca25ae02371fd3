"""The review screen: the desk with all that can be done at it.

Every key comes in here, as a priority binding, in the order in which it was pressed; a field is given the focus in the
same call that opens it, and is read only when it has taken in all that was typed before. So what is typed ahead lands
where it would have landed slowly.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.worker import Worker, WorkerState

from tui.review.session import Session
from tui.screens.background import indexer
from tui.screens.background.indexer import Indexed, Indexer
from tui.screens.background.reloader import LOOK_SECONDS, Read, Reloader
from tui.screens.background.resume import Resume
from tui.screens.background.summary_writer import SummaryWriter, Written
from tui.screens.background.thread_progress import Progress
from tui.screens.commands.decisions import Decisions
from tui.screens.commands.finding import Finding
from tui.screens.commands.forms import Amendments
from tui.screens.commands.navigation import Movement
from tui.screens.commands.sheets import Sheets
from tui.screens.desk.desk import Command, Desk
from tui.screens.desk.header import problems_words
from tui.screens.desk.type_ahead import TypeAhead
from tui.screens.desk.view import Pane
from tui.screens.keys.keymap import Keymap, shown
from tui.screens.keys.table import BEFORE_ALL_IS_READ, IN_EDITOR, IN_FIELD, bindings
from tui.screens.panes.article import ArticlePane
from tui.screens.panes.claims import ClaimsPane
from tui.screens.panes.evidence import EvidencePane
from tui.screens.widgets.click_lines import Buttons

RETRY_SECONDS = 5.0
LAST_WRITE_SECONDS = 3.0
"""How long the end waits for a summary whose write had begun when it was given up."""
ALL_READ, WRITTEN = "all is read", "the summary is written"
"""What is waited for."""


class ReviewScreen(Desk):
    """The desk, its commands, and what goes on behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    @dataclass
    class Released(Message):
        """The first of what waits can be done, as far as the desk knows."""

    def __init__(self, session: Session, keys: Keymap) -> None:
        super().__init__(session, keys)
        self.type_ahead = TypeAhead(self, self.waits_for, lambda: self.post_message(self.Released()))
        self.indexer = Indexer(self)
        self.summary = SummaryWriter(self)
        self.parting = ""
        """What is said in the terminal after the review is left; mostly nothing."""
        self.resume_at = Resume(self)
        self.reloader = Reloader(self, self.type_ahead, self.indexer, self.resume_at)
        self.type_ahead.news = self.reloader.found
        self.finding = Finding(self)
        decisions = Decisions(self)
        self.sheets = Sheets(self, self.action_command, self.finding.set_filter, decisions.rate_as)
        self.commands: dict[str, Command] = {
            **Movement(self).commands(),
            **decisions.commands(),
            **Amendments(self).commands(),
            **self.finding.commands(),
            **self.sheets.commands(),
            "rationale.save": self.answer,
            "file.summary": self.summary.write,
            "file.edit": self.reloader.edit,
            "file.reload": self.reloader.reload,
            "app.leave": self.leave,
        }
        self._in_field: dict[str, Command] = {
            "place.enter": self.answer,
            "place.back": self._leave_field,
            "place.previous-too": self.recall,
            "place.page-down": partial(self.scroll_beside, 1),
            "place.page-up": partial(self.scroll_beside, -1),
            "rationale.save": self.answer,
        }

    def on_mount(self) -> None:
        """Say where one is, read and index what is not yet; then keep an eye on the file and on what is not saved."""
        self.resume_at.begin()
        if said := "; ".join(filter(None, (self.reloader.found(), self.session.working_copy.read_outside))):
            self.say(said, "error")
        elif words := "; ".join(filter(None, (self.resume_at.words, self._wrong()))):
            self.say(words)
        self.indexer.begin()
        self.reloader.begin()
        self.set_interval(LOOK_SECONDS, self.reloader.look)
        self.set_interval(RETRY_SECONDS, self.keep)

    def _wrong(self) -> str:
        """What is wrong in the claims file and its articles, in short; nothing while not all of it is read."""
        dossier = self.session.dossier
        return problems_words(dossier, self.keys) if dossier.is_whole else ""

    def show_view(self) -> None:
        """Show the dossier; see to it that its articles are indexed, and that what is not proposed yet follows."""
        if self.is_mounted:
            self.indexer.begin()
        super().show_view()
        self.indexer.propose_later()

    def keep(self) -> None:
        """Try again what could not be saved; keep the place."""
        self.resume_at.keep()
        if self.session.working_copy.unsaved:
            result = self.session.working_copy.save()
            if result.saved:
                self.show_result(result)

    # Keys and clicks

    async def action_command(self, command: str) -> None:
        """Do what a key stands for; in a field, what it stands for there."""
        do = (self.commands if self.question is None else self._in_field).get(command)
        done = do() if do is not None else None
        if inspect.isawaitable(done):
            await done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a field is open, letters and digits go into it; after the review is left, no key does anything."""
        if self.left:
            return False
        if action != "command":
            return self.question is None
        command = str(parameters[0])
        if self.question is None:
            return command != "rationale.save"
        if self.editor is not None:
            return command in IN_EDITOR
        return command in IN_FIELD

    def on_key(self, event: events.Key) -> None:
        """Say of a key that does nothing that it does; else what was said before reads as the answer."""
        if self.question is None and not self.left:
            self.say(f"{shown(event.key)} does nothing here; {self.keys['app.help']} tells every key", passing=True)

    def waits_for(self, command: str) -> str:
        """What a command has to wait for, in words; empty where it has not to wait."""
        if self.reloader.is_asked or (
            command and not self.session.dossier.is_whole and command not in BEFORE_ALL_IS_READ
        ):
            return ALL_READ
        return WRITTEN if self.summary.is_writing and command in {"app.leave", "file.summary"} else ""

    def on_screen_resume(self) -> None:
        """Let what waits be done too where something lay over the desk when it could have been."""
        self.type_ahead.release()

    @property
    def takes_clicks(self) -> bool:
        """Whether a click does something: not where what is typed belongs to what is marked now."""
        return self.question is None and not self.type_ahead.queued

    @on(Buttons.Clicked)
    async def _clicked(self, message: Buttons.Clicked) -> None:
        if self.question is not None:
            return
        self.typed_at = message.time
        if self.type_ahead.queued:
            self.type_ahead.say_waiting()
        elif reason := self.waits_for(message.command):
            self.say(f"not done: it waits until {reason}")
        else:
            await self.action_command(message.command)

    @on(ClaimsPane.Chosen)
    def _claim_chosen(self, message: ClaimsPane.Chosen) -> None:
        if self.takes_clicks:
            self.view.pane = Pane.CLAIMS
            self.view.to_row(message.row)
            self.show_view()

    @on(EvidencePane.Chosen)
    def _item_chosen(self, message: EvidencePane.Chosen) -> None:
        if self.takes_clicks:
            self.view.pane, self.view.item = Pane.EVIDENCE, message.chosen
            self.show_view()

    @on(ArticlePane.Chosen)
    def _sentence_chosen(self, message: ArticlePane.Chosen) -> None:
        if self.takes_clicks:
            self.view.pane = Pane.ARTICLE
            self.view.article.to_offset(message.offset)
            self.show_view()

    async def _leave_field(self) -> None:
        """Leave a field as if it had not been opened."""
        self.say(f"left as it was{await self.leave_field()}")

    # What threads send

    @on(Progress)
    def _progress(self, message: Progress) -> None:
        self.tell(message.thread, message.doing)
        if message.thread == indexer.THREAD:
            self.indexer.told(message.doing)
        self.claims.relayout()
        self.show_view()

    @on(Indexed)
    def _indexed(self, message: Indexed) -> None:
        self.indexer.take_over(message)

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        if event.worker.group == indexer.THREAD and event.state is WorkerState.ERROR:
            self.indexer.failed(event.worker.error)

    @on(Written)
    def _written(self, message: Written) -> None:
        if message.error is not None:
            raise message.error
        self.summary.take_note()
        if self.left:
            self.parting = f"{message.said}; its write had begun when it was given up"
            self.app.exit()
            return
        if (
            not message.is_there and self.type_ahead.queued_for == WRITTEN
        ):  # who wants to leave it well does not know yet
            self.type_ahead.drop(message.said)
        else:
            self.say(message.said, "reviewed" if message.is_there else "error")
        self.show_view()
        self.type_ahead.release()

    @on(Read)
    async def _read(self, message: Read) -> None:
        await self.reloader.take_over(message)

    # Leaving

    async def unfinished(self) -> list[str]:
        """What would be lost by leaving now."""
        return [*self._unsaved(), *await self.unentered(), *self.type_ahead.unfinished, *self.summary.unfinished]

    def _unsaved(self) -> list[str]:
        session, reasons = self.session, []
        if session.working_copy.unsaved:
            session.working_copy.save()
        if session.working_copy.unsaved:
            ids = ", ".join(dict.fromkeys(change.after.id for change in session.working_copy.unsaved))
            reasons.append(f"NOT SAVED {ids}: {session.working_copy.failure}")
        if session.working_copy.conflicts:
            ids = ", ".join(dict.fromkeys(change.after.id for change in session.working_copy.conflicts))
            reasons.append(
                f"NOT SAVED {ids}: changed by someone else too; stay, and {self.keys['file.reload']} shows both"
            )
        return reasons

    async def leave(self) -> None:
        """Leave, once all is saved."""
        if self.left:  # asked once more while a last write goes on
            self.app.exit()
            return
        reasons = await self.unfinished()
        if not reasons:
            self._go()
            return
        from tui.screens.sheets.dialogs import Leaving

        await self.app.push_screen(Leaving(reasons, can_retry=bool(self.session.working_copy.unsaved)), self._answered)

    async def _answered(self, answer: str | None) -> None:
        if answer == "lose":
            self._go()
        elif answer == "try":
            await self.leave()
        else:
            self.type_ahead.stay()
            self.show_view()

    def _go(self) -> None:
        """Leave: no summary is written any more, unless its write has begun; the end waits a moment for that."""
        self.resume_at.keep()
        self.session.working_copy.log()
        self.left = True
        if self.summary.give_up():
            self.app.exit()
        else:
            self.say("the summary is being written at this moment; the review closes when it is there")
            self.set_timer(LAST_WRITE_SECONDS, self.app.exit)
