"""The field that is open over the desk: the prompt of one line, or the editor of several."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widget import Widget

from tui.screens.desk.command import Outcome
from tui.screens.keys.keymap import Keymap
from tui.screens.widgets.prompt import Field, Prompt, Question, settled

if TYPE_CHECKING:
    from tui.screens.widgets.rationale_editor import RationaleArea, RationaleEditor


class OpenField:
    """Opens a field for a question on a screen, and hands the question its answer."""

    def __init__(self, screen: Screen[None], prompt: Prompt, editor_before: Widget, keys: Keymap) -> None:
        """``prompt`` is on the screen from the start; an editor is mounted before ``editor_before``."""
        self._screen, self._prompt, self._editor_before, self._keys = screen, prompt, editor_before, keys
        self.question: Question | None = None
        """The question of the open field; None while no field is open."""
        self.editor: RationaleEditor | None = None
        """The editor of several lines, while it is open."""
        self.is_reflowing = False
        """Whether the panes have changed their room since they were laid out."""

    @property
    def _field(self) -> Field | RationaleArea:
        return self._prompt.field if self.editor is None else self.editor.area

    def ask(self, question: Question) -> None:
        """Open the prompt; its field has the focus when this returns."""
        self.question = question
        self._prompt.ask(question)
        self._screen.add_class("-asking")
        self._screen.set_focus(self._prompt.field)
        self.is_reflowing = True

    async def edit(self, question: Question, title: str, begun: str | None) -> None:
        """Open the editor with a text ``begun`` before, else the question's; the editor has the focus at return."""
        from tui.screens.widgets.rationale_editor import RationaleEditor  # loaded for the first rationale

        self.question = question
        title = title if begun is None else f"{title}: as you left it, not saved"
        self.editor = RationaleEditor(title, question.text, begun, self._keys)
        await self._screen.mount(self.editor, before=self._editor_before)
        self._screen.set_focus(self.editor.area)
        self.is_reflowing = True

    async def answer(self) -> object:
        """Check the text; close the field and answer the question, or say the fault in the text.

        Returns the outcome of the answer, as a command does.
        """
        question = self.question
        if question is None:
            return Outcome.UNCHANGED
        await settled(self._field)
        answer = self._field.text
        if fault := question.check(answer):
            self._prompt.object(fault)
            return Outcome.UNCHANGED
        self._close()
        return question.answer(answer)

    async def recall(self) -> None:
        """Put the question's earlier text into the prompt while that is empty."""
        question, field = self.question, self._prompt.field
        if question is not None and self.editor is None:
            await settled(field)
            if not field.value and (text := question.recall()):
                field.put(text)

    def check_typed(self, message: Field.Changed) -> None:
        """Say the fault in the prompt's text while it is typed, where the question wants that."""
        question = self.question
        if question is not None and question.is_checked_as_typed and message.input is self._prompt.field:
            self._prompt.object(question.check(message.value))

    async def abandon(self) -> str:
        """Close the field without an answer; return where its text is kept, in words."""
        await settled(self._field)
        question, text = self.question, self._field.text
        self._close()
        return "" if question is None else question.leave(text)

    def _close(self) -> None:
        """Close the field, whose text has been read."""
        self.question = None
        self._screen.set_focus(None)
        self._screen.remove_class("-asking", "-peeking")
        if self.editor is not None:
            self.editor.display = False
            self.editor.remove()
            self.editor = None
        self.is_reflowing = True

    async def reflowed(self) -> None:
        """Wait until the panes are laid out in the room that the field leaves them."""
        done = asyncio.Event()
        if self.is_reflowing and self._screen.call_after_refresh(done.set):
            await done.wait()
        self.is_reflowing = False

    async def unentered(self) -> list[str]:
        """The text that would be lost by leaving now, in words."""
        if self.question is None or not self.question.unentered:
            return []
        await settled(self._field)
        is_changed = self._prompt.field.is_changed if self.editor is None else self.editor.changed
        return [f"{self.question.unentered} is not entered yet"] * is_changed
