"""What lies over the review for a moment."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Modal(ModalScreen[Result]):
    """A screen over the review; a click beside what it shows is as Esc."""

    AUTO_FOCUS = ""

    def on_click(self, event: events.Click) -> None:
        """Close it as Esc does, after the keys that came before."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.app.simulate_key("escape")
