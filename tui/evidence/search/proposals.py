"""What search proposes beside a claim: the state of the search as the reviewer asks for more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from operator import is_not
from typing import TYPE_CHECKING, NamedTuple

from tui.dossier.values.model import Claim, Dossier, Source
from tui.evidence.coverage import MANY, open_count
from tui.evidence.search.candidates import Candidate, candidates

if TYPE_CHECKING:
    from tui.evidence.search.index import Index

AT_FIRST = 3
"""How many passages of a source are proposed before more are asked for."""
AT_ONCE, IN_ALL = 2, 8
"""Of how many of many sources passages are proposed at the key, and of how many while the reviewer reads."""
MORE_SOURCES, MORE_NAMES = 5, 30
"""How many sources come with each asking for more: with their passages, and by their names."""


class Proposals(NamedTuple):
    """The passages that search proposes for a claim, or for some words, source by source."""

    words: str = ""
    """What was searched for; empty where it was the claim."""
    passages: Mapping[str, Sequence[Candidate]] = {}
    """By source, the likeliest first; a source in which nothing was found has none."""
    cut: frozenset[str] = frozenset()
    """The sources with more passages than these."""
    every: int = 0
    """How many sources were looked at."""
    further: int = 0
    """How many sources, of many, have something too and are not here yet."""
    nothing: tuple[str, ...] = ()
    """The sources in which nothing was found; of many, those that are listed."""
    unlisted: int = 0
    """How many more of these there are."""
    waits: str = ""
    """Why nothing can be proposed yet."""

    @property
    def found(self) -> tuple[str, ...]:
        """The sources with passages."""
        return tuple(source for source, passages in self.passages.items() if passages)


class Inquiry(NamedTuple):
    """What search was asked, and how much more than at first was asked for."""

    words: str
    """The words that are looked for in place of the claim."""
    asked: str
    """These words, else the claim's text: what follows was asked for with it, and ends with it."""
    more: tuple[tuple[str, int], ...]
    """How many more passages, by source."""
    reach: int
    listed: int
    named: tuple[str, ...]
    """The sources that are listed by their names, wherever they would stand."""


class Proposer:
    """Proposes passages, more of them where the reviewer asked for more. Many sources are found through an index."""

    def __init__(self) -> None:
        self.words = ""
        """The words that are looked for in all sources, in place of the claim in its open ones."""
        self.index: Index | None = None
        """The index of many sources, once it is made."""
        self.waits = "the articles are being indexed"
        """What is said until then."""
        self._asked = ""
        self._more: Counter[str] = Counter()
        self._reach, self._listed = AT_ONCE, 0
        self._named: dict[str, None] = {}
        self._last: tuple[object, ...] = ()
        self._proposals = Proposals()
        self._one: tuple[tuple[str, Source] | None, Sequence[Candidate]] = (None, ())
        self._found: dict[tuple[str, int], tuple[Source, Sequence[Candidate]]] = {}

    def more(self, source: str) -> None:
        """Propose more passages of a source, until something else is asked."""
        self._more[source] += AT_FIRST
        self._last, self._one = (), (None, ())

    def more_of(self, group: str) -> None:
        """Propose passages of more sources, or list more of those in which nothing was found."""
        if group == "found":
            self._reach = max(self._reach, IN_ALL) + MORE_SOURCES
        else:
            self._listed += MORE_NAMES
        self._last = ()

    @property
    def is_ahead(self) -> bool:
        """Whether passages of more sources are to come unasked."""
        return self._proposals.further > 0 and self._reach < IN_ALL

    def go_on(self) -> None:
        """Propose passages of one source more."""
        self._reach += 1
        self._last = ()

    def name(self, source: str) -> None:
        """List a source by its name, wherever it would stand."""
        self._named[source] = None
        self._last = ()

    @property
    def inquiry(self) -> Inquiry:
        """What is asked now; :meth:`ask_again` goes back to it."""
        more = tuple(sorted(self._more.items()))
        return Inquiry(self.words, self._asked, more, self._reach, self._listed, tuple(self._named))

    def ask_again(self, inquiry: Inquiry) -> None:
        """Ask what was asked before, and for as much."""
        if inquiry != self.inquiry:
            self.words, self._asked, self._more = inquiry.words, inquiry.asked, Counter(dict(inquiry.more))
            self._reach, self._listed, self._named = inquiry.reach, inquiry.listed, dict.fromkeys(inquiry.named)
            self._last, self._one = (), (None, ())
            self._found.clear()

    def of(self, claim: Claim, source: Source) -> Sequence[Candidate]:
        """What is proposed of one source, whether it is settled or not; the claim's own words ask."""
        asked = (claim.text, source)
        if self._one[0] != asked:
            self._one = (asked, candidates(claim.text, source, AT_FIRST + self._more[source.id]))
        return self._one[1]

    def open_count(self, dossier: Dossier, claim: Claim) -> int | None:
        """How many sources are open for a claim; of many, those that have something. None where it is not known yet."""
        if not dossier.is_whole:
            return None
        if len(dossier.sources) <= MANY:
            return open_count(dossier, claim)
        if self.index is None or not self.index.knows(claim.text):
            return None
        settled = {entry.source for entry in claim.evidence}
        return sum(source not in settled for source in self.index.matching(claim.text))

    def __call__(self, dossier: Dossier, claim: Claim | None) -> Proposals:
        """What is proposed for a claim; the same value as before where nothing changed."""
        if claim is None or not dossier.is_whole:
            return Proposals()
        asked = self.words or claim.text
        if asked != self._asked:
            self._asked = asked
            self._more.clear()
            self._named.clear()
            self._found.clear()
            self._reach, self._listed = AT_ONCE, 0
        settled = frozenset() if self.words else frozenset(entry.source for entry in claim.evidence)
        wanted = (asked, settled, dossier.sources, self.index, self.waits)
        # Sources are compared by identity: to compare thousands at each key takes too long.
        if not self._last or wanted[:2] != self._last[:2] or any(map(is_not, wanted[2:], self._last[2:])):
            self._last = wanted
            propose = self._propose if len(dossier.sources) <= MANY else self._propose_of_many
            self._proposals = propose(dossier, asked, settled)
        return self._proposals

    def _propose(self, dossier: Dossier, asked: str, settled: frozenset[str]) -> Proposals:
        passages, cut = self._passages(dossier, asked, [source for source in dossier.sources if source not in settled])
        nothing = tuple(source for source, found in passages.items() if not found)
        if self.words:  # who looks for words wants to see first where they are
            passages = dict(sorted(passages.items(), key=lambda item: -item[1][0].score if item[1] else 0))
        return Proposals(self.words, passages, cut, every=len(passages), nothing=nothing)

    def _propose_of_many(self, dossier: Dossier, asked: str, settled: frozenset[str]) -> Proposals:
        """The passages of the likeliest sources, and how many more there are with something and with nothing."""
        if self.index is None:
            return Proposals(self.words, waits=self.waits, every=len(dossier.sources) - len(settled))
        likely = [
            source for source in self.index.matching(asked) if source not in settled and source in dossier.sources
        ]
        passages, cut = self._passages(dossier, asked, likely[: self._reach])
        passages = {source: found for source, found in passages.items() if found}
        further = likely[self._reach :]
        apart = settled.union(passages, further)
        rest = chain((source for source in self._named if source in dossier.sources), dossier.sources)
        nothing = tuple(islice((source for source in rest if source not in apart), self._listed + len(self._named)))
        nothing = tuple(dict.fromkeys(nothing))
        every = len(dossier.sources) - sum(source in dossier.sources for source in settled)
        unlisted = every - len(passages) - len(further) - len(nothing)
        return Proposals(self.words, passages, cut, every, len(further), nothing, unlisted)

    def _passages(
        self, dossier: Dossier, asked: str, sources: Iterable[str]
    ) -> tuple[dict[str, Sequence[Candidate]], frozenset[str]]:
        """The passages of some sources, and the sources that have more of them."""
        passages: dict[str, Sequence[Candidate]] = {}
        cut = set()
        for source in sources:
            limit = AT_FIRST + self._more[source]
            article, found = self._found.get((source, limit), (None, ()))
            if article is not dossier.sources[source]:
                found = candidates(asked, dossier.sources[source], limit + 1)
                self._found[source, limit] = (dossier.sources[source], found)
            passages[source] = found[:limit]
            if len(found) > limit:
                cut.add(source)
        return passages, frozenset(cut)
