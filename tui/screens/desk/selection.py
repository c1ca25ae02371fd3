"""A selection in an article: the anchor stays, the head moves by words or by sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from tui.dossier.values.article import Article, Span

_WORD = re.compile(r"\w+(?:[^\w\s]\w+)*")
"""A word or a number with the punctuation inside, so that a selection ends before the comma behind a word."""


class Selection(NamedTuple):
    """Two offsets of a text: the anchor, which stays, and the head, which moves and may lie before the anchor."""

    anchor: int
    head: int

    @property
    def span(self) -> Span:
        """The selected span."""
        return Span(min(self), max(self))

    @property
    def swapped(self) -> Selection:
        """The selection of the same span with anchor and head swapped."""
        return Selection(self.head, self.anchor)


def by_sentence(article: Article, selection: Selection, step: int) -> Selection:
    """The selection with its head at the next (-1: previous) border of a sentence; unchanged where none is left."""
    return _moved(selection, article.sentences, step)


def by_word(article: Article, selection: Selection, step: int) -> Selection:
    """The selection with its head at the next (-1: previous) border of a word; unchanged where none is left."""
    if not article.sentences:
        return selection
    text_start, text_end = article.sentences[0].start, article.sentences[-1].end
    words = [Span(*match.span()) for match in _WORD.finditer(article.text, text_start, text_end)]
    return _moved(selection, words, step)


def _moved(selection: Selection, units: list[Span] | tuple[Span, ...], step: int) -> Selection:
    """The selection with its head at the next end of a unit where the head is behind the anchor, else at a start."""
    is_end = selection.head > selection.anchor
    borders = [unit.end if is_end else unit.start for unit in units]
    at = bisect_right(borders, selection.head) if step > 0 else bisect_left(borders, selection.head) - 1
    if not 0 <= at < len(borders) or (borders[at] > selection.anchor) is not is_end or borders[at] == selection.anchor:
        return selection
    return Selection(selection.anchor, borders[at])
