"""What ``factcheck check`` says: every problem of a dossier, as lines or as JSON."""

from __future__ import annotations

import json

from tui.dossier.loading import Opened
from tui.dossier.model import Dossier
from tui.dossier.problems import Level, Problem
from tui.dossier.text import clean_line
from tui.evidence.coverage import open_sources


def cautions(opened: Opened) -> list[Problem]:
    """What a reader should know about the claims; never an error."""
    dossier = opened.dossier
    found = []
    for at, claim in enumerate(dossier.claims):
        unsettled = open_sources(dossier, claim)
        if unsettled and "open-sources" not in claim.silence:
            line = opened.text.line_of(at)
            names = ", ".join(unsettled[:5]) + (", …" if len(unsettled) > 5 else "")
            message = f"claim “{claim.id}” has {len(unsettled)} open sources: {names}"
            found.append(
                Problem(
                    Level.CAUTION, "open-sources", str(dossier.path), line, opened.text.column + 1, message, claim.id
                )
            )
    return found


def as_text(problems: list[Problem], dossier: Dossier | None) -> str:
    """The problems a line each, and a line that counts them."""
    lines = [clean_line(str(problem)) for problem in problems]
    counts = ", ".join(
        f"{count} {level}{'' if count == 1 else 's'}"
        for level in Level
        for count in (sum(problem.level is level for problem in problems),)
    )
    if dossier is not None:
        pairs = len(dossier.claims) * len(dossier.sources)
        still_open = sum(len(open_sources(dossier, claim)) for claim in dossier.claims)
        counts = (
            f"{len(dossier.claims)} claims, {len(dossier.sources)} sources, "
            f"{pairs - still_open} of {pairs} settled: {counts}"
        )
    return "\n".join([*lines, counts]) + "\n"


def as_json(problems: list[Problem]) -> str:
    """The problems as JSON, one object a line."""
    return "".join(json.dumps(problem._asdict()) + "\n" for problem in problems)
