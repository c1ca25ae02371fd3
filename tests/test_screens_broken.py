"""A claims file that can't be read: what is wrong is shown until it is mended, and then the review opens."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from conftest import WriteDossier
from terminals import (
    OFTEN,
    RealTerminal,
    assert_left_as_found,
    keys_of,
    painted,
    review,
    slowly,
    started,
    until,
    verdicts,
)

from tui.dossier.values.problems import Unreadable
from tui.review.session import Session
from tui.screens.repair_app import RepairApp, UnreadableScreen
from tui.screens.sheets.problems import UnreadableSheet

GOOD = "articles: articles\nclaims:\n  - id: x\n    text: The bridge is closed.\n"
BAD = "articles: articles\nclaims:\n  - id: x\n  - id: y\n    text: Y.\n    verdict: {rating: [blue]}\n"
Start = Callable[..., RealTerminal]


def mending(path: Path) -> RepairApp:
    """The screen on a claims file that can't be read."""
    with pytest.raises(Unreadable) as caught:
        Session(path, "mk")
    return RepairApp(UnreadableScreen(path, caught.value, lambda: Session(path, "mk"), look_seconds=OFTEN.look))


def shown(app: RepairApp) -> str:
    """The screen as one line, wherever it is wrapped."""
    return " ".join(painted(app).replace("│", " ").split())


async def pressed(app: RepairApp, text: str) -> None:
    """Press all keys at once."""
    for key in keys_of(text):
        app.post_message(key)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the program in a terminal that is closed at the end."""
    terminals = []

    def started(claims: Path) -> RealTerminal:
        terminals.append(RealTerminal(claims))
        return terminals[-1]

    yield started
    for terminal in terminals:
        terminal.close()


async def test_every_problem_is_shown_with_its_place_and_the_remedy(write_dossier: WriteDossier) -> None:
    path = write_dossier(BAD, a="A")
    app = mending(path)

    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        said = shown(app)

    problems = app.unreadable.fault.problems
    assert len(problems) > 1
    for problem in problems:
        assert f":{problem.line}:{problem.column}: {problem.message}" in said
    assert f"{len(problems)} things keep claims.yaml from being read" in said
    assert "e opens yours at line 3" in said


async def test_problems_past_the_screen_are_reached_by_every_scrolling_key(write_dossier: WriteDossier) -> None:
    path = write_dossier("articles: articles\nclaims:\n" + "".join(f"  - id: c{at}\n" for at in range(60)), a="A")
    app = mending(path)
    top = 0

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "“c59”" not in painted(app)
        for key, by in (("j", 1), ("down", 1), ("pagedown", 10), ("k", -1), ("up", -1), ("pageup", -10)):
            await pilot.press(key)
            top += by
            assert app.unreadable.query_one("#sheet").top == top  # type: ignore[attr-defined]
        await pilot.press(*["pagedown"] * 20)
        assert "“c59”" in painted(app)


async def test_the_review_opens_by_itself_when_the_file_is_mended(write_dossier: WriteDossier) -> None:
    app = mending(write_dossier(BAD, a="A"))

    async with app.run_test():
        write_dossier(GOOD, a="A")
        await until(lambda: app.return_value is not None)

    assert app.return_value is not None
    assert [claim.id for claim in app.return_value.dossier.claims] == ["x"]


async def test_the_review_opens_by_itself_when_the_folder_of_articles_comes(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(GOOD)
    app = mending(path)

    async with app.run_test():
        (tmp_path / "articles").mkdir()
        await until(lambda: app.return_value is not None)


async def test_what_is_wrong_after_another_change_takes_the_place_of_what_was(write_dossier: WriteDossier) -> None:
    app = mending(write_dossier(BAD, a="A"))

    async with app.run_test(size=(100, 30)):
        write_dossier(GOOD.replace("text", "test"), a="A")
        wanted = "one thing keeps claims.yaml from being read", "claim “x” needs the key text"
        await until(lambda: all(words in shown(app) for words in wanted))
        assert "blue" not in painted(app)
        assert app.return_value is None


async def test_shift_r_reads_again_though_nothing_says_that_the_file_changed(
    write_dossier: WriteDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = mending(write_dossier(BAD, a="A"))
    monkeypatch.setattr(UnreadableScreen, "_look", lambda self: None)

    async with app.run_test():
        write_dossier(GOOD, a="A")
        await pressed(app, "jR")
        await until(lambda: app.return_value is not None)


async def test_an_editor_that_can_not_be_opened_is_told_and_the_problems_stay(write_dossier: WriteDossier) -> None:
    app = mending(write_dossier(BAD, a="A"))

    async with app.run_test(size=(100, 30)):
        await pressed(app, "e")
        await until(lambda: "this terminal can't be lent to an editor" in painted(app))
        assert "things keep claims.yaml" in painted(app)


@pytest.mark.parametrize("key", ["q", "<ctrl+q>"])
async def test_left_before_it_is_mended_there_is_no_review(write_dossier: WriteDossier, key: str) -> None:
    app = mending(write_dossier(BAD, a="A"))

    async with app.run_test():
        await pressed(app, key)
        await until(lambda: app._exit)

    assert app.return_value is None


async def test_what_the_file_holds_is_shown_as_text(write_dossier: WriteDossier) -> None:
    app = mending(write_dossier('articles: articles\nclaims:\n  - id: "[red]x[/]\\e[2J"\n', a="A"))

    async with app.run_test(size=(100, 30)):
        await until(lambda: "[red]x[/]" in painted(app))
        assert "\x1b" not in painted(app)
        assert app.output_filter.stopped == 0


def test_in_a_terminal_e_opens_the_first_problem_and_the_review_follows_in_the_same_run(
    write_dossier: WriteDossier, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/test:/text:/" "$2"; echo "$1" > "$0.line"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    path = write_dossier(GOOD.replace("text", "test"), a="A")
    terminal = start(path)
    terminal.wait_for("one thing keeps")

    terminal.type("e")
    terminal.wait_for("0 of 1 reviewed")
    terminal.type("1mended\r")
    terminal.wait_for("saved x true")
    terminal.type("q")

    assert terminal.wait_for_end() == 0
    assert_left_as_found(terminal)
    assert (tmp_path / "editor.line").read_text() == "+3\n"
    assert verdicts(path) == {"x": ("true", "mended")}


@pytest.mark.parametrize(("data", "status"), [(BAD, 1), (b"title: \xff\n", 2)], ids=str)
def test_left_in_a_terminal_it_ends_as_it_does_without_one(
    write_dossier: WriteDossier, start: Start, data: str | bytes, status: int
) -> None:
    path = write_dossier(data, a="A")
    terminal = start(path)
    terminal.wait_for("from being read")

    terminal.type("q")

    assert terminal.wait_for_end() == status
    assert_left_as_found(terminal)
    after = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert f"{path}:" in after
    assert "Traceback" not in after


def test_told_to_end_it_leaves_the_terminal_as_it_was_found(write_dossier: WriteDossier, start: Start) -> None:
    terminal = start(write_dossier(BAD, a="A"))
    terminal.wait_for("from being read")

    terminal.process.send_signal(signal.SIGTERM)

    assert terminal.wait_for_end() == 128 + signal.SIGTERM
    assert_left_as_found(terminal)


def test_with_its_terminal_gone_and_no_signal_it_ends(write_dossier: WriteDossier, start: Start) -> None:
    terminal = start(write_dossier(BAD, a="A"))
    terminal.wait_for("from being read")

    terminal.hang_up()

    assert terminal.process.wait(20) == 128 + signal.SIGHUP


def test_the_review_that_follows_saves_before_a_signal_ends_it(write_dossier: WriteDossier, start: Start) -> None:
    path = write_dossier(BAD, a="A")
    terminal = start(path)
    terminal.wait_for("from being read")
    path.write_text(GOOD)
    terminal.wait_for("0 of 1 reviewed")
    terminal.type("1kept\r")
    terminal.wait_for("saved x true")

    os.kill(terminal.process.pid, signal.SIGTERM)

    assert terminal.wait_for_end() == 128 + signal.SIGTERM
    assert_left_as_found(terminal)
    assert verdicts(path) == {"x": ("true", "kept")}


def test_a_file_that_is_not_there_is_told_on_stderr_with_what_writes_one(start: Start, tmp_path: Path) -> None:
    terminal = start(tmp_path / "my claims.yaml")

    assert terminal.wait_for_end() == 2
    assert b"No such file" in terminal.output
    assert b"claims.yaml' init FOLDER" in terminal.output
    assert b"\x1b" not in terminal.output


async def test_broken_during_the_review_the_line_and_the_remedy_are_named_until_it_is_mended(
    write_dossier: WriteDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_dossier(GOOD, a="A")
    app = review(path, intervals=OFTEN)
    async with app.run_test(size=(200, 24)):
        await started(app)
        write_dossier(GOOD.replace("text", "test"), a="A")
        said = "can't be read now, until it is mended: line 3: claim “x” needs the key text; R shows all, e opens the editor"
        await until(lambda: said in " ".join(painted(app).split()))
        await slowly(app, "R")
        assert ":3:5: claim “x” needs the key text" in painted(app)
        edit = Mock(return_value="")
        monkeypatch.setattr("tui.screens.terminal.external_editor.edit", edit)
        await slowly(app, "<escape>e")
        edit.assert_called_once_with(app, path, 3)
        assert "not reloaded: line 3: claim “x” needs the key text" in painted(app)
        await slowly(app, "R")
        assert ":3:5: claim “x” needs the key text" in painted(app)

        write_dossier(GOOD, a="A")
        await until(lambda: "The claims file can be read again" in painted(app))
        assert isinstance(app.screen, UnreadableSheet)
        assert ":3:5: claim" not in painted(app)
        await slowly(app, "<escape>")
        assert "the claims file can be read again" in painted(app)
        assert "can't be read now" not in painted(app)

        write_dossier(GOOD.replace("text", "test"), a="A")
        await until(lambda: "and can't be read now" in painted(app))
        write_dossier(GOOD.replace("closed", "open"), a="A")
        await until(lambda: "The bridge is open." in painted(app))
        assert "changed on disk by someone else: changed x" in " ".join(painted(app).split())
