"""The review screen: what every key does. It sends decisions; the desk shows what comes of them.

Every key comes in here, as a priority binding, in the order in which it was pressed; a field is given the focus in the
same call that opens it, and is read only when it has taken in all that was typed before. So what is typed ahead lands
where it would have landed slowly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from tui.dossier.text import clean_line
from tui.review.queue import STATES, Filter, next_unreviewed
from tui.review.session import Session
from tui.screens.asking import Question, settled
from tui.screens.deciding import Decider
from tui.screens.desk import PANES
from tui.screens.keys import Key, bindings
from tui.screens.layout import Piece
from tui.screens.panes import ClaimsPane, EvidencePane
from tui.screens.place import Pane
from tui.screens.reading import ArticlePane

if TYPE_CHECKING:
    from tui.screens.matrix import Cell


class ReviewScreen(Decider):
    """The desk with its keys: moving, deciding, finding."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._last_search = ""

    def offers(self, key: Key) -> bool:
        """Whether an action makes sense now, for the palette."""
        digit = key.id.removeprefix("verdict.")
        if digit.isdigit() and int(digit) > len(self.place.dossier.scale):
            return False
        return bool(self.check_action(key.action.partition("(")[0], ()))

    async def action_enter(self) -> None:
        """Into the claim, into the passage; in a field, the answer."""
        question, place = self.question, self.place
        if question is not None:
            await settled(self.prompt.field)
            answer = self.prompt.field.value
            self.close_field()
            if question.kind == "verdict":
                self.judge(question, answer)
            elif question.kind == "search":
                self._find(answer)
            elif question.kind == "everywhere":
                self._find_everywhere(answer)
            else:
                self._set_filter(answer)
            return
        if place.pane is Pane.CLAIMS:
            place.pane = Pane.EVIDENCE
        elif place.pane is Pane.EVIDENCE and place.stop is not None:
            place.to_source(place.stop)
            place.pane = Pane.ARTICLE
            if not place.is_at_passage:
                self.say("the quote is not found in this article; factcheck check names the nearest passage", "error")
        self.show_place()

    async def action_back(self) -> None:
        """One pane back; a field is left as if it had not been opened."""
        if self.question is not None:
            await settled(self.field)
            self.close_field()
            self.say("left as it was")
            return
        if self.place.pane is Pane.EVIDENCE and self.place.proposer.words:
            self.place.look_for("")
            self.show_place()
            return
        self.place.pane = PANES[max(0, PANES.index(self.place.pane) - 1)]
        self.show_place()

    def action_pane(self, step: int) -> None:
        """The next pane, round the end; in a field, nothing."""
        if self.question is None:
            self.place.pane = PANES[(PANES.index(self.place.pane) + step) % len(PANES)]
            self.show_place()

    # Moving

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
        """As :meth:`action_move`; in the field of a verdict, up takes the old rationale."""
        question = self.question
        if question is None:
            self.action_move(step)
        elif question.kind == "verdict" and step < 0:
            await settled(self.prompt.field)
            claim = self.place.dossier.find(question.claim)
            verdict = claim.verdict if claim else None
            if verdict is not None and not self.prompt.field.value:
                self.prompt.field.value = " ".join(clean_line(verdict.rationale).split())
                self.prompt.field.action_end()

    def action_page(self, step: int) -> None:
        """Scroll what is looked at; the cursor stays where it is."""
        pane = self.panes[self.place.pane]
        pane.scroll_lines(step * max(1, pane.size.height - 2))

    def action_column(self, column: int) -> None:
        """The card beside, or the source beside in a line of sources."""
        place = self.place
        if place.pane is Pane.EVIDENCE and place.stop is not None:
            place.stop = self.evidence.page.beside(place.stop, column)
            self.show_place()

    def action_unreviewed(self, step: int) -> None:
        """The next claim without a verdict, round the end."""
        row = next_unreviewed(self.place.dossier, self.place.shown, self.place.row, step)
        if row is None:
            self.say("every claim that is shown has a verdict")
        else:
            self.place.to_row(row)
            self.show_place()

    # While a field is open, a click chooses nothing: what is typed belongs to the claim that is marked.

    @on(ClaimsPane.Chosen)
    def _claim_chosen(self, message: ClaimsPane.Chosen) -> None:
        if self.question is None:
            self.place.pane = Pane.CLAIMS
            self.place.to_row(message.row)
            self.show_place()

    @on(EvidencePane.Chosen)
    def _stop_chosen(self, message: EvidencePane.Chosen) -> None:
        if self.question is None:
            self.place.pane, self.place.stop = Pane.EVIDENCE, message.chosen
            self.show_place()

    @on(ArticlePane.Chosen)
    def _sentence_chosen(self, message: ArticlePane.Chosen) -> None:
        if self.question is None:
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
            self.say("what is marked is widened and narrowed in the article: Enter goes there")
        return is_there

    def action_passage(self, step: int) -> None:
        """The next passage of the claim in the article, evidence or proposed."""
        if self.place.pane is not Pane.ARTICLE:
            self.say("passages follow each other in the article: Enter goes there")
        elif not self.place.move_passage(step):
            self.say("no more passages of this claim " + ("below" if step > 0 else "above"))
        else:
            self.show_place()

    def action_more(self) -> None:
        """Propose more passages of the source under the cursor."""
        stop = self.place.stop
        if self.place.pane is Pane.EVIDENCE and stop is not None and stop.source in self.place.proposals.cut:
            self.place.proposer.more(stop.source)
            self.show_place()
        else:
            self.say("there are no more passages to propose here; Enter shows the whole article")

    # Overviews

    async def action_matrix(self) -> None:
        """Show the claims by sources."""
        from tui.screens.matrix import Matrix

        place = self.place
        claims = [place.dossier.claims[at] for at in place.shown]
        source = place.source.id if place.source else ""
        await self.app.push_screen(Matrix(place.dossier, claims, place.row, source), self._go_to_cell)

    def _go_to_cell(self, cell: Cell | None) -> None:
        if cell is not None and cell.claim in self.place.dossier.positions:
            self.place.go_to(cell.claim)
            self.place.pane = Pane.EVIDENCE
            self.place.stop = None
            self.show_place()
            self.place.to_stop_of(cell.source)
        self.show_place()

    async def action_ladder(self) -> None:
        """Show the claim's figures, from the lowest to the highest."""
        from tui.screens.ladder import Ladder

        if self.place.claim is None:
            self.say("no claim is shown")
        else:
            await self.app.push_screen(Ladder(self.place.dossier, self.place.claim))

    # Finding

    def action_search(self) -> None:
        """Ask what to search for: in the article if that is where one is, else in the claims."""
        again = f"; empty looks for “{clean_line(self._last_search)}” again" if self._last_search else ""
        where = "this article" if self.place.pane is Pane.ARTICLE else "the claims that are shown"
        self.ask(Question("search"), [Piece("search ", "strong"), Piece(f"{where}{again}", "dim")])

    def _find(self, answer: str) -> None:
        place = self.place
        self._last_search = wanted = answer.strip() or self._last_search
        if not wanted:
            return
        found = place.find_sentence(wanted) if place.pane is Pane.ARTICLE else place.find_claim(wanted)
        self.say(f"“{wanted}”: / and Enter goes on" if found else f"“{wanted}” is not found")
        self.show_place()

    def action_search_everywhere(self) -> None:
        """Ask for words that are looked for in all articles."""
        if self.place.claim is None:
            self.say("no claim is shown that a passage could be taken for")
        else:
            words = "all articles, for passages to take as evidence of this claim"
            self.ask(Question("everywhere"), [Piece("find in ", "strong"), Piece(words, "dim")])

    def _find_everywhere(self, answer: str) -> None:
        place = self.place
        wanted = answer.strip()
        if not wanted:
            return
        if place.look_for(wanted):
            place.pane = Pane.EVIDENCE
            self.say("s c x take a passage for the claim; Esc leaves the search")
        else:
            self.say(f"“{wanted}” is not found in any article")
        self.show_place()

    def action_filter(self) -> None:
        """Ask which claims are to be shown."""
        now = f"now: {clean_line(self.place.filter.text)}; " if self.place.filter.text else ""
        words = f"{now}is:{' is:'.join(STATES)} tag:… words; empty shows all"
        self.ask(Question("filter"), [Piece("filter ", "strong"), Piece(words, "dim")])

    def _set_filter(self, answer: str) -> None:
        chosen = Filter(answer.strip())
        if chosen.unknown:
            self.say(f"there is no state is:{chosen.unknown[0]}; there are {', '.join(STATES)}", "error")
            return
        self.place.filter = chosen
        self.place.refilter()
        self.say(f"{len(self.place.shown)} of {len(self.place.dossier.claims)} claims are shown")
        self.show_place()
