"""The lines above and below the panes: the header, the scale, the words of prompts and messages."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tui.dossier.values.model import Claim, Dossier, Verdict
from tui.dossier.values.passed_over import counted_passed_over, passed_over
from tui.dossier.values.problems import counted_problems
from tui.dossier.values.text import clean_line
from tui.review.filters import Filter
from tui.review.session import Session
from tui.screens.keys.keymap import Keymap
from tui.screens.widgets.click_lines import Button
from tui.screens.widgets.text_layout import Line, Piece, fitted, spread, width_of


def scale_rows(scale: Sequence[str], keys: Keymap, width: int, current: str) -> list[list[Button]]:
    """The scale as rows of ``1 true  2 mostly-true …``, with the present rating marked; the gaps fit the width."""
    labels = [
        _label(keys[f"verdict.{place}"], rating, width - 1, chosen=rating == current)
        for place, rating in enumerate(scale, 1)
    ]
    total = sum(map(width_of, labels))
    gap = next((blanks for blanks in (3, 2, 1) if total + blanks * len(labels) <= width), 1)
    rows: list[list[Button]] = [[]]
    used = 0
    for place, label in enumerate(labels, 1):
        cells = width_of(label)
        if used and used + 1 + cells > width:
            rows.append([])
            used = 0
        used += cells + gap
        rows[-1] += [Button([Piece(" ")]), Button(label, f"verdict.{place}"), Button([Piece(" " * (gap - 1))])]
    return rows


def _label(key: str, rating: str, room: int, *, chosen: bool) -> Line:
    label = [Piece(f"{key} ", "key"), Piece(clean_line(rating), "reviewed strong" if chosen else "")]
    return label if width_of(label) <= room else fitted(label, max(room, 3))


def verdict_question(claim: Claim, rating: str, keys: Keymap, last: Verdict | None, *, begun: bool = False) -> Line:
    """The question for a rationale: the rating, the claim, and the verdict before or the key of the last reason.

    A rationale that was ``begun`` before is marked as not saved.
    """
    up = keys["place.previous-too"]
    words = [Piece(clean_line(rating), "strong"), Piece(f"  {clean_line(claim.id)}  ", "dim"), Piece("why?", "strong")]
    if begun:
        words.append(Piece("  as you left it, not saved;", "note"))
    if claim.verdict is None:
        reason = f", {up} takes the last reason" if last and last.rationale and not begun else ""
        ways = f"{keys['place.enter']} saves, {keys['place.back']} keeps it"
        return [*words, Piece(f" {ways}, {keys['place.page-down']} scrolls the evidence{reason}", "dim")]
    before = f"was {claim.verdict.rating}"
    if claim.verdict.rationale:
        words.append(Piece(f"  {up} takes the old reason", "dim"))
        before += f": {claim.verdict.rationale}"
    return [*words, Piece(f"  {clean_line(before)}", "note")]


def field_keys(keys: Keymap) -> str:
    """The keys that end a field, in words."""
    return f"{keys['place.enter']} saves, {keys['place.back']} leaves it"


def header_line(session: Session, shown: Sequence[int], active: Filter, width: int, activity: str = "") -> Line:
    """Title, progress, number of problems, reviewer, and the state of the file.

    The activity of a thread takes the place of title and reviewer. Progress, problems and the state of the file are
    never shortened.
    """
    dossier = session.dossier
    count = Piece(f" {dossier.reviewed_count} of {len(dossier.claims)} reviewed", "strong")
    copy = session.working_copy
    state = Piece("nothing to save ", "dim")
    if not copy.is_saved:
        state = Piece(f"! {len(copy.unsaved) + len(copy.conflicts)} NOT SAVED ", "error")
    elif copy.saved_at:
        state = Piece(f"saved {copy.saved_at[11:19]} UTC ", "reviewed")
    wrong = f"  ! {counted_problems(len(dossier.problems))}" if dossier.problems else ""
    room = width - width_of([count, Piece(wrong), state])
    reviewer = Piece(
        "  " if activity else f"  {clean_line(session.reviewer)}  "
    )  # the name would take the room of the progress
    fixed = [count, Piece(wrong, "stale"), *shortened(reviewer, room), state]
    if active.text:
        words = Piece(f" · {len(shown)} shown: {clean_line(active.text)}", "strong")
        fixed[1:1] = shortened(words, width - width_of(fixed))
    return spread([Piece(f" {activity or clean_line(dossier.title)}", "dim")], fixed, width)


def problem_summary(dossier: Dossier, keys: Keymap) -> str:
    """The numbers of problems in the articles folder and the claims file, with the key that lists them, or nothing."""
    others = len(dossier.problems) - len(passed_over(dossier))
    words = [counted_passed_over(dossier), f"{counted_problems(others)} in the claims file" if others else ""]
    return f"{', '.join(filter(None, words))}: {keys['show.problems']} shows why" if any(words) else ""


def shortened(piece: Piece, room: int) -> Line:
    """A piece, cut with an ellipsis where there is less room."""
    if cell_len(piece.text) <= room:
        return [piece]
    return [*fitted([piece], room - 2), Piece("  ")] if room > 3 else []
