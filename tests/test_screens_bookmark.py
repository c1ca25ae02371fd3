"""Place, filter and postponed claims survive a restart, and what is gone by then is in nobody's way."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from terminals import cursor_rows, painted, review, slowly, small_dossier, started

from tui.dossier.files.cache import write_cached
from tui.review.bookmark import HEAD, Bookmark, _name, read_bookmark, write_bookmark
from tui.screens.desk.view import Pane


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Twelve claims."""
    return small_dossier(write_dossier)


async def left(path: Path, keys: str) -> None:
    """Press keys in a review, and leave it."""
    app = review(path)
    async with app.run_test(size=(80, 24)):
        await slowly(app, keys + "q")


async def test_the_next_review_begins_where_the_last_one_was_left(path: Path) -> None:
    await left(path, "jjjjj")

    app = review(path)
    async with app.run_test(size=(80, 24)):
        await started(app)
        assert "Claim number 5." in cursor_rows(app)
        assert "as you left it" in painted(app)


async def test_it_begins_in_the_article_and_at_the_sentence_that_was_read(path: Path) -> None:
    await left(path, "j<enter>j<enter><end>")

    app = review(path)
    async with app.run_test(size=(80, 24)):
        await started(app)
        place = app.review.view
        article = place.article.source.article if place.article.source else None
        assert (place.pane, place.article.source_id) == (Pane.ARTICLE, "c")
        assert article is not None
        assert place.article.sentence == len(article.sentences) - 1 > 0

    (path.parent / "articles" / "c.txt").write_text("It is another one.")
    app = review(path)
    async with app.run_test(size=(80, 24)):
        await started(app)
        assert (app.review.view.pane, app.review.view.article.sentence) == (Pane.ARTICLE, 0)


async def test_where_the_source_is_gone_it_begins_at_the_evidence(path: Path) -> None:
    write_bookmark(path, Bookmark("c1", pane="article", source="gone", sentence=5))

    app = review(path)
    async with app.run_test(size=(80, 24)):
        await started(app)
        assert (app.review.view.pane, app.review.view.row) == (Pane.EVIDENCE, 1)


async def test_filter_and_postponed_claims_survive_and_are_told_of(path: Path) -> None:
    await left(path, "pfis:unrev<enter>")

    app = review(path)
    async with app.run_test(size=(80, 24)):
        await started(app)
        assert "filter is:unrev is on, f and Enter shows all claims; 1 postponed" in " ".join(painted(app).split())
        assert app.review.view.postponed == {"c0": None}
        await slowly(app, "f<enter>")
        assert len(app.review.view.shown) == 12


async def test_what_is_gone_by_then_is_in_nobody_s_way(path: Path) -> None:
    write_bookmark(path, Bookmark("gone", "is:nothing", ("gone", "c2")))

    app = review(path)
    async with app.run_test(size=(80, 24)):
        assert "Claim number 0." in cursor_rows(app)
        assert (app.review.view.filter.text, app.review.view.postponed) == ("", {"c2": None})


async def test_a_filter_that_would_show_nothing_is_not_taken_up_again(path: Path) -> None:
    write_bookmark(path, Bookmark("c1", "tag:nowhere"))

    app = review(path)
    async with app.run_test(size=(80, 24)):
        assert "Claim number 1." in cursor_rows(app)


@given(st.binary(max_size=60) | st.sampled_from([b"[]", b'{"claim": 1, "filter": "", "postponed": []}', b"[" * 99_999]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_lies_in_its_place_is_no_bookmark_and_no_error(path: Path, data: bytes) -> None:
    write_cached(_name(path), HEAD, data)

    assert read_bookmark(path) == Bookmark()


def test_a_bookmark_comes_back_as_it_was_kept(path: Path) -> None:
    kept = Bookmark("c\u202e1", "is:open tag:ü", ("a", "b\n"))
    write_bookmark(path, kept)

    assert read_bookmark(path) == kept
