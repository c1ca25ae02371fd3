"""Noticing that somebody else wrote a file, without reading it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

STILL_SECONDS = 0.1
"""How long a file that somebody else writes must stay as it is before it is read."""
PATIENCE_SECONDS = 2.0
"""How long that is waited for."""
AT_ONCE = 200
"""How many files of a folder are looked at in one go."""
OURS = ".history.jsonl"
"""How a file of the program's own ends that may come while the claims file lies among the articles."""
Signature = tuple[int, int, int] | None


def signature(path: Path) -> Signature:
    """What changes when a file is written or replaced: its inode, size and time; None where it can't be looked at."""
    try:
        return signature_of(os.stat(path))
    except OSError:
        return None


def signature_of(status: os.stat_result) -> Signature:
    """The same, of a file that was looked at."""
    return status.st_ino, status.st_size, status.st_mtime_ns


def wait_until_stable(path: Path) -> None:
    """Wait, not for long, until nobody writes a file any more: half of it would read as claims taken out."""
    end = time.monotonic() + PATIENCE_SECONDS
    seen = signature(path)
    while time.monotonic() < end:
        time.sleep(STILL_SECONDS)
        before, seen = seen, signature(path)
        if before == seen:
            return


class FolderWatch:
    """A folder of articles as it was when they were read, looked at a few files at a time: there may be thousands."""

    def __init__(self, folder: Path | None, suffixes: tuple[str, ...]) -> None:
        self._folder, self._suffixes = folder, suffixes
        self._then, self._others = self._names()
        self._folder_then = self._signature()
        self._round: Iterator[str] = iter(())

    def changed(self) -> Path | None:
        """A file that was changed since, or the folder, where a file came or went; else None.

        Of a large folder some files are looked at now and the others at the next calls.
        """
        if self._folder is None:
            return None
        now = self._signature()
        if now != self._folder_then:
            self._folder_then = now
            articles, others = self._names()
            if articles.keys() != self._then.keys() or others != self._others:  # else a file of the folder was written
                return self._folder
        names = list(islice(self._round, AT_ONCE))
        if not names:
            self._round = iter(self._then)
            names = list(islice(self._round, AT_ONCE))
        paths = (self._folder / name for name in names)
        return next((path for path in paths if signature(path) != self._then[path.name]), None)

    def _signature(self) -> Signature:
        return None if self._folder is None else signature(self._folder)

    def _names(self) -> tuple[dict[str, Signature], frozenset[str]]:
        """The articles, and the names of what is no article: how many there are is shown too."""
        try:
            found = [] if self._folder is None else list(os.scandir(self._folder))
        except OSError:
            found = []
        seen = [entry for entry in found if not entry.name.startswith(".") and not entry.name.endswith(OURS)]
        named = {entry.name: entry for entry in seen if entry.name.lower().endswith(self._suffixes)}
        others = frozenset(entry.name for entry in seen if entry.name not in named)
        return {name: signature(Path(entry.path)) for name, entry in named.items()}, others
