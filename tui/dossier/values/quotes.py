"""Finding a quote in its article: exactly, else the same words in other dress, else not at all.

A quote is never moved to a look-alike. What may differ is what typesetting changes and not what was said: white
space and line breaks, the shape of quotation marks and dashes, the Unicode normal form, and the brackets and targets
of inline Markdown links between the words. Where a quote stands several times, its prefix and suffix choose, as in
the W3C's TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Quote

_QUOTATION_MARKS = dict.fromkeys(map(ord, "\"'`´‘’‚‛“”„‟‹›«»′″＂＇「」『』"), "'")
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−﹘﹣－"), "-")
_TYPOGRAPHY = str.maketrans(_QUOTATION_MARKS | _DASHES)
# The target in round or pointed brackets, with brackets in it one deep, and with a title.
_TARGET = r"(?:<[^<>\n]*>|[^()\s<>\"']*(?:\([^()\s]*\)[^()\s]*)?)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
_LINK = re.compile(rf"!?\[([^\[\]]*)\]\({_TARGET}\)")
_THIN_BLANKS = "\u00a0\u2009\u202f"
MANY = 300
"""Places of one quote past which they are not counted any more."""
MARKS_IN_A_RUN = 64
"""Combining marks of one letter that are put into normal form at once: that takes the square of their number."""
CONTEXT_WORDS = 40
"""How many words of prefix or suffix are tried to tell two places of a quote apart."""


class State(Enum):
    """What became of a quote."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    UNREAD = "unread"
    """Its article is still to be read."""


class Placement(NamedTuple):
    """Where a quote stands in its article."""

    state: State
    span: Span | None = None
    """Where it is, if it is in one place."""
    exact: bool = True
    """Whether the characters are the same, or only the words."""
    cuts_word: bool = False
    """Whether it begins or ends within a word or a number, as in the 2 of 22."""
    places: int = 0
    """In how many places it stands, before prefix and suffix choose."""


def place(article: Article | None, quote: Quote) -> Placement:
    """Find a quote in an article."""
    if article is None or not quote.exact.strip():
        return Placement(State.MISSING)
    return _place(article.text, article.body_start, quote)


@lru_cache(maxsize=1 << 16)
def _place(text: str, start: int, quote: Quote) -> Placement:
    """The best of four: to the letter or in other dress, and either as whole words or within them."""
    spans = _occurrences(text, quote.exact, start)
    found = _chosen(text, quote, spans, exact=True, whole=True)
    if found is None:
        folded = _folded_occurrences(text, quote.exact, start)
        tries = ((folded, False, True), (spans, True, False), (folded, False, False))
        answers = (_chosen(text, quote, found, exact=exact, whole=whole) for found, exact, whole in tries)
        found = next((answer for answer in answers if answer is not None), None)
    return found or Placement(State.MISSING)


def _chosen(text: str, quote: Quote, spans: list[Span], *, exact: bool, whole: bool) -> Placement | None:
    """Where a quote is among some places of its words; None where that is none of them.

    With a prefix or suffix, words that stand in one place in other company are not those that were meant.
    """
    candidates = [span for span in spans if _cuts_word(text, span) is not whole]
    chosen = candidates
    if quote.prefix or quote.suffix:
        chosen = [span for span in candidates if _in_context(text, span, quote)]
    if len(chosen) == 1:
        return Placement(State.FOUND, chosen[0], exact, not whole, len(candidates))
    return Placement(State.AMBIGUOUS, None, exact, not whole, len(candidates)) if len(candidates) > 1 else None


def _occurrences(text: str, wanted: str, start: int) -> list[Span]:
    """The places of a string, overlapping ones too; no more than :data:`MANY`."""
    spans: list[Span] = []
    at = text.find(wanted, start)
    while at >= 0 and len(spans) < MANY:
        spans.append(Span(at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return spans


def _folded_occurrences(text: str, quote: str, start: int) -> list[Span]:
    """The places of the same words in other dress, in offsets of the text."""
    wanted = fold(quote).text.strip()
    if not wanted:
        return []
    folded = fold(text)
    spans = (
        _whole_links(text, Span(folded.starts[at.start], folded.ends[at.end - 1]))
        for at in _occurrences(folded.text, wanted, 0)
    )
    return [span for span in spans if span.start >= start]


def _whole_links(text: str, span: Span) -> Span:
    """A stretch with the brackets and targets of the links that it begins or ends with, where it has more than them."""
    start, end = span
    links = _links(text)
    first = bisect_left(links, start - 2, key=lambda link: link.start)
    for link in links[first:]:
        if link.start >= end:
            break
        if link.words.end == end and link.start >= start:
            end = link.end
        elif link.words.start == start and link.words.end < end:
            start = link.start
    return Span(start, end)


class _Link(NamedTuple):
    """An inline Markdown link or picture, and where in it its words are."""

    start: int
    end: int
    words: Span


@lru_cache(maxsize=64)
def _links(text: str) -> list[_Link]:
    if "](" not in text:
        return []
    return [_Link(*match.span(), Span(*match.span(1))) for match in _LINK.finditer(text)]


def _cuts_word(text: str, span: Span) -> bool:
    return _joined(text, span.start) or _joined(text, span.end)


def _joined(text: str, at: int) -> bool:
    """Whether the characters on both sides of an offset belong to one word or number.

    Only for scripts that write words apart: digits, and letters that have upper and lower case.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after)[0] == "M":
        return True
    if before.isdigit() and after in _THIN_BLANKS:
        return text[at + 1 : at + 2].isdigit()
    if before in _THIN_BLANKS and after.isdigit():
        return text[at - 2 : at - 1].isdigit()
    if before.isdigit() or after.isdigit():
        if before.isnumeric() and after.isnumeric():
            return True
        if after in ".," and before.isdigit():
            return text[at + 1 : at + 2].isdigit()
        return before in ".," and after.isdigit() and text[at - 2 : at - 1].isdigit()
    return before.lower() != before.upper() and after.lower() != after.upper()


def _in_context(text: str, span: Span, quote: Quote) -> bool:
    """Whether a place has the quote's prefix before it and its suffix after it, white space and dress aside."""
    prefix, suffix = fold(quote.prefix).text.strip(), fold(quote.suffix).text.strip()
    reach = 2 * max(len(quote.prefix), len(quote.suffix)) + 200
    before = fold(text[max(0, span.start - reach) : span.start]).text.rstrip()
    after = fold(text[span.end : span.end + reach]).text.lstrip()
    return before.endswith(prefix) and after.startswith(suffix)


class Fold(NamedTuple):
    """A text in plain dress, and where in the text each of its characters came from."""

    text: str
    starts: array[int]
    ends: array[int]


@lru_cache(maxsize=64)
def fold(text: str) -> Fold:
    """Take off what typesetting adds: one blank for white space, one mark for each kind of quote and dash, NFC."""
    hidden = _link_syntax(text)
    out: list[str] = []
    starts, ends = array("I"), array("I")
    skip_to = 0
    for start, end, run in _normal_runs(text):
        skip_to = hidden.get(start, skip_to)
        if start < skip_to:
            continue
        plain = " " if run.isspace() else run.translate(_TYPOGRAPHY)
        if plain == " " and out and out[-1] == " ":
            continue
        out.extend(plain)
        starts.extend([start] * len(plain))
        ends.extend([end] * len(plain))
    return Fold("".join(out), starts, ends)


def _normal_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """The characters of a text in NFC with their offsets: one at a time, but a letter together with its marks."""
    if unicodedata.is_normalized("NFC", text):
        for at, char in enumerate(text):
            yield at, at + 1, char
        return
    start = 0
    for end in range(1, len(text) + 1):
        ends = end == len(text) or not _continues(text[end]) or end - start >= MARKS_IN_A_RUN
        if ends or text[start].isspace():
            yield start, end, unicodedata.normalize("NFC", text[start:end])
            start = end


def _continues(char: str) -> bool:
    """Whether a character may join the one before it when a text is composed: marks and the later Hangul jamo."""
    return char >= "\u0300" and (unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff")


def _link_syntax(text: str) -> dict[int, int]:
    """The stretches that inline Markdown links add around their words, as start → end."""
    hidden = {}
    for link in _links(text):
        hidden[link.start] = link.words.start
        hidden[link.words.end] = link.end
    return hidden


def select(article: Article, span: Span) -> Quote:
    """The quote that stands for a stretch of an article.

    Line breaks in it are one blank. Where the words stand in more than one place, the shortest prefix of whole words,
    else the shortest suffix, that makes it one is added.
    """
    exact = _one_line(article.text[span.start : span.end])
    quote = Quote(exact)
    if _stands_at(article, quote, span):
        return quote
    if any(link.start < span.end and span.start < link.end for link in _links(article.text)):
        exact = _one_line(_without_links(article.text, span))  # it may begin or end within one
        if _stands_at(article, Quote(exact), span):
            return Quote(exact)
    before = article.text[article.body_start : span.start].split()[-CONTEXT_WORDS:]
    after = article.text[span.end :].split(maxsplit=CONTEXT_WORDS)[:CONTEXT_WORDS]
    prefixes = (Quote(exact, prefix=" ".join(before[-count:])) for count in range(1, len(before) + 1))
    suffixes = (Quote(exact, suffix=" ".join(after[:count])) for count in range(1, len(after) + 1))
    for candidate in (*prefixes, *suffixes):
        if _stands_at(article, candidate, span):
            return candidate
    return quote


def _one_line(text: str) -> str:
    return " ".join(part.strip() for part in text.splitlines() if part.strip())


def _without_links(text: str, span: Span) -> str:
    """A stretch without what links add to its words."""
    hidden = _link_syntax(text)
    out, at = [], max([span.start, *(end for start, end in hidden.items() if start < span.start < end)])
    while at < span.end:
        if at in hidden:
            at = hidden[at]
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def _stands_at(article: Article, quote: Quote, span: Span) -> bool:
    found = place(article, quote).span
    return found is not None and found.start <= span.start and span.end <= found.end
