"""Whatever stands in articles and claims files, the screen shows it as written or as a visible sign, and obeys none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from conftest import WriteDossier
from terminals import at_once, calm, painted, review, slowly, started, until
from textual import events

from tui.screens.app import FactcheckApp

MARKUP = ("[1]", "[red]", "[@click=app.quit]x[/]", "[/b]", "[/]", "[[", "\\[", "{x}", "$x", "%s", ":smile:")
SIGNS = {
    "\\e]0;title\\a": "␛]0;title␇",
    "\\e[31mred": "␛[31mred",
    "\\x9b31m": "�31m",
    "\\x8d": "�",
    "\\x7f": "␡",
    "\\b\\b": "␈␈",
    "\\u202eright": "⬚right",
    "\\u2066": "⬚",
    "zero\\u200bwidth": "zero·width",
    "\\ufeff": "·",
    "tab\\there": "tab here",
    "line\\u2028end": "line end",
    "\\0": "␀",
}
"""What stands in double quotes in YAML, and what is shown for it."""
WIDE = "日本 👩\u200d🚒 e\u0301"
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
SIZES = [(80, 24), (200, 60)]  # one pane at a time, and all three
WAYS = (
    *("", "<enter>", "<right>", "=", "=", "<escape>"),
    *("j", "<enter>", "jjj", "<escape><escape>", "1", "<up>", "<left><home>x", "<escape>"),
    *("r", "<enter>x", "<escape>", "0", "u", "U", "w", "R", "f", "[1]<enter>", "f<enter>", "/", "]0;<enter>", "/"),
    *("<escape>", "?", "<pagedown>", "<escape>", "2x<enter>", "k<enter>s", "<enter>c", "d"),
)
"""Everything at which text from outside is shown."""


def hostile_dossier(write: WriteDossier, evil: str, name: str | None = None) -> Path:
    """A dossier in which one text, as it stands in double quotes in YAML, is everything; another is every name, if told."""
    name = name or evil
    inside = yaml.safe_load(f'"{evil}"').replace("\0", "\x01")  # a file with a NUL is no article
    return write(
        f'title: "{evil}"\narticles: articles\nscale: ["{name}", b]\nsources:\n  "{name}":\n    file: a.txt\n'
        f'    title: "{evil}"\n    publisher: "{evil}"\n    origin: "{evil}"\n    author: "{evil}"\n'
        f'claims:\n  - id: "{name}"\n    text: "{evil}"\n    claimant: "{evil}"\n    tags: ["{evil}"]\n'
        f'    made_in: {{source: a.txt, quote: "{evil}"}}\n    evidence:\n'
        f'      - {{source: a.txt, stance: supports, quote: "First fact", note: "{evil}", attributed_to: "{evil}"}}\n'
        f'      - {{source: b, stance: contradicts, quote: "{evil}", translation: "{evil}"}}\n'
        f'    verdict: {{rating: "{name}", rationale: "{evil}\\n{evil}", reviewer: "{evil}"}}\n'
        "  - {id: other, text: Other., evidence: [{source: b, stance: silent}]}\n",
        a=f"First fact {inside} goes on.\n\n{inside}",
        b=inside,
        c="Quiet.",
    )


async def look_everywhere(app: FactcheckApp, size: tuple[int, int]) -> str:
    """All that is painted on the way through every pane, field and dialog; none of it raw."""
    seen = ""
    async with app.run_test(size=size):
        await started(app)
        for keys in WAYS:
            await at_once(app, keys)
            screen = painted(app)
            assert not RAW.search(screen.replace("\n", "")), keys
            seen += screen
        assert app.is_running
    assert app.output_filter.stopped == 0
    return seen


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_control_characters_are_shown_as_signs_and_markup_as_written_everywhere(
    write_dossier: WriteDossier, size: tuple[int, int]
) -> None:
    evil = " ".join([*SIGNS, *(part.replace("\\", "\\\\") for part in MARKUP)])
    path = hostile_dossier(write_dossier, evil, evil.replace("\\u2028", ""))
    words = yaml.safe_load('"' + " ".join(SIGNS) + '"')

    seen = await look_everywhere(review(path, f"m {words}"), size)

    for sign in SIGNS.values():
        assert sign in seen
    for markup in MARKUP:
        assert markup in seen


@pytest.mark.parametrize("evil", [WIDE, "x" * 1500, "word " * 300, "日" * 700, "[" * 200, "\\n\\n\\n\\r\\n x"])
async def test_long_wide_and_empty_texts_do_no_harm(write_dossier: WriteDossier, evil: str) -> None:
    seen = await look_everywhere(
        review(hostile_dossier(write_dossier, evil, re.sub(r"\\[nr]", "", evil)[:120])), (60, 20)
    )

    assert "b" in seen


@pytest.mark.parametrize("evil", ["\\e[31mred\\a \\u202eright", "[@click=app.quit]x[/] [/b] [red]"])
async def test_an_old_reason_that_is_taken_into_a_field_is_cleaned(write_dossier: WriteDossier, evil: str) -> None:
    shown = yaml.safe_load(f'"{evil}"').translate({0x1B: "␛", 7: "␇", 0x202E: "⬚"})
    app = review(hostile_dossier(write_dossier, evil))
    async with app.run_test(size=(120, 40)):
        await slowly(app, "2<up>")
        assert app.review.prompt.field.value == f"{shown} {shown}"
        assert shown in painted(app).splitlines()[-2]
        await slowly(app, "<escape>r")
        assert app.review.field.editor is not None
        assert app.review.field.editor.area.text == f"{shown}\n{shown}"
        assert f"Rationale of {shown}, {shown}" in painted(app)
        assert app.output_filter.stopped == 0


async def test_what_is_pasted_into_fields_is_cleaned(write_dossier: WriteDossier) -> None:
    app = review(hostile_dossier(write_dossier, "x"))
    async with app.run_test(size=(120, 40)):
        for keys in ("2", "f", "/", "r"):
            await slowly(app, keys)
            app.post_message(events.Paste("\x1b]0;t\x07 \x9b [red] \u202e\tx"))
            await calm(app)
            assert "␛]0;t␇ � [red] ⬚ x" in painted(app)
            await slowly(app, "<escape>")
        assert app.output_filter.stopped == 0


async def test_the_palette_shows_no_text_as_markup(write_dossier: WriteDossier) -> None:
    app = review(hostile_dossier(write_dossier, "\\e[1m [/b] [@click=app.quit]x[/]"))
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<ctrl+p>")
        for typed in ("verdict", " [/b] [", "[@click=app.quit]x"):
            await slowly(app, typed)
            assert not RAW.search(painted(app).replace("\n", ""))
        app.post_message(events.Paste("\x1b]0;t\x07\u202e"))
        await calm(app)
        await until(lambda: not RAW.search(painted(app).replace("\n", "")))
        assert app.is_running


async def test_a_click_on_markup_in_a_text_runs_nothing(write_dossier: WriteDossier) -> None:
    app = review(hostile_dossier(write_dossier, "[@click=app.quit]a link as long as what is clicked on[/]"))
    async with app.run_test(size=(200, 50)) as pilot:
        await started(app)
        for pane in ("#claims", "#evidence", "#article", "#header", "#scale"):
            for x in range(4, 40, 12):
                await pilot._post_mouse_events(
                    [events.MouseDown, events.MouseUp, events.Click], pane, (x, 3 if pane[1] in "cea" else 0), button=1
                )
        await calm(app)
        assert not app.review.left
        assert app.is_running


async def test_the_last_door_stops_and_counts_what_was_not_cleaned_before(write_dossier: WriteDossier) -> None:
    app = review(hostile_dossier(write_dossier, "x"))
    async with app.run_test(size=(120, 40)):
        await started(app)
        app.review.prompt.field.value = "raw \x1b[31m \x9b \u202e"
        await slowly(app, "1")
        app.review.prompt.field.value = "raw \x1b[31m \x9b \u202e"
        await calm(app)
        await until(lambda: app.output_filter.stopped >= 3)


@pytest.mark.parametrize("text", ["een " * 40 + "e" + "\u0301" * 50_000, "een " * 20_000], ids=["marks", "long"])
async def test_texts_full_of_marks_or_of_what_is_looked_for_hold_nothing_up(
    write_dossier: WriteDossier, text: str
) -> None:
    app = review(write_dossier(f'articles: articles\nclaims:\n  - {{id: x, text: "{text}"}}\n', a="A."))
    async with app.run_test(size=(80, 24)):
        await slowly(app, "jm<escape><ctrl+p>een e")
        assert "› een e" in painted(app)
