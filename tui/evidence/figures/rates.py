"""Rates: the time or the number to which a figure is related: *400 people a day*, *5 deaths per 100,000 people*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.evidence.figures.lexicon import names_of_words, word_list
from tui.evidence.figures.noun_phrase import phrase
from tui.evidence.figures.numbers import NUMBER_WORDS, Token, number

TIMES = word_list("time")
_OFTEN = names_of_words("every")
"""The time of each adjective or adverb: ``daily`` is ``day``."""
_SHORT = names_of_words("per")
"""What some words behind *per* stand for: *per annum*, *per capita*."""
_ONE_DAY = word_list("one-day")
"""Words behind *a day* with which it is one day, and not each: *a day later*."""
_BETWEEN = word_list("rate-between")
"""Words between a rate and its number: *a daily average of 400*."""
_ENDS = word_list("rate-ends")
"""Words behind which a rate belongs to something else."""
_FARTHEST = 8


class Rate(NamedTuple):
    """A rate, and where its words end."""

    per: str = ""
    """``day``, ``100,000 people``; empty where there is none."""
    end: int = 0
    """The end of its words, or the place up to which no rate was found; 0 where it stands before its number."""


def rate_at(text: str, pieces: Sequence[Token], at: int) -> Rate:
    """The rate whose words begin at a token: *a day*, *per year*, *per 100,000 people*."""
    word, following = _text(pieces, at), _text(pieces, at + 1)
    if word in _OFTEN and word != "annual":
        return Rate(_OFTEN[word], at + 1)
    if word in {"a", "an", "per", "each", "every"} and following in TIMES:
        is_one = word in {"a", "an"} and _text(pieces, at + 2) in _ONE_DAY
        return Rate("", at) if is_one else Rate(following, at + 2)
    if word != "per" or following in {"", "cent"}:
        return Rate("", at)
    read = number(text, pieces, at + 1)
    if read is None:
        return Rate(_SHORT.get(following, following), at + 2)
    heads = phrase(pieces, read.end).heads
    counted = pieces[heads[-1]].text if heads else ""
    return Rate(f"{read.low:,.10g} {counted}".strip(), heads[-1] + 1 if heads else read.end)


def rate_after(text: str, pieces: Sequence[Token], at: int) -> Rate:
    """The rate some words behind a place: *400 people cross the bridge each day*; *a day* is no rate there."""
    for step in range(at, min(at + _FARTHEST, len(pieces))):
        word = pieces[step].text
        if word in {"per", "each", "every"} or word in _OFTEN:
            return rate_at(text, pieces, step)
        if pieces[step].kind != "word" or word in _ENDS or word in NUMBER_WORDS:
            break
    return Rate("", at)


def rate_before(pieces: Sequence[Token], start: int) -> Rate:
    """The rate before a number: *a daily average of 400*, *every day 400*."""
    at = start - 1
    while at > 0 and pieces[at].text in _BETWEEN:
        at -= 1
    if at >= 0 and pieces[at].text in _OFTEN:
        return Rate(_OFTEN[pieces[at].text])
    at = start - 1 - (start > 0 and pieces[start - 1].text == ",")
    is_each = at > 0 and pieces[at].text in TIMES and pieces[at - 1].text in {"every", "each"}
    return Rate(pieces[at].text if is_each else "")


def _text(pieces: Sequence[Token], at: int) -> str:
    return pieces[at].text if at < len(pieces) else ""
