"""YAML as a tree in which every scalar is a text and every node has its offsets.

A YAML loader would turn ``no`` into False and lose the offsets, and libyaml's composer recurses, so that a deeply
nested file ends the process. This module builds the tree from libyaml's events instead. A claims file has no use for
anchors, aliases, tags, depth and a second document (https://yaml.org/spec/1.1/): each of them is a fault.

Offsets and columns count code points from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from tui.dossier.values.progress import ProgressCallback

Loader = getattr(yaml, "CLoader", yaml.Loader)
MAX_DEPTH = 100
MAX_LENGTH = 100_000
"""The longest scalar, in code points: longer than any claim, quote or rationale, and quickly laid out on a screen."""
EVENTS_PER_REPORT = 1_000
"""Progress is reported after each so many events."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)


_REMEDIES = {
    "mapping values are not allowed": "a text with a colon in it is put into quotation marks",
    "tab": "blanks stand at the beginning of a line, not tabs",
    "cannot start any token": "quotation marks stand around a text that begins so, and blanks in the place of tabs",
    "expected <block end>": "a quotation mark or an indentation is wrong here or in the lines before",
    "expected key": "a quotation mark or an indentation is wrong here or in the lines before",
    "expected ':'": "a colon is missing, or the line is indented too little to belong to the one before",
    "unexpected end of stream": "a quotation mark that begins a text is not matched by one that ends it",
}
"""What most often mends a fault, by words in libyaml's message."""


class Fault(NamedTuple):
    """A text that is no YAML, or YAML that a claims file must not have, at an offset."""

    code: str
    offset: int
    message: str


@dataclass(slots=True)
class ScalarNode:
    """A text, without YAML's own quoting."""

    start: int
    end: int
    value: str
    style: str
    """Empty for a plain scalar, else ``'``, ``"``, ``|`` or ``>``."""


@dataclass(slots=True)
class SequenceNode:
    """A list; ``column`` is that of its dashes, or of the bracket if ``flow``."""

    start: int
    end: int
    column: int
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MappingNode:
    """Keys with their values in the order of the text, duplicates included; ``column`` is that of the keys."""

    start: int
    end: int
    column: int
    flow: bool
    pairs: list[tuple[Node, Node]] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value of the first pair with a key; None where there is none."""
        return next((value for name, value in self.pairs if isinstance(name, ScalarNode) and name.value == key), None)


TYPE_NAMES = {ScalarNode: "a text", SequenceNode: "a list", MappingNode: "a mapping"}
Node = ScalarNode | SequenceNode | MappingNode


def is_key(node: Node, name: str) -> bool:
    """Whether the key of a pair is a name."""
    return isinstance(node, ScalarNode) and node.value == name


def leaf_end(node: Node) -> int:
    """The offset at which the last scalar or flow collection in a node ends.

    The ``end`` of a block collection lies farther on, behind the comments that follow.
    """
    while True:
        if isinstance(node, ScalarNode) or node.flow:
            return node.end
        children = [pair[1] for pair in node.pairs] if isinstance(node, MappingNode) else node.items
        if not children:
            return node.end
        node = children[-1]


def leaves(node: Node) -> Iterator[ScalarNode]:
    """The scalars in a node, keys included, in the order of the text."""
    stack = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, ScalarNode):
            yield top
        elif isinstance(top, SequenceNode):
            stack.extend(reversed(top.items))
        else:
            stack.extend(part for pair in reversed(top.pairs) for part in reversed(pair))


def parse(text: str, report: ProgressCallback | None = None) -> tuple[Node | None, list[Fault]]:
    """The tree of a text, and the text's faults. No tree where the text is empty or can't be parsed to its end."""
    if found := _FORBIDDEN.search(text):
        message = f"the character U+{ord(found[0]):04X} is not allowed in YAML; write it as an escape in double quotes"
        return None, [Fault("yaml-character", found.start(), message)]
    faults = [
        Fault("conflict-marker", match.start(), "a merge conflict marker; resolve the merge first")
        for match in _CONFLICT.finditer(text)
    ]
    builder = _Builder(faults)
    try:
        for number, event in enumerate(yaml.parse(text, Loader=Loader), 1):
            if not builder.add(event):
                return None, faults
            if report is not None and number % EVENTS_PER_REPORT == 0 and event.start_mark is not None:
                report("reading the claims file", event.start_mark.index, len(text))
    except yaml.YAMLError as error:
        if not faults or not isinstance(error, yaml.MarkedYAMLError):  # an earlier fault explains the syntax error
            faults.append(_syntax_fault(error))
        return None, faults
    return builder.root, faults


def _syntax_fault(error: yaml.YAMLError) -> Fault:
    """The fault that ended the parsing, with a remedy where one is known."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Fault("yaml-syntax", 0, str(getattr(error, "reason", "") or "this is no YAML"))
    mark = error.problem_mark or error.context_mark
    words = " ".join(filter(None, (error.context, error.problem))) or "this is no YAML"
    words += next((f"; {remedy}" for said, remedy in _REMEDIES.items() if said in words), "")
    return Fault("yaml-syntax", mark.index if mark else 0, words)


class _Builder:
    """Builds the tree of one document from libyaml's events, without recursion."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.root: Node | None = None
        self.stack: list[SequenceNode | MappingNode] = []
        self.keys: list[Node | None] = []
        self.documents = 0

    def add(self, event: yaml.Event) -> bool:
        """Add an event to the tree; False where the rest of the text is not to be parsed."""
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        if isinstance(event, yaml.ScalarEvent):
            self._check_properties(event, start.index)
            if len(event.value) > MAX_LENGTH:
                message = f"a text of {len(event.value):,} characters; at most {MAX_LENGTH:,} are read"
                self.faults.append(Fault("yaml-length", start.index, message))
            self._attach(ScalarNode(start.index, end.index, event.value, event.style or ""))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check_properties(event, start.index)
            if len(self.stack) >= MAX_DEPTH:
                message = f"nested more than {MAX_DEPTH} deep; a claims file needs no more than 6"
                self.faults.append(Fault("yaml-depth", start.index, message))
                return False
            make = SequenceNode if isinstance(event, yaml.SequenceStartEvent) else MappingNode
            node = make(start.index, end.index, start.column, bool(event.flow_style))
            self._attach(node)
            self.stack.append(node)
            self.keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop().end = end.index
            self.keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            message = f"the alias *{event.anchor} is not allowed; write out what it stands for"
            self.faults.append(Fault("yaml-alias", start.index, message))
            self._attach(ScalarNode(start.index, end.index, "", "*"))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                message = "a second document begins here; a claims file is one document"
                self.faults.append(Fault("yaml-documents", start.index, message))
                return False
        return True

    def _check_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, offset: int) -> None:
        if event.tag is not None:
            message = f"the tag {event.tag} is not allowed; remove it, every value is read as text"
            self.faults.append(Fault("yaml-tag", offset, message))
        if event.anchor is not None:
            message = f"the anchor &{event.anchor} is not allowed; remove it, there are no aliases here"
            self.faults.append(Fault("yaml-anchor", offset, message))

    def _attach(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, SequenceNode):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = node
        else:
            parent.pairs.append((key, node))
            self.keys[-1] = None
