"""A new claim and what is known of a source are written at once or not at all, told in the history, and undone."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from conftest import WriteDossier
from steps import Steps
from terminals import reload
from test_review_session import ARTICLES, CLAIMS, TIME, is_on_disk, judge, someone_writes, words_of

from tui.cli import main
from tui.dossier.files.disk import write_bytes
from tui.dossier.files.loading import Opened, open_dossier
from tui.dossier.values.model import Claim
from tui.dossier.values.problems import ChangedOnDisk, Level, Problem, SaveFailed, Unreadable
from tui.review.history import history_path
from tui.review.session import Session

NEW = Claim("four", "Fourth: #4", claimant="the mayor", date="2024-01-02", tags=("t", "u, v"))
LISTED = "articles: articles\nsources:\n  a:\n    file: a.txt\n    title: Old\nclaims:\n"


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """A claims file with a listed source and three claims."""
    return write_dossier(CLAIMS.replace("articles: articles\nclaims:\n", LISTED) + "\n", **ARTICLES)


def opened(path: Path) -> Session:
    """A new session, as after a restart."""
    return Session(path, "mk", lambda: TIME)


def test_a_new_claim_is_on_the_disk_and_can_be_judged_and_undone_to_the_byte(path: Path) -> None:
    session, before = opened(path), path.read_bytes()

    result = session.add_claim(NEW)

    assert result == ("four", "saved four new claim", True, 1)
    assert is_on_disk(session)
    assert session.dossier.claims[-1] == NEW
    assert session.decide(judge("four")).saved
    assert words_of(session.undo()) == "saved four undone: true"
    assert words_of(session.undo()) == "saved four undone: new claim"
    assert path.read_bytes() == before
    assert words_of(session.redo()) == "saved four redone: new claim"
    assert words_of(session.redo()) == "saved four redone: true"


def test_what_is_said_of_a_source_is_on_the_disk_and_undone_to_the_byte(path: Path) -> None:
    session, before = opened(path), path.read_bytes()

    result = session.describe_source("b", {"title": " The B ", "kind": "agency", "origin": ""})

    assert result == ("", "saved source b: title, kind", True, 1)
    assert is_on_disk(session)
    assert (session.dossier.sources["b"].title, session.dossier.sources["b"].kind) == ("The B", "agency")
    assert session.describe_source("a", {"title": ""}).saved
    assert session.dossier.sources["a"].title == "one two three"
    assert words_of(session.undo()) == "saved undone: source a: title"
    assert words_of(session.undo()) == "saved undone: source b: title, kind"
    assert path.read_bytes() == before


def test_after_a_restart_amendments_are_undone_and_redone_in_their_order(path: Path) -> None:
    first = opened(path)
    first.add_claim(NEW)
    first.describe_source("a", {"title": "Another", "skip": ["one"]})  # type: ignore[dict-item]
    first.decide(judge("four"))

    second = opened(path)
    assert [words_of(second.undo()) for _ in range(2)] == [
        "saved four undone: true",
        "saved undone: source a: title, skip",
    ]
    assert (second.dossier.sources["a"].title, second.dossier.sources["a"].skip) == ("Old", ())
    third = opened(path)
    assert words_of(third.undo()) == "saved four undone: new claim"
    assert third.undo() is None
    fourth = opened(path)
    assert [words_of(fourth.redo()) for _ in range(3)] == [
        "saved four redone: new claim",
        "saved redone: source a: title, skip",
        "saved four redone: true",
    ]
    assert (fourth.dossier.claims[-1].text, fourth.dossier.sources["a"].skip) == (NEW.text, ("one",))
    assert is_on_disk(fourth)


def test_the_history_tells_of_amendments(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = opened(path)
    session.add_claim(NEW)
    session.describe_source("a", {"title": "Another"})

    lines = [json.loads(line) for line in history_path(path).read_bytes().splitlines()]
    assert [(line["claim"], line["what"], line["from"]) for line in lines] == [
        ("four", "new claim", {}),
        ("", "source a: title", {"source": "a", "title": "Old"}),
    ]
    assert lines[0]["to"]["claim"]["tags"] == ["t", "u, v"]
    assert main(["-f", str(path), "history"]) == 0
    assert "four  new claim\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (Claim("", "T"), "a claim needs an id"),
        (Claim("a\nb", "T"), "a claim needs an id of one line"),
        (Claim("one", "T"), "the id one is taken by another claim"),
        (Claim("x", " "), "a claim needs a text"),
        (Claim("x", "T", date="soon"), "“soon” is no day (2023-12-31) and no month (2023-12)"),
    ],
)
def test_a_claim_that_can_t_be_one_is_refused_in_words(path: Path, claim: Claim, words: str) -> None:
    session, before = opened(path), path.read_bytes()

    result = session.add_claim(claim)

    assert (result.saved, result.message) == (False, f"NOT SAVED {claim.id}: {words}")
    assert path.read_bytes() == before
    assert session.undo() is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "blog"}, "“blog” is no kind; there are own-reporting, agency, translation, aggregation, "),
        ({"published": "then"}, "“then” is no day (2023-12-31) and no month (2023-12)"),
        ({"title": "Old"}, "that is what stands there already"),
    ],
)
def test_what_can_t_be_said_of_a_source_is_refused_in_words(path: Path, fields: dict[str, str], words: str) -> None:
    result = opened(path).describe_source("a", fields)

    assert (result.saved, result.message[: len(words) + 20]) == (False, f"NOT SAVED source a: {words}")


def test_a_disk_that_says_no_leaves_file_and_undo_as_they_were(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(path)
    session.add_claim(NEW)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise SaveFailed("No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("tui.review.working_copy.replace_bytes", full)
        assert words_of(session.undo()) == "NOT SAVED four undone: new claim: No space left on device"
        assert not session.add_claim(NEW._replace(id="five")).saved
        assert not session.describe_source("a", {"title": "X"}).saved
    assert path.read_bytes() == before
    assert session.working_copy.is_saved
    assert words_of(session.undo()) == "saved four undone: new claim"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_when_any_step_of_the_save_fails_the_file_is_the_old_or_the_new_one_and_is_not_called_saved_for_nothing(
    path: Path, number: int
) -> None:
    before = path.read_bytes()

    def refuse(_: str) -> None:
        raise OSError(number, os.strerror(number))

    refused = 0
    for step in range(60):
        path.write_bytes(before)
        history_path(path).unlink(missing_ok=True)
        steps = Steps(step, refuse)
        session = Session(path, "mk", lambda: TIME, system=steps.system)
        result = session.add_claim(NEW)
        refused += not result.saved
        ids = [claim.id for claim in open_dossier(path).dossier.claims]
        assert ids in (["one", "two", "three"], ["one", "two", "three", "four"])
        assert "four" in ids or not result.saved

        again = session.add_claim(NEW)

        assert again.saved is ("four" not in ids) or "this claim is there already" in again.message
        assert [claim.id for claim in open_dossier(path).dossier.claims] == ["one", "two", "three", "four"]
        reload(session)  # it may have been an article that could not be read
        assert is_on_disk(session)
        if len(steps.calls) <= step:
            break
    assert refused > 8


def test_what_is_written_is_called_saved_though_it_can_t_be_read_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened(path)

    def gone(*_: object, **_options: object) -> Opened:
        raise Unreadable([Problem(Level.ERROR, "no-articles", str(path), 1, 1, "the articles folder can't be read")])

    with monkeypatch.context() as disk:
        disk.setattr("tui.review.working_copy.open_dossier", gone)
        result = session.add_claim(NEW)

    assert result.saved
    assert result.message.startswith("saved four new claim; ")
    assert "the articles folder can't be read" in result.message
    assert session.decide(judge("one")).saved
    assert [claim.id for claim in session.dossier.claims] == ["one", "two", "three", "four"]
    assert is_on_disk(session)


def test_an_id_that_somebody_else_takes_meanwhile_is_not_given_twice(path: Path) -> None:
    session = opened(path)
    with path.open("a") as file:
        file.write("  - id: four\n    text: Theirs.\n")

    result = session.add_claim(NEW)

    assert result.message == "NOT SAVED four: the id four is taken by another claim"
    assert [claim.text for claim in session.dossier.claims] == ["First.", "Second.", "Third.", "Theirs."]
    assert is_on_disk(session)


def test_a_file_that_can_t_be_read_now_is_not_written_over(path: Path) -> None:
    session = opened(path)
    path.write_text("claims: [")

    result = session.add_claim(NEW)

    assert not result.saved
    assert "can't be read now" in result.message
    assert path.read_text() == "claims: ["


def test_what_somebody_else_writes_meanwhile_stays(path: Path) -> None:
    session = opened(path)
    someone_writes(session, "First.", "First of all.")

    assert words_of(session.add_claim(NEW)) == "saved four new claim; changed on disk by someone else: changed one"
    someone_writes(session, "title: Old", "title: Theirs")
    assert session.describe_source("a", {"kind": "agency"}).saved

    assert [claim.text for claim in session.dossier.claims] == ["First of all.", "Second.", "Third.", "Fourth: #4"]
    assert "title: Theirs\n    kind: agency\n" in path.read_text()
    assert words_of(session.undo()) == "saved undone: source a: kind"


def test_a_file_that_is_changed_at_that_moment_is_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(path)
    from tui.dossier.files.saving import replace_bytes

    def raced(*arguments: object) -> object:
        monkeypatch.setattr("tui.review.working_copy.replace_bytes", replace_bytes)
        write_bytes(path, path.read_bytes().replace(b"First.", b"Theirs."))
        raise ChangedOnDisk("changed on disk")

    monkeypatch.setattr("tui.review.working_copy.replace_bytes", raced)

    assert session.add_claim(NEW).saved
    assert [claim.text for claim in session.dossier.claims] == ["Theirs.", "Second.", "Third.", "Fourth: #4"]


def test_a_new_claim_that_somebody_changed_since_is_not_undone(path: Path) -> None:
    session = opened(path)
    session.add_claim(NEW)
    someone_writes(session, "Fourth: #4", "Fourth, reworded")
    before = path.read_bytes()

    result = session.undo()

    assert result is not None
    assert not result.saved
    assert result.message.startswith("can't undo four new claim: ")
    assert path.read_bytes() == before


def test_what_waits_to_be_saved_comes_before_an_amendment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(path)

    def full(*_: object) -> None:
        raise SaveFailed("No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("tui.review.working_copy.replace_bytes", full)
        session.decide(judge("one"))
        result = session.add_claim(NEW)
    assert result.message.startswith("NOT SAVED four new claim: what waits to be saved comes first: No space left")
    assert session.add_claim(NEW).saved
    assert session.dossier.claim("one").verdict is not None
    assert is_on_disk(session)
