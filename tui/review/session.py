"""An open review: decisions, amendments, undo and redo, and conflicts with changes by others.

The path of a decision, all in one call: the plan, the edit of the claim's text, the disk, the history.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tui.dossier.files.system import SYSTEM, System
from tui.dossier.files.waiting import AT_THE_SCREEN, Waiting
from tui.dossier.values.edits import Edit, edited
from tui.dossier.values.model import Claim, Dossier, FieldValue, Source
from tui.dossier.values.problems import FactcheckError, Refused, SaveFailed
from tui.dossier.values.progress import ProgressCallback
from tui.review import history
from tui.review.amendments import FileChange, amendment_entry, from_history, is_amendment, new_claim, source_change
from tui.review.changes import Change, edits_onto
from tui.review.decisions import ClearVerdict, Decision, Judge, Plan, plan
from tui.review.document import SINCE_CHANGED, Document
from tui.review.undo_stack import UndoStack, names_of
from tui.review.working_copy import Result, WorkingCopy, utc_now


class Session:
    """One claims file under review. Every change of the dossier goes through here, and to the disk in the same call."""

    def __init__(
        self,
        path: Path,
        reviewer: str,
        now: Callable[[], str] = utc_now,
        report: ProgressCallback | None = None,
        patience: float | None = None,
        system: System = SYSTEM,
        waiting: Waiting = AT_THE_SCREEN,
    ) -> None:
        """Open a claims file for a reviewer; the other arguments are those of :class:`WorkingCopy`."""
        self.path = path
        self.reviewer = reviewer
        self.now = now
        self.working_copy = WorkingCopy(path, reviewer, now, report, patience, system, waiting)
        self._undo_stack: UndoStack | None = None
        """None until the first use, when the stack is read from the history."""
        self._steps = 0
        """Number of steps made in this review; a step that is undone and redone keeps its number."""

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands now."""
        return self.working_copy.dossier

    # Deciding

    def decide(self, decision: Decision) -> Result:
        """Make a decision and save it. A decision that makes no sense, or can't be written, changes nothing."""
        try:
            planned = plan(self.dossier, decision)
        except Refused as refusal:
            return self._refused(decision.claim, refusal)
        return self.carry_out(planned)

    def carry_out(self, planned: Plan) -> Result:
        """Save a decision that was worked out for the present dossier, or change nothing where it can't be written."""
        claim_id, document = planned.after.id, self.working_copy.document
        try:
            text = document.spliced(claim_id, planned.edits)
        except Refused as refusal:
            return self._refused(claim_id, refusal)
        change = document.change("decide", planned.label, self.now(), planned.after, text)
        if isinstance(planned.decision, Judge | ClearVerdict):
            self._supersede(claim_id)
        return self._save_new(change)

    def _supersede(self, claim_id: str) -> None:
        """Drop the reviewer's verdict that is in conflict, since a new one replaces it; keep evidence in conflict."""
        mine = self.working_copy.conflicts_of(claim_id)
        if all(change.before.evidence == change.after.evidence for change in mine):
            self.keep_theirs(claim_id)

    def _refused(self, subject: str, refusal: Refused) -> Result:
        return Result(subject, f"NOT SAVED {subject}: {self._with_file(refusal)}", saved=False)

    def _with_file(self, refusal: Refused) -> str:
        """The words of a refusal, with the file before a line number."""
        words = str(refusal)
        return f"{self.path}: {words}" if words.startswith("line ") else words

    def _save_new(self, change: Change) -> Result:
        """Save a new change, which can be undone from then on."""
        change = change._replace(step=self._next_step())
        self._undoable().add(change)
        return self.working_copy.adopt(change)

    def _next_step(self) -> int:
        self._steps += 1
        return self._steps

    # Undo and redo

    def undo(self) -> Result | None:
        """Undo the reviewer's last decision, of whatever kind and session; None where there is none."""
        return self._step("undo")

    def redo(self) -> Result | None:
        """Redo the decision that was undone last; None where there is none."""
        return self._step("redo")

    def _step(self, did: str) -> Result | None:
        # Changes by others are adopted first: a conflict that shows only at the save can't be undone.
        self.working_copy.look()
        last = self._undoable().pop(did)
        if last is None:
            return None
        claim_id, label = names_of(last)
        document = self.working_copy.document
        try:
            step = self._from_history(last) if isinstance(last, history.HistoryEntry) else last
            way = step.reversed() if did == "undo" else step
            if isinstance(way, FileChange):
                result = self._amend(way._replace(did=did, when=self.now()))
                if not result.saved:  # the step can be tried again
                    self._undoable().put_back("redo" if did == "undo" else "undo", step)
                return result
            text = document.text_after(way)
        except Refused as refusal:
            shown = claim_id if claim_id in self.dossier.positions else ""
            return Result(shown, f"can't {did} {claim_id} {label}: {self._with_file(refusal)}", saved=False)
        change = document.change(did, label, self.now(), way.after, text)._replace(step=way.step)
        self._undoable().put_back(did, change.reversed() if did == "undo" else change)
        return self.working_copy.adopt(change)

    def _from_history(self, entry: history.HistoryEntry) -> Change | FileChange:
        """The step that an entry of the history describes. Raises Refused where the step no longer fits the file."""
        if is_amendment(entry):
            return from_history(entry, self.dossier)
        return self.working_copy.document.change_from(entry)

    def _undoable(self) -> UndoStack:
        """The undo stack; at the first call, with the steps that the history has of earlier sessions."""
        if self._undo_stack is None:
            self._undo_stack = UndoStack()
            try:
                entries, _ = history.entries(history.history_path(self.path))
            except FactcheckError:  # reported when an entry is added to it
                entries = []
            self._undo_stack.recall(entries, self.reviewer)
        return self._undo_stack

    # Amending

    def add_claim(self, claim: Claim) -> Result:
        """Write a new claim behind the others, at once or not at all."""
        try:
            return self._amend(new_claim(self.dossier, claim, self.now()))
        except Refused as refusal:
            return self._refused(claim.id, refusal)

    def describe_source(self, source: str, fields: Mapping[str, FieldValue]) -> Result:
        """Write fields of a source, at once or not at all; an empty field is taken out."""
        known = self.dossier.sources[source]
        listed = self.working_copy.document.opened.head.sources
        as_listed = next((entry for entry in listed if entry.id == source), Source(source, known.file))
        try:
            return self._amend(source_change(as_listed, fields, self.now()))
        except Refused as refusal:
            return self._refused(f"source {source}", refusal)

    def _amend(self, change: FileChange) -> Result:
        """Make amendments in the file as it stands on the disk."""
        words = f"{change.claim} {change.words}".strip()
        shown = change.claim if change.claim in self.dossier.positions else ""
        try:
            done = self.working_copy.rewrite(partial(_amended_text, change))
        except SaveFailed as error:
            return Result(shown, f"NOT SAVED {words}: {error}", saved=False)
        change = change._replace(text_before=done.before, text_after=done.after)
        if change.did == "decide":
            change = change._replace(step=self._next_step())
            self._undoable().add(change)
        else:
            self._undoable().put_back(change.did, change.reversed() if change.did == "undo" else change)
        lost = self.working_copy.close_save(done.trouble, amendment_entry(change, self.reviewer))
        shown = change.claim if change.claim in self.dossier.positions else ""
        theirs = f"; {done.theirs}" if done.theirs else ""
        return Result(shown, f"saved {words}{lost}{theirs}", saved=True, step=change.step)

    # Conflicts

    def keep_mine(self, claim_id: str) -> Result:
        """Make the reviewer's own changes of a claim in conflict, on the claim as somebody else left it."""
        mine = self.working_copy.conflicts_of(claim_id)
        after, document = self.dossier.find(claim_id), self.working_copy.document
        try:
            if after is None:
                raise Refused("it is no longer in the file")
            edits: list[Edit] = []
            for change in mine:
                for edit in edits_onto(change, after):
                    edits.append(edit)
                    after = edited(after, edit)
            text = document.spliced(claim_id, edits)
            if document.read(claim_id, text) != after:
                raise Refused(SINCE_CHANGED)
        except Refused as refusal:
            return self._refused(claim_id, refusal)
        self.keep_theirs(claim_id)
        return self._save_new(document.change("decide", mine[-1].label, self.now(), after, text))

    def keep_theirs(self, claim_id: str) -> Result:
        """Leave a claim in conflict as somebody else left it."""
        self._undoable().forget(self.working_copy.drop_conflicts(claim_id))
        return Result(claim_id, f"{claim_id} stays as it is on disk", saved=self.working_copy.is_saved)


def _amended_text(change: FileChange, document: Document) -> str:
    """The text of a file after amendments; byte for byte the earlier one where they undo the last change."""
    from tui.dossier.yaml_text.file_editor import amended  # loaded for the first amendment

    text = document.text
    if text.text == change.text_before:
        return change.text_after
    after = text.text
    for amendment in change.amendments:
        after = amended(after, text.newline, amendment)
    return after
