"""A large folder is read while the review is there: what is known is shown, and what is typed too early waits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import WriteDossier
from terminals import (
    ARTICLE,
    OFTEN,
    RealTerminal,
    at_once,
    calm,
    cursor_rows,
    painted,
    review,
    slowly,
    small_dossier,
    started,
    until,
    verdicts,
)
from test_screens_bursts import TEN, file_after, some_keys
from textual import events

from tui.dossier.files import articles as module
from tui.dossier.values.model import Evidence, Stance
from tui.review.bookmark import Bookmark, read_bookmark, write_bookmark
from tui.screens.app import FactcheckApp
from tui.screens.background.intervals import INTERVALS, Intervals
from tui.screens.desk.view import Pane
from tui.screens.panes.claims import ClaimsPane
from tui.screens.sheets.dialogs import Leaving
from tui.screens.sheets.help import HelpSheet
from tui.screens.widgets.click_lines import Buttons

OLD = {"c3": ("mixed", "An old reason\nof two lines")}
LISTED = (
    "articles: articles\nsources:\n  a: {file: a.txt, publisher: The Bee}\nclaims:\n"
    "  - id: one\n    text: One.\n    evidence:\n"
    "      - {source: a, stance: supports, quote: First fact}\n"
    "      - {source: b, stance: contradicts, quote: Second fact}\n"
    "      - {source: a, stance: contradicts, quote: Not there}\n"
    "    verdict: {rating: 'true', reviewer: zz}\n"
    "  - id: two\n    text: Two.\n"
)


class Shut:
    """The articles are not read before it is opened, one by one or all."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._passes = threading.Semaphore(0)
        self.read: list[str] = []
        real: Callable[..., Any] = module._read

        def read(home: str, entry: Any, before: Any) -> Any:
            assert self._passes.acquire(timeout=20)
            found = real(home, entry, before)
            self.read.append(entry.name)
            return found

        monkeypatch.setattr(module, "_read", read)

    def open(self, articles: int = 1000) -> None:
        """Let so many articles be read."""
        self._passes.release(articles)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shut]:
    """A folder of articles that can't be read yet."""
    shut = Shut(monkeypatch)
    yield shut
    shut.open()


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Twelve claims on four articles."""
    return small_dossier(write_dossier)


def opening(path: Path, intervals: Intervals = INTERVALS) -> FactcheckApp:
    """A review whose articles are still to be read."""
    return review(path, patience=0.0, intervals=intervals)


async def whole(app: FactcheckApp) -> None:
    """Wait until all is read, and what waited for it is done."""
    await until(lambda: app.review.left or (app.session.dossier.is_whole and not app.review.type_ahead.queued))
    await calm(app)


def said(app: FactcheckApp) -> str:
    """The screen in one line."""
    return " ".join(painted(app).split())


async def test_claims_can_be_gone_through_read_and_filtered_while_the_articles_are_read(
    path: Path, folder: Shut
) -> None:
    app = opening(path)
    async with app.run_test(size=(80, 24)):
        await started(app)
        await until(lambda: "reading articles: 1 of 4 …" in painted(app))
        assert "Claim number 0." in cursor_rows(app)
        await slowly(app, "jj")
        assert "Claim number 2." in cursor_rows(app)
        await slowly(app, "/number 9<enter>")
        assert "Claim number 9." in cursor_rows(app)
        await slowly(app, "fis:reviewed<enter>")
        assert "Claim number 3." in cursor_rows(app)
        await slowly(app, "<enter>")
        assert "An old reason" in painted(app)
        await slowly(app, "?")
        assert isinstance(app.screen, HelpSheet)
        await slowly(app, "<escape>")
        folder.open()
        await whole(app)
        assert "reading" not in painted(app)
        assert (app.review.view.filter.text, app.review.view.pane) == ("is:reviewed", Pane.EVIDENCE)
        assert "Claim number 3." in painted(app)


async def test_nothing_is_said_that_is_known_only_when_all_is_read(write_dossier: WriteDossier, folder: Shut) -> None:
    app = opening(write_dossier(LISTED, a=ARTICLE, b=ARTICLE))
    async with app.run_test(size=(160, 40)):
        await started(app)
        assert "supports 1 ✗ contradicts 2" in said(app)
        assert painted(app).count("its article is not read yet") == 3
        assert "which sources are is known when all articles are read" in said(app)
        for words in ("NOT FOUND", "not found", "quote lost", "stale", "caution", "origin", "nothing found"):
            assert words not in painted(app)
        assert "■ true" in painted(app)

        folder.open()
        await whole(app)
        assert "its article is not read yet" not in painted(app)
        for words in ("NOT FOUND", "1 not found", "stale: a quote is not found in a", "caution: "):
            assert words in painted(app)


async def test_the_article_that_is_waited_for_opens_at_its_passage(write_dossier: WriteDossier, folder: Shut) -> None:
    app = opening(write_dossier(LISTED, a=ARTICLE, b=ARTICLE))
    async with app.run_test(size=(160, 40)):
        await slowly(app, "<enter><right><enter>")
        assert (app.review.view.pane, app.review.view.article.source) == (Pane.ARTICLE, None)
        assert "The articles are being read." in painted(app)
        folder.open()
        await whole(app)
        assert app.review.view.article.source_id == "b"
        assert "Second fact here." in cursor_rows(app)


async def test_with_no_source_in_the_file_nobody_says_that_there_is_no_article(
    write_dossier: WriteDossier, folder: Shut
) -> None:
    app = opening(write_dossier("articles: articles\nclaims: []\n", a=ARTICLE))
    async with app.run_test(size=(120, 40)):
        await started(app)
        assert "The articles are being read." in painted(app)
        assert "There is no article" not in painted(app)
        folder.open()
        await whole(app)
        assert list(app.session.dossier.sources) == ["a"]
        assert "being read" not in painted(app)


@pytest.mark.parametrize("press", [slowly, at_once], ids=["slowly", "at once"])
async def test_a_verdict_that_is_typed_too_early_waits_and_lands_where_it_was_typed(
    path: Path, folder: Shut, press: Callable[[FactcheckApp, str], Any]
) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await press(app, "jj1because qjs<enter>5not so")
        assert "waits until all is read: 1because qjs Enter 5not so" in painted(app)
        assert "Claim number 2." in cursor_rows(app)
        assert "because" not in path.read_text()
        folder.open()
        await whole(app)
        await slowly(app, "<enter>")
        assert "saved c4 false" in painted(app)

    assert verdicts(path) == {**OLD, "c2": ("true", "because qjs"), "c4": ("false", "not so")}


@pytest.mark.parametrize("seed", range(20, 24))
async def test_whatever_is_typed_too_early_ends_as_the_same_keys_pressed_later(
    write_dossier: WriteDossier, folder: Shut, seed: int
) -> None:
    keys = "1first<enter>" + some_keys(seed)
    size = (80, 24) if seed % 2 else (120, 40)
    path = small_dossier(write_dossier)
    app = opening(path)
    async with app.run_test(size=size):
        await at_once(app, keys)
        assert app.review.type_ahead.queued
        folder.open()
        await whole(app)
    claim = app.review.view.claim
    early = path.read_bytes() + (claim.id.encode() if claim else b"")

    assert early == await file_after(small_dossier(write_dossier), keys, size, burst=False)


async def test_ten_verdicts_typed_before_an_article_is_read_go_to_ten_claims(desk: Path, folder: Shut) -> None:
    app = opening(desk)
    async with app.run_test(size=(80, 24)):
        await at_once(app, TEN)
        folder.open()
        await whole(app)

    assert [reason for _, reason in verdicts(desk).values()] == [f"because of {number}" for number in range(10)]


async def test_what_is_pasted_behind_a_key_that_waits_waits_too(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "1")
        app.post_message(events.Paste("q\x1b[31mpasted"))
        await slowly(app, " too")
        assert "\x1b" not in painted(app)
        folder.open()
        await whole(app)
        await slowly(app, "<enter>")

    assert verdicts(path)["c0"][1].endswith("pasted too")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Claim number 0.\n", "text: Another claim.\n"),
        ("text: Claim number 0.\n", "text: Claim number 0.\n    verdict: mixed\n"),
        ("id: c0\n", "id: c0x\n"),
        ("quote: First fact}", "quote: Fourth fact}"),
    ],
    ids=["the claim", "its verdict", "the claim is gone", "its evidence"],
)
async def test_a_verdict_typed_at_what_is_another_claim_by_now_is_not_given(
    path: Path, folder: Shut, old: str, new: str
) -> None:
    app = opening(path)
    path.write_text(path.read_text().replace(old, new, 1))
    async with app.run_test(size=(200, 40)):
        await slowly(app, "1because<enter>2too<enter>")
        folder.open()
        await whole(app)
        assert "what it was typed at is another by now; not done: 1because Enter 2too Enter" in painted(app)

    assert "because" not in path.read_text()


async def test_a_stance_typed_in_an_article_that_was_not_read_takes_nothing(path: Path, folder: Shut) -> None:
    app = opening(path)
    before = path.read_bytes()
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter><enter>s")
        folder.open()
        await whole(app)
        assert "what it was typed at is another by now; not done: s" in painted(app)

    assert path.read_bytes() == before


async def test_what_waited_is_not_told_of_any_more_when_it_is_done(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "m<escape>")
        assert "waits until all is read: m Esc" in painted(app)
        folder.open()
        await whole(app)
        assert "waits until" not in painted(app)


async def test_a_key_for_what_is_under_the_cursor_does_nothing_to_what_came_there_since(
    path: Path, folder: Shut
) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "jj<enter>d")
        before = path.read_bytes()
        folder.open()
        await whole(app)
        assert "what it was typed at is another by now; not done: d" in painted(app)
        assert path.read_bytes() == before
        await slowly(app, "d")
        assert app.session.dossier.claim("c2").evidence == (Evidence("a", Stance.SILENT),)


async def test_a_key_for_evidence_that_is_there_is_done_to_it(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter><right>Anobody<enter>")
        folder.open()
        await whole(app)

    assert app.session.dossier.claim("c0").evidence[1].note == "nobody"


async def test_what_was_marked_in_an_article_stays_marked_when_another_one_is_read(write_dossier: WriteDossier) -> None:
    path = write_dossier(LISTED, a=ARTICLE, b=ARTICLE)
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter><enter>J")
        marked = app.review.view.article.marked
        (path.parent / "articles" / "b.txt").write_text("Another one.")
        await slowly(app, "R")
        assert app.review.view.article.marked == marked


async def test_leaving_while_keys_wait_says_which_and_who_stays_loses_none(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(80, 24)):
        await slowly(app, "2lost<enter>")
        await slowly(app, "<ctrl+q>")
        assert isinstance(app.screen, Leaving)
        assert "typed, and waits until all is read: 2lost Enter" in said(app)
        folder.open()
        await until(lambda: app.session.dossier.is_whole)
        await calm(app)
        assert isinstance(app.screen, Leaving)
        assert verdicts(path) == OLD
        await slowly(app, "<escape>")
        await whole(app)
        assert "saved c0 mostly-true" in painted(app)

    assert verdicts(path) == {**OLD, "c0": ("mostly-true", "lost")}


async def test_what_waited_while_leaving_was_asked_about_is_done_to_no_other_claim(path: Path, folder: Shut) -> None:
    app = opening(path, OFTEN)
    async with app.run_test(size=(160, 40)):
        await slowly(app, "jjjjj1mine<enter><ctrl+q>")
        folder.open()
        await until(lambda: app.session.dossier.is_whole)
        path.write_text(path.read_text().replace("id: c5", "id: c55"))
        await until(lambda: "c5" not in app.session.dossier.positions)
        await slowly(app, "<escape>")
        await until(lambda: "what it was typed at is another by now; not done: 1mine Enter" in painted(app))

    assert verdicts(path) == OLD


async def test_while_keys_wait_a_click_chooses_and_opens_nothing(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "1because<enter>")
        app.review.post_message(Buttons.Clicked("find.filter"))
        app.review.post_message(ClaimsPane.Chosen(5))
        await calm(app)
        assert app.review.question is None
        assert "waits until all is read: 1because Enter" in painted(app)
        folder.open()
        await whole(app)

    assert verdicts(path) == {**OLD, "c0": ("true", "because")}


async def test_a_field_that_is_open_when_all_is_read_stays_and_so_does_the_place(path: Path, folder: Shut) -> None:
    write_bookmark(path, Bookmark("c1", "", (), "article", "d", 2))
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<escape><escape>/number")
        folder.open()
        await whole(app)
        await slowly(app, " 9<enter>")
        assert "Claim number 9." in cursor_rows(app)


async def test_a_filter_that_asks_the_articles_shows_what_may_be_so_until_they_are_read(
    path: Path, folder: Shut
) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "fis:open is:stale<enter>")
        assert "1 of 12 claims are shown; which are open or stale is known when all is read" in painted(app)
        await slowly(app, "fis:open<enter>")
        assert "12 of 12 claims are shown; which are" in painted(app)
        await slowly(app, "fis:stale<enter>")
        folder.open()
        await whole(app)
        assert "0 of 12 claims are shown; f and Enter shows all" in painted(app)


@pytest.mark.parametrize("keys", ["/fact<enter>", "]"])
async def test_in_an_article_that_is_not_read_yet_nothing_is_said_to_be_missing(
    path: Path, folder: Shut, keys: str
) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, f"<enter><enter>{keys}")
        assert "this article is not read yet" in painted(app)
        folder.open()
        await whole(app)


async def test_with_listed_sources_and_no_claim_it_is_said_that_more_may_come(
    write_dossier: WriteDossier, folder: Shut
) -> None:
    claims = "articles: articles\nsources: {a: {file: a.txt}}\nclaims: []\n"
    app = opening(write_dossier(claims, a=ARTICLE, b=ARTICLE))
    async with app.run_test(size=(120, 40)):
        await started(app)
        assert "The articles are being read." in painted(app)
        folder.open()
        await whole(app)
        assert "? sources 2" in said(app)


async def test_an_article_that_comes_back_is_shown_and_no_other_one(write_dossier: WriteDossier) -> None:
    path = small_dossier(write_dossier)
    article = path.parent / "articles" / "a.txt"
    path.write_text("sources: {a: {file: a.txt}}\n" + path.read_text())
    article.rename(path.parent / "away")
    app = review(path)
    async with app.run_test(size=(200, 40)):
        await slowly(app, "<enter><right><ctrl+p>a.txt<enter>")
        assert app.review.view.article.source_id == "a"
        (path.parent / "away").rename(article)
        await slowly(app, "R")
        assert app.review.view.article.source_id == "a"
        assert "First fact here." in painted(app)


async def test_leaving_does_not_wait_for_an_article_that_does_not_come(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(80, 24)):
        await slowly(app, "q")

    assert app.review.left
    assert folder.read == []


async def test_who_stays_is_not_led_out_by_what_was_typed_before(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "1because<enter>q<ctrl+q>")
        await slowly(app, "<escape>")
        folder.open()
        await until(lambda: "you stay; not done: q" in painted(app))
        assert not app.review.left

    assert verdicts(path) == {**OLD, "c0": ("true", "because")}


async def test_what_waits_for_another_reading_is_told_again(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "R1because")
        folder.open(4)
        await until(lambda: app.review.reloader.is_asked)
        await until(lambda: "waits until all is read: 1because" in painted(app))
        folder.open()
        await until(lambda: app.review.question is not None)
        await slowly(app, "<enter>")

    assert verdicts(path) == {**OLD, "c0": ("true", "because")}


async def test_leaving_with_nothing_typed_ends_the_reading_and_writes_nothing(path: Path, folder: Shut) -> None:
    before = path.read_bytes()
    app = opening(path)
    async with app.run_test(size=(80, 24)):
        await slowly(app, "jj")
        await slowly(app, "q")
        assert app.review.left

    folder.open()
    await until(lambda: folder.read)
    await asyncio.sleep(0.05)
    assert folder.read == ["a.txt"]
    assert path.read_bytes() == before
    assert sorted(found.name for found in path.parent.iterdir() if found.is_file()) == ["claims.yaml"]


async def test_a_word_that_is_clicked_too_early_says_so(path: Path, folder: Shut) -> None:
    app = opening(path)
    async with app.run_test(size=(80, 24)):
        await started(app)
        app.review.post_message(Buttons.Clicked("verdict.1"))
        await calm(app)
        assert "not done: it waits until all is read" in painted(app)
        assert app.review.question is None
        app.review.post_message(Buttons.Clicked("app.help"))
        await calm(app)
        await until(lambda: isinstance(app.screen, HelpSheet))
        folder.open()


async def test_the_place_that_was_left_is_taken_up_when_it_is_known_and_not_forgotten_before(
    path: Path, folder: Shut
) -> None:
    left = Bookmark("c1", "", ("c5",), "article", "d", 2)
    write_bookmark(path, left)
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await started(app)
        app.review.resume.keep()
        assert read_bookmark(path) == left
        folder.open()
        await whole(app)
        place = app.review.view
        assert (place.claim and place.claim.id, place.article.source_id, place.article.sentence) == ("c1", "d", 2)
        assert "as you left it" in painted(app)


async def test_who_went_on_meanwhile_is_not_taken_back(path: Path, folder: Shut) -> None:
    write_bookmark(path, Bookmark("c1", "", (), "article", "d", 2))
    app = opening(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<escape><escape>jjj")
        folder.open()
        await whole(app)
        assert "Claim number 4." in cursor_rows(app)
        assert app.review.view.pane is Pane.CLAIMS


@pytest.mark.parametrize(("keys", "old"), [("", ""), ("1because<enter>", ""), ("1because<enter>", "number 0")])
async def test_what_a_save_that_was_cut_short_had_displaced_is_told_when_all_is_read(
    path: Path, folder: Shut, keys: str, old: str
) -> None:
    displaced = path.with_name(f".{path.name}.00000000-11111111.5.factcheck")
    displaced.write_text("theirs")
    app = opening(path)
    path.write_text(path.read_text().replace(old, old and "number 99"))
    async with app.run_test(size=(160, 40)):
        await slowly(app, keys)
        assert displaced.exists()
        folder.open()
        await whole(app)
        assert "what they wrote is kept in" in said(app)

    assert (bool(keys) and not old) is ("because" in path.read_text())


async def test_an_article_that_is_written_while_others_are_read_is_read_again(path: Path, folder: Shut) -> None:
    folder.open(1)
    app = opening(path, OFTEN)
    async with app.run_test(size=(160, 40)):
        await until(lambda: folder.read == ["a.txt"])
        (path.parent / "articles" / "a.txt").write_text("A third fact alone.")
        folder.open()
        await until(lambda: "article changed a" in said(app))
        assert "NOT FOUND" in painted(app)


async def test_what_is_wrong_only_when_all_is_read_ends_the_review_with_what_it_is(
    write_dossier: WriteDossier, folder: Shut
) -> None:
    app = opening(write_dossier(LISTED.replace("source: b", "source: bee"), a=ARTICLE, b=ARTICLE))
    async with app.run_test(size=(120, 40)):
        await started(app)
        folder.open()
        await until(lambda: app.review.left)

    assert app.session.working_copy.unreadable is not None
    assert [problem.code for problem in app.session.working_copy.unreadable.problems] == ["unknown-source"]


def test_in_a_terminal_it_is_shown_then_and_the_review_follows_when_it_is_mended(write_dossier: WriteDossier) -> None:
    path = write_dossier(LISTED.replace("source: b", "source: bee"), a=ARTICLE, b=ARTICLE)
    code = (
        "import sys, time, tui.cli, tui.launch, tui.dossier.files.articles as folder; tui.launch.PATIENCE_SECONDS = 0.0\n"
        "real, folder._read = folder._read, lambda *a: time.sleep(0.5) or real(*a); sys.exit(tui.cli.main())"
    )
    terminal = RealTerminal(path, program=("-c", code))
    try:
        terminal.wait_for("reading articles")
        terminal.type("n2too early")
        terminal.wait_for("waits until all is read: 2too early")
        terminal.wait_for("one thing keeps claims.yaml from being read")
        terminal.wait_for("bee")
        terminal.wait_for("Not done, what you typed: 2too early")
        path.write_text(LISTED)
        terminal.wait_for("1 of 2 reviewed")
        terminal.type("n2kept\rq")
        assert terminal.wait_for_end() == 0
    finally:
        terminal.close()

    assert verdicts(path)["two"] == ("mostly-true", "kept")
