"""Reading files that may be anything, and writing files of our own making whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from tui.dossier.values.problems import SaveFailed

CLAIMS_LIMIT = 200_000_000
ARTICLE_LIMIT = 2_000_000
"""Bytes past which a file is not read."""


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file; an OSError in words for anything else, without waiting on pipes or devices."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise OSError("it is a folder" if stat.S_ISDIR(mode) else "it is no regular file")
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    finally:
        os.close(descriptor)
    if len(data) > limit:
        raise OSError(f"it is larger than {limit // 1_000_000} MB")
    return data


def decode(data: bytes) -> tuple[str, bool]:
    """The text of a file in UTF-8, and whether a byte order mark stood before it; an OSError in words if it is none."""
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
    """What went wrong, without the path and the number."""
    return error.strerror or str(error)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file of our own making, new or over what was there; SaveFailed if that can't be done."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            with open(target, "wb") as file:  # a terminal, a pipe
                file.write(data)
            return
        _write_over(target, data)
    except OSError as error:
        raise SaveFailed(words_of(error)) from error


def _write_over(target: Path, data: bytes) -> None:
    import tempfile  # not needed by what only reads

    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:30]}.", suffix=".factcheck", dir=target.parent)
    try:
        try:
            fill(descriptor, data)
            copy_attributes(target, descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def fill(descriptor: int, data: bytes) -> None:
    """Write all of the data to a file that was opened for it."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def copy_attributes(target: Path, descriptor: int) -> None:
    """Give the new file what the old one has; for a new one, what the process gives to new files."""
    try:
        status = target.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        os.fchmod(descriptor, 0o666 & ~umask)
        return
    try:
        os.fchown(descriptor, status.st_uid, status.st_gid)
    except PermissionError:  # somebody else's file: its group at least, by which its owner can go on writing it
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, -1, status.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for attribute in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(descriptor, attribute, os.getxattr(target, attribute))
