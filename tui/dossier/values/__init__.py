"""Dossiers as immutable values: claims, sources, articles, quotes, edits, problems."""
