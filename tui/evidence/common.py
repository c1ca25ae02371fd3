"""Which words of a passage a claim has too: what a reader looks for first."""

from __future__ import annotations

from functools import lru_cache

from tui.dossier.values.article import Span
from tui.evidence.kin import same_root
from tui.evidence.words import Kind, words


@lru_cache(maxsize=1 << 12)
def in_common(claim: str, passage: str) -> tuple[Span, ...]:
    """Where a passage has a word, a figure or a day of a claim, in whatever form, in its order."""
    asked = words(claim)
    keys = {word.key for word in asked}
    roots = [word.key for word in asked if word.kind is Kind.WORD]
    found: list[Span] = []
    for word in words(passage):
        is_of_root = word.kind is Kind.WORD and any(same_root(root, word.key) for root in roots)
        is_apart = not found or word.start >= found[-1].end  # the month of a day is a word of its own
        if is_apart and (word.key in keys or is_of_root):
            found.append(Span(word.start, word.end))
    return tuple(found)
