"""A folder of articles is read once; what was written since is read again, and what was not is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import WriteDossier

from tui.dossier import folder as module
from tui.dossier.disk import read_bytes
from tui.dossier.loading import Opened, open_dossier

CLAIMS = "articles: articles\nclaims:\n  - id: x\n    text: The bridge is closed.\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that are read, by the names of their files."""
    names: list[str] = []

    def noted(path: Path, limit: int) -> bytes:
        names.append(path.name)
        return read_bytes(path, limit)

    monkeypatch.setattr(module, "read_bytes", noted)
    return names


@pytest.fixture
def before(write_dossier: WriteDossier, read: list[str], monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Three articles that were read, as if they had been written long ago."""
    monkeypatch.setattr(module, "SETTLED_SECONDS", -1e9)
    opened = open_dossier(write_dossier(CLAIMS, a="One.", b="Two.", c="Three."))
    assert read == ["a.txt", "b.txt", "c.txt"]
    read.clear()
    return opened


def test_when_nothing_was_written_no_article_is_read_and_every_source_is_the_same(
    before: Opened, read: list[str]
) -> None:
    before.dossier.path.write_text(CLAIMS.replace("closed", "open"))

    after = open_dossier(before.dossier.path, before=before)

    assert read == []
    assert after.dossier.claims != before.dossier.claims
    assert after.dossier.sources is before.dossier.sources


def test_what_was_written_came_or_went_is_read_again_and_the_other_sources_are_the_same(
    before: Opened, read: list[str]
) -> None:
    articles = before.dossier.path.parent / "articles"
    (articles / "b.txt").write_text("Zwei.")
    (articles / "c.txt").unlink()
    (articles / "d.txt").write_text("Four.")

    sources = open_dossier(before.dossier.path, before=before).dossier.sources

    assert read == ["b.txt", "d.txt"]
    assert [source.article.text for source in sources.values() if source.article] == ["One.", "Zwei.", "Four."]
    assert sources["a"] is before.dossier.sources["a"]


def test_a_text_of_the_same_length_and_time_is_noticed(before: Opened, read: list[str]) -> None:
    path = before.dossier.path.parent / "articles" / "a.txt"
    then = path.stat()
    while path.stat().st_ctime_ns == then.st_ctime_ns:  # some file systems count in coarse steps
        path.write_text("Uno.")
        os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))

    assert open_dossier(before.dossier.path, before=before).dossier.sources["a"] != before.dossier.sources["a"]
    assert read == ["a.txt"]


def test_what_was_written_just_before_it_was_read_is_read_again(write_dossier: WriteDossier, read: list[str]) -> None:
    path = write_dossier(CLAIMS, a="One.")

    open_dossier(path, before=open_dossier(path))

    assert read == ["a.txt", "a.txt"]


def test_another_folder_is_read_though_its_files_have_the_names(before: Opened, read: list[str]) -> None:
    path = before.dossier.path
    (path.parent / "articles").rename(path.parent / "texts")
    path.write_text(CLAIMS.replace("articles: articles", "articles: texts"))

    open_dossier(path, before=before)

    assert read == ["a.txt", "b.txt", "c.txt"]


def test_what_the_claims_file_says_of_a_source_counts_though_the_article_is_as_it_was(
    before: Opened, read: list[str]
) -> None:
    before.dossier.path.write_text(CLAIMS + "sources: {a: {file: a.txt, language: de, title: Eins}}\n")

    sources = open_dossier(before.dossier.path, before=before).dossier.sources

    assert read == []
    assert (sources["a"].title, sources["a"].article.language if sources["a"].article else "") == ("Eins", "de")
    assert sources["b"] is before.dossier.sources["b"]
