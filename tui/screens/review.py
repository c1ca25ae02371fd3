"""The review screen: what every key does. It sends decisions; the desk shows what comes of them.

Every key comes in here, as a priority binding, in the order in which it was pressed; a field is given the focus in the
same call that opens it, and is read only when it has taken in all that was typed before. So what is typed ahead lands
where it would have landed slowly.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from tui.dossier.text import clean_line
from tui.evidence.coverage import MANY
from tui.review.queue import STATES, Filter, where_mentioned
from tui.screens.asking import Field, Question, settled
from tui.screens.deciding import ANNOTATED
from tui.screens.desk import PANES
from tui.screens.keyboard import is_rating
from tui.screens.keys import bindings
from tui.screens.layout import Piece
from tui.screens.moving import Mover
from tui.screens.place import Pane

if TYPE_CHECKING:
    from tui.screens.matrix import Cell
    from tui.screens.palette import Entry


class ReviewScreen(Mover):
    """The desk with its keys: moving, deciding, finding."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    async def action_enter(self) -> None:
        """Into the claim, into the passage; in a field, the answer."""
        question, place = self.question, self.place
        if question is not None:
            await settled(self.prompt.field)
            answer = self.prompt.field.value
            if objection := self._objection(question, answer):
                self.prompt.object(objection)
                return
            self.close_field()
            if question.kind == "verdict":
                self.judge(question, answer)
            elif question.kind == "search":
                self._find(answer)
            elif question.kind in ANNOTATED:
                self._decide(self.annotation(question, answer))
            elif question.kind == "everywhere":
                self._find_everywhere(answer)
            else:
                self._set_filter(answer)
            return
        if place.pane is Pane.CLAIMS:
            place.pane = Pane.EVIDENCE
        elif place.pane is Pane.EVIDENCE and place.stop is not None and place.stop.group:
            self.show_more(place.stop.group)
            return
        elif place.pane is Pane.EVIDENCE and place.stop is not None:
            place.to_source(place.stop)
            place.pane = Pane.ARTICLE
            if place.dossier.is_whole and not place.is_at_passage:
                self.say("the quote is not found in this article; factcheck check names the nearest passage", "error")
        self.show_place()

    @on(Field.Changed)
    def _typed(self, message: Field.Changed) -> None:
        """Check a day as it is typed."""
        if self.question is not None and self.question.kind == "as_of" and message.input is self.prompt.field:
            self.prompt.object(self._objection(self.question, message.value))

    def _objection(self, question: Question, answer: str) -> str:
        """What is wrong with an answer, in words: its field stays open, or what is typed next would be commands."""
        if question.kind in ANNOTATED:
            return self.refusal(self.annotation(question, answer))
        unknown = Filter(answer.strip()).unknown if question.kind == "filter" else ()
        return f"there is no state is:{unknown[0]}; there are {', '.join(STATES)}" if unknown else ""

    async def action_back(self) -> None:
        """One pane back; a field is left as if it had not been opened."""
        if self.question is not None:
            await settled(self.field)
            self._leave_field(self.question)
            return
        if self.place.pane is Pane.EVIDENCE and self.place.proposer.words:
            self.place.look_for("")
            self.say("")
            self.show_place()
            return
        if self.place.pane is Pane.ARTICLE and self.place.hunted:
            self.place.hunted, self.place.hit = "", -1
            self.say("")
            self.show_place()
            return
        self.place.pane = PANES[max(0, PANES.index(self.place.pane) - 1)]
        self.show_place()

    def _leave_field(self, question: Question) -> None:
        """Close the field with nothing done; what was typed into the editor is there when it is opened again."""
        kept = ""
        if self.editor is not None:
            self.begun.pop(question.claim, None)  # left once more, with nothing typed in between, it goes
            if self.editor.changed and self.editor.area.text != self.editor.at_first:
                self.begun[question.claim] = self.editor.area.text
                kept = f"; {self.keys['verdict.rationale']} has what you typed, as long as the review is open"
        self.close_field()
        self.say(f"left as it was{kept}")

    def action_pane(self, step: int) -> None:
        """The next pane, round the end; in a field, nothing."""
        if self.question is None:
            self.place.pane = PANES[(PANES.index(self.place.pane) + step) % len(PANES)]
            self.show_place()

    def action_cite(self) -> None:
        """Copy the words under the cursor with their source, by the terminal: it works over SSH too."""
        from tui.reports.citation import citation

        quoted = self.place.quoted
        if quoted is None:
            self.say("go to a quote or a passage first: that is what is copied")
            return
        source, words = quoted
        claim, at = self.place.claim, self.place.entry
        entry = claim.evidence[at] if claim is not None and at is not None else None
        is_of_entry = entry is not None and entry.quote is not None and entry.quote.exact == words
        text = citation(source, words, entry.attributed_to if entry is not None and is_of_entry else "")
        self.app.copy_to_clipboard(text)
        self.say(f"copied, if the terminal allows it: {text}")

    async def action_matrix(self) -> None:
        """Show the claims by sources."""
        from tui.screens.matrix import Matrix

        place = self.place
        claims = [place.dossier.claims[at] for at in place.shown]
        source = place.source.id if place.source else ""
        await self.app.push_screen(
            Matrix(place.dossier, claims, place.row, source, place.proposer.open_count), self._go_to_cell
        )

    def _go_to_cell(self, cell: Cell | None) -> None:
        if cell is not None and cell.claim in self.place.dossier.positions:
            self.place.go_to(cell.claim)
            self.place.pane = Pane.EVIDENCE
            self.place.stop = None
            self.show_place()
            if not self.place.has_stop_of(cell.source):
                self.place.proposer.name(cell.source)
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

    async def action_differences(self) -> None:
        """Show the passage under the cursor beside the claim's other quotes, with what differs."""
        from tui.screens.differences import Differences, Passage, others

        place = self.place
        claim, quoted = place.claim, place.quoted
        if claim is None or quoted is None:
            self.say("go to a quote or a passage first: it is set beside the claim's other quotes")
            return
        source, words = quoted
        entry = None if place.entry is None else claim.evidence[place.entry]
        passage = Passage.of(entry) if entry is not None else Passage(source.id, words)
        compared = others(claim, place.entry)
        if compared:
            await self.app.push_screen(Differences(place.dossier, passage, compared))
        else:
            self.say("this claim has no other quote to set beside it")

    async def action_palette(self) -> None:
        """Show everything that can be done or gone to, by its name."""
        from tui.screens.palette import Palette

        await self.app.push_screen(Palette([*self._doable(), *self._places()]))

    def _doable(self) -> Iterator[Entry]:
        """What can be done: every key that is shown, every rating, every theme."""
        from tui.screens.palette import Entry

        for key in self.keys.told():
            if not is_rating(key) and key.action not in {"palette", "keep"}:
                words = key.words[:1].upper() + key.words[1:]
                yield Entry("key", words, partial(self.app.run_action, key.action, self), self.keys.line_of(key))
        for number, rating in enumerate(self.place.dossier.scale, 1):
            yield Entry(
                "verdict", f"Verdict: {rating}", partial(self.action_rate, number), self.keys[f"verdict.{number}"]
            )
        for theme in self.app.available_themes:
            yield Entry("theme", f"Theme: {theme}", partial(setattr, self.app, "theme", theme))

    def _places(self) -> Iterator[Entry]:
        """Where one can go: tags, sources, claims."""
        from tui.screens.palette import Entry

        dossier = self.place.dossier
        for tag in dict.fromkeys(tag for claim in dossier.claims for tag in claim.tags):
            yield Entry("tag", f"#{tag}", partial(self._set_filter, f"tag:{tag.split()[0]}"))
        for source in dossier.sources.values():
            yield Entry("source", f"{dossier.names[source.id]}: {source.title}", partial(self._go_to_source, source.id))
        for claim in dossier.claims:
            yield Entry("claim", f"{claim.text} {claim.id}", partial(self._go_to_claim, claim.id))

    def _go_to_claim(self, claim: str) -> None:
        if self.place.go_to(claim):
            self.say("shown without the filter")
        self.show_place()

    def _go_to_source(self, source: str) -> None:
        self.place.pane = Pane.ARTICLE
        self.place.to_article(source)
        self.show_place()

    # Finding

    def action_search(self) -> None:
        """Ask what to search for: in the article if that is where one is, else in the claims."""
        again = f"; empty looks for “{clean_line(self.last_search)}” again" if self.last_search else ""
        where = "this article" if self.place.pane is Pane.ARTICLE else "the claims that are shown"
        self.ask(Question("search"), [Piece("search ", "strong"), Piece(f"{where}{again}", "dim")])

    def _find(self, answer: str) -> None:
        place = self.place
        self.last_search = wanted = answer.strip() or self.last_search
        if not wanted:
            return
        everywhere = f"{self.keys['find.everywhere']} looks in all articles"
        if self.is_unread():
            return
        if place.pane is Pane.ARTICLE:
            if wanted != place.hunted:
                place.hunted, place.hit = wanted, -1
            if place.move_hit(1):
                self.say_hit()
            else:
                place.hunted = ""
                self.say(f"“{wanted}” is not found in this article; {everywhere}")
        elif place.find_claim(wanted) and place.claim is not None:
            where = where_mentioned(place.claim, wanted)
            found = f"“{wanted}”{f', in {where}' * (where not in {'text', 'id'})}"
            self.say(f"{found}: {self.keys['find.search']} and {self.keys['place.enter']} goes on")
        else:
            self.say(f"“{wanted}” is not found in the claims that are shown; {everywhere}")
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
        if len(place.dossier.sources) > MANY and place.proposer.index is None:
            self.say(f"not looked for: {place.proposer.waits}")
        elif place.look_for(wanted):
            place.pane = Pane.EVIDENCE
            take = " ".join(self.keys[f"stance.{stance}"] for stance in ("supports", "contradicts", "context"))
            self.say(f"{take} take a passage for the claim; {self.keys['place.back']} leaves the search")
        else:
            self.say(f"“{wanted}” is not found in any article; {self.keys['find.everywhere']} asks for other words")
        self.show_place()

    def action_filter(self) -> None:
        """Ask which claims are to be shown."""
        now = f"now: {clean_line(self.place.filter.text)}; " if self.place.filter.text else ""
        words = f"{now}is:{' is:'.join(STATES)} tag:… words; empty shows all"
        self.ask(Question("filter"), [Piece("filter ", "strong"), Piece(words, "dim")])

    def _set_filter(self, answer: str) -> None:
        self.place.filter = Filter(answer.strip())
        self.place.refilter()
        self.say_shown()
        self.show_place()
