"""The title in a pane's border."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from tui.dossier.values.model import Claim
from tui.dossier.values.text import clean_line
from tui.screens.widgets.text_layout import both_ends


def pane_title(name: str, claim: Claim | None, width: int) -> Content:
    """Return the title of a pane ``width`` cells wide: its name and, if given, the claim shortened to fit."""
    if claim is None:
        return Content(name)
    return Content(f"{name} · {both_ends(clean_line(claim.text), max(10, width - cell_len(name) - 7))}")
