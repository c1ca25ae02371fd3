"""Whether two figures count the same, whether their numbers agree, and which of two counts is the later one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import inf
from typing import NamedTuple

from tui.evidence.figures.bounds import Bound
from tui.evidence.figures.figure import Figure
from tui.evidence.figures.noun_phrase import is_person

ABOUT = 0.1
"""How far *about* reaches on either side of its number, as a share of the number."""


class Match(StrEnum):
    """Whether two figures count the same."""

    SAME = "the same thing, and the same happened to it"
    PERHAPS = "the same thing, and one leaves open what happened to it"
    NOT = "something else"


class Relation(StrEnum):
    """What a figure of a passage is to a claim's."""

    AGREES = "agrees"
    DIFFERS = "differs"
    LATER = "later count"
    EARLIER = "earlier count"
    OTHER = "counts something else"


class Reach(NamedTuple):
    """The numbers from ``low`` to ``high`` for which a figure holds, and whether it holds for the two themselves."""

    low: float
    high: float
    with_low: bool = True
    with_high: bool = True

    def meets(self, other: Reach) -> bool:
        """Whether this reach does not end before the other begins."""
        return self.low < other.high or (self.low == other.high and self.with_low and other.with_high)

    def covers(self, other: Reach) -> bool:
        """Whether all of the other reach is in this one."""
        if self.low > other.low or (self.low == other.low and other.with_low and not self.with_low):
            return False
        return self.high > other.high or (self.high == other.high and (self.with_high or not other.with_high))


def match(ours: Figure, theirs: Figure) -> Match:
    """Whether two figures count the same: by one rate, in one unit, the same thing, to which the same happened."""
    if ours.per != theirs.per or ours.unit != theirs.unit:
        return Match.NOT
    return _match_measures(ours, theirs) if ours.unit else _match_counts(ours, theirs)


def _match_measures(ours: Figure, theirs: Figure) -> Match:
    if ours.things & theirs.things:
        return Match.SAME if ours.happened == theirs.happened else Match.PERHAPS
    return Match.NOT if (ours.things and theirs.things) or not ours.traits & theirs.traits else Match.PERHAPS


def _match_counts(ours: Figure, theirs: Figure) -> Match:
    have_other_traits = ours.traits and theirs.traits and not ours.traits & theirs.traits
    if ours.things != theirs.things or have_other_traits:
        return Match.NOT
    if ours.happened == theirs.happened:
        return Match.SAME
    if ours.happened & theirs.happened:  # casualties may be the dead or the hurt
        return Match.PERHAPS
    return Match.NOT if (ours.happened and theirs.happened) or is_person(ours.things) else Match.PERHAPS


def counting_the_same(ours: Figure, given: Iterable[Figure]) -> list[Figure]:
    """The figures of a passage that count what a claim's figure does; if none does, those that perhaps do."""
    found = [(theirs, match(ours, theirs)) for theirs in given]
    best = Match.SAME if any(how is Match.SAME for _, how in found) else Match.PERHAPS
    return [theirs for theirs, how in found if how is best]


def agree(ours: Figure, theirs: Figure) -> bool:
    """Whether a passage's figure and a claim's may be one number.

    The claim's bound is taken at its word: *at least 22* agrees with 25. So are a passage's rough words, as far as they
    go: *over a hundred* agrees with 108. But *at least 14* is how news gives the count of the hour: it differs from 22.
    """
    wanted, given = reach(ours), reach(theirs)
    if theirs.bound is Bound.AT_LEAST and theirs.high < inf:
        given = Reach(theirs.low, theirs.high)
    return wanted.meets(given) and given.meets(wanted)


def reach(figure: Figure) -> Reach:
    """The numbers for which a figure holds: from 20 to 22 for *20 to 22*, from 22 on for *at least 22*."""
    low, high = figure.low, figure.high
    if high == inf:
        return Reach(low * (1 - ABOUT), inf)  # dozens: whoever says that has not counted
    return {
        Bound.EXACTLY: Reach(low, high),
        Bound.ABOUT: Reach(low * (1 - ABOUT), high * (1 + ABOUT)),
        Bound.AT_LEAST: Reach(low, inf),
        Bound.MORE_THAN: Reach(low, inf, with_low=False),
        Bound.AT_MOST: Reach(0, high),
        Bound.FEWER_THAN: Reach(0, high, with_high=False),
    }[figure.bound]


def dated(date: str, as_of: str, published: str) -> tuple[Relation, str]:
    """Whether another number is an earlier or a later count than the claim's, and how its day is called.

    All three are ISO dates, ``as_of`` and ``published`` perhaps with less than a day or as ``start/end``; they are
    compared as far as both go. DIFFERS and no day where a date is missing, or where the days may be one.
    """
    when = as_of or published
    first, _, last = when.partition("/")
    last = last or first
    called = f"as of {as_of}" if as_of else f"in an article of {published[:10]}"
    if date and when:
        if last[:10] < date[: len(last[:10])]:
            return Relation.EARLIER, called
        if first[: len(date[:10])] > date[: len(first[:10])][:10]:
            return Relation.LATER, called
    return Relation.DIFFERS, ""
