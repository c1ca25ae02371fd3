"""The dossier together with the text of its claims file: the two change in one step."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from tui.dossier.files.loading import Opened
from tui.dossier.values.edits import Edit
from tui.dossier.values.model import Claim, Dossier
from tui.dossier.values.problems import Problem, Refused
from tui.dossier.yaml_text.claims_text import ClaimsText
from tui.review.changes import Change, edits_between
from tui.review.history import HistoryEntry

SINCE_CHANGED = "the claim was changed since by someone else"


class Document(NamedTuple):
    """A claims file in memory: the file as it was read, and text and dossier after the decisions since."""

    opened: Opened
    text: ClaimsText
    dossier: Dossier

    @classmethod
    def of(cls, opened: Opened) -> Document:
        """The document of a file as it was read."""
        return cls(opened, opened.text, opened.dossier)

    @property
    def data(self) -> bytes:
        """The bytes of the file after the decisions."""
        return self.opened.encode(self.text.text)

    @property
    def problems(self) -> list[Problem]:
        """The problems of the file and its articles, each with its present line."""
        then, now = _first_lines(self.opened.text), _first_lines(self.text)
        return [self._on_present_line(problem, then, now) for problem in self.dossier.problems]

    def _on_present_line(self, problem: Problem, then: list[int], now: list[int]) -> Problem:
        """A problem with its present line, after decisions have made claims longer or shorter."""
        at = bisect_right(then, problem.line) - 1
        if at < 0 or problem.file != str(self.dossier.path):
            return problem
        within = problem.line - then[at]
        if at < len(self.text.claims) and self.text.claims[at] != self.opened.text.claims[at]:
            words = self.opened.text.claims[at].split("\n")[within]
            lines = self.text.claims[at].split("\n")
            within = lines.index(words) if lines.count(words) == 1 else within
        return problem._replace(line=now[at] + within)

    def claim_text(self, claim_id: str) -> str:
        """The text of a claim."""
        return self.text.claims[self.dossier.positions[claim_id]]

    def spliced(self, claim_id: str, edits: Iterable[Edit]) -> str:
        """The text of a claim after edits. Raises Refused where the edits can't be written."""
        from tui.dossier.yaml_text.splice import splice  # loaded for the first decision

        at, text = self.dossier.positions[claim_id], self.text
        for edit in edits:
            text = splice(text, at, edit, self.opened.read_claim)
        return text.claims[at]

    def change(self, did: str, label: str, when: str, after: Claim, text: str) -> Change:
        """The change from a claim as it is now to the claim ``after`` with its ``text``."""
        before = self.dossier.claim(after.id)
        return Change(did, label, when, before, after, self.claim_text(after.id), text)

    def text_after(self, change: Change) -> str:
        """The text of a claim after a change; byte for byte that of the change, where the text is still the one before.

        Raises Refused where the claim was changed since.
        """
        claim_id = change.before.id
        if self.dossier.find(claim_id) != change.before:
            raise Refused(SINCE_CHANGED)
        exact = self.claim_text(claim_id) == change.text_before
        text = change.text_after if exact else self.spliced(claim_id, edits_between(change.before, change.after))
        if self.read(claim_id, text) != change.after:
            raise Refused("it would not read as it was decided: the scale or the sources were changed since")
        return text

    def read(self, claim_id: str, text: str) -> Claim | None:
        """The claim that a text would be in this file; None where the text is no claim or has an error."""
        node = self.text.parse_claim(self.dossier.positions[claim_id], text)
        return None if node is None else self.opened.read_sound_claim(node)

    def with_claim(self, claim: Claim, text: str) -> Document:
        """The document with one claim replaced."""
        at = self.dossier.positions[claim.id]
        return self._replace(text=self.text.with_claim(at, text), dossier=self.dossier.with_claim(claim))

    def change_from(self, entry: HistoryEntry) -> Change:
        """The change that an entry describes. Raises Refused where its texts are no claims of this file any more."""
        if entry.claim not in self.dossier.positions:
            raise Refused(SINCE_CHANGED)
        before, after = self.read(entry.claim, entry.before), self.read(entry.claim, entry.after)
        if before is None or after is None:
            raise Refused(SINCE_CHANGED)
        return Change("decide", entry.label, entry.when, before, after, entry.before, entry.after)


def _first_lines(text: ClaimsText) -> list[int]:
    """The lines on which the claims begin, then the line on which the rest of the file begins."""
    return list(accumulate((chunk.count("\n") for chunk in text.claims), initial=1 + text.head.count("\n")))
