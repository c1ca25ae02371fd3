"""The marks that stand before words, so that no meaning hangs on a colour alone."""

from __future__ import annotations

from tui.evidence.coverage import Standing

MARKS = {"supports": "✓", "contradicts": "✗", "context": "≈", "silent": "–", "open": "?", "mixed": "±", "found": "»"}
STANDING_MARKS = {Standing.UNREVIEWED: "·", Standing.REVIEWED: "■", Standing.STALE: "!"}
AGREES, DIFFERS, OTHER = "=", "≠", "~"
"""What stands before what a figure says beside the claim's."""
BAR, CURSOR_BAR = "▎ ", "▌ "
"""What stands before the lines of a card, and of the one under the cursor: it is seen without colours too."""
