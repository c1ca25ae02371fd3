"""The words of a claim in the forms in which an article may write them, as queries to a full-text index.

SQLite's FTS5 knows the words of a text as they stand there, cut at everything that is no letter or digit; a query is in
its syntax (https://sqlite.org/fts5.html#full_text_query_syntax). Search knows figures by their value and days by their
date: so a query has all the ways in which each is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from tui.evidence.search.numerals import MONTHS, SCALES, SMALL, TENS
from tui.evidence.search.synonyms import spellings, synonyms
from tui.evidence.search.words import LONGEST_WORD, Kind, Word, words

_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"[^\W_]+")
"""A word to FTS5: letters and digits."""
_GROWN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
"""Letters and digits, perhaps with hyphens between."""
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_MOST_SCALED, _DECIMALS = 10_000, 3
"""Limits of what is written before ``million`` and the like: neither 12345 million nor 1.2345 million is."""
_LETTERS = {"bn": "bn", "million": "m"}
"""Letters that stand for a scale without a blank; for thousands that is rare."""
MOST = 64
"""Words of a text that have queries; no claim has more."""


class WordQuery(NamedTuple):
    """One word of a claim, as two queries to an index."""

    word: str
    """As it stands in the claim."""
    itself: str
    """Matches the articles that have the word itself, however it is written."""
    synonyms: str
    """Matches the articles that have a synonym of the word; empty where it has none."""


def word_queries(text: str) -> list[WordQuery]:
    """The queries of the words of a text that say something, each word once, in order; at most :data:`MOST`."""
    found: dict[str, WordQuery] = {}
    grown = _grown(text)
    for word in words(text):
        if word.key in found:
            continue
        if len(found) == MOST:
            break
        shown = text[word.start : word.end]
        itself = _any([*_ways(word, shown), *_parts(grown.get(word.start, ""), shown)])
        if itself:
            found[word.key] = WordQuery(shown, itself, _any(_synonyms(word)))
    return list(found.values())


def _ways(word: Word, shown: str) -> list[str]:
    """The queries for the ways in which a word is written."""
    if word.kind is Kind.FIGURE:
        return [*_figure(float(word.key)), _together(shown)]
    if word.kind is Kind.DATE:
        return [_together(word.key) if word.key.isdecimal() else _date(word.key)]
    return [_together(shown)]


def _parts(whole: str, shown: str) -> list[str]:
    """The queries for a word within a word of letters and digits: an index has F16 as one word, and F-16 as two."""
    return [_together(run) for run in (*_RUN.findall(whole), whole.replace("-", "")) if whole and shown in run]


def _synonyms(word: Word) -> list[str]:
    """The queries for the words that may stand for a word: its synonyms, and the day of the week of a date."""
    group = synonyms().get(word.key, ()) if word.kind is Kind.WORD else ()
    others = [_together(other) for stemmed in sorted(group) for other in sorted(spellings()[stemmed])]
    return [*others, _together(word.weekday)] if word.weekday else others


def _grown(text: str) -> dict[int, str]:
    """The words of both letters and digits in a text, by the offsets of all their characters."""
    return {
        at: match[0]
        for match in _GROWN.finditer(text)
        if len(match[0]) <= LONGEST_WORD and not match[0].isdecimal() and _DIGIT.search(match[0])
        for at in range(*match.span())
    }


def _together(text: str) -> str:
    """A query for all words of a text. Nothing but letters and digits gets into a query."""
    return " AND ".join(f'"{run}"' for run in _RUN.findall(unicodedata.normalize("NFC", text)))


def _any(ways: list[str]) -> str:
    """A query for what any of some queries matches; empty for none."""
    return " OR ".join(f"({way})" for way in dict.fromkeys(ways) if way)


def _figure(value: float) -> Iterator[str]:
    """The queries for a figure in digits, with commas, in words, and half and half: *40 billion*."""
    yield from map(_together, _short(value))
    for name, scale in SCALES.items():
        part = value / scale
        if part >= 1 and name in _LETTERS:
            yield _together(f"{part:.12g}{_LETTERS[name]}")
        if part == 1:
            yield _together(name)
        elif part > 1 and part == round(part, _DECIMALS if scale >= 10**6 else 0) and part < _MOST_SCALED:
            yield from (_together(f"{way} {name}") for way in _short(part))


def _short(value: float) -> Iterator[str]:
    """A number without a scale, in digits and in words."""
    yield f"{value:.12g}"
    if value == int(value) and 0 <= value < 10**15:
        yield f"{int(value):,}"
        yield from (word for word, known in (*SMALL.items(), *TENS.items()) if known == value)
        yield from (
            f"{ten} {one}"
            for ten, tens in TENS.items()
            for one, ones in SMALL.items()
            if 0 < ones < 10 and tens + ones == value
        )


def _date(key: str) -> str:
    """The query for a day of a month, or for a month."""
    day = _MONTH_DAY.fullmatch(key)
    number = int(day[1] if day else key.removeprefix("month "))
    months = [_together(name) for name, known in MONTHS.items() if known == number]
    if day is None:
        return _any(months)
    ordinals = [f"{int(day[2])}{ending}" for ending in ("st", "nd", "rd", "th")]
    days = _any([_together(way) for way in (str(int(day[2])), day[2], *ordinals)])
    return f"({days}) AND ({_any([*months, _together(day[1])])})"
