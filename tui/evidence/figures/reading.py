"""The numbers of a text with what each counts, what happened to that, and its rate, each read by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.evidence.figures.counted import counted_by
from tui.evidence.figures.lexicon import PEOPLE
from tui.evidence.figures.mention import Mention, Partitive
from tui.evidence.figures.noun_phrase import NounPhrase, happened, things
from tui.evidence.figures.numbers import NUMBER_WORDS, Token, number
from tui.evidence.figures.predicates import (
    NO_PREDICATE,
    Predicate,
    Toll,
    predicate_after,
    predicate_before,
    predicate_of_group,
    predicate_within,
    toll,
)
from tui.evidence.figures.quantities import quantity
from tui.evidence.figures.rates import rate_after, rate_at, rate_before
from tui.evidence.figures.single import SINGLE, single

_OF_MEASURE = 3
"""Words between a measure and its rate: *300 tonnes of grain a day*."""


def read_mentions(text: str, pieces: Sequence[Token]) -> list[Mention]:
    """The numbers of a text that may count or measure something, in order."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number" or piece.text in NUMBER_WORDS]
    found: list[Mention] = []
    end = 0
    for at in numbers:
        if at < end:  # within the number before
            continue
        mention, end = _read(text, pieces, at)
        if mention is not None:
            found.append(_with_rate_behind(text, pieces, _with_predicate(pieces, mention)))
    return found


def _read(text: str, pieces: Sequence[Token], at: int) -> tuple[Mention | None, int]:
    """The mention that begins at a token, with its noun and the rate beside it, and where to read on."""
    read = number(text, pieces, at)
    if pieces[at].text in SINGLE and (read is None or read.end == at + 1):
        return single(pieces, at)
    if read is None:
        return None, at + 1
    found, end = quantity(text, pieces, at, read)
    if found is None:
        return None, end
    return _with_rate(text, pieces, Mention(found, counted_by(pieces, found))), end


def _with_rate(text: str, pieces: Sequence[Token], mention: Mention) -> Mention:
    """A mention with the rate behind its noun, or behind what its measure is of; else with the one before it."""
    at = mention.noun_end
    is_of = bool(mention.quantity.unit) and at < len(pieces) and pieces[at].text == "of"
    for step in range(at, at + (_OF_MEASURE if is_of else 0) + 1):
        if (rate := rate_at(text, pieces, step)).per:
            return mention._replace(rate=rate)
    rate = rate_before(pieces, mention.quantity.start)
    return mention._replace(rate=rate) if rate.per else mention


def _with_rate_behind(text: str, pieces: Sequence[Token], mention: Mention) -> Mention:
    """A mention without a rate with the one behind its predicate, or some words farther."""
    if mention.rate.per:
        return mention
    at = mention.noun_end
    if mention.predicate.own and mention.predicate.at >= at:
        at = mention.predicate.at + 1
        rate = rate_at(text, pieces, at)
        if rate.per:
            return mention._replace(rate=rate)
    return mention._replace(rate=rate_after(text, pieces, at))


def _with_predicate(pieces: Sequence[Token], mention: Mention) -> Mention:
    """A mention with what happened: from words beside it, else from a toll, a group or its own noun."""
    quantity, counted = mention.quantity, mention.counted
    if quantity.unit and not (quantity.unit == "percent" and counted.things):
        return mention
    if found := _first(_BESIDE, pieces, mention):
        return mention._replace(predicate=found)
    is_alone = counted.partitive is Partitive.NONE and counted.things <= {PEOPLE}
    if is_alone and (counting := toll(pieces, quantity.start)) is not None:
        mention = _of_toll(pieces, mention, counting)
    if mention.predicate.own:
        return mention
    found = _first(_ELSEWHERE, pieces, mention)
    return mention._replace(predicate=found) if found else mention


def _of_toll(pieces: Sequence[Token], mention: Mention, counting: Toll) -> Mention:
    """A mention that counts a toll: with what happened, and with the nouns of the toll if it has none of its own."""
    found = Predicate(counting.classes, counting.at, own=True) if counting.classes else NO_PREDICATE
    if not counting.heads or mention.counted.noun.own_heads or (found.own and counting.at in counting.heads):
        return mention._replace(predicate=found)
    end = mention.quantity.end
    noun = NounPhrase(end, end, counting.heads, own=False)
    counted = mention.counted._replace(noun=noun, things=things(pieces, counting.heads))
    return mention._replace(counted=counted, predicate=found)


def _of_noun(pieces: Sequence[Token], mention: Mention) -> Predicate | None:
    """*22 deaths*."""
    if not mention.counted.is_outcome:
        return None
    head = mention.counted.noun.heads[-1]
    return Predicate(happened(pieces, head), head, own=True)


def _before(pieces: Sequence[Token], mention: Mention) -> Predicate | None:
    """*killed 22 people*."""
    return predicate_before(pieces, mention.quantity.start)


def _after(pieces: Sequence[Token], mention: Mention) -> Predicate | None:
    """*22 people were killed*; of *21 of the 49 were freed*, the words are read for the 49."""
    if mention.counted.partitive is Partitive.OF_TOTAL:
        return None
    return predicate_after(pieces, max(mention.counted.noun.end, mention.quantity.unit_end, mention.rate.end))


def _within(pieces: Sequence[Token], mention: Mention) -> Predicate | None:
    """*40 injured people*."""
    return predicate_within(pieces, mention.counted.noun)


def _of_group(pieces: Sequence[Token], mention: Mention) -> Predicate | None:
    """*Among the dead were two children*."""
    return predicate_of_group(pieces, mention.quantity.start)


def _of_lives(pieces: Sequence[Token], mention: Mention) -> Predicate | None:
    """*22 lives*."""
    heads = mention.counted.noun.own_heads
    if not any(pieces[head].text in {"lives", "life"} for head in heads):
        return None
    return Predicate(frozenset({"dead"}), heads[-1], own=True)


_Finder = Callable[[Sequence[Token], Mention], Predicate | None]
_BESIDE: tuple[_Finder, ...] = (_of_noun, _before, _after, _within)
_ELSEWHERE: tuple[_Finder, ...] = (_of_group, _of_lives)


def _first(finders: Sequence[_Finder], pieces: Sequence[Token], mention: Mention) -> Predicate | None:
    """What the first of some finders finds."""
    for find in finders:
        if found := find(pieces, mention):
            return found
    return None
