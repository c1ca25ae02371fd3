"""Somebody else writes the file while the review is open: it is seen, nothing is lost, and the reviewer chooses."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest
from conftest import WriteDossier
from terminals import (
    NOW,
    OFTEN,
    Press,
    at_once,
    calm,
    cursor_rows,
    painted,
    review,
    slowly,
    small_dossier,
    started,
    typed,
    until,
    verdicts,
)

from tui.dossier.files.loading import Opened, open_dossier
from tui.dossier.values.problems import SaveFailed
from tui.dossier.values.progress import ProgressCallback
from tui.review.decisions import Judge
from tui.review.session import Session
from tui.screens.app import FactcheckApp
from tui.screens.background.intervals import INTERVALS
from tui.screens.background.reloader import ReadResult, Reason
from tui.screens.panes.claims import ClaimsPane
from tui.screens.sheets.dialogs import Conflict, Leaving
from tui.screens.sheets.help import HelpSheet
from tui.screens.widgets.click_lines import Buttons

PACE = pytest.mark.parametrize("press", [slowly, at_once], ids=["slowly", "at once"])
OLD = {"c3": ("mixed", "An old reason\nof two lines")}


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Twelve claims on four articles."""
    return small_dossier(write_dossier)


def other_judges(path: Path, claim: str, rating: str = "outdated") -> None:
    """Another reviewer gives a verdict from another terminal."""
    assert Session(path, "zoe", lambda: NOW).decide(Judge(claim, rating, "Theirs.", "zoe", NOW)).saved


def on_screen(app: FactcheckApp) -> str:
    """The screen as one line of words."""
    return " ".join(painted(app).split())


@PACE
async def test_a_verdict_goes_into_what_somebody_else_wrote(path: Path, press: Press) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c5")
        await press(app, "2mine<enter>")
        assert "saved c0 mostly-true; changed on disk by someone else: changed c5" in on_screen(app)
        assert "3 of 12 reviewed" in painted(app)

    assert verdicts(path) == {**OLD, "c0": ("mostly-true", "mine"), "c5": ("outdated", "Theirs.")}


async def test_what_somebody_else_writes_is_noticed_and_the_place_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "j<enter>j<enter>")
        place = app.review.view
        assert place.claim is not None
        before = (place.claim.id, place.pane, place.article.source_id, place.article.sentence)
        path.write_text(path.read_text().replace("claims:\n", "claims:\n  - {id: new, text: New.}\n", 1))
        await until(lambda: "changed on disk by someone else: new new" in on_screen(app))
        assert (place.claim.id, place.pane, place.article.source_id, place.article.sentence) == before
        assert "1 of 13 reviewed" in painted(app)


async def test_while_the_reviewer_types_nothing_moves(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(app, "1half")
        other_judges(path, "c5")
        await pilot.pause(0.2)
        assert "1 of 12 reviewed" in painted(app)
        await slowly(app, " typed<enter>")

    assert verdicts(path) == {**OLD, "c0": ("true", "half typed"), "c5": ("outdated", "Theirs.")}


AT_ONCE = INTERVALS._replace(patience=0.0)
"""The header says at once what a thread does."""


class Slow:
    """Reading in a thread goes no further than its first word, until it may."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on = threading.Event()
        self.began = 0
        self.anew: list[bool] = []
        monkeypatch.setattr("tui.review.working_copy.open_dossier", self._open)

    def _open(
        self,
        path: Path,
        told: ProgressCallback | None = None,
        before: Opened | None = None,
        patience: float | None = None,
    ) -> Opened:
        if told is not None:
            self.began += 1
            self.anew.append(before is not None and not before.articles)
            told("reading articles", 1, 2)
            self.go_on.wait(20)
        return open_dossier(path, told, before, patience)


async def test_while_what_somebody_else_wrote_is_read_the_header_says_so_and_every_key_works(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c5")
        await until(lambda: "reading articles: 1 of 2 …" in painted(app))
        await at_once(app, "1mine<enter>j2too<enter>u")
        assert verdicts(path) == {**OLD, "c0": ("true", "mine"), "c5": ("outdated", "Theirs.")}
        assert app.review.view.claim == app.session.dossier.claims[2]

        slow.go_on.set()
        await until(lambda: "reading" not in painted(app))
        assert app.session.dossier.reviewed_count == 3

    assert verdicts(path) == {**OLD, "c0": ("true", "mine"), "c5": ("outdated", "Theirs.")}


async def test_read_again_as_asked_it_is_told_and_all_that_is_typed_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(120, 40)):
        typed(app, "Rj1mine<enter>?")
        await until(lambda: "reading articles: 1 of 2 …" in painted(app))
        await until(lambda: "waits until all is read: j1mine Enter ?" in painted(app))
        app.review.post_message(Buttons.Clicked("verdict.1"))
        app.review.post_message(ClaimsPane.Chosen(5))
        await asyncio.sleep(0.05)
        assert app.review.question is None
        assert "Claim number 0." in cursor_rows(app)
        assert verdicts(path) == OLD

        slow.go_on.set()
        await calm(app)
        assert isinstance(app.screen, HelpSheet)

    assert verdicts(path) == {**OLD, "c1": ("true", "mine")}


@pytest.mark.parametrize("keys", ["m", "t", "mn4lies<enter>", "2mistaken<enter>"])
async def test_what_is_typed_after_it_is_no_choice_between_two_that_both_changed(path: Path, keys: str) -> None:
    app = review(path, intervals=AT_ONCE)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c0")
        await slowly(app, "1mine<enter>")
        await at_once(app, f"R{keys}")
        assert isinstance(app.screen, Conflict)
        assert len(app.session.working_copy.conflicts) == 1
        assert verdicts(path) == {**OLD, "c0": ("outdated", "Theirs.")}
        await slowly(app, "<escape>")
        assert f"this comes first; not done: {keys.replace('<enter>', ' Enter')}" in painted(app)
        assert len(app.screen_stack) == len(app.session.working_copy.conflicts) == 1


async def test_what_was_read_for_a_reason_that_is_over_is_not_taken_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(120, 40)):
        typed(app, "R")
        await until(lambda: slow.began == 1)
        app.review.post_message(ReadResult(0, Reason.WRITTEN, RuntimeError("it would be raised")))
        await asyncio.sleep(0.05)
        assert app.review.reloader.is_asked
        slow.go_on.set()
        await calm(app)
        assert "read again from disk" in painted(app)


async def test_leaving_is_asked_about_before_what_both_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = review(path, intervals=AT_ONCE)
    async with app.run_test(size=(160, 40)):
        other_judges(path, "c0")
        await slowly(app, "1mine<enter>")
        slow = Slow(monkeypatch)
        typed(app, "Rmn4lies<enter><ctrl+q>")
        await until(lambda: isinstance(app.screen, Leaving))
        slow.go_on.set()
        await calm(app)
        assert isinstance(app.screen, Leaving)
        assert len(app.session.working_copy.conflicts) == 1
        assert not app.review.left


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        (("Claim number 1.", "It was never so."), "Rj1mine<enter>"),
        (("Claim number 1.", "Claim number 1.\n    verdict: outdated"), "Rj1mine<enter>"),
        (("  - id: c1\n", "  - {id: new, text: New.}\n  - id: c1\n"), "Rj1mine<enter>"),
        (("articles: articles\n", "articles: articles\nscale: ['false', mixed, 'true']\n"), "R1mine<enter>"),
    ],
    ids=["reworded", "judged", "a new one", "another scale"],
)
async def test_what_is_typed_after_it_is_done_to_nothing_that_was_not_seen(
    path: Path, change: tuple[str, str], keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(160, 40)):
        path.write_text(path.read_text().replace(*change, 1))
        typed(app, keys)
        await until(lambda: "1mine Enter" in painted(app))
        slow.go_on.set()
        await calm(app)
        assert "what it was typed at is another by now; not done: " in painted(app)

    assert "mine" not in path.read_text()


async def test_the_next_claim_is_judged_ahead_only_where_nothing_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(160, 40)):
        other_judges(path, "c1")
        typed(app, "R1for c0<enter>2for c1<enter>")
        await until(lambda: "2for c1 Enter" in painted(app))
        slow.go_on.set()
        await calm(app)
        assert "not done: 2for c1 Enter" in painted(app)

    assert verdicts(path) == {**OLD, "c0": ("true", "for c0"), "c1": ("outdated", "Theirs.")}


async def test_a_stance_that_is_typed_after_it_takes_no_words_but_those_that_were_marked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(160, 40)):
        await slowly(app, "<enter><enter>")
        article = path.parent / "articles" / "a.txt"
        article.write_text(article.read_text().replace("First fact", "First lies"))
        typed(app, "Rs")
        await until(lambda: "waits until all is read: s" in painted(app))
        slow.go_on.set()
        await calm(app)
        assert "what it was typed at is another by now; not done: s" in painted(app)

    assert "lies" not in path.read_text()


@PACE
async def test_after_the_editor_keys_go_on_where_they_were_though_both_changed_a_claim(
    path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.terminal.external_editor.edit", Mock(return_value=""))
    app = review(path, intervals=AT_ONCE)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c0")
        await slowly(app, "1mine<enter>")
        await press(app, "je2next<enter>")  # the verdict led on to c1
        assert len(app.screen_stack) == 1

    assert verdicts(path) == {**OLD, "c0": ("outdated", "Theirs."), "c2": ("mostly-true", "next")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: c5", "id: c55"),
        ("Claim number 5.", "It was never so."),
        ("Claim number 5.", "Claim number 5.\n    verdict: outdated"),
    ],
    ids=["gone", "reworded", "judged"],
)
async def test_what_is_typed_after_it_is_done_to_no_claim_but_the_one_that_was_seen(
    path: Path, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(160, 40)):
        await slowly(app, "jjjjj")
        path.write_text(path.read_text().replace(old, new, 1))
        typed(app, "R1mine<enter>")
        await until(lambda: "waits until all is read: 1mine Enter" in painted(app))
        slow.go_on.set()
        await calm(app)
        assert "what it was typed at is another by now; not done: 1mine Enter" in painted(app)

    assert "mine" not in path.read_text()


async def test_what_is_saved_while_all_is_read_again_is_not_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(120, 40)):
        with monkeypatch.context() as disk:
            disk.setattr(
                "tui.review.working_copy.replace_bytes", Mock(side_effect=SaveFailed("No space left on device"))
            )
            await slowly(app, "1mine<enter>")
        typed(app, "R")
        await until(lambda: slow.began == 1)
        app.review.autosave()
        assert app.session.working_copy.is_saved
        slow.go_on.set()
        await calm(app)
        assert slow.anew == [True, True]
        assert "read again from disk" in painted(app)

    assert verdicts(path) == {**OLD, "c0": ("true", "mine")}


async def test_what_was_read_while_a_field_was_opened_is_taken_over_when_it_is_closed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c5")
        await until(lambda: slow.began == 1)
        await slowly(app, "1half")
        slow.go_on.set()
        await until(lambda: "reading" not in painted(app))
        assert "1 of 12 reviewed" in painted(app)

        await slowly(app, "<escape>")
        await until(lambda: "2 of 12 reviewed" in painted(app))
        assert slow.began == 2


async def test_the_review_can_be_left_while_it_is_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = review(path, intervals=AT_ONCE)
    slow = Slow(monkeypatch)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c5")
        await until(lambda: slow.began == 1)
        await slowly(app, "q")
        slow.go_on.set()
        await until(lambda: not app.is_running)

    assert app.return_code == 0


async def test_a_file_that_is_broken_is_said_and_mended_is_taken_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = path.read_text()
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(200, 50)):
        path.write_text("<<<<<<< ours\n" + text)
        await until(lambda: "changed on disk, and can't be read now" in on_screen(app))
        await slowly(app, "1kept<enter>")
        assert "NOT SAVED c0: the file was changed on disk since it was read, and can't be read now" in on_screen(app)
        path.write_text(text)
        await until(lambda: "saved c0 true" in on_screen(app))

    assert verdicts(path) == {**OLD, "c0": ("true", "kept")}


@PACE
@pytest.mark.parametrize(
    ("keys", "verdict"), [("Rm", ("true", "mine")), ("Rt", ("outdated", "Theirs.")), ("R<escape>", None)]
)
async def test_a_claim_that_both_judged_is_shown_side_by_side_with_a_choice(
    path: Path, press: Press, keys: str, verdict: tuple[str, str] | None
) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c0")
        await press(app, "1mine<enter>")
        assert "NOT SAVED c0: changed on disk by someone else too; R shows both" in on_screen(app)
        assert "! 1 NOT SAVED" in painted(app)
        await press(app, "R")
        assert isinstance(app.screen, Conflict)
        for words in ("mine", "verdict: true", "theirs, on disk now", "verdict: outdated (zoe,", "Theirs."):
            assert words in painted(app)
        await press(app, keys[1:])
        assert len(app.screen_stack) == 1
        assert app.session.working_copy.is_saved is (verdict is not None)
        if verdict is None:
            await press(app, "Rt")

    assert verdicts(path) == {**OLD, "c0": verdict or ("outdated", "Theirs.")}


async def test_keys_typed_ahead_never_choose_in_a_conflict_that_was_not_looked_at(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c0")
        await at_once(app, "1my matter<enter>2some text<enter>")
        assert len(app.screen_stack) == 1
        assert [change.after.id for change in app.session.working_copy.conflicts] == ["c0"]

    assert verdicts(path) == {**OLD, "c0": ("outdated", "Theirs."), "c1": ("mostly-true", "some text")}


async def test_leaving_with_a_conflict_asks(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        other_judges(path, "c0")
        await slowly(app, "1mine<enter>q")
        assert "NOT SAVED c0: changed by someone else too; stay, and R shows both" in on_screen(app)
        await slowly(app, "<escape>Rmq")
        assert app.review.left

    assert verdicts(path) == {**OLD, "c0": ("true", "mine")}


async def test_a_claim_that_somebody_took_out_is_not_forgotten_in_silence(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "1mine")
        path.write_text(path.read_text().replace("  - id: c0\n", "  - id: other\n", 1))
        await slowly(app, "<enter>")
        assert "NOT SAVED c0: no longer in the file; R shows both" in on_screen(app)
        await slowly(app, "R")
        assert "no longer in the file" in painted(app)
        await slowly(app, "m")
        assert "NOT SAVED c0: it is no longer in the file" in on_screen(app)
        await slowly(app, "Rt")
        assert app.session.working_copy.is_saved


async def test_what_a_save_that_was_cut_short_had_displaced_is_told_at_the_start(path: Path) -> None:
    left = path.with_name(f".{path.name}.00000000-11111111.5.factcheck")
    left.write_text("theirs")

    app = review(path)
    async with app.run_test(size=(120, 40)):
        await started(app)
        assert "what they wrote is kept in" in on_screen(app)
    assert [found.read_text() for found in path.parent.glob("*.found-*")] == ["theirs"]
