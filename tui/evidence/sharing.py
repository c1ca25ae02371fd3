"""Words that articles share: the sign that one carries the other's text, or that all of them carry another one's.

Every stretch of :data:`RUN` words ("shingle"; U. Manber, Finding similar files in a large file system, USENIX 1994) is
looked up by its hash, however it is cased, punctuated or wrapped. Who carries one is kept as a set of bits, one for
each source by its place, for thousands of articles may carry the same notice at their end.
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
"""The least number of words that are called shared: fewer are chance."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")

Carriers = Mapping[int, int]
"""Those stretches that two sources or more carry, by their hash, each with the set of these sources."""


class Words(NamedTuple):
    """The words of an article, folded to compare, with their places."""

    texts: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    """Arrays, for the garbage collector has nothing to look at in them: as objects they would be felt at the keys."""

    def stretch(self, first: int, end: int) -> Span:
        """Where the words from one on, up to another, stand."""
        return Span(self.starts[first], self.ends[end - 1])


class Run(NamedTuple):
    """Words that several sources carry, from where the run before them ended as long as all of them do."""

    span: Span
    """Where they stand in the first of them."""
    words: int
    sources: tuple[int, ...]
    """Their places, in order."""


@lru_cache(maxsize=4096)
def words_of(article: Article) -> Words:
    """The words of an article, front matter aside."""
    found = list(_WORD.finditer(article.text, article.body_start))
    texts = (unicodedata.normalize("NFKC", match[0]).casefold().replace("’", "'") for match in found)
    ends = array("I", (match.end() for match in found))
    return Words(tuple(texts), array("I", (match.start() for match in found)), ends)


def count_words(article: Article) -> int:
    """How many words an article has."""
    return len(shingles) + RUN - 1 if (shingles := _shingles(article)) else len(words_of(article).texts)


@lru_cache(maxsize=1 << 14)
def _shingles(article: Article) -> array[int]:
    """The hash of the stretch that begins at each word."""
    texts = words_of(article).texts
    return array("q", (hash(texts[at : at + RUN]) for at in range(len(texts) - RUN + 1)))


@lru_cache(maxsize=256)
def _known(article: Article) -> frozenset[int]:
    return frozenset(_shingles(article))


def carriers(sources: Sequence[Source], told: ProgressCallback | None = None) -> Carriers:
    """Who carries what, of all that at least two of some sources carry."""
    first: dict[int, int] = {}
    found: dict[int, list[int]] = {}
    for number, source in enumerate(each(sources, told, "comparing articles")):
        if source.article is None:
            continue
        for shingle in set(_shingles(source.article)):
            before = first.setdefault(shingle, number)
            if before != number:
                found.setdefault(shingle, [before]).append(number)
    sets: dict[tuple[int, ...], int] = {}  # each set once: there are as many stretches as words
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
    """The places that are in a set, in order."""
    while sources:
        lowest = sources & -sources
        yield lowest.bit_length() - 1
        sources ^= lowest


def may_share(article: Article, carried: Carriers, share: float) -> int:
    """The sources that may have a share of an article's words in runs that it has too; the article's own among them.

    What most sources carry is set aside, as long as those words alone are less than the share: whoever has enough has
    some of the rest too (S. Chaudhuri, V. Ganti, R. Kaushik, A primitive operator for similarity joins, ICDE 2006).
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
    """How many words of an article lie in runs that another has too, each counted once."""
    theirs = _known(other)
    count = end = 0
    for at, shingle in enumerate(_shingles(one)):
        if shingle in theirs:
            count += at + RUN - max(at, end)
            end = at + RUN
    return count


def runs(sources: Sequence[Source], carried: Carriers, told: ProgressCallback | None = None) -> Iterator[Run]:
    """What sources share word for word, each run once, in the order of the first that carries it.

    A run ends where it would have other carriers: what two share is cut in three by what a third has of it too.
    """

    @cache
    def body(place: int) -> str:
        return _joined(words_of(_article_of(sources[place])).texts)

    seen: set[int] = set()
    for number, source in enumerate(each(sources, told, "comparing words")):
        if source.article is None:
            continue
        shingles = _shingles(source.article)
        holding = [carried.get(shingle, 0) for shingle in shingles]
        for holders, stretch in groupby(range(len(shingles)), holding.__getitem__):
            places = list(stretch)
            if holders & -holders != 1 << number or seen.issuperset(map(shingles.__getitem__, places)):
                continue  # a source before it carries that too, or it has been told of this source already
            seen.update(map(shingles.__getitem__, places))
            yield from _in_one_piece(words_of(source.article), tuple(members(holders)), places[0], places[-1], body)


def _in_one_piece(
    words: Words, holders: tuple[int, ...], first: int, last: int, body: Callable[[int], str]
) -> Iterator[Run]:
    """The runs from one stretch to another: one alone, where all that carry its parts have them in this order."""

    def is_broken(end: int) -> bool:
        run = _joined(words.texts[first : end + RUN])
        return not all(run in body(other) for other in holders[1:])

    while first <= last:
        end = last if not is_broken(last) else first + bisect_left(range(first + 1, last), True, key=is_broken)
        yield Run(words.stretch(first, end + RUN), end + RUN - first, holders)
        first = end + 1


def _article_of(source: Source) -> Article:
    assert source.article is not None  # or it would carry nothing
    return source.article


def _joined(words: Sequence[str]) -> str:
    """Words as one text in which whole words alone are found: a folded word has no line feed in it."""
    return "\n".join(("", *words, ""))
