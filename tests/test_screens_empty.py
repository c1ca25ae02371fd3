"""Where there is nothing to show, the screen says so and which key does something about it."""

from __future__ import annotations

import pytest
from conftest import WriteDossier
from terminals import painted, review, slowly, started, until

from tui.screens.app import FactcheckApp

NARROW, WIDE = (80, 24), (120, 24)
TWO = "articles: articles\nclaims:\n  - {id: x, text: The bridge is closed.}\n  - {id: y, text: The road is open.}\n"


def told(app: FactcheckApp) -> str:
    """What the pane of claims says, wherever it is wrapped."""
    pane = app.review.claims
    return " ".join("".join(piece.text for y in range(pane.count()) for piece in pane.line(y)).split())


def screen(app: FactcheckApp) -> str:
    """The screen as one line, wherever it is wrapped."""
    return " ".join(painted(app).split())


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=str)
async def test_without_claims_the_keys_that_bring_one_are_named_and_do_it(
    write_dossier: WriteDossier, size: tuple[int, int]
) -> None:
    app = review(write_dossier("articles: articles\nclaims: []\n", a="A"))
    async with app.run_test(size=size):
        await started(app)
        assert "i writes a new claim, e opens the file" in told(app)
        assert "no claim is shown:" in painted(app)

        await slowly(app, "iThe first.<enter>")
        assert "The first." in painted(app)
        assert "writes a new claim" not in told(app)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=str)
async def test_a_filter_that_lets_nothing_through_says_what_shows_all(
    write_dossier: WriteDossier, size: tuple[int, int]
) -> None:
    app = review(write_dossier(TWO, a="A"))
    async with app.run_test(size=size):
        await started(app)
        await slowly(app, "fzzz<enter>")
        assert "none has all that the filter asks for. f and Enter shows all." in told(app)
        assert "0 of 2 claims are shown; f and Enter shows all" in screen(app)

        await slowly(app, "n")
        assert "has a verdict" not in painted(app)
        await slowly(app, "f<enter>")
        assert "2 of 2 claims are shown" in screen(app)
        assert "The road is open." in painted(app)


async def test_after_the_last_verdict_it_is_said_what_comes_next(write_dossier: WriteDossier) -> None:
    path = write_dossier(TWO, a="A")
    app = review(path)
    async with app.run_test(size=WIDE):
        await started(app)
        await slowly(app, "fbridge<enter>1so<enter>")
        assert "saved x true · every claim that is shown has a verdict; f and Enter shows all" in screen(app)
        await slowly(app, "f<enter>n1so<enter>")
        assert "saved y true · every claim has a verdict: w writes the summary" in screen(app)

        await slowly(app, "n")
        assert "every claim has a verdict: w writes the summary" in screen(app)
        await slowly(app, "w")
        assert path.with_suffix(".summary.md").exists()


async def test_without_articles_it_is_said_where_to_put_them_and_they_are_read_by_themselves(
    write_dossier: WriteDossier,
) -> None:
    path = write_dossier(TWO)
    app = review(path)
    async with app.run_test(size=(300, 24)):  # all panes, the path in one line
        await started(app)
        await until(lambda: screen(app).count("There is no article. Put .txt or .md files into the folder") == 2)

        write_dossier(TWO, a="The bridge is closed.")
        await until(lambda: "There is no article." not in painted(app) and "1 open" in painted(app))


async def test_a_claim_of_which_nothing_is_found_says_how_its_sources_are_settled(write_dossier: WriteDossier) -> None:
    app = review(write_dossier(TWO.replace("The bridge is closed", "Zebras"), a="The road is open.", b="B"))
    hint = "Read an article, record it as silent, or look for other words."
    async with app.run_test(size=WIDE):
        await started(app)
        assert hint in screen(app)
        await slowly(app, "<enter>d")
        assert hint not in screen(app)
        await slowly(app, "<escape>j")
        assert hint not in screen(app)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("/zork<enter>", "“zork” is not found in the claims that are shown; F looks in all articles"),
        ("<tab><tab>/zork<enter>", "“zork” is not found in this article; F looks in all articles"),
        ("Fzork<enter>", "“zork” is not found in any article; F asks for other words"),
    ],
)
async def test_a_search_that_finds_nothing_says_where_it_looked_and_what_looks_further(
    write_dossier: WriteDossier, keys: str, said: str
) -> None:
    app = review(write_dossier(TWO, a="The bridge is closed."))
    async with app.run_test(size=WIDE):
        await started(app)
        await slowly(app, keys)
        assert said in screen(app)
