"""An article: the text of its file, with the offsets of its paragraphs and sentences.

Offsets count code points of the decoded text, without the byte order mark, with line ends untranslated and front matter
included. The start of a span is inclusive, its end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_FENCE_END = re.compile(r"(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
_BLANK_LINES = r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*"
_KEY = re.compile(_BLANK_LINES + r"(?:[^\s#:][^:\r\n]*:(?:[ \t]|$)|\{|\[|(?:---|\.\.\.)[ \t]*$)", re.MULTILINE)
_BLOCK_START = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|>|\d{1,9}[.)][ \t]|\||```|~~~)")
_BLANK = re.compile(r"[^\S ]")
"""White space that becomes a blank for the sentence splitter, which fails on some of it, as in ``A\u00a0.``"""
WRAPPED_MIN, WRAPPED_MAX = 40, 120
"""The lengths of lines, in code points, between which a line break may come from hard wrapping."""
MAX_PIECE = 5_000
"""How many code points the sentence splitter gets at once."""


class Span(NamedTuple):
    """A part of a text, from one offset to another."""

    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """The text of one file of the articles folder."""

    file: str
    text: str = field(repr=False)
    language: str = "en"

    @cached_property
    def body_start(self) -> int:
        """The offset behind Markdown's front matter, which is not searched; 0 where there is none."""
        span = front_matter(self.file, self.text)
        return 0 if span is None else span[1]

    @cached_property
    def first_line(self) -> str:
        """The first line that is not blank: the title where neither the claims file nor the front matter has one."""
        for match in _lines(self.text, self.body_start):
            if line := match.strip():
                return line.lstrip("#").strip() or line
        return ""

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The spans of the paragraphs, without the white space around them.

        Blank lines part paragraphs, and so does any other line break that does not come from hard wrapping: a break
        after a short or a very long line, or before a line that begins a block in Markdown.
        """
        spans = []
        for block in self._blocks():
            longest = max(line.end - line.start for line in block)
            start = block[0].start
            for line, following in pairwise(block):
                length = line.end - line.start
                wrapped = max(WRAPPED_MIN, 0.7 * longest) <= length <= longest <= WRAPPED_MAX
                if not wrapped or _BLOCK_START.match(self.text, following.start):
                    spans.append(Span(start, line.end))
                    start = following.start
            spans.append(Span(start, block[-1].end))
        return tuple(spans)

    def _blocks(self) -> Iterator[list[Span]]:
        """The runs of lines that are not blank; each line comes without its indentation and line end."""
        block: list[Span] = []
        offset = self.body_start
        for line in _lines(self.text, self.body_start):
            stripped = line.strip()
            if stripped:
                start = offset + line.index(stripped)
                block.append(Span(start, start + len(stripped)))
            elif block:
                yield block
                block = []
            offset += len(line)
        if block:
            yield block

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The spans of the sentences, without the white space around them. A sentence ends with its paragraph."""
        from sentencex import segment  # compiled: loaded for the first article

        spans = []
        for start, end in (piece for paragraph in self.paragraphs for piece in self._pieces(paragraph)):
            text = _BLANK.sub(" ", self.text[start:end])
            offset = start
            for sentence in segment(self.language or "en", text):
                stripped = sentence.strip()
                if stripped:
                    at = offset + len(sentence) - len(sentence.lstrip())
                    spans.append(Span(at, at + len(stripped)))
                offset += len(sentence)
        return tuple(spans)

    def _pieces(self, paragraph: Span) -> Iterator[Span]:
        """A paragraph in pieces of limited length: the splitter's time grows with the square of the quotation marks."""
        start, end = paragraph
        while end - start > MAX_PIECE:
            stops = (self.text.rfind(stop, start + MAX_PIECE // 2, start + MAX_PIECE) + 1 for stop in (". ", " "))
            cut = next(filter(None, stops), start + MAX_PIECE)
            yield Span(start, cut)
            start = cut
        yield Span(start, end)

    def sentences_around(self, span: Span) -> Span:
        """The span of the sentences that a span touches, and of the span itself; the span where it touches none."""
        touched = self.sentences_touched(span)
        if not touched:
            return span
        return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))

    def sentences_touched(self, span: Span) -> list[Span]:
        """The spans of the sentences that overlap a span."""
        sentences = self.sentences
        first = max(0, bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1)
        touched = []
        for sentence in sentences[first:]:
            if sentence.start >= span.end:
                break
            if sentence.end > span.start:
                touched.append(sentence)
        return touched


def front_matter(file: str, text: str) -> tuple[Span, int] | None:
    """The span of a Markdown file's YAML front matter, and the offset behind its closing fence; None without one."""
    if not file.lower().endswith(".md") or not (opening := _FRONT_MATTER.match(text)):
        return None
    closing = _FENCE_END.search(text, opening.end() - 1)
    if closing is None or not _KEY.match(text, opening.end()):  # the --- is a rule above text
        return None
    return Span(opening.end(), max(opening.end(), closing.start())), closing.end()


def _lines(text: str, start: int) -> Iterator[str]:
    """The lines from an offset on, with their line ends; CR LF, LF and CR end a line."""
    for match in _LINE.finditer(text, start):
        if match[0]:
            yield match[0]
