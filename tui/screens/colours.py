"""Colours that can be read: those of a theme, moved toward its text as far as their background asks for.

A terminal of 16 colours has nothing that is near to most of a theme's: in the end supports and contradicts would be the
same grey. There, one dark and one light set stands for every theme.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color

ENOUGH = 4.5
"""The contrast that WCAG asks for in text (level AA)."""
_NAMES = {
    "error": "text-error",
    "reviewed": "text-success",
    "accent": "text-accent",
    "supports": "text-primary",
    "contradicts": "text-warning",
}
_PALER = {"dim": 0.7, "soft": 0.85}
"""What is less than the text, and by how much."""
_CURSOR = "surface-lighten-1"
_DARK = {
    **dict.fromkeys(("background", "surface"), "#000000"),
    **dict.fromkeys(("panel", "desk-cursor"), "#0000aa"),
    **dict.fromkeys(("foreground", "desk-soft"), "#ffffff"),
    "accent": "#ff55ff",
    "desk-accent": "#ff55ff",
    "desk-dim": "#aaaaaa",
    "desk-error": "#ff5555",
    "desk-supports": "#55ffff",
    "desk-contradicts": "#ffff55",
    "desk-reviewed": "#55ff55",
}
_LIGHT = {
    **dict.fromkeys(("background", "surface"), "#ffffff"),
    **dict.fromkeys(("panel", "desk-cursor"), "#aaaaaa"),
    **dict.fromkeys(("foreground", "desk-soft", "desk-dim", "desk-reviewed"), "#000000"),
    "accent": "#aa00aa",
    "desk-accent": "#aa00aa",
    "desk-error": "#aa0000",
    "desk-supports": "#0000aa",
    "desk-contradicts": "#aa0000",
}
"""For a terminal of 16 colours, each just one of them, as Rich takes them to be."""


def readable_colours(variables: Mapping[str, str], *, few: bool = False) -> dict[str, str]:
    """The variables of our own for a theme's: ``desk-dim``, ``desk-supports`` and so on.

    Where the terminal has ``few`` colours, they come with others that take the place of the theme's.
    """
    if any(variables[name].startswith("ansi") for name in ("foreground", "background")):
        names = {**_NAMES, **dict.fromkeys(_PALER, "foreground"), "cursor": _CURSOR}
        return {f"desk-{name}": variables[source] for name, source in names.items()}  # the terminal chooses
    if few:
        return _DARK if Color.parse(variables["background"]).brightness < 0.5 else _LIGHT
    text, ground = Color.parse(variables["foreground"]), Color.parse(variables["background"])
    grounds = [ground, Color.parse(variables["panel"]), Color.parse(variables[_CURSOR])]
    colours = {name: Color.parse(variables[source]) for name, source in _NAMES.items()}
    colours |= {name: ground.blend(text, share) for name, share in _PALER.items()}
    readable = {f"desk-{name}": _readable(colour, grounds, text).hex for name, colour in colours.items()}
    return {**readable, "desk-cursor": variables[_CURSOR]}


def _readable(colour: Color, grounds: list[Color], text: Color) -> Color:
    for step in range(11):
        moved = colour.blend(text, step / 10, alpha=1)
        if all(contrast(moved, ground) >= ENOUGH for ground in grounds):
            return moved
    return text


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours as WCAG defines it, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
