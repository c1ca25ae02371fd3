"""The keys: one table, and the reviewer's own changes to it."""
