"""Words that may stand for one another in news, such as *killed*, *deaths* and *toll*, and words of one root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from tui.evidence.search.words import stem

SHORTEST_ROOT = 5
"""Letters of a stem with which the stem of a longer word of the same root may begin (retali-, retaliatori-)."""


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, frozenset[str]]:
    """The stems of a word's synonyms, by its stem: of all words that share a group of ``synonyms.txt`` with it."""
    found: dict[str, set[str]] = {}
    for words in _groups():
        group = {stem(word) for word in words}
        for word in group:
            found.setdefault(word, set()).update(group - {word})
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def spellings() -> Mapping[str, frozenset[str]]:
    """The words of ``synonyms.txt`` as they are written, by their stem."""
    found: dict[str, set[str]] = {}
    for words in _groups():
        for word in words:
            found.setdefault(stem(word), set()).add(word)
    return {stemmed: frozenset(words) for stemmed, words in found.items()}


def _groups() -> Iterator[list[str]]:
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split()


def same_root(word: str, other: str) -> bool:
    """Whether one of two different stems begins with the other, and the shorter has at least five letters."""
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) >= SHORTEST_ROOT and shorter != longer and longer.startswith(shorter)
