"""The text of a claims file, split so that one claim can be edited without looking at the others.

Each claim has its own stretch of the text, from its dash (in a flow list: from its brace) to the next one's; head and
tail are the rest. A stretch can be parsed alone between two fences, so that an edit that leaks out of its claim breaks
a fence and is seen. The stretches joined are the file, byte for byte.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, leaf_end, parse

FENCE = "{fence: 0}"
_LINE_END = re.compile(r"\r\n|\n|\r")
_NO_CONTENT = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)|[ \t]+\Z|[ \t]*#[^\r\n]*\Z")


class ClaimsText(NamedTuple):
    """A claims file's text, without its byte order mark."""

    head: str
    claims: tuple[str, ...]
    tail: str
    column: int
    """Where the dashes of the claims stand."""
    flow: bool
    """Whether the claims are a flow list, as in JSON."""
    newline: str
    """How the file ends its lines."""

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join((self.head, *self.claims, self.tail))

    def with_claim(self, at: int, text: str) -> ClaimsText:
        """The file with the stretch of one claim replaced."""
        return self._replace(claims=(*self.claims[:at], text, *self.claims[at + 1 :]))

    def line_of(self, at: int) -> int:
        """The line on which a claim begins."""
        return 1 + self.head.count("\n") + sum(chunk.count("\n") for chunk in self.claims[:at])

    @property
    def margin(self) -> str:
        """What stands before a stretch when it is parsed alone."""
        return "[" if self.flow else " " * self.column

    def fenced(self, at: int, stretch: str) -> tuple[str, int]:
        """A stretch, as it is or changed, made ready to be parsed alone, and how many fences there are behind it.

        There is none behind a claim that ends the file without a line break, since one more might be added to its text.
        """
        if self.flow:
            return f"[{stretch}{',' if stretch.endswith('}') else ''}{FENCE}]", 1
        if stretch[-1:] in "\r\n":
            return f"{self.margin}{stretch}{self.margin}- {FENCE}", 1
        if at == len(self.claims) - 1 and not self.tail:
            return self.margin + stretch, 0
        return f"{self.margin}{stretch}- {FENCE}", 1

    def parse_claim(self, at: int, stretch: str) -> MappingNode | None:
        """The tree of a claim's stretch, with offsets into margin and stretch; None where it is not one claim."""
        text, fences = self.fenced(at, stretch)
        root, faults = parse(text)
        if faults or not isinstance(root, SequenceNode) or len(root.items) != 1 + fences:
            return None
        claim, *rest = root.items
        whole = all(
            isinstance(fence, MappingNode) and len(fence.pairs) == 1 and isinstance(fence.get("fence"), ScalarNode)
            for fence in rest
        )
        # The parser puts the value that a last key after `?` does not have into the fence.
        whole = whole and leaf_end(claim) <= len(self.margin) + len(stretch)
        return claim if whole and isinstance(claim, MappingNode) else None


def split(text: str, claims: SequenceNode | None, items: list[Node]) -> ClaimsText:
    """Cut a text that was parsed at the claims of its list."""
    found = _LINE_END.search(text)
    newline = found[0] if found else "\n"
    if claims is None or not items:
        return ClaimsText(text, (), "", 0, False, newline)
    if claims.flow:
        starts = [item.start for item in items]
    else:
        starts = [claims.start]
        for item, following in pairwise(items):
            starts.append(dash_of(text, claims.column, leaf_end(item), following.start))
    end = _rest_of_claim(text, leaf_end(items[-1])) if not claims.flow else items[-1].end
    ends = [*starts[1:], end]
    chunks = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
    return ClaimsText(text[: starts[0]], chunks, text[end:], claims.column, claims.flow, newline)


def _rest_of_claim(text: str, end: int) -> int:
    """Where the last claim's stretch ends: behind the comments and blank lines that follow; they may be read as its."""
    end = line_end(text, end)
    while found := _NO_CONTENT.match(text, end):
        end = found.end()
    return end


def dash_of(text: str, column: int, start: int, end: int) -> int:
    """Where the dash of an item stands, between the end of the item before and its own content."""
    pattern = re.compile(r"(?:^|(?<=[\r\n]))" + " " * column + r"-(?=[ \t\r\n])")
    match = pattern.search(text, start, end + 1)
    return match.start() + column if match else end


def line_end(text: str, offset: int) -> int:
    """The offset after the line break that ends an offset's line."""
    if offset and text[offset - 1] in "\r\n":
        return offset
    match = _LINE_END.search(text, offset)
    return match.end() if match else len(text)
