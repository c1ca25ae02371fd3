"""The claims file's format: claims and sources are read from a YAML tree, and all problems are logged at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tui.dossier.values.dates import is_period
from tui.dossier.values.model import (
    CAUTIONS,
    DEFAULT_SCALE,
    SOURCE_FIELDS,
    Claim,
    Evidence,
    FieldValue,
    MadeIn,
    Quote,
    Source,
    Stance,
    Verdict,
)
from tui.dossier.values.source_field import FieldForm, SourceField
from tui.dossier.values.text import excerpt
from tui.dossier.yaml_text.fields import Fields, is_empty
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode
from tui.dossier.yaml_text.problem_log import ProblemLog

FORMAT = 1
TOP_KEYS = ("format", "title", "articles", "scale", "sources", "claims")
SOURCE_KEYS = ("file", *SOURCE_FIELDS)
FRONT_MATTER_KEYS = ("id", *SOURCE_FIELDS)
CLAIM_KEYS = ("id", "text", "claimant", "date", "made_in", "tags", "see", "silence", "evidence", "verdict")
EVIDENCE_KEYS = ("source", "stance", "quote", "prefix", "suffix", "attributed_to", "as_of", "translation", "note")
VERDICT_KEYS = ("rating", "rationale", "reviewer", "reviewed", "of", "on")
MADE_IN_KEYS = ("source", "quote", "prefix", "suffix")


class Head(NamedTuple):
    """The claims file without its claims; a field without a value is empty."""

    title: str
    articles: str
    articles_offset: int
    scale: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    """The sources that the file lists, without their articles."""
    source_offsets: tuple[int, ...] = ()
    """For each listed source, the offset of its file's name; that of its id where it names no file."""


def read_head(root: Node, problem_log: ProblemLog) -> tuple[Head, list[Node]]:
    """The head of a claims file and the nodes of its claims, from the root of its tree."""
    top = Fields(root, "the claims file", TOP_KEYS, problem_log)
    version = top.text("format")
    if version and version != str(FORMAT):
        newer = version.isascii() and version.isdigit() and int(version[:9]) > FORMAT
        hint = "it was written for a newer factcheck; update factcheck" if newer else f"it must be {FORMAT}"
        problem_log.error("format", top.at("format"), f"format is {excerpt(version)}; {hint}")
    scale = top.texts("scale") or DEFAULT_SCALE
    if "scale" in top.values and not is_empty(top.values["scale"]):
        words = top.texts("scale")
        if len(set(words)) != len(words) or not 2 <= len(words) <= 9 or not all(map(str.strip, words)):
            message = f"scale has {len(words)} ratings; it must have 2 to 9, each its own word"
            problem_log.error("scale", top.at("scale"), message)
    title, articles = top.text("title"), top.text("articles", required=True)
    sources, offsets = _listed_sources(top, problem_log)
    head = Head(
        title=title,
        articles=articles,
        articles_offset=top.at("articles"),
        scale=scale,
        sources=tuple(sources),
        source_offsets=tuple(offsets),
    )
    if "claims" not in top.values:
        top.missing("claims")
    return head, top.nodes("claims")


def _listed_sources(top: Fields, problem_log: ProblemLog) -> tuple[list[Source], list[int]]:
    """The sources that the file lists, and their offsets as :attr:`Head.source_offsets`."""
    node = top.values.get("sources")
    if node is None or is_empty(node):
        return [], []
    if not isinstance(node, MappingNode):
        Fields(node, "sources", (), problem_log)
        return [], []
    sources: dict[str, Source] = {}
    offsets: list[int] = []
    for key, value in node.pairs:
        if not isinstance(key, ScalarNode) or not key.value.strip():
            problem_log.error("wrong-type", key.start, "a source's id must be a text")
            continue
        if key.value in sources:
            message = f"sources has the id {excerpt(key.value)} twice"
            problem_log.error("duplicate-key", key.start, message, source=key.value)
            continue
        fields = Fields(value, f"source {excerpt(key.value)}", SOURCE_KEYS, problem_log)
        file = fields.text("file", required=True, one_line=True)
        sources[key.value] = _source(fields, key.value, file)
        offsets.append(fields.at("file") if "file" in fields.values else key.start)
    return list(sources.values()), offsets


def _source(fields: Fields, source_id: str, file: str) -> Source:
    values: dict[str, Any] = {name: _source_value(fields, name, field) for name, field in SOURCE_FIELDS.items()}
    return Source(source_id, file, **values)


def _source_value(fields: Fields, name: str, field: SourceField) -> FieldValue:
    if field.choices:
        return fields.choice(name, field.choices, f"unknown-{name}")
    if field.form is FieldForm.LIST:
        return fields.texts(name)
    return fields.date(name) if field.form is FieldForm.DATE else fields.text(name)


def read_front_matter(node: Node, file: str, problem_log: ProblemLog) -> Source:
    """What an article's own front matter says about the source; the id is empty where the front matter has none."""
    fields = Fields(node, "the front matter", FRONT_MATTER_KEYS, problem_log)
    return _source(fields, fields.text("id", one_line=True), file)


class ClaimReader:
    """Reads claims. ``scale`` has the ratings that are allowed; ``names`` maps ids and files of sources to ids."""

    def __init__(self, scale: tuple[str, ...], names: Mapping[str, str]) -> None:
        self.scale = scale
        self.names = names

    def read(self, node: Node, problem_log: ProblemLog) -> Claim:
        """The claim of a node. A wrong value is logged and reads as absent."""
        claim_id = ""
        if isinstance(node, MappingNode) and isinstance(found := node.get("id"), ScalarNode):
            claim_id = found.value
        subject = f"claim {excerpt(claim_id)}" if claim_id else "the claim"
        fields = Fields(node, subject, CLAIM_KEYS, problem_log, claim_id)
        for item in fields.scalars("silence"):
            fields.check_choice(item.value, item.start, "silence", CAUTIONS, "unknown-caution")
        return Claim(
            id=fields.text("id", required=True, one_line=True),
            text=fields.text("text", required=True),
            claimant=fields.text("claimant"),
            date=fields.date("date"),
            made_in=self._made_in(fields),
            tags=fields.texts("tags"),
            see=fields.texts("see"),
            silence=fields.texts("silence"),
            evidence=self._evidence(fields),
            verdict=self._verdict(fields),
        )

    def _source(self, fields: Fields) -> str:
        name = fields.text("source", required=True)
        if not name.strip():
            return ""
        known = self.names.get(name)
        if known is None:
            fields.check_choice(
                name, fields.at("source"), "source", dict.fromkeys(self.names.values()), "unknown-source"
            )
            return name
        return known

    def _quote(self, fields: Fields) -> Quote | None:
        exact = fields.text("quote")
        return Quote(exact, fields.text("prefix"), fields.text("suffix")) if exact.strip() else None

    def _made_in(self, claim: Fields) -> MadeIn | None:
        fields = claim.inner("made_in", MADE_IN_KEYS)
        return None if fields is None else MadeIn(self._source(fields), self._quote(fields))

    def _evidence(self, claim: Fields) -> tuple[Evidence, ...]:
        entries: list[Evidence] = []
        stances: dict[str, set[Stance]] = {}
        for number, node in enumerate(claim.nodes("evidence"), 1):
            fields = Fields(
                node, f"evidence {number} of {claim.subject}", EVIDENCE_KEYS, claim.problem_log, claim.claim
            )
            if isinstance(node, MappingNode):
                entry = self._entry(fields)
                _check_beside(fields, entry, entries, stances.setdefault(entry.source, set()))
                entries.append(entry)
                stances[entry.source].add(entry.stance)
            elif is_empty(node):
                claim.problem_log.error(
                    "wrong-type", node.start, f"{fields.subject} is empty; remove its dash", claim.claim
                )
        return tuple(entries)

    def _entry(self, fields: Fields) -> Evidence:
        source = self._source(fields)
        stance = fields.choice("stance", tuple(Stance), "unknown-stance", required=True)
        quote = self._quote(fields)
        if stance == Stance.SILENT and quote is not None:
            message = f"{fields.subject} is silent and has a quote; a silent source has none"
            fields.problem_log.error("silent-quote", fields.at("quote"), message, fields.claim, source)
        if stance and stance != Stance.SILENT and quote is None:
            message = f"{fields.subject} needs a quote, the article's own words; only silent has none"
            fields.problem_log.error("missing-quote", fields.node.start, message, fields.claim, source)
        return Evidence(
            source=source,
            stance=Stance(stance or Stance.CONTEXT),
            quote=quote,
            attributed_to=fields.text("attributed_to"),
            as_of=fields.date("as_of", is_period),
            translation=fields.text("translation"),
            note=fields.text("note"),
        )

    def _verdict(self, claim: Fields) -> Verdict | None:
        node = claim.values.get("verdict")
        if node is None or is_empty(node):
            return None
        if isinstance(node, ScalarNode):
            known = claim.check_choice(node.value, node.start, "verdict", self.scale, "unknown-rating")
            return Verdict(node.value) if known else None
        fields = Fields(node, f"verdict of {claim.subject}", VERDICT_KEYS, claim.problem_log, claim.claim)
        if not isinstance(node, MappingNode):
            return None
        rating = fields.choice("rating", self.scale, "unknown-rating", required=True)
        return Verdict(
            rating=rating,
            rationale=fields.text("rationale"),
            reviewer=fields.text("reviewer"),
            reviewed=fields.date("reviewed"),
            of=fields.text("of"),
            on=fields.text("on"),
        )


def _check_beside(fields: Fields, entry: Evidence, earlier: list[Evidence], stances: set[Stance]) -> None:
    """Log an entry that can't stand beside the earlier ones of its claim; ``stances`` are those of the same source.

    A source that is silent has one entry, and no entry stands there twice.
    """
    if stances and Stance.SILENT in {*stances, entry.stance}:
        words = "is silent and has another entry; keep one of the two"
        message = f"{fields.subject}: source {excerpt(entry.source)} {words}"
        fields.problem_log.error("silent-beside", fields.node.start, message, fields.claim, entry.source)
    if entry in earlier:
        message = f"{fields.subject} stands there twice; remove one"
        fields.problem_log.warn("duplicate-evidence", fields.node.start, message, fields.claim, entry.source)
