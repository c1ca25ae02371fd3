"""The commands that decide: verdicts, stances, what stands beside evidence, and the way back."""

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
from tui.screens.desk.desk import Command, Desk
from tui.screens.desk.header import saves_or_leaves, was_line
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
"""What is asked before each annotation."""


class Decisions:
    """Each key is sent on as a value, and what came of it is shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: Verdict | None = None
        """The last verdict that was given in this review."""
        self._taken: tuple[Take, Item | None] | None = None
        """The passage that was just made evidence, and where the cursor went on to."""
        self._reasons = Reasons(desk)

    def commands(self) -> dict[str, Command]:
        """What the keys do, by their ids."""
        return {
            **{f"verdict.{digit}": partial(self.rate, digit) for digit in range(1, 10)},
            "verdict.again": self.again,
            "verdict.clear": self.clear,
            "verdict.rationale": self.edit_rationale,
            "decision.undo": self.undo,
            "decision.redo": self.redo,
            **{f"stance.{stance}": partial(self.give_stance, stance) for stance in Stance},
            "stance.drop": self.drop,
            "evidence.speaker": lambda: self.annotate("attributed_to"),
            "evidence.note": lambda: self.annotate("note"),
            "evidence.day": lambda: self.annotate("as_of"),
        }

    def decide(self, decision: Decision) -> Result | None:
        """Make a decision and show what came of it; None where it makes no sense, which is said."""
        desk = self._desk
        try:
            planned = plan(desk.session.dossier, decision)
        except Refused as refusal:
            desk.say(str(refusal))
            return None
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
            if result.saved and not more and desk.view.entry is None:  # else the last line tells these keys
                keys = [desk.keys[f"evidence.{key}"] for key in ("speaker", "note", "day")]
                desk.say(f"{result.message} · {keys[0]} said by, {keys[1]} note, {keys[2]} day", "reviewed")
        elif not isinstance(decision, Annotate):
            self._taken = None
        return result

    def _refusal(self, decision: Decision) -> str:
        """Why a decision can't be made, in words; empty where it can."""
        try:
            plan(self._desk.session.dossier, decision)
        except Refused as refusal:
            return str(refusal)
        return ""

    # Verdicts

    def rate(self, digit: int) -> None:
        """Ask for the reason of a verdict on the claim that is highlighted now."""
        desk = self._desk
        scale, claim = desk.scale_seen, desk.view.claim
        if claim is None:
            desk.say("no claim is shown")
        elif digit > len(scale):
            desk.say(f"{digit} is past the end of the scale, which has 1 to {len(scale)}", "error")
        else:
            self._ask_reason(claim, scale[digit - 1], "", self._last_verdict())

    def rate_as(self, rating: str) -> None:
        """Ask for the reason of a verdict by its rating, whatever place that has in the scale by now."""
        desk = self._desk
        if desk.view.claim is None:
            desk.say("no claim is shown")
        elif rating not in desk.view.dossier.scale:
            desk.say(f"{rating} is no rating of this dossier any more")
        else:
            self._ask_reason(desk.view.claim, rating, "", self._last_verdict())

    def again(self) -> None:
        """Offer the reviewer's last verdict for this claim too, with its reason."""
        desk = self._desk
        claim, last = desk.view.claim, self._last_verdict()
        if claim is None or last is None:
            desk.say("no verdict was given yet that could be given again" if claim else "no claim is shown")
        elif last.rating not in desk.view.dossier.scale:
            desk.say(f"{last.rating} is no rating of this dossier any more")
        else:
            self._ask_reason(claim, last.rating, last.rationale, None)

    def _ask_reason(self, claim: Claim, rating: str, text: str, last: Verdict | None) -> None:
        def recall() -> str:
            now = self._desk.view.dossier.find(claim.id)
            verdict = (now.verdict if now else None) or self._last_verdict()
            return verdict.rationale if verdict else ""

        session, begun = self._desk.session, self._reasons.of(claim.id)
        self._desk.ask(
            Question(
                was_line(claim, rating, self._desk.keys, last, begun=begun is not None),
                lambda reason: self._judge(claim.id, rating, reason),
                lambda reason: self._refusal(Judge(claim.id, rating, reason, session.reviewer, session.now())),
                text=text if begun is None else begun,
                recall=recall,
                unentered=f"the rationale for {claim.id}",
                leave=lambda reason: self._reasons.leave(claim.id, reason, {text, recall()}),
            )
        )

    def _last_verdict(self) -> Verdict | None:
        """The last verdict that this reviewer gave: in this review, else the latest in the file."""
        if self._last is None:
            mine = [claim.verdict for claim in self._desk.view.dossier.claims if claim.verdict is not None]
            mine = [verdict for verdict in mine if verdict.reviewer == self._desk.session.reviewer]
            return max(mine, key=lambda verdict: verdict.reviewed, default=None)
        return self._last

    def _judge(self, claim: str, rating: str, rationale: str) -> None:
        """Give the verdict that was asked for, and go on to the next unreviewed claim."""
        view, session = self._desk.view, self._desk.session
        first = view.dossier.claim(claim).verdict is None
        shown, row = view.shown, view.row
        result = self._give(claim, rating, rationale)
        judged = session.dossier.find(claim)
        if judged is not None and judged.verdict is not None:
            self._last = judged.verdict
            view.postponed.pop(judged.id, None)
        if result is None or not first or judged is None or judged.verdict is None:
            return
        following = next_unreviewed(session.dossier, shown, row, postponed=view.postponed)
        if following is None:
            self._desk.show_result(result, f" · {none_left(self._desk)}")
        else:
            view.go_to(session.dossier.claims[shown[following]].id)
            self._desk.show_view()

    def _give(self, claim: str, rating: str, rationale: str) -> Result | None:
        """Give a verdict. Where it came to nothing, its reason is there when one is asked for again."""
        session = self._desk.session
        result = self.decide(Judge(claim, rating, rationale, session.reviewer, session.now()))
        is_made = result is not None and result.step is not None
        is_made = is_made and all(change.after.id != claim for change in session.working_copy.conflicts)
        self._reasons.keep(claim, "" if is_made else rationale)
        return result

    def clear(self) -> None:
        """Clear the verdict."""
        if self._desk.view.claim is not None:
            self.decide(ClearVerdict(self._desk.view.claim.id))

    async def edit_rationale(self) -> None:
        """Edit the rationale in a text area."""
        claim = self._desk.view.claim
        if claim is None or claim.verdict is None:
            self._desk.say("rate it first: a digit gives a verdict")
            return
        verdict = claim.verdict
        question = Question(
            [],
            lambda rationale: void(self._give(claim.id, verdict.rating, rationale)),
            text=verdict.rationale,
            unentered=f"the rationale for {claim.id}",
            leave=lambda text: self._reasons.leave(claim.id, text, {clean(verdict.rationale)}),
        )
        title = f"Rationale of {claim.id}, {verdict.rating}"
        await self._desk.edit(question, title, self._reasons.of(claim.id))

    # Evidence

    def give_stance(self, stance: Stance) -> None:
        """Give the passage under the cursor a stance."""
        try:
            self.decide(stance_decision(self._desk.view, stance, self._desk.keys))
        except Refused as refusal:
            self._taken = None
            self._desk.say(str(refusal))

    def drop(self) -> None:
        """Record an open source as silent; take an entry out."""
        try:
            self.decide(drop_decision(self._desk.view, self._desk.keys))
        except Refused as refusal:
            self._desk.say(str(refusal))

    def annotate(self, key: str) -> None:
        """Ask what should stand beside the evidence under the cursor, else beside what was made evidence just now."""
        view = self._desk.view
        claim, at, just = view.claim, view.entry, ""
        if claim is not None and at is None and view.pane is Pane.EVIDENCE:
            at, just = self._just_taken(claim), ", the quote just taken"
        if claim is None or at is None:
            self._desk.say("go to a piece of evidence first: this is said of its words")
            return
        entry, claim_id, index = claim.evidence[at], claim.id, at
        of = f"  {clean_line(entry.source)}{just}  {saves_or_leaves(self._desk.keys)}"
        self._desk.ask(
            Question(
                [Piece(ANNOTATED[key], "strong"), Piece(of, "dim")],
                lambda value: void(self.decide(Annotate(claim_id, index, key, value))),
                lambda value: self._refusal(Annotate(claim_id, index, key, value)),
                is_checked_as_typed=key == "as_of",
                text=getattr(entry, key),
                unentered=f"the text for {claim_id}",
            )
        )

    def _just_taken(self, claim: Claim) -> int | None:
        """The place of what was just made evidence, if that was of this claim and the cursor was not moved since."""
        taken, item = self._taken or (None, None)
        if taken is None or taken.claim != claim.id or item != self._desk.view.item:
            return None
        places = enumerate(claim.evidence)
        return next((at for at, entry in places if (entry.source, entry.quote) == (taken.source, taken.quote)), None)

    # The way back

    def undo(self) -> None:
        """Take the last decision back; the cursor is then where it was before that."""
        self._step(self._desk.session.undo(), 0, "nothing to undo")

    def redo(self) -> None:
        """Make it again; the cursor is then where it was right after it."""
        self._step(self._desk.session.redo(), 1, "nothing to redo")

    def _step(self, result: Result | None, side: int, nothing: str) -> None:
        """Show what a step back or forth did. One that was refused moves nothing."""
        desk = self._desk
        if result is None:
            desk.say(nothing)
            return
        view, before = desk.view, desk.view.dossier.find(result.claim)
        view.take(desk.session.dossier)
        unfiltered = False
        if result.step in desk.trail:
            unfiltered = view.to_cursor(desk.trail[result.step][side])
        elif result.step is not None:  # from before this review
            unfiltered = bool(result.claim) and view.go_to(result.claim)
            if before is not None and view.claim is not None:
                view.to_changed(before.evidence)
        desk.show_result(result, " · shown without the filter" if unfiltered else "")


def void(_: object) -> None:
    """Nothing more."""


def none_left(desk: Desk) -> str:
    """What is said where no claim that is shown is left to be reviewed."""
    dossier, keys = desk.view.dossier, desk.keys
    if dossier.reviewed_count == len(dossier.claims):
        stale = next_stale(dossier, range(len(dossier.claims)), 0) is not None
        also = f"; some are stale, {keys['claim.next-unreviewed']} goes there" if stale else ""
        return f"every claim has a verdict: {keys['file.summary']} writes the summary{also}"
    return f"every claim that is shown has a verdict; {desk.all_shown} shows all"
