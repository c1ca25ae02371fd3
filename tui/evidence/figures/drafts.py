"""From the numbers of a text those that count or measure something, with what."""

from __future__ import annotations

from collections.abc import Sequence

from tui.evidence.figures import counting, fates
from tui.evidence.figures.bounds import Bound, after, before
from tui.evidence.figures.counted import PEOPLE, classes
from tui.evidence.figures.counting import Counted
from tui.evidence.figures.measures import measure, rate, rate_before, rate_farther, reach
from tui.evidence.figures.notcounts import is_month, is_no_count
from tui.evidence.figures.together import Draft, share
from tui.evidence.numbers import NUMBER_WORDS, SIGNS, SMALL, TENS, Number, Token, number
from tui.evidence.words import stem

_LETTERS_BEFORE_SIGN = frozenset({"us", "a", "c", "hk", "nz", "s"})
_ANTECEDENTS = frozenset({"them", "whom", "which", "those", "these"})
_DETERMINERS = frozenset({"the", "these", "those", "its", "their", "all", "his", "her", "our"})
_AFTER_ONE_UNIT = frozenset({"after", "before", "ago", "later", "earlier", "of", "from", "since"})
_NEAR = 6
_OF_MEASURES = 3
"""How many words stand between a measure and what it is told by: 300 tonnes of grain a day."""
_BEHIND_A_NOUN = frozenset(
    {"dead", "hurt", "missing", "slain", "stolen", "sold", "bought", "lost", "sunk", "shut", "given"}
)
_OF_CONTEXT = frozenset(["of", "in", "from", "to", "for", "by", "with", "on", "at"])


def drafts(text: str, pieces: Sequence[Token]) -> list[Draft]:
    """The numbers of a text of which it is known what they count."""
    found: list[Draft] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.kind == "number" or (piece.kind == "word" and piece.text in NUMBER_WORDS):
            draft, at = _draft(text, pieces, at)
            if draft is not None:
                found.append(draft)
        else:
            at += 1
    for draft in found:
        _find_happened(pieces, draft)
        if not draft.per:
            draft.per, draft.per_end = _rate_behind(text, pieces, draft)
    share(pieces, found)
    return _finished(text, pieces, found)


def _draft(text: str, pieces: Sequence[Token], at: int) -> tuple[Draft | None, int]:
    """The number that begins at a token, if it may count something, and where to go on."""
    piece = pieces[at]
    if piece.text in {"a", "an", "one", "no"}:
        read = number(text, pieces, at)
        if read is None or read.end == at + 1:
            return _single(pieces, at)
    else:
        read = number(text, pieces, at)
    if read is None:
        return None, at + 1
    start = at
    unit = ""
    if at and pieces[at - 1].text in SIGNS and pieces[at - 1].text != "%":
        unit = SIGNS[pieces[at - 1].text]
        start = at - 1
        if start and pieces[start - 1].text in _LETTERS_BEFORE_SIGN and pieces[start - 1].end == pieces[start].start:
            start -= 1
    bound, start = before(pieces, start)
    read, start, is_range = reach(text, pieces, read, start)
    end = read.end
    unit, unit_end, read = measure(pieces, read, unit)
    if is_no_count(pieces, at, end, start=start, measured=bool(unit), is_range=is_range):
        return None, max(end, at + 1)
    end = max(end, read.end)
    later, further = after(pieces, unit_end or end)
    if later is not None:
        bound = later
        end, unit_end = (further, 0) if not unit_end else (end, further)
    elif read.vague:
        bound = bound if bound is Bound.MORE_THAN else Bound.AT_LEAST
    elif read.fraction and bound is Bound.EXACTLY:
        bound = Bound.ABOUT
    draft = Draft(read, bound, start, end, Counted(end, end, ()), unit, unit_end)
    _find_things(pieces, draft)
    draft.per, draft.per_end = _rate(text, pieces, draft)
    return draft, max(end, unit_end, at + 1)


def _single(pieces: Sequence[Token], at: int) -> tuple[Draft | None, int]:
    """One person, a child, no casualties."""
    word = pieces[at].text
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if following is None:
        return None, at + 1
    if word in {"a", "an"} and not any(piece.text in classes().things for piece in pieces[at + 1 : at + 6]):
        return None, at + 1
    value = 0.0 if word == "no" else 1.0
    read = Number(value, value, at + 1)
    bound, start = before(pieces, at)
    if at and pieces[at - 1].text == "not":
        if word != "one" and following.text != "single":
            return None, at + 1
        read, start = Number(0, 0, at + 1), at - 1
    if word == "one" and following.text == "of" and _is_total(pieces, at + 2):
        return Draft(read, bound, start, at + 1, Counted(at + 1, at + 1, ()), total_next=True), at + 1
    if word == "no" and following.text == "one":
        return Draft(read, bound, start, at + 2, Counted(at + 1, at + 2, (at + 1,)), weak=True), at + 2
    if following.kind != "word" and following.text not in {"%", "[", "“", '"'}:
        return None, at + 1
    if word == "one":
        if at and pieces[at - 1].text in {"the", "this", "that", "every", "each", "which", "any", "no"}:
            return None, at + 1
        unit = classes().units.get(following.text)
        if unit:
            after_unit = pieces[at + 2].text if at + 2 < len(pieces) else ""
            if unit in classes().money or after_unit in _AFTER_ONE_UNIT or unit == "percent" or bound != Bound.EXACTLY:
                draft = Draft(read, bound, start, at + 1, Counted(at + 1, at + 1, ()), unit, at + 2)
                _find_things(pieces, draft)
                return draft, at + 2
            return None, at + 2
    counted = counting.phrase(pieces, at + 1, single=word != "no")
    if not counted.heads:
        return None, at + 1
    things = counting.things(pieces, counted.heads)
    fate = counting.happened(pieces, counted.heads[-1])
    people = counting.is_person(things)
    if word != "one" and not people and not fate & classes().to_people:
        return None, at + 1
    if word in {"a", "an"} and (fate or not people or (things == {PEOPLE} and counted.heads[-1] - at > 3)):
        return None, at + 1
    if word == "one" and is_no_count(pieces, at, at + 1, start=start):
        return None, at + 1
    draft = Draft(read, bound, start, at + 1, counted, weak=word != "one")
    draft.things, draft.traits, draft.heads = things, counting.traits(pieces, counted), counted.heads
    draft.head_is_fate = bool(fate)
    if word == "no" and not fate:
        draft.weak = True
    return draft, at + 1


def _find_things(pieces: Sequence[Token], draft: Draft) -> None:
    """What a number counts, from the noun phrase behind it; of a measure, the words around it."""
    at = draft.unit_end or draft.end
    if draft.unit:
        around = [*pieces[max(0, draft.start - _NEAR) : draft.start], *pieces[at : at + _NEAR]]
        draft.traits = frozenset(
            stem(piece.text) for piece in around if not (counting.is_small(piece) or is_month(piece))
        )
        shares = draft.unit in classes().money or draft.unit == "percent"
        if shares and at < len(pieces) and pieces[at].text in _OF_CONTEXT:
            at = _after_determiner(pieces, at + 1)
            if at < len(pieces) and is_month(pieces[at]):
                return
            counted = counting.phrase(pieces, at, single=True)
            draft.counted, draft.heads = counted, counted.heads
            draft.things = counting.things(pieces, counted.heads)
        return
    words = [piece.text for piece in pieces[at : at + 3]]
    if words[:2] == ["out", "of"] or (words[:1] == ["of"] and len(pieces) > at + 1 and _is_total(pieces, at + 1)):
        draft.total_next = True
        return
    if words[:1] == ["of"]:
        if words[1:2] and words[1] in _ANTECEDENTS and (len(words) < 3 or counting.is_small(pieces[at + 2])):
            draft.of_them = True
            at += 2
        else:
            at = _after_determiner(pieces, at + 1)
            if words[1:2] and words[1] in {"them", "whom", "which"}:
                at += 1
    counted = counting.phrase(pieces, at, single=draft.number.low == draft.number.high == 1)
    draft.counted, draft.heads = counted, counted.heads
    draft.things, draft.traits = counting.things(pieces, counted.heads), counting.traits(pieces, counted)
    draft.head_is_fate = bool(counted.heads) and bool(counting.happened(pieces, counted.heads[-1]))


def _rate(text: str, pieces: Sequence[Token], draft: Draft) -> tuple[str, int]:
    """By what a number is told: behind what it counts, also where that is told of a measure, else before it."""
    at = max(draft.end, draft.unit_end, draft.counted.end if draft.heads else 0)
    farthest = at + (_OF_MEASURES if draft.unit and pieces[at : at + 1] and pieces[at].text == "of" else 0)
    found = (rate(text, pieces, step) for step in range(at, farthest + 1))
    return next(((per, end) for per, end in found if per), (rate_before(pieces, draft.start), 0))


def _rate_behind(text: str, pieces: Sequence[Token], draft: Draft) -> tuple[str, int]:
    """The same, from farther behind: behind what happened, or behind some more words."""
    at = max(draft.end, draft.unit_end, draft.counted.end if draft.heads else 0)
    if draft.own and draft.happened_at >= at:
        at = draft.happened_at + 1
        found = rate(text, pieces, at)
        if found[0]:
            return found
    return rate_farther(text, pieces, at)


def _after_determiner(pieces: Sequence[Token], at: int) -> int:
    return at + 1 if at < len(pieces) and pieces[at].text in _DETERMINERS else at


def _is_total(pieces: Sequence[Token], at: int) -> bool:
    """Whether the whole follows: 21 of the 49."""
    at = _after_determiner(pieces, at)
    return at < len(pieces) and (pieces[at].kind == "number" or pieces[at].text in SMALL or pieces[at].text in TENS)


def _find_happened(pieces: Sequence[Token], draft: Draft) -> None:
    """What happened to what a number counts: its own noun, the words before it, those behind it."""
    if draft.unit and not (draft.unit == "percent" and draft.things):
        return
    if draft.head_is_fate:
        head = draft.counted.heads[-1]
        draft.happened, draft.happened_at, draft.own = counting.happened(pieces, head), head, True
        return
    found, at = fates.fate_before(pieces, draft.start)
    if not found and not draft.total_next:
        found, at = fates.fate_after(pieces, max(draft.counted.end, draft.unit_end, draft.per_end))
    if not found:
        found, at = fates.of_the_adjective(pieces, draft.counted)
    if not found and not draft.of_them and not draft.total_next and draft.things <= {PEOPLE}:
        told = fates.toll(pieces, draft.start)
        if told is not None:
            found, at = told.happened, told.at
            if not draft.heads and told.heads and not (found and told.at in told.heads):
                draft.things, draft.counted = (
                    counting.things(pieces, told.heads),
                    Counted(draft.end, draft.end, told.heads),
                )
    if not found:
        found, at = fates.fate_of_those_among(pieces, draft.start)
    if not found and any(pieces[head].text in {"lives", "life"} for head in draft.heads):
        found, at = frozenset({"dead"}), draft.heads[-1]
    if found:
        draft.happened, draft.happened_at, draft.own = found, at, True


def _finished(text: str, pieces: Sequence[Token], found: list[Draft]) -> list[Draft]:
    """Those of which it is known what they count, and in which words."""
    kept: dict[int, int] = {}
    for number_, draft in enumerate(found):
        to_people = bool(draft.happened) and draft.happened <= classes().to_people
        if (not draft.heads or draft.head_is_fate) and to_people and not draft.things - {PEOPLE}:
            draft.things = frozenset({PEOPLE})
        if draft.head_is_fate and to_people:
            draft.things = frozenset({PEOPLE})
        known = draft.unit or draft.things
        if not known or (draft.weak and not to_people):
            continue
        kept[number_] = len(kept)
        draft.counts = _counts(text, pieces, draft)
    finished = [found[number_] for number_ in kept]
    for draft in finished:
        draft.whole = None if draft.whole is None else kept.get(draft.whole)
    return finished


def _counts(text: str, pieces: Sequence[Token], draft: Draft) -> str:
    """What is counted, in the words of the text, and what happened to it: in one word."""
    words = []
    if draft.unit_end > draft.end and pieces[draft.end].text != "%":
        words.append(" ".join(piece.text for piece in pieces[draft.end : draft.unit_end]))
    if draft.heads:
        first = draft.counted.start if draft.counted.end > draft.counted.start else draft.heads[0]
        kept = (piece for piece in pieces[first : draft.heads[-1] + 1] if piece.kind in {"word", "code"})
        words += [text[piece.start : piece.end] for piece in kept if piece.text not in {"more", "of"}]
    at = draft.happened_at
    if at >= 0 and at not in draft.heads:
        words.append(happened_in_a_word(pieces, at, draft.happened))
    return " ".join(words)


def happened_in_a_word(pieces: Sequence[Token], at: int, happened: frozenset[str]) -> str:
    """What happened, as it stands, if that can stand behind a noun; else the name of its class: dead, for a death."""
    word = pieces[at].text
    if word == "down" and at:
        return f"{pieces[at - 1].text} down"
    return word if word.endswith("ed") or word in _BEHIND_A_NOUN else " or ".join(sorted(happened))
