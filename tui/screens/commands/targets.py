"""The decision that a key about a stance stands for, given where the cursor is."""

from __future__ import annotations

from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Source, Stance
from tui.dossier.values.problems import Refused
from tui.dossier.values.quotes import locate, select
from tui.review.decisions import Decision, MarkSilent, Restance, Take, TakeOut
from tui.screens.desk.view import Pane, View
from tui.screens.keys.keymap import Keymap


def stance_decision(view: View, stance: Stance, keys: Keymap) -> Decision:
    """The decision of a stance key: a new stance of evidence, or evidence made of a passage. May raise Refused."""
    claim, source, item = view.claim, view.article.source, view.item
    if claim is None or view.pane is Pane.CLAIMS:
        raise Refused(
            f"a stance is given to a passage: {keys['place.enter']} goes to the evidence, and from there to the article"
        )
    if view.pane is Pane.EVIDENCE:
        if item is not None and item.entry is not None:
            return Restance(claim.id, item.entry, stance)
        if item is not None and item.group:
            raise Refused(_many_at_once(keys))
        if item is None or item.passage is None:
            raise Refused(f"nothing is quoted here yet: {keys['place.enter']} opens the article, mark a sentence there")
        return _take(claim, view.dossier.sources[item.source], item.passage, stance)
    marked = view.article.marked
    if source is None or marked is None:
        raise Refused("there is no sentence here")
    existing = view.article.evidence_at_sentence(view.claim)
    if existing and view.article.selection is None:
        return Restance(claim.id, existing[0], stance)
    return _take(claim, source, marked, stance)


def _many_at_once(keys: Keymap) -> str:
    return f"this line stands for many sources: {keys['find.more']} shows them one by one"


def _take(claim: Claim, source: Source, span: Span, stance: Stance) -> Take:
    if source.article is None:
        raise Refused("the article can't be read")
    quote = select(source.article, span)
    found = locate(source.article, quote).span
    if found is not None and not (found.start <= span.start and span.end <= found.end):
        raise Refused("these words stand in another place too, and nothing beside them tells the two apart")
    return Take(claim.id, source.id, stance, quote)


def drop_decision(view: View, keys: Keymap) -> Decision:
    """The decision of the drop key: an open source becomes silent, evidence is taken out. May raise Refused."""
    claim, source = view.claim, view.article.source
    if claim is None or view.pane is Pane.CLAIMS:
        raise Refused(f"go to a source first: {keys['place.enter']} goes to the evidence")
    if view.pane is Pane.EVIDENCE and view.item is not None:
        if view.item.entry is not None:
            return TakeOut(claim.id, view.item.entry)
        if view.item.group:
            raise Refused(_many_at_once(keys))
        return MarkSilent(claim.id, view.item.source)
    if source is None:
        raise Refused("there is no source here")
    existing = view.article.evidence_at_sentence(view.claim)
    if existing:
        return TakeOut(claim.id, existing[0])
    silent = (at for at, e in enumerate(claim.evidence) if e.source == source.id and e.stance is Stance.SILENT)
    index = next(silent, None)
    return MarkSilent(claim.id, source.id) if index is None else TakeOut(claim.id, index)
