"""The text area of the rationale's editor."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from tui.screens.asking import run_own_binding


class Area(TextArea):
    """Several lines, in which keys do their work in the order in which they came."""

    async def on_key(self, event: events.Key) -> None:
        """Keep the order."""
        await run_own_binding(self, event)
