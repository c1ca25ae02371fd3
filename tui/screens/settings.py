"""The settings file: the reviewer's own keys and theme. The file is read once, before the review opens.

::

    keys:                          # the id of an action: its keys, parted by commas
      claim.next-unreviewed: b
      show.matrix: "ctrl+t,M"
    theme: textual-light
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.disk import decode, read_bytes, words_of
from tui.dossier.values.problems import Level, Problem, Unreadable
from tui.dossier.values.text import clean_line, excerpt, nearest
from tui.dossier.yaml_text.nodes import TYPE_NAMES, MappingNode, Node, ScalarNode, parse
from tui.dossier.yaml_text.problem_log import ProblemLog
from tui.screens.keys.keymap import Keymap, canonical, clashes
from tui.screens.keys.table import GROUPS, KEYS

VARIABLE = "FACTCHECK_CONFIG"
"""The environment variable that names a settings file in place of the one in the user's configuration folder."""
LIMIT = 1_000_000
"""The size in bytes of the largest settings file that is read."""
SETTINGS = ("keys", "theme")
IDS = tuple(key.id for key in KEYS)


class Settings(NamedTuple):
    """The reviewer's keys and theme."""

    keys: Keymap
    theme: str = ""
    """The theme at the start; empty for Textual's own."""


NO_SETTINGS = Settings(Keymap())


def settings_path() -> Path:
    """The path of the settings file, which may not exist."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named)
    from platformdirs import user_config_path  # knows XDG_CONFIG_HOME and ~/Library/Application Support

    return user_config_path("factcheck", appauthor=False) / "settings.yaml"


def read_settings(path: Path) -> Settings:
    """The settings in a file; none where the file does not exist. Raises Unreadable with all faults in the file."""
    name = clean_line(str(path))
    try:
        text, _ = decode(read_bytes(path, LIMIT))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not os.environ.get(VARIABLE):
            return NO_SETTINGS
        words = f"the settings can't be read: {words_of(error)}"
        raise Unreadable([Problem(Level.ERROR, "unreadable", name, 1, 1, words)]) from error
    notes = ProblemLog(name, text)
    root, faults = parse(text)
    notes.faults(faults)
    changed, theme = _read(root, notes) if root is not None else ({}, "")
    if notes.problems:
        raise Unreadable([problem._replace(code="unreadable") for problem in sorted(notes.problems, key=_place)])
    return Settings(Keymap(changed), theme)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line, problem.column


def _read(root: Node, notes: ProblemLog) -> tuple[dict[str, str], str]:
    found = _pairs(root, "the settings file", SETTINGS, "setting", notes)
    changed: dict[str, str] = {}
    if "keys" in found:
        said = _pairs(found["keys"], "keys", IDS, "action", notes)
        changed = {key_id: keys for key_id, node in said.items() if (keys := _keys(key_id, node, notes))}
        for key_id, wrong in clashes(changed).items():
            notes.error("key-clash", said[key_id].start, wrong)
    return changed, _theme(found["theme"], notes) if "theme" in found else ""


def _pairs(node: Node, what: str, known: tuple[str, ...], one: str, notes: ProblemLog) -> dict[str, Node]:
    """The values of a mapping by their known names; every unknown or repeated name is logged as a problem."""
    values: dict[str, Node] = {}
    if isinstance(node, ScalarNode) and not node.value:
        return values
    if not isinstance(node, MappingNode):
        notes.error("wrong-type", node.start, f"{what} is {TYPE_NAMES[type(node)]}, it must be a mapping")
        return values
    for key, value in node.pairs:
        name = key.value if isinstance(key, ScalarNode) else ""
        if name in values:
            notes.error("duplicate-key", key.start, f"{excerpt(name)} stands here twice; remove one")
        elif name in known:
            values[name] = value
        else:
            near = nearest(name, known)
            rest = f"factcheck keys prints all {len(known)}" if len(known) > 9 else f"there are {', '.join(known)}"
            hint = f"did you mean {near}?" if near else rest
            notes.error("unknown-key", key.start, f"there is no {one} {excerpt(name)}; {hint}")
    return values


def _keys(key_id: str, node: Node, notes: ProblemLog) -> str:
    """The keys of an action as Textual names them; empty, with a problem logged, where they are faulty."""
    if not isinstance(node, ScalarNode):
        wanted = f'keys parted by commas, as in {key_id}: "b,ctrl+n"'
        notes.error("wrong-type", node.start, f"{key_id} has {TYPE_NAMES[type(node)]}; it must be {wanted}")
        return ""
    parts = [part.strip() for part in node.value.split(",")]
    if not any(parts):
        notes.error("no-key", node.start, f"{key_id} has no key; name one, or remove the line for its own")
        return ""
    names = []
    for part in parts:
        try:
            if not part:
                raise ValueError("a key is missing beside a comma; the comma itself is called comma")
            names.append(canonical(part))
        except ValueError as error:
            notes.error("bad-key", node.start, f"{key_id} can't have the key {excerpt(part)}: {error}")
    return ",".join(dict.fromkeys(names)) if len(names) == len(parts) else ""


def _theme(node: Node, notes: ProblemLog) -> str:
    from textual.theme import BUILTIN_THEMES

    name = node.value if isinstance(node, ScalarNode) else ""
    if name in BUILTIN_THEMES:
        return name
    near = nearest(name, tuple(BUILTIN_THEMES))
    hint = f"did you mean {near}?" if near else f"there are {', '.join(BUILTIN_THEMES)}"
    notes.error("unknown-theme", node.start, f"there is no theme {excerpt(name)}; {hint}")
    return ""


def as_file(settings: Settings) -> str:
    """The text of a settings file with every action, its keys and its meaning."""
    lines = [f"# Settings of factcheck, looked for at {clean_line(str(settings_path()))}.", "keys:"]
    by_id = {key.id: key.keys for key in settings.keys.all()}
    for title, keys in GROUPS.items():
        lines.append(f"  # {title}")
        for key in keys:
            said = f'  {key.id}: "{by_id[key.id]}"'
            lines.append(f"{said:<50}# {key.words}")
    lines.append(f"theme: {settings.theme}" if settings.theme else "# theme: textual-light")
    return "\n".join(lines) + "\n"
