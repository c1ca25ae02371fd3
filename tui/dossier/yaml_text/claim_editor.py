"""Candidates for the text of a claim after an edit. :mod:`tui.dossier.yaml_text.splice` checks them and takes one."""

from __future__ import annotations

from collections.abc import Iterator

from tui.dossier.values.edits import AddEvidence, Edit, RemoveEvidence, SetClaim, SetField, SetVerdict
from tui.dossier.values.model import Evidence, Verdict
from tui.dossier.yaml_text.claims_reader import CLAIM_KEYS, EVIDENCE_KEYS, VERDICT_KEYS
from tui.dossier.yaml_text.claims_text import ClaimsText, item_start
from tui.dossier.yaml_text.mapping_editor import MappingEditor, WouldLoseText, index_of, unknown_key
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode
from tui.dossier.yaml_text.rendering import (
    INDENT,
    evidence_fields,
    evidence_item,
    flow_mapping,
    value_text,
    verdict_block,
    verdict_fields,
)
from tui.dossier.yaml_text.scalars import quoted


class ClaimEditor:
    """A claim's text with its tree, and the candidates for its text after an edit."""

    def __init__(self, file: ClaimsText, text: str, claim: MappingNode) -> None:
        self._editor = MappingEditor.of(text, file.newline, claim)
        self._claim = claim
        self._list_indent = INDENT if file.column else 0

    def candidates(self, edit: Edit) -> Iterator[str]:
        """Candidates for the claim's text after an edit, best first.

        Raises WouldLoseText where a comment or a key that the program does not know would be lost.
        """
        match edit:
            case SetVerdict(verdict):
                if verdict is None:
                    yield self._without_verdict()
                else:
                    yield from self._with_verdict(verdict)
            case AddEvidence(evidence):
                yield from self._with_evidence(evidence)
            case RemoveEvidence(position):
                yield self._without_evidence(position)
            case SetField(position, key, value):
                yield from self._editor.with_field(self._evidence_items()[position], EVIDENCE_KEYS, key, value)
            case SetClaim(key, value):
                yield from self._editor.with_field(self._claim, CLAIM_KEYS, key, value)

    # The verdict

    def _with_verdict(self, verdict: Verdict) -> Iterator[str]:
        editor, claim = self._editor, self._claim
        block = verdict_block(verdict, claim.column, editor.newline)
        flow = flow_mapping(verdict_fields(verdict), json=editor.json)
        position = index_of(claim, "verdict")
        if position is None:
            pair = f"{editor.key('verdict')}: {flow}"
            yield from editor.with_pair(claim, pair if claim.flow else block, len(claim.pairs) - 1)
            return
        key, value = claim.pairs[position]
        comment = editor.find_comment(key.end, editor.end_of(value), value, trailing=not claim.flow)
        if isinstance(value, MappingNode) and (comment is not None or unknown_key(value, VERDICT_KEYS)):
            yield self._with_verdict_fields(value, verdict_fields(verdict))
            yield self._with_verdict_fields(value, verdict_fields(verdict), one_line=True)
        elif claim.flow:
            yield editor.replaced(value.start, value.end, flow)
        elif comment is None:
            yield editor.replaced(key.start, editor.end_of(value), block)
        elif isinstance(value, ScalarNode):  # a bare rating: the comment behind it stays on the line of the key
            end = editor.line_content_end(value.end)
            yield editor.replaced(key.end, end, f":{editor.text[value.end : end]}{block.removeprefix('verdict:')}")

    def _with_verdict_fields(self, verdict: MappingNode, fields: dict[str, str], *, one_line: bool = False) -> str:
        """The text with the verdict's fields changed one by one: comments and unknown keys between them stay."""
        changes: list[tuple[int, int, str]] = []
        after: tuple[Node, Node] | None = None
        for name in VERDICT_KEYS:
            position = index_of(verdict, name)
            value = fields.get(name, "")
            written = self._verdict_value(verdict, name, value, one_line=one_line)
            if position is not None:
                after = verdict.pairs[position]
                changes.append((after[1].start, self._editor.end_of(after[1]), written))
            elif value:
                changes.append(self._insertion(verdict, name, written, after))
        text = self._editor.text
        changes.sort(key=lambda change: change[0])
        for start, end, written in reversed(changes):  # insertions at one offset keep their order
            text = text[:start] + written + text[end:]
        return text

    def _verdict_value(self, verdict: MappingNode, name: str, value: str, *, one_line: bool) -> str:
        """A field's value as it is written in a verdict."""
        if verdict.flow:
            return flow_mapping({name: value}, json=self._editor.json)[1:-1].partition(": ")[2]
        return quoted(value) if one_line else value_text(name, value, verdict.column + INDENT, self._editor.newline)

    def _insertion(
        self, verdict: MappingNode, name: str, written: str, after: tuple[Node, Node] | None
    ) -> tuple[int, int, str]:
        """A new field of a verdict as a change (start, end, text): behind a pair, or (None) in front of them all."""
        editor = self._editor
        margin = editor.newline + " " * verdict.column
        pair = f"{editor.key(name) if verdict.flow else name}: {written}"
        if after is None:
            start = verdict.pairs[0][0].start
            return start, start, pair + (", " if verdict.flow else margin)
        if verdict.flow:
            return after[1].end, after[1].end, f", {pair}"
        end = editor.line_content_end(editor.end_of(after[1]))
        return end, end, margin + pair

    def _without_verdict(self) -> str:
        editor, claim = self._editor, self._claim
        position = index_of(claim, "verdict")
        if position is None:
            raise WouldLoseText(claim.start, "there is no verdict to clear")
        key, value = claim.pairs[position]
        comment = editor.find_comment(key.start, editor.end_of(value), value, trailing=not claim.flow)
        if comment is not None:
            raise WouldLoseText(comment, "a comment at the verdict would be lost; move it away from the verdict first")
        if isinstance(value, MappingNode) and (unknown := unknown_key(value, VERDICT_KEYS)):
            words = f"the verdict's key {unknown.value!a} is not this program's and would be lost; move it first"
            raise WouldLoseText(unknown.start, words)
        if claim.flow or position == 0:
            return editor.without_pair(claim, position)
        return editor.without_lines(key.start, editor.end_of(value))

    # The evidence

    def _evidence_items(self) -> list[MappingNode]:
        listed = self._claim.get("evidence")
        items = listed.items if isinstance(listed, SequenceNode) else []
        return [item for item in items if isinstance(item, MappingNode)]

    def _with_evidence(self, evidence: Evidence) -> Iterator[str]:
        editor, claim = self._editor, self._claim
        flow = flow_mapping(evidence_fields(evidence), json=editor.json)
        column = claim.column + self._list_indent
        block = f"evidence:{editor.newline}{' ' * column}{evidence_item(evidence, column, editor.newline)}"
        position = index_of(claim, "evidence")
        if position is None:
            verdict, last = index_of(claim, "verdict"), len(claim.pairs) - 1
            pair = f"{editor.key('evidence')}: [{flow}]"
            after = last - 1 if verdict == last and last else last
            yield from editor.with_pair(claim, pair if claim.flow else block, after)
            return
        key, value = claim.pairs[position]
        if isinstance(value, SequenceNode) and value.items:
            end = editor.end_of(value.items[-1])
            if value.flow:
                yield editor.replaced(end, end, f", {flow}")
            else:
                item = evidence_item(evidence, value.column, editor.newline)
                yield editor.with_lines_after(end, " " * value.column + item)
        elif claim.flow:
            yield editor.replaced(value.start, value.end, f"[{flow}]")
        else:
            end = editor.line_content_end(value.end)
            behind = editor.text[value.end : end].rstrip()
            yield editor.replaced(key.end, end, f":{behind}{block.removeprefix('evidence:')}")

    def _without_evidence(self, position: int) -> str:
        editor = self._editor
        listed = self._claim.get("evidence")
        assert isinstance(listed, SequenceNode)
        item = listed.items[position]
        start = item_start(editor.text, listed, position)
        self._check_loss(listed, item, start)
        if len(listed.items) == 1:
            key = self._claim.pairs[index_of(self._claim, "evidence") or 0][0]
            comment = editor.find_comment(key.end, listed.start, None, trailing=False)
            if comment is not None:
                raise WouldLoseText(comment, "a comment at this evidence would be lost; move it away first")
            return editor.replaced(key.end, editor.end_of(listed), ": []")
        if listed.flow:
            return editor.without_item(listed.items, position)
        return editor.without_lines(start, editor.end_of(item))

    def _check_loss(self, listed: SequenceNode, item: Node, start: int) -> None:
        """Raise WouldLoseText where a comment or an unknown key would go with an entry that begins at an offset."""
        comment = self._editor.find_comment(start, self._editor.end_of(item), item, trailing=not listed.flow)
        if comment is not None:
            raise WouldLoseText(comment, "a comment at this evidence would be lost; move it away first")
        if isinstance(item, MappingNode) and (unknown := unknown_key(item, EVIDENCE_KEYS)):
            words = f"the evidence's key {unknown.value!a} is not this program's and would be lost; move it first"
            raise WouldLoseText(unknown.start, words)
