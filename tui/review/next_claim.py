"""The next claim to go to: without a verdict, with a stale one, or with any other property."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tui.dossier.values.model import Dossier
from tui.evidence.coverage import Standing, standing


def next_where(count: int, current: int, wanted: Callable[[int], bool], step: int = 1) -> int | None:
    """The next ``wanted`` position after the current one, round the end; None where no position is."""
    for distance in range(1, count + 1):
        position = (current + step * distance) % count
        if wanted(position):
            return position
    return None


def next_stale(dossier: Dossier, shown: Sequence[int], cursor: int, step: int = 1) -> int | None:
    """The row, among the shown claims, of the next claim with a stale verdict; None where there is none."""

    def is_stale(row: int) -> bool:
        return standing(dossier, dossier.claims[shown[row]]) is Standing.STALE

    return next_where(len(shown), cursor, is_stale, step)


def next_unreviewed(
    dossier: Dossier, shown: Sequence[int], cursor: int, step: int = 1, postponed: Iterable[str] = ()
) -> int | None:
    """The row, among the shown claims, of the next claim without a verdict; None where all have one.

    Postponed claims come after all others, in the order in which they were postponed.
    """

    def waits(row: int) -> bool:
        claim = dossier.claims[shown[row]]
        return claim.verdict is None and claim.id not in postponed

    following = next_where(len(shown), cursor, waits, step)
    if following is not None:
        return following
    rows = {claim.id: row for row, at in enumerate(shown) if (claim := dossier.claims[at]).verdict is None}
    late = [rows[claim] for claim in postponed if claim in rows]
    if not late:
        return None
    return late[(late.index(cursor) + step) % len(late)] if cursor in late else late[0 if step > 0 else -1]
