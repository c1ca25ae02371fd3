"""Words that are looked for in an article are all marked, counted, and gone through; Esc takes the marks away."""

from __future__ import annotations

import pytest
from conftest import WriteDossier
from terminals import at_once, painted, review, slowly

from tui.dossier.values.article import Span
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.keys.table import KeyContext

BRIDGE = (
    "The bridge was old. Nobody used the bridge. The mayor closed it. A new BRIDGE opened. It is a bridge\nof steel."
)
CLAIMS = """articles: articles
claims:
  - id: x
    text: The mayor closed the bridge.
    evidence:
      - {source: b, stance: context, quote: The mayor closed it.}
"""


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A claim with two sources, of which one says bridge four times."""
    return review(write_dossier(CLAIMS, a="A bridge. Rain fell.", b=BRIDGE))


def styled(app: FactcheckApp, style: str) -> list[str]:
    """The words of the article that are painted in a style."""
    pane = app.review.article
    return [piece.text for y in range(pane.count()) for piece in pane.line(y) if style in piece.style.split()]


async def test_every_hit_is_marked_and_the_first_is_counted(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter><enter>/bridge<enter>")

        assert "hit 3 of 4 of “bridge”; ] [ go on, Esc takes the marks away" in painted(app)
        assert styled(app, "match") == ["bridge", "bridge", "bridge"]
        assert styled(app, "hit") == ["BRIDGE"]
        assert app.review.view.article.marked == Span(BRIDGE.index("A new"), BRIDGE.index(" It is"))


GO_ON = {
    "]": 4,
    "[": 2,
    "]]": 1,
    "[[[": 4,
    "/<enter>": 4,
    "/bridge<enter>": 4,
    "<home>]": 1,
    "<end>[": 3,
    "<home>[": 4,
    "k]": 3,
}
"""The hit of four to which keys lead from the third."""


async def test_brackets_and_the_same_words_again_go_on_round_the_end(app: FactcheckApp) -> None:
    found = {}
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>")
        for keys in GO_ON:
            await at_once(app, "<enter>/bridge<enter>")
            assert "hit 3 of 4" in painted(app), keys
            await at_once(app, keys)
            found[keys] = (app.review.view.article.match_index or 0) + 1
            assert f"hit {found[keys]} of 4" in painted(app), keys
            await at_once(app, "<escape><escape>")

    assert found == GO_ON


async def test_esc_takes_the_marks_away_first_and_then_goes_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter><enter>/bridge<enter><escape>")
        assert "J K sentence" in painted(app)
        assert styled(app, "match") + styled(app, "hit") == []
        await at_once(app, "]")
        assert "no more passages" in painted(app)
        await at_once(app, "<escape>")
        assert app.review.view.context is KeyContext.CARD


async def test_what_is_not_in_the_article_is_said_and_no_mark_of_it_stays(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter><enter>/bridge<enter>/tunnel<enter>")

        assert "“tunnel” is not found in this article; F looks in all articles" in painted(app)
        assert styled(app, "match") + styled(app, "hit") == []
        await at_once(app, "<escape>")
        assert app.review.view.context is KeyContext.CARD


async def test_words_that_are_not_found_are_repeated_as_they_are(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        for words in ("{x}", "{}", "{0.__class__}", "%s"):
            await at_once(app, f"/{words}<enter>")
            assert f"“{words}” is not found in the claims that are shown; F" in painted(app)
            await at_once(app, f"<enter><enter>/{words}<enter>")
            assert f"“{words}” is not found in this article; F" in painted(app)
            await at_once(app, "<escape><escape>")


async def test_what_is_no_article_text_is_not_found(write_dossier: WriteDossier) -> None:
    claims = CLAIMS.replace("claims:", "sources: {a: {file: a.txt, skip: [Sign up for news of bridges]}}\nclaims:")
    app = review(write_dossier(claims, a="A bridge. Sign up for news of bridges. Rain fell.", b=BRIDGE))
    async with app.run_test(size=(80, 40)):
        await slowly(app, "<enter>")
        assert "Sign up" not in painted(app), "not beside a passage either"
        await slowly(app, "<end><enter>/bridge<enter>")

        assert app.review.view.article.source_id == "a"
        assert "hit 1 of 1 of “bridge”" in painted(app)


@pytest.mark.parametrize("go", ["n", "1x<enter>", "p"])
async def test_another_claim_leads_out_of_the_article_of_the_one_before(write_dossier: WriteDossier, go: str) -> None:
    app = review(write_dossier(CLAIMS + "  - {id: y, text: Rain fell.}\n", a="A bridge. Rain fell.", b=BRIDGE))
    async with app.run_test(size=(80, 24)):
        await at_once(app, f"<enter><enter>/bridge<enter>{go}")
        place = app.review.view

        assert (place.claim and place.claim.id, place.pane, place.article.search_term) == ("y", Pane.EVIDENCE, "")
        assert "hit" not in painted(app)


async def test_the_arrow_up_brings_back_what_was_searched_and_filtered(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "fis:open mayor<enter>f<up> closed<enter>")
        assert app.review.view.filter.text == "is:open mayor closed"
        await at_once(app, "/bridge<enter>/<up>s<enter>")
        assert app.review.finding.last_search == "bridges"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("closed the", "“closed the”: / and Enter goes on"),
        ("closed it", "“closed it”, in its evidence: / and Enter goes on"),
    ],
)
async def test_where_in_a_claim_words_were_found_is_said(app: FactcheckApp, words: str, said: str) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, f"/{words}<enter>")
        assert said in painted(app)


async def test_of_a_tag_that_no_claim_has_it_is_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 24)):
        await slowly(app, "ftag:nosuch<enter>")
        assert "0 of 1 claims are shown; no claim has a tag that begins with nosuch; f and Enter" in painted(app)


async def test_another_article_has_no_marks_of_it(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, "<enter><enter>/bridge<enter><escape><escape><end><enter>")

        assert app.review.view.article.source_id == "a"
        assert styled(app, "match") == []


async def test_a_hit_in_two_lines_is_marked_in_both_and_words_of_markup_are_words(write_dossier: WriteDossier) -> None:
    app = review(write_dossier(CLAIMS, a="x", b="The mayor closed it. [red]go\non[/]. [red]go on[/]."))
    async with app.run_test(size=(80, 24)):
        await slowly(app, "<enter><enter>/[red]go on[/]<enter>")

        assert "hit 1 of 2" in painted(app)
        assert "".join(styled(app, "hit")).replace(" ", "") == "[red]goon[/]"
