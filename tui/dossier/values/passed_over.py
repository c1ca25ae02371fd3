"""What was passed over in the folder of articles: files that are no articles, with the reasons."""

from __future__ import annotations

from pathlib import Path

from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import Problem

CODE = "article-unreadable"
"""The code of a problem that says why a file is no article."""
NO_ARTICLE = "no article: "
"""How its message begins."""


def passed_over(dossier: Dossier) -> list[Problem]:
    """The problems that say why a file of the articles folder is no article, one a file."""
    return [problem for problem in dossier.problems if problem.code == CODE]


def counted_passed_over(dossier: Dossier) -> str:
    """How many of how many files are no articles, in words; empty where all are."""
    count = len(passed_over(dossier))
    every = count + sum(source.article is not None for source in dossier.sources.values())
    files = f"{count:,} of {every:,} file{'s' if every != 1 else ''}"
    return f"{files} {'is no article' if count == 1 else 'are no articles'}" if count else ""


def named_passed_over(dossier: Dossier, most: int) -> str:
    """The files that are no articles, with the reasons, so many at the most; empty where all files are articles."""
    problems = passed_over(dossier)
    named = [f"{Path(problem.file).name} ({problem.message.removeprefix(NO_ARTICLE)})" for problem in problems[:most]]
    return ", ".join(named) + (f" and {len(problems) - most:,} more" if len(problems) > most else "")
