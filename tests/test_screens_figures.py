"""Figures stand beside each quote and in a ladder of their own, however fast the keys come."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from hypothesis import given
from hypothesis import strategies as st
from nasty import STRINGS
from terminals import ANEW, at_once, painted, review, rows, slowly, verdicts

from tui.dossier.values.article import Article
from tui.dossier.values.model import Claim, Dossier, Evidence, Quote, Source, Stance
from tui.dossier.values.text import clean
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.panes.claim_page import page
from tui.screens.sheets.figures import FiguresSheet, figures_lines
from tui.screens.widgets.text_layout import width_of

CLAIMS = """
articles: articles
sources:
  herald: {file: herald.txt, publisher: The Herald, published: 2021-05-04}
  times: {file: times.txt, publisher: The Times, published: 2021-05-03}
claims:
  - id: toll
    text: The flood in Harburg on 3 May 2021 killed 22 people.
    date: 2021-05-04
    see: [early]
    evidence:
      - {source: herald, stance: supports, quote: at least 22 people died in Wilster, attributed_to: The mayor}
  - id: early
    text: The flood in Harburg killed 14 people.
    evidence:
      - {source: times, stance: supports, quote: 14 people died in the flood in Harburg, as_of: 2021-05-03}
  - id: words
    text: The flood came at night.
"""
HERALD = "In Harburg it rained. The mayor said that at least 22 people died in Wilster."
TIMES = "So far 14 people died in the flood in Harburg. In all 22 people were injured in Harburg."


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of a toll, of an earlier count of it, and of a claim without a figure."""
    return review(write_dossier(CLAIMS, herald=HERALD, times=TIMES))


def flat(app: FactcheckApp) -> str:
    """The screen, with what is wrapped in one line again."""
    return " ".join(" ".join(row.strip(" ▎▌│▐") for row in rows(app)).split())


async def test_each_quote_has_its_figure_beside_the_claim_s_with_the_words_that_both_come_from(
    app: FactcheckApp,
) -> None:
    async with app.run_test(size=(100, 40)):
        await slowly(app, "<enter>")
        shown = flat(app)

    assert "= agrees: 22, at least 22 (“killed 22 people” in the claim, “at least 22 people died” here)" in shown
    assert "may be another event" not in shown.partition("? open")[0], "a person has said that it is this one"


async def test_a_proposed_passage_has_its_figure_too(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 40)):
        await slowly(app, "<enter>")
        shown = flat(app).partition("? open")[2]

    assert "≠ earlier count: 22 ≠ 14, in an article of 2021-05-03" in shown
    assert "~ counts something else: 22 people injured" in shown


async def test_t_shows_what_is_counted_of_the_same_from_the_lowest_to_the_highest(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "t")

        assert isinstance(app.screen, FiguresSheet)
        shown = flat(app)

    assert "the claim says 22 (“killed 22 people”)" in shown
    first, second = shown.index("14 as of 2021-05-03 The Times"), shown.index("at least 22 published 2021-05-04")
    assert first < second
    assert "The mayor, in The Herald" in shown[second:]
    assert "✓ supports early “14 people died" in shown
    assert "injured" not in shown


async def test_the_ladder_is_left_as_it_was_entered_and_takes_no_digit_for_a_verdict(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>")
        for leave in ("<escape>", "t", "q", "<enter>"):
            await at_once(app, "t")
            assert app.screen is not app.review, leave
            await at_once(app, f"1sd<down>j{leave}")
            place = app.review.view

            assert app.screen is app.review, leave
            assert place.claim is not None
            assert (place.claim.id, place.pane, len(place.claim.evidence)) == ("toll", Pane.EVIDENCE, 1), leave
        assert verdicts(app.review.session.dossier.path) == {}


async def test_after_the_ladder_the_next_keys_are_the_review_s(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "t<escape>1because<enter>")

        assert verdicts(app.review.session.dossier.path) == {"toll": ("true", "because")}


async def test_where_nothing_is_counted_that_is_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        for keys, words in (
            ("jjt", "no figure is read in this claim"),
            ("jt", "the claim says 14"),
            ("j<enter>dt", "no quote of this claim"),
            ("fnothing at all<enter>t", "no claim is shown"),
        ):
            await at_once(app, ANEW)
            assert words not in painted(app), keys
            await at_once(app, keys)

            assert words in painted(app), keys


@given(st.sampled_from(STRINGS), st.integers(40, 120))
def test_no_text_of_strangers_breaks_a_line_of_figures(nasty: str, width: int) -> None:
    text = f"At least 14 people {nasty} died. At least 22 {nasty} people died."
    source = Source("a", "a.txt", "A", Article("a.txt", text), nasty)
    quote = Quote(text[: text.index(".")])
    claim = Claim("x", f"22 people died {nasty}.", evidence=(Evidence("a", Stance.SUPPORTS, quote, nasty, nasty),))
    told = Dossier(Path("claims.yaml"), "T", ("true",), {"a": source}, (claim,), {"x": 0})
    laid = page(told, claim, width).lines + figures_lines(told, claim, width)

    assert all(width_of(line) <= width for line in laid)
    assert all(piece.text == clean(piece.text) for line in laid for piece in line)
