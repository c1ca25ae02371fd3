"""The dossier together with the text that says it: the two change at once, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tui.dossier.files.loading import Opened
from tui.dossier.values.edits import Edit
from tui.dossier.values.model import Claim, Dossier
from tui.dossier.values.problems import Refused
from tui.dossier.yaml_text.claims_text import ClaimsText
from tui.review.changes import Change, edits_between
from tui.review.history import Entry

SINCE_CHANGED = "the claim was changed since by someone else"


class Document(NamedTuple):
    """A claims file as it is held: what was read, and what decisions have made of it since."""

    opened: Opened
    text: ClaimsText
    dossier: Dossier

    @classmethod
    def of(cls, opened: Opened) -> Document:
        """The manuscript of a file that was just read."""
        return cls(opened, opened.text, opened.dossier)

    @property
    def data(self) -> bytes:
        """The bytes that the file is to have."""
        return self.opened.encode(self.text.text)

    def stretch(self, claim_id: str) -> str:
        """The text of a claim."""
        return self.text.claims[self.dossier.positions[claim_id]]

    def spliced(self, claim_id: str, edits: Iterable[Edit]) -> str:
        """The text of a claim after edits; Refused where they can't be written."""
        from tui.dossier.yaml_text.splice import splice  # loaded for the first decision

        at, text = self.dossier.positions[claim_id], self.text
        for edit in edits:
            text = splice(text, at, edit, self.opened.read_claim)
        return text.claims[at]

    def change(self, did: str, words: str, when: str, after: Claim, stretch: str) -> Change:
        """What becomes of a claim as it is now, told by the claim and its text as they will be."""
        before = self.dossier.claim(after.id)
        return Change(did, words, when, before, after, self.stretch(after.id), stretch)

    def stretch_after(self, change: Change) -> str:
        """The text of a claim that reads as before a change, after it: to the byte, where its text is as before too.

        Refused where the claim is another one by now.
        """
        claim_id = change.before.id
        if self.dossier.find(claim_id) != change.before:
            raise Refused(SINCE_CHANGED)
        exact = self.stretch(claim_id) == change.text_before
        stretch = change.text_after if exact else self.spliced(claim_id, edits_between(change.before, change.after))
        if self.read(claim_id, stretch) != change.after:
            raise Refused("it would not read as it was decided: the scale or the sources were changed since")
        return stretch

    def read(self, claim_id: str, stretch: str) -> Claim | None:
        """What a stretch says as the text of a claim of this file; None where it is no claim or a wrong one."""
        node = self.text.parse_claim(self.dossier.positions[claim_id], stretch)
        return None if node is None else self.opened.read_sound_claim(node)

    def with_claim(self, claim: Claim, stretch: str) -> Document:
        """The manuscript with another claim in its place."""
        at = self.dossier.positions[claim.id]
        return self._replace(text=self.text.with_claim(at, stretch), dossier=self.dossier.with_claim(claim))

    def told(self, entry: Entry) -> Change:
        """The change that a line of the history tells of; Refused where its text is no longer a claim of this file."""
        if entry.claim not in self.dossier.positions:
            raise Refused(SINCE_CHANGED)
        before, after = self.read(entry.claim, entry.before), self.read(entry.claim, entry.after)
        if before is None or after is None:
            raise Refused(SINCE_CHANGED)
        return Change("decide", entry.what, entry.when, before, after, entry.before, entry.after)
