"""An open review: what the reviewer decides, and the way back.

The path of a decision, all in one call: the next dossier, the edit of the claim's text, the disk, the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tui.dossier.files.saving import replace_bytes
from tui.dossier.values.edits import Edit, edited
from tui.dossier.values.model import Claim, FieldValue, Source
from tui.dossier.values.problems import ChangedOnDisk, FactcheckError, Refused, SaveFailed, Unreadable
from tui.review import history
from tui.review.amendments import Amended, described, from_history, is_amendment, new_claim
from tui.review.amendments import entry_of as amendment_entry
from tui.review.changes import Change, edits_onto
from tui.review.decisions import ClearVerdict, Decision, Judge, decide, edits_of, outcome
from tui.review.document import SINCE_CHANGED
from tui.review.undo_stack import UndoStack, names_of
from tui.review.working_copy import Result, WorkingCopy

ATTEMPTS = 5
"""How often an amendment is begun anew because somebody else wrote the file at that moment."""


class Session(WorkingCopy):
    """One claims file under review. Every change of the dossier goes through here, and to the disk in the same call."""

    _past: UndoStack | None = None
    """What can be undone and redone; None until that is asked for."""

    # Deciding

    def decide(self, decision: Decision) -> Result:
        """Make a decision and save it. A decision that makes no sense, or can't be written, changes nothing."""
        claim_id = decision.claim
        try:
            edits = edits_of(self.dossier, decision)
            stretch = self._held.spliced(claim_id, edits)
        except Refused as refusal:
            return self._refused(claim_id, refusal)
        after = decide(self.dossier, decision).claim(claim_id)
        change = self._held.change("decide", outcome(self.dossier, decision), self.now(), after, stretch)
        if isinstance(decision, Judge | ClearVerdict):
            self._supersede(claim_id)
        return self._made(change)

    def _supersede(self, claim_id: str) -> None:
        """A new verdict takes the place of the reviewer's own that is in conflict; evidence in conflict stays there."""
        mine = [change for change in self.conflicts if change.after.id == claim_id]
        if all(change.before.evidence == change.after.evidence for change in mine):
            self.keep_theirs(claim_id)

    def _refused(self, claim_id: str, refusal: Refused) -> Result:
        return Result(claim_id, f"NOT SAVED {claim_id}: {self._placed(refusal)}", saved=False)

    def _placed(self, refusal: Refused) -> str:
        words = str(refusal)
        return f"{self.path}: {words}" if words.startswith("line ") else words

    def _made(self, change: Change) -> Result:
        """Something new was decided."""
        self._recalled().add(change)
        return self._take(change)

    def _take(self, change: Change) -> Result:
        self._held = self._held.with_claim(change.after, change.text_after)
        self.unsaved = (*self.unsaved, change)
        return self.save()

    # The way back

    def undo(self) -> Result | None:
        """Take the reviewer's last decision back, of whatever kind and session; None where there is none."""
        return self._step("undo")

    def redo(self) -> Result | None:
        """Make the last decision that was undone again; None where there is none."""
        return self._step("redo")

    def _step(self, did: str) -> Result | None:
        self.look()  # what somebody else changed since is not undone; found out at the save, it would be a conflict
        last = self._recalled().pop(did)
        if last is None:
            return None
        claim_id, words = names_of(last)
        try:
            if isinstance(last, history.Entry):
                last = from_history(last, self.dossier) if is_amendment(last) else self._held.told(last)
            way = last.reversed() if did == "undo" else last
            if isinstance(way, Amended):
                result = self._amend(way._replace(did=did, when=self.now()))
                if not result.saved:  # it can be tried again
                    self._recalled().put_back("redo" if did == "undo" else "undo", last)
                return result
            stretch = self._held.stretch_after(way)
        except Refused as refusal:
            shown = claim_id if claim_id in self.dossier.positions else ""
            return Result(shown, f"can't {did} {claim_id} {words}: {self._placed(refusal)}", saved=False)
        change = self._held.change(did, words, self.now(), way.after, stretch)
        self._recalled().put_back(did, change.reversed() if did == "undo" else change)
        return self._take(change)

    # Amending

    def add_claim(self, claim: Claim) -> Result:
        """Write a new claim behind the others, at once or not at all."""
        try:
            return self._amend(new_claim(self.dossier, claim, self.now()))
        except Refused as refusal:
            return self._refused(claim.id, refusal)

    def describe_source(self, source: str, fields: Mapping[str, FieldValue]) -> Result:
        """Write what is known of a source, at once or not at all; an empty field is no longer said."""
        known = self.dossier.sources[source]
        said = next((listed for listed in self._held.opened.head.sources if listed.id == source), None)
        try:
            return self._amend(described(said or Source(source, known.file), fields, self.now()))
        except Refused as refusal:
            return self._refused(f"source {source}", refusal)

    def _amend(self, amended: Amended) -> Result:
        """Make an amendment in the file as it stands on the disk."""
        words = f"{amended.claim} {amended.words}".strip()
        failed = partial(Result, amended.claim if amended.claim in self.dossier.positions else "", saved=False)
        if not self.is_saved:
            self.save()
        if not self.is_saved:
            first = self.failure or "a claim that someone else changed too"
            return failed(f"NOT SAVED {words}: what waits to be saved comes first: {first}")
        from tui.dossier.yaml_text.file_editor import amended as write_amendment  # loaded for the first one

        theirs = ""
        for _ in range(ATTEMPTS):
            news = self.look()
            theirs = news.message if news is not None else theirs
            before = self._held.text
            is_known = before.text == amended.text_before
            after = amended.text_after if is_known else before.text
            for way in () if is_known else amended.ways:
                after = write_amendment(after, before.newline, way)
            try:
                replace_bytes(self.path, self._held.opened.encode(after), self._held.opened.data)
            except ChangedOnDisk:
                continue
            except SaveFailed as error:
                return failed(f"NOT SAVED {words}: {error}")
            return self._amended(amended._replace(text_before=before.text, text_after=after), words, theirs)
        return failed(f"NOT SAVED {words}: {theirs or 'the file is changed on disk again and again'}")

    def _amended(self, amended: Amended, words: str, theirs: str) -> Result:
        """What was written is read, goes into the history and can be undone."""
        self.saved_at = self.now()
        try:
            self._read_again()
        except Unreadable as error:  # the next look reads it
            theirs = f"{theirs}; " * bool(theirs) + str(error)
        if amended.did == "decide":
            self._recalled().add(amended)
        else:
            self._recalled().put_back(amended.did, amended.reversed() if amended.did == "undo" else amended)
        lost = ""
        try:
            history.append(self.path, [amendment_entry(amended, self.reviewer)])
        except SaveFailed as error:
            lost = f" (but not in the history: {error})"
        shown = amended.claim if amended.claim in self.dossier.positions else ""
        return Result(shown, f"saved {words}{lost}{f'; {theirs}' * bool(theirs)}", saved=True)

    def _recalled(self) -> UndoStack:
        """The past, with what the history tells of earlier sessions; read when it is first needed."""
        if self._past is None:
            self._past = UndoStack()
            try:
                entries, _ = history.entries(history.history_path(self.path))
            except FactcheckError:  # said when something is added to it
                entries = []
            self._past.recall(entries, self.reviewer)
        return self._past

    # Conflicts

    def keep_mine(self, claim_id: str) -> Result:
        """Make the reviewer's own changes of a claim in conflict, on the claim as somebody else left it."""
        mine = [change for change in self.conflicts if change.after.id == claim_id]
        after = self.dossier.find(claim_id)
        try:
            if after is None:
                raise Refused("it is no longer in the file")
            edits: list[Edit] = []
            for change in mine:
                for edit in edits_onto(change, after):
                    edits.append(edit)
                    after = edited(after, edit)
            stretch = self._held.spliced(claim_id, edits)
            if self._held.read(claim_id, stretch) != after:
                raise Refused(SINCE_CHANGED)
        except Refused as refusal:
            return self._refused(claim_id, refusal)
        self.keep_theirs(claim_id)
        return self._made(self._held.change("decide", mine[-1].outcome, self.now(), after, stretch))

    def keep_theirs(self, claim_id: str) -> Result:
        """Let a claim in conflict be as somebody else left it."""
        given_up = [change for change in self.conflicts if change.after.id == claim_id]
        self.conflicts = tuple(change for change in self.conflicts if change not in given_up)
        self._recalled().forget(given_up)
        return Result(claim_id, f"{claim_id} stays as it is on disk", saved=self.is_saved)
