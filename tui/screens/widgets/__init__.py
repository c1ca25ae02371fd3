"""Widgets and text layout that know nothing of a dossier."""
