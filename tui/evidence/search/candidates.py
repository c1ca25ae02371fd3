"""Candidates: the passages of a source that are most likely to bear on a claim.

Sentences are ranked by BM25 (Robertson and Zaragoza 2009, doi:10.1561/1500000019), with the rarity of a word taken from
the article itself. The contribution of each word of the claim to a sentence's score is kept, to show why a passage is
proposed. Some sentences that bear on a claim have no word in common with it: no list of candidates is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log
from typing import NamedTuple

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Source
from tui.evidence.search.article_sentences import article_sentences
from tui.evidence.search.contributions import Contribution, best_first
from tui.evidence.search.synonyms import SHORTEST_ROOT, same_root, synonyms
from tui.evidence.search.words import Kind, Word, bare, may_have, start, stem, words

REPEATS = "same words as the claim itself"


class Weights(NamedTuple):
    """The parameters of the ranking; ``bench/search.py`` measures the worth of each."""

    saturation: float = 0.9
    """BM25's k1: how much more a word counts when it stands twice."""
    length: float = 0.3
    """BM25's b: how much less long sentences count."""
    synonym: float = 0.5
    """A synonym of the claim's word."""
    root: float = 0.4
    """A longer or shorter word of the same root."""
    weekday: float = 0.6
    """The day of the week on which the claim's date falls."""
    before: float = 0.15
    """The share of its own score that a sentence lends to the next: often it names whom and where."""
    after: float = 0.1
    """The share that a sentence lends to the one before."""
    lent_again: float = 0.1
    """The share of what is lent that still counts once the lender is proposed too: it stands on the screen then."""
    unfinished: float = 0.9
    """The factor for a line that no full stop ends: mostly a heading."""


WEIGHTS = Weights()
BEFORE, AFTER = "before", "after"


class Candidate(NamedTuple):
    """A passage that search proposes: one whole sentence. The contributions add up to the score."""

    span: Span
    score: float
    contributions: tuple[Contribution, ...]
    """The largest first."""
    hints: tuple[str, ...]
    """Remarks for a reader on how the passage has the claim's words."""


_Places = dict[int, list[Span]]
"""The places of a word, by the number of the sentence."""


class _Table(NamedTuple):
    """An article's sentences, their lengths in words, and the places of each word: made once for each article."""

    sentences: tuple[Span, ...]
    lengths: tuple[int, ...]
    places: dict[str, _Places]
    """By a word in lower case, as it stands in the article; by the key of a figure or a date."""
    starts: dict[str, list[str]]
    """The words by their first letters: stems are taken only of words that may be asked for."""


class _Match(NamedTuple):
    """A claim's word in a sentence, or a word that may stand for it."""

    worth: float
    """How often the word itself stands there; else the weight of the word that stands for it."""
    spans: tuple[Span, ...]
    itself: bool


def candidates(query: Claim | str, source: Source, limit: int = 3, weights: Weights = WEIGHTS) -> list[Candidate]:
    """The passages of a source that are most likely to bear on a claim or on some words, the likeliest first.

    Whole sentences that have a word of the claim or stand beside one that has; none that touches front matter or a
    stretch that is no article text. Of two that are equally likely, the first in the article comes first. At most
    ``limit``; none for a source without an article.
    """
    if source.article is None or limit < 1:
        return []
    asked = query if isinstance(query, str) else query.text
    text = source.article.text
    table = _table(source.article, source.skip)
    found: dict[int, list[Contribution]] = {}
    for word in _asked(asked):
        for number, part in _contributions(word, asked[word.start : word.end], text, table, weights):
            found.setdefault(number, []).append(part)
    for number, parts in found.items():
        if not _ends(text, table.sentences[number]):
            parts[:] = [part.times(weights.unfinished) for part in parts]
    best = best_first(found, limit, weights.lent_again)
    return [_candidate(asked, text, table.sentences[number], found[number]) for number in best]


def _candidate(asked: str, text: str, sentence: Span, parts: list[Contribution]) -> Candidate:
    hints = [hint for part in parts for hint in part.hints]
    for where in (BEFORE, AFTER):
        found = dict.fromkeys(words for part in parts for at, words in part.beside if at == where)
        hints += [f"in the sentence {where}: {', '.join(found)}"] if found else []
    if repeats(asked, text[sentence.start : sentence.end]):
        hints.insert(0, REPEATS)
    largest_first = sorted(parts, key=lambda part: -part.score)
    return Candidate(sentence, sum(part.score for part in parts), tuple(largest_first), tuple(dict.fromkeys(hints)))


@lru_cache(maxsize=256)
def _asked(text: str) -> tuple[Word, ...]:
    """The words of a claim, each key once."""
    found: dict[str, Word] = {}
    for word in words(text):
        found.setdefault(word.key, word)
    return tuple(found.values())


@lru_cache(maxsize=64)
def _table(article: Article, skip: tuple[str, ...]) -> _Table:
    sentences = article_sentences(article, skip)
    places: dict[str, _Places] = {}
    starts: dict[str, list[str]] = {}
    lengths = []
    for number, (begin, end) in enumerate(sentences):
        found = words(article.text[begin:end], stems=False)
        lengths.append(len(found))
        for word in found:
            known = places.get(word.key)
            if known is None:
                known = places[word.key] = {}
                if word.kind is Kind.WORD:
                    starts.setdefault(start(word.key), []).append(word.key)
            known.setdefault(number, []).append(Span(begin + word.start, begin + word.end))
    return _Table(sentences, tuple(lengths), places, starts)


def _of_stem(stemmed: str, table: _Table) -> _Places:
    """The places of all words of a stem, in the order of the text."""
    forms = table.starts.get(start(stemmed), ())
    alike = [table.places[form] for form in forms if may_have(form, stemmed) and stem(form) == stemmed]
    if len(alike) < 2:
        return alike[0] if alike else {}
    merged: _Places = {}
    for places in alike:
        for number, spans in places.items():
            merged[number] = [*merged.get(number, ()), *spans]
    return {number: sorted(merged[number]) for number in sorted(merged)}


def _contributions(
    word: Word, shown: str, text: str, table: _Table, weights: Weights
) -> Iterator[tuple[int, Contribution]]:
    """The contributions of a word to the sentences that have it, and to those beside them."""
    matches = _matches(word, table, weights)
    if not matches:
        return
    own = _own_scores(matches, table, weights)
    last = len(table.sentences) - 1
    for number in sorted({near for at in own for near in (at - 1, at, at + 1) if 0 <= near <= last}):
        lent = (weights.before * own.get(number - 1, 0.0), weights.after * own.get(number + 1, 0.0))
        score = own.get(number, 0.0) + sum(lent)
        match = matches.get(number)
        if match is not None:
            hints = tuple(_hints(word, shown, text, match))
            yield number, Contribution(shown, score, match.spans, hints, lent)
        elif score > 0:
            near = {where: matches[at] for where, at in ((BEFORE, number - 1), (AFTER, number + 1)) if at in matches}
            beside = tuple((where, other) for where, match in near.items() for other in _beside(shown, text, match))
            spans = tuple(span for match in near.values() for span in match.spans)
            yield number, Contribution(shown, score, spans, (), lent, beside)


def _own_scores(matches: Mapping[int, _Match], table: _Table, weights: Weights) -> dict[int, float]:
    """BM25 of one word for the sentences that have it; a word that stands for it counts for less in its rarity too."""
    total = len(table.sentences)
    holding = sum(min(1.0, match.worth) for match in matches.values())
    rarity = log(1 + (total - holding + 0.5) / (holding + 0.5))
    usual = sum(table.lengths) / total
    return {
        number: rarity * _saturated(match.worth, table.lengths[number] / usual, weights)
        for number, match in matches.items()
    }


def _saturated(count: float, length: float, weights: Weights) -> float:
    held = weights.saturation * (1 - weights.length + weights.length * length)
    return count * (weights.saturation + 1) / (count + held)


def _matches(word: Word, table: _Table, weights: Weights) -> dict[int, _Match]:
    """The sentences with a word of a claim, and those without it that have a word that may stand for it."""
    own = _of_stem(word.key, table) if word.kind is Kind.WORD else table.places.get(word.key, {})
    found = {number: _Match(len(spans), tuple(spans), itself=True) for number, spans in own.items()}
    for worth, places in _relatives(word, table, weights):
        for number, spans in places.items():
            old = found.get(number)
            if old is None:
                found[number] = _Match(worth, tuple(spans), itself=False)
            elif not old.itself:
                found[number] = _Match(max(worth, old.worth), (*old.spans, *spans), itself=False)
    return found


def _relatives(word: Word, table: _Table, weights: Weights) -> Iterator[tuple[float, _Places]]:
    """The places of the words that may stand for a word of a claim, with their weights."""
    if word.weekday and weights.weekday:
        yield weights.weekday, _of_stem(word.weekday, table)
    if word.kind is not Kind.WORD:
        return
    group = synonyms().get(word.key, frozenset())
    if weights.synonym:
        yield from ((weights.synonym, _of_stem(key, table)) for key in sorted(group))
    if weights.root and len(word.key) >= SHORTEST_ROOT:
        forms = table.starts.get(start(word.key), ())
        for key in dict.fromkeys(stem(form) for form in forms if may_have(form, word.key)):
            if key not in group and key.isalpha() and same_root(key, word.key):
                yield weights.root, _of_stem(key, table)


def _ends(text: str, sentence: Span) -> bool:
    """Whether a sentence ends with a mark, as headings don't."""
    return text[sentence.start : sentence.end].rstrip("\"'”’»)]*_ ")[-1:] in {*".!?…:;,。！？"}


def _hints(word: Word, shown: str, text: str, match: _Match) -> Iterator[str]:
    """The words that stand for a word; for a figure or a day also its own forms, where they differ."""
    if not match.itself:
        yield from (f"{shown} ~ {other}" for other in _each(text, match.spans))
    elif word.kind is Kind.FIGURE or word.weekday:
        yield from (f"{shown} = {other}" for other in _each(text, match.spans) if other.lower() != _line(shown).lower())


def _beside(shown: str, text: str, match: _Match) -> Iterator[str]:
    """A neighbour's words for a word of the claim, each with the claim's where the two differ."""
    for other in _each(text, match.spans):
        yield other if other.casefold() == _line(shown).casefold() else f"{_line(shown)} ~ {other}"


def _each(text: str, spans: Iterable[Span]) -> list[str]:
    """The words of some stretches, each once."""
    return list(dict.fromkeys(_line(text[start:end]) for start, end in spans))


def _line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1 << 10)
def repeats(claim: str, passage: str) -> bool:
    """Whether a passage has all words of a claim in their order without a gap: a claim is no evidence for itself."""
    asked = bare(claim)
    return bool(asked) and f" {asked} " in f" {bare(passage)} "
