"""The help: every key, and the meaning of the marks."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.review.filters import STATES
from tui.screens.keys.keymap import Keyboard, is_rating
from tui.screens.keys.table import GROUPS, Key, KeyContext
from tui.screens.sheets.sheet import Sheet
from tui.screens.widgets.footer import foremost
from tui.screens.widgets.marks import MARKS, STANDING_MARKS
from tui.screens.widgets.text_layout import Line, Piece, flow

KEY_WIDTH = 12
"""Cells for the names of keys, at the left."""


class HelpSheet(Sheet[None]):
    """Every key, and the meaning of the marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "close", "close", priority=True),
    ]

    def __init__(self, keys: Keyboard, context: KeyContext, scale: tuple[str, ...]) -> None:
        super().__init__("Keys", "j k scroll · Esc closes", self._lines)
        self._keys = keys
        self._where = context
        self._scale = scale

    def _lines(self, width: int) -> list[Line]:
        """The keys with their effects, those that work here first; then the marks and the filter."""
        listed = list(self._keys.told())
        first = foremost(self._where)
        here = [key for key in listed if key.id in first or self._where in key.contexts]
        here.sort(key=lambda key: first.index(key.id) if key.id in first else len(first))
        lines = self._group(f"Here, {self._where}", here, width)[1:]
        for title, keys in GROUPS.items():
            ids = {key.id for key in keys}
            others = [key for key in listed if key.id in ids and key not in here]
            lines += self._group(title, others, width)
        lines += _entry("Ctrl+Q", "quit, from anywhere", width)
        for title, words in (
            ("Marks of sources", "  ".join(f"{mark} {name}" for name, mark in MARKS.items())),
            ("Counts of sources", "2+1: two say so in their own voice, one only as somebody's words"),
            ("Marks of claims", "  ".join(f"{mark} {name}" for name, mark in STANDING_MARKS.items())),
            ("Filter", "is:" + " is:".join(STATES) + " tag:… and words; all must hold"),
        ):
            lines += [[], [Piece(title, "strong")], *flow(words, width)]
        return lines

    def _group(self, title: str, keys: list[Key], width: int) -> list[Line]:
        lines: list[Line] = [[], [Piece(title, "strong")]] if keys else []
        for key in keys:
            if key.id == "verdict.1":
                last = f"verdict.{len(self._scale)}"
                enter, leave = self._keys["place.enter"], self._keys["place.back"]
                words = f"{', '.join(self._scale)}; then a reason, {enter} saves, {leave} leaves all as it was"
                lines += _entry(f"{self._keys['verdict.1']} … {self._keys[last]}", words, width)
            elif not is_rating(key):
                lines += _entry(self._keys.line_of(key), key.words, width)
        return lines


def _entry(key: str, words: str, width: int) -> list[Line]:
    first, *rest = flow(words, width - KEY_WIDTH)
    return [[Piece(f"{key:<{KEY_WIDTH}}", "key"), *first], *([Piece(" " * KEY_WIDTH), *line] for line in rest)]
