"""The sheet of all keys, marks and filter words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.review.filters import STATES
from tui.screens.keys.keymap import Keymap, is_rating
from tui.screens.keys.table import GROUPS, Key, KeyContext
from tui.screens.sheets.modal import Dialog
from tui.screens.widgets.footer import foremost
from tui.screens.widgets.marks import MARKS, STANDING_MARKS
from tui.screens.widgets.text_layout import Line, Piece, flow

KEY_WIDTH = 12
"""The width in cells of the column of keys."""
LEGEND = (
    ("Marks of sources", "  ".join(f"{mark} {name}" for name, mark in MARKS.items())),
    ("Counts of sources", "2+1: two say so in their own voice, one only as somebody's words"),
    ("Marks of claims", "  ".join(f"{mark} {name}" for name, mark in STANDING_MARKS.items())),
    ("Filter", "is:" + " is:".join(STATES) + " tag:… and words; all must hold"),
)
"""The paragraphs below the keys: titles and texts."""


class HelpSheet(Dialog[None]):
    """Every key, and the meaning of the marks."""

    TITLE = "Keys"
    HINT = "j k scroll · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "answer('')", "close", priority=True),
    ]

    def __init__(self, keys: Keymap, context: KeyContext, scale: Sequence[str]) -> None:
        super().__init__(partial(help_lines, keys, context, scale))


def help_lines(keys: Keymap, context: KeyContext, scale: Sequence[str], width: int) -> list[Line]:
    """Lay out the keys, first those of a context, then the others by group; then marks and filter words."""
    lines: list[Line] = []
    for title, group in _groups(keys, context).items():
        lines += [[], [Piece(title, "strong")]] if lines else [[Piece(title, "strong")]]
        lines += [line for key in group for line in _key_lines(keys, key, scale, width)]
    lines += _entry("Ctrl+Q", "quit, from anywhere", width)
    for title, words in LEGEND:
        lines += [[], [Piece(title, "strong")], *flow(words, width)]
    return lines


def _groups(keys: Keymap, context: KeyContext) -> dict[str, list[Key]]:
    """Return the keys of the help by title: those of a context in the footer's order, then the others by group."""
    listed = list(keys.in_help())
    first = foremost(context)
    here = [key for key in listed if key.id in first or context in key.contexts]
    here.sort(key=lambda key: first.index(key.id) if key.id in first else len(first))
    groups = {f"Here, {context}": here}
    for title, members in GROUPS.items():
        ids = {key.id for key in members}
        groups[title] = [key for key in listed if key.id in ids and key not in here]
    return {title: group for title, group in groups.items() if group}


def _key_lines(keys: Keymap, key: Key, scale: Sequence[str], width: int) -> list[Line]:
    """A key's entry in the help. The entry of ``verdict.1`` stands for all ratings."""
    if key.id == "verdict.1":
        last = f"verdict.{len(scale)}"
        enter, leave = keys["place.enter"], keys["place.back"]
        words = f"{', '.join(scale)}; then a reason, {enter} saves, {leave} leaves all as it was"
        return _entry(f"{keys['verdict.1']} … {keys[last]}", words, width)
    return [] if is_rating(key) else _entry(keys.shown_beside(key), key.words, width)


def _entry(key: str, words: str, width: int) -> list[Line]:
    first, *rest = flow(words, width - KEY_WIDTH)
    return [[Piece(f"{key:<{KEY_WIDTH}}", "key"), *first], *([Piece(" " * KEY_WIDTH), *line] for line in rest)]
