"""Figures of a text, read from its words alone: no claim and no source is known here."""
