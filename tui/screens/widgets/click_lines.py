"""Lines of buttons to click on: the footer's keys, the ratings of the scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message

from tui.screens.widgets.lines import StaticLines
from tui.screens.widgets.text_layout import Line, width_of


class Button(NamedTuple):
    """A part of a line, with the id of the command that a click runs; empty where a click runs none."""

    line: Line
    command: str = ""


Rows = Callable[[int], list[list[Button]]]
"""Gives the buttons of each line for a width in cells."""


class Buttons(StaticLines):
    """Lines of buttons."""

    @dataclass
    class Clicked(Message):
        """A button with a command was clicked on."""

        command: str

    def __init__(self, id: str, rows: Rows) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id, lambda width: [_line(row) for row in rows(width)])
        self._rows = rows

    def renew(self) -> None:
        """Lay the buttons out again, and paint those that changed."""
        self.show(self._layout_lines)

    def on_click(self, event: events.Click) -> None:
        """Post the command of the button under the mouse."""
        rows = self._rows(self.room)
        x, y = event.x - self.gutter.left, event.y - self.gutter.top + self.top
        for button in rows[y] if 0 <= y < len(rows) else ():
            cells = width_of(button.line)
            if x < cells:
                if button.command:
                    self.post_message(self.Clicked(button.command))
                return
            x -= cells


def _line(row: list[Button]) -> Line:
    return [piece for button in row for piece in button.line]
