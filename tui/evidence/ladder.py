"""A claim's figure as a ladder: what each source counts of the same, from the lowest to the highest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.dossier.values.model import Claim, Dossier, Evidence, Source, Stance
from tui.evidence.coverage import placement
from tui.evidence.events import may_be_elsewhere, witnesses
from tui.evidence.figures.figure import Figure, figures
from tui.evidence.hints import counting_the_same, figures_within


class Rung(NamedTuple):
    """One count of what a claim counts."""

    figure: Figure
    """With places in the article."""
    ours: Figure
    """The claim's figure that it stands beside, with places in the claim's text."""
    date: str
    """The evidence's ``as_of``, else the day of the article; empty where neither is known."""
    dated: str
    """Which of the two it is: ``as of``, ``published`` or nothing."""
    source: str
    who: str
    """Whose words it is: the one to whom it is attributed, else the source's name."""
    attributed: bool
    stance: Stance
    """What the evidence is to its own claim, which may be a related one."""
    quote: str
    claim: str
    """The claim whose evidence it is: this one, or one that it names in ``see``."""
    entry: int
    """Which of that claim's evidence it is, counted from 0."""
    elsewhere: bool
    """It may be the count of another event: never where a person put it for or against the claim itself."""


def ladder(dossier: Dossier, claim: Claim) -> tuple[Rung, ...]:
    """All counts of what a claim counts, in its own evidence and in that of the claims that it names in ``see``.

    By the claim's figures, where it has several; then from the lowest to the highest, of one number the earliest first.
    The same figure of an article stands once, with the claim's own evidence where that has it.
    """
    asked = figures(claim.text)
    rungs: dict[tuple[str, Figure], Rung] = {}
    related = [found for name in claim.see if (found := dossier.find(name)) is not None and found.id != claim.id]
    for other in (claim, *related) if asked else ():
        for number, entry in enumerate(other.evidence):
            source = dossier.sources.get(entry.source)
            if source is not None and entry.quote is not None:
                for rung in _rungs(dossier, claim, other, source, number, entry):
                    rungs.setdefault((rung.source, rung.figure), rung)
    order = {figure: number for number, figure in enumerate(asked)}
    return tuple(
        sorted(
            rungs.values(),
            key=lambda rung: (order[rung.ours], rung.figure.low, rung.figure.high, rung.date, rung.source),
        )
    )


def _rungs(
    dossier: Dossier, claim: Claim, other: Claim, source: Source, number: int, entry: Evidence
) -> Iterator[Rung]:
    """What one piece of evidence counts of what a claim counts."""
    span = placement(dossier, entry).span
    if source.article is None or span is None or entry.quote is None:
        return
    told = figures_within(source.article, span)
    judged = other is claim and entry.stance is not Stance.CONTEXT
    taken: set[Figure] = set()
    for ours in figures(claim.text):
        for theirs in counting_the_same(ours, told):
            if theirs in taken:
                continue
            taken.add(theirs)
            yield Rung(
                theirs,
                ours,
                entry.as_of or source.published,
                "as of" if entry.as_of else "published" if source.published else "",
                source.id,
                entry.attributed_to or dossier.names[source.id],
                bool(entry.attributed_to),
                entry.stance,
                entry.quote.exact,
                other.id,
                number,
                not judged and may_be_elsewhere(claim, source, theirs.span.start, witnesses(dossier)),
            )
