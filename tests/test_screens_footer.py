"""The footer and the help tell first what works where one stands, and what they tell can be clicked on."""

from __future__ import annotations

import pytest
from conftest import WriteDossier
from terminals import ANEW, at_once, painted, review, rows, slowly, verdicts
from textual.pilot import Pilot

from tui.screens.app import FactcheckApp
from tui.screens.keys.table import KEYS, KeyContext
from tui.screens.sheets.matrix import Matrix
from tui.screens.widgets.footer import ALWAYS, FOOTERS, foremost

CLAIMS = """articles: articles
claims:
  - id: one
    text: The mayor closed the bridge.
    evidence:
      - {source: b, stance: supports, quote: The mayor closed it.}
      - {source: c, stance: silent}
  - id: two
    text: Rain fell.
"""


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A claim with evidence, an open and a silent source."""
    return review(write_dossier(CLAIMS, a="Nothing.", b="The mayor closed it. It was old.", c="No."))


SPOTS = {
    "": (KeyContext.CLAIMS, "Enter evidence"),
    "<enter>": (KeyContext.CARD, "a said by"),
    "<enter>j": (KeyContext.OPEN, "d silent"),
    "<enter><end>": (KeyContext.SILENT, "d take out"),
    "<enter><enter>": (KeyContext.ARTICLE, "J K sentence"),
    "j<enter>": (KeyContext.OPEN, "F other words"),
}
"""Where keys lead, and a key that the footer names there."""


async def test_the_footer_and_the_help_begin_with_what_works_where_one_stands(app: FactcheckApp) -> None:
    words = {key.id: key.words for key in KEYS}
    async with app.run_test(size=(100, 40)):
        for keys, (context, named) in SPOTS.items():
            await at_once(app, ANEW)
            await slowly(app, keys)

            assert app.review.view.context is context, keys
            assert named in rows(app)[-1], keys
            assert rows(app)[-1].rstrip().endswith("? help  q quit"), keys

            await slowly(app, "?")
            lines = [row.partition("│")[2].partition("│")[0].strip(" ▐") for row in rows(app)]
            lines = lines[lines.index(f"Here, {context}") :]
            here = lines[: lines.index("")]
            assert here[1].endswith(words[foremost(context)[0]]), keys
            told = [told for told in foremost(context) if "-back" not in told]
            assert all(any(words[each][:20] in line for line in here) for each in told), keys


def test_what_the_footer_names_is_there_and_works_there() -> None:
    known = {key.id: key for key in KEYS}
    for context in FOOTERS:
        for told in [*foremost(context), *(told for told, _ in ALWAYS)]:
            assert not known[told].contexts or context in known[told].contexts, (context, told)


def place_of(app: FactcheckApp, words: str) -> tuple[int, int]:
    """Where words are painted: column and row."""
    row = next(number for number, row in enumerate(rows(app)) if words in row)
    return rows(app)[row].index(words), row


async def click(pilot: Pilot[None], app: FactcheckApp, words: str) -> None:
    """Click on words."""
    await pilot.click(offset=place_of(app, words))
    await pilot.pause()


async def test_a_click_on_a_key_of_the_footer_does_what_the_key_does(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await slowly(app, "")
        await click(pilot, app, "evidence  n next")
        assert rows(app)[-1].startswith(" s c x stance  d take out")
        await click(pilot, app, "c x stance")
        assert app.session.dossier.claims[0].evidence[0].stance == "contradicts"
        await click(pilot, app, "article  =")
        assert "] [ passages" in rows(app)[-1]
        await click(pilot, app, "K sentence")
        await click(pilot, app, "back")
        await slowly(app, "<escape>")
        await click(pilot, app, "next")
        assert app.review.view.claim is not None
        assert app.review.view.claim.id == "two"
        await slowly(app, "<escape><escape>")
        await click(pilot, app, "matrix")
        assert isinstance(app.screen, Matrix)


async def test_a_click_on_a_rating_asks_for_its_reason_and_what_is_typed_next_is_the_reason(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await slowly(app, "")
        await click(pilot, app, "mostly-true")
        assert "one  why?" in painted(app)
        await slowly(app, "12 of them<enter>")

    assert verdicts(app.session.path) == {"one": ("mostly-true", "12 of them")}


async def test_a_click_on_a_rating_while_a_field_is_open_changes_nothing(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await slowly(app, "1half")
        await click(pilot, app, "5 false")
        await slowly(app, " typed<enter>")

    assert verdicts(app.session.path) == {"one": ("true", "half typed")}


async def test_a_click_beside_the_words_does_nothing(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await slowly(app, "")
        for row in (rows(app).index(rows(app)[-1]), len(rows(app)) - 2):
            await pilot.click(offset=(79, row))
        await pilot.click(offset=(0, len(rows(app)) - 1))
        await pilot.pause()

        assert app.is_running
        assert app.review.question is None
        assert app.screen is app.review
