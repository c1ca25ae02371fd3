"""What others write into the claims file besides its claims is drawn at once, and said; no key gets another meaning."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import OFTEN, at_once, calm, keys_of, painted, review, slowly, started, until, verdicts

from tui.screens.app import FactcheckApp
from tui.screens.desk.desk import SEEN_SECONDS

CLAIMS = """\
title: The bridge
articles: articles
scale: [right, wrong, unclear]
sources:
  herald: {file: herald.txt, title: Bridge closed}
claims:
  - id: one
    text: The bridge is closed.
    evidence:
      - {source: herald, stance: supports, quote: The bridge is closed.}
  - {id: two, text: The fair begins.}
"""
ARTICLES = {"herald": "The bridge is closed.", "post": "The fair begins on Friday."}


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Two claims on two articles, of which the file lists one."""
    return write_dossier(CLAIMS, **ARTICLES)


def rewrite(path: Path, old: str, new: str) -> None:
    """Somebody edits the claims file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def said(app: FactcheckApp) -> str:
    """The screen in one line."""
    return " ".join(painted(app).split())


@pytest.mark.parametrize(
    ("old", "new", "drawn", "news"),
    [
        ("title: Bridge closed}", "title: Bridge closed, publisher: The Herald}", "The Herald", "source herald: publisher"),
        ("title: Bridge closed}", "title: B, kind: agency, published: 2024-03-01}", "agency · 2024-03-01", "source herald: title, published, kind"),
        ("title: The bridge\n", "title: The harbour\n", "The harbour", "the title"),
        ("[right, wrong, unclear]", "[right, false]", "2 false", "the scale"),
        ("sources:\n", "sources:\n  post: {file: post.txt, publisher: The Post}\n", "The Post", "source post: publisher"),
        ("sources:\n", "sources:\n  tract: {file: tract.txt}\n", "tract", "source new tract; problems: 1, before 0"),
        ("claims:\n", "claim: []\nclaims:\n", "! 1 problem", "problems: 1, before 0"),
        ("articles: articles", "articles: other", "One more", "article changed herald; article gone post; the articles folder"),
        ("  - {id: two, text: The fair begins.}\n", "", "", "gone two"),
    ],
)  # fmt: skip
async def test_an_edit_outside_is_drawn_at_once_and_said(path: Path, old: str, new: str, drawn: str, news: str) -> None:
    other = path.parent / "other"
    other.mkdir()
    (other / "herald.txt").write_text("One more. The bridge is closed.")
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(200, 40)):
        await started(app)
        rewrite(path, old, new)
        await until(lambda: f"changed on disk by someone else: {news}" in said(app))
        assert drawn in painted(app)


async def test_another_order_of_the_claims_is_drawn_at_once_and_said(path: Path) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(200, 40)):
        await started(app)
        rewrite(path, "  - {id: two, text: The fair begins.}\n", "")
        path.write_text(path.read_text().replace("claims:\n", "claims:\n  - {id: two, text: The fair begins.}\n"))
        await until(lambda: "the order of the claims" in said(app) or "new two" in said(app))
        assert painted(app).index("The fair begins.") < painted(app).index("The bridge is closed.")


async def test_what_there_are_no_words_for_is_drawn_too(path: Path) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(200, 40)):
        await started(app)
        queued = app.session.dossier
        rewrite(path, "title: The bridge\n", "title:   The bridge # a comment\n")
        await until(lambda: app.session.dossier is not queued)
        await calm(app)
        assert app.review.view.dossier is app.session.dossier


async def press_at(app: FactcheckApp, text: str, when: float) -> None:
    """Press keys as if they had been typed at a time."""
    for key in keys_of(text):
        key.time = when
        app.post_message(key)
    await calm(app)


async def with_other_scale(path: Path, app: FactcheckApp, scale: str) -> None:
    """Let somebody change the scale, and wait until the new one is drawn."""
    await started(app)
    rewrite(path, "[right, wrong, unclear]", scale)
    await until(lambda: "the scale" in said(app))


async def test_a_digit_typed_before_a_new_scale_was_seen_gives_the_rating_that_was_seen(path: Path) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(120, 40)):
        await with_other_scale(path, app, "[wrong, right, unclear]")
        await press_at(app, "2because<enter>", app.review.scale_since - 1)

    assert verdicts(path) == {"one": ("wrong", "because")}


async def test_a_digit_whose_rating_is_gone_asks_and_is_refused_in_its_field(path: Path) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(120, 40)):
        await with_other_scale(path, app, "[right, false]")
        await press_at(app, "2quite, d0u<enter>", app.review.scale_since + SEEN_SECONDS / 2)
        assert "wrong is no rating; allowed are right, false" in painted(app)
        await press_at(app, "<escape>2<enter>", app.review.scale_since + 2 * SEEN_SECONDS)

    assert verdicts(path) == {"one": ("false", "quite, d0u")}


async def test_a_digit_typed_at_a_new_scale_gives_its_rating(path: Path) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(120, 40)):
        await with_other_scale(path, app, "[wrong, right, unclear]")
        await press_at(app, "2because<enter>", app.review.scale_since + SEEN_SECONDS)

    assert verdicts(path) == {"one": ("right", "because")}


async def test_a_rating_of_the_palette_is_the_one_that_it_names(path: Path) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<ctrl+p>verdict: wrong")
        before = app.session.dossier
        rewrite(path, "[right, wrong, unclear]", "[wrong, right]")
        await until(lambda: app.session.dossier is not before)
        await at_once(app, "<enter>because<enter>")
        await slowly(app, "<ctrl+p>verdict: right")
        rewrite(path, "[wrong, right]", "[wrong, false]")
        await until(lambda: "right" not in app.session.dossier.scale)
        await calm(app)
        await at_once(app, "<enter>")
        assert "right is no rating of this dossier any more" in painted(app)

    assert verdicts(path) == {"one": ("wrong", "because")}
