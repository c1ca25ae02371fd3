"""What ``factcheck origins`` says: whose reporting the sources carry, why, and which words they share."""

from __future__ import annotations

from collections.abc import Iterator

from tui.dossier.model import Dossier
from tui.dossier.text import clean_line
from tui.evidence.origins import origins
from tui.evidence.sharing import RUN, sharing_pairs


def voices(dossier: Dossier) -> str:
    """The origins with their sources, then each pair of sources that share words, as text."""
    return "\n".join(map(clean_line, _lines(dossier))) + "\n"


def _lines(dossier: Dossier) -> Iterator[str]:
    sources, names = tuple(dossier.sources.values()), dossier.names
    found = origins(sources)
    yield f"{_counted(len(sources), 'source')} of {_counted(len(found.groups), 'origin')}"
    for group in found.groups:
        said = {origin for source in group if (origin := dossier.sources[source].origin)}
        yield f"  {', '.join(names[source] for source in group)}" + (f": {', '.join(sorted(said))}" if said else "")
        for tie in found.ties:
            if tie.one in group:
                yield f"    {names[tie.one]}, {names[tie.other]}: {tie.why}"
    for (one, other), runs in sharing_pairs(sources).items():
        yield ""
        yield f"{names[one]} shares {_counted(len(runs), 'run')} of {RUN} words or more with {names[other]}"
        article = dossier.sources[one].article
        for run in runs if article else ():
            assert article is not None
            yield f"  {run.words} words: “{' '.join(article.text[run.one.start : run.one.end].split())}”"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
