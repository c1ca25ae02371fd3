"""A folder of articles is read once; what was written since is read again, and what was not is not."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from unittest.mock import Mock

import pytest
from conftest import WriteDossier

from tui.dossier.files import articles as module
from tui.dossier.files.disk import read_bytes
from tui.dossier.files.loading import Opened, open_dossier
from tui.dossier.values.problems import Unreadable
from tui.dossier.values.quotes import QuoteState
from tui.dossier.yaml_text.nodes import parse
from tui.evidence.coverage import placement

CLAIMS = "articles: articles\nclaims:\n  - id: x\n    text: The bridge is closed.\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that are read, by the names of their files."""
    names: list[str] = []

    def noted(path: Path, limit: int, *, follows: bool) -> bytes:
        names.append(path.name)
        return read_bytes(path, limit, follows=follows)

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


LISTED = (
    "articles: articles\nsources:\n  bee: {file: b.txt}\n  gone: {file: gone.txt}\nclaims:\n  - id: x\n    text: X.\n"
    "    evidence:\n      - {source: a, stance: supports, quote: One}\n      - {source: b.txt, stance: silent}\n"
)


def test_without_the_time_for_its_articles_there_are_claims_and_the_sources_that_the_file_lists(
    write_dossier: WriteDossier, read: list[str]
) -> None:
    opened = open_dossier(write_dossier(LISTED, a="One.", b="Two."), patience=0.0)

    assert read == []
    assert not opened.dossier.is_whole
    assert [(source.id, source.article) for source in opened.dossier.sources.values()] == [
        ("bee", None),
        ("gone", None),
    ]
    entries = opened.dossier.claim("x").evidence
    assert [entry.source for entry in entries] == ["a", "bee"]
    assert [placement(opened.dossier, entry).state for entry in entries] == [QuoteState.UNREAD, QuoteState.UNREAD]


def test_opened_again_from_there_it_is_what_it_would_have_been_at_once(
    write_dossier: WriteDossier, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_dossier(LISTED, a="One.", b="Two.", c="Three.")
    monkeypatch.setattr(module, "SETTLED_SECONDS", -1e9)
    at_once = open_dossier(path)
    read.clear()
    times = count()
    monkeypatch.setattr("tui.dossier.files.articles.time.monotonic", lambda: float(next(times)))
    parsed = Mock(wraps=parse)
    monkeypatch.setattr("tui.dossier.files.loading.parse", parsed)

    some = open_dossier(path, patience=2.5)
    rest = open_dossier(path, before=some)

    assert read == ["a.txt", "b.txt", "c.txt"]
    assert list(some.articles) == ["a.txt", "b.txt"]
    assert some.dossier.sources["bee"].article == at_once.dossier.sources["bee"].article
    assert parsed.call_count == 1
    assert rest._replace(reader=at_once.reader) == at_once


def test_what_was_written_since_counts_when_it_is_opened_again_from_there(write_dossier: WriteDossier) -> None:
    path = write_dossier(LISTED, a="One.", b="Two.")
    some = open_dossier(path, patience=0.0)
    path.write_text(LISTED.replace("text: X.", "text: Y."))

    assert open_dossier(path, before=some).dossier.claim("x").text == "Y."


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("- id: x", "- id: ''", "missing-key"),
        ("supports", "support", "unknown-stance"),
        ("articles\n", "nowhere\n", "no-articles"),
    ],
)
def test_what_is_wrong_in_the_file_itself_is_told_without_its_articles(
    write_dossier: WriteDossier, old: str, new: str, code: str
) -> None:
    path = write_dossier(LISTED.replace(old, new, 1), a="One.", b="Two.")

    with pytest.raises(Unreadable) as raised:
        open_dossier(path, patience=0.0)

    assert code in [problem.code for problem in raised.value.problems]
    with pytest.raises(Unreadable) as again:
        open_dossier(path)
    assert raised.value.problems == again.value.problems


def test_a_source_that_there_is_not_is_told_when_all_are_known(write_dossier: WriteDossier) -> None:
    path = write_dossier(LISTED.replace("source: a,", "source: aa,"), a="One.", b="Two.")

    some = open_dossier(path, patience=0.0)

    with pytest.raises(Unreadable, match="aa"):
        open_dossier(path, before=some)
