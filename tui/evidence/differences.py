"""Two passages word for word: what of each is not in the other, marked as a person would mark it.

Words are compared as they stand, in whatever case, normal form and dress of quotation marks and dashes; so are signs
such as % and €. Punctuation and blanks are not compared. What is common is found by :mod:`difflib`, which takes the
cube of the length of texts that repeat themselves: so its work is bounded, and it is told where the comparison ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tui.dossier.values.article import Span
from tui.dossier.values.quotes import fold
from tui.evidence.words import words

MOST = 600
"""Words of a text that are compared."""
PAIRS = 10_000
"""Pairs of equal words, one in each text, past which fewer words are compared: prose of that length has fewer."""
LONGEST = 8_000
"""Code points of a text that are looked at."""
ROUGHLY = 2_000
"""Code points of a text that are looked at to tell which is nearest."""
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""The letters of scripts that don't part words: each is a word here."""
_JOINERS = "\u200c\u200d"
_ROUGH_WORD = re.compile(r"\w+")


class Comparison(NamedTuple):
    """What differs between two texts."""

    one: tuple[Span, ...]
    """The stretches of the first that are not in the second, in order, from their first word to their last."""
    other: tuple[Span, ...]
    """The same of the second."""
    same: int
    """How many words are the same."""
    words: int
    """How many words were compared: those of the longer text."""
    is_cut: bool
    """Whether only the beginnings were compared."""


class _Word(NamedTuple):
    key: str
    span: Span


class _Island(NamedTuple):
    """A run of words that both texts have."""

    one: int
    other: int
    size: int


@lru_cache(maxsize=64)
def compare(one: str, other: str) -> Comparison:
    """What differs between two texts; the other way round, it is the same differences."""
    if other < one:  # difflib's answer hangs on which comes first
        turned = compare(other, one)
        return turned._replace(one=turned.other, other=turned.one)
    ours, theirs = _words(one[:LONGEST]), _words(other[:LONGEST])
    most = _compared(ours, theirs)
    is_cut = max(len(one), len(other)) > LONGEST or max(len(ours), len(theirs)) > most
    ours, theirs = ours[:most], theirs[:most]
    islands = list(_islands([word.key for word in ours], [word.key for word in theirs]))
    return Comparison(
        tuple(_marks(ours, [(island.one, island.size) for island in islands])),
        tuple(_marks(theirs, [(island.other, island.size) for island in islands])),
        sum(island.size for island in islands),
        max(len(ours), len(theirs)),
        is_cut,
    )


def nearest_first(text: str, others: Sequence[str]) -> list[int]:
    """The numbers of some texts, those first that share most of their words with a text; roughly, for it is quick."""
    wanted = _roughly(text)
    shares = []
    for other in others:
        found = _roughly(other)
        shares.append(2 * len(wanted & found) / max(1, len(wanted) + len(found)))
    return sorted(range(len(others)), key=lambda number: -shares[number])


def _roughly(text: str) -> set[str]:
    return set(_ROUGH_WORD.findall(text[:ROUGHLY].casefold()))


def _words(text: str) -> list[_Word]:
    """The words of a text, as they are compared, with their places."""
    plain = fold(text)
    found = []
    for start, end in _runs(plain.text):
        key = unicodedata.normalize("NFC", plain.text[start:end].casefold())
        found.append(_Word(key, Span(plain.starts[start], plain.ends[end - 1])))
    return found


def _runs(text: str) -> Iterator[Span]:
    """Where the words and signs of a folded text are."""
    start = 0
    while start < len(text):
        end = start + 1
        if text[start].isalnum():
            while end < len(text) and _goes_on(text, end):
                end += 1
            yield Span(start, end)
        elif text[start] in "%‰" or unicodedata.category(text[start])[0] == "S":
            yield Span(start, end)
        start = end


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on at an offset: with a letter or its marks, an apostrophe in it, the mark of a figure."""
    char, before, after = text[at], text[at - 1], text[at + 1 : at + 2]
    if char.isalnum():
        return not _UNPARTED.match(char) and not _UNPARTED.match(before)
    if char == "'":
        return before.isalpha() and after.isalpha()
    if char in ".,":
        return before.isdigit() and after.isdigit()
    return char in _JOINERS or unicodedata.category(char)[0] == "M"


def _compared(ours: Sequence[_Word], theirs: Sequence[_Word]) -> int:
    """How many words of either text are compared, for the work to be bounded."""
    most = MOST
    while most > 1:
        counts = Counter(word.key for word in ours[:most])
        if sum(counts[word.key] for word in theirs[:most]) <= PAIRS:
            break
        most = most * 3 // 4
    return most


def _islands(one: Sequence[str], other: Sequence[str]) -> Iterator[_Island]:
    """The runs of words that both have, in order, and empty ones at the start and the end.

    They are found by the words that say something; then, between two of them, by the empty ones that are left.
    """
    blocks = SequenceMatcher(lambda word: not words(word), one, other, autojunk=False).get_matching_blocks()
    start = _Island(0, 0, 0)
    yield start
    for island in map(_Island._make, blocks):
        at, beside = start.one + start.size, start.other + start.size
        rest = SequenceMatcher(None, one[at : island.one], other[beside : island.other], autojunk=False)
        between = [_Island(at + found.a, beside + found.b, found.size) for found in rest.get_matching_blocks()[:-1]]
        yield from _without_lone([start, *between, island])[1:]
        start = island


def _without_lone(islands: list[_Island]) -> list[_Island]:
    """Without a lone "of the" between two changes: nobody would leave that unmarked. The first and the last stay."""
    while True:
        lone = [
            island
            for before, island, after in zip(islands, islands[1:], islands[2:], strict=False)
            if _is_lone(island.size, sorted((_gap(before, island), _gap(island, after))))
        ]
        if not lone:
            return islands
        islands = [island for island in islands if island not in lone]


def _is_lone(size: int, gaps: Sequence[int]) -> bool:
    """Whether common words are fewer than those that differ on their one side, and no more than on the other."""
    return 0 < size <= gaps[0] and size < gaps[1]


def _gap(before: _Island, after: _Island) -> int:
    """How many words differ between two islands, in the text that has fewer."""
    return min(after.one - before.one, after.other - before.other) - before.size


def _marks(found: Sequence[_Word], common: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The stretches between runs of common words."""
    for (start, size), (end, _) in pairwise([(0, 0), *common, (len(found), 0)]):
        if start + size < end:
            yield Span(found[start + size].span.start, found[end - 1].span.end)
