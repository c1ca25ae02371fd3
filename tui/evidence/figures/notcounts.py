"""The numbers that count nothing: years, days, hours, ages, addresses, scores, and what is called by a number."""

from __future__ import annotations

from collections.abc import Sequence

from tui.evidence.figures.counted import classes
from tui.evidence.figures.counting import happened, is_plural, is_small, phrase, things
from tui.evidence.numbers import MONTHS, NOT_ONLY_MONTHS, NUMBER_WORDS, SMALL, TENS, YEAR, Token

_LABELS_WORDS = (
    "page pages article articles section chapter chapters paragraph room flight route line item figure table "
    "phase version verse verses part parts episode channel level step number no nos top act appendix platform "
    "gate pier bus highway interstate ward unit lot plot box bay volume issue clause rule resolution form model "
    "type stage apartment flat floor district zone building psalm day week round lap tier grade class season "
    "ranked rank seeded"
)
_LABELS = frozenset(_LABELS_WORDS.split())
_STREETS_WORDS = (
    "street st road rd avenue ave lane drive boulevard blvd square court place terrace way crescent highway"
)
_STREETS = frozenset(_STREETS_WORDS.split())
_YEAR_BEFORE_WORDS = (
    "in since by until till from before after late early mid the of during through circa summer winter spring "
    "autumn fall and to for between year back"
)
_YEAR_BEFORE = frozenset(_YEAR_BEFORE_WORDS.split())
_AGE_BEFORE = frozenset({"aged", "age", "ages", "turned", "turning"})
_AGE_LIMITS = frozenset({"under", "over", "below", "above", "than"})
_BETWEEN_AGES = frozenset({"and", ",", "to", "or", "between", "-"})
_CLOCK = frozenset({"am", "pm", "a", "p", "o'clock", "hrs", "gmt", "utc", "est", "bst", "cet", "edt"})
_GLUED_SIGNS = frozenset("#@/_=:&*~^§\\.")


def is_no_count(
    pieces: Sequence[Token], at: int, end: int, *, start: int, measured: bool = False, is_range: bool = False
) -> bool:
    """Whether the number at a token, which ends before another, counts nothing.

    ``start`` is where the words of its bound begin, ``measured`` whether a unit stands with it.
    """
    before = pieces[at - 1] if at else None
    following = pieces[end] if end < len(pieces) else None
    if _is_behind_a_sign(pieces, at):
        return True
    if pieces[at].kind == "number" and pieces[at].text[:2].isdecimal() and pieces[at].text[0] == "0":  # 007
        return True
    if _is_glued(pieces, end, measured=measured) or _is_age(pieces, at, end, start) or _is_of_a_date(pieces, at, end):
        return True
    if measured:
        return False
    if before is not None and (before.text in {"per", "every"} or (before.text == "in" and _is_share(pieces, at))):
        return True
    if following is not None and following.text in _CLOCK and pieces[at].kind == "number" and _is_clock(pieces, end):
        return True
    if is_range and following is None:
        return True
    if before is not None and _is_label(pieces, at) and start == at:
        return True
    if (
        "." in pieces[at].text
        and end == at + 1
        and not any(is_plural(pieces[head]) for head in phrase(pieces, end).heads)
    ):
        return True
    counts = _is_followed_by_what_it_counts(pieces, end)
    if pieces[at].kind == "number" and end == at + 1 and YEAR.fullmatch(pieces[at].text) and start == at:
        return not counts or (before is not None and before.text in _YEAR_BEFORE)
    if _is_age_limit(pieces, at, end, start) or _is_address(pieces, end):
        return True
    called = before is not None and before.capital and not is_small(before) and not happened(pieces, at - 1)
    capital = pieces[at].kind == "number" or pieces[at].capital
    return called and capital and start == at and (not counts or _acts(pieces, end))


def _acts(pieces: Sequence[Token], end: int) -> bool:
    """Whether what is called by a number does something to a number of others: World War 2 killed 60 million."""
    if not happened(pieces, end) or end + 1 >= len(pieces):
        return False
    whom = pieces[end + 1]
    is_number = whom.kind == "number" or (whom.kind == "word" and whom.text in NUMBER_WORDS)
    return is_number and not any(happened(pieces, at) for at in range(end + 2, min(end + 4, len(pieces))))


def _is_behind_a_sign(pieces: Sequence[Token], at: int) -> bool:
    """Whether a sign before a number makes it another one, or none: #5, 2*3, -5, minus 5; but no mark of Markdown."""
    start = at
    while start and pieces[start - 1].text == "*":
        start -= 1
    first = start if start < at else at - 1
    if first < 0 or pieces[at - 1].end != pieces[at].start:
        return at > 0 and pieces[at - 1].text == "minus"
    glued = first > 0 and pieces[first - 1].end == pieces[first].start
    sign = pieces[first].text
    return (sign in _GLUED_SIGNS and (sign != "*" or glued)) or (sign in {"-", "−"} and not glued)


def _is_share(pieces: Sequence[Token], at: int) -> bool:
    """Whether a number behind ``in`` says of how many: one in five children."""
    return at > 1 and _is_number(pieces[at - 2])


def _is_glued(pieces: Sequence[Token], end: int, *, measured: bool) -> bool:
    """Whether a number is but the beginning of a word: 22-storey, 5G, two-year, 3-2-1."""
    if end >= len(pieces) or pieces[end].start != pieces[end - 1].end:
        return False
    if pieces[end].kind in {"word", "code"}:
        return not measured and pieces[end].text not in {"m", "k", "bn"}
    if pieces[end].text in {"-", "‑"} and end + 1 < len(pieces) and pieces[end + 1].start == pieces[end].end:
        return not measured or pieces[end + 1].text not in {"percent", "per"}
    return pieces[end].text in {"/", ":", "–"} and end + 1 < len(pieces) and pieces[end + 1].kind == "number"


def _is_age(pieces: Sequence[Token], at: int, end: int, start: int) -> bool:
    """Whether a number is somebody's age: aged 14 and 16, aged around 40, five years old, Smith, 34, said."""
    back = start - 1
    while back >= max(0, start - 8) and (pieces[back].text in _BETWEEN_AGES or _is_number(pieces[back])):
        back -= 1
    if back >= 0 and pieces[back].text in _AGE_BEFORE:
        return True
    words = [piece.text for piece in pieces[end : end + 4]]
    if words[:1] in (["year"], ["years"], ["month"], ["months"], ["-"]) and "old" in words:
        return True
    return (
        at > 1
        and pieces[at].kind == "number"
        and pieces[at - 1].text == ","
        and pieces[at - 2].capital
        and words[:1] in ([","], [")"], ["."])
        and len(pieces[at].text) < 4
    )


def _is_number(piece: Token) -> bool:
    return piece.kind == "number" or piece.text in SMALL or piece.text in TENS


def _is_age_limit(pieces: Sequence[Token], at: int, end: int, start: int) -> bool:
    """Whether a number says up to which age: children under 18."""
    limits = 0 < start < at and pieces[at - 1].text in _AGE_LIMITS and pieces[start - 1].text in classes().things
    return limits and not phrase(pieces, end).heads


def _is_of_a_date(pieces: Sequence[Token], at: int, end: int) -> bool:
    """Whether a number is a day or a year beside a month: 30 December, Dec. 29, 30 and 31 December 2023."""
    if pieces[at].kind != "number" or len(pieces[at].text) > 4:
        return False
    year = bool(YEAR.fullmatch(pieces[at].text))
    back = at - 2 if at > 1 and pieces[at - 1].text in {".", "," if year else "."} else at - 1
    if back >= 0 and is_month(pieces[back]):
        return True
    if back > 0 and pieces[back].kind in {"number", "code"} and year:
        further = back - 2 if pieces[back - 1].text == "." else back - 1
        if further >= 0 and is_month(pieces[further]):
            return True
    for step in range(end, min(end + 4, len(pieces))):
        if is_month(pieces[step]):
            return pieces[at].text.isdigit() and int(pieces[at].text) <= 31
        if pieces[step].text not in {"and", "to", "of", "-", "–", ","} and pieces[step].kind not in {"number", "code"}:
            break
    return False


def is_month(piece: Token) -> bool:
    """Whether a word is the name of a month."""
    return piece.text in MONTHS and (piece.capital or piece.text not in NOT_ONLY_MONTHS)


def _is_clock(pieces: Sequence[Token], end: int) -> bool:
    if pieces[end].text in {"a", "p"}:
        return [piece.text for piece in pieces[end + 1 : end + 3]] == [".", "m"]
    return True


def _is_label(pieces: Sequence[Token], at: int) -> bool:
    """Whether the word before names a thing by its number: page 12, No. 5."""
    if pieces[at - 1].text in _LABELS:
        return True
    return (
        at > 1
        and pieces[at - 1].text == "."
        and pieces[at - 2].text in {"no", "nos", "fig", "vol", "art", "sec", "p", "pp"}
    )


def _is_address(pieces: Sequence[Token], end: int) -> bool:
    following = pieces[end : end + 4]
    if not following or not following[0].capital:
        return False
    return any(piece.capital and piece.text in _STREETS for piece in following[1:])


def _is_followed_by_what_it_counts(pieces: Sequence[Token], end: int) -> bool:
    """Whether a plural, people, or a word for what happened comes next."""
    if end >= len(pieces):
        return False
    if pieces[end].text in {"of", "out", "more", "were", "people"} or happened(pieces, end):
        return True
    counted = phrase(pieces, end)
    return any(is_plural(pieces[head]) or things(pieces, [head]) <= classes().persons for head in counted.heads)
