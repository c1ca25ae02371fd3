"""Sums of people of several sorts that a text counts one by one: 16 of *14 adults and two children were killed*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from tui.dossier.values.article import Span
from tui.evidence.figures.bounds import Bound
from tui.evidence.figures.figure import Figure
from tui.evidence.figures.lexicon import PEOPLE
from tui.evidence.figures.mention import Mention
from tui.evidence.figures.noun_phrase import is_person
from tui.evidence.figures.numbers import Token
from tui.evidence.figures.wording import on_one_line, outcome_word

_JOINTS = ({",", "and"}, {"and"}, {","}, {"&"})
_MAY_INCLUDE = frozenset({"people", "persons", "person", "lives"})
"""Words that may count the others too: *22 people and two children*."""


_Part = tuple[Mention, Figure]
"""A mention with the figure that was read of it."""


def sums(text: str, pieces: Sequence[Token], mentions: Sequence[Mention], read: Sequence[Figure]) -> Iterator[Figure]:
    """The sums of the figures that were read of some mentions."""
    run: list[_Part] = []
    for part in zip(mentions, read, strict=True):
        if not _may_be_added(part[0]):
            yield from _summed(text, pieces, run)
            run = []
        elif run and not _goes_with(pieces, run[-1][0], part[0]):
            yield from _summed(text, pieces, run)
            run = [part]
        else:
            run.append(part)
    yield from _summed(text, pieces, run)


def _may_be_added(mention: Mention) -> bool:
    """Whether a mention counts people of one sort exactly, and is no part of others."""
    number, counted = mention.quantity.number, mention.counted
    return (
        bool(counted.noun.heads)
        and is_person(counted.things)
        and mention.quantity.bound is Bound.EXACTLY
        and number.low == number.high < inf
        and mention.whole is None
        and not counted.is_outcome
    )


def _goes_with(pieces: Sequence[Token], one: Mention, other: Mention) -> bool:
    """Whether two mentions stand side by side, the same happened to both, and neither may include the other."""
    end, start = one.counted.noun.end, other.quantity.start
    between = {piece.text for piece in pieces[end:start]}
    heads = {_head(pieces, one), _head(pieces, other)}
    return (
        between in _JOINTS
        and start - end <= 2
        and one.predicate.classes == other.predicate.classes
        and len(heads) > 1
        and not _MAY_INCLUDE & heads
    )


def _summed(text: str, pieces: Sequence[Token], run: Sequence[_Part]) -> Iterator[Figure]:
    """The sum of a run of figures; none of fewer than two."""
    if len(run) < 2:
        return
    mentions, figures = zip(*run, strict=True)
    first, last = mentions[0], mentions[-1]
    predicate = last.predicate
    outcome = outcome_word(pieces, predicate) if predicate.classes else ""
    start, end = first.quantity.start, last.counted.noun.end
    shown_start, shown_end = start, end
    if predicate.own and predicate.at >= end:
        shown_end = predicate.at + 1
    if predicate.own and 0 <= first.predicate.at < start:
        shown_start, shown_end = first.predicate.at, end
    low = sum(figure.low for figure in figures)
    yield Figure(
        Span(pieces[start].start, pieces[end - 1].end),
        low,
        low,
        Bound.EXACTLY,
        counts=f"{' and '.join(_head(pieces, mention) for mention in mentions)} {outcome}".strip(),
        things=frozenset({PEOPLE}),
        happened=figures[-1].happened,
        parts=figures,
        date=figures[0].date,
        words=on_one_line(text[pieces[shown_start].start : pieces[shown_end - 1].end]),
    )


def _head(pieces: Sequence[Token], mention: Mention) -> str:
    return pieces[mention.counted.noun.heads[-1]].text
