"""The words of a claim in the forms in which an article may write them, as questions to a full-text index.

An index knows the words of a text as they stand there, cut at everything that is no letter or digit. Search knows
figures by their value and days by their date: so each is asked for in all the ways in which it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from tui.evidence.kin import kin, spelled
from tui.evidence.numbers import MONTHS, SCALES, SMALL, TENS
from tui.evidence.words import LONGEST_WORD, Kind, words

_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"[^\W_]+")
"""What an index takes for a word: letters and digits."""
_GROWN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
"""Letters and digits, perhaps with hyphens between."""
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
_MOST_SCALED, _DECIMALS = 10_000, 3
"""What stands before ``million`` and the like: neither 12345 million nor 1.2345 million is ever written."""
_LETTERS = {"bn": "bn", "million": "m"}
"""What may stand for a scale without a blank; of thousands that is seldom."""
MOST = 64
"""Words of a text that are asked for; a claim of more is none."""


class Forms(NamedTuple):
    """One word of a claim, as two questions to an index."""

    word: str
    """As it stands in the claim."""
    itself: str
    """Matches what has the word itself, however it is written."""
    kin: str
    """Matches what has a word that may stand for it; empty where there is none."""


def forms(text: str) -> list[Forms]:
    """The words of a text that say something, each once, in order; the questions are in FTS5's own syntax."""
    found: dict[str, Forms] = {}
    grown = _grown(text)
    for word in words(text):
        if word.key in found:
            continue
        if len(found) == MOST:
            break
        shown = text[word.start : word.end]
        if word.kind is Kind.WORD:
            ways = [_together(shown)]
        elif word.key.isdecimal() and word.kind is Kind.DATE:
            ways = [_together(word.key)]
        elif word.kind is Kind.FIGURE:
            ways = [*_figure(float(word.key)), _together(shown)]
        else:
            ways = [_date(word.key)]
        whole = grown.get(word.start, "")  # F16 is one word to an index, and F-16 may be written so
        if whole:
            ways += [_together(run) for run in (*_RUN.findall(whole), whole.replace("-", "")) if shown in run]
        group = kin().get(word.key, ()) if word.kind is Kind.WORD else ()
        others = [_together(other) for stemmed in sorted(group) for other in sorted(spelled()[stemmed])]
        others += [_together(word.weekday)] if word.weekday else []
        itself = _any(ways)
        if itself:
            found[word.key] = Forms(shown, itself, _any(others))
    return list(found.values())


def _grown(text: str) -> dict[int, str]:
    """The words of letters and digits in a text, by the places of all their characters."""
    return {
        at: match[0]
        for match in _GROWN.finditer(text)
        if len(match[0]) <= LONGEST_WORD and not match[0].isdecimal() and _DIGIT.search(match[0])
        for at in range(*match.span())
    }


def _together(text: str) -> str:
    """Matches what has all the words of a text. Nothing but letters and digits gets into a question."""
    return " AND ".join(f'"{run}"' for run in _RUN.findall(unicodedata.normalize("NFC", text)))


def _any(ways: list[str]) -> str:
    """Matches what any of some questions matches."""
    return " OR ".join(f"({way})" for way in dict.fromkeys(ways) if way)


def _figure(value: float) -> Iterator[str]:
    """A figure in digits, with commas, in words, and half and half."""
    yield from map(_together, _short(value))
    for name, scale in SCALES.items():
        part = value / scale
        if part >= 1 and name in _LETTERS:
            yield _together(f"{part:.12g}{_LETTERS[name]}")
        if part == 1:
            yield _together(name)
        elif part > 1 and part == round(part, _DECIMALS if scale >= 10**6 else 0) and part < _MOST_SCALED:
            yield from (_together(f"{way} {name}") for way in _short(part))


def _short(value: float) -> Iterator[str]:
    """A number without a scale."""
    yield f"{value:.12g}"
    if value == int(value) and 0 <= value < 10**15:
        yield f"{int(value):,}"
        yield from (word for word, known in (*SMALL.items(), *TENS.items()) if known == value)
        yield from (
            f"{ten} {one}"
            for ten, tens in TENS.items()
            for one, ones in SMALL.items()
            if 0 < ones < 10 and tens + ones == value
        )


def _date(key: str) -> str:
    """A day of a month, or a month."""
    day = _MONTH_DAY.fullmatch(key)
    number = int(day[1] if day else key.removeprefix("month "))
    months = [_together(name) for name, known in MONTHS.items() if known == number]
    if day is None:
        return _any(months)
    ordinals = [f"{int(day[2])}{ending}" for ending in ("st", "nd", "rd", "th")]
    days = _any([_together(way) for way in (str(int(day[2])), day[2], *ordinals)])
    return f"({days}) AND ({_any([*months, _together(day[1])])})"
