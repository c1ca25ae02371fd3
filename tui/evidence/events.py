"""Whether a passage may speak of another event than a claim does: by the claim's rarest name, by days, by places.

A sign, not a proof. News tells of several events of one kind in one article, and most figures of the same kind that
differ are of different events.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Dossier, Source
from tui.evidence.kin import same_root
from tui.evidence.search import article_text
from tui.evidence.words import Kind, days, stem, words

BEFORE = 2
"""How many sentences before a passage may name what it speaks of."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLACE = re.compile(
    r"\b(?i:in|at|near|on|across|against|outside|over|around)[ \n](?:the[ \n])?(?:[a-z]{1,20}[ \n](?:of[ \n])?)?"
    r"(?P<name>[^\W\d_a-z][^\W\d_]+)"
)
_TWO_DAYS = re.compile(r"\b(?P<first>\d{1,2})(?: (?:and|to|or) |, |[-–])(?=\d{1,2} ?[A-Z])")


DAYS_BEFORE = 5
"""How many sentences before a passage may name its day: news goes on with a day until it names another."""
COMMON, ENOUGH = 1 / 3, 50
"""In which share of the sentences a name stands that tells nothing, and of how many sentences this can be said."""
WITNESSES = 20
"""Of how many articles the words are counted to know how rare a name is: of more, the first claim would wait for it."""


class Sentence(NamedTuple):
    """What of a sentence is compared: its words, those with a capital within it, and the time that it names."""

    span: Span
    keys: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    weekdays: frozenset[str]
    months: frozenset[str]
    """Months and years that no day belongs to."""


class Event(NamedTuple):
    """What a claim says of its event: all its names, the rarest, the days, and the months and years of these."""

    names: frozenset[str]
    rarest: str
    is_common: bool
    """Whether the rarest name stands nearly everywhere."""
    days: frozenset[str]
    weekdays: frozenset[str]
    months: frozenset[str]


def witnesses(dossier: Dossier) -> tuple[Source, ...]:
    """The articles in which it is counted how rare a name is."""
    return tuple(islice(dossier.sources.values(), WITNESSES))


@lru_cache(maxsize=1 << 10)
def sentences(source: Source) -> tuple[Sentence, ...]:
    """The sentences of an article's text, as they are compared."""
    if source.article is None:
        return ()
    return tuple(_sentence(source.article.text, span) for span in article_text(source.article, source.skip))


@lru_cache(maxsize=1 << 10)
def _counts(source: Source) -> tuple[Counter[str], frozenset[str]]:
    """In how many sentences of an article each word stands, and which stand with a capital within one."""
    table = sentences(source)
    named = frozenset(key for sentence in table for key in sentence.names)
    return Counter(key for sentence in table for key in sentence.keys), named


@lru_cache(maxsize=1 << 9)
def event(text: str, sources: tuple[Source, ...]) -> Event:
    """The event of a claim, with the rarity of its names counted in some articles.

    The claim's first word is a name if an article writes it with a capital within a sentence.
    """
    told = _sentence(text, Span(0, len(text)))
    tables = [_counts(source) for source in sources]
    names = set(map(stem, told.names))
    first = next((word for word in words(text, stems=False) if word.kind is Kind.WORD), None)
    if first is not None and text[first.start].isupper() and any(first.key in named for _, named in tables):
        names.add(stem(first.key))
    counts = dict.fromkeys(sorted(names), 0)
    for table, _ in tables:
        for key, count in table.items():
            for name in counts:
                if _is_of(key, name):
                    counts[name] += count
    known = [name for name in counts if counts[name]] or [*counts]
    rarest = min(known, key=lambda name: counts[name], default="")
    total = sum(len(sentences(source)) for source in sources)
    is_common = total >= ENOUGH and counts.get(rarest, 0) > COMMON * total
    weekdays = {weekday for day in told.days if (weekday := _weekday(day))}
    months = {f"month {int(day[-5:-3])}" for day in told.days} | {day[:4] for day in told.days if len(day) == 10}
    return Event(frozenset(names), rarest, is_common, told.days, frozenset(weekdays), frozenset(months | told.months))


def may_be_elsewhere(claim: Claim, source: Source, offset: int, among: Iterable[Source] = ()) -> bool:
    """Whether what stands at an offset of a source may speak of another event than a claim.

    So it is where the article came out before the claim's day; where the claim's rarest name stands neither in the
    sentence nor in the two before; where the sentence names but other places; where the day that was named last is none
    of the claim's. A name that stands nearly everywhere tells nothing: then the claim's own day must be named.
    """
    table = sentences(source)
    if not table:
        return False
    asked = event(claim.text, tuple(among) or (source,))
    if asked.days and source.published and all(day > source.published for day in asked.days if len(day) == 10):
        return any(len(day) == 10 for day in asked.days)
    at = max(0, bisect_right(table, offset, key=lambda sentence: sentence.span.start) - 1)
    near = table[max(0, at - BEFORE) : at + 1]
    if asked.rarest and not any(has(sentence.keys, asked.rarest) for sentence in near):
        return True
    here = near[-1]
    if here.places and not has(here.keys, asked.rarest) and not any(has(here.places, name) for name in asked.names):
        return True
    same_day = _is_same_day(asked, table[max(0, at - DAYS_BEFORE) : at + 1], source.published)
    return same_day is False or (same_day is None and asked.is_common)


def has(keys: frozenset[str], name: str) -> bool:
    """Whether a name, as a stem, is among some words, itself or of the same root: Russia, Russian."""
    return any(_is_of(key, name) for key in keys)


def _is_of(word: str, name: str) -> bool:
    """Whether a word is a name or of its root. Stems are taken only where the first letter is the same."""
    return word[:1] == name[:1] and ((stemmed := stem(word)) == name or same_root(stemmed, name))


def _is_same_day(asked: Event, near: Sequence[Sentence], published: str) -> bool | None:
    """Whether the last sentence that names a time names one of the claim's; None where it is not known."""
    if not asked.days:
        return None
    for sentence in reversed(near):
        told = sentence.days | _told_from(sentence, published)
        if told or (sentence.weekdays and asked.weekdays):
            same_day = any(_same_day(one, other) for one in asked.days for other in told)
            return same_day or bool(asked.weekdays & sentence.weekdays)
    here = near[-1].months
    return None if not here or not asked.months or here & asked.months else False


def _told_from(sentence: Sentence, published: str) -> frozenset[str]:
    """The day that ``yesterday`` is, where it is known when the article came out."""
    if "yesterday" not in sentence.keys:
        return frozenset()
    try:
        day = datetime.date.fromisoformat(published[:10]) - datetime.timedelta(days=1)
    except (ValueError, OverflowError):
        return frozenset()
    return frozenset({day.isoformat()})


def _same_day(one: str, other: str) -> bool:
    """Whether two days may be the same: the year counts where both have one."""
    return one[-5:] == other[-5:] and (len(one) != len(other) or one == other)


def _weekday(day: str) -> str:
    try:
        return _WEEKDAYS[datetime.date.fromisoformat(day).weekday()]
    except ValueError:
        return ""


def _sentence(text: str, span: Span) -> Sentence:
    told = text[span.start : span.end]
    found = words(told, stems=False)
    keys = frozenset(word.key for word in found)
    capital = [word for word in found if word.kind is Kind.WORD and told[word.start].isupper()]
    names = frozenset(word.key for word in capital if word.start and word.key not in _WEEKDAYS)
    places = frozenset(match["name"].lower() for match in _PLACE.finditer(told))
    named = {day for day, _ in days(told)} | set(_first_of_two(told))
    months = frozenset(
        word.key for word in found if word.kind is Kind.DATE and (word.key.startswith("month") or len(word.key) == 4)
    )
    return Sentence(
        span,
        keys,
        names,
        places & names,
        frozenset(named),
        keys & frozenset(_WEEKDAYS),
        frozenset() if named else months,
    )


def _first_of_two(text: str) -> Iterable[str]:
    """The first of two days of one month: 30 and 31 December."""
    for match in _TWO_DAYS.finditer(text):
        for day, place in days(text[match.end() : match.end() + 30]):
            if not place.start and 1 <= int(match["first"]) <= 31:
                yield f"{day[:-2]}{int(match['first']):02}"
