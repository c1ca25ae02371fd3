"""The times after which the review does something by itself."""

from __future__ import annotations

from typing import NamedTuple


class Intervals(NamedTuple):
    """Times in seconds."""

    look: float = 1.0
    """Between two looks at whether the claims file or the articles folder was written by somebody else."""
    retry: float = 5.0
    """Between two attempts to save unsaved decisions, and to keep the bookmark."""
    patience: float = 0.3
    """For how long a thread reads or writes before the header says so."""
    last_write: float = 3.0
    """For how long the end waits for a summary whose write had begun when it was given up."""


INTERVALS = Intervals()
