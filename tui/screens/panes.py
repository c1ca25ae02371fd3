"""The three panes: claims, the claim with its evidence, the article. Each shows what it is given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.dossier.article import Article, Span
from tui.dossier.model import Claim, Dossier, Source, Stance
from tui.dossier.text import clean_line
from tui.evidence.coverage import Standing, open_sources, placement, standing, tally
from tui.screens.cards import MARKS, STANDING_MARKS, Page, Stop, highlighted, page
from tui.screens.layout import Line, Mark, Piece, cut, fitted, flow, restyled, wrap
from tui.screens.lines import Lines


class ClaimsPane(Lines):
    """The list of claims: a mark, the text, what speaks for and against it, what is open."""

    WIDE_ROW = 60
    """The width in cells from which a claim's text takes one line instead of two."""

    @dataclass
    class Chosen(Message):
        """A claim was clicked on."""

        row: int

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("claims")
        self._dossier = dossier
        self._shown: Sequence[int] = ()
        self._cursor = 0

    @property
    def _height(self) -> int:
        return 2 if self.room >= self.WIDE_ROW else 4

    def show(self, dossier: Dossier, shown: Sequence[int], cursor: int) -> None:
        """Show claims by their positions, with the cursor on one of the rows."""
        moved_only = dossier is self._dossier and shown is self._shown
        before = self._cursor
        self._dossier, self._shown, self._cursor = dossier, shown, cursor
        if moved_only:
            for row in {before, cursor}:
                self.repaint(row * self._height, (row + 1) * self._height)
        else:
            self.relaid()
        self.follow()

    def follow(self) -> None:
        """Keep the cursor's row in view."""
        self.bring_into_view(self._cursor * self._height, (self._cursor + 1) * self._height)

    def on_resize(self) -> None:
        """Keep the place when the size changes."""
        self.relaid()
        self.follow()

    def count(self) -> int:
        """Lines of all rows."""
        return max(1, len(self._shown) * self._height)

    def line(self, y: int) -> Line:
        """A line of a row."""
        row, part = divmod(y, self._height)
        if row >= len(self._shown):
            return [Piece(" no claim is shown", "dim")]
        claim = self._dossier.claims[self._shown[row]]
        line = self._row(claim)[part]
        return restyled(fitted(line, self.room), "cursor") if row == self._cursor else line

    def _row(self, claim: Claim) -> list[Line]:
        """Wide: the text, then state and counts. Narrow: state, two lines of text, counts."""
        state = standing(self._dossier, claim)
        mark = Piece(f" {STANDING_MARKS[state]} ", state.value)
        texts = flow(claim.text, self.room - 4)
        counts = self._counts(claim)
        if self._height == 2:
            return [[mark, *self._text(texts, 0)], [Piece("   "), *self._state(claim, state), Piece("  "), *counts]]
        return [
            [mark, *self._state(claim, state)],
            [Piece("   "), *(texts[0] if len(texts) > 1 else self._text(texts, 0))],
            [Piece("   "), *self._text(texts, 1)],
            [Piece("   "), *counts],
        ]

    def _text(self, texts: list[Line], at: int) -> Line:
        """A line of a claim's text; the last for which there is room ends in an ellipsis where more follows."""
        if at >= len(texts):
            return []
        if at + 1 == len(texts):
            return texts[at]
        return fitted([*texts[at], Piece(" "), *texts[at + 1]], self.room - 4)

    def _state(self, claim: Claim, state: Standing) -> Line:
        line = [Piece(clean_line(claim.verdict.rating) if claim.verdict else state.value, state.value)]
        if state is Standing.STALE:
            line.append(Piece(" stale", "stale"))
        unsettled = len(open_sources(self._dossier, claim))
        if unsettled:
            line.append(Piece(f"  {MARKS['open']} {unsettled} open", "open"))
        return line

    def _counts(self, claim: Claim) -> Line:
        supports, contradicts = (
            Piece(f"{MARKS[stance]} {count}", stance.value if count.total else "dim")
            for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)
            for count in (tally(claim, stance),)
        )
        return [supports, Piece("  "), contradicts]

    def on_click(self, event: events.Click) -> None:
        """Choose the claim that is clicked on."""
        row = (event.y - self.gutter.top + self.top) // self._height
        if row < len(self._shown):
            self.post_message(self.Chosen(row))


class EvidencePane(Lines):
    """The claim that is looked at, with every source."""

    @dataclass
    class Chosen(Message):
        """A card or a source was clicked on."""

        chosen: Stop

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("evidence")
        self._dossier = dossier
        self._claim: Claim | None = None
        self._page = Page()
        self._stop: Stop | None = None

    @property
    def page(self) -> Page:
        """The claim as it is laid out now."""
        return self._page

    def show(self, dossier: Dossier, claim: Claim | None, stop: Stop | None) -> None:
        """Show a claim, with the cursor on a stop."""
        if claim is self._claim and dossier is self._dossier:
            self._move(stop)
            return
        same = claim is not None and self._claim is not None and claim.id == self._claim.id
        self._dossier, self._claim, self._stop = dossier, claim, stop
        self.relaid()
        if not same:
            self.top = 0
        self._follow()

    def _move(self, stop: Stop | None) -> None:
        for place in (self._page.places.get(at) for at in (self._stop, stop) if at is not None):
            if place is not None:
                self.repaint(place.top, place.bottom)
        self._stop = stop
        self._follow()

    def _follow(self) -> None:
        place = self._page.places.get(self._stop) if self._stop is not None else None
        if place is None:
            return
        first = self._stop == self._page.stops[0]
        self.bring_into_view(0 if first else place.top, place.bottom, margin=0 if first else 1)

    def relaid(self) -> None:
        """Lay the claim out for the present width."""
        if self._claim is not None:
            self._page = page(self._dossier, self._claim, max(20, self.room - 2))
        else:
            self._page = Page(lines=[[Piece("No claim is shown.", "dim")]])
        super().relaid()

    def on_resize(self) -> None:
        """Keep the place when the size changes."""
        self.relaid()
        self._follow()

    def count(self) -> int:
        """Lines of the page."""
        return len(self._page.lines)

    def line(self, y: int) -> Line:
        """A line of the page, with the cursor."""
        line = self._page.lines[y]
        place = self._page.places.get(self._stop) if self._stop is not None else None
        if place is not None and place.top <= y < place.bottom:
            line = highlighted(line, place, "cursor")
        return [Piece(" "), *line]

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked on."""
        x, y = event.x - 1, event.y - self.gutter.top + self.top
        for stop, place in self._page.places.items():
            if place.top <= y < place.bottom and place.left <= x < place.right:
                self.post_message(self.Chosen(stop))


class ArticlePane(Lines):
    """An article with the passages of the claim marked, and a cursor that moves by sentence."""

    @dataclass
    class Chosen(Message):
        """A sentence was clicked on."""

        sentence: int

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("article")
        self._dossier = dossier
        self._source: Source | None = None
        self._claim: Claim | None = None
        self._sentence = 0
        self._head: list[Line] = []
        self._rows: list[Span] = []
        """The lines of the article; one between paragraphs is empty, at the end of the line before."""
        self._starts: list[int] = []
        self._marks: list[Mark] = []
        self._text = ""
        self._laid: tuple[Article | None, int] = (None, 0)

    def show(self, dossier: Dossier, source: Source | None, claim: Claim | None, sentence: int) -> None:
        """Show a source's article with a claim's passages, the cursor on a sentence."""
        other = source is not self._source or claim is not self._claim or dossier is not self._dossier
        before = self._sentence
        self._dossier, self._source, self._claim, self._sentence = dossier, source, claim, sentence
        if other:
            self.relaid()
        else:
            for number in {before, sentence}:
                rows = self._rows_of(number)
                self.repaint(rows.start, rows.end)
        self.follow()

    @property
    def _article(self) -> Article | None:
        return self._source.article if self._source else None

    def relaid(self) -> None:
        """Lay the article out for the present width."""
        width = max(20, self.room - 4)
        article = self._article
        if self._laid != (article, width):
            self._laid = (article, width)
            self._text = clean_line(article.text) if article else ""
            self._rows = self._wrapped(article, width) if article else []
            self._starts = [row.start for row in self._rows]
        self._head = self._heading(width)
        self._marks = self._passages()
        super().relaid()

    def _wrapped(self, article: Article, width: int) -> list[Span]:
        rows: list[Span] = []
        end = None
        for paragraph in article.paragraphs:
            if end is not None and article.text.count("\n", end, paragraph.start) > 1:
                rows.append(Span(end, end))
            start = paragraph.start
            rows += [Span(start + a, start + b) for a, b in wrap(self._text[start : paragraph.end], width)]
            end = paragraph.end
        return rows

    def _heading(self, width: int) -> list[Line]:
        source = self._source
        if source is None:
            return [[Piece("There is no article.", "dim")]]
        about = [source.name, source.author, source.published, source.kind]
        lines = flow(" · ".join(filter(None, about)), width, "strong")
        if source.origin:
            lines += flow(f"origin: {source.origin}", width, "dim")
        if source.article is None:
            lines += flow(f"! the file {source.file} can't be read", width, "error")
        return [*lines, []]

    def _passages(self) -> list[Mark]:
        if self._claim is None or self._source is None:
            return []
        return [
            Mark(found.span.start, found.span.end, f"passage {entry.stance}")
            for entry in self._claim.evidence
            if entry.source == self._source.id
            for found in (placement(self._dossier, entry),)
            if found.span is not None
        ]

    def count(self) -> int:
        """Lines of heading and article."""
        return len(self._head) + len(self._rows)

    def line(self, y: int) -> Line:
        """A line of the article, with marks and cursor."""
        if y < len(self._head):
            return [Piece("  "), *self._head[y]]
        span = self._rows[y - len(self._head)]
        if span.start == span.end:
            return []
        sentence = self._sentence_span()
        marks = list(self._marks)
        margin = Piece("  ")
        if sentence is not None and sentence.start < span.end and span.start < sentence.end:
            marks.append(Mark(sentence.start, sentence.end, "sentence"))
            margin = Piece("▌ ", "sentence")
        touching = [mark for mark in self._marks if mark.start < span.end and span.start < mark.end]
        signs = "".join(dict.fromkeys(MARKS[mark.style.split()[1]] for mark in touching))[:1]
        if signs:
            margin = Piece(("▌" if margin.style else " ") + signs, touching[0].style.split()[1])
        return [margin, Piece(" "), *cut(self._text, span.start, span.end, "", marks)]

    def _sentence_span(self) -> Span | None:
        article = self._article
        if article is None or not article.sentences:
            return None
        return article.sentences[min(self._sentence, len(article.sentences) - 1)]

    def _rows_of(self, number: int) -> Span:
        """The lines, heading counted, on which a sentence stands."""
        article = self._article
        if article is None or not 0 <= number < len(article.sentences):
            return Span(0, 0)
        sentence = article.sentences[number]
        first = max(0, bisect_right(self._starts, sentence.start) - 1)
        end = first + 1
        while end < len(self._rows) and self._starts[end] < sentence.end:
            end += 1
        return Span(len(self._head) + first, len(self._head) + end)

    def follow(self) -> None:
        """Keep the cursor's sentence in view."""
        rows = self._rows_of(self._sentence)
        if rows.start < rows.end:
            first = rows.start <= len(self._head)
            self.bring_into_view(0 if first else rows.start, rows.end, margin=0 if first else 2)

    def on_resize(self) -> None:
        """Keep the place when the size changes."""
        self.relaid()
        self.follow()

    def on_click(self, event: events.Click) -> None:
        """Choose the sentence that is clicked on."""
        at = event.y - self.gutter.top + self.top - len(self._head)
        article = self._article
        span = self._rows[at] if 0 <= at < len(self._rows) else None
        if article is None or span is None:
            return
        offset = span.start + max(0, event.x - 3)
        for number, sentence in enumerate(article.sentences):
            if sentence.start <= offset < sentence.end or (offset >= span.end and sentence.end == span.end):
                self.post_message(self.Chosen(number))
                return
