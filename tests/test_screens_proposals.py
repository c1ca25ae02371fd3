"""What search proposes stands beside the claim, and becomes evidence by a key, however fast the keys come."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from conftest import WriteDossier
from terminals import at_once, painted, reload, resized, review, slowly

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.model import Claim, Stance
from tui.dossier.values.problems import SaveFailed
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.panes.items import Item

HERALD = (
    "The council met on Monday. The old bridge was closed to lorries in March. Nobody was hurt. "
    "Lorries will not use the bridge again, the mayor said. It rained. A bridge is a bridge."
)
POST = "Forty lorries a day used the bridge before it was closed, officials say. The fair begins on Friday."
GAZETTE = "Apples are cheap this year. Pears are not."
CLAIMS = (
    "articles: articles\nclaims:\n"
    "  - id: closed\n    text: The bridge was closed to lorries in March.\n"
    "  - id: fruit\n    text: Apples are cheap.\n    evidence:\n      - {source: post, stance: silent}\n"
)


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of two claims on three articles, with nothing quoted yet."""
    return review(write_dossier(CLAIMS, herald=HERALD, post=POST, gazette=GAZETTE))


def on_disk(app: FactcheckApp, claim: str = "closed") -> Claim:
    """A claim as the file has it."""
    return open_dossier(app.session.path).dossier.claim(claim)


def taken(app: FactcheckApp, claim: str = "closed") -> list[tuple[str, Stance, str]]:
    """The evidence of a claim in the file: source, stance, words."""
    return [(e.source, e.stance, e.quote.exact if e.quote else "") for e in on_disk(app, claim).evidence]


BRIDGE = "The old bridge was closed to lorries in March."
FORTY = "Forty lorries a day used the bridge before it was closed, officials say."


async def test_an_open_source_shows_its_likeliest_passages_between_their_neighbours_at_every_size(
    app: FactcheckApp,
) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await slowly(app, "<enter>")
        for size in ((60, 20), (80, 24), (120, 40), (200, 60)):
            await resized(pilot, app, size)
            await slowly(app, "<home>")
            seen = painted(app)
            await slowly(app, "<pagedown>")
            seen += painted(app)

            for words in ("? open 2, with passages", "old bridge was closed", "The council met on Monday."):
                assert words in seen, size


async def test_of_a_passage_that_was_just_taken_is_said_whose_words_it_has_though_the_cursor_went_on(
    app: FactcheckApp,
) -> None:
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>s")
        assert "a said by, A note, D day" in painted(app)
        await at_once(app, "a")
        assert "herald, the quote just taken" in painted(app)
        await at_once(app, "The council<enter>AIts minutes<enter>a, in May<enter>")

        (entry,) = on_disk(app).evidence
        assert (entry.source, entry.attributed_to, entry.note) == ("herald", "The council, in May", "Its minutes")

        await at_once(app, "uuuu<end>a")
        assert "go to a piece of evidence first" in painted(app)
        await at_once(app, "U<escape>j<enter>a")
        assert "go to a piece of evidence first" in painted(app)


async def test_that_a_source_says_both_now_is_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>s<home><enter>jjc")

        assert [entry.stance for entry in on_disk(app).evidence] == [Stance.SUPPORTS, Stance.CONTRADICTS]
        assert "herald supports and contradicts now" in painted(app)


async def test_a_refused_stance_and_a_moved_cursor_leave_nothing_just_taken(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>sc<end>sa")
        assert "go to a piece of evidence first" in painted(app)
        await at_once(app, "<home>")

    assert [entry.attributed_to for entry in on_disk(app).evidence] == ["", ""]


async def test_what_the_disk_refused_is_what_was_just_taken_too(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter>s")
        with monkeypatch.context() as disk:
            disk.setattr("tui.review.working_copy.replace_bytes", Mock(side_effect=SaveFailed("no room")))
            await slowly(app, "ca")
            assert "post, the quote just taken" in painted(app)
        await slowly(app, "The mayor<enter>")

    assert [(entry.source, entry.attributed_to) for entry in on_disk(app).evidence] == [
        ("herald", ""),
        ("post", "The mayor"),
    ]


async def test_undo_brings_the_cursor_to_what_it_brought_back(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>sc<home>d<end>u")

        assert [entry.source for entry in on_disk(app).evidence] == ["herald", "post"]
        assert app.review.view.item == Item("herald", 0)
        await at_once(app, "<end>UU")
        assert [entry.source for entry in on_disk(app).evidence] == ["post"]


async def test_a_source_without_passages_is_open_all_the_same(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)):
        await slowly(app, "<enter>")

        assert "? open, nothing found in 1: gazette" in painted(app)


async def test_a_passage_says_for_which_words_it_is_proposed(write_dossier: WriteDossier) -> None:
    claims = "articles: articles\nclaims:\n  - id: x\n    text: Twenty-two people were killed.\n"
    app = review(write_dossier(claims, a="The toll of deaths rose. In all 22 civilians were found."))
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter>")

        assert "Twenty-two = 22" in painted(app)


@pytest.mark.parametrize(("key", "stance"), [("s", Stance.SUPPORTS), ("c", Stance.CONTRADICTS), ("x", Stance.CONTEXT)])
async def test_a_stance_key_makes_a_passage_evidence_and_goes_on_to_the_next_open_source(
    app: FactcheckApp, key: str, stance: Stance
) -> None:
    async with app.run_test(size=(120, 40)):
        await at_once(app, f"<enter>{key}s")

    assert taken(app) == [("herald", stance, BRIDGE), ("post", Stance.SUPPORTS, FORTY)]


async def test_d_on_a_passage_records_its_source_as_silent_and_goes_on(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>djs")

    assert taken(app)[0] == ("herald", Stance.SILENT, "")
    assert [source for source, _, _ in taken(app)] == ["herald", "post"]


async def test_undo_gives_a_passage_back_to_its_open_source(app: FactcheckApp) -> None:
    before = app.session.path.read_bytes()
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>sxuu")

    assert app.session.path.read_bytes() == before


async def test_plus_proposes_more_passages(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)):
        await at_once(app, "<enter>")
        few = app.review.view.proposals.passages["herald"]
        await at_once(app, "+")
        more = app.review.view.proposals.passages["herald"]
        await at_once(app, "+")

        assert list(more[: len(few)]) == list(few)
        assert len(more) > len(few) == 3
        assert "no more passages" in painted(app)


async def test_enter_opens_the_article_at_the_passage(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>j<enter>")
        place = app.review.view

        passage = place.proposals.passages["herald"][1].span
        assert (place.pane, place.article.source_id, place.article.marked) == (Pane.ARTICLE, "herald", passage)


async def test_brackets_go_from_passage_to_passage_in_the_article(app: FactcheckApp) -> None:
    visited = []
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter><enter>kkkk")
        for key in "]]]][[[[":
            await at_once(app, key)
            visited.append(app.review.view.article.sentence)

    assert visited == [1, 3, 5, 5, 3, 1, 1, 1]


MARKED = {
    "": BRIDGE,
    "H": "The old bridge was closed to lorries in March",
    "HH": "The old bridge was closed to lorries in",
    "<shift+left>": "The old bridge was closed to lorries in March",
    "oL": "old bridge was closed to lorries in March.",
    "oLLHH": BRIDGE,
    "oH": "Monday. The old bridge was closed to lorries in March.",
    "L": f"{BRIDGE} Nobody",
    "J": f"{BRIDGE} Nobody was hurt.",
    "JK": BRIDGE,
    "KKK": BRIDGE,
    "<shift+down>": f"{BRIDGE} Nobody was hurt.",
    "oK": f"The council met on Monday. {BRIDGE}",
    "oJ": BRIDGE,
    "JHoL": f"{BRIDGE[4:]} Nobody was hurt",
    "Jk": "The council met on Monday.",
    "Jjk": BRIDGE,
}


async def test_what_is_marked_is_widened_and_narrowed_by_word_and_sentence(app: FactcheckApp) -> None:
    found = {}
    async with app.run_test(size=(80, 24)):
        for keys in MARKED:
            await at_once(app, "<escape><escape><enter><enter>" + keys)
            place = app.review.view
            span = place.article.marked
            text = place.article.source.article.text if place.article.source and place.article.source.article else ""
            found[keys] = text[span.start : span.end] if span else ""

    assert found == MARKED


async def test_a_stretch_that_is_marked_becomes_the_quote(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter><enter>HHoLs")

    assert taken(app) == [("herald", Stance.SUPPORTS, "old bridge was closed to lorries in")]


async def test_a_stretch_within_evidence_is_new_evidence(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter><enter>sHx")

    assert taken(app) == [
        ("herald", Stance.SUPPORTS, BRIDGE),
        ("herald", Stance.CONTEXT, "The old bridge was closed to lorries in March"),
    ]


async def test_words_are_found_in_all_articles_and_taken_for_the_claim(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "jFFriday fair<enter>s<escape>")
        place = app.review.view

        assert taken(app, "fruit") == [("post", Stance.SUPPORTS, "The fair begins on Friday.")]
        assert (place.pane, place.proposer.words) == (Pane.EVIDENCE, "")


async def test_words_that_stand_nowhere_are_said_to(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, "Fzeppelin<enter>")

        assert "“zeppelin” is not found in any article" in painted(app)
        assert app.review.view.pane is Pane.CLAIMS


async def test_another_claim_ends_the_search_in_all_articles(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "FFriday<enter><tab><tab>j")

        assert app.review.view.proposer.words == ""
        assert "Friday” in" not in painted(app)


@pytest.mark.parametrize("words", ['"NEAR(a b)"', "[@click=app.quit]x[/]", "\x1b]0;title\x07", "*", "🙂 bridge"])
async def test_hostile_words_are_looked_for_as_they_stand(app: FactcheckApp, words: str) -> None:
    async with app.run_test(size=(80, 24)):
        app.review.view.look_for(words)
        app.review.show_view()
        await slowly(app, "<enter>")

        assert app.output_filter.stopped == 0
        assert app.is_running


def test_a_new_article_in_the_folder_is_open_for_every_claim(app: FactcheckApp, tmp_path: Path) -> None:
    (tmp_path / "articles" / "late.txt").write_text("The bridge was closed.", encoding="utf-8")
    reload(app.session)

    assert "late" in app.review.view.proposer(app.session.dossier, app.session.dossier.claims[0]).found
