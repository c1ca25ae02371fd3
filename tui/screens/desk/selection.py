"""A stretch of an article as it is being marked: one end stays, the other moves by words or by sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from tui.dossier.values.article import Article, Span

_WORD = re.compile(r"\w+(?:[^\w\s]\w+)*")
"""A word or a number with the marks within it, so that a stretch ends before the comma behind its last word."""


class Selection(NamedTuple):
    """What is marked: from the end that stays to the end that moves, which may lie before it."""

    anchor: int
    head: int

    @property
    def span(self) -> Span:
        """The stretch in the order of the text."""
        return Span(min(self), max(self))

    @property
    def swapped(self) -> Selection:
        """The same stretch, of which the other end moves."""
        return Selection(self.head, self.anchor)


def by_sentence(article: Article, selection: Selection, step: int) -> Selection:
    """The moving end brought to the next (-1: last) border of a sentence; as it was, where nothing would be left."""
    return _moved(selection, article.sentences, step)


def by_word(article: Article, selection: Selection, step: int) -> Selection:
    """The moving end brought to the next (-1: last) border of a word; as it was, where nothing would be left."""
    if not article.sentences:
        return selection
    text_start, text_end = article.sentences[0].start, article.sentences[-1].end
    words = [Span(*match.span()) for match in _WORD.finditer(article.text, text_start, text_end)]
    return _moved(selection, words, step)


def _moved(selection: Selection, units: list[Span] | tuple[Span, ...], step: int) -> Selection:
    """The moving end at the next end of a unit where it is the later of the two, else at the next start of one."""
    is_end = selection.head > selection.anchor
    borders = [unit.end if is_end else unit.start for unit in units]
    at = bisect_right(borders, selection.head) if step > 0 else bisect_left(borders, selection.head) - 1
    if not 0 <= at < len(borders) or (borders[at] > selection.anchor) is not is_end or borders[at] == selection.anchor:
        return selection
    return Selection(selection.anchor, borders[at])
