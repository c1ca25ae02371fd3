"""The output of ``factcheck find``: the candidates of each claim, source by source, as text or as JSON."""

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

MOST_SOURCES = 20
"""Number of sources of a large dossier whose passages are shown."""


class SearchResult(NamedTuple):
    """The candidates of all sources for one claim, or for words."""

    claim: str
    """Id of the claim; empty for a search for words."""
    query: str
    by_source: tuple[tuple[Source, list[Candidate]], ...]
    further: int = 0
    """Number of sources of a large dossier that have passages too and are left out."""
    nothing: int = 0
    """Number of sources of a large dossier without a passage."""


def search(
    dossier: Dossier, wanted: Iterable[Claim] | str, limit: int, report: ProgressCallback | None = None
) -> Iterator[SearchResult]:
    """Search all sources for passages on some claims, or for words; one result for each claim, in the given order.

    ``limit`` is the number of candidates of each source. Sources of a large dossier are indexed before this function
    returns, and the results hold the likeliest of them, the likeliest first. Raises NoIndex where the index can't be
    made.
    """
    queries = [("", wanted)] if isinstance(wanted, str) else [(claim.id, claim.text) for claim in wanted]
    if len(dossier.sources) > MANY:
        from tui.evidence.search.index import index_of  # for dossiers of many sources alone

        return _search_index(dossier, index_of(dossier, report=report), queries, limit)
    return (
        SearchResult(
            claim, text, tuple((source, candidates(text, source, limit)) for source in dossier.sources.values())
        )
        for claim, text in queries
    )


def _search_index(dossier: Dossier, index: Index, queries: list[tuple[str, str]], limit: int) -> Iterator[SearchResult]:
    for claim, text in queries:
        likely = index.matching(text)
        sources = [dossier.sources[source] for source in likely[:MOST_SOURCES]]
        by_source = tuple((source, found) for source in sources if (found := candidates(text, source, limit)))
        further = max(0, len(likely) - MOST_SOURCES)
        yield SearchResult(claim, text, by_source, further, len(dossier.sources) - len(by_source) - further)


def as_json(result: SearchResult) -> str:
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


def left_out_line(result: SearchResult) -> str:
    """A line with the numbers of the sources that the JSON leaves out."""
    about = f"{result.claim}: " if result.claim else ""
    return f"{about}something found in {result.further:,} more sources, nothing in {result.nothing:,}"


def as_text(dossier: Dossier, result: SearchResult, width: int = 100) -> str:
    """A claim with its candidates, no line wider than ``width`` code points if words allow."""
    names = dossier.names
    lines = [clean_line(result.claim)] if result.claim else []
    lines += wrapped(result.query, "  " if result.claim else "", width)
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
