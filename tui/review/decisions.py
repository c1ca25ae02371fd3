"""Decisions: the things that a reviewer does, each one a value.

:func:`plan` works a decision out once: the edits of its claim, the claim after the edits, and the label of the
acknowledgement. The same edits are then made in the text of the file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.dossier.values.dates import is_date, is_period
from tui.dossier.values.edits import AddEvidence, Edit, RemoveEvidence, SetClaim, SetField, SetVerdict, edited
from tui.dossier.values.model import Claim, Dossier, Evidence, Quote, Stance, Verdict
from tui.dossier.values.problems import Refused
from tui.dossier.values.quotes import QuoteState
from tui.evidence.coverage import placement

_HALVES = re.compile("[\ud800-\udfff]")
"""Lone surrogates, by which Python stands for bytes of arguments that are no UTF-8; no file can hold them."""


class Judge(NamedTuple):
    """Give a verdict, in place of an earlier one."""

    claim: str
    rating: str
    rationale: str
    reviewer: str
    reviewed: str
    """The time of the verdict, UTC in whole seconds with a ``Z``."""


class ClearVerdict(NamedTuple):
    """Take the verdict back."""

    claim: str


class Take(NamedTuple):
    """Make a passage evidence; a silent entry of the source is taken out."""

    claim: str
    source: str
    stance: Stance
    quote: Quote


class Restance(NamedTuple):
    """Change the stance of existing evidence."""

    claim: str
    place: int
    stance: Stance


class Annotate(NamedTuple):
    """Set the speaker, the day, the translation or the note of a piece of evidence."""

    claim: str
    place: int
    key: str
    """``attributed_to``, ``as_of``, ``translation`` or ``note``."""
    value: str
    """Empty to take the annotation out."""


class Describe(NamedTuple):
    """Change the text, the claimant, the date or the tags of a claim."""

    claim: str
    fields: tuple[tuple[str, str | tuple[str, ...]], ...]
    """Keys of :data:`tui.dossier.values.edits.CLAIM_FIELDS` with their values; an empty value takes the field out."""


class MarkSilent(NamedTuple):
    """Record that an open source was read and says nothing on the claim."""

    claim: str
    source: str


class TakeOut(NamedTuple):
    """Take a piece of evidence, or a silent entry, out."""

    claim: str
    place: int


ANNOTATIONS = {"attributed_to": "speaker", "as_of": "day", "translation": "translation", "note": "note"}
"""The names of annotations in acknowledgements, by their keys."""
Decision = Judge | ClearVerdict | Take | Restance | Annotate | Describe | MarkSilent | TakeOut


class Plan(NamedTuple):
    """The outcome of a decision in one dossier."""

    decision: Decision
    edits: tuple[Edit, ...]
    after: Claim
    """The claim after the edits."""
    label: str
    """The decision in a word or two, shown behind the claim's id."""


def plan(dossier: Dossier, decision: Decision) -> Plan:
    """Work a decision out. Raises Refused, with the reason, where the decision makes no sense in the dossier."""
    claim = dossier.find(decision.claim)
    if claim is None:
        raise Refused("there is no such claim")
    edits, label = _edits_and_label(dossier, claim, decision)
    after = claim
    for edit in edits:
        after = edited(after, edit)
    return Plan(decision, edits, after, label)


Planned = tuple[tuple[Edit, ...], str]
"""Edits and a label."""


def _edits_and_label(dossier: Dossier, claim: Claim, decision: Decision) -> Planned:
    match decision:
        case Judge():
            return (SetVerdict(_verdict(dossier, claim, decision)),), decision.rating
        case ClearVerdict():
            if claim.verdict is None:
                raise Refused("there is no verdict to clear")
            return (SetVerdict(None),), "cleared"
        case Take():
            return _take(dossier, claim, decision)
        case Restance(_, index, stance):
            return _restance(_entry(claim, index), index, stance)
        case Annotate(_, index, key, value):
            return _annotation(_entry(claim, index), index, key, value)
        case Describe():
            return _description(claim, decision)
        case MarkSilent(_, source):
            return _silence(dossier, claim, source)
        case TakeOut(_, index):
            return (RemoveEvidence(index),), f"took out {_entry(claim, index).source}"


def _entry(claim: Claim, index: int) -> Evidence:
    if not 0 <= index < len(claim.evidence):
        raise Refused(f"there is no evidence {index + 1}")
    return claim.evidence[index]


def _verdict(dossier: Dossier, claim: Claim, decision: Judge) -> Verdict:
    if decision.rating not in dossier.scale:
        raise Refused(f"{decision.rating} is no rating; allowed are {', '.join(dossier.scale)}")
    return Verdict(
        rating=decision.rating,
        rationale=sound(decision.rationale),
        reviewer=sound(decision.reviewer),
        reviewed=decision.reviewed,
        of=claim.wording_hash,
        on=claim.evidence_hash,
    )


def _take(dossier: Dossier, claim: Claim, decision: Take) -> Planned:
    source, stance, quote = decision.source, decision.stance, decision.quote
    _check_source(dossier, source)
    if stance is Stance.SILENT:
        raise Refused("a silent source has no passage; record it as silent")
    evidence = Evidence(source, stance, quote)
    if placement(dossier, evidence).state is QuoteState.MISSING:
        raise Refused(f"these words are not in the article of {source}")
    own = [(at, entry) for at, entry in enumerate(claim.evidence) if entry.source == source]
    if any(entry.quote == quote for _, entry in own):
        raise Refused("these words are evidence already")
    silent = [RemoveEvidence(at) for at, entry in reversed(own) if entry.stance is Stance.SILENT]
    return (AddEvidence(evidence), *silent), f"{stance} {source}"


def _restance(entry: Evidence, index: int, stance: Stance) -> Planned:
    if stance is Stance.SILENT:
        raise Refused(f"this passage of {entry.source} says something; take it out, then record silence")
    if entry.stance is Stance.SILENT:
        raise Refused(f"{entry.source} is silent here: mark a sentence of its article instead")
    if entry.stance is stance:
        raise Refused(f"this passage of {entry.source} is marked as {stance} already")
    return (SetField(index, "stance", stance.value),), f"{stance} {entry.source}"


def _annotation(entry: Evidence, index: int, key: str, value: str) -> Planned:
    value = sound(value)
    if entry.stance is Stance.SILENT and key != "note":
        raise Refused(f"{entry.source} is silent here: there are no words of which that could be said")
    if key == "as_of" and value and not is_period(value):
        raise Refused(f"“{value}” is no day (2023-12-31), no month (2023-12) and no start/end")
    if getattr(entry, key) == value:
        raise Refused("that is what stands there already" if value else "there is nothing to take out")
    return (SetField(index, key, value),), f"{ANNOTATIONS[key]} of {entry.source}{'' if value else ' taken out'}"


def _description(claim: Claim, decision: Describe) -> Planned:
    edits = []
    for key, given in decision.fields:
        value = sound(given) if isinstance(given, str) else tuple(filter(None, map(sound, given)))
        if key == "text" and not value:
            raise Refused("a claim needs a text")
        if key == "date" and value and not is_date(str(value)):
            raise Refused(f"“{value}” is no day (2023-12-31) and no month (2023-12)")
        if getattr(claim, key) != value:
            edits.append(SetClaim(key, value))
    if not edits:
        raise Refused("that is what stands there already")
    return tuple(edits), ", ".join(edit.key for edit in edits)


def _silence(dossier: Dossier, claim: Claim, source: str) -> Planned:
    _check_source(dossier, source)
    if any(entry.source == source for entry in claim.evidence):
        raise Refused(f"{source} has evidence here, so it is not silent")
    return (AddEvidence(Evidence(source, Stance.SILENT)),), f"silent {source}"


def _check_source(dossier: Dossier, source: str) -> None:
    if source not in dossier.sources:
        raise Refused(f"{source} is no source of this dossier")


def sound(text: str) -> str:
    """A text without the blanks around it, and with U+FFFD for each character that no file can hold."""
    return _HALVES.sub("\ufffd", text.strip())
