"""What a number counts, from the words behind it.

No grammar is read: the noun phrase behind a number ends at the first plural or at a word that can't be in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tui.evidence.figures.counted import NO_CLASSES, classes
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
    "another ahead either dozens scores hundreds thousands millions billions"
)
STOPS = frozenset(_STOPS_WORDS.split())
BE = frozenset(["was", "were", "is", "are", "be", "been", "being", "got"])
_IRREGULAR_WORDS = (
    "people children men women police aircraft personnel staff troops cattle sheep fish policemen policewomen "
    "firemen servicemen servicewomen fishermen gunmen cameramen schoolchildren media infantry spacecraft feet "
    "teeth geese mice crew data bacteria cacti dead wounded injured missing"
)
_IRREGULAR = frozenset(_IRREGULAR_WORDS.split())
_FATE_NOUNS_WORDS = (
    "dead wounded injured missing killed hurt arrested detained displaced hospitalised dismissed rescued"
)
FATE_NOUNS = frozenset(_FATE_NOUNS_WORDS.split())
_FILLERS_WORDS = "more other further additional new such different reported confirmed suspected separate alleged same"
_FILLERS = frozenset(_FILLERS_WORDS.split())
_SHOT = frozenset({"shot", "shoot", "shoots", "shooting", "brought", "bring", "take", "took", "taken"})
_SINGLE_FATES = frozenset({"death", "injury", "fatality", "casualty", "victim", "survivor", "arrest", "hostage"})
_LONGEST_PHRASE = 7
LINK = frozenset(["[", "]", "(", ")", "#", "“", "”", '"', "‘", "’", "—", "–", "-", "*"])


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
    return word in _IRREGULAR or word.endswith("ese") or (len(word) > 3 and word[-1] == "s" and word[-2] not in "sui'")


def happened(pieces: Sequence[Token], at: int) -> frozenset[str]:
    """What a word says that happened."""
    piece = pieces[at]
    if piece.kind != "word":
        return NO_CLASSES
    verb = pieces[at - 1].text if at else ""
    if piece.text == "down":
        return frozenset({"destroyed"}) if verb in _SHOT else NO_CLASSES
    if piece.text == "off":
        return frozenset({"jobless"}) if verb in {"laid", "lay", "lays", "laying"} else NO_CLASSES
    return _happened(piece.text)


@lru_cache(maxsize=1 << 14)
def _happened(word: str) -> frozenset[str]:
    return NO_CLASSES if word in classes().confused else classes().happened.get(stem(word), NO_CLASSES)


def phrase(pieces: Sequence[Token], at: int, *, single: bool = False) -> Counted:
    """The noun phrase that begins at a token, behind a number."""
    start = at
    end = at
    heads: list[int] = []
    while end < len(pieces) and end - start < _LONGEST_PHRASE:
        piece = pieces[end]
        if piece.kind == "sign":
            if piece.text in LINK and piece.text not in {")", "—", "–", "#"} and not heads and end + 1 < len(pieces):
                end += 1
                continue
            break
        if piece.kind == "number" or piece.text in STOPS or (piece.kind == "code" and heads):
            break
        fate = happened(pieces, end)
        if piece.text in FATE_NOUNS or (fate and not is_plural(piece)):
            if end == start and _goes_on(pieces, end + 1):
                end += 1
                continue
            if piece.text in _SINGLE_FATES or (end == start and piece.text in FATE_NOUNS):
                return Counted(start, end + 1, (end,))
            break
        if single and end > start and piece.text.endswith("ed"):
            break
        end += 1
        if is_plural(piece):
            heads = [end - 1]
            if end >= len(pieces) or not is_plural(pieces[end]) or pieces[end].text in FATE_NOUNS:
                break
            if single:
                end -= 1
                heads = []
                break
    if not heads and end > start:
        last = _last_word(pieces, start, end)
        heads = [last] if last is not None and (single or _names_people(pieces[last])) else []
    if heads and not single:
        end, heads = _joined_heads(pieces, end, heads)
    return Counted(start, end, tuple(heads))


def _goes_on(pieces: Sequence[Token], at: int) -> bool:
    """Whether a word for what happened is but an adjective: a noun follows."""
    for piece in pieces[at : at + 2]:
        if piece.kind != "word" or piece.text in STOPS:
            return False
        if is_plural(piece) and piece.text not in FATE_NOUNS:
            return True
    return False


def _names_people(piece: Token) -> bool:
    """Whether a word that looks like no plural may be one all the same: 22 staff, 5 police."""
    return piece.text in classes().things


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
            if pieces[at].kind != "word" or pieces[at].text in STOPS or happened(pieces, at):
                break
            if is_plural(pieces[at]):
                return at + 1, [*heads, at]
    return end, heads


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
        if piece.kind == "word" and piece.text not in _FILLERS | STOPS and not happened(pieces, at)
    )


def is_person(found: frozenset[str]) -> bool:
    """Whether people of some sort are counted."""
    return bool(found) and found <= classes().persons


def is_small(piece: Token) -> bool:
    """Whether a piece is no word, or one that holds a sentence together."""
    return piece.kind != "word" or piece.text in STOPS
