"""Plain text escaped as Markdown, so that the rendered page shows the text and does nothing else.

Escapes are those of CommonMark (https://spec.commonmark.org/0.31.2/#backslash-escapes), and those for GitHub's tables,
strikethrough, bare links, mentions and formulas. No escape keeps GitHub from making links of bare e-mail addresses: it
looks for them after it has undone the escapes.
"""

import re
from urllib.parse import quote, urlsplit

from tui.dossier.values.text import clean, clean_line

_ACTIVE = re.compile(r"[\\`*_{}\[\]#|~$^@]|:(?=\S)|(?<=[Ww]{3})\.|=(?==)|!(?=\[)|(?<!:)/(?=/)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_AT_START = re.compile(r"^(\d{1,9})?([-+=.)])(?=[\s=-]|$)")


def inline(text: str) -> str:
    """A text as one line of Markdown that renders as the text alone, at any place in a line."""
    line = " ".join(clean_line(text).split())
    line = _ACTIVE.sub(lambda match: "\\" + match[0], line)
    line = re.sub("[&<>]", lambda match: _ENTITIES[match[0]], line)
    return _AT_START.sub(lambda match: f"{match[1] or ''}\\{match[2]}", line)


def paragraphs(text: str) -> str:
    """A text of several lines as Markdown: line breaks stay, and blank lines separate paragraphs."""
    blocks = re.split(r"\n[ \t]*\n", clean(text.replace("\r\n", "\n").replace("\r", "\n")).strip())
    return "\n\n".join("\\\n".join(inline(line) for line in block.split("\n") if line.strip()) for block in blocks)


def link(text: str, url: str) -> str:
    """A link, if the address is one of the web; else the text, with the address as text behind it."""
    safe = web_address(url)
    if safe:
        # In an address, too, &copy; would be read as an entity.
        return f"[{inline(text)}](<{safe.replace('&', '&amp;')}>)"
    return f"{inline(text)} ({inline(url)})" if url.strip() else inline(text)


def web_address(url: str) -> str:
    """An ``http`` or ``https`` address, percent-encoded where a character could end it; empty for any other address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc or clean(url) != url or "\n" in url.strip():
        return ""
    return quote(url.strip(), safe="/:?#[]@!$&'()*+,;=%~-._")
