"""A new claims file for a folder of articles."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from tui.dossier.files.disk import ARTICLE_LIMIT, read_bytes, words_of, write_bytes
from tui.dossier.files.loading import load_folder
from tui.dossier.values.model import Source
from tui.dossier.values.problems import Refused, SaveFailed
from tui.dossier.yaml_text.scalars import plain_or_quoted

SCHEMA = "claims.schema.json"
TOLD = 5
"""How many files are named that are no articles, where there is none."""
LONGEST_TITLE = 120
"""Characters past which a first line is taken for a paragraph."""
IGNORED = "*.history.jsonl"
"""The histories of claims files, as git is told to leave them alone."""
_HEAD = """\
# yaml-language-server: $schema={schema}
format: 1
title: {title}
articles: {articles}

sources:
"""
_CLAIMS = """
claims: []
# A claim is one proposition that can be checked. Claims stand in place of the [] in this form:
#
#   - id: bridge-length
#     text: The new bridge is 300 metres long.
#     claimant: the city council
#     evidence:
#       - source: {source}
#         stance: supports          # or contradicts, context, silent
#         quote: "the article's own words"
#
# Or open factcheck and press i for a claim; its evidence is found and taken there.
"""


def start(path: Path, folder: Path) -> list[str]:
    """Write a claims file for a folder, and the schema beside it; the lines say what was done.

    Refused where the file is there already, or the folder holds no article or would hold the claims file too.
    """
    if path.exists() or path.is_symlink():
        raise Refused(f"{path} is there already; name another file with -f")
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}; name the folder of your articles: factcheck init FOLDER")
    if folder.resolve() == path.parent.resolve():
        raise Refused(f"the articles need a folder of their own; {path} and its summary would be taken for articles")
    sources, problems = load_folder(folder)
    relative = Path(os.path.relpath(folder.resolve(), path.parent.resolve())).as_posix() + "/"
    for name in (relative, *(source.file for source in sources.values())):
        if not _can_be_named(name):
            raise Refused(f"{name} can't be named in a claims file, it is no UTF-8 or has a line break; rename it")
    if not sources:
        seen = "; ".join(f"{Path(problem.file).name}: {problem.message}" for problem in problems[:TOLD])
        raise Refused(f"there is no article (.txt or .md) in {folder}" + (f" that can be read: {seen}" if seen else ""))
    head = _HEAD.format(schema=SCHEMA, title=plain_or_quoted(folder.resolve().name), articles=plain_or_quoted(relative))
    entries = "".join(
        f"  {plain_or_quoted(_name(source))}:\n"
        f"    file: {plain_or_quoted(source.file)}\n"
        f"    title: {plain_or_quoted(_title(source))}\n"
        for source in sources.values()
    )
    schema = path.parent / SCHEMA
    lines = [str(problem) for problem in problems]
    lines += [f"{folder / source.file}: the article is empty" for source in sources.values() if _is_empty(source)]
    if not os.path.lexists(schema):
        _write(schema, (files("tui.dossier") / SCHEMA).read_bytes())
        lines.append(f"wrote {schema}, by which editors complete and check the file")
    first = plain_or_quoted(_name(next(iter(sources.values()))))
    _write(path, (head + entries + _CLAIMS.format(source=first)).encode("utf-8"))
    lines += _ignored(path.parent / ".gitignore")
    return [*lines, f"wrote {path} for {len(sources)} article{'' if len(sources) == 1 else 's'}"]


def _ignored(path: Path) -> list[str]:
    """Tell git to leave the history alone, if it is not told yet; what was done."""
    try:
        before = read_bytes(path, ARTICLE_LIMIT, follows=False) if os.path.lexists(path) else b""
    except OSError as error:
        return [f"{path} can't be read ({words_of(error)}); add the line {IGNORED} yourself"]
    if IGNORED.encode() in before.splitlines():
        return []
    _write(path, before + (b"" if before.endswith(b"\n") or not before else b"\n") + IGNORED.encode() + b"\n")
    return [f"wrote {IGNORED} into {path}: the history of decisions is not for git"]


def _write(path: Path, data: bytes) -> None:
    try:
        write_bytes(path, data)
    except SaveFailed as error:
        raise SaveFailed(f"{path}: {error}") from error


def _is_empty(source: Source) -> bool:
    return source.article is not None and not source.article.text.strip()


def _name(source: Source) -> str:
    """The id of a source; its file's name, where a file is called by blanks alone."""
    return source.id if source.id.strip() else source.file


def _title(source: Source) -> str:
    """The title of a source; the beginning of it, where an article begins with a paragraph."""
    from textwrap import shorten

    return (
        source.title if len(source.title) <= LONGEST_TITLE else shorten(source.title, LONGEST_TITLE, placeholder=" …")
    )


def _can_be_named(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return name.splitlines() == [name]
