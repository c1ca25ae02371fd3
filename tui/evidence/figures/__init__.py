"""Figures: the numbers of a text with what they count, and the comparison of a claim's with a passage's."""
