"""The Markdown summary of the reviewed claims. The same dossier gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from tui.dossier.model import Claim, Dossier, Evidence, Source, Stance
from tui.dossier.quotes import State
from tui.evidence.coverage import entries_of, mixed_sources, open_sources, placement, stale_reasons, tally
from tui.reports.markdown import inline, link, paragraphs

HEADINGS = {Stance.SUPPORTS: "Supports", Stance.CONTRADICTS: "Contradicts", Stance.CONTEXT: "Context"}


def summary(dossier: Dossier) -> str:
    """The summary of a dossier."""
    return "\n".join(_lines(dossier)).rstrip("\n") + "\n"


def _lines(dossier: Dossier) -> Iterator[str]:
    reviewed = [claim for claim in dossier.claims if claim.verdict is not None]
    yield from (f"# {inline(dossier.title)}", "", _opening(dossier, reviewed), "")
    yield from _counts(dossier)
    if reviewed:
        yield from ("## Reviewed claims", "")
        for number, claim in enumerate(reviewed, 1):
            yield from _claim(dossier, claim, number)
    unreviewed = [claim for claim in dossier.claims if claim.verdict is None]
    if unreviewed:
        yield from ("## Not reviewed yet", "")
        for claim in unreviewed:
            count = len(open_sources(dossier, claim))
            yield f"- {inline(claim.text)}" + (f" ({count} open)" if count else "")
        yield ""
    yield from ("## Sources", "")
    for source in dossier.sources.values():
        yield f"- {_about(source)}"


def _opening(dossier: Dossier, reviewed: list[Claim]) -> str:
    days = sorted({claim.verdict.reviewed[:10] for claim in reviewed if claim.verdict and claim.verdict.reviewed})
    people = sorted({claim.verdict.reviewer for claim in reviewed if claim.verdict and claim.verdict.reviewer})
    words = f"{len(reviewed)} of {len(dossier.claims)} claims reviewed against {len(dossier.sources)} sources"
    if days:
        words += f", {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "")
    if people:
        words += ", by " + ", ".join(map(inline, people))
    return words + "."


def _counts(dossier: Dossier) -> Iterator[str]:
    ratings = [claim.verdict.rating for claim in dossier.claims if claim.verdict is not None]
    yield from ("| Verdict | Claims |", "| --- | ---: |")
    for rating in dossier.scale:
        if rating in ratings:
            yield f"| {inline(rating)} | {ratings.count(rating)} |"
    yield f"| *not reviewed yet* | {len(dossier.claims) - len(ratings)} |"
    yield ""


def _claim(dossier: Dossier, claim: Claim, number: int) -> Iterator[str]:
    verdict = claim.verdict
    assert verdict is not None
    yield from (f"### {number}. {inline(claim.text)}", "")
    said = ", ".join(inline(part) for part in (claim.claimant, claim.date) if part)
    if said:
        yield from (f"Claimed by {said}." if claim.claimant else f"Claimed {said}.", "")
    signed = ", ".join(inline(part) for part in (verdict.reviewer, verdict.reviewed) if part)
    yield from (f"**Verdict: {inline(verdict.rating)}**" + (f" ({signed})" if signed else ""), "")
    if verdict.rationale.strip():
        yield from (paragraphs(verdict.rationale), "")
    for reason in stale_reasons(dossier, claim):
        yield from (f"*Stale: {inline(reason)}.*", "")
    mixed = mixed_sources(claim)
    for stance, heading in HEADINGS.items():
        entries = entries_of(claim, stance)
        if entries:
            yield from (f"**{heading}** ({tally(claim, stance)})", "")
            yield from (f"- {_evidence(dossier, entry, mixed=entry.source in mixed)}" for entry in entries)
            yield ""
    silent = [dossier.sources[entry.source].name for entry in entries_of(claim, Stance.SILENT)]
    unsettled = [dossier.sources[source].name for source in open_sources(dossier, claim)]
    for heading, names in (("Silent", silent), ("Open", unsettled)):
        if names:
            yield from (f"**{heading}:** {', '.join(map(inline, names))}", "")


def _evidence(dossier: Dossier, entry: Evidence, *, mixed: bool) -> str:
    source = dossier.sources[entry.source]
    about = [inline(source.name), link(source.title, source.url)]
    if source.published:
        about.append(inline(source.published))
    words = f"“{inline(entry.quote.exact if entry.quote else '')}” — {', '.join(about)}"
    if entry.attributed_to:
        words += f"; said by {inline(entry.attributed_to)}"
    if entry.as_of:
        words += f"; as of {inline(entry.as_of)}"
    if entry.translation:
        words += f"; in translation: “{inline(entry.translation)}”"
    if entry.note:
        words += f"; note: {inline(entry.note)}"
    if mixed:
        words += "; *this source both supports and contradicts*"
    if placement(dossier, entry).state is State.MISSING:
        words += "; ***the quote is not found in the article***"
    return words


def _about(source: Source) -> str:
    words = ", ".join(inline(part) for part in (source.publisher, source.author, source.published, source.kind) if part)
    origin = f"; origin: {inline(source.origin)}" if source.origin else ""
    note = f"; {inline(source.note)}" if source.note else ""
    return f"{link(source.title, source.url)}" + (f" — {words}" if words else "") + origin + note
