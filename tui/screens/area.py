"""The text area of the rationale's editor."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from tui.dossier.text import clean
from tui.screens.asking import run_own_binding


class Area(TextArea):
    """Several lines, in which keys do their work in the order in which they came."""

    async def on_key(self, event: events.Key) -> None:
        """Keep the order."""
        await run_own_binding(self, event)

    async def on_paste(self, event: events.Paste) -> None:
        """Take in what is pasted without what a terminal would act on."""
        event.stop()
        event.prevent_default()
        pasted = self.replace(clean("\n".join(event.text.splitlines())), *self.selection)
        self.move_cursor(pasted.end_location)
