"""Decisions are made in the dossier, in the text and on the disk at once, and nothing of them is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import WriteDossier

from tui.dossier import disk
from tui.dossier.loading import open_dossier
from tui.dossier.model import Evidence, Quote, Stance
from tui.dossier.problems import Refused, SaveFailed
from tui.evidence.coverage import (
    Standing,
    Tally,
    mixed_sources,
    open_sources,
    stale_reasons,
    standing,
    tally,
)
from tui.review.decisions import ClearVerdict, Decision, Judge, MarkSilent, Restance, Take, TakeOut, decide
from tui.review.queue import Filter, next_unreviewed
from tui.review.session import Session

CLAIMS = """\
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
TIME = "2026-11-22T14:03:00Z"


@pytest.fixture
def session(write_dossier: WriteDossier) -> Session:
    """A review of three claims on three articles."""
    return Session(write_dossier(CLAIMS, a="one two three four", b="five six", c="seven"), "mk", lambda: TIME)


def judge(claim: str, rating: str = "true", rationale: str = "R") -> Judge:
    """A verdict."""
    return Judge(claim, rating, rationale, "mk", TIME)


def reread(session: Session) -> None:
    """What is on the disk is what the session shows."""
    assert open_dossier(session.path).dossier == session.dossier


def test_sources_are_counted_once_and_in_their_own_voice_where_they_have_one(session: Session) -> None:
    claim = session.dossier.claim("one")

    assert tally(claim, Stance.SUPPORTS) == Tally(1, 1)
    assert str(tally(claim, Stance.SUPPORTS)) == "1 + 1 attributed"
    assert str(tally(claim, Stance.CONTRADICTS)) == "1"
    assert mixed_sources(claim) == {"a"}


def test_a_silent_source_is_settled_and_one_without_entry_is_open(session: Session) -> None:
    assert open_sources(session.dossier, session.dossier.claim("two")) == ("c",)
    assert open_sources(session.dossier, session.dossier.claim("three")) == ("a", "b", "c")


def test_a_verdict_goes_stale_with_the_words_the_evidence_and_the_article(session: Session) -> None:
    session.decide(judge("one"))
    path, dossier = session.path, session.dossier
    assert standing(dossier, dossier.claim("one")) is Standing.REVIEWED
    assert standing(dossier, dossier.claim("two")) is Standing.UNREVIEWED

    text = path.read_text().replace("First claim", "Another claim").replace("quote: four", "quote: two three")
    path.write_text(text)
    (path.parent / "articles" / "b.txt").write_text("changed")
    session.reload()

    dossier = session.dossier
    assert stale_reasons(dossier, dossier.claim("one")) == (
        "the claim was reworded since",
        "the evidence was changed since",
        "a quote is not found in b",
    )


def test_without_hashes_a_verdict_is_not_called_stale(write_dossier: WriteDossier) -> None:
    dossier = open_dossier(write_dossier(CLAIMS + "    verdict: true\n", a="one", b="six")).dossier

    assert standing(dossier, dossier.claim("three")) is Standing.REVIEWED


def test_a_decision_makes_another_dossier_and_leaves_the_first_as_it_was(session: Session) -> None:
    before = session.dossier

    after = decide(before, judge("two"))

    assert before.claim("two").verdict is None
    assert after.claim("two").verdict is not None
    assert after.claim("two").verdict.of == before.claim("two").wording_hash  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (judge("one", "great"), "great is no rating"),
        (ClearVerdict("one"), "no verdict to clear"),
        (Restance("one", 0, Stance.SUPPORTS), "marked as supports already"),
        (Restance("two", 0, Stance.SUPPORTS), "is silent here"),
        (MarkSilent("one", "a"), "has evidence here"),
        (MarkSilent("one", "zz"), "no source"),
        (Take("one", "a", Stance.CONTEXT, Quote("one two")), "evidence already"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_changes_nothing(
    session: Session, decision: Decision, words: str
) -> None:
    before = session.path.read_bytes()

    with pytest.raises(Refused, match=words):
        decide(session.dossier, decision)
    receipt = session.decide(decision)

    assert receipt.message.startswith(f"NOT SAVED {decision.claim}: ")
    assert (session.path.read_bytes(), session.is_saved) == (before, True)


def test_a_decision_is_on_the_disk_when_it_is_acknowledged(session: Session) -> None:
    receipt = session.decide(judge("three", "mostly-true"))

    assert (receipt.message, receipt.saved) == ("saved three mostly-true", True)
    reread(session)
    assert session.saved_at == TIME


def test_evidence_of_a_silent_source_takes_the_place_of_silence(session: Session) -> None:
    receipt = session.decide(Take("two", "b", Stance.CONTRADICTS, Quote("five")))

    assert receipt.message == "saved two contradicts b"
    assert session.dossier.claim("two").evidence[1:] == (Evidence("b", Stance.CONTRADICTS, Quote("five")),)
    reread(session)


def test_taking_out_an_entry_that_bears_a_comment_is_refused_with_the_line(session: Session) -> None:
    receipt = session.decide(TakeOut("two", 0))

    assert receipt.message.startswith(f"NOT SAVED two: {session.path}: line 27: a comment")
    assert len(session.dossier.claim("two").evidence) == 2


EACH: list[Decision] = [
    judge("one"),
    ClearVerdict("one"),
    Take("three", "c", Stance.CONTEXT, Quote("seven")),
    MarkSilent("three", "b"),
    Restance("one", 1, Stance.CONTEXT),
    TakeOut("one", 2),
    TakeOut("three", 1),
]


def test_each_kind_of_decision_is_undone_and_redone_to_the_byte(session: Session) -> None:
    states = [session.path.read_bytes()]
    for decision in EACH:
        assert session.decide(decision).saved
        states.append(session.path.read_bytes())

    for state in reversed(states[:-1]):
        assert session.undo().saved  # type: ignore[union-attr]
        assert session.path.read_bytes() == state
        reread(session)
    assert session.undo() is None
    for state in states[1:]:
        assert session.redo().message.startswith("saved ")  # type: ignore[union-attr]
        assert session.path.read_bytes() == state
    assert session.redo() is None


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_decided_undone_redone_and_reloaded_the_file_is_the_dossier(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    start = session.path.read_bytes()
    for number in range(40):
        claim = chance.choice(["one", "two", "three"])
        entries = len(session.dossier.claim(claim).evidence)
        step = chance.choice(["judge", "judge", "clear", "take", "silent", "out", "stance", "undo", "redo", "reload"])
        if step == "judge":
            session.decide(judge(claim, chance.choice(session.dossier.scale), f"reason {number}\nfor {claim}"))
        elif step == "clear":
            session.decide(ClearVerdict(claim))
        elif step == "take":
            session.decide(
                Take(claim, "a", chance.choice(list(Stance)[:3]), Quote(chance.choice(["one", "two three"])))
            )
        elif step == "silent":
            session.decide(MarkSilent(claim, chance.choice("abc")))
        elif step in {"out", "stance"} and entries:
            at = chance.randrange(entries)
            session.decide(TakeOut(claim, at) if step == "out" else Restance(claim, at, Stance.CONTEXT))
        elif step == "undo":
            session.undo()
        elif step == "redo":
            session.redo()
        elif step == "reload":
            session.reload()
        assert session.is_saved
        reread(session)
    while session.undo() is not None:
        pass

    assert session.path.read_bytes() == start


def test_nothing_is_overwritten_when_the_file_was_changed_and_r_brings_the_decision_there(session: Session) -> None:
    theirs = session.path.read_text().replace("# about the second", "# about the second, by them")
    session.path.write_text(theirs)

    receipt = session.decide(judge("three"))

    assert receipt.message == ("NOT SAVED three: the file was changed on disk since it was read; R reads it again")
    assert (session.path.read_text(), session.is_saved) == (theirs, False)
    assert session.reload().message == "saved three true"
    assert "by them" in session.path.read_text()
    reread(session)


def test_a_claim_that_both_changed_is_a_conflict_that_is_told_and_kept(session: Session) -> None:
    session.path.write_text(session.path.read_text().replace("Third claim", "Third, reworded"))
    session.decide(judge("three"))
    session.decide(judge("one"))

    receipt = session.reload()

    assert receipt.message.startswith("NOT SAVED three: changed by someone else too")
    assert [change.after.id for change in session.conflicts] == ["three"]
    assert session.dossier.claim("one").verdict is not None
    assert not session.is_saved
    reread(session)
    assert session.decide(judge("three")).saved
    assert session.is_saved


def test_undo_is_refused_where_somebody_else_changed_the_claim(session: Session) -> None:
    session.decide(judge("three"))
    session.path.write_text(session.path.read_text().replace("Third claim", "Third, reworded"))
    session.reload()
    before = session.path.read_bytes()

    receipt = session.undo()

    assert receipt is not None
    assert receipt.message == "can't undo three true: the claim was changed since by someone else"
    assert session.path.read_bytes() == before


def test_what_the_disk_refuses_is_kept_and_tried_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    before = session.path.read_bytes()

    def full(*_: object) -> None:
        raise SaveFailed("No space left on device")

    monkeypatch.setattr("tui.review.session.replace_bytes", full)
    first, second = session.decide(judge("one")), session.decide(judge("two"))
    assert first.message == "NOT SAVED one: No space left on device; it is kept and tried again"
    assert (second.saved, len(session.unsaved), session.path.read_bytes()) == (False, 2, before)
    monkeypatch.setattr("tui.review.session.replace_bytes", disk.replace_bytes)

    receipt = session.save()

    assert (receipt.message, session.is_saved) == ("saved two true and 1 more", True)
    reread(session)


def test_a_broken_file_is_not_read_over_the_review(session: Session) -> None:
    session.path.write_text("claims: [")

    receipt = session.reload()

    assert receipt.message.startswith(f"not reloaded: {session.path}:1:10: error: ")
    assert len(session.dossier.claims) == 3


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["one", "two", "three"]),
        ("second", ["two"]),
        ("SIX", ["one"]),
        ("tag:to", ["one"]),
        ("is:open is:unreviewed", ["one", "two", "three"]),
        ("is:contested", ["one"]),
        ("is:no-evidence", ["two", "three"]),
        ("is:reviewed", ["three"]),
        ("is:un claim", ["one", "two"]),
        ("is:stale", []),
        ("is:nonsense", []),
    ],
)
def test_a_filter_lets_through_what_has_all_it_names(session: Session, text: str, ids: list[str]) -> None:
    if text in {"is:reviewed", "is:un claim"}:
        session.decide(judge("three"))

    assert [claim.id for claim in session.dossier.claims if Filter(text)(session.dossier, claim)] == ids
    assert Filter(text).unknown == (("nonsense",) if "nonsense" in text else ())


def test_the_next_unreviewed_claim_is_found_round_the_end(session: Session) -> None:
    session.decide(judge("three"))

    assert next_unreviewed(session.dossier, (0, 1, 2), 1) == 0
    assert next_unreviewed(session.dossier, (0, 1, 2), 0, -1) == 1
    assert next_unreviewed(session.dossier, (2,), 0) is None


def test_the_file_may_lie_anywhere(session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir("/")
    link = tmp_path / "link.yaml"
    link.symlink_to(session.path)

    linked = Session(link, "mk", lambda: TIME)

    assert linked.decide(judge("one")).saved
    assert link.is_symlink()
