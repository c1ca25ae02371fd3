"""The palette runs what was typed, however fast: nothing that was found for less of it."""

from __future__ import annotations

import pytest
from conftest import WriteDossier
from hypothesis import given
from hypothesis import strategies as st
from terminals import at_once, review, rows, slowly, small_dossier, verdicts

from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.keys.keymap import is_rating
from tui.screens.keys.table import BESIDE, KEYS
from tui.screens.sheets.matrix import Matrix
from tui.screens.sheets.palette import MOST, Choices, Entry, Palette, matching

OLD = {"c3": ("mixed", "An old reason\nof two lines")}


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of twelve claims on four articles."""
    return review(small_dossier(write_dossier))


async def test_it_names_every_action_every_rating_and_every_place_once(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        entries = [*app.review.sheets.command_entries(), *app.review.sheets.place_entries()]
        names = [(entry.kind, entry.name) for entry in entries]

        assert len(names) == len(set(names))
        assert [entry.name for entry in entries if entry.kind == "verdict"] == [
            f"Verdict: {rating}" for rating in app.review.view.dossier.scale
        ]
        keys = {entry.key for entry in entries if entry.kind == "key"}
        assert keys >= {"j ↓", "J K", "Tab", "Esc", "PgDn PgUp", "] [", "/", "+", "?", ".", "0", "q"}
        told = [key for key in KEYS if key.id not in BESIDE and not is_rating(key)]
        assert len(keys) == len(told) - 2  # the palette itself, and what is done in a field alone
        assert {entry.kind for entry in entries} == {"key", "verdict", "theme", "tag", "source", "claim"}


async def test_a_rating_by_its_name_and_enter_is_that_rating_and_nothing_else(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<ctrl+p>verdict: true<enter>so it is<enter>")

        assert verdicts(app.session.path) == {**OLD, "c0": ("true", "so it is")}
        assert not list(app.session.path.parent.glob("*.summary.md"))


NAMED = {
    "next unrev<enter>": ("c1", Pane.CLAIMS, ""),
    "claim number 7<enter>": ("c7", Pane.CLAIMS, ""),
    "claim number 1<down><enter>": ("c10", Pane.CLAIMS, ""),
    "claim number 1<down><down><up><enter>": ("c10", Pane.CLAIMS, ""),
    "claim number 78<backspace><enter>": ("c7", Pane.CLAIMS, ""),
    "nonsense<ctrl+u>claim number 5<enter>": ("c5", Pane.CLAIMS, ""),
    "claim number 7<escape>": ("c0", Pane.CLAIMS, ""),
    "no such thing<enter><escape>": ("c0", Pane.CLAIMS, ""),
    "source d<enter>": ("c0", Pane.ARTICLE, "d"),
    "#toll<enter>": ("c0", Pane.CLAIMS, "tag:toll"),
    "claim number 7<enter>jj": ("c9", Pane.CLAIMS, ""),
}
"""The claim and pane to which a name leads, and the source or the filter where the name is of one."""


async def test_what_is_named_is_gone_to(app: FactcheckApp) -> None:
    places = {}
    async with app.run_test(size=(80, 24)):
        for typed in NAMED:
            await at_once(app, f"<ctrl+p>{typed}")
            assert app.screen is app.review, typed
            place = app.review.view
            named = place.article.source_id if place.pane is Pane.ARTICLE else place.filter.text
            places[typed] = (place.claim and place.claim.id, place.pane, named)
            await at_once(app, "<escape><escape>f<enter><home>")

    assert places == NAMED
    assert verdicts(app.session.path) == OLD


async def test_what_it_opens_is_open_before_the_next_key(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<ctrl+p>matrix<enter>jjl")

        screen = app.screen
        assert isinstance(screen, Matrix)
        assert screen._table.cell == ("c2", "b")


async def test_a_theme_is_chosen_by_its_name_and_a_click_chooses(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(app, "<ctrl+p>theme: textual-light<enter>")
        assert app.theme == "textual-light"
        await slowly(app, "<ctrl+p>claim number 4")
        assert isinstance(app.screen, Palette)
        await pilot.click("#choices", offset=(4, 0))
        assert app.review.view.claim is not None
        assert app.review.view.claim.id == "c4"


async def test_of_too_many_that_is_said_and_the_cursor_stays_on_what_is_listed(write_dossier: WriteDossier) -> None:
    claims = "".join(f"  - id: c{number}\n    text: Claim {number}.\n" for number in range(MOST + 50))
    app = review(write_dossier(f"articles: articles\nclaims:\n{claims}", a="A."))
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<ctrl+p>claim c" + "<pagedown>" * 30)

        assert any("more: type more of the name" in row for row in rows(app))
        choices = app.screen.query_one(Choices)
        assert choices.chosen is not None
        assert choices.chosen.name == f"Claim {MOST - 1}. c{MOST - 1}"


@given(st.lists(st.text(), max_size=9), st.text(max_size=5))
def test_all_words_that_were_typed_are_in_what_is_found_and_nothing_else_is_found(names: list[str], typed: str) -> None:
    entries = [Entry("claim", name, lambda: None) for name in names]
    found = matching(entries, typed)

    def has_all(entry: Entry) -> bool:
        return all(word in f"claim {entry.name}".casefold() for word in typed.casefold().split())

    assert sorted(entry.name for entry in found) == sorted(entry.name for entry in entries if has_all(entry))
