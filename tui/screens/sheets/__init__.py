"""Screens that lie over the review."""
