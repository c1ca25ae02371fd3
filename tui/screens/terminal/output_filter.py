"""The last filter before the terminal: no control character in a line reaches it."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.dossier.values.text import clean_line

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class OutputFilter(LineFilter):
    """Replaces control characters and counts them. In a program without faults the count remains 0."""

    def __init__(self) -> None:
        super().__init__()
        self.stopped = 0

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's
        """Return the segments without control characters."""
        if not any(_CONTROL.search(segment.text) for segment in segments):
            return segments
        self.stopped += sum(len(_CONTROL.findall(segment.text)) for segment in segments)
        return [Segment(clean_line(text), style, control) for text, style, control in segments]
