"""The Markdown summary of the reviewed claims. One dossier always gives one sequence of bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui.dossier.values.model import Claim, Dossier, Evidence, Source, Stance
from tui.dossier.values.passed_over import counted_passed_over, named_passed_over, passed_over
from tui.dossier.values.progress import ProgressCallback, each
from tui.dossier.values.quotes import QuoteState
from tui.evidence.cautions import cautions
from tui.evidence.coverage import (
    MANY,
    Standing,
    entries_of,
    mixed_sources,
    open_count,
    open_sources,
    placement,
    stale_reasons,
    standing,
    tally,
)
from tui.evidence.origins.groups import describe_origins
from tui.reports.markdown import inline, link, paragraphs, web_address

MOST_NAMED = 10
"""Number of passed-over files that are named."""
HEADINGS = {Stance.SUPPORTS: "Supports", Stance.CONTRADICTS: "Contradicts", Stance.CONTEXT: "Context"}
LEGEND = (
    "In brackets after *Supports* and *Contradicts*: how many sources say so in their own voice and, after the plus, "
    "how many only as somebody's words."
)


def summary(dossier: Dossier, report: ProgressCallback | None = None) -> str:
    """The summary of a dossier."""
    return "\n".join(_lines(dossier, dossier.names, report)).rstrip("\n") + "\n"


def _lines(dossier: Dossier, names: Mapping[str, str], report: ProgressCallback | None) -> Iterator[str]:
    reviewed = [claim for claim in dossier.claims if claim.verdict is not None]
    yield from (f"# {inline(dossier.title)}", "", _opening(dossier, reviewed), "")
    if dossier.outside:
        yield from (f"*The articles are read from outside of the dossier's folder: {inline(dossier.outside)}.*", "")
    yield from _problem_counts(dossier)
    yield from _rating_table(dossier)
    if reviewed:
        yield from ("## Reviewed claims", "", LEGEND, "")
        for number, claim in enumerate(each(reviewed, report, "writing claims"), 1):
            yield from _claim(dossier, names, claim, number)
    yield from _unreviewed_claims(dossier)
    yield from _source_list(dossier, names)


def _opening(dossier: Dossier, reviewed: list[Claim]) -> str:
    days = sorted({claim.verdict.reviewed[:10] for claim in reviewed if claim.verdict and claim.verdict.reviewed})
    people = sorted({claim.verdict.reviewer for claim in reviewed if claim.verdict and claim.verdict.reviewer})
    sources = f"{len(dossier.sources)} source{'' if len(dossier.sources) == 1 else 's'}"
    words = f"{len(reviewed)} of {len(dossier.claims)} claims reviewed against {sources}"
    if days:
        words += f", {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "")
    if people:
        words += ", by " + ", ".join(map(inline, people))
    return words + "."


def _problem_counts(dossier: Dossier) -> Iterator[str]:
    """The files that were passed over, by name, and the number of the other problems of the dossier."""
    if counted := counted_passed_over(dossier):
        yield from (f"{counted}: {inline(named_passed_over(dossier, MOST_NAMED))}.", "")
    if others := len(dossier.problems) - len(passed_over(dossier)):
        them = "it" if others == 1 else "them"
        what = f"{others:,} problem{'s' if others != 1 else ''} of the claims file"
        yield from (f"{what}: `factcheck check` names {them}.", "")


def _rating_table(dossier: Dossier) -> Iterator[str]:
    ratings = [claim.verdict.rating for claim in dossier.claims if claim.verdict is not None]
    stale = [
        claim.verdict.rating
        for claim in dossier.claims
        if claim.verdict is not None and standing(dossier, claim) is Standing.STALE
    ]
    yield from ("| Verdict | Claims |", "| --- | ---: |")
    for rating in dossier.scale:
        if rating in ratings:
            among = f", of them stale: {stale.count(rating)}" if rating in stale else ""
            yield f"| {inline(rating)} | {ratings.count(rating)}{among} |"
    yield f"| *not reviewed yet* | {len(dossier.claims) - len(ratings)} |"
    yield ""


def _unreviewed_claims(dossier: Dossier) -> Iterator[str]:
    unreviewed = [claim for claim in dossier.claims if claim.verdict is None]
    if unreviewed:
        yield from ("## Not reviewed yet", "")
        for claim in unreviewed:
            count = open_count(dossier, claim)
            yield f"- {inline(claim.text)}" + (f" (sources open: {count})" if count else "")
        yield ""


def _source_list(dossier: Dossier, names: Mapping[str, str]) -> Iterator[str]:
    """Every source; of many, those with an entry for a claim, and the number of the others."""
    yield from ("## Sources", "")
    quoted = {entry.source for claim in dossier.claims for entry in claim.evidence}
    is_long = len(dossier.sources) > MANY
    for source in dossier.sources.values():
        if source.id in quoted or not is_long:
            yield f"- {_source(source, names[source.id])}"
    if is_long and (others := len(dossier.sources.keys() - quoted)):
        yield f"- and {others:,} more, without an entry for any claim"


def _claim(dossier: Dossier, names: Mapping[str, str], claim: Claim, number: int) -> Iterator[str]:
    yield from (f"### {number}. {inline(claim.text)}", "")
    yield from _circumstances(names, claim)
    yield from _verdict(dossier, claim)
    if origins := describe_origins(dossier, claim):
        yield from (f"Evidence: {inline(origins)}.", "")
    for caution in cautions(dossier, claim):
        yield from (f"*Caution: {inline(caution.message)}.*", "")
    for stance, heading in HEADINGS.items():
        entries = entries_of(claim, stance)
        if entries:
            yield from (f"**{heading}** ({tally(claim, stance)})", "")
            for entry in entries:
                yield "\\\n  ".join(_evidence(dossier, names, claim, entry))
            yield ""
    yield from _sources_without_evidence(dossier, names, claim)


def _circumstances(names: Mapping[str, str], claim: Claim) -> Iterator[str]:
    """The claimant and the date of a claim, and the passage in which the claim was made."""
    claimant_and_date = ", ".join(inline(part) for part in (claim.claimant, claim.date) if part)
    if claimant_and_date:
        yield from (f"Claimed by {claimant_and_date}." if claim.claimant else f"Claimed {claimant_and_date}.", "")
    if claim.made_in is not None:
        words = f": “{inline(claim.made_in.quote.exact)}”" if claim.made_in.quote else ""
        yield from (f"Made in {inline(names.get(claim.made_in.source, claim.made_in.source))}{words}", "")


def _verdict(dossier: Dossier, claim: Claim) -> Iterator[str]:
    verdict = claim.verdict
    assert verdict is not None
    signed = ", ".join(inline(part) for part in (verdict.reviewer, verdict.reviewed) if part)
    yield from (f"**Verdict: {inline(verdict.rating)}**" + (f" ({signed})" if signed else ""), "")
    if verdict.rationale.strip():
        yield from (paragraphs(verdict.rationale), "")
    for reason in stale_reasons(dossier, claim):
        yield from (f"*Stale: {inline(reason)}.*", "")


def _sources_without_evidence(dossier: Dossier, names: Mapping[str, str], claim: Claim) -> Iterator[str]:
    """The silent sources of a claim, then the open ones; of many open ones, their number."""
    silent = [names[entry.source] for entry in entries_of(claim, Stance.SILENT)]
    if len(dossier.sources) > MANY:
        still_open = [f"{open_count(dossier, claim):,} of {len(dossier.sources):,} sources"]
    else:
        still_open = [names[source] for source in open_sources(dossier, claim)]
    for heading, listed in (("Silent", silent), ("Open", still_open)):
        if listed:
            yield from (f"**{heading}:** {', '.join(map(inline, listed))}", "")


def _evidence(dossier: Dossier, names: Mapping[str, str], claim: Claim, entry: Evidence) -> Iterator[str]:
    """A list item of a line each: the quote, the source with the speaker, and remarks on the quote."""
    source = dossier.sources[entry.source]
    name = names[source.id]
    yield f"- “{inline(entry.quote.exact if entry.quote else '')}”"
    about = [link(name, source.url) if web_address(source.url) else inline(name)]
    about += [inline(source.published)] if source.published else []
    words = f"— {', '.join(about)}"
    words += f"; said by {inline(entry.attributed_to)}" if entry.attributed_to else ""
    yield words + (f"; as of {inline(entry.as_of)}" if entry.as_of else "")
    if entry.translation:
        yield f"In translation: “{inline(entry.translation)}”"
    if entry.note:
        yield f"Note: {inline(entry.note)}"
    if entry.source in mixed_sources(claim):
        yield "*This source both supports and contradicts.*"
    position = placement(dossier, entry)
    if position.state is QuoteState.MISSING:
        yield "***Beware: the quote is not found in the article.***"
    elif position.state is QuoteState.AMBIGUOUS:
        yield f"*These words stand in {position.places} places of the article.*"


def _source(source: Source, name: str) -> str:
    words = ", ".join(inline(part) for part in (source.author, source.published, source.kind) if part)
    origin = f"; origin: {inline(source.origin)}" if source.origin else ""
    note = f"\\\n  {inline(source.note)}" if source.note else ""
    return f"**{inline(name)}**: {link(source.title, source.url)}" + (f" — {words}" if words else "") + origin + note
