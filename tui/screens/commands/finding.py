"""The commands that find: words in claims and articles, and the filter."""

from __future__ import annotations

from tui.dossier.values.text import clean_line
from tui.evidence.coverage import MANY
from tui.review.filters import STATES, Filter, where_mentioned
from tui.screens.commands.navigation import is_unread, say_hit
from tui.screens.desk.desk import Command, Desk
from tui.screens.desk.view import Pane
from tui.screens.widgets.prompt import Question
from tui.screens.widgets.text_layout import Piece


class Finding:
    """Asks what to look for, and goes there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.last_search = ""

    def commands(self) -> dict[str, Command]:
        """What the keys do, by their ids."""
        return {
            "find.search": self.search,
            "find.everywhere": self.search_everywhere,
            "find.filter": self.filter,
        }

    def search(self) -> None:
        """Ask what to search for: in the article if that is where one is, else in the claims."""
        again = f"; empty looks for “{clean_line(self.last_search)}” again" if self.last_search else ""
        where = "this article" if self._desk.view.pane is Pane.ARTICLE else "the claims that are shown"
        words = [Piece("search ", "strong"), Piece(f"{where}{again}", "dim")]
        self._desk.ask(Question(words, self._find, recall=lambda: self.last_search))

    def _find(self, answer: str) -> None:
        view = self._desk.view
        self.last_search = wanted = answer.strip() or self.last_search
        if not wanted:
            return
        everywhere = f"{self._desk.keys['find.everywhere']} looks in all articles"
        if is_unread(self._desk):
            return
        if view.pane is Pane.ARTICLE:
            if wanted != view.article.search_term:
                view.article.search_term, view.article.match_index = wanted, -1
            if view.article.move_match(1):
                say_hit(self._desk)
            else:
                view.article.search_term = ""
                self._desk.say(f"“{wanted}” is not found in this article; {everywhere}")
        elif view.find_claim(wanted) and view.claim is not None:
            where = where_mentioned(view.claim, wanted)
            found = f"“{wanted}”{f', in {where}' * (where not in {'text', 'id'})}"
            self._desk.say(f"{found}: {self._desk.keys['find.search']} and {self._desk.keys['place.enter']} goes on")
        else:
            self._desk.say(f"“{wanted}” is not found in the claims that are shown; {everywhere}")
        self._desk.show_view()

    def search_everywhere(self) -> None:
        """Ask for words that are looked for in all articles."""
        if self._desk.view.claim is None:
            self._desk.say("no claim is shown that a passage could be taken for")
        else:
            words = "all articles, for passages to take as evidence of this claim"
            asked = [Piece("find in ", "strong"), Piece(words, "dim")]
            self._desk.ask(Question(asked, self._find_everywhere))

    def _find_everywhere(self, answer: str) -> None:
        view = self._desk.view
        wanted = answer.strip()
        if not wanted:
            return
        if len(view.dossier.sources) > MANY and view.proposer.index is None:
            self._desk.say(f"not looked for: {view.proposer.waits}")
        elif view.look_for(wanted):
            view.pane = Pane.EVIDENCE
            take = " ".join(self._desk.keys[f"stance.{stance}"] for stance in ("supports", "contradicts", "context"))
            self._desk.say(f"{take} take a passage for the claim; {self._desk.keys['place.back']} leaves the search")
        else:
            self._desk.say(
                f"“{wanted}” is not found in any article; {self._desk.keys['find.everywhere']} asks for other words"
            )
        self._desk.show_view()

    def filter(self) -> None:
        """Ask which claims are to be shown."""
        now = f"now: {clean_line(self._desk.view.filter.text)}; " if self._desk.view.filter.text else ""
        words = f"{now}is:{' is:'.join(STATES)} tag:… words; empty shows all"
        asked = [Piece("filter ", "strong"), Piece(words, "dim")]
        self._desk.ask(Question(asked, self.set_filter, _unknown_state, recall=lambda: self._desk.view.filter.text))

    def set_filter(self, answer: str) -> None:
        """Show the claims that a filter lets through."""
        self._desk.view.filter = Filter(answer.strip())
        self._desk.view.refilter()
        self._desk.say_shown()
        self._desk.show_view()


def _unknown_state(answer: str) -> str:
    """What is wrong with a filter, in words; empty where nothing is."""
    unknown = Filter(answer.strip()).unknown
    return f"there is no state is:{unknown[0]}; there are {', '.join(STATES)}" if unknown else ""
