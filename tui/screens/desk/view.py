"""The reviewer's place in a dossier: the claims that are shown, and the cursor among claims, cards and sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Dossier, Evidence, Source, Stance
from tui.dossier.values.quotes import QuoteState
from tui.evidence.coverage import placement
from tui.evidence.search.proposals import Inquiry, Proposals, Proposer
from tui.review.filters import Filter, mentions
from tui.review.next_claim import next_where
from tui.screens.desk.article_view import ArticleView
from tui.screens.desk.selection import Selection
from tui.screens.keys.table import KeyContext
from tui.screens.panes.article import ArticleState
from tui.screens.panes.items import Item, items_of


class Pane(StrEnum):
    """The panes, in the order of Tab."""

    CLAIMS = "claims"
    EVIDENCE = "evidence"
    ARTICLE = "article"


class Cursor(NamedTuple):
    """The reviewer's place at one moment, as a value."""

    claim: str
    """The id of the claim; empty where none is shown."""
    pane: Pane
    item: Item | None
    article: Article | None
    """The article at that moment; the fields below refer to its text."""
    source: str
    sentence: int
    selection: Selection | None
    search_term: str
    match_index: int
    inquiry: Inquiry


@dataclass
class View:
    """The state that the panes show; commands change it, and nothing here depends on the layout."""

    dossier: Dossier
    article: ArticleView = field(init=False)
    proposer: Proposer = field(default_factory=Proposer)
    filter: Filter = field(default_factory=Filter)
    pane: Pane = Pane.CLAIMS
    shown: tuple[int, ...] = ()
    """The indices of the claims that the filter lets through, in the order of the file."""
    row: int = 0
    """The index in ``shown`` of the claim under the cursor."""
    item: Item | None = None
    postponed: dict[str, None] = field(default_factory=dict)
    """The ids of the postponed claims, in the order in which they were postponed."""
    _settled: list[Item] = field(default_factory=list)
    """The items when the cursor was settled last."""

    def __post_init__(self) -> None:
        self.article = ArticleView(self.dossier)
        self.refilter()

    @property
    def claim(self) -> Claim | None:
        """The claim under the cursor; None where no claim is shown."""
        return self.dossier.claims[self.shown[self.row]] if self.shown else None

    @property
    def cursor(self) -> Cursor:
        """The reviewer's place now, to which :meth:`to_cursor` goes back."""
        view = self.article
        article = view.source.article if view.source else None
        within = (view.source_id, view.sentence, view.selection, view.search_term, view.match_index)
        return Cursor(
            self.claim.id if self.claim else "", self.pane, self.item, article, *within, self.proposer.inquiry
        )

    def to_cursor(self, cursor: Cursor) -> bool:
        """Go back to a place; return whether the filter had to be removed for that.

        In an article that has changed since, the cursor goes to the same sentence number, without a selection.
        """
        hidden = cursor.claim in self.dossier.positions and self.go_to(cursor.claim)
        view = self.article
        self.pane, self.item, view.source_id = cursor.pane, cursor.item, cursor.source
        view.search_term = cursor.search_term
        self.proposer.ask_again(cursor.inquiry)
        if cursor.article == (view.source.article if view.source else None):
            view.sentence, view.selection, view.match_index = cursor.sentence, cursor.selection, cursor.match_index
        else:
            view.to_sentence(cursor.sentence)
        return hidden

    def refilter(self) -> None:
        """Apply the filter. The cursor stays on its claim, else goes to the next claim that is shown."""
        claim = self.claim
        position = self.shown[self.row] if self.shown else 0
        claims = enumerate(self.dossier.claims)
        shown = tuple(at for at, claim in claims if self.filter(self.dossier, claim))
        if shown != self.shown:
            self.shown = shown
            self.row = next((row for row, at in enumerate(shown) if at >= position), max(0, len(shown) - 1))
            if claim is None or self.claim is None or claim.id != self.claim.id:
                self.item = None

    def postpone(self, claim_id: str) -> None:
        """Put a claim at the end of the queue, behind all postponed claims."""
        self.postponed.pop(claim_id, None)
        self.postponed[claim_id] = None

    def adopt(self, dossier: Dossier) -> None:
        """Adopt a later state of the dossier; the cursor stays on its claim, by the claim's id."""
        claim = self.claim
        reread = len(dossier.claims) != len(self.dossier.claims) or dossier.positions is not self.dossier.positions
        before = self.article.source.article if self.article.source else None
        self.dossier = self.article.dossier = dossier
        article = self.article.source.article if self.article.source else None
        if reread:
            self.shown = tuple(range(len(dossier.claims)))
            wanted = dossier.positions.get(claim.id) if claim else None
            self.row = min(self.row, max(0, len(self.shown) - 1)) if wanted is None else wanted
            if article != before:
                self.article.move_sentence(0)
            self.item = None if claim is None else self.item  # without a claim, the item was one of the list of sources
        if self.filter.text or reread:
            self.refilter()
        if (
            before is None
            and article is not None
            and self.item is not None
            and self.item.source == self.article.source_id
        ):
            self.to_source(self.item)

    def go_to(self, claim_id: str) -> bool:
        """Put the cursor on a claim; return whether the filter had to be removed, since it hid the claim."""
        position = self.dossier.positions[claim_id]
        hidden = position not in self.shown
        if hidden:
            self.filter = Filter()
            self.refilter()
        self.to_row(self.shown.index(position))
        return hidden

    @property
    def context(self) -> KeyContext:
        """The context of the cursor, by which footer and help choose their keys."""
        claim, item = self.claim, self.item
        if self.pane is Pane.ARTICLE:
            return KeyContext.ARTICLE
        if claim is None:
            return KeyContext.NONE
        if self.pane is Pane.CLAIMS:
            return KeyContext.CLAIMS
        if item is None or item.entry is None:
            return KeyContext.OPEN
        return KeyContext.SILENT if claim.evidence[item.entry].stance is Stance.SILENT else KeyContext.CARD

    def to_row(self, row: int) -> bool:
        """Put the cursor on a row of the claims; return whether the claim under the cursor changed."""
        row = max(0, min(row, len(self.shown) - 1))
        moved = row != self.row
        self.row = row
        if moved:
            self.item = None
            self.proposer.words = ""
            self.article.search_term, self.article.match_index = "", -1
            if self.pane is Pane.ARTICLE:  # the article was read for the claim before
                self.pane = Pane.EVIDENCE
        return moved

    @property
    def proposals(self) -> Proposals:
        """The passages that search proposes for the claim under the cursor."""
        return self.proposer(self.dossier, self.claim)

    @property
    def items(self) -> list[Item]:
        """The items of the claim's page, in reading order."""
        return items_of(self.dossier, self.claim, self.proposals)

    def settle(self) -> None:
        """Keep the cursor on its item after a change; where the item is gone, go to the one that follows from it."""
        before, items = self._settled, self.items
        self._settled = items
        if self.item in items:
            pass
        elif self.item is not None and items:
            self.item = self._following(self.item, before, items)
        else:
            self.item = items[0] if items else None
        if self.item is not None and self.pane is not Pane.ARTICLE:
            self.to_source(self.item)

    def to_changed(self, before: tuple[Evidence, ...]) -> None:
        """Put the cursor on the first evidence that differs from the evidence ``before``."""
        evidence = self.claim.evidence if self.claim else ()
        changed = (Item(entry.source, at) for at, entry in enumerate(evidence) if entry not in before)
        self.item = next(changed, self.item)

    def to_item_of(self, source: str) -> None:
        """Put the cursor on the first item of a source, if any."""
        self.item = next((item for item in self.items if item.source == source), self.item)

    def has_item_of(self, source: str) -> bool:
        """Whether any item is of a source."""
        return any(item.source == source for item in self.items)

    @staticmethod
    def _following(gone: Item, before: list[Item], items: list[Item]) -> Item:
        """The item after one that is gone: from an open source the next open one, else evidence of its source."""
        at = before.index(gone) if gone in before else len(before)
        later = [*before[at + 1 :], *before[:at]]
        is_open = gone.entry is None
        following = (item for item in later if is_open and item.entry is None and item in items)
        same = (item for item in reversed(items) if item.source == gone.source and (is_open or item.entry is not None))
        return next(following, None) or next(same, items[min(len(items) - 1, gone.entry or 0)])

    def to_source(self, item: Item) -> None:
        """Open the article of an item at its passage; of an open or silent source, at the start."""
        if item.group:
            return
        other = item.source != self.article.source_id
        if other:
            self.article.open(item.source)
        passage = self._sentence_of(item)
        self.article.put(self.article.sentence if passage is None else passage)

    def _sentence_of(self, item: Item) -> int | None:
        claim, source = self.claim, self.article.source
        if claim is None or source is None or source.article is None:
            return None
        span = item.passage
        if item.entry is not None:
            found = placement(self.dossier, claim.evidence[item.entry])
            span = found.span if found.state is QuoteState.FOUND else None
        return None if span is None else self.article.sentence_at(span.start)

    @property
    def is_at_passage(self) -> bool:
        """Whether the cursor's passage is found in its article; True also for an item without a passage."""
        item, claim = self.item, self.claim
        if item is None or claim is None or item.entry is None or claim.evidence[item.entry].quote is None:
            return True
        return self._sentence_of(item) is not None

    @property
    def entry(self) -> int | None:
        """The index of the evidence under the cursor; None where there is none."""
        if self.pane is Pane.EVIDENCE:
            return self.item.entry if self.item is not None else None
        return next(iter(self.article.evidence_at_sentence(self.claim)), None) if self.pane is Pane.ARTICLE else None

    @property
    def quoted(self) -> tuple[Source, str] | None:
        """The words under the cursor with their source: a quote, a proposed passage or the selection."""
        claim, item = self.claim, self.item
        span: Span | None = None
        if self.pane is Pane.ARTICLE:
            source, span = self.article.source, self.article.marked
        elif self.pane is Pane.EVIDENCE and item is not None and claim is not None:
            source, span = self.dossier.sources.get(item.source), item.passage
            quote = claim.evidence[item.entry].quote if item.entry is not None else None
            if source is not None and quote is not None:
                return source, quote.exact
        else:
            return None
        if source is None or source.article is None or span is None:
            return None
        return source, source.article.text[span.start : span.end]

    @property
    def article_state(self) -> ArticleState:
        """The state of the article pane."""
        article, selection = self.article, self.article.selection
        return ArticleState(
            self.dossier,
            article.source,
            self.claim,
            article.marked,
            None if selection is None else selection.head,
            article.proposed(self.claim, self.proposer),
            article.matches,
            article.match_index,
        )

    def move_passage(self, step: int) -> bool:
        """Go to the claim's next passage in the article (-1: the previous one); return whether there is one."""
        return self.article.move_passage(step, self.article.passages(self.claim, self.proposer))

    def find_claim(self, words: str) -> bool:
        """Go to the next claim that mentions some words, round the end; return whether there is one."""
        claims = self.dossier.claims
        row = next_where(len(self.shown), self.row, lambda row: mentions(claims[self.shown[row]], words))
        if row is not None:
            self.to_row(row)
        return row is not None

    def look_for(self, words: str) -> bool:
        """Propose passages for some words, or without words for the claim again; return whether there are any."""
        self.proposer.words = words
        proposals = self.proposals
        if not proposals.found:
            self.proposer.words = ""
            return False
        first = proposals.found[0]
        self.item = Item(first, None, proposals.passages[first][0].span)
        return True
