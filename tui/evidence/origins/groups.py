"""Origins: sources that carry the same reporting are grouped, and count as one voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tui.dossier.values.model import Claim, Dossier, Source, Stance
from tui.dossier.values.progress import ProgressCallback, each
from tui.evidence.coverage import entries_of
from tui.evidence.origins.shared_text import Carriers, carriers, count_words, may_share, members, shared_words

COPY_SHARE = 0.25
"""The share of the shorter article's words in shared runs, from which on two articles are taken for one text."""

SPEAKING = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT)
"""The stances of sources that say something of a claim."""


class Tie(NamedTuple):
    """Why two sources, given by their ids, are of one origin."""

    one: str
    other: str
    why: str


class Origins(NamedTuple):
    """The ids of sources in groups of one origin each, and the ties that made the groups."""

    groups: tuple[tuple[str, ...], ...]
    ties: tuple[Tie, ...]


def origins(sources: Iterable[Source]) -> Origins:
    """Group some sources by their origins.

    Two sources are of one origin if both name the same origin, or if one names the other as its origin. If one of them
    names no origin, they are also of one where the two articles share a good part of the shorter one's words: the field
    ``origin`` outweighs what shared words suggest.
    """
    return _origins(tuple(sources))


@lru_cache(maxsize=1024)
def _origins(sources: tuple[Source, ...]) -> Origins:
    return origins_of(sources, carriers(sources))


def origins_of(sources: Sequence[Source], carried: Carriers, report: ProgressCallback | None = None) -> Origins:
    """Group some sources by their origins, with the stretches that they carry; ``report`` gets the progress."""
    ties: list[Tie] = []
    groups = _Groups(len(sources))
    likely = _named(sources)
    for place, source in enumerate(each(sources, report, "looking for origins")):
        if source.article is not None:
            likely[place] |= may_share(source.article, carried, COPY_SHARE)
        for other in members(likely[place] & ~groups.of(place)):
            is_tried = other < place and likely[other] >> place & 1
            if is_tried or groups.of(other) >> place & 1:  # their tie is known already
                continue
            one, two = sources[min(place, other)], sources[max(place, other)]
            if why := _why(one, two):
                ties.append(Tie(one.id, two.id, why))
                groups.join(place, other)
    return Origins(tuple(tuple(sources[place].id for place in group) for group in groups), tuple(ties))


class _Groups:
    """Groups of sources, each a set of bits with a bit for each place of a source: there may be thousands."""

    def __init__(self, count: int) -> None:
        self._heads = list(range(count))
        self._sets = {place: 1 << place for place in range(count)}

    def of(self, place: int) -> int:
        """The group of a source."""
        return self._sets[self._heads[place]]

    def join(self, one: int, other: int) -> None:
        """Join the groups of two sources."""
        larger, smaller = sorted((self._heads[one], self._heads[other]), key=lambda head: -self._sets[head].bit_count())
        moved = self._sets.pop(smaller)
        self._sets[larger] |= moved
        for place in members(moved):
            self._heads[place] = larger

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """The places of the sources of each group, in the order of the groups' first sources."""
        groups = (tuple(members(group)) for group in self._sets.values())
        return iter(sorted(groups))


def _named(sources: Sequence[Source]) -> list[int]:
    """For each source, the sources to which the fields ``origin`` may tie it, as a set of bits."""
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
    """Why two sources are of one origin; empty if they are not."""
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
    """The numbers of passages, sources and origins that say something of a claim; silent sources don't count."""
    sources = _sources_of(dossier, claim)
    return len(entries_of(claim, *SPEAKING)), len(sources), len(origins(sources).groups)


def _sources_of(dossier: Dossier, claim: Claim) -> list[Source]:
    ids = dict.fromkeys(entry.source for entry in entries_of(claim, *SPEAKING) if entry.source in dossier.sources)
    return [dossier.sources[source] for source in ids]


def describe_origins(dossier: Dossier, claim: Claim) -> str:
    """The numbers of passages, sources and origins for a claim, and why some are of one origin; empty without any."""
    numbers = counts(dossier, claim)
    if not numbers[1]:
        return ""
    named = zip(numbers, ("passage", "source", "origin"), strict=True)
    numbered = ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in named)
    found = origins(_sources_of(dossier, claim))
    reasons: dict[str, list[str]] = {}
    for tie in found.ties:
        reasons.setdefault(tie.why, []).extend((dossier.names[tie.one], dossier.names[tie.other]))
    ties = (f"{', '.join(dict.fromkeys(names))}: {why}" for why, names in reasons.items())
    return "; ".join([numbered, *ties])
