"""The text of a claims file, split so that one claim can be edited without a look at the others.

Each claim has a text of its own, from its dash (in a flow list: from its brace) to that of the next claim; head and
tail are the rest of the file. Joined, these texts are the file, byte for byte. A claim's text is parsed alone, with a
fence behind it: an edit that leaks out of its claim breaks the fence and is seen.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from tui.dossier.yaml_text.nodes import MappingNode, ScalarNode, SequenceNode, leaf_end, parse

FENCE = "{fence: 0}"
_LINE_END = re.compile(r"\r\n|\n|\r")
_NO_CONTENT = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)|[ \t]+\Z|[ \t]*#[^\r\n]*\Z")


class ClaimsText(NamedTuple):
    """A claims file's text, without its byte order mark."""

    head: str
    claims: tuple[str, ...]
    tail: str
    column: int
    """The column of the claims' dashes, counted from 0."""
    flow: bool
    """Whether the claims are a flow list, as in JSON."""
    newline: str
    """The first line break of the file; a line feed where there is none."""

    @property
    def text(self) -> str:
        """The whole file."""
        return "".join((self.head, *self.claims, self.tail))

    def with_claim(self, position: int, claim_text: str) -> ClaimsText:
        """The file with the text of one claim replaced."""
        return self._replace(claims=(*self.claims[:position], claim_text, *self.claims[position + 1 :]))

    def line_of(self, position: int) -> int:
        """The line, counted from 1, on which a claim begins."""
        return 1 + self.head.count("\n") + sum(claim_text.count("\n") for claim_text in self.claims[:position])

    @property
    def margin(self) -> str:
        """The characters in front of a claim's text when the text is parsed alone."""
        return "[" if self.flow else " " * self.column

    def fenced(self, position: int, claim_text: str) -> tuple[str, int]:
        """The text of a claim, old or new, as it is parsed alone, and the number of fences behind it: 1 or 0.

        A claim that ends the file without a line break has no fence, since a line break added for it might change the
        claim's own last text.
        """
        if self.flow:
            return f"[{claim_text}{',' if claim_text.endswith('}') else ''}{FENCE}]", 1
        if claim_text[-1:] in "\r\n":
            return f"{self.margin}{claim_text}{self.margin}- {FENCE}", 1
        if position == len(self.claims) - 1 and not self.tail:
            return self.margin + claim_text, 0
        return f"{self.margin}{claim_text}- {FENCE}", 1

    def parse_claim(self, position: int, claim_text: str) -> MappingNode | None:
        """The tree of a claim's text, with offsets into margin and text; None where the text is not one claim."""
        text, fences = self.fenced(position, claim_text)
        root, faults = parse(text)
        if faults or not isinstance(root, SequenceNode) or len(root.items) != 1 + fences:
            return None
        claim, *rest = root.items
        whole = all(
            isinstance(fence, MappingNode) and len(fence.pairs) == 1 and isinstance(fence.get("fence"), ScalarNode)
            for fence in rest
        )
        # Of a last key after `?` without a value, the parser takes the fence for the value.
        whole = whole and leaf_end(claim) <= len(self.margin) + len(claim_text)
        return claim if whole and isinstance(claim, MappingNode) else None


def split(text: str, claims: SequenceNode | None) -> ClaimsText:
    """Split a text at its claims; ``claims`` is the list of them in the tree of the text, None where there is none."""
    found = _LINE_END.search(text)
    newline = found[0] if found else "\n"
    if claims is None or not claims.items:
        return ClaimsText(text, (), "", 0, False, newline)
    starts = [item_start(text, claims, position) for position in range(len(claims.items))]
    last = claims.items[-1]
    end = last.end if claims.flow else _rest_of_claim(text, leaf_end(last))
    claim_texts = tuple(text[start:end] for start, end in pairwise([*starts, end]))
    return ClaimsText(text[: starts[0]], claim_texts, text[end:], claims.column, claims.flow, newline)


def _rest_of_claim(text: str, end: int) -> int:
    """The offset at which the last claim's text ends: behind the comments and blank lines that may belong to it."""
    end = line_end(text, end)
    while found := _NO_CONTENT.match(text, end):
        end = found.end()
    return end


def item_start(text: str, listed: SequenceNode, position: int) -> int:
    """The offset at which an item of a list begins: that of its dash, in a flow list that of its first character."""
    item = listed.items[position]
    if listed.flow:
        return item.start
    if position == 0:
        return listed.start
    pattern = re.compile(r"(?:^|(?<=[\r\n]))" + " " * listed.column + r"-(?=[ \t\r\n])")
    match = pattern.search(text, leaf_end(listed.items[position - 1]), item.start + 1)
    return match.start() + listed.column if match else item.start


def line_end(text: str, offset: int) -> int:
    """The offset behind the line break that ends the line of an offset; an offset behind a line break stays."""
    if offset and text[offset - 1] in "\r\n":
        return offset
    match = _LINE_END.search(text, offset)
    return match.end() if match else len(text)
