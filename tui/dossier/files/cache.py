"""The user's cache folder: files that can be made again at any time, and that are read only if they are whole.

A file is written under a temporary name and then renamed, so that a reader sees the old file or the new one, and a link
in its place is replaced, not followed. No file is kept open, so that anybody may delete it at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from pathlib import Path

VARIABLE = "FACTCHECK_CACHE"
"""Environment variable that names a folder to use in place of the system's."""
LIMIT = 1_000_000_000
"""Bytes past which a file is not read."""
STALE_SECONDS = 3600.0
"""Age in seconds from which a temporary file is taken for the remains of a process that was killed."""
_DIGEST = 32
"""Bytes of the hash of the contents, which is written before the contents."""


def cache_folder() -> Path | None:
    """The path of the cache folder; None where the user has no place for one."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen:
        folder = Path(chosen)
    else:
        from platformdirs import user_cache_path  # knows XDG_CACHE_HOME and ~/Library/Caches

        folder = user_cache_path("factcheck", appauthor=False)
    return folder if folder.is_absolute() else None


def read_cached(name: str, head: bytes) -> bytes | None:
    """The data of a cached file, if the file begins with ``head`` and its hash is right; else None."""
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
    """Write a cached file; whether it was written. A failure is no error: the data can be made again."""
    import tempfile

    folder = cache_folder()
    if folder is None:
        return False
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear(folder, name)
        descriptor, temporary = tempfile.mkstemp(prefix=f"{name}.", suffix=".new", dir=folder)
    except (OSError, ValueError):
        return False
    try:
        with open(descriptor, "wb") as file:
            file.writelines((head, _digest(data), data))
        os.replace(temporary, folder / name)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        return False
    return True


def _clear(folder: Path, name: str) -> None:
    """Remove the temporary files of processes that were killed while they wrote."""
    for temporary in folder.glob(f"{name}.*.new"):
        if time.time() - temporary.lstat().st_mtime > STALE_SECONDS:
            temporary.unlink()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
