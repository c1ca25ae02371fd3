"""Lines whose words can be clicked on: the footer's keys, the ratings of the scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message

from tui.screens.widgets.lines import StaticLines
from tui.screens.widgets.text_layout import Line, width_of


class Button(NamedTuple):
    """Some words in a line, with the command that a click on them runs; none where it is empty."""

    line: Line
    command: str = ""


Rows = Callable[[int], list[list[Button]]]
"""Gives the buttons of each line for a width."""


class Buttons(StaticLines):
    """Lines of buttons."""

    @dataclass
    class Clicked(Message):
        """Words were clicked on that stand for a command."""

        command: str

    def __init__(self, id: str, rows: Rows) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id, lambda width: [_line(row) for row in rows(width)])
        self._rows = rows

    def renew(self) -> None:
        """Show the buttons as they are now."""
        self.show(self._layout_lines)

    def on_click(self, event: events.Click) -> None:
        """Tell which command is meant."""
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
