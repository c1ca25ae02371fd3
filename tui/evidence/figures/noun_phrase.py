"""Noun phrases behind numbers, without a grammar: a phrase ends at its first plural or at a word that no phrase has.

Everywhere in this room a place is the index of a token, and an end is the index behind the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from tui.evidence.figures.lexicon import NO_CLASSES, lexicon, word_list
from tui.evidence.figures.numbers import Token
from tui.evidence.search.words import stem

STOPS = word_list("stop")
"""Words that no noun phrase has."""
BE = word_list("be")
OUTCOME_NOUNS = word_list("outcome")
"""Words for people by what happened to them: *the dead*, *40 injured*."""
LINK = frozenset(["[", "]", "(", ")", "#", "“", "”", '"', "‘", "’", "—", "–", "-", "*"])
"""Signs of a link in Markdown, of its emphasis and of quotations: words go on behind them."""
_OPENING = LINK - {")", "—", "–", "#"}
_IRREGULAR = word_list("plural")
_FILLERS = word_list("filler")
_SINGLE_OUTCOMES = word_list("one-outcome")
_WITH_DOWN, _WITH_OFF = word_list("with-down"), word_list("with-off")
_LONGEST, _LONGEST_SINGULAR = 7, 4
"""Tokens of a noun phrase, and of one without a plural."""


class NounPhrase(NamedTuple):
    """A noun phrase."""

    start: int
    end: int
    heads: tuple[int, ...] = ()
    """The nouns that say what is counted; several where nouns are joined: *missiles and drones*."""
    own: bool = True
    """Whether the heads stand within the phrase; else they are those of other words: of *the toll*, of *the 49*."""

    @property
    def own_heads(self) -> tuple[int, ...]:
        """The heads, if they stand within the phrase."""
        return self.heads if self.own else ()


class _Step(Enum):
    """What a token does to a noun phrase."""

    PASS = auto()
    WORD = auto()
    OUTCOME = auto()
    """The token is the head itself: *22 dead*."""
    STOP = auto()


def phrase(pieces: Sequence[Token], at: int, *, single: bool = False) -> NounPhrase:
    """Read the noun phrase that begins at a token; ``single`` where the number before is one, so that none is a plural.

    A phrase without a plural has a head only where its last word is one for people, or where it is ``single``.
    """
    found = _up_to_plural(pieces, at, single=single)
    if not found.heads and found.end > at:
        last = _last_word(pieces, at, found.end)
        if last >= 0 and (single or _names_people(pieces[last])):
            found = found._replace(heads=(last,))
    return found


def _up_to_plural(pieces: Sequence[Token], at: int, *, single: bool) -> NounPhrase:
    """The phrase up to its last plural, or up to a noun for an outcome; without a head where it has neither."""
    end = at
    heads: tuple[int, ...] = ()
    for step in range(at, min(len(pieces), at + _LONGEST)):
        action = _step(pieces, at, step, single=single, has_head=bool(heads))
        if action is _Step.STOP:
            break
        if action is _Step.OUTCOME:
            return NounPhrase(at, step + 1, (step,))
        end = step + 1
        if action is _Step.PASS or not is_plural(pieces[step]):
            continue
        heads = (step,)
        if end == len(pieces) or not is_plural(pieces[end]) or pieces[end].text in OUTCOME_NOUNS:
            break
        if single:
            return NounPhrase(at, step)
    found = NounPhrase(at, end, heads)
    return _with_joined_head(pieces, found) if heads and not single else found


def _step(pieces: Sequence[Token], start: int, at: int, *, single: bool, has_head: bool) -> _Step:
    piece = pieces[at]
    if piece.kind == "sign":
        return _Step.PASS if piece.text in _OPENING and not has_head and at + 1 < len(pieces) else _Step.STOP
    if piece.kind == "number" or piece.text in STOPS or (piece.kind == "code" and has_head):
        return _Step.STOP
    if piece.text in OUTCOME_NOUNS or (happened(pieces, at) and not is_plural(piece)):
        return _step_of_outcome(pieces, start, at)
    return _Step.STOP if single and at > start and piece.text.endswith("ed") else _Step.WORD


def _step_of_outcome(pieces: Sequence[Token], start: int, at: int) -> _Step:
    """A word for an outcome is an adjective before a noun, or the phrase's own noun; else the phrase ends before it."""
    if at == start and _is_adjective(pieces, at + 1):
        return _Step.PASS
    word = pieces[at].text
    is_noun = word in _SINGLE_OUTCOMES or (at == start and word in OUTCOME_NOUNS)
    return _Step.OUTCOME if is_noun else _Step.STOP


def _is_adjective(pieces: Sequence[Token], end: int) -> bool:
    """Whether a word for an outcome that ends before a token stands before its noun: *40 injured people*."""
    for piece in pieces[end : end + 2]:
        if piece.kind != "word" or piece.text in STOPS:
            return False
        if is_plural(piece) and piece.text not in OUTCOME_NOUNS:
            return True
    return False


def _names_people(piece: Token) -> bool:
    """Whether a word without a plural's ending may be a plural all the same: *22 staff*, *5 police*."""
    return piece.text in lexicon().things


def _last_word(pieces: Sequence[Token], start: int, end: int) -> int:
    """The place of the last word of a short phrase that may be its noun; -1 where there is none."""
    if end - start > _LONGEST_SINGULAR:
        return -1
    for at in range(end - 1, start - 1, -1):
        word = pieces[at].text
        if pieces[at].kind == "word" and word not in _FILLERS and not word.endswith(("ly", "ed")):
            return at
    return -1


def _with_joined_head(pieces: Sequence[Token], found: NounPhrase) -> NounPhrase:
    """A phrase with a second plural that is counted together with its first: *missiles and drones*."""
    end = found.end
    if end + 1 < len(pieces) and pieces[end].text in {"and", "or"} and is_plural(pieces[found.heads[-1]]):
        for at in range(end + 1, min(end + 3, len(pieces))):
            if pieces[at].kind != "word" or pieces[at].text in STOPS or happened(pieces, at):
                break
            if is_plural(pieces[at]):
                return found._replace(end=at + 1, heads=(*found.heads, at))
    return found


def is_plural(piece: Token) -> bool:
    """Whether a word looks like a plural."""
    word = piece.text
    if piece.kind != "word":
        return False
    return word in _IRREGULAR or word.endswith("ese") or (len(word) > 3 and word[-1] == "s" and word[-2] not in "sui'")


def is_small(piece: Token) -> bool:
    """Whether a piece is no word, or a word that holds a sentence together."""
    return piece.kind != "word" or piece.text in STOPS


def happened(pieces: Sequence[Token], at: int) -> frozenset[str]:
    """The classes of the outcome that a token says; *down* and *off* say one behind some verbs: *shot down*."""
    piece = pieces[at]
    if piece.kind != "word":
        return NO_CLASSES
    if piece.text == "down":
        return frozenset({"destroyed"}) if at and pieces[at - 1].text in _WITH_DOWN else NO_CLASSES
    if piece.text == "off":
        return frozenset({"jobless"}) if at and pieces[at - 1].text in _WITH_OFF else NO_CLASSES
    return _happened(piece.text)


@lru_cache(maxsize=1 << 14)
def _happened(word: str) -> frozenset[str]:
    return NO_CLASSES if word in lexicon().confused else lexicon().happened.get(stem(word), NO_CLASSES)


def things(pieces: Sequence[Token], heads: Sequence[int]) -> frozenset[str]:
    """The classes of the nouns at some places; of a noun without a class, its stem."""
    known = lexicon().things
    return frozenset(known.get(pieces[at].text) or stem(pieces[at].text) for at in heads)


def traits(pieces: Sequence[Token], found: NounPhrase) -> frozenset[str]:
    """The stems of a phrase's words before its head: *attack* of *attack drones*."""
    until = found.heads[0] if found.heads else found.start
    return frozenset(
        stem(piece.text)
        for at, piece in enumerate(pieces[found.start : until], found.start)
        if piece.kind == "word" and piece.text not in _FILLERS and piece.text not in STOPS and not happened(pieces, at)
    )


def is_person(classes: frozenset[str]) -> bool:
    """Whether some classes of things are all classes of people."""
    return bool(classes) and classes <= lexicon().persons
