"""The editor of a rationale. Textual's TextArea comes with it, which is not needed at the start."""

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

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing any more once it is taken away: Textual may still paint it then, when its styles are gone already."""
        return super().render_lines(crop) if self.is_attached else [Strip.blank(crop.width)] * crop.height


class RationaleEditor(Vertical):
    """A text area for a rationale of several lines."""

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
        """Whether something else stands in it than what is saved."""
        return self.area.text != self._before

    def compose(self) -> ComposeResult:
        """The text area alone."""
        yield self.area
