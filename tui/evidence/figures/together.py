"""What numbers that are are told together share: 14 adults and two children dead; of which 15 were children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.evidence.figures import counting, fates
from tui.evidence.figures.bounds import Bound
from tui.evidence.figures.counted import NO_CLASSES
from tui.evidence.figures.counting import Counted
from tui.evidence.numbers import Number, Token

_PLACING = frozenset({"in", "at", "on", "across", "within", "from", "near", "inside", "outside"})


@dataclass
class Draft:
    """A number while what it counts is being found out; places are those of tokens."""

    number: Number
    bound: Bound
    start: int
    end: int
    counted: Counted
    unit: str = ""
    unit_end: int = 0
    happened: frozenset[str] = NO_CLASSES
    happened_at: int = -1
    own: bool = False
    """Whether what happened stands beside it, and is not another number's."""
    things: frozenset[str] = NO_CLASSES
    traits: frozenset[str] = NO_CLASSES
    counts: str = ""
    whole: int | None = None
    """Which number it is a part of."""
    total_next: bool = False
    of_them: bool = False
    weak: bool = False
    """``a``, ``one``, ``no``: a figure only where something happened to people."""
    head_is_fate: bool = False
    heads: tuple[int, ...] = ()
    per: str = ""
    """By what it is told: ``day`` of 400 people a day."""
    per_end: int = 0


def share(pieces: Sequence[Token], found: list[Draft]) -> None:
    """What numbers that are told together have from each other."""
    for number_ in range(len(found) - 2, -1, -1):
        draft, following = found[number_], found[number_ + 1]
        if draft.total_next and following.start - draft.end <= 4:
            draft.things, draft.traits = following.things, following.traits
            draft.counted = draft.counted._replace(heads=following.heads)
            draft.whole = number_ + 1
            if not draft.happened and following.head_is_fate:  # one of the 12 hostages was freed, two of the 22 dead
                _take(draft, following)
                found_, at = fates.fate_after(pieces, following.counted.end)
                if found_:
                    draft.happened, draft.happened_at = found_, at
            elif not draft.happened:
                _take(draft, following)
                following.happened, following.happened_at, following.own = NO_CLASSES, -1, False
        elif not (draft.happened or following.head_is_fate or _says_where(pieces, draft)) and _told_together(
            pieces, draft, following
        ):
            _take(draft, following)
    for number_ in range(1, len(found)):
        draft, previous = found[number_], found[number_ - 1]
        if draft.unit or previous.unit or (draft.weak and fates.of_group(pieces, draft.start)):
            continue
        near = draft.start - previous.end < 16 and not fates.ends_between(pieces, previous.end, draft.start)
        if near and (fates.of_group(pieces, draft.start) or (draft.of_them and not draft.head_is_fate)):
            draft.whole = number_ - 1
            if not draft.happened:
                _take(draft, previous)
        elif not draft.happened and _told_together(pieces, previous, draft):
            _take(draft, previous)
        more = [piece.text for piece in pieces[draft.end : draft.end + 1]] == ["more"]
        more = more or pieces[draft.start].text == "another"
        if near and more and draft.happened and not draft.heads and not draft.things:
            draft.things = previous.things  # 12,000 homes, and 30,000 more were damaged
        if not draft.heads:
            are = fates.what_they_are(pieces, draft.end)
            if near and are is not None and not draft.things:
                draft.counted, draft.heads, draft.things = are, are.heads, counting.things(pieces, are.heads)
                draft.whole = number_ - 1
                if not draft.happened:
                    _take(draft, previous)
            elif draft.of_them and not draft.things:
                draft.things, draft.traits = previous.things, previous.traits
                draft.whole = number_ - 1


def _take(draft: Draft, other: Draft) -> None:
    draft.happened, draft.happened_at = other.happened, other.happened_at


def _says_where(pieces: Sequence[Token], draft: Draft) -> bool:
    """Whether a number tells where others were: in 114 countries, and 4,291 people died."""
    return draft.start > 0 and pieces[draft.start - 1].text in _PLACING


def _told_together(pieces: Sequence[Token], one: Draft, other: Draft) -> bool:
    """Whether but an ``and`` or a comma parts what one number counts from another."""
    between = [piece.text for piece in pieces[max(one.end, one.counted.end) : other.start]]
    return bool(one.heads and other.heads and between) and between in ([","], ["and"], [",", "and"], ["or"], ["&"])
