"""The editor of a rationale. Only this module imports Textual's TextArea, so that the start does not load it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from tui.dossier.values.text import clean, clean_line
from tui.screens.keys.keymap import Keymap
from tui.screens.widgets.prompt import run_own_binding


class RationaleArea(TextArea):
    """A text area that handles keys in the order in which they were typed."""

    async def on_key(self, event: events.Key) -> None:
        """Run the text area's own binding at once, in the order of the keys."""
        await run_own_binding(self, event)

    async def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text without control characters."""
        event.stop()
        event.prevent_default()
        pasted = self.replace(clean("\n".join(event.text.splitlines())), *self.selection)
        self.move_cursor(pasted.end_location)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint blank lines once the area is removed: Textual may still ask for lines when its styles are gone."""
        return super().render_lines(crop) if self.is_attached else [Strip.blank(crop.width)] * crop.height


class RationaleEditor(Vertical):
    """A text area with a title, for a rationale of several lines."""

    def __init__(self, title: str, text: str, begun: str | None, keys: Keymap) -> None:
        super().__init__(id="rationale")
        self._before = clean(text)
        self.area = RationaleArea(self._before if begun is None else begun, show_line_numbers=False)
        self.area.cursor_blink = False
        self.area.move_cursor(self.area.document.end)
        self.border_title = Content(clean_line(title))
        scroll = f"{keys['place.page-down']} {keys['place.page-up']} scroll the evidence"
        self.border_subtitle = f"{keys['rationale.save']} saves · {keys['place.back']} keeps it for later · {scroll}"

    @property
    def changed(self) -> bool:
        """Whether the text differs from the saved rationale."""
        return self.area.text != self._before

    def compose(self) -> ComposeResult:
        """Yield the text area."""
        yield self.area
