"""Who makes a mistake is told so where it was made, loses nothing, and no key goes on to mean something else."""

from __future__ import annotations

import pytest
from conftest import WriteDossier
from terminals import at_once, painted, review, slowly, small_dossier, until, verdicts

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.model import Stance
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane

CLAIMS = """articles: articles
sources:
  a: {file: a.txt, publisher: The Herald}
  b: {file: b.txt, publisher: The Herald}
claims:
  - id: one
    text: The mayor closed the bridge.
    evidence:
      - {source: a, stance: supports, quote: The mayor closed it.}
"""


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of twelve claims on four articles."""
    return review(small_dossier(write_dossier))


def told(app: FactcheckApp) -> str:
    """The screen as one line."""
    return " ".join(painted(app).split())


async def test_a_day_that_is_none_stays_in_its_field_and_what_is_typed_next_is_no_verdict(app: FactcheckApp) -> None:
    before = verdicts(app.session.path)
    async with app.run_test(size=(100, 30)):
        await at_once(app, "<enter>D16 Jan<enter>2025-01<enter>")
        assert "“16 Jan2025-01” is no day" in told(app)
        assert app.review.prompt.field.value == "16 Jan2025-01"
        await at_once(app, "<ctrl+u>2025-01<enter>")

    assert verdicts(app.session.path) == before
    assert open_dossier(app.session.path).dossier.claims[0].evidence[0].as_of == "2025-01"


async def test_a_state_that_there_is_not_stays_in_the_field_of_the_filter(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)):
        await at_once(app, "fis:stael<enter>")
        assert "there is no state is:stael; there are unreviewed" in told(app)
        await at_once(app, "<backspace><backspace><backspace>ale<enter>")
        assert "0 of 12 claims are shown" in told(app)


async def test_a_stale_verdict_is_not_called_done(write_dossier: WriteDossier) -> None:
    verdict = '    verdict: {rating: "true", rationale: why, reviewer: mk, of: "00000000", on: "00000000"}\n'
    text = (
        f"articles: articles\nclaims:\n  - id: one\n    text: Rain fell.\n{verdict}  - id: two\n    text: Snow fell.\n"
    )
    app = review(write_dossier(text, a="Rain."))
    async with app.run_test(size=(100, 30)):
        await slowly(app, "n1because<enter>")
        assert "w writes the summary; some are stale, n goes there" in told(app)
        await slowly(app, "n")
        assert app.review.view.claim is not None
        assert app.review.view.claim.id == "one"
        assert "this one's no longer fits what stands there: stale" in told(app)
        await slowly(app, "1because<enter>n")
        assert "every claim has a verdict: w writes the summary" in told(app)
        assert "stale" not in told(app)


async def test_two_sources_of_one_publisher_are_told_apart_on_their_cards(write_dossier: WriteDossier) -> None:
    app = review(write_dossier(CLAIMS, a="The mayor closed it.", b="The bridge was old.", c="No."))
    async with app.run_test(size=(100, 30)):
        await slowly(app, "<enter>")

        assert "The Herald (a)" in told(app)
        assert "The Herald (b)" in told(app)


async def test_d_on_the_last_of_the_open_sources_goes_to_one_that_is_still_open(write_dossier: WriteDossier) -> None:
    app = review(write_dossier(CLAIMS, a="The mayor closed it.", b="The bridge was old.", c="The bridge."))
    async with app.run_test(size=(100, 30)):
        await at_once(app, "<enter><end>dd")

    stances = {entry.source: entry.stance for entry in open_dossier(app.session.path).dossier.claims[0].evidence}
    assert stances == {"a": Stance.SUPPORTS, "b": Stance.SILENT, "c": Stance.SILENT}


async def test_what_claim_and_quote_have_in_common_is_marked_in_the_quote_and_a_figure_that_differs_otherwise(
    write_dossier: WriteDossier,
) -> None:
    quote = "In Belgorod 25 civilians were killed"
    text = (
        "articles: articles\nclaims:\n  - id: x\n    text: The attack on Belgorod killed 22 people.\n"
        f"    evidence:\n      - {{source: a, stance: contradicts, quote: {quote}}}\n"
    )
    app = review(write_dossier(text, a=f"It is said that people came. {quote}, and people wept."))
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter>")
        pieces = [piece for line in app.review.evidence.page.lines for piece in line]

        assert [piece.text for piece in pieces if "match" in piece.style.split()] == ["Belgorod", "killed"]
        assert [piece.text for piece in pieces if "differs" in piece.style.split()] == ["25"]
        assert app.review.view.pane is Pane.EVIDENCE


async def test_a_key_that_does_nothing_says_so_in_the_place_of_what_was_said_before(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)):
        await slowly(app, "1why<enter>")
        assert "saved c0 true" in told(app)
        await slowly(app, "z")
        assert "z does nothing here; ? tells every key" in told(app)
        assert "saved c0 true" not in told(app)
        await slowly(app, "1zz")
        assert "does nothing" not in told(app)


async def test_articles_can_be_read_and_described_before_there_is_a_claim(write_dossier: WriteDossier) -> None:
    app = review(write_dossier("articles: articles\nclaims: []\n", a="The first.", b="The second one."))
    async with app.run_test(size=(80, 24)):
        await at_once(app, "")
        assert "i new claim" in told(app)
        await at_once(app, "<enter>")
        assert "? sources 2:▌a, b" in told(app)
        await at_once(app, "<right><enter>")
        assert "The second one." in told(app)
        await at_once(app, "/second<enter>")
        assert "hit 1 of 1" in told(app)
        await at_once(app, "s")
        assert "a stance is given to a passage" in told(app)
        await at_once(app, "<escape><escape>S")
        assert "Source b" in told(app)
        await at_once(app, "<tab>The Post<enter>")

    assert open_dossier(app.session.path).dossier.sources["b"].publisher == "The Post"


async def test_a_quote_that_is_lost_is_not_just_counted(write_dossier: WriteDossier) -> None:
    app = review(write_dossier(CLAIMS, a="The mayor opened it.", b="B.", c="C."))
    async with app.run_test(size=(100, 30)):
        await slowly(app, "<enter>")

        assert "✓ supports 1 1 not found" in told(app)


async def test_a_day_is_checked_as_it_is_typed(app: FactcheckApp) -> None:
    async with app.run_test(size=(100, 30)):
        await slowly(app, "<enter>D2025-1")
        assert "“2025-1” is no day" in told(app)
        await slowly(app, "<backspace>01")
        assert "as of which day?" in told(app)
        assert "is no day" not in told(app)


async def test_a_click_beside_a_sheet_closes_it_and_one_on_it_does_not(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(app, "?")
        await pilot.click(offset=(60, 20))
        await slowly(app, "")
        assert app.screen is not app.review
        await pilot.click(offset=(2, 20))
        await until(lambda: app.screen is app.review)
        assert app.review.view.pane is Pane.CLAIMS


async def test_a_click_beside_a_form_asks_before_what_was_typed_is_lost(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(app, "iA claim")
        await pilot.click(offset=(1, 20))
        await until(lambda: "Esc again leaves it" in painted(app))
        await slowly(app, "<escape><ctrl+p>x")
        await pilot.click(offset=(1, 20))
        await until(lambda: app.screen is app.review)

    assert len(open_dossier(app.session.path).dossier.claims) == 12
