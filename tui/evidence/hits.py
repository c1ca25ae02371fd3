"""Where words that a reviewer looks for stand in an article."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache

from tui.dossier.values.article import Article, Span
from tui.dossier.values.quotes import fold

MOST = 10_000
"""Places of the same words past which they are not looked for any more."""


@lru_cache(maxsize=16)
def hits(article: Article, wanted: str) -> tuple[Span, ...]:
    """Every place of some words in an article, in its order, none overlapping; upper and lower case are one.

    So are the dresses that a quote may have: white space, the shape of quotation marks and dashes.
    """
    needle = fold(wanted).text.casefold().strip()
    if not needle:
        return ()
    dressed = fold(article.text)
    text, origins = _caseless(article)
    found: list[Span] = []
    at = text.find(needle)
    while at >= 0 and len(found) < MOST:
        end = at + len(needle)
        span = Span(dressed.starts[origins[at]], dressed.ends[origins[end - 1]])
        if span.start >= article.body_start:
            found.append(span)
        at = text.find(needle, end)
    return tuple(found)


@lru_cache(maxsize=16)
def _caseless(article: Article) -> tuple[str, Sequence[int]]:
    """The folded text without upper case, and from which of its characters each one came: ``ß`` becomes two."""
    plain = fold(article.text).text
    text = plain.casefold()
    if len(text) == len(plain):
        return text, range(len(text))
    return text, array("I", [at for at, char in enumerate(plain) for _ in char.casefold()])
