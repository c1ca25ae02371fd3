"""The folder of articles: each file is read once, and again when it may have been changed."""

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
"""How long ago a file must have been written that is known by its times: some file systems count in two seconds."""
_Stamp = tuple[int, ...]


class Read(NamedTuple):
    """A file as it was read."""

    stamp: _Stamp | None
    """What is another one if the file is another one; None where it was written just then."""
    article: Article
    own: Source | None
    """What the article says of itself in its front matter."""
    problems: tuple[Problem, ...]


class Shelved(NamedTuple):
    """What was read of a folder."""

    articles: Mapping[str, Read]
    """By the names of their files."""
    problems: list[Problem]
    """What is wrong with its files."""
    is_all: bool = True
    """Whether the time was enough."""


NO_FOLDER = Shelved({}, [])


def read_folder(
    folder: Path,
    listed: Collection[str],
    before: Mapping[str, Read],
    told: ProgressCallback | None = None,
    patience: float | None = None,
) -> Shelved:
    """Read the articles of a folder, as many as can be read in ``patience`` seconds; all, where None are given.

    Those that were read before and not written since are not read again. ``listed`` are the names that a claims file
    counts on. OSError or ValueError where it is no folder that can be read.
    """
    end = None if patience is None else time.monotonic() + patience
    home = os.path.realpath(folder)
    articles: dict[str, Read] = {}
    shelf: list[Problem] = []
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in each(found, told, "reading articles"):
        if end is not None and time.monotonic() >= end:
            return Shelved(articles, shelf, is_all=False)
        if entry.name.startswith("."):
            continue
        try:
            articles[entry.name] = read = _read(home, entry, before.get(entry.name))
        except OSError as error:
            message = f"no article: {words_of(error)}"
            level = Level.ERROR if entry.name in listed else Level.WARNING
            shelf.append(Problem(level, "article-unreadable", entry.path, 1, 1, message))
        else:
            shelf.extend(read.problems)
    return Shelved(articles, shelf)


def _read(home: str, entry: os.DirEntry[str], before: Read | None) -> Read:
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
    text, _ = decode(read_bytes(Path(real), ARTICLE_LIMIT, follows=False))  # the file that was looked at, and no other
    own, problems = _front_matter(path, text)
    return Read(stamp, Article(entry.name, text, (own.language if own else "") or "en"), own, problems)


def _stamp(found: os.stat_result) -> _Stamp | None:
    if time.time() - max(found.st_mtime, found.st_ctime) < SETTLED_SECONDS:
        return None  # written once more, it could look the same
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _front_matter(path: Path, text: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """What an article says of itself, and what is wrong with that: no more than a warning."""
    span = front_matter(path.name, text)
    if span is None:
        return None, ()
    notes = ProblemLog(str(path), text)
    # Blanked rather than cut, so that lines and columns are those of the file.
    before = "".join(char if char in "\r\n" else " " for char in text[: span[0].start])
    root, faults = parse(before + text[span[0].start : span[0].end])
    notes.faults(faults)
    entry = None if root is None or isinstance(root, ScalarNode) else read_front_matter(root, path.name, notes)
    return entry, tuple(
        Problem(Level.WARNING, problem.code, problem.file, problem.line, problem.column, problem.message)
        for problem in notes.problems
    )
