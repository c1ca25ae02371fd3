"""A claim with its evidence, as lines: two columns of cards, then context, open and silent. Pure layout, no widget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from tui.dossier.model import Claim, Dossier, Evidence, Source, Stance
from tui.dossier.quotes import State
from tui.dossier.text import clean, clean_line
from tui.evidence.cautions import cautions
from tui.evidence.coverage import (
    Standing,
    entries_of,
    mixed_sources,
    open_sources,
    placement,
    stale_reasons,
    standing,
    tally,
)
from tui.evidence.origins import told_origins
from tui.screens.layout import Line, Mark, Piece, beside, fitted, flow, flow_line

MARKS = {"supports": "✓", "contradicts": "✗", "context": "≈", "silent": "–", "open": "?", "mixed": "±"}
STANDING_MARKS = {Standing.UNREVIEWED: "·", Standing.REVIEWED: "■", Standing.STALE: "!"}
TWO_COLUMNS = 56
"""The width in cells from which supports and contradicts stand side by side."""
GAP = 2
BAR, CURSOR_BAR = "▎ ", "▌ "
"""What stands before the lines of a card, and of the one under the cursor: it is seen without colours too."""


class Stop(NamedTuple):
    """Something that the cursor can stand on, however it is laid out: a piece of evidence, or an open source."""

    source: str
    entry: int | None
    """The place of the evidence in its claim; None for an open source."""


class Column(IntEnum):
    """The columns of cards."""

    LEFT = 0
    RIGHT = 1
    WHOLE = 2
    """As wide as the pane: context, open, silent, and all in a pane with room for one column."""


class Place(NamedTuple):
    """Where a stop is on the page, in lines and cells."""

    top: int
    bottom: int
    left: int
    right: int
    column: Column


@dataclass
class Page:
    """A claim laid out at a width."""

    lines: list[Line] = field(default_factory=list)
    places: dict[Stop, Place] = field(default_factory=dict)

    @property
    def stops(self) -> list[Stop]:
        """The stops in the order of reading: by column within the cards, then downwards."""
        return list(self.places)

    def below(self, stop: Stop, step: int) -> Stop:
        """The stop under one (or above it, with a step of -1): in its column, then what is as wide as the pane."""
        columns = {place.column for place in self.places.values()}
        own = self.places[stop].column
        if own is Column.WHOLE:
            own = Column.LEFT if Column.LEFT in columns else Column.RIGHT
        reached = [at for at, place in self.places.items() if place.column in {own, Column.WHOLE}]
        at = reached.index(stop) + step
        return reached[at] if 0 <= at < len(reached) else stop

    def beside(self, stop: Stop, column: int) -> Stop:
        """The nearest stop in the other column, or beside one in a line of sources; else the same."""
        here = self.places[stop]
        others = [
            (abs(place.top - here.top), abs(place.left - here.left), other)
            for other, place in self.places.items()
            if (place.left > here.left if column else place.left < here.left)
            and (place.column is not here.column or place.top == here.top)
        ]
        return min(others, key=lambda found: found[:2])[2] if others else stop


def page(dossier: Dossier, claim: Claim, width: int) -> Page:
    """Lay out a claim."""
    result = Page()
    result.lines += _head(dossier, claim, width)
    result.lines.append([])
    if width >= TWO_COLUMNS:
        first = _first_width(claim, width - GAP)
        left = _cards(dossier, claim, Stance.SUPPORTS, first, Column.LEFT)
        right = _cards(dossier, claim, Stance.CONTRADICTS, width - GAP - first, Column.RIGHT)
        top = len(result.lines)
        result.lines += beside(left.lines, right.lines, first, " " * GAP)
        _place(result, left, top, 0)
        _place(result, right, top, first + GAP)
        result.lines.append([])
    else:
        for stance in (Stance.SUPPORTS, Stance.CONTRADICTS):
            _append(result, _cards(dossier, claim, stance, width, Column.WHOLE))
    if entries_of(claim, Stance.CONTEXT):
        _append(result, _cards(dossier, claim, Stance.CONTEXT, width, Column.WHOLE))
    unsettled = [Stop(source, None) for source in open_sources(dossier, claim)]
    silent = [Stop(e.source, at) for at, e in enumerate(claim.evidence) if e.stance is Stance.SILENT]
    for name, stops in (("open", unsettled), ("silent", silent)):
        if stops:
            _append(result, _row(dossier, name, stops, width))
    return result


def _first_width(claim: Claim, width: int) -> int:
    """The width of the left column: half, but less or more where one of the two has nothing to show."""
    has = [bool(entries_of(claim, stance)) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)]
    return width // 2 if has[0] == has[1] else width * 7 // 10 if has[0] else width * 3 // 10


def _append(result: Page, part: Page) -> None:
    _place(result, part, len(result.lines), 0)
    result.lines += [*part.lines, []]


def _place(result: Page, part: Page, down: int, right: int) -> None:
    for stop, at in part.places.items():
        result.places[stop] = Place(at.top + down, at.bottom + down, at.left + right, at.right + right, at.column)


def verdict_line(dossier: Dossier, claim: Claim) -> Line:
    """The state of a claim in one line: a mark, a word, and who said so when."""
    state = standing(dossier, claim)
    verdict = claim.verdict
    if verdict is None:
        return [Piece(f"{STANDING_MARKS[state]} {state}", state.value)]
    when = verdict.reviewed.replace("T", " ").removesuffix("Z")
    signed = ", ".join(clean_line(part) for part in (verdict.reviewer, when) if part)
    pieces = [Piece(f"{STANDING_MARKS[state]} {clean_line(verdict.rating)}", f"{state.value} strong")]
    return [*pieces, Piece(f"  {signed}" if signed else "", "dim")]


def _head(dossier: Dossier, claim: Claim, width: int) -> Iterator[Line]:
    yield from flow(claim.text, width, "title")
    about = [f"claimed by {claim.claimant}" if claim.claimant else "", claim.date, *(f"#{tag}" for tag in claim.tags)]
    yield from flow(" · ".join(filter(None, [claim.id, *about])), width, "dim")
    if claim.made_in is not None:
        source = dossier.sources[claim.made_in.source].name if claim.made_in.source in dossier.sources else ""
        words = f": “{claim.made_in.quote.exact}”" if claim.made_in.quote else ""
        yield from flow(f"made in {source}{words}", width, "dim")
    if origins := told_origins(dossier, claim):
        yield from flow(origins, width, "dim")
    yield from flow_line(verdict_line(dossier, claim), width, 2)
    if claim.verdict is not None:
        for line in clean(claim.verdict.rationale).splitlines():
            yield from _indented(flow(line, width - 2, "note"))
    for reason in stale_reasons(dossier, claim):
        yield from _indented(flow(f"stale: {reason}", width - 2, "stale"))
    for caution in cautions(dossier, claim):
        if caution.code != "open-sources":  # they are listed below
            yield from _indented(flow(f"caution: {caution.message}", width - 2, "caution"))


def _indented(lines: Iterable[Line], margin: str = "  ", style: str = "") -> Iterator[Line]:
    return ([Piece(margin, style), *line] for line in lines)


def _cards(dossier: Dossier, claim: Claim, stance: Stance, width: int, column: Column) -> Page:
    """The cards of one stance, one for each source, below a heading."""
    result = Page()
    count = tally(claim, stance)
    result.lines.append(fitted([Piece(f"{MARKS[stance]} {stance} {count}", f"{stance} strong")], width))
    entries = [(at, entry) for at, entry in enumerate(claim.evidence) if entry.stance is stance]
    if not entries:
        result.lines.append([Piece("  none", "dim")])
    order = list(dict.fromkeys(entry.source for _, entry in entries))
    entries.sort(key=lambda item: order.index(item[1].source))
    mixed = mixed_sources(claim)
    for source_id, group in groupby(entries, key=lambda item: item[1].source):
        source = dossier.sources.get(source_id)
        if result.places:
            result.lines.append([])
        top = len(result.lines)
        result.lines += _card_head(source, source_id, width, mixed=source_id in mixed, stance=stance)
        for at, entry in group:
            result.lines += _indented(_passage(dossier, source, entry, width - 2), BAR, stance.value)
            result.places[Stop(source_id, at)] = Place(top, len(result.lines), 0, width, column)
            top = len(result.lines)
    return result


def _card_head(source: Source | None, source_id: str, width: int, *, mixed: bool, stance: Stance) -> Iterator[Line]:
    name = clean_line(source.name if source else source_id)
    about = " · ".join(clean_line(part) for part in (source.kind, source.published) if part) if source else ""
    head = [Piece(BAR, stance.value), Piece(name, "strong")]
    if about and cell_len(name) + cell_len(about) + 4 <= width:
        yield [*head, Piece(f"  {about}", "dim")]
    else:
        yield fitted(head, width)
        if about:
            yield fitted([Piece(BAR, stance.value), Piece(about, "dim")], width)
    if mixed:
        words = f"{MARKS['mixed']} mixed: supports and contradicts"
        yield fitted([Piece(BAR, stance.value), Piece(words, "mixed")], width)


def _passage(dossier: Dossier, source: Source | None, entry: Evidence, width: int) -> Iterator[Line]:
    """A piece of evidence: the quote inside its sentence, whose words they are, when they held, and the note."""
    found = placement(dossier, entry)
    exact = entry.quote.exact if entry.quote else ""
    if found.span is not None and source is not None and source.article is not None:
        text = source.article.text
        around = source.article.sentences_around(found.span)
        mark = Mark(found.span.start - around.start, found.span.end - around.start, "quote")
        yield from flow(text[around.start : around.end], width, "dim", [mark])
    else:
        yield from flow(f"“{exact}”", width, "quote")
        if found.state is State.AMBIGUOUS:
            yield from flow(f"! in {found.places} places of the article: not marked there", width, "stale")
        else:
            yield from flow("! NOT FOUND in the article", width, "error")
    said = f"said by {entry.attributed_to}" if entry.attributed_to else ""
    held = f"as of {entry.as_of}" if entry.as_of else ""
    if said or held:
        yield from flow(" · ".join(filter(None, (said, held))), width, "strong")
    if entry.translation:
        yield from flow(f"in translation: {entry.translation}", width, "note")
    if entry.note:
        yield from flow(f"note: {entry.note}", width, "note")


def _row(dossier: Dossier, name: str, stops: Sequence[Stop], width: int) -> Page:
    """Sources without a passage, side by side."""
    result = Page(lines=[[Piece(f"{MARKS[name]} {name} {len(stops)}:", f"{name} strong")]])
    used = len(name) + len(str(len(stops))) + 4
    for number, stop in enumerate(stops):
        label = clean_line(dossier.sources[stop.source].name if stop.source in dossier.sources else stop.source)
        text = label + ("," if number < len(stops) - 1 else "")
        if cell_len(text) > width - 3:
            text = "".join(piece.text for piece in fitted([Piece(text)], width - 3))
        cells = cell_len(text)
        if used + 1 + cells > width:
            result.lines.append([Piece("  ")])
            used = 2
        top = len(result.lines) - 1
        result.lines[-1] += [Piece(" "), Piece(text, name)]
        result.places[stop] = Place(top, top + 1, used, used + 1 + cells, Column.WHOLE)
        used += 1 + cells
    return result


def highlighted(line: Line, place: Place, style: str) -> Line:
    """A line with one more style between two columns of cells, and with the cursor's mark at their start."""
    out: Line = []
    at = 0
    for piece in line:
        text = piece.text
        cells = cell_len(text)
        if place.left <= at and at + cells <= place.right:
            if at == place.left and text in {BAR, " "}:
                text = CURSOR_BAR[: len(text)]
            out.append(Piece(text, f"{piece.style} {style}".strip()))
        else:
            out.append(piece)
        at += cells
    if at < place.right:
        start = max(at, place.left)
        out += [Piece(" " * (start - at)), Piece(" " * (place.right - start), style)]
    return out
