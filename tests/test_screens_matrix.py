"""The matrix shows each claim by each source, and leads to every place in it, however fast the keys come."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import at_once, painted, resized, review, slowly, small_dossier

from tui.dossier.files.loading import open_dossier
from tui.evidence.coverage import state_of
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.sheets.matrix import Cell, Matrix


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of twelve claims on four articles."""
    return review(small_dossier(write_dossier))


def cell_of(app: FactcheckApp) -> Cell | None:
    """The place of the cursor in the matrix."""
    screen = app.screen
    assert isinstance(screen, Matrix)
    return screen._table.cell


MOVES = {
    "m": ("c0", "a"),
    "mjl": ("c1", "b"),
    "m<down><right><right>": ("c1", "c"),
    "mllllllll": ("c0", "d"),
    "mkh": ("c0", "a"),
    "mjjllhk": ("c1", "b"),
    "m<pagedown><pagedown>": ("c11", "a"),
    "m<pagedown><pageup>": ("c0", "a"),
    "jjm": ("c2", "a"),
    "ftag:toll<enter>mj": ("c0", "a"),
}


async def test_keys_move_about_in_the_matrix(app: FactcheckApp) -> None:
    cells = {}
    async with app.run_test(size=(80, 24)):
        for keys in MOVES:
            await at_once(app, keys)
            cells[keys] = cell_of(app)
            await at_once(app, "<escape>f<enter><home>")

    assert cells == MOVES


async def test_enter_goes_to_the_claim_and_the_source(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "mjll<enter>")
        place = app.review.view

        assert app.screen is app.review
        assert place.claim is not None
        assert (place.claim.id, place.pane, place.item and place.item.source) == ("c1", Pane.EVIDENCE, "c")


async def test_the_matrix_is_left_as_it_was_entered(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        for number, leave in enumerate(("<escape>", "m", "q"), 1):
            await at_once(app, f"jmjjll{leave}j")
            place = app.review.view

            assert app.is_running, leave
            assert (place.claim and place.claim.id, place.pane) == (f"c{2 * number}", Pane.CLAIMS), leave


async def test_of_a_key_that_does_nothing_in_the_matrix_it_is_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "mf")
        assert "f does nothing here" in painted(app)
        await slowly(app, "j")
        assert "does nothing" not in painted(app)


async def test_no_key_decides_in_the_matrix(app: FactcheckApp) -> None:
    before = app.session.path.read_bytes()
    async with app.run_test(size=(80, 24)):
        await at_once(app, "m1scxd0uUr<enter>")

    assert app.session.path.read_bytes() == before


async def test_the_matrix_shows_every_state_of_a_claim_at_every_size(app: FactcheckApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await slowly(app, "m")
        for size in ((60, 20), (80, 24), (100, 30), (120, 40), (200, 60)):
            await resized(pilot, app, size)
            screen = painted(app).splitlines()

            row = next(line for line in screen if "Claim number 0." in line)
            assert [mark for mark in row if mark in "±✗–?"] == ["±", "✗", "–", "?"], size
            assert any("± mixed" in line for line in screen), size
            assert any("open" in line and "a" in line for line in screen[:3]), size


async def test_more_sources_than_fit_follow_the_cursor(write_dossier: WriteDossier) -> None:
    articles = {f"s{number:03}": "A." for number in range(300)}
    app = review(write_dossier("articles: articles\nclaims:\n  - {id: x, text: X.}\n", **articles))
    async with app.run_test(size=(80, 24)):
        await slowly(app, "m")
        first = painted(app)
        await at_once(app, "l" * 120)
        last = painted(app)

        assert cell_of(app) == ("x", "s120")
        assert "? open  s000" in first
        assert "? open  s120" in last
        assert "300 sources" in first
        assert " 121 " in last


async def test_resizing_keeps_the_place_in_the_matrix(app: FactcheckApp) -> None:
    async with app.run_test(size=(200, 50)) as pilot:
        await slowly(app, "m" + "j" * 11 + "lll")
        for size in ((60, 20), (120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert cell_of(app) == ("c11", "d")
            assert "Claim number 11." in painted(app)


async def test_a_click_chooses_a_place_in_the_matrix(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(app, "m")
        assert isinstance(app.screen, Matrix)
        table = app.screen._table
        await pilot.click(table, offset=(table._left + 2 * table._width + 1, 3))
        await pilot.pause()

        assert cell_of(app) == ("c3", "c")


@pytest.mark.parametrize("claims", ["claims: []\n", "claims:\n  - {id: x, text: X.}\n"])
async def test_the_matrix_of_nothing_says_so(write_dossier: WriteDossier, claims: str) -> None:
    app = review(write_dossier(f"articles: articles\n{claims}"))
    async with app.run_test(size=(80, 24)):
        await slowly(app, "mjl")
        assert "there is nothing to show" in painted(app)
        await slowly(app, "<enter>")

        assert app.screen is app.review


def test_each_pair_of_the_shipped_claims_has_the_state_of_its_entries(desk: Path) -> None:
    dossier = open_dossier(desk).dossier
    for claim in dossier.claims:
        for source in dossier.sources:
            stances = {entry.stance.value for entry in claim.evidence if entry.source == source}
            state = state_of(claim, source)
            assert state in stances | {"mixed"} if stances else state == "open"
            assert (state == "mixed") is (stances >= {"supports", "contradicts"})
