"""At every size of the terminal what matters is seen, nothing is lost on the way between sizes, and it looks as it did."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import pytest
from conftest import WriteDossier
from rich.color import Color as Terminal
from rich.color import ColorSystem
from rich.console import Console
from terminals import at_once, cursor_rows, painted, resized, review, rows, slowly, small_dossier, started, until
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.dossier.files.loading import open_dossier
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.keys.table import KEYS
from tui.screens.terminal.theme import contrast, readable_colours
from tui.screens.widgets.marks import BAR, CURSOR_BAR

SIZES = [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)]
SNAPSHOTS = Path(__file__).parent / "snapshots"
CLAIM = "The attack on Belgorod on 30 December 2023 killed 22 people."
TO_CLAIM = "/belgorod-dead-22<enter>"
COLOURED = [theme for theme in BUILTIN_THEMES.values() if not theme.ansi]
"""The themes that bring colours of their own, rather than take the terminal's."""
RATINGS = ("1 true", "2 mostly-true", "3 mixed", "4 mostly-false", "5 false", "6 outdated", "7 unverifiable")


async def test_claim_scale_progress_reviewer_and_state_are_seen_in_every_pane_at_every_size(desk: Path) -> None:
    app = review(desk)
    async with app.run_test(size=SIZES[0]) as pilot:
        await at_once(app, f"1a<enter>2b<enter>{TO_CLAIM}")
        for size in SIZES:
            await resized(pilot, app, size)
            for keys in ("", "<enter>", "j", "jj", "<enter>", "1", "typed", "<escape>", "<escape><escape>"):
                await at_once(app, keys)
                screen = painted(app)
                assert re.search(r"\b2 of \d+ reviewed  mk  saved 14:03:00 UTC", screen), (size, keys)
                assert all(rating in screen for rating in RATINGS), (size, keys)
                assert CLAIM[:12] in screen, (size, keys)
                assert CLAIM[-10:] in screen or size == (60, 20), (size, keys)
                assert all(len(row) >= size[0] - 1 for row in rows(app)), (size, keys)


async def test_a_long_reviewer_and_a_long_title_push_nothing_out(write_dossier: WriteDossier) -> None:
    path = small_dossier(write_dossier)
    path.write_text(f"title: {'Long ' * 40}\n{path.read_text()}")
    app = review(path, "Aleksandra Konstantinopolskaya-Featherstonehaugh, Investigations")
    async with app.run_test(size=(60, 20)) as pilot:
        await at_once(app, "1a<enter>fclaim number is:unreviewed 1<enter>")
        for size in ((60, 20), (80, 24)):
            await resized(pilot, app, size)
            header = rows(app)[0]
            assert re.search(r"\b2 of \d+ reviewed", header), size
            assert "Aleksand" in header, size
            assert "saved 14:03:00 UTC" in header, size


@pytest.mark.parametrize("pane", ["", "<enter><right>j", "<enter>j<enter>jj"], ids=["claims", "evidence", "article"])
async def test_other_sizes_keep_the_claim_the_pane_and_the_cursor(desk: Path, pane: str) -> None:
    app = review(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await at_once(app, TO_CLAIM + pane)
        place = app.review.view
        before = (place.claim, place.pane, place.item, place.article.source_id, place.article.sentence)
        for size in [(60, 20), (200, 60), (30, 10), (100, 30), (58, 20), (80, 24), (120, 40)]:
            await resized(pilot, app, size)
            await slowly(app, "<ctrl+s>")
            assert cursor_rows(app)
            assert (place.claim, place.pane, place.item, place.article.source_id, place.article.sentence) == before
        await slowly(app, "jk")
        assert (place.claim, place.pane, place.item, place.article.source_id, place.article.sentence) == before


@pytest.mark.parametrize("field", ["1typed", "f is:open", "/ some", "1x<enter>krmore"])
async def test_other_sizes_keep_an_open_field_and_what_is_typed(write_dossier: WriteDossier, field: str) -> None:
    app = review(small_dossier(write_dossier))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_once(app, field)
        for size in SIZES:
            await resized(pilot, app, size)
            await slowly(app, "+")
        assert f"{field[-4:]}+++++" in painted(app)


async def test_the_evidence_is_laid_out_for_the_width_that_it_gets_before_it_gets_it(
    write_dossier: WriteDossier,
) -> None:
    app = review(small_dossier(write_dossier))
    async with app.run_test(size=(80, 30)) as pilot:
        await started(app)
        for width in (80, 20, 58, 60, 100, 109, 110, 120, 169, 170, 200):
            await resized(pilot, app, (width, 30))
            ahead = app.review.evidence.room
            assert app.review.evidence.page.lines
            await slowly(app, "<enter>")
            assert app.review.evidence.size.width - 1 == ahead == app.review.evidence.room, width
            await slowly(app, "<escape>")


async def test_the_claim_stands_above_a_pane_in_which_it_is_scrolled_away(desk: Path) -> None:
    app = review(desk)
    async with app.run_test(size=(80, 24)):
        await at_once(app, f"{TO_CLAIM}<enter>")
        assert rows(app)[1].strip("━") == "Evidence"
        await slowly(app, "<pagedown>")
        assert rows(app)[1].strip("━") == f"Evidence · {CLAIM}"
        await slowly(app, "<pageup>")
        assert rows(app)[1].strip("━") == "Evidence"


async def test_scrolling_shows_all_of_a_page_that_is_longer_than_the_screen(desk: Path) -> None:
    app = review(desk)
    async with app.run_test(size=(60, 20)):
        await at_once(app, f"{TO_CLAIM}<enter><pageup><pageup>")
        seen = painted(app)
        for _ in range(12):
            await slowly(app, "<pagedown>")
            seen += painted(app)
        seen = seen.replace(CURSOR_BAR, BAR)
        wanted = ["".join(piece.text for piece in line).strip() for line in app.review.evidence.page.lines]
        assert len(wanted) > 60
        assert [line for line in wanted if line not in seen] == []


async def test_a_first_card_below_a_long_reason_is_brought_into_view(write_dossier: WriteDossier) -> None:
    path = small_dossier(write_dossier)
    verdict = '    verdict: {rating: "true", rationale: "' + "line\\n" * 40 + '"}\n'
    path.write_text(path.read_text().replace("    tags: [toll]\n", verdict))
    app = review(path)
    async with app.run_test(size=(80, 24)):
        await slowly(app, "<enter>")
        assert "First fact here." in cursor_rows(app)


async def test_the_cursor_and_the_active_pane_are_seen_without_colours(desk: Path) -> None:
    app = review(desk)
    async with app.run_test(size=(200, 50)):
        await started(app)
        for keys, pane, words in (
            ("", "Claims", "39 people"),
            ("<enter>", "Evidence", "Russian strikes"),
            ("<enter>", "Article", "39 people"),
        ):
            await slowly(app, keys)
            assert f"━{pane}" in rows(app)[1]
            assert sum(f"━{name.value.capitalize()}" in rows(app)[1] for name in Pane) == 1
            assert words in cursor_rows(app)
        await slowly(app, "<escape>jjjjjjjj")
        assert "▌" in "".join(row for row in rows(app) if "silent" in row or "open" in row)


def test_every_theme_is_readable_and_so_is_no_colour_at_all() -> None:
    for theme in COLOURED:
        variables = theme.to_color_system().generate()
        text = Color.parse(variables["foreground"])
        for ground in map(Color.parse, (variables["background"], variables["panel"], variables["surface-lighten-1"])):
            colours = readable_colours(variables)
            assert colours.pop("desk-cursor") == variables["surface-lighten-1"]
            for colour in map(Color.parse, colours.values()):
                assert contrast(colour, ground) >= min(4.5, contrast(text, ground)) - 0.05, theme.name


def test_hue_has_a_meaning_in_every_theme() -> None:
    for theme in COLOURED:
        colours = readable_colours(theme.to_color_system().generate())
        hues = {key: 360 * Color.parse(colours[f"desk-{key}"]).hsl.h for key in ("supports", "contradicts", "accent")}
        assert 190 <= hues["supports"] <= 215, theme.name
        assert 20 <= hues["contradicts"] <= 50, theme.name
        for other in ("supports", "contradicts"):
            apart = abs(hues["accent"] - hues[other])
            assert min(apart, 360 - apart) >= 30, theme.name


async def test_in_sixteen_colours_what_has_another_meaning_has_another_colour_and_can_be_read(
    write_dossier: WriteDossier,
) -> None:
    app = review(small_dossier(write_dossier))
    app.console = Console(color_system="standard", force_terminal=True)
    async with app.run_test(size=(80, 24)):
        for theme in ("textual-dark", "textual-light", "nord"):
            app.theme = theme
            found = app.get_css_variables()
            names = ("background", "desk-cursor", "foreground", "desk-supports", "desk-contradicts", "desk-accent")
            numbers = [Terminal.parse(found[name]).downgrade(ColorSystem.STANDARD).number for name in names]
            assert len(set(numbers)) == len(names)
            for ground in ("background", "panel", "desk-cursor"):
                for name in ("foreground", *(name for name in found if name.startswith("desk-"))):
                    if name != "desk-cursor":
                        seen = contrast(Color.parse(found[name]), Color.parse(found[ground]))
                        assert seen >= 2.7, (theme, name, ground)


async def test_every_theme_can_be_chosen(write_dossier: WriteDossier) -> None:
    app = review(small_dossier(write_dossier))
    async with app.run_test(size=(80, 24)):
        assert {theme.name for theme in COLOURED} < set(app.available_themes)
        for theme in app.available_themes:
            app.theme = theme
            await slowly(app, "j")
        assert re.search(r"\b1 of \d+ reviewed", painted(app))


async def compare(app: FactcheckApp, name: str) -> None:
    """Compare the screen with what is kept of it; FACTCHECK_UPDATE_SNAPSHOTS=1 keeps it anew."""
    kept = SNAPSHOTS / f"{name}.txt"

    def screen() -> str:
        return "\n".join(row.rstrip() for row in rows(app)) + "\n"

    if os.environ.get("FACTCHECK_UPDATE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        kept.write_text(screen(), encoding="utf-8")
    wanted = kept.read_text(encoding="utf-8")
    with contextlib.suppress(AssertionError):  # a screen under a dialog is painted a little later
        await until(lambda: screen() == wanted)
    assert screen() == wanted


@pytest.mark.parametrize(
    ("name", "size", "keys"),
    [
        ("claims-80x24", (80, 24), "6The count of 31 December.<enter>"),
        ("evidence-80x24", (80, 24), f"{TO_CLAIM}<enter>"),
        ("article-80x24", (80, 24), f"{TO_CLAIM}<enter>j<enter>"),
        ("prompt-80x24", (80, 24), f"{TO_CLAIM}6Later counts are higher.<enter>k5Not yet"),
        ("rationale-80x24", (80, 24), f"{TO_CLAIM}6Later counts are higher.<enter>kr<enter>More."),
        ("help-80x24", (80, 24), "?"),
        ("evidence-120x40", (120, 40), f"{TO_CLAIM}<enter><right>j"),
        ("article-120x40", (120, 40), f"{TO_CLAIM}<enter>j<enter>j"),
        ("all-200x50", (200, 50), f"{TO_CLAIM}<enter>"),
    ],
)
async def test_the_screen_looks_as_it_did(
    write_dossier: WriteDossier, desk: Path, name: str, size: tuple[int, int], keys: str
) -> None:
    app = review(desk)
    async with app.run_test(size=size):
        await started(app)
        await at_once(app, keys)

        await compare(app, name)


EMPTY = {
    "no claims": ("claims: []\n", {"a": "One. Two."}, "no claim is shown"),
    "no claims, no sources": ("claims: []\n", {}, "no claim is shown"),
    "no sources": ("claims:\n  - {id: x, text: X.}\n", {}, "There is no article."),
    "an empty article": ("claims:\n  - {id: x, text: X.}\n", {"a": ""}, "? open, nothing found in 1:"),
    "one claim without evidence": (
        "claims:\n  - {id: x, text: X.}\n",
        {"a": "One. Two."},
        "? open, nothing found in 1:",
    ),
    "an unreadable article": ("sources: {a: {file: gone.txt}}\nclaims:\n  - {id: x, text: X.}\n", {}, "can't be read"),
}


@pytest.mark.parametrize("kind", EMPTY)
async def test_with_little_to_review_the_screen_says_so(write_dossier: WriteDossier, kind: str) -> None:
    claims, articles, said = EMPTY[kind]
    app = review(write_dossier(f"articles: articles\n{claims}", **articles))
    async with app.run_test(size=(200, 40)):
        await started(app)
        assert said in painted(app)


LEFT_OUT = {
    *("app.leave", "place.enter", "place.back", "pane.next", "pane.previous"),
    *(f"verdict.{digit}" for digit in range(2, 10)),
}
"""Keys that lead away, and those that do what the first rating does."""


@pytest.mark.parametrize("kind", ["no claims, no sources", "one claim without evidence", "an unreadable article"])
async def test_with_little_to_review_no_key_does_harm(write_dossier: WriteDossier, kind: str) -> None:
    claims, articles, _ = EMPTY[kind]
    path = write_dossier(f"articles: articles\n{claims}", **articles)
    before = open_dossier(path).dossier.claims
    app = review(path)
    async with app.run_test(size=(200, 40)) as pilot:
        await started(app)
        for size, panes in (((120, 30), ["<escape><escape>"]), ((80, 24), ["<enter>", "<tab>"])):
            await pilot.resize_terminal(*size)
            for pane in panes:
                await slowly(app, pane)
                for key in KEYS:
                    if key.id not in LEFT_OUT:
                        name = key.keys.partition(",")[0]
                        await at_once(app, f"<{name}><escape>" if len(name) > 1 else f"{name}<escape>")
                        assert app.is_running
                        await slowly(
                            app, "<tab>" * [Pane.CLAIMS, Pane.EVIDENCE, Pane.ARTICLE].index(app.review.view.pane)
                        )

    after = open_dossier(path).dossier.claims
    assert [claim._replace(evidence=()) for claim in after] == [claim._replace(evidence=()) for claim in before]


async def test_a_claim_without_evidence_says_that_there_is_none_and_what_is_open(write_dossier: WriteDossier) -> None:
    app = review(small_dossier(write_dossier))
    async with app.run_test(size=(80, 24)):
        await slowly(app, "jj<enter>")
        screen = painted(app)
        assert screen.count("none") == 2
        assert "? open, nothing found in 4: ▌a, b, c, d" in " ".join(screen.split()).replace(":▌", ": ▌")
