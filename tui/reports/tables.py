"""All claims as tables for other programs: CSV for spreadsheets (RFC 4180), and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from tui.dossier.values.model import Claim, Dossier, Evidence, Source
from tui.dossier.values.progress import ProgressCallback, each
from tui.dossier.values.text import clean
from tui.dossier.yaml_text.rendering import evidence_fields, verdict_fields
from tui.evidence.cautions import cautions
from tui.evidence.coverage import open_sources, placement, stale_reasons, standing, state_of
from tui.evidence.origins.groups import counts
from tui.reports.markdown import web_address

BYTE_ORDER_MARK = "\ufeff"
"""The mark by which a spreadsheet recognises UTF-8; written into files, not to standard output."""
_FORMULA = re.compile(r"[\s'\"\0]*[=+\-@＝＋－＠\t\r]")
"""The beginning of a cell that a spreadsheet may take for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""
COLUMNS = (
    *("claim", "text", "claimant", "date", "tags", "standing", "rating", "rationale", "reviewer", "reviewed"),
    *("open_sources", "cautions"),
    *("source", "title", "publisher", "author", "published", "kind", "origin", "url"),
    *("stance", "quote", "found", "attributed_to", "as_of", "translation", "note"),
)


def as_csv(dossier: Dossier, report: ProgressCallback | None = None) -> str:
    """A row for each piece of evidence, with its claim and its source; one row for a claim without evidence.

    Text is cleaned of characters on which a terminal would act. A cell that a spreadsheet could take for a formula
    begins with an apostrophe. Lines end in CR and LF.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for claim in each(dossier.claims, report, "writing claims"):
        about = _about(dossier, claim)
        for entry in claim.evidence or (None,):
            row = about | (_entry(dossier, entry) if entry else {})
            writer.writerow([_cell(row.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def _cell(text: str) -> str:
    text = clean(text)
    return f"'{text}" if _FORMULA.match(text) else text


def _about(dossier: Dossier, claim: Claim) -> dict[str, str]:
    verdict = claim.verdict
    return {
        "claim": claim.id,
        "text": claim.text,
        "claimant": claim.claimant,
        "date": claim.date,
        "tags": ", ".join(claim.tags),
        "standing": standing(dossier, claim).value,
        "rating": verdict.rating if verdict else "",
        "rationale": verdict.rationale if verdict else "",
        "reviewer": verdict.reviewer if verdict else "",
        "reviewed": verdict.reviewed if verdict else "",
        "open_sources": str(len(open_sources(dossier, claim))),
        "cautions": ", ".join(caution.code for caution in cautions(dossier, claim)),
    }


def _entry(dossier: Dossier, entry: Evidence) -> dict[str, str]:
    source = dossier.sources[entry.source]
    found = placement(dossier, entry).state.value if entry.quote else ""
    return {**_source(source), **evidence_fields(entry), "found": found}


def _source(source: Source) -> dict[str, str]:
    fields = {name: getattr(source, name) for name in ("title", "publisher", "author", "published", "kind", "origin")}
    return {**fields, "source": source.id, "url": web_address(source.url)}


def as_json_lines(dossier: Dossier, report: ProgressCallback | None = None) -> Iterator[str]:
    """A line with an object for each claim, in ASCII. Offsets count code points of the article."""
    return (json.dumps(_claim(dossier, claim)) + "\n" for claim in each(dossier.claims, report, "writing claims"))


def _claim(dossier: Dossier, claim: Claim) -> dict[str, object]:
    passages, sources, origins = counts(dossier, claim)
    made_in = claim.made_in
    return {
        "id": claim.id,
        "text": claim.text,
        "claimant": claim.claimant,
        "date": claim.date,
        "made_in": made_in and {"source": made_in.source, "quote": made_in.quote.exact if made_in.quote else ""},
        "tags": claim.tags,
        "see": claim.see,
        "standing": standing(dossier, claim).value,
        "stale": stale_reasons(dossier, claim),
        "verdict": claim.verdict and verdict_fields(claim.verdict),
        "evidence": [_entry_with_position(dossier, entry) for entry in claim.evidence],
        "coverage": {source: state_of(claim, source) for source in dossier.sources},
        "cautions": [{"code": caution.code, "message": caution.message} for caution in cautions(dossier, claim)],
        "passages": passages,
        "sources": sources,
        "origins": origins,
    }


def _entry_with_position(dossier: Dossier, entry: Evidence) -> dict[str, object]:
    position = placement(dossier, entry)
    span = position.span
    fields = {"found": position.state.value, "start": span and span.start, "end": span and span.end}
    return {**evidence_fields(entry), **(fields if entry.quote else {})}
