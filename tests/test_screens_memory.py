"""Memory stays as it was: what is closed is freed, and garbage is collected while the review goes on."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from conftest import ROOT
from terminals import calm, review, slowly, started, typed, until
from textual.strip import Strip

from tui.launch import launch
from tui.review.session import Session
from tui.screens.app import FactcheckApp
from tui.screens.settings import Settings
from tui.screens.terminal.signals import Terminal


@pytest.fixture
def _collector_as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()


def strips() -> int:
    """How many painted lines are in memory."""
    gc.collect()
    return sum(isinstance(thing, Strip) for thing in gc.get_objects())


async def close_sheet(app: FactcheckApp) -> None:
    """Close what lies over the review, and wait until it is gone."""
    typed(app, "<escape>")
    await until(lambda: app.screen is app.review)
    await calm(app)


@pytest.mark.parametrize("key", ["?", "m", "t", "i", "<ctrl+p>"])
async def test_a_closed_sheet_and_the_lines_that_it_painted_are_freed(desk: Path, key: str) -> None:
    app = review(desk)
    async with app.run_test(size=(120, 40)):
        await started(app)
        closed, painted = [], []
        for _ in range(4):
            await slowly(app, key)
            assert app.screen is not app.review
            closed.append(weakref.ref(app.screen))
            await close_sheet(app)
            painted.append(strips())

        assert [sheet() for sheet in closed] == [None] * 4
        assert painted[-1] - painted[0] < 120  # a sheet paints 40 lines, in several strips each


@pytest.mark.usefixtures("_collector_as_before")
def test_the_review_collects_all_that_is_new_after_each_20_young_collections(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, int, bool]] = []

    def run(session: Session, settings: Settings) -> FactcheckApp:
        _, middle, old = gc.get_threshold()
        seen.append((gc.isenabled(), middle * old, gc.get_freeze_count() > 0))
        return FactcheckApp(session)

    monkeypatch.setattr("tui.screens.app.run", run)
    gc.disable()  # as the command line does

    assert launch(desk, "mk") == 0
    assert seen == [(True, 20, True)]


class NoTerminal:
    """Stands for the terminal of a process that the review has for itself."""

    def end_on_signals(self, save: Callable[[], None]) -> None:
        """No signal comes."""

    def end_if_noted(self) -> None:
        """No signal came."""


@pytest.mark.usefixtures("_collector_as_before")
async def test_no_collection_looks_at_the_review_as_it_began(desk: Path) -> None:
    app = FactcheckApp(Session(desk, "mk"), cast("Terminal", NoTerminal()))
    async with app.run_test(size=(120, 40)):
        await started(app)
        await calm(app)

        assert not any(thing is app.review for thing in gc.get_objects())


@pytest.mark.slow
def test_three_hundred_sheets_cost_10_mb_and_ten_thousand_keys_end_below_100_mb() -> None:
    bench = [sys.executable, str(ROOT / "bench" / "memory.py")]
    done = subprocess.run(bench, capture_output=True, text=True, check=True)

    sheets, keys = ([float(size) for size in re.findall(r"\d+\.\d", line)] for line in done.stdout.splitlines())
    assert sheets[-1] - sheets[0] <= 10, done.stdout
    assert keys[-1] < 100, done.stdout
