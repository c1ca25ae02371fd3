"""The lines above and below the panes: where one is, what was saved, which keys there are."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tui.dossier.model import Claim
from tui.dossier.text import clean_line
from tui.review.queue import Filter
from tui.review.session import Session
from tui.screens.keys import KEYS, Key
from tui.screens.layout import Line, Piece, fitted, width_of
from tui.screens.lines import Lines


class Bar(Lines):
    """A few lines that are given whole."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id)
        self._lines: list[Line] = [[]]

    def show(self, *lines: Line) -> None:
        """Show other lines."""
        if list(lines) != self._lines:
            self._lines = list(lines)
            self.relaid()

    def count(self) -> int:
        """How many there are."""
        return len(self._lines)

    def line(self, y: int) -> Line:
        """One of them."""
        return self._lines[y]


def spread(left: Line, right: Line, width: int) -> Line:
    """A line with something at each end; the right end stays whole where there is no room for both."""
    room = width - width_of(right) - 1
    return [*fitted(left, room), Piece(" "), *right] if room > 8 else right


def scale_line(scale: Sequence[str], width: int, current: str) -> Line:
    """The scale as ``1 true  2 mostly-true …``, with the present rating marked; closer where there is little room."""
    labels = [f"{digit} {clean_line(rating)}" for digit, rating in enumerate(scale, 1)]
    gap = next((blanks for blanks in (3, 2, 1) if sum(map(cell_len, labels)) + blanks * (len(labels) + 1) <= width), 1)
    line: Line = [Piece(" ")]
    for rating, label in zip(scale, labels, strict=True):
        digit, _, word = label.partition(" ")
        style = "reviewed strong" if rating == current else ""
        line += [Piece(f"{digit} ", "dim"), Piece(word, style), Piece(" " * gap)]
    return line


def keys_line(width: int) -> Line:
    """The keys of the footer, as many as there is room for; help and quit always."""
    room = width - 1
    line: Line = [Piece(" ")]
    *others, ask, leave = (key for key in KEYS if key.brief)
    end = [piece for key in (ask, leave) for piece in _key(key)]
    room -= width_of(end)
    for key in others:
        pieces = _key(key)
        room -= width_of(pieces)
        if room < 0:
            break
        line += pieces
    return [*line, *end]


def _key(key: Key) -> Line:
    shown = "s c x" if key.id == "stance.supports" else key.shown
    return [Piece(shown, "strong"), Piece(f" {key.brief}  ", "dim")]


def was_line(claim: Claim, rating: str) -> Line:
    """What is asked when a claim is rated: the rating, the claim, and what was there before."""
    words = [Piece(clean_line(rating), "strong"), Piece(f"  {clean_line(claim.id)}  ", "dim")]
    if claim.verdict is not None:
        before = f"was {claim.verdict.rating}"
        if claim.verdict.rationale:
            before += f": {claim.verdict.rationale} (↑ takes it)"
        return [*words, Piece(f"{clean_line(before)}  ", "note"), Piece("why?", "strong")]
    return [*words, Piece("why? Enter saves, Esc leaves it", "dim")]


def header_line(session: Session, shown: Sequence[int], chosen: Filter, width: int) -> Line:
    """Title, progress, reviewer, and whether all is on the disk."""
    dossier = session.dossier
    count = f"{dossier.reviewed_count} of {len(dossier.claims)} reviewed"
    only = f" · {len(shown)} shown: {clean_line(chosen.text)}" if chosen.text else ""
    state = Piece("nothing to save", "dim")
    if not session.is_saved:
        state = Piece(f"! {len(session.unsaved) + len(session.conflicts)} NOT SAVED", "error")
    elif session.saved_at:
        state = Piece(f"saved {session.saved_at[11:19]} UTC", "reviewed")
    reviewer = Piece(f"  {clean_line(session.reviewer)}  ")
    return spread(
        [Piece(f" {clean_line(dossier.title)}", "dim")],
        [Piece(count + only, "strong"), reviewer, state, Piece(" ")],
        width,
    )
