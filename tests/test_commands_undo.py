"""After undo and redo the cursor is where it was, in every place from which a decision can be made without a form."""

from __future__ import annotations

import random

import pytest
from conftest import WriteDossier
from fake_desk import FakeDesk
from test_screens_undo import ARTICLES, CLAIMS, PLACES

from tui.screens.desk.view import Cursor

DECISIONS = {
    "s": ("a proposal", "a sentence", "a stretch of words", "a hit of a search", "words found in all articles", "more passages than at first"),
    "d": ("a proposal", "the whole article", "evidence", "a silent source", "a sentence"),
    "x": ("evidence", "a sentence"),
    "2because<enter>": (*PLACES,),
    "anote<enter>": ("evidence",),
    "X": ("a sentence", "a stretch of words"),
}  # fmt: skip


@pytest.fixture
def desk(write_dossier: WriteDossier) -> FakeDesk:
    """A desk with three claims on six articles, nearly all of them open."""
    return FakeDesk(write_dossier(CLAIMS, **ARTICLES))


@pytest.mark.parametrize(
    ("decision", "place"), [(decision, place) for decision, places in DECISIONS.items() for place in places]
)
async def test_undo_leads_back_to_any_place_and_redo_to_where_the_decision_led(
    desk: FakeDesk, decision: str, place: str
) -> None:
    path = desk.session.path
    await desk.press(PLACES[place])
    before, data = desk.view.cursor, path.read_bytes()
    await desk.press(decision)
    ((_, after),) = desk.trail.values()

    await desk.press("u")
    assert (desk.view.cursor, path.read_bytes()) == (before, data)

    await desk.press("<escape><escape>NU")
    assert desk.view.cursor == after
    assert path.read_bytes() != data

    await desk.press("u")
    assert (desk.view.cursor, path.read_bytes()) == (before, data)


STEPS = (
    *("j", "k", "<end>", "<home>", "<enter>", "<escape>", "<tab>", "n", "+", "]", "J", "L", "<right>", "<left>"),
    *("Fbus<enter>", "/minutes<enter>"),
)
DECIDES = ("s", "c", "x", "d", "d", "s", "2why<enter>", "0", "X")


@pytest.mark.parametrize("seed", range(10))
async def test_after_some_decisions_and_as_many_undos_the_cursor_is_where_it_was_before_each(
    write_dossier: WriteDossier, seed: int
) -> None:
    chance = random.Random(seed)
    path = write_dossier(CLAIMS, **ARTICLES)
    desk = FakeDesk(path, 150 if seed % 3 else 50)
    before: list[tuple[Cursor, bytes]] = []
    after: list[tuple[str, bytes]] = []
    await desk.press("<enter>")
    for _ in range(100):
        if len(before) == 6:
            break
        await desk.press("".join(chance.choice(STEPS) for _ in range(chance.randrange(4))))
        here, data, steps = desk.view.cursor, path.read_bytes(), len(desk.trail)
        await desk.press(chance.choice(DECIDES))
        if desk.question is not None:
            await desk.press("<escape>")
        if len(desk.trail) == steps:  # it was refused, or left
            assert (desk.view.cursor, path.read_bytes()) == (here, data)
            continue
        before.append((here, data))
        after.append((here.claim, path.read_bytes()))
    assert len(before) == 6
    for here, data in reversed(before):
        await desk.press("u")
        assert (desk.view.cursor, path.read_bytes()) == (here, data)
    for claim, data in after:
        await desk.press("U")
        assert (desk.view.cursor.claim, path.read_bytes()) == (claim, data)
    for here, data in reversed(before):
        await desk.press("u")
        assert (desk.view.cursor, path.read_bytes()) == (here, data)
