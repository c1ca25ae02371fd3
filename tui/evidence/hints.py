"""What a passage's figures say beside a claim's: the two figures and the words that they come from, never a stance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from math import inf
from typing import NamedTuple

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Dossier, Evidence, Source, Stance
from tui.evidence.coverage import placement
from tui.evidence.events import may_be_elsewhere, witnesses
from tui.evidence.figures.counting import is_person
from tui.evidence.figures.figure import Bound, Figure, figures, moved

ELSEWHERE = "may be another event"
ABOUT = 0.1
"""How far from its number *about* reaches, as a share of it."""


class Relation(StrEnum):
    """What a figure of a passage is to a claim's."""

    AGREES = "agrees"
    DIFFERS = "differs"
    LATER = "later count"
    EARLIER = "earlier count"
    OTHER = "counts something else"


class FigureHint(NamedTuple):
    """A figure of a claim beside one of a passage."""

    relation: Relation
    ours: Figure
    """Of the claim, with places in its text."""
    theirs: Figure
    """Of the passage, with places in its article."""
    sentence: str
    """What a person reads, with the words that the figures come from."""
    elsewhere: bool
    """The passage may speak of another event; the sentence says so."""


class Match(StrEnum):
    """Whether two figures count the same."""

    SAME = "the same thing, and the same happened to it"
    PERHAPS = "the same thing, and one leaves open what happened to it"
    NOT = "something else"


class _Reach(NamedTuple):
    """From where to where a figure holds, and whether the ends themselves do."""

    low: float
    high: float
    with_low: bool = True
    with_high: bool = True


def figure_hints(
    claim: Claim, source: Source, span: Span, as_of: str = "", among: Iterable[Source] = (), *, judged: bool = False
) -> tuple[FigureHint, ...]:
    """What the figures within a stretch of an article say beside the claim's: those of the same event first.

    ``as_of`` is the day of the evidence; without it, the day of the article stands for it. ``among`` are the sources in
    which it is counted how rare the claim's names are; without them, that is the article alone. A figure that counts
    something else is told where none counts the same, and always where it has the same number: 22 killed, 22 injured.
    With ``judged`` the passage is taken to be of the claim's event.
    """
    asked = figures(claim.text)
    if source.article is None or not asked:
        return ()
    told = figures_within(source.article, span)
    sources = tuple(among)
    found = []
    for first, ours, theirs in _pairs(asked, told):
        elsewhere = not judged and may_be_elsewhere(claim, source, theirs.span.start, sources)
        relation, when = first, ""
        if first is Relation.DIFFERS and not elsewhere:  # of another event it would be no count at all
            relation, when = dated(claim.date, as_of, source.published)
        sentence = _sentence(relation, ours, theirs, when) + (f"; {ELSEWHERE}" if elsewhere else "")
        found.append(FigureHint(relation, ours, theirs, sentence, elsewhere))
    order = list(Relation)
    return tuple(sorted(found, key=lambda hint: (hint.elsewhere, order.index(hint.relation), hint.theirs.span)))


def evidence_hints(dossier: Dossier, claim: Claim, entry: Evidence) -> tuple[FigureHint, ...]:
    """What the figures of a piece of evidence say beside the claim's; nothing where its quote is not found.

    Where a person put it for or against the claim, it is not said that it may be of another event.
    """
    source, span = dossier.sources.get(entry.source), placement(dossier, entry).span
    if source is None or span is None:
        return ()
    judged = entry.stance is not Stance.CONTEXT
    return figure_hints(claim, source, span, entry.as_of, () if judged else witnesses(dossier), judged=judged)


def figures_within(article: Article, span: Span) -> tuple[Figure, ...]:
    """The figures of a stretch, read in their whole sentences; of a sum all parts must be in it."""
    return tuple(
        figure
        for start, end in article.sentences_touched(span)
        for figure in (moved(figure, start) for figure in figures(article.text[start:end]))
        if span.start <= figure.span.start < span.end and (not figure.parts or figure.parts[-1].span.start < span.end)
    )


def match(ours: Figure, theirs: Figure) -> Match:
    """Whether two figures count the same: the same unit, the same thing, the same that happened to it, by the same."""
    if ours.per != theirs.per:
        return Match.NOT
    if ours.unit or theirs.unit:
        if ours.unit != theirs.unit:
            return Match.NOT
        if ours.things & theirs.things:
            return Match.SAME if ours.happened == theirs.happened else Match.PERHAPS
        return Match.NOT if (ours.things and theirs.things) or not ours.traits & theirs.traits else Match.PERHAPS
    if ours.things != theirs.things or (ours.traits and theirs.traits and not ours.traits & theirs.traits):
        return Match.NOT
    if ours.happened == theirs.happened:
        return Match.SAME
    if ours.happened & theirs.happened:  # casualties may be the dead or the hurt
        return Match.PERHAPS
    if (ours.happened and theirs.happened) or is_person(ours.things):
        return Match.NOT
    return Match.PERHAPS


def counting_the_same(ours: Figure, told: Iterable[Figure]) -> list[Figure]:
    """The figures of a passage that count what a claim's does; where there are none, those that perhaps do."""
    found = [(theirs, match(ours, theirs)) for theirs in told]
    best = Match.SAME if any(how is Match.SAME for _, how in found) else Match.PERHAPS
    return [theirs for theirs, how in found if how is best]


def agree(ours: Figure, theirs: Figure) -> bool:
    """Whether a passage's figure may stand beside a claim's as one number.

    The claim's bound is taken at its word: *at least 22* agrees with 25. So are a passage's rough words, as far as they
    go: *over a hundred* agrees with 108. But *at least 14* is how news tells the count of the hour: it differs from 22.
    """
    wanted, given = _reach(ours), _reach(theirs)
    if theirs.bound is Bound.AT_LEAST and theirs.high < inf:
        given = _Reach(theirs.low, theirs.high)
    return _meet(wanted, given) and _meet(given, wanted)


def dated(date: str, as_of: str, published: str) -> tuple[Relation, str]:
    """Whether another number is an earlier or a later count than the claim's, and what its day is called."""
    when = as_of or published
    first, _, last = when.partition("/")
    last = last or first
    called = f"as of {as_of}" if as_of else f"in an article of {published[:10]}"
    if date and when:
        if last[:10] < date[: len(last[:10])]:
            return Relation.EARLIER, called
        if first[: len(date[:10])] > date[: len(first[:10])][:10]:
            return Relation.LATER, called
    return Relation.DIFFERS, ""


def shown(figure: Figure, counts: str = "") -> str:
    """A figure in short: at least 14, 20 to 25, more than 40 billion dollars, 24 or more (for dozens), 400 per day.

    What it ``counts`` stands in the place of a unit.
    """
    if figure.high == inf:
        text = f"{_number(figure.low)} or more"
    else:
        text = _number(figure.low) + (f" to {_number(figure.high)}" if figure.high > figure.low else "")
        text = text if figure.bound is Bound.EXACTLY else f"{figure.bound} {text}"
    named = _unit(figure) if figure.unit else counts
    return " ".join(filter(None, (text, named, f"per {figure.per}" if figure.per else "")))


def _unit(figure: Figure) -> str:
    """A figure's unit, of one or of many: 3 years, 5 percent, 150 kilometres/h."""
    name, slash, per = figure.unit.partition("/")
    if name == "percent" or figure.low == figure.high == 1:
        return figure.unit
    return f"{'feet' if name == 'foot' else f'{name}s'}{slash}{per}"


def _number(value: float) -> str:
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{value / size:.6g} {name}"
    return f"{value:,.10g}" if value == int(value) else f"{value:.4g}"


def _pairs(asked: tuple[Figure, ...], told: tuple[Figure, ...]) -> Iterator[tuple[Relation, Figure, Figure]]:
    """The figures that are told side by side."""
    matched: set[Figure] = set()
    parts = {part for theirs in told for part in theirs.parts}
    for ours in asked:
        found = counting_the_same(ours, told)
        agreeing = [theirs for theirs in found if agree(ours, theirs)]
        matched.update(found)
        for theirs in found:
            if theirs in agreeing:
                yield Relation.AGREES, ours, theirs
            elif not any(_is_part(theirs, other) or _is_part(other, theirs) for other in agreeing):
                yield Relation.DIFFERS, ours, theirs
    alone = not matched
    for theirs in told:
        same = next((ours for ours in asked if ours.low == theirs.low and ours.unit == theirs.unit), None)
        if theirs not in matched and (same or (alone and theirs not in parts and not theirs.unit)):
            yield Relation.OTHER, same or asked[0], theirs


def _is_part(figure: Figure, whole: Figure) -> bool:
    """Whether a figure is told as a part of another: 312 of 650 seats."""
    return figure.of is not None and figure.of.span == whole.span


def _sentence(relation: Relation, ours: Figure, theirs: Figure, when: str) -> str:
    words = f"(“{ours.words}” in the claim, “{theirs.words}” here)"
    if relation is Relation.OTHER:
        return f"{relation}: {shown(theirs, theirs.counts)} {words}"
    if relation is Relation.AGREES:
        far = "" if _covers(_reach(ours), _reach(theirs)) or ours.low == theirs.low else " as far as it goes"
        both = shown(ours) if shown(ours) == shown(theirs) else f"{shown(ours)}, {shown(theirs)}"
        return f"{relation}{far}: {both} {words}"
    day = f", {when}" if when else ""
    return f"{relation}: {shown(ours)} ≠ {shown(theirs)}{day} {words}"


def _reach(figure: Figure) -> _Reach:
    low, high = figure.low, figure.high
    if high == inf:
        return _Reach(low * (1 - ABOUT), inf)  # dozens: who says that has not counted
    if figure.bound is Bound.ABOUT:
        return _Reach(low * (1 - ABOUT), high * (1 + ABOUT))
    if figure.bound is Bound.AT_LEAST:
        return _Reach(low, inf)
    if figure.bound is Bound.MORE_THAN:
        return _Reach(low, inf, with_low=False)
    if figure.bound is Bound.AT_MOST:
        return _Reach(0, high)
    return _Reach(0, high, with_high=False) if figure.bound is Bound.FEWER_THAN else _Reach(low, high)


def _meet(one: _Reach, other: _Reach) -> bool:
    """Whether one reach does not end before the other begins."""
    return one.low < other.high or (one.low == other.high and one.with_low and other.with_high)


def _covers(wide: _Reach, narrow: _Reach) -> bool:
    """Whether all of one reach is in the other."""
    low = wide.low < narrow.low or (wide.low == narrow.low and (wide.with_low or not narrow.with_low))
    return low and (narrow.high < wide.high or (narrow.high == wide.high and (wide.with_high or not narrow.with_high)))
