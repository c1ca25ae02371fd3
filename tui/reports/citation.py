"""A quote with its source in one line, to be pasted into a text of the reviewer's."""

from __future__ import annotations

from tui.dossier.values.model import Source
from tui.dossier.values.text import clean_line
from tui.reports.markdown import web_address


def citation(source: Source, words: str, said_by: str = "") -> str:
    """The words in quotation marks, then the speaker, the author, the title, the publisher, the day and the address.

    Parts that are unknown are left out, as is an address that is none of the web.
    """
    url = web_address(source.url)
    titled = f"“{source.title}”" if source.title else ""
    spoken = f"said by {said_by}" if said_by else ""
    where = ", ".join(filter(None, (spoken, source.author, titled, source.name, source.published, url)))
    return clean_line(f"“{' '.join(words.split())}” — {where}")
