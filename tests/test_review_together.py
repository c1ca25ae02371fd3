"""Two people at one file: whatever each of them does, nothing is overwritten and nothing is lost in silence."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from terminals import reload
from test_review_session import ARTICLES, CLAIMS, IDS, TIME, is_on_disk, judge

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.model import Dossier, Quote, Stance
from tui.review.decisions import Annotate, ClearVerdict, Decision, Describe, Judge, MarkSilent, Restance, Take, TakeOut
from tui.review.session import Session
from tui.review.working_copy import Result


class TwoAtOneFile(RuleBasedStateMachine):
    """A session that decides, undoes, reloads, while somebody else writes the same file and the disk says no at times."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "articles").mkdir()
        for name, text in ARTICLES.items():
            (self.folder / "articles" / f"{name}.txt").write_text(text)
        self.path = self.folder / "claims.yaml"
        self.path.write_text(CLAIMS)
        self.session = Session(self.path, "mk", lambda: TIME)
        self.number = 0

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    def reason(self) -> str:
        """A rationale that was not there before."""
        self.number += 1
        return f"reason {self.number}" + ("\nin two lines: #1" if self.number % 2 else "")

    def check(
        self, theirs: Dossier, touched: set[str], result: Result | None, about: Collection[str] = frozenset()
    ) -> None:
        """After whatever was done: on the disk is what they wrote, but for claims that this session touched.

        What is in conflict is as they left it, but for the claims that something was decided about since.
        """
        session = self.session
        in_conflict = {change.before.id for change in session.working_copy.conflicts}
        waiting = {change.before.id for change in session.working_copy.unsaved}
        now = open_dossier(self.path).dossier
        for claim in theirs.claims:
            if claim.id in in_conflict.difference(waiting, about) or claim.id not in touched:
                assert now.claim(claim.id) == claim
        assert in_conflict | waiting <= touched
        if result is not None and result.saved:
            assert not session.working_copy.unsaved
            assert is_on_disk(session)

    @property
    def waiting(self) -> set[str]:
        """The claims with something that is not on the disk."""
        return {
            change.before.id for change in (*self.session.working_copy.conflicts, *self.session.working_copy.unsaved)
        }

    @property
    def decided(self) -> set[str]:
        """The claims about which something was decided that the next save is to bring to the disk."""
        return {change.before.id for change in self.session.working_copy.unsaved}

    def step(self, decision: Decision | None = None, *, back: bool = False) -> None:
        """Decide, undo or redo."""
        session, theirs = self.session, open_dossier(self.path).dossier
        touched, decided = self.waiting, self.decided
        result = session.decide(decision) if decision is not None else session.undo() if back else session.redo()
        about = decision.claim if decision is not None else result.claim if result is not None else ""
        self.check(theirs, touched | {about}, result, decided | {about})

    @rule(claim=st.sampled_from(IDS), rating=st.sampled_from(["true", "mixed", "false"]))
    def judge(self, claim: str, rating: str) -> None:
        """Give a verdict with a reason of its own."""
        self.step(judge(claim, rating, self.reason()))

    @rule(
        decision=st.one_of(
            st.builds(ClearVerdict, st.sampled_from(IDS)),
            st.builds(
                Take,
                st.sampled_from(IDS),
                st.sampled_from("abc"),
                st.sampled_from(list(Stance)),
                st.builds(Quote, st.sampled_from(["one", "two three", "six", "seven"])),
            ),
            st.builds(MarkSilent, st.sampled_from(IDS), st.sampled_from("abc")),
            st.builds(
                Annotate,
                st.sampled_from(IDS),
                st.integers(0, 3),
                st.sampled_from(["note", "attributed_to"]),
                st.sampled_from(["", "a note", "two\nlines"]),
            ),
            st.builds(
                Describe,
                st.sampled_from(IDS),
                st.sampled_from([(("text", "Reworded."),), (("tags", ("t", "u")),), (("claimant", ""),)]),
            ),
            st.builds(Restance, st.sampled_from(IDS), st.integers(0, 3), st.sampled_from(list(Stance))),
            st.builds(TakeOut, st.sampled_from(IDS), st.integers(0, 3)),
        )
    )
    def decide(self, decision: Decision) -> None:
        """Decide anything else; what makes no sense is refused."""
        self.step(decision)

    @rule(back=st.booleans())
    def undo_or_redo(self, back: bool) -> None:
        """Take a decision back, or make it again."""
        self.step(back=back)

    @rule()
    def disk_says_no_or_yes_again(self) -> None:
        """The file becomes read-only, or can be written again."""
        self.path.chmod(0o644 if self.path.stat().st_mode & 0o777 == 0o444 else 0o444)

    @precondition(lambda self: self.session.working_copy.unsaved)
    @rule()
    def save_again(self) -> None:
        """Try again what could not be saved."""
        theirs, touched = open_dossier(self.path).dossier, self.waiting
        decided = self.decided
        self.check(theirs, touched, self.session.working_copy.save(), decided)

    @rule(ask=st.booleans())
    def reload(self, ask: bool) -> None:
        """Read the file again: what waited is made where its claim is as it was, and is in conflict elsewhere."""
        theirs, touched = open_dossier(self.path).dossier, self.waiting
        decided = self.decided
        result = reload(self.session) if ask else self.session.working_copy.look()
        self.check(theirs, touched, result, decided)
        if result is not None and not self.session.working_copy.unsaved:
            for claim in theirs.claims:
                assert claim.id in touched or self.session.dossier.claim(claim.id) == claim

    @precondition(lambda self: self.session.working_copy.conflicts)
    @rule(mine=st.booleans())
    def choose(self, mine: bool) -> None:
        """Insist on one's own, or let theirs stand."""
        theirs, touched = open_dossier(self.path).dossier, self.waiting
        decided = self.decided
        claim_id = self.session.working_copy.conflicts[0].after.id
        self.session.keep_mine(claim_id) if mine else self.session.keep_theirs(claim_id)
        self.check(theirs, touched, None, decided)

    @rule(
        words=st.sampled_from(
            [
                ("# about two", "# about two!"),
                ("id: one\n", "id: one\n    # by them\n"),
                ("Second.", "Second!"),
                ("stance: silent}", "stance: context, quote: seven}"),
                ("claims:\n", "claims:\n  - {id: more, text: More.}\n"),
            ]
        )
    )
    def somebody_else_writes(self, words: tuple[str, str]) -> None:
        """Another person edits the file, without looking at its mode."""
        text = self.path.read_text()
        if "id: more" not in text or "more" not in words[1]:
            mode = self.path.stat().st_mode
            self.path.chmod(0o644)
            self.path.write_text(text.replace(*words, 1))
            self.path.chmod(mode)

    @rule(claim=st.sampled_from(IDS))
    def somebody_else_judges(self, claim: str) -> None:
        """Another person gives a verdict by this same program."""
        Session(self.path, "other", lambda: TIME).decide(Judge(claim, "outdated", self.reason(), "other", TIME))

    @invariant()
    def saved_is_saved(self) -> None:
        """Where nobody wrote since, and nothing is said to be unsaved, the file is what is shown."""
        if (
            self.path.read_bytes() == self.session.working_copy.document.opened.data
            and self.session.working_copy.is_saved
        ):
            assert is_on_disk(self.session)


def test_whatever_two_people_do_to_one_file_nothing_is_overwritten_and_nothing_is_lost_in_silence() -> None:
    run_state_machine_as_test(
        TwoAtOneFile, settings=settings(max_examples=settings().max_examples, stateful_step_count=20, deadline=None)
    )
