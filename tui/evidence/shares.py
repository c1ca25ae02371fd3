"""What each word of a claim gives to the sentences of an article, and which of them come first by it."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import NamedTuple

from tui.dossier.values.article import Span


class Share(NamedTuple):
    """What one word of a claim gives to the score of a passage."""

    word: str
    """As it stands in the claim."""
    score: float
    matched: tuple[Span, ...]
    """Where the article has it, or what stands for it: in the passage, else in the sentences beside it."""
    hints: tuple[str, ...] = ()
    """What a reader may not see at once, with the words that it comes from."""
    lent: tuple[float, float] = (0.0, 0.0)
    """How much of the score comes from the sentence before, and from the one after."""
    beside: tuple[tuple[str, str], ...] = ()
    """Where the sentences beside the passage have it, and what stands there, for a word that the passage lacks."""

    def times(self, factor: float) -> Share:
        """The same share of a sentence that counts less."""
        before, after = self.lent
        return self._replace(score=self.score * factor, lent=(before * factor, after * factor))

    def without_lent(self, side: int, rest: float) -> Share:
        """The same share without what the sentence before (0) or after (1) lent, but for a rest of it."""
        lent = [*self.lent]
        lent[side] *= rest
        return self._replace(score=self.score - self.lent[side] + lent[side], lent=(lent[0], lent[1]))


def best_first(shares: dict[int, list[Share]], limit: int, lent_again: float) -> list[int]:
    """The sentences with most of a claim, one after the other, those of the same score in the article's order.

    Each that is chosen takes back what it lent to the two beside it, but for a rest: their ``shares`` are changed.
    """
    scores = {number: sum(part.score for part in parts) for number, parts in shares.items()}
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
                shares[neighbour] = [part.without_lent(side, lent_again) for part in shares[neighbour]]
                scores[neighbour] = sum(part.score for part in shares[neighbour])
                heappush(waiting, (-scores[neighbour], neighbour))
    return best
