"""Numbers that count nothing: years, days, clock times, ages, addresses, scores, and names that have a number.

:data:`RULES` is read from the top, and the first rule whose test a number passes decides. A test says of a number, with
the tokens around it, whether it is what the docstring shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui.evidence.figures.lexicon import lexicon, word_list
from tui.evidence.figures.noun_phrase import happened, is_person, is_plural, is_small, phrase, things
from tui.evidence.figures.numbers import NUMBER_WORDS, Token
from tui.evidence.search.numerals import MONTHS, NOT_ONLY_MONTHS, SMALL, TENS, YEAR

_AGE, _AGE_LIMIT, _BETWEEN_AGES = word_list("age"), word_list("age-limit"), word_list("between-ages")
_BEFORE_YEAR, _CLOCK, _STREET = word_list("before-year"), word_list("clock"), word_list("street")
_LABEL, _LABEL_ABBREVIATION = word_list("label"), word_list("label-abbreviation")
_GLUED_SIGNS = frozenset("#@/_=:&*~^§\\.")


class NumberContext(NamedTuple):
    """A number among the tokens of its text; made by :func:`number_context`."""

    pieces: Sequence[Token]
    at: int
    end: int
    """The end of the number itself."""
    is_bare: bool
    """Whether no words of a bound stand before the number."""
    start: int
    """Where the words of its bound begin."""
    measured: bool
    """Whether a unit stands with it."""
    is_range: bool
    digits: str
    """The number's first token, if it is written in digits; else empty."""
    before: str
    """The text of the token before the number; empty at the start of the text."""
    following: str
    """The text of the token behind the number; empty at the end of the text."""
    attached: str
    """The same text, if no blank stands before that token; else empty."""


def number_context(
    pieces: Sequence[Token], start: int, at: int, end: int, *, measured: bool = False, is_range: bool = False
) -> NumberContext:
    """The context of the number from one token to another, with the words of its bound from ``start`` on."""
    first = pieces[at]
    following = pieces[end] if end < len(pieces) else None
    is_attached = following is not None and following.start == pieces[end - 1].end
    return NumberContext(
        pieces,
        at,
        end,
        start == at,
        start,
        measured,
        is_range,
        first.text if first.kind == "number" else "",
        pieces[at - 1].text if at else "",
        following.text if following is not None else "",
        following.text if following is not None and is_attached else "",
    )


def counts_nothing(context: NumberContext) -> bool:
    """Whether a number is excluded by the first of :data:`RULES` whose test it passes; by default a number is kept."""
    for test, excludes in RULES:
        if test(context):
            return excludes
    return KEEP


def is_month(piece: Token) -> bool:
    """Whether a word is the name of a month: *May*, and not *may*."""
    return piece.text in MONTHS and (piece.capital or piece.text not in NOT_ONLY_MONTHS)


def _is_minus(context: NumberContext) -> bool:
    """*minus 5*."""
    return context.before == "minus"


def _follows_sign(context: NumberContext) -> bool:
    """``#5``, ``2*3``, ``-5``; but the asterisks of Markdown's emphasis are no such sign: ``**22**``."""
    pieces, at = context.pieces, context.at
    start = at
    while start and pieces[start - 1].text == "*":
        start -= 1
    first = start if start < at else at - 1
    if first < 0 or pieces[at - 1].end != pieces[at].start:
        return False
    is_attached = first > 0 and pieces[first - 1].end == pieces[first].start
    sign = pieces[first].text
    return (sign in _GLUED_SIGNS and (sign != "*" or is_attached)) or (sign in {"-", "−"} and not is_attached)


def _has_leading_zero(context: NumberContext) -> bool:
    """*007*, and *0* alone."""
    return context.digits[:1] == "0" and context.digits[:2].isdecimal()


def _begins_word(context: NumberContext) -> bool:
    """*5G*; but of *5m* the letter is a scale or a unit."""
    if context.measured or not context.attached or context.attached in {"m", "k", "bn"}:
        return False
    return context.pieces[context.end].kind in {"word", "code"}


def _begins_compound(context: NumberContext) -> bool:
    """*22-storey*, *two-year*; but *5-percent* is a measure."""
    if context.attached not in {"-", "‑"}:
        return False
    pieces, end = context.pieces, context.end
    if end + 1 >= len(pieces) or pieces[end + 1].start != pieces[end].end:
        return False
    return not context.measured or pieces[end + 1].text not in {"percent", "per"}


def _begins_code(context: NumberContext) -> bool:
    """*3/4*, *2:1*, *6–4*."""
    if context.attached not in {"/", ":", "–"}:
        return False
    return context.end + 1 < len(context.pieces) and context.pieces[context.end + 1].kind == "number"


def _follows_age(context: NumberContext) -> bool:
    """*aged 14 and 16*, *aged around 40*."""
    back = context.start - 1
    farthest = max(0, context.start - 8)
    while back >= farthest and (context.pieces[back].text in _BETWEEN_AGES or _is_number(context.pieces[back])):
        back -= 1
    return back >= 0 and context.pieces[back].text in _AGE


def _is_years_old(context: NumberContext) -> bool:
    """*five years old*, *a 5-year-old*."""
    if context.following not in {"year", "years", "month", "months", "-"}:
        return False
    return any(piece.text == "old" for piece in context.pieces[context.end : context.end + 4])


def _is_age_between_commas(context: NumberContext) -> bool:
    """*Smith, 34, said*."""
    if context.before != "," or context.at < 2 or not 0 < len(context.digits) <= 3:
        return False
    return context.pieces[context.at - 2].capital and context.following in {",", ")", "."}


def _may_be_of_date(context: NumberContext) -> bool:
    return 0 < len(context.digits) <= 4


def _follows_month(context: NumberContext) -> bool:
    """*Dec. 29*, *December 2023*, *December, 2023*."""
    if not _may_be_of_date(context):
        return False
    back = _behind_mark(context)
    return back >= 0 and is_month(context.pieces[back])


def _is_year_of_date(context: NumberContext) -> bool:
    """*December 30, 2023*."""
    if not _may_be_of_date(context) or not YEAR.fullmatch(context.digits):
        return False
    pieces, back = context.pieces, _behind_mark(context)
    if back <= 0 or pieces[back].kind not in {"number", "code"}:
        return False
    further = back - 2 if pieces[back - 1].text == "." else back - 1
    return further >= 0 and is_month(pieces[further])


def _behind_mark(context: NumberContext) -> int:
    """The place before a number, or before the point or the comma that stands between in a date."""
    marks = {".", ","} if YEAR.fullmatch(context.digits) else {"."}
    return context.at - 2 if context.at > 1 and context.before in marks else context.at - 1


def _is_day(context: NumberContext) -> bool:
    """*30 December*, *30 and 31 December 2023*."""
    if not _may_be_of_date(context):
        return False
    for piece in context.pieces[context.end : context.end + 4]:
        if is_month(piece):
            return context.digits.isdigit() and int(context.digits) <= 31
        if piece.text not in {"and", "to", "of", "-", "–", ","} and piece.kind not in {"number", "code"}:
            break
    return False


def _is_measured(context: NumberContext) -> bool:
    """*5 kilometres*, *$40*: with a unit, a number is a figure whatever else stands around it."""
    return context.measured


def _is_divisor(context: NumberContext) -> bool:
    """The 100,000 of *5 deaths per 100,000 people*, the five of *one in five children*."""
    if context.before in {"per", "every"}:
        return True
    return context.before == "in" and context.at > 1 and _is_number(context.pieces[context.at - 2])


def _is_clock_time(context: NumberContext) -> bool:
    """*5 pm*, *5 a.m.*, *10 o'clock*."""
    if context.following not in _CLOCK or not context.digits:
        return False
    behind = context.pieces[context.end + 1 : context.end + 3]
    return context.following not in {"a", "p"} or [piece.text for piece in behind] == [".", "m"]


def _is_range_at_end(context: NumberContext) -> bool:
    """A text that ends with *20-25*."""
    return context.is_range and context.end >= len(context.pieces)


def _is_label(context: NumberContext) -> bool:
    """*page 12*, *No. 5*."""
    if not context.is_bare or not context.at:
        return False
    is_abbreviated = context.before == "." and context.at > 1
    return context.before in _LABEL or (is_abbreviated and context.pieces[context.at - 2].text in _LABEL_ABBREVIATION)


def _is_lone_decimal(context: NumberContext) -> bool:
    """*version 2.5 was*: a decimal counts only with a scale or before a plural."""
    if "." not in context.pieces[context.at].text or context.end != context.at + 1:
        return False
    return not any(is_plural(context.pieces[head]) for head in phrase(context.pieces, context.end).heads)


def _is_like_year(context: NumberContext) -> bool:
    """The 2000 of *2000 people died*: has the digits of a year, and was found to be none by the rule before."""
    is_alone = context.is_bare and context.end == context.at + 1
    return is_alone and YEAR.fullmatch(context.digits) is not None


def _is_year(context: NumberContext) -> bool:
    """*in 2023*."""
    if not _is_like_year(context):
        return False
    return context.before in _BEFORE_YEAR or not _has_something_to_count(context)


def _is_age_limit(context: NumberContext) -> bool:
    """*children under 18*."""
    if not 0 < context.start < context.at or context.before not in _AGE_LIMIT:
        return False
    is_of_people = context.pieces[context.start - 1].text in lexicon().things
    return is_of_people and not phrase(context.pieces, context.end).heads


def _is_address(context: NumberContext) -> bool:
    """*221 Baker Street*."""
    first, *more = context.pieces[context.end : context.end + 4] or (None,)
    return first is not None and first.capital and any(piece.capital and piece.text in _STREET for piece in more)


def _is_in_name(context: NumberContext) -> bool:
    """*Apollo 11*; also where the bearer of the name does something to others: *World War 2 killed 60 million*."""
    if not context.at or not context.is_bare or not (context.digits or context.pieces[context.at].capital):
        return False
    name = context.pieces[context.at - 1]
    if not name.capital or is_small(name) or happened(context.pieces, context.at - 1):
        return False
    return not _has_something_to_count(context) or _acts(context.pieces, context.end)


def _has_something_to_count(context: NumberContext) -> bool:
    """Whether a plural, people or a word for an outcome comes next."""
    pieces, end = context.pieces, context.end
    if end >= len(pieces):
        return False
    if pieces[end].text in {"of", "out", "more", "were", "people"} or happened(pieces, end):
        return True
    return any(is_plural(pieces[head]) or is_person(things(pieces, [head])) for head in phrase(pieces, end).heads)


def _acts(pieces: Sequence[Token], end: int) -> bool:
    """Whether a verb of an outcome follows with a number of those to whom it happened: *killed 60 million*."""
    if not happened(pieces, end) or end + 1 >= len(pieces):
        return False
    whom = pieces[end + 1]
    is_number = whom.kind == "number" or (whom.kind == "word" and whom.text in NUMBER_WORDS)
    return is_number and not any(happened(pieces, at) for at in range(end + 2, min(end + 4, len(pieces))))


def _is_number(piece: Token) -> bool:
    return piece.kind == "number" or piece.text in SMALL or piece.text in TENS


EXCLUDE, KEEP = True, False
RULES: tuple[tuple[Callable[[NumberContext], bool], bool], ...] = (
    (_is_minus, EXCLUDE),
    (_follows_sign, EXCLUDE),
    (_has_leading_zero, EXCLUDE),
    (_begins_word, EXCLUDE),
    (_begins_compound, EXCLUDE),
    (_begins_code, EXCLUDE),
    (_follows_age, EXCLUDE),
    (_is_years_old, EXCLUDE),
    (_is_age_between_commas, EXCLUDE),
    (_follows_month, EXCLUDE),
    (_is_year_of_date, EXCLUDE),
    (_is_day, EXCLUDE),
    (_is_measured, KEEP),
    (_is_divisor, EXCLUDE),
    (_is_clock_time, EXCLUDE),
    (_is_range_at_end, EXCLUDE),
    (_is_label, EXCLUDE),
    (_is_lone_decimal, EXCLUDE),
    (_is_year, EXCLUDE),
    (_is_like_year, KEEP),
    (_is_age_limit, EXCLUDE),
    (_is_address, EXCLUDE),
    (_is_in_name, EXCLUDE),
)
"""Tests of a number in their order, and what is done with a number that passes. Below a test that keeps, no test sees
the numbers that it keeps."""
