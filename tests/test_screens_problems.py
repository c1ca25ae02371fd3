"""What was passed over and what was mistyped is a number on the screen, with the reasons one key away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import OFTEN, at_once, painted, review, rows, slowly, started, until, verdicts
from test_screens_opening import Shut

from tui.cli import main
from tui.dossier.files.loading import open_dossier
from tui.reports.summary import summary
from tui.screens.app import FactcheckApp
from tui.screens.sheets.problems import ProblemsSheet

CLAIMS = """\
articles: articles
claims:
  - id: one
    text: The bridge is closed.
    evidence:
      - {source: herald, stance: supports, quote: The bridge is closed.}
  - id: two
    text: The fair begins.
    claimnt: the mayor
"""
ARTICLES: dict[str, str | bytes] = {
    "herald": "The bridge is closed. It rains.",
    "post": "The fair begins on Friday.",
    "latin": "Die Brücke ist zu.".encode("latin-1"),
}


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Two claims, one with a mistyped key; four files, of which two are no articles."""
    path = write_dossier(CLAIMS, **ARTICLES)
    (path.parent / "articles" / "scan.pdf").write_bytes(b"%PDF")
    return path


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Shut:
    """A folder of articles that can't be read yet."""
    return Shut(monkeypatch)


def said(app: FactcheckApp) -> str:
    """The screen in one line."""
    return " ".join(painted(app).split())


def checked(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines of ``check`` that are no cautions and no counts."""
    main(["-f", str(path), "check"])
    return [
        line
        for line in capsys.readouterr().out.splitlines()
        if (": error: " in line or ": warning: " in line) and " is stale: " not in line
    ]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)], ids=str)
async def test_the_number_of_problems_stands_in_the_header_at_every_width(path: Path, size: tuple[int, int]) -> None:
    app = review(path)
    async with app.run_test(size=size):
        await started(app)
        assert "0 of 2 reviewed  ! 3 problems" in rows(app)[0]
        assert "2 of 4 files are no articles, 1 problem in the claims file: ! shows why" in said(app)
        await slowly(app, "1a<enter>")
        assert "! 3 problems" in rows(app)[0]
        assert "saved 14:03:00 UTC" in rows(app)[0]


async def test_files_that_are_no_articles_are_said_at_the_start_of_a_review_of_articles_outside_too(
    path: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    claims = path.rename(home / path.name)
    claims.write_text(CLAIMS.replace("articles: articles", "articles: ../articles"))
    app = review(claims)
    async with app.run_test(size=(200, 40)):
        await started(app)
        assert "outside of the dossier's folder; 2 of 4 files are no articles" in said(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_sheet_has_the_words_of_check_on_the_lines_of_now(
    path: Path, size: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    app = review(path)
    async with app.run_test(size=size):
        await at_once(app, "1a reason\\nof more lines<enter>k<enter><enter>jx<escape><escape>!")
        assert isinstance(app.screen, ProblemsSheet)
        assert "3 problems; 2 of 4 files are no articles" in said(app)
        shown = app.session.working_copy.problems
        await at_once(app, "<escape>")
        assert len(app.screen_stack) == 1

    assert [str(problem) for problem in shown] == checked(path, capsys)
    assert verdicts(path)


async def test_each_problem_of_the_sheet_can_be_read(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(200, 50)):
        await slowly(app, "!")
        words = said(app).replace(" │ │ ", " ")
        for part in ("has the key “claimnt”, which is not known", "did you mean claimant?", "save it as UTF-8", "only .txt and .md are read"):  # fmt: skip
            assert part in words


async def test_a_reason_typed_behind_a_slip_from_the_digit_runs_no_command(path: Path) -> None:
    before = path.read_bytes()
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await at_once(app, "!quite sure, said so d0u<enter>")
        assert len(app.screen_stack) == 1

    assert path.read_bytes() == before


async def test_without_a_problem_nothing_is_counted_and_the_key_says_so(write_dossier: WriteDossier) -> None:
    app = review(write_dossier(CLAIMS.replace("claimnt", "claimant"), herald=ARTICLES["herald"]))
    async with app.run_test(size=(120, 40)):
        await slowly(app, "!")
        assert "have no problem" in said(app)
        assert "problems" not in rows(app)[0]
        assert len(app.screen_stack) == 1


async def test_a_file_that_is_put_into_the_folder_and_is_no_article_is_counted_at_once(path: Path) -> None:
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(120, 40)):
        await started(app)
        (path.parent / "articles" / "notes.docx").write_bytes(b"PK")
        await until(lambda: "! 4 problems" in painted(app))
        assert "changed on disk by someone else: problems: 4, before 3" in said(app)
        (path.parent / "articles" / "scan.pdf").unlink()
        await until(lambda: "! 3 problems" in painted(app))


async def test_what_was_passed_over_is_said_when_all_is_read(path: Path, folder: Shut) -> None:
    app = review(path, patience=0.0)
    async with app.run_test(size=(120, 40)):
        await started(app)
        assert "no articles" not in said(app)
        folder.open()
        await until(lambda: "2 of 4 files are no articles" in said(app))
        assert "! 3 problems" in rows(app)[0]


def test_the_summary_says_which_files_were_passed_over_and_that_check_tells_more(path: Path) -> None:
    text = summary(open_dossier(path).dossier)

    assert "\n2 of 4 files are no articles: latin.txt (line 1 is no UTF-8" in text
    assert "scan.pdf (only .txt and .md are read" in text
    assert "\n1 problem of the claims file: `factcheck check` names it.\n" in text


def test_the_summary_names_ten_of_many_files_that_were_passed_over(path: Path) -> None:
    for number in range(30):
        shutil.copy(path.parent / "articles" / "scan.pdf", path.parent / "articles" / f"scan{number:02}.pdf")

    text = summary(open_dossier(path).dossier)

    assert "32 of 34 files are no articles: " in text
    assert text.count("only .txt and .md are read") == 9
    assert " and 22 more.\n" in text


def test_the_summary_of_a_sound_dossier_says_nothing_of_it(write_dossier: WriteDossier) -> None:
    text = summary(
        open_dossier(write_dossier(CLAIMS.replace("claimnt", "claimant"), herald=ARTICLES["herald"])).dossier
    )

    assert "no article" not in text
    assert "factcheck check" not in text


def test_of_one_file_that_is_no_article_the_summary_speaks_in_the_singular(write_dossier: WriteDossier) -> None:
    path = write_dossier(CLAIMS, herald=ARTICLES["herald"], latin=ARTICLES["latin"])

    assert "1 of 2 files is no article: latin" in summary(open_dossier(path).dossier)
