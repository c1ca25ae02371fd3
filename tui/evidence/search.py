"""The passages of a source that are most likely to bear on a claim.

Sentences are ranked by BM25 (Robertson and Zaragoza 2009, doi:10.1561/1500000019) with the rarity of a word taken from
the article itself. Each word of the claim keeps its share of a sentence's score, so that it can be shown why a passage
is proposed. Some sentences that bear on a claim have no word in common with it: no list of candidates is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log
from typing import NamedTuple

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Quote, Source
from tui.dossier.values.quotes import QuoteState, locate
from tui.evidence.kin import SHORTEST_ROOT, kin, same_root
from tui.evidence.shares import Share, best_first
from tui.evidence.words import Kind, Word, bare, may_have, start, stem, words

REPEATS = "same words as the claim itself"


class Weights(NamedTuple):
    """What counts how much; ``bench/search.py`` measures what each is worth."""

    saturation: float = 0.9
    """BM25's k1: how much more a word says when it stands twice."""
    length: float = 0.3
    """BM25's b: how much long sentences are held back."""
    kin: float = 0.5
    """A word that stands in one group with the claim's word."""
    root: float = 0.4
    """A longer or shorter word of the same root."""
    weekday: float = 0.6
    """The day of the week of the claim's date."""
    before: float = 0.15
    """What the sentence before gives to a sentence: often it names whom and where."""
    after: float = 0.1
    lent_again: float = 0.1
    """How much a neighbour's word still counts once that neighbour is proposed itself: it stands on the screen then."""
    unfinished: float = 0.9
    """A line that no full stop ends: mostly a heading."""


WEIGHTS = Weights()
BEFORE, AFTER = "before", "after"


class Candidate(NamedTuple):
    """A passage that search proposes: one whole sentence. The shares add up to the score."""

    span: Span
    score: float
    shares: tuple[Share, ...]
    hints: tuple[str, ...]


_Places = dict[int, list[Span]]
"""Where a word stands, by the number of the sentence."""


class _Table(NamedTuple):
    """What is counted of an article once: its sentences, their lengths in words, and where each word stands."""

    sentences: tuple[Span, ...]
    lengths: tuple[int, ...]
    places: dict[str, _Places]
    """By the form of a word in which it stands there, in lower case; by the key of a figure or a date."""
    starts: dict[str, list[str]]
    """The forms of words by their beginning: stems are taken only of those that may be asked for."""


class _Match(NamedTuple):
    """What a sentence has of a claim's word: how much, where, and whether it is itself or what may stand for it."""

    worth: float
    spans: tuple[Span, ...]
    itself: bool


def candidates(query: Claim | str, source: Source, limit: int = 3, weights: Weights = WEIGHTS) -> list[Candidate]:
    """The passages of a source that are most likely to bear on a claim or on some words, the likeliest first.

    Only whole sentences with something of the claim in them or beside them, none that touches front matter or a
    stretch that is no article text; where two are as likely, the one that stands first.
    """
    if source.article is None or limit < 1:
        return []
    asked = query if isinstance(query, str) else query.text
    text = source.article.text
    table = _table(source.article, source.skip)
    shares: dict[int, list[Share]] = {}
    for word in _asked(asked):
        for number, share in _shares(word, asked[word.start : word.end], text, table, weights):
            shares.setdefault(number, []).append(share)
    for number, parts in shares.items():
        if not _ends(text, table.sentences[number]):
            parts[:] = [part.times(weights.unfinished) for part in parts]
    best = best_first(shares, limit, weights.lent_again)
    return [_candidate(asked, text, table.sentences[number], shares[number]) for number in best]


def _candidate(asked: str, text: str, sentence: Span, shares: list[Share]) -> Candidate:
    hints = [hint for share in shares for hint in share.hints]
    for where in (BEFORE, AFTER):
        found = dict.fromkeys(words for share in shares for at, words in share.beside if at == where)
        hints += [f"in the sentence {where}: {', '.join(found)}"] if found else []
    if repeats(asked, text[sentence.start : sentence.end]):
        hints.insert(0, REPEATS)
    largest_first = sorted(shares, key=lambda share: -share.score)
    return Candidate(sentence, sum(share.score for share in shares), tuple(largest_first), tuple(dict.fromkeys(hints)))


@lru_cache(maxsize=256)
def _asked(text: str) -> tuple[Word, ...]:
    """The words of a claim, each once."""
    found: dict[str, Word] = {}
    for word in words(text):
        found.setdefault(word.key, word)
    return tuple(found.values())


@lru_cache(maxsize=64)
def article_text(article: Article, skip: tuple[str, ...]) -> tuple[Span, ...]:
    """The sentences of an article but those that touch a stretch that is no article text."""
    gone = _skipped(article, skip)
    return tuple(
        sentence
        for sentence in article.sentences
        if not any(span.start < sentence.end and sentence.start < span.end for span in gone)
    )


def skipped(source: Source) -> list[Span]:
    """The stretches of a source that its entry names as no article text."""
    return [] if source.article is None else _skipped(source.article, source.skip)


def _skipped(article: Article, skip: tuple[str, ...]) -> list[Span]:
    return [span for quote in skip for span in _everywhere(article, quote)]


@lru_cache(maxsize=64)
def _table(article: Article, skip: tuple[str, ...]) -> _Table:
    sentences = article_text(article, skip)
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
    """Where the words of a stem stand, in the order of the text."""
    forms = table.starts.get(start(stemmed), ())
    alike = [table.places[form] for form in forms if may_have(form, stemmed) and stem(form) == stemmed]
    if len(alike) < 2:
        return alike[0] if alike else {}
    merged: _Places = {}
    for places in alike:
        for number, spans in places.items():
            merged[number] = [*merged.get(number, ()), *spans]
    return {number: sorted(merged[number]) for number in sorted(merged)}


def _everywhere(article: Article, quote: str) -> Iterator[Span]:
    """Each place of a stretch that is no article text: such a line is often repeated."""
    found = locate(article, Quote(quote))
    if found.span is not None:
        yield found.span
    elif found.state is QuoteState.AMBIGUOUS:
        at = article.text.find(quote)
        while at >= 0:
            yield Span(at, at + len(quote))
            at = article.text.find(quote, at + len(quote))


def _shares(word: Word, shown: str, text: str, table: _Table, weights: Weights) -> Iterator[tuple[int, Share]]:
    """What a word gives to each sentence that has it, or that stands beside one that has it."""
    matches = _matches(word, table, weights)
    if not matches:
        return
    total = len(table.sentences)
    holding = sum(min(1.0, match.worth) for match in matches.values())
    rarity = log(1 + (total - holding + 0.5) / (holding + 0.5))
    usual = sum(table.lengths) / total
    own = {
        number: rarity * _saturated(match.worth, table.lengths[number] / usual, weights)
        for number, match in matches.items()
    }
    for number in sorted({near for at in own for near in (at - 1, at, at + 1) if 0 <= near < total}):
        lent = (weights.before * own.get(number - 1, 0.0), weights.after * own.get(number + 1, 0.0))
        score = own.get(number, 0.0) + sum(lent)
        if number in matches:
            match = matches[number]
            yield number, Share(shown, score, match.spans, tuple(_hints(word, shown, text, match)), lent)
        elif score > 0:
            near = {where: matches[at] for where, at in ((BEFORE, number - 1), (AFTER, number + 1)) if at in matches}
            beside = ((at, words) for at, match in near.items() for words in _beside(shown, text, match))
            spans = tuple(span for match in near.values() for span in match.spans)
            yield number, Share(shown, score, spans, (), lent, tuple(beside))


def _saturated(count: float, length: float, weights: Weights) -> float:
    held = weights.saturation * (1 - weights.length + weights.length * length)
    return count * (weights.saturation + 1) / (count + held)


def _matches(word: Word, table: _Table, weights: Weights) -> dict[int, _Match]:
    """The sentences with a word of a claim; where it is missing, those with what may stand for it."""
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
    """Where the words of an article stand that may stand for a word of a claim, with what they are worth."""
    if word.weekday and weights.weekday:
        yield weights.weekday, _of_stem(word.weekday, table)
    if word.kind is not Kind.WORD:
        return
    group = kin().get(word.key, frozenset())
    if weights.kin:
        yield from ((weights.kin, _of_stem(key, table)) for key in sorted(group))
    if weights.root and len(word.key) >= SHORTEST_ROOT:
        forms = table.starts.get(start(word.key), ())
        for key in dict.fromkeys(stem(form) for form in forms if may_have(form, word.key)):
            if key not in group and key.isalpha() and same_root(key, word.key):
                yield weights.root, _of_stem(key, table)


def _ends(text: str, sentence: Span) -> bool:
    """Whether a sentence ends as sentences do, and not as headings."""
    return text[sentence.start : sentence.end].rstrip("\"'”’»)]*_ ")[-1:] in {*".!?…:;,。！？"}


def _hints(word: Word, shown: str, text: str, match: _Match) -> Iterator[str]:
    """What stands for a word; for a figure or a day also how it is written, where that differs."""
    if not match.itself:
        yield from (f"{shown} ~ {other}" for other in _each(text, match.spans))
    elif word.kind is Kind.FIGURE or word.weekday:
        yield from (f"{shown} = {other}" for other in _each(text, match.spans) if other.lower() != _line(shown).lower())


def _beside(shown: str, text: str, match: _Match) -> Iterator[str]:
    """What another sentence has for a word, with the word itself where that is another one."""
    for other in _each(text, match.spans):
        yield other if other.casefold() == _line(shown).casefold() else f"{_line(shown)} ~ {other}"


def _each(text: str, spans: Iterable[Span]) -> list[str]:
    """The words of some stretches, each once."""
    return list(dict.fromkeys(_line(text[start:end]) for start, end in spans))


def _line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1 << 10)
def repeats(claim: str, passage: str) -> bool:
    """Whether a passage has the words of a claim in the same order without a gap: it is no evidence for itself."""
    asked = bare(claim)
    return bool(asked) and f" {asked} " in f" {bare(passage)} "
