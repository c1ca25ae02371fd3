"""While a reason is typed the evidence can be looked at, and what was typed of it is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import at_once, painted, review, slowly, verdicts

QUOTES = [f"Sentence {number} says that the bridge is closed." for number in range(12)]
ARTICLE = " ".join(QUOTES)
REASON = "The council counted twice, and says so in its own minutes of March; the Herald has the same words. " * 2


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Two claims; the first has more evidence than a screen has lines."""
    evidence = "".join(f"      - {{source: herald, stance: supports, quote: {quote}}}\n" for quote in QUOTES)
    claims = f"  - id: one\n    text: The bridge is closed.\n    evidence:\n{evidence}  - {{id: two, text: Two.}}\n"
    return write_dossier(f"articles: articles\nclaims:\n{claims}", herald=ARTICLE)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize(
    "asked", ["1", "<enter>1", "1kept<enter>kr"], ids=["in claims", "in evidence", "in the editor"]
)
async def test_the_evidence_is_scrolled_while_a_reason_is_typed(path: Path, size: tuple[int, int], asked: str) -> None:
    app = review(path)
    async with app.run_test(size=size):
        await at_once(app, f"{asked}Seen<pagedown><pagedown><pagedown>")
        cursor = app.review.view.cursor
        assert "Sentence 11" in painted(app)
        await at_once(app, "<pageup><pageup><pageup> all")
        assert "Sentence 0" in painted(app)
        assert app.review.view.cursor == cursor
        await at_once(app, "<ctrl+s>" if asked.endswith("r") else "<enter>")

    assert verdicts(path) == {"one": ("true", "keptSeen all" if "kept" in asked else "Seen all")}


async def test_in_a_narrow_terminal_the_claims_are_there_again_when_the_field_is_closed(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(80, 24)):
        await slowly(app, "1")
        assert "unreviewed" in painted(app)
        await slowly(app, "<pagedown>")
        assert "supports" in painted(app)
        assert "? 1 open" not in painted(app)
        await slowly(app, "<escape>")
        assert "unreviewed" in painted(app)


async def test_in_an_article_it_is_the_article_that_is_scrolled(path: Path) -> None:
    (path.parent / "articles" / "herald.txt").write_text("\n\n".join(QUOTES * 4))
    app = review(path)
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter><enter>1Seen")
        top, cursor = app.review.article.top, app.review.view.cursor
        await at_once(app, "<pagedown>")
        assert app.review.article.top > top
        assert app.review.view.cursor == cursor


async def test_a_long_reason_left_to_look_at_the_evidence_is_there_at_another_rating(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(80, 24)):
        await at_once(app, f"1{REASON}<escape><enter>jj<escape>3<enter>")

    assert verdicts(path) == {"one": ("mixed", REASON.strip())}


async def test_the_reason_of_a_rating_that_is_gone_from_the_scale_is_there_at_another(path: Path) -> None:
    path.write_text("scale: [right, wrong, unclear]\n" + path.read_text())
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await at_once(app, "2because")
        path.write_text(path.read_text().replace("wrong", "false"))
        await at_once(app, "<enter>")
        assert "NOT SAVED one" in painted(app)
        app.review.scale_since = 0.0  # the new scale has been seen for long
        await at_once(app, "2")
        assert "false  one  why?  as you left it, not saved" in painted(app)
        await at_once(app, " of that<enter>")

    assert verdicts(path) == {"one": ("false", "because of that")}
    assert app.session.working_copy.is_saved
