"""The history of a claims file: every decision that was saved, a JSON object a line, in a file beside it.

It is the audit trail, and what undo reads after a restart. It is no part of the dossier: deleting it loses nothing but
the history. Lines are only ever appended, one write each; a line that was torn by a crash is passed over.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.disk import fill, read_bytes, words_of
from tui.dossier.values.edits import CLAIM_FIELDS
from tui.dossier.values.model import Claim, Evidence, Verdict
from tui.dossier.values.problems import FactcheckError, SaveFailed
from tui.dossier.yaml_text.rendering import evidence_fields, verdict_fields
from tui.review.changes import PREFIXES, Change

LIMIT = 1_000_000_000
"""Bytes past which a history is not read."""
SUFFIX = ".history.jsonl"


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
    return Entry(change.when, who, change.did, change.after.id, change.outcome, *texts, was, now)


def append(claims: Path, added: Iterable[Entry]) -> None:
    """Add entries to the history of a claims file, durably; SaveFailed where that can't be done.

    Nobody may read it who may not read the claims file.
    """
    lines = "".join(json.dumps(dict(zip(_KEYS, entry, strict=True))) + "\n" for entry in added)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        mode = os.stat(claims).st_mode & 0o666
        descriptor = os.open(history_path(claims), flags, mode)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise SaveFailed("the history is no regular file")
            torn = status.st_size and os.pread(descriptor, 1, status.st_size - 1) != b"\n"
            fill(descriptor, (b"\n" if torn else b"") + lines.encode("ascii"))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise SaveFailed(words_of(error)) from error


def entries(path: Path) -> tuple[list[Entry], int]:
    """The entries of a history, oldest first, and how many lines can't be read; none where there is no history."""
    try:
        lines = read_bytes(path, LIMIT).splitlines()
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
