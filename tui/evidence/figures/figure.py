"""The value of a figure: a number with what it counts, what happened to that, how far it holds, and its unit."""

from __future__ import annotations

from typing import NamedTuple

from tui.dossier.values.article import Span
from tui.evidence.figures.bounds import Bound
from tui.evidence.figures.lexicon import NO_CLASSES


class Figure(NamedTuple):
    """A number of a text that counts or measures something.

    ``dozens`` is from 24 to infinity, ``hundreds`` from 200, ``tens of thousands`` from 20,000.
    """

    span: Span
    """The number with the words of its bound; of a sum, all that is added."""
    low: float
    high: float
    """Equal to ``low``, except of ranges and of ``dozens`` and the like."""
    bound: Bound
    unit: str = ""
    """``percent``, ``dollar``, ``kilometre``; empty where things are counted. Fractions in words are percentages."""
    counts: str = ""
    """What is counted and what happened to it, in the words of the text: ``people killed``."""
    things: frozenset[str] = NO_CLASSES
    """The classes of what is counted (``people``, ``child``, ``drone``), or the stems of its words."""
    happened: frozenset[str] = NO_CLASSES
    """The classes of what happened: ``dead``, ``hurt``; two where the word leaves it open (casualties)."""
    traits: frozenset[str] = NO_CLASSES
    """The stems of the words that say which: ``attack`` of attack drones; of a measure, of the words around it."""
    of: Figure | None = None
    """The whole of which it is a part: 49 of ``21 out of 49``, 108 of ``108 people, including 15 children``."""
    per: str = ""
    """The rate: ``day`` of 400 people a day, ``100,000 people`` of 5 deaths per 100,000 people."""
    parts: tuple[Figure, ...] = ()
    """The figures of which it is the sum: 14 and 2 of ``14 adults and two children``."""
    date: str = ""
    """The nearest day that its sentence names, as ``2023-12-30``, or ``12-30`` where no year stands."""
    words: str = ""
    """The words of the text from the number to what is counted, on one line: ``At least 22 people were killed``."""

    @property
    def is_sum(self) -> bool:
        """Whether the text gives not the figure itself, but its parts."""
        return bool(self.parts)


def moved(figure: Figure, by: int) -> Figure:
    """A figure with its places moved by a number of code points, as from a sentence to its article."""
    return figure._replace(
        span=Span(figure.span.start + by, figure.span.end + by),
        of=None if figure.of is None else moved(figure.of, by),
        parts=tuple(moved(part, by) for part in figure.parts),
    )
