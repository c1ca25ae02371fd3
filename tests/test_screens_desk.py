"""What makes hours at the desk bearable: ends of lists, screens of text, a citation, the reviewer's own editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from hypothesis import given
from hypothesis import strategies as st
from terminals import Press, at_once, painted, review, rows, slowly, small_dossier, verdicts

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.model import Source
from tui.dossier.values.text import clean_line
from tui.reports.citation import citation
from tui.screens.app import FactcheckApp
from tui.screens.terminal.external_editor import editor_command, run_editor

PACE = pytest.mark.parametrize("press", [slowly, at_once], ids=["slowly", "at once"])
OLD_REASON = "An old reason\nof two lines"
LONG = " ".join(f"Sentence number {number} is here." for number in range(200))


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of twelve claims on four articles."""
    return review(small_dossier(write_dossier))


@PACE
@pytest.mark.parametrize(
    ("keys", "claim"),
    [
        ("<end>", "c11"),
        ("<end><home>", "c0"),
        ("<pagedown>", "c7"),
        ("<pagedown><pagedown><pagedown>", "c11"),
        ("<end><pageup>", "c4"),
        ("1<home>x<end>y<escape>", "c0"),
    ],
)
async def test_home_end_and_screens_move_the_cursor_of_the_claims(
    app: FactcheckApp, press: Press, keys: str, claim: str
) -> None:
    async with app.run_test(size=(80, 19)):
        await slowly(app, "")
        await press(app, keys)

        assert app.review.view.claim is not None
        assert app.review.view.claim.id == claim


@PACE
async def test_in_the_article_the_cursor_goes_with_the_screen_and_the_next_key_goes_on_from_there(
    write_dossier: WriteDossier, press: Press
) -> None:
    claims = "articles: articles\nsources: {a: {file: a.txt, publisher: The Long Herald}}\nclaims:\n  - id: c\n    text: C.\n"
    app = review(write_dossier(claims, a=LONG))
    async with app.run_test(size=(80, 24)):
        await slowly(app, "<enter><enter>")
        height = app.review.article.size.height
        await press(app, "<pagedown>")
        after_one = app.review.view.article.sentence
        assert "The Long Herald" in painted(app), "the pane is named by its source when that is scrolled away"
        assert app.review.article.top >= height - 6
        await press(app, "j")
        assert app.review.view.article.sentence == after_one + 1
        assert app.review.article.top >= height - 6, "the view did not jump back"
        await press(app, "<end>")
        assert app.review.view.article.sentence == 199
        await press(app, "<home>")
        assert (app.review.view.article.sentence, app.review.article.top) == (0, 0)
        await press(app, "<pageup>")
        assert app.review.view.article.sentence == 0


@PACE
@pytest.mark.parametrize(
    ("keys", "expected", "claim"),
    [
        ("1because<enter>.<enter>", {"c0": ("true", "because"), "c1": ("true", "because")}, "c2"),
        ("1because<enter>. too<enter>", {"c0": ("true", "because"), "c1": ("true", "because too")}, "c2"),
        ("1because<enter>.<escape>", {"c0": ("true", "because")}, "c1"),
        ("1because<enter>2<up><enter>", {"c0": ("true", "because"), "c1": ("mostly-true", "because")}, "c2"),
        ("1because<enter>2x<up><enter>", {"c0": ("true", "because"), "c1": ("mostly-true", "x")}, "c2"),
        (".<enter>", {}, "c1"),
        ("jjj5<up><enter>k.<enter>", {"c3": ("false", OLD_REASON), "c2": ("false", OLD_REASON)}, "c4"),
    ],
)
async def test_the_last_verdict_can_be_given_again_with_its_reason(
    app: FactcheckApp, press: Press, keys: str, expected: dict[str, tuple[str, str]], claim: str
) -> None:
    async with app.run_test(size=(120, 24)):
        await press(app, keys)

        if keys != ".<enter>":
            assert app.review.view.claim is not None
            assert app.review.view.claim.id == claim
    assert verdicts(app.session.path) == {"c3": ("mixed", OLD_REASON), **expected}


async def test_after_a_restart_the_reviewer_s_own_last_verdict_is_offered_and_nobody_else_s(
    write_dossier: WriteDossier,
) -> None:
    app = review(small_dossier(write_dossier))
    async with app.run_test(size=(120, 24)):
        await at_once(app, ".")
        assert "no verdict was given yet" in painted(app), "the one in the file is of somebody else"
        await at_once(app, "2mine<enter>")
    app = review(app.session.path)
    async with app.run_test(size=(120, 24)):
        await at_once(app, "jj.<enter>")
    assert verdicts(app.session.path)["c2"] == ("mostly-true", "mine")


@PACE
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
async def test_a_postponed_claim_comes_at_the_end_of_the_queue(
    app: FactcheckApp, press: Press, keys: str, claim: str
) -> None:
    async with app.run_test(size=(120, 50)):
        await press(app, keys)

        assert app.review.view.claim is not None
        assert app.review.view.claim.id == claim
        if keys == "p":
            assert any("   postponed  ? 1 open" in row for row in rows(app))


async def test_what_is_open_stays_whole_beside_the_counts(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 50)):
        await slowly(app, "")
        assert any("unreviewed  ? 1 open" in row and "✓ 1   " in row for row in rows(app))
        app.review.claims._open_count = lambda *_: 3_991
        app.review.claims.relayout()
        await slowly(app, "j")
        assert any("unreviewed  ? 3,991  " in row and "✓ 1   " in row for row in rows(app))
        assert any("unreviewed  ? 3,991 open" in row for row in rows(app)), "where nothing speaks for the claim"


@PACE
@pytest.mark.parametrize(
    ("keys", "key", "value", "at"),
    [
        ("<enter>aThe mayor: #1<enter>", "attributed_to", "The mayor: #1", 0),
        ("<enter>aX<enter>a<backspace><enter>", "attributed_to", "", 0),
        ("<enter>ASee <escape>", "note", "", 0),
        ("<enter>Da<enter><backspace>2024-01<enter>", "as_of", "2024-01", 0),
        ("<enter><enter>Asaid so<enter>", "note", "said so", 0),
        ("<enter><right>a and Z<enter>", "attributed_to", "Y and Z", 1),
        ("<enter>aX<enter>u", "attributed_to", "", 0),
    ],
)
async def test_who_said_it_when_it_held_and_a_note_are_set_beside_the_evidence(
    app: FactcheckApp, press: Press, keys: str, key: str, value: str, at: int
) -> None:
    async with app.run_test(size=(120, 24)):
        await press(app, keys)

        assert getattr(open_dossier(app.session.path).dossier.claim("c0").evidence[at], key) == value
        assert app.session.working_copy.is_saved


@PACE
@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("a", "go to a piece of evidence first"),
        ("<enter>DThursday<enter>", "“Thursday” is no day (2023-12-31), no month (2023-12) and no start/end"),
        ("<enter>a<enter>", "there is nothing to take out"),
        ("<enter><end>a", "there are no words of which that could be said"),
    ],
)
async def test_an_annotation_that_makes_no_sense_is_refused_in_words(
    app: FactcheckApp, press: Press, keys: str, words: str
) -> None:
    before = app.session.path.read_bytes()
    async with app.run_test(size=(120, 24)):
        await press(app, keys + ("x<enter>" if keys.endswith("<end>a") else ""))

        assert words in painted(app)
    assert app.session.path.read_bytes() == before


@PACE
async def test_ends_of_a_claim_s_page(app: FactcheckApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)):
        await press(app, "<enter><end>")
        assert app.review.view.item == app.review.evidence.page.items[-1]
        await press(app, "<home>")
        assert app.review.view.item == app.review.evidence.page.items[0]


async def test_what_is_no_article_text_is_dimmed(write_dossier: WriteDossier) -> None:
    claims = (
        "articles: articles\nsources: {a: {file: a.txt, skip: [Subscribe now]}}\nclaims:\n  - id: c\n    text: C.\n"
    )
    app = review(write_dossier(claims, a="One is here.\n\nSubscribe now\n\nTwo is here."))
    async with app.run_test(size=(80, 24)):
        await slowly(app, "<enter><enter>")
        article = app.review.article
        styles = {piece.text.strip(): piece.style for y in range(article.count()) for piece in article.line(y)}

    assert styles["Subscribe now"] == "dim"
    assert styles["Two is here."] == ""


async def test_a_claim_with_a_lost_quote_bears_a_mark_before_it_is_judged(write_dossier: WriteDossier) -> None:
    path = small_dossier(write_dossier)
    path.write_text(path.read_text().replace("quote: First fact", "quote: Nowhere", 1))
    app = review(path)
    async with app.run_test(size=(80, 24)):
        await slowly(app, "")

        assert "! quote lost" in rows(app)[3]
        assert not any("! quote lost" in row for row in rows(app)[4:])


@PACE
async def test_a_summary_that_was_worked_on_is_kept_beside_the_new_one(app: FactcheckApp, press: Press) -> None:
    summary = app.session.path.with_name("claims.summary.md")
    summary.write_text("worked on for hours")
    async with app.run_test(size=(120, 24)):
        await press(app, "ww")

        assert "summary written to" in painted(app)
        assert "worked on" not in summary.read_text()
    assert summary.with_name("claims.summary.md~").read_text() == "worked on for hours"


@PACE
async def test_y_copies_the_quote_with_its_source(app: FactcheckApp, press: Press) -> None:
    async with app.run_test(size=(120, 24)):
        await press(app, "y")
        assert "go to a quote" in painted(app)
        await press(app, "<enter>y")
        assert app.clipboard.startswith("“First fact” — “First fact here.")
        await press(app, "<enter>jy")
        assert app.clipboard.startswith("“")
        assert "copied" in painted(app)


def test_a_citation_names_author_title_publisher_day_and_a_web_address_alone() -> None:
    source = Source("a", "a.txt", "Bridge closed", None, "The Herald", "A. Reporter", "2024-03-01", "https://x.org/b")

    assert citation(source, "The  bridge\nis closed") == (
        "“The bridge is closed” — A. Reporter, “Bridge closed”, The Herald, 2024-03-01, https://x.org/b"
    )
    assert citation(source, "It is closed", "the mayor").startswith("“It is closed” — said by the mayor, A. Reporter")
    assert "javascript" not in citation(source._replace(url="javascript:alert(1)"), "x")


@given(st.text(), st.text())
def test_a_citation_is_one_line_without_what_a_terminal_would_act_on(words: str, name: str) -> None:
    made = citation(Source("a", "a.txt", name, None, name, name, name, name), words)

    assert made == clean_line(made)
    assert "\n" not in made


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({}, ["vi", "+7", "/d/claims.yaml"]),
        ({"EDITOR": "nano"}, ["nano", "+7", "/d/claims.yaml"]),
        ({"EDITOR": "nano", "VISUAL": "emacs -nw"}, ["emacs", "-nw", "+7", "/d/claims.yaml"]),
        ({"EDITOR": "/usr/bin/code"}, ["/usr/bin/code", "--wait", "--goto", "/d/claims.yaml:7"]),
        ({"EDITOR": "hx"}, ["hx", "/d/claims.yaml:7"]),
        ({"EDITOR": "'/a b/ed'"}, ["/a b/ed", "+7", "/d/claims.yaml"]),
        ({"EDITOR": "it's"}, ["it's", "+7", "/d/claims.yaml"]),
        ({"EDITOR": " "}, ["vi", "+7", "/d/claims.yaml"]),
    ],
)
def test_the_editor_is_the_reviewer_s_own_at_the_line_of_the_claim(
    environment: dict[str, str], command: list[str]
) -> None:
    assert editor_command(environment, Path("/d/claims.yaml"), 7) == command


def test_an_editor_that_is_not_there_or_fails_is_said_in_words(tmp_path: Path) -> None:
    assert "set EDITOR" in run_editor([str(tmp_path / "no-such-editor")])
    assert "status 3" in run_editor(["sh", "-c", "exit 3"])
    assert run_editor(["true"]) == ""


@PACE
async def test_what_cannot_be_lent_the_terminal_is_said(app: FactcheckApp, press: Press) -> None:
    async with app.run_test(size=(120, 24)):
        await press(app, "e")

        assert "this terminal can't be lent to an editor" in painted(app)
        await press(app, "1still here<enter>")
    assert verdicts(app.session.path)["c0"] == ("true", "still here")
