"""What a number counts, and what happened to it, from the words beside it.

No grammar is read: the noun phrase behind a number ends at the first plural or at a word that can't be in it, and what
happened is the nearest word for it behind or before the phrase that nothing parts from it but small words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.evidence.counted import NO_CLASSES, classes
from tui.evidence.numbers import Token
from tui.evidence.words import stem

_STOPS_WORDS = (
    "a an the and or but nor if of in on at to from by for with without as into onto than then that this these "
    "those there here it its he him his she her hers they them their theirs we us our ours you your yours i me my "
    "mine who whom whose which what when where why how is are was were be been being am do does did done has have "
    "had having will would can could shall should may might must not no so too also any each both all about above "
    "after again against before below between during over through under until up while because since per "
    "according near across along among amongst including despite toward towards via within outside inside around "
    "ago later earlier today yesterday tomorrow tonight said says say saying told s monday tuesday wednesday "
    "thursday friday saturday sunday one two three four five six seven eight nine ten left out off down every "
    "another ahead"
)
_STOPS = frozenset(_STOPS_WORDS.split())
_BE = frozenset(["was", "were", "is", "are", "be", "been", "being", "got"])
_PASSED_FORWARD_WORDS = (
    "have has had also reported reportedly said to confirmed believed feared known thought left more others other "
    "who that which later now either so far already still all alike presumed declared listed found both or and "
    "counted shot brought"
)
_PASSED_FORWARD = _BE | frozenset(_PASSED_FORWARD_WORDS.split())
_PASSED_BACK_WORDS = (
    "at least most more than over some about around nearly almost a an the total of all another further estimated "
    "up as many approximately roughly no fewer less only just lives those these its their other record additional "
    "to exactly precisely well"
)
_PASSED_BACK = frozenset(_PASSED_BACK_WORDS.split())
_IRREGULAR_WORDS = (
    "people children men women police aircraft personnel staff troops cattle sheep fish policemen policewomen "
    "firemen servicemen servicewomen fishermen gunmen cameramen schoolchildren media infantry spacecraft feet "
    "teeth geese mice crew dead wounded injured missing"
)
_IRREGULAR = frozenset(_IRREGULAR_WORDS.split())
_FATE_NOUNS_WORDS = "dead wounded injured missing killed hurt arrested detained displaced hospitalised"
_FATE_NOUNS = frozenset(_FATE_NOUNS_WORDS.split())
_FILLERS_WORDS = "more other further additional new such different reported confirmed suspected separate alleged same"
_FILLERS = frozenset(_FILLERS_WORDS.split())
_CHANGES_WORDS = (
    "rose risen rise rises rising climbed climbs climb increased increases jumped grew grown fell fallen dropped "
    "went gone stood stands stand reached reaches was is now at has had have to been revised raised from by "
    "currently passed exceeded could may might put said of the up"
)
_CHANGES = frozenset(_CHANGES_WORDS.split())
_GROUPED = frozenset({"including", "among", "amongst", "includes", "included"})
_LONGEST_PHRASE, _FARTHEST = 7, 14
_LINK = frozenset(["[", "]", "(", ")", "#", "“", "”", '"', "‘", "’", "—", "–", "-", "*"])


class Counted(NamedTuple):
    """A noun phrase: its tokens, and the heads that say what it counts."""

    start: int
    end: int
    heads: tuple[int, ...]


def is_plural(piece: Token) -> bool:
    """Whether a word looks like a plural."""
    word = piece.text
    if piece.kind != "word":
        return False
    return word in _IRREGULAR or (len(word) > 3 and word[-1] == "s" and word[-2] not in "sui'")


def happened(pieces: Sequence[Token], at: int) -> frozenset[str]:
    """What a word says that happened."""
    piece = pieces[at]
    if piece.kind != "word":
        return NO_CLASSES
    if piece.text == "down":
        shot = at and stem(pieces[at - 1].text) in {"shot", "shoot", "brought", "bring", "take", "took"}
        return frozenset({"destroyed"}) if shot else NO_CLASSES
    return classes().happened.get(stem(piece.text), NO_CLASSES)


def phrase(pieces: Sequence[Token], at: int, *, single: bool = False) -> Counted:
    """The noun phrase that begins at a token, behind a number."""
    start = at
    end = at
    heads: list[int] = []
    while end < len(pieces) and end - start < _LONGEST_PHRASE:
        piece = pieces[end]
        if piece.kind == "sign":
            if piece.text in _LINK and piece.text not in {")", "—", "–", "#"} and not heads and end + 1 < len(pieces):
                end += 1
                continue
            break
        if piece.kind == "number" or piece.text in _STOPS or (piece.kind == "code" and heads):
            break
        fate = happened(pieces, end)
        if piece.text in _FATE_NOUNS or (fate and not is_plural(piece)):
            if end == start and _goes_on(pieces, end + 1):
                end += 1
                continue
            if end == start and piece.text in _FATE_NOUNS:
                return Counted(start, end + 1, (end,))
            break
        end += 1
        if is_plural(piece):
            heads = [end - 1]
            if end >= len(pieces) or not is_plural(pieces[end]) or pieces[end].text in _FATE_NOUNS:
                break
            if single:
                end -= 1
                heads = []
                break
    if not heads and end > start:
        heads = [last] if (last := _last_word(pieces, start, end)) is not None else []
    if heads and not single:
        end, heads = _joined_heads(pieces, end, heads)
    return Counted(start, end, tuple(heads))


def _goes_on(pieces: Sequence[Token], at: int) -> bool:
    """Whether a word for what happened is but an adjective: a noun follows."""
    for piece in pieces[at : at + 2]:
        if piece.kind != "word" or piece.text in _STOPS:
            return False
        if is_plural(piece) and piece.text not in _FATE_NOUNS:
            return True
    return False


def _last_word(pieces: Sequence[Token], start: int, end: int) -> int | None:
    """The head where nothing looks like a plural: the last word, of few."""
    if end - start > 4:
        return None
    for at in range(end - 1, start - 1, -1):
        word = pieces[at].text
        if pieces[at].kind == "word" and word not in _FILLERS and not word.endswith(("ly", "ed")):
            return at
    return None


def _joined_heads(pieces: Sequence[Token], end: int, heads: list[int]) -> tuple[int, list[int]]:
    """A second plural that is counted together with the first: missiles and drones."""
    if end + 1 < len(pieces) and pieces[end].text in {"and", "or"} and is_plural(pieces[heads[-1]]):
        for at in range(end + 1, min(end + 3, len(pieces))):
            if pieces[at].kind != "word" or pieces[at].text in _STOPS or happened(pieces, at):
                break
            if is_plural(pieces[at]):
                return at + 1, [*heads, at]
    return end, heads


def fate_after(pieces: Sequence[Token], at: int) -> tuple[frozenset[str], int]:
    """What happened to a phrase that ends at a token, from the words behind it, and where that stands."""
    end = min(len(pieces), at + _FARTHEST)
    passive = False
    at = _after_aside(pieces, at, end)
    for step in range(at, end):
        piece = pieces[step]
        if found := happened(pieces, step):
            if piece.text.endswith("ing") and piece.text != "missing":
                break
            return (NO_CLASSES, step) if not passive and _has_object(pieces, step) else (found, step)
        passive = passive or piece.text in _BE
        small = piece.text in _PASSED_FORWARD or piece.text.endswith("ly") or piece.text in _LINK
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
    if word in {"dead", "died", "perished", "missing", "injured", "wounded"} and happened(pieces, at):
        following = pieces[at + 1 : at + 2]
        return bool(following) and (following[0].kind == "number" or following[0].text in {"a", "an", "one", "two"})
    following = pieces[at + 1 : at + 2]
    if not following or following[0].kind in {"sign", "code"}:
        return False
    return following[0].kind == "number" or following[0].text not in _STOPS - {
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
        if found := happened(pieces, step):
            if pieces[step + 1].text == "to" and not piece.text.startswith(("damage", "injur")):
                break
            return found, step
        if piece.text not in _PASSED_BACK and not (piece.kind == "sign" and piece.text in {"]", "[", "(", ")", "#"}):
            break
    return NO_CLASSES, at


def fate_of_toll(pieces: Sequence[Token], at: int) -> tuple[frozenset[str], int]:
    """What a number without a noun counts: the death toll rose to 22, the number of injured stands at 108."""
    for step in range(at - 1, max(-1, at - 11), -1):
        piece = pieces[step]
        if piece.text == "toll":
            found = happened(pieces, step - 1) if step else NO_CLASSES
            return found or frozenset({"dead"}), step
        found = happened(pieces, step)
        if found and (piece.text in _FATE_NOUNS or is_plural(piece)):
            return found, step
        changes = piece.kind == "number" or piece.text in _CHANGES or piece.text.endswith("ly")
        if not changes and piece.text not in _PASSED_BACK:
            break
    return NO_CLASSES, at


def things(pieces: Sequence[Token], heads: Sequence[int]) -> frozenset[str]:
    """The classes of what some words name, else their stems."""
    known = classes().things
    return frozenset(known.get(pieces[at].text) or stem(pieces[at].text) for at in heads)


def traits(pieces: Sequence[Token], counted: Counted) -> frozenset[str]:
    """The stems of the words before the head that say which: attack drones, apartment buildings."""
    until = counted.heads[0] if counted.heads else counted.start
    return frozenset(
        stem(piece.text)
        for at, piece in enumerate(pieces[counted.start : until], counted.start)
        if piece.kind == "word" and piece.text not in _FILLERS | _STOPS and not happened(pieces, at)
    )


def is_person(found: frozenset[str]) -> bool:
    """Whether people of some sort are counted."""
    return bool(found) and found <= classes().persons


def of_group(pieces: Sequence[Token], at: int) -> bool:
    """Whether a number is told as a part of the one before it: including 15 children, of which 15."""
    words = [piece.text for piece in pieces[max(0, at - 3) : at]]
    return bool(_GROUPED & set(words[-1:])) or words[-2:] in (["of", "which"], ["of", "whom"], ["of", "them"])


def fate_of_those_among(pieces: Sequence[Token], at: int) -> tuple[frozenset[str], int]:
    """What happened to those of whom some are told: among the dead were two children."""
    if not at or pieces[at - 1].text not in _BE:
        return NO_CLASSES, at
    for step in range(at - 2, max(0, at - 12), -1):
        if pieces[step - 1].text in {"among", "amongst", "the"} and (found := happened(pieces, step)):
            return found, step
        if pieces[step].kind == "sign" and pieces[step].text in {".", ";"}:
            break
    return NO_CLASSES, at


def what_they_are(pieces: Sequence[Token], at: int) -> Counted | None:
    """Who those are of whom a number without a noun is told: of which 15 were children."""
    if at < len(pieces) and pieces[at].text in _BE:
        counted = phrase(pieces, at + 1)
        if counted.heads and is_person(things(pieces, counted.heads)) and not happened(pieces, counted.heads[-1]):
            return counted
    return None


def ends_between(pieces: Sequence[Token], start: int, end: int) -> bool:
    """Whether a sentence may end between two tokens."""
    return any(piece.kind == "sign" and piece.text[0] in ".;!?\n" for piece in pieces[start:end])


def is_small(piece: Token) -> bool:
    """Whether a piece is no word, or one that holds a sentence together."""
    return piece.kind != "word" or piece.text in _STOPS
