"""A stretch of an article as it is being marked: one end stays, the other moves by words or by sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from tui.dossier.article import Article, Span

_WORD = re.compile(r"\w+(?:[^\w\s]\w+)*")
"""A word or a number with the marks within it, so that a stretch ends before the comma behind its last word."""


class Stretch(NamedTuple):
    """What is marked: from the end that stays to the end that moves, which may lie before it."""

    stays: int
    moves: int

    @property
    def span(self) -> Span:
        """The stretch in the order of the text."""
        return Span(min(self), max(self))

    @property
    def turned(self) -> Stretch:
        """The same stretch, of which the other end moves."""
        return Stretch(self.moves, self.stays)


def by_sentence(article: Article, stretch: Stretch, step: int) -> Stretch:
    """The moving end brought to the next (-1: last) border of a sentence; as it was, where nothing would be left."""
    return _moved(stretch, article.sentences, step)


def by_word(article: Article, stretch: Stretch, step: int) -> Stretch:
    """The moving end brought to the next (-1: last) border of a word; as it was, where nothing would be left."""
    if not article.sentences:
        return stretch
    text_start, text_end = article.sentences[0].start, article.sentences[-1].end
    words = [Span(*match.span()) for match in _WORD.finditer(article.text, text_start, text_end)]
    return _moved(stretch, words, step)


def _moved(stretch: Stretch, units: list[Span] | tuple[Span, ...], step: int) -> Stretch:
    """The moving end at the next end of a unit where it is the later of the two, else at the next start of one."""
    is_end = stretch.moves > stretch.stays
    borders = [unit.end if is_end else unit.start for unit in units]
    at = bisect_right(borders, stretch.moves) if step > 0 else bisect_left(borders, stretch.moves) - 1
    if not 0 <= at < len(borders) or (borders[at] > stretch.stays) is not is_end or borders[at] == stretch.stays:
        return stretch
    return Stretch(stretch.stays, borders[at])
