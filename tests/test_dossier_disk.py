"""Only regular files are read, and a file of our own making is written whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.dossier.files import disk


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


def test_a_new_file_has_the_mode_that_new_files_have(path: Path) -> None:
    new, plain = path.parent / "new", path.parent / "plain"
    plain.touch()

    disk.write_bytes(new, b"x")

    assert new.stat().st_mode == plain.stat().st_mode
