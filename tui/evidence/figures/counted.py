"""The classes of what is counted and of what happened to it; the words are in ``counted.txt``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tui.evidence.words import stem

NO_CLASSES: frozenset[str] = frozenset()
PEOPLE = "people"
"""The class of words for people that do not say which."""


class Classes(NamedTuple):
    """What happened by the stem of a word; things and units by the word itself: an attack is no attacker."""

    happened: Mapping[str, frozenset[str]]
    things: Mapping[str, str]
    units: Mapping[str, str]
    money: frozenset[str]
    """The units that are money."""
    to_people: frozenset[str]
    """What happens to people alone."""
    persons: frozenset[str]
    """The classes of people, those that say which and ``people``."""
    confused: frozenset[str]
    """Words that have the stem of a word for what happened, and do not mean it."""


@lru_cache(maxsize=1)
def classes() -> Classes:
    """What ``counted.txt`` says."""
    happened: dict[str, frozenset[str]] = {}
    things: dict[str, str] = {}
    units: dict[str, str] = {}
    money: set[str] = set()
    to_people: set[str] = set()
    persons: set[str] = set()
    confused: set[str] = set()
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        head, colon, listed = line.partition(":")
        if line.startswith("#") or not colon:
            continue
        if head == "nothing-happened":
            confused |= set(listed.split())
            continue
        sort, _, name = head.partition(" ")
        for word in listed.split():
            if sort in {"happened", "thing-happened"}:
                happened[stem(word)] = happened.get(stem(word), NO_CLASSES) | {name}
            elif sort in {"thing", "person"}:
                things |= dict.fromkeys((word, word + "s", word + "es", word.removesuffix("y") + "ies"), name)
            else:
                units[word] = name
        if sort == "happened":
            to_people.add(name)
        elif sort == "money":
            money.add(name)
        elif sort == "person":
            persons.add(name)
    sets = (frozenset(found) for found in (money, to_people, persons, confused))
    return Classes(happened, things, units, *sets)
