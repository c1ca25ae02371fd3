"""Where the reviewer is: which claims are shown, which one is looked at, which card, which sentence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from tui.dossier.article import Span
from tui.dossier.model import Claim, Dossier, Source
from tui.dossier.quotes import State, fold
from tui.evidence.coverage import placement
from tui.review.queue import Filter, mentions, next_where
from tui.screens.pages import Stop
from tui.screens.proposals import Proposals, Proposer
from tui.screens.stretch import Stretch, by_sentence, by_word


class Pane(StrEnum):
    """The panes, in the order of Tab."""

    CLAIMS = "claims"
    EVIDENCE = "evidence"
    ARTICLE = "article"


@dataclass
class Place:
    """The reviewer's place in a dossier."""

    dossier: Dossier
    filter: Filter = field(default_factory=Filter)
    pane: Pane = Pane.CLAIMS
    shown: tuple[int, ...] = ()
    """The positions of the claims that the filter lets through."""
    row: int = 0
    """The place of the cursor among them."""
    stop: Stop | None = None
    source_id: str = ""
    sentence: int = 0
    stretch: Stretch | None = None
    """What is marked in the article, where that is not the sentence."""
    postponed: dict[str, None] = field(default_factory=dict)
    """The claims that were put at the end of the queue, by id."""
    proposer: Proposer = field(default_factory=Proposer)
    _stops: list[Stop] = field(default_factory=list)
    """The cards, as they were shown last."""

    def __post_init__(self) -> None:
        self.refilter()

    @property
    def claim(self) -> Claim | None:
        """The claim under the cursor."""
        return self.dossier.claims[self.shown[self.row]] if self.shown else None

    @property
    def source(self) -> Source | None:
        """The source whose article is shown: that of the card, else the first."""
        if self.source_id in self.dossier.sources:
            return self.dossier.sources[self.source_id]
        return next(iter(self.dossier.sources.values()), None)

    def refilter(self) -> None:
        """Choose the claims that are shown, with the cursor still on its claim, else on the next one that is left."""
        claim = self.claim
        position = self.shown[self.row] if self.shown else 0
        claims = enumerate(self.dossier.claims)
        shown = tuple(at for at, claim in claims if self.filter(self.dossier, claim))
        if shown != self.shown:
            self.shown = shown
            self.row = next((row for row, at in enumerate(shown) if at >= position), max(0, len(shown) - 1))
            if claim is None or self.claim is None or claim.id != self.claim.id:
                self.stop = None

    def postpone(self, claim_id: str) -> bool:
        """Put a claim at the end of the queue, or take it back; whether it is postponed now."""
        if claim_id in self.postponed:
            del self.postponed[claim_id]
            return False
        self.postponed[claim_id] = None
        return True

    def take(self, dossier: Dossier) -> None:
        """Go on with another state of the dossier, staying at the same claim by its id."""
        claim = self.claim
        reread = len(dossier.claims) != len(self.dossier.claims) or dossier.positions is not self.dossier.positions
        self.dossier = dossier
        if reread:
            self.shown = tuple(range(len(dossier.claims)))
            wanted = dossier.positions.get(claim.id) if claim else None
            self.row = min(self.row, max(0, len(self.shown) - 1)) if wanted is None else wanted
            self.move_sentence(0)
        if self.filter.text or reread:
            self.refilter()

    def go_to(self, claim_id: str) -> bool:
        """Put the cursor on a claim, without the filter if that hides it; whether the filter had to go."""
        position = self.dossier.positions[claim_id]
        hidden = position not in self.shown
        if hidden:
            self.filter = Filter()
            self.refilter()
        self.to_row(self.shown.index(position))
        return hidden

    def to_row(self, row: int) -> bool:
        """Put the cursor on a row; whether it is on another claim now."""
        row = max(0, min(row, len(self.shown) - 1))
        moved = row != self.row
        self.row = row
        if moved:
            self.stop = None
            self.proposer.words = ""
        return moved

    @property
    def proposals(self) -> Proposals:
        """What search proposes for the claim."""
        return self.proposer(self.dossier, self.claim)

    def settle_stop(self, stops: list[Stop]) -> None:
        """Keep the card cursor on its card after a change, else on the next thing to be looked at."""
        before, self._stops = self._stops, stops
        if self.stop in stops:
            pass
        elif self.stop is not None and stops:
            self.stop = self._following(self.stop, before, stops)
        else:
            self.stop = stops[0] if stops else None
        if self.stop is not None and self.pane is not Pane.ARTICLE:
            self.to_source(self.stop)

    def to_stop_of(self, source: str) -> None:
        """Put the card cursor on the first card of a source, where it has one."""
        self.stop = next((stop for stop in self._stops if stop.source == source), self.stop)

    def has_stop_of(self, source: str) -> bool:
        """Whether a source has a card or is listed by its name."""
        return any(stop.source == source for stop in self._stops)

    @staticmethod
    def _following(gone: Stop, before: list[Stop], stops: list[Stop]) -> Stop:
        """Where to go from a card that is no more: from an open source to the next, else to what came of it."""
        later = before[before.index(gone) + 1 :] if gone in before else []
        is_open = gone.entry is None
        following = (stop for stop in later if is_open and stop.entry is None and stop in stops)
        same = (stop for stop in reversed(stops) if stop.source == gone.source and (is_open or stop.entry is not None))
        return next(following, None) or next(same, stops[min(len(stops) - 1, gone.entry or 0)])

    def to_source(self, stop: Stop) -> None:
        """Show the article of a card, at its passage; of an open or silent source, at the start."""
        if stop.group:
            return
        self.stretch = None
        other = stop.source != self.source_id
        self.source_id = stop.source
        passage = self._sentence_of(stop)
        if passage is not None:
            self.sentence = passage
        elif other:
            self.sentence = 0

    def to_article(self, source: str) -> None:
        """Show the article of a source, at the claim's first passage in it, else at the start."""
        self.source_id, self.stretch = source, None
        first = min(self._quoted, default=None)
        self.sentence = 0 if first is None else self._sentence_at(first.start) or 0

    def _sentence_of(self, stop: Stop) -> int | None:
        claim, source = self.claim, self.source
        if claim is None or source is None or source.article is None:
            return None
        span = stop.passage
        if stop.entry is not None:
            found = placement(self.dossier, claim.evidence[stop.entry])
            span = found.span if found.state is State.FOUND else None
        return None if span is None else self._sentence_at(span.start)

    def to_offset(self, offset: int) -> None:
        """Put the cursor in the article on the sentence at an offset."""
        number = self._sentence_at(offset)
        if number is not None:
            self.sentence, self.stretch = number, None

    def _sentence_at(self, offset: int) -> int | None:
        """The sentence at an offset of the article, else the next one."""
        sentences = self.source.article.sentences if self.source and self.source.article else ()
        number = bisect_right(sentences, offset, key=lambda sentence: sentence.end)
        return min(number, len(sentences) - 1) if sentences else None

    @property
    def is_at_passage(self) -> bool:
        """Whether the card's passage is marked in the article; so it is, too, where the card has none."""
        stop, claim = self.stop, self.claim
        if stop is None or claim is None or stop.entry is None or claim.evidence[stop.entry].quote is None:
            return True
        return self._sentence_of(stop) is not None

    @property
    def entry(self) -> int | None:
        """The place in its claim of the evidence under the cursor; None where there is none."""
        if self.pane is Pane.EVIDENCE:
            return self.stop.entry if self.stop is not None else None
        return next(iter(self.evidence_at_sentence()), None) if self.pane is Pane.ARTICLE else None

    @property
    def quoted(self) -> tuple[Source, str] | None:
        """The words under the cursor with their source: a quote, a proposed passage, what is marked in the article."""
        claim, stop = self.claim, self.stop
        span: Span | None = None
        if self.pane is Pane.ARTICLE:
            source, span = self.source, self.marked
        elif self.pane is Pane.EVIDENCE and stop is not None and claim is not None:
            source, span = self.dossier.sources.get(stop.source), stop.passage
            quote = claim.evidence[stop.entry].quote if stop.entry is not None else None
            if source is not None and quote is not None:
                return source, quote.exact
        else:
            return None
        if source is None or source.article is None or span is None:
            return None
        return source, source.article.text[span.start : span.end]

    def evidence_at_sentence(self) -> list[int]:
        """The claim's evidence whose passage touches the sentence under the cursor."""
        claim, source, sentence = self.claim, self.source, self.sentence_span
        if claim is None or source is None or sentence is None:
            return []
        found = []
        for at, entry in enumerate(claim.evidence):
            span = placement(self.dossier, entry).span if entry.source == source.id else None
            if span is not None and span.start < sentence.end and sentence.start < span.end:
                found.append(at)
        return found

    @property
    def sentence_span(self) -> Span | None:
        """The sentence under the cursor in the article."""
        sentences = self.source.article.sentences if self.source and self.source.article else ()
        return sentences[min(self.sentence, len(sentences) - 1)] if sentences else None

    @property
    def marked(self) -> Span | None:
        """What a stance key takes in the article: the stretch that is marked, else the sentence under the cursor."""
        return self.sentence_span if self.stretch is None else self.stretch.span

    def reach(self, step: int, *, words: bool) -> None:
        """Move the moving end of what is marked in the article by a sentence or a word."""
        article = self.source.article if self.source else None
        sentence = self.sentence_span
        if article is None or sentence is None:
            return
        stretch = self.stretch or Stretch(sentence.start, sentence.end)
        self.stretch = (by_word if words else by_sentence)(article, stretch, step)

    def turn(self) -> None:
        """Move the other end of what is marked from now on."""
        sentence = self.sentence_span
        if sentence is not None:
            self.stretch = (self.stretch or Stretch(sentence.start, sentence.end)).turned

    @property
    def passages(self) -> list[Span]:
        """The passages of the claim in the article, evidence and proposed ones, in the order of the text."""
        return sorted([*self._quoted, *self.proposed])

    @property
    def _quoted(self) -> list[Span]:
        """Where the claim's evidence stands in the article."""
        entries = (
            [entry for entry in self.claim.evidence if entry.source == self.source.id]
            if self.claim and self.source
            else []
        )
        return [span for entry in entries if (span := placement(self.dossier, entry).span) is not None]

    @property
    def proposed(self) -> list[Span]:
        """The passages that search proposes in the article and that are no evidence, be the source settled or not."""
        if self.source is None or self.claim is None:
            return []
        quoted = self._quoted
        spans = [candidate.span for candidate in self.proposer.of(self.claim, self.source)]
        return [span for span in spans if not any(at.start < span.end and span.start < at.end for at in quoted)]

    def move_passage(self, step: int) -> bool:
        """Go to the next passage of the claim in the article, or the one before; whether there is one."""
        sentence = self.sentence_span
        numbers = sorted({number for span in self.passages if (number := self._sentence_at(span.start)) is not None})
        if sentence is None or not numbers:
            return False
        ahead = [number for number in numbers if (number > self.sentence if step > 0 else number < self.sentence)]
        if ahead:
            self.sentence, self.stretch = ahead[0 if step > 0 else -1], None
        return bool(ahead)

    def move_sentence(self, step: int) -> None:
        """Move the cursor in the article by sentences."""
        self.to_sentence(max(0, self.sentence + step))

    def to_sentence(self, number: int) -> None:
        """Put the cursor in the article on a sentence; counted from the end where it is negative."""
        count = len(self.source.article.sentences) if self.source and self.source.article else 0
        self.stretch = None
        self.sentence = max(0, min(number if number >= 0 else count + number, count - 1))

    def find_claim(self, words: str) -> bool:
        """Put the cursor on the next claim that mentions some words, round the end; whether there is one."""
        claims = self.dossier.claims
        row = next_where(len(self.shown), self.row, lambda row: mentions(claims[self.shown[row]], words))
        if row is not None:
            self.to_row(row)
        return row is not None

    def look_for(self, words: str) -> bool:
        """Propose passages of all sources for some words; without words, for the claim again. Whether there are any."""
        self.proposer.words = words
        proposals = self.proposals
        if not proposals.found:
            self.proposer.words = ""
            return False
        first = proposals.found[0]
        self.stop = Stop(first, None, proposals.passages[first][0].span)
        return True

    def find_sentence(self, words: str) -> bool:
        """Put the cursor on the next sentence with some words, round the end; whether there is one."""
        article = self.source.article if self.source else None
        if article is None:
            return False
        wanted = fold(words).text.casefold()
        texts = [fold(article.text[start:end]).text.casefold() for start, end in article.sentences]
        at = next_where(len(texts), self.sentence, lambda number: wanted in texts[number])
        if at is not None:
            self.sentence, self.stretch = at, None
        return at is not None
