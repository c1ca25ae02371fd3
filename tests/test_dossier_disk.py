"""Only regular files are read, and a file of our own making is written whole."""

from __future__ import annotations

import os
import stat
import tracemalloc
from pathlib import Path

import pytest

from tui.dossier.files import disk
from tui.dossier.files.system import SYSTEM
from tui.dossier.values.problems import SaveFailed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that holds the word old."""
    file = tmp_path / "f.yaml"
    file.write_bytes(b"old")
    return file


def test_only_regular_files_are_read_and_none_is_waited_for(path: Path) -> None:
    fifo = path.parent / "fifo"
    os.mkfifo(fifo)

    for other in (fifo, path.parent, Path("/dev/zero")):
        with pytest.raises(OSError, match="it is"):
            disk.read_bytes(other, 10)
    with pytest.raises(OSError, match="larger than"):
        disk.read_bytes(path, 2)


def test_of_several_nuls_in_a_file_the_first_is_named() -> None:
    with pytest.raises(OSError, match="line 2 has a NUL"):
        disk.decode(b"a\n\0b\nc\0")


def test_a_new_file_has_the_mode_that_new_files_have(path: Path) -> None:
    new, plain = path.parent / "new", path.parent / "plain"
    plain.touch()

    disk.write_bytes(new, b"x")

    assert new.stat().st_mode == plain.stat().st_mode


def test_a_file_costs_its_own_size_to_read_whatever_the_limit(path: Path) -> None:
    large = path.with_name("large")
    large.write_bytes(b"x" * 3_000_000)
    for file, most in ((path, 100_000), (large, 3_200_000)):
        size = file.stat().st_size
        tracemalloc.start()
        data = disk.read_bytes(file, 1_000_000_000)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert len(data) == size
        assert peak < most


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end_or_to_the_limit(path: Path) -> None:
    with open(path, "ab", buffering=0) as file:
        more = [b"x" * 100_000, b"y" * 100_000]

        def read(descriptor: int, count: int) -> bytes:
            data = os.read(descriptor, count)
            if more:
                file.write(more.pop(0))
            return data

        system = SYSTEM._replace(read=read)
        assert disk.read_bytes(path, 1_000_000, system=system) == b"old" + b"x" * 100_000 + b"y" * 100_000
        more.append(b"z")
        with pytest.raises(OSError, match="larger than"):
            disk.read_bytes(path, 200_003, system=system)


def test_a_file_of_no_size_that_has_contents_is_read() -> None:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("this system has no files of that kind")

    assert b"Name:" in disk.read_bytes(status, 1_000_000)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660, 0o666, 0o604])
def test_a_copy_has_at_no_moment_wider_rights_than_what_it_copies(path: Path, mode: int) -> None:
    path.chmod(mode)
    copy = path.with_name("copy")
    seen: list[int] = []

    def fstat(descriptor: int) -> os.stat_result:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return os.fstat(descriptor)

    def write(descriptor: int, data: memoryview) -> int:
        fstat(descriptor)
        return os.write(descriptor, data)

    before = os.umask(0)
    try:
        disk.create(copy, b"x", path, SYSTEM._replace(write=write, fstat=fstat))
    finally:
        os.umask(before)

    assert [at & ~mode for at in seen] == [0] * len(seen)
    assert seen[0] & 0o070 & ~(mode << 3) == 0  # its group may still be another one
    assert stat.S_IMODE(copy.stat().st_mode) == mode


def test_without_its_group_a_copy_gives_the_group_that_it_has_no_more_than_everybody(path: Path) -> None:
    path.chmod(0o664)
    copy = path.with_name("copy")

    def other_group(descriptor: int) -> os.stat_result:
        found = list(os.fstat(descriptor))
        found[stat.ST_GID] += 1
        return os.stat_result(found)

    disk.create(copy, b"x", path, SYSTEM._replace(fstat=other_group))

    assert stat.S_IMODE(copy.stat().st_mode) == 0o644


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to another")
def test_a_copy_belongs_to_whom_the_original_belongs(path: Path) -> None:
    os.chown(path, 12345, 23456)

    status = disk.create(path.with_name("copy"), b"x", path)

    assert (status.st_uid, status.st_gid) == (12345, 23456)


def test_what_can_t_be_made_whole_leaves_nothing_behind(path: Path) -> None:
    def full(*_: object) -> int:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        disk.create(path.with_name("new"), b"x", system=SYSTEM._replace(write=full))
    assert os.listdir(path.parent) == ["f.yaml"]


def test_a_name_that_is_taken_is_not_written_over(path: Path) -> None:
    link = path.with_name("link")
    link.symlink_to("nowhere")

    for taken in (path, link):
        with pytest.raises(FileExistsError):
            disk.create(taken, b"x")
    assert (path.read_bytes(), sorted(os.listdir(path.parent))) == (b"old", ["f.yaml", "link"])


def test_a_link_is_followed_only_where_a_person_named_the_path(path: Path) -> None:
    link = path.with_name("link")
    link.symlink_to(path)

    with pytest.raises(OSError, match="it is a link, which may lead anywhere; remove it"):
        disk.read_bytes(link, 10, follows=False)
    with pytest.raises(SaveFailed, match="it is a link, which may lead anywhere; remove it"):
        disk.write_bytes(link, b"new")
    assert disk.read_bytes(link, 10) == b"old"
    disk.write_bytes(link, b"new", follows=True)
    assert (path.read_bytes(), link.is_symlink()) == (b"new", True)


def test_what_is_no_file_is_not_written_under_a_name_that_the_program_chose(path: Path) -> None:
    fifo, folder = path.with_name("fifo"), path.with_name("folder")
    os.mkfifo(fifo)
    folder.mkdir()

    for place, words in ((fifo, "it is no regular file"), (folder, "it is a folder")):
        with pytest.raises(SaveFailed, match=words):
            disk.write_bytes(place, b"new")


def test_a_pipe_is_written_to_and_stays_a_pipe(path: Path) -> None:
    fifo = path.parent / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        disk.write_bytes(fifo, b"summary", follows=True)

        assert os.read(reader, 100) == b"summary"
    finally:
        os.close(reader)
    assert fifo.is_fifo()
