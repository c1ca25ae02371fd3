"""What each key does: one class for each group of commands."""
