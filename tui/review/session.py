"""An open review: the dossier as it stands, what of it is on the disk, and the way back.

The path of a decision, all in one call: the next dossier, the edit of the claim's text, the disk. What the disk refuses
is kept and tried again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from itertools import dropwhile
from pathlib import Path
from typing import NamedTuple

from tui.dossier.chunks import ClaimsText
from tui.dossier.disk import replace_bytes
from tui.dossier.edits import Edit
from tui.dossier.loading import Opened, open_dossier
from tui.dossier.model import Claim, Dossier
from tui.dossier.problems import ChangedOnDisk, Refused, SaveFailed, Unreadable
from tui.review.decisions import Decision, decide, edits_between, edits_of, outcome


def utc_now() -> str:
    """Now, as verdicts are dated."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Change(NamedTuple):
    """What a decision, or taking one back, made of its claim and of that claim's text."""

    outcome: str
    before: Claim
    after: Claim
    text_before: str
    text_after: str

    def reversed(self) -> Change:
        """The way back."""
        return self._replace(
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
            text = self._spliced(self._text, decision.claim, edits_of(self.dossier, decision))
        except Refused as refusal:
            return Receipt(decision.claim, f"NOT SAVED {decision.claim}: {self._placed(refusal)}", saved=False)
        at = dossier.positions[decision.claim]
        before, after = self.dossier.claims[at], dossier.claims[at]
        words = outcome(self.dossier, decision)
        change = Change(words, before, after, self._text.claims[at], text.claims[at])
        self._done.append(change)
        self._undone.clear()
        self.conflicts = tuple(kept for kept in self.conflicts if kept.before.id != decision.claim)
        return self._make(change)

    def _spliced(self, text: ClaimsText, claim_id: str, edits: Iterable[Edit]) -> ClaimsText:
        """A text of the file after edits of one claim; Refused where they can't be written."""
        from tui.dossier.splice import splice  # loaded for the first decision

        at = self.dossier.positions[claim_id]
        for edit in edits:
            text = splice(text, at, edit, self._opened.read_claim)
        return text

    def _with_change(self, text: ClaimsText, change: Change) -> ClaimsText:
        """A text of the file with a change of a claim that reads as before: to the byte, where its text does too."""
        claim_id = change.before.id
        at = self.dossier.positions[claim_id]
        if text.claims[at] == change.text_before:
            return text.with_claim(at, change.text_after)
        return self._spliced(text, claim_id, edits_between(change.before, change.after))

    def undo(self) -> Receipt | None:
        """Take the last decision back, of whatever kind; None where there is none."""
        return self._step(self._done, self._undone, "undone: ")

    def redo(self) -> Receipt | None:
        """Make the last decision that was undone again; None where there is none."""
        return self._step(self._undone, self._done, "redone: ")

    def _step(self, source: list[Change], target: list[Change], prefix: str) -> Receipt | None:
        if not source:
            return None
        undoing = source is self._done
        change = source.pop()
        way = change.reversed() if undoing else change
        claim_id = change.before.id
        at = self.dossier.positions.get(claim_id)
        try:
            if at is None or self.dossier.claims[at] != way.before:
                raise Refused("the claim was changed since by someone else")
            text = self._with_change(self._text, way)
        except Refused as refusal:
            what = "undo" if undoing else "redo"
            message = f"can't {what} {claim_id} {change.outcome}: {self._placed(refusal)}"
            return Receipt(claim_id if at is not None else "", message, saved=False)
        way = way._replace(text_before=self._text.claims[at], text_after=text.claims[at])
        target.append(way.reversed() if undoing else way)
        return self._make(way._replace(outcome=prefix + change.outcome))

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
        for claim_id in dict.fromkeys(change.before.id for change in waiting):
            self._reapply(claim_id, [change for change in waiting if change.before.id == claim_id])
        receipt = self.save()
        if self.conflicts:
            ids = list(dict.fromkeys(change.after.id for change in self.conflicts))
            there = any(claim_id in self.dossier.positions for claim_id in ids)
            why = "changed by someone else too; look at it and decide again" if there else "no longer in the file"
            return Receipt(ids[0], f"NOT SAVED {', '.join(ids)}: {why}", saved=False)
        return receipt if receipt.claim else Receipt("", "read again from disk", saved=True)

    def _reapply(self, claim_id: str, changes: list[Change]) -> None:
        """Make the changes of one claim again in a file that was read anew: all or, where it is another claim, none."""
        at = self.dossier.positions.get(claim_id)
        claim = None if at is None else self.dossier.claims[at]
        if claim == changes[-1].after:
            return  # undone in the meantime, or on the disk already
        to_make = list(dropwhile(lambda change: change.before != claim, changes))
        text = self._text
        try:
            if not to_make:
                raise Refused("the claim was changed by someone else")
            for change in to_make:
                text = self._with_change(text, change)
        except Refused:
            self.conflicts = (*self.conflicts, *changes)
            return
        self._text = text
        self.dossier = self.dossier.with_claim(changes[-1].after)
        self.unsaved = (*self.unsaved, *to_make)

    def _placed(self, refusal: Refused) -> str:
        words = str(refusal)
        return f"{self.path}: {words}" if words.startswith("line ") else words
