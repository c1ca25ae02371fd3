"""The words around a number that say how far it holds: *at least*, *more than*, *about*."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from tui.evidence.figures.lexicon import names_of_phrases
from tui.evidence.figures.numbers import Token


class Bound(StrEnum):
    """How far a number holds, as a person would read it."""

    EXACTLY = "exactly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    ABOUT = "about"
    AT_MOST = "at most"
    FEWER_THAN = "fewer than"


_BEFORE = {words: Bound(name) for words, name in names_of_phrases("before").items()}
_AFTER = {words: Bound(name) for words, name in names_of_phrases("after").items()}
_LAST_WORDS, _FIRST_WORDS = frozenset(words[-1] for words in _BEFORE), frozenset(words[0] for words in _AFTER)
_LONGEST_BEFORE, _LONGEST_AFTER = max(map(len, _BEFORE)), max(map(len, _AFTER))
_MOST = 3
"""Phrases of bounds before a number: *up to about 50*, *just over 20*."""


def bound_before(pieces: Sequence[Token], at: int) -> tuple[Bound, int]:
    """The bound that stands before a token, and where its words begin; the token itself where there are none."""
    bound = Bound.EXACTLY
    marks = at
    while marks and pieces[marks - 1].text == "*":  # at least **22**
        marks -= 1
    start = marks
    for _ in range(_MOST):
        words = _phrase_before(pieces, start)
        if not words:
            break
        if bound in {Bound.EXACTLY, Bound.ABOUT} and _BEFORE[words] is not Bound.EXACTLY:
            bound = _BEFORE[words]
        start -= len(words)
    return bound, start if start < marks else at


def _phrase_before(pieces: Sequence[Token], at: int) -> tuple[str, ...]:
    """The longest phrase of a bound that ends before a token; empty where there is none."""
    if not at or pieces[at - 1].text not in _LAST_WORDS:
        return ()
    for length in range(min(_LONGEST_BEFORE, at), 0, -1):
        words = tuple(piece.text for piece in pieces[at - length : at])
        if words in _BEFORE:
            return words
    return ()


def bound_after(pieces: Sequence[Token], at: int) -> tuple[Bound | None, int]:
    """The bound that stands at a token, behind a number, and where its words end; None where there is none."""
    if at < len(pieces) and pieces[at].text == "+" and pieces[at].start == pieces[at - 1].end:
        return Bound.AT_LEAST, at + 1
    if at >= len(pieces) or pieces[at].text not in _FIRST_WORDS:
        return None, at
    for length in range(_LONGEST_AFTER, 0, -1):
        words = tuple(piece.text for piece in pieces[at : at + length])
        if words in _AFTER:
            return _AFTER[words], at + len(words)  # fewer than asked for where the text ends
    return None, at
