"""Comparing YAML trees and their comments before and after an edit, wherever in the text they stand."""

from __future__ import annotations

import re
from collections import Counter

from tui.dossier.yaml_text.claims_text import line_end
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, leaves

_COMMENT = re.compile(r"(?:(?<=[ \t\r\n])|^)#[^\r\n]*", re.MULTILINE)
Skeleton = tuple[object, ...]
"""The kinds, styles and values of nodes as nested tuples, without offsets."""


def skeleton(nodes: tuple[Node, ...]) -> Skeleton:
    """The skeleton of nodes that stand side by side, as the key and value of a pair."""
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


def comments(text: str, root: MappingNode) -> Counter[str]:
    """How often each comment stands in a text, from a node on to the end and outside the node's scalars."""
    found: Counter[str] = Counter()
    at = root.start
    for leaf in leaves(root):
        if leaf.start >= at:
            found.update(_COMMENT.findall(text, at, leaf.start))
        if leaf.style in {"|", ">"}:
            found.update(_COMMENT.findall(text, leaf.start, line_end(text, leaf.start)))
        at = max(at, leaf.end)
    found.update(_COMMENT.findall(text, at))
    return found
