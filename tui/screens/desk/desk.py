"""The desk: the panes and bars of the review, and the field over them.

The desk knows no command. Commands are given the desk: they change its view, decide through its session, say messages
and ask questions; after each command the desk shows the view.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from tui.dossier.values.problems import Refused
from tui.dossier.values.text import clean_line
from tui.review.session import Session
from tui.review.working_copy import Result
from tui.screens.desk.command import Command, Outcome
from tui.screens.desk.header import header_line, scale_rows
from tui.screens.desk.open_field import OpenField
from tui.screens.desk.view import Cursor, Pane, View
from tui.screens.keys.keymap import Keymap
from tui.screens.panes.article import ArticlePane
from tui.screens.panes.claims import ClaimsPane
from tui.screens.panes.evidence import ROOMY, WIDE, EvidencePane
from tui.screens.widgets.click_lines import Button, Buttons
from tui.screens.widgets.footer import footer
from tui.screens.widgets.lines import COMPONENTS, Lines, StaticLines
from tui.screens.widgets.prompt import Field, Prompt, Question, notice
from tui.screens.widgets.text_layout import Piece

Answer = TypeVar("Answer")
PANES = tuple(Pane)
SEEN_SECONDS = 0.5
"""How long a scale must have been shown, in seconds, for a key to be meant for that scale."""


class Desk(Screen[None]):
    """Claims, the claim with its evidence, the article; below them the message, the scale and the keys."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (ROOMY, "-roomy")]  # noqa: RUF012 - as Textual types it
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS

    def __init__(self, session: Session, keys: Keymap) -> None:
        super().__init__()
        self.session = session
        self.keys = keys
        self.view = View(session.dossier)
        self.trail: dict[int, tuple[Cursor, Cursor]] = {}
        """The cursor before each step of this review and right after that step, by the step's number."""
        self.header = StaticLines("header")
        self.claims = ClaimsPane(session.dossier, self.view.proposer.open_count, keys)
        self.evidence = EvidencePane(session.dossier)
        self.article = ArticlePane(session.dossier)
        self.panes: dict[Pane, Lines] = dict(zip(PANES, (self.claims, self.evidence, self.article), strict=True))
        self.message = StaticLines("message")
        self.prompt = Prompt()
        self.scale = Buttons("scale", self._scale_rows)
        self.footer = Buttons("footer", lambda width: [footer(keys, self.view.context, width)])
        self.field = OpenField(self, self.prompt, self.message, keys)
        self.left = False
        """Whether the reviewer has left the review, so that nothing is shown or done any more."""
        self.last_message = ""
        """The message above the scale."""
        self._is_passing = False
        """Whether the message goes when the view is shown next."""
        self.typed_at = 0.0
        """The time of the key that is being handled, by the clock of Textual's messages."""
        self._scale_before, self._scale_shown = self.view.dossier.scale, self.view.dossier.scale
        self.scale_since = 0.0
        """The time at which the present scale was first shown, by the same clock."""
        self._activities: dict[str, str] = {}
        """The activities of threads, in words, by thread; the header shows the first."""
        for pane, widget in self.panes.items():
            widget.border_title = pane.value.capitalize()

    def compose(self) -> ComposeResult:
        """Header, panes, and below them the message, the scale and the keys.

        The panes show the dossier before they are mounted, so that the first frame is complete.
        """
        self.add_class(next(name for least, name in self.HORIZONTAL_BREAKPOINTS[::-1] if self.app.size.width >= least))
        self.show_view()
        yield self.header
        with Horizontal(id="body"):
            yield from self.panes.values()
        yield self.message
        yield self.prompt
        yield self.scale
        yield self.footer

    def on_resize(self) -> None:
        """Show the dossier when the panes have their new sizes, before the next frame is painted."""
        self.call_later(self.show_view)

    # Showing and saying

    async def act(self, command: Command) -> None:
        """Do what the reviewer asks for, and show the view once after it.

        The reason of a refusal is said, and nothing else is shown. A command that opened a field or a sheet has
        changed nothing yet; after the review is left, there is nothing to show.
        """
        try:
            outcome = command()
            if inspect.isawaitable(outcome):
                outcome = await outcome
        except Refused as refusal:
            self.say(str(refusal))
            return
        is_uncovered = self.question is None and self.is_active and not self.left
        if is_uncovered and outcome is not Outcome.UNCHANGED:
            self.show_view()

    async def open_sheet(self, sheet: Screen[Answer], answer: Callable[[Answer | None], object] | None = None) -> None:
        """Open a sheet over the desk; ``answer`` takes its answer as a command does."""

        async def answered(given: Answer | None) -> None:
            if answer is not None:
                await self.act(partial(answer, given))

        await self.app.push_screen(sheet, answered)

    def show_view(self) -> None:
        """Show the dossier in every pane, with the cursor where the view has it."""
        if self._is_passing:
            self.say("")
        view = self.view
        view.settle()
        for pane, widget in self.panes.items():
            widget.set_class(pane is view.pane, "-active")
        self.set_class(view.pane is Pane.ARTICLE, "-reading")
        self.claims.show(view.dossier, view.shown, view.row, view.postponed)
        self.evidence.show(view.dossier, view.claim, view.item, view.proposals)
        if view.pane is Pane.ARTICLE or self.has_class("-roomy"):
            self.article.show(view.article_state)
        activity = next(filter(None, self._activities.values()), "")
        self.header.show(lambda width: [header_line(self.session, view.shown, view.filter, width, activity)])
        if view.dossier.scale != self._scale_shown:
            self._scale_before, self._scale_shown = self._scale_shown, view.dossier.scale
            self.scale_since = time.monotonic()
        self.scale.renew()
        self.footer.renew()

    @property
    def scale_seen(self) -> tuple[str, ...]:
        """The scale that the reviewer saw when the key was typed: the one before, where it changed just then."""
        return self._scale_shown if self.typed_at >= self.scale_since + SEEN_SECONDS else self._scale_before

    def _scale_rows(self, width: int) -> list[list[Button]]:
        claim = self.view.claim
        rating = claim.verdict.rating if claim and claim.verdict else ""
        return scale_rows(self.view.dossier.scale, self.keys, width, rating)

    def say(self, text: str, style: str = "", *, passing: bool = False) -> None:
        """Show a message above the scale until the next one or, in passing, until the view is shown next."""
        self.last_message, self._is_passing = text, passing
        self.message.show(notice([Piece(clean_line(text), style)]))

    def report(self, thread: str, activity: str) -> None:
        """Note the activity of a thread for the header; empty where the thread has ended."""
        self._activities[thread] = activity

    def show_result(self, result: Result, more: str = "") -> None:
        """Adopt the session's dossier and say the result; ``more`` stands behind the result's message."""
        view, copy = self.view, self.session.working_copy
        view.adopt(self.session.dossier)
        view.settle()
        key = self.keys["file.reload"]
        remedy = f"; {key} shows both" if copy.conflicts and not result.saved else ""
        if copy.unreadable is not None and not result.saved:
            remedy = f"; {key} shows all, {self.keys['file.edit']} opens the editor there"
        self.say(result.message + remedy + more, "reviewed" if result.saved else "error")

    def remember(self, result: Result, before: Cursor) -> None:
        """Remember where the cursor was before a step, and where it is right after that step."""
        if result.step is not None:
            self.trail[result.step] = before, self.view.cursor

    def say_shown(self) -> None:
        """Say how many claims the filter lets through, and which tag in the filter no claim has."""
        view = self.view
        strange = view.filter.unknown_tags(tag for claim in view.dossier.claims for tag in claim.tags)
        undo = "" if view.shown else f"; {self.all_shown} shows all"
        undo = f"; no claim has a tag that begins with {strange[0]}{undo}" if strange else undo
        is_early = view.filter.asks_articles and not view.dossier.is_whole
        early = "; which are open or stale is known when all is read" if is_early else ""
        self.say(f"{len(view.shown)} of {len(view.dossier.claims)} claims are shown{undo}{early}")

    @property
    def all_shown(self) -> str:
        """The keys that show every claim."""
        return f"{self.keys['find.filter']} and {self.keys['place.enter']}"

    # The open field

    @property
    def question(self) -> Question | None:
        """The question of the open field; None while no field is open."""
        return self.field.question

    def ask(self, question: Question) -> None:
        """Open the field of one line; the field has the focus when this returns."""
        self.field.ask(question)

    @on(Field.Changed)
    def _handle_text(self, message: Field.Changed) -> None:
        self.field.check_typed(message)

    async def scroll_beside(self, step: int) -> None:
        """Scroll the evidence, or the article while its pane is active, by one screen beside an open field.

        On a narrow terminal the evidence takes the room of the claims until the field is closed.
        """
        await self.field.reflowed()
        pane = self.article if self.view.pane is Pane.ARTICLE else self.evidence
        if self.view.pane is Pane.CLAIMS and self.has_class("-narrow") and not self.has_class("-peeking"):
            self.add_class("-peeking")
            self.field.is_reflowing = True
        else:
            pane.scroll_lines(step * max(1, pane.size.height - 2))
