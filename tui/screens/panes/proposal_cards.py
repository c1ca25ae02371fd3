"""Layout of the passages that search proposes for a claim; a stance key turns a passage into evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Dossier, Source
from tui.dossier.values.text import clean_line
from tui.evidence.figures.hints import figure_hints
from tui.evidence.figures.same_event import reference_sources
from tui.evidence.search.article_sentences import skipped
from tui.evidence.search.candidates import Candidate
from tui.evidence.search.proposals import Proposals
from tui.screens.panes.items import FOUND_GROUP, Item
from tui.screens.panes.page import Column, Extent, Page, card_head, figure_lines, row_of_sources
from tui.screens.widgets.marks import BAR, MARKS
from tui.screens.widgets.text_layout import Line, Mark, Piece, fitted, flow, indented

TAKEN = "› "
"""The margin before the words that a stance key takes."""
HINT_LINES = 2
"""The most lines of a passage's hints."""


def proposal_cards(dossier: Dossier, claim: Claim, proposals: Proposals, width: int) -> Page:
    """Lay out the proposed passages, one card for each source; the last item of a card is the source itself."""
    found = proposals.found
    count = len(found) + proposals.further
    title = f"{MARKS['open']} open {count:,}, with passages that may bear on the claim; some are missed"
    if proposals.words:
        title = f"{MARKS['found']} words of “{clean_line(proposals.words)}” in {count:,} of {proposals.every:,} sources"
    result = Page(lines=flow(title, width, "open strong"))
    for source_id in found:
        source = dossier.sources[source_id]
        if result.extents:
            result.lines.append([])
        top = len(result.lines)
        result.lines += card_head(source, dossier.names.get(source_id, source_id), width, mixed=False, style="open")
        for candidate in proposals.passages[source_id]:
            hints = figure_hints(claim, source, candidate.span, among=reference_sources(dossier))
            about = indented(figure_lines(hints, width - 4))
            result.lines += indented([*_passage(source, candidate, width - 4), *about], BAR, "open")
            result.extents[Item(source_id, None, candidate.span)] = _whole(top, len(result.lines), width)
            top = len(result.lines)
        ways = "the whole article" + ("; there are more passages too" if source_id in proposals.cut else "")
        result.lines.append(fitted([Piece(BAR, "open"), Piece(ways, "dim")], width))
        result.extents[Item(source_id, None)] = _whole(top, len(result.lines), width)
    return result


def row_of_many(dossier: Dossier, proposals: Proposals, width: int) -> Page:
    """Lay out, for many sources, the number of those with further passages, then those without, as far as listed."""
    if proposals.waits:
        words = f"{MARKS['open']} open {proposals.every:,}: {proposals.waits}"
        return Page(lines=flow(words, width, "open strong"))
    result = Page()
    if proposals.further:
        words = f"{MARKS['open']} something found in {proposals.further:,} more sources"
        line = fitted([Piece(words, "open strong")], width)
        result.append(Page(lines=[line], extents={FOUND_GROUP: _whole(0, 1, width)}))
    if not proposals.words and proposals.every:
        items = [Item(source, None) for source in proposals.nothing]
        nothing = row_of_sources(dossier, "open", "open, nothing found in", items, width, proposals.unlisted)
        result.add_items(nothing, len(result.lines), 0)
        result.lines += nothing.lines
    return result


def _whole(top: int, bottom: int, width: int) -> Extent:
    return Extent(top, bottom, 0, width, Column.WHOLE)


def _passage(source: Source, candidate: Candidate, width: int) -> Iterator[Line]:
    """Lay out a passage between its neighbouring sentences, with the matched words marked; below, the reasons.

    ``TAKEN`` stands before the words that a stance key takes.
    """
    article = source.article
    if article is None:
        return
    before, after = _neighbours(article, candidate.span, skipped(source))
    start, end = candidate.span
    margin = Piece("  ")
    if before:
        yield [margin, Piece(_tail(before, width), "dim")]
    matched = [
        span for part in candidate.contributions for span in part.matched if start <= span.start and span.end <= end
    ]
    marks = [Mark(span.start - start, span.end - start, "match") for span in matched]
    first, *rest = flow(article.text[start:end], width, "", marks)
    yield [Piece(TAKEN, "strong"), *first]
    yield from indented(rest)
    if after:
        yield [margin, Piece(_head(after, width), "dim")]
    if candidate.hints:
        yield from indented(flow("; ".join(candidate.hints), width, "note")[:HINT_LINES])


def _neighbours(article: Article, span: Span, skips: Sequence[Span]) -> tuple[str, str]:
    """Return the sentences before and after a sentence; empty where there is none, or where it touches ``skips``."""
    sentences = article.sentences
    number = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    found = []
    for at in (number - 1, number + 1):
        start, end = sentences[at] if 0 <= at < len(sentences) else Span(0, 0)
        is_skipped = any(start < other.end and other.start < end for other in skips)
        found.append("" if is_skipped else clean_line(article.text[start:end]))
    return found[0], found[1]


def _head(text: str, width: int) -> str:
    """Shorten a text at its end to one line."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 2).rpartition(" ")[0] + " …"


def _tail(text: str, width: int) -> str:
    """Shorten a text at its beginning to one line."""
    return text if cell_len(text) <= width else "… " + set_cell_size(text[::-1], width - 2)[::-1].partition(" ")[2]
