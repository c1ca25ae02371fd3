"""The words of a text as search compares them: by their stems, figures by their value, dates by their day.

Stems are those of Snowball's English stemmer (Porter2, https://snowballstem.org/algorithms/english/stemmer.html).
"""

from __future__ import annotations

import datetime
import re
import threading
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from snowballstemmer import stemmer

from tui.dossier.values.article import Span
from tui.evidence.search.numerals import (
    JOINTS,
    MONTHS,
    NOT_ONLY_MONTHS,
    SCALES,
    SIGNS,
    SMALL,
    TENS,
    THOUSANDS,
    YEAR,
    before_second_mark,
)

LONGEST_WORD = 60
"""Code points of a word or a number that are compared."""
_TOKEN = re.compile(
    r"(?<!\d)\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*"
    r"|(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|[%$€£]"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "|".join(MONTHS)
_ORDINAL = "(?:st|nd|rd|th)?"
_DIGIT = re.compile("[0-9]")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    rf"|(?P<day1>\d{{1,2}}){_ORDINAL}(?: of)? (?P<month1>{_MONTH})\b(?:\.?,? (?P<year1>\d{{4}}))?"
    rf"|\b(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?!\d){_ORDINAL}\b(?:,? (?P<year2>\d{{4}}))?)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_EMPTY_WORDS = (
    "a an the and or but nor if of in on at to from by for with without as into onto than then that this these those "
    "there here it its he him his she her hers they them their theirs we us our ours you your yours i me my mine who "
    "whom whose which what when where why how is are was were be been being am do does did done has have had having "
    "will would can could shall should may might must not no so such too very just also only own same other some any "
    "each both few more most all about above after again against before below between down during further off out "
    "over through under until up while because s t"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""English words that hold a sentence together and say nothing by themselves."""
_NAMES = {"US", "WHO"}
"""Names that are empty words in lower case."""
_NEED_MORE = {"a", "per", *MONTHS, *SMALL, *TENS}
"""Words with which a figure, a date or *per cent* may begin."""
_LETTERS = {"bn": 10**9, "m": 10**6, "k": 10**3}
"""Letters that stand for a scale, without a blank; ``m`` and ``k`` only behind money: else they may be measures."""
_OF_THREAD = threading.local()
"""One stemmer for each thread: a stemmer keeps the word on which it works."""


class Kind(StrEnum):
    """How search compares a word."""

    WORD = "word"
    FIGURE = "figure"
    DATE = "date"


class Word(NamedTuple):
    """A word of a text; a figure, of one or several words; a date, or the month or year of one."""

    key: str
    """Equal for words that count as one: the stem, a figure's value, ``12-30`` of a day, ``month 12``, a year."""
    kind: Kind
    start: int
    end: int
    weekday: str = ""
    """The stem of the date's day of the week; empty where the date has no year."""


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def words(text: str, *, stems: bool = True) -> list[Word]:
    """The words of a text that say something, in order, with their offsets in code points.

    Without ``stems``, the key of a word is the word in lower case: finding stems takes longer than all the rest.
    """
    dates = {match.start(): match for match in _DATE.finditer(text)} if _DIGIT.search(text) else {}
    tokens = _tokens(text)
    found: list[Word] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        form = _by_itself(token.text)
        if form is not None:
            if form:
                found.append(Word(stem(form) if stems else form, Kind.WORD, token.start, token.end))
            at += 1
            continue
        date = dates.get(token.start)
        read, at = (_dated(tokens, at, date) if date else None) or _several(text, tokens, at)
        found += map(_stemmed, read) if stems else read
    return found


def _stemmed(word: Word) -> Word:
    return word._replace(key=stem(word.key)) if word.kind is Kind.WORD else word


def _dated(tokens: list[_Token], at: int, date: re.Match[str]) -> tuple[list[Word], int] | None:
    """The words of the date that begins at a token, and the end of its tokens; None where it is no day."""
    parts = list(_date(date))
    if not parts:
        return None
    while at < len(tokens) and tokens[at].start < parts[0].end:
        at += 1
    return parts, at


def _several(text: str, tokens: list[_Token], at: int) -> tuple[list[Word], int]:
    """The word that begins at a token and the end of its tokens: a figure, *per cent*, a month, a word, or none."""
    token = tokens[at]
    figure = _figure(text, tokens, at)
    if figure is not None:
        value, count = figure
        kind = Kind.DATE if count == 1 and YEAR.fullmatch(token.text) else Kind.FIGURE
        return [Word(f"{value:.12g}", kind, token.start, tokens[at + count - 1].end)], at + count
    lower = token.text.lower()
    if lower == "per" and _joined(text, tokens, at + 1) == "cent":
        return [Word("percent", Kind.WORD, token.start, tokens[at + 1].end)], at + 2
    if lower in MONTHS and lower not in NOT_ONLY_MONTHS:
        return [Word(_month_key(MONTHS[lower]), Kind.DATE, token.start, token.end)], at + 1
    form = _form(token.text)
    return ([Word(form, Kind.WORD, token.start, token.end)] if form else []), at + 1


@lru_cache(maxsize=1 << 15)
def _by_itself(text: str) -> str | None:
    """A token in lower case if it is a word whatever stands around it, empty for an empty word; else None."""
    lower = text.lower()
    return None if lower[:1].isdecimal() or lower in _NEED_MORE else _form(text)


def _form(text: str) -> str:
    """A word in lower case; an empty string for a word that says nothing."""
    lower = text.lower()
    return SIGNS.get(lower, lower) if lower not in _EMPTY or text in _NAMES else ""


def days(text: str) -> Iterator[tuple[str, Span]]:
    """The days that a text names, as ``2023-12-30``, or as ``12-30`` where no year stands, with their offsets."""
    for match in _DATE.finditer(text):
        parts = list(_date(match))
        if parts:
            year = f"{parts[2].key}-" if len(parts) > 2 else ""
            yield year + parts[0].key, Span(parts[0].start, parts[0].end)


def bare(text: str) -> str:
    """All words of a text in lower case, with one blank between two: equal where one text repeats another."""
    return " ".join(token.text.lower() for token in _tokens(text))


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """The stem of a word in lower case, which its other forms have too. May be called in any thread."""
    if not hasattr(_OF_THREAD, "stemmer"):
        _OF_THREAD.stemmer = stemmer("english")
    stemmed: str = _OF_THREAD.stemmer.stemWord(word)
    return stemmed


def start(word: str) -> str:
    """The first two letters of a word, equal for a word and its stem: ``y`` is ``i`` (dying, die)."""
    return word[:2].replace("y", "i")


def may_have(word: str, stemmed: str) -> bool:
    """Whether a word that starts as a stem does may have this stem: the third letter is equal, or the stem is short."""
    return len(stemmed) <= 3 or start(word[1:3]) == start(stemmed[1:3])


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        word, cut = _compared(match[0])
        start, end = match.span()
        found.append(_Token(word, start, end - cut))
    return found


@lru_cache(maxsize=1 << 15)
def _compared(found: str) -> tuple[str, int]:
    """The text by which a token is compared, and how many code points at its end don't belong to it."""
    word = unicodedata.normalize("NFC", found[:LONGEST_WORD]).replace("’", "'")
    if word.lower().endswith("'s"):
        return word[:-2], 2
    return (word.replace(".", ""), 0) if word.endswith(".") else (word, 0)  # U.S.


def _date(match: re.Match[str]) -> Iterator[Word]:
    """A date as its day, its month and its year: another day of the month is a little like it. Nothing for no day."""
    form = next(form for form in ("", "1", "2") if match["day" + form])
    year, month, day = match["year" + form], match["month" + form], int(match["day" + form])
    number = MONTHS.get(month.lower()) or int(month)
    if not 1 <= number <= 12 or not 1 <= day <= 31:
        return
    try:
        weekday = stem(_WEEKDAYS[datetime.date(int(year), number, day).weekday()]) if year else ""
    except ValueError:
        weekday = ""
    yield Word(f"{number:02}-{day:02}", Kind.DATE, *match.span(), weekday)
    yield Word(_month_key(number), Kind.DATE, *match.span("month" + form))
    if year:
        yield Word(year, Kind.DATE, *match.span("year" + form))


def _month_key(number: int) -> str:
    return f"month {number}"


def _figure(text: str, tokens: list[_Token], at: int) -> tuple[float, int] | None:
    """The value of the figure that begins at a token, and the number of its tokens; None where none begins."""
    lower = tokens[at].text.lower()
    value: float | None = None
    count = 1
    if lower[:1].isdecimal():
        lower = "".join(lower.split())  # 12 000, with a blank that does not break
        value = float(lower.replace(",", "") if THOUSANDS.fullmatch(lower) else before_second_mark(lower))
    elif lower in TENS:
        value = TENS[lower]
        ones = SMALL.get(_joined(text, tokens, at + 1), 0)
        if 0 < ones < 10:
            value, count = value + ones, 2
    elif lower in SMALL and (lower != "one" or _joined(text, tokens, at + 1) in SCALES):
        value = SMALL[lower]
    elif lower == "a" and _joined(text, tokens, at + 1) in SCALES:
        value = 1
    if value is None:
        return None
    while (scale := SCALES.get(_joined(text, tokens, at + count)) or _letters(tokens, at, at + count)) is not None:
        value *= scale
        count += 1
    return value, count


def _letters(tokens: list[_Token], at: int, end: int) -> int | None:
    """The scale that the letters behind the digits of a figure mean: 40bn, $1.5m."""
    if end != at + 1 or end >= len(tokens) or tokens[end].start != tokens[at].end:
        return None
    letters = tokens[end].text.lower()
    is_money = at > 0 and tokens[at - 1].end == tokens[at].start and tokens[at - 1].text in {"$", "€", "£"}
    return _LETTERS.get(letters) if letters == "bn" or is_money else None


def _joined(text: str, tokens: list[_Token], at: int) -> str:
    """A token in lower case if only a blank or a hyphen stands between it and the one before; else an empty string."""
    if at >= len(tokens) or text[tokens[at - 1].end : tokens[at].start] not in JOINTS:
        return ""
    return tokens[at].text.lower()
