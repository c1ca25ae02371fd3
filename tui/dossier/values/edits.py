"""Edits of a claim and amendments of the file around it, as values.

The same edit is made to the claim (:func:`edited`) and to the claim's text (:mod:`tui.dossier.yaml_text.splice`).
"""

from __future__ import annotations

from typing import NamedTuple

from tui.dossier.values.model import Claim, Evidence, FieldValue, Stance, Verdict


class SetVerdict(NamedTuple):
    """Set the verdict of a claim; None clears it."""

    verdict: Verdict | None


class AddEvidence(NamedTuple):
    """Append an entry to the evidence of a claim."""

    evidence: Evidence


class RemoveEvidence(NamedTuple):
    """Remove one entry of the evidence of a claim."""

    position: int
    """Index into the claim's evidence."""


class SetField(NamedTuple):
    """Set one field of an entry of the evidence; an empty value removes the field."""

    position: int
    """Index into the claim's evidence."""
    key: str
    """One of :data:`FIELDS`."""
    value: str


class SetClaim(NamedTuple):
    """Set one field of a claim; an empty value removes the field."""

    key: str
    """One of :data:`CLAIM_FIELDS`."""
    value: FieldValue


FIELDS = ("stance", "attributed_to", "as_of", "translation", "note")
"""The fields of evidence that can be changed: all but its source and its quote."""
CLAIM_FIELDS = ("text", "claimant", "date", "tags")
"""The fields of a claim that can be changed one by one: all but its evidence and its verdict."""
Edit = SetVerdict | AddEvidence | RemoveEvidence | SetField | SetClaim


class AddClaim(NamedTuple):
    """Append a claim, which has no evidence and no verdict yet, to the claims."""

    claim: Claim


class DropClaim(NamedTuple):
    """Remove a claim; refused if the claim in the file is no longer equal to this one."""

    claim: Claim


class SetSource(NamedTuple):
    """Set one field of a source; an empty value removes the field. A source that is not listed is added to the list."""

    source: str
    """The source's id."""
    file: str
    key: str
    """A key of :data:`tui.dossier.values.model.SOURCE_FIELDS`."""
    value: FieldValue


Amendment = AddClaim | DropClaim | SetSource
"""Edits of the file outside its claims."""


def edited(claim: Claim, edit: Edit) -> Claim:
    """The claim after an edit.

    Raises IndexError where a :class:`SetField` names a position that the evidence does not have, and ValueError where
    its value is no stance.
    """
    entries = claim.evidence
    match edit:
        case SetVerdict(verdict):
            return claim._replace(verdict=verdict)
        case AddEvidence(evidence):
            return claim._replace(evidence=(*entries, evidence))
        case RemoveEvidence(position):
            return claim._replace(evidence=(*entries[:position], *entries[position + 1 :]))
        case SetClaim(key, value):
            return Claim._make(
                value if name == key else before for name, before in zip(Claim._fields, claim, strict=True)
            )
        case SetField(position, key, value):
            given = Stance(value) if key == "stance" else value
            fields = zip(Evidence._fields, entries[position], strict=True)
            changed = Evidence._make(given if name == key else before for name, before in fields)
            return claim._replace(evidence=(*entries[:position], changed, *entries[position + 1 :]))
