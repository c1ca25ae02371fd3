"""The one-line prompt under the panes, and what all fields need."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tui.dossier.text import clean_line
from tui.screens.bars import notice
from tui.screens.layout import Line, Piece
from tui.screens.lines import Laid


class Question(NamedTuple):
    """What an open field asks for."""

    kind: str
    """``verdict``, ``rationale``, ``search``, ``everywhere``, ``filter``, or the key of an annotation."""
    claim: str = ""
    """The claim that was highlighted when it was asked."""
    rating: str = ""
    entry: int = -1
    """The place of the evidence that it is about."""
    taken: str = ""
    """A reason that was given before, as it stands in the field now."""

    def rationale(self, answer: str) -> str:
        """The reason that an answer means: the one taken over, with its lines, where nothing was changed in it."""
        return self.taken if answer == one_line(self.taken) else answer


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
        self.question = Laid("question")
        self.field = Field(compact=True, select_on_focus=False, id="field")
        self.field.cursor_blink = False
        self._words: Line = []
        """What is asked."""

    def compose(self) -> ComposeResult:
        """The question above the field."""
        yield self.question
        yield self.field

    def ask(self, words: Line, text: str = "") -> None:
        """Ask something, with a text in the field, the cursor behind it."""
        self._words = words
        self.object("")
        self.field.value = text
        self.field.cursor_position = len(text)

    def object(self, objection: str) -> None:
        """Say above the field what is wrong with what stands in it; with nothing wrong, what is asked."""
        self.question.show(notice([Piece(clean_line(objection), "error")] if objection else self._words))
