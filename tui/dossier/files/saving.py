"""Writing over a file that others write too, so that a crash at any moment leaves it whole and nobody's work is lost.

The new bytes are on the disk under a name of their own before the two files *change places* in one step (Linux's
``renameat2`` with ``RENAME_EXCHANGE``, https://man7.org/linux/man-pages/man2/rename.2.html). What was displaced is
looked at: if it is not what had been read, somebody else had saved in that moment, and the files change back. Where
there is no such call, the new file takes the name of the old one, which leaves a moment for such a loss.

The other name tells what a save was about, so that the next start can clear up after one that was cut short:
``.claims.yaml.OLD-NEW.TIME.factcheck``, with the hashes of what was there and of what was to be there; as long as it is
not written whole, it has ``.part`` behind.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from tui.dossier.files.disk import CLAIMS_LIMIT, copy_attributes, fill, read_bytes, words_of
from tui.dossier.files.folder_watch import Signature, signature_of
from tui.dossier.values.problems import ChangedOnDisk, SaveFailed

LOCK_SECONDS = 2.0
"""How long a save waits for another one in the same folder."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NAME_LENGTH = 100
"""Bytes of the file's own name that are kept in the other one."""
PART = ".part"


def replace_bytes(path: Path, data: bytes, expected: bytes) -> Signature:
    """Write a file that is there, durably, if it still holds what is expected; by what to see if others write it.

    The file keeps its owner, mode and extended attributes; a symbolic link is followed. ChangedOnDisk if it holds
    something else, SaveFailed if it can't be written; in both cases nothing of anybody's is overwritten.
    """
    target = Path(os.path.realpath(path))
    try:
        with _folder(target.parent) as folder:
            status = os.stat(target)
            _compare(target, expected)
            if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
                raise SaveFailed("the file is read-only")
            if status.st_nlink > 1:
                raise SaveFailed("the file has a second name (a hard link), which a save would part from it")
            other = target.parent / _other_name(target.name, expected, data)
            with _written(other, data, target) as written:
                _compare(target, expected)
                if not exchange(other, target):
                    os.replace(other, target)
                    os.fsync(folder)
                    return written
            displaced = read_bytes(other, CLAIMS_LIMIT)
            if displaced != expected:
                _give_back(other, target, data)
                raise ChangedOnDisk("the file was changed on disk in the moment of the save")
            with contextlib.suppress(OSError):  # the save is done; the next start removes what is left
                os.unlink(other)
            os.fsync(folder)
            return written
    except OSError as error:
        raise SaveFailed(words_of(error)) from error


def exchange(one: Path, other: Path) -> bool:
    """Let two files change names in one step; False where the system or the file system can't do it."""
    import ctypes  # loaded for the first save
    import errno

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number))


def clear_leftovers(path: Path) -> list[Path]:
    """Look after what saves that were cut short left beside a file.

    What was only ever this program's is removed. What somebody else wrote is kept under a name that can be seen; those
    names are returned.
    """
    target = Path(os.path.realpath(path))
    kept = []
    with contextlib.suppress(OSError, SaveFailed):
        hashes = r"([0-9a-f]{8})-([0-9a-f]{8})\.\d+\.factcheck(\.part)?"
        names = re.compile(re.escape(f".{_short(target.name)}.") + hashes)
        found = [(name, match) for name in os.listdir(target.parent) if (match := names.fullmatch(name))]
        if found:
            with _folder(target.parent):
                for name, match in found:
                    kept += _cleared(target.parent / name, target, {match[1], match[2]}, is_part=bool(match[3]))
    return kept


def _cleared(other: Path, target: Path, ours: set[str], *, is_part: bool) -> list[Path]:
    """Remove what an interrupted save left; keep it under a plain name where it may be somebody else's."""
    with contextlib.suppress(OSError):
        if is_part or _hash(read_bytes(other, CLAIMS_LIMIT)) in ours:
            os.unlink(other)
            return []
        return [_kept(other, target)]
    return []


def _kept(other: Path, target: Path) -> Path:
    """Somebody else's file, moved to a name that can be seen."""
    name = target.with_name(f"{target.name}.found-{time.time_ns()}")
    os.rename(other, name)
    return name


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[int]:
    """A descriptor of a folder, locked against other saves: a lock on the file itself would go with the file."""
    import fcntl  # loaded for the first save

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        end = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise SaveFailed("another program holds the folder locked") from None
                time.sleep(0.01)
            except OSError:  # a file system without locks
                break
            else:
                break
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _written(other: Path, data: bytes, target: Path) -> Iterator[Signature]:
    """The data under another name, on the disk, with the attributes of the target; gone if what follows fails."""
    part = other.with_name(other.name + PART)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fill(descriptor, data)
            copy_attributes(target, descriptor)
            os.fsync(descriptor)
            signature = signature_of(os.fstat(descriptor))
        finally:
            os.close(descriptor)
        os.replace(part, other)
        yield signature
    except BaseException:
        for name in (part, other):
            with contextlib.suppress(OSError):
                os.unlink(name)
        raise


def _give_back(other: Path, target: Path, data: bytes) -> None:
    """Undo an exchange that had displaced what somebody else wrote."""
    exchange(other, target)
    if read_bytes(other, CLAIMS_LIMIT) == data:
        os.unlink(other)
    else:  # and somebody wrote once more: the newest stays in place, the one before is kept
        exchange(other, target)
        _kept(other, target)


def _compare(target: Path, expected: bytes) -> None:
    if read_bytes(target, CLAIMS_LIMIT) != expected:
        raise ChangedOnDisk("the file was changed on disk since it was read")


def _other_name(name: str, expected: bytes, data: bytes) -> str:
    return f".{_short(name)}.{_hash(expected)}-{_hash(data)}.{time.monotonic_ns()}.factcheck"


def _short(name: str) -> str:
    """The beginning of a name; a file system counts bytes."""
    return os.fsencode(name)[:_NAME_LENGTH].decode("utf-8", "ignore")


def _hash(data: bytes) -> str:
    from hashlib import sha256  # OpenSSL comes with it: loaded for the first save

    return sha256(data).hexdigest()[:8]
