"""The words around a number that say how far it holds: at least, more than, about."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from tui.evidence.numbers import Token


class Bound(StrEnum):
    """How far a number holds, as a person would read it."""

    EXACTLY = "exactly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    ABOUT = "about"
    AT_MOST = "at most"
    FEWER_THAN = "fewer than"


_BEFORE_WORDS = {
    Bound.AT_LEAST: "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum|at minimum",
    Bound.MORE_THAN: "more than|over|above|in excess of|exceeding|exceeded|exceeds|upwards of|upward of|greater than"
    "|higher than|larger than|better than|north of",
    Bound.ABOUT: "about|around|approximately|approx|roughly|some|circa|an estimated|estimated|nearly|almost|close to"
    "|near|practically|virtually|approaching|something like|in the region of|in the order of|or so|near to",
    Bound.AT_MOST: "at most|up to|as many as|as much as|no more than|not more than|a maximum of|maximum|at the most",
    Bound.FEWER_THAN: "fewer than|less than|under|below|lower than|short of|smaller than",
    Bound.EXACTLY: "exactly|precisely|a total of|in total|all|only|just|another|a further|a combined|a record"
    "|an additional",
}
_BEFORE = {tuple(words.split()): bound for bound, listed in _BEFORE_WORDS.items() for words in listed.split("|")}
_ENDS = frozenset(words[-1] for words in _BEFORE)
_AFTER_WORDS = {
    Bound.AT_LEAST: "or more|or above|at least|or over|plus|and counting|and more",
    Bound.AT_MOST: "or fewer|or less|or under|or below|at most|at the most",
    Bound.ABOUT: "or so|or thereabouts|approximately",
}
_AFTER = {tuple(words.split()): bound for bound, listed in _AFTER_WORDS.items() for words in listed.split("|")}
_LONGEST = 4


def before(pieces: Sequence[Token], at: int) -> tuple[Bound, int]:
    """The bound that stands before a token, and the token where its words begin."""
    bound = Bound.EXACTLY
    marks = at
    while marks and pieces[marks - 1].text == "*":  # at least **22**
        marks -= 1
    start = marks
    for _ in range(3):  # up to about 50; just over 20
        if not start or pieces[start - 1].text not in _ENDS:
            break
        for length in range(min(_LONGEST, start), 0, -1):
            words = tuple(piece.text for piece in pieces[start - length : start])
            found = _BEFORE.get(words)
            if found is not None:
                if bound in {Bound.EXACTLY, Bound.ABOUT} and found is not Bound.EXACTLY:
                    bound = found
                start -= length
                break
        else:
            break
    return bound, start if start < marks else at


def after(pieces: Sequence[Token], at: int) -> tuple[Bound | None, int]:
    """The bound that stands after a number, and the token where its words end."""
    if at < len(pieces) and pieces[at].text == "+" and pieces[at].start == pieces[at - 1].end:
        return Bound.AT_LEAST, at + 1
    for length in range(3, 0, -1):
        words = tuple(piece.text for piece in pieces[at : at + length])
        if words in _AFTER:
            return _AFTER[words], at + len(words)  # fewer where the text ends
    return None, at
