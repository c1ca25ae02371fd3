"""Predicates: what happened to what a number counts, from the words before it and behind it.

A predicate is the nearest word for an outcome that nothing but small words separates from the number and its noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.evidence.figures.lexicon import NO_CLASSES, lexicon, word_list
from tui.evidence.figures.noun_phrase import (
    BE,
    LINK,
    OUTCOME_NOUNS,
    STOPS,
    NounPhrase,
    happened,
    is_person,
    is_plural,
    phrase,
    things,
)
from tui.evidence.figures.numbers import Token
from tui.evidence.figures.rates import TIMES

_PASSED_FORWARD = BE | word_list("passed-forward")
_PASSED_BACK = word_list("passed-back")
_BACK_SIGNS = frozenset({"]", "[", "(", ")", "#"})
_CHANGE = word_list("change")
"""Words between *the toll* or *the number of* and its number: *rose to*, *stands at*."""
_NO_OBJECT = _CHANGE - {"the"}
_OBJECT = frozenset({"a", "an", "the", "his", "her", "its", "their"})
_GROUP, _INCLUDE = word_list("group"), word_list("include")
_TAKE_LIFE = word_list("take-life")
_INTRANSITIVE = word_list("intransitive")
_DEAD = frozenset({"dead"})
_FARTHEST, _FARTHEST_BACK = 14, 16


class Predicate(NamedTuple):
    """What happened, and the token that says so."""

    classes: frozenset[str] = NO_CLASSES
    at: int = -1
    own: bool = False
    """Whether it was read beside its number; else another number shares it."""


NO_PREDICATE = Predicate()


class Toll(NamedTuple):
    """What a number without a noun counts: *the number of injured stands at 108*."""

    classes: frozenset[str]
    at: int
    heads: tuple[int, ...] = ()
    """The nouns of those to whom it happened."""


def predicate_after(pieces: Sequence[Token], at: int) -> Predicate | None:
    """What happened to a phrase that ends before a token, from the words behind it: *22 people were killed*."""
    end = min(len(pieces), at + _FARTHEST)
    at = _after_aside(pieces, at, end)
    passive = False
    for step in range(at, end):
        piece = pieces[step]
        if piece.text == "lost" and [word.text for word in pieces[step + 1 : step + 3]] == ["their", "lives"]:
            return Predicate(_DEAD, step + 2, own=True)
        if found := happened(pieces, step):
            return None if _acts(pieces, step, passive=passive) else Predicate(found, step, own=True)
        passive = passive or piece.text in BE
        if passive and piece.text in {"among", "amongst", "the"}:  # were among the dead
            continue
        if not _is_passed(piece) or (piece.text == "and" and step == at):
            break
    return None


def _acts(pieces: Sequence[Token], at: int, *, passive: bool) -> bool:
    """Whether what is counted does what a verb says: *five men killing*, *five men killed two others*."""
    word = pieces[at].text
    return (word.endswith("ing") and word != "missing") or (not passive and _has_object(pieces, at))


def _is_passed(piece: Token) -> bool:
    """Whether a predicate may stand behind a piece; words behind a link of Markdown go on with those before it."""
    if piece.text in _PASSED_FORWARD or piece.text.endswith("ly") or piece.text in LINK:
        return True
    return piece.kind == "code" and piece.text.startswith(("http", "www."))


def _after_aside(pieces: Sequence[Token], at: int, end: int) -> int:
    """Where a sentence goes on behind an aside: *108 people, including 15 children, were injured*."""
    if at + 1 < end and pieces[at].text in {",", "(", "—", "–"}:
        for step in range(at + 1, end):
            if pieces[step].text in {",", ")", "—", "–"}:
                return step + 1
            if pieces[step].text in {".", ";", "!", "?"}:
                break
    return at


def _has_object(pieces: Sequence[Token], at: int) -> bool:
    """Whether what is counted did to others what a verb says: *two gunmen killed five people*."""
    if at + 1 >= len(pieces):
        return False
    following = pieces[at + 1]
    if pieces[at].text in _INTRANSITIVE:
        if any(lexicon().units.get(piece.text) in TIMES for piece in pieces[at + 2 : at + 4]):  # died a day later
            return False
        return following.kind == "number" or following.text in {"a", "an", "one", "two"}
    if following.kind in {"sign", "code"} or following.text in _NO_OBJECT:
        return False
    return following.kind == "number" or following.text not in STOPS or following.text in _OBJECT


def predicate_before(pieces: Sequence[Token], at: int) -> Predicate | None:
    """What happened to a phrase whose number begins at a token, from the words before it: *killed at least 22*."""
    for step in range(at - 1, max(-1, at - 8), -1):
        piece = pieces[step]
        if piece.text in {"life", "lives"}:
            is_taken = any(before.text in _TAKE_LIFE for before in pieces[max(0, step - 3) : step])
            return Predicate(_DEAD, step, own=True) if is_taken else None
        if found := happened(pieces, step):
            is_of_other = pieces[step + 1].text == "to" and not piece.text.startswith(("damage", "injur"))
            return None if is_of_other else Predicate(found, step, own=True)
        if piece.text not in _PASSED_BACK and not (piece.kind == "sign" and piece.text in _BACK_SIGNS):
            break
    return None


def predicate_within(pieces: Sequence[Token], found: NounPhrase) -> Predicate | None:
    """What an adjective of a noun phrase says: *40 injured people*."""
    for at in range(found.start, found.heads[0] if found.heads else found.start):
        if pieces[at].text in OUTCOME_NOUNS and (classes := happened(pieces, at)):
            return Predicate(classes, at, own=True)
    return None


def predicate_of_group(pieces: Sequence[Token], at: int) -> Predicate | None:
    """What happened to the group of which a number counts some: *among the dead were two children*."""
    if not at or not (pieces[at - 1].text in BE or pieces[at - 1].text in _INCLUDE):
        return None
    for step in range(at - 2, max(0, at - 12), -1):
        is_noun = pieces[step].text in OUTCOME_NOUNS or is_plural(pieces[step])
        is_named = is_noun and pieces[step - 1].text in {"among", "amongst", "the", "those"}
        if is_named and (classes := happened(pieces, step)):
            return Predicate(classes, step, own=True)
        if pieces[step].kind == "sign" and pieces[step].text in {".", ";"}:
            break
    return None


def toll(pieces: Sequence[Token], at: int) -> Toll | None:
    """What a number without a noun counts, from words before it: *the death toll rose to 22*, *of the deaths, 17*."""
    before = pieces[at - 1].text if at else ""
    if before == ",":
        return _toll_before_comma(pieces, at - 1)
    if before not in _CHANGE and before not in _PASSED_BACK:
        return None
    for step in range(at - 1, max(-1, at - _FARTHEST_BACK), -1):
        piece = pieces[step]
        if _may_end_sentence(piece):
            break
        if piece.text == "toll":
            return Toll((happened(pieces, step - 1) if step else NO_CLASSES) or _DEAD, step)
        if piece.text == "number" and pieces[step + 1].text == "of":
            return _toll_of(pieces, step)
        if (found := happened(pieces, step)) and (piece.text in OUTCOME_NOUNS or is_plural(piece)):
            return Toll(found, step)
    return None


def _toll_of(pieces: Sequence[Token], at: int) -> Toll | None:
    """Whose number follows *number of*: *injured*, *houses destroyed*."""
    counted = phrase(pieces, at + 2)
    if not counted.heads:
        return None
    if any(happened(pieces, head) for head in counted.heads):
        found = next(classes for head in counted.heads if (classes := happened(pieces, head)))
        return Toll(found, counted.heads[-1], counted.heads)
    predicate = predicate_after(pieces, counted.end) or NO_PREDICATE
    return Toll(predicate.classes, predicate.at, counted.heads)


def _toll_before_comma(pieces: Sequence[Token], at: int) -> Toll | None:
    """The group that is named before a comma: *of the deaths, 17 were in the capital*."""
    for step in range(at - 1, max(0, at - 4), -1):
        if pieces[step].kind != "word":
            break
        if pieces[step - 1].text == "of" or [piece.text for piece in pieces[step - 2 : step]] == ["of", "the"]:
            found = happened(pieces, step)
            return Toll(found, step) if found else None
    return None


def people_behind(pieces: Sequence[Token], at: int) -> NounPhrase | None:
    """The people that a number without a noun counts, from the words behind it: *of which 15 were children*."""
    if at >= len(pieces) or pieces[at].text not in BE:
        return None
    found = phrase(pieces, at + 1)
    is_group = bool(found.heads) and is_person(things(pieces, found.heads)) and not happened(pieces, found.heads[-1])
    return found if is_group else None


def is_of_group(pieces: Sequence[Token], at: int) -> bool:
    """Whether the number at a token counts a part of the number before it: *including 15 children*, *of whom 15*."""
    words = [piece.text for piece in pieces[max(0, at - 3) : at]]
    return words[-1:] != [] and (words[-1] in _GROUP or words[-2:] in (["of", "which"], ["of", "whom"], ["of", "them"]))


def ends_between(pieces: Sequence[Token], start: int, end: int) -> bool:
    """Whether a sentence may end between two tokens."""
    return any(_may_end_sentence(piece) for piece in pieces[start:end] if piece.kind == "sign")


def _may_end_sentence(piece: Token) -> bool:
    return piece.kind == "sign" and piece.text[0] in ".;!?\n"
