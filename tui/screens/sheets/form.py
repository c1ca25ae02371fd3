"""A form over the review: a few fields of one line, each checked as it is typed in.

It closes only when what stands in it was saved, or when the reviewer leaves it.
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

TOLD_LINES = 2
"""The lines below the fields in which it is told what is wrong, or what may stand there."""


class FormField(NamedTuple):
    """One field of a form."""

    key: str
    label: str
    value: str = ""
    """What stands there before; several lines are shown as one, and stay several if nothing is changed in them."""
    hint: str = ""
    """What may stand there, in words."""
    words: Sequence[str] = ()
    """Words that are completed, by the right arrow key."""


Check = Callable[[str, str], str]
"""For a key and what is typed there: what is wrong with it, in words; empty where nothing is."""
Save = Callable[[Mapping[str, str]], str]
"""Saves what was typed; in words, why it could not, else nothing."""


class Form(Modal[None]):
    """Some fields, of which one has the focus. Keys do their work in the order in which they came."""

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
        self._told = StaticLines("told", self._tell)
        self._at = 0
        self._touched: set[int] = set()
        """The fields in which something was typed or that were left: before, it is no fault that one is empty."""
        self._refusal = ""
        """Why it was not saved or not closed, until something else is typed."""
        self._refused: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """The fields with their labels, and below them what there is to say of one."""
        box = Vertical(id="form")
        box.border_title = Content(clean_line(self._title))
        box.border_subtitle = "Enter saves · Tab next field · Esc leaves it as it was"
        with box:
            for label, field in zip(self._labels, self._fields, strict=True):
                field.cursor_blink = False
                with Horizontal(classes="asked"):
                    yield label
                    yield field
            yield self._told

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.begin()

    def begin(self) -> None:
        """Give the first field the focus."""
        for at, asked in enumerate(self._asked):
            self._label(at)
            self._fields[at].cursor_position = len(one_line(asked.value))
        self._focus(0)

    def _focus(self, at: int) -> None:
        self._at = at
        self.set_focus(self._fields[at])
        self._told.show(self._tell)

    def _wrong(self, at: int) -> str:
        return self._check(self._asked[at].key, self._fields[at].value)

    def _touch(self, at: int) -> None:
        self._touched.add(at)
        self._label(at)

    def _label(self, at: int) -> None:
        """A field's label, with a mark where what stands in it is wrong."""
        label = self._asked[at].label
        is_wrong = at in self._touched and self._wrong(at)
        line = [Piece(f"! {label}", "error")] if is_wrong else [Piece(f"  {label}", "dim")]
        self._labels[at].show(lambda _: [line])

    def _tell(self, width: int) -> list[Line]:
        """What there is to say: why it was not saved, what is wrong in the field, what may stand there."""
        refused = self._refusal if self._refused == self._values() else ""
        wrong = refused or (self._wrong(self._at) if self._at in self._touched else "")
        lines = flow(wrong or self._asked[self._at].hint, width, "error" if wrong else "dim")
        return [*clipped(lines, width, TOLD_LINES), *[[] for _ in range(TOLD_LINES - len(lines))]]

    @on(Field.Changed)
    def _typed(self, message: Field.Changed) -> None:
        self._touch(next(at for at, field in enumerate(self._fields) if field is message.input))
        self._told.show(self._tell)

    @property
    def _is_changed(self) -> bool:
        """Whether something else stands in it than at first."""
        asked = zip(self._asked, self._fields, strict=True)
        return any(field.value != one_line(said.value) for said, field in asked)

    def _values(self) -> dict[str, str]:
        """What stands in the fields, by key."""
        asked = zip(self._asked, self._fields, strict=True)
        return {said.key: said.value if field.value == one_line(said.value) else field.value for said, field in asked}

    async def action_move(self, step: int) -> None:
        """The next field, round the end."""
        await settled(self._fields[self._at])
        self._touch(self._at)
        self._focus((self._at + step) % len(self._fields))

    async def action_save(self) -> None:
        """Save it, if nothing in it is wrong, and close."""
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
        self._told.show(self._tell)

    async def action_leave(self) -> None:
        """Close it, with nothing done; where something was typed, that is said first, and a second time closes it."""
        await settled(self._fields[self._at])
        is_told = bool(self._refusal) and self._refused == self._values()
        if self._is_changed and not is_told:
            self._refuse("what you typed is not saved yet: Enter saves it, Esc again leaves it")
        else:
            self.dismiss(None)

    async def refuses_to_close(self) -> bool:
        """Whether something was typed that would be lost by closing it, which is said then."""
        await settled(self._fields[self._at])
        if self._is_changed:
            self._refuse("what you typed is not saved yet: Enter saves it, Esc leaves it")
        return self._is_changed
