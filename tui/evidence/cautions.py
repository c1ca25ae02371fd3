"""Cautions: what a reader should know about a verdict, each in one sentence; a caution never blocks anything.

Only of the ratings of the default scale it is known which way they lean; of other words nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tui.dossier.values.model import Claim, Dossier, Evidence, Stance, Verdict
from tui.evidence.coverage import each_open, entries_of, open_count
from tui.evidence.origins.groups import origins

LEANS = {
    "true": Stance.SUPPORTS,
    "mostly-true": Stance.SUPPORTS,
    "mostly-false": Stance.CONTRADICTS,
    "false": Stance.CONTRADICTS,
}
"""The stance that supports a rating."""
NAMED = 5
"""Names that a caution lists before it counts the rest."""
AGAINST = {Stance.SUPPORTS: Stance.CONTRADICTS, Stance.CONTRADICTS: Stance.SUPPORTS}
SAYS = {Stance.SUPPORTS: "supports", Stance.CONTRADICTS: "contradicts"}


class Caution(NamedTuple):
    """A caution with the code by which the claims file can silence it."""

    code: str
    message: str


def cautions(dossier: Dossier, claim: Claim) -> tuple[Caution, ...]:
    """The cautions on a claim that its ``silence`` does not name; without a verdict, only the one on open sources."""
    found = _open_sources(dossier, claim)
    if claim.verdict is not None:
        found += tuple(_on_verdict(dossier, claim))
    return tuple(caution for caution in found if caution.code not in claim.silence)


def _open_sources(dossier: Dossier, claim: Claim) -> tuple[Caution, ...]:
    count = open_count(dossier, claim)
    if not count:
        return ()
    names = [dossier.names[source] for source in islice(each_open(dossier, claim), NAMED)]
    word = "source is" if count == 1 else "sources are"
    return (Caution("open-sources", f"{count} {word} still open: {_listed(names, count)}"),)


def _on_verdict(dossier: Dossier, claim: Claim) -> Iterator[Caution]:
    verdict = claim.verdict
    assert verdict is not None
    leans = LEANS.get(verdict.rating)
    if not verdict.rationale.strip():
        yield Caution("no-rationale", "the verdict has no rationale")
    if leans is not None:
        yield from _on_opposition(dossier, claim, verdict, leans)
    if leans is not Stance.CONTRADICTS:
        yield from _on_support(dossier, claim)
    late = [entry for entry in entries_of(claim, Stance.SUPPORTS, Stance.CONTRADICTS) if _is_later(entry, claim)]
    if late:
        names = _names(dossier, [entry.source for entry in late])
        days = _listed([f"{name} ({entry.as_of})" for name, entry in zip(names, late, strict=True)])
        yield Caution("later-evidence", f"the claim is of {claim.date}, and evidence is of a later day: {days}")


def _on_opposition(dossier: Dossier, claim: Claim, verdict: Verdict, leans: Stance) -> Iterator[Caution]:
    """The caution on a verdict against which evidence stands: all evidence, or some that its rationale passes over."""
    says = SAYS[AGAINST[leans]]
    against = _sources(entries_of(claim, AGAINST[leans]))
    if against and not entries_of(claim, leans):
        names = _listed(_names(dossier, against))
        yield Caution("against-evidence", f"rated {verdict.rating}, but all evidence {says}: {names}")
    elif unanswered := [source for source in against if not _is_answered(dossier, claim, source)]:
        names = _listed(_names(dossier, unanswered))
        verb = says if len(unanswered) == 1 else says.removesuffix("s")
        message = f"{names} {verb} the claim, which the rationale does not speak of"
        yield Caution("unanswered-contradiction", message)


def _on_support(dossier: Dossier, claim: Claim) -> Iterator[Caution]:
    """The cautions on the sources that support a claim; for claims that are not rated false."""
    support = entries_of(claim, Stance.SUPPORTS)
    sources = _sources(support)
    known = [dossier.sources[source] for source in sources if source in dossier.sources]
    if not known:
        return
    if len(origins(known).groups) == 1:
        one = "only one source supports it" if len(sources) == 1 else "all that support it are of one origin"
        yield Caution("one-origin", f"{one}: {_listed(_names(dossier, sources))}")
    speakers = {_folded(entry.attributed_to) for entry in support}
    if claim.claimant and all(_speaks_as(claim.claimant, entry, dossier) for entry in support):
        yield Caution("claimant-only", f"only the claimant's own words support it: {claim.claimant}")
    elif "" not in speakers:
        said = _listed(list(dict.fromkeys(entry.attributed_to for entry in support)))
        yield Caution("attributed-only", f"no source supports it in its own voice, only as the words of {said}")
    if all(source.kind == "ai-generated" for source in known):
        yield Caution("ai-only", "only AI-generated text supports it")


def _speaks_as(claimant: str, entry: Evidence, dossier: Dossier) -> bool:
    """Whether evidence is the claimant's own words: attributed to the claimant, or in what the claimant publishes."""
    source = dossier.sources.get(entry.source)
    if entry.attributed_to.strip() or source is None:
        return _folded(entry.attributed_to) == _folded(claimant)
    return _folded(claimant) in {_folded(source.publisher), _folded(source.author)}


def _is_answered(dossier: Dossier, claim: Claim, source: str) -> bool:
    """Whether the rationale names a source: by its id, its publisher or those to whom its words are attributed."""
    assert claim.verdict is not None
    said = _folded(claim.verdict.rationale)
    names = {source, dossier.sources[source].publisher if source in dossier.sources else ""}
    names |= {entry.attributed_to for entry in claim.evidence if entry.source == source}
    return any(_folded(name) in said for name in names if name.strip())


def _is_later(entry: Evidence, claim: Claim) -> bool:
    """Whether a piece of evidence holds for a day after the claim's; dates are compared as far as both go."""
    start = entry.as_of.partition("/")[0]
    length = min(len(start), len(claim.date), len("2023-12-31"))
    return bool(length) and start[:length] > claim.date[:length]


def _names(dossier: Dossier, sources: list[str]) -> list[str]:
    """The names of some sources; the id of a source that is not in the dossier, which ``check`` reports."""
    return [dossier.names.get(source, source) for source in sources]


def _sources(entries: tuple[Evidence, ...]) -> list[str]:
    return list(dict.fromkeys(entry.source for entry in entries))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _listed(words: list[str], count: int = 0) -> str:
    """The first of some words and the number of the rest; ``count`` of all words, where not all are given."""
    more = max(count, len(words)) - NAMED
    return ", ".join(words[:NAMED]) + (f" and {more} more" if more > 0 else "")
