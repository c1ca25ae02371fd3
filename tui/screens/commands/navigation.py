"""Commands that move: among claims, cards and sentences, and the ends of the selection in an article."""

from __future__ import annotations

from functools import partial

from tui.dossier.values.problems import Refused
from tui.evidence.search.text_search import MOST
from tui.review.next_claim import next_stale, next_unreviewed
from tui.screens.commands.decisions import none_left
from tui.screens.desk.command import Command, Outcome
from tui.screens.desk.desk import PANES, Desk
from tui.screens.desk.view import Pane


class Navigation:
    """The commands that move the cursor, the active pane and the selection."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> dict[str, Command]:
        """The commands by their ids."""
        return {
            "place.next": partial(self.move, 1),
            "place.previous": partial(self.move, -1),
            "place.next-too": partial(self.move, 1),
            "place.previous-too": partial(self.move, -1),
            "place.left": partial(self.to_column, 0),
            "place.right": partial(self.to_column, 1),
            "place.page-down": partial(self.turn_page, 1),
            "place.page-up": partial(self.turn_page, -1),
            "place.first": partial(self.to_end, 0),
            "place.last": partial(self.to_end, 1),
            "place.enter": self.enter,
            "place.back": self.back,
            "pane.next": partial(self.next_pane, 1),
            "pane.previous": partial(self.next_pane, -1),
            "claim.next-unreviewed": partial(self.next_unreviewed, 1),
            "claim.previous-unreviewed": partial(self.next_unreviewed, -1),
            "claim.postpone": self.postpone,
            "mark.sentence-on": partial(self.extend_selection, 1, words=False),
            "mark.sentence-back": partial(self.extend_selection, -1, words=False),
            "mark.word-on": partial(self.extend_selection, 1, words=True),
            "mark.word-back": partial(self.extend_selection, -1, words=True),
            "mark.other-end": self.swap_ends,
            "place.next-passage": partial(self.next_passage, 1),
            "place.previous-passage": partial(self.next_passage, -1),
            "find.more": self.more,
        }

    # Claims, cards, sentences

    def enter(self) -> None:
        """Go from a claim to its evidence, from a card to its passage in the article."""
        view = self._desk.view
        if view.pane is Pane.CLAIMS:
            view.pane = Pane.EVIDENCE
        elif view.pane is Pane.EVIDENCE and view.item is not None and view.item.group:
            self._show_more(view.item.group)
        elif view.pane is Pane.EVIDENCE and view.item is not None:
            view.to_source(view.item)
            view.pane = Pane.ARTICLE
            if view.dossier.is_whole and not view.is_at_passage:
                self._desk.say(
                    "the quote is not found in this article; factcheck check names the nearest passage", "error"
                )

    def back(self) -> None:
        """End a search, else go one pane back."""
        view = self._desk.view
        if view.pane is Pane.EVIDENCE and view.proposer.words:
            view.look_for("")
            self._desk.say("")
        elif view.pane is Pane.ARTICLE and view.article.search_term:
            view.article.search_term, view.article.match_index = "", -1
            self._desk.say("")
        else:
            view.pane = PANES[max(0, PANES.index(view.pane) - 1)]

    def next_pane(self, step: int) -> None:
        """Activate the next pane (-1: the previous one); the first follows the last."""
        view = self._desk.view
        view.pane = PANES[(PANES.index(view.pane) + step) % len(PANES)]

    def postpone(self) -> None:
        """Put the claim at the end of the queue and go to the next unreviewed one."""
        view = self._desk.view
        claim = view.claim
        if claim is None or claim.verdict is not None:
            raise Refused("only a claim without a verdict can be postponed")
        view.postpone(claim.id)
        row = next_unreviewed(view.dossier, view.shown, view.row, postponed=view.postponed)
        moved = row is not None and view.to_row(row)
        self._desk.say(
            f"postponed {claim.id}" + ("" if moved else ": no other claim that is shown waits for a verdict")
        )

    def move(self, step: int) -> None:
        """Go to the next claim, card or sentence (-1: the previous one)."""
        view = self._desk.view
        if view.pane is Pane.CLAIMS:
            view.to_row(view.row + step)
        elif view.pane is Pane.ARTICLE:
            view.article.move_sentence(step)
        elif view.item is not None:
            view.item = self._desk.evidence.page.below(view.item, step)

    async def turn_page(self, step: int) -> Outcome | None:
        """Go one screen on (-1: back). In a claim's page the pane scrolls and the cursor stays."""
        desk, view = self._desk, self._desk.view
        await desk.field.reflowed()
        pane = desk.panes[view.pane]
        lines = step * max(1, pane.size.height - 2)
        if view.pane is Pane.EVIDENCE:
            pane.scroll_lines(lines)
            return Outcome.UNCHANGED
        if view.pane is Pane.CLAIMS:
            view.to_row(view.row + step * desk.claims.rows)
            return None
        before = pane.top
        pane.scroll_lines(lines)
        offset = desk.article.offset_at_top if pane.top != before else None
        if offset is None:
            self.to_end(int(step > 0))
        else:
            view.article.to_offset(offset)
        return None

    def to_end(self, last: int) -> None:
        """Go to the first claim, card or sentence, or to the last one."""
        view = self._desk.view
        if view.pane is Pane.CLAIMS:
            view.to_row(len(view.shown) - 1 if last else 0)
        elif view.pane is Pane.ARTICLE:
            view.article.to_sentence(-1 if last else 0)
        elif items := self._desk.evidence.page.items:
            view.item = items[-1 if last else 0]

    def to_column(self, column: int) -> Outcome | None:
        """Go to the card in the other column, or to the neighbour in a line of sources."""
        view = self._desk.view
        if view.pane is not Pane.EVIDENCE or view.item is None:
            return Outcome.UNCHANGED
        view.item = self._desk.evidence.page.beside(view.item, column)
        return None

    def next_unreviewed(self, step: int) -> None:
        """Go to the next claim without a verdict, round the end; where all have one, to the next stale verdict."""
        view = self._desk.view
        row = next_unreviewed(view.dossier, view.shown, view.row, step, view.postponed)
        if row is not None:
            view.to_row(row)
            self._desk.say("")
        elif (stale := next_stale(view.dossier, view.shown, view.row, step)) is not None:
            view.to_row(stale)
            self._desk.say(
                "every claim that is shown has a verdict; this one's no longer fits what stands there: stale"
            )
        else:
            raise Refused(none_left(self._desk) if view.shown else "no claim is shown")

    # The article

    def extend_selection(self, step: int, *, words: bool) -> None:
        """Move the head of the selection by a sentence or a word."""
        self._require_article()
        self._desk.view.article.extend_selection(step, words=words)

    def swap_ends(self) -> Outcome:
        """Let the other end of the selection move from now on."""
        self._require_article()
        self._desk.view.article.swap_ends()
        self._desk.say("the other end moves now")
        return Outcome.UNCHANGED

    def _require_article(self) -> None:
        if self._desk.view.pane is not Pane.ARTICLE:
            enter = self._desk.keys["place.enter"]
            raise Refused(f"what is marked is widened and narrowed in the article: {enter} goes there")

    def next_passage(self, step: int) -> None:
        """Go to the claim's next passage in the article, or to the next match where a search is on."""
        view = self._desk.view
        if view.pane is not Pane.ARTICLE:
            raise Refused(f"passages follow each other in the article: {self._desk.keys['place.enter']} goes there")
        require_read(self._desk)
        if view.article.move_match(step):
            say_match(self._desk)
        elif not view.move_passage(step):
            raise Refused("no more passages of this claim " + ("below" if step > 0 else "above"))

    # Proposals

    def more(self) -> None:
        """Propose more passages of the source under the cursor."""
        view = self._desk.view
        item = view.item
        if view.pane is Pane.EVIDENCE and item is not None and item.group:
            self._show_more(item.group)
        elif view.pane is Pane.EVIDENCE and item is not None and item.source in view.proposals.cut:
            view.proposer.more(item.source)
        else:
            enter = self._desk.keys["place.enter"]
            raise Refused(f"there are no more passages to propose here; {enter} shows the whole article")

    def _show_more(self, group: str) -> None:
        """List more of the sources that a line stands for, with the cursor on the first new one."""
        view = self._desk.view
        before = set(view.items)
        view.proposer.more_of(group)
        view.item = next((item for item in view.items if item not in before), view.item)


def say_match(desk: Desk) -> None:
    """Say which match of the search term the cursor is on, and which keys go on from there."""
    article, keys = desk.view.article, desk.keys
    on = f"{keys['place.next-passage']} {keys['place.previous-passage']} go on"
    most = " or more" if len(article.matches) >= MOST else ""
    count = f"hit {article.match_index + 1:,} of {len(article.matches):,}{most}"
    desk.say(f"{count} of “{article.search_term}”; {on}, {keys['place.back']} takes the marks away")


def require_read(desk: Desk) -> None:
    """Raise Refused where the article pane is active and its article is still to be read."""
    view = desk.view
    source = view.article.source
    is_unread = source is None or source.article is None
    if view.pane is Pane.ARTICLE and not view.dossier.is_whole and is_unread:
        raise Refused("this article is not read yet")
