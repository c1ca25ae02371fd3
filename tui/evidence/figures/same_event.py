"""Whether a passage may speak of another event than a claim: by the claim's rarest name, by days, by places.

A sign, not a proof. News tells of several events of one kind in one article, and most figures of one kind that differ
are of different events.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Dossier, Source
from tui.evidence.search.article_sentences import article_sentences
from tui.evidence.search.synonyms import same_root
from tui.evidence.search.words import Kind, Word, days, stem, words

BEFORE = 2
"""Sentences before a passage that may name what the passage speaks of."""
DAYS_BEFORE = 5
"""Sentences before a passage that may name its day: news goes on with a day until it names another."""
COMMON, ENOUGH = 1 / 3, 50
"""The share of sentences from which on a name tells nothing, and the number of sentences that such a share needs."""
REFERENCES = 20
"""Articles in which it is counted how rare a name is; with all of thousands, the first claim would wait for it."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLACE = re.compile(
    r"\b(?i:in|at|near|on|across|against|outside|over|around)[ \n](?:the[ \n])?(?:[a-z]{1,20}[ \n](?:of[ \n])?)?"
    r"(?P<name>[^\W\d_a-z][^\W\d_]+)"
)
_TWO_DAYS = re.compile(r"\b(?P<first>\d{1,2})(?: (?:and|to|or) |, |[-–])(?=\d{1,2} ?[A-Z])")


class Sentence(NamedTuple):
    """What is compared of a sentence. Words are in lower case, days ISO dates or ``12-30`` where no year stands."""

    span: Span
    keys: frozenset[str]
    """All words."""
    names: frozenset[str]
    """Words with a capital that are not the first."""
    places: frozenset[str]
    """Names that stand behind a preposition of place."""
    days: frozenset[str]
    weekdays: frozenset[str]
    months: frozenset[str]
    """Months and years; none in a sentence that names a day."""


class Event(NamedTuple):
    """What a claim says of its event. Names are stems, days as in a sentence."""

    names: frozenset[str]
    rarest: str
    is_common: bool
    """Whether even the rarest name stands nearly everywhere."""
    days: frozenset[str]
    weekdays: frozenset[str]
    months: frozenset[str]
    """The months and years of its days, and those that it names alone."""


class _WordCounts(NamedTuple):
    """In how many sentences of an article each word stands, and the words that have a capital within a sentence."""

    sentences: int
    counts: Counter[str]
    names: frozenset[str]


def reference_sources(dossier: Dossier) -> tuple[Source, ...]:
    """The sources in whose articles it is counted how rare a name is."""
    return tuple(islice(dossier.sources.values(), REFERENCES))


@lru_cache(maxsize=1 << 10)
def sentences(source: Source) -> tuple[Sentence, ...]:
    """The sentences of an article's text, as they are compared."""
    if source.article is None:
        return ()
    return tuple(_sentence(source.article.text, span) for span in article_sentences(source.article, source.skip))


@lru_cache(maxsize=1 << 10)
def _word_counts(source: Source) -> _WordCounts:
    table = sentences(source)
    counts = Counter(key for sentence in table for key in sentence.keys)
    return _WordCounts(len(table), counts, frozenset(key for sentence in table for key in sentence.names))


@lru_cache(maxsize=1 << 9)
def event(text: str, sources: tuple[Source, ...]) -> Event:
    """The event of a claim, with the rarity of its names counted in the articles of some sources.

    The claim's first word is a name if an article writes it with a capital within a sentence.
    """
    claim = _sentence(text, Span(0, len(text)))
    tables = [_word_counts(source) for source in sources]
    names = {stem(name) for name in claim.names} | _first_name(text, tables)
    rarest, count = _rarest(names, tables)
    total = sum(table.sentences for table in tables)
    return Event(
        frozenset(names),
        rarest,
        total >= ENOUGH and count > COMMON * total,
        claim.days,
        frozenset(weekday for day in claim.days if (weekday := _weekday(day))),
        claim.months.union(*map(_month_and_year, claim.days)),
    )


def _first_name(text: str, tables: Sequence[_WordCounts]) -> set[str]:
    """The stem of a claim's first word, if that is a name."""
    first = next((word for word in words(text, stems=False) if word.kind is Kind.WORD), None)
    if first is None or not text[first.start].isupper() or not any(first.key in table.names for table in tables):
        return set()
    return {stem(first.key)}


def _rarest(names: Iterable[str], tables: Sequence[_WordCounts]) -> tuple[str, int]:
    """The name that stands in the fewest sentences, with their number: of the names that stand in any, if some do."""
    counts = dict.fromkeys(sorted(names), 0)
    for table in tables:
        for key, count in table.counts.items():
            for name in counts:
                if _is_of(key, name):
                    counts[name] += count
    known = {name: count for name, count in counts.items() if count} or counts
    return min(known.items(), key=lambda item: item[1], default=("", 0))


def _month_and_year(day: str) -> set[str]:
    """The keys of a day's month and year, as words have them."""
    return {f"month {int(day[-5:-3])}", *([day[:4]] if _has_year(day) else [])}


def may_be_elsewhere(claim: Claim, source: Source, offset: int, among: Iterable[Source] = ()) -> bool:
    """Whether what stands at an offset of a source's article may speak of another event than a claim.

    It may if the article came out before the claim's day; if the claim's rarest name stands neither in the sentence nor
    in the two before; if the sentence names only other places; if the day that was named last is none of the claim's.
    A name that stands nearly everywhere tells nothing: then the claim's own day must be named. ``among`` are the
    sources in which the rarity of names is counted; by default the source alone.
    """
    table = sentences(source)
    if not table:
        return False
    asked = event(claim.text, tuple(among) or (source,))
    at = max(0, bisect_right(table, offset, key=lambda sentence: sentence.span.start) - 1)
    if asked.days and source.published:
        with_year = [day for day in asked.days if _has_year(day)]
        if all(day > source.published for day in with_year):
            return bool(with_year)
    if _names_another(asked, table[max(0, at - BEFORE) : at + 1]):
        return True
    same_day = _is_same_day(asked, table[max(0, at - DAYS_BEFORE) : at + 1], source.published)
    return same_day is False or (same_day is None and asked.is_common)


def _names_another(asked: Event, near: Sequence[Sentence]) -> bool:
    """Whether sentences lack the rarest name of a claim, or the last of them names only other places."""
    if asked.rarest and not any(has(sentence.keys, asked.rarest) for sentence in near):
        return True
    here = near[-1]
    if not here.places or has(here.keys, asked.rarest):
        return False
    return not any(has(here.places, name) for name in asked.names)


def has(keys: frozenset[str], name: str) -> bool:
    """Whether a name, as a stem, is among some words, itself or as a word of its root: Russia, Russian."""
    return any(_is_of(key, name) for key in keys)


def _is_of(word: str, name: str) -> bool:
    """Whether a word is a name or of its root. Stems are taken only where the first letters are equal."""
    return word[:1] == name[:1] and ((stemmed := stem(word)) == name or same_root(stemmed, name))


def _is_same_day(asked: Event, near: Sequence[Sentence], published: str) -> bool | None:
    """Whether the last sentence that names a time names one of the claim's; None where that is not known."""
    if not asked.days:
        return None
    for sentence in reversed(near):
        named = sentence.days | _yesterday(sentence, published)
        if named or (sentence.weekdays and asked.weekdays):
            may_be_one = any(_may_be_one_day(one, other) for one in asked.days for other in named)
            return may_be_one or bool(asked.weekdays & sentence.weekdays)
    here = near[-1].months
    return None if not here or not asked.months or here & asked.months else False


def _yesterday(sentence: Sentence, published: str) -> frozenset[str]:
    """The day that *yesterday* is in a sentence, where the day of its article is known."""
    if "yesterday" not in sentence.keys:
        return frozenset()
    try:
        day = datetime.date.fromisoformat(published[:10]) - datetime.timedelta(days=1)
    except (ValueError, OverflowError):
        return frozenset()
    return frozenset({day.isoformat()})


def _may_be_one_day(one: str, other: str) -> bool:
    """Whether two days may be one: the year counts where both have one."""
    return one[-5:] == other[-5:] and (len(one) != len(other) or one == other)


def _has_year(day: str) -> bool:
    return len(day) == len("2023-12-30")


def _weekday(day: str) -> str:
    try:
        return _WEEKDAYS[datetime.date.fromisoformat(day).weekday()]
    except ValueError:
        return ""


def _sentence(text: str, span: Span) -> Sentence:
    shown = text[span.start : span.end]
    found = words(shown, stems=False)
    keys = frozenset(word.key for word in found)
    capital = [word for word in found if word.kind is Kind.WORD and shown[word.start].isupper()]
    names = frozenset(word.key for word in capital if word.start and word.key not in _WEEKDAYS)
    places = frozenset(match["name"].lower() for match in _PLACE.finditer(shown))
    named = frozenset([*(day for day, _ in days(shown)), *_first_of_two(shown)])
    months = frozenset() if named else frozenset(filter(None, map(_month_or_year, found)))
    return Sentence(span, keys, names, places & names, named, keys & frozenset(_WEEKDAYS), months)


def _month_or_year(word: Word) -> str:
    """The key of a month or a year; empty for any other word."""
    return word.key if word.kind is Kind.DATE and (word.key.startswith("month") or len(word.key) == 4) else ""


def _first_of_two(text: str) -> Iterator[str]:
    """The first of two days of one month: the 30th of *30 and 31 December*."""
    for match in _TWO_DAYS.finditer(text):
        for day, place in days(text[match.end() : match.end() + 30]):
            if not place.start and 1 <= int(match["first"]) <= 31:
                yield f"{day[:-2]}{int(match['first']):02}"
