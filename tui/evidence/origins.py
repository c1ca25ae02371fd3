"""Whose reporting the sources carry: sources of one origin are one voice, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tui.dossier.model import Claim, Dossier, Source, Stance
from tui.evidence.coverage import entries_of
from tui.evidence.sharing import shared_words, touching, words_of

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
    ties = []
    groups = {source.id: [source.id] for source in sources}
    for one, other in ((sources[a], sources[b]) for a, b in sorted(_likely(sources))):
        if groups[one.id] is groups[other.id]:  # what ties them is told already
            continue
        why = _why(one, other)
        if why:
            ties.append(Tie(one.id, other.id, why))
            joined = groups[one.id] + groups[other.id]
            groups.update(dict.fromkeys(joined, joined))
    unique = {id(group): tuple(source.id for source in sources if source.id in group) for group in groups.values()}
    return Origins(tuple(unique.values()), tuple(ties))


def _likely(sources: Sequence[Source]) -> set[tuple[int, int]]:
    """The pairs of sources that something may tie: thousands of sources have millions of others."""
    pairs = touching(sources)
    of_origin: dict[str, list[int]] = {}
    called: dict[str, list[int]] = {}
    for at, source in enumerate(sources):
        of_origin.setdefault(_folded(source.origin), []).append(at)
        for name in {_folded(source.publisher), _folded(source.id)}:
            called.setdefault(name, []).append(at)
    of_origin.pop("", None)
    for origin, holders in of_origin.items():
        pairs |= {(holders[0], other) for other in holders[1:]}
        pairs |= {(min(a, b), max(a, b)) for a in holders for b in called.get(origin, ()) if a != b}
    return pairs


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
    shorter, longer = sorted((first.article, second.article), key=lambda article: len(words_of(article).texts))
    least = len(words_of(shorter).texts)
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
