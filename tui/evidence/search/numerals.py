"""The words and signs with which English writes numbers, months and units, and the pattern of a year."""

from __future__ import annotations

import re

THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SMALL_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
SMALL = {word: value for value, word in enumerate(_SMALL_NUMBERS.split())}
_ROUND_NUMBERS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * value for value, word in enumerate(_ROUND_NUMBERS.split(), start=2)}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12}
SIGNS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound"}
_MONTH_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
    "november nov|december dec"
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), start=1) for name in names.split()}
NOT_ONLY_MONTHS = {"march", "mar", "may"}
"""Names of months that are other words too."""
JOINTS = frozenset({" ", "-", "‑", "\u00a0", "\n"})
"""Characters that may stand between two words of one number."""


def before_second_mark(digits: str) -> str:
    """The part of some digits that Python reads as a number: of *1.2.3* or *30.12.2023*, the first part."""
    parts = digits.replace(",", ".").split(".")
    return ".".join(parts[:2]) if len(parts) == 2 and parts[1] else parts[0]
