"""Locating a quote in its article: to the letter, else by the same words in another typography, else not at all.

A quote is never moved to a passage that is only similar. Quote and article may differ in typography alone: in white
space and line breaks, in the shape of quotation marks and dashes, in the Unicode normal form, and in the brackets and
targets of inline Markdown links. Where the words stand in several places, prefix and suffix choose, as in the W3C's
TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector).
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
# A link's target, bare or in pointed brackets, with round brackets in it one deep, and with an optional title
# (https://spec.commonmark.org/0.31.2/#links).
_TARGET = r"(?:<[^<>\n]*>|[^()\s<>\"']*(?:\([^()\s]*\)[^()\s]*)?)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
_LINK = re.compile(rf"!?\[([^\[\]]*)\]\({_TARGET}\)")
_DIGIT_SEPARATORS = "\u00a0\u2009\u202f.,"
"""What stands between two digits of one number: a no-break or thin blank, a decimal point or comma."""
MAX_PLACES = 300
"""After this many places of a quote, the search for more ends."""
MARKS_IN_A_RUN = 64
"""How many combining marks are normalized with their letter at once: the time grows with the square of their number."""
CONTEXT_WORDS = 40
"""How many words of prefix or suffix are tried to tell two places of a quote apart."""


class QuoteState(Enum):
    """Whether a quote was located."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    UNREAD = "unread"
    """The article was not read yet."""


class Placement(NamedTuple):
    """Where a quote stands in its article."""

    state: QuoteState
    span: Span | None = None
    """The quote's offsets in the article's text; None unless the state is FOUND."""
    exact: bool = True
    """Whether the characters are the same; False where the typography differs."""
    cuts_word: bool = False
    """Whether the quote begins or ends within a word or a number, as 2 does in 22."""
    places: int = 0
    """In how many places the words stand before prefix and suffix choose; at most :data:`MAX_PLACES`."""


def locate(article: Article | None, quote: Quote) -> Placement:
    """Where a quote stands in an article (cached); MISSING where there is no article or the quote is blank."""
    if article is None or not quote.exact.strip():
        return Placement(QuoteState.MISSING)
    return _locate(article.text, article.body_start, quote)


@lru_cache(maxsize=1 << 16)
def _locate(text: str, start: int, quote: Quote) -> Placement:
    """The best placement from an offset on: whole words exact, whole words folded, within words exact, then folded."""
    exact = _occurrences(text, quote.exact, start)
    if found := _chosen(text, quote, exact, exact=True, whole=True):
        return found
    folded = _folded_occurrences(text, quote.exact, start)
    return (
        _chosen(text, quote, folded, exact=False, whole=True)
        or _chosen(text, quote, exact, exact=True, whole=False)
        or _chosen(text, quote, folded, exact=False, whole=False)
        or Placement(QuoteState.MISSING)
    )


def _chosen(text: str, quote: Quote, spans: list[Span], *, exact: bool, whole: bool) -> Placement | None:
    """The placement of a quote among the spans of its words; None where no span qualifies.

    With a prefix or suffix, a single span in another context is not the one that was meant.
    """
    candidates = [span for span in spans if _cuts_word(text, span) is not whole]
    chosen = candidates
    if quote.prefix or quote.suffix:
        chosen = [span for span in candidates if _in_context(text, span, quote)]
    if len(chosen) == 1:
        return Placement(QuoteState.FOUND, chosen[0], exact, not whole, len(candidates))
    return Placement(QuoteState.AMBIGUOUS, None, exact, not whole, len(candidates)) if len(candidates) > 1 else None


def _occurrences(text: str, wanted: str, start: int) -> list[Span]:
    """The spans of a string from an offset on, overlapping ones too; at most :data:`MAX_PLACES`."""
    spans: list[Span] = []
    at = text.find(wanted, start)
    while at >= 0 and len(spans) < MAX_PLACES:
        spans.append(Span(at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return spans


def _folded_occurrences(text: str, quote: str, start: int) -> list[Span]:
    """The spans of the same words in any typography, from an offset on; offsets are those of the unfolded text."""
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
    """A span with the brackets and targets of the links at its ends, where it holds more than the link's words."""
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
    """The offsets of an inline Markdown link or picture, and the span of the words in it."""

    start: int
    end: int
    words: Span


@lru_cache(maxsize=64)
def _links(text: str) -> list[_Link]:
    if "](" not in text:
        return []
    return [_Link(*match.span(), Span(*match.span(1))) for match in _LINK.finditer(text)]


def _cuts_word(text: str, span: Span) -> bool:
    return _is_within_word(text, span.start) or _is_within_word(text, span.end)


def _is_within_word(text: str, offset: int) -> bool:
    """Whether the characters on both sides of an offset belong to one word or number.

    Only for scripts that write words apart: digits, and letters that have upper and lower case.
    """
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if unicodedata.category(after)[0] == "M":
        return True
    if before.isdigit() or after.isdigit():
        return _is_within_number(text, offset)
    return before.lower() != before.upper() and after.lower() != after.upper()


def _is_within_number(text: str, offset: int) -> bool:
    """Whether an offset with a digit on one side lies within a number, separators as in ``1,114`` included."""
    before, after = text[offset - 1], text[offset]
    if after in _DIGIT_SEPARATORS:
        return text[offset + 1 : offset + 2].isdigit()
    if before in _DIGIT_SEPARATORS:
        return text[offset - 2 : offset - 1].isdigit()
    return before.isnumeric() and after.isnumeric()


def _in_context(text: str, span: Span, quote: Quote) -> bool:
    """Whether the quote's prefix stands before a span and its suffix behind it, in any typography."""
    prefix, suffix = fold(quote.prefix).text.strip(), fold(quote.suffix).text.strip()
    reach = 2 * max(len(quote.prefix), len(quote.suffix)) + 200
    before = fold(text[max(0, span.start - reach) : span.start]).text.rstrip()
    after = fold(text[span.end : span.end + reach]).text.lstrip()
    return before.endswith(prefix) and after.startswith(suffix)


class Fold(NamedTuple):
    """A text in plain typography; ``starts`` and ``ends`` are the offsets of each of its characters in the original."""

    text: str
    starts: array[int]
    ends: array[int]


@lru_cache(maxsize=64)
def fold(text: str) -> Fold:
    """A text in plain typography: NFC, one blank for white space, one quotation mark, one dash, links as words."""
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
    """The characters of a text in NFC, each with its start and end offset; a letter comes with its marks."""
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
    """Whether NFC may join a character to the one before: a combining mark, or a vowel or final jamo of Hangul."""
    return char >= "\u0300" and (unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff")


def _link_syntax(text: str) -> dict[int, int]:
    """The spans of the brackets and targets around the words of inline Markdown links, as start → end."""
    hidden = {}
    for link in _links(text):
        hidden[link.start] = link.words.start
        hidden[link.words.end] = link.end
    return hidden


def select(article: Article, span: Span) -> Quote:
    """The quote for a span of an article, with line breaks as one blank.

    Where the words stand in more than one place, the quote gets the shortest prefix of whole words, else the shortest
    suffix, with which it is located at the span; neither where none does.
    """
    exact = _one_line(article.text[span.start : span.end])
    quote = Quote(exact)
    if _stands_at(article, quote, span):
        return quote
    if any(link.start < span.end and span.start < link.end for link in _links(article.text)):
        exact = _one_line(_without_links(article.text, span))  # the span may begin or end within a link
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
    """The text of a span without the brackets and targets of links."""
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
    found = locate(article, quote).span
    return found is not None and found.start <= span.start and span.end <= found.end
