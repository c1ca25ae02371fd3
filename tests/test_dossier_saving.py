"""A save survives each of its own steps: killed, refused or overtaken at any of them, nobody's work is lost."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import WriteDossier
from steps import NOW, Steps, decide

from tui.cli import main
from tui.dossier.files import saving
from tui.dossier.files.loading import open_dossier
from tui.dossier.files.system import SYSTEM
from tui.dossier.files.waiting import Waiting
from tui.dossier.values.problems import ChangedOnDisk, SaveFailed
from tui.review.history import entries, history_path
from tui.review.session import Session

CLAIMS = (
    "articles: articles\nclaims:\n  - id: one\n    text: First.   # as it was said\n  - id: two\n    text: Second.\n"
)
STEPS = 90
"""More than a save takes; the tests say so if that is no longer true."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds the word old."""
    file = tmp_path / "f.yaml"
    file.write_bytes(b"old")
    return file


@pytest.fixture
def claims(write_dossier: WriteDossier) -> Path:
    """A claims file with two claims."""
    return write_dossier(CLAIMS, a="one")


def names(path: Path) -> list[str]:
    """All that lies in a file's folder."""
    return sorted(os.listdir(path.parent))


def rating(path: Path) -> str:
    """What is on the disk as the verdict of the first claim."""
    verdict = open_dossier(path).dossier.claim("one").verdict
    return verdict.rating if verdict else ""


def test_mode_and_links_stay(path: Path) -> None:
    path.chmod(0o640)
    link = path.parent / "link.yaml"
    link.symlink_to(path.name)

    saving.replace_bytes(link, b"new", b"old")

    assert (path.read_bytes(), path.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
    assert names(path) == ["f.yaml", "link.yaml"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to another")
def test_owner_and_group_stay(path: Path) -> None:
    os.chown(path, 12345, 23456)

    saving.replace_bytes(path, b"new", b"old")

    assert (path.read_bytes(), path.stat().st_uid, path.stat().st_gid) == (b"new", 12345, 23456)


def test_what_a_system_notes_beside_a_file_stays(path: Path) -> None:
    try:
        os.setxattr(path, "user.project", b"bridge")
    except (AttributeError, OSError):
        pytest.skip("this system or file system has no extended attributes")

    saving.replace_bytes(path, b"new", b"old")

    assert (path.read_bytes(), os.getxattr(path, "user.project")) == (b"new", b"bridge")


def test_what_somebody_else_wrote_is_not_overwritten(path: Path) -> None:
    with pytest.raises(ChangedOnDisk):
        saving.replace_bytes(path, b"new", b"older")

    assert path.read_bytes() == b"old"


def test_read_only_hard_linked_and_vanished_files_are_refused_in_words(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(SaveFailed, match="read-only"):
        saving.replace_bytes(path, b"new", b"old")
    path.chmod(0o644)
    os.link(path, path.parent / "second")
    with pytest.raises(SaveFailed, match="hard link"):
        saving.replace_bytes(path, b"new", b"old")
    path.unlink()
    with pytest.raises(SaveFailed, match="No such file"):
        saving.replace_bytes(path, b"new", b"old")
    path.mkdir()
    with pytest.raises(SaveFailed, match="it is a folder"):
        saving.replace_bytes(path, b"new", b"old")


def test_a_folder_that_another_program_holds_locked_is_waited_for_and_then_said(path: Path) -> None:
    waited: list[float] = []
    waiting = Waiting(lock_seconds=2.0, clock=lambda: sum(waited), sleep=waited.append)
    with saving._folder(path.parent), pytest.raises(SaveFailed, match="another program"):
        saving.replace_bytes(path, b"new", b"old", waiting=waiting)
    assert 2.0 <= sum(waited) < 2.1

    saving.replace_bytes(path, b"new", b"old")
    assert path.read_bytes() == b"new"


def test_a_save_goes_on_as_soon_as_the_folder_is_no_longer_locked(path: Path) -> None:
    tries = iter((BlockingIOError(), BlockingIOError(), None))

    def flock(_: int) -> None:
        if error := next(tries):
            raise error

    saving.replace_bytes(path, b"new", b"old", SYSTEM._replace(flock=flock))

    assert path.read_bytes() == b"new"


def test_without_an_exchange_of_names_a_file_that_was_changed_meanwhile_is_left_alone(path: Path) -> None:
    def exchange(*_: Path) -> None:
        raise OSError(errno.ENOSYS, "")

    def fsync(descriptor: int) -> None:
        os.fsync(descriptor)
        path.write_bytes(b"theirs")

    with pytest.raises(ChangedOnDisk):
        saving.replace_bytes(path, b"new", b"old", SYSTEM._replace(exchange=exchange, fsync=fsync))

    assert (path.read_bytes(), names(path)) == (b"theirs", ["f.yaml"])


KilledAt = Callable[[int, str], tuple[str, int]]


@pytest.fixture
def killed_at(claims: Path) -> Iterator[KilledAt]:
    """Decides in a process of its own that is killed before or after a step: what it said, and its status."""
    program = [sys.executable, str(Path(__file__).with_name("steps.py")), str(claims)]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    ) as process:
        asked, answered = process.stdin, process.stdout
        assert asked is not None
        assert answered is not None

        def killed(step: int, when: str) -> tuple[str, int]:
            asked.write(f"{step} {when}\n")
            lines = [answered.readline()]
            while not lines[-1].startswith("end "):
                assert lines[-1], f"no answer: {lines}"
                lines.append(answered.readline())
            return "".join(lines[:-1]), int(lines[-1].split()[1])

        yield killed
        asked.close()


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_step_the_file_is_whole_and_what_was_acknowledged_is_there(
    claims: Path, killed_at: KilledAt, when: str
) -> None:
    before = claims.read_bytes()
    folder = names(claims)
    for step in range(STEPS):
        claims.write_bytes(before)
        history_path(claims).unlink(missing_ok=True)
        said, status = killed_at(step, when)
        assert status in {0, -signal.SIGKILL}, said
        is_saved = "saved one true" in said
        assert rating(claims) == "true" or not is_saved
        assert len(entries(history_path(claims))[0]) == 1 or not is_saved
        assert claims.read_bytes() == before or rating(claims) == "true"

        assert saving.clear_leftovers(claims) == []

        assert set(names(claims)) <= {*folder, history_path(claims).name}
        assert claims.read_bytes().startswith(before[:60])
        if status == 0:
            break
    assert is_saved
    assert step > 15


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE])
def test_refused_at_any_step_nothing_is_acknowledged_that_is_not_there_and_the_next_try_saves(
    claims: Path, number: int
) -> None:
    before = claims.read_bytes()

    def refuse(name: str) -> None:
        raise OSError(number, os.strerror(number))

    refused = 0
    for step in range(STEPS):
        claims.write_bytes(before)
        history_path(claims).unlink(missing_ok=True)
        steps = Steps(step, refuse)
        session = Session(claims, "mk", lambda: NOW, system=steps.system)
        result = decide(session)
        refused += not result.saved
        assert rating(claims) == "true" or not result.saved
        assert result.saved or result.message.startswith(f"NOT SAVED one: {os.strerror(number)}")
        assert result.saved is session.working_copy.is_saved

        session.working_copy.save()

        assert (rating(claims), session.working_copy.is_saved) == ("true", True)
        assert [entry.claim for entry in entries(history_path(claims))[0]] == ["one"]
        assert len(claims.read_bytes()) > len(before)
        saving.clear_leftovers(claims)
        assert not [name for name in names(claims) if name.startswith(".")]
        if len(steps.calls) <= step:
            break
    assert refused > 8
    assert step < STEPS - 1


def by_rename(path: Path, data: bytes) -> None:
    """Save as most editors do."""
    other = path.with_name("editor~")
    other.write_bytes(data)
    other.replace(path)


def in_place(path: Path, data: bytes) -> None:
    """Save as some editors do."""
    path.write_bytes(data)


@pytest.mark.parametrize("write", [by_rename, in_place])
@pytest.mark.parametrize("their", ["text: Second, reworded.", "text: Second.\n    verdict: outdated"])
def test_overtaken_at_any_step_what_the_editor_wrote_is_there_and_so_is_the_verdict(
    claims: Path, write: Callable[[Path, bytes], None], their: str
) -> None:
    before = claims.read_bytes()
    theirs = before.replace(b"text: Second.", their.encode())
    for step in range(STEPS):
        claims.write_bytes(before)
        steps = Steps(step, lambda _: write(claims, theirs))
        session = Session(claims, "mk", lambda: NOW, system=steps.system)
        result = decide(session)
        if not result.saved:
            session.working_copy.save()
        if len(steps.calls) <= step:
            break

        if claims.read_bytes() == theirs:  # they wrote over a verdict that was on the disk: the next look finds it gone
            assert result.saved
            assert session.working_copy.look() is not None
        else:
            assert rating(claims) == "true"
        assert their in claims.read_text()
        assert session.working_copy.is_saved
        assert not list(claims.parent.glob("*.found-*"))  # nothing of the editor's was displaced for good
    assert step > 15


@pytest.mark.parametrize("name", ["調" * 75 + ".yaml", "x" * 200 + ".yaml"])
def test_a_long_name_keeps_no_file_from_being_saved(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")

    saving.replace_bytes(path, b"new", b"old")

    assert (path.read_bytes(), names(path)) == (b"new", [name])


def test_what_a_script_finds_of_an_interrupted_save_it_tells(claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = claims.with_name(f".{claims.name}.00000000-11111111.5.factcheck")
    other.write_text("theirs")
    other.chmod(0o444)
    claims.with_name(f"{other.name}.part").write_text("half of ours")

    assert main(["-f", str(claims), "verdict", "one", "true"]) == 0

    assert ".found-" in capsys.readouterr().err
    assert [path.read_text() for path in claims.parent.glob("*.found-*")] == ["theirs"]
    assert not [name for name in names(claims) if name.startswith(".")]


def test_what_an_editor_saved_in_the_moment_of_a_kill_is_kept_under_a_name_that_is_told(claims: Path) -> None:
    theirs, new = b"theirs", CLAIMS.replace("First", "Other").encode()
    other = claims.parent / saving._other_name(claims.name, claims.read_bytes(), new)
    other.write_bytes(theirs)

    found = Session(claims, "mk").working_copy.recovered

    assert [path.read_bytes() for path in found] == [theirs]
    assert not other.exists()
