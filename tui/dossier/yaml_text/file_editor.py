"""Amending the claims file outside its claims: a claim is added or dropped, a source described. Every other byte stays.

The new text is checked as :mod:`tui.dossier.yaml_text.splice` checks an edited claim: a candidate is taken only if the
file, parsed again, is the old one with just that change and every comment. Else the amendment is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui.dossier.values.edits import AddClaim, Amendment, DropClaim, SetSource
from tui.dossier.values.model import Claim, FieldValue, Source
from tui.dossier.values.problems import Level, Refused
from tui.dossier.yaml_text.claims_reader import SOURCE_KEYS, TOP_KEYS, ClaimReader, Head, read_head
from tui.dossier.yaml_text.claims_text import item_start, line_end
from tui.dossier.yaml_text.mapping_editor import MappingEditor, WouldLoseText, index_of
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_key, leaf_end, parse
from tui.dossier.yaml_text.problem_log import ProblemLog
from tui.dossier.yaml_text.rendering import INDENT, block_lines, claim_fields, flow_mapping
from tui.dossier.yaml_text.scalars import plain_or_quoted, quoted
from tui.dossier.yaml_text.skeleton import Skeleton, comments, skeleton

_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[ \t]*\Z")
_INDENTED_COMMENT = re.compile(r"([ \t]+)#[^\r\n]*(?:\r\n|\n|\r|\Z)")
_HeadAndClaims = tuple[Head, list[Node]]
"""What :func:`read_head` returns: the head of the file, and the nodes of its claims."""


def amended(text: str, newline: str, amendment: Amendment) -> str:
    """The text of a claims file after an amendment, its new lines ending in ``newline``.

    Raises Refused, with the reason, where the amendment can't be written without loss or is already made.
    """
    root, _ = parse(text)
    if not isinstance(root, MappingNode):
        raise Refused("this is no claims file any more")
    before = read_head(root, ProblemLog("", ""))
    if isinstance(amendment, AddClaim):
        _check_id(amendment.claim, before)
    try:
        for candidate in FileEditor(text, newline, root).candidates(amendment):
            result, faults = parse(candidate)
            if faults or not isinstance(result, MappingNode) or comments(candidate, result) != comments(text, root):
                continue
            after = read_head(result, ProblemLog("", candidate))
            if not _is_right(amendment, before, after):
                continue
            if _untouched(root, amendment, result) == _untouched(result, amendment, root):
                return candidate
    except WouldLoseText as loss:
        raise Refused(f"line {text.count(chr(10), 0, loss.offset) + 1}: {loss}") from loss
    raise Refused("no way was found to write this without changing other text; write it in an editor")


def _check_id(claim: Claim, before: _HeadAndClaims) -> None:
    """Raise Refused where the id of a new claim is taken: a file with two claims of one id can't be read."""
    head, nodes = before
    for node in nodes:
        if _is_claim(node, claim.id):
            same = _reads_as(node, claim, head.scale)
            raise Refused("this claim is there already" if same else f"the id {claim.id} is taken by another claim")


def _is_right(amendment: Amendment, before: _HeadAndClaims, after: _HeadAndClaims) -> bool:
    """Whether the file reads, after an amendment, as it did before with just that change."""
    (old, old_claims), (new, new_claims) = before, after
    match amendment:
        case AddClaim(claim):
            return len(new_claims) == len(old_claims) + 1 and _reads_as(new_claims[-1], claim, new.scale)
        case DropClaim(claim):
            was_there = any(_reads_as(node, claim, old.scale) for node in old_claims)
            return was_there and len(new_claims) == len(old_claims) - 1
        case SetSource(source, file, key, value):
            wanted = {listed.id: listed for listed in old.sources}
            wanted[source] = wanted.get(source, Source(source, file)).with_field(key, value)
            return {listed.id: listed for listed in new.sources} == wanted


def _reads_as(node: Node, claim: Claim, scale: tuple[str, ...]) -> bool:
    """Whether a node reads, without an error, as a claim."""
    problem_log = ProblemLog("", "")
    read = ClaimReader(scale, {}).read(node, problem_log)
    return read == claim and not any(problem.level is Level.ERROR for problem in problem_log.problems)


def _untouched(root: MappingNode, amendment: Amendment, other: MappingNode) -> Skeleton:
    """The parts of the file's tree that an amendment must leave alone; ``other`` is the tree after or before it."""
    if isinstance(amendment, SetSource):
        touched, parts = "sources", _untouched_sources(root, amendment, other)
    else:
        listed = root.get("claims")
        items = listed.items if isinstance(listed, SequenceNode) else []
        touched, parts = "claims", [skeleton((item,)) for item in items if not _is_claim(item, amendment.claim.id)]
    return (*(skeleton(pair) for pair in root.pairs if not is_key(pair[0], touched)), *parts)


def _untouched_sources(root: MappingNode, amendment: SetSource, other: MappingNode) -> list[Skeleton]:
    """The sources but for the field that is set; without its source, if that is listed on one side alone."""
    there = other.get("sources")
    is_on_both_sides = isinstance(there, MappingNode) and there.get(amendment.source) is not None
    parts: list[Skeleton] = []
    for key, entry in _pairs(root.get("sources")):
        if not is_key(key, amendment.source):
            parts.append(skeleton((key, entry)))
        elif is_on_both_sides:
            parts += [skeleton(pair) for pair in _pairs(entry) if not is_key(pair[0], amendment.key)]
    return parts


def _pairs(node: Node | None) -> Iterable[tuple[Node, Node]]:
    return node.pairs if isinstance(node, MappingNode) else ()


def _is_claim(item: Node, claim_id: str) -> bool:
    return isinstance(item, MappingNode) and isinstance(found := item.get("id"), ScalarNode) and found.value == claim_id


class FileEditor:
    """A claims file's text with its tree, and the candidates for its text after an amendment."""

    def __init__(self, text: str, newline: str, root: MappingNode) -> None:
        self._editor = MappingEditor.of(text, newline, root)
        self._root = root

    def candidates(self, amendment: Amendment) -> Iterator[str]:
        """Candidates for the file's text after an amendment, best first.

        Raises WouldLoseText where a comment would be lost or the claim to be dropped is not there.
        """
        match amendment:
            case AddClaim(claim):
                yield from self._with_claim(claim)
            case DropClaim(claim):
                yield from self._without_claim(claim)
            case SetSource():
                yield from self._with_source(amendment)

    # Claims

    def _with_claim(self, claim: Claim) -> Iterator[str]:
        editor, fields = self._editor, claim_fields(claim)
        key, claims = self._root.pairs[index_of(self._root, "claims") or 0]
        if isinstance(claims, SequenceNode) and claims.items:
            yield from self._with_claim_behind(claims, fields)
        elif self._root.flow:
            yield editor.replaced(claims.start, claims.end, f"[{flow_mapping(fields, json=editor.json)}]")
        else:
            end = editor.line_content_end(claims.end)
            behind = editor.text[claims.end : end].rstrip()
            item = " " * INDENT + self._item(fields, INDENT)
            yield editor.replaced(key.end, end, f":{behind}{editor.newline}{item}")

    def _with_claim_behind(self, claims: SequenceNode, fields: dict[str, FieldValue]) -> Iterator[str]:
        """Append a claim to a list that has claims, written as they are: in a flow list, in a block, apart or not."""
        editor, last = self._editor, claims.items[-1]
        if claims.flow:
            start = editor.line_start(last.start)
            between = editor.newline + " " * (last.start - start) if start > claims.start else " "
            yield editor.replaced(last.end, last.end, f",{between}{flow_mapping(fields, json=editor.json)}")
            return
        item = " " * claims.column + self._item(fields, claims.column)
        end = self._behind_comments(line_end(editor.text, leaf_end(last)), claims.column)
        if self._is_apart(claims):
            yield editor.with_lines_after(end, editor.newline + item)
        yield editor.with_lines_after(end, item)

    def _item(self, fields: dict[str, FieldValue], column: int) -> str:
        """A claim as an item of a block list whose dashes stand at a column."""
        newline = self._editor.newline
        return "- " + newline.join(block_lines(fields, column + INDENT, newline))

    def _behind_comments(self, offset: int, column: int) -> int:
        """The offset behind the comments that are indented as part of the last claim."""
        while (found := _INDENTED_COMMENT.match(self._editor.text, offset)) and len(found[1]) > column:
            offset = found.end()
        return offset

    def _is_apart(self, claims: SequenceNode) -> bool:
        """Whether a blank line stands before the last claim of a block list."""
        if len(claims.items) < 2:
            return False
        before = leaf_end(claims.items[-2])
        dash = item_start(self._editor.text, claims, len(claims.items) - 1)
        return _BLANK_LINE.search(self._editor.text[before - 1 : dash]) is not None

    def _without_claim(self, claim: Claim) -> Iterator[str]:
        editor, claims = self._editor, self._root.get("claims")
        items = claims.items if isinstance(claims, SequenceNode) else []
        position = next((at for at, item in enumerate(items) if _is_claim(item, claim.id)), None)
        if position is None or not isinstance(claims, SequenceNode):
            raise WouldLoseText(self._root.start, f"there is no claim {claim.id} any more")
        if len(items) == 1:
            yield self._without_claims(claims)
        elif claims.flow:
            yield editor.without_item(items, position)
        else:
            dash = item_start(editor.text, claims, position)
            without = editor.without_lines(dash, editor.end_of(items[position]))
            if _BLANK_LINE.search(editor.text[:dash]) is not None:  # the blank line above goes too
                start = editor.line_start(dash)
                above = editor.line_start(start - len(editor.newline))
                yield without[:above] + without[start:]
            yield without

    def _without_claims(self, claims: SequenceNode) -> str:
        """Replace a list of one claim by an empty one; a comment behind the key stays."""
        editor = self._editor
        if claims.flow:
            return editor.replaced(claims.start, claims.end, "[]")
        key, _ = self._root.pairs[index_of(self._root, "claims") or 0]
        between = editor.text[key.end + 1 : claims.start].rstrip()
        return editor.replaced(key.end, editor.end_of(claims.items[0]), f": []{between}")

    # Sources

    def _with_source(self, amendment: SetSource) -> Iterator[str]:
        editor, sources = self._editor, self._root.get("sources")
        entry = sources.get(amendment.source) if isinstance(sources, MappingNode) else None
        if isinstance(entry, MappingNode):
            yield from editor.with_field(entry, SOURCE_KEYS, amendment.key, amendment.value)
        elif isinstance(sources, MappingNode) and sources.pairs:
            pair = self._flow_entry(amendment) if sources.flow else self._block_entry(amendment, sources.column)
            yield from editor.with_pair(sources, pair, len(sources.pairs) - 1)
        else:
            yield from self._with_sources(amendment)

    def _with_sources(self, amendment: SetSource) -> Iterator[str]:
        """Write a source into a file that lists none: behind the key ``sources``, or with the key where it has none."""
        editor, root = self._editor, self._root
        position = index_of(root, "sources")
        flow = f"{{{self._flow_entry(amendment)}}}"
        block = f"{editor.newline}{' ' * INDENT}{self._block_entry(amendment, INDENT)}"
        if position is None:
            before = TOP_KEYS[: TOP_KEYS.index("sources")]
            after = max((found for key in before if (found := index_of(root, key)) is not None), default=0)
            yield from editor.with_pair(
                root, f"{editor.key('sources')}: {flow}" if root.flow else f"sources:{block}", after
            )
            return
        key, value = root.pairs[position]
        if root.flow:
            yield editor.replaced(key.end, value.end, f": {flow}")
        else:
            end = editor.line_content_end(value.end)
            yield editor.replaced(key.end, end, f":{editor.text[value.end : end].rstrip()}{block}")

    def _flow_entry(self, amendment: SetSource) -> str:
        """A new source as a pair of a flow mapping."""
        return f"{quoted(amendment.source)}: {flow_mapping(_new_fields(amendment), json=self._editor.json)}"

    def _block_entry(self, amendment: SetSource, column: int) -> str:
        """A new source as a pair of a block mapping whose keys stand at a column."""
        newline, inner = self._editor.newline, column + INDENT
        lines = newline.join(block_lines(_new_fields(amendment), inner, newline))
        return f"{plain_or_quoted(amendment.source)}:{newline}{' ' * inner}{lines}"


def _new_fields(amendment: SetSource) -> dict[str, FieldValue]:
    """The fields of a source that is not listed yet."""
    return {"file": amendment.file, amendment.key: amendment.value}
