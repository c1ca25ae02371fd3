"""What a session says is saved is on the disk, and what is not there it keeps, whatever others do to the file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import WriteDossier
from terminals import reload

from tui.dossier.files.disk import read_bytes
from tui.dossier.files.loading import open_dossier
from tui.dossier.files.system import SYSTEM, System
from tui.dossier.files.waiting import Waiting
from tui.dossier.values.model import Evidence, Quote, Stance
from tui.evidence.coverage import Standing, open_sources, standing
from tui.review.decisions import Annotate, ClearVerdict, Decision, Describe, Judge, MarkSilent, Restance, Take, TakeOut
from tui.review.session import Session
from tui.review.working_copy import Result

CLAIMS = """\
articles: articles
claims:
  - id: one
    text: First.
    evidence:
      - {source: a, stance: supports, quote: one}
      - {source: c, stance: silent}
      - {source: a, stance: context, quote: three}
  # about two
  - id: two
    text: Second.   # as it was said
    evidence:
      - source: b
        stance: silent

  - id: three
    text: Third."""
ARTICLES = {"a": "one two three", "b": "five six", "c": "seven"}
TIME = "2026-11-22T14:03:00Z"
IDS = ("one", "two", "three")


@pytest.fixture
def session(write_dossier: WriteDossier) -> Session:
    """A review of three claims on three articles, in a file without a line break at its end."""
    return Session(write_dossier(CLAIMS, **ARTICLES), "mk", lambda: TIME)


def judge(claim: str, rating: str = "true", rationale: str = "R") -> Judge:
    """A verdict."""
    return Judge(claim, rating, rationale, "mk", TIME)


def someone_writes(session: Session, old: str, new: str) -> None:
    """Somebody else changes some words of the file."""
    text = session.path.read_text()
    assert old in text
    session.path.write_text(text.replace(old, new, 1))


def is_on_disk(session: Session) -> bool:
    """Whether the file, read anew, is the dossier of the session."""
    return open_dossier(session.path).dossier == session.dossier


def words_of(result: Result | None) -> str:
    """What a receipt says."""
    assert result is not None
    return result.message


def test_each_save_is_acknowledged_by_claim_and_outcome(session: Session) -> None:
    decisions: list[Decision] = [
        judge("one", "mostly-true"),
        ClearVerdict("one"),
        Take("one", "c", Stance.CONTRADICTS, Quote("seven")),
        Restance("one", 0, Stance.CONTEXT),
        TakeOut("one", 1),
        MarkSilent("three", "a"),
    ]

    assert [session.decide(decision).message for decision in decisions] == [
        *("saved one mostly-true", "saved one cleared", "saved one contradicts c"),
        *("saved one context a", "saved one took out a", "saved three silent a"),
    ]
    assert words_of(session.undo()) == "saved three undone: silent a"
    assert words_of(session.redo()) == "saved three redone: silent a"
    assert session.working_copy.save() == Result("", "nothing to save", saved=True)


def test_a_refused_decision_says_why_and_is_no_unsaved_work(session: Session) -> None:
    before = session.path.read_bytes()

    assert session.decide(judge("two", "trew")).message.startswith(
        "NOT SAVED two: trew is no rating; allowed are true,"
    )
    assert session.decide(TakeOut("nowhere", 0)) == Result(
        "nowhere", "NOT SAVED nowhere: there is no such claim", saved=False
    )
    assert (session.working_copy.is_saved, session.undo(), session.path.read_bytes()) == (True, None, before)


def test_a_new_decision_ends_what_could_be_redone(session: Session) -> None:
    session.decide(judge("one"))
    session.undo()
    session.decide(judge("two"))

    assert session.redo() is None
    assert session.dossier.claim("one").verdict is None


def test_a_file_that_is_read_only_is_left_alone_and_written_as_soon_as_it_can_be(session: Session) -> None:
    before = session.path.read_bytes()
    session.path.chmod(0o444)

    first, second = session.decide(judge("one")), session.decide(judge("three", "false"))
    assert first.message == "NOT SAVED one: the file is read-only; it is kept and tried again"
    assert second.message == "NOT SAVED three: the file is read-only; it is kept and tried again"
    assert session.working_copy.save().message == second.message
    assert (session.path.read_bytes(), session.working_copy.is_saved, bool(session.working_copy.failure)) == (
        before,
        False,
        True,
    )
    session.path.chmod(0o644)

    assert session.working_copy.save() == Result("three", "saved three false and 1 more", saved=True)
    assert (session.working_copy.is_saved, session.working_copy.failure, session.working_copy.saved_at) == (
        True,
        "",
        TIME,
    )
    assert is_on_disk(session)


def test_a_file_that_is_gone_is_not_made_anew_behind_the_reviewer_s_back(session: Session) -> None:
    moved = session.path.rename(session.path.with_name("moved.yaml"))

    assert session.decide(judge("one")).message.startswith("NOT SAVED one: No such file")
    assert not session.path.exists()
    assert reload(session).message.startswith("not reloaded: ")
    moved.rename(session.path)
    assert session.working_copy.save().message == "saved one true"


def test_a_file_that_became_a_folder_is_said_and_written_when_it_is_a_file_again(session: Session) -> None:
    moved = session.path.rename(session.path.with_name("moved.yaml"))
    session.path.mkdir()

    assert session.decide(judge("one")).message == "NOT SAVED one: it is a folder; it is kept and tried again"
    session.path.rmdir()
    moved.rename(session.path)
    assert session.working_copy.save().message == "saved one true"
    assert is_on_disk(session)


def test_reload_reads_every_article_again_though_none_was_written(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.dossier.files.articles.SETTLED_SECONDS", -1e9)
    reload(session)
    read: list[str] = []

    def noted(path: Path, limit: int, *, follows: bool) -> bytes:
        read.append(path.name)
        return read_bytes(path, limit, follows=follows)

    monkeypatch.setattr("tui.dossier.files.articles.read_bytes", noted)
    reload(session)
    assert read == ["a.txt", "b.txt", "c.txt"]

    session.path.write_bytes(session.path.read_bytes() + b"\n")
    session.working_copy.look()
    assert read == ["a.txt", "b.txt", "c.txt"]


def test_reload_without_unsaved_work_takes_over_what_others_wrote_articles_too(session: Session) -> None:
    someone_writes(session, "Third.", "Third, reworded.")
    (session.path.parent / "articles" / "d.txt").write_text("new")

    assert reload(session) == Result("", "read again from disk: changed three; article new d", saved=True)
    assert session.dossier.claim("three").text == "Third, reworded."
    assert list(session.dossier.sources) == ["a", "b", "c", "d"]
    assert session.decide(MarkSilent("three", "d")).saved


def test_decisions_are_made_in_what_others_wrote_where_their_claim_is_unchanged_though_it_moved(
    session: Session,
) -> None:
    someone_writes(session, "claims:\n", "claims:\n  - id: zero\n    text: New.\n")
    decisions: list[Decision] = [
        judge("one"),
        Take("one", "c", Stance.SUPPORTS, Quote("seven")),
        Restance("one", 1, Stance.SUPPORTS),
        judge("three", rationale="A: #1\nB"),
        MarkSilent("three", "c"),
    ]

    messages = [session.decide(decision).message for decision in decisions]

    assert messages[:2] == ["saved one true; changed on disk by someone else: new zero", "saved one supports c"]
    assert messages[-1] == "saved three silent c"
    assert session.dossier.claims[0].id == "zero"
    assert is_on_disk(session)


def test_what_the_disk_refused_is_made_in_what_others_wrote_meanwhile(session: Session) -> None:
    session.path.chmod(0o444)
    for decision in (judge("one"), MarkSilent("three", "c"), judge("three")):
        assert not session.decide(decision).saved
    wanted = {claim: session.dossier.claim(claim) for claim in ("one", "three")}
    session.path.chmod(0o644)
    someone_writes(session, "Second.", "Second, reworded.")

    assert (
        session.working_copy.save().message
        == "saved three true and 1 more; changed on disk by someone else: changed two"
    )
    assert {claim: session.dossier.claim(claim) for claim in ("one", "three")} == wanted
    assert session.dossier.claim("two").text == "Second, reworded."
    assert is_on_disk(session)


def test_a_decision_that_others_made_impossible_is_kept_and_never_half_made(session: Session) -> None:
    someone_writes(session, "text: First.", "text: First, reworded.")
    first = session.decide(judge("one"))

    assert first == Result("one", "NOT SAVED one: changed on disk by someone else too", saved=False, step=1)
    assert [change.label for change in session.working_copy.conflicts] == ["true"]
    assert (session.dossier.claim("one").verdict, session.working_copy.unsaved, session.working_copy.is_saved) == (
        None,
        (),
        False,
    )
    assert session.decide(judge("two")).message == "saved two true"
    assert not session.working_copy.is_saved
    assert is_on_disk(session)


def test_the_reviewer_can_insist_on_a_verdict_or_let_theirs_stand(session: Session) -> None:
    for choose, rating in ((session.keep_mine, "true"), (session.keep_theirs, "outdated")):
        session.path.write_text(CLAIMS)
        reload(session)
        Session(session.path, "other", lambda: TIME).decide(judge("one", "outdated"))
        assert not session.decide(judge("one")).saved

        choose("one")

        verdict = session.dossier.claim("one").verdict
        assert verdict is not None
        assert (verdict.rating, session.working_copy.is_saved, session.working_copy.conflicts) == (rating, True, ())
        assert is_on_disk(session)


def test_insisting_finds_the_evidence_that_was_meant_wherever_it_stands_now(session: Session) -> None:
    session.path.chmod(0o444)
    for decision in (Restance("one", 2, Stance.CONTRADICTS), TakeOut("one", 1), judge("one")):
        session.decide(decision)
    session.path.chmod(0o644)
    someone_writes(session, "    evidence:\n", "    evidence:\n      - {source: b, stance: supports, quote: six}\n")
    assert not session.working_copy.save().saved

    assert session.keep_mine("one").message == "saved one true"
    assert [(entry.source, entry.stance.value) for entry in session.dossier.claim("one").evidence] == [
        *(("b", "supports"), ("a", "supports"), ("a", "contradicts")),
    ]
    assert words_of(session.undo()) == "saved one undone: true"
    assert is_on_disk(session)


def test_insisting_on_evidence_that_is_gone_is_refused_and_nothing_is_lost(session: Session) -> None:
    someone_writes(session, "      - {source: a, stance: context, quote: three}\n", "")
    session.decide(Restance("one", 2, Stance.SUPPORTS))

    assert session.keep_mine("one").message == "NOT SAVED one: the evidence that was meant is no longer there"
    assert len(session.working_copy.conflicts) == 1


def test_another_verdict_takes_the_place_of_the_one_in_conflict_and_evidence_does_not(session: Session) -> None:
    for decision, left in ((judge("one", "false"), 0), (ClearVerdict("one"), 0), (MarkSilent("one", "b"), 1)):
        session.path.write_text(CLAIMS)
        reload(session)
        Session(session.path, "other", lambda: TIME).decide(judge("one", "outdated"))
        assert not session.decide(judge("one")).saved

        assert session.decide(decision).saved

        assert len(session.working_copy.conflicts) == left
        session.keep_theirs("one")


def test_insisting_on_a_verdict_and_evidence_loses_neither_though_the_file_is_changed_once_more(
    session: Session,
) -> None:
    session.path.chmod(0o444)
    session.decide(judge("one"))
    session.decide(Take("one", "b", Stance.SUPPORTS, Quote("six")))
    session.path.chmod(0o644)
    Session(session.path, "other", lambda: TIME).decide(judge("one", "outdated"))
    assert not session.working_copy.save().saved
    someone_writes(session, "  - id: one\n", "  - id: one\n    # theirs\n")

    session.keep_mine("one")

    verdict = open_dossier(session.path).dossier.claim("one").verdict
    assert verdict is not None
    assert (verdict.rating, session.working_copy.is_saved) == ("true", True)
    assert is_on_disk(session)


def test_what_was_judged_and_undone_before_it_could_be_saved_is_no_conflict(session: Session) -> None:
    session.path.chmod(0o444)
    session.decide(judge("one"))
    session.undo()
    session.path.chmod(0o644)
    Session(session.path, "other", lambda: TIME).decide(judge("one", "outdated"))

    session.working_copy.save()

    verdict = session.dossier.claim("one").verdict
    assert verdict is not None
    assert (verdict.rating, session.working_copy.is_saved) == ("outdated", True)


@pytest.mark.parametrize(("old", "new"), [("claims:\n", "scale: [true, false]\nclaims:\n")])
def test_a_rating_that_others_took_from_the_scale_is_not_written(session: Session, old: str, new: str) -> None:
    someone_writes(session, old, new)

    assert session.decide(judge("one", "mixed")).message.startswith("NOT SAVED one: changed on disk by someone else")
    assert open_dossier(session.path).dossier.claim("one").verdict is None
    someone_writes(session, new, old)
    assert words_of(session.working_copy.look()) == "saved one mixed"


def test_a_verdict_that_others_made_impossible_is_not_brought_back_by_undo(session: Session) -> None:
    session.decide(judge("one", "mixed"))
    session.decide(ClearVerdict("one"))
    someone_writes(session, "claims:\n", "scale: [true, false]\nclaims:\n")

    later = Session(session.path, "mk", lambda: TIME)

    assert words_of(later.undo()).startswith("can't undo one cleared: ")
    assert is_on_disk(later)


def test_what_others_write_is_noticed_and_taken_over(session: Session) -> None:
    assert session.working_copy.look() is None
    someone_writes(session, "Third.", "Third, reworded.")
    session.decide(judge("one"))
    someone_writes(session, "Second.", "Second, reworded.")

    assert words_of(session.working_copy.look()) == "changed on disk by someone else: changed two"
    assert session.working_copy.look() is None
    assert session.dossier.claim("three").text == "Third, reworded."


def test_an_article_that_others_write_is_noticed_and_makes_a_verdict_stale(session: Session) -> None:
    articles = session.path.parent / "articles"
    session.decide(judge("one"))
    quoted = next(entry for entry in session.dossier.claim("one").evidence if entry.quote)
    assert session.working_copy.look() is None

    (articles / f"{quoted.source}.txt").write_text("Nothing of it is left.")
    assert words_of(session.working_copy.look()) == f"changed on disk by someone else: article changed {quoted.source}"
    assert standing(session.dossier, session.dossier.claim("one")) is Standing.STALE
    (articles / "d.txt").write_text("new")
    assert words_of(session.working_copy.look()) == "changed on disk by someone else: article new d"
    assert "d" in open_sources(session.dossier, session.dossier.claim("one"))
    (articles / "d.txt").unlink()
    assert words_of(session.working_copy.look()) == "changed on disk by someone else: article gone d"
    (articles / "picture.png").write_bytes(b"no article")
    assert words_of(session.working_copy.look()) == "changed on disk by someone else: problems: 1, before 0"
    assert session.working_copy.look() is None


def test_an_article_of_many_is_noticed_when_its_turn_comes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.dossier.files.folder_watch.FILES_EACH_POLL", 2)
    (session.path.parent / "articles" / "c.txt").write_text("Another text.")

    said = [words_of(result) for _ in range(4) if (result := session.working_copy.look()) is not None]

    assert said == ["changed on disk by someone else: article changed c"]


def test_a_save_into_the_folder_of_the_articles_is_not_taken_for_somebody_else_s(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text.")
    path = tmp_path / "claims.yaml"
    path.write_text("articles: .\nclaims:\n  - id: one\n    text: A.\n")
    session = Session(path, "mk", lambda: TIME)

    assert session.decide(judge("one")).saved
    assert session.working_copy.look() is None


def test_a_folder_of_articles_that_is_gone_is_said_once_and_taken_over_when_it_is_back(session: Session) -> None:
    articles = session.path.parent / "articles"
    articles.rename(articles.with_name("away"))

    assert "can't be read now" in words_of(session.working_copy.look())
    assert session.working_copy.look() is None
    articles.with_name("away").rename(articles)
    session.working_copy.look()
    assert set(session.dossier.sources) >= {"a", "b", "c"}
    assert session.decide(judge("one")).saved


def test_a_file_that_others_broke_is_said_once_and_taken_over_when_it_is_mended(session: Session) -> None:
    someone_writes(session, "claims:\n", "claims: [\n")

    assert "can't be read now" in words_of(session.working_copy.look())
    assert session.working_copy.look() is None
    assert "can't be read now" in session.decide(judge("one")).message
    assert not session.working_copy.is_saved
    someone_writes(session, "claims: [\n", "claims:\n")
    assert words_of(session.working_copy.look()) == "saved one true"
    assert is_on_disk(session)


def test_a_conflict_is_over_when_the_claim_is_as_it_was_or_the_reviewer_insists(session: Session) -> None:
    for settle in (lambda: someone_writes(session, "First, reworded", "First"), lambda: session.keep_mine("one")):
        someone_writes(session, "text: First.", "text: First, reworded.")
        session.decide(MarkSilent("one", "b"))
        reload(session)
        assert not session.working_copy.is_saved

        settle()
        reload(session)

        assert session.working_copy.is_saved
        assert is_on_disk(session)
        session.path.write_text(CLAIMS)
        reload(session)


def test_a_decision_on_a_claim_that_others_removed_says_that_it_is_gone(session: Session) -> None:
    someone_writes(session, "\n  - id: three\n    text: Third.", "")
    session.decide(judge("three"))

    assert reload(session).message == "NOT SAVED three: no longer in the file"
    assert session.keep_mine("three").message == "NOT SAVED three: it is no longer in the file"
    assert not session.working_copy.is_saved
    assert session.keep_theirs("three").saved


def test_undo_right_after_somebody_else_changed_the_claim_is_refused_and_leaves_nothing_unsaved(
    session: Session,
) -> None:
    session.decide(judge("one"))
    someone_writes(session, "First.", "First, reworded.")

    assert words_of(session.undo()).startswith("can't undo one true: ")
    assert session.working_copy.is_saved
    assert session.dossier.claim("one").text == "First, reworded."
    assert session.dossier.claim("one").verdict is not None
    assert is_on_disk(session)


def test_what_was_undone_before_a_reload_stays_undone(session: Session) -> None:
    someone_writes(session, "# about two", "# about two, by them")
    session.decide(judge("one"))
    session.undo()
    theirs = session.path.read_bytes()

    assert reload(session).message == "read again from disk"
    assert (session.path.read_bytes(), session.working_copy.is_saved) == (theirs, True)


def test_a_decision_that_was_made_again_by_reload_can_be_undone_and_redone(session: Session) -> None:
    someone_writes(session, "# about two", "# about two, by them")
    session.decide(judge("one"))
    reload(session)

    assert words_of(session.undo()) == "saved one undone: true"
    assert session.dossier.claim("one").verdict is None
    assert is_on_disk(session)
    assert words_of(session.redo()) == "saved one redone: true"
    assert is_on_disk(session)
    assert "by them" in session.path.read_text()


def test_undo_goes_on_where_others_only_added_beside_the_claim(session: Session) -> None:
    session.decide(judge("three"))
    session.path.write_text(session.path.read_text() + "\n\n  - id: four\n    text: Fourth.\n")
    reload(session)

    assert words_of(session.undo()) == "saved three undone: true"
    assert session.dossier.claim("three").verdict is None
    assert "Fourth" in session.path.read_text()


def test_an_entry_from_between_others_is_not_put_back_elsewhere(session: Session) -> None:
    session.decide(TakeOut("one", 0))
    someone_writes(session, "# about two", "# about two, by them")
    reload(session)
    before = session.path.read_bytes()

    result = session.undo()

    assert words_of(result).startswith("can't undo one took out a: its text was changed since, and evidence")
    assert (session.path.read_bytes(), session.working_copy.is_saved) == (before, True)


def test_an_undo_that_is_refused_makes_way_for_the_one_before(session: Session) -> None:
    session.decide(judge("two"))
    session.decide(judge("three"))
    someone_writes(session, "Third.", "Third, reworded.")
    reload(session)

    assert words_of(session.undo()) == "can't undo three true: the claim was changed since by someone else"
    assert words_of(session.undo()) == "saved two undone: true"
    assert session.undo() is None


def test_a_save_that_reached_the_disk_and_failed_all_the_same_is_found_there(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.dossier.files import saving
    from tui.dossier.values.problems import SaveFailed

    def late(path: Path, data: bytes, expected: bytes, system: System, waiting: Waiting) -> None:
        saving.replace_bytes(path, data, expected, system, waiting)
        raise SaveFailed("Input/output error")

    monkeypatch.setattr("tui.review.working_copy.replace_bytes", late)
    assert session.decide(judge("one")).message.startswith("NOT SAVED one: Input/output error")
    monkeypatch.undo()

    assert session.decide(judge("one", "false")).message == "saved one false"
    assert is_on_disk(session)


@pytest.mark.parametrize(("save_seconds", "writes", "is_saved"), [(5.0, 4, True), (5.0, 6, False), (60.0, 59, True)])
def test_a_save_is_repeated_while_others_write_the_file_for_as_long_as_it_may_wait(
    save_seconds: float, writes: int, is_saved: bool, write_dossier: WriteDossier
) -> None:
    path = write_dossier(CLAIMS, **ARTICLES)
    seconds = 0

    def someone_writes_first(_: int) -> None:
        nonlocal seconds
        seconds += 1
        if seconds <= writes:
            path.write_bytes(path.read_bytes() + b"\n# a remark")

    system = SYSTEM._replace(flock=someone_writes_first)
    waiting = Waiting(save_seconds=save_seconds, clock=lambda: seconds)
    session = Session(path, "mk", lambda: TIME, system=system, waiting=waiting)

    result = session.decide(judge("one"))

    assert result.saved is is_saved
    assert is_saved or "the file is changed on disk again and again" in result.message
    assert is_on_disk(session) is is_saved
    assert path.read_bytes().count(b"# a remark") == min(writes, save_seconds)


COMMENTED = """\
articles: articles
claims:
  - id: one
    text: First claim.
    tags: [toll]
    evidence:
      - source: a
        stance: supports
        quote: one two
      - source: a
        stance: supports
        quote: three
        attributed_to: X
      - source: b
        stance: supports
        quote: six
        attributed_to: Y
      - source: a
        stance: contradicts
        quote: four

  # about the second
  - id: two
    text: Second claim.
    evidence:
      - source: a
        stance: silent # read twice
      - source: b
        stance: silent
  - id: three
    text: Third claim.
"""


@pytest.fixture
def commented(write_dossier: WriteDossier) -> Session:
    """A review of three claims with comments and mixed evidence."""
    return Session(write_dossier(COMMENTED, a="one two three four", b="five six", c="seven"), "mk", lambda: TIME)


def test_a_decision_is_on_the_disk_when_it_is_acknowledged(commented: Session) -> None:
    result = commented.decide(judge("three", "mostly-true"))

    assert (result.message, result.saved) == ("saved three mostly-true", True)
    assert is_on_disk(commented)
    assert commented.working_copy.saved_at == TIME


def test_evidence_of_a_silent_source_takes_the_place_of_silence(commented: Session) -> None:
    result = commented.decide(Take("two", "b", Stance.CONTRADICTS, Quote("five")))

    assert result.message == "saved two contradicts b"
    assert commented.dossier.claim("two").evidence[1:] == (Evidence("b", Stance.CONTRADICTS, Quote("five")),)
    assert is_on_disk(commented)


def test_taking_out_an_entry_that_bears_a_comment_is_refused_with_the_line(commented: Session) -> None:
    result = commented.decide(TakeOut("two", 0))

    assert result.message.startswith(f"NOT SAVED two: {commented.path}: line 27: a comment")
    assert len(commented.dossier.claim("two").evidence) == 2


def test_what_is_decided_about_a_claim_in_conflict_is_saved_and_the_conflict_is_kept(session: Session) -> None:
    someone_writes(session, "stance: silent}", "stance: context, quote: seven}")
    assert not session.decide(judge("one")).saved
    session.path.chmod(0o444)
    assert not session.decide(Describe("one", (("text", "Reworded."),))).saved
    session.path.chmod(0o644)

    assert session.working_copy.save().saved
    assert [change.after.id for change in session.working_copy.conflicts] == ["one"]
    assert (session.dossier.claim("one").text, session.dossier.claim("one").verdict) == ("Reworded.", None)
    assert session.keep_mine("one").saved
    assert session.dossier.claim("one").verdict is not None
    assert session.dossier.claim("one").evidence[1].quote == Quote("seven")
    assert is_on_disk(session)


EACH: list[Decision] = [
    judge("one"),
    ClearVerdict("one"),
    Take("three", "c", Stance.CONTEXT, Quote("seven")),
    MarkSilent("three", "b"),
    Restance("one", 1, Stance.CONTEXT),
    Annotate("one", 1, "note", "Of two lines:\n- #1"),
    Annotate("one", 1, "attributed_to", "the mayor"),
    Annotate("one", 1, "attributed_to", ""),
    Describe("one", (("text", "Another text: of\ntwo lines"), ("tags", ("x", "y")))),
    Describe("two", (("claimant", "the mayor"), ("date", "2024-01-02"))),
    TakeOut("one", 2),
    TakeOut("three", 1),
]


def test_each_kind_of_decision_is_undone_and_redone_to_the_byte(commented: Session) -> None:
    states = [commented.path.read_bytes()]
    for decision in EACH:
        assert commented.decide(decision).saved
        states.append(commented.path.read_bytes())

    for state in reversed(states[:-1]):
        assert commented.undo().saved  # type: ignore[union-attr]
        assert commented.path.read_bytes() == state
        assert is_on_disk(commented)
    assert commented.undo() is None
    for state in states[1:]:
        assert commented.redo().message.startswith("saved ")  # type: ignore[union-attr]
        assert commented.path.read_bytes() == state
    assert commented.redo() is None


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_decided_undone_redone_and_reloaded_the_file_is_the_dossier(commented: Session, seed: int) -> None:
    chance = random.Random(seed)
    start = commented.path.read_bytes()
    for number in range(40):
        claim = chance.choice(["one", "two", "three"])
        entries = len(commented.dossier.claim(claim).evidence)
        step = chance.choice(["judge", "judge", "clear", "take", "silent", "out", "stance", "undo", "redo", "reload"])
        if step == "judge":
            commented.decide(judge(claim, chance.choice(commented.dossier.scale), f"reason {number}\nfor {claim}"))
        elif step == "clear":
            commented.decide(ClearVerdict(claim))
        elif step == "take":
            commented.decide(
                Take(claim, "a", chance.choice(list(Stance)[:3]), Quote(chance.choice(["one", "two three"])))
            )
        elif step == "silent":
            commented.decide(MarkSilent(claim, chance.choice("abc")))
        elif step in {"out", "stance"} and entries:
            at = chance.randrange(entries)
            commented.decide(TakeOut(claim, at) if step == "out" else Restance(claim, at, Stance.CONTEXT))
        elif step == "undo":
            commented.undo()
        elif step == "redo":
            commented.redo()
        elif step == "reload":
            reload(commented)
        assert commented.working_copy.is_saved
        assert is_on_disk(commented)
    while commented.undo() is not None:
        pass

    assert commented.path.read_bytes() == start


def test_the_file_may_lie_anywhere(commented: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir("/")
    link = tmp_path / "link.yaml"
    link.symlink_to(commented.path)

    linked = Session(link, "mk", lambda: TIME)

    assert linked.decide(judge("one")).saved
    assert link.is_symlink()
