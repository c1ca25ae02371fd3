"""The output of ``factcheck origins``: whose reporting the sources carry, why, and which words they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tui.dossier.values.model import Dossier, Source
from tui.dossier.values.progress import ProgressCallback
from tui.dossier.values.text import clean_line
from tui.evidence.origins.groups import Tie, origins_of
from tui.evidence.origins.shared_text import Carriers, Run, carriers, runs

MOST_NAMED = 10
"""Number of sources named for one run of shared words."""


def origins_report(dossier: Dossier, report: ProgressCallback | None = None) -> str:
    """The origins with their sources, then the runs of words that sources share, as text."""
    return "\n".join(map(clean_line, _lines(dossier, report))) + "\n"


def _lines(dossier: Dossier, report: ProgressCallback | None) -> Iterator[str]:
    sources, names = tuple(dossier.sources.values()), dossier.names
    carried = carriers(sources, report)
    origins = origins_of(sources, carried, report)
    yield f"{_counted(len(sources), 'source')} of {_counted(len(origins.groups), 'origin')}"
    head = {source: group[0] for group in origins.groups for source in group}
    ties: dict[str, list[Tie]] = {}
    for tie in origins.ties:
        ties.setdefault(head[tie.one], []).append(tie)
    for group in origins.groups:
        stated = {origin for source in group if (origin := dossier.sources[source].origin)}
        yield f"  {', '.join(names[source] for source in group)}" + (f": {', '.join(sorted(stated))}" if stated else "")
        for tie in ties.get(group[0], ()):
            yield f"    {names[tie.one]}, {names[tie.other]}: {tie.why}"
    yield from _shared_runs(sources, names, carried, report)


def _shared_runs(
    sources: Sequence[Source], names: Mapping[str, str], carried: Carriers, report: ProgressCallback | None
) -> Iterator[str]:
    """The runs of words that sources share, under the names of the sources."""
    by_carriers: dict[tuple[int, ...], list[Run]] = {}
    for run in runs(sources, carried, report):
        by_carriers.setdefault(run.sources, []).append(run)
    for places, shared in by_carriers.items():
        yield ""
        yield f"{_listed([names[sources[place].id] for place in places])} share {_counted(len(shared), 'run')} of words"
        article = sources[places[0]].article
        assert article is not None  # or it would share nothing
        for run in shared:
            yield f"  {run.words} words: “{' '.join(article.text[run.span.start : run.span.end].split())}”"


def _listed(names: list[str]) -> str:
    """Names in a line, at most :data:`MOST_NAMED`, and the number of the others."""
    shown, more = names[:MOST_NAMED], len(names) - MOST_NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more:,} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
