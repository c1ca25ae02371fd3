"""The dossier as values: what the claims file and the articles say, and nothing that can be derived from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tui.dossier.values.article import Article
from tui.dossier.values.text import fingerprint, fold_space

DEFAULT_SCALE = ("true", "mostly-true", "mixed", "mostly-false", "false", "outdated", "unverifiable")
KINDS = ("own-reporting", "agency", "translation", "aggregation", "ai-generated", "official", "other")
CAUTIONS = (
    "unanswered-contradiction",
    "one-origin",
    "claimant-only",
    "attributed-only",
    "ai-only",
    "open-sources",
    "later-evidence",
    "no-rationale",
    "against-evidence",
)

FieldValue = str | tuple[str, ...]
"""The value of a field in the claims file: a text or a list of texts."""


class Stance(StrEnum):
    """What a piece of evidence does to a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"
    SILENT = "silent"


class Source(NamedTuple):
    """One article with what is known about it. ``article`` is None where its file is missing or can't be read."""

    id: str
    file: str
    title: str
    article: Article | None
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    kind: str = ""
    origin: str = ""
    language: str = ""
    note: str = ""
    skip: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a person calls it: its publisher, else its id."""
        return self.publisher or self.id


class Quote(NamedTuple):
    """The words of a passage and what picks their place (W3C Web Annotation, TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Evidence(NamedTuple):
    """A quote from a source with its stance; ``quote`` is None where the source is silent."""

    source: str
    stance: Stance
    quote: Quote | None = None
    attributed_to: str = ""
    as_of: str = ""
    translation: str = ""
    note: str = ""


class MadeIn(NamedTuple):
    """Where a claim was made. Never counted as support."""

    source: str
    quote: Quote | None = None


class Verdict(NamedTuple):
    """A rating with its reason. ``of`` and ``on`` remember what was judged; empty where that is unknown."""

    rating: str
    rationale: str = ""
    reviewer: str = ""
    reviewed: str = ""
    of: str = ""
    on: str = ""


class Claim(NamedTuple):
    """One proposition that can be checked."""

    id: str
    text: str
    claimant: str = ""
    date: str = ""
    made_in: MadeIn | None = None
    tags: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict | None = None

    @property
    def wording_hash(self) -> str:
        """What a verdict remembers as ``of``: the words that were judged."""
        return fingerprint(fold_space(self.text))

    @property
    def evidence_hash(self) -> str:
        """What a verdict remembers as ``on``: source, stance and quote of each entry, in no order."""
        entries = sorted(
            (entry.source, entry.stance.value, fold_space(entry.quote.exact) if entry.quote else "")
            for entry in self.evidence
        )
        return fingerprint("\n".join("\t".join(entry) for entry in entries))


@dataclass(frozen=True)
class Dossier:
    """One claims file with its articles: all that is being checked together."""

    path: Path
    title: str
    scale: tuple[str, ...]
    sources: Mapping[str, Source] = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)
    positions: Mapping[str, int] = field(repr=False, compare=False)
    """Where each claim stands, by id."""
    articles: Path | None = None
    """The folder of the articles, where one is named."""
    is_whole: bool = True
    """Whether all its articles were read; where not, it has the sources that the claims file lists, and no other."""

    @cached_property
    def reviewed_count(self) -> int:
        """How many claims have a verdict."""
        return sum(claim.verdict is not None for claim in self.claims)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What a reader calls each source, by id: its publisher; with its id, where another has the same publisher."""
        counts = Counter(source.name for source in self.sources.values())
        return {
            source.id: source.name if counts[source.name] == 1 else f"{source.name} ({source.id})"
            for source in self.sources.values()
        }

    def claim(self, claim_id: str) -> Claim:
        """The claim of an id; a KeyError where there is none."""
        return self.claims[self.positions[claim_id]]

    def find(self, claim_id: str) -> Claim | None:
        """The claim of an id, where there is one."""
        at = self.positions.get(claim_id)
        return None if at is None else self.claims[at]

    def with_claim(self, claim: Claim) -> Dossier:
        """The dossier with one claim replaced by another of the same id."""
        at = self.positions[claim.id]
        changed = replace(self, claims=(*self.claims[:at], claim, *self.claims[at + 1 :]))
        if "names" in vars(self):  # the sources are the same: of thousands, names are not to be made at each decision
            vars(changed)["names"] = self.names
        return changed
