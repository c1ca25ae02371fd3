"""What ``factcheck find`` says: the candidates of each claim, source by source, as text or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tui.dossier.values.model import Claim, Dossier, Source
from tui.dossier.values.progress import ProgressCallback
from tui.dossier.values.text import clean_line
from tui.evidence.coverage import MANY
from tui.evidence.search.candidates import Candidate, candidates
from tui.reports.text import wrapped

if TYPE_CHECKING:
    from tui.evidence.search.index import Index

TOLD = 20
"""Of how many of many sources the passages are told."""


class Found(NamedTuple):
    """The candidates of all sources for one claim; ``claim`` is empty where words were looked for."""

    claim: str
    asked: str
    by_source: tuple[tuple[Source, list[Candidate]], ...]
    further: int = 0
    """How many sources, of many, have something too and are not told."""
    nothing: int = 0
    """In how many, of many, nothing was found."""


def found(
    dossier: Dossier, asked: Iterable[Claim] | str, limit: int, told: ProgressCallback | None = None
) -> Iterator[Found]:
    """What search proposes for some claims, or for some words, in the order of the file.

    Of many sources only the likeliest are told, the likeliest first; they are indexed before this returns, and how
    many of how many are is told. NoIndex where they can't be.
    """
    queries = [("", asked)] if isinstance(asked, str) else [(claim.id, claim.text) for claim in asked]
    if len(dossier.sources) > MANY:
        from tui.evidence.search.index import index_of  # for dossiers of many sources alone

        return _found_in_many(dossier, index_of(dossier, report=told), queries, limit)
    return (
        Found(claim, text, tuple((source, candidates(text, source, limit)) for source in dossier.sources.values()))
        for claim, text in queries
    )


def _found_in_many(dossier: Dossier, index: Index, queries: list[tuple[str, str]], limit: int) -> Iterator[Found]:
    for claim, text in queries:
        likely = index.matching(text)
        told = [(dossier.sources[source], candidates(text, dossier.sources[source], limit)) for source in likely[:TOLD]]
        having = tuple((source, proposed) for source, proposed in told if proposed)
        further = max(0, len(likely) - TOLD)
        yield Found(claim, text, having, further, len(dossier.sources) - len(having) - further)


def as_json(result: Found) -> str:
    """A line with an object for each candidate."""
    return "".join(
        json.dumps(
            {
                "claim": result.claim,
                "source": source.id,
                "rank": rank,
                "score": round(candidate.score, 4),
                "start": candidate.span.start,
                "end": candidate.span.end,
                "quote": _quote(source, candidate),
                "hints": list(candidate.hints),
            }
        )
        + "\n"
        for source, proposed in result.by_source
        for rank, candidate in enumerate(proposed, 1)
    )


def not_told(result: Found) -> str:
    """Of how many sources nothing is told, in a line: what JSON has no place for."""
    about = f"{result.claim}: " if result.claim else ""
    return f"{about}something found in {result.further:,} more sources, nothing in {result.nothing:,}"


def as_text(dossier: Dossier, result: Found, width: int = 100) -> str:
    """A claim with its candidates, no line wider than ``width`` code points if words allow."""
    names = dossier.names
    lines = [clean_line(result.claim)] if result.claim else []
    lines += wrapped(result.asked, "  " if result.claim else "", width)
    for source, proposed in result.by_source:
        lines += wrapped(names[source.id], "    ", width)
        if not proposed:
            lines.append("      no sentence has a word of it")
        for rank, candidate in enumerate(proposed, 1):
            lines += wrapped(f"{rank}  {_quote(source, candidate)}", "      ", width)
            if candidate.hints:
                lines += wrapped("; ".join(candidate.hints), "         ", width)
    if result.further:
        lines.append(f"    something found in {result.further:,} more sources, less likely than these")
    if result.nothing:
        lines.append(f"    nothing found in {result.nothing:,}")
    return "\n".join([*lines, "", ""])


def _quote(source: Source, candidate: Candidate) -> str:
    return source.article.text[candidate.span.start : candidate.span.end] if source.article else ""
