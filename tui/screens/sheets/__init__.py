"""Modal screens over the review."""
