"""Which claims are shown, and which comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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


OF_ARTICLES = frozenset({"stale", "open"})
"""The states that are known when all articles are read; until then, what may be so is shown."""


class Filter(NamedTuple):
    """What a claim must have to be shown: every state, every tag, every word."""

    text: str = ""
    """As it was typed: ``is:open tag:toll belgorod``."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The states in it that there are not."""
        return tuple(term[3:] for term in self._terms if term.startswith("is:") and not self._state(term[3:]))

    def unknown_tags(self, tags: Iterable[str]) -> tuple[str, ...]:
        """The tags in it with which none of some tags begins."""
        known = {tag.casefold() for tag in tags}
        wanted = (term[4:] for term in self._terms if term.startswith("tag:"))
        return tuple(tag for tag in wanted if not any(other.startswith(tag) for other in known))

    @property
    def asks_articles(self) -> bool:
        """Whether it is known only when all articles are read which claims it lets through."""
        asked = (term[3:] for term in self._terms if term.startswith("is:"))
        return any(name and state.startswith(name) for name in asked for state in OF_ARTICLES)

    @property
    def _terms(self) -> list[str]:
        return self.text.casefold().split()

    @staticmethod
    def _state(name: str) -> Callable[[Dossier, Claim], bool] | None:
        """A state by its name or the beginning of it."""
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
    """Whether some words stand in a claim: its text, id, claimant, tags, verdict, or its evidence."""
    return bool(where_mentioned(claim, words))


def where_mentioned(claim: Claim, words: str) -> str:
    """In which part of a claim some words stand, in a word or two; empty where they don't."""
    verdict = claim.verdict
    parts = [("text", claim.text), ("id", claim.id), ("its claimant", claim.claimant)]
    parts += [("a tag", tag) for tag in claim.tags]
    parts += [("its verdict", said) for said in (verdict.rating, verdict.rationale)] if verdict else []
    for entry in claim.evidence:
        said = (entry.source, entry.quote.exact if entry.quote else "", entry.attributed_to, entry.note)
        parts += [("its evidence", words) for words in said]
    return next((where for where, said in parts if words.casefold() in said.casefold()), "")


def next_where(count: int, current: int, wanted: Callable[[int], bool], step: int = 1) -> int | None:
    """The next place after the current one, going round the end, at which something is so."""
    for distance in range(1, count + 1):
        at = (current + step * distance) % count
        if wanted(at):
            return at
    return None


def next_stale(dossier: Dossier, shown: Sequence[int], cursor: int, step: int = 1) -> int | None:
    """The place among the shown claims of the next one whose verdict is stale; None where there is none."""

    def is_stale(place: int) -> bool:
        return standing(dossier, dossier.claims[shown[place]]) is Standing.STALE

    return next_where(len(shown), cursor, is_stale, step)


def next_unreviewed(
    dossier: Dossier, shown: Sequence[int], cursor: int, step: int = 1, postponed: Iterable[str] = ()
) -> int | None:
    """The place among the shown claims of the next one without a verdict; None where all have one.

    Postponed ones come when there is nothing else, in the order in which they were.
    """

    def waits(place: int) -> bool:
        claim = dossier.claims[shown[place]]
        return claim.verdict is None and claim.id not in postponed

    found = next_where(len(shown), cursor, waits, step)
    if found is not None:
        return found
    places = {claim.id: place for place, at in enumerate(shown) if (claim := dossier.claims[at]).verdict is None}
    late = [places[claim] for claim in postponed if claim in places]
    if not late:
        return None
    return late[(late.index(cursor) + step) % len(late)] if cursor in late else late[0 if step > 0 else -1]
