"""Watching files and folders for changes by others, without reading the files."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

STILL_SECONDS = 0.1
"""Seconds for which a file must be unchanged before it is read."""
PATIENCE_SECONDS = 2.0
"""Seconds after which a file that keeps changing is read nevertheless."""
FILES_EACH_POLL = 200
"""Number of files of a folder that one poll looks at."""
HISTORY_SUFFIX = ".history.jsonl"
"""The end of the history's name, which is no article where the claims file lies among the articles."""
Signature = tuple[int, int, int] | None


def signature(path: Path) -> Signature:
    """The signature of a file; None where the file has no readable status."""
    try:
        return signature_of(os.stat(path))
    except OSError:
        return None


def signature_of(status: os.stat_result) -> Signature:
    """The inode, size and time of a file, one of which changes when the file is written or replaced."""
    return status.st_ino, status.st_size, status.st_mtime_ns


def wait_until_stable(path: Path) -> None:
    """Wait, at most :data:`PATIENCE_SECONDS`, until nobody writes a file: half a file has half its claims."""
    end = time.monotonic() + PATIENCE_SECONDS
    seen = signature(path)
    while time.monotonic() < end:
        time.sleep(STILL_SECONDS)
        before, seen = seen, signature(path)
        if before == seen:
            return


class FolderWatch:
    """Snapshot of the articles folder for polling; each poll looks at :data:`FILES_EACH_POLL` files at most."""

    def __init__(self, folder: Path | None, suffixes: tuple[str, ...]) -> None:
        self._folder, self._suffixes = folder, suffixes
        self._then, self._others = self._names()
        self._folder_then = self._signature()
        self._round: Iterator[str] = iter(())

    def changed(self) -> Path | None:
        """Poll: a file that was changed since the snapshot, or the folder if a file came or went; else None.

        The next calls look at the other files of a large folder.
        """
        if self._folder is None:
            return None
        now = self._signature()
        if now != self._folder_then:
            self._folder_then = now
            articles, others = self._names()
            if articles.keys() != self._then.keys() or others != self._others:  # else only a file was written
                return self._folder
        names = list(islice(self._round, FILES_EACH_POLL))
        if not names:
            self._round = iter(self._then)
            names = list(islice(self._round, FILES_EACH_POLL))
        paths = (self._folder / name for name in names)
        return next((path for path in paths if signature(path) != self._then[path.name]), None)

    def _signature(self) -> Signature:
        return None if self._folder is None else signature(self._folder)

    def _names(self) -> tuple[dict[str, Signature], frozenset[str]]:
        """The signatures of the articles by name, and the names of the other files, whose number is shown too."""
        try:
            entries = [] if self._folder is None else list(os.scandir(self._folder))
        except OSError:
            entries = []
        seen = [
            entry for entry in entries if not entry.name.startswith(".") and not entry.name.endswith(HISTORY_SUFFIX)
        ]
        named = {entry.name: entry for entry in seen if entry.name.lower().endswith(self._suffixes)}
        others = frozenset(entry.name for entry in seen if entry.name not in named)
        return {name: signature(Path(entry.path)) for name, entry in named.items()}, others
