"""In a real terminal: what is typed in one go is saved, and the terminal is left as it was found."""

from __future__ import annotations

import difflib
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminals import NOW, RealTerminal, assert_left_as_found, review, verdicts

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.problems import SaveFailed
from tui.review.decisions import Judge
from tui.review.history import entries, history_path

Start = Callable[..., RealTerminal]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the review in a terminal that is closed at the end."""
    terminals = []

    def started(claims: Path, columns: int = 120, lines: int = 40) -> RealTerminal:
        terminal = RealTerminal(claims, columns, lines)
        terminals.append(terminal)
        terminal.wait_for(" reviewed")
        return terminal

    yield started
    for terminal in terminals:
        terminal.close()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
def test_three_verdicts_in_one_write_and_one_undone_change_the_lines_of_two(
    desk: Path, start: Start, size: tuple[int, int]
) -> None:
    before = desk.read_text().splitlines()
    terminal = start(desk, *size)

    terminal.type("2because of one\r5because of two\r6because of three\ru")
    terminal.wait_for("undone: outdated")
    assert re.search(r"\b2 of \d+ reviewed  mk  saved", terminal.text)
    terminal.type("q")

    assert terminal.wait_for_end() == 0
    assert_left_as_found(terminal)
    diff = [line for line in difflib.ndiff(before, desk.read_text().splitlines()) if not line.startswith("  ")]
    keys = ["verdict:", "rating:", "rationale:", "reviewer:", "reviewed:", "of:", "on:"]
    assert [line.split()[:2] for line in diff] == [["+", key] for key in keys * 2]
    assert [line.partition(": ")[2] for line in diff if "ration" in line] == ["because of one", "because of two"]
    assert sorted(os.listdir(desk.parent)) == ["claims.yaml", "claims.yaml.history.jsonl", "seeds"]


def test_e_lends_the_terminal_to_the_editor_and_takes_over_what_was_written(
    desk: Path, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        "#!/bin/sh\necho editing $1; read words\n"
        'sed -i "s/killed 39 people/killed $words people/" "$2"; echo "$1" > "$0.line"\n'
    )
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    line = next(at for at, text in enumerate(desk.read_text().splitlines(), 1) if "id: wave-dead-39" in text)
    terminal = start(desk)

    terminal.type("e")
    terminal.wait_for("editing +")
    terminal.type("forty\r")
    terminal.wait_for("read again from disk: changed wave-dead-39")
    terminal.type("1as edited\r")
    terminal.wait_for("saved wave-dead-39 true")
    terminal.type("q")

    assert terminal.wait_for_end() == 0
    assert_left_as_found(terminal)
    assert (tmp_path / "editor.line").read_text() == f"+{line}\n"
    assert open_dossier(desk).dossier.claim("wave-dead-39").text.endswith("killed forty people.")
    assert verdicts(desk) == {"wave-dead-39": ("true", "as edited")}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_leaves_the_terminal_as_it_was_found(desk: Path, start: Start, number: signal.Signals) -> None:
    terminal = start(desk)
    terminal.type("1saved before\r3half")
    terminal.wait_for("half")

    terminal.process.send_signal(number)

    assert terminal.wait_for_end() == 128 + number
    assert_left_as_found(terminal)
    assert list(verdicts(desk).values()) == [("true", "saved before")]


BUSY = """
import asyncio, os, sys, time
from pathlib import Path
from tui.cli import main
from tui.review.working_copy import WorkingCopy
from tui.screens.review_screen import ReviewScreen

folder, done = Path({folder!r}), []
do, save = ReviewScreen.action_command, WorkingCopy.save

async def wait_at_first(screen, command):
    done.append(command)
    (folder / "done").write_text(" ".join(done))
    while len(done) == 1 and len(asyncio.get_running_loop()._ready) < {queued}:
        time.sleep(0.005)
    (folder / "busy").touch()
    while not (folder / "signalled").exists():
        time.sleep(0.005)
    await do(screen, command)

def save_signalled(session):
    if {again}:
        os.kill(os.getpid(), {again})
    return save(session)

ReviewScreen.action_command, WorkingCopy.save = wait_at_first, save_signalled
sys.exit(main())
"""
"""A review whose first key takes until so many others wait in the event loop, and a signal has come."""
SELF_PIPE = 600
"""More keys than asyncio's self-pipe has room for: it takes one byte each, 278 on Linux."""


@pytest.mark.parametrize("again", [0, signal.SIGHUP], ids=["one", "two"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_behind_a_thousand_queued_keys_ends_the_review_before_the_next_key(
    desk: Path, tmp_path: Path, number: signal.Signals, again: int
) -> None:
    code = BUSY.format(folder=str(tmp_path), queued=SELF_PIPE, again=int(again))
    terminal = RealTerminal(desk, program=("-c", code))
    try:
        terminal.wait_for(" reviewed")
        terminal.type("j" * 1000)
        terminal.read_until((tmp_path / "busy").exists, "the key that takes long")

        terminal.process.send_signal(number)
        (tmp_path / "signalled").touch()

        assert terminal.wait_for_end() == 128 + number
        assert_left_as_found(terminal)
        assert (tmp_path / "done").read_text().split() == ["place.next"]
    finally:
        terminal.close()


SIGNALLED_IN_A_SAVE = """
import os, signal, sys
import tui.review.working_copy
from tui.cli import main
from tui.dossier.files.saving import replace_bytes

def signalled(*arguments):
    os.kill(os.getpid(), signal.SIGTERM)
    return replace_bytes(*arguments)

tui.review.working_copy.replace_bytes = signalled
sys.exit(main())
"""


def test_a_signal_in_the_middle_of_a_save_ends_the_review_after_the_save(desk: Path) -> None:
    terminal = RealTerminal(desk, program=("-c", SIGNALLED_IN_A_SAVE))
    try:
        terminal.wait_for(" reviewed")
        terminal.type("1first\r2second\r")

        assert terminal.wait_for_end() == 128 + signal.SIGTERM
        assert_left_as_found(terminal)
        assert verdicts(desk) == {"wave-dead-39": ("true", "first")}
        assert [entry.claim for entry in entries(history_path(desk))[0]] == ["wave-dead-39"]
    finally:
        terminal.close()


def test_told_to_end_it_tries_once_more_to_save_what_the_disk_refused(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SaveFailed("no space left")

    app = review(desk)
    with monkeypatch.context() as patch:
        patch.setattr("tui.review.working_copy.replace_bytes", full)
        app.session.decide(Judge("wave-dead-39", "true", "kept", "mk", NOW))
    assert verdicts(desk) == {}

    app.save()

    assert verdicts(desk) == {"wave-dead-39": ("true", "kept")}


def test_with_its_terminal_gone_and_no_signal_it_ends_and_has_saved(desk: Path, start: Start) -> None:
    terminal = start(desk)
    terminal.type("1saved before\r")
    terminal.wait_for("saved wave-dead-39 true")

    terminal.hang_up()

    assert terminal.process.wait(20) == 128 + signal.SIGHUP
    assert list(verdicts(desk)) == ["wave-dead-39"]


def test_what_was_shown_as_saved_outlives_a_kill(desk: Path, start: Start) -> None:
    terminal = start(desk)
    terminal.type("1kept\r")
    terminal.wait_for("saved wave-dead-39 true")

    os.kill(terminal.process.pid, signal.SIGKILL)
    terminal.process.wait()

    assert verdicts(desk) == {"wave-dead-39": ("true", "kept")}
    assert not list(desk.parent.glob(".*"))


def test_keys_that_come_before_the_first_screen_do_no_harm(desk: Path, start: Start) -> None:
    terminal = RealTerminal(desk)
    terminal.type("jj2early")
    terminal.wait_for(" reviewed")
    terminal.type("\x1b")
    terminal.type("\r")
    terminal.close()

    third = open_dossier(desk).dossier.claims[2].id
    assert verdicts(desk) in ({}, {third: ("mostly-true", "early")})


def test_what_an_article_holds_reaches_no_terminal(desk: Path, start: Start) -> None:
    text = (
        desk.read_text()
        .replace("title: Belgorod", 'title: "\\e]0;stolen\\a\\e[5n\\x9b6n Belgorod', 1)
        .replace("2 January 2024\n", '2 January 2024"\n', 1)
    )
    desk.write_text(text)
    article = next((desk.parent / "seeds").iterdir())
    article.write_text("\x1b]0;stolen\x07\x1b[6n\x9b5n " + article.read_text())
    terminal = start(desk)

    terminal.type("\t\t")
    terminal.wait_for("Article of The Epoch Times")
    terminal.type("q")

    assert terminal.wait_for_end() == 0
    for sequence in (b"\x1b]0;stolen", b"\x1b[6n", b"\x1b[5n", "\x9b".encode()):
        assert sequence not in terminal.output


def test_a_dumb_terminal_gets_what_show_prints(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    terminal = RealTerminal(desk)
    try:
        assert terminal.wait_for_end() == 0
        assert b"the review needs a terminal" in terminal.output
        assert b"\x1b" not in terminal.output
    finally:
        terminal.close()
