"""Two passages of a claim over the review, with what differs between them marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Dossier, Evidence
from tui.evidence.differences import Comparison, compare, nearest_first
from tui.screens.sheets.dialogs import Dialog
from tui.screens.widgets.marks import MARKS
from tui.screens.widgets.text_layout import Line, Mark, beside, flow

BESIDE = 80
"""The width in cells from which the passages stand beside each other: that of the sheet in a terminal of 90."""
GAP = "   "


class Passage(NamedTuple):
    """Words of a source, and the evidence that they are, if they are."""

    source: str
    text: str
    entry: Evidence | None = None

    @classmethod
    def of(cls, entry: Evidence) -> Passage:
        """The passage that a piece of evidence quotes."""
        return cls(entry.source, entry.quote.exact if entry.quote else "", entry)


def others(claim: Claim, but: int | None) -> list[Passage]:
    """The quotes of a claim but for that of one entry."""
    return [Passage.of(entry) for at, entry in enumerate(claim.evidence) if entry.quote is not None and at != but]


class Differences(Dialog[None]):
    """A passage beside each other quote of its claim, one at a time: something to look at, nothing to decide."""

    TITLE = "Differences"
    HINT = "j k other quotes · PgDn scrolls · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down,right,equals_sign", "other(1)", "next", priority=True),
        Binding("k,up,left", "other(-1)", "previous", priority=True),
        Binding("escape,q", "answer('')", "close", priority=True),
    ]

    def __init__(self, dossier: Dossier, passage: Passage, compared: Sequence[Passage]) -> None:
        super().__init__()
        self._dossier, self._passage, self._others = dossier, passage, compared
        self._order = nearest_first(passage.text, [other.text for other in compared])
        self._at = 0
        """Which of the others is shown, counted from the nearest."""

    def action_other(self, step: int) -> None:
        """Show the next of the other quotes, round the end, from its beginning."""
        self._at = (self._at + step) % len(self._order)
        self._sheet.scroll_lines(-self._sheet.top)
        self._sheet.show(self.layout_lines)

    def layout_lines(self, width: int) -> list[Line]:
        """Which of how many it is, the two passages, and how many of their words are the same."""
        other = self._others[self._order[self._at]]
        found = compare(self._passage.text, other.text)
        which = f"beside {self._at + 1:,} of {len(self._order):,} other quotes of this claim, the nearest first"
        lines = [*flow(which, width, "dim"), []]
        half = (width - len(GAP)) // 2
        room = half if width >= BESIDE else width
        head, other_head = (list(self._head(passage, room)) for passage in (self._passage, other))
        text, other_text = _text(self._passage, found.one, room), _text(other, found.other, room)
        if width >= BESIDE:
            lines += [*beside(head, other_head, half, GAP), *beside(text, other_text, half, GAP)]
        else:
            lines += [*head, *text, [], *other_head, *other_text]
        return [*lines, [], *flow(told(found), width, "strong")]

    def _head(self, passage: Passage, width: int) -> Iterator[Line]:
        """Whose a passage is, when it was published, what it is to the claim and who said it."""
        source, entry = self._dossier.sources.get(passage.source), passage.entry
        name = self._dossier.names.get(passage.source, passage.source)
        yield from flow(" · ".join(filter(None, (name, source.published if source else ""))), width, "strong")
        state = entry.stance.value if entry is not None else "open"
        yield from flow(f"{MARKS[state]} {state if entry is not None else 'not judged yet'}", width, state)
        if entry is not None and (entry.attributed_to or entry.as_of):
            said = f"said by {entry.attributed_to}" if entry.attributed_to else ""
            held = f"as of {entry.as_of}" if entry.as_of else ""
            yield from flow(" · ".join(filter(None, (said, held))), width, "dim")


def _text(passage: Passage, marks: Sequence[Span], width: int) -> list[Line]:
    """The words of a passage, with those marked that differ."""
    return flow(passage.text, width, "", [Mark(start, end, "differs") for start, end in marks])


def told(found: Comparison) -> str:
    """How much of two texts is the same, in words."""
    same, words = found.same, found.words
    if not words:
        return "there is no word to compare"
    shares = {0: f"none of {words:,} words is the same", words: f"all {words:,} words are the same"}
    share = shares.get(same, f"{same:,} of {words:,} words {'is' if same == 1 else 'are'} the same")
    return f"{share}; only the first {words:,} words are compared" if found.is_cut else share
