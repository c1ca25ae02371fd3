"""Standard output and standard error, made safe to write to."""

from __future__ import annotations

import io
import os
import sys


def prepare_streams() -> None:
    """Replace a closed stream by the null device, and escape characters that a stream can't encode."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the program runs
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def drop_output() -> None:
    """Discard the output that is still buffered, on which Python would fail once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
