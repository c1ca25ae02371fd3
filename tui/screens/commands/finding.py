"""Commands that find: words in claims and articles, and the filter of claims."""

from __future__ import annotations

from tui.dossier.values.problems import Refused
from tui.dossier.values.text import clean_line
from tui.evidence.coverage import MANY
from tui.review.filters import STATES, Filter, where_mentioned
from tui.screens.commands.navigation import require_read, say_match
from tui.screens.desk.command import Command, Outcome
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Pane
from tui.screens.widgets.prompt import Question
from tui.screens.widgets.text_layout import Piece


class Finding:
    """The commands that ask for words and go to what has them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.last_search = ""

    def commands(self) -> dict[str, Command]:
        """The commands by their ids."""
        return {
            "find.search": self.search,
            "find.everywhere": self.search_everywhere,
            "find.filter": self.filter,
        }

    def search(self) -> None:
        """Ask for words to search for: in the article while its pane is active, else in the claims."""
        again = f"; empty looks for “{clean_line(self.last_search)}” again" if self.last_search else ""
        where = "this article" if self._desk.view.pane is Pane.ARTICLE else "the claims that are shown"
        words = [Piece("search ", "strong"), Piece(f"{where}{again}", "dim")]
        self._desk.ask(Question(words, self._find, recall=lambda: self.last_search))

    def _find(self, answer: str) -> Outcome | None:
        self.last_search = answer.strip() or self.last_search
        if not self.last_search:
            return Outcome.UNCHANGED
        require_read(self._desk)
        if self._desk.view.pane is Pane.ARTICLE:
            self._find_in_article(self.last_search)
        else:
            self._find_in_claims(self.last_search)
        return None

    def _find_in_article(self, term: str) -> None:
        desk, article = self._desk, self._desk.view.article
        if term != article.search_term:
            article.search_term, article.match_index = term, -1
        if article.move_match(1):
            say_match(desk)
        else:
            article.search_term = ""
            desk.say(f"“{term}” is not found in this article; {desk.keys['find.everywhere']} looks in all articles")

    def _find_in_claims(self, term: str) -> None:
        desk, view = self._desk, self._desk.view
        if view.find_claim(term) and view.claim is not None:
            where = where_mentioned(view.claim, term)
            found = f"“{term}”{f', in {where}' * (where not in {'text', 'id'})}"
            desk.say(f"{found}: {desk.keys['find.search']} and {desk.keys['place.enter']} goes on")
        else:
            everywhere = f"{desk.keys['find.everywhere']} looks in all articles"
            desk.say(f"“{term}” is not found in the claims that are shown; {everywhere}")

    def search_everywhere(self) -> None:
        """Ask for words to look for in all articles."""
        if self._desk.view.claim is None:
            raise Refused("no claim is shown that a passage could be taken for")
        words = "all articles, for passages to take as evidence of this claim"
        self._desk.ask(Question([Piece("find in ", "strong"), Piece(words, "dim")], self._find_everywhere))

    def _find_everywhere(self, answer: str) -> Outcome | None:
        desk, view = self._desk, self._desk.view
        term = answer.strip()
        if not term:
            return Outcome.UNCHANGED
        if len(view.dossier.sources) > MANY and view.proposer.index is None:
            desk.say(f"not looked for: {view.proposer.waits}")
        elif view.look_for(term):
            view.pane = Pane.EVIDENCE
            stances = " ".join(desk.keys[f"stance.{stance}"] for stance in ("supports", "contradicts", "context"))
            desk.say(f"{stances} take a passage for the claim; {desk.keys['place.back']} leaves the search")
        else:
            desk.say(f"“{term}” is not found in any article; {desk.keys['find.everywhere']} asks for other words")
        return None

    def filter(self) -> None:
        """Ask for a filter of the claims."""
        view = self._desk.view
        now = f"now: {clean_line(view.filter.text)}; " if view.filter.text else ""
        words = f"{now}is:{' is:'.join(STATES)} tag:… words; empty shows all"
        asked = [Piece("filter ", "strong"), Piece(words, "dim")]
        self._desk.ask(Question(asked, self.set_filter, _unknown_state, recall=lambda: self._desk.view.filter.text))

    def set_filter(self, text: str) -> None:
        """Show only the claims that a filter lets through."""
        self._desk.view.filter = Filter(text.strip())
        self._desk.view.refilter()
        self._desk.say_shown()


def _unknown_state(text: str) -> str:
    """The fault of a filter that names an unknown state, in words; empty where there is none."""
    unknown = Filter(text.strip()).unknown
    return f"there is no state is:{unknown[0]}; there are {', '.join(STATES)}" if unknown else ""
