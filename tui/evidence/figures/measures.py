"""How far a number reaches, from one to another, and in what unit: 20 to 25, $40bn, 30 per cent, 5 square miles."""

from __future__ import annotations

from collections.abc import Sequence

from tui.evidence.figures.counted import classes
from tui.evidence.figures.counting import is_plural, phrase
from tui.evidence.numbers import SIGNS, Number, Token, number, scale

_MONEY_SCALES = {"m": 10**6, "b": 10**9, "k": 10**3, "bn": 1, "tn": 1}
_PER = {"h": "h", "hr": "h", "hour": "h", "s": "s", "sec": "s", "second": "s"}
"""What makes a distance a speed."""


def reach(text: str, pieces: Sequence[Token], read: Number, start: int) -> tuple[Number, int, bool]:
    """A number with the one up to which it goes: 20 to 25, 20-25, between 20 and 25, 5% to 10%."""
    end = read.end
    is_share = end < len(pieces) and pieces[end].text == "%"
    end += is_share
    if end + 1 >= len(pieces) or read.vague or read.fraction:
        return read, start, False
    joint = pieces[end].text
    beside = pieces[end].end == pieces[end + 1].start and pieces[end].start == pieces[end - 1].end
    word_before = pieces[start - 1].text if start else ""
    at = end + 1
    if at < len(pieces) and pieces[at].text in SIGNS and pieces[at].text != "%":
        at += 1
    if at >= len(pieces):
        return read, start, False
    between = joint == "and" and word_before == "between"
    until = joint == "to" and (word_before != "from" or start < 2 or pieces[start - 2].text.startswith("rang"))
    if not (between or until or (joint in {"-", "–", "‑"} and beside)):
        return read, start, False
    second = number(text, pieces, at)
    if second is None or second.vague or second.fraction or (is_share and _text(pieces, second.end) != "%"):
        return read, start, False
    low = read.low
    factor = scale(pieces, at + 1, second.end)
    if scale(pieces, end - 1, end) == 1 and low * factor < second.low:
        low *= factor
    if low >= second.low:
        return read, start, joint in {"-", "–", "‑"}
    begin = start - 1 if between or (until and word_before == "from") else start
    return Number(low, second.low, second.end), begin, True


def measure(pieces: Sequence[Token], read: Number, unit: str) -> tuple[str, int, Number]:
    """The unit of a number, and where its word ends; 0 where it stands before the number or there is none."""
    at = read.end
    if at >= len(pieces):
        return unit, 0, read
    word = pieces[at].text
    attached = pieces[at].start == pieces[at - 1].end
    if unit and attached and word in _MONEY_SCALES:
        factor = _MONEY_SCALES[word]
        return unit, 0, Number(read.low * factor, read.high * factor, at + 1)
    if attached and word in {"m", "k"} and _goes_on(pieces, at + 1):
        factor = _MONEY_SCALES[word]
        read, at = Number(read.low * factor, read.high * factor, at + 1), at + 1
        word = pieces[at].text
    if unit:
        return unit, 0, read
    if read.fraction:
        return "percent", at, read
    if word == "per" and at + 1 < len(pieces) and pieces[at + 1].text == "cent":
        return "percent", at + 2, read
    if word == "percentage" and at + 1 < len(pieces):
        return "percentage point", at + 2, read
    if word == "-" and at + 1 < len(pieces) and pieces[at + 1].text in {"percent", "per"}:
        return "percent", at + 2, read
    square = ""
    if word in {"us", "american", "canadian", "australian", "square", "cubic", "nautical", "metric"}:
        square = word + " " if word in {"square", "cubic"} else ""
        at += 1
        word = pieces[at].text if at < len(pieces) else ""
    found = classes().units.get(word, "")
    per = _PER.get(_text(pieces, at + 2), "") if found and _text(pieces, at + 1) in {"/", "per", "an", "a"} else ""
    if per:
        return f"{square}{found}/{per}", at + 3, read
    return (square + found, at + 1, read) if found else ("", 0, read)


def _text(pieces: Sequence[Token], at: int) -> str:
    return pieces[at].text if at < len(pieces) else ""


def _goes_on(pieces: Sequence[Token], at: int) -> bool:
    """Whether a unit or a plural follows, so that the letter before is no metre: 2m euros, 1.5m people."""
    if at < len(pieces) and pieces[at].text in classes().units:
        return True
    return any(is_plural(pieces[head]) for head in phrase(pieces, at).heads)
