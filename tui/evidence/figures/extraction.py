"""Figures read from a text: its numbers, with what they count, what happened to that, their bound and their unit.

Years, dates, clock times, ages, ordinals, addresses and the numbers of things that are called by one are no figures,
and neither is a number of which it is not known what it counts. ``a`` and ``one`` count only where a person would.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from tui.dossier.values.article import Span
from tui.evidence.figures.coordination import coordinated
from tui.evidence.figures.figure import Figure
from tui.evidence.figures.lexicon import PEOPLE, lexicon
from tui.evidence.figures.mention import Mention
from tui.evidence.figures.numbers import Token, tokens
from tui.evidence.figures.reading import read_mentions
from tui.evidence.figures.sums import sums
from tui.evidence.figures.wording import counted_words, shown_words
from tui.evidence.search.words import days


@lru_cache(maxsize=1 << 12)
def figures(text: str) -> tuple[Figure, ...]:
    """Read the figures of a text, in their order; a sum stands behind its first part."""
    pieces = tokens(text)
    mentions = _known(coordinated(pieces, read_mentions(text, pieces)))
    if not mentions:
        return ()
    dates = _dates(text, pieces, mentions)
    read = [_figure(text, pieces, mention, date) for mention, date in zip(mentions, dates, strict=True)]
    read = [
        figure if mention.whole is None else figure._replace(of=read[mention.whole])
        for figure, mention in zip(read, mentions, strict=True)
    ]
    return tuple(sorted([*read, *sums(text, pieces, mentions, read)], key=lambda figure: figure.span))


def _known(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions of which it is known what they count; the numbers of their wholes are those among these."""
    kept: dict[int, Mention] = {}
    for number, mention in enumerate(mentions):
        is_of_people = bool(mention.predicate.classes) and mention.predicate.classes <= lexicon().to_people
        found = _with_people(mention) if is_of_people else mention
        if (found.quantity.unit or found.counted.things) and (is_of_people or not found.is_weak):
            kept[number] = found
    places = {number: place for place, number in enumerate(kept)}
    return [
        mention if mention.whole is None else mention._replace(whole=places.get(mention.whole))
        for mention in kept.values()
    ]


def _with_people(mention: Mention) -> Mention:
    """A mention of what happens to people alone, which counts people where its noun doesn't say what is counted."""
    counted = mention.counted
    if counted.is_outcome or not (counted.noun.own_heads or counted.things - {PEOPLE}):
        return mention._replace(counted=counted._replace(things=frozenset({PEOPLE})))
    return mention


def _dates(text: str, pieces: Sequence[Token], mentions: Sequence[Mention]) -> list[str]:
    """For each mention, the day that is named nearest to it in its sentence; empty where none is."""
    named = list(days(text))
    if not named:
        return [""] * len(mentions)
    pairs = ((one, other) for one, other in pairwise(pieces) if one.kind == "sign")
    sentences = [0, *(other.start for one, other in pairs if _ends_sentence(one, other))]
    return [_nearest(named, sentences, pieces[mention.quantity.start].start) for mention in mentions]


def _ends_sentence(sign: Token, following: Token) -> bool:
    return sign.text[0] == "\n" or (sign.text[0] in ".!?" and following.capital)


def _nearest(named: Sequence[tuple[str, Span]], sentences: Sequence[int], offset: int) -> str:
    """Of the days that a text names, the nearest to an offset among those of its sentence."""
    at = bisect_right(sentences, offset)
    first = bisect_right(named, sentences[at - 1] - 1, key=_start)
    last = bisect_right(named, sentences[at] - 1, key=_start) if at < len(sentences) else None
    near = named[first:last]
    return min(near, key=lambda day: abs(_start(day) - offset))[0] if near else ""


def _start(day: tuple[str, Span]) -> int:
    return day[1].start


def _figure(text: str, pieces: Sequence[Token], mention: Mention, date: str) -> Figure:
    quantity, counted = mention.quantity, mention.counted
    return Figure(
        Span(pieces[quantity.start].start, pieces[quantity.end - 1].end),
        quantity.number.low,
        quantity.number.high,
        quantity.bound,
        quantity.unit,
        counted_words(text, pieces, mention),
        counted.things,
        mention.predicate.classes,
        counted.traits,
        per=mention.rate.per,
        date=date,
        words=shown_words(text, pieces, mention),
    )
