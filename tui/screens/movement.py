"""Moving about: claims, cards, sentences, what is marked in an article; by keys and by clicks."""

from __future__ import annotations

from tui.evidence.hits import MOST
from tui.review.queue import next_stale, next_unreviewed
from tui.screens.decisions import none_left
from tui.screens.desk import PANES, Command, Desk
from tui.screens.place import Pane


class Movement:
    """The keys that move."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> dict[str, Command]:
        """What the keys do, by their ids."""
        return {
            "place.next": lambda: self.move(1),
            "place.previous": lambda: self.move(-1),
            "place.next-too": lambda: self.move(1),
            "place.previous-too": lambda: self.move(-1),
            "place.left": lambda: self.column(0),
            "place.right": lambda: self.column(1),
            "place.page-down": lambda: self.page(1),
            "place.page-up": lambda: self.page(-1),
            "place.first": lambda: self.end_of(0),
            "place.last": lambda: self.end_of(1),
            "place.enter": self.enter,
            "place.back": self.back,
            "pane.next": lambda: self.pane(1),
            "pane.previous": lambda: self.pane(-1),
            "claim.next-unreviewed": lambda: self.unreviewed(1),
            "claim.previous-unreviewed": lambda: self.unreviewed(-1),
            "claim.postpone": self.postpone,
            "mark.sentence-on": lambda: self.reach("sentence", 1),
            "mark.sentence-back": lambda: self.reach("sentence", -1),
            "mark.word-on": lambda: self.reach("word", 1),
            "mark.word-back": lambda: self.reach("word", -1),
            "mark.other-end": self.turn,
            "place.next-passage": lambda: self.passage(1),
            "place.previous-passage": lambda: self.passage(-1),
            "find.more": self.more,
        }

    def enter(self) -> None:
        """Into the claim, into the passage."""
        place = self._desk.place
        if place.pane is Pane.CLAIMS:
            place.pane = Pane.EVIDENCE
        elif place.pane is Pane.EVIDENCE and place.stop is not None and place.stop.group:
            self.show_more(place.stop.group)
            return
        elif place.pane is Pane.EVIDENCE and place.stop is not None:
            place.to_source(place.stop)
            place.pane = Pane.ARTICLE
            if place.dossier.is_whole and not place.is_at_passage:
                self._desk.say(
                    "the quote is not found in this article; factcheck check names the nearest passage", "error"
                )
        self._desk.show_place()

    def back(self) -> None:
        """One pane back; out of a search first."""
        if self._desk.place.pane is Pane.EVIDENCE and self._desk.place.proposer.words:
            self._desk.place.look_for("")
            self._desk.say("")
        elif self._desk.place.pane is Pane.ARTICLE and self._desk.place.hunted:
            self._desk.place.hunted, self._desk.place.hit = "", -1
            self._desk.say("")
        else:
            self._desk.place.pane = PANES[max(0, PANES.index(self._desk.place.pane) - 1)]
        self._desk.show_place()

    def pane(self, step: int) -> None:
        """The next pane, round the end."""
        self._desk.place.pane = PANES[(PANES.index(self._desk.place.pane) + step) % len(PANES)]
        self._desk.show_place()

    def postpone(self) -> None:
        """Put the claim at the end of the queue, and go on."""
        place, claim = self._desk.place, self._desk.place.claim
        if claim is None or claim.verdict is not None:
            self._desk.say("only a claim without a verdict can be postponed")
            return
        place.postpone(claim.id)
        row = next_unreviewed(place.dossier, place.shown, place.row, postponed=place.postponed)
        moved = row is not None and place.to_row(row)
        self._desk.say(
            f"postponed {claim.id}" + ("" if moved else ": no other claim that is shown waits for a verdict")
        )
        self._desk.show_place()

    def move(self, step: int) -> None:
        """The next claim, card or sentence."""
        place = self._desk.place
        if place.pane is Pane.CLAIMS:
            place.to_row(place.row + step)
        elif place.pane is Pane.ARTICLE:
            place.move_sentence(step)
        elif place.stop is not None:
            place.stop = self._desk.evidence.page.below(place.stop, step)
        self._desk.show_place()

    async def page(self, step: int) -> None:
        """A screen on or back: with the cursor in lists and in the article; of a claim's page, its view alone."""
        await self._desk.reflowed()
        place = self._desk.place
        pane = self._desk.panes[place.pane]
        lines = max(1, pane.size.height - 2)
        if place.pane is Pane.CLAIMS:
            place.to_row(place.row + step * self._desk.claims.rows)
        elif place.pane is Pane.EVIDENCE:
            pane.scroll_lines(step * lines)
            return
        else:
            before = pane.top
            pane.scroll_lines(step * lines)
            offset = self._desk.article.offset_at_top if pane.top != before else None
            if offset is None:
                self.end_of(int(step > 0))
                return
            place.to_offset(offset)
        self._desk.show_place()

    def end_of(self, last: int) -> None:
        """The first or the last claim, card or sentence."""
        place = self._desk.place
        if place.pane is Pane.CLAIMS:
            place.to_row(len(place.shown) - 1 if last else 0)
        elif place.pane is Pane.ARTICLE:
            place.to_sentence(-1 if last else 0)
        elif self._desk.evidence.page.stops:
            place.stop = self._desk.evidence.page.stops[-1 if last else 0]
        self._desk.show_place()

    def column(self, column: int) -> None:
        """The card beside, or the source beside in a line of sources."""
        place = self._desk.place
        if place.pane is Pane.EVIDENCE and place.stop is not None:
            place.stop = self._desk.evidence.page.beside(place.stop, column)
            self._desk.show_place()

    def unreviewed(self, step: int) -> None:
        """The next claim without a verdict, round the end; where all have one, the next whose verdict is stale."""
        place = self._desk.place
        row = next_unreviewed(place.dossier, place.shown, place.row, step, place.postponed)
        if row is None and (stale := next_stale(place.dossier, place.shown, place.row, step)) is not None:
            place.to_row(stale)
            self._desk.say(
                "every claim that is shown has a verdict; this one's no longer fits what stands there: stale"
            )
            self._desk.show_place()
        elif row is None:
            self._desk.say(none_left(self._desk) if place.shown else "no claim is shown")
        else:
            place.to_row(row)
            self._desk.say("")
            self._desk.show_place()

    # The article

    def reach(self, unit: str, step: int) -> None:
        """Widen or narrow what is marked in the article."""
        if self._in_article():
            self._desk.place.reach(step, words=unit == "word")
            self._desk.show_place()

    def turn(self) -> None:
        """Move the other end of what is marked from now on."""
        if self._in_article():
            self._desk.place.turn()
            self._desk.say("the other end moves now")

    def _in_article(self) -> bool:
        is_there = self._desk.place.pane is Pane.ARTICLE
        if not is_there:
            self._desk.say(
                f"what is marked is widened and narrowed in the article: {self._desk.keys['place.enter']} goes there"
            )
        return is_there

    def passage(self, step: int) -> None:
        """The next passage of the claim in the article; where words are looked for in it, their next place."""
        if self._desk.place.pane is not Pane.ARTICLE:
            self._desk.say(f"passages follow each other in the article: {self._desk.keys['place.enter']} goes there")
        elif is_unread(self._desk):
            return
        elif self._desk.place.move_hit(step):
            say_hit(self._desk)
            self._desk.show_place()
        elif not self._desk.place.move_passage(step):
            self._desk.say("no more passages of this claim " + ("below" if step > 0 else "above"))
        else:
            self._desk.show_place()

    def more(self) -> None:
        """Propose more passages of the source under the cursor."""
        stop = self._desk.place.stop
        if self._desk.place.pane is Pane.EVIDENCE and stop is not None and stop.group:
            self.show_more(stop.group)
        elif (
            self._desk.place.pane is Pane.EVIDENCE
            and stop is not None
            and stop.source in self._desk.place.proposals.cut
        ):
            self._desk.place.proposer.more(stop.source)
            self._desk.show_place()
        else:
            self._desk.say(
                f"there are no more passages to propose here; {self._desk.keys['place.enter']} shows the whole article"
            )

    def show_more(self, group: str) -> None:
        """Show more of many sources, with the cursor on the first of them."""
        before = set(self._desk.evidence.page.stops)
        self._desk.place.proposer.more_of(group)
        self._desk.show_place()
        self._desk.place.stop = next(
            (stop for stop in self._desk.evidence.page.stops if stop not in before), self._desk.place.stop
        )
        self._desk.show_place()


def say_hit(desk: Desk) -> None:
    """Say which of the places of some words the cursor is on, and what goes on from there."""
    place, keys = desk.place, desk.keys
    on = f"{keys['place.next-passage']} {keys['place.previous-passage']} go on"
    most = " or more" if len(place.hits) >= MOST else ""
    count = f"hit {place.hit + 1:,} of {len(place.hits):,}{most}"
    desk.say(f"{count} of “{place.hunted}”; {on}, {keys['place.back']} takes the marks away")


def is_unread(desk: Desk) -> bool:
    """Whether the reviewer is in an article that is still to be read; said, where it is."""
    source = desk.place.source
    is_there = desk.place.pane is Pane.ARTICLE and not desk.place.dossier.is_whole
    if is_there and (source is None or source.article is None):
        desk.say("this article is not read yet")
        return True
    return False
