"""Writing a report to a file that somebody may have edited since the last report."""

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
"""Bytes past which a file is not read, and so not written over."""
_HEAD = b"factcheck report 1\n"


def write_report(path: Path, data: bytes, *, is_named: bool = False) -> Path | None:
    """Write a report, and keep the present content of the file unless it is the report that was written last.

    Returns the path under which the content was kept, a free name beside the report; None where nothing was kept. A
    link is followed only in a path that ``is_named`` by a person. Raises SaveFailed, with the file as it was.
    """
    kept = None
    is_there = path.is_file() if is_named else os.path.lexists(path)
    try:
        before = read_bytes(path, LIMIT, follows=is_named) if is_there else data
        if before not in {data, b""} and read_cached(_name(path), _HEAD) != _digest(before):
            kept = _kept_copy(path, before)
    except OSError as error:
        raise SaveFailed(words_of(error)) from error
    write_bytes(path, data, follows=is_named)
    write_cached(_name(path), _HEAD, _digest(data))
    return kept


def _kept_copy(path: Path, before: bytes) -> Path:
    """The path of a file that keeps some bytes: one that holds them already, or a new one like ``path``."""
    for number in count(1):
        other = path.with_name(f"{path.name}~{number if number > 1 else ''}")
        if not os.path.lexists(other):
            with suppress(FileExistsError):
                create(other, before, like=path)
                return other
        try:
            if read_bytes(other, LIMIT, follows=False) == before:
                return other
        except OSError:  # a file that can't be read, or a link
            continue
    raise AssertionError  # pragma: no cover - there is always a free name


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=32).digest()


def _name(path: Path) -> str:
    return f"report-{hashlib.blake2b(os.fsencode(os.path.realpath(path)), digest_size=16).hexdigest()}"
