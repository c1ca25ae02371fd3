"""Rendering claims, evidence, verdicts and sources as YAML: as lines of a block, or as one flow mapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tui.dossier.values.edits import CLAIM_FIELDS
from tui.dossier.values.model import Claim, Evidence, FieldValue, Verdict
from tui.dossier.yaml_text.claims_reader import EVIDENCE_KEYS, VERDICT_KEYS
from tui.dossier.yaml_text.scalars import block_or_quoted, plain_or_quoted, quoted

ALWAYS_QUOTED = frozenset({"quote", "prefix", "suffix", "as_of", "reviewed", "of", "on"})
INDENT = 2
_FLOW_MARK = re.compile(r"[,:\[\]{}]")
"""The characters that have a meaning between the brackets of a flow list."""


def verdict_fields(verdict: Verdict) -> dict[str, str]:
    """The fields of a verdict in the order in which they are written, without empty ones."""
    return {key: value for key in VERDICT_KEYS if (value := getattr(verdict, key))}


def evidence_fields(evidence: Evidence) -> dict[str, str]:
    """The fields of a piece of evidence in the order in which they are written, without empty ones."""
    quote = evidence.quote
    values = {
        "source": evidence.source,
        "stance": evidence.stance.value,
        "quote": quote.exact if quote else "",
        "prefix": quote.prefix if quote else "",
        "suffix": quote.suffix if quote else "",
        "attributed_to": evidence.attributed_to,
        "as_of": evidence.as_of,
        "translation": evidence.translation,
        "note": evidence.note,
    }
    return {key: values[key] for key in EVIDENCE_KEYS if values[key]}


def claim_fields(claim: Claim) -> dict[str, FieldValue]:
    """The id and the fields of a claim that are set one by one, in the order in which they are written."""
    return {key: value for key in ("id", *CLAIM_FIELDS) if (value := getattr(claim, key))}


def value_text(key: str, value: FieldValue, indent: int, newline: str) -> str:
    """A field's value in a block mapping; ``indent`` is the column of the lines of a literal block."""
    if not isinstance(value, str):
        return flow_list(value, json=False)
    return quoted(value) if key in ALWAYS_QUOTED else block_or_quoted(value, indent, newline)


def block_lines(fields: Mapping[str, FieldValue], column: int, newline: str) -> list[str]:
    """The lines of a block mapping whose keys stand at a column; the first comes without its indentation."""
    margin = " " * column
    lines = [f"{key}: {value_text(key, value, column + INDENT, newline)}" for key, value in fields.items()]
    return [lines[0], *(margin + line for line in lines[1:])]


def verdict_block(verdict: Verdict, column: int, newline: str) -> str:
    """The key ``verdict`` with its value, for a block mapping whose keys stand at a column."""
    inner = column + INDENT
    return f"verdict:{newline}{' ' * inner}" + newline.join(block_lines(verdict_fields(verdict), inner, newline))


def evidence_item(evidence: Evidence, column: int, newline: str) -> str:
    """A piece of evidence as an item of a block list whose dashes stand at a column."""
    return "- " + newline.join(block_lines(evidence_fields(evidence), column + INDENT, newline))


def flow_list(texts: Iterable[str], *, json: bool) -> str:
    """A list of texts on one line; ``json`` quotes them all."""
    written = (quoted(text) if json or _FLOW_MARK.search(text) else plain_or_quoted(text) for text in texts)
    return "[" + ", ".join(written) + "]"


def flow_mapping(fields: Mapping[str, FieldValue], *, json: bool) -> str:
    """A mapping on one line; ``json`` quotes its keys too."""
    pairs = (
        f"{quoted(key) if json else key}: {quoted(value) if isinstance(value, str) else flow_list(value, json=json)}"
        for key, value in fields.items()
    )
    return "{" + ", ".join(pairs) + "}"
