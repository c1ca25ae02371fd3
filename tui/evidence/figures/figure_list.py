"""The list of figures for a claim: what each source counts of what the claim counts, from the lowest to the highest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.dossier.values.model import Claim, Dossier, Evidence, Source, Stance
from tui.evidence.coverage import placement
from tui.evidence.figures.comparison import counting_the_same
from tui.evidence.figures.extraction import figures
from tui.evidence.figures.figure import Figure
from tui.evidence.figures.hints import figures_within
from tui.evidence.figures.same_event import may_be_elsewhere, reference_sources


class FigureRow(NamedTuple):
    """One count of what a claim counts."""

    figure: Figure
    """With places in the article."""
    ours: Figure
    """The claim's figure beside which it stands, with places in the claim's text."""
    date: str
    """The evidence's ``as_of``, else the day of the article; empty where neither is known."""
    dated: str
    """Which of the two it is: ``as of`` or ``published``; empty where there is no date."""
    source: str
    who: str
    """Whose words the count is: the one to whom it is attributed, else the source's name."""
    attributed: bool
    stance: Stance
    """The stance of the evidence to its own claim, which may be a related one."""
    quote: str
    claim: str
    """Id of the claim whose evidence it is: of this one, or of one that it names in ``see``."""
    entry: int
    """The place of the evidence among that claim's, from 0."""
    elsewhere: bool
    """Whether it may count another event: never where a person put it for or against the claim itself."""


class _Placed(NamedTuple):
    """A piece of evidence with its claim, its place among that claim's evidence, and its source."""

    claim: Claim
    number: int
    entry: Evidence
    source: Source


def figure_list(dossier: Dossier, claim: Claim) -> tuple[FigureRow, ...]:
    """All counts of what a claim counts, in its own evidence and in that of the claims that it names in ``see``.

    By the claim's figures, where it has several; then from the lowest to the highest, and of one number the earliest
    first. A figure of an article stands in the list once, with the claim's own evidence where that has it.
    """
    asked = figures(claim.text)
    rows: dict[tuple[str, Figure], FigureRow] = {}
    for placed in _evidence(dossier, claim) if asked else ():
        for row in _rows(dossier, claim, placed):
            rows.setdefault((row.source, row.figure), row)
    order = {figure: number for number, figure in enumerate(asked)}
    return tuple(
        sorted(
            rows.values(),
            key=lambda row: (order[row.ours], row.figure.low, row.figure.high, row.date, row.source),
        )
    )


def _evidence(dossier: Dossier, claim: Claim) -> Iterator[_Placed]:
    """The evidence of a claim, then that of the claims that it names in ``see``."""
    related = [found for name in claim.see if (found := dossier.find(name)) is not None and found.id != claim.id]
    for owner in (claim, *related):
        for number, entry in enumerate(owner.evidence):
            source = dossier.sources.get(entry.source)
            if source is not None:
                yield _Placed(owner, number, entry, source)


def _rows(dossier: Dossier, claim: Claim, placed: _Placed) -> Iterator[FigureRow]:
    """The counts in one piece of evidence of what a claim counts."""
    entry, source = placed.entry, placed.source
    span = placement(dossier, entry).span
    if source.article is None or span is None or entry.quote is None:
        return
    given = figures_within(source.article, span)
    judged = placed.claim is claim and entry.stance is not Stance.CONTEXT
    date, dated = (entry.as_of, "as of") if entry.as_of else (source.published, "published" if source.published else "")
    used: set[Figure] = set()
    for ours in figures(claim.text):
        for theirs in counting_the_same(ours, given):
            if theirs in used:
                continue
            used.add(theirs)
            yield FigureRow(
                theirs,
                ours,
                date,
                dated,
                source.id,
                entry.attributed_to or dossier.names[source.id],
                bool(entry.attributed_to),
                entry.stance,
                entry.quote.exact,
                placed.claim.id,
                placed.number,
                not judged and may_be_elsewhere(claim, source, theirs.span.start, reference_sources(dossier)),
            )
