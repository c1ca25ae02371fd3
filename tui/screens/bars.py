"""The lines above and below the panes: where one is, what was saved, which keys there are."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tui.dossier.model import Claim
from tui.dossier.text import clean_line
from tui.review.queue import Filter
from tui.review.session import Session
from tui.screens.keys import KEYS, Key
from tui.screens.layout import Line, Piece, fitted, flow_line, width_of
from tui.screens.lines import Lay

NOTICE_LINES = 3
"""The lines that something said may take; what is longer ends in an ellipsis."""


def notice(said: Line) -> Lay:
    """One line of text, wrapped into more where there is no room for it."""
    return lambda width: [[Piece(" "), *line] for line in flow_line(said, width - 1, NOTICE_LINES)]


def spread(left: Line, right: Line, width: int) -> Line:
    """A line with something at each end; the right end stays whole where there is no room for both."""
    room = width - width_of(right)
    return [*fitted(left, room), *right] if room > 8 else [Piece(" " * room), *right]


def scale_lines(scale: Sequence[str], width: int, current: str) -> list[Line]:
    """The scale as ``1 true  2 mostly-true …``, with the present rating marked; closer where there is little room."""
    labels = [_label(digit, rating, width - 1, chosen=rating == current) for digit, rating in enumerate(scale, 1)]
    total = sum(map(width_of, labels))
    gap = next((blanks for blanks in (3, 2, 1) if total + blanks * len(labels) <= width), 1)
    lines: list[Line] = [[]]
    for label in labels:
        if lines[-1] and width_of(lines[-1]) + 1 + width_of(label) > width:
            lines.append([])
        lines[-1] += [Piece(" "), *label, Piece(" " * (gap - 1))]
    return lines


def _label(digit: int, rating: str, room: int, *, chosen: bool) -> Line:
    label = [Piece(f"{digit} ", "dim"), Piece(clean_line(rating), "reviewed strong" if chosen else "")]
    return label if width_of(label) <= room else fitted(label, max(room, 3))


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
    words = [Piece(clean_line(rating), "strong"), Piece(f"  {clean_line(claim.id)}  ", "dim"), Piece("why?", "strong")]
    if claim.verdict is None:
        return [*words, Piece(" Enter saves, Esc leaves it, ↑ takes the last reason", "dim")]
    before = f"was {claim.verdict.rating}"
    if claim.verdict.rationale:
        words.append(Piece("  ↑ takes the old reason", "dim"))
        before += f": {claim.verdict.rationale}"
    return [*words, Piece(f"  {clean_line(before)}", "note")]


def header_line(session: Session, shown: Sequence[int], chosen: Filter, width: int, doing: str = "") -> Line:
    """Title (or what is being done), progress, reviewer, and whether all is on the disk.

    The last three stand there whatever the room.
    """
    dossier = session.dossier
    count = Piece(f" {dossier.reviewed_count} of {len(dossier.claims)} reviewed", "strong")
    state = Piece("nothing to save ", "dim")
    if not session.is_saved:
        state = Piece(f"! {len(session.unsaved) + len(session.conflicts)} NOT SAVED ", "error")
    elif session.saved_at:
        state = Piece(f"saved {session.saved_at[11:19]} UTC ", "reviewed")
    room = width - width_of([count, state])
    reviewer = Piece(f"  {clean_line(session.reviewer)}  ")
    fixed = [count, *shortened(reviewer, room), state]
    if chosen.text:
        words = Piece(f" · {len(shown)} shown: {clean_line(chosen.text)}", "strong")
        fixed[1:1] = shortened(words, width - width_of(fixed))
    return spread([Piece(f" {doing or clean_line(dossier.title)}", "dim")], fixed, width)


def shortened(piece: Piece, room: int) -> Line:
    """A piece, cut with an ellipsis where there is less room."""
    if cell_len(piece.text) <= room:
        return [piece]
    return [*fitted([piece], room - 2), Piece("  ")] if room > 3 else []
