"""The ways to make an edit in a claim's text. What they lead to is checked by :mod:`tui.dossier.yaml_text.splice`."""

from __future__ import annotations

from collections.abc import Iterator

from tui.dossier.values.edits import AddEvidence, Edit, RemoveEvidence, SetClaim, SetField, SetVerdict
from tui.dossier.values.model import Evidence, Verdict
from tui.dossier.yaml_text.claims_reader import CLAIM_KEYS, EVIDENCE_KEYS, VERDICT_KEYS
from tui.dossier.yaml_text.claims_text import ClaimsText, dash_of
from tui.dossier.yaml_text.mapping_editor import MappingEditor, WouldLoseText, index_of, stranger
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode, leaf_end
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


class ClaimEditor(MappingEditor):
    """One claim's text with its tree, and the ways to change it."""

    def __init__(self, file: ClaimsText, text: str, claim: MappingNode) -> None:
        json = any(key.style == '"' for key, _ in claim.pairs if isinstance(key, ScalarNode))
        super().__init__(text, file.newline, json=json)
        self.claim = claim
        self.list_indent = INDENT if file.column else 0

    def of(self, edit: Edit) -> Iterator[str]:
        """The texts that may be the claim after an edit, best first; Loss where something would be lost."""
        match edit:
            case SetVerdict(verdict):
                if verdict is None:
                    yield self._without_verdict()
                else:
                    yield from self._with_verdict(verdict)
            case AddEvidence(evidence):
                yield from self._with_evidence(evidence)
            case RemoveEvidence(index):
                yield self._without_evidence(index)
            case SetField(index, key, value):
                yield from self._with_field(self._evidence_items()[index], EVIDENCE_KEYS, key, value)
            case SetClaim(key, value):
                yield from self._with_field(self.claim, CLAIM_KEYS, key, value)

    # The verdict

    def _with_verdict(self, verdict: Verdict) -> Iterator[str]:
        at = index_of(self.claim, "verdict")
        column = self.claim.column
        flow = flow_mapping(verdict_fields(verdict), json=self.json)
        if at is None:
            block = verdict_block(verdict, column, self.newline)
            pair = f"{self._key('verdict')}: {flow}"
            yield from self._with_pair(self.claim, pair if self.claim.flow else block, len(self.claim.pairs) - 1)
            return
        key, value = self.claim.pairs[at]
        comment = self._comment(key.end, self._end(value), value, trailing=not self.claim.flow)
        if isinstance(value, MappingNode) and (comment is not None or stranger(value, VERDICT_KEYS)):
            yield self._with_fields(value, verdict_fields(verdict))
            yield self._with_fields(value, verdict_fields(verdict), one_line=True)
        elif self.claim.flow:
            yield self._replaced(value.start, value.end, flow)
        elif comment is None:
            yield self._replaced(key.start, self._end(value), verdict_block(verdict, column, self.newline))
        elif isinstance(
            value, ScalarNode
        ):  # a bare rating with a comment behind it, which stays on the line of the key
            fields = verdict_block(verdict, column, self.newline).removeprefix("verdict:")
            end = self._line_content_end(value.end)
            yield self._replaced(key.end, end, ":" + self.text[value.end : end] + fields)

    def _with_fields(self, mapping: MappingNode, fields: dict[str, str], *, one_line: bool = False) -> str:
        """The verdict's fields changed one by one, so that comments and foreign fields between them stay."""
        changes: list[tuple[int, int, str]] = []
        margin = self.newline + " " * mapping.column
        after: tuple[Node, Node] | None = None
        for name in VERDICT_KEYS:
            at = index_of(mapping, name)
            value = fields.get(name, "")
            written = quoted(value) if one_line else value_text(name, value, mapping.column + INDENT, self.newline)
            if mapping.flow:
                written = flow_mapping({name: value}, json=self.json)[1:-1].partition(": ")[2]
            if at is not None:
                after = mapping.pairs[at]
                changes.append((after[1].start, self._end(after[1]), written))
            elif value:
                key = self._key(name) if mapping.flow else name
                if after is None:
                    start, between = mapping.pairs[0][0].start, ", " if mapping.flow else margin
                    changes.append((start, start, f"{key}: {written}{between}"))
                elif mapping.flow:
                    changes.append((after[1].end, after[1].end, f", {key}: {written}"))
                else:
                    end = self._line_content_end(self._end(after[1]))
                    changes.append((end, end, f"{margin}{key}: {written}"))
        text = self.text
        changes.sort(key=lambda change: change[0])
        for start, end, written in reversed(changes):  # what is put in at one place keeps its order
            text = text[:start] + written + text[end:]
        return text

    def _without_verdict(self) -> str:
        at = index_of(self.claim, "verdict")
        if at is None:
            raise WouldLoseText(self.claim.start, "there is no verdict to clear")
        key, value = self.claim.pairs[at]
        comment = self._comment(key.start, self._end(value), value, trailing=not self.claim.flow)
        if comment is not None:
            raise WouldLoseText(comment, "a comment at the verdict would be lost; move it away from the verdict first")
        if isinstance(value, MappingNode) and (foreign := stranger(value, VERDICT_KEYS)):
            words = f"the verdict's key {foreign.value!a} is not this program's and would be lost; move it first"
            raise WouldLoseText(foreign.start, words)
        if self.claim.flow or at == 0:
            return self._without_item([key for key, _ in self.claim.pairs], [v for _, v in self.claim.pairs], at)
        return self._without_lines(key.start, self._end(value))

    # The evidence

    def _evidence_items(self) -> list[MappingNode]:
        value = self.claim.get("evidence")
        return (
            [item for item in value.items if isinstance(item, MappingNode)] if isinstance(value, SequenceNode) else []
        )

    def _with_evidence(self, evidence: Evidence) -> Iterator[str]:
        at = index_of(self.claim, "evidence")
        flow = flow_mapping(evidence_fields(evidence), json=self.json)
        column = self.claim.column + self.list_indent
        item = evidence_item(evidence, column, self.newline)
        block = f"evidence:{self.newline}{' ' * column}{item}"
        if at is None:
            verdict = index_of(self.claim, "verdict")
            last = len(self.claim.pairs) - 1
            after = last - 1 if verdict == last and last else last
            pair = f"{self._key('evidence')}: [{flow}]"
            yield from self._with_pair(self.claim, pair if self.claim.flow else block, after)
            return
        key, value = self.claim.pairs[at]
        if isinstance(value, SequenceNode) and value.items:
            end = self._end(value.items[-1])
            if value.flow:
                yield self._replaced(end, end, f", {flow}")
            else:
                item = evidence_item(evidence, value.column, self.newline)
                yield self._with_lines_after(end, " " * value.column + item)
        elif self.claim.flow:
            yield self._replaced(value.start, value.end, f"[{flow}]")
        else:
            end = self._line_content_end(value.end)
            rest = block.removeprefix("evidence:")
            yield self._replaced(key.end, end, ":" + self.text[value.end : end].rstrip() + rest)

    def _without_evidence(self, index: int) -> str:
        value = self.claim.get("evidence")
        assert isinstance(value, SequenceNode)
        item = value.items[index]
        start = item.start
        if not value.flow:
            start = value.start if index == 0 else self._dash_of(value, index)
        comment = self._comment(start, self._end(item), item, trailing=not value.flow)
        if comment is not None:
            raise WouldLoseText(comment, "a comment at this evidence would be lost; move it away first")
        if isinstance(item, MappingNode) and (unknown := stranger(item, EVIDENCE_KEYS)):
            words = f"the evidence's key {unknown.value!a} is not this program's and would be lost; move it first"
            raise WouldLoseText(unknown.start, words)
        if len(value.items) == 1:
            key = self.claim.pairs[index_of(self.claim, "evidence") or 0][0]
            if (comment := self._comment(key.end, value.start, None, trailing=False)) is not None:
                raise WouldLoseText(comment, "a comment at this evidence would be lost; move it away first")
            return self._replaced(key.end, self._end(value), ": []")
        if value.flow:
            return self._without_item(value.items, value.items, index)
        return self._without_lines(start, self._end(item))

    def _dash_of(self, value: SequenceNode, index: int) -> int:
        return dash_of(self.text, value.column, leaf_end(value.items[index - 1]), value.items[index].start)
