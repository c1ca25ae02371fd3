"""What search proposes beside a claim, and how it is laid out: passages that become evidence by a stance key."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from tui.dossier.article import Article, Span
from tui.dossier.model import Claim, Dossier, Source
from tui.dossier.text import clean_line
from tui.evidence.coverage import open_sources
from tui.evidence.events import witnesses
from tui.evidence.hints import figure_hints
from tui.evidence.search import Candidate, candidates
from tui.screens.layout import Line, Mark, Piece, fitted, flow
from tui.screens.pages import BAR, MARKS, Column, Page, Place, Stop, card_head, figure_lines, indented

AT_FIRST = 3
"""How many passages of a source are proposed before more are asked for."""
HINT_LINES = 2
"""The lines that the hints of a passage may take."""


class Proposals(NamedTuple):
    """The passages that search proposes for a claim, or for some words, source by source."""

    words: str = ""
    """What was searched for; empty where it was the claim."""
    passages: Mapping[str, Sequence[Candidate]] = {}
    """By source, the likeliest first; a source in which nothing was found has none."""
    cut: frozenset[str] = frozenset()
    """The sources with more passages than these."""

    @property
    def found(self) -> tuple[str, ...]:
        """The sources with passages."""
        return tuple(source for source, passages in self.passages.items() if passages)

    @property
    def nothing(self) -> tuple[str, ...]:
        """The sources in which nothing was found."""
        return tuple(source for source, passages in self.passages.items() if not passages)


class Proposer:
    """Proposes passages, more of them where the reviewer asked for more."""

    def __init__(self) -> None:
        self.words = ""
        """The words that are looked for in all sources, in place of the claim in its open ones."""
        self._asked = ""
        self._more: Counter[str] = Counter()
        self._last: tuple[object, ...] = ()
        self._proposals = Proposals()
        self._one: tuple[tuple[str, Source] | None, Sequence[Candidate]] = (None, ())

    def more(self, source: str) -> None:
        """Propose more passages of a source, until something else is asked."""
        self._more[source] += AT_FIRST
        self._last, self._one = (), (None, ())

    def of(self, claim: Claim, source: Source) -> Sequence[Candidate]:
        """What is proposed of one source, whether it is settled or not; the claim's own words ask."""
        asked = (claim.text, source)
        if self._one[0] != asked:
            self._one = (asked, candidates(claim.text, source, AT_FIRST + self._more[source.id]))
        return self._one[1]

    def __call__(self, dossier: Dossier, claim: Claim | None) -> Proposals:
        """What is proposed for a claim; the same value as before where nothing changed."""
        if claim is None:
            return Proposals()
        sources = tuple(dossier.sources) if self.words else open_sources(dossier, claim)
        asked = self.words or claim.text
        if asked != self._asked:
            self._asked = asked
            self._more.clear()
        wanted = (asked, sources, dossier.sources)
        if not self._last or wanted[:2] != self._last[:2] or wanted[2] is not self._last[2]:
            self._last = wanted
            self._proposals = self._propose(dossier, asked, sources)
        return self._proposals

    def _propose(self, dossier: Dossier, asked: str, sources: Sequence[str]) -> Proposals:
        passages, cut = {}, set()
        for source in sources:
            limit = AT_FIRST + self._more[source]
            found = candidates(asked, dossier.sources[source], limit + 1)
            passages[source] = found[:limit]
            if len(found) > limit:
                cut.add(source)
        if self.words:  # who looks for words wants to see first where they are
            passages = dict(sorted(passages.items(), key=lambda item: -item[1][0].score if item[1] else 0))
        return Proposals(self.words, passages, frozenset(cut))


def proposal_cards(dossier: Dossier, claim: Claim, proposals: Proposals, width: int) -> Page:
    """The passages that search proposes, one card a source; the last stop of a card is the source itself."""
    found = proposals.found
    title = f"{MARKS['open']} open {len(found)}, with passages that may bear on the claim; some are missed"
    if proposals.words:
        title = f"{MARKS['found']} “{clean_line(proposals.words)}” in {len(found)} of {len(proposals.passages)} sources"
    result = Page(lines=flow(title, width, "open strong"))
    for source_id in found:
        source = dossier.sources[source_id]
        if result.places:
            result.lines.append([])
        top = len(result.lines)
        result.lines += card_head(source, source_id, width, mixed=False, style="open")
        for candidate in proposals.passages[source_id]:
            result.lines += indented(_passage(source, candidate, width - 2), BAR, "open")
            told = figure_hints(claim, source, candidate.span, among=witnesses(dossier))
            result.lines += indented(figure_lines(told, width - 2), BAR, "open")
            result.places[Stop(source_id, None, candidate.span)] = _whole(top, len(result.lines), width)
            top = len(result.lines)
        ways = "whole article: Enter" + ("   more passages: +" if source_id in proposals.cut else "")
        result.lines.append(fitted([Piece(BAR, "open"), Piece(ways, "dim")], width))
        result.places[Stop(source_id, None)] = _whole(top, len(result.lines), width)
    return result


def _whole(top: int, bottom: int, width: int) -> Place:
    return Place(top, bottom, 0, width, Column.WHOLE)


def _passage(source: Source, candidate: Candidate, width: int) -> Iterator[Line]:
    """A passage with the words marked that it is proposed for, between the sentences beside it, and why."""
    article = source.article
    if article is None:
        return
    before, after = _neighbours(article, candidate.span)
    start, end = candidate.span
    if before:
        yield [Piece(_tail(before, width), "dim")]
    matched = [span for share in candidate.shares for span in share.matched if start <= span.start and span.end <= end]
    marks = [Mark(span.start - start, span.end - start, "match") for span in matched]
    yield from flow(article.text[start:end], width, "", marks)
    if after:
        yield [Piece(_head(after, width), "dim")]
    if candidate.hints:
        yield from flow("; ".join(candidate.hints), width, "note")[:HINT_LINES]


def _neighbours(article: Article, span: Span) -> tuple[str, str]:
    """The sentences before and after a sentence; empty where there is none."""
    sentences = article.sentences
    number = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    before = sentences[number - 1] if number > 0 else Span(0, 0)
    after = sentences[number + 1] if number + 1 < len(sentences) else Span(0, 0)
    return clean_line(article.text[before.start : before.end]), clean_line(article.text[after.start : after.end])


def _head(text: str, width: int) -> str:
    """The beginning of a text, in one line."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 2).rpartition(" ")[0] + " …"


def _tail(text: str, width: int) -> str:
    """The end of a text, in one line."""
    return text if cell_len(text) <= width else "… " + set_cell_size(text[::-1], width - 2)[::-1].partition(" ")[2]
