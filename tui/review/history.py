"""The history of a claims file: every decision that was saved, a JSON object a line, in a file beside it.

It is the audit trail, and what undo reads after a restart. It is no part of the dossier: deleting it loses nothing but
the history. Lines are only ever appended, one write each; a line that was torn by a crash is passed over.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.disk import give_rights, mode_for_any_group, open_file, read_bytes, words_of
from tui.dossier.files.system import SYSTEM, System
from tui.dossier.values.edits import CLAIM_FIELDS
from tui.dossier.values.model import Claim, Evidence, Verdict
from tui.dossier.values.problems import FactcheckError
from tui.dossier.yaml_text.rendering import evidence_fields, verdict_fields
from tui.review.changes import PREFIXES, Change

LIMIT = 1_000_000_000
"""Bytes past which a history is not read."""
SUFFIX = ".history.jsonl"
_FLAGS = os.O_RDWR | os.O_APPEND


class Entry(NamedTuple):
    """One line of the history."""

    when: str
    who: str
    did: str
    claim: str
    what: str
    before: str
    """The claim's stretch of the file before, and after."""
    after: str
    was: Mapping[str, object]
    """What the claim had that it has not after: words of its own, its verdict, some of its evidence."""
    now: Mapping[str, object]
    """What it has after that it had not."""

    @property
    def words(self) -> str:
        """What was acknowledged behind the claim's id, and what it took the place of."""
        was = self.was.get("verdict")
        rating = was.get("rating") if isinstance(was, Mapping) else None
        return PREFIXES[self.did] + self.what + (f" (was {rating})" if rating and self.did == "decide" else "")


_KEYS = ("when", "who", "did", "claim", "what", "before", "after", "from", "to")


def history_path(claims: Path) -> Path:
    """Where the history of a claims file lies: beside the file itself, where that is a link."""
    return Path(os.path.realpath(claims) + SUFFIX)


def entry_of(change: Change, who: str) -> Entry:
    """What the history tells of a change."""
    was, now = _difference(change.before, change.after), _difference(change.after, change.before)
    texts = (change.text_before, change.text_after)
    return Entry(change.when, who, change.did, change.after.id, change.label, *texts, was, now)


class Appended(NamedTuple):
    """What became of entries that were added to a history."""

    whole: int
    """How many of them are in it, from the first on."""
    trouble: str = ""
    """Why not all are in it, or may not be after a power cut; mostly empty."""


def append(claims: Path, added: Sequence[Entry], system: System = SYSTEM) -> Appended:
    """Add entries to the history of a claims file, durably.

    Whoever may write the claims file may write its history, and nobody may read it who may not read the claims file:
    it is given the group and mode of the claims file, each time that its owner adds to it.
    """
    path = history_path(claims)
    lines = "".join(json.dumps(dict(zip(_KEYS, entry, strict=True))) + "\n" for entry in added).encode("ascii")
    try:
        descriptor = _opened(path, claims, system)
    except OSError as error:
        return Appended(0, words_of(error))
    try:
        return _append(descriptor, lines, system)
    finally:
        with contextlib.suppress(OSError):  # all that was written is synced, or said not to be
            system.close(descriptor)


def trouble_with(claims: Path) -> str:
    """Why decisions of whoever runs this could not be added to the history, in words; empty where they could."""
    if not os.access(claims, os.W_OK):
        return ""  # who can't decide adds nothing
    try:
        descriptor = open_file(history_path(claims), _FLAGS, follows=False)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return words_of(_with_remedy(error, history_path(claims), claims))
    try:
        _must_be_one_file(os.fstat(descriptor))
    except OSError as error:
        return words_of(error)
    finally:
        os.close(descriptor)
    return ""


def _opened(path: Path, claims: Path, system: System) -> int:
    """A descriptor of a history to add to, which is made where there is none; OSError, with the remedy."""
    try:
        descriptor = _open_or_make(path, (mode_for_any_group(system.stat(claims)) & 0o666) | 0o600, system)
    except OSError as error:
        raise _with_remedy(error, path, claims) from error
    try:
        status = system.fstat(descriptor)
        _must_be_one_file(status)
        _share(descriptor, status, system.stat(claims), system)
    except BaseException:
        with contextlib.suppress(OSError):
            system.close(descriptor)
        raise
    return descriptor


def _open_or_make(path: Path, mode: int, system: System) -> int:
    while True:
        with contextlib.suppress(FileNotFoundError):
            return open_file(path, _FLAGS, follows=False, system=system)
        with contextlib.suppress(FileExistsError):  # another process was quicker
            return system.open(path, _FLAGS | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)


def _share(descriptor: int, status: os.stat_result, like: os.stat_result, system: System) -> None:
    """Give an open history the rights of the claims file, where they are ours to give."""
    user = like.st_uid if os.geteuid() == 0 else status.st_uid
    mode = (stat.S_IMODE(like.st_mode) & 0o666) | 0o600
    is_ours = os.geteuid() in {0, status.st_uid}
    if is_ours and (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) != (user, like.st_gid, mode):
        with contextlib.suppress(OSError):  # the decision gets in all the same
            give_rights(descriptor, (user, like.st_gid), mode, system)


def _must_be_one_file(status: os.stat_result) -> None:
    """An OSError in words where an open history is something that decisions must not be written into."""
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is no regular file; remove it")
    if status.st_nlink > 1:
        raise OSError("it has a second name (a hard link), which would be written to as well; put a copy in its place")


def _with_remedy(error: OSError, path: Path, claims: Path) -> OSError:
    """An error in opening a history; where it is somebody else's, with what that person can do."""
    try:
        status, like = os.lstat(path), os.stat(claims)
    except OSError:
        return error
    if error.errno not in {errno.EACCES, errno.EPERM} or status.st_uid == os.geteuid():
        return error
    mode = stat.S_IMODE(like.st_mode) & 0o666
    group = f"chgrp {like.st_gid} and " if status.st_gid != like.st_gid else ""
    return OSError(
        f"{words_of(error)}: {path.name} belongs to {_name_of(status.st_uid)}, whose next decision lets you in, or "
        f"{group}chmod {mode:o} by them"
    )


def _name_of(user: int) -> str:
    """The login name of a user, or their number."""
    import pwd  # for a history that is somebody else's

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


def _append(descriptor: int, lines: bytes, system: System) -> Appended:
    """Add lines to an open history, one write for all; a line that is not whole counts as not added."""
    written, torn = 0, 0
    try:
        size = system.fstat(descriptor).st_size
        torn = int(size > 0 and system.pread(descriptor, 1, size - 1) != b"\n")
        data = memoryview(b"\n" * torn + lines)
        while written < len(data):
            written += system.write(descriptor, data[written:])
        system.sync(descriptor)
    except OSError as error:
        return Appended(lines[: max(0, written - torn)].count(b"\n"), words_of(error))
    return Appended(lines.count(b"\n"))


def entries(path: Path) -> tuple[list[Entry], int]:
    """The entries of a history, oldest first, and how many lines can't be read; none where there is no history."""
    try:
        lines = read_bytes(path, LIMIT, follows=False).splitlines()
    except FileNotFoundError:
        return [], 0
    except OSError as error:
        raise FactcheckError(f"{path}: {words_of(error)}") from error
    read = [_entry(line) for line in lines if line.strip()]
    return [entry for entry in read if entry is not None], read.count(None)


def _difference(claim: Claim, other: Claim) -> dict[str, object]:
    """What a claim has that the other has not: its verdict, some of its evidence."""
    difference: dict[str, object] = {}
    for key in CLAIM_FIELDS:
        if getattr(claim, key) != getattr(other, key):
            difference[key] = getattr(claim, key)
    if claim.verdict != other.verdict:
        difference["verdict"] = _fields(claim.verdict)
    if claim.evidence != other.evidence:
        difference["evidence"] = [_fields(entry) for entry in claim.evidence if entry not in other.evidence]
    return difference


def _fields(value: Verdict | Evidence | None) -> dict[str, str] | None:
    if value is None:
        return None
    return verdict_fields(value) if isinstance(value, Verdict) else evidence_fields(value)


def _entry(line: bytes) -> Entry | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    texts = [found.get(name) for name in _KEYS[:-2]]
    was, now = found.get("from"), found.get("to")
    right = all(isinstance(text, str) for text in texts) and isinstance(was, dict) and isinstance(now, dict)
    if not right or found["did"] not in PREFIXES:
        return None
    when, who, did, claim, what, before, after = map(str, texts)
    return Entry(when, who, did, claim, what, before, after, was or {}, now or {})
