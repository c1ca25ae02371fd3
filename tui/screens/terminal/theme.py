"""Readable colours: each is made lighter or darker until it contrasts with its background.

Hue has a meaning. Supports is blue and contradicts orange in every theme: readers with red-green colour blindness can
distinguish the two (M. Okabe, K. Ito, Color Universal Design, 2008). No other colour is near to either: the focus, keys
and differing figures have the theme's accent, or another of its colours where the accent is blue or orange.

A terminal of 16 colours has none near to most colours of a theme, so that supports and contradicts could become the
same grey. There, one dark and one light palette replaces every theme.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color

ENOUGH = 4.5
"""The contrast that WCAG requires of text (level AA)."""
_NAMES = {"error": "text-error", "reviewed": "text-success"}
_STANCES = {
    True: {"supports": "#56b4e9", "contradicts": "#e69f00"},
    False: {"supports": "#0072b2", "contradicts": "#b35900"},
}
"""The colours on a dark and on a light background."""
_ACCENTS = ("text-accent", "text-secondary", "text-primary")
_VIOLET = {True: "#c3a6ff", False: "#6f42c1"}
"""The accent where none of the theme's colours will do."""
_APART = 35.0
"""The least distance in degrees between the hues of the accent and of a stance."""
_GREY = 0.2
"""The least saturation of an accent."""
_PALER = {"dim": 0.7, "soft": 0.85}
"""The shares of the text's colour in the colours of less important text."""
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
"""The palettes for a terminal of 16 colours: each colour is one of them, with Rich's value."""


def readable_colours(variables: Mapping[str, str], *, few: bool = False) -> dict[str, str]:
    """Derive our own variables from a theme's: ``desk-dim``, ``desk-supports`` and so on.

    For a terminal of ``few`` colours, the result also replaces some variables of the theme.
    """
    if any(variables[name].startswith("ansi") for name in ("foreground", "background")):
        stances = {"accent": "text-accent", "supports": "text-primary", "contradicts": "text-warning"}
        names = {**_NAMES, **stances, **dict.fromkeys(_PALER, "foreground"), "cursor": _CURSOR}
        return {f"desk-{name}": variables[source] for name, source in names.items()}  # the terminal chooses
    is_dark = Color.parse(variables["background"]).brightness < 0.5
    if few:
        return _DARK if is_dark else _LIGHT
    text, ground = Color.parse(variables["foreground"]), Color.parse(variables["background"])
    grounds = [ground, Color.parse(variables["panel"]), Color.parse(variables[_CURSOR])]
    colours = {name: Color.parse(variables[source]) for name, source in _NAMES.items()}
    colours |= {name: Color.parse(code) for name, code in _STANCES[is_dark].items()}
    colours["accent"] = _accent(variables, is_dark=is_dark)
    extreme = Color.parse("#ffffff" if is_dark else "#000000")
    readable = {name: _readable(colour, grounds, extreme) for name, colour in colours.items()}
    readable |= {name: _readable(ground.blend(text, share), grounds, text) for name, share in _PALER.items()}
    return {**{f"desk-{name}": colour.hex for name, colour in readable.items()}, "desk-cursor": variables[_CURSOR]}


def _accent(variables: Mapping[str, str], *, is_dark: bool) -> Color:
    stances = [Color.parse(code).hsl.h for code in _STANCES[is_dark].values()]
    for name in _ACCENTS:
        colour = Color.parse(variables[name])
        turns = (abs(colour.hsl.h - hue) for hue in stances)
        if colour.hsl.s >= _GREY and all(360 * min(turn, 1 - turn) >= _APART for turn in turns):
            return colour
    return Color.parse(_VIOLET[is_dark])


def _readable(colour: Color, grounds: list[Color], extreme: Color) -> Color:
    """Blend a colour with an extreme one until it contrasts with every background."""
    for step in range(11):
        moved = colour.blend(extreme, step / 10, alpha=1)
        if all(contrast(moved, ground) >= ENOUGH for ground in grounds):
            return moved
    return extreme


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours as WCAG defines it, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
