"""The pane of the article, with the passages of the claim marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Dossier, Source
from tui.dossier.values.text import clean_line
from tui.evidence.coverage import placement
from tui.evidence.search import skipped
from tui.screens.desk.view import View
from tui.screens.panes.claims import titled
from tui.screens.panes.page import MARKS, no_article
from tui.screens.widgets.lines import Lines
from tui.screens.widgets.text_layout import Line, Mark, Piece, cut, flow, wrap


class ArticlePane(Lines):
    """An article with the passages of the claim marked, and a cursor that moves by sentence."""

    @dataclass
    class Chosen(Message):
        """A place in the text was clicked on."""

        offset: int

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("article")
        self._dossier = dossier
        self._source: Source | None = None
        self._claim: Claim | None = None
        self._titled: tuple[str, Claim | None, int] = "Article", None, 0
        self._marked: Span | None = None
        self._proposed: Sequence[Span] = ()
        self._hits: tuple[Span, ...] = ()
        """Where the words stand that are looked for."""
        self._hit = -1
        """Which of them the cursor was put on."""
        self._head: list[Line] = []
        self._rows: list[Span] = []
        """The lines of the article; one between paragraphs is empty, at the end of the line before."""
        self._starts: list[int] = []
        self._marks: list[Mark] = []
        self._skipped: list[Mark] = []
        """What the file names as no article text."""
        self._text = ""
        self._laid: tuple[Article | None, int] = (None, 0)

    def show(self, place: View) -> None:
        """Show the article at a place, with the claim's passages and what is marked now."""
        dossier, source, claim, proposed = place.dossier, place.source, place.claim, place.proposed
        other = source is not self._source or claim is not self._claim or dossier is not self._dossier
        other = other or proposed != self._proposed or place.hits is not self._hits or place.hit != self._hit
        self._hits, self._hit = place.hits, place.hit
        before, self._marked = self._marked, place.marked
        self._dossier, self._source, self._claim, self._proposed = dossier, source, claim, proposed
        if other:
            self.relayout()
        else:
            for span in {before, self._marked}:
                rows = self._rows_of(span)
                self.repaint(rows.start, rows.end)
        self.follow()
        self._entitle()
        if place.selection is not None:
            row = self._row_at(place.selection.head)
            self.bring_into_view(row, row + 1)

    def _entitle(self) -> None:
        """Name the claim above the pane while the reviewer works in it: in a narrow terminal it stands nowhere else."""
        above = self._claim if self.has_class("-active") else None
        name = "Article"
        if self._source is not None and self.top >= len(self._head):
            name = f"Article of {clean_line(self._source.name)}"
        if self._titled != (name, above, self.size.width):
            self._titled = name, above, self.size.width
            self.border_title = titled(name, above, self.size.width)

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
        return self._source.article if self._source else None

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
        self._skipped = [Mark(start, end, "dim") for start, end in skipped(self._source)] if self._source else []
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
        source = self._source
        if source is None:
            return flow(no_article(self._dossier), width, "open")
        about = [source.name, source.author, source.published, source.kind]
        lines = flow(" · ".join(filter(None, about)), width, "strong")
        if source.origin:
            lines += flow(f"origin: {source.origin}", width, "dim")
        if source.article is None and not self._dossier.is_whole:
            lines += flow("It is not read yet.", width, "open")
        elif source.article is None:
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
        marked = self._marked
        marks = [*self._skipped, *self._marks, *self._hits_in(span)]
        margin = Piece("  ")
        if marked is not None and marked.start < span.end and span.start < marked.end:
            marks.append(Mark(marked.start, marked.end, "sentence"))
            margin = Piece("▌ ", "sentence")
        touching = [mark for mark in self._marks if mark.start < span.end and span.start < mark.end]
        signs = "".join(dict.fromkeys(MARKS[mark.style.split()[1]] for mark in touching))[:1]
        if signs:
            margin = Piece(("▌" if margin.style else " ") + signs, touching[0].style.split()[1])
        elif any(start < span.end and span.start < end for start, end in self._proposed):
            margin = Piece(("▌" if margin.style else " ") + MARKS["open"], "open")
        return [margin, Piece(" "), *cut(self._text, span.start, span.end, "", marks)]

    def _hits_in(self, row: Span) -> Iterator[Mark]:
        """The marks of the words that are looked for, in a line."""
        first = bisect_right(self._hits, row.start, key=lambda span: span.end)
        for number in range(first, len(self._hits)):
            start, end = self._hits[number]
            if start >= row.end:
                return
            yield Mark(start, end, "hit" if number == self._hit else "match")

    def _row_at(self, offset: int) -> int:
        """The line, heading counted, on which a place of the text stands."""
        return len(self._head) + max(0, bisect_right(self._starts, offset) - 1)

    def _rows_of(self, span: Span | None) -> Span:
        """The lines, heading counted, on which a stretch stands."""
        return Span(0, 0) if span is None else Span(self._row_at(span.start), self._row_at(span.end - 1) + 1)

    def follow(self) -> None:
        """Keep the cursor's sentence in view."""
        rows = self._rows_of(self._marked)
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
