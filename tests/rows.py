"""Many rows under one test id: every row is tried, and all that fail are reported together."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def check_all(rows: Iterable[tuple[Any, ...]], check: Callable[..., object]) -> None:
    """Call ``check`` with the values of each row; raise one AssertionError that names every row that failed.

    A row that fails hides no other row, and an error counts as a failure like any other. The traceback of the first
    failure is chained.
    """
    tried = list(rows)
    assert tried, "there are no rows"
    failures: list[tuple[tuple[Any, ...], BaseException]] = []
    for row in tried:
        try:
            check(*row)
        except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 - no error is swallowed: all are raised below
            failures.append((row, failure))
    if failures:
        listed = [f"{len(failures)} of {len(tried)} rows fail:", *(_line(*failed) for failed in failures)]
        raise AssertionError("\n".join(listed)) from failures[0][1]


def _line(row: tuple[Any, ...], failure: BaseException) -> str:
    """A failed row, the line of the test that failed, and why."""
    frame = traceback.extract_tb(failure.__traceback__)[-1]
    why = "".join(traceback.format_exception_only(failure)).strip()
    return f"{', '.join(map(str, row))}: line {frame.lineno} of {frame.name}: {why}"
