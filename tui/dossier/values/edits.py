"""What can be changed in a claim and beside it, as values: the same edits are made to the claim and to its text."""

from __future__ import annotations

from typing import NamedTuple

from tui.dossier.values.model import Claim, Evidence, Stance, Verdict

FieldValue = str | tuple[str, ...]
"""What stands at a key: a text or a list of texts."""


class SetVerdict(NamedTuple):
    """Give, change or (with None) clear the verdict."""

    verdict: Verdict | None


class AddEvidence(NamedTuple):
    """Append a piece of evidence."""

    evidence: Evidence


class RemoveEvidence(NamedTuple):
    """Take out the piece of evidence at a place."""

    place: int


class SetField(NamedTuple):
    """Change a field of the piece of evidence at a place; an empty value takes it out."""

    place: int
    key: str
    """One of :data:`FIELDS`."""
    value: str


class SetClaim(NamedTuple):
    """Change what a claim says of itself; an empty value takes it out."""

    key: str
    """One of :data:`CLAIM_FIELDS`."""
    value: FieldValue


FIELDS = ("stance", "attributed_to", "as_of", "translation", "note")
"""What can be changed of a piece of evidence: all but what it is evidence of, its source and its words."""
CLAIM_FIELDS = ("text", "claimant", "date", "tags")
"""What can be changed of a claim besides its evidence and its verdict."""
Edit = SetVerdict | AddEvidence | RemoveEvidence | SetField | SetClaim


class AddClaim(NamedTuple):
    """Put a claim, as yet without evidence and verdict, behind the others."""

    claim: Claim


class DropClaim(NamedTuple):
    """Take a claim out that is still just so."""

    claim: Claim


class SetSource(NamedTuple):
    """Say something of a source, or with an empty value no longer say it; a source that is not listed yet will be."""

    source: str
    file: str
    key: str
    """One of :data:`tui.dossier.yaml_text.claims_reader.SOURCE_FIELDS`."""
    value: FieldValue


Amendment = AddClaim | DropClaim | SetSource
"""Edits of the file outside its claims."""


def edited(claim: Claim, edit: Edit) -> Claim:
    """The claim after an edit."""
    entries = claim.evidence
    match edit:
        case SetVerdict(verdict):
            return claim._replace(verdict=verdict)
        case AddEvidence(evidence):
            return claim._replace(evidence=(*entries, evidence))
        case RemoveEvidence(index):
            return claim._replace(evidence=(*entries[:index], *entries[index + 1 :]))
        case SetClaim(key, value):
            return Claim._make(
                value if name == key else before for name, before in zip(Claim._fields, claim, strict=True)
            )
        case SetField(index, key, value):
            given = Stance(value) if key == "stance" else value
            fields = zip(Evidence._fields, entries[index], strict=True)
            changed = Evidence._make(given if name == key else before for name, before in fields)
            return claim._replace(evidence=(*entries[:index], changed, *entries[index + 1 :]))
