"""A claim's figure as a ladder in plain text: a line for each count, from the lowest to the highest."""

from __future__ import annotations

from tui.dossier.model import Claim, Dossier
from tui.dossier.text import clean_line
from tui.evidence.hints import ELSEWHERE, shown
from tui.evidence.ladder import ladder


def ladder_lines(dossier: Dossier, claim: Claim) -> list[str]:
    """What each source counts of what a claim counts, with its day, whose word it is, and its stance.

    Above each run stands the claim's own figure, with the words that it comes from.
    """
    lines: list[str] = []
    ours = None
    for rung in ladder(dossier, claim):
        if rung.ours != ours:
            ours = rung.ours
            lines.append(clean_line(f"{shown(ours)} (“{ours.words}”)"))
        source = dossier.names[rung.source]
        who = f"{rung.who}, in {source}" if rung.attributed else source
        notes = [rung.stance.value if rung.claim == claim.id else f"{rung.stance.value} {rung.claim}"]
        notes += [ELSEWHERE] if rung.elsewhere else []
        when = " ".join(filter(None, (rung.dated, rung.date))) or "no date"
        lines.append(clean_line(f"  {shown(rung.figure)}  {when}  {who}  “{rung.figure.words}”  {'; '.join(notes)}"))
    return lines
