"""Creating a claims file for a folder of articles."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tui.dossier.files.disk import ARTICLE_LIMIT, read_bytes, words_of, write_bytes
from tui.dossier.files.loading import load_folder
from tui.dossier.values.model import Source
from tui.dossier.values.problems import Refused, SaveFailed
from tui.dossier.yaml_text.scalars import plain_or_quoted

SCHEMA = "claims.schema.json"
MOST_NAMED = 5
"""Number of unreadable files that are named where a folder has no article."""
LONGEST_TITLE = 120
"""Characters past which a first line is taken for a paragraph and shortened."""
IGNORED = "*.history.jsonl"
"""The pattern by which git ignores the histories of claims files."""
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


def create_claims_file(path: Path, folder: Path) -> list[str]:
    """Write a claims file for a folder, and the schema beside it. Returns lines that say what was written.

    Raises Refused where the file exists already, or the folder holds no article or would hold the claims file too, and
    SaveFailed.
    """
    _refuse_places(path, folder)
    sources, problems = load_folder(folder)
    relative = Path(os.path.relpath(folder.resolve(), path.parent.resolve())).as_posix() + "/"
    for name in (relative, *(source.file for source in sources.values())):
        if not _can_be_named(name):
            raise Refused(f"{name} can't be named in a claims file, it is no UTF-8 or has a line break; rename it")
    if not sources:
        seen = "; ".join(f"{Path(problem.file).name}: {problem.message}" for problem in problems[:MOST_NAMED])
        raise Refused(f"there is no article (.txt or .md) in {folder}" + (f" that can be read: {seen}" if seen else ""))
    lines = [str(problem) for problem in problems]
    lines += [f"{folder / source.file}: the article is empty" for source in sources.values() if _is_empty(source)]
    schema = path.parent / SCHEMA
    if not os.path.lexists(schema):
        _write(schema, (files("tui.dossier") / SCHEMA).read_bytes())
        lines.append(f"wrote {schema}, by which editors complete and check the file")
    _write(path, _claims_file(folder.resolve().name, relative, list(sources.values())).encode("utf-8"))
    lines += _ignore_history(path.parent / ".gitignore")
    return [*lines, f"wrote {path} for {len(sources)} article{'' if len(sources) == 1 else 's'}"]


def _refuse_places(path: Path, folder: Path) -> None:
    """Raise Refused where a claims file can't be written, or can't have its articles in the folder."""
    if path.exists() or path.is_symlink():
        raise Refused(f"{path} is there already; name another file with -f")
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}; name the folder of your articles: factcheck init FOLDER")
    if folder.resolve() == path.parent.resolve():
        raise Refused(f"the articles need a folder of their own; {path} and its summary would be taken for articles")


def _claims_file(title: str, articles: str, sources: Sequence[Source]) -> str:
    """The text of a claims file without claims; ``articles`` is the path of their folder, relative to the file."""
    head = _HEAD.format(schema=SCHEMA, title=plain_or_quoted(title), articles=plain_or_quoted(articles))
    entries = "".join(
        f"  {plain_or_quoted(_name(source))}:\n"
        f"    file: {plain_or_quoted(source.file)}\n"
        f"    title: {plain_or_quoted(_title(source))}\n"
        for source in sources
    )
    return head + entries + _CLAIMS.format(source=plain_or_quoted(_name(sources[0])))


def _ignore_history(path: Path) -> list[str]:
    """Add the history to a ``.gitignore`` that lacks it. Returns lines that say what was written, or what to do."""
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
    """The id of a source; the name of its file where the id is blank."""
    return source.id if source.id.strip() else source.file


def _title(source: Source) -> str:
    """The title of a source, shortened where it is a whole paragraph."""
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
