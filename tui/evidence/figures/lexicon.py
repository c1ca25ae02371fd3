"""The word lists of ``lexicon.txt``: classes of what is counted and of what happened to it, units, and function words.

Each line of the file is ``sort name: word word …``; a sort and a name may stand in several lines. Bounds are phrases,
with commas between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tui.evidence.search.words import stem

NO_CLASSES: frozenset[str] = frozenset()
PEOPLE = "people"
"""The class of words for people that do not say which people."""


class Lexicon(NamedTuple):
    """The classes of words. Outcomes are found by a word's stem, things and units by the word itself."""

    happened: Mapping[str, frozenset[str]]
    """Classes of outcomes by stem; a word may be of several: casualties are ``dead`` or ``hurt``."""
    things: Mapping[str, str]
    """The class of what is counted, by word: an attack is no attacker, though their stems are one."""
    units: Mapping[str, str]
    money: frozenset[str]
    """The units that are money."""
    to_people: frozenset[str]
    """The classes of what happens to people alone."""
    persons: frozenset[str]
    """The classes of people: ``child``, ``police`` and the like, and ``people``."""
    confused: frozenset[str]
    """Words that have the stem of an outcome and mean none: hospital, hospitalize."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The classes of words that ``lexicon.txt`` lists; made once, since stems take time."""
    lists = _lists()
    happened: dict[str, frozenset[str]] = {}
    for name, listed in (*lists["happened"].items(), *lists["thing-happened"].items()):
        for stemmed in map(stem, listed):
            happened[stemmed] = happened.get(stemmed, NO_CLASSES) | {name}
    named = {**names_of_words("person"), **names_of_words("thing")}
    return Lexicon(
        happened,
        {form: name for word, name in named.items() for form in _forms(word)},
        {**names_of_words("unit"), **names_of_words("money")},
        money=frozenset(lists["money"]),
        to_people=frozenset(lists["happened"]),
        persons=frozenset(lists["person"]),
        confused=frozenset(names_of_words("nothing-happened")),
    )


def word_list(name: str) -> frozenset[str]:
    """The words of the list of a name. KeyError where the file has no such list."""
    return frozenset(_lists()["words"][name])


def names_of_words(sort: str) -> dict[str, str]:
    """The name under which each word of a sort is listed: ``{"daily": "day"}`` of the sort ``every``."""
    return {word: name for name, listed in _lists()[sort].items() for word in listed}


def names_of_phrases(sort: str) -> dict[tuple[str, ...], str]:
    """The name under which each phrase of a sort is listed: ``{("or", "more"): "at least"}`` of the sort ``after``."""
    phrases = (
        (phrase.split(), name) for name, listed in _lists()[sort].items() for phrase in " ".join(listed).split(",")
    )
    return {tuple(words): name for words, name in phrases if words}


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words of each line of ``lexicon.txt``, by sort and name."""
    lists: dict[str, dict[str, list[str]]] = {}
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        head, colon, listed = line.partition(":")
        if colon and not line.startswith("#"):
            sort, _, name = head.partition(" ")
            lists.setdefault(sort, {}).setdefault(name, []).extend(listed.split())
    return lists


def _forms(word: str) -> tuple[str, ...]:
    """A noun and what its plural may be, right or wrong."""
    return word, f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies"
