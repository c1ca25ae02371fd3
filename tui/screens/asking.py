"""Fields: the one-line prompt under the panes, and the editor of a rationale."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tui.screens.bars import Bar
from tui.screens.layout import Piece


class Question(NamedTuple):
    """What an open field asks for."""

    kind: str
    """``verdict``, ``rationale``, ``search`` or ``filter``."""
    claim: str = ""
    """The claim that was highlighted when it was asked."""
    rating: str = ""


async def settled(field: Widget) -> None:
    """Wait until a field has taken in every key that was sent to it."""
    done = asyncio.Event()
    if field.call_later(done.set):
        await done.wait()


class Prompt(Vertical):
    """A line that asks and a field that takes the answer. It is there from the start, for keys typed ahead."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.question = Bar("question")
        self.field = Input(compact=True, select_on_focus=False, id="field")
        self.field.cursor_blink = False

    def compose(self) -> ComposeResult:
        """The question above the field."""
        yield self.question
        yield self.field

    def ask(self, words: list[Piece]) -> None:
        """Ask something, with an empty field."""
        self.question.show([Piece(" "), *words])
        self.field.value = ""


class Editor(Vertical):
    """A text area for a rationale of several lines."""

    def __init__(self, text: str) -> None:
        from textual.widgets import TextArea  # needed by this editor alone, so not at the start

        super().__init__(id="rationale")
        self.area = TextArea(text, show_line_numbers=False)
        self.area.cursor_blink = False
        self.area.move_cursor(self.area.document.end)
        self.border_title = "Rationale"
        self.border_subtitle = "Ctrl+S saves · Esc leaves it as it was"

    def compose(self) -> ComposeResult:
        """The text area alone."""
        yield self.area
