"""ISO 8601 dates as a claims file writes them: checked, and kept as the text that they are."""

from __future__ import annotations

import datetime
import re

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def is_date(text: str) -> bool:
    """Whether a text is an ISO day (``2023-12-31``), month (``2023-12``), or day with a time."""
    if not text.isascii():
        return False
    if _MONTH.fullmatch(text):
        return True
    if len(text) < 10 or text[4:5] != "-" or text[7:8] != "-":
        return False
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_period(text: str) -> bool:
    """Whether a text is a date, or two dates with a slash between them."""
    start, slash, end = text.partition("/")
    return is_date(start) and (not slash or is_date(end))
