"""A number of a text while it is being read: each step takes the values of the step before and changes none."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from tui.evidence.figures.lexicon import NO_CLASSES
from tui.evidence.figures.noun_phrase import NounPhrase
from tui.evidence.figures.predicates import NO_PREDICATE, Predicate
from tui.evidence.figures.quantities import Quantity
from tui.evidence.figures.rates import Rate


class Partitive(Enum):
    """How the words behind a number say of what it counts a part."""

    NONE = auto()
    OF_TOTAL = auto()
    """*21 of the 49*: the whole is the next number."""
    OF_THEM = auto()
    """*15 of them*: the whole is a number before."""


class Counted(NamedTuple):
    """What a number counts."""

    noun: NounPhrase
    things: frozenset[str] = NO_CLASSES
    traits: frozenset[str] = NO_CLASSES
    partitive: Partitive = Partitive.NONE
    is_outcome: bool = False
    """Whether the noun itself says what happened: *22 deaths*."""


class Mention(NamedTuple):
    """A number with what it counts, what happened to that, and its rate."""

    quantity: Quantity
    counted: Counted
    is_weak: bool = False
    """Of *a*, *one* and *no*: a figure only where something happened to people."""
    rate: Rate = Rate()
    predicate: Predicate = NO_PREDICATE
    whole: int | None = None
    """Which mention it is a part of, by its number among all that were read."""

    @property
    def noun_end(self) -> int:
        """The end of the number, its unit, and its noun phrase if that has a noun of its own."""
        return max(self.quantity.last, self.counted.noun.end if self.counted.noun.own_heads else 0)
