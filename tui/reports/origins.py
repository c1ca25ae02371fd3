"""What ``factcheck origins`` says: whose reporting the sources carry, why, and which words they share."""

from __future__ import annotations

from collections.abc import Iterator

from tui.dossier.values.model import Dossier
from tui.dossier.values.progress import ProgressCallback
from tui.dossier.values.text import clean_line
from tui.evidence.origins.groups import Tie, origins_of
from tui.evidence.origins.shared_text import Run, carriers, runs

LISTED = 10
"""How many sources that share words are named."""


def voices(dossier: Dossier, told: ProgressCallback | None = None) -> str:
    """The origins with their sources, then what sources share word for word, as text."""
    return "\n".join(map(clean_line, _lines(dossier, told))) + "\n"


def _lines(dossier: Dossier, told: ProgressCallback | None) -> Iterator[str]:
    sources, names = tuple(dossier.sources.values()), dossier.names
    carried = carriers(sources, told)
    found = origins_of(sources, carried, told)
    yield f"{_counted(len(sources), 'source')} of {_counted(len(found.groups), 'origin')}"
    head = {source: group[0] for group in found.groups for source in group}
    ties: dict[str, list[Tie]] = {}
    for tie in found.ties:
        ties.setdefault(head[tie.one], []).append(tie)
    for group in found.groups:
        said = {origin for source in group if (origin := dossier.sources[source].origin)}
        yield f"  {', '.join(names[source] for source in group)}" + (f": {', '.join(sorted(said))}" if said else "")
        for tie in ties.get(group[0], ()):
            yield f"    {names[tie.one]}, {names[tie.other]}: {tie.why}"
    by_carriers: dict[tuple[int, ...], list[Run]] = {}
    for run in runs(sources, carried, told):
        by_carriers.setdefault(run.sources, []).append(run)
    for places, shared in by_carriers.items():
        yield ""
        yield f"{_listed([names[sources[place].id] for place in places])} share {_counted(len(shared), 'run')} of words"
        article = sources[places[0]].article
        assert article is not None  # or it would share nothing
        for run in shared:
            yield f"  {run.words} words: “{' '.join(article.text[run.span.start : run.span.end].split())}”"


def _listed(names: list[str]) -> str:
    """Some names in a line; of very many, how many more there are."""
    shown, more = names[:LISTED], len(names) - LISTED
    if more > 0:
        return f"{', '.join(shown)} and {more:,} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
