"""Commands that decide: verdicts, stances, annotations of evidence, undo and redo."""

from __future__ import annotations

from functools import partial

from tui.dossier.values.model import Claim, Stance, Verdict
from tui.dossier.values.problems import Refused
from tui.dossier.values.text import clean, clean_line
from tui.evidence.coverage import mixed_sources
from tui.review.decisions import Annotate, ClearVerdict, Decision, Judge, Take, plan
from tui.review.next_claim import next_stale, next_unreviewed
from tui.review.working_copy import Result
from tui.screens.commands.targets import drop_decision, stance_decision
from tui.screens.desk.command import Command, Outcome
from tui.screens.desk.desk import Desk
from tui.screens.desk.header import field_keys, verdict_question
from tui.screens.desk.reasons import Reasons
from tui.screens.desk.view import Pane
from tui.screens.panes.items import Item
from tui.screens.widgets.prompt import Question
from tui.screens.widgets.text_layout import Piece

ANNOTATED = {
    "attributed_to": "whose words? empty: the source's own",
    "note": "note?",
    "as_of": "as of which day? 2023-12-31, 2023-12 or start/end",
}
"""The question for each field of an annotation."""


class Decisions:
    """The commands that send the session a decision, and say the result."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: Verdict | None = None
        """The last verdict that was given in this review."""
        self._taken: tuple[Take, Item | None] | None = None
        """The passage that was made evidence last, and the item on which the cursor was right after."""
        self._reasons = Reasons(desk)

    def commands(self) -> dict[str, Command]:
        """The commands by their ids."""
        return {
            **{f"verdict.{digit}": partial(self.rate, digit) for digit in range(1, 10)},
            "verdict.again": self.rate_again,
            "verdict.clear": self.clear,
            "verdict.rationale": self.edit_rationale,
            "decision.undo": self.undo,
            "decision.redo": self.redo,
            **{f"stance.{stance}": partial(self.give_stance, stance) for stance in Stance},
            "stance.drop": self.drop,
            "evidence.speaker": partial(self.annotate, "attributed_to"),
            "evidence.note": partial(self.annotate, "note"),
            "evidence.day": partial(self.annotate, "as_of"),
        }

    def decide(self, decision: Decision) -> Result:
        """Make a decision and say its result. Raises Refused where the decision makes no sense."""
        desk = self._desk
        planned = plan(desk.session.dossier, decision)
        before, cursor = desk.view.dossier.find(decision.claim), desk.view.cursor
        result = desk.session.carry_out(planned)
        more = ""
        after = desk.session.dossier.find(decision.claim)
        if before is not None and after is not None and (new := mixed_sources(after) - mixed_sources(before)):
            more = f" · {', '.join(desk.view.dossier.names[source] for source in new)} supports and contradicts now"
        desk.show_result(result, more if result.saved else "")
        desk.remember(result, cursor)
        if isinstance(decision, Take):
            self._taken = decision, desk.view.item
            if result.saved and not more and desk.view.entry is None:  # on a card, the footer names these keys
                speaker, note, day = (desk.keys[f"evidence.{key}"] for key in ("speaker", "note", "day"))
                desk.say(f"{result.message} · {speaker} said by, {note} note, {day} day", "reviewed")
        elif not isinstance(decision, Annotate):
            self._taken = None
        return result

    def _fault(self, decision: Decision) -> str:
        """The reason for which a decision would be refused; empty where the decision can be made."""
        try:
            plan(self._desk.session.dossier, decision)
        except Refused as refusal:
            return str(refusal)
        return ""

    # Verdicts

    def rate(self, digit: int) -> Outcome | None:
        """Ask for the reason of a verdict, by the rating's place in the scale."""
        desk = self._desk
        scale, claim = desk.scale_seen, self._claim()
        if digit > len(scale):
            desk.say(f"{digit} is past the end of the scale, which has 1 to {len(scale)}", "error")
            return Outcome.UNCHANGED
        self._ask_reason(claim, scale[digit - 1], "", self._last_verdict())
        return None

    def rate_as(self, rating: str) -> None:
        """Ask for the reason of a verdict, by its rating, whose place in the scale may have changed."""
        claim = self._claim()
        self._require_rating(rating)
        self._ask_reason(claim, rating, "", self._last_verdict())

    def rate_again(self) -> None:
        """Offer the reviewer's last verdict for this claim too, with its reason."""
        claim, last = self._claim(), self._last_verdict()
        if last is None:
            raise Refused("no verdict was given yet that could be given again")
        self._require_rating(last.rating)
        self._ask_reason(claim, last.rating, last.rationale, None)

    def _claim(self) -> Claim:
        """The claim under the cursor. Raises Refused where no claim is shown."""
        claim = self._desk.view.claim
        if claim is None:
            raise Refused("no claim is shown")
        return claim

    def _require_rating(self, rating: str) -> None:
        if rating not in self._desk.view.dossier.scale:
            raise Refused(f"{rating} is no rating of this dossier any more")

    def _ask_reason(self, claim: Claim, rating: str, text: str, last: Verdict | None) -> None:
        def recall() -> str:
            now = self._desk.view.dossier.find(claim.id)
            verdict = (now.verdict if now else None) or self._last_verdict()
            return verdict.rationale if verdict else ""

        session, begun = self._desk.session, self._reasons.of(claim.id)
        self._desk.ask(
            Question(
                verdict_question(claim, rating, self._desk.keys, last, begun=begun is not None),
                lambda reason: self._judge(claim.id, rating, reason),
                lambda reason: self._fault(Judge(claim.id, rating, reason, session.reviewer, session.now())),
                text=text if begun is None else begun,
                recall=recall,
                unentered=f"the rationale for {claim.id}",
                leave=lambda reason: self._reasons.leave(claim.id, reason, {text, recall()}),
            )
        )

    def _last_verdict(self) -> Verdict | None:
        """The last verdict of this reviewer in this review, else their latest in the file."""
        if self._last is not None:
            return self._last
        verdicts = [claim.verdict for claim in self._desk.view.dossier.claims if claim.verdict is not None]
        mine = [verdict for verdict in verdicts if verdict.reviewer == self._desk.session.reviewer]
        return max(mine, key=lambda verdict: verdict.reviewed, default=None)

    def _judge(self, claim: str, rating: str, rationale: str) -> None:
        """Give a verdict; after a claim's first verdict, go to the next unreviewed claim."""
        view, session = self._desk.view, self._desk.session
        is_first = view.dossier.claim(claim).verdict is None
        shown, row = view.shown, view.row
        result = self._give(claim, rating, rationale)
        judged = session.dossier.find(claim)
        if judged is None or judged.verdict is None:
            return
        self._last = judged.verdict
        view.postponed.pop(judged.id, None)
        if not is_first:
            return
        following = next_unreviewed(session.dossier, shown, row, postponed=view.postponed)
        if following is None:
            self._desk.show_result(result, f" · {none_left(self._desk)}")
        else:
            view.go_to(session.dossier.claims[shown[following]].id)

    def _give(self, claim: str, rating: str, rationale: str) -> Result:
        """Give a verdict. Its reason is kept for the next question where the verdict could not be given."""
        session, is_given = self._desk.session, False
        try:
            result = self.decide(Judge(claim, rating, rationale, session.reviewer, session.now()))
            is_conflict = any(change.after.id == claim for change in session.working_copy.conflicts)
            is_given = result.step is not None and not is_conflict
        finally:
            self._reasons.keep(claim, "" if is_given else rationale)
        return result

    def clear(self) -> Outcome | None:
        """Clear the verdict."""
        claim = self._desk.view.claim
        if claim is None:
            return Outcome.UNCHANGED
        self.decide(ClearVerdict(claim.id))
        return None

    async def edit_rationale(self) -> None:
        """Open the editor of several lines on the claim's rationale."""
        claim = self._desk.view.claim
        if claim is None or claim.verdict is None:
            raise Refused("rate it first: a digit gives a verdict")
        claim_id, verdict = claim.id, claim.verdict
        question = Question(
            [],
            lambda rationale: self._give(claim_id, verdict.rating, rationale),
            text=verdict.rationale,
            unentered=f"the rationale for {claim_id}",
            leave=lambda text: self._reasons.leave(claim_id, text, {clean(verdict.rationale)}),
        )
        await self._desk.field.edit(question, f"Rationale of {claim_id}, {verdict.rating}", self._reasons.of(claim_id))

    # Evidence

    def give_stance(self, stance: Stance) -> None:
        """Give the evidence or the passage under the cursor a stance."""
        try:
            self.decide(stance_decision(self._desk.view, stance, self._desk.keys))
        except Refused:
            self._taken = None
            raise

    def drop(self) -> None:
        """Record an open source as silent, or take evidence out."""
        self.decide(drop_decision(self._desk.view, self._desk.keys))

    def annotate(self, key: str) -> None:
        """Ask for one annotation of the evidence under the cursor, else of the passage that was taken last."""
        view = self._desk.view
        claim, at, just = view.claim, view.entry, ""
        if claim is not None and at is None and view.pane is Pane.EVIDENCE:
            at, just = self._just_taken(claim), ", the quote just taken"
        if claim is None or at is None:
            raise Refused("go to a piece of evidence first: this is said of its words")
        entry, claim_id, index = claim.evidence[at], claim.id, at
        subject = f"  {clean_line(entry.source)}{just}  {field_keys(self._desk.keys)}"
        self._desk.ask(
            Question(
                [Piece(ANNOTATED[key], "strong"), Piece(subject, "dim")],
                lambda value: self.decide(Annotate(claim_id, index, key, value)),
                lambda value: self._fault(Annotate(claim_id, index, key, value)),
                is_checked_as_typed=key == "as_of",
                text=getattr(entry, key),
                unentered=f"the text for {claim_id}",
            )
        )

    def _just_taken(self, claim: Claim) -> int | None:
        """The index of the evidence taken last; None where it is of another claim or the cursor was moved since."""
        taken, item = self._taken or (None, None)
        if taken is None or taken.claim != claim.id or item != self._desk.view.item:
            return None
        places = enumerate(claim.evidence)
        return next((at for at, entry in places if (entry.source, entry.quote) == (taken.source, taken.quote)), None)

    # Undo and redo

    def undo(self) -> None:
        """Undo the last step and go back to where the cursor was before that step."""
        self._step(self._desk.session.undo(), 0, "nothing to undo")

    def redo(self) -> None:
        """Redo the step undone last and go to where the cursor was right after that step."""
        self._step(self._desk.session.redo(), 1, "nothing to redo")

    def _step(self, result: Result | None, side: int, nothing: str) -> None:
        """Say the result of an undo or a redo; the cursor stays where the step was refused."""
        desk, view = self._desk, self._desk.view
        if result is None:
            raise Refused(nothing)
        before = view.dossier.find(result.claim)
        view.adopt(desk.session.dossier)
        is_unfiltered = False
        if result.step in desk.trail:
            is_unfiltered = view.to_cursor(desk.trail[result.step][side])
        elif result.step is not None:  # a step of an earlier review
            is_unfiltered = bool(result.claim) and view.go_to(result.claim)
            if before is not None and view.claim is not None:
                view.to_changed(before.evidence)
        desk.show_result(result, " · shown without the filter" if is_unfiltered else "")


def none_left(desk: Desk) -> str:
    """The message where none of the claims that are shown is unreviewed."""
    dossier, keys = desk.view.dossier, desk.keys
    if dossier.reviewed_count == len(dossier.claims):
        stale = next_stale(dossier, range(len(dossier.claims)), 0) is not None
        also = f"; some are stale, {keys['claim.next-unreviewed']} goes there" if stale else ""
        return f"every claim has a verdict: {keys['file.summary']} writes the summary{also}"
    return f"every claim that is shown has a verdict; {desk.all_shown} shows all"
