"""Replacing a file that others write too: a crash at any moment leaves the file whole, and nobody's work is lost.

The new bytes are on the disk under a temporary name before the two files are *exchanged* in one step (Linux's
``renameat2`` with ``RENAME_EXCHANGE``, https://man7.org/linux/man-pages/man2/rename.2.html). Then the displaced file is
read: if it does not hold the expected bytes, somebody else saved in that moment, and the files are exchanged back.
Where the system has no such call, the new file is renamed over the old one, which leaves a moment for such a loss.

Once the new file is in place, the save has happened: a later failure is reported, and the file counts as saved.

The temporary name describes the save, so that the next start can clear up after an interrupted one:
``.claims.yaml.OLD-NEW.TIME.factcheck``, with the hashes of the old and the new contents. The name ends in ``.part``
until the file is written whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.disk import CLAIMS_LIMIT, create, read_bytes, words_of
from tui.dossier.files.folder_watch import Signature, signature_of
from tui.dossier.files.system import REFUSALS, SYSTEM, System
from tui.dossier.files.waiting import AT_THE_SCREEN, Waiting
from tui.dossier.values.problems import ChangedOnDisk, SaveFailed

_FOLDER_SAYS_NO = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NAME_LENGTH = 100
"""Bytes of the file's own name in the temporary one."""
PART = ".part"


class Saved(NamedTuple):
    """A save that has happened."""

    written: Signature
    """The signature of the new file, by which later writes of others are noticed."""
    trouble: str = ""
    """Failures after the file was in place, in words; mostly empty."""


def replace_bytes(
    path: Path, data: bytes, expected: bytes, system: System = SYSTEM, waiting: Waiting = AT_THE_SCREEN
) -> Saved:
    """Replace the contents of an existing file, durably, if the file still holds the ``expected`` bytes.

    The file keeps its owner, mode and extended attributes; a symbolic link is followed. Raises ChangedOnDisk if the
    file holds other bytes, SaveFailed if it can't be written; in both cases nothing is overwritten.
    """
    target = Path(os.path.realpath(path))
    try:
        with _folder(target.parent, system, waiting) as folder:
            _must_be_writable(target, expected, system)
            other = target.parent / _other_name(target.name, expected, data)
            written = _write_beside(other, data, target, system)
            try:
                _compare(target, expected, system)
                is_exchanged = _take_place(other, target, system)
            except (OSError, SaveFailed):
                with contextlib.suppress(OSError):
                    system.unlink(other)
                raise
            trouble = _remove_displaced(other, target, data, expected, system) if is_exchanged else ""
            return Saved(written, "; ".join(filter(None, (trouble, _synced(folder, system)))))
    except OSError as error:
        raise SaveFailed(words_of(error)) from error


def _must_be_writable(target: Path, expected: bytes, system: System) -> None:
    """Raise SaveFailed where a file may not be replaced, ChangedOnDisk where it does not hold the expected bytes."""
    status = system.stat(target)
    _compare(target, expected, system)
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise SaveFailed("the file is read-only")
    if status.st_nlink > 1:
        raise SaveFailed("the file has a second name (a hard link), which a save would part from it")


def _write_beside(other: Path, data: bytes, target: Path, system: System) -> Signature:
    """Write the data under the temporary name, with the attributes of the target; returns its signature."""
    part = other.with_name(other.name + PART)
    try:
        status = create(part, data, target, system)
    except OSError as error:
        raise _with_remedy(error, target) from error
    try:
        system.replace(part, other)
    except OSError as error:
        with contextlib.suppress(OSError):
            system.unlink(part)
        raise _with_remedy(error, target) from error
    return signature_of(status)


def _take_place(other: Path, target: Path, system: System) -> bool:
    """Put the new file in place; whether the two files were exchanged, so that the old one still exists."""
    try:
        system.exchange(other, target)
    except OSError as error:
        if error.errno not in REFUSALS:
            raise _with_remedy(error, target) from error
    else:
        return True
    try:
        system.replace(other, target)
    except OSError as error:
        raise _with_remedy(error, target) from error
    return False


def _with_remedy(error: OSError, target: Path) -> OSError:
    """An error that comes from the folder or the mount of a file, with the remedy."""
    if error.errno in _FOLDER_SAYS_NO:
        return OSError(
            f"{words_of(error)} in the folder {target.parent}: a save makes a new file there, which takes the place of "
            "the old one; allow yourself to write in the folder, or move the dossier to one where you may"
        )
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        return OSError(
            f"{words_of(error)}: {target.name} is mounted by itself, so that no new file can take its place; "
            f"mount the folder {target.parent} instead"
        )
    return error


def _remove_displaced(other: Path, target: Path, data: bytes, expected: bytes, system: System) -> str:
    """Remove the displaced file if it holds the expected bytes. Returns failures in words.

    Raises ChangedOnDisk, with the two files exchanged back, where somebody else had written in that moment.
    """
    try:
        is_file = stat.S_ISREG(system.lstat(other).st_mode)
        is_expected = is_file and read_bytes(other, CLAIMS_LIMIT, follows=False, system=system) == expected
    except OSError as error:
        return f"the file of before can't be read again, it is left in {other.name}: {words_of(error)}"
    if not is_expected:
        return _exchange_back(other, target, data, system)
    try:
        system.unlink(other)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"the file of before is left in {other.name}: {words_of(error)}"
    return ""


def _exchange_back(other: Path, target: Path, data: bytes, system: System) -> str:
    """Undo an exchange that displaced a file of somebody else's, and raise ChangedOnDisk.

    Where the exchange back fails, the new file stays in place, and theirs is kept under a name that is returned in a
    sentence.
    """
    try:
        system.exchange(other, target)
    except OSError as error:
        kept = other
        with contextlib.suppress(OSError):
            kept = _rename_to_be_seen(other, target)
        return f"what someone else had saved in that moment is kept in {kept.name}: {words_of(error)}"
    with contextlib.suppress(OSError):  # the next start clears up
        if read_bytes(other, CLAIMS_LIMIT, follows=False, system=system) == data:
            system.unlink(other)
        else:  # somebody wrote once more: their newest file stays in place, their earlier one is kept
            with contextlib.suppress(OSError):
                system.exchange(other, target)
            _rename_to_be_seen(other, target)
    raise ChangedOnDisk("the file was changed on disk in the moment of the save")


def _synced(folder: int | None, system: System) -> str:
    """Sync a folder. Returns a failure in words."""
    try:
        if folder is not None:
            system.sync_folder(folder)
    except OSError as error:
        return f"its folder could not be synced, so a power cut may undo it: {words_of(error)}"
    return ""


def clear_leftovers(path: Path) -> list[Path]:
    """Clear up the temporary files that interrupted saves left beside a file.

    Files that only this program wrote are removed. Files of somebody else's are renamed so that they can be seen, and
    their new paths are returned.
    """
    target = Path(os.path.realpath(path))
    kept = []
    with contextlib.suppress(OSError, SaveFailed):
        hashes = r"([0-9a-f]{8})-([0-9a-f]{8})\.\d+\.factcheck(\.part)?"
        names = re.compile(re.escape(f".{_beginning_of(target.name)}.") + hashes)
        leftovers = [(name, match) for name in os.listdir(target.parent) if (match := names.fullmatch(name))]
        if leftovers:
            with _folder(target.parent):
                for name, match in leftovers:
                    kept += _cleared(target.parent / name, target, {match[1], match[2]}, is_part=bool(match[3]))
    return kept


def _cleared(other: Path, target: Path, ours: set[str], *, is_part: bool) -> list[Path]:
    """Remove a temporary file, or rename it where it may be somebody else's; the new path in a list."""
    with contextlib.suppress(OSError):
        is_link = other.is_symlink()
        if is_part or (not is_link and _hash(read_bytes(other, CLAIMS_LIMIT, follows=False)) in ours):
            os.unlink(other)
            return []
        return [_rename_to_be_seen(other, target)]
    return []


def _rename_to_be_seen(other: Path, target: Path) -> Path:
    """Rename somebody else's file so that it can be seen; returns its new path."""
    name = target.with_name(f"{target.name}.found-{time.time_ns()}")
    os.rename(other, name)
    return name


@contextlib.contextmanager
def _folder(folder: Path, system: System = SYSTEM, waiting: Waiting = AT_THE_SCREEN) -> Iterator[int | None]:
    """A descriptor of a folder, locked against other saves: a lock on the file itself would go with the file.

    None where the folder may not be opened, although files may be made in it.
    """
    descriptor = _open_folder(folder, system)
    try:
        if descriptor is not None:
            _lock(descriptor, system, waiting)
        yield descriptor
    finally:
        if descriptor is not None:
            with contextlib.suppress(OSError):  # nothing is written to a folder
                system.close(descriptor)


def _open_folder(folder: Path, system: System) -> int | None:
    try:
        return system.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
    return None


def _lock(descriptor: int, system: System, waiting: Waiting) -> None:
    """Lock a folder, if its file system has locks. Raises SaveFailed where a program holds the lock for too long."""
    end = waiting.clock() + waiting.lock_seconds
    while True:
        try:
            system.flock(descriptor)
        except BlockingIOError:
            if waiting.clock() > end:
                raise SaveFailed("another program holds the folder locked") from None
            waiting.sleep(0.01)
        except OSError:  # a file system without locks
            return
        else:
            return


def _compare(target: Path, expected: bytes, system: System) -> None:
    if read_bytes(target, CLAIMS_LIMIT, system=system) != expected:
        raise ChangedOnDisk("the file was changed on disk since it was read")


def _other_name(name: str, expected: bytes, data: bytes) -> str:
    return f".{_beginning_of(name)}.{_hash(expected)}-{_hash(data)}.{time.monotonic_ns()}.factcheck"


def _beginning_of(name: str) -> str:
    """The beginning of a name, cut by bytes, which file systems count."""
    return os.fsencode(name)[:_NAME_LENGTH].decode("utf-8", "ignore")


def _hash(data: bytes) -> str:
    from hashlib import sha256  # OpenSSL comes with it: loaded for the first save

    return sha256(data).hexdigest()[:8]
