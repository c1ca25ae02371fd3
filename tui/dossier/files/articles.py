"""The articles folder: each file is read once, and again when it may have changed."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.disk import ARTICLE_LIMIT, decode, read_bytes, words_of
from tui.dossier.values.article import Article, front_matter
from tui.dossier.values.model import Source
from tui.dossier.values.problems import Level, Problem
from tui.dossier.values.progress import ProgressCallback, each
from tui.dossier.yaml_text.claims_reader import read_front_matter
from tui.dossier.yaml_text.nodes import ScalarNode, parse
from tui.dossier.yaml_text.problem_log import ProblemLog

ARTICLE_SUFFIXES = (".txt", ".md")
SETTLED_SECONDS = 2.0
"""Age from which the times of a file identify its contents: some file systems store times in steps of two seconds."""
_Stamp = tuple[int, ...]


class ArticleFile(NamedTuple):
    """A file of the articles folder as it was read."""

    stamp: _Stamp | None
    """Identifies the contents of the file; None where the file was written too recently for that."""
    article: Article
    own: Source | None
    """The fields of the front matter; None without front matter."""
    problems: tuple[Problem, ...]


class FolderReading(NamedTuple):
    """A folder of articles as it was read."""

    articles: Mapping[str, ArticleFile]
    """By the names of their files."""
    problems: list[Problem]
    """The problems of its files."""
    is_all: bool = True
    """Whether there was time for all files."""


EMPTY_READING = FolderReading({}, [])


def read_folder(
    folder: Path,
    listed: Collection[str],
    before: Mapping[str, ArticleFile],
    report: ProgressCallback | None = None,
    patience: float | None = None,
) -> FolderReading:
    """Read the articles of a folder, as many as can be read in ``patience`` seconds; all of them where None is given.

    A file that was read ``before`` and not written since is not read again. An unreadable file is an error if its name
    is ``listed`` in the claims file, else a warning. Raises OSError or ValueError where the folder can't be read.
    """
    end = None if patience is None else time.monotonic() + patience
    home = os.path.realpath(folder)
    articles: dict[str, ArticleFile] = {}
    problems: list[Problem] = []
    with os.scandir(folder) as scanned:
        entries = sorted(scanned, key=lambda entry: entry.name)
    for entry in each(entries, report, "reading articles"):
        if end is not None and time.monotonic() >= end:
            return FolderReading(articles, problems, is_all=False)
        if entry.name.startswith("."):
            continue
        try:
            articles[entry.name] = article_file = _read(home, entry, before.get(entry.name))
        except OSError as error:
            message = f"no article: {words_of(error)}"
            level = Level.ERROR if entry.name in listed else Level.WARNING
            problems.append(Problem(level, "article-unreadable", entry.path, 1, 1, message))
        else:
            problems.extend(article_file.problems)
    return FolderReading(articles, problems)


def _read(home: str, entry: os.DirEntry[str], before: ArticleFile | None) -> ArticleFile:
    if any("\ud800" <= char <= "\udfff" for char in entry.name):
        raise OSError("its name is no UTF-8; rename it")
    if not entry.name.lower().endswith(ARTICLE_SUFFIXES):
        raise OSError("only .txt and .md are read; save it as plain text, in UTF-8")
    real = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
    if entry.is_symlink() and os.path.dirname(real) != home:
        raise OSError("it is a link out of the articles folder")
    stamp = _stamp(os.stat(real))
    if before is not None and stamp is not None and before.stamp == stamp:
        return before
    path = Path(entry.path)
    text, _ = decode(read_bytes(Path(real), ARTICLE_LIMIT, follows=False))  # no link: the file that was checked above
    own, problems = _front_matter(path, text)
    return ArticleFile(stamp, Article(entry.name, text, (own.language if own else "") or "en"), own, problems)


def _stamp(status: os.stat_result) -> _Stamp | None:
    if time.time() - max(status.st_mtime, status.st_ctime) < SETTLED_SECONDS:
        return None  # a further write could leave the same times
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _front_matter(path: Path, text: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """The fields of an article's front matter, and its problems, all of them warnings."""
    span = front_matter(path.name, text)
    if span is None:
        return None, ()
    problem_log = ProblemLog(str(path), text)
    # Blanked rather than cut, so that lines and columns are those of the file.
    before = "".join(char if char in "\r\n" else " " for char in text[: span[0].start])
    root, faults = parse(before + text[span[0].start : span[0].end])
    problem_log.faults(faults)
    entry = None if root is None or isinstance(root, ScalarNode) else read_front_matter(root, path.name, problem_log)
    return entry, tuple(
        Problem(Level.WARNING, problem.code, problem.file, problem.line, problem.column, problem.message)
        for problem in problem_log.problems
    )
