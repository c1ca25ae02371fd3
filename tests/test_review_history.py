"""Every decision that was saved is in the history, and undo goes on from there after a restart."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, WriteDossier
from terminals import reload
from test_review_session import ARTICLES, CLAIMS, TIME, is_on_disk, judge, someone_writes, words_of

from tui.cli import main
from tui.dossier.files.system import SYSTEM
from tui.dossier.values.model import Quote, Stance
from tui.review.decisions import ClearVerdict, Decision, MarkSilent, Restance, Take, TakeOut
from tui.review.history import entries, history_path
from tui.review.session import Session

ALL: list[Decision] = [
    judge("one", "mostly-true", "Because."),
    judge("one", "false", "After all.\nIn two lines."),
    ClearVerdict("one"),
    Take("one", "c", Stance.CONTRADICTS, Quote("seven")),
    Restance("one", 0, Stance.CONTEXT),
    TakeOut("one", 1),
    MarkSilent("three", "a"),
]


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """A claims file with three claims."""
    return write_dossier(CLAIMS, **ARTICLES)


def opened(path: Path, reviewer: str = "mk") -> Session:
    """A new session, as after a restart."""
    return Session(path, reviewer, lambda: TIME)


def test_each_decision_is_a_line_that_says_when_who_what_from_and_to(path: Path) -> None:
    session = opened(path)
    for decision in ALL[:2]:
        session.decide(decision)
    session.undo()

    lines = [json.loads(line) for line in history_path(path).read_bytes().splitlines()]

    assert [(line["when"], line["who"], line["did"], line["claim"], line["what"]) for line in lines] == [
        (TIME, "mk", "decide", "one", "mostly-true"),
        (TIME, "mk", "decide", "one", "false"),
        (TIME, "mk", "undo", "one", "false"),
    ]
    assert lines[0]["from"] == {"verdict": None}
    assert lines[0]["to"]["verdict"]["rationale"] == "Because."
    assert (lines[1]["from"], lines[2]["to"]) == (lines[0]["to"], lines[0]["to"])


def test_after_a_restart_undo_and_redo_go_on_to_the_byte(path: Path) -> None:
    states = [path.read_bytes()]
    for decision in ALL:
        assert opened(path).decide(decision).saved
        states.append(path.read_bytes())

    for state in reversed(states[:-1]):
        assert words_of(opened(path).undo()).startswith("saved ")
        assert path.read_bytes() == state
    assert opened(path).undo() is None
    for state in states[1:]:
        assert words_of(opened(path).redo()).startswith("saved ")
        assert path.read_bytes() == state
    assert opened(path).redo() is None


def test_a_new_decision_after_a_restart_ends_what_could_be_redone(path: Path) -> None:
    opened(path).decide(judge("one"))
    opened(path).undo()
    opened(path).decide(judge("two"))

    session = opened(path)
    assert session.redo() is None
    assert words_of(session.undo()) == "saved two undone: true"
    assert session.undo() is None


def test_undo_takes_back_the_reviewer_s_own_decisions_and_nobody_else_s(path: Path) -> None:
    opened(path).decide(judge("one"))
    opened(path, "other").decide(judge("two"))

    assert words_of(opened(path).undo()) == "saved one undone: true"
    assert words_of(opened(path, "other").undo()) == "saved two undone: true"


def test_what_was_changed_since_is_not_undone_and_that_is_said(path: Path) -> None:
    opened(path).decide(judge("one"))
    opened(path).decide(judge("two"))
    someone_writes(opened(path), "Second.", "Second, reworded.")

    session = opened(path)
    assert words_of(session.undo()) == "can't undo two true: the claim was changed since by someone else"
    assert words_of(session.undo()) == "saved one undone: true"
    assert is_on_disk(session)


@pytest.mark.parametrize(
    "torn",
    [b'{"when": "20', b"\n\n", b"not json\n", b"[]\n", b'{"when": 1}\n', b"[" * 100_000, b"\xff\xfe\n", b"\0" * 50],
)
def test_a_torn_line_is_passed_over_and_the_next_one_stands_alone(path: Path, torn: bytes) -> None:
    opened(path).decide(judge("one"))
    with open(history_path(path), "ab") as file:
        file.write(torn)

    opened(path).decide(judge("two"))

    found, unreadable = entries(history_path(path))
    assert [entry.claim for entry in found] == ["one", "two"]
    assert unreadable == (0 if not torn.strip() else 1)
    session = opened(path)
    assert words_of(session.undo()) == "saved two undone: true"
    assert words_of(session.undo()) == "saved one undone: true"


def test_without_its_history_the_dossier_is_whole(path: Path) -> None:
    opened(path).decide(judge("one"))
    history_path(path).unlink()

    session = opened(path)

    assert session.dossier.claim("one").verdict is not None
    assert session.undo() is None


@pytest.mark.parametrize("what", ["folder", "link", "fifo"])
def test_a_history_that_cannot_be_written_keeps_no_verdict_from_being_saved(
    path: Path, what: str, tmp_path: Path
) -> None:
    history, elsewhere = history_path(path), tmp_path / "elsewhere"
    if what == "folder":
        history.mkdir()
    elif what == "fifo":
        os.mkfifo(history)
    else:
        history.symlink_to(elsewhere)
    session = opened(path)

    result = session.decide(judge("one"))

    assert result.saved
    assert result.message.startswith("saved one true (but not in the history: ")
    assert is_on_disk(session)
    assert not elsewhere.exists()
    history.rmdir() if what == "folder" else history.unlink()
    assert session.decide(judge("two")).message == "saved two true"
    assert [entry.claim for entry in entries(history)[0]] == ["one", "two"]


def test_a_link_to_a_claims_file_has_the_history_of_that_file(path: Path) -> None:
    link = path.with_name("link.yaml")
    link.symlink_to(path)

    opened(link).decide(judge("one"))

    assert words_of(opened(path).undo()) == "saved one undone: true"


def test_the_command_prints_it_cleaned(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for decision in (judge("one"), judge("one", "false", "\x1b[31m"), judge("two")):
        opened(path, "m\x1bk").decide(decision)

    assert main(["-f", str(path), "history"]) == 0
    everything = capsys.readouterr().out
    assert main(["-f", str(path), "history", "two", "--json"]) == 0
    two = json.loads(capsys.readouterr().out)

    assert everything.splitlines() == [
        f"{TIME}  m␛k  one  true",
        f"{TIME}  m␛k  one  false (was true)",
        f"{TIME}  m␛k  two  true",
    ]
    assert (two["claim"], two["from"], "before" in two) == ("two", {"verdict": None}, False)


def test_the_command_says_that_there_is_none_and_that_a_line_is_torn(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-f", str(path), "history"]) == 0
    assert capsys.readouterr().out == "nothing was decided yet\n"
    history_path(path).write_bytes(b'{"torn')

    assert main(["-f", str(path), "history"]) == 0
    assert "1 line can't be read" in capsys.readouterr().err
    history_path(path).unlink()
    history_path(path).mkdir()
    assert main(["-f", str(path), "history"]) == 1
    assert "it is a folder" in capsys.readouterr().err


def test_nobody_reads_the_history_who_may_not_read_the_claims(path: Path) -> None:
    path.chmod(0o600)

    opened(path).decide(judge("one"))

    assert history_path(path).stat().st_mode & 0o777 == 0o600


def test_an_undo_that_was_refused_does_not_shift_what_is_undone_after_a_restart(path: Path) -> None:
    session = opened(path)
    session.decide(judge("one"))
    session.decide(judge("two"))
    someone_writes(session, "Second.", "Second, reworded.")
    reload(session)
    assert words_of(session.undo()).startswith("can't undo two")
    assert words_of(session.undo()) == "saved one undone: true"

    later = opened(path)

    assert words_of(later.redo()) == "saved one redone: true"
    assert words_of(later.undo()) == "saved one undone: true"


# Two people


@pytest.fixture
def umask() -> Iterator[None]:
    """New files are for their owner alone, unless something else is asked for."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def rights(file: Path) -> tuple[int, int]:
    """The group and the mode of a file."""
    return file.stat().st_gid, file.stat().st_mode & 0o777


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660, 0o664, 0o666])
def test_the_history_is_made_with_the_mode_of_the_claims_file_whatever_the_umask(path: Path, mode: int) -> None:
    path.chmod(mode)

    opened(path).decide(judge("one"))

    assert rights(history_path(path)) == rights(path)


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("had", [0o600, 0o666])
def test_the_owner_s_next_decision_mends_the_rights_of_a_history(path: Path, had: int) -> None:
    opened(path).decide(judge("one"))
    history_path(path).chmod(had)
    path.chmod(0o660)

    opened(path).decide(judge("two"))

    assert rights(history_path(path)) == rights(path)
    assert [entry.claim for entry in entries(history_path(path))[0]] == ["one", "two"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to another group")
@pytest.mark.parametrize("is_there", [True, False])
def test_the_history_has_the_group_of_the_claims_file(path: Path, is_there: bool) -> None:
    if is_there:
        opened(path).decide(judge("one"))
    os.chown(path, -1, 23456)
    path.chmod(0o660)

    opened(path).decide(judge("two"))

    assert rights(history_path(path)) == (23456, 0o660)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to another group")
def test_in_a_folder_that_gives_its_group_to_files_the_claims_file_s_goes_before(path: Path) -> None:
    os.chown(path.parent, -1, 34567)
    path.parent.chmod(0o2775)
    os.chown(path, -1, 23456)

    opened(path).decide(judge("one"))

    assert (history_path(path).stat().st_gid, path.stat().st_gid) == (23456, 23456)


def test_a_history_whose_rights_can_t_be_set_takes_decisions_all_the_same(path: Path) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    opened(path).decide(judge("one"))
    history_path(path).chmod(0o600)
    session = Session(path, "mk", lambda: TIME, system=SYSTEM._replace(fchmod=refuse, fchown=refuse))

    assert session.decide(judge("two")).message == "saved two true"
    assert [entry.claim for entry in entries(history_path(path))[0]] == ["one", "two"]


ALICE, BOB, DESK = 12345, 12346, 23456


@pytest.fixture
def shared() -> Iterator[Path]:
    """A claims file of Alice's that the desk may write, where other users can reach it."""
    if os.geteuid() != 0:
        pytest.skip("only root may run something as somebody else")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        for article, text in ARTICLES.items():
            (folder / "articles" / f"{article}.txt").write_text(text)
        claims = folder / "claims.yaml"
        claims.write_text(CLAIMS)
        for file in (folder, folder / "articles", claims):
            os.chown(file, ALICE, DESK)
            file.chmod(0o775 if file.is_dir() else 0o664)
        yield claims


AS_SOMEBODY = """
import os, pwd, sys
from tui.cli import main
user, desk, scratch, claims, claim = *map(int, sys.argv[1:3]), *sys.argv[3:]
main(["-f", scratch, "verdict", claim, "true"])  # what it needs is loaded while Python's own files can be read
print("-")
os.umask(0o077)
os.setgroups([desk])
os.setgid(user)
os.setuid(user)
sys.exit(main(["-f", claims, "verdict", claim, "true"]))
"""


@pytest.fixture
def verdict(shared: Path, path: Path) -> Callable[[int, str], tuple[int, str]]:
    """Gives a verdict as somebody whose own group is not the desk's; exit status and output."""

    def give(user: int, claim: str) -> tuple[int, str]:
        command = [sys.executable, "-c", AS_SOMEBODY, *map(str, (user, DESK, path, shared, claim))]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, check=False)
        assert not done.stderr
        return done.returncode, done.stdout.partition("-\n")[2]

    return give


def test_decisions_of_two_people_are_both_in_the_history(
    shared: Path, verdict: Callable[[int, str], tuple[int, str]]
) -> None:
    for user, claim in ((ALICE, "one"), (BOB, "two"), (ALICE, "three")):
        assert verdict(user, claim) == (0, f"saved {claim} true\n")

    assert [entry.claim for entry in entries(history_path(shared))[0]] == ["one", "two", "three"]
    assert rights(history_path(shared)) == (DESK, 0o664)
    assert rights(shared) == (DESK, 0o664)


def test_a_history_that_is_somebody_else_s_alone_is_named_with_the_remedy(
    shared: Path, verdict: Callable[[int, str], tuple[int, str]]
) -> None:
    history = history_path(shared)
    history.touch()
    os.chown(history, ALICE, ALICE)
    history.chmod(0o600)

    remedy = (
        f"Permission denied: {history.name} belongs to user {ALICE}, whose next decision lets you in, or "
        f"chgrp {DESK} and chmod 664 by them"
    )
    assert verdict(BOB, "one") == (1, f"saved one true (but not in the history: {remedy})\n")
    assert verdict(ALICE, "two") == (0, "saved two true\n")
    assert verdict(BOB, "three") == (0, "saved three true\n")
    assert [entry.claim for entry in entries(history)[0]] == ["two", "three"]
