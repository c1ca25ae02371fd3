"""The system calls of reading and saving, as one value that a test can replace.

Calls that a file system does not support are distinguished here from calls that fail.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

REFUSALS = frozenset({errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EXDEV})
"""Error numbers by which a file system or a sandbox says that it does not offer a call at all."""
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
_NO_FOLDER_SYNC = _NO_SYNC | {errno.EBADF, errno.EACCES, errno.EPERM}
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def _flock(descriptor: int) -> None:
    """Lock an open file or folder against other processes. Raises BlockingIOError where one of them holds the lock."""
    import fcntl  # loaded for the first save

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _exchange(one: Path, other: Path) -> None:
    """Exchange the names of two files in one step. Raises OSError, with ENOSYS where the system has no such call."""
    import ctypes  # loaded for the first save

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


class System(NamedTuple):
    """The calls; each raises OSError as its namesake in ``os`` does."""

    open: Callable[..., int] = os.open
    close: Callable[[int], None] = os.close
    read: Callable[[int, int], bytes] = os.read
    pread: Callable[[int, int, int], bytes] = os.pread
    write: Callable[[int, memoryview], int] = os.write
    stat: Callable[[Path], os.stat_result] = os.stat
    lstat: Callable[[Path], os.stat_result] = os.lstat
    fstat: Callable[[int], os.stat_result] = os.fstat
    fsync: Callable[[int], None] = os.fsync
    fchmod: Callable[[int, int], None] = os.fchmod
    fchown: Callable[[int, int, int], None] = os.fchown
    flock: Callable[[int], None] = _flock
    exchange: Callable[[Path, Path], None] = _exchange
    replace: Callable[[Path, Path], None] = os.replace
    unlink: Callable[[Path], None] = os.unlink

    def sync(self, descriptor: int) -> None:
        """Sync an open file, if its file system can. Raises OSError where the sync fails."""
        self._sync(descriptor, _NO_SYNC)

    def sync_folder(self, descriptor: int) -> None:
        """Sync an open folder, if its file system can and this user may. Raises OSError where the sync fails."""
        self._sync(descriptor, _NO_FOLDER_SYNC)

    def _sync(self, descriptor: int, no_failures: frozenset[int]) -> None:
        try:
            self.fsync(descriptor)
        except OSError as error:
            if error.errno not in no_failures:
                raise


SYSTEM = System()
"""The operating system itself."""
