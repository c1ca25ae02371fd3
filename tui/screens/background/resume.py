"""Where the reviewer was when the review was left: kept, and gone back to at the next start."""

from __future__ import annotations

from tui.dossier.values.text import clean_line
from tui.review.bookmark import Bookmark, read_bookmark, write_bookmark
from tui.review.filters import Filter
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Pane, View


class Resume:
    """The bookmark of one review."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._bookmark = read_bookmark(desk.session.path)
        self.words = return_to(desk.view, self._bookmark, desk.all_shown)
        """What going back means for what is shown."""
        self._at_first = self._bookmark

    def begin(self) -> None:
        """Take note of where the review begins, once it is shown."""
        self._at_first = left_at(self._desk.view)

    @property
    def is_as_returned(self) -> bool:
        """Whether the reviewer is where the review began."""
        return left_at(self._desk.view) == self._at_first

    def again(self) -> None:
        """Go once more where the review was left, now that more of it is known."""
        if returned := return_to(self._desk.view, self._bookmark, self._desk.all_shown):
            self._desk.say(returned)

    def keep(self) -> None:
        """Keep where the reviewer is, for the next start."""
        desk = self._desk
        bookmark = left_at(desk.view) if desk.session.dossier.is_whole else self._bookmark
        if bookmark != self._bookmark:
            self._bookmark = bookmark
            write_bookmark(desk.session.path, bookmark)


def left_at(view: View) -> Bookmark:
    """What is to be kept of a place."""
    claim = view.claim.id if view.claim else ""
    return Bookmark(
        claim,
        view.filter.text,
        tuple(view.postponed),
        view.pane.value,
        view.article.source_id or "",
        view.article.sentence,
    )


def return_to(view: View, bookmark: Bookmark, all_shown: str) -> str:
    """Go where a review was left, as far as it is still there; what that means for what is shown, in words.

    ``all_shown`` names the keys that show every claim.
    """
    known = view.dossier.positions
    view.postponed = {claim: None for claim in bookmark.postponed if claim in known}
    chosen = Filter(bookmark.filter)
    if chosen.text and not chosen.unknown and any(chosen(view.dossier, claim) for claim in view.dossier.claims):
        view.filter = chosen
        view.refilter()
    position = known.get(bookmark.claim)
    if position in view.shown:
        view.to_row(view.shown.index(position))
        _read_on(view, bookmark)
    told = []
    if view.row or view.pane is not Pane.CLAIMS:
        told.append("as you left it")
    if view.filter.text:
        told.append(f"filter {clean_line(view.filter.text)} is on, {all_shown} shows all claims")
    if view.postponed:
        told.append(f"{len(view.postponed)} postponed")
    return "; ".join(told)


def _read_on(view: View, bookmark: Bookmark) -> None:
    """Go into the pane and the article in which the reviewer was, at the sentence."""
    panes = [pane for pane in Pane if pane.value == bookmark.pane]
    if panes == [Pane.ARTICLE] and bookmark.source in view.dossier.sources:
        view.article.to_article(bookmark.source, view.claim)
        view.article.to_sentence(max(0, bookmark.sentence))
    elif panes == [Pane.ARTICLE]:
        panes = [Pane.EVIDENCE]
    view.pane = panes[0] if panes else Pane.CLAIMS
