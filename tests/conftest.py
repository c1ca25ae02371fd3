"""What the tests stand on: copies of the shipped dossier, small dossiers of their own, and no trace of the machine."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tui.review.history import history_path

ROOT = Path(__file__).parent.parent
settings.register_profile("tests", deadline=None, max_examples=int(os.environ.get("FACTCHECK_EXAMPLES", "60")))
settings.load_profile("tests")

WriteDossier = Callable[..., Path]


def pytest_collection_finish() -> None:
    """Leave what is imported by now out of all later garbage collections: an app starts in three quarters of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The reviewer is always the same, whoever runs the tests, and no setting of theirs is read."""
    monkeypatch.setenv("FACTCHECK_REVIEWER", "mk")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("NO_COLOR", "COLORTERM", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes slowly here: what others wrote is whole when it is met."""
    monkeypatch.setattr("tui.dossier.files.folder_watch.STILL_SECONDS", 0.0)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A copy of the shipped dossier; the path of its claims file."""
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copy(ROOT / "claims.yaml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder / "claims.yaml"


@pytest.fixture
def write_dossier(tmp_path: Path) -> WriteDossier:
    """Writes a claims file, given as bytes or text, and its articles; the path of the claims file."""

    def write(claims: str | bytes, **articles: str | bytes) -> Path:
        folder = tmp_path / "articles"
        folder.mkdir(exist_ok=True)
        for name, text in articles.items():
            data = text if isinstance(text, bytes) else text.encode("utf-8")
            (folder / f"{name}.txt").write_bytes(data)
        path = tmp_path / "claims.yaml"
        history_path(path).unlink(missing_ok=True)
        for left_at in (tmp_path / "cache").glob("place-*"):  # or a review would go on where one before was left
            left_at.unlink()
        path.write_bytes(claims if isinstance(claims, bytes) else claims.encode("utf-8"))
        return path

    return write
