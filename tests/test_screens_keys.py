"""Every key of the table reaches its command, which ``test_commands_*.py`` look at; fields, clicks and leaving."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import (
    OFTEN,
    OLD_REASON,
    anew,
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
from tui.screens.sheets.dialogs import Leaving
from tui.screens.sheets.help import HelpSheet
from tui.screens.widgets.lines import Lines

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


WIRED = (
    *(("place.next", "", "at c1 claims"), ("place.previous", "j", "at c0 claims")),
    *(("place.next-too", "", "at c1 claims"), ("place.previous-too", "j", "at c0 claims")),
    *(("place.left", "<enter><right>", "on a 0"), ("place.right", "<enter>", "on b 1")),
    *(("place.page-down", "", "at c9 claims"), ("place.page-up", "<end>", "at c2 claims")),
    *(("place.first", "j", "at c0 claims"), ("place.last", "", "at c11 claims")),
    *(("place.enter", "", "at c0 evidence"), ("place.back", "<enter>", "at c0 claims")),
    *(("pane.next", "", "at c0 evidence"), ("pane.previous", "", "at c0 article")),
    *(("claim.next-unreviewed", "jj", "at c4"), ("claim.previous-unreviewed", "", "at c11")),
    ("claim.postpone", "", "postponed c0"),
    *(
        ("verdict.1", "", " true c0 why?"),
        ("verdict.2", "", " mostly-true c0 why?"),
        ("verdict.3", "", " mixed c0 why?"),
    ),
    *(("verdict.4", "", " mostly-false c0 why?"), ("verdict.5", "", " false c0 why?")),
    *(("verdict.6", "", " outdated c0 why?"), ("verdict.7", "", " unverifiable c0 why?")),
    *(("verdict.8", "", "8 is past the end of the scale"), ("verdict.9", "", "9 is past the end of the scale")),
    *(("verdict.again", "", "no verdict was given yet"), ("verdict.clear", "", "there is no verdict to clear")),
    *(("verdict.rationale", "jjj", "Rationale of c3, mixed"), ("rationale.save", "jjjrmore", "saved c3 mixed")),
    *(("decision.undo", "", "saved c3 undone"), ("decision.redo", "", "saved c3 redone")),
    ("stance.supports", "<enter>", "marked as supports already"),
    ("stance.contradicts", "<enter><right>", "marked as contradicts already"),
    ("stance.context", "j<enter>j", "marked as context already"),
    ("stance.drop", "", "go to a source first"),
    *(("evidence.speaker", "<enter>", "whose words?"), ("evidence.note", "<enter>", "note? a")),
    ("evidence.day", "<enter>", "as of which day?"),
    *(("find.more", "", "no more passages to propose here"), ("file.cite", "", "go to a quote or a passage first")),
    ("mark.sentence-on", "<enter><enter>", "marks First fact here. Second fact here. |"),
    ("mark.sentence-back", "<enter><enter>J", "marks First fact here. |"),
    ("mark.word-on", "<enter><enter>", "marks First fact here. Second |"),
    ("mark.word-back", "<enter><enter>", "marks First fact here |"),
    ("mark.other-end", "<enter><enter>J", "the other end moves now"),
    ("place.next-passage", "<enter><enter>", "marks Third fact here. |"),
    ("place.previous-passage", "<enter><enter><end>", "marks Third fact here. |"),
    ("source.skip", "", "that is done in the article"),
    *(("find.search", "", "search the claims that are shown"), ("find.everywhere", "", "find in all articles")),
    *(("find.filter", "", "filter is:unreviewed"), ("show.matrix", "", "under Matrix")),
    *(("show.differences", "<enter>", "under Compare"), ("show.figures", "", "under Figures")),
    *(("show.problems", "", "have no problem"), ("claim.new", "", "New claim"), ("claim.edit", "", "Claim c0")),
    *(("source.edit", "<enter>", "Source a"), ("file.edit", "", "this terminal can't be lent to an editor")),
    *(("file.summary", "", "summary written to"), ("file.reload", "", "read again from disk")),
    *(("app.palette", "", "under Palette"), ("app.help", "", "under Help"), ("app.leave", "", "left")),
)
"""Each command: keys that lead to where it does something, and what is seen after its own key and not before."""


def seen(app: FactcheckApp) -> str:
    """The place, what is marked, what lies over the desk, and the screen, in one line."""
    view = app.review.view
    item = f"{view.item.source} {view.item.entry}" if view.item is not None else ""
    source, span = view.article.source, view.article.marked
    text = source.article.text if source is not None and source.article is not None else ""
    place = f"at {claim_of(app)} {view.pane} on {item} marks {text[span.start : span.end] if span else ''} |"
    sheet = "" if app.screen is app.review else f"under {type(app.screen).__name__}"
    return " ".join(f"{place} {sheet} {'left' * app.review.left} {painted(app)}".split())


async def test_every_key_of_the_table_reaches_its_own_command(app: FactcheckApp) -> None:
    assert {command for command, _, _ in WIRED} == {key.id for key in KEYS}
    keys = {key.id: key.keys.split(",") for key in KEYS}
    wrong = []
    async with app.run_test(size=(80, 24)):
        for command, lead, shown in WIRED:
            for key in keys[command]:
                await anew(app)
                await at_once(app, lead)
                before = seen(app)
                await at_once(app, f"<{key}>")
                if shown in before or shown not in seen(app):
                    wrong.append((command, key, shown in before, seen(app)))

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    ("keys", "expected", "at"),
    [
        ("<tab><tab>1in the article<enter>", {"c0": ("true", "in the article")}, "c1"),
        ("8", {}, "c0"),
        ("91a<enter>", {"c0": ("true", "a")}, "c1"),
        ("1quntsxd0123R?/<enter>", {"c0": ("true", "quntsxd0123R?/")}, "c1"),
        ("1a<tab>b<shift+tab>c<down>d<enter>", {"c0": ("true", "abcd")}, "c1"),
        ("1abcd<backspace><left><left>X<right>Y<end>Z<home>A<enter>", {"c0": ("true", "AaXbYcZ")}, "c1"),
        ("1one two<ctrl+w>three<enter>", {"c0": ("true", "one three")}, "c1"),
        ("1left<escape>2<enter>", {"c0": ("mostly-true", "left")}, "c1"),
        ("<ctrl+s>1a<ctrl+s><enter>", {"c0": ("true", "a")}, "c1"),
        ("1a<enter>kr<enter>more<ctrl+s>", {"c0": ("true", "a\nmore")}, "c0"),
        ("1a<enter>kr\\<left><backspace>1 2 ?<ctrl+s>", {"c0": ("true", "1 2 ?\\")}, "c0"),
        ("jjjr<up>X<ctrl+s>", {"c3": ("mixed", "An old reasoXn\nof two lines")}, "c3"),
        ("1a<enter>2b<enter>uuUU", {"c0": ("true", "a"), "c1": ("mostly-true", "b")}, "c1"),
        ("fnumber 1<enter>j1x<enter>f<enter>j2y<enter>", {"c10": ("true", "x"), "c11": ("mostly-true", "y")}, "c0"),
        ("R1a<enter>R2b<enter>", {"c0": ("true", "a"), "c1": ("mostly-true", "b")}, "c2"),
        ("q1a<enter>", {}, "c0"),
    ],
)
async def test_a_verdict_is_given_to_the_claim_that_is_highlighted_when_the_digit_is_pressed(
    app: FactcheckApp, keys: str, expected: dict[str, tuple[str, str] | None], at: str
) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, keys)

        assert verdicts(app.session.path) == {k: v for k, v in {**OLD, **expected}.items() if v is not None}
        assert claim_of(app) == at


async def test_an_editor_that_is_taken_away_can_still_be_painted(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "jjjr")
        editor = app.review.field.editor
        assert editor is not None
        await editor.remove()

        assert not editor.area._component_styles
        assert [strip.text for strip in editor.area.render_lines(Region(0, 0, 3, 2))] == ["   ", "   "]


async def test_esc_leaves_file_and_dossier_as_they_were(app: FactcheckApp) -> None:
    before = app.session.path.read_bytes(), app.session.dossier
    async with app.run_test(size=(80, 24)):
        for keys in ("jjj1abc<escape>", "2<up><escape>", "rabc<enter>d<escape>", "fis:open<escape>", "/x<escape>"):
            await at_once(app, keys)
            assert "left as it was" in painted(app)
            app.review.say("")
        await at_once(app, "r")
        assert "Rationale of c3, mixed: as you left it, not saved" in painted(app)
        await at_once(app, "<escape><enter><enter><escape><escape><escape>")
        assert (claim_of(app), app.review.view.pane) == ("c3", CLAIMS)

    assert (app.session.path.read_bytes(), app.session.dossier) == before


async def test_ctrl_c_is_said_to_do_nothing_and_nothing_lies_over_the_cards(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<ctrl+c>")
        assert "Ctrl+C does nothing here" in painted(app)
        assert "quit the app" not in painted(app)
        await slowly(app, "j")
        assert "does nothing" not in painted(app)


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
    write_dossier: WriteDossier, full: pytest.MonkeyPatch
) -> None:
    app = review(small_dossier(write_dossier), intervals=OFTEN)
    async with app.run_test(size=(80, 24)):
        await slowly(app, "1a<enter>")
        full.setattr("tui.review.working_copy.replace_bytes", replace_bytes)
        await until(lambda: "saved c0 true" in painted(app))

    assert verdicts(app.session.path) == {**OLD, "c0": ("true", "a")}


@pytest.mark.parametrize("keys", ["1half", "jjjrmore"])
async def test_leaving_with_a_reason_half_typed_asks(app: FactcheckApp, keys: str) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, f"{keys}<ctrl+q>")
        await until(lambda: isinstance(app.screen, Leaving))
        assert "is not entered yet" in painted(app)
        await at_once(app, "<escape>")
        await at_once(app, " done<ctrl+s>" if "r" in keys else " done<enter>")

    assert any(reason.endswith(" done") for _, reason in verdicts(app.session.path).values())


@pytest.mark.parametrize("keys", ["1a<enter>q", "1<ctrl+q>", "jjjr<ctrl+q>", "<ctrl+p><ctrl+q>"])
async def test_leaving_with_all_saved_asks_nothing(app: FactcheckApp, keys: str) -> None:
    async with app.run_test(size=(80, 24)):
        await slowly(app, keys)
        await until(lambda: not app.is_running)

    assert app.return_code == 0


async def test_help_tells_every_key_at_every_width(app: FactcheckApp) -> None:
    async with app.run_test(size=(60, 20)):
        await slowly(app, "?")
        assert isinstance(app.screen, HelpSheet)
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
        right = next(place for item, place in app.review.evidence.page.extents.items() if item.source == "b")
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
    return pane.top > top or pane.count_lines() <= pane.size.height


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


@pytest.mark.parametrize("key", ["y", "]", "J", "z", "+"])
async def test_a_key_that_changes_nothing_leaves_the_evidence_scrolled(app: FactcheckApp, key: str) -> None:
    async with app.run_test(size=(160, 14)):
        await slowly(app, "<enter><pagedown>")
        top = app.review.evidence.top
        assert top > 0
        await slowly(app, key)
        assert app.review.evidence.top == top
        await slowly(app, "k")
        assert app.review.evidence.top < top
