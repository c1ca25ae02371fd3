"""Reviewing: decisions as values, the open session, the working copy, undo, the history."""
