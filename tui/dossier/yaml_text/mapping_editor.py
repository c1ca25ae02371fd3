"""Editing a text around a YAML tree: pairs of mappings and items of lists are added, changed and removed in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tui.dossier.values.model import SOURCE_FIELDS, FieldValue
from tui.dossier.yaml_text.claims_text import line_end
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, leaf_end, leaves
from tui.dossier.yaml_text.rendering import INDENT, flow_list, value_text
from tui.dossier.yaml_text.scalars import plain_or_quoted, quoted

PLAIN_FIELDS = frozenset({"stance", *(name for name, meaning in SOURCE_FIELDS.items() if meaning.choices)})
"""The fields whose values are words of the format, which need no quotation marks."""


class WouldLoseText(Exception):
    """An edit would lose text that a person wrote; ``offset`` says where the text stands."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset


@dataclass(frozen=True)
class MappingEditor:
    """A text, and the changes that can be made to the mappings and lists in it.

    Nodes and offsets are those of the parsed text, in code points. Each change returns the whole text after it and
    leaves the editor as it is. An iterator of texts yields candidates, best first: the caller parses them and takes the
    first that reads as the edit intends.
    """

    text: str = field(repr=False)
    newline: str
    """The line break of the lines that are added."""
    json: bool
    """Whether the keys that are added in flow mappings are quoted, as in JSON."""

    @classmethod
    def of(cls, text: str, newline: str, mapping: MappingNode) -> MappingEditor:
        """An editor of the text in which a mapping stands; it quotes keys if the mapping's own keys are quoted."""
        return cls(text, newline, any(isinstance(key, ScalarNode) and key.style == '"' for key, _ in mapping.pairs))

    # Fields

    def with_field(self, mapping: MappingNode, order: Sequence[str], name: str, value: FieldValue) -> Iterator[str]:
        """Set a field of a mapping, or remove it if the value is empty.

        A new field goes behind those that come before it in ``order``. Raises WouldLoseText where a comment at a field
        would be removed with it.
        """
        position = index_of(mapping, name)
        if position is None:
            before = order[: order.index(name)]
            after = max((found for key in before if (found := index_of(mapping, key)) is not None), default=0)
            for written in self._renderings(mapping, name, value, None):
                yield from self.with_pair(mapping, f"{self.key(name) if mapping.flow else name}: {written}", after)
        elif value:
            key, old = mapping.pairs[position]
            for written in self._renderings(mapping, name, value, old):
                yield self.replaced(old.start, self.end_of(old), written)
                yield self.replaced(key.end, self.end_of(old), f": {written}")  # where the key had no value
        else:
            yield self._without_field(mapping, position, name)

    def _without_field(self, mapping: MappingNode, position: int, name: str) -> str:
        key, old = mapping.pairs[position]
        comment = self.find_comment(key.start, self.end_of(old), old, trailing=not mapping.flow)
        if comment is not None:
            raise WouldLoseText(comment, f"a comment at {name} would be lost; move it away first")
        if mapping.flow or position == 0:
            return self.without_pair(mapping, position)
        return self.without_lines(key.start, self.end_of(old))

    def _renderings(self, mapping: MappingNode, name: str, value: FieldValue, old: Node | None) -> Iterable[str]:
        """The renderings of a field's value in a mapping, best first; the first has the style of the old value."""
        if not isinstance(value, str):
            block = isinstance(old, SequenceNode) and not old.flow
            margin = self.newline + " " * (old.column if isinstance(old, SequenceNode) else 0)
            listed = flow_list(value, json=self.json)
            return [margin.join(f"- {plain_or_quoted(text)}" for text in value), listed] if block else [listed]
        plain = name in PLAIN_FIELDS and isinstance(old, ScalarNode) and old.style not in {'"', "'"}
        lines = quoted(value) if mapping.flow else value_text(name, value, mapping.column + INDENT, self.newline)
        return dict.fromkeys((value if plain else lines, quoted(value)))

    def key(self, name: str) -> str:
        """A key as it is written in a flow mapping."""
        return f'"{name}"' if self.json else name

    # Pairs and items

    def with_pair(self, mapping: MappingNode, pair: str, after: int) -> Iterator[str]:
        """Insert a rendered pair behind the pair at an index; in a block mapping, else in front of the last pair."""
        key, value = mapping.pairs[after]
        if mapping.flow:
            end = self.end_of(value) if value.end > value.start else max(value.end, key.end + 1)
            own_line = self.line_start(key.start) > mapping.start and len(mapping.pairs) > 1
            between = self.newline + " " * (key.start - self.line_start(key.start)) if own_line else " "
            yield self.replaced(end, end, f",{between}{pair}")
            return
        yield self.with_lines_after(leaf_end(value), " " * mapping.column + pair)
        last = mapping.pairs[-1][0].start
        yield self.replaced(last, last, f"{pair}{self.newline}{' ' * mapping.column}")

    def without_pair(self, mapping: MappingNode, position: int) -> str:
        """Remove a pair of a flow mapping with its comma, or the first of several pairs of a block mapping.

        Raises WouldLoseText where a comment stands between the pair and its neighbour.
        """
        return self._without([key for key, _ in mapping.pairs], [value for _, value in mapping.pairs], position)

    def without_item(self, items: list[Node], position: int) -> str:
        """Remove one of several items of a flow list with its comma.

        Raises WouldLoseText where a comment stands between the item and its neighbour.
        """
        return self._without(items, items, position)

    def _without(self, starts: list[Node], ends: list[Node], position: int) -> str:
        if position:
            start, end = leaf_end(ends[position - 1]), leaf_end(ends[position])
            between = (start, starts[position].start)
        else:
            start, end = starts[0].start, starts[1].start
            between = (leaf_end(ends[0]), end)
        if (comment := self.text.find("#", *between)) >= 0:
            raise WouldLoseText(comment, "a comment would be lost; move it away first")
        return self.replaced(start, end, "")

    # Lines

    def with_lines_after(self, offset: int, lines: str) -> str:
        """Insert lines, given without their last line break, behind the line of an offset."""
        end = line_end(self.text, offset)
        if self.text[end - 1] in "\r\n":
            return self.replaced(end, end, lines + self.newline)
        return self.replaced(end, end, self.newline + lines)

    def without_lines(self, first: int, last: int) -> str:
        """Remove the lines from one offset to another, and the line break before them where they end the text."""
        start, end = self.line_start(first), line_end(self.text, last)
        if self.text[end - 1] not in "\r\n":
            start -= len(self.newline) if self.text[:start].endswith(self.newline) else 0
        return self.replaced(start, end, "")

    def line_start(self, offset: int) -> int:
        """The offset at which the line of an offset begins."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def line_content_end(self, offset: int) -> int:
        """The offset at which the line of an offset ends: behind a comment, before the line break."""
        return self._before_line_break(line_end(self.text, offset), offset)

    # Offsets

    def replaced(self, start: int, end: int, new: str) -> str:
        """Replace the text between two offsets."""
        return self.text[:start] + new + self.text[end:]

    def end_of(self, node: Node) -> int:
        """The offset at which the last line of a node ends, before the line break that a literal scalar includes."""
        return self._before_line_break(leaf_end(node), node.start)

    def _before_line_break(self, end: int, start: int) -> int:
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def find_comment(self, start: int, end: int, node: Node | None, *, trailing: bool) -> int | None:
        """The offset of the first comment between two offsets and outside the scalars of a node; None where none is.

        ``trailing`` extends the search to the end of the last line.
        """
        gaps = []
        at = start
        for leaf in leaves(node) if node is not None else ():
            if leaf.start >= at:
                gaps.append((at, leaf.start))
            if leaf.style in {"|", ">"}:
                gaps.append((leaf.start, self.line_content_end(leaf.start)))
            at = max(at, leaf.end)
        gaps.append((at, self.line_content_end(end) if trailing else end))
        found = (self.text.find("#", *gap) for gap in gaps if gap[0] < gap[1])
        return next((offset for offset in found if offset >= 0), None)


def index_of(mapping: MappingNode, key: str) -> int | None:
    """The index of the first pair with a key; None where there is none."""
    for position, (name, _) in enumerate(mapping.pairs):
        if isinstance(name, ScalarNode) and name.value == key:
            return position
    return None


def unknown_key(mapping: MappingNode, known: tuple[str, ...]) -> ScalarNode | None:
    """The first key that is not among those the program knows; None where it knows them all."""
    return next((key for key, _ in mapping.pairs if isinstance(key, ScalarNode) and key.value not in known), None)
