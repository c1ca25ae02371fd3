"""The differences of two passages, word for word, marked as a person would mark them.

Words and signs such as % and € are compared; case, Unicode normal form, and the forms of quotation marks and dashes
make no difference. Punctuation and blanks are not compared. :mod:`difflib` finds the common words; its time grows with
the cube of the length for texts that repeat themselves. So its work is bounded, and a result says if texts were cut.
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
from tui.evidence.search.words import words

MOST = 600
"""Words of a text that are compared at most."""
PAIRS = 10_000
"""Pairs of equal words, one in each text, above which fewer words are compared: prose has fewer."""
LONGEST = 8_000
"""Code points of a text that are compared at most."""
ROUGHLY = 2_000
"""Code points of a text by which the nearest texts are found."""
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""The letters of scripts that write no blanks between words: each is compared as a word."""
_JOINERS = "\u200c\u200d"
_ROUGH_WORD = re.compile(r"\w+")


class Comparison(NamedTuple):
    """The differences of two texts."""

    one: tuple[Span, ...]
    """The stretches of the first text that are not in the second, in order, each from its first word to its last."""
    other: tuple[Span, ...]
    """The stretches of the second text that are not in the first."""
    same: int
    """The number of common words."""
    words: int
    """The number of words of the longer text that were compared."""
    is_cut: bool
    """Whether only the beginnings of the texts were compared."""


class _Word(NamedTuple):
    key: str
    span: Span


class _Island(NamedTuple):
    """A run of common words: where it begins in either text, and its number of words."""

    one: int
    other: int
    size: int


@lru_cache(maxsize=64)
def compare(one: str, other: str) -> Comparison:
    """Compare two texts. With the texts exchanged, the result has the same differences, exchanged."""
    if other < one:  # difflib's answer depends on the order
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
    """The places of the ``others``, in the order of the words that each shares with a text; an estimate, and quick."""
    wanted = _roughly(text)
    shares = []
    for other in others:
        found = _roughly(other)
        shares.append(2 * len(wanted & found) / max(1, len(wanted) + len(found)))
    return sorted(range(len(others)), key=lambda number: -shares[number])


def _roughly(text: str) -> set[str]:
    return set(_ROUGH_WORD.findall(text[:ROUGHLY].casefold()))


def _words(text: str) -> list[_Word]:
    """The words of a text as they are compared, with their places in the text."""
    plain = fold(text)
    found = []
    for start, end in _runs(plain.text):
        key = unicodedata.normalize("NFC", plain.text[start:end].casefold())
        found.append(_Word(key, Span(plain.starts[start], plain.ends[end - 1])))
    return found


def _runs(text: str) -> Iterator[Span]:
    """The places of the words and signs of a folded text."""
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
    """Whether a word goes on at an offset: with a letter or its marks, an apostrophe within, a figure's mark."""
    char, before, after = text[at], text[at - 1], text[at + 1 : at + 2]
    if char.isalnum():
        return not _UNPARTED.match(char) and not _UNPARTED.match(before)
    if char == "'":
        return before.isalpha() and after.isalpha()
    if char in ".,":
        return before.isdigit() and after.isdigit()
    return char in _JOINERS or unicodedata.category(char)[0] == "M"


def _compared(ours: Sequence[_Word], theirs: Sequence[_Word]) -> int:
    """The number of words of either text that are compared, so that the work is bounded."""
    most = MOST
    while most > 1:
        counts = Counter(word.key for word in ours[:most])
        if sum(counts[word.key] for word in theirs[:most]) <= PAIRS:
            break
        most = most * 3 // 4
    return most


def _islands(one: Sequence[str], other: Sequence[str]) -> Iterator[_Island]:
    """The runs of common words, in order, and empty runs at the start and the end.

    They are found by the words that say something; then, between two runs, by the words that are left.
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
    """Runs without a lone *of the* between two changes, which nobody would leave unmarked; first and last stay."""
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
    """Whether common words are fewer than the words that differ on one side, and no more than those on the other."""
    return 0 < size <= gaps[0] and size < gaps[1]


def _gap(before: _Island, after: _Island) -> int:
    """The number of words between two runs of common words, in the text that has fewer."""
    return min(after.one - before.one, after.other - before.other) - before.size


def _marks(found: Sequence[_Word], common: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The stretches between runs of common words, each run given by its start and its number of words."""
    for (start, size), (end, _) in pairwise([(0, 0), *common, (len(found), 0)]):
        if start + size < end:
            yield Span(found[start + size].span.start, found[end - 1].span.end)
