"""The words that a passage and a claim have in common: a reader looks for these first."""

from __future__ import annotations

from functools import lru_cache

from tui.dossier.values.article import Span
from tui.evidence.search.synonyms import same_root
from tui.evidence.search.words import Kind, words


@lru_cache(maxsize=1 << 12)
def overlap(claim: str, passage: str) -> tuple[Span, ...]:
    """The places in a passage of the words, figures and days of a claim, in whatever form, in the passage's order."""
    asked = words(claim)
    keys = {word.key for word in asked}
    roots = [word.key for word in asked if word.kind is Kind.WORD]
    found: list[Span] = []
    for word in words(passage):
        is_of_root = word.kind is Kind.WORD and any(same_root(root, word.key) for root in roots)
        is_apart = not found or word.start >= found[-1].end  # the month of a day is a word too
        if is_apart and (word.key in keys or is_of_root):
            found.append(Span(word.start, word.end))
    return tuple(found)
