"""The bookmark of a review: kept while the reviewer works, and gone back to at the next start."""

from __future__ import annotations

from tui.dossier.values.text import clean_line
from tui.review.bookmark import Bookmark, read_bookmark, write_bookmark
from tui.review.filters import Filter
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Pane, View


class Resume:
    """Goes back to the bookmark at the start, and keeps the bookmark up to date."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._bookmark = read_bookmark(desk.session.path)
        self.message = go_back(desk.view, self._bookmark, desk.all_shown)
        """The differences between the view that was gone back to and a fresh one, in words."""
        self._start = self._bookmark

    def begin(self) -> None:
        """Note the place at which the review begins, once the view is shown."""
        self._start = bookmark_of(self._desk.view)

    @property
    def is_at_start(self) -> bool:
        """Whether the reviewer is where the review began."""
        return bookmark_of(self._desk.view) == self._start

    def repeat(self) -> None:
        """Go back again, now that more of the dossier is read."""
        if message := go_back(self._desk.view, self._bookmark, self._desk.all_shown):
            self._desk.say(message)

    def keep(self) -> None:
        """Write the bookmark for the next start, if it changed."""
        desk = self._desk
        bookmark = bookmark_of(desk.view) if desk.session.dossier.is_whole else self._bookmark
        if bookmark != self._bookmark:
            self._bookmark = bookmark
            write_bookmark(desk.session.path, bookmark)


def bookmark_of(view: View) -> Bookmark:
    """The bookmark of a view."""
    claim = view.claim.id if view.claim else ""
    return Bookmark(
        claim,
        view.filter.text,
        tuple(view.postponed),
        view.pane.value,
        view.article.source_id or "",
        view.article.sentence,
    )


def go_back(view: View, bookmark: Bookmark, all_shown: str) -> str:
    """Go to a bookmark as far as its claim and article still exist; return what differs from a fresh view, in words.

    ``all_shown`` names the keys that show every claim.
    """
    known = view.dossier.positions
    view.postponed = {claim: None for claim in bookmark.postponed if claim in known}
    kept = Filter(bookmark.filter)
    if kept.text and not kept.unknown and any(kept(view.dossier, claim) for claim in view.dossier.claims):
        view.filter = kept
        view.refilter()
    position = known.get(bookmark.claim)
    if position in view.shown:
        view.to_row(view.shown.index(position))
        _open_pane(view, bookmark)
    differences = []
    if view.row or view.pane is not Pane.CLAIMS:
        differences.append("as you left it")
    if view.filter.text:
        differences.append(f"filter {clean_line(view.filter.text)} is on, {all_shown} shows all claims")
    if view.postponed:
        differences.append(f"{len(view.postponed)} postponed")
    return "; ".join(differences)


def _open_pane(view: View, bookmark: Bookmark) -> None:
    """Activate the pane of a bookmark; in the article, go to its sentence."""
    panes = [pane for pane in Pane if pane.value == bookmark.pane]
    if panes == [Pane.ARTICLE] and bookmark.source in view.dossier.sources:
        view.article.to_article(bookmark.source, view.claim)
        view.article.to_sentence(max(0, bookmark.sentence))
    elif panes == [Pane.ARTICLE]:
        panes = [Pane.EVIDENCE]
    view.pane = panes[0] if panes else Pane.CLAIMS
