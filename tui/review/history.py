"""The history of a claims file: every saved decision as a line of JSON, in a file beside the claims file.

The history is the audit trail, and undo reads it after a restart. It is no part of the dossier: whoever deletes it
loses the history alone. Lines are only ever appended, one write for each save; a torn line is passed over.
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


class HistoryEntry(NamedTuple):
    """One line of the history."""

    when: str
    who: str
    did: str
    claim: str
    label: str
    """The decision in a word or two."""
    before: str
    """The text of the claim before the decision."""
    after: str
    """The text of the claim after the decision."""
    was: Mapping[str, object]
    """Fields, verdict and evidence of the claim before the decision, as far as the decision changed them."""
    now: Mapping[str, object]
    """Fields, verdict and evidence of the claim after the decision, as far as the decision changed them."""

    @property
    def words(self) -> str:
        """The acknowledgement without the claim's id, with the rating that a verdict replaced."""
        was = self.was.get("verdict")
        rating = was.get("rating") if isinstance(was, Mapping) else None
        return PREFIXES[self.did] + self.label + (f" (was {rating})" if rating and self.did == "decide" else "")


_KEYS = ("when", "who", "did", "claim", "what", "before", "after", "from", "to")


def history_path(claims: Path) -> Path:
    """The path of the history: beside the claims file or, where the claims file is a link, beside its target."""
    return Path(os.path.realpath(claims) + SUFFIX)


def entry_of(change: Change, who: str) -> HistoryEntry:
    """The entry of a change that a reviewer made."""
    was, now = _difference(change.before, change.after), _difference(change.after, change.before)
    texts = (change.text_before, change.text_after)
    return HistoryEntry(change.when, who, change.did, change.after.id, change.label, *texts, was, now)


class Appended(NamedTuple):
    """The outcome of adding entries to a history."""

    whole: int
    """Number of entries that are in the history, counted from the first."""
    trouble: str = ""
    """The reason why entries are missing, or may be missing after a power cut; mostly empty."""


def append(claims: Path, added: Sequence[HistoryEntry], system: System = SYSTEM) -> Appended:
    """Add entries to the history of a claims file, durably.

    The history gets the group and mode of the claims file each time that its owner adds to it: whoever may read or
    write the claims file may read or write its history, and nobody else.
    """
    path = history_path(claims)
    lines = "".join(json.dumps(dict(zip(_KEYS, entry, strict=True))) + "\n" for entry in added).encode("ascii")
    try:
        descriptor = _open_history(path, claims, system)
    except OSError as error:
        return Appended(0, words_of(error))
    try:
        return _append(descriptor, lines, system)
    finally:
        with contextlib.suppress(OSError):  # the data is synced already, or reported as not synced
            system.close(descriptor)


def trouble_with(claims: Path) -> str:
    """The reason why this user's decisions can't be added to the history; empty where they can."""
    if not os.access(claims, os.W_OK):
        return ""  # this user can't decide either
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


def _open_history(path: Path, claims: Path, system: System) -> int:
    """A descriptor of a history to append to, made where there is none. Raises OSError with the remedy."""
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
        with contextlib.suppress(FileExistsError):  # another process made the file
            return system.open(path, _FLAGS | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)


def _share(descriptor: int, status: os.stat_result, like: os.stat_result, system: System) -> None:
    """Give an open history the owner, group and mode of the claims file, where this user may."""
    user = like.st_uid if os.geteuid() == 0 else status.st_uid
    mode = (stat.S_IMODE(like.st_mode) & 0o666) | 0o600
    is_ours = os.geteuid() in {0, status.st_uid}
    if is_ours and (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) != (user, like.st_gid, mode):
        with contextlib.suppress(OSError):  # the entry is written nevertheless
            give_rights(descriptor, (user, like.st_gid), mode, system)


def _must_be_one_file(status: os.stat_result) -> None:
    """Raise OSError where an open history is no regular file, or has a second name."""
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is no regular file; remove it")
    if status.st_nlink > 1:
        raise OSError("it has a second name (a hard link), which would be written to as well; put a copy in its place")


def _with_remedy(error: OSError, path: Path, claims: Path) -> OSError:
    """An error in opening a history, with the remedy where the history belongs to somebody else."""
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
    """The login name of a user, or the number of a user without one."""
    import pwd  # only needed for a history of somebody else's

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


def _append(descriptor: int, lines: bytes, system: System) -> Appended:
    """Append lines to an open history in one write; a line that is not written whole does not count."""
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


def entries(path: Path) -> tuple[list[HistoryEntry], int]:
    """The entries of a history, oldest first, and the number of lines that can't be read.

    There are no entries where there is no history. Raises FactcheckError where the file can't be read.
    """
    try:
        lines = read_bytes(path, LIMIT, follows=False).splitlines()
    except FileNotFoundError:
        return [], 0
    except OSError as error:
        raise FactcheckError(f"{path}: {words_of(error)}") from error
    read = [_entry(line) for line in lines if line.strip()]
    return [entry for entry in read if entry is not None], read.count(None)


def _difference(claim: Claim, other: Claim) -> dict[str, object]:
    """Fields, verdict and evidence of a claim, as far as the other claim differs in them."""
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


def _entry(line: bytes) -> HistoryEntry | None:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    texts = [fields.get(name) for name in _KEYS[:-2]]
    was, now = fields.get("from"), fields.get("to")
    is_sound = all(isinstance(text, str) for text in texts) and isinstance(was, dict) and isinstance(now, dict)
    if not is_sound or fields["did"] not in PREFIXES:
        return None
    when, who, did, claim, label, before, after = map(str, texts)
    return HistoryEntry(when, who, did, claim, label, before, after, was or {}, now or {})
