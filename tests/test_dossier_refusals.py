"""What a file system does not offer stops no save that loses nothing, and what fails after a save is said as that."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import WriteDossier
from steps import NOW, decide
from terminals import painted, review, typed, until

from tui.cli import main
from tui.dossier.files import saving
from tui.dossier.files.loading import open_dossier
from tui.dossier.files.system import SYSTEM, System
from tui.dossier.values.problems import ChangedOnDisk, SaveFailed
from tui.launch import launch
from tui.review.history import entries, history_path
from tui.review.session import Session

CLAIMS = "articles: articles\nclaims:\n  - id: one\n    text: First.\n  - id: two\n    text: Second.\n"
REFUSED = [errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOTSUP, errno.ENOSYS]
Call = Callable[..., None]


@pytest.fixture
def claims(write_dossier: WriteDossier) -> Path:
    """A claims file with two claims."""
    return write_dossier(CLAIMS, a="one")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds the word old."""
    file = tmp_path / "f.yaml"
    file.write_bytes(b"old")
    return file


def refused(number: int) -> Call:
    """A call that always fails."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def with_calls(calls: dict[str, Any]) -> System:
    """The system with some calls in the place of its own."""
    return SYSTEM._replace(**calls)


def for_folders(number: int) -> Call:
    """A sync that fails for folders and for nothing else."""

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        os.fsync(descriptor)

    return fsync


def is_saved(path: Path) -> bool:
    """Whether the first claim has its verdict on the disk, and the history tells of it once."""
    verdict = open_dossier(path).dossier.claim("one").verdict
    return verdict is not None and [entry.claim for entry in entries(history_path(path))[0]] == ["one"]


@pytest.mark.parametrize("number", [*REFUSED, errno.EBADF], ids=errno.errorcode.get)
def test_a_folder_that_can_t_be_synced_is_no_failure(claims: Path, number: int) -> None:
    session = Session(claims, "mk", lambda: NOW, system=SYSTEM._replace(fsync=for_folders(number)))

    assert decide(session).message == "saved one true"
    assert is_saved(claims)


def test_a_folder_whose_sync_fails_is_named_and_the_save_is_a_save(claims: Path) -> None:
    session = Session(claims, "mk", lambda: NOW, system=SYSTEM._replace(fsync=for_folders(errno.EIO)))

    result = decide(session)

    why = "its folder could not be synced, so a power cut may undo it: Input/output error"
    assert (result.saved, result.message) == (True, f"saved one true (but {why})")
    assert is_saved(claims)
    assert session.working_copy.is_saved


@pytest.mark.parametrize("number", REFUSED, ids=errno.errorcode.get)
@pytest.mark.parametrize("call", ["fchmod", "fchown", "flock", "exchange"])
def test_a_call_that_the_file_system_refuses_stops_no_save(claims: Path, call: str, number: int) -> None:
    session = Session(claims, "mk", lambda: NOW, system=with_calls({call: refused(number)}))
    mode = claims.stat().st_mode

    assert decide(session).message == "saved one true"
    assert is_saved(claims)
    assert claims.stat().st_mode == mode
    assert not list(claims.parent.glob(".*"))


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS], ids=errno.errorcode.get)
def test_a_file_system_without_any_sync_stops_no_save(claims: Path, number: int) -> None:
    session = Session(claims, "mk", lambda: NOW, system=SYSTEM._replace(fsync=refused(number)))

    assert decide(session).message == "saved one true"
    assert is_saved(claims)


def test_a_folder_that_may_be_written_and_not_read_stops_no_save(path: Path) -> None:
    def open_no_folder(name: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_DIRECTORY:
            raise PermissionError(errno.EACCES, "Permission denied")
        return os.open(name, flags, mode)

    saving.replace_bytes(path, b"new", b"old", SYSTEM._replace(open=open_no_folder))

    assert (path.read_bytes(), os.listdir(path.parent)) == (b"new", ["f.yaml"])


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EINVAL], ids=errno.errorcode.get)
def test_without_an_exchange_of_names_a_save_is_a_rename(path: Path, number: int) -> None:
    saving.replace_bytes(path, b"new", b"old", SYSTEM._replace(exchange=refused(number)))

    assert (path.read_bytes(), os.listdir(path.parent)) == (b"new", ["f.yaml"])


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("calls", [("open",), ("exchange", "replace")])
def test_a_folder_that_takes_no_new_file_is_named_with_the_remedy_and_the_file_stays(
    path: Path, calls: tuple[str, ...], number: int
) -> None:
    def for_new_files(name: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(number, os.strerror(number))
        return os.open(name, flags, mode)

    fakes = {call: for_new_files if call == "open" else refused(number) for call in calls}
    if number == errno.EROFS:
        fakes.pop("exchange", None)
    with pytest.raises(SaveFailed) as failed:
        saving.replace_bytes(path, b"new", b"old", with_calls(fakes))

    assert re.match(
        f"{os.strerror(number)} in the folder {path.parent}: .*; allow yourself to write", str(failed.value)
    )
    assert (path.read_bytes(), os.listdir(path.parent)) == (b"old", ["f.yaml"])


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EXDEV], ids=errno.errorcode.get)
def test_a_file_that_is_mounted_by_itself_is_named_with_the_remedy_and_stays(path: Path, number: int) -> None:
    system = SYSTEM._replace(exchange=refused(number), replace=lambda old, new: mounted(old, new, number))

    with pytest.raises(SaveFailed, match=f"f.yaml is mounted by itself.*; mount the folder {path.parent} instead"):
        saving.replace_bytes(path, b"new", b"old", system)

    assert (path.read_bytes(), os.listdir(path.parent)) == (b"old", ["f.yaml"])


def mounted(old: Path, new: Path, number: int) -> None:
    """A rename that can't be done over a file that is a mount."""
    if new.name == "f.yaml":
        raise OSError(number, os.strerror(number))
    os.replace(old, new)


def test_a_mode_that_can_t_be_given_is_refused_in_words_rather_than_changed(path: Path) -> None:
    path.chmod(0o660)

    with pytest.raises(SaveFailed, match=f"in the folder {path.parent} can't be given the mode 660 of f.yaml"):
        saving.replace_bytes(path, b"new", b"old", SYSTEM._replace(fchmod=refused(errno.EPERM)))

    assert (path.read_bytes(), os.listdir(path.parent)) == (b"old", ["f.yaml"])


# After the save


@pytest.mark.parametrize("call", ["unlink", "lstat", "read"])
def test_what_was_displaced_and_can_t_be_looked_at_or_removed_is_named_and_the_save_is_a_save(
    claims: Path, call: str
) -> None:
    committed: list[bool] = []

    def exchange(one: Path, other: Path) -> None:
        SYSTEM.exchange(one, other)
        committed.append(True)

    def failing(*arguments: object) -> object:
        if committed:
            committed.clear()
            raise OSError(errno.EIO, "Input/output error")
        return getattr(SYSTEM, call)(*arguments)

    session = Session(claims, "mk", lambda: NOW, system=with_calls({"exchange": exchange, call: failing}))
    result = decide(session)

    left = [path.name for path in claims.parent.glob(".*")]
    assert result.saved
    assert result.message.endswith(f" left in {left[0]}: Input/output error)")
    assert is_saved(claims)
    assert saving.clear_leftovers(claims) == []
    assert not list(claims.parent.glob(".*"))


def test_when_the_exchange_can_t_be_undone_the_other_s_work_is_kept_under_a_name_that_is_said(path: Path) -> None:
    calls: list[str] = []

    def exchange(one: Path, other: Path) -> None:
        calls.append("exchange")
        if len(calls) > 1:
            raise OSError(errno.EIO, "Input/output error")
        path.write_bytes(b"theirs")
        SYSTEM.exchange(one, other)

    done = saving.replace_bytes(path, b"new", b"old", SYSTEM._replace(exchange=exchange))

    (kept,) = path.parent.glob("*.found-*")
    assert (path.read_bytes(), kept.read_bytes()) == (b"new", b"theirs")
    assert done.trouble == f"what someone else had saved in that moment is kept in {kept.name}: Input/output error"


def test_a_link_that_takes_the_file_s_place_in_the_moment_of_the_save_is_put_back_unread(path: Path) -> None:
    secret = path.with_name("secret")
    secret.write_bytes(b"old")  # what it leads to is just what was expected
    turns: list[str] = []

    def exchange(one: Path, other: Path) -> None:
        if not turns:
            path.unlink()
            path.symlink_to(secret)
        turns.append("exchange")
        SYSTEM.exchange(one, other)

    with pytest.raises(ChangedOnDisk):
        saving.replace_bytes(path, b"new", b"old", SYSTEM._replace(exchange=exchange))

    assert (path.is_symlink(), secret.read_bytes()) == (True, b"old")
    assert sorted(os.listdir(path.parent)) == ["f.yaml", "secret"]


# The history


def is_history(descriptor: int, claims: Path) -> bool:
    """Whether an open file is the history of a claims file."""
    history = history_path(claims)
    return history.exists() and os.path.samestat(os.fstat(descriptor), history.stat())


def without_history(claims: Path) -> Session:
    """A session that has saved a verdict which is not in the history, since a folder lies in its place."""
    history_path(claims).mkdir()
    session = Session(claims, "mk", lambda: NOW)
    assert decide(session).message == "saved one true (but not in the history: Is a directory)"
    return session


def test_what_waits_for_the_history_gets_in_when_there_is_nothing_else_to_save(claims: Path) -> None:
    session = without_history(claims)
    history_path(claims).rmdir()

    session.working_copy.save()

    assert is_saved(claims)
    assert session.working_copy.unlogged == ()


async def test_leaving_the_review_writes_what_waits_for_the_history(claims: Path) -> None:
    history_path(claims).mkdir()
    app = review(claims)
    async with app.run_test(size=(120, 40)):
        typed(app, "1mine<enter>")
        await until(lambda: "but not in the history" in " ".join(painted(app).split()))
        history_path(claims).rmdir()
        typed(app, "q")
        await until(lambda: app.review.left)

    assert is_saved(claims)


@pytest.mark.parametrize("is_mended", [True, False])
def test_what_waits_for_the_history_is_written_at_quit_or_named(
    claims: Path, is_mended: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(session: Session, _: object) -> object:
        history_path(claims).mkdir()
        decide(session)
        if is_mended:
            history_path(claims).rmdir()
        return SimpleNamespace(return_code=0, review=SimpleNamespace(parting=""))

    monkeypatch.setattr("tui.screens.app.run", run)

    status = launch(claims, "mk")

    said = "factcheck: not all that is saved is in the history: Is a directory\n"
    assert (status, capsys.readouterr().err) == ((0, "") if is_mended else (1, said))
    assert is_mended is (history_path(claims).is_file() and is_saved(claims))


def test_a_verdict_that_is_missing_from_the_history_ends_with_1(
    claims: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history_path(claims).mkdir()

    assert main(["-f", str(claims), "verdict", "one", "true"]) == 1
    assert capsys.readouterr().out == "saved one true (but not in the history: Is a directory)\n"


def test_a_disk_that_is_full_in_the_middle_of_the_history_leaves_a_torn_line_and_no_line_twice(claims: Path) -> None:
    room = [2, 30, 0]

    def write(descriptor: int, data: memoryview) -> int:
        if is_history(descriptor, claims) and room:
            if not (left := room.pop(0)):
                raise OSError(errno.ENOSPC, "No space left on device")
            return os.write(descriptor, data[:left])
        return os.write(descriptor, data)

    session = Session(claims, "mk", lambda: NOW, system=SYSTEM._replace(write=write))
    assert "(but not in the history: No space left on device)" in decide(session).message

    session.working_copy.save()

    found, torn = entries(history_path(claims))
    assert ([entry.claim for entry in found], torn) == (["one"], 1)


def test_a_history_that_is_written_and_can_t_be_synced_is_not_written_twice(claims: Path) -> None:
    def fsync(descriptor: int) -> None:
        if is_history(descriptor, claims):
            raise OSError(errno.EIO, "Input/output error")

    session = Session(claims, "mk", lambda: NOW, system=SYSTEM._replace(fsync=fsync))

    assert decide(session).message == "saved one true (but the history may not be on the disk: Input/output error)"
    session.working_copy.save()
    assert is_saved(claims)
