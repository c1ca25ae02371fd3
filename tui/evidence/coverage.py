"""Coverage: what is settled for a claim, source by source, and which sources are still open."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from tui.dossier.values.model import Claim, Dossier, Evidence, Stance
from tui.dossier.values.quotes import Placement, QuoteState, locate

MANY = 50
"""The number of sources above which they are counted and not named, and found through an index."""


class Tally(NamedTuple):
    """The number of sources of a stance to a claim: in their own voice, and only as the words of somebody."""

    own: int
    attributed: int

    def __str__(self) -> str:
        return f"{self.own} + {self.attributed} attributed" if self.attributed else str(self.own)

    @property
    def short(self) -> str:
        """The tally in its shortest form: ``1+2``."""
        return f"{self.own}+{self.attributed}" if self.attributed else str(self.own)

    @property
    def total(self) -> int:
        """The number of all sources of the stance."""
        return self.own + self.attributed


class Standing(StrEnum):
    """Whether a claim has a verdict that holds."""

    UNREVIEWED = "unreviewed"
    REVIEWED = "reviewed"
    STALE = "stale"


def entries_of(claim: Claim, *stances: Stance) -> tuple[Evidence, ...]:
    """A claim's evidence of the given stances, in the order of the file."""
    return tuple(entry for entry in claim.evidence if entry.stance in stances)


def tally(claim: Claim, stance: Stance) -> Tally:
    """The tally of a stance; a source with several entries counts once, in its own voice if one of them is."""
    sources = {entry.source for entry in entries_of(claim, stance)}
    own = {entry.source for entry in entries_of(claim, stance) if not entry.attributed_to}
    return Tally(len(own), len(sources) - len(own))


def mixed_sources(claim: Claim) -> frozenset[str]:
    """The ids of the sources with both supporting and contradicting evidence."""
    supporting = {entry.source for entry in entries_of(claim, Stance.SUPPORTS)}
    return frozenset(supporting & {entry.source for entry in entries_of(claim, Stance.CONTRADICTS)})


def open_sources(dossier: Dossier, claim: Claim) -> tuple[str, ...]:
    """The ids of the sources without any entry, in the order of the dossier: nobody has judged yet what they say."""
    return tuple(each_open(dossier, claim))


def each_open(dossier: Dossier, claim: Claim) -> Iterator[str]:
    """The ids of the open sources one by one: of thousands, all are seldom wanted."""
    settled = {entry.source for entry in claim.evidence}
    return (source for source in dossier.sources if source not in settled)


def open_count(dossier: Dossier, claim: Claim) -> int:
    """The number of open sources."""
    settled = {entry.source for entry in claim.evidence}
    return len(dossier.sources) - sum(source in dossier.sources for source in settled)


def state_of(claim: Claim, source: str) -> str:
    """The state of a source for a claim: a stance, ``mixed``, or ``open`` without evidence."""
    stances = {entry.stance for entry in claim.evidence if entry.source == source}
    if {Stance.SUPPORTS, Stance.CONTRADICTS} <= stances:
        return "mixed"
    return next((stance.value for stance in Stance if stance in stances), "open")


def placement(dossier: Dossier, evidence: Evidence) -> Placement:
    """The place of a piece of evidence in its article, with how sure that place is."""
    source = dossier.sources.get(evidence.source)
    if not dossier.is_whole and (source is None or source.article is None):
        return Placement(QuoteState.UNREAD)
    if source is None or evidence.quote is None:
        return Placement(QuoteState.MISSING)
    return locate(source.article, evidence.quote)


def stale_reasons(dossier: Dossier, claim: Claim) -> tuple[str, ...]:
    """Why a verdict is stale, a phrase for each reason; empty where it holds, and where there is none."""
    verdict = claim.verdict
    if verdict is None:
        return ()
    reasons = []
    if verdict.of and verdict.of != claim.wording_hash:
        reasons.append("the claim was reworded since")
    if verdict.on and verdict.on != claim.evidence_hash:
        reasons.append("the evidence was changed since")
    if missing := lost_quotes(dossier, claim):
        reasons.append("a quote is not found in " + ", ".join(missing))
    return tuple(reasons)


def lost_quotes(dossier: Dossier, claim: Claim) -> tuple[str, ...]:
    """The ids of the sources in which a quote of the claim is not found."""
    missing = (
        entry.source
        for entry in claim.evidence
        if entry.quote is not None and placement(dossier, entry).state is QuoteState.MISSING
    )
    return tuple(dict.fromkeys(missing))


def standing(dossier: Dossier, claim: Claim) -> Standing:
    """The standing of a claim: whether it has a verdict, and whether that holds."""
    if claim.verdict is None:
        return Standing.UNREVIEWED
    return Standing.STALE if stale_reasons(dossier, claim) else Standing.REVIEWED
