"""A decision is a value: it makes one dossier of another, knows its edits, and says in words why it can't be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.dossier.values.article import Article
from tui.dossier.values.edits import AddEvidence, Edit, RemoveEvidence, SetClaim, SetField, SetVerdict, edited
from tui.dossier.values.model import Claim, Dossier, Evidence, Quote, Source, Stance, Verdict
from tui.dossier.values.problems import Refused
from tui.review.changes import Change, describe_difference, edits_between, edits_onto
from tui.review.decisions import (
    Annotate,
    ClearVerdict,
    Decision,
    Describe,
    Judge,
    MarkSilent,
    Restance,
    Take,
    TakeOut,
    plan,
)
from tui.review.reviewer import reviewer_name

TIME = "2026-11-22T14:03:00Z"
TEXT = "One two three four."
SOURCES = {name: Source(name, f"{name}.txt", name, Article(f"{name}.txt", TEXT)) for name in "abc"}
FULL = Claim(
    id="x",
    text="The claim.",
    evidence=(
        Evidence("a", Stance.SUPPORTS, Quote("One"), "X"),
        Evidence("b", Stance.SILENT),
        Evidence("a", Stance.CONTRADICTS, Quote("two")),
    ),
    verdict=Verdict("false", "Old.", "ab", "2026-01-01T00:00:00Z"),
)
BARE = Claim(id="y", text="Another claim.")


def dossier_of(*claims: Claim) -> Dossier:
    """A dossier of some claims on three articles."""
    return Dossier(Path("x"), "", ("true", "false"), SOURCES, claims, {claim.id: at for at, claim in enumerate(claims)})


DOSSIER = dossier_of(FULL, BARE)
SILENT = Evidence("b", Stance.SILENT)


def decide(dossier: Dossier, decision: Decision) -> Dossier:
    """The dossier after a decision."""
    return dossier.with_claim(plan(dossier, decision).after)


@pytest.mark.parametrize(
    ("decision", "edits", "words"),
    [
        (ClearVerdict("x"), (SetVerdict(None),), "cleared"),
        (
            Take("x", "c", Stance.CONTEXT, Quote("four")),
            (AddEvidence(Evidence("c", Stance.CONTEXT, Quote("four"))),),
            "context c",
        ),
        (
            Take("x", "b", Stance.SUPPORTS, Quote("four")),
            (AddEvidence(Evidence("b", Stance.SUPPORTS, Quote("four"))), RemoveEvidence(1)),
            "supports b",
        ),
        (Restance("x", 2, Stance.CONTEXT), (SetField(2, "stance", "context"),), "context a"),
        (Annotate("x", 2, "note", " n "), (SetField(2, "note", "n"),), "note of a"),
        (Annotate("x", 2, "attributed_to", "Y"), (SetField(2, "attributed_to", "Y"),), "speaker of a"),
        (Describe("x", (("text", " T "), ("date", ""))), (SetClaim("text", "T"),), "text"),
        (
            Describe("x", (("claimant", "Z"), ("tags", ("s ", "")))),
            (SetClaim("claimant", "Z"), SetClaim("tags", ("s",))),
            "claimant, tags",
        ),
        (MarkSilent("y", "b"), (AddEvidence(SILENT),), "silent b"),
        (TakeOut("x", 1), (RemoveEvidence(1),), "took out b"),
    ],
)
def test_each_decision_is_its_edits_and_is_told_in_a_word_or_two(
    decision: Decision, edits: tuple[Edit, ...], words: str
) -> None:
    planned = plan(DOSSIER, decision)

    assert (planned.edits, planned.label) == (edits, words)
    assert planned.after == applied(DOSSIER.claim(decision.claim), edits)


def test_a_verdict_remembers_the_words_and_the_evidence_that_were_judged_and_is_trimmed() -> None:
    judged = decide(DOSSIER, Judge("x", "true", "  Two\n  lines. \n", "mk", TIME)).claim("x")

    assert judged.verdict == Verdict("true", "Two\n  lines.", "mk", TIME, FULL.wording_hash, FULL.evidence_hash)
    assert judged._replace(verdict=None) == FULL._replace(verdict=None)
    assert plan(DOSSIER, Judge("x", "true", "", "mk", TIME)).label == "true"


def test_bytes_from_the_command_line_that_are_no_utf_8_are_marked_and_do_not_keep_a_verdict_from_being_written() -> (
    None
):
    verdict = decide(DOSSIER, Judge("x", "true", "so \udcff", "m\ud800k", TIME)).claim("x").verdict

    assert verdict is not None
    assert (verdict.rationale, verdict.reviewer) == ("so \ufffd", "m\ufffdk")


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Judge("x", "tru", "", "mk", TIME), "tru is no rating; allowed are true, false"),
        (Judge("z", "true", "", "mk", TIME), "there is no such claim"),
        (ClearVerdict("y"), "there is no verdict to clear"),
        (Describe("x", (("text", " "),)), "a claim needs a text"),
        (Describe("x", (("date", "soon"),)), r"“soon” is no day \(2023-12-31\) and no month \(2023-12\)"),
        (Describe("y", (("tags", ()),)), "that is what stands there already"),
        (Take("x", "a", Stance.SUPPORTS, Quote("two")), "these words are evidence already"),
        (Take("x", "a", Stance.SUPPORTS, Quote("five")), "these words are not in the article of a"),
        (Take("x", "a", Stance.SUPPORTS, Quote(" ")), "these words are not in the article of a"),
        (Take("x", "c", Stance.SILENT, Quote("One")), "a silent source has no passage"),
        (Take("x", "z", Stance.SUPPORTS, Quote("One")), "z is no source of this dossier"),
        (Restance("x", 0, Stance.SUPPORTS), "this passage of a is marked as supports already"),
        (Restance("x", 0, Stance.SILENT), "this passage of a says something"),
        (Restance("x", 1, Stance.SUPPORTS), "b is silent here: mark a sentence of its article instead"),
        (Restance("x", 3, Stance.SUPPORTS), "there is no evidence 4"),
        (MarkSilent("x", "a"), "a has evidence here, so it is not silent"),
        (MarkSilent("x", "b"), "b has evidence here, so it is not silent"),
        (MarkSilent("x", "z"), "z is no source of this dossier"),
        (TakeOut("x", 3), "there is no evidence 4"),
        (TakeOut("x", -1), "there is no evidence 0"),
        (TakeOut("z", 0), "there is no such claim"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(decision: Decision, words: str) -> None:
    with pytest.raises(Refused, match=f"^{words}"):
        decide(DOSSIER, decision)


DECISIONS = st.one_of(
    st.builds(
        Judge, st.just("x"), st.sampled_from(["true", "false"]), st.text(max_size=5), st.just("mk"), st.just(TIME)
    ),
    st.just(ClearVerdict("x")),
    st.builds(
        Take,
        st.just("x"),
        st.sampled_from("abc"),
        st.sampled_from(list(Stance)),
        st.builds(Quote, st.sampled_from(["One", "two", "three"])),
    ),
    st.builds(Restance, st.just("x"), st.integers(0, 4), st.sampled_from(list(Stance))),
    st.builds(MarkSilent, st.just("x"), st.sampled_from("abc")),
    st.builds(TakeOut, st.just("x"), st.integers(0, 4)),
)


def applied(claim: Claim, edits: tuple[Edit, ...]) -> Claim:
    """A claim after some edits."""
    for edit in edits:
        claim = edited(claim, edit)
    return claim


@given(st.lists(DECISIONS, max_size=8))
def test_a_decision_changes_its_own_claim_alone_and_leaves_the_dossier_that_it_was_made_in(
    decisions: list[Decision],
) -> None:
    dossier = DOSSIER
    for decision in decisions:
        before = dossier.claims
        try:
            after = decide(dossier, decision)
        except Refused:
            continue
        assert dossier.claims is before
        assert before[0] in (FULL, dossier.claim("x"))
        assert after.claim("y") is BARE
        assert applied(dossier.claim("x"), plan(dossier, decision).edits) == after.claim("x")
        assert decide(dossier, decision) == after
        dossier = after
    assert DOSSIER.claim("x") is FULL


@given(st.lists(DECISIONS, max_size=8))
def test_the_way_there_is_always_known_and_the_way_back_too_unless_an_entry_was_taken_from_between(
    decisions: list[Decision],
) -> None:
    dossier = DOSSIER
    for decision in decisions:
        before = dossier.claim("x")
        try:
            dossier = decide(dossier, decision)
        except Refused:
            continue
        after = dossier.claim("x")
        assert applied(before, edits_between(before, after)) == after
        try:
            back = edits_between(after, before)
        except Refused:
            taken = [edit for edit in edits_between(before, after) if isinstance(edit, RemoveEvidence)]
            assert taken
            assert taken[0].position < len(before.evidence) - 1
        else:
            assert applied(after, back) == before


def test_evidence_that_took_the_place_of_silence_gives_way_to_it_again() -> None:
    silent = BARE._replace(evidence=(FULL.evidence[0], SILENT))
    taken = decide(dossier_of(silent), Take("y", "b", Stance.SUPPORTS, Quote("four"))).claim("y")

    assert applied(silent, edits_between(silent, taken)) == taken
    assert applied(taken, edits_between(taken, silent)) == silent


def test_evidence_that_somebody_else_took_too_is_not_taken_twice() -> None:
    taken = BARE._replace(evidence=(FULL.evidence[0],))

    with pytest.raises(Refused, match="this evidence is there already"):
        edits_onto(Change("decide", "supports a", TIME, BARE, taken, "", ""), taken)


def test_a_difference_names_every_field_verdict_and_entry_that_changed_and_no_other() -> None:
    evidence = (*FULL.evidence[::2], Evidence("c", Stance.CONTEXT, Quote("four")))
    after = FULL._replace(text="New.", claimant="Z", tags=("s", "t"), verdict=None, evidence=evidence)

    assert describe_difference(FULL._replace(date="2024"), after) == [
        *("reworded: New.", "claimant: Z", "no date", "tags: s, t", "no verdict"),
        *("+ context c: “four”", "- silent b"),
    ]
    assert describe_difference(BARE, BARE._replace(evidence=(SILENT,), verdict=FULL.verdict)) == [
        *("verdict: false (ab, 2026-01-01T00:00:00Z)", "Old.", "+ silent b"),
    ]
    assert describe_difference(FULL, FULL._replace(evidence=FULL.evidence[::-1])) == [
        "changed in made_in, see, silence or the order of its evidence"
    ]
    assert describe_difference(FULL, FULL) == []


def test_who_signs_is_who_was_named_else_the_environment_else_git_else_the_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Git  User\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("LOGNAME", "login")
    monkeypatch.chdir(tmp_path)

    assert reviewer_name(" A\nB ") == "A B"
    assert reviewer_name(" ") == "mk"
    monkeypatch.setenv("FACTCHECK_REVIEWER", "")
    assert reviewer_name(None) == "Git User"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reviewer_name(None) == "login"
