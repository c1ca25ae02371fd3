"""Words that two articles share: the sign that one carries the other's text, or that both carry a third one's.

Every run of at least :data:`RUN` words that stands in both is found, however it is cased, punctuated or wrapped. They
are looked up by all their stretches of :data:`RUN` words ("shingles"; U. Manber, Finding similar files in a large file
system, USENIX 1994), and then made as long as they go.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from tui.dossier.article import Article, Span
from tui.dossier.model import Source

RUN = 8
"""The least number of words that are called shared: fewer are chance."""
PLACES = 50
"""How many places of the same words are tried to make a run as long as it goes."""
MOST = 5_000_000
"""Words that are compared in two articles: only where they say the same over and over, it is more."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Shared(NamedTuple):
    """A run of words in two articles."""

    one: Span
    other: Span
    words: int


class Words(NamedTuple):
    """The words of an article, folded to compare, with their places."""

    texts: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    """Arrays, for the garbage collector has nothing to look at in them: as objects they would be felt at the keys."""

    def stretch(self, first: int, count: int) -> Span:
        """The stretch from a word on over so many words."""
        return Span(self.starts[first], self.ends[first + count - 1])


@lru_cache(maxsize=4096)
def words_of(article: Article) -> Words:
    """The words of an article, front matter aside."""
    found = list(_WORD.finditer(article.text, article.body_start))
    texts = (unicodedata.normalize("NFKC", match[0]).casefold().replace("’", "'") for match in found)
    ends = array("I", (match.end() for match in found))
    return Words(tuple(texts), array("I", (match.start() for match in found)), ends)


@lru_cache(maxsize=4096)
def _shingles(article: Article) -> frozenset[int]:
    texts = words_of(article).texts
    return frozenset(hash(texts[at : at + RUN]) for at in range(len(texts) - RUN + 1))


@lru_cache(maxsize=1 << 16)
def shared_runs(one: Article, other: Article) -> tuple[Shared, ...]:
    """The longest runs of words that two articles share, in the order of the first; none lies within another.

    Not all where words stand there over and over, so that to compare them takes more than :data:`MOST` steps.
    """
    if _shingles(one).isdisjoint(_shingles(other)):
        return ()
    mine, theirs = words_of(one), words_of(other)
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(theirs.texts) - RUN + 1):
        found = places.setdefault(theirs.texts[at : at + RUN], [])
        if len(found) < PLACES:
            found.append(at)
    runs: list[Shared] = []
    lengths: dict[int, int] = {}
    end = compared = 0
    for at in range(len(mine.texts) - RUN + 1):
        known = lengths
        # A run that began one word before goes on here, one word shorter; of the others only those count that may reach
        # over the end of what was found.
        lengths = {
            start: known[start - 1] - 1 if start - 1 in known else _common(mine.texts, at, theirs.texts, start)
            for start in places.get(mine.texts[at : at + RUN], ())
            if start - 1 in known
            or end - at < RUN
            or mine.texts[end : end + 1] == theirs.texts[start + end - at : start + end - at + 1]
        }
        if not lengths:
            continue
        where = max(lengths, key=lambda start: lengths[start])
        if at + lengths[where] > end:
            end = at + lengths[where]
            runs.append(Shared(mine.stretch(at, end - at), theirs.stretch(where, end - at), end - at))
        compared += sum(length for start, length in lengths.items() if start - 1 not in known)
        if compared > MOST:
            break
    return tuple(runs)


def shared_words(one: Article, other: Article) -> int:
    """How many words of an article lie in runs that it shares with another, each counted once."""
    starts = words_of(one).starts
    count = end = 0
    for run in shared_runs(one, other):
        first, end = max(end, bisect_left(starts, run.one.start)), bisect_left(starts, run.one.end)
        count += end - first
    return count


def _common(one: Sequence[str], at: int, other: Sequence[str], start: int) -> int:
    """How many words are the same from two places on."""
    length = RUN
    while at + length < len(one) and start + length < len(other) and one[at + length] == other[start + length]:
        length += 1
    return length


def sharing_pairs(sources: Sequence[Source]) -> dict[tuple[str, str], tuple[Shared, ...]]:
    """The runs that each two of some sources share, by their ids."""
    shared = {}
    for a, b in sorted(touching(sources)):
        one, other = sources[a].article, sources[b].article
        if one is not None and other is not None and (runs := shared_runs(one, other)):
            shared[sources[a].id, sources[b].id] = runs
    return shared


def touching(sources: Sequence[Source]) -> set[tuple[int, int]]:
    """The pairs of sources that share a run of words, by their places."""
    holders: dict[int, list[int]] = {}
    for number, source in enumerate(sources):
        for shingle in _shingles(source.article) if source.article is not None else ():
            holders.setdefault(shingle, []).append(number)
    groups = {tuple(found) for found in holders.values() if len(found) > 1}  # a text that many carry, once
    return {pair for group in groups for pair in combinations(group, 2)}
