"""Amendments: a reviewer adds a claim to the dossier, or sets fields of a source.

An amendment is made in the file at once or not at all. The history has amendments beside decisions.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Mapping
from typing import NamedTuple

from tui.dossier.values.dates import is_date
from tui.dossier.values.edits import CLAIM_FIELDS, AddClaim, Amendment, DropClaim, SetSource
from tui.dossier.values.model import SOURCE_FIELDS, Claim, Dossier, FieldValue, Source
from tui.dossier.values.problems import Refused
from tui.dossier.values.source_field import FieldForm
from tui.dossier.yaml_text.rendering import claim_fields
from tui.review.changes import PREFIXES
from tui.review.decisions import sound
from tui.review.history import HistoryEntry

ID_WORDS = 6
"""Number of words in an id that is made from the text of a claim."""


class FileChange(NamedTuple):
    """Amendments made in the file at once, undone or redone, with the amendments that reverse them."""

    did: str
    """``decide``, ``undo`` or ``redo``."""
    label: str
    """The amendments in a word or two."""
    when: str
    amendments: tuple[Amendment, ...]
    reverse: tuple[Amendment, ...]
    text_before: str = ""
    """The whole text of the file before the change; empty where it is unknown."""
    text_after: str = ""
    step: int = 0
    """Number among the steps of this review; 0 for a step of an earlier review."""

    @property
    def claim(self) -> str:
        """Id of the amended claim; empty for a source."""
        first = self.amendments[0]
        return "" if isinstance(first, SetSource) else first.claim.id

    @property
    def words(self) -> str:
        """The acknowledgement without the claim's id."""
        return PREFIXES[self.did] + self.label

    def reversed(self) -> FileChange:
        """The change that leads back."""
        return self._replace(
            amendments=self.reverse,
            reverse=self.amendments,
            text_before=self.text_after,
            text_after=self.text_before,
        )


def new_claim(dossier: Dossier, claim: Claim, when: str) -> FileChange:
    """The change that adds a claim. Raises Refused where its id, text or date is wrong."""
    claim = Claim(
        sound(claim.id),
        sound(claim.text),
        sound(claim.claimant),
        sound(claim.date),
        tags=tuple(filter(None, map(sound, claim.tags))),
    )
    if wrong := wrong_in_claim(dossier, "id", claim.id) or wrong_in_claim(dossier, "text", claim.text):
        raise Refused(wrong)
    if wrong := wrong_in_claim(dossier, "date", claim.date):
        raise Refused(wrong)
    return FileChange("decide", "new claim", when, (AddClaim(claim),), (DropClaim(claim),))


def claim_id_from(text: str, taken: Container[str]) -> str:
    """An id for a claim from the first words of its text; none of the ids that are ``taken``."""
    words = re.findall(r"\w+", text.casefold())[:ID_WORDS]
    stem = "-".join(words) or "claim"
    names = itertools.chain([stem], (f"{stem}-{count}" for count in itertools.count(2)))
    return next(name for name in names if name not in taken)


def wrong_in_claim(dossier: Dossier, key: str, value: str) -> str:
    """The reason why a field of a claim can't have a value; empty where it can. ``id`` is the id of a new one."""
    if key == "id":
        if value.splitlines() != [value]:
            return "a claim needs an id of one line" if value else "a claim needs an id"
        return f"the id {value} is taken by another claim" if value in dossier.positions else ""
    if key == "text":
        return "" if value.strip() else "a claim needs a text"
    return wrong_day(value) if key == "date" else ""


def wrong_day(value: str) -> str:
    """The reason why a text is no date; empty for a date and for no text."""
    return f"“{value}” is no day (2023-12-31) and no month (2023-12)" if value and not is_date(value) else ""


def source_change(listed: Source, fields: Mapping[str, FieldValue], when: str) -> FileChange:
    """The change that sets fields of a source; ``listed`` is the source as the claims file has it.

    Raises Refused where a field is wrong, or nothing would change.
    """
    amendments, reverse = [], []
    for key, given in fields.items():
        value = sound(given) if isinstance(given, str) else tuple(filter(None, map(sound, given)))
        if isinstance(value, str) and (wrong := wrong_in_source(key, value)):
            raise Refused(wrong)
        before: FieldValue = getattr(listed, key)
        if before != value:
            amendments.append(SetSource(listed.id, listed.file, key, value))
            reverse.append(SetSource(listed.id, listed.file, key, before))
    if not amendments:
        raise Refused("that is what stands there already")
    label = f"source {listed.id}: {', '.join(amendment.key for amendment in amendments)}"
    return FileChange("decide", label, when, tuple(amendments), tuple(reversed(reverse)))


def wrong_in_source(key: str, value: str) -> str:
    """The reason why a field of a source can't have a value; empty where it can."""
    field = SOURCE_FIELDS[key]
    if field.choices and value and value not in field.choices:
        return f"“{value}” is no {key}; there are {', '.join(field.choices)}"
    if field.form is FieldForm.ADDRESS and value and not value.startswith(("https://", "http://")):
        return "an address begins with https:// or http://"
    return wrong_day(value) if field.form is FieldForm.DATE else ""


def amendment_entry(change: FileChange, who: str) -> HistoryEntry:
    """The entry of a change of the file that a reviewer made."""
    was, now = _fields_after(change.reverse), _fields_after(change.amendments)
    return HistoryEntry(change.when, who, change.did, change.claim, change.label, "", "", was, now)


def _fields_after(amendments: tuple[Amendment, ...]) -> dict[str, object]:
    """The fields that amendments set, as the history has them."""
    fields: dict[str, object] = {}
    for amendment in amendments:
        match amendment:
            case AddClaim(claim):
                fields["claim"] = claim_fields(claim)
            case SetSource(source, _, key, value):
                fields |= {"source": source, key: value}
    return fields


def is_amendment(entry: HistoryEntry) -> bool:
    """Whether an entry is that of an amendment: it has no text of a claim before and after."""
    return not entry.before and not entry.after


def from_history(entry: HistoryEntry, dossier: Dossier) -> FileChange:
    """The change of the file that an entry describes. Raises Refused where the dossier lacks the source."""
    claim = entry.now.get("claim")
    if isinstance(claim, Mapping):
        claim_id, text, claimant, date = (str(claim.get(key, "")) for key in ("id", *CLAIM_FIELDS[:-1]))
        tags = claim.get(CLAIM_FIELDS[-1])
        added = Claim(claim_id, text, claimant, date, tags=tuple(map(str, tags)) if isinstance(tags, list) else ())
        return FileChange("decide", entry.label, entry.when, (AddClaim(added),), (DropClaim(added),))
    amendments, reverse = (_source_amendments(fields, dossier) for fields in (entry.now, entry.was))
    return FileChange("decide", entry.label, entry.when, amendments, reverse)


def _source_amendments(fields: Mapping[str, object], dossier: Dossier) -> tuple[Amendment, ...]:
    source = dossier.sources.get(str(fields.get("source", "")))
    if source is None:
        raise Refused("the source is no longer there")
    return tuple(
        SetSource(source.id, source.file, key, tuple(map(str, value)) if isinstance(value, list) else str(value))
        for key, value in fields.items()
        if key in SOURCE_FIELDS
    )
