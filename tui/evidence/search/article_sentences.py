"""The sentences of an article that are article text: front matter and the stretches of ``skip`` are none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Quote, Source
from tui.dossier.values.quotes import QuoteState, locate


@lru_cache(maxsize=64)
def article_sentences(article: Article, skip: tuple[str, ...]) -> tuple[Span, ...]:
    """The sentences of an article except those that touch one of the stretches ``skip``, each given by its words."""
    gone = _skipped(article, skip)
    return tuple(
        sentence
        for sentence in article.sentences
        if not any(span.start < sentence.end and sentence.start < span.end for span in gone)
    )


def skipped(source: Source) -> list[Span]:
    """The stretches of a source's article that its entry in the claims file names as no article text."""
    return [] if source.article is None else _skipped(source.article, source.skip)


def _skipped(article: Article, skip: tuple[str, ...]) -> list[Span]:
    return [span for quote in skip for span in _everywhere(article, quote)]


def _everywhere(article: Article, quote: str) -> Iterator[Span]:
    """Each place of a stretch that is no article text: such lines are often repeated."""
    found = locate(article, Quote(quote))
    if found.span is not None:
        yield found.span
    elif found.state is QuoteState.AMBIGUOUS:
        at = article.text.find(quote)
        while at >= 0:
            yield Span(at, at + len(quote))
            at = article.text.find(quote, at + len(quote))
