"""What a quantity counts, from the words behind it: *22 people*, *15 of them*, *40% of the homes*."""

from __future__ import annotations

from collections.abc import Sequence

from tui.evidence.figures.exclusions import is_month
from tui.evidence.figures.lexicon import lexicon, word_list
from tui.evidence.figures.mention import Counted, Partitive
from tui.evidence.figures.noun_phrase import NounPhrase, happened, is_small, phrase, things, traits
from tui.evidence.figures.numbers import Token
from tui.evidence.figures.quantities import Quantity
from tui.evidence.search.numerals import SMALL, TENS
from tui.evidence.search.words import stem

_ANTECEDENT, _DETERMINER, _OF_MEASURE = word_list("antecedent"), word_list("determiner"), word_list("of-measure")
_NEAR = 6
"""Tokens before and behind a measure whose words are its traits."""


def counted_by(pieces: Sequence[Token], quantity: Quantity) -> Counted:
    """What a quantity counts; of a measure, what stands behind it in *40% of*, and the words around it as traits."""
    if quantity.unit:
        return _measured(pieces, quantity)
    at = quantity.last
    words = [piece.text for piece in pieces[at : at + 3]]
    if words[:2] == ["out", "of"] or (words[:1] == ["of"] and is_total(pieces, at + 1)):
        return Counted(NounPhrase(quantity.end, quantity.end), partitive=Partitive.OF_TOTAL)
    partitive = Partitive.NONE
    if words[:1] == ["of"]:
        pronoun = words[1] if len(words) > 1 else ""
        if pronoun in _ANTECEDENT and (len(words) < 3 or is_small(pieces[at + 2])):
            partitive = Partitive.OF_THEM
            at += 2
        else:
            at = _after_determiner(pieces, at + 1) + (pronoun in {"them", "whom", "which"})
    noun = phrase(pieces, at, single=quantity.number.low == quantity.number.high == 1)
    counted = counted_in(pieces, noun)
    return counted if partitive is Partitive.NONE else counted._replace(partitive=partitive)


def counted_in(pieces: Sequence[Token], noun: NounPhrase) -> Counted:
    """What a number counts whose noun phrase is known."""
    if not noun.heads:
        return Counted(noun)
    is_outcome = bool(happened(pieces, noun.heads[-1]))
    return Counted(noun, things(pieces, noun.heads), traits(pieces, noun), is_outcome=is_outcome)


def is_total(pieces: Sequence[Token], at: int) -> bool:
    """Whether a number follows as the whole: the 49 of *21 of the 49*."""
    at = _after_determiner(pieces, at)
    return at < len(pieces) and (pieces[at].kind == "number" or pieces[at].text in SMALL or pieces[at].text in TENS)


def _measured(pieces: Sequence[Token], quantity: Quantity) -> Counted:
    at = quantity.unit_end or quantity.end
    around = [*pieces[max(0, quantity.start - _NEAR) : quantity.start], *pieces[at : at + _NEAR]]
    counted = Counted(
        NounPhrase(quantity.end, quantity.end),
        traits=frozenset(stem(piece.text) for piece in around if not (is_small(piece) or is_month(piece))),
    )
    is_share = quantity.unit == "percent" or quantity.unit in lexicon().money
    if not is_share or at >= len(pieces) or pieces[at].text not in _OF_MEASURE:
        return counted
    at = _after_determiner(pieces, at + 1)
    if at < len(pieces) and is_month(pieces[at]):
        return counted
    noun = phrase(pieces, at, single=True)
    return counted._replace(noun=noun, things=things(pieces, noun.heads))


def _after_determiner(pieces: Sequence[Token], at: int) -> int:
    return at + 1 if at < len(pieces) and pieces[at].text in _DETERMINER else at
