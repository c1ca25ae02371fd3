"""Reading files of any kind safely, and writing the program's own files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from tui.dossier.files.system import REFUSALS, SYSTEM, System
from tui.dossier.values.problems import SaveFailed

CLAIMS_LIMIT = 200_000_000
ARTICLE_LIMIT = 2_000_000
"""Bytes past which a file is not read."""
LINK = "it is a link, which may lead anywhere; remove it, or put the file itself in its place"
"""The message for a link under a name that the program chose: a dossier from elsewhere may bring one."""
_NO_FILE = {True: "it is a folder", False: "it is no regular file"}
_ACCESS_LIST = "system.posix_acl_access"
_CHUNK = 65_536
"""Bytes that one call reads of a file that is longer than its status says."""


def read_bytes(path: Path, limit: int, *, follows: bool = True, system: System = SYSTEM) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes, read without waiting on pipes or devices.

    Memory is taken for the contents of the file, not for the limit. A link is refused unless the reading ``follows``
    links, as it may where a person named the path. Raises OSError, whose message is for the user.
    """
    descriptor = open_file(path, os.O_RDONLY, follows=follows, system=system)
    try:
        status = system.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(_NO_FILE[stat.S_ISDIR(status.st_mode)])
        return _read(descriptor, status.st_size, limit, system)
    finally:
        with contextlib.suppress(OSError):  # the file was only read
            system.close(descriptor)


def open_file(path: Path, flags: int, *, follows: bool, system: System = SYSTEM) -> int:
    """A descriptor of an existing file, opened without waiting on pipes. Raises OSError, with the remedy for a link."""
    try:
        return system.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follows else os.O_NOFOLLOW))
    except OSError as error:
        if not follows and os.path.islink(path):
            raise OSError(LINK) from error
        raise


def _read(descriptor: int, size: int, limit: int, system: System) -> bytes:
    """The contents of an open file of some size, and what is added meanwhile. Raises OSError past the limit."""
    read: list[bytes] = []
    total, wanted = size, size + 1
    while total <= limit and (data := system.read(descriptor, wanted)):
        read.append(data)
        total = sum(map(len, read))
        wanted = max(size + 1 - total, _CHUNK)
    if total > limit:
        raise OSError(f"it is larger than {limit // 1_000_000} MB")
    return b"".join(read)


def decode(data: bytes) -> tuple[str, bool]:
    """The text of a file in UTF-8, and whether a byte order mark stands before it. Raises OSError for no such text."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise OSError("it is UTF-16; save it as UTF-8")
    bom = data.startswith(b"\xef\xbb\xbf")
    try:
        text = data[3 if bom else 0 :].decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise OSError(
            f"line {line} is no UTF-8 (byte 0x{data[error.start + (3 if bom else 0)]:02x}); save it as UTF-8"
        ) from error
    if text.startswith("\ufeff"):
        raise OSError("it begins with two byte order marks; remove one")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise OSError(f"line {line} has a NUL: it is no text file")
    return text, bom


def words_of(error: OSError) -> str:
    """The message of an error, without the path and the number."""
    return error.strerror or str(error)


def write_bytes(path: Path, data: bytes, *, follows: bool = False) -> None:
    """Write one of the program's own files, whether it exists or not. Raises SaveFailed.

    Where a person named the path, writing ``follows`` a link, and writes to a terminal or a pipe.
    """
    target = Path(os.path.realpath(path)) if follows else path
    try:
        is_there = os.path.lexists(target)
        if is_there and not target.is_file() and follows:
            with open(target, "wb") as file:  # a terminal, a pipe
                file.write(data)
            return
        if is_there:
            _must_be_file(target)
        _write_over(target, data, like=target if is_there else None)
    except OSError as error:
        raise SaveFailed(words_of(error)) from error


def _must_be_file(path: Path) -> None:
    """Raise OSError where a path is a link or no regular file."""
    mode = os.lstat(path).st_mode
    if not stat.S_ISREG(mode):
        raise OSError(LINK if stat.S_ISLNK(mode) else _NO_FILE[stat.S_ISDIR(mode)])


def _write_over(target: Path, data: bytes, like: Path | None) -> None:
    beside = target.with_name(f".{target.name[:30]}.{os.getpid()}-{time.monotonic_ns()}.factcheck")
    create(beside, data, like)
    try:
        os.replace(beside, target)  # replaces, and does not follow, a link that appeared meanwhile
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def create(path: Path, data: bytes, like: Path | None = None, system: System = SYSTEM) -> os.stat_result:
    """Make a new file, durably, and return its status. Raises FileExistsError where the name is taken.

    The file gets the owner, mode and attributes of the file that it is ``like``, and at no moment a wider mode; without
    ``like``, those that the process gives to new files. A file that can't be made whole is removed.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = system.open(path, flags, 0o666 if like is None else mode_for_any_group(system.stat(like)))
    try:
        try:
            fill(descriptor, data, system)
            if like is not None:
                copy_attributes(like, descriptor, system)
            system.sync(descriptor)
            status = system.fstat(descriptor)
        finally:
            system.close(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            system.unlink(path)
        raise
    return status


def fill(descriptor: int, data: bytes, system: System = SYSTEM) -> None:
    """Write all data to an open file."""
    view = memoryview(data)
    while view:
        view = view[system.write(descriptor, view) :]


def copy_attributes(like: Path, descriptor: int, system: System = SYSTEM) -> None:
    """Give an open file the owner, group, mode and extended attributes of the file ``like``.

    Owner, group and extended attributes are given as far as this user may. Raises OSError where the mode is refused.
    """
    status = system.stat(like)
    if hasattr(os, "removexattr"):
        with contextlib.suppress(OSError):  # the rights that a folder gives to new files (a default ACL)
            os.removexattr(descriptor, _ACCESS_LIST)
    mode = stat.S_IMODE(status.st_mode)
    if not give_rights(descriptor, (status.st_uid, status.st_gid), mode, system):
        raise OSError(
            f"a new file in the folder {like.parent} can't be given the mode {mode & 0o777:o} of {like.name}; give "
            "that a mode which new files have there (chmod), or move the dossier to another folder"
        )
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for attribute in os.listxattr(like):
                with contextlib.suppress(OSError):
                    os.setxattr(descriptor, attribute, os.getxattr(like, attribute))


def mode_for_any_group(status: os.stat_result) -> int:
    """The mode of a file, its group limited to the rights of everybody: a new file may begin in a different group."""
    return status.st_mode & 0o707 | (status.st_mode & 0o007) << 3 & status.st_mode


def give_rights(descriptor: int, owner: tuple[int, int], mode: int, system: System = SYSTEM) -> bool:
    """Give an open file an owner and group, as far as this user may, and a mode; whether the file got the mode.

    Where the file can't get the group, its present group gets the rights of everybody and no more.
    """
    user, group = owner
    if not _may(system.fchown, descriptor, user, group):  # a file of somebody else's: the group lets them go on writing
        _may(system.fchown, descriptor, -1, group)
    if system.fstat(descriptor).st_gid != group:
        mode &= ~0o6070 | (mode & 0o007) << 3
    _may(system.fchmod, descriptor, mode)
    return (system.fstat(descriptor).st_mode ^ mode) & 0o777 == 0


def _may(call: Callable[..., None], *arguments: int) -> bool:
    """Make a call that a file system may refuse; whether the call was carried out."""
    try:
        call(*arguments)
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        return False
    return True
