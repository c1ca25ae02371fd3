"""Amendments: what a reviewer adds to the dossier itself, a new claim or what is known of a source.

They are made in the file at once or not at all. The history tells of them as it tells of decisions.
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
from tui.review import history
from tui.review.changes import PREFIXES
from tui.review.decisions import sound

ID_WORDS = 6
"""Of how many words a claim's id is made."""


class Amended(NamedTuple):
    """One amendment that was made, undone or made again, with the way back."""

    did: str
    """``decide``, ``undo`` or ``redo``."""
    label: str
    when: str
    ways: tuple[Amendment, ...]
    back: tuple[Amendment, ...]
    text_before: str = ""
    """The whole file before it; empty where that is not known any more."""
    text_after: str = ""
    step: int = 0
    """Its number among the steps of this review; 0 for one from before."""

    @property
    def claim(self) -> str:
        """The claim that it is about; empty where it is about a source."""
        first = self.ways[0]
        return "" if isinstance(first, SetSource) else first.claim.id

    @property
    def words(self) -> str:
        """What is acknowledged."""
        return PREFIXES[self.did] + self.label

    def reversed(self) -> Amended:
        """The way back."""
        return self._replace(ways=self.back, back=self.ways, text_before=self.text_after, text_after=self.text_before)


def new_claim(dossier: Dossier, claim: Claim, when: str) -> Amended:
    """A new claim; Refused, in words, where it can't be one."""
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
    return Amended("decide", "new claim", when, (AddClaim(claim),), (DropClaim(claim),))


def claim_id_from(text: str, taken: Container[str]) -> str:
    """A short name for a claim, from the first words of its text, that no other claim has."""
    words = re.findall(r"\w+", text.casefold())[:ID_WORDS]
    name = "-".join(words) or "claim"
    names = itertools.chain([name], (f"{name}-{count}" for count in itertools.count(2)))
    return next(found for found in names if found not in taken)


def wrong_in_claim(dossier: Dossier, key: str, value: str) -> str:
    """What is wrong with a field of a new claim or of one that is changed, in words; empty where nothing is."""
    if key == "id":
        if value.splitlines() != [value]:
            return "a claim needs an id of one line" if value else "a claim needs an id"
        return f"the id {value} is taken by another claim" if value in dossier.positions else ""
    if key == "text":
        return "" if value.strip() else "a claim needs a text"
    return wrong_day(value) if key == "date" else ""


def wrong_day(value: str) -> str:
    """Why a text is no day, in words; empty where it is one or there is none."""
    return f"“{value}” is no day (2023-12-31) and no month (2023-12)" if value and not is_date(value) else ""


def described(said: Source, fields: Mapping[str, FieldValue], when: str) -> Amended:
    """What else is to be said of a source, of which the file has said something, or nothing yet."""
    ways, back = [], []
    for key, given in fields.items():
        value = sound(given) if isinstance(given, str) else tuple(filter(None, map(sound, given)))
        if isinstance(value, str) and (wrong := wrong_in_source(key, value)):
            raise Refused(wrong)
        before: FieldValue = getattr(said, key)
        if before != value:
            ways.append(SetSource(said.id, said.file, key, value))
            back.append(SetSource(said.id, said.file, key, before))
    if not ways:
        raise Refused("that is what stands there already")
    label = f"source {said.id}: {', '.join(way.key for way in ways)}"
    return Amended("decide", label, when, tuple(ways), tuple(reversed(back)))


def wrong_in_source(key: str, value: str) -> str:
    """What is wrong with a field of a source, in words; empty where nothing is."""
    field = SOURCE_FIELDS[key]
    if field.choices and value and value not in field.choices:
        return f"“{value}” is no {key}; there are {', '.join(field.choices)}"
    if field.form is FieldForm.ADDRESS and value and not value.startswith(("https://", "http://")):
        return "an address begins with https:// or http://"
    return wrong_day(value) if field.form is FieldForm.DATE else ""


def entry_of(amended: Amended, who: str) -> history.Entry:
    """What the history tells of an amendment."""
    was, now = _told(amended.back), _told(amended.ways)
    return history.Entry(amended.when, who, amended.did, amended.claim, amended.label, "", "", was, now)


def _told(ways: tuple[Amendment, ...]) -> dict[str, object]:
    """What there is after an amendment, as the history tells it."""
    said: dict[str, object] = {}
    for way in ways:
        match way:
            case AddClaim(claim):
                said["claim"] = claim_fields(claim)
            case SetSource(source, _, key, value):
                said |= {"source": source, key: value}
    return said


def is_amendment(entry: history.Entry) -> bool:
    """Whether a line of the history tells of an amendment: no claim of it has a text before and after."""
    return not entry.before and not entry.after


def from_history(entry: history.Entry, dossier: Dossier) -> Amended:
    """The amendment of which a line of the history tells; Refused where it can't be made in this dossier."""
    claim = entry.now.get("claim")
    if isinstance(claim, Mapping):
        claim_id, text, claimant, date = (str(claim.get(key, "")) for key in ("id", *CLAIM_FIELDS[:-1]))
        tags = claim.get(CLAIM_FIELDS[-1])
        added = Claim(claim_id, text, claimant, date, tags=tuple(map(str, tags)) if isinstance(tags, list) else ())
        return Amended("decide", entry.what, entry.when, (AddClaim(added),), (DropClaim(added),))
    ways, back = (_sayings(told, dossier) for told in (entry.now, entry.was))
    return Amended("decide", entry.what, entry.when, ways, back)


def _sayings(told: Mapping[str, object], dossier: Dossier) -> tuple[Amendment, ...]:
    source = dossier.sources.get(str(told.get("source", "")))
    if source is None:
        raise Refused("the source is no longer there")
    return tuple(
        SetSource(source.id, source.file, key, tuple(map(str, value)) if isinstance(value, list) else str(value))
        for key, value in told.items()
        if key in SOURCE_FIELDS
    )
