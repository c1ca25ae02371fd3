"""What happened to what a number counts, from the words before it and behind it.

It is the nearest word for it that nothing parts from the number and its noun but small words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.evidence.figures.counted import NO_CLASSES, classes
from tui.evidence.figures.counting import (
    BE,
    FATE_NOUNS,
    LINK,
    STOPS,
    Counted,
    happened,
    is_person,
    is_plural,
    phrase,
    things,
)
from tui.evidence.figures.measures import TIMES
from tui.evidence.numbers import Token

_PASSED_FORWARD_WORDS = (
    "have has had also reported reportedly said to confirmed believed feared known thought left more others other "
    "who that which later now either so far already still all alike presumed declared listed found both or and "
    "counted shot brought remain remains remained went"
)
_PASSED_FORWARD = BE | frozenset(_PASSED_FORWARD_WORDS.split())
_PASSED_BACK_WORDS = (
    "at least most more than over some about around nearly almost a an the total of all another further estimated "
    "approximately roughly no fewer less only just lives those these its their other record additional "
    "to exactly precisely well"
)
_PASSED_BACK = frozenset(_PASSED_BACK_WORDS.split())
_CHANGES_WORDS = (
    "rose risen rise rises rising climbed climbs climb increased increases jumped grew grown fell fallen dropped "
    "went gone stood stands stand reached reaches was is now at has had have to been revised raised from "
    "currently passed exceeded could may might put said of the up"
    "top tops topped pass passes past surpassed surpasses hit hits near nears neared exceed exceeds total totals "
    "totalled totaled"
)
_CHANGES = frozenset(_CHANGES_WORDS.split())
_GROUPED = frozenset({"including", "among", "amongst", "includes", "included"})
_INCLUDE = frozenset({"include", "includes", "included"})
_FARTHEST, _FARTHEST_BACK = 14, 16
_DEAD = frozenset({"dead"})
_TAKEN_WORDS = "claimed claiming claims claim took taken taking cost costing lost losing"
_TAKEN = frozenset(_TAKEN_WORDS.split())
_OF_THEMSELVES = frozenset({"dead", "died", "perished", "survived", "fled", "missing", "injured", "wounded"})


class Toll(NamedTuple):
    """What a number tells the count of: what happened, the token that says so, and the nouns of what it happened to."""

    happened: frozenset[str]
    at: int
    heads: tuple[int, ...] = ()


def _is_link(piece: Token) -> bool:
    """Whether a piece belongs to a link in Markdown, so that words behind it go on with those before."""
    return piece.text in LINK or (piece.kind == "code" and piece.text.startswith(("http", "www.")))


def fate_after(pieces: Sequence[Token], at: int) -> tuple[frozenset[str], int]:
    """What happened to a phrase that ends at a token, from the words behind it, and where that stands."""
    end = min(len(pieces), at + _FARTHEST)
    passive = False
    at = _after_aside(pieces, at, end)
    for step in range(at, end):
        piece = pieces[step]
        if [word.text for word in pieces[step : step + 3]] == ["lost", "their", "lives"]:
            return _DEAD, step + 2
        if found := happened(pieces, step):
            if piece.text.endswith("ing") and piece.text != "missing":
                break
            return (NO_CLASSES, step) if not passive and _has_object(pieces, step) else (found, step)
        passive = passive or piece.text in BE
        if passive and piece.text in {"among", "amongst", "the"}:  # were among the dead
            continue
        small = piece.text in _PASSED_FORWARD or piece.text.endswith("ly") or _is_link(piece)
        if not small or (piece.text == "and" and step == at):
            break
    return NO_CLASSES, at


def _after_aside(pieces: Sequence[Token], at: int, end: int) -> int:
    """Where a sentence goes on after an aside between commas: 108 people, including 15 children, were injured."""
    if at + 1 < end and pieces[at].text in {",", "(", "—", "–"}:
        for step in range(at + 1, end):
            if pieces[step].text in {",", ")", "—", "–"}:
                return step + 1
            if pieces[step].text in {".", ";", "!", "?"}:
                break
    return at


def _has_object(pieces: Sequence[Token], at: int) -> bool:
    """Whether somebody does here what a word says: two gunmen killed five people."""
    word = pieces[at].text
    if word in _OF_THEMSELVES and happened(pieces, at):
        following = pieces[at + 1 : at + 2]
        if any(classes().units.get(piece.text) in TIMES for piece in pieces[at + 2 : at + 4]):  # died a day later
            return False
        return bool(following) and (following[0].kind == "number" or following[0].text in {"a", "an", "one", "two"})
    following = pieces[at + 1 : at + 2]
    if not following or following[0].kind in {"sign", "code"} or following[0].text in _CHANGES - {"the"}:
        return False
    return following[0].kind == "number" or following[0].text not in STOPS - {
        "a",
        "an",
        "the",
        "his",
        "her",
        "its",
        "their",
    }


def fate_before(pieces: Sequence[Token], at: int) -> tuple[frozenset[str], int]:
    """What happened to a phrase whose number begins at a token, from the words before it, and where that stands."""
    for step in range(at - 1, max(-1, at - 8), -1):
        piece = pieces[step]
        if piece.text in {"life", "lives"}:
            taken = {before.text for before in pieces[max(0, step - 3) : step]} & _TAKEN
            return (_DEAD, step) if taken else (NO_CLASSES, at)
        if found := happened(pieces, step):
            if pieces[step + 1].text == "to" and not piece.text.startswith(("damage", "injur")):
                break
            return found, step
        if piece.text not in _PASSED_BACK and not (piece.kind == "sign" and piece.text in {"]", "[", "(", ")", "#"}):
            break
    return NO_CLASSES, at


def toll(pieces: Sequence[Token], at: int) -> Toll | None:
    """What a number without a noun counts: the death toll rose to 22, the number of injured stands at 108."""
    if not at:
        return None
    if pieces[at - 1].text == ",":
        return _of_those(pieces, at - 1)
    if pieces[at - 1].text not in _CHANGES | _PASSED_BACK:
        return None
    for step in range(at - 1, max(-1, at - _FARTHEST_BACK), -1):
        piece = pieces[step]
        if piece.kind == "sign" and piece.text[0] in ".;!?\n":
            break
        if piece.text == "toll":
            found = happened(pieces, step - 1) if step else NO_CLASSES
            return Toll(found or _DEAD, step)
        if piece.text == "number" and pieces[step + 1].text == "of":
            counted = phrase(pieces, step + 2)
            fate = next((found for head in counted.heads if (found := happened(pieces, head))), NO_CLASSES)
            where = counted.heads[-1] if fate else step
            if not fate:
                fate, where = fate_after(pieces, counted.end)
            return Toll(fate, where, counted.heads) if counted.heads else None
        found = happened(pieces, step)
        if found and (piece.text in FATE_NOUNS or is_plural(piece)):
            return Toll(found, step)
    return None


def _of_those(pieces: Sequence[Token], at: int) -> Toll | None:
    """What is told before a comma: of the deaths, 17 were in the capital."""
    for step in range(at - 1, max(0, at - 4), -1):
        if pieces[step].kind != "word":
            break
        if pieces[step - 1].text == "of" or [piece.text for piece in pieces[step - 2 : step]] == ["of", "the"]:
            found = happened(pieces, step)
            return Toll(found, step) if found else None
    return None


def of_the_adjective(pieces: Sequence[Token], counted: Counted) -> tuple[frozenset[str], int]:
    """What an adjective within a noun phrase says: 40 injured people."""
    for at in range(counted.start, counted.heads[0] if counted.heads else counted.start):
        if pieces[at].text in FATE_NOUNS and (found := happened(pieces, at)):
            return found, at
    return NO_CLASSES, counted.start


def fate_of_those_among(pieces: Sequence[Token], at: int) -> tuple[frozenset[str], int]:
    """What happened to those of whom some are told: among the dead were two children."""
    if not at or pieces[at - 1].text not in BE | _INCLUDE:
        return NO_CLASSES, at
    for step in range(at - 2, max(0, at - 12), -1):
        told = pieces[step].text in FATE_NOUNS or is_plural(pieces[step])
        if told and pieces[step - 1].text in {"among", "amongst", "the", "those"} and (found := happened(pieces, step)):
            return found, step
        if pieces[step].kind == "sign" and pieces[step].text in {".", ";"}:
            break
    return NO_CLASSES, at


def what_they_are(pieces: Sequence[Token], at: int) -> Counted | None:
    """Who those are of whom a number without a noun is told: of which 15 were children."""
    if at < len(pieces) and pieces[at].text in BE:
        counted = phrase(pieces, at + 1)
        if counted.heads and is_person(things(pieces, counted.heads)) and not happened(pieces, counted.heads[-1]):
            return counted
    return None


def ends_between(pieces: Sequence[Token], start: int, end: int) -> bool:
    """Whether a sentence may end between two tokens."""
    return any(piece.kind == "sign" and piece.text[0] in ".;!?\n" for piece in pieces[start:end])


def of_group(pieces: Sequence[Token], at: int) -> bool:
    """Whether a number is told as a part of the one before it: including 15 children, of which 15."""
    words = [piece.text for piece in pieces[max(0, at - 3) : at]]
    return bool(_GROUPED & set(words[-1:])) or words[-2:] in (["of", "which"], ["of", "whom"], ["of", "them"])
