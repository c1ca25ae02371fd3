"""The article pane, with the passages of the claim marked."""

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
    """The content of the article pane: an article with its marks."""

    dossier: Dossier
    source: Source | None = None
    """The source of the article; None before one is chosen."""
    claim: Claim | None = None
    """The claim whose passages are marked."""
    marked: Span | None = None
    """The span that a stance key would take."""
    head: int | None = None
    """Offset of the moving end of the selection; None without a selection."""
    proposed: Sequence[Span] = ()
    """The passages that search proposes."""
    matches: tuple[Span, ...] = ()
    """The spans that match the search words."""
    match_index: int = -1
    """Index of the match under the cursor; negative without one."""


class ArticlePane(Lines):
    """An article with the marked passages of the claim, and a cursor that moves by sentence."""

    @dataclass
    class Chosen(Message):
        """The text was clicked on, at a character offset."""

        offset: int

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("article", self.count, self.line)
        self._state = ArticleState(dossier)
        self._titled: tuple[str, Claim | None, int] = "Article", None, 0
        self._head: list[Line] = []
        self._rows: list[Span] = []
        """The span of each line; that of an empty line between paragraphs is empty, at the end of the paragraph."""
        self._starts: list[int] = []
        self._marks: list[Mark] = []
        self._skipped: list[Mark] = []
        """The marks of the passages that the claims file excludes from the article text."""
        self._text = ""
        self._layout_key: tuple[Article | None, int] = (None, 0)

    def show(self, state: ArticleState) -> None:
        """Show an article with its marks. Where only the cursor moved, paint only the lines concerned."""
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
        self._show_title()
        if state.head is not None:
            row = self._row_at(state.head)
            self.bring_into_view(row, row + 1)

    def _show_title(self) -> None:
        """Name the claim in the title of the active pane: a narrow terminal shows the claim nowhere else."""
        above = self._state.claim if self.has_class("-active") else None
        name = "Article"
        if self._state.source is not None and self.top >= len(self._head):
            name = f"Article of {clean_line(self._state.source.name)}"
        if self._titled != (name, above, self.size.width):
            self._titled = name, above, self.size.width
            self.border_title = pane_title(name, above, self.size.width)

    def scrolled(self) -> None:
        """Name the source in the title when the heading is scrolled out of view."""
        self._show_title()

    @property
    def offset_at_top(self) -> int | None:
        """The character offset of the first visible line of the article; None without one."""
        rows = self._rows[max(0, self.top - len(self._head)) :]
        return rows[0].start if rows else None

    @property
    def _article(self) -> Article | None:
        return self._state.source.article if self._state.source else None

    def relayout(self) -> None:
        """Lay the article out for the present width."""
        width = max(20, self.room - 4)
        article = self._article
        if self._layout_key != (article, width):
            self._layout_key = (article, width)
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
        """Return the number of lines of heading and article."""
        return len(self._head) + len(self._rows)

    def line(self, y: int) -> Line:
        """Return a line of heading or article, with marks and cursor."""
        if y < len(self._head):
            return [Piece("  "), *self._head[y]]
        span = self._rows[y - len(self._head)]
        if span.start == span.end:
            return []
        marks = [*self._skipped, *self._marks, *self._matches_in(span)]
        marked = self._state.marked
        has_cursor = marked is not None and marked.start < span.end and span.start < marked.end
        if marked is not None and has_cursor:
            marks.append(Mark(marked.start, marked.end, "sentence"))
        margin = self._margin(span, "▌" if has_cursor else " ")
        return [margin, Piece(" "), *cut(self._text, span.start, span.end, "", marks)]

    def _margin(self, span: Span, bar: str) -> Piece:
        """Return the two cells before a line: the cursor's bar, and the mark of a stance or of a proposed passage."""
        passage = next((mark for mark in self._marks if mark.start < span.end and span.start < mark.end), None)
        if passage is not None:
            stance = passage.style.split()[1]
            return Piece(bar + MARKS[stance], stance)
        if any(start < span.end and span.start < end for start, end in self._state.proposed):
            return Piece(bar + MARKS["open"], "open")
        return Piece(f"{bar} ", "" if bar.isspace() else "sentence")

    def _matches_in(self, row: Span) -> Iterator[Mark]:
        """Yield the marks of the search matches in a line."""
        first = bisect_right(self._state.matches, row.start, key=lambda span: span.end)
        for number in range(first, len(self._state.matches)):
            start, end = self._state.matches[number]
            if start >= row.end:
                return
            yield Mark(start, end, "hit" if number == self._state.match_index else "match")

    def _row_at(self, offset: int) -> int:
        """Return the index of the line, heading included, that contains a character offset."""
        return len(self._head) + max(0, bisect_right(self._starts, offset) - 1)

    def _rows_of(self, span: Span | None) -> Span:
        """Return the range of lines, heading included, that a span of the text covers."""
        return Span(0, 0) if span is None else Span(self._row_at(span.start), self._row_at(span.end - 1) + 1)

    def follow(self) -> None:
        """Keep the cursor's sentence in view."""
        rows = self._rows_of(self._state.marked)
        if rows.start < rows.end:
            first = rows.start <= len(self._head)
            self.bring_into_view(0 if first else rows.start, rows.end, margin=0 if first else 2)

    def on_click(self, event: events.Click) -> None:
        """Post the character offset under the mouse."""
        at = event.y - self.gutter.top + self.top - len(self._head)
        span = self._rows[at] if 0 <= at < len(self._rows) else None
        if span is None:
            return
        self.post_message(self.Chosen(min(span.start + max(0, event.x - 3), span.end)))
