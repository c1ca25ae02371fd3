"""Editing one claim in the text of the claims file, so that every other byte stays.

Each edit proposes one or more ways to change the claim's stretch of text. A way is taken only if the new stretch,
parsed again, is the old one with just that change: the same nodes in the same order and style, the same claim but for
the edit. Where no way is, or a comment or a field that the program does not know would be lost, the edit is refused
and nothing is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from tui.dossier.values.edits import AddEvidence, Edit, RemoveEvidence, SetClaim, SetField, SetVerdict, edited
from tui.dossier.values.model import Claim
from tui.dossier.values.problems import Refused
from tui.dossier.yaml_text.claim_editor import ClaimEditor
from tui.dossier.yaml_text.claims_reader import VERDICT_KEYS
from tui.dossier.yaml_text.claims_text import ClaimsText, line_end
from tui.dossier.yaml_text.mapping_editor import WouldLoseText
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, leaves

Reader = Callable[[MappingNode], Claim]


def splice(text: ClaimsText, at: int, edit: Edit, read: Reader) -> ClaimsText:
    """The file with one edit made to the claim at a place; Refused where that can't be done without loss."""
    margin = text.margin
    chunk = text.claims[at]
    node = text.parse_claim(at, chunk)
    if node is None:
        raise Refused(f"line {text.line_of(at)}: this claim can't be edited in place; write it as a plain block")
    wanted = edited(read(node), edit)
    lost = False
    try:
        for way in ClaimEditor(text, margin + chunk, node).of(edit):
            stretch = way[len(margin) :]
            result = text.parse_claim(at, stretch) if way.startswith(margin) else None
            same = result is not None and _untouched(node, edit, after=False) == _untouched(result, edit, after=True)
            if result is None or not same or read(result) != wanted:
                continue
            if comments(margin + chunk, node) == comments(way, result):
                return text.with_claim(at, stretch)
            lost = True
    except WouldLoseText as loss:
        line = text.line_of(at) + chunk.count("\n", 0, max(0, loss.offset - len(margin)))
        raise Refused(f"line {line}: {loss}") from loss
    why = "without losing a comment in it" if lost else "without changing other text"
    raise Refused(f"line {text.line_of(at)}: no way was found to write this {why}")


_COMMENT = re.compile(r"(?:(?<=[ \t\r\n])|^)#[^\r\n]*", re.MULTILINE)
Skeleton = tuple[object, ...]


def comments(text: str, claim: MappingNode) -> Counter[str]:
    """The comments that stand in a claim's text and behind it, outside its scalars."""
    found: Counter[str] = Counter()
    at = claim.start
    for leaf in leaves(claim):
        if leaf.start >= at:
            found.update(_COMMENT.findall(text, at, leaf.start))
        if leaf.style in {"|", ">"}:
            found.update(_COMMENT.findall(text, leaf.start, line_end(text, leaf.start)))
        at = max(at, leaf.end)
    found.update(_COMMENT.findall(text, at))
    return found


def _untouched(claim: MappingNode, edit: Edit, *, after: bool) -> Skeleton:
    """All of a claim's tree that an edit must leave as it is: before the edit, or what is left of it after."""
    touched = "verdict" if isinstance(edit, SetVerdict) else edit.key if isinstance(edit, SetClaim) else "evidence"
    kept: list[object] = [skeleton(pair) for pair in claim.pairs if not _is(pair[0], touched)]
    value = claim.get(touched)
    if isinstance(value, MappingNode) and isinstance(edit, SetVerdict):
        kept += [skeleton(pair) for pair in value.pairs if not any(_is(pair[0], key) for key in VERDICT_KEYS)]
    elif isinstance(value, SequenceNode) and touched == "evidence":
        items = list(value.items)
        match edit:
            case AddEvidence() if after:
                items.pop()
            case RemoveEvidence(index) if not after:
                items.pop(index)
            case SetField(index, key) if isinstance(item := items[index], MappingNode):
                kept += [skeleton(pair) for pair in item.pairs if not _is(pair[0], key)]
                items.pop(index)
        kept += [skeleton((item,)) for item in items]
    return tuple(kept)


def _is(key: Node, name: str) -> bool:
    return isinstance(key, ScalarNode) and key.value == name


def skeleton(nodes: tuple[Node, ...]) -> Skeleton:
    """What nodes are, without where they stand."""
    parts: list[object] = []
    for node in nodes:
        match node:
            case ScalarNode():
                parts.append((node.value, node.style))
            case SequenceNode():
                parts.append(("[", node.flow, skeleton(tuple(node.items))))
            case MappingNode():
                parts.append(("{", node.flow, tuple(skeleton(pair) for pair in node.pairs)))
    return tuple(parts)
