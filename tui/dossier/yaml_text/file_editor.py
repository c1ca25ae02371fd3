"""Editing the claims file outside its claims: a new claim, and what is known of a source. Every other byte stays.

As with edits of a claim, a way to write an amendment is taken only if the file, parsed again, is the old one with just
that change, and no comment is lost; else it is refused and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.dossier.values.edits import AddClaim, Amendment, DropClaim, SetSource
from tui.dossier.values.model import Claim, FieldValue, Source
from tui.dossier.values.problems import Level, Refused
from tui.dossier.yaml_text.claims_reader import SOURCE_KEYS, TOP_KEYS, ClaimReader, Head, read_head
from tui.dossier.yaml_text.claims_text import dash_of, line_end
from tui.dossier.yaml_text.mapping_editor import MappingEditor, WouldLoseText, index_of
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, leaf_end, parse
from tui.dossier.yaml_text.problem_log import ProblemLog
from tui.dossier.yaml_text.rendering import INDENT, block_lines, claim_fields, flow_mapping
from tui.dossier.yaml_text.scalars import plain_or_quoted, quoted
from tui.dossier.yaml_text.splice import Skeleton, comments, skeleton

_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[ \t]*\Z")
_INDENTED_COMMENT = re.compile(r"([ \t]+)#[^\r\n]*(?:\r\n|\n|\r|\Z)")


def amended(text: str, newline: str, amendment: Amendment) -> str:
    """The text of a claims file after an amendment; Refused where that can't be written without loss."""
    root, _ = parse(text)
    if not isinstance(root, MappingNode):
        raise Refused("this is no claims file any more")
    before = read_head(root, ProblemLog("", ""))
    if isinstance(amendment, AddClaim):
        _check_id(amendment.claim, before)
    try:
        for way in FileEditor(text, newline, root).of(amendment):
            result, faults = parse(way)
            if faults or not isinstance(result, MappingNode) or comments(way, result) != comments(text, root):
                continue
            problem_log = ProblemLog("", way)
            if _is_right(amendment, before, read_head(result, problem_log)) and _rest(root, amendment, result) == _rest(
                result, amendment, root
            ):
                return way
    except WouldLoseText as loss:
        raise Refused(f"line {text.count(chr(10), 0, loss.offset) + 1}: {loss}") from loss
    raise Refused("no way was found to write this without changing other text; write it in an editor")


Read = tuple[Head, list[Node]]


def _check_id(claim: Claim, before: Read) -> None:
    """Refuse a claim whose id there is by now: two of one id would keep the file from being read."""
    head, nodes = before
    for node in nodes:
        if _is_claim(node, claim.id):
            is_it = _reads_as(node, claim, head.scale)
            raise Refused("this claim is there already" if is_it else f"the id {claim.id} is taken by another claim")


def _is_right(amendment: Amendment, before: Read, after: Read) -> bool:
    """Whether what is read after an amendment is what was read before, with just that."""
    (was, claims_were), (now, claims) = before, after
    match amendment:
        case AddClaim(claim):
            return len(claims) == len(claims_were) + 1 and _reads_as(claims[-1], claim, now.scale)
        case DropClaim(claim):
            is_so = any(_reads_as(node, claim, was.scale) for node in claims_were)
            return is_so and len(claims) == len(claims_were) - 1
        case SetSource(source, file, key, value):
            wanted = {listed.id: listed for listed in was.sources}
            wanted[source] = wanted.get(source, Source(source, file)).with_field(key, value)
            return {listed.id: listed for listed in now.sources} == wanted


def _reads_as(node: Node, claim: Claim, scale: tuple[str, ...]) -> bool:
    problem_log = ProblemLog("", "")
    read = ClaimReader(scale, {}).read(node, problem_log)
    return read == claim and not any(problem.level is Level.ERROR for problem in problem_log.problems)


def _rest(root: MappingNode, amendment: Amendment, other: MappingNode) -> Skeleton:
    """All of the file's tree that an amendment must leave as it is; ``other`` is the tree on its other side."""
    touched = "sources" if isinstance(amendment, SetSource) else "claims"
    parts: list[object] = [skeleton(pair) for pair in root.pairs if not _is(pair[0], touched)]
    value = root.get(touched)
    if isinstance(amendment, SetSource):
        known = other.get("sources")
        for key, entry in value.pairs if isinstance(value, MappingNode) else ():
            if not _is(key, amendment.source):
                parts.append(skeleton((key, entry)))
            elif isinstance(known, MappingNode) and known.get(amendment.source) and isinstance(entry, MappingNode):
                parts += [skeleton(pair) for pair in entry.pairs if not _is(pair[0], amendment.key)]
        return tuple(parts)
    items = value.items if isinstance(value, SequenceNode) else []
    parts += [skeleton((item,)) for item in items if not _is_claim(item, amendment.claim.id)]
    return tuple(parts)


def _is(key: Node, name: str) -> bool:
    return isinstance(key, ScalarNode) and key.value == name


def _is_claim(item: Node, claim_id: str) -> bool:
    return isinstance(item, MappingNode) and isinstance(found := item.get("id"), ScalarNode) and found.value == claim_id


class FileEditor(MappingEditor):
    """A claims file's text with its tree, and the ways to amend it."""

    def __init__(self, text: str, newline: str, root: MappingNode) -> None:
        super().__init__(
            text, newline, json=any(isinstance(key, ScalarNode) and key.style == '"' for key, _ in root.pairs)
        )
        self.root = root

    def of(self, amendment: Amendment) -> Iterator[str]:
        """The texts that may be the file after an amendment, best first; Loss where something would be lost."""
        match amendment:
            case AddClaim(claim):
                yield from self._with_claim(claim)
            case DropClaim(claim):
                yield from self._without_claim(claim)
            case SetSource():
                yield from self._with_source(amendment)

    # Claims

    def _with_claim(self, claim: Claim) -> Iterator[str]:
        fields = claim_fields(claim)
        flow = flow_mapping(fields, json=self.json)
        at = index_of(self.root, "claims")
        key, claims = self.root.pairs[at or 0]
        if isinstance(claims, SequenceNode) and claims.items:
            last = claims.items[-1]
            if claims.flow:
                lined = self._line_start(last.start) > claims.start
                between = self.newline + " " * (last.start - self._line_start(last.start)) if lined else " "
                yield self._replaced(last.end, last.end, f",{between}{flow}")
                return
            margin = " " * claims.column
            item = margin + self._item(fields, claims.column)
            end = self._behind_comments(line_end(self.text, leaf_end(last)), claims.column)
            if self._is_apart(claims):
                yield self._with_lines_after(end, self.newline + item)
            yield self._with_lines_after(end, item)
        elif self.root.flow:
            yield self._replaced(claims.start, claims.end, f"[{flow}]")
        else:
            end = self._line_content_end(claims.end)
            behind = self.text[claims.end : end].rstrip()
            item = " " * INDENT + self._item(fields, INDENT)
            yield self._replaced(key.end, end, f":{behind}{self.newline}{item}")

    def _item(self, fields: dict[str, FieldValue], column: int) -> str:
        return "- " + self.newline.join(block_lines(fields, column + INDENT, self.newline))

    def _behind_comments(self, offset: int, column: int) -> int:
        """The offset behind the comments that are indented as part of the last claim."""
        while (found := _INDENTED_COMMENT.match(self.text, offset)) and len(found[1]) > column:
            offset = found.end()
        return offset

    def _is_apart(self, claims: SequenceNode) -> bool:
        """Whether an empty line stands between claims."""
        if len(claims.items) < 2:
            return False
        before, last = claims.items[-2:]
        dash = dash_of(self.text, claims.column, leaf_end(before), last.start)
        return _BLANK_LINE.search(self.text[leaf_end(before) - 1 : dash]) is not None

    def _without_claim(self, claim: Claim) -> Iterator[str]:
        claims = self.root.get("claims")
        items = claims.items if isinstance(claims, SequenceNode) else []
        at = next((at for at, item in enumerate(items) if _is_claim(item, claim.id)), None)
        if at is None or not isinstance(claims, SequenceNode):
            raise WouldLoseText(self.root.start, f"there is no claim {claim.id} any more")
        item = items[at]
        if len(items) == 1:
            key, _ = self.root.pairs[index_of(self.root, "claims") or 0]
            if claims.flow:
                yield self._replaced(claims.start, claims.end, "[]")
            else:
                between = self.text[key.end + 1 : claims.start].rstrip()
                yield self._replaced(key.end, self._end(item), f": []{between}")
        elif claims.flow:
            yield self._without_item(items, items, at)
        else:
            dash = claims.start if at == 0 else dash_of(self.text, claims.column, leaf_end(items[at - 1]), item.start)
            without = self._without_lines(dash, self._end(item))
            blank = _BLANK_LINE.search(self.text[:dash])
            if blank is not None:
                start = self._line_start(dash)
                above = self._line_start(start - len(self.newline))
                yield without[:above] + without[start:]
            yield without

    # Sources

    def _with_source(self, said: SetSource) -> Iterator[str]:
        sources = self.root.get("sources")
        entry = sources.get(said.source) if isinstance(sources, MappingNode) else None
        if isinstance(entry, MappingNode):
            yield from self._with_field(entry, SOURCE_KEYS, said.key, said.value)
            return
        fields: dict[str, FieldValue] = {"file": said.file, said.key: said.value}
        name = plain_or_quoted(said.source)
        flow = f"{quoted(said.source)}: {flow_mapping(fields, json=self.json)}"
        at = index_of(self.root, "sources")
        if isinstance(sources, MappingNode) and sources.pairs:
            pair = flow if sources.flow else self._listed(name, fields, sources.column)
            yield from self._with_pair(sources, pair, len(sources.pairs) - 1)
        elif at is None:
            before = TOP_KEYS[: TOP_KEYS.index("sources")]
            after = max((place for key in before if (place := index_of(self.root, key)) is not None), default=0)
            pair = f"sources:{self.newline}{' ' * INDENT}{self._listed(name, fields, INDENT)}"
            pair = f"{self._key('sources')}: {{{flow}}}" if self.root.flow else pair
            yield from self._with_pair(self.root, pair, after)
        else:
            key, value = self.root.pairs[at]
            if self.root.flow:
                yield self._replaced(key.end, value.end, f": {{{flow}}}")
            else:
                end = self._line_content_end(value.end)
                listed = f"{' ' * INDENT}{self._listed(name, fields, INDENT)}"
                yield self._replaced(key.end, end, f":{self.text[value.end : end].rstrip()}{self.newline}{listed}")

    def _listed(self, name: str, fields: dict[str, FieldValue], column: int) -> str:
        """A source's entry in a block mapping whose keys stand at a column."""
        inner = column + INDENT
        return f"{name}:{self.newline}{' ' * inner}{self.newline.join(block_lines(fields, inner, self.newline))}"
