"""The items of a claim's page on which the cursor can stand, in reading order, independent of the layout."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Dossier, Stance
from tui.evidence.coverage import MANY, open_sources
from tui.evidence.search.proposals import Proposals

MOST_NAMED = 200
"""The most sources that are listed where no claim is shown."""
CARD_STANCES = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT)
"""The stances with cards, in the order of the page."""


class Item(NamedTuple):
    """A piece of evidence, a proposed passage, an open or silent source, or a line that stands for many sources."""

    source: str
    """Id of the source; empty for a line that stands for many sources."""
    entry: int | None
    """Index of the evidence in its claim; None for items that are no evidence."""
    passage: Span | None = None
    """The proposed passage."""
    group: str = ""
    """``found`` or ``nothing`` for a line that stands for sources that are not listed yet."""


FOUND_GROUP = Item("", None, None, "found")
NOTHING_GROUP = Item("", None, None, "nothing")


def items_of(dossier: Dossier, claim: Claim | None, proposals: Proposals) -> list[Item]:
    """Return the items of a claim's page, or of the page of all sources where no claim is shown."""
    if claim is None:
        return [Item(source, None) for source in islice(dossier.sources, MOST_NAMED)]
    return [
        *(Item(source, at) for stance in CARD_STANCES for source, entries in cards(claim, stance) for at in entries),
        *_proposed(proposals),
        *_many(dossier, proposals),
        *unproposed(dossier, claim, proposals),
        *silent(claim),
    ]


def cards(claim: Claim, stance: Stance) -> list[tuple[str, list[int]]]:
    """Return the sources with evidence of a stance, in the order of the file, each with the indices of its entries."""
    by_source: dict[str, list[int]] = {}
    for at, entry in enumerate(claim.evidence):
        if entry.stance is stance:
            by_source.setdefault(entry.source, []).append(at)
    return list(by_source.items())


def _proposed(proposals: Proposals) -> Iterator[Item]:
    """Yield the proposed passages by source, each group followed by the source itself."""
    for source in proposals.found:
        yield from (Item(source, None, candidate.span) for candidate in proposals.passages[source])
        yield Item(source, None)


def _many(dossier: Dossier, proposals: Proposals) -> Iterator[Item]:
    """Yield, in a dossier with many sources, the line of sources with further passages, and the listed sources."""
    if not dossier.is_whole or len(dossier.sources) <= MANY or proposals.waits:
        return
    if proposals.further:
        yield FOUND_GROUP
    if not proposals.words and proposals.every:
        yield from (Item(source, None) for source in proposals.nothing)
        if proposals.unlisted:
            yield NOTHING_GROUP


def unproposed(dossier: Dossier, claim: Claim, proposals: Proposals) -> list[Item]:
    """Return, in a dossier with few sources, the open sources without a proposed passage."""
    if not dossier.is_whole or len(dossier.sources) > MANY or proposals.words:
        return []
    found = set(proposals.found)
    return [Item(source, None) for source in open_sources(dossier, claim) if source not in found]


def silent(claim: Claim) -> list[Item]:
    """Return the sources recorded as silent."""
    return [Item(entry.source, at) for at, entry in enumerate(claim.evidence) if entry.stance is Stance.SILENT]
