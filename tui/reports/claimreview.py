"""The reviewed claims as ClaimReview, the schema.org vocabulary in which fact checks are published.

https://schema.org/ClaimReview. Search engines ask for the address of the page on which the review is published
(``url``); a dossier does not know that address, and the publisher adds it.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from tui.dossier.values.model import Claim, Dossier, Source, Stance
from tui.dossier.values.progress import ProgressCallback, each
from tui.evidence.coverage import Standing, entries_of, standing
from tui.reports.markdown import web_address

VALUES = {"true": 5, "mostly-true": 4, "mixed": 3, "mostly-false": 2, "false": 1}
"""Ratings as numbers from 1 to 5, the best; other ratings have no known place on such a scale."""
_ACTIVE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}
"""Characters that could end a script element of HTML, or begin markup in it, with their escapes."""


class Published(NamedTuple):
    """The claims as JSON-LD, and the numbers of claims that were left out."""

    text: str
    unreviewed: int
    stale: int


def claim_reviews(dossier: Dossier, report: ProgressCallback | None = None) -> Published:
    """A list of ClaimReview objects: one for each claim whose verdict still holds.

    The JSON is ASCII, and no text in it can end the script element of an HTML page into which a publisher puts it.
    """
    states = [standing(dossier, claim) for claim in each(dossier.claims, report, "writing claims")]
    holding = [claim for claim, state in zip(dossier.claims, states, strict=True) if state is Standing.REVIEWED]
    reviewed = [_review(dossier, claim) for claim in holding]
    text = json.dumps(reviewed, indent=2).translate(_ACTIVE)
    return Published(text + "\n", states.count(Standing.UNREVIEWED), states.count(Standing.STALE))


def _review(dossier: Dossier, claim: Claim) -> dict[str, object]:
    verdict = claim.verdict
    assert verdict is not None
    rating: dict[str, object] = {"@type": "Rating", "alternateName": verdict.rating}
    if verdict.rating in VALUES:
        rating |= {"ratingValue": VALUES[verdict.rating], "bestRating": 5, "worstRating": 1}
    made_in = claim.made_in and dossier.sources.get(claim.made_in.source)
    reviewed: dict[str, object] = {
        "@type": "Claim",
        "datePublished": claim.date,
        "author": {"@type": "Thing", "name": claim.claimant} if claim.claimant else "",  # a person or a body: not known
        "appearance": _work(made_in) if made_in else "",
    }
    speaking = entries_of(claim, Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT)
    sources = [dossier.sources[name] for name in dict.fromkeys(entry.source for entry in speaking)]
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "claimReviewed": claim.text,
            "reviewRating": rating,
            "reviewBody": verdict.rationale,
            "author": {"@type": "Person", "name": verdict.reviewer} if verdict.reviewer else "",
            "datePublished": verdict.reviewed,
            "itemReviewed": _filled(reviewed),
            "citation": [_work(source) for source in sources],
        }
    )


def _work(source: Source) -> dict[str, object]:
    """An article, with its address if the address is one of the web."""
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "author": source.author,
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else "",
            "datePublished": source.published,
            "url": web_address(source.url),
        }
    )


def _filled(fields: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value}
