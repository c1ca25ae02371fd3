"""Where a reviewer left a review: kept in the user's cache folder, so that the next one begins there.

It is no part of the dossier and no decision: without it, a review begins at the first claim.
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
"""Of how many postponed claims it is kept that they are."""


class Bookmark(NamedTuple):
    """A place in a dossier, by what does not change when the file does."""

    claim: str = ""
    filter: str = ""
    """As it was typed."""
    postponed: tuple[str, ...] = ()
    pane: str = ""
    source: str = ""
    """The source whose article was read."""
    sentence: int = 0


def read_bookmark(claims: Path) -> Bookmark:
    """Where the review of a claims file was left; an empty one where that is not known."""
    data = read_cached(_name(claims), HEAD)
    try:
        found = json.loads(data or b"null")
    except (ValueError, RecursionError):
        return Bookmark()
    match found:
        case {"claim": str(claim), "filter": str(chosen), "postponed": [*ids], **others}:
            bookmark = Bookmark(claim, chosen, tuple(at for at in ids if isinstance(at, str)))
        case _:
            return Bookmark()
    match others:
        case {"pane": str(pane), "source": str(source), "sentence": int(sentence)}:
            return bookmark._replace(pane=pane, source=source, sentence=sentence)
    return bookmark


def write_bookmark(claims: Path, bookmark: Bookmark) -> None:
    """Keep where the review of a claims file is left, if it can be kept."""
    kept = bookmark._replace(postponed=bookmark.postponed[:MOST_POSTPONED])
    write_cached(_name(claims), HEAD, json.dumps(kept._asdict()).encode("ascii"))


def _name(claims: Path) -> str:
    path = os.fsencode(os.path.realpath(claims))
    return f"place-{hashlib.blake2b(path, digest_size=16).hexdigest()}"
