"""Whose reporting the sources carry: sources of one origin are one voice, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tui.dossier.values.model import Claim, Dossier, Source, Stance
from tui.dossier.values.progress import ProgressCallback, each
from tui.evidence.coverage import entries_of
from tui.evidence.sharing import Carriers, carriers, count_words, may_share, members, shared_words

COPY_SHARE = 0.25
"""The share of an article's words in runs that another has too, from which the two are taken for one text."""

SPEAKING = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT)


class Tie(NamedTuple):
    """Why two sources are counted as one."""

    one: str
    other: str
    why: str


class Origins(NamedTuple):
    """The sources in groups of one origin each, and what ties them."""

    groups: tuple[tuple[str, ...], ...]
    ties: tuple[Tie, ...]


def origins(sources: Iterable[Source]) -> Origins:
    """Some sources by their origins.

    Two are one where both name the same origin, or one names the other as its origin. Where one of them says nothing of
    its origin, and a good part of the shorter article stands in the other too, they are one as well: what ``origin``
    says outweighs what shared words suggest.
    """
    return _origins(tuple(sources))


@lru_cache(maxsize=1024)
def _origins(sources: tuple[Source, ...]) -> Origins:
    return origins_of(sources, carriers(sources))


def origins_of(sources: Sequence[Source], carried: Carriers, told: ProgressCallback | None = None) -> Origins:
    """The same, where it is known who carries what."""
    ties: list[Tie] = []
    groups = _Groups(len(sources))
    likely = _named(sources)
    for place, source in enumerate(each(sources, told, "looking for origins")):
        if source.article is not None:
            likely[place] |= may_share(source.article, carried, COPY_SHARE)
        for other in members(likely[place] & ~groups.of(place)):
            is_tried = other < place and likely[other] >> place & 1
            if is_tried or groups.of(other) >> place & 1:  # what ties them is told already
                continue
            one, two = sources[min(place, other)], sources[max(place, other)]
            if why := _why(one, two):
                ties.append(Tie(one.id, two.id, why))
                groups.join(place, other)
    return Origins(tuple(tuple(sources[place].id for place in group) for group in groups), tuple(ties))


class _Groups:
    """Which sources, by their places, are one: each a set of bits. There may be thousands."""

    def __init__(self, count: int) -> None:
        self._heads = list(range(count))
        self._sets = {place: 1 << place for place in range(count)}

    def of(self, place: int) -> int:
        """The group that a source is in."""
        return self._sets[self._heads[place]]

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        larger, smaller = sorted((self._heads[one], self._heads[other]), key=lambda head: -self._sets[head].bit_count())
        moved = self._sets.pop(smaller)
        self._sets[larger] |= moved
        for place in members(moved):
            self._heads[place] = larger

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """The groups, in the order of the first source of each."""
        groups = (tuple(members(group)) for group in self._sets.values())
        return iter(sorted(groups))


def _named(sources: Sequence[Source]) -> list[int]:
    """For each source the others that what is said of their origins may tie it to, as a set of bits."""
    named = [0] * len(sources)
    of_origin: dict[str, list[int]] = {}
    called: dict[str, int] = {}
    for place, source in enumerate(sources):
        of_origin.setdefault(_folded(source.origin), []).append(place)
        for name in {_folded(source.publisher), _folded(source.id)}:
            called[name] = called.get(name, 0) | 1 << place
    of_origin.pop("", None)
    for origin, (first, *others) in of_origin.items():
        for place in (first, *others):
            named[place] |= called.get(origin, 0) & ~(1 << place)
        for place in others:
            named[first] |= 1 << place
    return named


def _why(first: Source, second: Source) -> str:
    """Why two sources are of one origin; empty where nothing says so."""
    mine, theirs = _folded(first.origin), _folded(second.origin)
    if mine and mine == theirs:
        return f"name {first.origin} as their origin"
    for source, named, target in ((first, mine, second), (second, theirs, first)):
        if named and named in {_folded(target.publisher), _folded(target.id)}:
            return f"{source.name} names {target.name} as its origin"
    if (mine and theirs) or first.article is None or second.article is None:
        return ""
    shorter, longer = sorted((first.article, second.article), key=count_words)
    least = count_words(shorter)
    words = shared_words(shorter, longer)
    if least and words / least >= COPY_SHARE:
        return f"{words} words of the shorter article, of {least}, stand in the other too"
    return ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def counts(dossier: Dossier, claim: Claim) -> tuple[int, int, int]:
    """How many passages, sources and origins speak of a claim; silent sources don't."""
    sources = _sources_of(dossier, claim)
    return len(entries_of(claim, *SPEAKING)), len(sources), len(origins(sources).groups)


def _sources_of(dossier: Dossier, claim: Claim) -> list[Source]:
    ids = dict.fromkeys(entry.source for entry in entries_of(claim, *SPEAKING) if entry.source in dossier.sources)
    return [dossier.sources[source] for source in ids]


def told_origins(dossier: Dossier, claim: Claim) -> str:
    """How many passages, sources and origins speak of a claim, and why some were counted as one; empty without any."""
    numbers = counts(dossier, claim)
    if not numbers[1]:
        return ""
    named = zip(numbers, ("passage", "source", "origin"), strict=True)
    told = ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in named)
    found = origins(_sources_of(dossier, claim))
    reasons: dict[str, list[str]] = {}
    for tie in found.ties:
        reasons.setdefault(tie.why, []).extend((dossier.names[tie.one], dossier.names[tie.other]))
    ties = (f"{', '.join(dict.fromkeys(names))}: {why}" for why, names in reasons.items())
    return "; ".join([told, *ties])
