"""How far long work has come, told while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

ProgressCallback = Callable[[str, int, int], None]
"""Told what is being done, and how much of how much of it is; may raise, where the work is to end."""

_Item = TypeVar("_Item")


def each(items: Sequence[_Item], told: ProgressCallback | None, doing: str) -> Iterable[_Item]:
    """The items one by one, each told as it is taken; what they are is part of ``doing``, as in "reading articles"."""
    return items if told is None else _each(items, told, doing)


def _each(items: Sequence[_Item], told: ProgressCallback, doing: str) -> Iterator[_Item]:
    for number, item in enumerate(items, 1):
        told(doing, number, len(items))
        yield item
