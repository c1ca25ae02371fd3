"""Where the reviewer was when the review was left: kept, and gone back to at the next start."""

from __future__ import annotations

from tui.dossier.text import clean_line
from tui.review.bookmark import Bookmark, read_bookmark, write_bookmark
from tui.review.queue import Filter
from tui.screens.desk import Desk
from tui.screens.place import Pane, Place


class Resume:
    """The bookmark of one review."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._bookmark = read_bookmark(desk.session.path)
        self.words = return_to(desk.place, self._bookmark, desk.all_shown)
        """What going back means for what is shown."""
        self._at_first = self._bookmark

    def begin(self) -> None:
        """Take note of where the review begins, once it is shown."""
        self._at_first = left_at(self._desk.place)

    @property
    def is_as_returned(self) -> bool:
        """Whether the reviewer is where the review began."""
        return left_at(self._desk.place) == self._at_first

    def again(self) -> None:
        """Go once more where the review was left, now that more of it is known."""
        if returned := return_to(self._desk.place, self._bookmark, self._desk.all_shown):
            self._desk.say(returned)

    def keep(self) -> None:
        """Keep where the reviewer is, for the next start."""
        desk = self._desk
        bookmark = left_at(desk.place) if desk.session.dossier.is_whole else self._bookmark
        if bookmark != self._bookmark:
            self._bookmark = bookmark
            write_bookmark(desk.session.path, bookmark)


def left_at(place: Place) -> Bookmark:
    """What is to be kept of a place."""
    claim = place.claim.id if place.claim else ""
    return Bookmark(
        claim, place.filter.text, tuple(place.postponed), place.pane.value, place.source_id or "", place.sentence
    )


def return_to(place: Place, bookmark: Bookmark, all_shown: str) -> str:
    """Go where a review was left, as far as it is still there; what that means for what is shown, in words.

    ``all_shown`` names the keys that show every claim.
    """
    known = place.dossier.positions
    place.postponed = {claim: None for claim in bookmark.postponed if claim in known}
    chosen = Filter(bookmark.filter)
    if chosen.text and not chosen.unknown and any(chosen(place.dossier, claim) for claim in place.dossier.claims):
        place.filter = chosen
        place.refilter()
    position = known.get(bookmark.claim)
    if position in place.shown:
        place.to_row(place.shown.index(position))
        _read_on(place, bookmark)
    told = []
    if place.row or place.pane is not Pane.CLAIMS:
        told.append("as you left it")
    if place.filter.text:
        told.append(f"filter {clean_line(place.filter.text)} is on, {all_shown} shows all claims")
    if place.postponed:
        told.append(f"{len(place.postponed)} postponed")
    return "; ".join(told)


def _read_on(place: Place, bookmark: Bookmark) -> None:
    """Go into the pane and the article in which the reviewer was, at the sentence."""
    panes = [pane for pane in Pane if pane.value == bookmark.pane]
    if panes == [Pane.ARTICLE] and bookmark.source in place.dossier.sources:
        place.to_article(bookmark.source)
        place.to_sentence(max(0, bookmark.sentence))
    elif panes == [Pane.ARTICLE]:
        panes = [Pane.EVIDENCE]
    place.pane = panes[0] if panes else Pane.CLAIMS
