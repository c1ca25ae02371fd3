"""What neighbouring numbers have from each other: *14 adults and two children dead*, *of which 15 were children*.

Each step takes two neighbours as they are by then, and gives back new values.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.evidence.figures.lexicon import word_list
from tui.evidence.figures.mention import Mention, Partitive
from tui.evidence.figures.noun_phrase import things
from tui.evidence.figures.numbers import Token
from tui.evidence.figures.predicates import (
    NO_PREDICATE,
    ends_between,
    is_of_group,
    people_behind,
    predicate_after,
)

_PLACING = word_list("placing")
_JOINTS = ([","], ["and"], [",", "and"], ["or"], ["&"])
_NEAR, _NEAR_TOTAL = 16, 4
"""Tokens between a number and the one that it is a part of; between *21 of* and its whole."""


def coordinated(pieces: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with what they share: first each from the one behind it, then each from the one before it."""
    found = list(mentions)
    for at in range(len(found) - 2, -1, -1):
        found[at : at + 2] = _from_following(pieces, found[at], found[at + 1], at + 1)
    for at in range(1, len(found)):
        found[at] = _from_previous(pieces, found[at], found[at - 1], at - 1)
    return found


def _from_following(
    pieces: Sequence[Token], mention: Mention, following: Mention, number: int
) -> tuple[Mention, Mention]:
    """A mention and the one behind it, of that number, with what the first has from the second."""
    is_part = mention.counted.partitive is Partitive.OF_TOTAL
    if is_part and following.quantity.start - mention.quantity.end <= _NEAR_TOTAL:
        return _part_of_total(pieces, mention, following, number)
    has_own = mention.predicate.classes or following.counted.is_outcome or _says_where(pieces, mention)
    if not has_own and _are_joined(pieces, mention, following):
        mention = _sharing(mention, following)
    return mention, following


def _part_of_total(pieces: Sequence[Token], mention: Mention, whole: Mention, number: int) -> tuple[Mention, Mention]:
    """A part and its whole: *21 of the 49 hostages were freed* says of the 21 what happened, not of the 49.

    Where the noun of the whole says what happened, both have it; the part has another predicate if one follows:
    *two of the 22 dead*, *one of the 12 hostages was freed*.
    """
    noun = mention.counted.noun._replace(heads=whole.counted.noun.own_heads, own=False)
    counted = mention.counted._replace(noun=noun, things=whole.counted.things, traits=whole.counted.traits)
    part = mention._replace(counted=counted, whole=number)
    if part.predicate.classes:
        return part, whole
    part = _sharing(part, whole)
    if not whole.counted.is_outcome:
        return part, whole._replace(predicate=NO_PREDICATE)
    behind = predicate_after(pieces, whole.counted.noun.end)
    return (part if behind is None else part._replace(predicate=behind._replace(own=False))), whole


def _from_previous(pieces: Sequence[Token], mention: Mention, previous: Mention, number: int) -> Mention:
    """A mention with what it has from the one before it, of that number."""
    start, end = mention.quantity.start, previous.quantity.end
    is_grouped = is_of_group(pieces, start)
    if mention.quantity.unit or previous.quantity.unit or (mention.is_weak and is_grouped):
        return mention
    is_near = start - end < _NEAR and not ends_between(pieces, end, start)
    is_of_them = mention.counted.partitive is Partitive.OF_THEM and not mention.counted.is_outcome
    if is_near and (is_grouped or is_of_them):
        mention = _part_of(mention, previous, number)
    elif not mention.predicate.classes and _are_joined(pieces, previous, mention):
        mention = _sharing(mention, previous)
    if mention.counted.noun.own_heads or mention.counted.things:
        return mention
    return _counting_from_previous(pieces, mention, previous, number, is_near=is_near)


def _counting_from_previous(
    pieces: Sequence[Token], mention: Mention, previous: Mention, number: int, *, is_near: bool
) -> Mention:
    """A mention without a noun, with what it counts: *30,000 more*, *of which 15 were children*, *15 of them*."""
    counted = mention.counted
    if is_near and mention.predicate.classes and previous.counted.things and _is_more(pieces, mention):
        return mention._replace(counted=counted._replace(things=previous.counted.things))
    people = people_behind(pieces, mention.quantity.end) if is_near else None
    if people is not None:
        named = counted._replace(noun=people, things=things(pieces, people.heads))
        return _part_of(mention._replace(counted=named), previous, number)
    if counted.partitive is not Partitive.OF_THEM:
        return mention
    named = counted._replace(things=previous.counted.things, traits=previous.counted.traits)
    return mention._replace(counted=named, whole=number)


def _is_more(pieces: Sequence[Token], mention: Mention) -> bool:
    """Whether a number counts more of what was counted before: *12,000 homes, and 30,000 more were damaged*."""
    quantity = mention.quantity
    is_followed = quantity.end < len(pieces) and pieces[quantity.end].text == "more"
    return is_followed or pieces[quantity.start].text == "another"


def _part_of(mention: Mention, whole: Mention, number: int) -> Mention:
    """A mention as a part of another, with that one's predicate if it has none of its own."""
    part = mention._replace(whole=number)
    return part if part.predicate.classes else _sharing(part, whole)


def _sharing(mention: Mention, other: Mention) -> Mention:
    """A mention without a predicate, with that of another."""
    if not other.predicate.classes:
        return mention
    return mention._replace(predicate=other.predicate._replace(own=False))


def _says_where(pieces: Sequence[Token], mention: Mention) -> bool:
    """Whether a number counts places of what is counted next: *in 114 countries, and 4,291 people died*."""
    start = mention.quantity.start
    return start > 0 and pieces[start - 1].text in _PLACING


def _are_joined(pieces: Sequence[Token], one: Mention, other: Mention) -> bool:
    """Whether nothing but an *and* or a comma stands between the nouns of one number and the next number."""
    if not one.counted.noun.own_heads or not other.counted.noun.own_heads:
        return False
    start = max(one.quantity.end, one.counted.noun.end)
    return [piece.text for piece in pieces[start : other.quantity.start]] in _JOINTS
