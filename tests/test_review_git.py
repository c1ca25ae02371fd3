"""Two reviewers, two branches: verdicts merge in git without conflict, or with one that a person can read."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from test_review_session import TIME

from tui.dossier.files.loading import load, open_dossier
from tui.dossier.values.model import Quote, Stance
from tui.evidence.coverage import stale_reasons
from tui.review.decisions import Decision, Judge, MarkSilent, Take
from tui.review.session import Session

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is what is tested with")
CLAIMS = "articles: articles\nclaims:\n" + "".join(
    f"  - id: c{number}\n    text: Claim {number}.\n    evidence:\n      - {{source: a, stance: supports, quote: One}}\n"
    for number in range(6)
)


class Desk:
    """A repository with a dossier, and branches of reviewers."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "claims.yaml"
        self.folder = folder
        (folder / "articles").mkdir(parents=True)
        (folder / "articles" / "a.txt").write_text("One fact. Two facts.\n")
        (folder / "articles" / "b.txt").write_text("Three facts.\n")
        self.path.write_text(CLAIMS)
        self.git("init", "-q", "-b", "main")
        self.commit("claims")

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git."""
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        return subprocess.run(["git", *identity, *arguments], cwd=self.folder, capture_output=True, text=True)

    def commit(self, message: str) -> None:
        """Commit the claims file and the articles."""
        self.git("add", "claims.yaml", "articles")
        assert self.git("commit", "-q", "-m", message).returncode == 0

    def branch(self, reviewer: str, *decisions: Decision) -> None:
        """Let a reviewer decide on a branch of their own."""
        self.git("checkout", "-q", "-b", reviewer, "main")
        session = Session(self.path, reviewer, lambda: TIME)
        for decision in decisions:
            assert session.decide(decision).saved
        self.commit(f"by {reviewer}")

    def merge(self, *reviewers: str) -> bool:
        """Merge branches into main; whether that went without a conflict."""
        self.git("checkout", "-q", "main")
        return all(self.git("merge", "-q", "--no-edit", reviewer).returncode == 0 for reviewer in reviewers)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A repository of six claims."""
    return Desk(tmp_path / "repository")


def judge(claim: int, rating: str, rationale: str = "Because.") -> Judge:
    """A verdict."""
    return Judge(f"c{claim}", rating, rationale, "r", TIME)


@pytest.mark.parametrize("other", [1, 2, 5])
def test_verdicts_on_different_claims_merge_also_on_neighbours(desk: Desk, other: int) -> None:
    desk.branch("ann", judge(0, "true"), judge(other + 1 if other < 5 else 2, "mixed", "Two\nlines."))
    desk.branch("bob", judge(other, "false"))

    assert desk.merge("ann", "bob")
    claims = open_dossier(desk.path).dossier.claims
    assert [claim.verdict.rating for claim in claims if claim.verdict] == (
        ["true", "false", "mixed"] if other < 5 else ["true", "mixed", "false"]
    )


def test_different_verdicts_on_one_claim_conflict_and_the_program_says_where(desk: Desk) -> None:
    desk.branch("ann", judge(1, "true", "I saw it."))
    desk.branch("bob", judge(1, "false", "I did not."))

    assert not desk.merge("ann", "bob")
    text = desk.path.read_text()
    ours, theirs = text.split("<<<<<<<")[1].split("=======")
    assert ('rating: "true"' in ours, 'rating: "false"' in theirs) == (True, True)
    _, problems = load(desk.path, quotes=False)
    assert {problem.code for problem in problems} == {"conflict-marker"}
    assert problems[0].line == text[: text.index("<<<<<<<")].count("\n") + 1


def test_a_claim_reworded_on_one_branch_and_judged_on_the_other_merges_and_is_stale(desk: Desk) -> None:
    desk.branch("ann", judge(1, "true"))
    desk.git("checkout", "-q", "-b", "bob", "main")
    desk.path.write_text(desk.path.read_text().replace("text: Claim 1.", "text: Claim 1, reworded."))
    desk.commit("by bob")

    assert desk.merge("ann", "bob")
    dossier = open_dossier(desk.path).dossier
    assert stale_reasons(dossier, dossier.claim("c1")) == ("the claim was reworded since",)


def test_evidence_on_one_branch_and_a_verdict_on_the_other_is_a_conflict_or_makes_the_verdict_stale(desk: Desk) -> None:
    desk.branch("ann", judge(1, "true"))
    desk.branch("bob", Take("c1", "b", Stance.CONTRADICTS, Quote("Three")), MarkSilent("c3", "b"))

    if desk.merge("ann", "bob"):
        dossier = open_dossier(desk.path).dossier
        assert stale_reasons(dossier, dossier.claim("c1")) == ("the evidence was changed since",)
    else:
        assert "<<<<<<<" in desk.path.read_text()


def test_the_history_is_no_part_of_a_merge(desk: Desk) -> None:
    (desk.folder / ".gitignore").write_text("*.history.jsonl\n")
    desk.branch("ann", judge(0, "true"))

    assert "history" not in desk.git("status", "--porcelain").stdout
    assert (desk.folder / "claims.yaml.history.jsonl").exists()
