"""The summary of a large dossier is written beside the review: no key waits for it but the one that leaves."""

from __future__ import annotations

import threading
from pathlib import Path
from unittest.mock import Mock

import pytest
from conftest import WriteDossier
from terminals import calm, painted, review, small_dossier, typed, until, verdicts

from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import SaveFailed
from tui.dossier.values.progress import ProgressCallback
from tui.launch import launch
from tui.reports import summary as module
from tui.reports.write_report import write_report
from tui.screens.app import FactcheckApp
from tui.screens.background.intervals import INTERVALS
from tui.screens.sheets.dialogs import Leaving

PATIENT = INTERVALS._replace(patience=0.0, last_write=1000.0)
"""The header says at once what a thread does, and the end waits for a write as long as it takes."""


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Twelve claims on four articles."""
    return small_dossier(write_dossier)


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Until this is set, the summary goes no further than its first claim."""
    event = threading.Event()
    real = module.summary

    def slow(dossier: Dossier, told: ProgressCallback) -> str:
        told("telling of claims", 1, 12)
        assert event.wait(20)
        return real(dossier, told)

    monkeypatch.setattr(module, "summary", slow)
    return event


def said(app: FactcheckApp) -> str:
    """The screen in one line."""
    return " ".join(painted(app).split())


async def test_while_it_is_written_the_header_says_so_and_every_other_key_works(
    path: Path, go_on: threading.Event
) -> None:
    app = review(path, intervals=PATIENT)
    written = path.with_suffix(".summary.md")
    async with app.run_test(size=(160, 40)):
        typed(app, "w1mine<enter>")
        await until(lambda: "telling of claims: 1 of 12 …" in painted(app))
        await until(lambda: "saved c0 true" in painted(app))
        assert not written.exists()
        go_on.set()
        await calm(app)
        assert f"summary written to {written}" in said(app)
        assert "telling of claims" not in painted(app)

    assert "An old reason" in written.read_text()
    assert "mine" not in written.read_text()


async def test_leaving_waits_until_it_is_written(path: Path, go_on: threading.Event) -> None:
    app = review(path, intervals=PATIENT)
    async with app.run_test(size=(160, 40)):
        typed(app, "wqj")
        await until(lambda: "waits until the summary is written: qj" in painted(app))
        assert not app.review.left
        go_on.set()
        await until(lambda: app.review.left)

    assert path.with_suffix(".summary.md").exists()


async def test_a_second_one_waits_for_the_first_and_tells_what_was_decided_meanwhile(
    path: Path, go_on: threading.Event
) -> None:
    app = review(path, intervals=PATIENT)
    async with app.run_test(size=(160, 40)):
        typed(app, "w1mine<enter>w")
        await until(lambda: "waits until the summary is written: w" in painted(app))
        go_on.set()
        await calm(app)
        await calm(app)

    assert "mine" in path.with_suffix(".summary.md").read_text()


@pytest.mark.parametrize("answer", ["l", "<escape>"])
async def test_it_can_be_given_up(path: Path, go_on: threading.Event, answer: str) -> None:
    app = review(path, intervals=PATIENT)
    async with app.run_test(size=(160, 40)):
        typed(app, "w<ctrl+q>")
        await until(lambda: isinstance(app.screen, Leaving))
        await until(lambda: "the summary is not written yet" in said(app))
        typed(app, answer)
        await until(lambda: app.review.left or not isinstance(app.screen, Leaving))
        assert app.review.left is (answer == "l")
        go_on.set()
        thread = app.review.summary_writer.thread
        assert thread is not None
        await until(lambda: not thread.is_alive())
        await calm(app)

    assert path.with_suffix(".summary.md").exists() is (answer != "l")


class Disk:
    """A disk that takes a summary only when it may, and says when it is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_asked, self.may_end = threading.Event(), threading.Event()
        self._write = write_report
        monkeypatch.setattr("tui.reports.write_report.write_report", self.hand_on)

    def hand_on(self, path: Path, data: bytes) -> Path | None:
        """Write, when it may."""
        self.is_asked.set()
        assert self.may_end.wait(20)
        return self._write(path, data)


async def test_a_summary_whose_write_has_begun_is_waited_for_and_its_end_is_said(
    path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    app = review(path, intervals=PATIENT)
    async with app.run_test(size=(160, 40)):
        typed(app, "w<ctrl+q>")
        await until(lambda: isinstance(app.screen, Leaving))
        go_on.set()
        await until(disk.is_asked.is_set)
        typed(app, "l")
        await until(lambda: "the review closes when it is there" in said(app))
        typed(app, "1lost<enter>")
        disk.may_end.set()
        await until(lambda: not app.is_running)

    assert path.with_suffix(".summary.md").exists()
    assert app.review.parting.startswith("summary written to")
    assert list(verdicts(path)) == ["c3"]


def test_the_parting_words_are_printed_as_the_terminals_text(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = Mock(return_code=0)
    app.review.parting = "summary written to \x1b[31mred"
    monkeypatch.setattr("tui.screens.app.run", lambda *_: app)
    monkeypatch.setattr("tui.launch.gc", Mock())

    assert launch(path, "mk") == 0

    assert capsys.readouterr().err == "factcheck: summary written to ␛[31mred\n"


async def test_a_disk_that_hangs_keeps_nobody_who_asks_twice_to_leave(
    path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    app = review(path, intervals=PATIENT)
    go_on.set()
    async with app.run_test(size=(160, 40)):
        typed(app, "w")
        await until(disk.is_asked.is_set)
        typed(app, "<ctrl+q>")
        await until(lambda: "the summary is being written at this moment" in said(app))
        typed(app, "l<ctrl+q>")
        await until(lambda: not app.is_running)

    disk.may_end.set()


async def test_who_stays_after_all_does_not_leave_when_it_is_written(path: Path, go_on: threading.Event) -> None:
    app = review(path, intervals=PATIENT)
    async with app.run_test(size=(160, 40)):
        typed(app, "wq<ctrl+q>")
        await until(lambda: isinstance(app.screen, Leaving))
        typed(app, "<escape>")
        go_on.set()
        await until(lambda: "you stay; not done: q" in painted(app))
        assert not app.review.left


async def test_who_waits_to_leave_stays_where_it_could_not_be_written(
    path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tui.reports.write_report.write_report", Mock(side_effect=SaveFailed("No space left on device"))
    )
    app = review(path, intervals=PATIENT)
    async with app.run_test(size=(200, 40)):
        typed(app, "wq")
        await until(lambda: "waits until the summary is written: q" in painted(app))
        go_on.set()
        await calm(app)
        assert "No space left on device; not done: q" in said(app)
        assert not app.review.left


async def test_it_is_not_begun_twice(path: Path, go_on: threading.Event) -> None:
    app = review(path, intervals=PATIENT)
    async with app.run_test(size=(160, 40)):
        typed(app, "w")
        await until(lambda: "telling of claims" in painted(app))
        thread = app.review.summary_writer.thread
        await app.review.action_command("file.summary")
        assert "the summary is being written" in painted(app)
        assert app.review.summary_writer.thread is thread
        go_on.set()
        await calm(app)


async def test_a_second_one_that_fails_takes_no_answer_out_of_its_field(
    path: Path, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = Mock(side_effect=[None, SaveFailed("No space left on device")])
    monkeypatch.setattr("tui.reports.write_report.write_report", outcomes)
    app = review(path, intervals=PATIENT)
    async with app.run_test(size=(200, 40)):
        typed(app, "ww1because of this<enter>")
        await until(lambda: "waits until the summary is written: w1because of this Enter" in painted(app))
        go_on.set()
        await until(lambda: outcomes.call_count == 2)
        await calm(app)

    assert verdicts(path)["c0"] == ("true", "because of this")
