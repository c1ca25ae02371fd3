"""What can be changed in a claim, as values: the same edits are made to the claim and to its text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui.dossier.model import Claim, Evidence, Stance, Verdict


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """Give, change or (with None) clear the verdict."""

    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """Append a piece of evidence."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RemoveEvidence:
    """Take out the piece of evidence at a place."""

    index: int


@dataclass(frozen=True, slots=True)
class SetStance:
    """Change the stance of the piece of evidence at a place."""

    index: int
    stance: Stance


Edit = SetVerdict | AddEvidence | RemoveEvidence | SetStance


def edited(claim: Claim, edit: Edit) -> Claim:
    """The claim after an edit."""
    entries = claim.evidence
    match edit:
        case SetVerdict(verdict):
            return replace(claim, verdict=verdict)
        case AddEvidence(evidence):
            return replace(claim, evidence=(*entries, evidence))
        case RemoveEvidence(index):
            return replace(claim, evidence=(*entries[:index], *entries[index + 1 :]))
        case SetStance(index, stance):
            changed = replace(entries[index], stance=stance)
            return replace(claim, evidence=(*entries[:index], changed, *entries[index + 1 :]))
