"""After undo, redo and a refused key the cursor is where it was: the next key acts on the passage that is expected."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import NOW, Press, anew, at_once, painted, review, slowly, stances

from tui.review.decisions import Judge, MarkSilent
from tui.review.session import Session
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Cursor, Pane

SENTENCES = (
    "The limit made bus journeys {0} minutes longer. Every bus journey took {0} minutes. Cats sleep. "
    "Bus drivers count {0} minutes more for journeys. It rained on all {0} days. A longer journey is {0} minutes by bus. "
    "The limit is {0} months old, and bus journeys are slower."
)
IDS = ("acoustics", "council", "herald", "institute", "mail", "voice")
ARTICLES = {name: SENTENCES.format(number + 3) for number, name in enumerate(IDS)}
CLAIMS = (
    "articles: articles\nclaims:\n"
    "  - id: longer\n    text: The limit made every bus journey ten minutes longer.\n"
    "  - id: months\n    text: The limit is ten months old.\n    evidence:\n"
    "      - {source: mail, stance: silent}\n      - {source: voice, stance: supports, quote: Cats sleep.}\n"
    "  - id: rain\n    text: It rained on ten days.\n"
)


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Three claims on six articles, nearly all of them open."""
    return write_dossier(CLAIMS, **ARTICLES)


def cursor(app: FactcheckApp) -> Cursor:
    """Where the cursor is."""
    return app.review.view.cursor


async def test_after_undo_the_next_stance_key_takes_what_it_would_have_taken(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>dcc")
        before = cursor(app)
        first = before.item
        await at_once(app, "ddduu")
        await at_once(app, "u")
        assert cursor(app) == before
        await at_once(app, "s")

    assert first is not None
    assert first.passage is not None
    taken = stances(path, "longer")[-1]
    assert taken == (first.source, "supports", ARTICLES[first.source][first.passage.start : first.passage.end])


async def test_undo_of_a_silent_source_leads_back_to_the_passage_at_which_it_was_recorded(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>dcc")
        await at_once(app, "d")
        before = cursor(app)
        await at_once(app, "dd")
        await at_once(app, "uu")
        assert cursor(app) == before


PLACES = {
    "a proposal": "<enter>jj",
    "the whole article": "<enter>jjj",
    "more passages than at first": "<enter>jjj+jjj",
    "evidence": "j<enter>",
    "a silent source": "j<enter><end>",
    "a sentence": "<enter>jj<enter>jj",
    "a stretch of words": "<enter><enter>jjLLo",
    "a hit of a search": "<enter><enter>/minutes<enter>]",
    "words found in all articles": "Fbus drivers<enter>jj",
    "the claims": "jj",
}
DECISIONS = {
    "s": ("a sentence",),
    "2because<enter>": ("a proposal",),
    "X": ("a stretch of words",),
    "E!<enter>": ("the claims", "evidence"),
    "iA new claim about buses<enter>": ("the claims", "a sentence"),
    "S<tab>The Bee<enter>": ("a proposal", "a sentence"),
}
"""Places at which a decision is made through the screen; ``test_commands_undo.py`` has all that need no form."""


async def test_undo_leads_back_to_any_place_and_redo_to_where_the_decision_led(write_dossier: WriteDossier) -> None:
    wrong: dict[tuple[str, ...], tuple[Cursor, Cursor]] = {}
    app = review(write_dossier(CLAIMS, **ARTICLES))
    async with app.run_test(size=(80, 24)):
        for decision, name in ((decision, name) for decision, places in DECISIONS.items() for name in places):
            await anew(app)
            await at_once(app, PLACES[name])
            before, data = cursor(app), app.session.path.read_bytes()
            await at_once(app, decision)
            _, after = app.review.trail[max(app.review.trail)]
            assert app.session.path.read_bytes() != data, (decision, name)
            await at_once(app, "u")
            if cursor(app) != before or app.session.path.read_bytes() != data:
                wrong[decision, name] = cursor(app), before
            await at_once(app, "<escape><escape>NU")
            if cursor(app) != after or app.session.path.read_bytes() == data:
                wrong[decision, name, "redo"] = cursor(app), after
            await at_once(app, "u")
            if cursor(app) != before or app.session.path.read_bytes() != data:
                wrong[decision, name, "once more"] = cursor(app), before

    assert wrong == {}


STEPS = (
    *("j", "k", "<end>", "<home>", "<enter>", "<escape>", "<tab>", "n", "+", "]", "J", "L", "<right>", "<left>"),
    *("Fbus<enter>", "/minutes<enter>", "<pagedown>"),
)
DECIDES = ("s", "c", "x", "d", "d", "s", "2why<enter>", "0", "X")


@pytest.mark.parametrize("seed", range(2))
async def test_after_some_decisions_and_as_many_undos_the_cursor_is_where_it_was_before_each(
    path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    app = review(path)
    press: Press = slowly if seed % 2 else at_once
    before: list[tuple[Cursor, bytes]] = []
    after: list[tuple[str, bytes]] = []
    session = app.session
    async with app.run_test(size=(80, 24) if seed % 3 else (200, 50)):
        await at_once(app, "<enter>")
        for _ in range(100):
            if len(before) == 6:
                break
            await at_once(app, "".join(chance.choice(STEPS) for _ in range(chance.randrange(4))))
            here, data = cursor(app), path.read_bytes()
            await at_once(app, chance.choice(DECIDES))
            if app.review.question is not None:
                await at_once(app, "<escape>")
            if path.read_bytes() == data:  # it was refused, or left
                assert cursor(app) == here
                continue
            before.append((here, data))
            after.append((here.claim, path.read_bytes()))
        assert len(before) == 6
        for here, data in reversed(before):
            await press(app, "u")
            assert (cursor(app), path.read_bytes()) == (here, data)
        for claim, data in after:
            await press(app, "U")
            assert (cursor(app).claim, path.read_bytes()) == (claim, data)
        for here, data in reversed(before):
            await press(app, "u")
            assert (cursor(app), path.read_bytes()) == (here, data)
    assert session.working_copy.is_saved


async def test_redo_leads_to_where_the_decision_had_led(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>d")
        after_first = cursor(app)
        await at_once(app, "c")
        after_second = cursor(app)
        await at_once(app, "uu<escape>jj")
        await at_once(app, "U")
        assert cursor(app) == after_first
        await at_once(app, "U")
        assert cursor(app) == after_second


async def test_a_refused_undo_and_a_refused_stance_move_nothing(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await at_once(app, "<enter>jd<escape>jj<enter>jj")
        before = cursor(app)
        assert Session(path, "zoe", lambda: NOW).decide(Judge("longer", "true", "Theirs.", "zoe", NOW)).saved
        await at_once(app, "u")
        assert "can't undo longer silent" in " ".join(painted(app).split())
        assert cursor(app) == before
        await at_once(app, "<end>s")
        refused = cursor(app)
        await at_once(app, "s0U")
        assert cursor(app) == refused


async def test_what_was_decided_before_a_restart_is_shown_where_it_was_changed(path: Path) -> None:
    assert Session(path, "mk", lambda: NOW).decide(MarkSilent("rain", "herald")).saved
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "uU")
        there = cursor(app)

    assert there.claim == "rain"
    assert there.item is not None
    assert (there.item.source, there.item.entry) == ("herald", 0)


async def test_an_article_that_was_changed_since_has_the_cursor_inside_after_undo(path: Path) -> None:
    app = review(path)
    async with app.run_test(size=(120, 40)):
        await slowly(app, "<enter><enter><end>Ld<escape><escape>")
        (path.parent / "articles" / "acoustics.txt").write_text("One sentence is left.")
        await slowly(app, "R")
        await at_once(app, "u")
        place = app.review.view
        assert (place.pane, place.article.source_id, place.article.sentence, place.article.selection) == (
            Pane.ARTICLE,
            "acoustics",
            0,
            None,
        )
