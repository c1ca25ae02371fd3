"""Editing one claim in the text of the claims file, so that every other byte stays.

For each edit there are one or more candidates for the claim's new text. A candidate is taken only if, parsed again, it
is the old claim with just that change: the same nodes in the same order and style, the same comments, and the same
claim but for the edit. Where no candidate is, or a comment or a key that the program does not know would be lost, the
edit is refused and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable

from tui.dossier.values.edits import AddEvidence, Edit, RemoveEvidence, SetClaim, SetField, SetVerdict, edited
from tui.dossier.values.model import Claim
from tui.dossier.values.problems import Refused
from tui.dossier.yaml_text.claim_editor import ClaimEditor
from tui.dossier.yaml_text.claims_reader import VERDICT_KEYS
from tui.dossier.yaml_text.claims_text import ClaimsText
from tui.dossier.yaml_text.mapping_editor import WouldLoseText
from tui.dossier.yaml_text.nodes import MappingNode, SequenceNode, is_key
from tui.dossier.yaml_text.skeleton import Skeleton, comments, skeleton

ReadClaim = Callable[[MappingNode], Claim]


def splice(text: ClaimsText, position: int, edit: Edit, read: ReadClaim) -> ClaimsText:
    """The file with an edit made to one claim; ``read`` makes a claim of its node.

    Raises Refused, with the line and the reason, where the edit can't be made without changing or losing other text.
    """
    margin, claim_text = text.margin, text.claims[position]
    node = text.parse_claim(position, claim_text)
    if node is None:
        line = text.line_of(position)
        raise Refused(f"line {line}: this claim can't be edited in place; write it as a plain block")
    wanted, untouched = edited(read(node), edit), _untouched(node, edit, after=False)
    loses_comment = False
    try:
        for candidate in ClaimEditor(text, margin + claim_text, node).candidates(edit):
            new_text = candidate[len(margin) :]
            result = text.parse_claim(position, new_text) if candidate.startswith(margin) else None
            if result is None or _untouched(result, edit, after=True) != untouched or read(result) != wanted:
                continue
            if comments(margin + claim_text, node) == comments(candidate, result):
                return text.with_claim(position, new_text)
            loses_comment = True
    except WouldLoseText as loss:
        line = text.line_of(position) + claim_text.count("\n", 0, max(0, loss.offset - len(margin)))
        raise Refused(f"line {line}: {loss}") from loss
    why = "without losing a comment in it" if loses_comment else "without changing other text"
    raise Refused(f"line {text.line_of(position)}: no way was found to write this {why}")


def _untouched(claim: MappingNode, edit: Edit, *, after: bool) -> Skeleton:
    """The parts of a claim's tree that an edit must leave alone, in the tree before the edit or ``after`` it."""
    touched = _touched_key(edit)
    kept = [skeleton(pair) for pair in claim.pairs if not is_key(pair[0], touched)]
    value = claim.get(touched)
    if isinstance(value, MappingNode) and isinstance(edit, SetVerdict):
        kept += [skeleton(pair) for pair in value.pairs if not any(is_key(pair[0], key) for key in VERDICT_KEYS)]
    elif isinstance(value, SequenceNode) and not isinstance(edit, SetVerdict | SetClaim):
        kept += _untouched_evidence(value, edit, after=after)
    return tuple(kept)


def _touched_key(edit: Edit) -> str:
    """The key of a claim whose value an edit changes."""
    match edit:
        case SetVerdict():
            return "verdict"
        case SetClaim(key):
            return key
        case _:
            return "evidence"


def _untouched_evidence(
    listed: SequenceNode, edit: AddEvidence | RemoveEvidence | SetField, *, after: bool
) -> list[Skeleton]:
    """The parts of a list of evidence that an edit must leave alone."""
    kept: list[Skeleton] = []
    items = list(listed.items)
    match edit:
        case AddEvidence() if after:
            items.pop()
        case RemoveEvidence(position) if not after:
            items.pop(position)
        case SetField(position, key) if isinstance(item := items[position], MappingNode):
            kept += [skeleton(pair) for pair in item.pairs if not is_key(pair[0], key)]
            items.pop(position)
    return kept + [skeleton((item,)) for item in items]
