"""Moving about: claims, cards, sentences, what is marked in an article; by keys and by clicks."""

from __future__ import annotations

from textual import on

from tui.evidence.hits import MOST
from tui.review.queue import next_stale, next_unreviewed
from tui.screens.amending import Amender
from tui.screens.asking import one_line, settled
from tui.screens.panes import ClaimsPane, EvidencePane
from tui.screens.place import Pane
from tui.screens.reading import ArticlePane


class Mover(Amender):
    """The desk with the keys that move."""

    def action_move(self, step: int) -> None:
        """The next claim, card or sentence."""
        place = self.place
        if place.pane is Pane.CLAIMS:
            place.to_row(place.row + step)
        elif place.pane is Pane.ARTICLE:
            place.move_sentence(step)
        elif place.stop is not None:
            place.stop = self.evidence.page.below(place.stop, step)
        self.show_place()

    async def action_arrow(self, step: int) -> None:
        """As :meth:`action_move`; in a field, up takes what stood there before: the old reason or the last."""
        question = self.question
        if question is None:
            self.action_move(step)
        elif question.kind in {"filter", "search"} and step < 0:
            await settled(self.prompt.field)
            if not self.prompt.field.value:
                self.prompt.field.value = self.place.filter.text if question.kind == "filter" else self.last_search
                self.prompt.field.action_end()
        elif question.kind == "verdict" and step < 0:
            await settled(self.prompt.field)
            claim = self.place.dossier.find(question.claim)
            verdict = (claim.verdict if claim else None) or self.last_verdict()
            if verdict is not None and not self.prompt.field.value:
                self.question = question._replace(taken=verdict.rationale)
                self.prompt.field.value = one_line(verdict.rationale)
                self.prompt.field.action_end()

    async def action_page(self, step: int) -> None:
        """A screen on or back: with the cursor in lists and in the article; of a claim's page, its view alone."""
        await self.reflowed()
        place = self.place
        pane = self.panes[place.pane]
        lines = max(1, pane.size.height - 2)
        if place.pane is Pane.CLAIMS:
            place.to_row(place.row + step * self.claims.rows)
        elif place.pane is Pane.EVIDENCE:
            pane.scroll_lines(step * lines)
            return
        else:
            before = pane.top
            pane.scroll_lines(step * lines)
            offset = self.article.offset_at_top if pane.top != before else None
            if offset is None:
                self.action_end_of(int(step > 0))
                return
            place.to_offset(offset)
        self.show_place()

    def action_end_of(self, last: int) -> None:
        """The first or the last claim, card or sentence."""
        place = self.place
        if place.pane is Pane.CLAIMS:
            place.to_row(len(place.shown) - 1 if last else 0)
        elif place.pane is Pane.ARTICLE:
            place.to_sentence(-1 if last else 0)
        elif self.evidence.page.stops:
            place.stop = self.evidence.page.stops[-1 if last else 0]
        self.show_place()

    def action_column(self, column: int) -> None:
        """The card beside, or the source beside in a line of sources."""
        place = self.place
        if place.pane is Pane.EVIDENCE and place.stop is not None:
            place.stop = self.evidence.page.beside(place.stop, column)
            self.show_place()

    def action_unreviewed(self, step: int) -> None:
        """The next claim without a verdict, round the end; where all have one, the next whose verdict is stale."""
        place = self.place
        row = next_unreviewed(place.dossier, place.shown, place.row, step, place.postponed)
        if row is None and (stale := next_stale(place.dossier, place.shown, place.row, step)) is not None:
            place.to_row(stale)
            self.say("every claim that is shown has a verdict; this one's no longer fits what stands there: stale")
            self.show_place()
        elif row is None:
            self.say(self.none_left if place.shown else "no claim is shown")
        else:
            place.to_row(row)
            self.say("")
            self.show_place()

    # While a field is open or keys wait, a click chooses nothing: what is typed belongs to the claim that is marked.

    @on(ClaimsPane.Chosen)
    def _claim_chosen(self, message: ClaimsPane.Chosen) -> None:
        if self.takes_clicks:
            self.place.pane = Pane.CLAIMS
            self.place.to_row(message.row)
            self.show_place()

    @on(EvidencePane.Chosen)
    def _stop_chosen(self, message: EvidencePane.Chosen) -> None:
        if self.takes_clicks:
            self.place.pane, self.place.stop = Pane.EVIDENCE, message.chosen
            self.show_place()

    @on(ArticlePane.Chosen)
    def _sentence_chosen(self, message: ArticlePane.Chosen) -> None:
        if self.takes_clicks:
            self.place.pane = Pane.ARTICLE
            self.place.to_offset(message.offset)
            self.show_place()

    # The article

    def action_reach(self, unit: str, step: int) -> None:
        """Widen or narrow what is marked in the article."""
        if self._in_article():
            self.place.reach(step, words=unit == "word")
            self.show_place()

    def action_turn(self) -> None:
        """Move the other end of what is marked from now on."""
        if self._in_article():
            self.place.turn()
            self.say("the other end moves now")

    def _in_article(self) -> bool:
        is_there = self.place.pane is Pane.ARTICLE
        if not is_there:
            self.say(f"what is marked is widened and narrowed in the article: {self.keys['place.enter']} goes there")
        return is_there

    def say_hit(self) -> None:
        """Say which of the places of some words the cursor is on, and what goes on from there."""
        place, keys = self.place, self.keys
        on = f"{keys['place.next-passage']} {keys['place.previous-passage']} go on"
        most = " or more" if len(place.hits) >= MOST else ""
        count = f"hit {place.hit + 1:,} of {len(place.hits):,}{most}"
        self.say(f"{count} of “{place.hunted}”; {on}, {keys['place.back']} takes the marks away")

    def is_unread(self) -> bool:
        """Whether the reviewer is in an article that is still to be read; said, where it is."""
        source = self.place.source
        is_there = self.place.pane is Pane.ARTICLE and not self.place.dossier.is_whole
        if is_there and (source is None or source.article is None):
            self.say("this article is not read yet")
            return True
        return False

    def action_passage(self, step: int) -> None:
        """The next passage of the claim in the article; where words are looked for in it, their next place."""
        if self.place.pane is not Pane.ARTICLE:
            self.say(f"passages follow each other in the article: {self.keys['place.enter']} goes there")
        elif self.is_unread():
            return
        elif self.place.move_hit(step):
            self.say_hit()
            self.show_place()
        elif not self.place.move_passage(step):
            self.say("no more passages of this claim " + ("below" if step > 0 else "above"))
        else:
            self.show_place()

    def action_more(self) -> None:
        """Propose more passages of the source under the cursor."""
        stop = self.place.stop
        if self.place.pane is Pane.EVIDENCE and stop is not None and stop.group:
            self.show_more(stop.group)
        elif self.place.pane is Pane.EVIDENCE and stop is not None and stop.source in self.place.proposals.cut:
            self.place.proposer.more(stop.source)
            self.show_place()
        else:
            self.say(f"there are no more passages to propose here; {self.keys['place.enter']} shows the whole article")

    def show_more(self, group: str) -> None:
        """Show more of many sources, with the cursor on the first of them."""
        before = set(self.evidence.page.stops)
        self.place.proposer.more_of(group)
        self.show_place()
        self.place.stop = next((stop for stop in self.evidence.page.stops if stop not in before), self.place.stop)
        self.show_place()
