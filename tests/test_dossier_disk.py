"""A file is replaced whole, as what it was, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tui.dossier import disk
from tui.dossier.problems import ChangedOnDisk, SaveFailed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds the word old."""
    file = tmp_path / "f.yaml"
    file.write_bytes(b"old")
    return file


def names(path: Path) -> list[str]:
    """All that lies in a file's folder."""
    return sorted(os.listdir(path.parent))


def test_mode_and_links_stay(path: Path) -> None:
    path.chmod(0o640)
    link = path.parent / "link.yaml"
    link.symlink_to(path.name)

    disk.replace_bytes(link, b"new", b"old")

    assert (path.read_bytes(), path.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
    assert names(path) == ["f.yaml", "link.yaml"]


def test_what_somebody_else_wrote_is_not_overwritten(path: Path) -> None:
    with pytest.raises(ChangedOnDisk):
        disk.replace_bytes(path, b"new", b"older")

    assert path.read_bytes() == b"old"


def test_what_somebody_else_wrote_during_the_save_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def meanwhile(descriptor: int) -> None:
        fsync(descriptor)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ChangedOnDisk):
        disk.replace_bytes(path, b"new", b"old")

    assert (path.read_bytes(), names(path)) == (b"theirs", ["f.yaml"])


@pytest.mark.parametrize("step", ["fsync", "replace", "fchmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_failing_step_leaves_the_old_file_and_nothing_else(
    step: str, number: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(SaveFailed, match=os.strerror(number)):
        disk.replace_bytes(path, b"new", b"old")

    assert (path.read_bytes(), names(path)) == (b"old", ["f.yaml"])


def test_read_only_hard_linked_and_vanished_files_are_refused_in_words(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(SaveFailed, match="read-only"):
        disk.replace_bytes(path, b"new", b"old")
    path.chmod(0o644)
    os.link(path, path.parent / "second")
    with pytest.raises(SaveFailed, match="hard link"):
        disk.replace_bytes(path, b"new", b"old")
    path.unlink()
    with pytest.raises(SaveFailed, match="No such file"):
        disk.replace_bytes(path, b"new", b"old")
    path.mkdir()
    with pytest.raises(SaveFailed):
        disk.replace_bytes(path, b"new", b"old")


def test_only_regular_files_are_read_and_none_is_waited_for(path: Path) -> None:
    fifo = path.parent / "fifo"
    os.mkfifo(fifo)

    for other in (fifo, path.parent, Path("/dev/zero")):
        with pytest.raises(OSError, match="it is"):
            disk.read_bytes(other, 10)
    with pytest.raises(OSError, match="larger than"):
        disk.read_bytes(path, 2)


def test_a_new_file_has_the_mode_that_new_files_have(path: Path) -> None:
    new, plain = path.parent / "new", path.parent / "plain"
    plain.touch()

    disk.write_bytes(new, b"x")

    assert new.stat().st_mode == plain.stat().st_mode
