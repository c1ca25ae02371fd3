"""The sheet that compares two passages of a claim and marks the words that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Dossier, Evidence
from tui.evidence.differences import Comparison, compare, nearest_first
from tui.screens.sheets.modal import Dialog
from tui.screens.widgets.marks import MARKS
from tui.screens.widgets.text_layout import Line, Mark, beside, flow

BESIDE = 80
"""The width in cells from which the passages stand side by side: the sheet's width in a terminal of 90 cells."""
GAP = "   "


class Passage(NamedTuple):
    """Words of a source, with the piece of evidence that quotes them; None where no evidence does."""

    source: str
    text: str
    entry: Evidence | None = None

    @classmethod
    def of(cls, entry: Evidence) -> Passage:
        """Return the passage that a piece of evidence quotes."""
        return cls(entry.source, entry.quote.exact if entry.quote else "", entry)


def others(claim: Claim, excluded: int | None) -> list[Passage]:
    """Return the quotes of a claim except that of the entry at an index."""
    return [Passage.of(entry) for at, entry in enumerate(claim.evidence) if entry.quote is not None and at != excluded]


class CompareSheet(Dialog[None]):
    """A passage beside the other quotes of its claim, one at a time. The sheet decides nothing."""

    TITLE = "Differences"
    HINT = "j k other quotes · PgDn scrolls · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down,right,equals_sign", "other(1)", "next", priority=True),
        Binding("k,up,left", "other(-1)", "previous", priority=True),
        Binding("escape,q", "answer('')", "close", priority=True),
    ]

    def __init__(self, dossier: Dossier, passage: Passage, compared: Sequence[Passage]) -> None:
        super().__init__(self.layout_lines)
        self._dossier, self._passage, self._others = dossier, passage, compared
        self._order = nearest_first(passage.text, [other.text for other in compared])
        self._at = 0
        """Rank of the shown quote, counted from the nearest."""

    def action_other(self, step: int) -> None:
        """Show the next or previous quote from its beginning; the last is followed by the first."""
        self._at = (self._at + step) % len(self._order)
        self._sheet.scroll_lines(-self._sheet.top)
        self._sheet.show(self.layout_lines)

    def layout_lines(self, width: int) -> list[Line]:
        """Lay out the rank of the shown quote, the two passages, and how many of their words are the same."""
        rank = f"beside {self._at + 1:,} of {len(self._order):,} other quotes of this claim, the nearest first"
        other = self._others[self._order[self._at]]
        return [*flow(rank, width, "dim"), [], *_compared(self._dossier, self._passage, other, width)]


def _compared(dossier: Dossier, passage: Passage, other: Passage, width: int) -> list[Line]:
    """Lay two passages out, side by side where the width allows, and below the share of words that are the same."""
    comparison = compare(passage.text, other.text)
    half = (width - len(GAP)) // 2
    room = half if width >= BESIDE else width
    head, other_head = (list(_head(dossier, one, room)) for one in (passage, other))
    text, other_text = _text(passage, comparison.one, room), _text(other, comparison.other, room)
    if width >= BESIDE:
        lines = [*beside(head, other_head, half, GAP), *beside(text, other_text, half, GAP)]
    else:
        lines = [*head, *text, [], *other_head, *other_text]
    return [*lines, [], *flow(describe_comparison(comparison), width, "strong")]


def _head(dossier: Dossier, passage: Passage, width: int) -> Iterator[Line]:
    """Lay out the source of a passage with its day, the stance, and the speaker with the day of the words."""
    source, entry = dossier.sources.get(passage.source), passage.entry
    name = dossier.names.get(passage.source, passage.source)
    yield from flow(" · ".join(filter(None, (name, source.published if source else ""))), width, "strong")
    state = entry.stance.value if entry is not None else "open"
    yield from flow(f"{MARKS[state]} {state if entry is not None else 'not judged yet'}", width, state)
    if entry is not None and (entry.attributed_to or entry.as_of):
        said = f"said by {entry.attributed_to}" if entry.attributed_to else ""
        held = f"as of {entry.as_of}" if entry.as_of else ""
        yield from flow(" · ".join(filter(None, (said, held))), width, "dim")


def _text(passage: Passage, marks: Sequence[Span], width: int) -> list[Line]:
    """Lay out the words of a passage and mark those that differ."""
    return flow(passage.text, width, "", [Mark(start, end, "differs") for start, end in marks])


def describe_comparison(comparison: Comparison) -> str:
    """Say in words how many words of two texts are the same."""
    same, words = comparison.same, comparison.words
    if not words:
        return "there is no word to compare"
    shares = {0: f"none of {words:,} words is the same", words: f"all {words:,} words are the same"}
    share = shares.get(same, f"{same:,} of {words:,} words {'is' if same == 1 else 'are'} the same")
    return f"{share}; only the first {words:,} words are compared" if comparison.is_cut else share
