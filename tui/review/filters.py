"""Filters: the claims that are shown, and the parts of a claim in which words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tui.dossier.values.model import Claim, Dossier, Stance
from tui.evidence.coverage import Standing, entries_of, open_count, standing

States = dict[str, Callable[[Dossier, Claim], bool]]
STATES: States = {
    "unreviewed": lambda _, claim: claim.verdict is None,
    "reviewed": lambda _, claim: claim.verdict is not None,
    "stale": lambda dossier, claim: (
        standing(dossier, claim) is Standing.STALE if dossier.is_whole else claim.verdict is not None
    ),
    "open": lambda dossier, claim: not dossier.is_whole or open_count(dossier, claim) > 0,
    "contested": lambda _, claim: bool(entries_of(claim, Stance.SUPPORTS) and entries_of(claim, Stance.CONTRADICTS)),
    "no-evidence": lambda _, claim: not entries_of(claim, Stance.SUPPORTS, Stance.CONTRADICTS),
}
"""The states of ``is:``, each with its test."""
OF_ARTICLES = frozenset({"stale", "open"})
"""The states that are known once all articles are read; until then, claims that may have the state are shown."""


class Filter(NamedTuple):
    """Shows the claims that have every state, every tag and every word of a text."""

    text: str = ""
    """The filter as it was typed: ``is:open tag:toll belgorod``."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The states of the filter that do not exist."""
        return tuple(term[3:] for term in self._terms if term.startswith("is:") and not self._state(term[3:]))

    def unknown_tags(self, tags: Iterable[str]) -> tuple[str, ...]:
        """The tags of the filter with which none of the given tags begins."""
        known = {tag.casefold() for tag in tags}
        wanted = (term[4:] for term in self._terms if term.startswith("tag:"))
        return tuple(tag for tag in wanted if not any(other.startswith(tag) for other in known))

    @property
    def asks_articles(self) -> bool:
        """Whether the shown claims are known only once all articles are read."""
        asked = (term[3:] for term in self._terms if term.startswith("is:"))
        return any(name and state.startswith(name) for name in asked for state in OF_ARTICLES)

    @property
    def _terms(self) -> list[str]:
        return self.text.casefold().split()

    @staticmethod
    def _state(name: str) -> Callable[[Dossier, Claim], bool] | None:
        """The test of a state, found by its name or the beginning of its name."""
        return next((test for state, test in STATES.items() if name and state.startswith(name)), None)

    def __call__(self, dossier: Dossier, claim: Claim) -> bool:
        """Whether a claim is shown."""
        for term in self._terms:
            kind, colon, rest = term.partition(":")
            if colon and kind == "is":
                test = self._state(rest)
                if test is None or not test(dossier, claim):
                    return False
            elif colon and kind == "tag":
                if not any(tag.casefold().startswith(rest) for tag in claim.tags):
                    return False
            elif not mentions(claim, term):
                return False
        return True


def mentions(claim: Claim, words: str) -> bool:
    """Whether words stand in a claim: its text, id, claimant, tags, verdict, or its evidence."""
    return bool(where_mentioned(claim, words))


def where_mentioned(claim: Claim, words: str) -> str:
    """The first part of a claim in which words stand, in a word or two; empty where they stand in none."""
    verdict = claim.verdict
    parts = [("text", claim.text), ("id", claim.id), ("its claimant", claim.claimant)]
    parts += [("a tag", tag) for tag in claim.tags]
    parts += [("its verdict", part) for part in (verdict.rating, verdict.rationale)] if verdict else []
    for entry in claim.evidence:
        texts = (entry.source, entry.quote.exact if entry.quote else "", entry.attributed_to, entry.note)
        parts += [("its evidence", text) for text in texts]
    return next((where for where, text in parts if words.casefold() in text.casefold()), "")
