"""The reviewer's keymap: the review's own keys, changed by a settings file.

Textual accepts any word as a key, and runs the first of two actions that share a key. Here both are refused in words.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from textual.binding import Binding
from textual.keys import Keys, key_to_character

from tui.dossier.values.text import nearest
from tui.screens.keys.table import BESIDE, KEYS, Key

MODIFIERS = ("ctrl", "alt", "shift")
TAKEN = {"ctrl+q": "Ctrl+Q quits, whatever happens", "ctrl+c": "Ctrl+C is the terminal's"}
SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
"""Keys that a terminal can't distinguish from others."""
SHOWN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
}
NAMED = tuple(key.value for key in Keys if key.value[0] != "<" and "+" not in key.value and key.value != "ctrl-at")
"""Textual's names of the keys that write nothing."""
PUNCTUATION = {
    binding.key: character
    for character in string.punctuation
    for binding in Binding.make_bindings([Binding("comma" if character == "," else character, "")])
}
"""Punctuation characters by Textual's names of their keys."""
_AS_SHOWN = {name.lower(): name for name in NAMED} | {name.lower(): key for key, name in SHOWN.items() if len(name) > 1}
"""Textual's names of the keys that write nothing, by the names shown to people, in lower case."""
NO_CHANGES: Mapping[str, str] = MappingProxyType({})


def canonical(key: str) -> str:
    """Return Textual's name of a key. Raises ValueError, with the reason in words, where there is no such key."""
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    modifiers = [name.lower() for name in modifiers]
    unknown = next((name for name in modifiers if name not in MODIFIERS), None)
    if unknown is not None:
        raise ValueError(f"“{unknown}” is not held down with other keys; ctrl, alt and shift are")
    name = _held_with(modifiers, _base_key(base))
    if name in TAKEN:
        raise ValueError(TAKEN[name])
    if name in SAME:
        raise ValueError(f"a terminal does not tell it from {SAME[name]}")
    return name


def _base_key(name: str) -> str:
    """Return a key without modifiers by Textual's name, or the character that it writes. Raises ValueError."""
    base = _AS_SHOWN.get(name.lower(), name) if len(name) > 1 else name
    if not base:
        raise ValueError("it ends in “+”; the key itself is called plus")
    if len(base) > 1 and base not in NAMED and not _character(base):
        near = nearest(base, NAMED)
        raise ValueError(
            f"there is no such key; {f'did you mean {near}?' if near else 'a key is called b, f5 or ctrl+n'}"
        )
    return {" ": "space", ",": "comma"}.get(base, base)


def _held_with(modifiers: Sequence[str], base: str) -> str:
    """Return Textual's name of a key with its modifiers in order; a letter with shift is the capital letter.

    Raises ValueError where a terminal can't send the combination.
    """
    character = _character(base)
    if character and not character.isprintable():
        raise ValueError("that is no character that a key writes")
    if character and "shift" in modifiers:
        if "ctrl" in modifiers or "alt" in modifiers:
            raise ValueError("a terminal does not tell shift with ctrl or alt and a letter")
        if not character.isalpha():
            raise ValueError("write the character itself that the key gives with shift")
        modifiers, character = [], character.upper()
    if character and "ctrl" in modifiers:
        character = character.lower()
    name = next(iter(Binding.make_bindings([Binding(base if character in {"", ","} else character, "")]))).key
    if character and not _character(name):  # Textual's name of it leads nowhere
        raise ValueError("that character is not known as a key")
    return "+".join([*(held for held in MODIFIERS if held in modifiers), name])


def shown(key: str) -> str:
    """Return a key's name for people: ``Ctrl+S``, ``PgDn``, ``?``."""
    *modifiers, base = key.split("+")
    name = SHOWN.get(base) or (base.capitalize() if base in NAMED else _character(base) or base)
    return "+".join([*map(str.capitalize, modifiers), name.upper() if modifiers and len(name) == 1 else name])


def writes(key: str) -> bool:
    """Whether a key writes a character in a field."""
    return key == "space" or bool(_character(key))


def _character(key: str) -> str:
    """Return the character that a key writes; empty for a blank, and for a key that writes nothing."""
    if len(key) == 1 or key in NAMED:
        return "" if key in NAMED else key
    return PUNCTUATION.get(key) or key_to_character(key) or ""


class Keymap:
    """The keys of the review, with the reviewer's changes."""

    def __init__(self, changed: Mapping[str, str] = NO_CHANGES) -> None:
        """Replace the keys of some ids. The caller has checked the changes with :func:`clashes`."""
        self.changed = changed
        self._keys = {key.id: key._replace(keys=changed.get(key.id, key.keys)) for key in KEYS}

    def __getitem__(self, key_id: str) -> str:
        """Return the first key of an id, named for people."""
        return shown(self._keys[key_id].keys.split(",")[0])

    def named(self, name: str) -> Key | None:
        """Return the entry of a key by Textual's name; None for an unbound key."""
        return next((key for key in self.all() if name in key.keys.split(",")), None)

    def all(self) -> Iterator[Key]:
        """Iterate over all keys in the order of the help."""
        return iter(self._keys.values())

    def in_help(self) -> Iterator[Key]:
        """Iterate over the keys with a line of their own in the help."""
        return (key for key in self.all() if key.id not in BESIDE)

    def shown_beside(self, key: Key) -> str:
        """Return the keys of a line in the help, named for people: a key and the one beside it."""
        return " ".join(self[key_id] for key_id in (key.id, key.beside) if key_id)


def is_rating(key: Key) -> bool:
    """Whether a key stands for a rating by its place in the scale."""
    return key.id.removeprefix("verdict.").isdigit()


def clashes(changed: Mapping[str, str]) -> dict[str, str]:
    """Check changed keys against all others. Returns the objections in words, by id."""
    wrong: dict[str, str] = {}
    owners: dict[str, list[str]] = {}
    for key in Keymap(changed).all():
        for name in key.keys.split(","):
            owners.setdefault(name, []).append(key.id)
            if key.in_field and writes(name):
                wrong[key.id] = (
                    f"{shown(name)} is typed in fields, where {key.id} works too; name a key that writes nothing"
                )
    for name, ids in owners.items():
        others = [key_id for key_id in ids if key_id not in changed] or ids
        for key_id in ids:
            if len(ids) > 1 and key_id in changed:
                other = next((other for other in others if other != key_id), key_id)
                wrong[key_id] = f"{shown(name)} is the key of {other} too; give that one another key"
    return wrong
