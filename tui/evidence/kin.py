"""Which words speak of one thing: killed, deaths and toll."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from tui.evidence.words import stem

SHORTEST_ROOT = 5
"""Letters of a stem with which the stem of a longer word of the same root may begin (retali-, retaliatori-)."""


@lru_cache(maxsize=1)
def kin() -> Mapping[str, frozenset[str]]:
    """The stems of the words that stand in a group with a word, by its stem; the groups are in ``kin.txt``."""
    found: dict[str, set[str]] = {}
    for words in _groups():
        group = {stem(word) for word in words}
        for word in group:
            found.setdefault(word, set()).update(group - {word})
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def spelled() -> Mapping[str, frozenset[str]]:
    """The same words as they are written, by their stem."""
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
    """Whether one stem is longer than the other and begins with it."""
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) >= SHORTEST_ROOT and shorter != longer and longer.startswith(shorter)
