"""A report is written over what the program wrote itself; what anybody else wrote there is kept, each time."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tui.cli import main
from tui.dossier.values.problems import SaveFailed
from tui.reports.write_report import write_report


def names(folder: Path) -> list[str]:
    """The files of a folder."""
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_what_the_program_wrote_itself_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "s.md"

    assert [write_report(path, data) for data in (b"one", b"two", b"two", b"three")] == [None] * 4
    assert path.read_bytes() == b"three"
    assert names(tmp_path) == ["s.md"]


def test_what_was_written_by_hand_is_kept_however_often_the_report_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "s.md"
    write_report(path, b"one")
    path.write_bytes(b"one, and hours of work")

    assert write_report(path, b"two") == tmp_path / "s.md~"
    assert write_report(path, b"three") is None
    path.write_bytes(b"other work")
    assert write_report(path, b"four") == tmp_path / "s.md~2"
    path.write_bytes(b"other work")
    assert write_report(path, b"five") == tmp_path / "s.md~2"  # it is there already
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == [
        b"five",
        b"one, and hours of work",
        b"other work",
    ]


def test_without_a_cache_what_stands_there_is_kept_rather_than_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_CACHE", "no absolute path")
    path = tmp_path / "s.md"
    write_report(path, b"one")

    assert write_report(path, b"two") == tmp_path / "s.md~"
    assert (tmp_path / "s.md~").read_bytes() == b"one"


def test_where_it_can_not_be_kept_nothing_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.md"
    path.write_bytes(b"by hand")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tui.reports.write_report.create", full)
    with pytest.raises(SaveFailed, match="No space left"):
        write_report(path, b"one")
    assert path.read_bytes() == b"by hand"


def test_a_name_that_is_a_folder_or_a_link_into_nowhere_is_not_free(tmp_path: Path) -> None:
    path = tmp_path / "s.md"
    path.write_bytes(b"by hand")
    (tmp_path / "s.md~").mkdir()
    os.symlink(tmp_path / "nowhere", tmp_path / "s.md~2")

    assert write_report(path, b"one") == tmp_path / "s.md~3"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_what_is_kept_may_be_read_by_nobody_who_might_not_read_it_before(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "s.md"
    for name, text in (("s.md~", b"by hand"), ("s.md~2", b"by hand too")):
        path.write_bytes(text)
        path.chmod(mode)

        assert write_report(path, b"report") == tmp_path / name

        assert (tmp_path / name).stat().st_mode & 0o777 == mode
        assert path.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_under_a_name_that_nobody_gave_is_refused_and_nothing_is_written(tmp_path: Path, is_there: bool) -> None:
    target, path = tmp_path / "target", tmp_path / "s.md"
    if is_there:
        target.write_bytes(b"a key")
    path.symlink_to(target)

    with pytest.raises(SaveFailed, match="it is a link"):
        write_report(path, b"report")

    assert names(tmp_path) == ["s.md", "target"] * is_there
    assert not is_there or target.read_bytes() == b"a key"


def test_what_is_kept_is_not_looked_for_behind_a_link(tmp_path: Path) -> None:
    path = tmp_path / "s.md"
    path.write_bytes(b"by hand")
    (tmp_path / "elsewhere").write_bytes(b"by hand")
    (tmp_path / "s.md~").symlink_to(tmp_path / "elsewhere")

    assert write_report(path, b"report") == tmp_path / "s.md~2"


def test_from_the_command_line_it_is_kept_too_and_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = desk.parent / "out.md"
    output.write_text("by hand", encoding="utf-8")

    assert main(["-f", str(desk), "summary", "-o", str(output)]) == 0
    assert capsys.readouterr().err == f"written to {output}; what stood there is kept in {output}~\n"
    assert main(["-f", str(desk), "summary", "-o", str(output)]) == 0
    assert capsys.readouterr().err == f"written to {output}\n"
    assert Path(f"{output}~").read_text(encoding="utf-8") == "by hand"
