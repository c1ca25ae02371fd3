"""The bookmark: the place at which a reviewer left a review, where the next review begins.

The bookmark lies in the user's cache folder and is no part of the dossier; without it, a review begins at the first
claim.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.cache import read_cached, write_cached

HEAD = b"factcheck bookmark 1\n"
MOST_POSTPONED = 10_000
"""Number of postponed claims that a bookmark keeps."""


class Bookmark(NamedTuple):
    """A place in a dossier, named so that it is found again after the file has changed."""

    claim: str = ""
    filter: str = ""
    """The filter as it was typed."""
    postponed: tuple[str, ...] = ()
    pane: str = ""
    source: str = ""
    """The source whose article was shown."""
    sentence: int = 0


def read_bookmark(claims: Path) -> Bookmark:
    """The bookmark of a claims file; an empty one where there is none."""
    data = read_cached(_name(claims), HEAD)
    try:
        fields = json.loads(data or b"null")
    except (ValueError, RecursionError):
        return Bookmark()
    match fields:
        case {"claim": str(claim), "filter": str(chosen), "postponed": [*ids], **others}:
            bookmark = Bookmark(claim, chosen, tuple(at for at in ids if isinstance(at, str)))
        case _:
            return Bookmark()
    match others:
        case {"pane": str(pane), "source": str(source), "sentence": int(sentence)}:
            return bookmark._replace(pane=pane, source=source, sentence=sentence)
    return bookmark


def write_bookmark(claims: Path, bookmark: Bookmark) -> None:
    """Write the bookmark of a claims file; without the cache folder, nothing is written."""
    kept = bookmark._replace(postponed=bookmark.postponed[:MOST_POSTPONED])
    write_cached(_name(claims), HEAD, json.dumps(kept._asdict()).encode("ascii"))


def _name(claims: Path) -> str:
    path = os.fsencode(os.path.realpath(claims))
    return f"place-{hashlib.blake2b(path, digest_size=16).hexdigest()}"
