"""The numbers *a*, *an*, *one* and *no*, which count only where a person would: *one person*, *no casualties*."""

from __future__ import annotations

from collections.abc import Sequence

from tui.evidence.figures.bounds import Bound, bound_before
from tui.evidence.figures.counted import counted_by, counted_in, is_total
from tui.evidence.figures.exclusions import counts_nothing, number_context
from tui.evidence.figures.lexicon import PEOPLE, lexicon, word_list
from tui.evidence.figures.mention import Counted, Mention, Partitive
from tui.evidence.figures.noun_phrase import NounPhrase, happened, is_person, phrase
from tui.evidence.figures.numbers import Number, Token
from tui.evidence.figures.quantities import Quantity

ARTICLES = frozenset({"a", "an"})
SINGLE = ARTICLES | {"one", "no"}
_NO_NUMBER = word_list("one-excluded")
"""Words before *one* that make it a pronoun."""
_BEHIND_UNIT = word_list("after-one-unit")
"""Words behind *one year* and the like with which it is a figure."""
_BETWEEN = frozenset({"%", "[", "“", '"'})
"""Signs that may stand between the number and its noun."""
_NEAR, _LONGEST = 6, 3
"""How far from an article a word for a thing stands, and a word for people in general."""


def single(pieces: Sequence[Token], at: int) -> tuple[Mention | None, int]:
    """The mention that begins with *a*, *an*, *one* or *no* at a token, and where to read on; None if none counts."""
    nothing = None, at + 1
    quantity = _quantity(pieces, at) if at + 1 < len(pieces) else None
    if quantity is None:
        return nothing
    word, following = pieces[at].text, pieces[at + 1]
    if word == "one" and following.text == "of" and is_total(pieces, at + 2):
        counted = Counted(NounPhrase(at + 1, at + 1), partitive=Partitive.OF_TOTAL)
        return Mention(quantity, counted), at + 1
    if word == "no" and following.text == "one":
        counted = Counted(NounPhrase(at + 1, at + 2, (at + 1,), own=False))
        return Mention(quantity._replace(end=at + 2), counted, is_weak=True), at + 2
    if following.kind != "word" and following.text not in _BETWEEN:
        return nothing
    if word == "one":
        if at and pieces[at - 1].text in _NO_NUMBER:
            return nothing
        if unit := lexicon().units.get(following.text):
            return _one_unit(pieces, at, quantity, unit)
    counted = counted_in(pieces, phrase(pieces, at + 1, single=word != "no"))
    if _counts_nothing(pieces, at, quantity, counted):
        return nothing
    return Mention(quantity, counted, is_weak=word != "one"), at + 1


def _quantity(pieces: Sequence[Token], at: int) -> Quantity | None:
    """The number with its bound: 0 of *no*, *not one* and *not a single*; None where it is clear that none is meant."""
    word = pieces[at].text
    if word in ARTICLES and not any(piece.text in lexicon().things for piece in pieces[at + 1 : at + _NEAR]):
        return None
    is_negated = at > 0 and pieces[at - 1].text == "not"
    if is_negated and word != "one" and pieces[at + 1].text != "single":
        return None
    value = 0.0 if is_negated or word == "no" else 1.0
    bound, start = bound_before(pieces, at)
    return Quantity(Number(value, value, at + 1), bound, at - 1 if is_negated else start, at + 1)


def _one_unit(pieces: Sequence[Token], at: int, quantity: Quantity, unit: str) -> tuple[Mention | None, int]:
    """*One dollar*, *one year after*, *at least one mile*; but not *one day we will*."""
    behind = pieces[at + 2].text if at + 2 < len(pieces) else ""
    is_money = unit == "percent" or unit in lexicon().money
    if not is_money and behind not in _BEHIND_UNIT and quantity.bound is Bound.EXACTLY:
        return None, at + 2
    measured = quantity._replace(unit=unit, unit_end=at + 2)
    return Mention(measured, counted_by(pieces, measured)), at + 2


def _counts_nothing(pieces: Sequence[Token], at: int, quantity: Quantity, counted: Counted) -> bool:
    """Whether a single thing is no count: *a* and *no* count people and what happens to them, *a* people near it."""
    word, heads = pieces[at].text, counted.noun.heads
    if not heads:
        return True
    if word == "one":
        return counts_nothing(number_context(pieces, quantity.start, at, at + 1))
    is_people = is_person(counted.things)
    if word == "no":
        return not is_people and not happened(pieces, heads[-1]) & lexicon().to_people
    is_far = counted.things == {PEOPLE} and heads[-1] - at > _LONGEST
    return counted.is_outcome or not is_people or is_far
