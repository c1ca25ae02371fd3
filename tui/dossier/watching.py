"""Noticing that somebody else wrote a file, without reading it."""

from __future__ import annotations

import os
import time
from pathlib import Path

STILL_SECONDS = 0.1
"""How long a file that somebody else writes must stay as it is before it is read."""
PATIENCE_SECONDS = 2.0
"""How long that is waited for."""
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


def await_still(path: Path) -> None:
    """Wait, not for long, until nobody writes a file any more: half of it would read as claims taken out."""
    end = time.monotonic() + PATIENCE_SECONDS
    seen = signature(path)
    while time.monotonic() < end:
        time.sleep(STILL_SECONDS)
        before, seen = seen, signature(path)
        if before == seen:
            return
