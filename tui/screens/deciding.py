"""What the desk does about decisions: each key is sent on as a value, and what came of it is shown."""

from __future__ import annotations

from tui.dossier.model import Claim, Stance, Verdict
from tui.dossier.problems import Refused
from tui.dossier.text import clean_line
from tui.evidence.coverage import mixed_sources
from tui.review.decisions import Annotate, ClearVerdict, Decision, Judge, Take, edits_of
from tui.review.draft import Receipt
from tui.review.queue import next_stale, next_unreviewed
from tui.screens.asking import Question, settled
from tui.screens.bars import saves_or_leaves, was_line
from tui.screens.choosing import drop_decision, stance_decision
from tui.screens.layout import Piece
from tui.screens.pages import Stop
from tui.screens.place import Pane
from tui.screens.rereading import Rereader

ANNOTATED = {
    "attributed_to": "whose words? empty: the source's own",
    "note": "note?",
    "as_of": "as of which day? 2023-12-31, 2023-12 or start/end",
}
"""What is asked before each annotation."""


class Decider(Rereader):
    """The desk with the keys that decide."""

    _last: Verdict | None = None
    """The last verdict that was given in this review."""
    _taken: tuple[Take, Stop | None] | None = None
    """The passage that was just made evidence, and where the cursor went on to."""

    def _decide(self, decision: Decision) -> Receipt | None:
        """Make a decision and show what came of it; None where it makes no sense, which is said."""
        if refused := self.refusal(decision):
            self.say(refused)
            return None
        before = self.place.dossier.find(decision.claim)
        receipt = self.session.decide(decision)
        more = ""
        after = self.session.dossier.find(decision.claim)
        if before is not None and after is not None and (new := mixed_sources(after) - mixed_sources(before)):
            more = f" · {', '.join(self.place.dossier.names[source] for source in new)} supports and contradicts now"
        self.show_receipt(receipt, more if receipt.saved else "")
        if isinstance(decision, Take):
            self._taken = decision, self.place.stop
            if receipt.saved and not more and self.place.entry is None:  # else the last line tells these keys
                keys = [self.keys[f"evidence.{key}"] for key in ("speaker", "note", "day")]
                self.say(f"{receipt.message} · {keys[0]} said by, {keys[1]} note, {keys[2]} day", "reviewed")
        elif not isinstance(decision, Annotate):
            self._taken = None
        return receipt

    def action_rate(self, digit: int) -> None:
        """Ask for the reason of a verdict on the claim that is highlighted now."""
        scale, claim = self.place.dossier.scale, self.place.claim
        if claim is None:
            self.say("no claim is shown")
        elif digit > len(scale):
            self.say(f"{digit} is past the end of the scale, which has 1 to {len(scale)}", "error")
        else:
            rating = scale[digit - 1]
            self.ask(Question("verdict", claim.id, rating), was_line(claim, rating, self.keys, self.last_verdict()))

    def action_again(self) -> None:
        """Offer the reviewer's last verdict for this claim too, with its reason."""
        claim, last = self.place.claim, self.last_verdict()
        if claim is None or last is None:
            self.say("no verdict was given yet that could be given again" if claim else "no claim is shown")
        elif last.rating not in self.place.dossier.scale:
            self.say(f"{last.rating} is no rating of this dossier any more")
        else:
            self.ask(
                Question("verdict", claim.id, last.rating, taken=last.rationale),
                was_line(claim, last.rating, self.keys, None),
            )

    def last_verdict(self) -> Verdict | None:
        """The last verdict that this reviewer gave: in this review, else the latest in the file."""
        if self._last is None:
            mine = [claim.verdict for claim in self.place.dossier.claims if claim.verdict is not None]
            mine = [verdict for verdict in mine if verdict.reviewer == self.session.reviewer]
            return max(mine, key=lambda verdict: verdict.reviewed, default=None)
        return self._last

    def action_postpone(self) -> None:
        """Put the claim at the end of the queue, and go on."""
        place, claim = self.place, self.place.claim
        if claim is None or claim.verdict is not None:
            self.say("only a claim without a verdict can be postponed")
            return
        place.postpone(claim.id)
        row = next_unreviewed(place.dossier, place.shown, place.row, postponed=place.postponed)
        moved = row is not None and place.to_row(row)
        self.say(f"postponed {claim.id}" + ("" if moved else ": no other claim that is shown waits for a verdict"))
        self.show_place()

    def judge(self, question: Question, answer: str) -> None:
        """Give the verdict that was asked for, and go on to the next unreviewed claim."""
        place, session = self.place, self.session
        rationale = question.rationale(answer)
        first = place.dossier.claim(question.claim).verdict is None
        shown, row = place.shown, place.row
        receipt = self._decide(Judge(question.claim, question.rating, rationale, session.reviewer, session.now()))
        judged = session.dossier.find(question.claim)
        if judged is not None and judged.verdict is not None:
            self._last = judged.verdict
            place.postponed.pop(judged.id, None)
            self.begun.pop(judged.id, None)
        if receipt is None or not first or judged is None or judged.verdict is None:
            return
        following = next_unreviewed(session.dossier, shown, row, postponed=place.postponed)
        if following is None:
            self.show_receipt(receipt, f" · {self.none_left}")
        else:
            place.go_to(session.dossier.claims[shown[following]].id)
            self.show_place()

    @property
    def none_left(self) -> str:
        """What is said where no claim that is shown is left to be reviewed."""
        dossier, keys = self.place.dossier, self.keys
        if dossier.reviewed_count == len(dossier.claims):
            stale = next_stale(dossier, range(len(dossier.claims)), 0) is not None
            also = f"; some are stale, {keys['claim.next-unreviewed']} goes there" if stale else ""
            return f"every claim has a verdict: {keys['file.summary']} writes the summary{also}"
        return f"every claim that is shown has a verdict; {self.all_shown} shows all"

    def action_clear(self) -> None:
        """Clear the verdict."""
        if self.place.claim is not None:
            self._decide(ClearVerdict(self.place.claim.id))

    def action_stance(self, stance: str) -> None:
        """Give the passage under the cursor a stance."""
        try:
            self._decide(stance_decision(self.place, Stance(stance), self.keys))
        except Refused as refusal:
            self._taken = None
            self.say(str(refusal))

    def action_annotate(self, key: str) -> None:
        """Ask what should stand beside the evidence under the cursor, else beside what was made evidence just now."""
        claim, at = self.place.claim, self.place.entry
        just = ""
        if claim is not None and at is None and self.place.pane is Pane.EVIDENCE:
            at, just = self._just_taken(claim), ", the quote just taken"
        if claim is None or at is None:
            self.say("go to a piece of evidence first: this is said of its words")
            return
        entry = claim.evidence[at]
        of = f"  {clean_line(entry.source)}{just}  {saves_or_leaves(self.keys)}"
        words = [Piece(ANNOTATED[key], "strong"), Piece(of, "dim")]
        self.ask(Question(key, claim.id, entry=at, taken=getattr(entry, key)), words)

    def _just_taken(self, claim: Claim) -> int | None:
        """The place of what was just made evidence, if that was of this claim and the cursor was not moved since."""
        taken, stop = self._taken or (None, None)
        if taken is None or taken.claim != claim.id or stop != self.place.stop:
            return None
        places = enumerate(claim.evidence)
        return next((at for at, entry in places if (entry.source, entry.quote) == (taken.source, taken.quote)), None)

    @staticmethod
    def annotation(question: Question, answer: str) -> Annotate:
        """The decision that sets what was asked for beside the evidence."""
        return Annotate(question.claim, question.entry, question.kind, question.rationale(answer))

    def refusal(self, decision: Decision) -> str:
        """Why a decision can't be made, in words; empty where it can."""
        try:
            edits_of(self.session.dossier, decision)
        except Refused as refusal:
            return str(refusal)
        return ""

    def action_drop(self) -> None:
        """Record an open source as silent; take an entry out."""
        try:
            self._decide(drop_decision(self.place, self.keys))
        except Refused as refusal:
            self.say(str(refusal))

    def action_undo(self) -> None:
        """Take the last decision back, and show its claim."""
        self._step(self.session.undo(), "nothing to undo")

    def action_redo(self) -> None:
        """Make the last decision that was undone again, and show its claim."""
        self._step(self.session.redo(), "nothing to redo")

    def _step(self, receipt: Receipt | None, nothing: str) -> None:
        if receipt is None:
            self.say(nothing)
            return
        before = self.place.dossier.find(receipt.claim)
        self.place.take(self.session.dossier)
        unfiltered = bool(receipt.claim) and self.place.go_to(receipt.claim)
        if before is not None and self.place.claim is not None:
            self.place.to_changed(before.evidence)
        self.show_receipt(receipt, " · shown without the filter" if unfiltered else "")

    async def action_rationale(self) -> None:
        """Edit the rationale in a text area."""
        claim = self.place.claim
        if claim is None or claim.verdict is None:
            self.say("rate it first: a digit gives a verdict")
            return
        question = Question("rationale", claim.id, claim.verdict.rating)
        await self.edit(question, claim.verdict.rationale, self.begun.get(claim.id))

    async def action_keep(self) -> None:
        """Save the rationale that is edited."""
        question, editor = self.question, self.editor
        if question is None or editor is None:
            return
        await settled(editor.area)
        rationale = editor.area.text
        self.close_field()
        self.begun.pop(question.claim, None)
        session = self.session
        self._decide(Judge(question.claim, question.rating, rationale, session.reviewer, session.now()))
