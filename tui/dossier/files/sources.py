"""The sources of a dossier: entries of the claims file joined with the articles of the folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tui.dossier.files.articles import ArticleFile, FolderReading
from tui.dossier.values.model import Source
from tui.dossier.values.text import excerpt
from tui.dossier.yaml_text.claims_reader import Head
from tui.dossier.yaml_text.problem_log import ProblemLog


def join_sources(folder: Path | None, head: Head, problem_log: ProblemLog, reading: FolderReading) -> dict[str, Source]:
    """Every source: first those that the claims file lists, in its order, then the other articles by name.

    The ids of the others depend on all articles: while not all are read, the others are left out.
    """
    listed = _listed_sources(folder, head, problem_log, reading)
    return _with_unlisted(listed, head, reading) if reading.is_all else listed


def _listed_sources(
    folder: Path | None, head: Head, problem_log: ProblemLog, reading: FolderReading
) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    ids: dict[str, str] = {}  # of the first source of each file
    for listed, offset in zip(head.sources, head.source_offsets, strict=True):
        name, file = excerpt(listed.id), listed.file
        if file in ids:
            message = f"source {name} names the file {excerpt(file)}, as {excerpt(ids[file])} does"
            problem_log.error("duplicate-file", offset, message, source=listed.id)
            continue
        ids[file] = listed.id
        if reading.is_all and file.strip() and file not in reading.articles:
            message = f"source {name}: {_why_missing(folder, file)}"
            problem_log.error("article-missing", offset, message, source=listed.id)
        sources[listed.id] = _source(listed, reading.articles.get(file))
    return sources


def _with_unlisted(listed: Mapping[str, Source], head: Head, reading: FolderReading) -> dict[str, Source]:
    """The listed sources, then the other articles, each under the id of its front matter or the name of its file."""
    sources = dict(listed)
    files = {source.file for source in head.sources}
    stems = Counter(os.path.splitext(file)[0] for file in reading.articles)
    for file, article in reading.articles.items():
        if file in files:
            continue
        own = article.own
        stem, _ = os.path.splitext(file)
        default = file if stems[stem] > 1 or stem in sources else stem
        chosen = own.id if own is not None and own.id and own.id not in sources else default
        while chosen in sources:  # by the id that the front matter of an earlier article chose
            chosen += "_"
        sources[chosen] = _source(Source(chosen, file), article)
    return sources


def keep_unchanged(sources: Mapping[str, Source], before: Mapping[str, Source]) -> Mapping[str, Source]:
    """The sources, unchanged ones as the same objects as before: derived values are cached by object."""
    kept = {name: before[name] if before.get(name) == source else source for name, source in sources.items()}
    return before if list(kept.items()) == list(before.items()) else kept


def _source(listed: Source, article_file: ArticleFile | None) -> Source:
    """A source with its article: fields of the claims file go before fields of the front matter."""
    own = article_file.own if article_file else None
    source = listed if own is None else listed.completed_by(own)
    article = article_file.article if article_file else None
    if article is not None and article.language != (source.language or "en"):
        article = replace(article, language=source.language)
    title = source.title or (article.first_line if article else "") or source.file
    return source._replace(title=title, article=article)


def _why_missing(folder: Path | None, file: str) -> str:
    if "/" in file or "\\" in file or file in {".", ".."}:
        return f"{excerpt(file)} is no name of a file in the articles folder; write the name alone"
    if folder is not None and os.path.lexists(folder / file):
        return f"the file {excerpt(file)} can't be used, see the warning on it"
    return f"there is no file {excerpt(file)} in the articles folder"
