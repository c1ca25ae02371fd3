"""A change: what one decision, or taking one back, made of its claim and of that claim's text."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from tui.dossier.values.edits import (
    CLAIM_FIELDS,
    FIELDS,
    AddEvidence,
    Edit,
    RemoveEvidence,
    SetClaim,
    SetField,
    SetVerdict,
)
from tui.dossier.values.model import SOURCE_FIELDS, Claim, Dossier, Evidence, Source, Verdict
from tui.dossier.values.problems import Refused

PREFIXES = {"decide": "", "undo": "undone: ", "redo": "redone: "}
"""How a change came about, and how that is acknowledged."""


class Change(NamedTuple):
    """A claim before and after, with the stretches of the file that say so."""

    did: str
    """``decide``, ``undo`` or ``redo``."""
    label: str
    """The decision in a word or two."""
    when: str
    before: Claim
    after: Claim
    text_before: str
    text_after: str
    step: int = 0
    """Its number among the steps of this review; 0 for one from before."""

    @property
    def words(self) -> str:
        """What is acknowledged behind the claim's id."""
        return PREFIXES[self.did] + self.label

    def reversed(self) -> Change:
        """The way back."""
        return self._replace(
            before=self.after,
            after=self.before,
            text_before=self.text_after,
            text_after=self.text_before,
        )


def edits_between(before: Claim, after: Claim) -> tuple[Edit, ...]:
    """The edits that lead from a claim as it was to what one change made of it.

    Refused where an entry would have to be put back between others: entries are only ever appended.
    """
    said = (SetClaim(key, getattr(after, key)) for key in CLAIM_FIELDS if getattr(before, key) != getattr(after, key))
    verdict = (*said, *(() if before.verdict == after.verdict else (SetVerdict(after.verdict),)))
    if before.evidence == after.evidence:
        return verdict
    entries = zip(before.evidence, after.evidence, strict=False)
    shorter = min(len(before.evidence), len(after.evidence))
    at = next((at for at, (was, now) in enumerate(entries) if was != now), shorter)
    gone, come = before.evidence[at:], after.evidence[at:]
    if gone[1:] == come:
        return (RemoveEvidence(at), *verdict)
    if gone[1:] == come[1:] and gone and _same_passage(gone[0], come[0]):
        return (*(SetField(at, key, str(getattr(come[0], key))) for key in _changed(gone[0], come[0])), *verdict)
    if come and come[:-1] == gone[1:]:  # as evidence takes the place of silence
        return (AddEvidence(come[-1]), *(RemoveEvidence(at) for _ in gone[:1]), *verdict)
    raise Refused("its text was changed since, and evidence that stood between other entries can't be put back there")


def edits_onto(change: Change, claim: Claim) -> tuple[Edit, ...]:
    """The edits that make a change on a claim that somebody else changed too.

    A verdict takes the place of theirs; evidence is found again by what it is. Refused where it is no longer there,
    or is there already.
    """
    edits: list[Edit] = []
    for edit in edits_between(change.before, change.after):
        match edit:
            case SetVerdict() | SetClaim():
                edits.append(edit)
            case AddEvidence(evidence):
                if evidence in claim.evidence:
                    raise Refused("this evidence is there already")
                edits.append(edit)
            case RemoveEvidence(at):
                edits.append(RemoveEvidence(_found(change, at, claim)))
            case SetField(at, key, value):
                edits.append(SetField(_found(change, at, claim), key, value))
    return tuple(edits)


def _found(change: Change, at: int, claim: Claim) -> int:
    """Where an entry of the claim as it was stands now, whatever stance or note it has been given."""
    entry = change.before.evidence[at]
    for place, other in enumerate(claim.evidence):
        if _same_passage(entry, other):
            return place
    raise Refused("the evidence that was meant is no longer there")


def _same_passage(one: Evidence, other: Evidence) -> bool:
    """Whether two entries are of the same words of the same source."""
    return (one.source, one.quote) == (other.source, other.quote)


def _changed(before: Evidence, after: Evidence) -> list[str]:
    """The fields in which two entries of one passage differ."""
    return [key for key in FIELDS if getattr(before, key) != getattr(after, key)]


def describe_difference(before: Claim, after: Claim) -> list[str]:
    """What was made of a claim, in words, a line each; none where it is as it was."""
    lines = []
    if after.text != before.text:
        lines.append(f"reworded: {after.text}")
    for key in CLAIM_FIELDS[1:]:
        value = getattr(after, key)
        if value != getattr(before, key):
            lines.append(f"{key}: {value if isinstance(value, str) else ', '.join(value)}" if value else f"no {key}")
    if after.verdict != before.verdict:
        lines += _told_verdict(after.verdict)
    for entry in after.evidence:
        if entry not in before.evidence:
            lines.append(f"+ {_told_evidence(entry)}")
    for entry in before.evidence:
        if entry not in after.evidence:
            lines.append(f"- {_told_evidence(entry)}")
    if not lines and after != before:
        lines.append("changed in made_in, see, silence or the order of its evidence")
    return lines


def describe_changes(before: Dossier, after: Dossier, apart_from: Collection[str] = ()) -> str:
    """What of all that is shown is another in a dossier that was read again, in words; empty where nothing is.

    The claims ``apart_from`` are not named as changed: the reviewer changed them too.
    """
    claims = _claim_news(before, after, apart_from)
    both = (before, after)
    return "; ".join((*claims, *_article_news(*both), *_source_news(*both), *_head_news(*both)))


def _claim_news(before: Dossier, after: Dossier, apart_from: Collection[str]) -> Iterator[str]:
    was, now = before.positions, after.positions
    both = [claim for claim in was if claim in now]
    changed = [claim for claim in both if before.claim(claim) != after.claim(claim) and claim not in apart_from]
    yield from _listed("changed", changed)
    yield from _listed("new", [claim for claim in now if claim not in was])
    yield from _listed("gone", [claim for claim in was if claim not in now])
    if both != [claim for claim in now if claim in was]:
        yield "the order of the claims"


def _article_news(before: Dossier, after: Dossier) -> Iterator[str]:
    texts_were, texts = _texts(before), _texts(after)
    changed = [at for at in texts if texts_were.get(at, texts[at]) != texts[at]]
    yield from _listed("article changed", [after.names[at] for at in changed])
    yield from _listed("article new", [after.names[at] for at in texts if at not in texts_were])
    yield from _listed("article gone", [before.names[at] for at in texts_were if at not in texts])


def _source_news(before: Dossier, after: Dossier) -> Iterator[str]:
    """What is said of sources; those with an article come and go with it."""
    was, now = before.sources, after.sources
    yield from _listed("source new", [at for at in now if at not in was and now[at].article is None])
    yield from _listed("source gone", [at for at in was if at not in now and was[at].article is None])
    told = {at: ", ".join(_fields_changed(was[at], now[at])) for at in now if at in was and was[at] != now[at]}
    yield from _listed("source", [f"{at}: {fields}" for at, fields in told.items() if fields])


def _fields_changed(before: Source, after: Source) -> list[str]:
    """Which fields of a source are others; its title is not told where it is its article's first line."""
    changed = [key for key in ("file", *SOURCE_FIELDS) if getattr(before, key) != getattr(after, key)]
    sides = (before, after)
    is_derived = all(side.article is not None and side.title == side.article.first_line for side in sides)
    return [key for key in changed if key != "title" or not is_derived]


def _head_news(before: Dossier, after: Dossier) -> Iterator[str]:
    for words, key in (("the title", "title"), ("the scale", "scale"), ("the articles folder", "articles")):
        if getattr(before, key) != getattr(after, key):
            yield words
    if len(before.problems) != len(after.problems):
        yield f"problems: {len(after.problems):,}, before {len(before.problems):,}"


def told_outside(dossier: Dossier) -> str:
    """Where the articles of a dossier are read, in words, if that is outside of its folder; else empty."""
    if not dossier.outside or dossier.articles is None:
        return ""
    return f"articles are read from {os.path.realpath(dossier.articles)}, outside of the dossier's folder"


def _texts(dossier: Dossier) -> dict[str, str]:
    """The articles by the id of their source."""
    return {source.id: source.article.text for source in dossier.sources.values() if source.article}


def _listed(word: str, names: Sequence[str]) -> Iterator[str]:
    """A word and what it is said of, where there is anything: three names, and how many more there are."""
    if names:
        yield f"{word} {', '.join(names[:3])}" + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _told_verdict(verdict: Verdict | None) -> list[str]:
    if verdict is None:
        return ["no verdict"]
    signed = ", ".join(part for part in (verdict.reviewer, verdict.reviewed) if part)
    return [f"verdict: {verdict.rating}" + (f" ({signed})" if signed else ""), *verdict.rationale.splitlines()]


def _told_evidence(entry: Evidence) -> str:
    return f"{entry.stance} {entry.source}" + (f": “{entry.quote.exact}”" if entry.quote else "")
