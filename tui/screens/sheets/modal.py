"""The base of the screens that lie over the review, and a sheet of lines with keys of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.screens.widgets.lines import COMPONENTS, Layout, StaticLines

Result = TypeVar("Result")


class Modal(ModalScreen[Result]):
    """A screen over the review. A click outside its widgets does the same as Esc."""

    AUTO_FOCUS = ""

    def on_click(self, event: events.Click) -> None:
        """Send Esc for a click outside the widgets, so that the keys pressed before the click come first."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.app.simulate_key("escape")


class Dialog(Modal[Result]):
    """A sheet of lines that a function lays out. A key closes the sheet with an answer.

    ``answer_of`` returns the answer for the name in a key's ``answer`` action; None for a sheet that asks nothing.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    TITLE: ClassVar[str] = ""
    HINT: str = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "down", priority=True),
        Binding("k,up", "scroll(-1)", "up", priority=True),
        Binding("pagedown,space", "scroll(10)", "down", priority=True),
        Binding("pageup", "scroll(-10)", "up", priority=True),
    ]

    def __init__(self, layout_lines: Layout, answer_of: Callable[[str], Result | None] = lambda _: None) -> None:
        super().__init__()
        self._answer_of = answer_of
        self._sheet = StaticLines("sheet", layout_lines)

    def compose(self) -> ComposeResult:
        """Yield the sheet."""
        self._sheet.border_title = self.TITLE
        self._sheet.border_subtitle = self.HINT
        yield self._sheet

    def action_answer(self, name: str) -> None:
        """Close the sheet with the answer that a key names."""
        self.dismiss(self._answer_of(name))

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self._sheet.scroll_lines(lines)
