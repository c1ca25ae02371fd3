"""The contributions of a claim's words to the scores of sentences, and the order of sentences by score."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import NamedTuple

from tui.dossier.values.article import Span


class Contribution(NamedTuple):
    """The part of a sentence's score that one word of a claim gives."""

    word: str
    """As it stands in the claim."""
    score: float
    matched: tuple[Span, ...]
    """The places in the article of the word, or of a word for it: in the sentence, else in those beside it."""
    hints: tuple[str, ...] = ()
    """Remarks for a reader on how the sentence has the word, with the words from which they come."""
    lent: tuple[float, float] = (0.0, 0.0)
    """How much of the score comes from the sentence before, and from the one after."""
    beside: tuple[tuple[str, str], ...] = ()
    """For a word that the sentence lacks: *before* or *after*, and how the sentence there has the word."""

    def times(self, factor: float) -> Contribution:
        """The contribution with its score, and what is lent of it, multiplied by a factor."""
        before, after = self.lent
        return self._replace(score=self.score * factor, lent=(before * factor, after * factor))

    def without_lent(self, side: int, rest: float) -> Contribution:
        """The contribution with only a share ``rest`` of what the sentence before (0) or after (1) lent."""
        lent = [*self.lent]
        lent[side] *= rest
        return self._replace(score=self.score - self.lent[side] + lent[side], lent=(lent[0], lent[1]))


def best_first(contributions: dict[int, list[Contribution]], limit: int, lent_again: float) -> list[int]:
    """The numbers of the sentences with the highest scores, highest first; of one score, in the article's order.

    A sentence that is chosen takes back what it lent to the two beside it, except for a share ``lent_again``; their
    lists in ``contributions`` are replaced.
    """
    scores = {number: sum(part.score for part in parts) for number, parts in contributions.items()}
    waiting = [(-score, number) for number, score in scores.items()]
    heapify(waiting)
    best: list[int] = []
    while waiting and len(best) < limit:
        score, number = heappop(waiting)
        if scores.get(number) != -score:  # chosen already, or no longer worth so much
            continue
        del scores[number]
        best.append(number)
        for neighbour, side in ((number + 1, 0), (number - 1, 1)):
            if neighbour in scores:
                contributions[neighbour] = [part.without_lent(side, lent_again) for part in contributions[neighbour]]
                scores[neighbour] = sum(part.score for part in contributions[neighbour])
                heappush(waiting, (-scores[neighbour], neighbour))
    return best
