"""Every key does what it says, pressed slowly or all at once, and nothing that is typed goes astray."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import WriteDossier
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tui.dossier import disk
from tui.dossier.loading import open_dossier
from tui.dossier.problems import SaveFailed
from tui.review.session import Session
from tui.screens.app import FactcheckApp
from tui.screens.dialogs import Help, Leaving
from tui.screens.keys import KEYS
from tui.screens.place import Pane

TIME = "2026-11-22T14:03:00Z"
SIZES = [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)]
ARTICLE = "First fact here. Second fact here. Third fact here. Fourth fact here."
CLAIMS = (
    "articles: articles\nclaims:\n"
    "  - id: c0\n    text: Claim number 0.\n    evidence:\n"
    "      - {source: a, stance: supports, quote: First fact}\n"
    "      - {source: b, stance: contradicts, quote: Second fact, attributed_to: Y}\n"
    "      - {source: c, stance: silent}\n"
    + "".join(f"  - id: c{number}\n    text: Claim number {number}.\n" for number in range(1, 12))
)


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of twelve claims on four articles."""
    path = write_dossier(CLAIMS, a=ARTICLE, b=ARTICLE, c=ARTICLE, d=ARTICLE)
    return FactcheckApp(Session(path, "mk", lambda: TIME))


def keys_of(text: str) -> list[tuple[str, str | None]]:
    """Keys as Textual names them, with their characters; names of keys stand in <>."""
    names = {"tab": "\t", "enter": "\r", "space": " "}
    keys: list[tuple[str, str | None]] = []
    while text:
        if text[0] == "<":
            name, _, text = text[1:].partition(">")
            keys.append((name, names.get(name)))
        else:
            keys.append((_character_to_key(text[0]), text[0]))
            text = text[1:]
    return keys


async def slowly(pilot: Pilot[None], text: str) -> None:
    """Press keys one by one."""
    for key, _ in keys_of(text):
        await pilot.press(key)
    await pilot.pause()


async def at_once(pilot: Pilot[None], text: str) -> None:
    """Post all keys without waiting, then wait until they are worked off."""
    for key, character in keys_of(text):
        pilot.app.post_message(events.Key(key, character))
    done = asyncio.Event()
    pilot.app.call_later(done.set)
    await done.wait()
    await pilot.pause()


async def until(condition: Callable[[], object]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end, "it did not come true"
        await asyncio.sleep(0.01)


def painted(app: FactcheckApp) -> str:
    """The screen as text."""
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


def verdicts(path: Path) -> dict[str, tuple[str, str]]:
    """What is on the disk: rating and rationale by claim."""
    claims = open_dossier(path).dossier.claims
    return {claim.id: (claim.verdict.rating, claim.verdict.rationale) for claim in claims if claim.verdict}


def stances(path: Path, claim: str) -> list[tuple[str, str, str]]:
    """What is on the disk: source, stance and quote of a claim's evidence."""
    entries = open_dossier(path).dossier.claim(claim).evidence
    return [(entry.source, entry.stance.value, entry.quote.exact if entry.quote else "") for entry in entries]


PACE = pytest.mark.parametrize("press", [slowly, at_once], ids=["slowly", "at once"])
Press = Callable[[Pilot[None], str], object]
ONE = {"c0": ("true", "a")}


@PACE
@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("1a<enter>", ONE),
        (
            "2because of one<enter>5because of two<enter>",
            {"c0": ("mostly-true", "because of one"), "c1": ("false", "because of two")},
        ),
        ("jj3third<enter>k1up<enter>", {"c2": ("true", "up")}),
        ("<down><down><up>1x<enter>", {"c1": ("true", "x")}),
        ("n1x<enter>N2y<enter>", {"c1": ("true", "x"), "c0": ("mostly-true", "y")}),
        ("<enter>1in evidence<enter>", {"c0": ("true", "in evidence")}),
        ("<enter><enter>1in the article<enter>", {"c0": ("true", "in the article")}),
        ("<tab><tab><tab>j1x<enter>", {"c1": ("true", "x")}),
        ("<shift+tab>1x<enter>", {"c0": ("true", "x")}),
        ("1quntsxd0123R?/<enter>", {"c0": ("true", "quntsxd0123R?/")}),
        ("1left<escape>", {}),
        ("1left<escape>j2b<enter>", {"c1": ("mostly-true", "b")}),
        ("1a<enter>k0", {}),
        ("1a<enter>2b<enter>u", ONE),
        ("1a<enter>2b<enter>uu", {}),
        ("1a<enter>2b<enter>uuU", ONE),
        ("1a<enter>k2b<enter>3c<enter>", {"c0": ("mixed", "c")}),
        ("1abc<backspace><left><left>X<enter>", {"c0": ("true", "Xab")}),
        ("1old<enter>k2<up>er<enter>", {"c0": ("mostly-true", "older")}),
        ("9", {}),
        ("91a<enter>", ONE),
        ("1a<enter>kr<enter>more<ctrl+s>", {"c0": ("true", "a\nmore")}),
        ("1a<enter>krlost 1 2<escape>", ONE),
        ("r1a<enter>", ONE),
        ("/number 7<enter>1x<enter>", {"c7": ("true", "x")}),
        ("/number<enter>/<enter>1x<enter>", {"c2": ("true", "x")}),
        ("fnumber 1<enter>jj1x<enter>", {"c11": ("true", "x")}),
        ("fis:unreviewed<enter>1x<enter>2y<enter>", {"c0": ("true", "x"), "c1": ("mostly-true", "y")}),
        ("jjjj1x<enter>fnumber 1<enter>u", {}),
        ("?<escape>1a<enter>", ONE),
        ("?jjkq1a<enter>", ONE),
        ("R1a<enter>R2b<enter>", {"c0": ("true", "a"), "c1": ("mostly-true", "b")}),
    ],
)
async def test_keys_decide_on_the_claim_that_is_marked(
    app: FactcheckApp, press: Press, keys: str, expected: dict[str, tuple[str, str]]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, keys)  # type: ignore[misc]

        assert verdicts(app.session.path) == expected
        assert open_dossier(app.session.path).dossier == app.session.dossier


S, X, C = "supports", "context", "contradicts"
START = [("a", S, "First fact"), ("b", C, "Second fact"), ("c", "silent", "")]


@PACE
@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("<enter>x", [("a", X, "First fact"), *START[1:]]),
        ("<enter><right>s", [START[0], ("b", S, "Second fact"), START[2]]),
        ("<enter>d", START[1:]),
        ("<enter>du", START),
        ("<enter>jd", [*START, ("d", "silent", "")]),
        ("<enter>jjd", START[:2]),
        ("<enter>js", START),
        ("scxd", START),
        ("<enter><enter>jc", [*START, ("a", C, "Second fact here.")]),
        ("<enter><enter>c", [("a", C, "First fact"), *START[1:]]),
        ("<enter><enter>jcjx", [*START, ("a", C, "Second fact here."), ("a", X, "Third fact here.")]),
        ("<enter>jj<enter>s", [*START[:2], ("c", S, "First fact here.")]),
        ("<enter>jj<enter>d", START[:2]),
        ("<enter>j<enter>jjsuU", [*START, ("d", S, "Third fact here.")]),
        ("<enter>j<enter>/fourth<enter>x", [*START, ("d", X, "Fourth fact here.")]),
    ],
)
async def test_stance_keys_and_d_act_on_what_the_cursor_is_on(
    app: FactcheckApp, press: Press, keys: str, expected: list[tuple[str, str, str]]
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, keys)  # type: ignore[misc]

        assert stances(app.session.path, "c0") == expected


@pytest.mark.parametrize("seed", range(4))
async def test_a_burst_ends_in_the_same_file_as_the_same_keys_pressed_slowly(
    write_dossier: WriteDossier, seed: int
) -> None:
    chance = random.Random(seed)
    steps = [
        "<down>",
        "<up>",
        "j",
        "k",
        "n",
        "N",
        "<tab>",
        "<enter>",
        "<escape>",
        "u",
        "U",
        "s",
        "x",
        "d",
        "<right>",
        "0",
    ]
    verdict = [f"{digit}reason {digit} {letter}<enter>" for digit in (1, 2, 6) for letter in "njd0q"]
    keys = "".join(chance.choice(steps + verdict) for _ in range(20))
    files = []
    for press in (slowly, at_once):
        path = write_dossier(CLAIMS, a=ARTICLE, b=ARTICLE, c=ARTICLE, d=ARTICLE)
        app = FactcheckApp(Session(path, "mk", lambda: TIME))
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, keys)
            files.append(path.read_bytes())

    assert files[0] == files[1]


async def test_esc_leaves_all_as_it_was(app: FactcheckApp) -> None:
    before = app.session.path.read_bytes(), app.session.dossier
    async with app.run_test(size=(120, 40)) as pilot:
        for keys in (
            "1abc<escape>",
            "<escape>",
            "fis:open<escape>",
            "/x<escape>",
            "<enter><enter><escape><escape><escape>",
        ):
            await slowly(pilot, keys)
        assert app.review.place.pane is Pane.CLAIMS

    assert (app.session.path.read_bytes(), app.session.dossier) == before


async def test_what_was_saved_and_what_was_there_before_is_said(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        assert "0 of 12 reviewed  mk" in painted(app)
        await slowly(pilot, "6the first<enter>")
        assert "saved c0 outdated" in painted(app)
        assert "1 of 12 reviewed  mk  saved 14:03:00 UTC" in painted(app)
        assert app.review.place.claim is app.session.dossier.claim("c1")
        await slowly(pilot, "k1")
        assert "was outdated: the first" in painted(app)
        await slowly(pilot, "<escape>8")
        assert "8 is past the end of the scale, which has 1 to 7" in painted(app)
        await slowly(pilot, "jr")
        assert "rate it first" in painted(app)


async def test_a_save_that_fails_is_said_kept_and_asked_about(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SaveFailed("No space left on device")

    async with app.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr("tui.review.session.replace_bytes", full)
        await slowly(pilot, "1a<enter>")
        assert "NOT SAVED c0: No space left on device" in painted(app)
        assert "! 1 NOT SAVED" in painted(app)
        await slowly(pilot, "q")
        assert isinstance(app.screen, Leaving)
        await slowly(pilot, "<escape>")
        assert not isinstance(app.screen, Leaving)
        monkeypatch.setattr("tui.review.session.replace_bytes", disk.replace_bytes)
        await slowly(pilot, "q")

    assert verdicts(app.session.path) == ONE


@pytest.mark.parametrize("quit_key", ["q", "<ctrl+q>"])
async def test_quitting_with_all_saved_asks_nothing(app: FactcheckApp, quit_key: str) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(pilot, f"1a<enter>{quit_key}")
        await until(lambda: not app.is_running)

    assert verdicts(app.session.path) == ONE


async def test_a_reason_that_is_not_entered_yet_is_asked_about(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(pilot, "1half<ctrl+q>")
        assert isinstance(app.screen, Leaving)
        await slowly(pilot, "<escape><enter>")

        assert verdicts(app.session.path) == {"c0": ("true", "half")}


async def test_a_change_by_somebody_else_is_met_by_r_at_the_same_place(app: FactcheckApp) -> None:
    path = app.session.path
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(pilot, "jjj")
        path.write_text(path.read_text().replace("  - id: c1\n", "  - id: new\n    text: New.\n  - id: c1\n"))
        await slowly(pilot, "1mine<enter>")
        assert "NOT SAVED c3: the file was changed on disk" in painted(app)
        await slowly(pilot, "kR")
        assert app.review.place.claim is not None
        assert app.review.place.claim.id == "c3"
        assert "saved c3 true" in painted(app)

    assert verdicts(path) == {"c3": ("true", "mine")}


async def test_the_summary_is_written_beside_the_claims_file(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await slowly(pilot, "1a<enter>w")
        path = app.session.path.with_name("claims.summary.md")
        assert "summary written to" in painted(app)

    assert "**Verdict: true** (mk" in path.read_text()


async def test_help_tells_every_key(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await slowly(pilot, "?")
        assert isinstance(app.screen, Help)
        for key in KEYS:
            if key.shown and not key.id.startswith("verdict."):
                assert " ".join(key.words.split()[:3]) in painted(app)


async def test_the_palette_knows_every_action_and_runs_it(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        names = [command.title for command in app.get_system_commands(app.review)]
        assert len(names) == len(set(names))
        await slowly(pilot, "<ctrl+p>next unrev")
        await until(lambda: "Next unreviewed claim" in painted(app))
        await pilot.pause(0.5)
        await slowly(pilot, "<enter>")
        await until(lambda: app.screen is app.review and app.review.place.row == 1)


async def test_the_mouse_chooses_a_claim_a_card_and_a_sentence(app: FactcheckApp) -> None:
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        await pilot.click("#claims", offset=(5, 6))
        assert app.review.place.row == 1
        await slowly(pilot, "k<enter><right>")
        place = app.review.evidence.page.places[app.review.place.stop]  # type: ignore[index]
        await slowly(pilot, "<left>")
        await pilot.click("#evidence", offset=(place.left + 3, place.top + 1))
        assert app.review.place.source_id == "b"
        await pilot.click("#article", offset=(6, 3))
        assert app.review.place.pane is Pane.ARTICLE
        assert app.review.place.sentence == 0


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_at_every_size_the_claim_the_scale_and_the_state_are_seen(desk: Path, size: tuple[int, int]) -> None:
    app = FactcheckApp(Session(desk, "mk", lambda: TIME))
    async with app.run_test(size=size) as pilot:
        for keys in ("jjjjjjjjjjjj", "<enter>", "jj<enter>", "1"):
            await slowly(pilot, keys)
            screen = painted(app)
            assert "of 49 reviewed  mk  nothing to save" in screen
            assert "1 true" in screen
            assert all(len(line) >= 1 for line in screen.splitlines())
        await slowly(pilot, "r<escape>")
        place = app.review.place
        before = (place.claim, place.pane, place.stop, place.sentence)
        for other in SIZES:
            await pilot.resize_terminal(*other)
            await pilot.pause()
        await slowly(pilot, "")
        assert (place.claim, place.pane, place.stop, place.sentence) == before


EVIL = "\\e]0;t\\a\\u202e\\x9b\\0 [1] [red] [@click=app.quit]x[/] [/b] \\t \\u200b 日本 👩‍🚒"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
async def test_no_control_character_of_a_stranger_reaches_the_screen(
    write_dossier: WriteDossier, size: tuple[int, int]
) -> None:
    claims = (
        f'title: "{EVIL}"\narticles: articles\nscale: ["{EVIL}", b]\n'
        f'sources: {{"{EVIL}": {{file: a.txt, title: "{EVIL}", publisher: "{EVIL}", origin: "{EVIL}"}}}}\nclaims:\n'
        f'  - id: "{EVIL}"\n    text: "{EVIL}"\n    claimant: "{EVIL}"\n    tags: ["{EVIL}"]\n    evidence:\n'
        f'      - {{source: a.txt, stance: supports, quote: "First fact", note: "{EVIL}", attributed_to: "{EVIL}"}}\n'
        f'      - {{source: b, stance: contradicts, quote: "{EVIL}"}}\n'
        f'    verdict: {{rating: "{EVIL}", rationale: "{EVIL}", reviewer: "{EVIL}"}}\n'
    )
    evil = yaml.safe_load(f'"{EVIL}"').replace("\0", "")
    path = write_dossier(claims, a=f"First fact {evil} goes on.\n\n{evil}", b=evil)
    app = FactcheckApp(Session(path, f"m{evil}", lambda: TIME))
    async with app.run_test(size=size) as pilot:
        for keys in (
            "",
            "<enter>",
            "<enter>",
            "<escape>j<enter>",
            "1",
            "<up>",
            "<escape>r",
            "<escape>?",
            "<escape>2x<enter>",
        ):
            await slowly(pilot, keys)
            screen = painted(app)
            assert not {char for char in screen if (ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0}
            assert "\u202e" not in screen
        assert app.door.stopped == 0
        await slowly(pilot, "<escape><escape>")
        assert "[1] [red] [@click=app.quit]x[/] [/b]" in painted(app)


@pytest.mark.parametrize("claims", ["claims: []\n", "claims:\n  - {id: x, text: X.}\n"])
@pytest.mark.parametrize("articles", [{}, {"a": "One."}, {"a": ""}])
async def test_with_nothing_to_review_no_key_does_harm(
    write_dossier: WriteDossier, tmp_path: Path, claims: str, articles: dict[str, str]
) -> None:
    path = write_dossier(f"articles: articles\n{claims}", **articles)
    app = FactcheckApp(Session(path, "mk", lambda: TIME))
    async with app.run_test(size=(120, 40)) as pilot:
        for key in [key for key in KEYS if key.action not in {"leave", "summary"}]:
            await slowly(pilot, f"<{key.keys}>" if len(key.keys) > 1 else key.keys)
            await slowly(pilot, "<escape>")
        assert app.is_running
    assert [claim.text for claim in open_dossier(path).dossier.claims] == ["X."] * claims.count("X.")
