"""Quantities: numbers with their bound, their range and their unit, as in *at least 20 to 25* or *some $40bn*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.evidence.figures.bounds import Bound, bound_after, bound_before
from tui.evidence.figures.exclusions import counts_nothing, number_context
from tui.evidence.figures.lexicon import lexicon, names_of_words
from tui.evidence.figures.noun_phrase import is_plural, phrase
from tui.evidence.figures.numbers import Number, Token, number, scale
from tui.evidence.search.numerals import SIGNS

_LETTERS_BEFORE_SIGN = frozenset({"us", "a", "c", "hk", "nz", "s"})
"""US$, A$, C$, HK$, NZ$, S$."""
_MONEY_SCALES = {"m": 10**6, "b": 10**9, "k": 10**3, "bn": 1, "tn": 1}
"""Letters behind money; *bn* and *tn* are read with the number."""
_SPEEDS = names_of_words("speed")
"""Words behind a distance that make it a speed."""
_MONEY_SIGNS = frozenset(SIGNS) - {"%"}
_DASHES = frozenset({"-", "–", "‑"})
_KINDS_OF_UNITS = frozenset({"us", "american", "canadian", "australian", "square", "cubic", "nautical", "metric"})


class Quantity(NamedTuple):
    """A number with its bound and unit; all places are those of tokens."""

    number: Number
    bound: Bound
    start: int
    """Where the words of the bound begin."""
    end: int
    """The end of the number, and of the words of its bound that stand behind."""
    unit: str = ""
    unit_end: int = 0
    """The end of the unit's words; 0 where there are none, or where the unit is a sign before the number."""

    @property
    def last(self) -> int:
        """The end of the number with its unit."""
        return max(self.end, self.unit_end)


def quantity(text: str, pieces: Sequence[Token], at: int, read: Number) -> tuple[Quantity | None, int]:
    """The quantity of the number ``read`` at a token, and where to read on; None for a number that counts nothing."""
    sign, start = _sign_before(pieces, at)
    bound, start = bound_before(pieces, start)
    alone = Quantity(read, bound, start, read.end)
    ranged = _with_range(text, pieces, alone)
    found = _with_unit(pieces, ranged, sign)
    context = number_context(
        pieces, ranged.start, at, ranged.end, measured=bool(found.unit), is_range=ranged is not alone
    )
    if counts_nothing(context):
        return None, max(ranged.end, at + 1)
    found = _with_bound_after(pieces, found)
    return found, max(found.last, at + 1)


def _sign_before(pieces: Sequence[Token], at: int) -> tuple[str, int]:
    """The unit whose sign stands before a number, and where that begins: *$40*, *US$40*."""
    if not at or pieces[at - 1].text not in _MONEY_SIGNS:
        return "", at
    start = at - 1
    has_letters = (
        start and pieces[start - 1].text in _LETTERS_BEFORE_SIGN and pieces[start - 1].end == pieces[start].start
    )
    return SIGNS[pieces[start].text], start - 1 if has_letters else start


def _with_bound_after(pieces: Sequence[Token], found: Quantity) -> Quantity:
    """A quantity with the bound behind it, or with the one that its number implies: *dozens* are at least 24."""
    bound, end = bound_after(pieces, found.unit_end or found.end)
    if bound is not None:
        found = found._replace(bound=bound)
        return found._replace(unit_end=end) if found.unit_end else found._replace(end=end)
    if found.number.vague and found.bound is not Bound.MORE_THAN:
        return found._replace(bound=Bound.AT_LEAST)
    if found.number.fraction and found.bound is Bound.EXACTLY:
        return found._replace(bound=Bound.ABOUT)
    return found


def _with_range(text: str, pieces: Sequence[Token], alone: Quantity) -> Quantity:
    """A quantity with the number up to which it goes: *20 to 25*, *20-25*, *between 20 and 25*, *5% to 10%*."""
    read, start = alone.number, alone.start
    is_share = _text(pieces, read.end) == "%"
    end = read.end + is_share
    joint = "" if end + 1 >= len(pieces) or read.vague or read.fraction else _joint(pieces, start, end)
    at = end + 1 + (_text(pieces, end + 1) in _MONEY_SIGNS)
    second = _upper(text, pieces, at, is_share=is_share) if joint else None
    if second is None:
        return alone
    low = read.low
    factor = scale(pieces, at + 1, second.end)
    if scale(pieces, end - 1, end) == 1 and low * factor < second.low:  # 20 to 25 million
        low *= factor
    if low >= second.low:
        return alone
    is_opened = joint == "and" or (joint == "to" and start > 0 and pieces[start - 1].text == "from")
    both = Number(low, second.low, second.end)
    return Quantity(both, alone.bound, start - 1 if is_opened else start, second.end)


def _upper(text: str, pieces: Sequence[Token], at: int, *, is_share: bool) -> Number | None:
    """The number at a token up to which a range goes; the upper end of a share is a share too."""
    read = number(text, pieces, at) if at < len(pieces) else None
    if read is None or read.vague or read.fraction or (is_share and _text(pieces, read.end) != "%"):
        return None
    return read


def _joint(pieces: Sequence[Token], start: int, end: int) -> str:
    """The token that makes a range of the numbers beside it; empty where it does not."""
    joint = pieces[end].text
    before = pieces[start - 1].text if start else ""
    if joint == "and":
        return joint if before == "between" else ""
    if joint == "to":  # ranging from 5 to 10, but not: from 5 to 10 in a year
        is_change = before == "from" and start > 1 and not pieces[start - 2].text.startswith("rang")
        return "" if is_change else joint
    is_attached = pieces[end].end == pieces[end + 1].start and pieces[end].start == pieces[end - 1].end
    return joint if joint in _DASHES and is_attached else ""


def _with_unit(pieces: Sequence[Token], bare: Quantity, sign: str) -> Quantity:
    """A quantity with the unit behind it, or with the one whose sign stands before it."""
    if bare.end >= len(pieces):
        return bare._replace(unit=sign) if sign else bare
    scaled = _with_letter(pieces, bare, is_money=bool(sign))
    if sign:
        return scaled._replace(unit=sign)
    if scaled.number.fraction:
        return scaled._replace(unit="percent", unit_end=scaled.end)
    return _in_percent(pieces, scaled) or _in_unit(pieces, scaled)


def _with_letter(pieces: Sequence[Token], bare: Quantity, *, is_money: bool) -> Quantity:
    """A quantity with the scale that a letter behind it means: *$40k*, *1.5m people*; *5m* alone are metres."""
    at = bare.end
    factor = _MONEY_SCALES.get(pieces[at].text) if pieces[at].start == pieces[at - 1].end else None
    if factor is None or not (is_money or (pieces[at].text in {"m", "k"} and _is_counting(pieces, at + 1))):
        return bare
    number = Number(bare.number.low * factor, bare.number.high * factor, at + 1)
    return bare._replace(number=number, end=at + 1)


def _is_counting(pieces: Sequence[Token], at: int) -> bool:
    """Whether a unit or a plural follows, so that the letter before is no metre: *2m euros*, *1.5m people*."""
    if _text(pieces, at) in lexicon().units:
        return True
    return any(is_plural(pieces[head]) for head in phrase(pieces, at).heads)


def _in_percent(pieces: Sequence[Token], bare: Quantity) -> Quantity | None:
    """*5 per cent*, *5 percentage points*, *5-percent*."""
    word, following = _text(pieces, bare.end), _text(pieces, bare.end + 1)
    if word == "percentage" and following:
        return bare._replace(unit="percentage point", unit_end=bare.end + 2)
    is_percent = (word == "per" and following == "cent") or (word == "-" and following in {"percent", "per"})
    return bare._replace(unit="percent", unit_end=bare.end + 2) if is_percent else None


def _in_unit(pieces: Sequence[Token], bare: Quantity) -> Quantity:
    """*5 kilometres*, *5 square miles*, *40 US dollars*, *5 kilometres an hour*; no unit for *5 people*."""
    at = bare.end
    kind = _text(pieces, at)
    if kind in _KINDS_OF_UNITS:
        at += 1
    unit = lexicon().units.get(_text(pieces, at), "")
    if not unit:
        return bare
    prefix = f"{kind} " if kind in {"square", "cubic"} else ""
    is_speed = _text(pieces, at + 1) in {"/", "per", "an", "a"}
    if is_speed and (per := _SPEEDS.get(_text(pieces, at + 2))):
        return bare._replace(unit=f"{prefix}{unit}/{per}", unit_end=at + 3)
    return bare._replace(unit=prefix + unit, unit_end=at + 1)


def _text(pieces: Sequence[Token], at: int) -> str:
    return pieces[at].text if at < len(pieces) else ""
