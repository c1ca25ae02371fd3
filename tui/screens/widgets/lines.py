"""The panes' common ground: a widget that paints lines, and only those that are on the screen.

It keeps its own scroll offset and draws its own scroll bar. Textual's ScrollView lays the whole screen out anew when
the height of its content changes, which is at every move to another claim.
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
"""The same as component classes, of the screens that hold lines: once for each screen, not once for each widget."""
HIGHLIGHTS = {"cursor", "sentence"}
"""The styles with a background of their own."""
WHEEL_LINES = 3


class Lines(Widget, can_focus=False):
    """Paints lines that a subclass makes on demand. It holds no truth: what it shows is given to it."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self.top = 0
        """The line of the content that is painted first."""
        self._layout_width = -1
        """The room that the content was laid out for."""
        self._styles: dict[str, Style] = {}

    def line(self, y: int) -> Line:
        """The line at a place of the whole content."""
        raise NotImplementedError  # pragma: no cover

    def count(self) -> int:
        """How many lines the content has at the present width."""
        raise NotImplementedError  # pragma: no cover

    @property
    def room(self) -> int:
        """The width in cells that lines have, beside the scroll bar."""
        return max(0, self.size.width - 1)

    def relayout(self) -> None:
        """Take note that the content is another, and paint it anew."""
        self._layout_width = self.room
        self.top = max(0, min(self.top, self.count() - self.size.height))
        self.scrolled()
        self.refresh()

    def scrolled(self) -> None:
        """Take note that other lines are seen."""

    def follow(self) -> None:
        """Bring the cursor into view, where there is one."""

    def on_resize(self) -> None:
        """Lay out again for another width, and keep the place."""
        if self.room != self._layout_width:
            self.relayout()
        else:
            self.scroll_lines(0)
        self.follow()

    def notify_style_update(self) -> None:
        """Forget the colours when the theme changes."""
        self._styles.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line of the screen, with its piece of the scroll bar."""
        at, count = y + self.top, self.count()
        pieces = fitted(self.line(at) if at < count else [], self.room)
        segments = [Segment(piece.text, self._style(piece.style)) for piece in pieces if piece.text]
        segments.append(Segment(self._bar(y, count), self._style("bar")))
        return Strip(segments, self.size.width)

    def _bar(self, y: int, count: int) -> str:
        """The scroll bar's character on a line: the share of the content that is seen, where it is seen."""
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
        """Scroll by some lines, as far as there are any."""
        top = max(0, min(self.top + lines, self.count() - self.size.height))
        if top != self.top:
            self.top = top
            self.scrolled()
            self.refresh()

    def bring_into_view(self, start: int, end: int, *, margin: int = 0) -> None:
        """Scroll so that the lines from ``start`` to ``end`` are seen, the first above all."""
        height = self.size.height
        margin = min(margin, height // 3)
        wanted = self.top
        if end + margin > wanted + height:
            wanted = end + margin - height
        wanted = min(wanted, start - margin)
        self.scroll_lines(max(0, wanted) - self.top)

    def repaint(self, start: int, end: int) -> None:
        """Paint some lines of the content anew."""
        visible = Region(0, start - self.top, self.size.width, end - start).intersection(Region(0, 0, *self.size))
        if visible:
            self.refresh(visible)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines(-WHEEL_LINES)


Layout = Callable[[int], list[Line]]
"""Gives the lines for a width."""


class StaticLines(Lines):
    """Lines that a function lays out for the width; the widget is as high as they are, if the style sheet lets it."""

    def __init__(self, id: str, layout_lines: Layout = lambda _: [[]]) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id)
        self._layout_lines = layout_lines
        self._lines: list[Line] = []

    def show(self, layout_lines: Layout) -> None:
        """Show other lines."""
        self._layout_lines = layout_lines
        before = self._lines
        if layout_lines(self.room) != before:
            self.relayout()
            if len(before) != len(self._lines):
                self.refresh(layout=True)

    @property
    def room(self) -> int:
        """The width in cells that lines have; while the widget is hidden, that of the terminal, as far as it goes."""
        return (self.size.width or self.app.size.width) - 1

    def relayout(self) -> None:
        """Lay out again for the present width."""
        self._lines = self._layout_lines(self.room)
        super().relayout()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """The height of all lines at a width."""
        return len(self._layout_lines(width - 1))

    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def line(self, y: int) -> Line:
        """One of them."""
        return self._lines[y]
