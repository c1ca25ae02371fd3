"""The figures of a text: numbers with what they count, what happened to it, how far they hold, and their unit.

Years, dates, clock times, ages, ordinals, addresses and the numbers of things that are called by one are no figures,
and neither is a number of which it is not known what it counts. ``a`` and ``one`` count only where a person would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from tui.dossier.values.article import Span
from tui.evidence.figures.bounds import Bound
from tui.evidence.figures.counted import NO_CLASSES, PEOPLE
from tui.evidence.figures.counting import is_person
from tui.evidence.figures.drafts import drafts, happened_in_a_word
from tui.evidence.figures.together import Draft
from tui.evidence.numbers import Token, tokens
from tui.evidence.words import days

__all__ = ["Bound", "Figure", "figures", "moved"]
LONGEST = 100
"""Code points of the words of a figure that are shown."""
_LINK = re.compile(r"\]\([^()\s]*\)|[\[\]]")
_COORDINATED = ({",", "and"}, {"and"}, {","}, {"&"})
_NOT_TO_ADD = frozenset({"people", "persons", "person", "lives"})
"""Words that may count the others too: 22 people and two children."""


class Figure(NamedTuple):
    """A number of a text.

    ``dozens`` is from 24 to infinity, ``hundreds`` from 200, ``tens of thousands`` from 20,000.
    """

    span: Span
    """The number with the words of its bound; of a sum, all that is added."""
    low: float
    high: float
    """The same as ``low``, but for a range and for ``dozens`` and the like."""
    bound: Bound
    unit: str = ""
    """``percent``, ``dollar``, ``kilometre``; empty where things are counted. Fractions in words are percentages."""
    counts: str = ""
    """What is counted and what happened to it, in the words of the text: ``people killed``."""
    things: frozenset[str] = NO_CLASSES
    """The classes of what is counted (``people``, ``child``, ``drone``), or the stems of its words."""
    happened: frozenset[str] = NO_CLASSES
    """The classes of what happened: ``dead``, ``hurt``; two where the word leaves it open (casualties)."""
    traits: frozenset[str] = NO_CLASSES
    """The stems of the words that say which: ``attack`` of attack drones; of a measure, of the words around it."""
    of: Figure | None = None
    """The whole that it is told as a part of: 49 of ``21 out of 49``, 108 of ``108 people, including 15 children``."""
    per: str = ""
    """By what it is told: ``day`` of 400 people a day, ``100,000 people`` of 5 deaths per 100,000 people."""
    parts: tuple[Figure, ...] = ()
    """What it is the sum of: 14 and 2 of ``14 adults and two children``."""
    date: str = ""
    """The nearest day that its sentence names, as ``2023-12-30``, or ``12-30`` where no year stands."""
    words: str = ""
    """The words of the text from the number to what is counted, on one line: ``At least 22 people were killed``."""

    @property
    def kinds(self) -> frozenset[str]:
        """All classes by which it is compared."""
        return self.things | self.happened | ({self.unit} if self.unit else NO_CLASSES)

    @property
    def is_sum(self) -> bool:
        """Whether the text does not give it, but its parts."""
        return bool(self.parts)


@lru_cache(maxsize=1 << 12)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text, in order; a sum stands behind its first part."""
    pieces = tokens(text)
    found = drafts(text, pieces)
    if not found:
        return ()
    named = list(days(text))
    sentences = _sentences(pieces)
    built: dict[int, Figure] = {}
    for at, draft in enumerate(found):
        built[at] = _figure(text, pieces, draft, _nearest(draft, pieces, sentences, named))
    for at, draft in enumerate(found):
        if draft.whole is not None:
            built[at] = built[at]._replace(of=built[draft.whole]._replace(of=None))
    everything = [*built.values(), *_sums(text, pieces, found, built)]
    return tuple(sorted(everything, key=lambda figure: figure.span))


def moved(figure: Figure, by: int) -> Figure:
    """A figure with its places moved, as those of a sentence are within its article."""
    return figure._replace(
        span=Span(figure.span.start + by, figure.span.end + by),
        of=None if figure.of is None else moved(figure.of, by),
        parts=tuple(moved(part, by) for part in figure.parts),
    )


def _figure(text: str, pieces: Sequence[Token], draft: Draft, date: str) -> Figure:
    span = Span(pieces[draft.start].start, pieces[draft.end - 1].end)
    last = max(draft.end, draft.counted.heads[-1] + 1 if draft.counted.heads else 0, draft.unit_end, draft.per_end)
    if draft.happened_at >= last and draft.happened_at - last < 14 and draft.own:
        last = max(draft.happened_at + 1, draft.per_end)
    first = draft.start
    if draft.own and 0 <= draft.happened_at < first:
        first = draft.happened_at - (pieces[draft.happened_at].text == "down")
    return Figure(
        span,
        draft.number.low,
        draft.number.high,
        draft.bound,
        draft.unit,
        draft.counts,
        draft.things,
        draft.happened,
        draft.traits,
        per=draft.per,
        date=date,
        words=_line(text[pieces[first].start : pieces[last - 1].end]),
    )


def _sums(text: str, pieces: Sequence[Token], found: list[Draft], built: dict[int, Figure]) -> Iterator[Figure]:
    """The sums of people of several sorts that are told together."""
    run: list[int] = []
    for at in range(len(found) + 1):
        if at < len(found) and _is_part(found[at]) and (not run or _goes_with(pieces, found[run[-1]], found[at])):
            run.append(at)
            continue
        if len(run) > 1:
            yield _sum(text, pieces, [found[number] for number in run], tuple(built[number] for number in run))
        run = [at] if at < len(found) and _is_part(found[at]) else []


def _sum(text: str, pieces: Sequence[Token], added: list[Draft], parts: tuple[Figure, ...]) -> Figure:
    start, end = pieces[added[0].start].start, pieces[added[-1].counted.end - 1].end
    last = added[-1]
    behind = last.own and last.happened_at >= last.counted.end
    told = _line(text[start : pieces[last.happened_at].end if behind else end])
    if last.own and added[0].happened_at < added[0].start and added[0].happened_at >= 0:
        told = _line(text[pieces[added[0].happened_at].start : end])
    heads = " and ".join(pieces[draft.counted.heads[-1]].text for draft in added)
    fate = happened_in_a_word(pieces, last.happened_at, last.happened) if last.happened else ""
    low = sum(part.low for part in parts)
    return Figure(
        Span(start, end),
        low,
        low,
        Bound.EXACTLY,
        counts=f"{heads} {fate}".strip(),
        things=frozenset({PEOPLE}),
        happened=parts[-1].happened,
        parts=parts,
        date=parts[0].date,
        words=told,
    )


def _is_part(draft: Draft) -> bool:
    """Whether a number counts people of one sort, and may be added to others."""
    return (
        bool(draft.counted.heads)
        and is_person(draft.things)
        and draft.bound is Bound.EXACTLY
        and draft.number.high < inf
        and draft.number.low == draft.number.high
        and draft.whole is None
        and not draft.head_is_fate
    )


def _goes_with(pieces: Sequence[Token], one: Draft, other: Draft) -> bool:
    """Whether two numbers are told together, with nothing but an ``and`` between, and none may count the other's."""
    between = {piece.text for piece in pieces[one.counted.end : other.start]}
    heads = [pieces[draft.counted.heads[-1]].text for draft in (one, other)]
    return (
        between in _COORDINATED
        and other.start - one.counted.end <= 2
        and one.happened == other.happened
        and heads[0] != heads[1]
        and not _NOT_TO_ADD & set(heads)
    )


def _sentences(pieces: Sequence[Token]) -> list[int]:
    """Where sentences begin, roughly: an offset each."""
    starts = [0]
    for one, other in pairwise(pieces):
        if one.kind == "sign" and one.text[0] in ".!?\n" and (other.capital or one.text[0] == "\n"):
            starts.append(other.start)
    return starts


def _nearest(draft: Draft, pieces: Sequence[Token], sentences: list[int], named: list[tuple[str, Span]]) -> str:
    """The day that is named nearest to a number in its sentence."""
    if not named:
        return ""
    from bisect import bisect_right

    start = pieces[draft.start].start
    at = bisect_right(sentences, start)
    first, last = sentences[at - 1], sentences[at] if at < len(sentences) else inf
    low = bisect_right(named, first - 1, key=lambda day: day[1].start)
    near = []
    while low < len(named) and named[low][1].start < last:
        near.append(named[low])
        low += 1
    return min(near, key=lambda day: abs(day[1].start - start))[0] if near else ""


def _line(text: str) -> str:
    """Some words on one line, without the signs of a link in Markdown."""
    line = " ".join(_LINK.sub("", text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
