"""Keys that come faster than the screen can follow end in the same file as the same keys pressed one by one."""

from __future__ import annotations

import random
import re

import pytest
from conftest import WriteDossier
from terminals import OLD_REASON, TEN, THREE, at_once, by_pilot, review, slowly, small_dossier, verdicts

from tui.dossier.files.loading import open_dossier
from tui.review.decisions import Plan


async def test_ten_verdicts_typed_ahead_go_to_ten_claims_with_their_reasons(write_dossier: WriteDossier) -> None:
    app = review(small_dossier(write_dossier))
    ids = [claim.id for claim in app.session.dossier.claims if claim.verdict is None][:10]
    async with app.run_test(size=(80, 24)):
        await at_once(app, TEN)

    scale = app.session.dossier.scale
    given = {
        claim: (scale[int(digit) - 1], f"because of {number}")
        for number, (claim, digit) in enumerate(zip(ids, re.findall(r"(\d)because", TEN), strict=True))
    }
    assert verdicts(app.session.path) == {"c3": ("mixed", OLD_REASON), **given}


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


@pytest.mark.parametrize("seed", range(10, 14))
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
    assert reasons == {"c3": OLD_REASON, **meant}


async def test_all_that_is_acknowledged_as_saved_is_on_the_disk_at_that_moment(write_dossier: WriteDossier) -> None:
    path = small_dossier(write_dossier)
    app = review(path)
    seen = []
    carry_out = app.session.carry_out

    def noting(planned: Plan) -> object:
        result = carry_out(planned)
        verdict = open_dossier(path).dossier.claim(planned.after.id).verdict
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
