"""The output of ``factcheck history``: each decision, with its time and its reviewer."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tui.dossier.values.text import clean_line
from tui.review.history import HistoryEntry


def as_text(entries: Iterable[HistoryEntry]) -> str:
    """A line for each entry, in the given order."""
    lines = [clean_line(f"{e.when}  {e.who}  {e.claim}  {e.words}") for e in entries]
    return "\n".join(lines or ["nothing was decided yet"]) + "\n"


def as_json(entries: Iterable[HistoryEntry]) -> str:
    """A line with a JSON object for each entry, without the texts of the claim, which only undo needs."""
    return "".join(
        json.dumps(
            {"when": e.when, "who": e.who, "did": e.did, "claim": e.claim, "what": e.label, "from": e.was, "to": e.now}
        )
        + "\n"
        for e in entries
    )
