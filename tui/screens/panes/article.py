"""The pane of the article, with the passages of the claim marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Dossier, Source
from tui.dossier.values.text import clean_line
from tui.evidence.coverage import placement
from tui.evidence.search.article_sentences import skipped
from tui.screens.panes.page import no_article
from tui.screens.panes.pane_title import pane_title
from tui.screens.widgets.lines import Lines
from tui.screens.widgets.marks import MARKS
from tui.screens.widgets.text_layout import Line, Mark, Piece, cut, flow, wrap


class ArticleState(NamedTuple):
    """What the article pane shows: an article, and what is marked in it."""

    dossier: Dossier
    source: Source | None = None
    """The source whose article is shown; None where there is none yet."""
    claim: Claim | None = None
    """The claim whose passages are marked."""
    marked: Span | None = None
    """The stretch that a stance key would take."""
    head: int | None = None
    """The offset of the end of the selection that moves, where there is a selection."""
    proposed: Sequence[Span] = ()
    """The passages that search proposes."""
    matches: tuple[Span, ...] = ()
    """Where the words of a search stand."""
    match_index: int = -1
    """Index of the match that the cursor was put on; negative where it was put on none."""


class ArticlePane(Lines):
    """An article with the passages of the claim marked, and a cursor that moves by sentence."""

    @dataclass
    class Chosen(Message):
        """A place in the text was clicked on."""

        offset: int

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("article", self.count, self.line)
        self._state = ArticleState(dossier)
        self._titled: tuple[str, Claim | None, int] = "Article", None, 0
        self._head: list[Line] = []
        self._rows: list[Span] = []
        """The lines of the article; one between paragraphs is empty, at the end of the line before."""
        self._starts: list[int] = []
        self._marks: list[Mark] = []
        self._skipped: list[Mark] = []
        """What the file names as no article text."""
        self._text = ""
        self._laid: tuple[Article | None, int] = (None, 0)

    def show(self, state: ArticleState) -> None:
        """Show an article with the claim's passages and what is marked now."""
        before, self._state = self._state, state
        is_new = (
            state.source is not before.source
            or state.claim is not before.claim
            or state.dossier is not before.dossier
            or state.proposed != before.proposed
            or state.matches is not before.matches
            or state.match_index != before.match_index
        )
        if is_new:
            self.relayout()
        else:
            for span in {before.marked, state.marked}:
                rows = self._rows_of(span)
                self.repaint(rows.start, rows.end)
        self.follow()
        self._entitle()
        if state.head is not None:
            row = self._row_at(state.head)
            self.bring_into_view(row, row + 1)

    def _entitle(self) -> None:
        """Name the claim above the pane while the reviewer works in it: in a narrow terminal it stands nowhere else."""
        above = self._state.claim if self.has_class("-active") else None
        name = "Article"
        if self._state.source is not None and self.top >= len(self._head):
            name = f"Article of {clean_line(self._state.source.name)}"
        if self._titled != (name, above, self.size.width):
            self._titled = name, above, self.size.width
            self.border_title = pane_title(name, above, self.size.width)

    def scrolled(self) -> None:
        """Name the source above the pane when its name is scrolled away."""
        self._entitle()

    @property
    def offset_at_top(self) -> int | None:
        """The place in the article of the first line that is seen; None where there is none."""
        rows = self._rows[max(0, self.top - len(self._head)) :]
        return rows[0].start if rows else None

    @property
    def _article(self) -> Article | None:
        return self._state.source.article if self._state.source else None

    def relayout(self) -> None:
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
        self._skipped = (
            [Mark(start, end, "dim") for start, end in skipped(self._state.source)] if self._state.source else []
        )
        super().relayout()

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
        source = self._state.source
        if source is None:
            return flow(no_article(self._state.dossier), width, "open")
        about = [source.name, source.author, source.published, source.kind]
        lines = flow(" · ".join(filter(None, about)), width, "strong")
        if source.origin:
            lines += flow(f"origin: {source.origin}", width, "dim")
        if source.article is None and not self._state.dossier.is_whole:
            lines += flow("It is not read yet.", width, "open")
        elif source.article is None:
            lines += flow(f"! the file {source.file} can't be read", width, "error")
        return [*lines, []]

    def _passages(self) -> list[Mark]:
        if self._state.claim is None or self._state.source is None:
            return []
        return [
            Mark(found.span.start, found.span.end, f"passage {entry.stance}")
            for entry in self._state.claim.evidence
            if entry.source == self._state.source.id
            for found in (placement(self._state.dossier, entry),)
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
        marked = self._state.marked
        marks = [*self._skipped, *self._marks, *self._hits_in(span)]
        margin = Piece("  ")
        if marked is not None and marked.start < span.end and span.start < marked.end:
            marks.append(Mark(marked.start, marked.end, "sentence"))
            margin = Piece("▌ ", "sentence")
        touching = [mark for mark in self._marks if mark.start < span.end and span.start < mark.end]
        signs = "".join(dict.fromkeys(MARKS[mark.style.split()[1]] for mark in touching))[:1]
        if signs:
            margin = Piece(("▌" if margin.style else " ") + signs, touching[0].style.split()[1])
        elif any(start < span.end and span.start < end for start, end in self._state.proposed):
            margin = Piece(("▌" if margin.style else " ") + MARKS["open"], "open")
        return [margin, Piece(" "), *cut(self._text, span.start, span.end, "", marks)]

    def _hits_in(self, row: Span) -> Iterator[Mark]:
        """The marks of the words that are looked for, in a line."""
        first = bisect_right(self._state.matches, row.start, key=lambda span: span.end)
        for number in range(first, len(self._state.matches)):
            start, end = self._state.matches[number]
            if start >= row.end:
                return
            yield Mark(start, end, "hit" if number == self._state.match_index else "match")

    def _row_at(self, offset: int) -> int:
        """The line, heading counted, on which a place of the text stands."""
        return len(self._head) + max(0, bisect_right(self._starts, offset) - 1)

    def _rows_of(self, span: Span | None) -> Span:
        """The lines, heading counted, on which a stretch stands."""
        return Span(0, 0) if span is None else Span(self._row_at(span.start), self._row_at(span.end - 1) + 1)

    def follow(self) -> None:
        """Keep the cursor's sentence in view."""
        rows = self._rows_of(self._state.marked)
        if rows.start < rows.end:
            first = rows.start <= len(self._head)
            self.bring_into_view(0 if first else rows.start, rows.end, margin=0 if first else 2)

    def on_click(self, event: events.Click) -> None:
        """Choose the sentence that is clicked on."""
        at = event.y - self.gutter.top + self.top - len(self._head)
        span = self._rows[at] if 0 <= at < len(self._rows) else None
        if span is None:
            return
        self.post_message(self.Chosen(min(span.start + max(0, event.x - 3), span.end)))
