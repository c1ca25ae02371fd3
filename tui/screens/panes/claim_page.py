"""Layout of a claim with its evidence: two columns of cards, then context, open and silent sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Dossier, Evidence, Stance, Verdict
from tui.dossier.values.quotes import QuoteState
from tui.dossier.values.text import clean, clean_line
from tui.evidence.cautions import cautions
from tui.evidence.coverage import (
    MANY,
    Standing,
    entries_of,
    mixed_sources,
    placement,
    stale_reasons,
    standing,
    tally,
)
from tui.evidence.figures.comparison import Relation
from tui.evidence.figures.hints import FigureHint, evidence_hints
from tui.evidence.origins.groups import describe_origins
from tui.evidence.search.overlap import overlap
from tui.evidence.search.proposals import Proposals
from tui.screens.panes.items import Item, cards, items_of, silent, unproposed
from tui.screens.panes.page import Column, Extent, Page, card_head, figure_lines, no_article, row_of_sources
from tui.screens.panes.proposal_cards import proposal_cards, row_of_many
from tui.screens.widgets.marks import BAR, MARKS, STANDING_MARKS
from tui.screens.widgets.text_layout import Line, Mark, Piece, beside, fitted, flow, flow_line, indented

TWO_COLUMNS = 56
"""The width in cells from which the columns supports and contradicts stand side by side."""
GAP = 2
NONE = len(f"✗ {Stance.CONTRADICTS} 0")
"""The width in cells of a column without a card."""
NOTHING = Proposals()


def page(dossier: Dossier, claim: Claim, width: int, proposals: Proposals = NOTHING) -> Page:
    """Lay out a claim with its evidence and proposals. The items are those of ``items_of``, in the same order."""
    result = Page()
    result.lines += _head(dossier, claim, width)
    result.lines.append([])
    _add_cards(result, dossier, claim, width)
    if not dossier.sources:
        result.append(Page(lines=flow(no_article(dossier), width, "open")))
    elif not dossier.is_whole:
        words = f"{MARKS['open']} open: which sources are is known when all articles are read"
        result.append(Page(lines=flow(words, width, "open")))
    if proposals.words or proposals.found:
        result.append(proposal_cards(dossier, claim, proposals, width))
    if dossier.is_whole and len(dossier.sources) > MANY:
        result.append(row_of_many(dossier, proposals, width))
    elif dossier.is_whole and not proposals.words:
        result.append(_open_row(dossier, claim, proposals, width))
    result.append(row_of_sources(dossier, "silent", "silent", silent(claim), width))
    return result


def _add_cards(result: Page, dossier: Dossier, claim: Claim, width: int) -> None:
    """Append the cards of all stances to a page: supports beside contradicts where the width allows, then context."""
    if width >= TWO_COLUMNS:
        first = _first_width(claim, width - GAP)
        left = _cards(dossier, claim, Stance.SUPPORTS, first, Column.LEFT)
        right = _cards(dossier, claim, Stance.CONTRADICTS, width - GAP - first, Column.RIGHT)
        top = len(result.lines)
        result.lines += beside(left.lines, right.lines, first, " " * GAP)
        result.add_items(left, top, 0)
        result.add_items(right, top, first + GAP)
        result.lines.append([])
    else:
        for stance in (Stance.SUPPORTS, Stance.CONTRADICTS):
            result.append(_cards(dossier, claim, stance, width, Column.WHOLE))
    if entries_of(claim, Stance.CONTEXT):
        result.append(_cards(dossier, claim, Stance.CONTEXT, width, Column.WHOLE))


def _open_row(dossier: Dossier, claim: Claim, proposals: Proposals, width: int) -> Page:
    """Lay out the open sources without a proposed passage, and advice where no source has one."""
    words = "open, nothing found in" if proposals.passages else "open"
    row = row_of_sources(dossier, "open", words, unproposed(dossier, claim, proposals), width)
    if proposals.passages and not proposals.found and not claim.evidence:
        row.lines += flow("Read an article, record it as silent, or look for other words.", width, "dim")
    return row


def page_of_sources(dossier: Dossier, width: int) -> Page:
    """Lay out the names of all sources, which can be read and described before there is a claim."""
    if not dossier.sources:
        return Page(lines=flow(no_article(dossier), width, "open"))
    result = Page(lines=[[Piece("No claim is shown.", "dim")], []])
    if not dossier.is_whole:
        result.lines += [*flow(no_article(dossier), width, "open"), []]
    result.append(row_of_sources(dossier, "open", "sources", items_of(dossier, None, NOTHING), width))
    return result


def _first_width(claim: Claim, width: int) -> int:
    """Return the width of the left column: half, or more or less where one of the columns has no card."""
    has = [bool(entries_of(claim, stance)) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)]
    return width // 2 if has[0] == has[1] else width - NONE if has[0] else NONE


def _verdict_line(state: Standing, verdict: Verdict) -> Line:
    """Return a verdict in one line: mark, rating, reviewer and time."""
    when = verdict.reviewed.replace("T", " ").removesuffix("Z")
    signed = ", ".join(clean_line(part) for part in (verdict.reviewer, when) if part)
    pieces = [Piece(f"{STANDING_MARKS[state]} {clean_line(verdict.rating)}", f"{state.value} strong")]
    return [*pieces, Piece(f"  {signed}" if signed else "", "dim")]


def _head(dossier: Dossier, claim: Claim, width: int) -> Iterator[Line]:
    yield from flow(claim.text, width, "title")
    about = [f"claimed by {claim.claimant}" if claim.claimant else "", claim.date, *(f"#{tag}" for tag in claim.tags)]
    state = "" if claim.verdict else f"{STANDING_MARKS[Standing.UNREVIEWED]} {Standing.UNREVIEWED}  "
    yield from flow(state + " · ".join(filter(None, [claim.id, *about])), width, "dim")
    if claim.made_in is not None:
        source = dossier.sources[claim.made_in.source].name if claim.made_in.source in dossier.sources else ""
        words = f": “{claim.made_in.quote.exact}”" if claim.made_in.quote else ""
        yield from flow(f"made in {source}{words}", width, "dim")
    origins = describe_origins(dossier, claim) if dossier.is_whole else ""
    if origins:
        yield from flow(origins, width, "dim")
    if claim.verdict is not None:
        yield from flow_line(_verdict_line(standing(dossier, claim), claim.verdict), width, 2)
        for line in clean(claim.verdict.rationale).splitlines():
            yield from indented(flow(line, width - 2, "note"))
    for reason in stale_reasons(dossier, claim):
        yield from indented(flow(f"stale: {reason}", width - 2, "stale"))
    for caution in cautions(dossier, claim) if dossier.is_whole else ():
        if caution.code != "open-sources":  # they are listed below
            yield from indented(flow(f"caution: {caution.message}", width - 2, "caution"))


def _cards(dossier: Dossier, claim: Claim, stance: Stance, width: int, column: Column) -> Page:
    """Lay out the cards of a stance, one for each source, below a heading."""
    result = Page()
    entries = entries_of(claim, stance)
    head = [Piece(f"{MARKS[stance]} {stance} {tally(claim, stance)}", f"{stance} strong")]
    if lost := sum(placement(dossier, entry).state is QuoteState.MISSING for entry in entries):
        head.append(Piece(f"  {lost} not found", "stale"))
    result.lines.append(fitted(head, width))
    if not entries:
        result.lines.append([Piece("  none", "dim")])
    mixed = mixed_sources(claim)
    for source_id, group in cards(claim, stance):
        source = dossier.sources.get(source_id)
        if result.extents:
            result.lines.append([])
        top = len(result.lines)
        name = dossier.names.get(source_id, source_id)
        result.lines += card_head(source, name, width, mixed=source_id in mixed, style=stance.value)
        for at in group:
            result.lines += indented(_passage(dossier, claim, claim.evidence[at], width - 2), BAR, stance.value)
            result.extents[Item(source_id, at)] = Extent(top, len(result.lines), 0, width, column)
            top = len(result.lines)
    return result


def _passage(dossier: Dossier, claim: Claim, entry: Evidence, width: int) -> Iterator[Line]:
    """Lay out a piece of evidence: the quote in its sentence, speaker, day, hints on figures, translation, note."""
    source = dossier.sources.get(entry.source)
    found = placement(dossier, entry)
    exact = entry.quote.exact if entry.quote else ""
    hints = evidence_hints(dossier, claim, entry)
    if found.span is not None and source is not None and source.article is not None:
        around = source.article.sentences_around(found.span)
        text = source.article.text[around.start : around.end]
        yield from flow(text, width, "dim", list(_marks(claim, text, around.start, found.span, hints)))
    else:
        yield from flow(f"“{exact}”", width, "quote")
        if found.state is QuoteState.UNREAD:
            yield from flow(f"{MARKS['open']} its article is not read yet", width, "open")
        elif found.state is QuoteState.AMBIGUOUS:
            yield from flow(f"! in {found.places} places of the article: not marked there", width, "stale")
        else:
            yield from flow("! NOT FOUND in the article", width, "error")
    said = f"said by {entry.attributed_to}" if entry.attributed_to else ""
    held = f"as of {entry.as_of}" if entry.as_of else ""
    if said or held:
        yield from flow(f"— {' · '.join(filter(None, (said, held)))}", width)
    yield from figure_lines(hints, width)
    if entry.translation:
        yield from flow(f"in translation: {entry.translation}", width, "note")
    if entry.note:
        yield from flow(f"note: {entry.note}", width, "note")


def _marks(claim: Claim, text: str, start: int, quoted: Span, hints: Iterable[FigureHint]) -> Iterator[Mark]:
    """Mark a quote in its sentences, which begin at ``start``, with the claim's words and the differing figures."""
    yield Mark(quoted.start - start, quoted.end - start, "quote")
    differing = [hint.theirs.span for hint in hints if hint.relation not in {Relation.AGREES, Relation.OTHER}]
    for span in differing:
        yield Mark(span.start - start, span.end - start, "differs")
    for common in overlap(claim.text, text):
        at = Span(common.start + start, common.end + start)
        if quoted.start <= at.start <= at.end <= quoted.end and not any(
            span.start < at.end and at.start < span.end for span in differing
        ):
            yield Mark(common.start, common.end, "match")
