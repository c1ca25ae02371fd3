"""Forms take what is typed, however fast, say what is wrong as it is typed, and close only with all of it saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import at_once, painted, resized, review, slowly, small_dossier, until

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.model import Claim, Dossier
from tui.dossier.values.problems import SaveFailed
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.sheets.form import Form

NEXT = "<tab>"


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of twelve claims on four articles."""
    return review(small_dossier(write_dossier))


def on_disk(path: Path) -> Dossier:
    """What the file says now."""
    return open_dossier(path).dossier


async def test_a_new_claim_is_written_and_highlighted_and_the_next_key_is_for_it(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(
            app,
            f"iThe mayor said so: 1{NEXT}mayor{NEXT}the 2nd mayor{NEXT}2024-01-02{NEXT}a tag, b<enter>1because<enter>",
        )

        claim = on_disk(app.session.path).claims[-1]
        assert claim._replace(verdict=None) == Claim(
            "mayor", "The mayor said so: 1", "the 2nd mayor", "2024-01-02", tags=("a tag", "b")
        )
        assert claim.verdict is not None
        assert claim.verdict.rationale == "because"


@pytest.mark.parametrize("before", ["", "<enter>", "<enter><enter>"], ids=["claims", "evidence", "article"])
async def test_after_a_new_claim_enter_leads_to_its_evidence_wherever_it_was_written(
    app: FactcheckApp, before: str
) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, f"{before}iFirst fact.<enter>")
        assert app.review.view.pane is Pane.CLAIMS
        await at_once(app, "<enter>s")

        (entry,) = on_disk(app.session.path).claims[-1].evidence
        assert entry.quote is not None
        assert entry.quote.exact.startswith("First fact")


async def test_a_new_claim_without_an_id_gets_one_from_its_text(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "iÜber 22 people were killed in the town<enter>iÜber 22 people were killed in town<enter>")

        assert [claim.id for claim in on_disk(app.session.path).claims[-2:]] == [
            "über-22-people-were-killed-in",
            "über-22-people-were-killed-in-2",
        ]


async def test_what_is_wrong_is_said_as_it_is_typed_and_nothing_is_written_until_it_is_mended(
    app: FactcheckApp,
) -> None:
    async with app.run_test(size=(80, 24)):
        before = app.session.path.read_bytes()
        await at_once(app, f"iA claim{NEXT}c1")
        assert "! Id" in painted(app)
        assert "the id c1 is taken by another claim" in painted(app)
        await at_once(app, f"{NEXT}{NEXT}soon<shift+tab><enter>")
        assert isinstance(app.screen, Form)
        assert app.session.path.read_bytes() == before
        await at_once(app, f"2{NEXT}{NEXT}<backspace><backspace><backspace><backspace>2024-01<enter>")

        assert on_disk(app.session.path).claim("c12").date == "2024-01"


async def test_escape_leaves_all_as_it_was(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        before = app.session.path.read_bytes()
        await at_once(app, "iA claim<escape><escape>EAnother<escape><escape>i<escape>")

        assert app.screen is app.review
        assert app.session.path.read_bytes() == before


async def test_what_was_typed_is_not_thrown_away_by_one_escape(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "iA claim<escape>")
        assert isinstance(app.screen, Form)
        assert "not saved yet: Enter saves it, Esc again leaves it" in painted(app)
        await at_once(app, " of mine<escape><enter>")

    assert on_disk(app.session.path).claims[-1].text == "A claim of mine"


async def test_a_claim_s_words_are_edited_and_undone(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        before = app.session.path.read_bytes()
        await at_once(app, f"jE, reworded{NEXT}the mayor<enter>")
        claim = on_disk(app.session.path).claim("c1")
        assert (claim.text[-10:], claim.claimant) == (", reworded", "the mayor")
        await at_once(app, "u")

        assert app.session.path.read_bytes() == before


async def test_a_source_is_described_from_its_card_and_kinds_are_checked(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>S")
        source = app.review.view.item.source if app.review.view.item else ""
        await at_once(app, f"New title{NEXT}{NEXT}{NEXT}{NEXT}{NEXT}blog<enter>")
        assert "“blog” is no kind; there are own-reporting, agency" in painted(app).replace("│", "")
        await at_once(app, "<backspace><backspace><backspace><backspace>agency<enter>")

        written = on_disk(app.session.path).sources[source]
        assert written.title.endswith("New title")
        assert written.kind == "agency"
        assert app.review.view.pane is Pane.EVIDENCE


async def test_what_is_no_article_text_is_named_in_the_article_and_taken_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<tab><tab>X")
        source = app.review.view.article.source
        assert source is not None
        assert on_disk(app.session.path).sources[source.id].skip == source.skip != ()
        assert f"saved: “{source.skip[0]}” is no article text" in painted(app)
        await at_once(app, "X")

        assert f"saved: “{source.skip[0]}” is article text again" in painted(app)
        assert on_disk(app.session.path).sources[source.id].skip == ()


async def test_a_disk_that_says_no_leaves_the_form_open_with_what_was_typed(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SaveFailed("No space left on device")

    async with app.run_test(size=(80, 24)):
        with monkeypatch.context() as disk:
            disk.setattr("tui.review.working_copy.replace_bytes", full)
            await at_once(app, "iA new claim<enter>")
            await until(lambda: "No space left on device" in painted(app))
            assert "A new claim" in painted(app)
        await at_once(app, "<enter>")

        assert on_disk(app.session.path).claims[-1].text == "A new claim"


async def test_quitting_with_a_form_that_holds_something_new_asks_to_save_it_first(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, "iA new claim<ctrl+q>")
        assert isinstance(app.screen, Form)
        assert "not saved yet: Enter saves it, Esc leaves it" in painted(app)
        await slowly(app, "<escape>i<ctrl+q>")

        assert app.review.left


async def test_every_field_of_the_longest_form_is_seen_at_every_size(app: FactcheckApp) -> None:
    labels = ("Title", "Publisher", "Author", "Published", "Address", "Kind", "Origin", "Language", "Note")
    async with app.run_test(size=(60, 20)) as pilot:
        await slowly(app, "<enter>")
        for size in ((60, 20), (80, 24), (200, 60)):
            await resized(pilot, app, size)
            await slowly(app, "S")

            assert [label for label in labels if f" {label} " not in painted(app)] == [], size
            assert "Enter saves" in painted(app), size
            await slowly(app, "<escape>")
