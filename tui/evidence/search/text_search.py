"""The search within one article: the places of words that a reviewer types."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache

from tui.dossier.values.article import Article, Span
from tui.dossier.values.quotes import fold

MOST = 10_000
"""Places after which the search stops."""


@lru_cache(maxsize=16)
def find_text(article: Article, wanted: str) -> tuple[Span, ...]:
    """Every place of some words in an article, in its order, none overlapping; at most :data:`MOST`.

    Upper and lower case are equal, and so are the forms of white space, quotation marks and dashes, as in quotes. Words
    in front matter are not found.
    """
    needle = fold(wanted).text.casefold().strip()
    if not needle:
        return ()
    folded = fold(article.text)
    text, origins = _caseless(article)
    found: list[Span] = []
    at = text.find(needle)
    while at >= 0 and len(found) < MOST:
        end = at + len(needle)
        span = Span(folded.starts[origins[at]], folded.ends[origins[end - 1]])
        if span.start >= article.body_start:
            found.append(span)
        at = text.find(needle, end)
    return tuple(found)


@lru_cache(maxsize=16)
def _caseless(article: Article) -> tuple[str, Sequence[int]]:
    """The folded text in one case, and for each of its characters the place in the folded text: ``ß`` becomes two."""
    plain = fold(article.text).text
    text = plain.casefold()
    if len(text) == len(plain):
        return text, range(len(text))
    return text, array("I", [at for at, char in enumerate(plain) for _ in char.casefold()])
