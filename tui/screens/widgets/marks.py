"""The marks before words, so that no meaning depends on a colour alone."""

from __future__ import annotations

from tui.evidence.coverage import Standing

MARKS = {"supports": "✓", "contradicts": "✗", "context": "≈", "silent": "–", "open": "?", "mixed": "±", "found": "»"}
STANDING_MARKS = {Standing.UNREVIEWED: "·", Standing.REVIEWED: "■", Standing.STALE: "!"}
AGREES, DIFFERS, OTHER = "=", "≠", "~"
"""The marks before a hint on a figure, by its relation to the claim's figure."""
BAR, CURSOR_BAR = "▎ ", "▌ "
"""The margins of a card, and of the card under the cursor, which can be told apart without colours."""
