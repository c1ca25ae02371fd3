"""The reviewer's place in an article: the source, the sentence, the selection, the search term."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Dossier, Source
from tui.evidence.coverage import placement
from tui.evidence.search.article_sentences import skipped
from tui.evidence.search.proposals import Proposer
from tui.evidence.search.text_search import find_text
from tui.screens.desk.selection import Selection, by_sentence, by_word


@dataclass
class ArticleView:
    """The cursor in the article of a source, with the selection and the matches of a search."""

    dossier: Dossier
    source_id: str = ""
    sentence: int = 0
    selection: Selection | None = None
    """The selection; None while the sentence under the cursor stands for it."""
    search_term: str = ""
    """The words that are searched for in the article; empty where there is no search."""
    match_index: int = -1
    """The index of the match under the cursor; negative after the cursor was moved away from the matches."""

    @property
    def source(self) -> Source | None:
        """The source whose article is shown, else the first source; None where the source is not read yet."""
        if self.source_id in self.dossier.sources:
            return self.dossier.sources[self.source_id]
        if self.source_id and not self.dossier.is_whole:
            return None
        return next(iter(self.dossier.sources.values()), None)

    def to_article(self, source: str, claim: Claim | None) -> None:
        """Open the article of a source at the first quote of a claim, else at the start."""
        self.open(source)
        first = min(self._quoted(claim), default=None)
        self.put(0 if first is None else self.sentence_at(first.start) or 0)

    def open(self, source: str) -> None:
        """Open the article of a source at the start, without a search."""
        self.source_id, self.search_term = source, ""
        self.put(0)

    def put(self, sentence: int) -> None:
        """Put the cursor on a sentence, by its index, without a selection."""
        self.sentence, self.selection, self.match_index = sentence, None, -1

    def to_offset(self, offset: int) -> None:
        """Put the cursor on the sentence at an offset of the article's text."""
        number = self.sentence_at(offset)
        if number is not None:
            self.put(number)

    def sentence_at(self, offset: int) -> int | None:
        """The index of the sentence at an offset, else of the next sentence; None where there is no sentence."""
        sentences = self.source.article.sentences if self.source and self.source.article else ()
        number = bisect_right(sentences, offset, key=lambda sentence: sentence.end)
        return min(number, len(sentences) - 1) if sentences else None

    @property
    def sentence_span(self) -> Span | None:
        """The span of the sentence under the cursor; None where there is no sentence."""
        sentences = self.source.article.sentences if self.source and self.source.article else ()
        return sentences[min(self.sentence, len(sentences) - 1)] if sentences else None

    def evidence_at_sentence(self, claim: Claim | None) -> list[int]:
        """Indices of a claim's evidence whose quote touches the sentence under the cursor."""
        source, sentence = self.source, self.sentence_span
        if claim is None or source is None or sentence is None:
            return []
        found = []
        for at, entry in enumerate(claim.evidence):
            span = placement(self.dossier, entry).span if entry.source == source.id else None
            if span is not None and span.start < sentence.end and sentence.start < span.end:
                found.append(at)
        return found

    @property
    def marked(self) -> Span | None:
        """The span that a stance key takes: the selection, else the sentence under the cursor."""
        return self.sentence_span if self.selection is None else self.selection.span

    def extend_selection(self, step: int, *, words: bool) -> None:
        """Move the head of the selection by a sentence or a word."""
        article = self.source.article if self.source else None
        sentence = self.sentence_span
        if article is None or sentence is None:
            return
        selection = self.selection or Selection(sentence.start, sentence.end)
        self.selection = (by_word if words else by_sentence)(article, selection, step)

    def swap_ends(self) -> None:
        """Swap the anchor and the head of the selection."""
        sentence = self.sentence_span
        if sentence is not None:
            self.selection = (self.selection or Selection(sentence.start, sentence.end)).swapped

    def passages(self, claim: Claim | None, proposer: Proposer) -> list[Span]:
        """The spans of a claim's quotes and of the proposed passages, in the order of the text."""
        return sorted([*self._quoted(claim), *self.proposed(claim, proposer)])

    def _quoted(self, claim: Claim | None) -> list[Span]:
        """The spans of a claim's quotes in the article."""
        if claim is None or self.source is None:
            return []
        entries = [entry for entry in claim.evidence if entry.source == self.source.id]
        return [span for entry in entries if (span := placement(self.dossier, entry).span) is not None]

    def proposed(self, claim: Claim | None, proposer: Proposer) -> list[Span]:
        """The spans of proposed passages that touch no quote of the claim."""
        if claim is None or self.source is None:
            return []
        quoted = self._quoted(claim)
        spans = [candidate.span for candidate in proposer.of(claim, self.source)]
        return [span for span in spans if not any(at.start < span.end and span.start < at.end for at in quoted)]

    def move_passage(self, step: int, passages: list[Span]) -> bool:
        """Go to the next of some passages (-1: the previous one); return whether there is one."""
        sentence = self.sentence_span
        numbers = sorted({number for span in passages if (number := self.sentence_at(span.start)) is not None})
        if sentence is None or not numbers:
            return False
        ahead = [number for number in numbers if (number > self.sentence if step > 0 else number < self.sentence)]
        if ahead:
            self.put(ahead[0 if step > 0 else -1])
        return bool(ahead)

    def move_sentence(self, step: int) -> None:
        """Move the cursor by some sentences."""
        self.to_sentence(max(0, self.sentence + step))

    def to_sentence(self, number: int) -> None:
        """Put the cursor on a sentence by its index, which counts from the end where negative."""
        count = len(self.source.article.sentences) if self.source and self.source.article else 0
        self.put(max(0, min(number if number >= 0 else count + number, count - 1)))

    @property
    def matches(self) -> tuple[Span, ...]:
        """The spans of the search term, outside the passages that are no article text."""
        if self.source is None or self.source.article is None or not self.search_term:
            return ()
        outside = skipped(self.source)
        found = find_text(self.source.article, self.search_term)
        return tuple(at for at in found if not any(at.start < end and start < at.end for start, end in outside))

    def move_match(self, step: int) -> bool:
        """Go to the next match (-1: the previous one), round the end; return whether there is one."""
        found, sentence = self.matches, self.sentence_span
        if not found or sentence is None:
            return False
        at = self.match_index + step
        if self.match_index < 0:  # from the sentence under the cursor, whose own match counts on the way forward
            at = bisect_left(found, sentence.start, key=lambda span: span.start) - (step < 0)
        at %= len(found)
        self.to_offset(found[at].start)
        self.match_index = at
        return True
