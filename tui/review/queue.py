"""Which claims are shown, and which comes next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import NamedTuple

from tui.dossier.model import Claim, Dossier, Stance
from tui.evidence.coverage import Standing, entries_of, open_count, standing

States = dict[str, Callable[[Dossier, Claim], bool]]
STATES: States = {
    "unreviewed": lambda _, claim: claim.verdict is None,
    "reviewed": lambda _, claim: claim.verdict is not None,
    "stale": lambda dossier, claim: standing(dossier, claim) is Standing.STALE,
    "open": lambda dossier, claim: open_count(dossier, claim) > 0,
    "contested": lambda _, claim: bool(entries_of(claim, Stance.SUPPORTS) and entries_of(claim, Stance.CONTRADICTS)),
    "no-evidence": lambda _, claim: not entries_of(claim, Stance.SUPPORTS, Stance.CONTRADICTS),
}


class Filter(NamedTuple):
    """What a claim must have to be shown: every state, every tag, every word."""

    text: str = ""
    """As it was typed: ``is:open tag:toll belgorod``."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The states in it that there are not."""
        return tuple(term[3:] for term in self._terms if term.startswith("is:") and not self._state(term[3:]))

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


def mentions(claim: Claim, word: str) -> bool:
    """Whether a word stands in a claim: its id, text, claimant, rating, rationale, or the words of its evidence."""
    verdict = claim.verdict
    parts = [claim.id, claim.text, claim.claimant, *claim.tags]
    parts += [verdict.rating, verdict.rationale] if verdict else []
    for entry in claim.evidence:
        parts += [entry.source, entry.quote.exact if entry.quote else "", entry.attributed_to, entry.note]
    return any(word.casefold() in part.casefold() for part in parts)


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
    dossier: Dossier, shown: Sequence[int], cursor: int, step: int = 1, postponed: Collection[str] = ()
) -> int | None:
    """The place among the shown claims of the next one without a verdict; None where all have one.

    Postponed ones come when there is nothing else.
    """

    def waits(place: int, *, late: bool) -> bool:
        claim = dossier.claims[shown[place]]
        return claim.verdict is None and (claim.id in postponed) is late

    found = next_where(len(shown), cursor, partial(waits, late=False), step)
    return next_where(len(shown), cursor, partial(waits, late=True), step) if found is None else found
