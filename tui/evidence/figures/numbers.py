"""Numbers as English writes them: in digits, in words, or half and half (``40 billion``, ``two hundred and five``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from tui.evidence.search.numerals import JOINTS, SCALES, SMALL, TENS, before_second_mark

_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
    "seventieth eightieth ninetieth hundredth thousandth millionth"
)
_ORDINALS = frozenset(_ORDINAL_WORDS.split())
_DOZEN = 12
_FACTORS = SCALES | {"dozen": _DOZEN, "lakh": 10**5, "crore": 10**7, "tn": 10**12, "mln": 10**6, "mn": 10**6}
"""All scales of numbers: those that search knows, and those that only figures need."""
_PLURALS = {"dozens": _DOZEN, "scores": 20} | {word + "s": value for word, value in SCALES.items() if word != "bn"}
_VAGUE = frozenset({"tens", "several", "few", *_PLURALS})
"""Words with which a number of no exact value begins."""
_FRACTIONS = {"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}
NUMBER_WORDS = frozenset({*SMALL, *TENS, *_VAGUE, *_ORDINALS, "a", "an", "no", "none", "half"})
"""The words with which a number in words may begin."""
_OPEN = frozenset({"", "hundred", "scale", "and"})
"""The sorts of a word behind which a number in words goes on with any number below 100."""
_TOKEN = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>()]+)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)(?P<initials>(?:(?<![^\W\d_]{2})\.[A-Z](?=\.))+\.)?(?P<tail>-?\d[\w-]*)?"
    r"|(?P<code>\+\d[\d ()-]{6,20}\d"
    r"|\d+(?:[/-]\d+){2,}|\d+(?:\.\d+){2,}|\d+/\d+|\d{1,2}:\d\d(?::\d\d)?"
    r"|\d+(?:st|nd|rd|th|s)\b)"
    r"|(?P<number>(?<![\d.,])\d{1,3}(?:[\u00a0\u2009\u202f ']\d{3}){1,5}(?![\d.,]*\d)"
    r"|\d{1,3}(?:,\d{2,3}){0,7},\d{3}(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<sign>\n[ \t\r]*\n|[^\w\s]|_)"
)
_WORDS = frozenset({"word", "initials"})
_KINDS = {"url": "code", "tail": "code"}
_new = tuple.__new__
"""Makes a token without the call of its class: most of the time to read figures goes into tokens."""


class Token(NamedTuple):
    """A number in digits, a word, a sign, or a code: what has digits and is no number."""

    kind: str
    text: str
    """In lower case, with a straight apostrophe."""
    start: int
    end: int
    capital: bool = False


class Number(NamedTuple):
    """The value of a number from ``low`` to ``high``, which is infinite for ``dozens``; and its tokens' end."""

    low: float
    high: float
    end: int
    fraction: bool = False
    vague: bool = False


def tokens(text: str) -> list[Token]:
    """The pieces of a text; an empty line is a sign of its own."""
    found = []
    for match in _TOKEN.finditer(text.replace("’", "'")):
        kind, word = match.lastgroup or "sign", match[0]
        start, end = match.span()
        if kind in _WORDS:
            lower = word.lower()
            found.append(_new(Token, ("word", lower, start, end, lower[0] != word[0])))
        else:
            found.append(_new(Token, (_KINDS.get(kind, kind), word, start, end, False)))
    return found


def number(text: str, pieces: Sequence[Token], at: int) -> Number | None:
    """Read the number that begins at a token; None where none does, and where the number is an ordinal.

    *Dozens*, *scores* and *hundreds* are at least two of their kind without an upper end, and so are *several hundred*.
    Fractions in words are percentages.
    """
    first = pieces[at]
    if first.kind == "number":
        return _scaled(text, pieces, _digits(first.text), at + 1)
    if first.kind != "word" or first.text not in NUMBER_WORDS:
        return None
    if first.text in _VAGUE:
        return _vague(text, pieces, at)
    if first.text in {"no", "none"}:
        return Number(0, 0, at + 1)
    return _fraction(text, pieces, at) or _cardinal(text, pieces, at)


def scale(pieces: Sequence[Token], start: int, end: int) -> float:
    """The factor in the last words of a number that ends before ``end``: 1,000 of *20 thousand*, else 1."""
    factor = 1.0
    while end > start and (last := _FACTORS.get(pieces[end - 1].text)):
        factor *= last
        end -= 1
    return factor


def joined(text: str, pieces: Sequence[Token], at: int) -> str:
    """A word in lower case if only a blank or a hyphen stands between it and the piece before; else an empty string."""
    at = _after_hyphen(pieces, at)
    if at >= len(pieces) or pieces[at].kind != "word":
        return ""
    before = pieces[at - 1] if at else None
    if before is None or before.kind == "sign":
        before = pieces[at - 2] if at > 1 else None
    between = text[before.end : pieces[at].start] if before else ""
    return pieces[at].text if between in JOINTS else ""


def _after_hyphen(pieces: Sequence[Token], at: int) -> int:
    return at + 1 if at < len(pieces) and pieces[at].text in {"-", "‑"} else at


def _digits(text: str) -> float:
    bare = re.sub(r"[\u00a0\u2009\u202f ']", "", text)
    whole = bare.replace(",", "") if re.search(r",\d{3}(?:\.|$)", bare) else before_second_mark(bare)
    return float(whole)


def _scaled(text: str, pieces: Sequence[Token], value: float, end: int) -> Number:
    """A number with the half and the scales that follow it: *2.5 million*, *two and a half million*."""
    if joined(text, pieces, end) == "and" and [piece.text for piece in pieces[end + 1 : end + 3]] == ["a", "half"]:
        value, end = value + 0.5, end + 3
    while factor := _FACTORS.get(joined(text, pieces, end) or _attached(pieces, end)):
        value *= factor
        end = _after_hyphen(pieces, end) + 1
    return Number(value, value, end)


def _attached(pieces: Sequence[Token], at: int) -> str:
    """The letters that follow a number without a blank: *40bn*."""
    return pieces[at].text if at < len(pieces) and pieces[at].start == pieces[at - 1].end else ""


class _Spelled(NamedTuple):
    """A number in words, as far as its words are read: *two hundred and five thousand*."""

    total: float
    """The groups that a scale closed: 205,000."""
    group: float
    """The group that is still open: 200 behind *two hundred*."""
    limit: float
    """The last scale: only smaller ones may follow."""
    last: str
    """The sort of the last word: ``one``, ``ten``, ``hundred``, ``scale``, ``and``; empty at the start."""
    end: int


def _cardinal(text: str, pieces: Sequence[Token], at: int) -> Number | None:
    """A number in words that counts: no ordinal such as *twenty-first*."""
    spelled = _spelled(text, pieces, at)
    if spelled is None or _is_ordinal(text, pieces, spelled.end):
        return None
    return _scaled(text, pieces, spelled.total + spelled.group, spelled.end)


def _spelled(text: str, pieces: Sequence[Token], at: int) -> _Spelled | None:
    """A number in words to the end of its last group; None where none begins at a token."""
    word = pieces[at].text
    if word in {"a", "an"}:
        is_scaled = joined(text, pieces, at + 1) in _FACTORS
        spelled = _Spelled(0.0, 1, inf, "one", at + 1) if is_scaled else None
    else:
        spelled = _with_word(_Spelled(0.0, 0, inf, "", at), word, at + 1)
    following = spelled
    while following is not None:
        spelled = following
        if spelled.end >= len(pieces):
            break
        word = joined(text, pieces, spelled.end)
        end = _after_hyphen(pieces, spelled.end) + 1
        following = _with_and(text, pieces, spelled, end) if word == "and" else _with_word(spelled, word, end)
    return spelled


def _with_word(spelled: _Spelled, word: str, end: int) -> _Spelled | None:
    """A number in words with one word more; None where the word doesn't go on with the number."""
    last, group = spelled.last, spelled.group
    if word in TENS:
        return spelled._replace(group=group + TENS[word], last="ten", end=end) if last in _OPEN else None
    if word in SMALL:
        goes_on = last in _OPEN or (last == "ten" and 0 < SMALL[word] < 10)
        return spelled._replace(group=group + SMALL[word], last="one", end=end) if goes_on else None
    if word == "hundred":
        goes_on = 0 < group < 100 and last in {"one", "ten"}
        return spelled._replace(group=group * 100, last="hundred", end=end) if goes_on else None
    factor = _FACTORS.get(word)
    if not factor or not group or factor >= spelled.limit:
        return None
    return _Spelled(spelled.total + group * factor, 0, factor, "scale", end)


def _with_and(text: str, pieces: Sequence[Token], spelled: _Spelled, end: int) -> _Spelled | None:
    """A number in words with an *and* that a number below 100 follows: *two hundred and five*."""
    following = joined(text, pieces, end)
    if spelled.last not in {"hundred", "scale"} or not (following in TENS or SMALL.get(following)):
        return None
    return spelled._replace(last="and", end=end)


def _is_ordinal(text: str, pieces: Sequence[Token], end: int) -> bool:
    """Whether the last word of a number goes on as an ordinal: *twenty-first*."""
    return joined(text, pieces, end) in _ORDINALS and (pieces[end].kind == "sign" or pieces[end - 1].text in TENS)


def _vague(text: str, pieces: Sequence[Token], at: int) -> Number | None:
    """A number without an upper end: *dozens*, *hundreds of thousands*, *tens of millions*, *several hundred*."""
    word = pieces[at].text
    if word in {"several", "few"}:
        factor = _FACTORS.get(joined(text, pieces, at + 1))
        return Number(2.0 * factor, inf, at + 2, vague=True) if factor else None
    low = 20.0 if word == "tens" else 2.0 * _PLURALS[word]
    further = _PLURALS.get(joined(text, pieces, at + 2)) if joined(text, pieces, at + 1) == "of" else None
    if further:
        return Number(low * further, inf, at + 3, vague=True)
    return None if word == "tens" else Number(low, inf, at + 1, vague=True)


def _fraction(text: str, pieces: Sequence[Token], at: int) -> Number | None:
    """A fraction in words, as a percentage or of a scale: *half of*, *two thirds*, *a quarter of a million*."""
    word, following = pieces[at].text, joined(text, pieces, at + 1)
    if word == "half" or (word == "a" and following == "half"):
        return _half(text, pieces, at)
    parts = _FRACTIONS.get(following)
    many = 1 if word in {"a", "one"} else SMALL.get(word, 0)
    if not parts or not 0 < many < parts or (many == 1) == following.endswith("s"):
        return None
    end = _after_hyphen(pieces, at + 1) + 1
    words = [joined(text, pieces, step) for step in range(end, end + 3)]
    if many == 1 and words[0] != "of":
        return None
    if words[:2] in (["of", "a"], ["of", "one"]) and words[2] in _FACTORS:
        value = many * _FACTORS[words[2]] / parts
        return Number(value, value, end + 3)
    return Number(100 * many / parts, 100 * many / parts, end, fraction=True)


def _half(text: str, pieces: Sequence[Token], at: int) -> Number | None:
    """*Half of*, *half the* and *a half of* as percentages; *half a million*."""
    following = joined(text, pieces, at + 1)
    after = joined(text, pieces, at + 2) or joined(text, pieces, _after_hyphen(pieces, at + 1) + 1)
    if pieces[at].text == "a":
        return Number(50, 50, at + 2, fraction=True) if after == "of" else None
    if following == "a" and after in _FACTORS:
        return Number(0.5 * _FACTORS[after], 0.5 * _FACTORS[after], at + 3)
    is_part = following in {"of", "the", "its", "their", "all", "his", "her", "our"}
    return Number(50, 50, at + 1, fraction=True) if is_part else None
