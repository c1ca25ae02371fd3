"""A new claims file for a folder of articles."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from tui.dossier.disk import write_bytes
from tui.dossier.loading import load_folder
from tui.dossier.problems import Refused
from tui.dossier.scalars import plain_or_quoted

SCHEMA = "claims.schema.json"
_HEAD = """\
# yaml-language-server: $schema={schema}
format: 1
title: {title}
articles: {articles}

sources:
"""
_CLAIMS = """
claims: []
# A claim is one proposition that can be checked. Put yours here in this form, in place of the []:
#
#   - id: bridge-length
#     text: The new bridge is 300 metres long.
#     claimant: the city council
#     evidence:
#       - source: {source}
#         stance: supports          # or contradicts, context, silent
#         quote: "the article's own words"
#
# Then: factcheck check, and factcheck.
"""


def start(path: Path, folder: Path) -> list[str]:
    """Write a claims file for a folder, and the schema beside it; the lines say what was done.

    Refused where the file is there already or the folder holds no article.
    """
    if path.exists() or path.is_symlink():
        raise Refused(f"{path} is there already; name another file with -f")
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}; name the folder of your articles: factcheck init FOLDER")
    sources, problems = load_folder(folder)
    if not sources:
        raise Refused(f"there is no article (.txt or .md) in {folder}")
    relative = Path(os.path.relpath(folder.resolve(), path.parent.resolve())).as_posix() + "/"
    head = _HEAD.format(schema=SCHEMA, title=plain_or_quoted(folder.resolve().name), articles=plain_or_quoted(relative))
    entries = "".join(
        f"  {plain_or_quoted(source.id)}:\n"
        f"    file: {plain_or_quoted(source.file)}\n"
        f"    title: {plain_or_quoted(source.title)}\n"
        for source in sources.values()
    )
    schema = path.parent / SCHEMA
    lines = [str(problem) for problem in problems]
    if not schema.exists():
        write_bytes(schema, (files("tui.dossier") / SCHEMA).read_bytes())
        lines.append(f"wrote {schema}, by which editors complete and check the file")
    first = plain_or_quoted(next(iter(sources)))
    write_bytes(path, (head + entries + _CLAIMS.format(source=first)).encode("utf-8"))
    return [*lines, f"wrote {path} for {len(sources)} articles"]
