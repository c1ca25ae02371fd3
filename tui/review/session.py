"""An open review: the dossier as it stands, what of it is on the disk, and the way back.

The path of a decision, all in one call: the next dossier, the edit of the claim's text, the disk. What the disk refuses
is kept and tried again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tui.dossier.chunks import ClaimsText
from tui.dossier.disk import replace_bytes
from tui.dossier.loading import Opened, open_dossier
from tui.dossier.model import Claim, Dossier
from tui.dossier.problems import ChangedOnDisk, Refused, SaveFailed, Unreadable
from tui.review.decisions import Decision, decide, edits_of, outcome


def utc_now() -> str:
    """Now, as verdicts are dated."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Change(NamedTuple):
    """A decision that was made, with its claim and that claim's text before and after."""

    decision: Decision | None
    """None for the way back of an undo, which can only be made on the very same text."""
    outcome: str
    before: Claim
    after: Claim
    text_before: str
    text_after: str

    def reversed(self) -> Change:
        """The way back."""
        return self._replace(
            decision=None,
            before=self.after,
            after=self.before,
            text_before=self.text_after,
            text_after=self.text_before,
        )


class Receipt(NamedTuple):
    """What became of something that the reviewer did, in words for the screen."""

    claim: str
    message: str
    saved: bool


class Session:
    """One claims file under review. Every change of the dossier goes through here, and to the disk in the same call."""

    def __init__(self, path: Path, reviewer: str, now: Callable[[], str] = utc_now) -> None:
        self._opened: Opened = open_dossier(path)
        self._text = self._opened.text
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self.path = path
        self.reviewer = reviewer
        self.now = now
        self.dossier: Dossier = self._opened.dossier
        self.unsaved: tuple[Change, ...] = ()
        """Changes that are not on the disk yet."""
        self.conflicts: tuple[Change, ...] = ()
        """Changes that found their claim changed by somebody else, and were not made."""
        self.failure = ""
        """Why the last save failed; empty when all is saved."""
        self.saved_at = ""
        """When something was last saved in this review."""

    @property
    def is_saved(self) -> bool:
        """Whether nothing would be lost by leaving."""
        return not self.unsaved and not self.conflicts

    def decide(self, decision: Decision) -> Receipt:
        """Make a decision and save it. A decision that makes no sense, or can't be written, changes nothing."""
        try:
            dossier = decide(self.dossier, decision)
            text = self._spliced(decision)
        except Refused as refusal:
            return Receipt(decision.claim, f"NOT SAVED {decision.claim}: {self._placed(refusal)}", saved=False)
        at = dossier.positions[decision.claim]
        before, after = self.dossier.claims[at], dossier.claims[at]
        words = outcome(self.dossier, decision)
        change = Change(decision, words, before, after, self._text.claims[at], text.claims[at])
        self._done.append(change)
        self._undone.clear()
        self.conflicts = tuple(kept for kept in self.conflicts if kept.before.id != decision.claim)
        return self._make(change)

    def _spliced(self, decision: Decision) -> ClaimsText:
        """The file's text after a decision; Refused where it can't be written."""
        from tui.dossier.splice import splice  # loaded for the first decision

        at = self.dossier.positions[decision.claim]
        text = self._text
        for edit in edits_of(self.dossier, decision):
            text = splice(text, at, edit, self._opened.read_claim)
        return text

    def undo(self) -> Receipt | None:
        """Take the last decision back, of whatever kind; None where there is none."""
        return self._step(self._done, self._undone, "undone: ")

    def redo(self) -> Receipt | None:
        """Make the last decision that was undone again; None where there is none."""
        return self._step(self._undone, self._done, "redone: ")

    def _step(self, source: list[Change], target: list[Change], prefix: str) -> Receipt | None:
        if not source:
            return None
        change = source.pop()
        claim_id = change.before.id
        back = change.reversed() if source is self._done else change
        at = self.dossier.positions.get(claim_id)
        if at is None or self._text.claims[at] != back.text_before or self.dossier.claims[at] != back.before:
            what = "undo" if source is self._done else "redo"
            message = f"can't {what} {claim_id} {change.outcome}: the claim was changed since by someone else"
            return Receipt(claim_id if at is not None else "", message, saved=self.is_saved)
        target.append(change)
        return self._make(back._replace(outcome=prefix + change.outcome))

    def _make(self, change: Change) -> Receipt:
        at = self.dossier.positions[change.after.id]
        self.dossier = self.dossier.with_claim(change.after)
        self._text = self._text.with_claim(at, change.text_after)
        self.unsaved = (*self.unsaved, change)
        return self.save()

    def save(self) -> Receipt:
        """Bring what is not saved to the disk; called again, tries again."""
        if not self.unsaved:
            return Receipt("", "nothing to save", saved=True)
        last = self.unsaved[-1]
        data = self._opened.encode(self._text)
        try:
            replace_bytes(self.path, data, self._opened.data)
        except SaveFailed as error:
            hint = "; R reads it again" if isinstance(error, ChangedOnDisk) else "; it is kept and tried again"
            self.failure = f"{error}{hint}"
            return Receipt(last.after.id, f"NOT SAVED {last.after.id}: {self.failure}", saved=False)
        self._opened = self._opened._replace(data=data)
        ids = dict.fromkeys(change.after.id for change in self.unsaved)
        self.unsaved = ()
        self.failure = ""
        self.saved_at = self.now()
        others = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
        return Receipt(last.after.id, f"saved {last.after.id} {last.outcome}{others}", saved=True)

    def reload(self) -> Receipt:
        """Read the file and its articles again, and make what was not saved there where its claim is unchanged."""
        try:
            opened = open_dossier(self.path)
        except Unreadable as error:
            first = error.problems[0]
            more = f" (and {len(error.problems) - 1} more; see factcheck check)" if len(error.problems) > 1 else ""
            return Receipt("", f"not reloaded: {first}{more}", saved=self.is_saved)
        waiting = (*self.conflicts, *self.unsaved)
        self._opened, self._text, self.dossier = opened, opened.text, opened.dossier
        self.unsaved, self.conflicts, self.failure = (), (), ""
        for change in waiting:
            self._reapply(change)
        receipt = self.save()
        if self.conflicts:
            ids = ", ".join(dict.fromkeys(change.after.id for change in self.conflicts))
            message = f"NOT SAVED {ids}: changed by someone else too; look at it and decide again"
            return Receipt(self.conflicts[0].after.id, message, saved=False)
        return receipt if waiting else Receipt("", "read again from disk", saved=True)

    def _reapply(self, change: Change) -> None:
        """Make a change again in a file that was read anew: as text where that is the same, else as its decision."""
        claim_id = change.before.id
        at = self.dossier.positions.get(claim_id)
        if at is None or self.dossier.claims[at] != change.before:
            if at is None or self.dossier.claims[at] != change.after:
                self.conflicts = (*self.conflicts, change)
            return
        text = self._text
        try:
            if text.claims[at] == change.text_before:
                text = text.with_claim(at, change.text_after)
            elif change.decision is None:
                raise Refused("the text around the claim is another now")
            else:
                text = self._spliced(change.decision)
        except Refused:
            self.conflicts = (*self.conflicts, change)
            return
        self._text = text
        self.dossier = self.dossier.with_claim(change.after)
        self.unsaved = (*self.unsaved, change)

    def _placed(self, refusal: Refused) -> str:
        words = str(refusal)
        return f"{self.path}: {words}" if words.startswith("line ") else words
