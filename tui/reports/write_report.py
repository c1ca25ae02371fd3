"""Writing a report to a file in which somebody may have gone on writing."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from tui.dossier.files.cache import read_cached, write_cached
from tui.dossier.files.disk import create, read_bytes, words_of, write_bytes
from tui.dossier.values.problems import SaveFailed

LIMIT = 1_000_000_000
"""Bytes past which what stands there is not read, and so not written over."""
_HEAD = b"factcheck report 1\n"


def hand_on(path: Path, data: bytes, *, is_named: bool = False) -> Path | None:
    """Write a report; where something else stood there that is not the report as it was written last, keep that.

    It is kept beside it, under a name that was free: where it is, is the answer; None where there was nothing to keep.
    A link is followed only in a path that ``is_named`` by a person. SaveFailed, with nothing written over, where any of
    that can't be done.
    """
    kept = None
    is_there = path.is_file() if is_named else os.path.lexists(path)
    try:
        before = read_bytes(path, LIMIT, follows=is_named) if is_there else data
        if before not in {data, b""} and read_cached(_name(path), _HEAD) != _digest(before):
            kept = _spare(path, before)
    except OSError as error:
        raise SaveFailed(words_of(error)) from error
    write_bytes(path, data, follows=is_named)
    write_cached(_name(path), _HEAD, _digest(data))
    return kept


def _spare(path: Path, before: bytes) -> Path:
    """Where some bytes are kept: in a file that has them already, else in a new one that no more people may read."""
    for number in count(1):
        other = path.with_name(f"{path.name}~{number if number > 1 else ''}")
        if not os.path.lexists(other):
            with suppress(FileExistsError):
                create(other, before, like=path)
                return other
        try:
            if read_bytes(other, LIMIT, follows=False) == before:
                return other
        except OSError:  # it is there and can't be looked at, or is a link: not the one
            continue
    raise AssertionError  # pragma: no cover - there is always a free name


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=32).digest()


def _name(path: Path) -> str:
    return f"report-{hashlib.blake2b(os.fsencode(os.path.realpath(path)), digest_size=16).hexdigest()}"
