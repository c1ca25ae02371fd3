"""What a passage's figures say beside a claim's: the two figures and the words that they come from, never a stance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Dossier, Evidence, Source, Stance
from tui.evidence.coverage import placement
from tui.evidence.figures.comparison import Relation, agree, counting_the_same, dated, reach
from tui.evidence.figures.extraction import figures
from tui.evidence.figures.figure import Figure, moved
from tui.evidence.figures.same_event import may_be_elsewhere, reference_sources
from tui.evidence.figures.wording import shown

ELSEWHERE = "may be another event"


class FigureHint(NamedTuple):
    """A figure of a claim beside one of a passage."""

    relation: Relation
    ours: Figure
    """The claim's, with places in its text."""
    theirs: Figure
    """The passage's, with places in its article."""
    sentence: str
    """The hint for a reader, with the words from which the two figures were read."""
    elsewhere: bool
    """Whether the passage may speak of another event; the sentence says so."""


def figure_hints(
    claim: Claim, source: Source, span: Span, as_of: str = "", among: Iterable[Source] = (), *, judged: bool = False
) -> tuple[FigureHint, ...]:
    """What the figures within a stretch of an article say beside the claim's: those of the same event first.

    ``as_of`` is the day of the evidence; without it, the article's day counts. ``among`` are the sources in which it is
    counted how rare the claim's names are; by default the article alone. A figure that counts something else has a hint
    where none counts the same, and always where its number is the claim's: 22 killed, 22 injured. With ``judged`` the
    passage is taken to speak of the claim's event.
    """
    asked = figures(claim.text)
    if source.article is None or not asked:
        return ()
    given = figures_within(source.article, span)
    sources = tuple(among)
    found = []
    for first, ours, theirs in _pairs(asked, given):
        elsewhere = not judged and may_be_elsewhere(claim, source, theirs.span.start, sources)
        relation, day = first, ""
        if first is Relation.DIFFERS and not elsewhere:  # the count of another event is no earlier or later one
            relation, day = dated(claim.date, as_of, source.published)
        sentence = _sentence(relation, ours, theirs, day) + (f"; {ELSEWHERE}" if elsewhere else "")
        found.append(FigureHint(relation, ours, theirs, sentence, elsewhere))
    order = list(Relation)
    return tuple(sorted(found, key=lambda hint: (hint.elsewhere, order.index(hint.relation), hint.theirs.span)))


def evidence_hints(dossier: Dossier, claim: Claim, entry: Evidence) -> tuple[FigureHint, ...]:
    """What the figures of a piece of evidence say beside the claim's; nothing where its quote is not found.

    No hint says of evidence that a person put for or against the claim that it may be of another event.
    """
    source, span = dossier.sources.get(entry.source), placement(dossier, entry).span
    if source is None or span is None:
        return ()
    judged = entry.stance is not Stance.CONTEXT
    return figure_hints(claim, source, span, entry.as_of, () if judged else reference_sources(dossier), judged=judged)


def figures_within(article: Article, span: Span) -> tuple[Figure, ...]:
    """The figures of a stretch, read in their whole sentences, with places in the article; of a sum, all parts are in.

    A figure belongs to the stretch if its number begins there.
    """
    return tuple(
        figure
        for start, end in article.sentences_touched(span)
        for figure in (moved(figure, start) for figure in figures(article.text[start:end]))
        if span.start <= figure.span.start < span.end and (not figure.parts or figure.parts[-1].span.start < span.end)
    )


def _pairs(asked: tuple[Figure, ...], given: tuple[Figure, ...]) -> Iterator[tuple[Relation, Figure, Figure]]:
    """The figures of a claim and of a passage that stand side by side in a hint."""
    matched: set[Figure] = set()
    for ours in asked:
        found = counting_the_same(ours, given)
        matched.update(found)
        yield from _of_the_same(ours, found)
    yield from _of_something_else(asked, given, matched)


def _of_the_same(ours: Figure, found: list[Figure]) -> Iterator[tuple[Relation, Figure, Figure]]:
    """The figures that count what a claim's does; not those that differ as the whole or the part of one that agrees."""
    agreeing = [theirs for theirs in found if agree(ours, theirs)]
    for theirs in found:
        if theirs in agreeing:
            yield Relation.AGREES, ours, theirs
        elif not any(_is_part(theirs, other) or _is_part(other, theirs) for other in agreeing):
            yield Relation.DIFFERS, ours, theirs


def _of_something_else(
    asked: tuple[Figure, ...], given: tuple[Figure, ...], matched: set[Figure]
) -> Iterator[tuple[Relation, Figure, Figure]]:
    """The figures that count something else: all of them if none counts the same, else those of a claim's number."""
    parts = {part for theirs in given for part in theirs.parts}
    for theirs in given:
        same = next((ours for ours in asked if ours.low == theirs.low and ours.unit == theirs.unit), None)
        is_shown = same is not None or not (matched or theirs in parts or theirs.unit)
        if is_shown and theirs not in matched:
            yield Relation.OTHER, same or asked[0], theirs


def _is_part(figure: Figure, whole: Figure) -> bool:
    """Whether a figure is given as a part of another: *312 of 650 seats*."""
    return figure.of is not None and figure.of.span == whole.span


def _sentence(relation: Relation, ours: Figure, theirs: Figure, day: str) -> str:
    words = f"(“{ours.words}” in the claim, “{theirs.words}” here)"
    if relation is Relation.OTHER:
        return f"{relation}: {shown(theirs, theirs.counts)} {words}"
    if relation is Relation.AGREES:
        far = "" if reach(ours).covers(reach(theirs)) or ours.low == theirs.low else " as far as it goes"
        both = shown(ours) if shown(ours) == shown(theirs) else f"{shown(ours)}, {shown(theirs)}"
        return f"{relation}{far}: {both} {words}"
    when = f", {day}" if day else ""
    return f"{relation}: {shown(ours)} ≠ {shown(theirs)}{when} {words}"
