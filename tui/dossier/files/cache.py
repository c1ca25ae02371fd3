"""The user's cache folder: what is kept there can be made again at any time, and is read only if it is whole.

A file is written under another name and then put in its place, so that a reader sees the old or the new one, and a link
that lies in its place is replaced, not followed. Nothing is kept open: whoever deletes a file disturbs nobody.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from pathlib import Path

VARIABLE = "FACTCHECK_CACHE"
"""Names another folder, in place of the system's."""
LIMIT = 1_000_000_000
"""Bytes past which a file is not read."""
LEFT_SECONDS = 3600.0
"""After this time nobody writes a file any more."""
_DIGEST = 32
"""Bytes of the hash of the contents that stands before them."""


def cache_folder() -> Path | None:
    """Where the cache lies; None where the user has no place for one."""
    told = os.environ.get(VARIABLE, "")
    if told:
        folder = Path(told)
    else:
        from platformdirs import user_cache_path  # knows XDG_CACHE_HOME and ~/Library/Caches

        folder = user_cache_path("factcheck", appauthor=False)
    return folder if folder.is_absolute() else None


def read_cached(name: str, head: bytes) -> bytes | None:
    """What was kept under a name, if it begins with the right head and no byte of it was changed since; else None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_uid != os.getuid() or status.st_size > LIMIT:
                return None
            if file.read(len(head)) != head:
                return None
            digest, data = file.read(_DIGEST), file.read()
    except (OSError, ValueError):
        return None
    return data if digest == _digest(data) else None


def write_cached(name: str, head: bytes, data: bytes) -> bool:
    """Keep something under a name; whether it was kept. What can't be kept is no error: it can be made again."""
    import tempfile

    folder = cache_folder()
    if folder is None:
        return False
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear(folder, name)
        descriptor, beside = tempfile.mkstemp(prefix=f"{name}.", suffix=".new", dir=folder)
    except (OSError, ValueError):
        return False
    try:
        with open(descriptor, "wb") as file:
            file.writelines((head, _digest(data), data))
        os.replace(beside, folder / name)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        return False
    return True


def _clear(folder: Path, name: str) -> None:
    """Remove what an earlier process left behind that was killed while it wrote."""
    for left in folder.glob(f"{name}.*.new"):
        if time.time() - left.lstat().st_mtime > LEFT_SECONDS:
            left.unlink()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
