"""Laying text out in cells loses nothing, keeps to its width, and knows where everything stands."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import walk_packages
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rows import check_all

from tui import screens
from tui.dossier.values.article import Article
from tui.dossier.values.model import Claim, Dossier, Evidence, MadeIn, Quote, Source, Stance, Verdict
from tui.dossier.values.text import clean_line
from tui.screens.desk.header import scale_rows, shortened
from tui.screens.keys.keymap import Keymap
from tui.screens.keys.table import KeyContext
from tui.screens.panes.claim_page import page
from tui.screens.panes.items import Item
from tui.screens.panes.page import Column, highlighted
from tui.screens.widgets import text_layout as layout
from tui.screens.widgets.click_lines import Button
from tui.screens.widgets.footer import footer
from tui.screens.widgets.marks import BAR, CURSOR_BAR
from tui.screens.widgets.text_layout import (
    MOST_MARKS,
    Line,
    Mark,
    Piece,
    beside,
    both_ends,
    clipped,
    cut,
    fitted,
    flow,
    flow_line,
    spread,
    width_of,
    wrap,
)

NASTY = (
    "日本語",
    "👩\u200d🚒",
    "e\u0301",
    "مرحبا",
    "☎\ufe0f",
    "🇺🇦",
    "x" * 40,
    "\u0301",
    "한글",
    "ﷺ",
    "a",
    " ",
    "  ",
    "\u3000",
    "—",
)
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=12), max_size=12).map("".join).map(clean_line)
PLAIN = st.text("ab —éя", max_size=120)
WIDTHS = st.integers(2, 60)
LINES = st.lists(st.builds(Piece, TEXTS, st.sampled_from(["", "dim", "cursor strong"])), max_size=4)

SCALE = ("true", "mostly-true", "mixed", "mostly-false", "false", "outdated", "unverifiable")


def text_of(line: Line) -> str:
    """A line without its styles."""
    return "".join(piece.text for piece in line)


def without_blanks(text: str) -> str:
    """What must not be lost."""
    return "".join(text.split())


@given(TEXTS, WIDTHS)
def test_wrapping_loses_and_reorders_nothing_but_blanks(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert without_blanks("".join(text[start:end] for start, end in lines)) == without_blanks(text)
    assert all(start <= end <= following <= len(text) for (start, end), (following, _) in pairwise(lines))


@given(TEXTS, WIDTHS)
def test_no_wrapped_line_is_wider_than_allowed(text: str, width: int) -> None:
    assert all(cell_len(text[start:end]) <= width for start, end in wrap(text, width))


@given(PLAIN, WIDTHS)
def test_the_quick_way_of_wrapping_is_the_slow_one(text: str, width: int) -> None:
    with mock.patch.object(layout, "_NARROW", re.compile("(?!)")):  # takes no text for a plain one
        slow = wrap(text, width)

    assert wrap(text, width) == slow


@given(PLAIN, WIDTHS)
def test_a_wrapped_line_could_not_have_taken_the_next_word(text: str, width: int) -> None:
    for (start, _), (following, end) in pairwise(wrap(text, width)):
        word = text[following:end].split(" ", maxsplit=1)[0]

        assert following + len(word) - start > width


@given(LINES, st.integers(0, 60))
def test_a_fitted_line_is_just_so_wide_and_keeps_what_fits(line: Line, width: int) -> None:
    fitting = fitted(line, width)

    assert width_of(fitting) == width
    assert text_of(fitting).removesuffix("…").rstrip().startswith(text_of(line)[: max(0, width // 8)].rstrip())
    if width_of(line) <= width:
        assert text_of(fitting).rstrip() == text_of(line).rstrip()


@given(LINES, WIDTHS, st.integers(1, 4))
def test_a_line_that_flows_keeps_its_styles_its_width_and_its_limit(line: Line, width: int, most: int) -> None:
    lines = flow_line(line, width, most)

    assert len(lines) <= most
    assert all(width_of(each) <= width for each in lines)
    styles = {piece.style for piece in line}
    assert all(piece.style in {*styles, ""} for each in lines for piece in each)
    if len(wrap(text_of(line), width)) <= most:
        assert without_blanks("".join(map(text_of, lines))) == without_blanks(text_of(line))


def test_what_is_clipped_ends_in_an_ellipsis_and_what_is_not_stays() -> None:
    lines = flow("one two three four", 8)

    assert [text_of(line) for line in clipped(lines, 8, 2)] == ["one two", "three f…"]
    assert clipped(lines, 8, 3) == lines


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_marks_cover_just_their_characters(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, f"m{number}") for number, (start, end) in enumerate(spans)]
    styles = [piece.style.split() for piece in cut(text, 0, len(text), "base", marks) for _ in piece.text]

    expected = [["base", *(mark.style for mark in marks if mark.start <= at < mark.end)] for at in range(len(text))]
    assert text_of(cut(text, 0, len(text), "base", marks)) == text
    assert styles == expected


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4), WIDTHS)
def test_two_columns_stand_beside_each_other_without_touching(left: list[str], right: list[str], width: int) -> None:
    rows = beside([[Piece(text)] for text in left], [[Piece(text)] for text in right], width)

    assert len(rows) == max(len(left), len(right))
    for number, row in enumerate(rows):
        wanted = right[number] if number < len(right) else ""
        assert text_of(row).endswith(wanted)
        assert width_of(row) - cell_len(wanted) == width + 2


def line_of(row: list[Button]) -> Line:
    """The buttons of a line as one line."""
    return [piece for button in row for piece in button.line]


def test_scale_and_keys_fit_every_width_and_help_and_quit_are_always_there() -> None:
    def check_width(width: int) -> None:
        lines = [line_of(row) for row in scale_rows(SCALE, Keymap(), width, "mixed")]

        for context in KeyContext:
            line = line_of(footer(Keymap(), context, width))
            assert width_of(line) <= width + 2  # the blanks at its end
            assert text_of(line).endswith("? help  q quit  ")
        assert "".join(map(text_of, lines)).split() == [
            word for digit, rating in enumerate(SCALE, 1) for word in (str(digit), rating)
        ]
        assert all(width_of(line) <= width for line in lines)
        assert [piece.text for line in lines for piece in line if "strong" in piece.style] == ["mixed"]
        assert len(lines) == (1 if width >= 78 else 2)

    check_all(((width,) for width in range(60, 201)), check_width)


@given(TEXTS, st.integers(0, 40))
def test_what_is_shortened_keeps_to_its_room(text: str, room: int) -> None:
    assert width_of(shortened(Piece(text), room)) <= room


@given(TEXTS, st.integers(0, 40))
def test_of_a_text_that_is_too_long_both_ends_are_kept(text: str, width: int) -> None:
    cleaned = clean_line(text)
    shown = both_ends(cleaned, width)

    assert cell_len(shown) <= width
    if cell_len(cleaned) <= width and len(cleaned) <= MOST_MARKS * width:
        assert shown == cleaned
    else:
        head, _, tail = shown.partition("…") if "…" not in cleaned else (shown[: width > 1], "", "")
        assert cleaned.startswith(head.rstrip())
        assert cleaned.endswith(tail)


def test_claims_that_begin_alike_are_told_apart() -> None:
    claims = [f"The attack on Belgorod on 30 December 2023 killed {count} people." for count in (14, 16)]

    assert [both_ends(claim, 40) for claim in claims] == [
        "The attack on Belgor…3 killed 14 people.",
        "The attack on Belgor…3 killed 16 people.",
    ]


@given(TEXTS, st.integers(0, 60))
def test_the_right_end_of_a_spread_line_stays_whole(text: str, width: int) -> None:
    line = spread([Piece(text)], [Piece("right")], width)

    assert text_of(line).endswith("right")
    assert width_of(line) == max(width, 5)


def dossier(entries: list[tuple[int, Stance]], words: str) -> Dossier:
    """A dossier of one claim with evidence from some of six sources, in which strange words stand everywhere."""
    text = f"One {words}. A passage of {words} stands here. The end."
    sources = {
        f"s{number}": Source(
            f"s{number}", f"s{number}.txt", words, Article(f"s{number}.txt", text), publisher=words[number:]
        )
        for number in range(6)
    }
    evidence = tuple(
        Evidence(f"s{number}", stance, None if stance is Stance.SILENT else Quote("A passage"), note=words)
        for number, stance in entries
    )
    claim = Claim(
        "c", f"A claim of {words}.", claimant=words, tags=(words,), made_in=MadeIn("s0", Quote("One")),
        evidence=evidence, verdict=Verdict("true", f"{words}\nof two lines", words, "2026-11-22T14:03:00Z"),
    )  # fmt: skip
    return Dossier(Path("claims.yaml"), words, ("true", "false"), sources, (claim,), {"c": 0})


ENTRIES = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(Stance)), max_size=8)


@given(ENTRIES, TEXTS, st.integers(20, 200))
def test_every_entry_and_every_open_source_has_a_place_of_its_own_on_the_page(
    entries: list[tuple[int, Stance]], words: str, width: int
) -> None:
    laid = page(dossier(entries, words), dossier(entries, words).claims[0], width)

    settled = {f"s{number}" for number, _ in entries}
    opened = {Item(f"s{number}", None) for number in range(6) if f"s{number}" not in settled}
    assert set(laid.extents) == {Item(f"s{number}", at) for at, (number, _) in enumerate(entries)} | opened
    cells = [
        (y, x) for place in laid.extents.values() for y in range(place.top, place.bottom) for x in range(place.left, place.right)
    ]  # fmt: skip
    assert len(cells) == len(set(cells))
    assert all(place.top < place.bottom <= len(laid.lines) for place in laid.extents.values())
    assert all(0 <= place.left < place.right <= width for place in laid.extents.values())
    assert all(width_of(line) <= width for line in laid.lines)


@given(ENTRIES, TEXTS.filter(lambda text: BAR[0] not in text), st.sampled_from([20, 57, 77, 76, 126, 155]))
def test_the_cursor_covers_just_the_place_it_stands_on(
    entries: list[tuple[int, Stance]], words: str, width: int
) -> None:
    laid = page(dossier(entries, words), dossier(entries, words).claims[0], width)
    for place in laid.extents.values():
        for y in range(place.top, place.bottom):
            line = highlighted(laid.lines[y], place, "cursor")
            at = 0
            for piece in line:
                after = at + cell_len(piece.text)
                assert ("cursor" in piece.style) == (place.left <= at and after <= place.right) or not piece.text
                at = after
            assert at >= place.right
            before, now = text_of(laid.lines[y]), text_of(line).rstrip()
            changed = [(old, new) for old, new in zip(before, now, strict=False) if old != new]
            assert changed == (
                [(BAR[0], CURSOR_BAR[0])]
                if place.column is not Column.WHOLE or BAR in before
                else [(" ", CURSOR_BAR[0])]
            )


@given(ENTRIES, st.integers(20, 200))
def test_every_stop_is_reached_by_keys_and_each_key_stays_on_the_page(
    entries: list[tuple[int, Stance]], width: int
) -> None:
    laid = page(dossier(entries, "words"), dossier(entries, "words").claims[0], width)
    reached = set(laid.items[:1])
    todo = list(reached)
    while todo:
        item = todo.pop()
        for other in (laid.below(item, 1), laid.below(item, -1), laid.beside(item, 0), laid.beside(item, 1)):
            assert other in laid.extents
            if other not in reached:
                reached.add(other)
                todo.append(other)

    assert reached == set(laid.extents)


def test_the_styles_that_lines_name_are_known() -> None:
    laid = page(dossier([(0, Stance.SUPPORTS), (1, Stance.SILENT)], "w"), dossier([], "w").claims[0], 80)
    from tui.screens.widgets.lines import STYLES

    assert {name for line in laid.lines for piece in line for name in piece.style.split()} <= set(STYLES)


def test_every_class_that_the_style_sheet_names_exists() -> None:
    modules = [import_module(found.name) for found in walk_packages(screens.__path__, "tui.screens.")]
    known = {name for module in modules for name, value in vars(module).items() if isinstance(value, type)}
    sheet = Path(str(screens.__path__[0]), "factcheck.tcss").read_text("utf-8")
    named = set(re.findall(r"\b[A-Z]\w+", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)))

    assert {"Dialog", "Lines", "ReviewScreen"} <= named <= known


def test_a_text_without_wide_characters_goes_the_quick_way() -> None:
    assert layout._NARROW.fullmatch("Strikes “hit” Kharkiv — Губернатор said… 22 were killed, né")
    assert not layout._NARROW.fullmatch("日本")
    assert not layout._NARROW.fullmatch("e\u0301")
