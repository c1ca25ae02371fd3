"""A desk without Textual, for tests of commands: a real session and view, a field that is a text, a record of what was said."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from terminals import NOW, keys_of
from textual import events

from tui.review.session import Session
from tui.screens.commands.decisions import Decisions
from tui.screens.commands.finding import Finding
from tui.screens.commands.forms import Forms
from tui.screens.commands.navigation import Navigation
from tui.screens.desk.command import Command
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Cursor, View
from tui.screens.keys.keymap import Keymap
from tui.screens.panes.claim_page import page, page_of_sources
from tui.screens.widgets.prompt import Question, one_line


class FakeDesk:
    """Runs the commands that decide, move and find, each by its key.

    What a result or a filter makes the desk say is the desk's own code; only what is drawn is left out. The field has
    no cursor inside its text: keys that move one are a matter of the real field.
    """

    act, show_result, remember = Desk.act, Desk.show_result, Desk.remember
    say_shown, all_shown = Desk.say_shown, Desk.all_shown
    is_active, left = True, False

    def __init__(self, path: Path, width: int = 80) -> None:
        self.session = Session(path, "mk", lambda: NOW)
        self.keys = Keymap()
        self.view = View(self.session.dossier)
        self.trail: dict[int, tuple[Cursor, Cursor]] = {}
        self.evidence = SimpleNamespace(page=None)
        self.said: list[str] = []
        """All that was said, the last at the end."""
        self.question: Question | None = None
        self.text = ""
        """The text of the open field."""
        self.field = SimpleNamespace(edit=self.edit)
        self.title = ""
        """The title of the open editor; empty while what is open is a field of one line, or nothing."""
        self._width = width
        desk = cast("Desk", self)
        self.finding = Finding(desk)
        self.commands: dict[str, Command] = {
            **Navigation(desk).commands(),
            **Decisions(desk).commands(),
            **self.finding.commands(),
            "source.skip": Forms(desk).skip,  # the others open forms
        }
        self.show_view()

    @property
    def scale_seen(self) -> tuple[str, ...]:
        """The scale, which nobody else changes here."""
        return self.view.dossier.scale

    @property
    def claim(self) -> str:
        """The id of the claim under the cursor; empty where none is shown."""
        return self.view.claim.id if self.view.claim is not None else ""

    @property
    def asked(self) -> str:
        """The words above the open field; empty while none is open."""
        return "" if self.question is None else " ".join("".join(piece.text for piece in self.question.words).split())

    def show_view(self) -> None:
        """Lay out the claim, as commands that move among its cards ask for it."""
        view = self.view
        view.settle()
        self.evidence.page = (
            page_of_sources(view.dossier, self._width)
            if view.claim is None
            else page(view.dossier, view.claim, self._width, view.proposals)
        )

    def say(self, text: str, style: str = "") -> None:
        """Keep what is said."""
        del style
        self.said.append(text)

    def ask(self, question: Question) -> None:
        """Open the field."""
        self.question, self.text, self.title = question, question.text, ""

    async def edit(self, question: Question, title: str, begun: str | None) -> None:
        """Open the editor."""
        self.question, self.text, self.title = question, question.text if begun is None else begun, title

    async def press(self, text: str) -> None:
        """Press keys: what they are bound to is run, or they go into the open field."""
        for key in keys_of(text):
            if self.question is not None:
                await self._type(self.question, key)
                continue
            bound = self.keys.named(key.key)
            assert bound is not None, f"{key.key} is bound to nothing"
            if bound.id == "rationale.save":
                continue
            await cast("Desk", self).act(self.commands[bound.id])

    async def _type(self, question: Question, key: events.Key) -> None:
        """Do what a key does in the open field."""
        is_editor = bool(self.title)
        if key.key == "ctrl+s" or (key.key == "enter" and not is_editor):
            if objection := question.check(self.text):
                self.say(objection)
                return
            self.question = None
            await cast("Desk", self).act(partial(question.answer, self.text))
        elif key.key == "escape":
            self.question = None
            self.say(f"left as it was{question.leave(self.text)}")
        elif key.key == "up" and not is_editor:
            self.text = self.text or question.recall()
        elif key.key == "ctrl+u" and not is_editor:
            self.text = ""
        elif key.key == "backspace":
            self.text = self.text[:-1]
        else:
            character = "\n" if key.key == "enter" else key.character
            assert character, f"{key.key} is a matter of the real field"
            self.text = (self.text if is_editor else _as_line(self.text)) + character


def _as_line(text: str) -> str:
    """A text in a field of one line: several lines are one as soon as something is typed behind them."""
    return one_line(text) if "\n" in text else text
