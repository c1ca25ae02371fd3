"""Reporting how far a long piece of work has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

ProgressCallback = Callable[[str, int, int], None]
"""Called with an activity, the units done and the units in all; may raise to cancel the work."""

_Item = TypeVar("_Item")


def each(items: Sequence[_Item], report: ProgressCallback | None, activity: str) -> Iterable[_Item]:
    """The items one by one; each is reported when it is taken. ``activity`` names them, as in "reading articles"."""
    return items if report is None else _each(items, report, activity)


def _each(items: Sequence[_Item], report: ProgressCallback, activity: str) -> Iterator[_Item]:
    for number, item in enumerate(items, 1):
        report(activity, number, len(items))
        yield item
