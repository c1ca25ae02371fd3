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


class SetStance(NamedTuple):
    """Change the stance of the piece of evidence at a place."""

    place: int
    stance: Stance


Edit = SetVerdict | AddEvidence | RemoveEvidence | SetStance


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
        case SetStance(index, stance):
            changed = entries[index]._replace(stance=stance)
            return claim._replace(evidence=(*entries[:index], changed, *entries[index + 1 :]))
