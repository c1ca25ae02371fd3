"""Every key that moves or finds leads to its claim, card or sentence; one that does nothing says why."""

from __future__ import annotations

import pytest
from conftest import WriteDossier
from fake_desk import FakeDesk
from terminals import small_dossier

from tui.screens.desk.view import Pane
from tui.screens.panes.claim_page import TWO_COLUMNS

CLAIMS, EVIDENCE, READING = Pane.CLAIMS, Pane.EVIDENCE, Pane.ARTICLE


@pytest.fixture
def desk(write_dossier: WriteDossier) -> FakeDesk:
    """A desk with twelve claims on four articles."""
    return FakeDesk(small_dossier(write_dossier))


@pytest.mark.parametrize(
    ("keys", "claim", "pane"),
    [
        ("jjk", "c1", CLAIMS),
        ("<down><down><up>", "c1", CLAIMS),
        ("k", "c0", CLAIMS),
        ("jjjjjjjjjjjjjjjj", "c11", CLAIMS),
        ("nn", "c2", CLAIMS),
        ("nnn", "c4", CLAIMS),
        ("N", "c11", CLAIMS),
        ("NN<enter>n", "c11", EVIDENCE),
        ("<tab>", "c0", EVIDENCE),
        ("<tab><tab>", "c0", READING),
        ("<tab><tab><tab>j", "c1", CLAIMS),
        ("<shift+tab>", "c0", READING),
        ("<shift+tab><shift+tab><shift+tab>j", "c1", CLAIMS),
        ("<enter>", "c0", EVIDENCE),
        ("<enter><enter>", "c0", READING),
        ("<enter><enter><enter>", "c0", READING),
        ("<enter><enter><escape>", "c0", EVIDENCE),
        ("<enter><enter><escape><escape><escape>j", "c1", CLAIMS),
    ],
)
async def test_keys_move_to_a_claim_and_a_pane(desk: FakeDesk, keys: str, claim: str, pane: Pane) -> None:
    await desk.press(keys)

    assert (desk.claim, desk.view.pane) == (claim, pane)


CARDS = {
    "<enter>": ("a", 0),
    "<enter><right>": ("b", 1),
    "<enter><right>j": ("a", 2),
    "<enter><right><left>": ("a", 0),
    "<enter><left>": ("a", 0),
    "<enter>j": ("d", None),
    "<enter><right>jj": ("d", None),
    "<enter>jj": ("c", 3),
    "<enter>jjjj": ("c", 3),
    "<enter>jjk": ("d", None),
    "<enter>jjkkk": ("a", 0),
    "j<enter>": ("b", 0),
    "j<enter>j": ("c", 1),
    "j<enter>jk": ("b", 0),
    "j<enter>jj": ("a", None),
    "j<enter>jj<right>": ("d", None),
    "j<enter>jj<right><left>": ("a", None),
    "jj<enter>j<right>": ("c", None),
}


@pytest.mark.parametrize("keys", CARDS)
async def test_keys_move_among_the_evidence_in_two_columns(write_dossier: WriteDossier, keys: str) -> None:
    for width in (TWO_COLUMNS, 150):
        desk = FakeDesk(small_dossier(write_dossier), width)
        await desk.press(keys)

        assert desk.view.item is not None
        assert desk.view.item[:2] == CARDS[keys]


IN_ONE_COLUMN = {"<right>": ("a", 0), "j": ("b", 1), "jj": ("a", 2), "jjj<left>k": ("a", 2), "jjjj": ("c", 3)}


@pytest.mark.parametrize("keys", IN_ONE_COLUMN)
async def test_keys_move_among_the_evidence_in_one_column(write_dossier: WriteDossier, keys: str) -> None:
    desk = FakeDesk(small_dossier(write_dossier), TWO_COLUMNS - 1)
    await desk.press(f"<enter>{keys}")

    assert desk.view.item is not None
    assert desk.view.item[:2] == IN_ONE_COLUMN[keys]


SENTENCES = {
    "<enter><enter>": ("a", 0),
    "<enter><right><enter>": ("b", 1),
    "<enter><right>j<enter>": ("a", 2),
    "<enter><enter>jj": ("a", 2),
    "<enter><enter>jjjjjjk": ("a", 2),
    "<enter><enter>k": ("a", 0),
    "<enter>j<enter>": ("d", 0),
    "j<enter>j<enter>": ("c", 3),
    "<enter><enter>/third<enter>": ("a", 2),
}


@pytest.mark.parametrize("keys", SENTENCES)
async def test_keys_move_through_the_article_by_sentences(desk: FakeDesk, keys: str) -> None:
    await desk.press(keys)

    assert (desk.view.article.source_id, desk.view.article.sentence) == SENTENCES[keys]


@pytest.mark.parametrize(
    ("keys", "claim"),
    [
        ("p", "c1"),
        ("pp", "c2"),
        ("p" + "1<enter>" * 10, "c0"),
        ("pkp" + "1<enter>" * 10, "c0"),
        ("pp" + "1<enter>" * 9, "c0"),
        ("jpkkp" + "1<enter>" * 9, "c1"),
        ("jpkkp" + "1<enter>" * 9 + "n", "c0"),
        ("jpkkp" + "1<enter>" * 9 + "p", "c0"),
        ("jpkkp" + "1<enter>" * 9 + "pp", "c1"),
        ("jpkkp" + "1<enter>" * 9 + "N", "c0"),
        ("pNp", "c1"),
        ("jjjp", "c3"),
    ],
)
async def test_a_postponed_claim_comes_at_the_end_of_the_queue(desk: FakeDesk, keys: str, claim: str) -> None:
    await desk.press(keys)

    assert desk.claim == claim


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("8", "8 is past the end of the scale, which has 1 to 7"),
        ("r", "rate it first"),
        ("0", "there is no verdict to clear"),
        ("u", "nothing to undo"),
        ("U", "nothing to redo"),
        ("s", "a stance is given to a passage"),
        ("d", "go to a source first"),
        ("<enter>s", "this passage of a is marked as supports already"),
        ("<enter>js", "nothing is quoted here yet"),
        ("<enter>jjs", "c is silent here"),
        ("<tab><tab>jd", "a has evidence here, so it is not silent"),
        ("fis:foo<enter>", "there is no state is:foo"),
        ("fzzz<enter>1", "no claim is shown"),
        ("fis:reviewed<enter>n", "every claim that is shown has a verdict"),
        ("/zzz<enter>", "“zzz” is not found"),
        ("6the first<enter>", "saved c0 outdated"),
        ("ftoll<enter>", "1 of 12 claims are shown"),
        ("j1x<enter>ftoll<enter>u", "shown without the filter"),
    ],
)
async def test_what_a_key_did_or_why_it_did_nothing_is_said(desk: FakeDesk, keys: str, said: str) -> None:
    await desk.press(keys)

    assert said in desk.said[-1]


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ("jjj1x", "was mixed: An old reason of two lines"),
        ("jjj1x", "↑ takes the old reason"),
        ("f", "filter is:unreviewed"),
        ("/a<enter>/", "empty looks for “a” again"),
        ("<tab><tab>/", "search this article"),
    ],
)
async def test_what_is_asked_stands_above_the_field(desk: FakeDesk, keys: str, asked: str) -> None:
    await desk.press(keys)

    assert asked in desk.asked


async def test_the_editor_of_a_rationale_names_the_claim_and_its_rating(desk: FakeDesk) -> None:
    await desk.press("jjjr")

    assert desk.title == "Rationale of c3, mixed"


async def test_enter_on_a_quote_that_is_not_in_the_article_says_so(write_dossier: WriteDossier) -> None:
    path = small_dossier(write_dossier)
    path.write_text(path.read_text().replace("quote: First fact}", "quote: First lie}", 1))
    desk = FakeDesk(path)

    await desk.press("<enter><enter>")

    assert "the quote is not found in this article" in desk.said[-1]


async def test_a_filter_that_shows_another_claim_puts_the_cursor_on_its_first_card(desk: FakeDesk) -> None:
    await desk.press("<enter>jj<escape>fnumber 1.<enter>")

    assert desk.claim == "c1"
    assert desk.view.item == desk.view.items[0]
