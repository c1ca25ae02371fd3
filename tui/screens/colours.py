"""Colours that can be read: those of a theme, moved toward its text as far as their background asks for."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color

ENOUGH = 4.5
"""The contrast that WCAG asks for in text (level AA)."""
_NAMES = {
    "error": "text-error",
    "reviewed": "text-success",
    "open": "text-accent",
    "supports": "text-primary",
    "contradicts": "text-warning",
}
_PALER = {"dim": 0.7, "soft": 0.85}
"""What is less than the text, and by how much."""


def readable_colours(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of our own for a theme's: ``desk-dim``, ``desk-supports`` and so on."""
    if any(variables[name].startswith("ansi") for name in ("foreground", "background")):
        names = {**_NAMES, **dict.fromkeys(_PALER, "foreground")}
        return {f"desk-{name}": variables[source] for name, source in names.items()}  # the terminal chooses
    text, ground = Color.parse(variables["foreground"]), Color.parse(variables["background"])
    grounds = [ground, Color.parse(variables["panel"]), Color.parse(variables["surface-lighten-1"])]
    colours = {name: Color.parse(variables[source]) for name, source in _NAMES.items()}
    colours |= {name: ground.blend(text, share) for name, share in _PALER.items()}
    return {f"desk-{name}": _readable(colour, grounds, text).hex for name, colour in colours.items()}


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
