"""What is asked in a field of one line, and the prompt under the panes in which it is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tui.dossier.values.text import clean_line
from tui.screens.widgets.lines import Layout, StaticLines
from tui.screens.widgets.text_layout import Line, Piece, flow_line

NOTICE_LINES = 3
"""The lines that something said may take; what is longer ends in an ellipsis."""


def notice(said: Line) -> Layout:
    """One line of text, wrapped into more where there is no room for it."""
    return lambda width: [[Piece(" "), *line] for line in flow_line(said, width - 1, NOTICE_LINES)]


@dataclass(frozen=True)
class Question:
    """What an open field asks for, and what is done with the answer."""

    words: Line
    answer: Callable[[str], object]
    """Takes the answer; the result is that of a command."""
    check: Callable[[str], str] = lambda _: ""
    """What is wrong with an answer, in words; empty where nothing is."""
    is_checked_as_typed: bool = False
    text: str = ""
    """What stands in the field at first; several lines stay several where nothing is changed in them."""
    recall: Callable[[], str] = lambda: ""
    """What the up key brings into an empty field."""
    unentered: str = ""
    """What would be lost by leaving now, in words; empty where that does not matter."""
    leave: Callable[[str], str] = lambda _: ""
    """What becomes of the text that stands in the field when it is left, in words."""


def one_line(text: str) -> str:
    """A text of several lines as a field of one line shows it."""
    return " ".join(clean_line(text).split())


async def settled(field: Widget) -> None:
    """Wait until a field has taken in every key that was sent to it."""
    done = asyncio.Event()
    if field.call_later(done.set):
        await done.wait()


async def run_own_binding(field: Widget, event: events.Key) -> None:
    """Run what a key that writes nothing is bound to in a field: backspace, the arrows.

    Textual would hand such a key up to the app and run it from there, when letters typed after it are in already.
    """
    if event.is_printable:
        return
    for binding in field._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - there is no public way
        event.stop()
        event.prevent_default()
        await field.run_action(binding.action)


class Field(Input):
    """One line, in which keys do their work in the order in which they came."""

    original = ""
    """The text that was put in, with its lines."""

    def put(self, text: str) -> None:
        """Put a text into the field, the cursor behind it."""
        self.original = text
        self.value = one_line(text)
        self.cursor_position = len(self.value)

    @property
    def text(self) -> str:
        """What stands in it: the text that was put in, with its lines, where nothing was changed in it."""
        return self.original if self.value == one_line(self.original) else self.value

    @property
    def is_changed(self) -> bool:
        """Whether something else stands in it than what was put in."""
        return self.value != one_line(self.original)

    async def on_key(self, event: events.Key) -> None:
        """Keep the order."""
        await run_own_binding(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Take in all that is pasted, several lines as one: Textual would drop all but the first."""
        event.stop()
        event.prevent_default()
        self.replace(clean_line(" ".join(event.text.splitlines())), *self.selection)


class Prompt(Vertical):
    """A line that asks and a field that takes the answer. It is there from the start, for keys typed ahead."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self._words = StaticLines("question")
        self.field = Field(compact=True, select_on_focus=False, id="field")
        self.field.cursor_blink = False
        self._asked: Line = []

    def compose(self) -> ComposeResult:
        """The question above the field."""
        yield self._words
        yield self.field

    def ask(self, question: Question) -> None:
        """Ask something."""
        self._asked = question.words
        self.object("")
        self.field.put(question.text)

    def object(self, objection: str) -> None:
        """Say above the field what is wrong with what stands in it; with nothing wrong, what is asked."""
        self._words.show(notice([Piece(clean_line(objection), "error")] if objection else self._asked))
