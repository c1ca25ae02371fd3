"""Claims beside their sources as claims_as_text text, for a pipe, a printer or a screen reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from tui.dossier.values.model import Claim, Dossier, Evidence, Stance
from tui.dossier.values.progress import ProgressCallback, each
from tui.dossier.values.quotes import QuoteState
from tui.dossier.values.text import clean, clean_line
from tui.evidence.cautions import cautions
from tui.evidence.coverage import (
    MANY,
    entries_of,
    mixed_sources,
    open_sources,
    placement,
    stale_reasons,
    tally,
)
from tui.evidence.figures.hints import evidence_hints
from tui.evidence.origins.groups import describe_origins


def claims_as_text(
    dossier: Dossier, claims: Sequence[Claim], width: int = 100, report: ProgressCallback | None = None
) -> str:
    """Some claims of a dossier as text, no line wider than ``width`` code points if words allow."""
    names = dossier.names
    blocks = ["\n".join(_claim(dossier, names, claim, width)) for claim in each(claims, report, "writing claims")]
    return "\n\n".join(blocks or [f"{clean_line(str(dossier.path))} has no claims yet"]) + "\n"


def _claim(dossier: Dossier, names: Mapping[str, str], claim: Claim, width: int) -> Iterator[str]:
    yield clean_line(claim.id)
    yield from wrapped(claim.text, "  ", width)
    yield from _circumstances(names, claim, width)
    yield from _verdict(dossier, claim, width)
    if origins := describe_origins(dossier, claim):
        yield from wrapped(origins, "  ", width)
    for caution in cautions(dossier, claim):
        yield from wrapped(f"caution: {caution.message} ({caution.code})", "  ", width)
    for stance in (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT):
        entries = entries_of(claim, stance)
        if entries:
            yield f"  {stance}: {tally(claim, stance)}"
            for entry in entries:
                yield from _evidence(dossier, names, claim, entry, width)
    yield from _sources_without_evidence(dossier, names, claim, width)


def _circumstances(names: Mapping[str, str], claim: Claim, width: int) -> Iterator[str]:
    """The claimant, the date and the tags of a claim, and the passage in which the claim was made."""
    about = [f"claimed by {claim.claimant}" if claim.claimant else "", claim.date, *(f"#{tag}" for tag in claim.tags)]
    if any(about):
        yield from wrapped(", ".join(filter(None, about)), "  ", width)
    if claim.made_in is not None:
        words = f": “{claim.made_in.quote.exact}”" if claim.made_in.quote else ""
        yield from wrapped(f"made in {names.get(claim.made_in.source, claim.made_in.source)}{words}", "  ", width)


def _verdict(dossier: Dossier, claim: Claim, width: int) -> Iterator[str]:
    verdict = claim.verdict
    if verdict is None:
        yield "  unreviewed"
        return
    signed = ", ".join(filter(None, (verdict.reviewer, verdict.reviewed)))
    yield from wrapped(f"verdict: {verdict.rating}" + (f" ({signed})" if signed else ""), "  ", width)
    for line in clean(verdict.rationale).splitlines():
        yield from wrapped(line, "    ", width)
    for reason in stale_reasons(dossier, claim):
        yield from wrapped(f"stale: {reason}", "    ", width)


def _sources_without_evidence(dossier: Dossier, names: Mapping[str, str], claim: Claim, width: int) -> Iterator[str]:
    """The silent sources of a claim, then the open ones; of many open ones, their number."""
    silent = [names[entry.source] for entry in entries_of(claim, Stance.SILENT)]
    if silent:
        yield from wrapped(f"silent: {', '.join(silent)}", "  ", width)
    still_open = open_sources(dossier, claim)
    if len(dossier.sources) > MANY:
        yield f"  open: {len(still_open):,} of {len(dossier.sources):,} sources"
    elif still_open:
        yield from wrapped(f"open: {', '.join(names[source] for source in still_open)}", "  ", width)


def _evidence(dossier: Dossier, names: Mapping[str, str], claim: Claim, entry: Evidence, width: int) -> Iterator[str]:
    source = dossier.sources[entry.source]
    about = ", ".join(filter(None, (source.kind, source.published)))
    mixed = "; mixed: this source supports and contradicts" if entry.source in mixed_sources(claim) else ""
    yield from wrapped(names[source.id] + (f" ({about})" if about else "") + mixed, "    ", width)
    yield from wrapped(f"“{entry.quote.exact if entry.quote else ''}”", "      ", width)
    position = placement(dossier, entry)
    if position.state is QuoteState.MISSING:
        yield "      NOT FOUND in the article"
    elif position.state is QuoteState.AMBIGUOUS:
        yield f"      stands in {position.places} places of the article"
    for hint in evidence_hints(dossier, claim, entry):
        yield from wrapped(f"figures: {hint.sentence}", "      ", width)
    for label, value in (
        ("said by", entry.attributed_to),
        ("as of", entry.as_of),
        ("translation:", entry.translation),
        ("note:", entry.note),
    ):
        if value:
            yield from wrapped(f"{label} {value}", "      ", width)


def wrapped(text: str, margin: str, width: int) -> list[str]:
    """A text as lines that begin with a margin, no wider than ``width`` code points if words allow."""
    # A quote that is broken at its own hyphens could not be found in its article once a reader copies it from here.
    lines = textwrap.wrap(
        clean_line(text),
        width,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [margin.rstrip()]
