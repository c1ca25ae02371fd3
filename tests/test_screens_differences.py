"""Two quotes of a claim stand side by side with what differs marked, however fast the keys come."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from hypothesis import given
from hypothesis import strategies as st
from nasty import STRINGS
from terminals import ANEW, at_once, painted, resized, review, rows, slowly, verdicts

from tui.dossier.values.article import Article
from tui.dossier.values.model import Claim, Dossier, Evidence, Quote, Source, Stance
from tui.dossier.values.text import clean, clean_line
from tui.evidence.differences import Comparison, compare
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.sheets.compare import CompareSheet, Passage, describe_comparison, others
from tui.screens.widgets.text_layout import width_of

CLAIMS = """
articles: articles
sources:
  herald: {file: herald.txt, publisher: The Herald, published: 2021-05-04}
  times: {file: times.txt, publisher: The Times, published: 2021-05-03}
claims:
  - id: toll
    text: The flood in Harburg killed 22 people.
    evidence:
      - {source: herald, stance: supports, quote: At least 22 people were killed in Harburg on Monday, attributed_to: The mayor}
      - {source: times, stance: context, quote: The river rose at night., as_of: 2021-05-02}
      - {source: times, stance: contradicts, quote: At least 25 people were injured in Harburg on Monday}
      - {source: quiet, stance: silent}
  - id: alone
    text: The river rose at night.
    evidence:
      - {source: times, stance: supports, quote: The river rose at night.}
  - id: none
    text: The dam broke.
"""
HERALD = "At least 22 people were killed in Harburg on Monday. The flood had killed 21 people in Harburg by noon."
TIMES = "At least 25 people were injured in Harburg on Monday. The river rose at night."


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """A claim with three quotes, one with one, and one with none."""
    return write_dossier(
        CLAIMS, herald=HERALD, times=TIMES, quiet="Quiet.", other="The flood in Harburg killed people."
    )


@pytest.fixture
def app(path: Path) -> FactcheckApp:
    """A review of them."""
    return review(path)


def flat(app: FactcheckApp) -> str:
    """What the dialog says, with what is wrapped in one line again."""
    return " ".join(
        " ".join(row[row.index("│") : row.rindex("│")].strip(" │▐") for row in rows(app) if "│" in row).split()
    )


def differing(app: FactcheckApp) -> list[str]:
    """What is underlined on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return [
        segment.text.strip()
        for strip in strips
        for segment in strip
        if segment.style is not None and segment.style.underline and segment.style.bold
    ]


async def test_the_nearest_quote_stands_beside_the_one_under_the_cursor_with_what_differs_underlined(
    app: FactcheckApp,
) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await at_once(app, "<enter>=")
        assert isinstance(app.screen, CompareSheet)
        for size in ((60, 20), (80, 24), (89, 24), (90, 24), (120, 40)):
            await resized(pilot, app, size)
            shown = flat(app)

            assert differing(app) == ["22", "killed", "25", "injured"], size
            assert any(row.count("At least 2") == 2 for row in rows(app) if "│" in row) is (size[0] >= 90), size
            assert any("The Herald ·" in row and "The Times ·" in row for row in rows(app)) is (size[0] >= 90), size
            for words in (
                "beside 1 of 2 other quotes",
                "8 of 10 words are the same",
                "The Herald · 2021-05-04",
                "✓ supports",
                "said by The mayor",
                "The Times · 2021-05-03",
                "✗ contradicts",
            ):
                assert words in shown, size


THROUGH = {"j": 2, "=": 2, "<down>": 2, "<right>": 2, "k": 2, "jk": 1, "j<up>": 1, "==": 1, "jjj<left>": 1}
"""Which of the two other quotes is shown after keys."""


async def test_keys_go_through_the_other_quotes_round_the_end(app: FactcheckApp) -> None:
    found = {}
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>")
        for keys in THROUGH:
            await at_once(app, f"={keys}")
            shown = flat(app)
            found[keys] = next(number for number in (1, 2) if f"beside {number} of 2" in shown)
            assert ("as of 2021-05-02" in shown) is (found[keys] == 2), keys
            await at_once(app, "<escape>")

    assert found == THROUGH


async def test_the_comparison_is_left_as_it_was_entered_and_takes_no_digit_for_a_verdict(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>")
        for leave in ("<escape>", "q"):
            await at_once(app, f"=1sdj<enter>{leave}")
            place = app.review.view

            assert app.screen is app.review, leave
            assert place.claim is not None
            assert (place.claim.id, place.pane, place.entry) == ("toll", Pane.EVIDENCE, 0), leave
            assert len(place.claim.evidence) == 4, leave
        assert verdicts(app.review.session.dossier.path) == {}


async def test_after_it_the_next_keys_are_the_review_s(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>==j<escape>1because = so<enter>")

        assert verdicts(app.review.session.dossier.path) == {"toll": ("true", "because = so")}


async def test_a_proposed_passage_is_set_beside_the_quotes_too(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>jj=")
        shown = flat(app)

        assert isinstance(app.screen, CompareSheet)

    assert "other ? not judged yet The flood in Harburg killed people." in shown
    assert "beside 1 of 3 other quotes" in shown


async def test_in_the_article_what_is_marked_is_set_beside_the_quotes(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 30)):
        await at_once(app, "<enter><enter>j=")
        marked = flat(app)
        await at_once(app, "<escape>k=")
        quoted = flat(app)

    assert "? not judged yet The flood had killed 21 people in Harburg by noon." in marked
    assert "of 3 other quotes" in marked
    assert "✓ supports said by The mayor At least 22 people" in quoted
    assert "of 2 other quotes" in quoted


async def test_where_there_are_no_two_quotes_that_is_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        for keys, words in (
            ("=", "go to a quote or a passage first"),
            ("<enter><end>=", "go to a quote or a passage first"),
            ("j<enter>=", "this claim has no other quote"),
            ("jj<enter>=", "go to a quote or a passage first"),
            ("fnothing at all<enter>=", "go to a quote or a passage first"),
        ):
            await at_once(app, ANEW)
            assert words not in painted(app), keys
            await at_once(app, keys)

            assert app.screen is app.review, keys
            assert words in painted(app), keys


async def test_long_quotes_are_scrolled_and_the_next_one_is_shown_from_its_beginning(
    write_dossier: WriteDossier,
) -> None:
    text = " ".join(f"word{at}" for at in range(300))
    evidence = "".join(f"      - {{source: {name}, stance: supports, quote: {text} {name}}}\n" for name in "abc")
    app = review(
        write_dossier(
            f"articles: articles\nclaims:\n  - id: x\n    text: X.\n    evidence:\n{evidence}",
            **{name: f"{text} {name}" for name in "abc"},
        )
    )
    async with app.run_test(size=(60, 20)):
        await slowly(app, "<enter>=")
        assert "words are the same" not in flat(app)
        await at_once(app, "<pagedown><space>" * 20)
        assert "300 of 301 words are the same" in flat(app)
        await at_once(app, "j")
        assert "beside 2 of 2" in flat(app)


async def test_resizing_keeps_the_quote_that_is_shown(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(app, "<enter>=j")
        for size in ((60, 20), (200, 50), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert "beside 2 of 2" in flat(app)


async def test_of_hundreds_of_quotes_only_those_that_are_shown_are_compared(
    write_dossier: WriteDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = set()

    def counted(one: str, other: str) -> Comparison:
        asked.add(other)
        return compare(one, other)

    monkeypatch.setattr("tui.screens.sheets.compare.compare", counted)
    sentences = [f"Sentence number {at} of all." for at in range(400)]
    evidence = "".join(f"      - {{source: a, stance: supports, quote: {sentence}}}\n" for sentence in sentences)
    app = review(
        write_dossier(
            f"articles: articles\nclaims:\n  - id: x\n    text: X.\n    evidence:\n{evidence}", a=" ".join(sentences)
        )
    )
    async with app.run_test(size=(80, 24)):
        await at_once(app, "<enter>=jj")
        assert "beside 3 of 399" in flat(app)

    assert len(asked) <= 3


def test_the_share_of_words_that_are_the_same_is_said_in_words() -> None:
    def of(same: int, words: int, *, is_cut: bool = False) -> str:
        return describe_comparison(Comparison((), (), same, words, is_cut))

    assert of(14, 21) == "14 of 21 words are the same"
    assert of(1, 21) == "1 of 21 words is the same"
    assert of(0, 21) == "none of 21 words is the same"
    assert of(21, 21) == "all 21 words are the same"
    assert of(0, 0) == "there is no word to compare"
    assert of(7, 600, is_cut=True) == "7 of 600 words are the same; only the first 600 words are compared"


@given(st.sampled_from(STRINGS), st.sampled_from(STRINGS), st.integers(40, 160))
def test_no_text_of_strangers_breaks_a_line_of_them(nasty: str, other: str, width: int) -> None:
    text = f"At least 14 people {nasty} died. At least 22 {other} people died."
    source = Source("a", "a.txt", "A", Article("a.txt", text), nasty, published=other)
    quotes = (text[: text.index("At least 22")].strip(), text[text.index("At least 22") :])
    entries = tuple(Evidence("a", Stance.SUPPORTS, Quote(quote), nasty, other) for quote in quotes)
    claim = Claim("x", "X.", evidence=(*entries, Evidence("gone", Stance.CONTEXT, Quote(nasty))))
    dossier = Dossier(Path("claims.yaml"), "T", ("true",), {"a": source}, (claim,), {"x": 0})
    laid = CompareSheet(dossier, Passage.of(entries[0]), others(claim, 0)).layout_lines(width)

    assert all(width_of(line) <= width for line in laid)
    assert all(piece.text == clean(piece.text) for line in laid for piece in line)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\\e[31mred\\a [@click=app.quit]x[/] \\u202eright", "[/b] [red] \\x9b31m tab\\there"),
        ("قتل ٢٢ شخصا في خاركيف", "أصيب ٢٥ شخصا في خاركيف"),
        ("日本の人が二十二人死んだ 👩\u200d🚒", "日本の犬が二十五匹死んだ e\u0301"),
    ],
    ids=["escapes and markup", "right to left", "wide"],
)
async def test_strange_scripts_and_escapes_are_shown_as_written_or_as_signs(
    write_dossier: WriteDossier, one: str, other: str
) -> None:
    app = review(
        write_dossier(
            "articles: articles\nclaims:\n  - id: x\n    text: X.\n    evidence:\n"
            f'      - {{source: a, stance: supports, quote: "{one}"}}\n'
            f'      - {{source: a, stance: contradicts, quote: "{other}"}}\n',
            a="Nothing.",
        )
    )
    quotes = [clean_line(entry.quote.exact) for entry in app.session.dossier.claims[0].evidence if entry.quote]
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>=")
        shown = painted(app)

        assert isinstance(app.screen, CompareSheet)
        assert app.output_filter.stopped == 0
        assert app.is_running
        assert differing(app)

    for quote in quotes:
        assert all(word in shown for word in quote.split())
