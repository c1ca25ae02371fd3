"""A form over the review: a few fields of one line, each checked while the reviewer types.

The form closes only when its values were saved, or when the reviewer leaves the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.suggester import SuggestFromList

from tui.dossier.values.text import clean_line
from tui.screens.sheets.modal import Modal
from tui.screens.widgets.lines import COMPONENTS, StaticLines
from tui.screens.widgets.prompt import Field, one_line, settled
from tui.screens.widgets.text_layout import Line, Piece, clipped, flow

NOTE_LINES = 2
"""The number of lines below the fields, for an objection or a hint."""


class FormField(NamedTuple):
    """One field of a form."""

    key: str
    label: str
    value: str = ""
    """The text at first. Several lines are shown as one, and remain several where the reviewer changes nothing."""
    hint: str = ""
    """The permitted content, in words."""
    words: Sequence[str] = ()
    """Words that the right arrow key completes."""


Check = Callable[[str, str], str]
"""Takes a field's key and text. Returns an objection in words; empty where there is none."""
Save = Callable[[Mapping[str, str]], str]
"""Saves the texts by key. Returns the reason in words where it can't; empty where it did."""


class Form(Modal[None]):
    """Labelled fields, one with the focus. Keys are handled in the order in which they were typed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "save", "save", priority=True),
        Binding("escape", "leave", "leave", priority=True),
        Binding("tab,down", "move(1)", "next field", priority=True),
        Binding("shift+tab,up", "move(-1)", "previous field", priority=True),
    ]

    def __init__(self, title: str, fields: Sequence[FormField], check: Check, save: Save) -> None:
        super().__init__()
        self._title = title
        self._asked = fields
        self._check = check
        self._save = save
        self._labels = [StaticLines(f"label-{asked.key}") for asked in fields]
        self._fields = [
            Field(
                one_line(asked.value),
                placeholder=clean_line(asked.hint).partition(";")[0],
                compact=True,
                select_on_focus=False,
                suggester=SuggestFromList(asked.words, case_sensitive=False) if asked.words else None,
            )
            for asked in fields
        ]
        self._note = StaticLines("note", self._note_lines)
        self._at = 0
        self._touched: set[int] = set()
        """Indices of the fields that were typed in or left. Before, an empty field is no fault."""
        self._refusal = ""
        """Why the form was not saved or closed; holds while the values are those of ``_refused``."""
        self._refused: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """Yield the fields with their labels, and the note below."""
        box = Vertical(id="form")
        box.border_title = Content(clean_line(self._title))
        box.border_subtitle = "Enter saves · Tab next field · Esc leaves it as it was"
        with box:
            for label, field in zip(self._labels, self._fields, strict=True):
                field.cursor_blink = False
                with Horizontal(classes="form-field"):
                    yield label
                    yield field
            yield self._note

    def on_mount(self) -> None:
        """Give the first field the focus once all fields are there."""
        self.begin()

    def begin(self) -> None:
        """Show the labels, and give the first field the focus."""
        for at, asked in enumerate(self._asked):
            self._label(at)
            self._fields[at].cursor_position = len(one_line(asked.value))
        self._focus(0)

    def _focus(self, at: int) -> None:
        self._at = at
        self.set_focus(self._fields[at])
        self._note.show(self._note_lines)

    def _wrong(self, at: int) -> str:
        return self._check(self._asked[at].key, self._fields[at].value)

    def _touch(self, at: int) -> None:
        self._touched.add(at)
        self._label(at)

    def _label(self, at: int) -> None:
        """Show a field's label, marked where its text is wrong."""
        label = self._asked[at].label
        is_wrong = at in self._touched and self._wrong(at)
        line = [Piece(f"! {label}", "error")] if is_wrong else [Piece(f"  {label}", "dim")]
        self._labels[at].show(lambda _: [line])

    def _note_lines(self, width: int) -> list[Line]:
        """Lay out the note: a refusal, else an objection to the field, else the field's hint."""
        refused = self._refusal if self._refused == self._values() else ""
        wrong = refused or (self._wrong(self._at) if self._at in self._touched else "")
        lines = flow(wrong or self._asked[self._at].hint, width, "error" if wrong else "dim")
        return [*clipped(lines, width, NOTE_LINES), *[[] for _ in range(NOTE_LINES - len(lines))]]

    @on(Field.Changed)
    def _typed(self, message: Field.Changed) -> None:
        self._touch(next(at for at, field in enumerate(self._fields) if field is message.input))
        self._note.show(self._note_lines)

    @property
    def _is_changed(self) -> bool:
        """Whether a field's text differs from the one at first."""
        pairs = zip(self._asked, self._fields, strict=True)
        return any(field.value != one_line(asked.value) for asked, field in pairs)

    def _values(self) -> dict[str, str]:
        """Return the texts of the fields by key."""
        pairs = zip(self._asked, self._fields, strict=True)
        return {
            asked.key: asked.value if field.value == one_line(asked.value) else field.value for asked, field in pairs
        }

    async def action_move(self, step: int) -> None:
        """Go to the next or previous field; the last is followed by the first."""
        await settled(self._fields[self._at])
        self._touch(self._at)
        self._focus((self._at + step) % len(self._fields))

    async def action_save(self) -> None:
        """Save the values and close the form; where a field is wrong, go to the field."""
        await settled(self._fields[self._at])
        wrong = next((at for at in range(len(self._fields)) if self._wrong(at)), None)
        if wrong is not None:
            self._touch(wrong)
            self._focus(wrong)
            return
        if refusal := self._save(self._values()):
            self._refuse(refusal)
        else:
            self.dismiss(None)

    def _refuse(self, refusal: str) -> None:
        self._refusal, self._refused = refusal, self._values()
        self._note.show(self._note_lines)

    async def action_leave(self) -> None:
        """Close the form without saving; where something was typed, warn first and close at the second press."""
        await settled(self._fields[self._at])
        was_warned = bool(self._refusal) and self._refused == self._values()
        if self._is_changed and not was_warned:
            self._refuse("what you typed is not saved yet: Enter saves it, Esc again leaves it")
        else:
            self.dismiss(None)

    async def refuses_to_close(self) -> bool:
        """Whether closing would lose typed text. The form says so then."""
        await settled(self._fields[self._at])
        if self._is_changed:
            self._refuse("what you typed is not saved yet: Enter saves it, Esc leaves it")
        return self._is_changed
