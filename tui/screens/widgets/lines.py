"""The widget under panes, sheets and rows of buttons: it paints those of its lines that are on the screen.

The widget keeps its own scroll offset and draws its own scroll bar. Textual's ScrollView lays the whole screen out anew
when the height of its content changes, which happens at every move to another claim.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.screens.widgets.text_layout import Line, fitted

STYLES = (
    *("title", "dim", "strong", "key", "error", "cursor", "sentence", "bar"),
    *("supports", "contradicts", "context", "silent", "open", "mixed"),
    *(
        "unreviewed",
        "reviewed",
        "stale",
        "caution",
        "quote",
        "note",
        "passage",
        "match",
        "figure",
        "mark",
        "hit",
        "differs",
    ),
)
"""The styles that a line may name."""
COMPONENTS = {f"lines--{name}" for name in STYLES}
"""The styles as component classes. Screens declare them, so that Textual resolves them once for each screen."""
HIGHLIGHTS = {"cursor", "sentence"}
"""The styles with a background of their own."""
WHEEL_LINES = 3


class Lines(Widget, can_focus=False):
    """Paints lines that two functions give on demand: the number of lines, and the line at an index."""

    def __init__(
        self,
        id: str,  # noqa: A002 - Textual's own word
        count_lines: Callable[[], int],
        line_at: Callable[[int], Line],
    ) -> None:
        super().__init__(id=id)
        self.count_lines, self.line_at = count_lines, line_at
        self.top = 0
        """Index of the first line that is painted."""
        self._layout_width = -1
        """The width in cells for which the content was laid out last."""
        self._styles: dict[str, Style] = {}

    @property
    def room(self) -> int:
        """The width in cells of a line: the widget's without the scroll bar."""
        return max(0, self.size.width - 1)

    def relayout(self) -> None:
        """Adapt to a changed content or width, and paint all lines again."""
        self._layout_width = self.room
        self.top = max(0, min(self.top, self.count_lines() - self.size.height))
        self.scrolled()
        self.refresh()

    def scrolled(self) -> None:
        """Adapt to a changed scroll offset. Panes override this hook."""

    def follow(self) -> None:
        """Bring the cursor into view. Panes with a cursor override this hook."""

    def on_resize(self) -> None:
        """Lay the lines out again where the width changed, and keep the cursor in view."""
        if self.room != self._layout_width:
            self.relayout()
        else:
            self.scroll_lines(0)
        self.follow()

    def notify_style_update(self) -> None:
        """Drop the cached styles when the theme changes."""
        self._styles.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Paint one line of the widget with its piece of the scroll bar."""
        at, count = y + self.top, self.count_lines()
        pieces = fitted(self.line_at(at) if at < count else [], self.room)
        segments = [Segment(piece.text, self._style(piece.style)) for piece in pieces if piece.text]
        segments.append(Segment(self._bar(y, count), self._style("bar")))
        return Strip(segments, self.size.width)

    def _bar(self, y: int, count: int) -> str:
        """Return the scroll bar's character on a line. The bar shows which share of the content is seen."""
        height = self.size.height
        if count <= height:
            return " "
        start = self.top * height // count
        return "▐" if start <= y <= start + height * height // count else " "

    def _style(self, names: str) -> Style:
        style = self._styles.get(names)
        if style is None:
            words = names.split()
            style = self.screen.get_visual_style(*(f"lines--{word}" for word in words)).rich_style
            if not HIGHLIGHTS.intersection(words):
                style += Style(bgcolor=self.rich_style.bgcolor)
            self._styles[names] = style
        return style

    def scroll_lines(self, lines: int) -> None:
        """Scroll by a number of lines, and stop at the ends of the content."""
        top = max(0, min(self.top + lines, self.count_lines() - self.size.height))
        if top != self.top:
            self.top = top
            self.scrolled()
            self.refresh()

    def bring_into_view(self, start: int, end: int, *, margin: int = 0) -> None:
        """Scroll so that the lines from ``start`` to ``end`` are seen; where they are too many, the first of them."""
        height = self.size.height
        margin = min(margin, height // 3)
        wanted = self.top
        if end + margin > wanted + height:
            wanted = end + margin - height
        wanted = min(wanted, start - margin)
        self.scroll_lines(max(0, wanted) - self.top)

    def repaint(self, start: int, end: int) -> None:
        """Paint the lines from ``start`` to ``end`` again, as far as they are on the screen."""
        visible = Region(0, start - self.top, self.size.width, end - start).intersection(Region(0, 0, *self.size))
        if visible:
            self.refresh(visible)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down with the wheel."""
        event.stop()
        self.scroll_lines(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up with the wheel."""
        event.stop()
        self.scroll_lines(-WHEEL_LINES)


Layout = Callable[[int], list[Line]]
"""Lays lines out for a width in cells."""


class StaticLines(Lines):
    """Lines that a function lays out for the width. With ``height: auto`` the widget is as high as its lines."""

    def __init__(self, id: str, layout_lines: Layout = lambda _: [[]]) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id, lambda: len(self._lines), lambda at: self._lines[at])
        self._layout_lines = layout_lines
        self._lines: list[Line] = []

    def show(self, layout_lines: Layout) -> None:
        """Show the lines of another layout; paint nothing where they are the same."""
        self._layout_lines = layout_lines
        before = self._lines
        if layout_lines(self.room) != before:
            self.relayout()
            if len(before) != len(self._lines):
                self.refresh(layout=True)

    @property
    def room(self) -> int:
        """The width in cells of a line; while the widget is hidden, the terminal's width without the scroll bar."""
        return (self.size.width or self.app.size.width) - 1

    def relayout(self) -> None:
        """Lay the lines out for the present width."""
        self._lines = self._layout_lines(self.room)
        super().relayout()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the number of lines at a width."""
        return len(self._layout_lines(width - 1))
