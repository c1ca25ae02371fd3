"""Numbers as English writes them: in digits, in words, or half and half (``40 billion``, ``two hundred and five``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
SMALL = {word: value for value, word in enumerate(_SMALL_NUMBERS.split())}
_ROUND_NUMBERS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * value for value, word in enumerate(_ROUND_NUMBERS.split(), start=2)}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12}
SIGNS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound"}
_MONTH_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
    "november nov|december dec"
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), start=1) for name in names.split()}
NOT_ONLY_MONTHS = {"march", "mar", "may"}
JOINTS = frozenset({" ", "-", "‑", "\u00a0", "\n"})
"""What may stand between two words of one number."""
_ORDINALS_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
    "seventieth eightieth ninetieth hundredth thousandth millionth"
)
_ORDINALS = frozenset(_ORDINALS_WORDS.split())
_DOZEN = 12
_FACTORS = SCALES | {"dozen": _DOZEN, "lakh": 10**5, "crore": 10**7, "tn": 10**12, "mln": 10**6, "mn": 10**6}
"""What a number may be multiplied with, besides the scales that search knows."""
_PLURALS = {"dozens": _DOZEN, "scores": 20} | {word + "s": value for word, value in SCALES.items() if word != "bn"}
_FRACTIONS = {"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}
NUMBER_WORDS = frozenset(
    {*SMALL, *TENS, *_PLURALS, *_ORDINALS, "a", "an", "no", "none", "half", "tens", "several", "few"}
)
"""The words that a number in words may begin with."""
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
_KINDS = {"url": "code", "tail": "code", "initials": "word"}


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
    """A text in pieces, with an empty line as a sign of its own."""
    found = []
    for match in _TOKEN.finditer(text.replace("’", "'")):
        kind = match.lastgroup or "sign"
        kind = _KINDS.get(kind, kind)
        word = match[0]
        start, end = match.span()
        if kind == "word":
            lower = word.lower()
            found.append(Token(kind, lower, start, end, lower[0] != word[0]))
        else:
            found.append(Token(kind, word, start, end))
    return found


def before_second_mark(digits: str) -> str:
    """A number that Python reads: a version or a date with several points is its first part."""
    parts = digits.replace(",", ".").split(".")
    return ".".join(parts[:2]) if len(parts) == 2 and parts[1] else parts[0]


def number(text: str, pieces: Sequence[Token], at: int) -> Number | None:
    """The number that begins at a token; None where none does, or where it is an ordinal.

    ``dozens``, ``scores`` and ``hundreds`` are at least two of their kind, with no end; so are ``several hundred``.
    Fractions in words are percentages.
    """
    first = pieces[at]
    if first.kind == "number":
        return _scaled(text, pieces, _digits(first.text), at + 1)
    if first.kind != "word" or first.text not in NUMBER_WORDS:
        return None
    if first.text in {"tens", "several", "few"} or first.text in _PLURALS:
        return _plural(text, pieces, at)
    if first.text == "no":
        return Number(0, 0, at + 1)
    if first.text == "none":
        return Number(0, 0, at + 1)
    if part := _fraction(text, pieces, at):
        return part
    read = _words(text, pieces, at)
    return None if read is None or _is_ordinal(text, pieces, read[1]) else _scaled(text, pieces, *read)


def joined(text: str, pieces: Sequence[Token], at: int) -> str:
    """A word in lower case, where only a blank or a hyphen parts it from the piece before; else nothing."""
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


def _words(text: str, pieces: Sequence[Token], at: int) -> tuple[float, int] | None:
    """A number in words, to the end of its last group: ``two hundred and five thousand``."""
    total, group, limit = 0.0, 0.0, inf
    last = ""
    end = at
    if pieces[at].text in {"a", "an"}:
        if joined(text, pieces, at + 1) not in _FACTORS:
            return None
        group, last, end = 1, "one", at + 1
    while end < len(pieces):
        word = pieces[end].text if end == at else joined(text, pieces, end)
        step = end if end == at else _after_hyphen(pieces, end)
        if word == "and" and last in {"hundred", "scale"}:
            following = joined(text, pieces, step + 1)
            if following not in TENS and not SMALL.get(following):
                break
            end, last = step + 1, "and"
        elif word in TENS and last in {"", "hundred", "scale", "and"}:
            group, end, last = group + TENS[word], step + 1, "ten"
        elif word in SMALL and (last in {"", "hundred", "scale", "and"} or (last == "ten" and 0 < SMALL[word] < 10)):
            group, end, last = group + SMALL[word], step + 1, "one"
        elif word == "hundred" and 0 < group < 100 and last in {"one", "ten"}:
            group, end, last = group * 100, step + 1, "hundred"
        elif word in _FACTORS and group and (factor := _FACTORS[word]) < limit and word != "hundred":
            total, group, limit, end, last = total + group * factor, 0, factor, step + 1, "scale"
        else:
            break
    return (total + group, end) if end > at else None


def _scaled(text: str, pieces: Sequence[Token], value: float, end: int) -> Number:
    """A number with the half and the scales that follow it: ``2.5 million``, ``two and a half million``."""
    if joined(text, pieces, end) == "and" and [piece.text for piece in pieces[end + 1 : end + 3]] == ["a", "half"]:
        value, end = value + 0.5, end + 3
    while factor := _FACTORS.get(joined(text, pieces, end) or _attached(pieces, end)):
        value *= factor
        end = _after_hyphen(pieces, end) + 1
    return Number(value, value, end)


def scale(pieces: Sequence[Token], start: int, end: int) -> float:
    """What a number that ends at a token is multiplied with, by its last words: a thousand of 20 thousand, else 1."""
    factor = 1.0
    while end > start and (last := _FACTORS.get(pieces[end - 1].text)):
        factor *= last
        end -= 1
    return factor


def _attached(pieces: Sequence[Token], at: int) -> str:
    """The letters that follow a number without a blank: ``40bn``."""
    return pieces[at].text if at < len(pieces) and pieces[at].start == pieces[at - 1].end else ""


def _plural(text: str, pieces: Sequence[Token], at: int) -> Number | None:
    """``dozens``, ``hundreds of thousands``, ``tens of millions``, ``several hundred``."""
    word = pieces[at].text
    if word in {"several", "few"}:
        factor = _FACTORS.get(joined(text, pieces, at + 1))
        low, end = (2.0 * factor, at + 2) if factor else (0.0, at)
    elif word == "tens":
        low, end = 20.0, at + 1
    else:
        low, end = 2.0 * _PLURALS[word], at + 1
    if word not in {"several", "few"} and joined(text, pieces, end) == "of":
        further = _PLURALS.get(joined(text, pieces, end + 1))
        if further:
            return Number(low * further, inf, end + 2, vague=True)
    return None if word == "tens" or end == at else Number(low, inf, end, vague=True)


def _fraction(text: str, pieces: Sequence[Token], at: int) -> Number | None:
    """``half of``, ``a third of``, ``two thirds``, ``half a million``, ``a quarter of a million``."""
    word, following = pieces[at].text, joined(text, pieces, at + 1)
    after = joined(text, pieces, at + 2) or joined(text, pieces, _after_hyphen(pieces, at + 1) + 1)
    if word == "half":
        if following == "a" and after in _FACTORS:
            return Number(0.5 * _FACTORS[after], 0.5 * _FACTORS[after], at + 3)
        is_part = following in {"of", "the", "its", "their", "all", "his", "her", "our"}
        return Number(50, 50, at + 1, fraction=True) if is_part else None
    if word == "a" and following == "half":
        return Number(50, 50, at + 2, fraction=True) if after == "of" else None
    parts = _FRACTIONS.get(following)
    many = 1 if word in {"a", "one"} else SMALL.get(word, 0)
    if not parts or not 0 < many < parts or (many == 1) == following.endswith("s"):
        return None
    end = _after_hyphen(pieces, at + 1) + 1
    if many == 1 and joined(text, pieces, end) != "of":
        return None
    words = [joined(text, pieces, step) for step in range(end, end + 3)]
    if words[:2] in (["of", "a"], ["of", "one"]) and words[2] in _FACTORS:
        value = many * _FACTORS[words[2]] / parts
        return Number(value, value, end + 3)
    return Number(100 * many / parts, 100 * many / parts, end, fraction=True)


def _is_ordinal(text: str, pieces: Sequence[Token], end: int) -> bool:
    """Whether the last word of a number goes on as an ordinal: twenty-first."""
    return joined(text, pieces, end) in _ORDINALS and (pieces[end].kind == "sign" or pieces[end - 1].text in TENS)
