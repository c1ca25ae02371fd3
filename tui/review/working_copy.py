"""The working copy: a claims file in memory, with the changes that are not on the disk yet.

A change that can't be saved is kept and tried again. Where somebody else wrote the file meanwhile, the file is read
again and unsaved changes are made in it, each if its claim is as it was; the other changes are kept as conflicts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from itertools import dropwhile
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.articles import ARTICLE_SUFFIXES
from tui.dossier.files.folder_watch import FolderWatch, Signature, signature, wait_until_stable
from tui.dossier.files.loading import Opened, open_dossier
from tui.dossier.files.saving import Saved, clear_leftovers, replace_bytes
from tui.dossier.files.system import SYSTEM, System
from tui.dossier.files.waiting import AT_THE_SCREEN, Waiting
from tui.dossier.values.model import Dossier
from tui.dossier.values.problems import ChangedOnDisk, Problem, Refused, SaveFailed, Unreadable
from tui.dossier.values.progress import ProgressCallback
from tui.review import history
from tui.review.changes import Change, describe_changes, outside_folder_notice
from tui.review.document import SINCE_CHANGED, Document

REWRITE_ATTEMPTS = 5
"""Attempts at a rewrite of the whole file, each on the file as somebody else left it."""
KEPT = "; it is kept and tried again"
"""Added to the reason why a decision was not saved, as long as the session goes on."""


def utc_now() -> str:
    """The present time as ``2023-12-31T23:59:59Z``."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Result(NamedTuple):
    """The outcome of an action of the reviewer, in words for the screen."""

    claim: str
    """Id of the claim to show; empty for none."""
    message: str
    saved: bool
    step: int | None = None
    """Number of the step that was made, undone or redone; 0 for a step of an earlier review, None for no step."""


class Reading(NamedTuple):
    """A claims file with its articles, read again."""

    before: Opened
    """The file that was held when the reading began."""
    seen: Signature
    watch: FolderWatch
    outcome: Opened | Unreadable


class Rewritten(NamedTuple):
    """The whole text of the file before and after a rewrite."""

    before: str
    after: str
    theirs: str
    """Changes by somebody else that were taken over on the way, in words."""
    trouble: str
    """Failures after the file was in place, in words."""


class WorkingCopy:
    """One claims file, open for a reviewer."""

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
        """Open a claims file.

        Articles that take longer than ``patience`` seconds to read are left for a later :meth:`read`. ``system``
        holds the system calls by which files are saved, ``waiting`` the time that a save has. Raises Unreadable.
        """
        self.path = path
        self._reviewer = reviewer
        self._now = now
        self._system, self._waiting = system, waiting
        self._seen = signature(path)
        self.document = Document.of(open_dossier(path, report, patience=patience))
        self.recovered = clear_leftovers(path) if self.dossier.is_whole else []  # once the review can show the message
        """Files of others that an interrupted save had displaced, each under the new name that shows it."""
        self._watch = FolderWatch(self.document.opened.folder, ARTICLE_SUFFIXES)
        self.unreadable: Unreadable | None = None
        """The reason why the file could not be read the last time; None where it could."""
        self.unlogged: tuple[history.HistoryEntry, ...] = ()
        """Entries of saved changes that are not in the history yet."""
        self.unsaved: tuple[Change, ...] = ()
        """Changes that are not on the disk yet."""
        self.conflicts: tuple[Change, ...] = ()
        """Changes that were not made because somebody else had changed their claim."""
        self.failure = ""
        """The reason why the last save failed; empty when all is saved."""
        self.saved_at = ""
        """Time of the last save in this review; empty before the first."""

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands now."""
        return self.document.dossier

    @property
    def problems(self) -> list[Problem]:
        """The problems of the file and its articles, each with its present line."""
        return self.document.problems

    @property
    def read_outside(self) -> str:
        """A sentence that names the articles folder where it lies outside of the dossier's folder; else empty."""
        return outside_folder_notice(self.dossier)

    def line_of(self, position: int) -> int:
        """The line of the file on which the claim at a position begins."""
        return self.document.opened.text.line_of(position)

    @property
    def is_saved(self) -> bool:
        """Whether every change is on the disk."""
        return not self.unsaved and not self.conflicts

    # Saving

    def adopt(self, change: Change) -> Result:
        """Make a change in the document and save it."""
        self.document = self.document.with_claim(change.after, change.text_after)
        self.unsaved = (*self.unsaved, change)
        return self.save()._replace(step=change.step)

    def save(self) -> Result:
        """Write unsaved changes, and waiting entries of the history; a later call tries again after a failure."""
        if not self.unsaved:
            self.log()
            return Result("", "nothing to save", saved=self.is_saved)
        last, theirs, known = self.unsaved[-1], "", self.conflicts
        end = self._waiting.clock() + self._waiting.save_seconds
        while self._waiting.clock() < end:
            data = self.document.data
            try:
                done = self._replace(data)
            except ChangedOnDisk as error:
                try:
                    wait_until_stable(self.path)
                    theirs = self.read_again() or theirs
                except Unreadable as reason:
                    self.unreadable = reason
                    return self._failed(f"{error}, and can't be read now: {self._first_problem(reason)}")
                if not self.unsaved:
                    is_new = bool(set(self.conflicts).difference(known))
                    return self._conflict() if is_new else self._saved(last, {last.after.id}, theirs)
            except SaveFailed as error:
                return self._failed(str(error))
            else:
                return self._written(data, done.written, last, theirs, done.trouble, known)
        return self._failed("the file is changed on disk again and again")

    def _replace(self, data: bytes) -> Saved:
        """Write the file, if the file still holds the bytes that were read."""
        return replace_bytes(self.path, data, self.document.opened.data, self._system, self._waiting)

    def _written(
        self, data: bytes, seen: Signature, last: Change, theirs: str, trouble: str, known: tuple[Change, ...]
    ) -> Result:
        """Record that the document is on the disk. ``known`` are the conflicts that were reported before."""
        self.document = self.document._replace(opened=self.document.opened._replace(data=data))
        self._seen = seen
        ids = {change.after.id for change in self.unsaved}
        self._to_history(self.unsaved)
        self.unsaved = ()
        result = self._saved(last, ids, theirs, trouble)
        return self._conflict(result.message) if set(self.conflicts).difference(known) else result

    def _failed(self, why: str) -> Result:
        last = self.unsaved[-1]
        self.failure = why + KEPT
        return Result(last.after.id, f"NOT SAVED {last.after.id}: {self.failure}", saved=False)

    def _saved(self, last: Change, ids: set[str], theirs: str, trouble: str = "") -> Result:
        """Write the history entries of saved changes, then acknowledge the changes."""
        self.failure = ""
        others = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
        taken = f"; changed on disk by someone else: {theirs}" if theirs else ""
        words = f"saved {last.after.id} {last.words}{others}{self.close_save(trouble)}{taken}"
        return Result(last.after.id, words, saved=True)

    def rewrite(self, new_text: Callable[[Document], str]) -> Rewritten:
        """Replace the whole text of the file, as ``new_text`` makes it from the file as it stands on the disk.

        Unsaved changes come first. Raises SaveFailed, and what ``new_text`` raises; the file is unchanged then.
        """
        if not self.is_saved:
            self.save()
        if not self.is_saved:
            first = self.failure or "a claim that someone else changed too"
            raise SaveFailed(f"what waits to be saved comes first: {first}")
        theirs = ""
        for _ in range(REWRITE_ATTEMPTS):
            news = self.look()
            theirs = news.message if news is not None else theirs
            document = self.document
            after = new_text(document)
            try:
                done = self._replace(document.opened.encode(after))
            except ChangedOnDisk:
                continue
            try:
                self.read_again()
            except Unreadable as error:  # the next look reads it
                theirs = f"{theirs}; " * bool(theirs) + str(error)
            return Rewritten(document.text.text, after, theirs, done.trouble)
        raise SaveFailed(theirs or "the file is changed on disk again and again")

    # The history

    def close_save(self, trouble: str, *entries: history.HistoryEntry) -> str:
        """Write the history after a save, with further ``entries``.

        ``trouble`` names failures of the save after the file was in place. Returns these and failures of the history,
        in brackets; an empty text without failures.
        """
        self.saved_at = self._now()
        self.unlogged = (*self.unlogged, *entries)
        why = self.log()
        lost = why and (f"not in the history: {why}" if self.unlogged else f"the history may not be on the disk: {why}")
        failures = "; ".join(filter(None, (trouble, lost)))
        return f" (but {failures})" if failures else ""

    def _to_history(self, changes: Iterable[Change]) -> None:
        self.unlogged = (*self.unlogged, *(history.entry_of(change, self._reviewer) for change in changes))

    def log(self) -> str:
        """Write waiting entries into the history. Returns the reason of a failure; else an empty text."""
        if not self.unlogged:
            return ""
        done = history.append(self.path, self.unlogged, self._system)
        self.unlogged = self.unlogged[done.whole :]
        return done.trouble

    # Other writers

    def look(self) -> Result | None:
        """Adopt changes by somebody else, of articles too. Returns None where there are none."""
        written = self.written()
        return None if written is None else self.take_over(self.read(written))

    def written(self) -> Path | None:
        """The file or folder that somebody else wrote since the last reading; None where there is none."""
        seen = signature(self.path)
        article = self._watch.changed()
        return article or (None if seen == self._seen else self.path)

    def read(self, written: Path | None, report: ProgressCallback | None = None, *, anew: bool = False) -> Reading:
        """Read the file and its articles, once ``written`` (if given) is no longer being written.

        Articles that are unchanged since the last reading are read again only with ``anew``. The working copy stays
        as it is, so that any thread may call this method.
        """
        before = self.document.opened
        if written is not None:
            wait_until_stable(written)
        seen, watch = signature(self.path), FolderWatch(before.folder, ARTICLE_SUFFIXES)
        try:
            known = before._replace(articles={}) if anew else before
            return Reading(before, seen, watch, open_dossier(self.path, report, known))
        except Unreadable as error:
            return Reading(before, seen, watch, error)

    def take_over(self, reading: Reading, *, asked: bool = False) -> Result | None:
        """Adopt a reading and make unsaved changes in it.

        Returns None where something was saved since the reading began, so that the reading is void, and where nothing
        is new, unless the reviewer ``asked`` for the reading.
        """
        if reading.before is not self.document.opened:
            return None  # the next look reads the file again
        if isinstance(reading.outcome, Unreadable):
            self._seen, self._watch = reading.seen, reading.watch  # reported once; a save or R tries again
            self.unreadable = reading.outcome
            words = "not reloaded" if asked else "changed on disk, and can't be read now, until it is mended"
            return Result("", f"{words}: {self._first_problem(reading.outcome)}", saved=False)
        was_readable, was_whole = self.unreadable is None, self.dossier.is_whole
        changed = self._adopt_file(reading.outcome, reading.seen, reading.watch)
        if not was_whole:
            self.recovered = clear_leftovers(self.path)
            return None
        if asked:
            return self._taken_over("read again from disk" + (f": {changed}" if changed else ""))
        if changed or not self.is_saved:
            return self._taken_over(f"changed on disk by someone else: {changed}")
        return None if was_readable else Result("", "the claims file can be read again", saved=True)

    def _taken_over(self, message: str) -> Result:
        """Save unsaved changes, or report conflicts, or else the message."""
        if self.unsaved:
            return self.save()
        return self._conflict() if self.conflicts else Result("", message, saved=True)

    def read_again(self) -> str:
        """Read the file and adopt it. Returns a sentence naming what others changed. Raises Unreadable."""
        seen, watch = signature(self.path), FolderWatch(self.document.opened.folder, ARTICLE_SUFFIXES)
        return self._adopt_file(open_dossier(self.path, before=self.document.opened), seen, watch)

    def _adopt_file(self, opened: Opened, seen: Signature, watch: FolderWatch) -> str:
        """Adopt a file just read and reapply unsaved changes to it. Returns a sentence naming what others changed."""
        before, document = self.document, Document.of(opened)
        known, waiting = self.conflicts, self.unsaved
        changed = self._news(document.dossier, {change.before.id for change in (*known, *waiting)})
        is_other_folder = opened.folder != before.opened.folder
        self._seen, self.document = seen, document
        self._watch = FolderWatch(opened.folder, ARTICLE_SUFFIXES) if is_other_folder else watch
        self.unreadable = None
        self.unsaved, self.conflicts, self.failure = (), (), ""
        decided_since = _by_claim(waiting)
        for changes in decided_since.values():
            self._reapply(changes)
        for claim_id, changes in _by_claim(known).items():
            if claim_id in decided_since:  # the conflict stays: the later decision is on the claim as it was
                self.conflicts = (*self.conflicts, *changes)
            else:
                self._reapply(changes)
        return changed

    def _news(self, now: Dossier, own: set[str]) -> str:
        """A sentence naming what others changed, apart from the reviewer's ``own`` claims."""
        before = self.dossier
        changed = describe_changes(before, now, apart_from=own) if before.is_whole else ""
        outside = outside_folder_notice(now) if now.articles != before.articles else ""
        return "; ".join(filter(None, (changed, outside)))

    def _reapply(self, changes: list[Change]) -> None:
        """Make the changes of one claim in a file just read: all of them, or none where somebody changed the claim."""
        claim = self.dossier.find(changes[-1].after.id)
        is_nothing = changes[0].before == changes[-1].after
        if claim == changes[-1].after or is_nothing:  # on the disk already, or undone in the meantime
            self._to_history(changes)
            return
        to_make = list(dropwhile(lambda change: change.before != claim, changes))
        document = self.document
        try:
            if not to_make:
                raise Refused(SINCE_CHANGED)
            for change in to_make:
                document = document.with_claim(change.after, document.text_after(change))
        except Refused:
            self.conflicts = (*self.conflicts, *changes)
            return
        self.document = document
        self.unsaved = (*self.unsaved, *to_make)

    # Conflicts

    def conflicts_of(self, claim_id: str) -> tuple[Change, ...]:
        """The changes of a claim that are in conflict, the oldest first."""
        return tuple(change for change in self.conflicts if change.after.id == claim_id)

    def drop_conflicts(self, claim_id: str) -> tuple[Change, ...]:
        """Leave a claim as somebody else left it. Returns the changes that were in conflict."""
        dropped = self.conflicts_of(claim_id)
        self.conflicts = tuple(change for change in self.conflicts if change not in dropped)
        return dropped

    def _conflict(self, also: str = "") -> Result:
        ids = list(dict.fromkeys(change.after.id for change in self.conflicts))
        there = any(claim_id in self.dossier.positions for claim_id in ids)
        why = "changed on disk by someone else too" if there else "no longer in the file"
        more = f"; {also}" if also else ""
        return Result(ids[0], f"NOT SAVED {', '.join(ids)}: {why}{more}", saved=False)

    def _first_problem(self, error: Unreadable) -> str:
        """The first problem, in the claims file by its line, and the number of the others."""
        first, *others = error.problems
        words = f"line {first.line}: {first.message}" if first.file == str(self.path) else str(first)
        return words + (f" (and {len(others)} more)" if others else "")


def _by_claim(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Changes grouped by the id of their claim, in order."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.before.id, []).append(change)
    return groups
