"""The sheet: a box of lines over the review, with keys that scroll it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.screens.sheets.modal import Modal
from tui.screens.widgets.lines import COMPONENTS, Layout, StaticLines

Answer = TypeVar("Answer")


class Sheet(Modal[Answer]):
    """A box of lines with a title and a line that names its keys. It closes with an answer, or with None."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "down", priority=True),
        Binding("k,up", "scroll(-1)", "up", priority=True),
        Binding("pagedown,space", "scroll(10)", "down", priority=True),
        Binding("pageup", "scroll(-10)", "up", priority=True),
    ]

    def __init__(self, title: str, hint: str, lines: Layout) -> None:
        """``lines`` lays the content out for a width in cells."""
        super().__init__()
        self.box = StaticLines("sheet", lines)
        self.box.border_title = title
        self.box.border_subtitle = hint

    def compose(self) -> ComposeResult:
        """The box alone."""
        yield self.box

    def action_close(self) -> None:
        """Close the sheet without an answer."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll the box by some lines; a negative number scrolls back."""
        self.box.scroll_lines(lines)
