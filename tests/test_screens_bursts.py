"""Keys that come faster than the screen can follow end in the same file as the same keys pressed one by one."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import at_once, by_pilot, review, slowly, small_dossier, verdicts

from tui.dossier.files.loading import open_dossier
from tui.review.decisions import Plan

VERDICTS = [f"{digit}because of {number}<enter>" for number, digit in enumerate((2, 5, 1, 7, 6, 3, 4, 2, 5, 1))]
TEN, THREE = "".join(VERDICTS), "".join(VERDICTS[:3])
STEPS = (
    *("j", "k", "<down>", "<up>", "n", "N", "<left>", "<right>", "<tab>", "<shift+tab>", "<enter>", "<escape>"),
    *("s", "c", "x", "d", "u", "U", "0", "R", "<pagedown>", "?<escape>", "/number 5<enter>", "/fact<enter>"),
    *("m<right><enter>", "mj<down><enter>", "<ctrl+p>number 7<enter>", "t<escape>", "m<escape>"),
    *("fnumber 1<enter>", "fis:unreviewed<enter>", "f<enter>", "fis:nothing<enter>", "f<escape>"),
)


def some_keys(seed: int) -> str:
    """Keys of a reviewer who moves about, decides, takes back and changes their mind; no reason is given twice."""
    chance = random.Random(seed)
    keys = ""
    for number in range(11):
        match chance.randrange(6):
            case 0:
                keys += f"{chance.randrange(1, 8)}reason {number} n<pagedown>jd0qU?<pageup><enter>"
            case 1:
                keys += f"{chance.randrange(1, 8)}typ {number}x<left><backspace>e<enter>"
            case 2:
                more = f"rmore {number}<pagedown><ctrl+s>"
                keys += f"{chance.randrange(1, 8)}left{number}<pagedown><escape>" if number % 2 else more
            case _:
                keys += chance.choice(STEPS)
    return keys


async def file_after(path: Path, keys: str, size: tuple[int, int], *, burst: bool) -> bytes:
    """The bytes of the file, and the claim at which one is, when all keys are worked off."""
    app = review(path)
    async with app.run_test(size=size):
        await (at_once if burst else slowly)(app, keys)
    claim = app.review.view.claim
    return path.read_bytes() + (claim.id.encode() if claim else b"")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_ten_verdicts_typed_ahead_go_to_ten_claims_with_their_reasons(desk: Path, size: tuple[int, int]) -> None:
    app = review(desk)
    ids = [claim.id for claim in app.session.dossier.claims[:10]]
    async with app.run_test(size=size):
        await at_once(app, TEN)

    scale = app.session.dossier.scale
    assert verdicts(desk) == {
        claim: (scale[int(digit) - 1], f"because of {number}")
        for number, (claim, digit) in enumerate(zip(ids, re.findall(r"(\d)because", TEN), strict=True))
    }


async def test_verdicts_typed_ahead_give_the_bytes_that_slow_ones_give(write_dossier: WriteDossier) -> None:
    files = []
    for press in ("by pilot", "at once"):
        app = review(small_dossier(write_dossier))
        async with app.run_test(size=(120, 40)) as pilot:
            if press == "by pilot":
                await by_pilot(pilot, THREE)
            else:
                await at_once(app, THREE)
            files.append(app.session.path.read_bytes())

    assert files[0] == files[1]


@pytest.mark.parametrize("seed", range(7))
async def test_any_keys_typed_ahead_end_as_the_same_keys_pressed_one_by_one(
    write_dossier: WriteDossier, seed: int
) -> None:
    keys = some_keys(seed)
    size = (80, 24) if seed % 2 else (120, 40)
    slow = await file_after(small_dossier(write_dossier), keys, size, burst=False)

    fast = await file_after(small_dossier(write_dossier), keys, size, burst=True)

    assert fast == slow


@pytest.mark.parametrize("seed", range(10, 16))
async def test_a_reason_typed_ahead_never_lands_on_another_claim(write_dossier: WriteDossier, seed: int) -> None:
    chance = random.Random(seed)
    path = small_dossier(write_dossier)
    app = review(path)
    at, keys, meant = 0, "", {}
    for number in range(14):
        step = chance.choice("jjkk ")
        at = min(max(at + {"j": 1, "k": -1, " ": 0}[step], 0), 11)
        again = f"c{at}" in meant or at == 3
        keys += f"{step.strip()}{chance.randrange(1, 8)}for c{at}, the {number}th<enter>"
        meant[f"c{at}"] = f"for c{at}, the {number}th"
        if not again:
            at = next(row % 12 for row in range(at + 1, at + 13) if f"c{row % 12}" not in meant and row % 12 != 3)
    async with app.run_test(size=(80, 24)):
        await at_once(app, keys)

    reasons = {claim: reason for claim, (_, reason) in verdicts(path).items()}
    assert reasons == {"c3": "An old reason\nof two lines", **meant}


async def test_all_that_is_acknowledged_as_saved_is_on_the_disk_at_that_moment(desk: Path) -> None:
    app = review(desk)
    seen = []
    carry_out = app.session.carry_out

    def noting(planned: Plan) -> object:
        result = carry_out(planned)
        verdict = open_dossier(desk).dossier.claim(planned.after.id).verdict
        seen.append((result.message, verdict and f"saved {planned.after.id} {verdict.rating}"))
        return result

    app.session.carry_out = noting  # type: ignore[method-assign, assignment]
    async with app.run_test(size=(80, 24)):
        await at_once(app, TEN)

    assert len(seen) == 10
    assert all(message == on_disk for message, on_disk in seen)


@pytest.mark.parametrize("closed", ["<ctrl+s>", "<escape>"])
async def test_a_screen_is_as_long_right_behind_the_editor_as_later(write_dossier: WriteDossier, closed: str) -> None:
    places = []
    for press in (slowly, at_once):
        app = review(small_dossier(write_dossier))
        async with app.run_test(size=(80, 24)):
            await slowly(app, "1x<enter>krmore")
            await press(app, f"{closed}<pagedown>")
            places.append(app.review.view.row)

    assert places[0] == places[1] > 4
