"""A quote with its source in one line, for a text that the reviewer writes."""

from __future__ import annotations

from tui.dossier.model import Source
from tui.dossier.text import clean_line
from tui.reports.markdown import web_address


def citation(source: Source, words: str) -> str:
    """The words in quotation marks, then who wrote them where and when, and the address if it is one of the web."""
    url = web_address(source.url)
    titled = f"“{source.title}”" if source.title else ""
    where = ", ".join(filter(None, (source.author, titled, source.name, source.published, url)))
    return clean_line(f"“{' '.join(words.split())}” — {where}")
