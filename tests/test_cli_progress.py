"""Long work tells how far it is, on a terminal alone, and leaves no trace of it."""

from __future__ import annotations

import io
import os
import pty
import termios
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pyte
import pytest
from conftest import WriteDossier

from tui.cli import main
from tui.dossier.files import disk
from tui.progress_line import progress

CLAIMS = "articles: articles\nclaims:\n  - id: x\n    text: The bridge is closed.\n"


class Terminal(io.StringIO):
    """Standard error that is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True

    def run(self, *arguments: str) -> int:
        """Run the program on it; its exit status."""
        with redirect_stderr(self):
            return main(arguments)

    @property
    def screen(self) -> str:
        """What is to be seen after all that was written."""
        screen = pyte.Screen(80, 200)
        pyte.Stream(screen).feed(self.getvalue().replace("\n", "\r\n"))
        return "\n".join(screen.display).strip()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error, on which all work is said at once to take long."""
    terminal = Terminal()
    monkeypatch.setattr("tui.progress_line.PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("tui.progress_line.UPDATE_SECONDS", 0.0)
    return terminal


@pytest.fixture
def desk(write_dossier: WriteDossier) -> Path:
    """A claim and enough articles to be indexed."""
    return write_dossier(CLAIMS, **{f"a{at:02}": f"Article {at}: the bridge." for at in range(60)})


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["show"], ["summary"], ["find"], ["verdict", "x", "true"], ["export", "--format", "csv"], ["origins"]],
)
def test_reading_tells_how_many_articles_of_how_many_and_is_erased(
    desk: Path, terminal: Terminal, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.run(*arguments, "-f", str(desk)) == 0

    told = [part.strip() for part in terminal.getvalue().split("\r")]
    reading = [f"reading articles: {at} of 60" for at in range(1, 61)]
    assert [part for part in told if part.startswith("reading articles")] == reading
    assert terminal.screen == ""
    assert "reading articles" not in capsys.readouterr().out


def test_large_numbers_are_told_in_thousands_and_never_in_two_lines(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    with redirect_stderr(terminal), progress() as told:
        assert told is not None
        told("reading articles", 3_400, 10_000)
        assert terminal.screen == "reading articles: 3,400 of 10,000"
        monkeypatch.setenv("COLUMNS", "20")
        told("reading articles", 3_500, 10_000)
        assert terminal.getvalue().rpartition("\r")[2] == "reading articles:"
        told("work", 1, 2)
        assert terminal.screen == "work: 1 of 2"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["check"],
            [
                "reading the claims file",
                "reading claims",
                "looking for the quotes of claims",
                "checking claims",
            ],
        ),
        (["show"], ["reading claims", "writing claims"]),
        (["summary"], ["reading claims", "writing claims"]),
        *((["export", "--format", form], ["writing claims"]) for form in ("csv", "jsonl", "claimreview")),
        (["origins"], ["comparing articles", "looking for origins", "comparing words"]),
    ],
    ids=str,
)
def test_what_is_done_with_many_claims_or_articles_is_told_as_well(
    write_dossier: WriteDossier, terminal: Terminal, arguments: list[str], told: list[str]
) -> None:
    claims = "".join(
        f"  - {{id: c{at}, text: It is closed., verdict: 'true', evidence: [{{source: a1, stance: silent}}]}}\n"
        for at in range(120)
    )
    path = write_dossier(f"articles: articles\nclaims:\n{claims}", **{f"a{at}": "The bridge." for at in range(3)})

    with redirect_stdout(io.StringIO()):
        assert terminal.run(*arguments, "-f", str(path)) == 0

    for doing in told:
        assert f"\r{doing}: " in terminal.getvalue()
    assert terminal.screen.replace("left out: 120 stale", "") == ""


def test_indexing_tells_it_too_and_is_erased_before_the_first_passage_is_printed(
    desk: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redirect_stdout(terminal):
        assert terminal.run("find", "-f", str(desk)) == 0

    assert "\rindexing articles: 50 of 60" in terminal.getvalue()
    assert terminal.screen.split()[:2] == ["x", "The"]


@pytest.mark.parametrize("is_terminal", [True, False], ids=["work that is quick", "no terminal"])
def test_nothing_is_told(
    desk: Path,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    is_terminal: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(Terminal, "isatty", lambda self: is_terminal)
    if is_terminal:
        monkeypatch.setattr("tui.progress_line.PATIENCE_SECONDS", 1e9)

    assert terminal.run("find", "-f", str(desk)) == 0

    assert terminal.getvalue() == ""


def test_ctrl_c_ends_it_with_130_and_no_trace(desk: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    read = disk.read_bytes

    def interrupted(path: Path, limit: int, *, follows: bool) -> bytes:
        if path.name == "a07.txt":
            terminal.write("^C")  # as the terminal does
            raise KeyboardInterrupt
        return read(path, limit, follows=follows)

    monkeypatch.setattr("tui.dossier.files.articles.read_bytes", interrupted)

    assert terminal.run("check", "-f", str(desk)) == 130
    assert "reading articles: 8 of 60" in terminal.getvalue()
    assert terminal.screen == ""


def test_it_keeps_to_the_width_of_its_own_terminal_wherever_the_output_goes(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (10, 30))
    with open(theirs, "w", encoding="utf-8") as stream, redirect_stderr(stream), progress() as told:
        assert told is not None
        told("reading the claims file", 10_000_000, 13_000_000)
        stream.flush()
        assert os.read(ours, 1000).decode() == "\rreading the claims file: 10"
    os.close(ours)


def test_what_the_terminal_writes_at_ctrl_c_is_erased_where_longer_words_stood_before(terminal: Terminal) -> None:
    with redirect_stderr(terminal), progress() as told:
        assert told is not None
        told("looking for the quotes of claims", 1, 2)
        told("checking claims", 1, 2)
        terminal.write("^C")

    assert terminal.screen == ""


def test_an_error_stands_where_the_progress_stood(desk: Path, terminal: Terminal) -> None:
    desk.write_text(CLAIMS.replace("text", "test"))

    assert terminal.run("show", "-f", str(desk)) == 1
    assert terminal.screen.startswith(str(desk)[:40])
    assert "reading" not in terminal.screen
