"""What can be changed in a claim, as values: the same edits are made to the claim and to its text."""

from __future__ import annotations

from typing import NamedTuple

from tui.dossier.model import Claim, Evidence, Stance, Verdict


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
    value: str | tuple[str, ...]


FIELDS = ("stance", "attributed_to", "as_of", "translation", "note")
"""What can be changed of a piece of evidence: all but what it is evidence of, its source and its words."""
CLAIM_FIELDS = ("text", "claimant", "date", "tags")
"""What can be changed of a claim besides its evidence and its verdict."""
Edit = SetVerdict | AddEvidence | RemoveEvidence | SetField | SetClaim


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
