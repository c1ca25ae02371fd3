"""Text that articles share word for word: a sign that one carries the text of the other, or all that of an agency.

Every stretch of :data:`RUN` words (a *shingle*: U. Manber, Finding similar files in a large file system, USENIX 1994)
is found by a hash of its words, so that case, punctuation and line breaks make no difference. The sources that carry a
stretch are kept as a set of bits, with a bit for each place of a source: thousands may carry one notice at their end.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Source
from tui.dossier.values.progress import ProgressCallback, each

RUN = 8
"""The least number of words in a row that count as shared: fewer may be chance."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")

Carriers = Mapping[int, int]
"""The stretches that two sources or more carry: the sources as a set of bits, by the hash of the stretch."""


class Words(NamedTuple):
    """The words of an article, folded for comparison, with their offsets."""

    texts: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    """Arrays, which the garbage collector does not visit: with an object for each word, keys would be answered late."""

    def stretch(self, first: int, end: int) -> Span:
        """The stretch of the article from the word ``first`` to the word before ``end``."""
        return Span(self.starts[first], self.ends[end - 1])


class Run(NamedTuple):
    """Words in a row that several sources carry."""

    span: Span
    """Their stretch in the article of the first of these sources."""
    words: int
    sources: tuple[int, ...]
    """The places of these sources, in order."""


@lru_cache(maxsize=4096)
def words_of(article: Article) -> Words:
    """The words of an article without its front matter."""
    found = list(_WORD.finditer(article.text, article.body_start))
    texts = (unicodedata.normalize("NFKC", match[0]).casefold().replace("’", "'") for match in found)
    ends = array("I", (match.end() for match in found))
    return Words(tuple(texts), array("I", (match.start() for match in found)), ends)


def count_words(article: Article) -> int:
    """The number of words of an article without its front matter."""
    return len(shingles) + RUN - 1 if (shingles := _shingles(article)) else len(words_of(article).texts)


@lru_cache(maxsize=1 << 14)
def _shingles(article: Article) -> array[int]:
    """The hashes of the stretches that begin at each word; they differ from process to process."""
    texts = words_of(article).texts
    return array("q", (hash(texts[at : at + RUN]) for at in range(len(texts) - RUN + 1)))


@lru_cache(maxsize=256)
def _known(article: Article) -> frozenset[int]:
    return frozenset(_shingles(article))


def carriers(sources: Sequence[Source], report: ProgressCallback | None = None) -> Carriers:
    """The stretches that at least two of some sources carry, with their carriers; ``report`` gets the progress."""
    first: dict[int, int] = {}
    found: dict[int, list[int]] = {}
    for number, source in enumerate(each(sources, report, "comparing articles")):
        if source.article is None:
            continue
        for shingle in set(_shingles(source.article)):
            before = first.setdefault(shingle, number)
            if before != number:
                found.setdefault(shingle, [before]).append(number)
    sets: dict[tuple[int, ...], int] = {}  # one object for each set: there are as many stretches as words
    for places in map(tuple, found.values()):
        if places not in sets:
            sets[places] = _set_of(places)
    return {shingle: sets[tuple(places)] for shingle, places in found.items()}


def _set_of(places: Sequence[int]) -> int:
    bits = bytearray(places[-1] // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def members(sources: int) -> Iterator[int]:
    """The places that are in a set of bits, in order."""
    while sources:
        lowest = sources & -sources
        yield lowest.bit_length() - 1
        sources ^= lowest


def may_share(article: Article, carried: Carriers, share: float) -> int:
    """The sources, as a set of bits, that may share with an article a ``share`` of its words; its own is among them.

    The stretches with the most carriers are left out as long as their words alone are less than the share: a source
    that has enough has some of the rest too (prefix filter; S. Chaudhuri, V. Ganti, R. Kaushik, A primitive operator
    for similarity joins, ICDE 2006).
    """
    shingles = _shingles(article)
    enough = share * (len(shingles) + RUN - 1)
    holders = {at: carried[shingle] for at, shingle in enumerate(shingles) if shingle in carried}
    is_free = bytearray(b"\1" * (len(shingles) + RUN))
    found = words = 0
    for at in sorted(holders, key=lambda at: -holders[at].bit_count()):
        words += is_free.count(1, at, at + RUN)
        is_free[at : at + RUN] = bytes(RUN)
        if words >= enough:
            found |= holders[at]
    return found


def shared_words(one: Article, other: Article) -> int:
    """The number of words of the article ``one`` in stretches that the ``other`` has too, each word counted once."""
    theirs = _known(other)
    count = end = 0
    for at, shingle in enumerate(_shingles(one)):
        if shingle in theirs:
            count += at + RUN - max(at, end)
            end = at + RUN
    return count


def runs(sources: Sequence[Source], carried: Carriers, report: ProgressCallback | None = None) -> Iterator[Run]:
    """The runs of words that sources share, each once, in the order of the first source that carries it.

    A run ends where its carriers change: what two sources share is cut in three by a part of it that a third has too.
    """

    @cache
    def body(place: int) -> str:
        return _joined(words_of(_article_of(sources[place])).texts)

    seen: set[int] = set()
    for number, source in enumerate(each(sources, report, "comparing words")):
        if source.article is None:
            continue
        shingles = _shingles(source.article)
        holding = [carried.get(shingle, 0) for shingle in shingles]
        for holders, stretch in groupby(range(len(shingles)), holding.__getitem__):
            places = list(stretch)
            if holders & -holders != 1 << number or seen.issuperset(map(shingles.__getitem__, places)):
                continue  # a source before carries this too, or this source has it twice
            seen.update(map(shingles.__getitem__, places))
            yield from _in_one_piece(words_of(source.article), tuple(members(holders)), places[0], places[-1], body)


def _in_one_piece(
    words: Words, holders: tuple[int, ...], first: int, last: int, body: Callable[[int], str]
) -> Iterator[Run]:
    """The runs from the stretch ``first`` to the stretch ``last``: a single one if all carriers have them in a row."""

    def is_broken(end: int) -> bool:
        run = _joined(words.texts[first : end + RUN])
        return not all(run in body(other) for other in holders[1:])

    while first <= last:
        end = last if not is_broken(last) else first + bisect_left(range(first + 1, last), True, key=is_broken)
        yield Run(words.stretch(first, end + RUN), end + RUN - first, holders)
        first = end + 1


def _article_of(source: Source) -> Article:
    assert source.article is not None  # a source without one carries nothing
    return source.article


def _joined(words: Sequence[str]) -> str:
    """Words as one text in which only whole words are found: a folded word has no line feed."""
    return "\n".join(("", *words, ""))
