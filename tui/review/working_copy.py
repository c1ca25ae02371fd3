"""The claims file as it is held, with what of it is on the disk.

What the disk refuses is kept and tried again. What somebody else wrote meanwhile is read, and changes are made in it
where their claim is as it was; the others are kept as conflicts.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable
from itertools import dropwhile
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.articles import ARTICLE_SUFFIXES
from tui.dossier.files.folder_watch import FolderWatch, Signature, signature, wait_until_stable
from tui.dossier.files.loading import Opened, open_dossier
from tui.dossier.files.saving import clear_leftovers, replace_bytes
from tui.dossier.files.system import SYSTEM, System
from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import ChangedOnDisk, Refused, SaveFailed, Unreadable
from tui.dossier.values.progress import ProgressCallback
from tui.review import history
from tui.review.changes import Change, describe_changes, told_outside
from tui.review.document import SINCE_CHANGED, Document

PATIENCE_SECONDS = 5.0
"""How long a save begins anew because somebody else was quicker."""
KEPT = "; it is kept and tried again"
"""What is said of a decision that could not be saved, as long as the session goes on."""


def utc_now() -> str:
    """Now, as verdicts are dated."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Result(NamedTuple):
    """What became of something that the reviewer did, in words for the screen."""

    claim: str
    message: str
    saved: bool
    step: int | None = None
    """The number of the step that was made, undone or redone; 0 for one from before this review, None for none."""


class Reading(NamedTuple):
    """A claims file with its articles, read once more."""

    before: Opened
    """What was held when it was read."""
    seen: Signature
    shelf: FolderWatch
    found: Opened | Unreadable


class WorkingCopy:
    """One claims file, held open."""

    def __init__(
        self,
        path: Path,
        reviewer: str,
        now: Callable[[], str] = utc_now,
        told: ProgressCallback | None = None,
        patience: float | None = None,
        system: System = SYSTEM,
    ) -> None:
        """Open a claims file; where its articles take longer than ``patience`` seconds, they are still to be read.

        ``system`` is what saves are made by.
        """
        self._seen = signature(path)
        self._held = Document.of(open_dossier(path, told, patience=patience))
        self.found = clear_leftovers(path) if self.dossier.is_whole else []  # once it can be read, or nobody is told
        """Where somebody else's work was put that a save cut short had displaced."""
        self._shelf = FolderWatch(self._held.opened.folder, ARTICLE_SUFFIXES)
        self.unreadable: Unreadable | None = None
        """Why the file could not be read when it was looked at last; mostly None."""
        self._system = system
        self.unlogged: tuple[history.Entry, ...] = ()
        """What is saved and waits for the history."""
        self.path = path
        self.reviewer = reviewer
        self.now = now
        self.unsaved: tuple[Change, ...] = ()
        """Changes that are not on the disk yet."""
        self.conflicts: tuple[Change, ...] = ()
        """Changes that found their claim changed by somebody else, and were not made."""
        self.failure = ""
        """Why the last save failed; empty when all is saved."""
        self.saved_at = ""
        """When something was last saved in this review."""

    @property
    def dossier(self) -> Dossier:
        """All that is being checked, as it stands now."""
        return self._held.dossier

    @property
    def read_outside(self) -> str:
        """Where the articles are read, in words, if that is outside of the dossier's folder; else empty."""
        return told_outside(self.dossier)

    def line_of(self, at: int) -> int:
        """The line of the file on which the claim at a place begins."""
        return self._held.opened.text.line_of(at)

    @property
    def is_saved(self) -> bool:
        """Whether nothing would be lost by leaving."""
        return not self.unsaved and not self.conflicts

    def save(self) -> Result:
        """Bring what is not saved to the disk, and what waits for the history there; called again, tries again."""
        if not self.unsaved:
            self.log()
            return Result("", "nothing to save", saved=self.is_saved)
        last, theirs, known = self.unsaved[-1], "", self.conflicts
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            data = self._held.data
            try:
                done = replace_bytes(self.path, data, self._held.opened.data, self._system)
            except ChangedOnDisk as error:
                try:
                    wait_until_stable(self.path)
                    theirs = self._read_again() or theirs
                except Unreadable as reason:
                    self.unreadable = reason
                    return self._failed(f"{error}, and can't be read now: {self._first(reason)}")
                if not self.unsaved:
                    new = set(self.conflicts).difference(known)
                    return self._conflict() if new else self._saved(last, {last.after.id}, theirs)
            except SaveFailed as error:
                return self._failed(str(error))
            else:
                self._held = self._held._replace(opened=self._held.opened._replace(data=data))
                self._seen = done.written
                ids = {change.after.id for change in self.unsaved}
                self._to_log(self.unsaved)
                self.unsaved = ()
                result = self._saved(last, ids, theirs, done.trouble)
                return self._conflict(result.message) if set(self.conflicts).difference(known) else result
        return self._failed("the file is changed on disk again and again")

    def _failed(self, why: str) -> Result:
        last = self.unsaved[-1]
        self.failure = why + KEPT
        return Result(last.after.id, f"NOT SAVED {last.after.id}: {self.failure}", saved=False)

    def _saved(self, last: Change, ids: set[str], theirs: str, trouble: str = "") -> Result:
        """What is on the disk goes into the history too, before it is acknowledged."""
        self.failure = ""
        self.saved_at = self.now()
        others = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
        taken = f"; changed on disk by someone else: {theirs}" if theirs else ""
        words = f"saved {last.after.id} {last.words}{others}{self._but(trouble)}{taken}"
        return Result(last.after.id, words, saved=True)

    def _but(self, trouble: str) -> str:
        """Write the history; what failed in that or, as ``trouble``, in the save when it had happened, in brackets."""
        why = self.log()
        lost = why and (f"not in the history: {why}" if self.unlogged else f"the history may not be on the disk: {why}")
        said = "; ".join(filter(None, (trouble, lost)))
        return f" (but {said})" if said else ""

    def _to_log(self, changes: Iterable[Change]) -> None:
        self.unlogged = (*self.unlogged, *(history.entry_of(change, self.reviewer) for change in changes))

    def log(self) -> str:
        """Write into the history what waits for it; in words, what failed in that."""
        if not self.unlogged:
            return ""
        done = history.append(self.path, self.unlogged, self._system)
        self.unlogged = self.unlogged[done.whole :]
        return done.trouble

    # Other writers

    def look(self) -> Result | None:
        """Take over what somebody else wrote, articles too; None where there is nothing new."""
        written = self.written()
        return None if written is None else self.take_over(self.read(written))

    def written(self) -> Path | None:
        """What somebody else wrote since it was read: an article, the folder, or the claims file; mostly None."""
        seen = signature(self.path)
        article = self._shelf.changed()
        return article or (None if seen == self._seen else self.path)

    def read(self, written: Path | None, told: ProgressCallback | None = None, *, anew: bool = False) -> Reading:
        """Read all again, once nobody writes any more what was ``written``, if anything was.

        Articles that were read and not written since are read again where all is read ``anew``. Nothing that is held
        is changed: any thread may do it.
        """
        before = self._held.opened
        if written is not None:
            wait_until_stable(written)
        seen, shelf = signature(self.path), FolderWatch(before.folder, ARTICLE_SUFFIXES)
        try:
            known = before._replace(read={}) if anew else before
            return Reading(before, seen, shelf, open_dossier(self.path, told, known))
        except Unreadable as error:
            return Reading(before, seen, shelf, error)

    def take_over(self, reading: Reading, *, asked: bool = False) -> Result | None:
        """Go on with what was read, and make there what was not saved and whose claim is unchanged.

        None where something was saved since it was read, or nothing is new, unless the reviewer ``asked`` for it.
        """
        if reading.before is not self._held.opened:
            return None  # the next look reads it once more
        if isinstance(reading.found, Unreadable):
            self._seen, self._shelf = reading.seen, reading.shelf  # said once; a save or R tries again
            self.unreadable = reading.found
            words = "not reloaded" if asked else "changed on disk, and can't be read now, until it is mended"
            return Result("", f"{words}: {self._first(reading.found)}", saved=False)
        was_readable, was_whole = self.unreadable is None, self.dossier.is_whole
        changed = self._hold(reading.found, reading.seen, reading.shelf)
        if not was_whole:
            self.found = clear_leftovers(self.path)
            return None
        if asked:
            return self._taken_over("read again from disk" + (f": {changed}" if changed else ""))
        if changed or not self.is_saved:
            return self._taken_over(f"changed on disk by someone else: {changed}")
        return None if was_readable else Result("", "the claims file can be read again", saved=True)

    def _taken_over(self, message: str) -> Result:
        """What is said after the file was read again."""
        if self.unsaved:
            return self.save()
        return self._conflict() if self.conflicts else Result("", message, saved=True)

    def _read_again(self) -> str:
        """Read the file again and hold it; in words, what is another one."""
        seen, shelf = signature(self.path), FolderWatch(self._held.opened.folder, ARTICLE_SUFFIXES)
        return self._hold(open_dossier(self.path, before=self._held.opened), seen, shelf)

    def _hold(self, opened: Opened, seen: Signature, shelf: FolderWatch) -> str:
        """Hold what was read and make in it what waits; in words, which other claims and articles are others."""
        held = Document.of(opened)
        waiting, known = (*self.conflicts, *self.unsaved), len(self.conflicts)
        ids = dict.fromkeys(change.before.id for change in waiting)
        changed = describe_changes(self.dossier, held.dossier, apart_from=set(ids)) if self.dossier.is_whole else ""
        if held.dossier.articles != self.dossier.articles and (outside := told_outside(held.dossier)):
            changed = "; ".join(filter(None, (changed, outside)))
        is_other = held.opened.folder != self._held.opened.folder
        self._seen, self._held = seen, held
        self._shelf = FolderWatch(held.opened.folder, ARTICLE_SUFFIXES) if is_other else shelf
        self.unreadable = None
        self.unsaved, self.conflicts, self.failure = (), (), ""
        pending = {change.before.id for change in waiting[known:]}
        for claim_id in dict.fromkeys(change.before.id for change in waiting[known:]):
            self._reapply([change for change in waiting[known:] if change.before.id == claim_id])
        for claim_id in dict.fromkeys(change.before.id for change in waiting[:known]):
            mine = [change for change in waiting[:known] if change.before.id == claim_id]
            if claim_id in pending:  # decided once more since: what is in conflict stays so
                self.conflicts = (*self.conflicts, *mine)
            else:
                self._reapply(mine)
        return changed

    def _reapply(self, changes: list[Change]) -> None:
        """Make the changes of one claim again in a file that was read anew: all or, where it is another claim, none."""
        claim = self.dossier.find(changes[-1].after.id)
        is_nothing = changes[0].before == changes[-1].after
        if claim == changes[-1].after or is_nothing:  # on the disk already, or undone in the meantime
            self._to_log(changes)
            return
        to_make = list(dropwhile(lambda change: change.before != claim, changes))
        held = self._held
        try:
            if not to_make:
                raise Refused(SINCE_CHANGED)
            for change in to_make:
                held = held.with_claim(change.after, held.stretch_after(change))
        except Refused:
            self.conflicts = (*self.conflicts, *changes)
            return
        self._held = held
        self.unsaved = (*self.unsaved, *to_make)

    def _conflict(self, also: str = "") -> Result:
        ids = list(dict.fromkeys(change.after.id for change in self.conflicts))
        there = any(claim_id in self.dossier.positions for claim_id in ids)
        why = "changed on disk by someone else too" if there else "no longer in the file"
        more = f"; {also}" if also else ""
        return Result(ids[0], f"NOT SAVED {', '.join(ids)}: {why}{more}", saved=False)

    def _first(self, error: Unreadable) -> str:
        """The first of the problems, in the claims file by its line, and how many more there are."""
        first, *others = error.problems
        told = f"line {first.line}: {first.message}" if first.file == str(self.path) else str(first)
        return told + (f" (and {len(others)} more)" if others else "")
