"""Changes: a claim and its text before and after one decision, and the differences of claims and dossiers in words."""

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
"""The ways in which a change is made, and the beginning of their acknowledgements."""


class Change(NamedTuple):
    """A claim and its text, before and after a decision."""

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
    """Number among the steps of this review; 0 for a step of an earlier review."""

    @property
    def words(self) -> str:
        """The acknowledgement without the claim's id."""
        return PREFIXES[self.did] + self.label

    def reversed(self) -> Change:
        """The change that leads back."""
        return self._replace(
            before=self.after,
            after=self.before,
            text_before=self.text_after,
            text_after=self.text_before,
        )


def edits_between(before: Claim, after: Claim) -> tuple[Edit, ...]:
    """The edits that make the claim ``after`` of the claim ``before``.

    Raises Refused where an entry would have to be put back between others: entries are only ever appended.
    """
    fields = (SetClaim(key, getattr(after, key)) for key in CLAIM_FIELDS if getattr(before, key) != getattr(after, key))
    fields_and_verdict = (*fields, *(() if before.verdict == after.verdict else (SetVerdict(after.verdict),)))
    if before.evidence == after.evidence:
        return fields_and_verdict
    entries = zip(before.evidence, after.evidence, strict=False)
    shorter = min(len(before.evidence), len(after.evidence))
    at = next((at for at, (was, now) in enumerate(entries) if was != now), shorter)
    gone, come = before.evidence[at:], after.evidence[at:]
    if gone[1:] == come:
        return (RemoveEvidence(at), *fields_and_verdict)
    if gone[1:] == come[1:] and gone and _same_passage(gone[0], come[0]):
        return (
            *(SetField(at, key, str(getattr(come[0], key))) for key in _changed(gone[0], come[0])),
            *fields_and_verdict,
        )
    if come and come[:-1] == gone[1:]:  # new evidence replaces silence
        return (AddEvidence(come[-1]), *(RemoveEvidence(at) for _ in gone[:1]), *fields_and_verdict)
    raise Refused("its text was changed since, and evidence that stood between other entries can't be put back there")


def edits_onto(change: Change, claim: Claim) -> tuple[Edit, ...]:
    """The edits that make a change on a claim that somebody else changed too.

    The verdict replaces theirs; an entry is found by its passage. Raises Refused where an entry to be changed is gone,
    or an entry to be added is there already.
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
                edits.append(RemoveEvidence(_present_index(change, at, claim)))
            case SetField(at, key, value):
                edits.append(SetField(_present_index(change, at, claim), key, value))
    return tuple(edits)


def _present_index(change: Change, at: int, claim: Claim) -> int:
    """The present index of an entry of the claim as it was; its stance and its notes may have changed."""
    entry = change.before.evidence[at]
    for index, other in enumerate(claim.evidence):
        if _same_passage(entry, other):
            return index
    raise Refused("the evidence that was meant is no longer there")


def _same_passage(one: Evidence, other: Evidence) -> bool:
    """Whether two entries have the same quote of the same source."""
    return (one.source, one.quote) == (other.source, other.quote)


def _changed(before: Evidence, after: Evidence) -> list[str]:
    """The fields in which two entries of one passage differ."""
    return [key for key in FIELDS if getattr(before, key) != getattr(after, key)]


def describe_difference(before: Claim, after: Claim) -> list[str]:
    """A line for each difference between two states of a claim; none where they are equal."""
    lines = [f"reworded: {after.text}"] if after.text != before.text else []
    lines += _field_lines(before, after)
    if after.verdict != before.verdict:
        lines += _verdict_lines(after.verdict)
    lines += [f"+ {_evidence_line(entry)}" for entry in after.evidence if entry not in before.evidence]
    lines += [f"- {_evidence_line(entry)}" for entry in before.evidence if entry not in after.evidence]
    if not lines and after != before:
        lines.append("changed in made_in, see, silence or the order of its evidence")
    return lines


def _field_lines(before: Claim, after: Claim) -> Iterator[str]:
    """A line for each field besides the text that differs."""
    for key in CLAIM_FIELDS[1:]:
        value = getattr(after, key)
        if value != getattr(before, key):
            yield f"{key}: {value if isinstance(value, str) else ', '.join(value)}" if value else f"no {key}"


def describe_changes(before: Dossier, after: Dossier, apart_from: Collection[str] = ()) -> str:
    """A sentence naming the differences of a dossier that was read again; empty where nothing shown differs.

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
    """Sources that differ in their fields, and sources without an article that came or went."""
    was, now = before.sources, after.sources
    yield from _listed("source new", [at for at in now if at not in was and now[at].article is None])
    yield from _listed("source gone", [at for at in was if at not in now and was[at].article is None])
    fields_of = {at: ", ".join(_fields_changed(was[at], now[at])) for at in now if at in was and was[at] != now[at]}
    yield from _listed("source", [f"{at}: {fields}" for at, fields in fields_of.items() if fields])


def _fields_changed(before: Source, after: Source) -> list[str]:
    """The fields in which a source differs, without a title that is only the first line of its article."""
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


def outside_folder_notice(dossier: Dossier) -> str:
    """A sentence naming the articles folder where it lies outside of the dossier's folder; else empty."""
    if not dossier.outside or dossier.articles is None:
        return ""
    return f"articles are read from {os.path.realpath(dossier.articles)}, outside of the dossier's folder"


def _texts(dossier: Dossier) -> dict[str, str]:
    """The articles by the id of their source."""
    return {source.id: source.article.text for source in dossier.sources.values() if source.article}


def _listed(word: str, names: Sequence[str]) -> Iterator[str]:
    """A word with three of the names to which it applies, and the number of the others; nothing without names."""
    if names:
        yield f"{word} {', '.join(names[:3])}" + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _verdict_lines(verdict: Verdict | None) -> list[str]:
    if verdict is None:
        return ["no verdict"]
    signed = ", ".join(part for part in (verdict.reviewer, verdict.reviewed) if part)
    return [f"verdict: {verdict.rating}" + (f" ({signed})" if signed else ""), *verdict.rationale.splitlines()]


def _evidence_line(entry: Evidence) -> str:
    return f"{entry.stance} {entry.source}" + (f": “{entry.quote.exact}”" if entry.quote else "")
