"""The dossier as values: what the claims file and the articles state. Whatever can be derived is derived elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, NamedTuple, get_origin, get_type_hints

from tui.dossier.values.article import Article
from tui.dossier.values.problems import Problem
from tui.dossier.values.source_field import FieldForm, SourceField
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
    """How a piece of evidence bears on a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"
    SILENT = "silent"


class Source(NamedTuple):
    """One article and the facts known about it; a field without a value is empty.

    The claims file and an article's front matter each describe a source, in part; :meth:`completed_by` joins the parts.
    A field with a :class:`SourceField` can be written in both; to add a field, add it here.
    """

    id: str
    file: str
    """The name of the article's file inside the articles folder."""
    title: Annotated[str, SourceField("The headline. Default: the first line that is not blank.", label="Title")] = ""
    article: Article | None = None
    """None where the file is missing or can't be read."""
    publisher: Annotated[
        str, SourceField("Who published it.", label="Publisher", hint="by which it is called on the screen")
    ] = ""
    author: Annotated[str, SourceField("Who wrote it.", label="Author")] = ""
    published: Annotated[
        str,
        SourceField(
            "When it was published. A day (2023-12-31) or a month (2023-12).", FieldForm.DATE, label="Published"
        ),
    ] = ""
    url: Annotated[
        str,
        SourceField(
            "Its address; only http and https become links.",
            FieldForm.ADDRESS,
            label="Address",
            hint="where it can be read: http or https",
        ),
    ] = ""
    kind: Annotated[str, SourceField("What kind of source it is.", choices=KINDS, label="Kind")] = ""
    origin: Annotated[
        str,
        SourceField(
            "Whose reporting it carries: an agency, another outlet. Sources of one origin are not independent.",
            label="Origin",
            hint="whose reporting it carries, as an agency; sources of one origin are one voice",
        ),
    ] = ""
    language: Annotated[
        str,
        SourceField("The language of the article, as a code: en, ru.", label="Language", hint="en, uk, ru …"),
    ] = ""
    note: Annotated[
        str,
        SourceField(
            "From what kind and origin were concluded, and what else a colleague should know.",
            label="Note",
            hint="from what kind and origin were concluded",
        ),
    ] = ""
    skip: Annotated[tuple[str, ...], SourceField("Quotes of stretches that are no article text.", FieldForm.LIST)] = ()

    @property
    def name(self) -> str:
        """The source's name for a reader: its publisher, else its id."""
        return self.publisher or self.id

    def completed_by(self, other: Source) -> Source:
        """The source, with its empty fields filled from another description of it; id and file stay."""
        fields = zip(self, other, strict=True)
        return Source._make(own or others for own, others in fields)._replace(id=self.id, file=self.file)

    def with_field(self, name: str, value: FieldValue) -> Source:
        """The source with the value of one field replaced; ``name`` is a key of :data:`SOURCE_FIELDS`."""
        fields = zip(Source._fields, self, strict=True)
        return Source._make(value if field == name else before for field, before in fields)


SOURCE_FIELDS: Mapping[str, SourceField] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Source, include_extras=True).items()
    if get_origin(hint) is Annotated
}
"""The fields that can be written of a source, by name, in the order in which they are written."""


class Quote(NamedTuple):
    """The words of a passage, with the words before and after where they choose its place.

    As in the W3C's TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector).
    """

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
    """A rating with its reason; a field without a value is empty."""

    rating: str
    rationale: str = ""
    reviewer: str = ""
    reviewed: str = ""
    """When, in UTC, as an ISO date with a time."""
    of: str = ""
    """The :attr:`Claim.wording_hash` of the claim that was judged."""
    on: str = ""
    """The :attr:`Claim.evidence_hash` of the claim that was judged."""


class Claim(NamedTuple):
    """One proposition that can be checked; a field without a value is empty."""

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
        """A fingerprint of the text, white space folded; :attr:`Verdict.of` keeps it."""
        return fingerprint(fold_space(self.text))

    @property
    def evidence_hash(self) -> str:
        """A fingerprint of source, stance and quote of each entry, in any order; :attr:`Verdict.on` keeps it."""
        entries = sorted(
            (entry.source, entry.stance.value, fold_space(entry.quote.exact) if entry.quote else "")
            for entry in self.evidence
        )
        return fingerprint("\n".join("\t".join(entry) for entry in entries))


@dataclass(frozen=True)
class Dossier:
    """One claims file with its articles: everything that is checked together."""

    path: Path
    title: str
    scale: tuple[str, ...]
    sources: Mapping[str, Source] = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)
    positions: Mapping[str, int] = field(repr=False, compare=False)
    """The index of each claim in ``claims``, by id."""
    articles: Path | None = None
    """The folder of the articles; None where the claims file names none."""
    outside: str = ""
    """The value of ``articles`` where it leads out of the dossier's folder, by its path or by a link; else empty."""
    is_whole: bool = True
    """Whether all articles were read; if not, ``sources`` has only those that the claims file lists."""
    problems: tuple[Problem, ...] = field(default=(), repr=False, compare=False)
    """Problems that did not keep the file and its articles from being read, with the lines of that reading."""

    @cached_property
    def reviewed_count(self) -> int:
        """The number of claims with a verdict."""
        return sum(claim.verdict is not None for claim in self.claims)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each source for a reader, by id; the id is added where sources share a name."""
        counts = Counter(source.name for source in self.sources.values())
        return {
            source.id: source.name if counts[source.name] == 1 else f"{source.name} ({source.id})"
            for source in self.sources.values()
        }

    def claim(self, claim_id: str) -> Claim:
        """The claim with an id. Raises KeyError where there is none."""
        return self.claims[self.positions[claim_id]]

    def find(self, claim_id: str) -> Claim | None:
        """The claim with an id; None where there is none."""
        at = self.positions.get(claim_id)
        return None if at is None else self.claims[at]

    def with_claim(self, claim: Claim) -> Dossier:
        """The dossier with the claim of the same id replaced. Raises KeyError where there is none."""
        at = self.positions[claim.id]
        changed = replace(self, claims=(*self.claims[:at], claim, *self.claims[at + 1 :]))
        if "names" in vars(self):  # kept, as the sources are: names of thousands would take long at each decision
            vars(changed)["names"] = self.names
        return changed
