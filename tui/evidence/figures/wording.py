"""How a figure is worded: what it counts in the words of its text, and the stretch of text that is shown for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from tui.evidence.figures.bounds import Bound
from tui.evidence.figures.figure import Figure
from tui.evidence.figures.lexicon import word_list
from tui.evidence.figures.mention import Mention
from tui.evidence.figures.numbers import Token
from tui.evidence.figures.predicates import Predicate

LONGEST = 100
"""Code points of a figure's words that are shown."""
_LINK = re.compile(r"\]\([^()\s]*\)|[\[\]]")
_BEHIND_NOUN = word_list("behind-noun")
"""Words for outcomes that stand behind a noun: *people dead*."""
_FARTHEST = 14
"""Tokens from a figure to the word for what happened, up to which all words between are shown."""


def counted_words(text: str, pieces: Sequence[Token], mention: Mention) -> str:
    """What a mention counts, in the words of the text, and in one word what happened: *apartment buildings damaged*."""
    words = []
    quantity, noun, predicate = mention.quantity, mention.counted.noun, mention.predicate
    if quantity.unit_end > quantity.end and pieces[quantity.end].text != "%":
        words.append(" ".join(piece.text for piece in pieces[quantity.end : quantity.unit_end]))
    heads = noun.own_heads
    if heads:
        first = noun.start if noun.end > noun.start else heads[0]
        shown = (piece for piece in pieces[first : heads[-1] + 1] if piece.kind in {"word", "code"})
        words += [text[piece.start : piece.end] for piece in shown if piece.text not in {"more", "of"}]
    if predicate.at >= 0 and predicate.at not in heads:
        words.append(outcome_word(pieces, predicate))
    return " ".join(words)


def outcome_word(pieces: Sequence[Token], predicate: Predicate) -> str:
    """What happened, in the text's word if that can stand behind a noun; else its classes: *dead*, for *death*."""
    at = predicate.at
    word = pieces[at].text
    if word == "down" and at:
        return f"{pieces[at - 1].text} down"
    return word if word.endswith("ed") or word in _BEHIND_NOUN else " or ".join(sorted(predicate.classes))


def shown_words(text: str, pieces: Sequence[Token], mention: Mention) -> str:
    """The words of the text from a number to what it counts, with what happened if that stands near."""
    quantity, heads, predicate = mention.quantity, mention.counted.noun.heads, mention.predicate
    first = quantity.start
    last = max(quantity.last, heads[-1] + 1 if heads else 0, mention.rate.end)
    if predicate.own and 0 <= predicate.at - last < _FARTHEST:
        last = max(predicate.at + 1, mention.rate.end)
    if predicate.own and 0 <= predicate.at < first:
        first = predicate.at - (pieces[predicate.at].text == "down")
    return on_one_line(text[pieces[first].start : pieces[last - 1].end])


def on_one_line(text: str) -> str:
    """Words on one line, at most :data:`LONGEST` code points, without the signs of a link in Markdown."""
    line = " ".join(_LINK.sub("", text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def shown(figure: Figure, counts: str = "") -> str:
    """A figure in short: *at least 14*, *20 to 25*, *more than 40 billion dollars*, *400 per day*.

    ``counts`` stands in the place of a unit where the figure has none.
    """
    if figure.high == inf:
        text = f"{_number(figure.low)} or more"
    else:
        text = _number(figure.low) + (f" to {_number(figure.high)}" if figure.high > figure.low else "")
        text = text if figure.bound is Bound.EXACTLY else f"{figure.bound} {text}"
    named = _unit(figure) if figure.unit else counts
    return " ".join(filter(None, (text, named, f"per {figure.per}" if figure.per else "")))


def _unit(figure: Figure) -> str:
    """A figure's unit as a noun of one or of many: *3 years*, *5 percent*, *150 kilometres/h*."""
    name, slash, per = figure.unit.partition("/")
    if name == "percent" or figure.low == figure.high == 1:
        return figure.unit
    return f"{'feet' if name == 'foot' else f'{name}s'}{slash}{per}"


def _number(value: float) -> str:
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{value / size:.6g} {name}"
    return f"{value:,.10g}" if value == int(value) else f"{value:.4g}"
