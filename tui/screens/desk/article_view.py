"""Where the reviewer is in an article: which one, which sentence, what is marked, what is looked for in it."""

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
    """The reviewer's place in an article of a dossier."""

    dossier: Dossier
    source_id: str = ""
    sentence: int = 0
    selection: Selection | None = None
    """What is marked in the article, where that is not the sentence."""
    search_term: str = ""
    """The words that are looked for in the article."""
    match_index: int = -1
    """The number of the place of these words that the cursor was put on; negative where it went on by itself."""

    @property
    def source(self) -> Source | None:
        """The source whose article is shown: that of the card, else the first; None where it is not known yet."""
        if self.source_id in self.dossier.sources:
            return self.dossier.sources[self.source_id]
        if self.source_id and not self.dossier.is_whole:
            return None
        return next(iter(self.dossier.sources.values()), None)

    def to_article(self, source: str, claim: Claim | None) -> None:
        """Show the article of a source, at the first passage of a claim in it, else at the start."""
        self.open(source)
        first = min(self._quoted(claim), default=None)
        self.put(0 if first is None else self.sentence_at(first.start) or 0)

    def open(self, source: str) -> None:
        """Show the article of a source, at its start, with nothing marked in it."""
        self.source_id, self.search_term = source, ""
        self.put(0)

    def put(self, sentence: int) -> None:
        """Put the cursor on a sentence, with nothing else marked."""
        self.sentence, self.selection, self.match_index = sentence, None, -1

    def to_offset(self, offset: int) -> None:
        """Put the cursor in the article on the sentence at an offset."""
        number = self.sentence_at(offset)
        if number is not None:
            self.put(number)

    def sentence_at(self, offset: int) -> int | None:
        """The sentence at an offset of the article, else the next one."""
        sentences = self.source.article.sentences if self.source and self.source.article else ()
        number = bisect_right(sentences, offset, key=lambda sentence: sentence.end)
        return min(number, len(sentences) - 1) if sentences else None

    @property
    def sentence_span(self) -> Span | None:
        """The sentence under the cursor in the article."""
        sentences = self.source.article.sentences if self.source and self.source.article else ()
        return sentences[min(self.sentence, len(sentences) - 1)] if sentences else None

    def evidence_at_sentence(self, claim: Claim | None) -> list[int]:
        """Indices of the evidence of a claim whose passage touches the sentence under the cursor."""
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
        """What a stance key takes in the article: the stretch that is marked, else the sentence under the cursor."""
        return self.sentence_span if self.selection is None else self.selection.span

    def extend_selection(self, step: int, *, words: bool) -> None:
        """Move the moving end of what is marked in the article by a sentence or a word."""
        article = self.source.article if self.source else None
        sentence = self.sentence_span
        if article is None or sentence is None:
            return
        selection = self.selection or Selection(sentence.start, sentence.end)
        self.selection = (by_word if words else by_sentence)(article, selection, step)

    def swap_ends(self) -> None:
        """Move the other end of what is marked from now on."""
        sentence = self.sentence_span
        if sentence is not None:
            self.selection = (self.selection or Selection(sentence.start, sentence.end)).swapped

    def passages(self, claim: Claim | None, proposer: Proposer) -> list[Span]:
        """The passages of a claim in the article, evidence and proposed ones, in the order of the text."""
        return sorted([*self._quoted(claim), *self.proposed(claim, proposer)])

    def _quoted(self, claim: Claim | None) -> list[Span]:
        """Where the evidence of a claim stands in the article."""
        if claim is None or self.source is None:
            return []
        entries = [entry for entry in claim.evidence if entry.source == self.source.id]
        return [span for entry in entries if (span := placement(self.dossier, entry).span) is not None]

    def proposed(self, claim: Claim | None, proposer: Proposer) -> list[Span]:
        """The passages that search proposes in the article and that are no evidence, be the source settled or not."""
        if claim is None or self.source is None:
            return []
        quoted = self._quoted(claim)
        spans = [candidate.span for candidate in proposer.of(claim, self.source)]
        return [span for span in spans if not any(at.start < span.end and span.start < at.end for at in quoted)]

    def move_passage(self, step: int, passages: list[Span]) -> bool:
        """Go to the next of some passages, or the one before the cursor; whether there is one."""
        sentence = self.sentence_span
        numbers = sorted({number for span in passages if (number := self.sentence_at(span.start)) is not None})
        if sentence is None or not numbers:
            return False
        ahead = [number for number in numbers if (number > self.sentence if step > 0 else number < self.sentence)]
        if ahead:
            self.put(ahead[0 if step > 0 else -1])
        return bool(ahead)

    def move_sentence(self, step: int) -> None:
        """Move the cursor in the article by sentences."""
        self.to_sentence(max(0, self.sentence + step))

    def to_sentence(self, number: int) -> None:
        """Put the cursor in the article on a sentence; counted from the end where it is negative."""
        count = len(self.source.article.sentences) if self.source and self.source.article else 0
        self.put(max(0, min(number if number >= 0 else count + number, count - 1)))

    @property
    def matches(self) -> tuple[Span, ...]:
        """Where the words that are looked for stand in what is article text."""
        if self.source is None or self.source.article is None or not self.search_term:
            return ()
        gone = skipped(self.source)
        found = find_text(self.source.article, self.search_term)
        return tuple(at for at in found if not any(at.start < end and start < at.end for start, end in gone))

    def move_match(self, step: int) -> bool:
        """Go to the next place of the words looked for, or the one before, round the end; whether there is one."""
        found, sentence = self.matches, self.sentence_span
        if not found or sentence is None:
            return False
        at = self.match_index + step
        if self.match_index < 0:  # from the sentence under the cursor, which counts where one goes on
            at = bisect_left(found, sentence.start, key=lambda span: span.start) - (step < 0)
        at %= len(found)
        self.to_offset(found[at].start)
        self.match_index = at
        return True
