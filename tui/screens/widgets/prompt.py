"""Questions that the reviewer answers in a field of one line, and the prompt under the panes with that field."""

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
"""The most lines of a notice; a longer notice ends in an ellipsis."""


def notice(said: Line) -> Layout:
    """Return the layout of a notice: a line of text, wrapped into at most ``NOTICE_LINES`` lines."""
    return lambda width: [[Piece(" "), *line] for line in flow_line(said, width - 1, NOTICE_LINES)]


@dataclass(frozen=True)
class Question:
    """A question for the field, with the callbacks that check and take the answer."""

    words: Line
    answer: Callable[[str], object]
    """Takes the answer; the result is that of a command."""
    check: Callable[[str], str] = lambda _: ""
    """Returns an objection to an answer; empty where there is none."""
    is_checked_as_typed: bool = False
    text: str = ""
    """The text in the field at first. Several lines remain several where the reviewer changes nothing in them."""
    recall: Callable[[], str] = lambda: ""
    """Returns the text that the up key puts into an empty field."""
    unentered: str = ""
    """Names in words what the reviewer would lose by leaving the field; empty where the loss does not matter."""
    leave: Callable[[str], str] = lambda _: ""
    """Takes the text of a field that is left. Returns a sentence on what becomes of the text."""


def one_line(text: str) -> str:
    """Return a text of several lines as a field of one line shows it."""
    return " ".join(clean_line(text).split())


async def settled(field: Widget) -> None:
    """Wait until a field has handled every key in its queue."""
    done = asyncio.Event()
    if field.call_later(done.set):
        await done.wait()


async def run_own_binding(field: Widget, event: events.Key) -> None:
    """Run the field's own binding of a key that writes nothing, such as backspace or an arrow.

    Textual would pass such a key up to the app and run the binding from there, after letters that were typed later.
    """
    if event.is_printable:
        return
    for binding in field._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - there is no public way
        event.stop()
        event.prevent_default()
        await field.run_action(binding.action)


class Field(Input):
    """A field of one line that handles keys in the order in which they were typed."""

    original = ""
    """The text given to ``put``, with its line breaks."""

    def put(self, text: str) -> None:
        """Put a text into the field, and the cursor at its end."""
        self.original = text
        self.value = one_line(text)
        self.cursor_position = len(self.value)

    @property
    def text(self) -> str:
        """The text of the field; with its line breaks where the reviewer changed nothing."""
        return self.original if self.value == one_line(self.original) else self.value

    @property
    def is_changed(self) -> bool:
        """Whether the text differs from the one given to ``put``."""
        return self.value != one_line(self.original)

    async def on_key(self, event: events.Key) -> None:
        """Run the field's own binding at once, in the order of the keys."""
        await run_own_binding(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Insert all pasted lines as one line. Textual would drop all lines but the first."""
        event.stop()
        event.prevent_default()
        self.replace(clean_line(" ".join(event.text.splitlines())), *self.selection)


class Prompt(Vertical):
    """A question above a field. The prompt is mounted from the start, so that a field can take keys typed ahead."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self._words = StaticLines("question")
        self.field = Field(compact=True, select_on_focus=False, id="field")
        self.field.cursor_blink = False
        self._asked: Line = []

    def compose(self) -> ComposeResult:
        """Yield the question and the field below."""
        yield self._words
        yield self.field

    def ask(self, question: Question) -> None:
        """Show a question, and put its text into the field."""
        self._asked = question.words
        self.object("")
        self.field.put(question.text)

    def object(self, objection: str) -> None:
        """Show an objection to the text above the field; with an empty objection, show the question again."""
        self._words.show(notice([Piece(clean_line(objection), "error")] if objection else self._asked))
