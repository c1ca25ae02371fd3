"""How far a number reaches, in what unit, and by what it is told: 20 to 25, $40bn, 5 square miles, 400 people a day."""

from __future__ import annotations

from collections.abc import Sequence

from tui.evidence.figures.counted import classes
from tui.evidence.figures.counting import is_plural, phrase
from tui.evidence.numbers import NUMBER_WORDS, SIGNS, Number, Token, number, scale

_MONEY_SCALES = {"m": 10**6, "b": 10**9, "k": 10**3, "bn": 1, "tn": 1}
_PER = {"h": "h", "hr": "h", "hour": "h", "s": "s", "sec": "s", "second": "s"}
"""What makes a distance a speed."""
TIMES = frozenset(["second", "minute", "hour", "day", "night", "week", "month", "quarter", "year", "decade"])
_OFTEN = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "night",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_SHORT = {"annum": "year", "diem": "day", "capita": "person", "head": "person"}
_ONE_DAY_WORDS = "ago earlier later after before since from of old long or and"
_ONE_DAY = frozenset(_ONE_DAY_WORDS.split())
"""Words behind *a day* that make it one day, and not each."""
_BETWEEN_WORDS = "average mean total toll number rate output figure of some about around roughly up to"
_BETWEEN = frozenset(_BETWEEN_WORDS.split())

_PARTING_WORDS = "and or but while who which that as with where when whose after before because since until by if for"
_PARTING = frozenset(_PARTING_WORDS.split())
"""Words behind which another thing may be told by the day."""
_FARTHEST = 8


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


def rate(text: str, pieces: Sequence[Token], at: int) -> tuple[str, int]:
    """By what a number is told whose words end at a token, and where that ends: a day, per year, per 100,000 people."""
    word, following = _text(pieces, at), _text(pieces, at + 1)
    if word in _OFTEN and word != "annual":
        return _OFTEN[word], at + 1
    if word in {"a", "an", "per", "each", "every"} and following in TIMES:
        is_one = word in {"a", "an"} and _text(pieces, at + 2) in _ONE_DAY
        return ("", at) if is_one else (following, at + 2)
    if word != "per" or following in {"", "cent"}:
        return "", at
    read = number(text, pieces, at + 1)
    if read is None:
        return _SHORT.get(following, following), at + 2
    heads = phrase(pieces, read.end).heads
    end = heads[-1] + 1 if heads else read.end
    counted = pieces[heads[-1]].text if heads else ""
    return f"{read.low:,.10g} {counted}".strip(), end


def rate_farther(text: str, pieces: Sequence[Token], at: int) -> tuple[str, int]:
    """The same, with a few words between: 400 people cross the bridge each day. *A day* may be another thing there."""
    for step in range(at, min(at + _FARTHEST, len(pieces))):
        word = pieces[step].text
        if word in {"per", "each", "every"} or word in _OFTEN:
            return rate(text, pieces, step)
        if pieces[step].kind != "word" or word in _PARTING or word in NUMBER_WORDS:
            break
    return "", at


def rate_before(pieces: Sequence[Token], start: int) -> str:
    """The same, from the words before a number: a daily average of 400, every day 400."""
    at = start - 1
    while at > 0 and pieces[at].text in _BETWEEN:
        at -= 1
    if at >= 0 and pieces[at].text in _OFTEN:
        return _OFTEN[pieces[at].text]
    at = start - 1 - (start > 0 and pieces[start - 1].text == ",")
    every = at > 0 and pieces[at].text in TIMES and pieces[at - 1].text in {"every", "each"}
    return pieces[at].text if every else ""


def _text(pieces: Sequence[Token], at: int) -> str:
    return pieces[at].text if at < len(pieces) else ""


def _goes_on(pieces: Sequence[Token], at: int) -> bool:
    """Whether a unit or a plural follows, so that the letter before is no metre: 2m euros, 1.5m people."""
    if at < len(pieces) and pieces[at].text in classes().units:
        return True
    return any(is_plural(pieces[head]) for head in phrase(pieces, at).heads)
