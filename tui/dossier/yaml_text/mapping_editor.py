"""Pairs of a mapping and items of a list, put into a text, changed in it and taken out, so that the rest stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Texts

from tui.dossier.values.model import SOURCE_FIELDS, FieldValue
from tui.dossier.yaml_text.claims_text import line_end
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, leaf_end, leaves
from tui.dossier.yaml_text.rendering import INDENT, flow_list, value_text
from tui.dossier.yaml_text.scalars import plain_or_quoted, quoted

PLAIN_FIELDS = frozenset({"stance", *(name for name, field in SOURCE_FIELDS.items() if field.choices)})
"""The fields whose values are words of the format, which need no quotation marks."""


class WouldLoseText(Exception):
    """An edit would lose something that a person wrote."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


class MappingEditor:
    """A text with a mapping in it, and what can be done to the mapping's text."""

    def __init__(self, text: str, newline: str, *, json: bool = False) -> None:
        self.text = text
        self.newline = newline
        self.json = json
        """Whether keys are quoted, as in JSON."""

    def _with_field(self, item: MappingNode, order: Texts[str], name: str, value: FieldValue) -> Iterator[str]:
        """A field changed, added behind those that usually stand before it, or taken out where its value is empty."""
        at = index_of(item, name)
        if at is None:
            before = order[: order.index(name)]
            after = max((place for key in before if (place := index_of(item, key)) is not None), default=0)
            for written in self._written(item, name, value, None):
                yield from self._with_pair(item, f"{self._key(name) if item.flow else name}: {written}", after)
            return
        key, old = item.pairs[at]
        if not value:
            comment = self._comment(key.start, self._end(old), old, trailing=not item.flow)
            if comment is not None:
                raise WouldLoseText(comment, f"a comment at {name} would be lost; move it away first")
            if item.flow or at == 0:
                yield self._without_item([key for key, _ in item.pairs], [old for _, old in item.pairs], at)
            else:
                yield self._without_lines(key.start, self._end(old))
            return
        for written in self._written(item, name, value, old):
            yield self._replaced(old.start, self._end(old), written)
            yield self._replaced(key.end, self._end(old), f": {written}")  # where the key had no value

    def _written(self, item: MappingNode, name: str, value: FieldValue, old: Node | None) -> Iterable[str]:
        """The ways to write a field's value in a mapping, best first; one that had a value keeps its form."""
        if not isinstance(value, str):
            block = isinstance(old, SequenceNode) and not old.flow
            margin = self.newline + " " * (old.column if isinstance(old, SequenceNode) else 0)
            listed = flow_list(value, json=self.json)
            return [margin.join(f"- {plain_or_quoted(text)}" for text in value), listed] if block else [listed]
        plain = name in PLAIN_FIELDS and isinstance(old, ScalarNode) and old.style not in {'"', "'"}
        lines = quoted(value) if item.flow else value_text(name, value, item.column + INDENT, self.newline)
        return dict.fromkeys((value if plain else lines, quoted(value)))

    def _key(self, name: str) -> str:
        """A key of ours in a flow mapping, quoted as the claim's own keys are."""
        return f'"{name}"' if self.json else name

    def _replaced(self, start: int, end: int, text: str) -> str:
        return self.text[:start] + text + self.text[end:]

    def _end(self, node: Node) -> int:
        """Where a node's last line ends, without the line break that the end of a literal scalar covers."""
        end = leaf_end(node)
        while end > node.start and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def _line_content_end(self, offset: int) -> int:
        """The end of an offset's line, comment included, line break excluded."""
        end = line_end(self.text, offset)
        while end > offset and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def _line_start(self, offset: int) -> int:
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def _with_pair(self, mapping: MappingNode, pair: str, after: int) -> Iterator[str]:
        """A pair put behind the pair at a place, else in front of the last one."""
        key, value = mapping.pairs[after]
        if mapping.flow:
            end = self._end(value) if value.end > value.start else max(value.end, key.end + 1)
            lined = self._line_start(key.start) > mapping.start and len(mapping.pairs) > 1
            between = self.newline + " " * (key.start - self._line_start(key.start)) if lined else " "
            yield self._replaced(end, end, f",{between}{pair}")
            return
        yield self._with_lines_after(leaf_end(value), " " * mapping.column + pair)
        last = mapping.pairs[-1][0].start
        yield self._replaced(last, last, f"{pair}{self.newline}{' ' * mapping.column}")

    def _with_lines_after(self, offset: int, lines: str) -> str:
        """Lines put behind the line of an offset."""
        end = line_end(self.text, offset)
        if self.text[end - 1] in "\r\n":
            return self._replaced(end, end, lines + self.newline)
        return self._replaced(end, end, self.newline + lines)

    def _without_lines(self, first: int, last: int) -> str:
        """The lines from one offset to another taken out; where they end the file, the line break before them too."""
        start, end = self._line_start(first), line_end(self.text, last)
        if self.text[end - 1] not in "\r\n":
            start -= len(self.newline) if self.text[:start].endswith(self.newline) else 0
        return self._replaced(start, end, "")

    def _without_item(self, starts: list[Node], ends: list[Node], at: int) -> str:
        """An item of a flow collection, or the first pair of a block mapping, taken out with its comma."""
        if at:
            start, end = leaf_end(ends[at - 1]), leaf_end(ends[at])
            between = (start, starts[at].start)
        else:
            start, end = starts[0].start, starts[1].start
            between = (leaf_end(ends[0]), end)
        if (hash_at := self.text.find("#", *between)) >= 0:
            raise WouldLoseText(hash_at, "a comment would be lost; move it away first")
        return self._replaced(start, end, "")

    def _comment(self, start: int, end: int, node: Node | None, *, trailing: bool) -> int | None:
        """The offset of a comment between two offsets, or behind the second on its line; None where there is none."""
        gaps = []
        at = start
        for leaf in leaves(node) if node is not None else ():
            if leaf.start >= at:
                gaps.append((at, leaf.start))
            if leaf.style in {"|", ">"}:
                gaps.append((leaf.start, self._line_content_end(leaf.start)))
            at = max(at, leaf.end)
        gaps.append((at, self._line_content_end(end) if trailing else end))
        found = (self.text.find("#", *gap) for gap in gaps if gap[0] < gap[1])
        return next((offset for offset in found if offset >= 0), None)


def index_of(mapping: MappingNode, key: str) -> int | None:
    """The place of the first pair with a key."""
    for at, (name, _) in enumerate(mapping.pairs):
        if isinstance(name, ScalarNode) and name.value == key:
            return at
    return None


def stranger(mapping: MappingNode, known: tuple[str, ...]) -> ScalarNode | None:
    """The first key that is not this program's."""
    return next((key for key, _ in mapping.pairs if isinstance(key, ScalarNode) and key.value not in known), None)
