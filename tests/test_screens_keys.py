"""Every key does what its row in the key table says, pressed slowly and typed ahead."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import (
    OLD_REASON,
    Press,
    at_once,
    painted,
    review,
    slowly,
    small_dossier,
    stances,
    started,
    until,
    verdicts,
)
from textual import events
from textual.geometry import Region

from tui.dossier.files.saving import replace_bytes
from tui.dossier.values.problems import SaveFailed
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane, View
from tui.screens.keys.table import BESIDE, KEYS
from tui.screens.panes.items import Item
from tui.screens.sheets.dialogs import Help, Leaving
from tui.screens.widgets.lines import Lines

PACE = pytest.mark.parametrize("press", [slowly, at_once], ids=["slowly", "at once"])
OLD = {"c3": ("mixed", OLD_REASON)}
CLAIMS, EVIDENCE, READING = Pane.CLAIMS, Pane.EVIDENCE, Pane.ARTICLE


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of twelve claims on four articles."""
    return review(small_dossier(write_dossier))


def claim_at(place: View) -> str:
    """The claim under the cursor; empty where none is shown."""
    return place.claim.id if place.claim is not None else ""


def claim_of(app: FactcheckApp) -> str:
    """The claim under the cursor now."""
    return claim_at(app.review.view)


async def after(app: FactcheckApp, press: Press, keys: str) -> View:
    """The place to which keys lead from the beginning."""
    app.review.view = View(app.session.dossier)
    app.review.show_view()
    await press(app, keys)
    return app.review.view


MOVES = {
    "jjk": ("c1", CLAIMS),
    "<down><down><up>": ("c1", CLAIMS),
    "k": ("c0", CLAIMS),
    "jjjjjjjjjjjjjjjj": ("c11", CLAIMS),
    "nn": ("c2", CLAIMS),
    "nnn": ("c4", CLAIMS),
    "N": ("c11", CLAIMS),
    "NN<enter>n": ("c11", EVIDENCE),
    "<tab>": ("c0", EVIDENCE),
    "<tab><tab>": ("c0", READING),
    "<tab><tab><tab>j": ("c1", CLAIMS),
    "<shift+tab>": ("c0", READING),
    "<shift+tab><shift+tab><shift+tab>j": ("c1", CLAIMS),
    "<enter>": ("c0", EVIDENCE),
    "<enter><enter>": ("c0", READING),
    "<enter><enter><enter>": ("c0", READING),
    "<enter><enter><escape>": ("c0", EVIDENCE),
    "<enter><enter><escape><escape><escape>j": ("c1", CLAIMS),
    "j<enter><pagedown><pageup>": ("c1", EVIDENCE),
    "?<escape>j": ("c1", CLAIMS),
    "?jjj<enter>j": ("c1", CLAIMS),
}


@PACE
async def test_keys_move_to_a_claim_and_a_pane(app: FactcheckApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)):
        places = {keys: await after(app, press, keys) for keys in MOVES}

    assert {keys: (claim_at(place), place.pane) for keys, place in places.items()} == MOVES


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


@PACE
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
async def test_keys_move_among_the_evidence_in_its_columns(
    app: FactcheckApp, press: Press, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size):
        places = {keys: await after(app, press, keys) for keys in CARDS}

    assert {keys: place.item and place.item[:2] for keys, place in places.items()} == CARDS


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


@PACE
async def test_keys_move_through_the_article_by_sentences(app: FactcheckApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)):
        places = {keys: await after(app, press, keys) for keys in SENTENCES}

    assert {keys: (place.article.source_id, place.article.sentence) for keys, place in places.items()} == SENTENCES


@PACE
@pytest.mark.parametrize(
    ("keys", "expected", "at"),
    [
        ("1a<enter>", {"c0": ("true", "a")}, "c1"),
        ("2<enter>", {"c0": ("mostly-true", "")}, "c1"),
        ("7x<enter>", {"c0": ("unverifiable", "x")}, "c1"),
        ("jj1x<enter>", {"c2": ("true", "x")}, "c4"),
        ("N1x<enter>", {"c11": ("true", "x")}, "c0"),
        ("<enter>1in evidence<enter>", {"c0": ("true", "in evidence")}, "c1"),
        ("<tab><tab>1in the article<enter>", {"c0": ("true", "in the article")}, "c1"),
        ("jjj1new<enter>", {"c3": ("true", "new")}, "c3"),
        ("jjj1<up><enter>", {"c3": ("true", "An old reason\nof two lines")}, "c3"),
        ("jjj1own<up><enter>", {"c3": ("true", "own")}, "c3"),
        ("8", {}, "c0"),
        ("91a<enter>", {"c0": ("true", "a")}, "c1"),
        ("1quntsxd0123R?/<enter>", {"c0": ("true", "quntsxd0123R?/")}, "c1"),
        ("1a b  c<enter>", {"c0": ("true", "a b  c")}, "c1"),
        ("1a<tab>b<shift+tab>c<down>d<enter>", {"c0": ("true", "abcd")}, "c1"),
        ("1abcd<backspace><left><left>X<right>Y<end>Z<home>A<enter>", {"c0": ("true", "AaXbYcZ")}, "c1"),
        ("1lost<ctrl+u>kept<enter>", {"c0": ("true", "kept")}, "c1"),
        ("1one two<ctrl+w>three<enter>", {"c0": ("true", "one three")}, "c1"),
        ("1left<escape>", {}, "c0"),
        ("1left<escape>j2b<enter>", {"c1": ("mostly-true", "b")}, "c2"),
        ("1left<escape>2<enter>", {"c0": ("mostly-true", "left")}, "c1"),
        ("1left<escape>2<ctrl+u><enter>", {"c0": ("mostly-true", "")}, "c1"),
        ("1a<enter>2b<enter>", {"c0": ("true", "a"), "c1": ("mostly-true", "b")}, "c2"),
        ("1a<enter>k0", {}, "c0"),
        ("0", {}, "c0"),
        ("<ctrl+s>1a<ctrl+s><enter>", {"c0": ("true", "a")}, "c1"),
        ("r1a<enter>", {"c0": ("true", "a")}, "c1"),
        ("1a<enter>kr<enter>more<ctrl+s>", {"c0": ("true", "a\nmore")}, "c0"),
        ("1a<enter>kr\\<left><backspace>1 2 ?<ctrl+s>", {"c0": ("true", "1 2 ?\\")}, "c0"),
        ("1a<enter>krlost 1 2<escape>j3x<enter>", {"c0": ("true", "a"), "c1": ("mixed", "x")}, "c2"),
        ("jjjr<up>X<ctrl+s>", {"c3": ("mixed", "An old reasoXn\nof two lines")}, "c3"),
        ("1a<enter>2b<enter>u", {"c0": ("true", "a")}, "c1"),
        ("1a<enter>2b<enter>uu", {}, "c0"),
        ("1a<enter>2b<enter>uuU", {"c0": ("true", "a")}, "c0"),
        ("1a<enter>2b<enter>uuUU", {"c0": ("true", "a"), "c1": ("mostly-true", "b")}, "c1"),
        ("1a<enter>u2b<enter>U", {"c0": ("mostly-true", "b")}, "c1"),
        ("uU", {}, "c0"),
        ("/number 7<enter>1x<enter>", {"c7": ("true", "x")}, "c8"),
        ("/number<enter>/<enter>1x<enter>", {"c2": ("true", "x")}, "c4"),
        ("/nothing<enter>1x<enter>", {"c0": ("true", "x")}, "c1"),
        ("/x<escape>1x<enter>", {"c0": ("true", "x")}, "c1"),
        ("fnumber 1<enter>jj1x<enter>", {"c11": ("true", "x")}, "c1"),
        ("fis:unreviewed<enter>1x<enter>2y<enter>", {"c0": ("true", "x"), "c1": ("mostly-true", "y")}, "c2"),
        ("fis:reviewed<enter>0", {"c3": None}, ""),
        ("ftag:toll<enter>j1x<enter>", {"c0": ("true", "x")}, "c0"),
        ("fnumber 1<enter>j1x<enter>f<enter>j2y<enter>", {"c10": ("true", "x"), "c11": ("mostly-true", "y")}, "c0"),
        ("jjjj1x<enter>fnumber 1<enter>u", {}, "c4"),
        ("R1a<enter>R2b<enter>", {"c0": ("true", "a"), "c1": ("mostly-true", "b")}, "c2"),
        ("q1a<enter>", {}, "c0"),
    ],
)
async def test_a_verdict_is_given_to_the_claim_that_is_highlighted_when_the_digit_is_pressed(
    app: FactcheckApp, press: Press, keys: str, expected: dict[str, tuple[str, str] | None], at: str
) -> None:
    async with app.run_test(size=(80, 24)):
        await press(app, keys)

        assert verdicts(app.session.path) == {k: v for k, v in {**OLD, **expected}.items() if v is not None}
        assert claim_of(app) == at


START = [("a", "supports", "First fact"), ("b", "contradicts", "Second fact"), ("a", "contradicts", "Third fact")]
SILENT = ("c", "silent", "")


@PACE
@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("<enter>x", [("a", "context", "First fact"), *START[1:], SILENT]),
        ("<enter>c", [("a", "contradicts", "First fact"), *START[1:], SILENT]),
        ("<enter><right>s", [START[0], ("b", "supports", "Second fact"), START[2], SILENT]),
        ("<enter><right>js", [*START[:2], ("a", "supports", "Third fact"), SILENT]),
        ("<enter>s", [*START, SILENT]),
        ("<enter>d", [*START[1:], SILENT]),
        ("<enter>jd", [*START, SILENT, ("d", "silent", "")]),
        ("<enter>jdd", [*START, SILENT]),
        ("<enter>jjd", START),
        ("<enter>jjs", [*START, SILENT]),
        ("<enter>js", [*START, SILENT]),
        ("scxd", [*START, SILENT]),
        ("<enter><enter>jc", [*START, SILENT, ("a", "contradicts", "Second fact here.")]),
        ("<enter><enter>c", [("a", "contradicts", "First fact"), *START[1:], SILENT]),
        ("<enter><enter>d", [*START[1:], SILENT]),
        ("<enter><enter>jcjjx", [*START, SILENT, *[("a", "contradicts", "Second fact here.")], *[("a", "context", "Fourth fact here.")]]),
        ("<enter>jj<enter>s", [*START, ("c", "supports", "First fact here.")]),
        ("<enter>jj<enter>d", START),
        ("<enter>jj<enter>dd", [*START, SILENT]),
        ("<enter>j<enter>jjs", [*START, SILENT, ("d", "supports", "Third fact here.")]),
        ("<enter>j<enter>/fourth<enter>x", [*START, SILENT, ("d", "context", "Fourth fact here.")]),
        ("<enter>j<enter>/nowhere<enter>x", [*START, SILENT, ("d", "context", "First fact here.")]),
    ],
)  # fmt: skip
async def test_a_stance_key_and_d_act_on_the_passage_that_is_marked(
    app: FactcheckApp, press: Press, keys: str, expected: list[tuple[str, str, str]]
) -> None:
    async with app.run_test(size=(80, 24)):
        await press(app, keys)

        assert stances(app.session.path, "c0") == expected


@PACE
@pytest.mark.parametrize(
    "decision",
    ["1a<enter>", "jjj0", "jjj2new<enter>", "jjjrmore<ctrl+s>", "<enter>x", "<enter>d", "<enter>jd", "<enter>jjd", "<enter>jj<enter>s"],
    ids=["verdict", "clear", "other verdict", "rationale", "stance", "out", "silent", "not silent", "instead of silent"],
)  # fmt: skip
async def test_undo_and_redo_of_each_decision_bring_the_bytes_back_and_show_its_claim(
    app: FactcheckApp, press: Press, decision: str
) -> None:
    path = app.session.path
    before = path.read_bytes()
    async with app.run_test(size=(80, 24)):
        await slowly(app, decision)
        after = path.read_bytes()
        shown = "c3" if decision.startswith("jjj") else "c0"
        await press(app, "<escape><escape>NNu")
        assert path.read_bytes() == before
        assert claim_of(app) == shown
        assert "undone" in painted(app)
        await press(app, "NNU")
        assert path.read_bytes() == after
        assert claim_of(app) == shown
        assert "redone" in painted(app)

    assert after != before


async def test_an_editor_that_is_taken_away_can_still_be_painted(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "jjjr")
        editor = app.review.editor
        assert editor is not None
        await editor.remove()

        assert not editor.area._component_styles
        assert [strip.text for strip in editor.area.render_lines(Region(0, 0, 3, 2))] == ["   ", "   "]


@PACE
async def test_esc_leaves_file_and_dossier_as_they_were(app: FactcheckApp, press: Press) -> None:
    before = app.session.path.read_bytes(), app.session.dossier
    async with app.run_test(size=(120, 40)):
        for keys in ("jjj1abc<escape>", "2<up><escape>", "rabc<enter>d<escape>", "fis:open<escape>", "/x<escape>"):
            await press(app, keys)
            assert "left as it was" in painted(app)
            app.review.say("")
        await press(app, "<enter><enter><escape><escape><escape>")
        assert (claim_of(app), app.review.view.pane) == ("c3", CLAIMS)

    assert (app.session.path.read_bytes(), app.session.dossier) == before


OLD = {"c3": ("mixed", "An old reason\nof two lines")}


@PACE
@pytest.mark.parametrize(
    ("keys", "given"),
    [
        ("1my reason<escape>2<enter>", {"c0": ("mostly-true", "my reason"), **OLD}),
        ("1my<escape>1<escape>2 reason<enter>", {"c0": ("mostly-true", "my reason"), **OLD}),
        ("1my<escape>j1other<escape>k2<enter>2<enter>", {"c0": ("mostly-true", "my"), "c1": ("mostly-true", "other"), **OLD}),
        ("1my<escape>1<ctrl+u><escape>2<enter>", {"c0": ("mostly-true", ""), **OLD}),
        ("1my<escape>1<ctrl+u>   <escape>2<enter>", {"c0": ("mostly-true", ""), **OLD}),
        ("1my<escape>1<enter>k2<enter>", {"c0": ("mostly-true", ""), **OLD}),
        ("1old<enter>2<up><escape>3new<enter>", {"c0": ("true", "old"), "c1": ("mixed", "new"), **OLD}),
        ("1old<enter>2<up>er<escape>3<enter>", {"c0": ("true", "old"), "c1": ("mixed", "older"), **OLD}),
        ("1old<enter>.<escape>2<enter>", {"c0": ("true", "old"), "c1": ("mostly-true", ""), **OLD}),
        ("1old<enter>.er<escape>.!<enter>", {"c0": ("true", "old"), "c1": ("true", "older!"), **OLD}),
        ("1old<enter>2mine<escape>.<enter>", {"c0": ("true", "old"), "c1": ("true", "mine"), **OLD}),
        ("1old<enter>2mine<escape>.<ctrl+u><up><enter>", {"c0": ("true", "old"), "c1": ("true", "old"), **OLD}),
        ("jjj2typed<escape>r!<ctrl+s>", {"c3": ("mixed", "typed!")}),
        ("jjj2typed<escape>r<escape>r!<ctrl+s>", {"c3": ("mixed", "typed!")}),
        ("jjj2<up><escape>rX<ctrl+s>", {"c3": ("mixed", "An old reason\nof two linesX")}),
        ("jjjrX<escape>2<enter>", {"c3": ("mostly-true", "An old reason\nof two linesX")}),
        ("jjjrwith more<escape>r!<ctrl+s>", {"c3": ("mixed", "An old reason\nof two lineswith more!")}),
        ("jjjrX<escape>rY<ctrl+s>rZ<escape>r<ctrl+s>", {"c3": ("mixed", "An old reason\nof two linesXYZ")}),
        ("jjjrX<escape>4<ctrl+u>new<enter>r!<ctrl+s>", {"c3": ("mostly-false", "new!")}),
        ("jjjrX<escape>r<escape>r!<ctrl+s>", {"c3": ("mixed", "An old reason\nof two linesX!")}),
        ("jjjrX<escape>r<backspace><escape>r!<ctrl+s>", {"c3": ("mixed", "An old reason\nof two lines!")}),
        ("jjjrX<escape>4<up><escape>rY<ctrl+s>", {"c3": ("mixed", "An old reason\nof two linesXY")}),
    ],
)  # fmt: skip
async def test_a_reason_that_was_typed_and_left_is_there_when_it_is_asked_for_again(
    app: FactcheckApp, press: Press, keys: str, given: dict[str, tuple[str, str]]
) -> None:
    async with app.run_test(size=(120, 40)):
        await press(app, keys)

    assert verdicts(app.session.path) == given


async def test_ctrl_c_is_said_to_do_nothing_and_nothing_lies_over_the_cards(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<ctrl+c>")
        assert "Ctrl+C does nothing here" in painted(app)
        assert "quit the app" not in painted(app)
        await slowly(app, "j")
        assert "does nothing" not in painted(app)


async def test_where_a_reason_is_that_was_left_is_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "1typed<escape>")
        assert "left as it was; 1 to 7 have what you typed, as long as the review is open" in painted(app)
        await slowly(app, "2")
        assert "mostly-true  c0  why?  as you left it, not saved;" in painted(app)
        await slowly(app, "<escape>jjjrX<escape>")
        assert "left as it was; 1 to 7 and r have what you typed, as long as the review is open" in painted(app)
        await slowly(app, "r")
        assert "Rationale of c3, mixed: as you left it, not saved" in painted(app)


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
        ("jjj1x", "was mixed: An old reason of two lines"),
        ("jjj1x", "↑ takes the old reason"),
        ("jjjr", "Rationale of c3, mixed"),
        ("f", "filter is:unreviewed"),
        ("/a<enter>/", "empty looks for “a” again"),
        ("<tab><tab>/", "search this article"),
        ("ftoll<enter>", "1 of 12 claims are shown"),
        ("j1x<enter>ftoll<enter>u", "shown without the filter"),
        ("w", "summary written to"),
        ("R", "read again from disk"),
    ],
)
async def test_what_a_key_did_or_why_it_did_nothing_is_said(app: FactcheckApp, keys: str, said: str) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, keys)

        assert said in " ".join(painted(app).split())


async def test_progress_reviewer_and_the_time_of_the_last_save_stand_above(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, "j")
        assert "1 of 12 reviewed  mk  nothing to save" in painted(app)
        await slowly(app, "1a<enter>")
        assert "2 of 12 reviewed  mk  saved 14:03:00 UTC" in painted(app)


async def test_reload_keeps_the_place(app: FactcheckApp) -> None:
    path = app.session.path
    async with app.run_test(size=(120, 40)):
        await slowly(app, "j<enter>j<enter>")
        path.write_text(path.read_text().replace("  - id: c1\n", "  - {id: new, text: New.}\n  - id: c1\n"))
        await slowly(app, "R")
        place = app.review.view
        assert (claim_of(app), place.pane, place.article.source_id, place.article.sentence) == ("c1", READING, "c", 3)
        path.write_text(path.read_text().replace("  - id: c1\n", "  - id: renamed\n"))
        await slowly(app, "R")
        assert place.claim is not None


async def test_after_a_reload_an_article_that_became_shorter_has_its_cursor_inside(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter>j<enter>jjj")
        (app.session.path.parent / "articles" / "d.txt").write_text("One left.")
        await slowly(app, "Rs")

    assert stances(app.session.path, "c0")[-1] == ("d", "supports", "One left.")


async def test_w_writes_the_summary_beside_the_claims_file(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "1a reason<enter>w")

    assert "a reason" in app.session.path.with_name("claims.summary.md").read_text()


def full_disk(*_: object) -> None:
    """A disk that takes nothing more."""
    raise SaveFailed("No space left on device")


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A full disk, until its patch is undone."""
    monkeypatch.setattr("tui.review.working_copy.replace_bytes", full_disk)
    return monkeypatch


@pytest.mark.parametrize("leave", ["q", "<ctrl+q>", "?<ctrl+q>"])
async def test_leaving_with_unsaved_work_asks_and_esc_stays(
    app: FactcheckApp, full: pytest.MonkeyPatch, leave: str
) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, f"1a<enter>{leave}")
        assert isinstance(app.screen, Leaving)
        assert "NOT SAVED c0: No space left on device" in painted(app)
        await slowly(app, "<ctrl+q>q")
        assert isinstance(app.screen, Leaving)
        await slowly(app, "<escape>j")
        assert len(app.screen_stack) == 1
        assert claim_of(app) == "c2"
        assert app.is_running


async def test_leaving_with_an_open_field_offers_only_what_makes_sense(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, "1half a reason<ctrl+q>")
        assert isinstance(app.screen, Leaving)
        assert "the rationale for c0 is not entered yet" in painted(app)
        assert "try again" not in painted(app)
        await slowly(app, "t")
        assert isinstance(app.screen, Leaving)
        await slowly(app, "<escape><enter>")

    assert verdicts(app.session.path) == {**OLD, "c0": ("true", "half a reason")}


async def test_leaving_with_unsaved_work_tries_again_or_loses_it(app: FactcheckApp, full: pytest.MonkeyPatch) -> None:
    before = app.session.path.read_bytes()
    async with app.run_test(size=(80, 24)):
        await slowly(app, "1a<enter>qt")
        assert isinstance(app.screen, Leaving)
        full.setattr("tui.review.working_copy.replace_bytes", replace_bytes)
        assert app.session.path.read_bytes() == before
        await slowly(app, "t")
        await until(lambda: not app.is_running)

    assert verdicts(app.session.path) == {**OLD, "c0": ("true", "a")}


async def test_leaving_can_lose_what_is_not_saved(app: FactcheckApp, full: pytest.MonkeyPatch) -> None:
    before = app.session.path.read_bytes()
    async with app.run_test(size=(80, 24)):
        await slowly(app, "1a<enter>ql")
        await until(lambda: not app.is_running)

    assert app.session.path.read_bytes() == before


async def test_a_failed_save_is_kept_and_goes_to_the_disk_with_the_next(
    app: FactcheckApp, full: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, "1a<enter>")
        assert "NOT SAVED c0: No space left on device" in " ".join(painted(app).split())
        full.setattr("tui.review.working_copy.replace_bytes", replace_bytes)
        await slowly(app, "2b<enter>")
        assert "saved c1 mostly-true and 1 more" in painted(app)

    assert verdicts(app.session.path) == {**OLD, "c0": ("true", "a"), "c1": ("mostly-true", "b")}


async def test_a_failed_save_is_tried_again_without_a_key(
    app: FactcheckApp, full: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.review_screen.RETRY_SECONDS", 0.05)
    async with app.run_test(size=(80, 24)):
        await slowly(app, "1a<enter>")
        full.setattr("tui.review.working_copy.replace_bytes", replace_bytes)
        await until(lambda: "saved c0 true" in painted(app))

    assert verdicts(app.session.path) == {**OLD, "c0": ("true", "a")}


@PACE
@pytest.mark.parametrize("keys", ["1half", "jjjrmore"])
async def test_leaving_with_a_reason_half_typed_asks(app: FactcheckApp, press: Press, keys: str) -> None:
    async with app.run_test(size=(80, 24)):
        await press(app, f"{keys}<ctrl+q>")
        await until(lambda: isinstance(app.screen, Leaving))
        assert "is not entered yet" in painted(app)
        await press(app, "<escape>")
        await press(app, " done<ctrl+s>" if "r" in keys else " done<enter>")

    assert any(reason.endswith(" done") for _, reason in verdicts(app.session.path).values())


@pytest.mark.parametrize(
    "keys", ["q", "<ctrl+q>", "1a<enter>q", "1<ctrl+q>", "jjjr<ctrl+q>", "?<ctrl+q>", "<ctrl+p><ctrl+q>"]
)
async def test_leaving_with_all_saved_asks_nothing(app: FactcheckApp, keys: str) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, keys)
        await until(lambda: not app.is_running)

    assert app.return_code == 0


async def test_help_tells_every_key_at_every_width(app: FactcheckApp) -> None:
    async with app.run_test(size=(60, 20)):
        await slowly(app, "?")
        assert isinstance(app.screen, Help)
        seen = painted(app)
        for _ in range(12):
            await slowly(app, "<pagedown>")
            seen += painted(app)
        words = " ".join(seen.replace("│", " ").split())
        for key in KEYS:
            if key.id not in BESIDE and not key.id.startswith("verdict."):
                assert " ".join(key.words.split()[:3]) in words
        assert "1 … 7" in words
        assert "unverifiable" in words


@pytest.mark.parametrize(
    ("before", "after"), [("1", "<enter>"), ("jjjr<ctrl+a><ctrl+k><up><ctrl+k><ctrl+k>", "<ctrl+s>")]
)
async def test_what_is_pasted_goes_whole_into_the_field(app: FactcheckApp, before: str, after: str) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, before)
        app.post_message(events.Paste("two\r\nlines\x1b[31m 1q"))
        await at_once(app, f"!{after}")

    (reason,) = (reason for rating, reason in verdicts(app.session.path).values() if reason != OLD_REASON)
    assert reason.replace("\n", " ") == "two lines␛[31m 1q!"


async def test_a_click_chooses_a_claim_a_card_and_a_sentence(app: FactcheckApp) -> None:
    async with app.run_test(size=(200, 50)) as pilot:
        await started(app)
        await pilot.click("#claims", offset=(5, 6))
        assert claim_of(app) == "c1"
        await pilot.click("#claims", offset=(5, 2))
        right = next(place for item, place in app.review.evidence.page.places.items() if item.source == "b")
        await pilot.click("#evidence", offset=(right.left + 3, right.top + 1))
        assert (app.review.view.pane, app.review.view.item) == (EVIDENCE, Item("b", 1))
        for sentence, words in ((2, "First fact here. Second fact here. "), (0, ""), (1, "First fact here. ")):
            await pilot.click("#article", offset=(5 + len(words), 3))
            assert (app.review.view.pane, app.review.view.article.sentence) == (READING, sentence)
        for pane in ("#evidence", "#article"):
            await pilot.click(pane, offset=(3, 40))
        assert claim_of(app) == "c0"


@pytest.mark.parametrize("keys", ["1half", "jjjrhalf"])
async def test_a_click_beside_an_open_field_loses_nothing_and_moves_nothing(app: FactcheckApp, keys: str) -> None:
    async with app.run_test(size=(200, 50)) as pilot:
        await slowly(app, keys)
        claim = claim_of(app)
        for pane, offset in (("#claims", (5, 6)), ("#evidence", (5, 8)), ("#article", (8, 3)), ("#scale", (5, 0))):
            await pilot.click(pane, offset=offset)
        await slowly(app, " typed<enter><ctrl+s>")
        assert claim_of(app) == ("c3" if claim == "c3" else "c1")

    assert "half typed" in verdicts(app.session.path)[claim][1]


def _is_scrolled(pane: Lines, top: int) -> bool:
    return pane.top > top or pane.count() <= pane.size.height


async def test_the_wheel_scrolls_and_leaves_the_cursor(desk: Path) -> None:
    app = review(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await started(app)
        for pane in (app.review.claims, app.review.evidence):
            top = pane.top
            await pilot._post_mouse_events([events.MouseScrollDown], pane, button=0)
            await until(partial(_is_scrolled, pane, top))
        assert app.review.claims.top == 3
        assert claim_of(app) == "wave-dead-39"
        await slowly(app, "j")
        assert app.review.claims.top in {0, 3}


async def test_a_summary_that_cannot_be_written_is_said(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SaveFailed(os.strerror(28))

    monkeypatch.setattr("tui.reports.write_report.write_bytes", refuse)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "w")
        assert "NOT WRITTEN" in painted(app)


async def test_enter_on_a_quote_that_is_not_in_the_article_says_so(write_dossier: WriteDossier) -> None:
    path = small_dossier(write_dossier)
    path.write_text(path.read_text().replace("quote: First fact}", "quote: First lie}", 1))
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter><enter>")
        assert "the quote is not found in this article" in " ".join(painted(app).split())


async def test_a_filter_that_shows_another_claim_puts_the_cursor_on_its_first_card(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter>jj<escape>")
        await slowly(app, "fnumber 1.<enter>")
        place = app.review.view
        assert claim_of(app) == "c1"
        assert place.item == app.review.evidence.page.items[0]
