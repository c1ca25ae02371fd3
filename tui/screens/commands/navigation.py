"""Moving about: claims, cards, sentences, what is marked in an article; by keys and by clicks."""

from __future__ import annotations

from tui.evidence.search.text_search import MOST
from tui.review.next_claim import next_stale, next_unreviewed
from tui.screens.commands.decisions import none_left
from tui.screens.desk.desk import PANES, Command, Desk
from tui.screens.desk.view import Pane


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
        view = self._desk.view
        if view.pane is Pane.CLAIMS:
            view.pane = Pane.EVIDENCE
        elif view.pane is Pane.EVIDENCE and view.item is not None and view.item.group:
            self.show_more(view.item.group)
            return
        elif view.pane is Pane.EVIDENCE and view.item is not None:
            view.to_source(view.item)
            view.pane = Pane.ARTICLE
            if view.dossier.is_whole and not view.is_at_passage:
                self._desk.say(
                    "the quote is not found in this article; factcheck check names the nearest passage", "error"
                )
        self._desk.show_view()

    def back(self) -> None:
        """One pane back; out of a search first."""
        if self._desk.view.pane is Pane.EVIDENCE and self._desk.view.proposer.words:
            self._desk.view.look_for("")
            self._desk.say("")
        elif self._desk.view.pane is Pane.ARTICLE and self._desk.view.article.search_term:
            self._desk.view.article.search_term, self._desk.view.article.match_index = "", -1
            self._desk.say("")
        else:
            self._desk.view.pane = PANES[max(0, PANES.index(self._desk.view.pane) - 1)]
        self._desk.show_view()

    def pane(self, step: int) -> None:
        """The next pane, round the end."""
        self._desk.view.pane = PANES[(PANES.index(self._desk.view.pane) + step) % len(PANES)]
        self._desk.show_view()

    def postpone(self) -> None:
        """Put the claim at the end of the queue, and go on."""
        view, claim = self._desk.view, self._desk.view.claim
        if claim is None or claim.verdict is not None:
            self._desk.say("only a claim without a verdict can be postponed")
            return
        view.postpone(claim.id)
        row = next_unreviewed(view.dossier, view.shown, view.row, postponed=view.postponed)
        moved = row is not None and view.to_row(row)
        self._desk.say(
            f"postponed {claim.id}" + ("" if moved else ": no other claim that is shown waits for a verdict")
        )
        self._desk.show_view()

    def move(self, step: int) -> None:
        """The next claim, card or sentence."""
        view = self._desk.view
        if view.pane is Pane.CLAIMS:
            view.to_row(view.row + step)
        elif view.pane is Pane.ARTICLE:
            view.article.move_sentence(step)
        elif view.item is not None:
            view.item = self._desk.evidence.page.below(view.item, step)
        self._desk.show_view()

    async def page(self, step: int) -> None:
        """A screen on or back: with the cursor in lists and in the article; of a claim's page, its view alone."""
        await self._desk.reflowed()
        view = self._desk.view
        pane = self._desk.panes[view.pane]
        lines = max(1, pane.size.height - 2)
        if view.pane is Pane.CLAIMS:
            view.to_row(view.row + step * self._desk.claims.rows)
        elif view.pane is Pane.EVIDENCE:
            pane.scroll_lines(step * lines)
            return
        else:
            before = pane.top
            pane.scroll_lines(step * lines)
            offset = self._desk.article.offset_at_top if pane.top != before else None
            if offset is None:
                self.end_of(int(step > 0))
                return
            view.article.to_offset(offset)
        self._desk.show_view()

    def end_of(self, last: int) -> None:
        """The first or the last claim, card or sentence."""
        view = self._desk.view
        if view.pane is Pane.CLAIMS:
            view.to_row(len(view.shown) - 1 if last else 0)
        elif view.pane is Pane.ARTICLE:
            view.article.to_sentence(-1 if last else 0)
        elif self._desk.evidence.page.items:
            view.item = self._desk.evidence.page.items[-1 if last else 0]
        self._desk.show_view()

    def column(self, column: int) -> None:
        """The card beside, or the source beside in a line of sources."""
        view = self._desk.view
        if view.pane is Pane.EVIDENCE and view.item is not None:
            view.item = self._desk.evidence.page.beside(view.item, column)
            self._desk.show_view()

    def unreviewed(self, step: int) -> None:
        """The next claim without a verdict, round the end; where all have one, the next whose verdict is stale."""
        view = self._desk.view
        row = next_unreviewed(view.dossier, view.shown, view.row, step, view.postponed)
        if row is None and (stale := next_stale(view.dossier, view.shown, view.row, step)) is not None:
            view.to_row(stale)
            self._desk.say(
                "every claim that is shown has a verdict; this one's no longer fits what stands there: stale"
            )
            self._desk.show_view()
        elif row is None:
            self._desk.say(none_left(self._desk) if view.shown else "no claim is shown")
        else:
            view.to_row(row)
            self._desk.say("")
            self._desk.show_view()

    # The article

    def reach(self, unit: str, step: int) -> None:
        """Widen or narrow what is marked in the article."""
        if self._in_article():
            self._desk.view.article.extend_selection(step, words=unit == "word")
            self._desk.show_view()

    def turn(self) -> None:
        """Move the other end of what is marked from now on."""
        if self._in_article():
            self._desk.view.article.swap_ends()
            self._desk.say("the other end moves now")

    def _in_article(self) -> bool:
        is_there = self._desk.view.pane is Pane.ARTICLE
        if not is_there:
            self._desk.say(
                f"what is marked is widened and narrowed in the article: {self._desk.keys['place.enter']} goes there"
            )
        return is_there

    def passage(self, step: int) -> None:
        """The next passage of the claim in the article; where words are looked for in it, their next place."""
        if self._desk.view.pane is not Pane.ARTICLE:
            self._desk.say(f"passages follow each other in the article: {self._desk.keys['place.enter']} goes there")
        elif is_unread(self._desk):
            return
        elif self._desk.view.article.move_match(step):
            say_hit(self._desk)
            self._desk.show_view()
        elif not self._desk.view.move_passage(step):
            self._desk.say("no more passages of this claim " + ("below" if step > 0 else "above"))
        else:
            self._desk.show_view()

    def more(self) -> None:
        """Propose more passages of the source under the cursor."""
        item = self._desk.view.item
        if self._desk.view.pane is Pane.EVIDENCE and item is not None and item.group:
            self.show_more(item.group)
        elif (
            self._desk.view.pane is Pane.EVIDENCE and item is not None and item.source in self._desk.view.proposals.cut
        ):
            self._desk.view.proposer.more(item.source)
            self._desk.show_view()
        else:
            self._desk.say(
                f"there are no more passages to propose here; {self._desk.keys['place.enter']} shows the whole article"
            )

    def show_more(self, group: str) -> None:
        """Show more of many sources, with the cursor on the first of them."""
        before = set(self._desk.evidence.page.items)
        self._desk.view.proposer.more_of(group)
        self._desk.show_view()
        self._desk.view.item = next(
            (item for item in self._desk.evidence.page.items if item not in before), self._desk.view.item
        )
        self._desk.show_view()


def say_hit(desk: Desk) -> None:
    """Say which of the places of some words the cursor is on, and what goes on from there."""
    view, keys = desk.view, desk.keys
    on = f"{keys['place.next-passage']} {keys['place.previous-passage']} go on"
    most = " or more" if len(view.article.matches) >= MOST else ""
    count = f"hit {view.article.match_index + 1:,} of {len(view.article.matches):,}{most}"
    desk.say(f"{count} of “{view.article.search_term}”; {on}, {keys['place.back']} takes the marks away")


def is_unread(desk: Desk) -> bool:
    """Whether the reviewer is in an article that is still to be read; said, where it is."""
    source = desk.view.article.source
    is_there = desk.view.pane is Pane.ARTICLE and not desk.view.dossier.is_whole
    if is_there and (source is None or source.article is None):
        desk.say("this article is not read yet")
        return True
    return False
