"""Where the reviewer is: which claims are shown, which one is looked at, which card, which sentence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from tui.dossier.model import Claim, Dossier, Source, Stance
from tui.dossier.problems import Refused
from tui.dossier.quotes import State, fold, place, select
from tui.evidence.coverage import placement
from tui.review.decisions import Decision, MarkSilent, Restance, Take, TakeOut
from tui.review.queue import Filter, mentions, next_where
from tui.screens.cards import Stop


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
        return moved

    def settle_stop(self, stops: list[Stop]) -> None:
        """Keep the card cursor on its card after a change, else on the nearest thing to it."""
        if self.stop in stops:
            pass
        elif self.stop is not None and stops:
            source = self.stop.source
            same = (stop for stop in stops if stop.source == source)
            self.stop = next(same, stops[min(len(stops) - 1, self.stop.entry or 0)])
        else:
            self.stop = stops[0] if stops else None
        if self.stop is not None and self.pane is not Pane.ARTICLE:
            self.to_source(self.stop)

    def to_source(self, stop: Stop) -> None:
        """Show the article of a card, at its passage; of an open or silent source, at the start."""
        other = stop.source != self.source_id
        self.source_id = stop.source
        passage = self._sentence_of(stop)
        if passage is not None:
            self.sentence = passage
        elif other:
            self.sentence = 0

    def _sentence_of(self, stop: Stop) -> int | None:
        claim, source = self.claim, self.source
        if claim is None or source is None or source.article is None or stop.entry is None:
            return None
        found = placement(self.dossier, claim.evidence[stop.entry])
        if found.state is not State.FOUND or found.span is None:
            return None
        sentences = source.article.sentences
        number = bisect_right(sentences, found.span.start, key=lambda sentence: sentence.end)
        return min(number, len(sentences) - 1) if sentences else None

    @property
    def is_at_passage(self) -> bool:
        """Whether the card's passage is marked in the article; so it is, too, where the card has none."""
        stop, claim = self.stop, self.claim
        if stop is None or claim is None or stop.entry is None or claim.evidence[stop.entry].quote is None:
            return True
        return self._sentence_of(stop) is not None

    def evidence_at_sentence(self) -> list[int]:
        """The claim's evidence whose passage touches the sentence under the cursor."""
        claim, source = self.claim, self.source
        if claim is None or source is None or source.article is None or not source.article.sentences:
            return []
        sentence = source.article.sentences[self.sentence]
        found = []
        for at, entry in enumerate(claim.evidence):
            span = placement(self.dossier, entry).span if entry.source == source.id else None
            if span is not None and span.start < sentence.end and sentence.start < span.end:
                found.append(at)
        return found

    def move_sentence(self, step: int) -> None:
        """Move the cursor in the article by sentences."""
        source = self.source
        count = len(source.article.sentences) if source and source.article else 0
        self.sentence = max(0, min(self.sentence + step, count - 1))

    def find_claim(self, words: str) -> bool:
        """Put the cursor on the next claim that mentions some words, round the end; whether there is one."""
        claims = self.dossier.claims
        row = next_where(len(self.shown), self.row, lambda row: mentions(claims[self.shown[row]], words))
        if row is not None:
            self.to_row(row)
        return row is not None

    def find_sentence(self, words: str) -> bool:
        """Put the cursor on the next sentence with some words, round the end; whether there is one."""
        article = self.source.article if self.source else None
        if article is None:
            return False
        wanted = fold(words).text.casefold()
        texts = [fold(article.text[start:end]).text.casefold() for start, end in article.sentences]
        at = next_where(len(texts), self.sentence, lambda number: wanted in texts[number])
        if at is not None:
            self.sentence = at
        return at is not None

    def stance_decision(self, stance: Stance) -> Decision:
        """What a stance key means here; Refused, in words, where it means nothing."""
        claim, source = self.claim, self.source
        if claim is None or self.pane is Pane.CLAIMS:
            raise Refused("a stance is given to a passage: Enter goes to the evidence, and from there to the article")
        if self.pane is Pane.EVIDENCE:
            if self.stop is None or self.stop.entry is None:
                raise Refused("nothing is quoted here yet: Enter opens the article, mark a sentence there")
            return Restance(claim.id, self.stop.entry, stance)
        if source is None or source.article is None or not source.article.sentences:
            raise Refused("there is no sentence here")
        existing = self.evidence_at_sentence()
        if existing:
            return Restance(claim.id, existing[0], stance)
        sentence = source.article.sentences[self.sentence]
        quote = select(source.article, sentence)
        found = place(source.article, quote).span
        if found is not None and not (found.start <= sentence.start and sentence.end <= found.end):
            raise Refused("these words stand in another place too, and nothing beside them tells the two apart")
        return Take(claim.id, source.id, stance, quote)

    def drop_decision(self) -> Decision:
        """What ``d`` means here: an open source is recorded as silent, an entry is taken out."""
        claim, source = self.claim, self.source
        if claim is None or self.pane is Pane.CLAIMS:
            raise Refused("go to a source first: Enter goes to the evidence")
        if self.pane is Pane.EVIDENCE and self.stop is not None:
            if self.stop.entry is not None:
                return TakeOut(claim.id, self.stop.entry)
            return MarkSilent(claim.id, self.stop.source)
        if source is None:
            raise Refused("there is no source here")
        existing = self.evidence_at_sentence()
        if existing:
            return TakeOut(claim.id, existing[0])
        silent = (at for at, e in enumerate(claim.evidence) if e.source == source.id and e.stance is Stance.SILENT)
        index = next(silent, None)
        return MarkSilent(claim.id, source.id) if index is None else TakeOut(claim.id, index)
