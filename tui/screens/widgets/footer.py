"""The footer of the review: the keys for the present context, in groups, the most important first."""

from __future__ import annotations

from tui.screens.keys.keymap import Keymap
from tui.screens.keys.table import KeyContext
from tui.screens.widgets.click_lines import Button
from tui.screens.widgets.text_layout import Piece, width_of

KeyLabel = tuple[str, str]
"""The ids of keys, separated by blanks, and one word for their effect."""
STANCE = ("stance.supports stance.contradicts stance.context", "stance")
GO_ON = (("claim.next-unreviewed", "next"), ("decision.undo", "undo"))
FOOTERS: dict[KeyContext, tuple[tuple[KeyLabel, ...], ...]] = {
    KeyContext.NONE: (
        (("claim.new", "new claim"), ("place.enter", "sources"), ("source.edit", "edit source")),
        (("find.filter", "filter"), ("decision.undo", "undo"), ("file.edit", "editor")),
    ),
    KeyContext.CLAIMS: (
        (("place.enter", "evidence"), ("claim.next-unreviewed", "next"), ("claim.postpone", "postpone")),
        (("verdict.rationale", "rationale"), ("verdict.again", "again"), ("decision.undo", "undo")),
        (("find.search", "search"), ("find.filter", "filter")),
        (("show.matrix", "matrix"), ("show.figures", "figures"), ("file.summary", "summary")),
        (("claim.new", "new claim"), ("claim.edit", "edit")),
    ),
    KeyContext.CARD: (
        (STANCE, ("stance.drop", "take out")),
        (("place.enter", "article"), ("show.differences", "compare")),
        (("evidence.speaker", "said by"), ("evidence.note", "note"), ("evidence.day", "day")),
        GO_ON,
        (("file.cite", "copy"),),
    ),
    KeyContext.OPEN: (
        (STANCE, ("stance.drop", "silent")),
        (("place.enter", "article"), ("find.more", "more"), ("find.everywhere", "other words")),
        GO_ON,
        (("source.edit", "edit source"),),
    ),
    KeyContext.SILENT: (
        (("place.enter", "article"), ("stance.drop", "take out")),
        GO_ON,
        (("source.edit", "edit source"),),
    ),
    KeyContext.ARTICLE: (
        (STANCE, ("place.back", "back")),
        (("mark.sentence-on mark.sentence-back", "sentence"), ("mark.word-on mark.word-back", "word")),
        (("place.next-passage place.previous-passage", "passages"), ("find.search", "find")),
        GO_ON,
        (("source.skip", "no article text"), ("source.edit", "edit source")),
    ),
}
ALWAYS: tuple[KeyLabel, ...] = (("app.help", "help"), ("app.leave", "quit"))


def footer(keys: Keymap, context: KeyContext, width: int) -> list[Button]:
    """Lay out as many keys of a context as the width allows; help and quit always."""
    end = [button for label in ALWAYS for button in _label_buttons(keys, label)]
    room = width - 1 - _width(end)
    row = [Button([Piece(" ")])]
    bar = Button([Piece("│ ", "bar")])
    for at, group in enumerate(FOOTERS[context]):
        lead = [bar] if at else []
        for label in group:
            buttons = [*lead, *_label_buttons(keys, label)]
            room -= _width(buttons)
            if room < 0:
                return [*row, *end]
            row += buttons
            lead = []
    bar_fits = room >= _width([bar])
    return [*row, *([bar] if bar_fits else []), *end]


def foremost(context: KeyContext) -> list[str]:
    """Return the ids of a context's keys in the order of the footer."""
    return [key_id for group in FOOTERS[context] for ids, _ in group for key_id in ids.split()]


def _label_buttons(keys: Keymap, label: KeyLabel) -> list[Button]:
    """Lay out one key and its word as one button, several keys as a button each."""
    ids, word = label
    named = ids.split()
    buttons = [Button([Piece(keys[key_id], "key")], key_id) for key_id in named]
    if len(named) == 1:
        return [Button([*buttons[0].line, Piece(f" {word}", "dim")], buttons[0].command), Button([Piece("  ")])]
    parted = [part for button in buttons for part in (button, Button([Piece(" ")]))]
    return [*parted, Button([Piece(f"{word}  ", "dim")])]


def _width(buttons: list[Button]) -> int:
    return sum(width_of(button.line) for button in buttons)
