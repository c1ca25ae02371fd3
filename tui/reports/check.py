"""The output of ``factcheck check``: every problem of a dossier, as lines or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from tui.dossier.files.loading import Opened
from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import Level, Problem
from tui.dossier.values.progress import ProgressCallback, each
from tui.dossier.values.text import clean_line
from tui.evidence.cautions import cautions
from tui.evidence.coverage import open_count, stale_reasons
from tui.review.history import history_path, trouble_with


def claim_problems(opened: Opened, report: ProgressCallback | None = None) -> list[Problem]:
    """A warning for each reason why a verdict is stale, and the cautions of each claim."""
    dossier = opened.dossier
    file, column = str(dossier.path), opened.text.column + 1
    problems = []
    line = 1 + opened.text.head.count("\n")
    both = list(zip(dossier.claims, opened.text.claims, strict=True))
    for claim, stretch in each(both, report, "checking claims"):
        for reason in stale_reasons(dossier, claim):
            message = f"the verdict on claim “{claim.id}” is stale: {reason}; look at it and judge it again"
            problems.append(Problem(Level.WARNING, "stale-verdict", file, line, column, message, claim.id))
        for caution in cautions(dossier, claim):
            message = f"claim “{claim.id}”: {caution.message}"
            problems.append(Problem(Level.CAUTION, caution.code, file, line, column, message, claim.id))
        line += stretch.count("\n")
    return problems


def history_problems(claims: Path) -> list[Problem]:
    """A warning where this user's decisions can't be added to the history of a claims file."""
    why = trouble_with(claims)
    message = f"what you decide can't be written into the history: {why}"
    return [Problem(Level.WARNING, "history", str(history_path(claims)), 1, 1, message)] if why else []


def as_text(problems: list[Problem], dossier: Dossier | None) -> str:
    """A line for each problem, then a line that counts the problems."""
    lines = [clean_line(str(problem)) for problem in problems]
    counts = ", ".join(_counted(sum(problem.level is level for problem in problems), level) for level in Level)
    if dossier is not None:
        pairs = len(dossier.claims) * len(dossier.sources)
        still_open = sum(open_count(dossier, claim) for claim in dossier.claims)
        counts = (
            f"{_counted(len(dossier.claims), 'claim')}, {_counted(len(dossier.sources), 'source')}, "
            f"{pairs - still_open} of {pairs} settled: {counts}"
        )
    return "\n".join([*lines, counts]) + "\n"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def as_json(problems: list[Problem]) -> str:
    """A line with a JSON object for each problem."""
    return "".join(json.dumps(problem._asdict()) + "\n" for problem in problems)
