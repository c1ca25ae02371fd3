"""What ``factcheck history`` says: what was decided, when and by whom."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tui.dossier.values.text import clean_line
from tui.review.history import Entry


def as_text(entries: Iterable[Entry]) -> str:
    """A line each, oldest first."""
    lines = [clean_line(f"{e.when}  {e.who}  {e.claim}  {e.words}") for e in entries]
    return "\n".join(lines or ["nothing was decided yet"]) + "\n"


def as_json(entries: Iterable[Entry]) -> str:
    """An object each, as the history has it but for the stretches of text, which only undo needs."""
    return "".join(
        json.dumps(
            {"when": e.when, "who": e.who, "did": e.did, "claim": e.claim, "what": e.what, "from": e.was, "to": e.now}
        )
        + "\n"
        for e in entries
    )
