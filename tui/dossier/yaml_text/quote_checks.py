"""Checking every quote of the claims file against its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tui.dossier.values.article import Article
from tui.dossier.values.model import Claim, Quote, Source
from tui.dossier.values.quotes import QuoteState, fold, locate
from tui.dossier.values.text import clean_line, excerpt
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode
from tui.dossier.yaml_text.problem_log import ProblemLog

NEAREST_SHARE = 0.4
"""The share of a missing quote's words, in order, that a suggested passage has at least."""
NEAREST_TRIED = 20
"""How many sentences are compared with a missing quote word by word."""
NEAREST_LENGTH = 2_000
"""How many code points of a quote or a sentence are compared."""
ELLIPSES = ("…", "...")
"""The marks of words that were left out of a quote."""


def check_quotes(node: Node, claim: Claim, sources: Mapping[str, Source], problem_log: ProblemLog) -> None:
    """Log each quote of a claim that is missing, ambiguous, or cut within a word. ``node`` is the claim's."""
    for subject, where, source_id, quote in _quotes(node, claim):
        source = sources.get(source_id)
        if source is None or source.article is None:
            continue
        found = locate(source.article, quote)
        if found.state is QuoteState.MISSING:
            message = f"{subject}: the quote {_long(quote.exact)} is not in {source.file}{_hint(source.article, quote)}"
            problem_log.error("quote-not-found", where.start, message, claim.id, source_id)
        elif found.state is QuoteState.AMBIGUOUS:
            message = (
                f"{subject}: the quote {excerpt(quote.exact)} stands in {found.places} places of {source.file}; "
                "add a prefix or suffix, the words before or after it, that is in one of them only"
            )
            problem_log.warn("quote-ambiguous", where.start, message, claim.id, source_id)
        elif found.cuts_word:
            words = f"begins or ends within a word or number of {source.file}"
            message = f"{subject}: the quote {excerpt(quote.exact)} {words}"
            problem_log.warn("quote-cuts-word", where.start, message, claim.id, source_id)


def _hint(article: Article, quote: Quote) -> str:
    """The remedy for a quote that is missing."""
    is_shortened = any(mark in quote.exact for mark in ELLIPSES)
    advice = "; words left out make two entries, one for each stretch" if is_shortened else ""
    return _nearest(article, quote) + advice


def check_skips(root: MappingNode, sources: Mapping[str, Source], problem_log: ProblemLog) -> None:
    """Log each text in a source's ``skip`` that its article does not have. ``root`` is the claims file's."""
    listed = root.get("sources")
    for key, value in listed.pairs if isinstance(listed, MappingNode) else ():
        source = sources.get(key.value) if isinstance(key, ScalarNode) else None
        skip = value.get("skip") if isinstance(value, MappingNode) else None
        if source is not None and source.article is not None and isinstance(skip, SequenceNode):
            _check_skip(skip, source, source.article, problem_log)


def _check_skip(skip: SequenceNode, source: Source, article: Article, problem_log: ProblemLog) -> None:
    for item in skip.items:
        quote = Quote(item.value) if isinstance(item, ScalarNode) else None
        if quote is not None and locate(article, quote).state is QuoteState.MISSING:
            message = f"skip of source {excerpt(source.id)}: {excerpt(quote.exact)} is not in {source.file}"
            problem_log.warn("skip-not-found", item.start, message + _nearest(article, quote), source=source.id)


def _nearest(article: Article, quote: Quote) -> str:
    """The part of a message that names the passage most like a missing quote."""
    near = nearest_passage(article, quote)
    return f"; the nearest passage is {_long(near)}" if near else "; no passage is like it"


def _quotes(node: Node, claim: Claim) -> Iterator[tuple[str, Node, str, Quote]]:
    """Each quote of a claim, as (name of the entry in messages, node of the quote, source's id, quote)."""
    if not isinstance(node, MappingNode):
        return
    made_in = claim.made_in
    if made_in is not None and made_in.quote is not None:
        yield f"made_in of claim {excerpt(claim.id)}", _value(node.get("made_in"), node), made_in.source, made_in.quote
    listed = node.get("evidence")
    items = [item for item in listed.items if isinstance(item, MappingNode)] if isinstance(listed, SequenceNode) else []
    for number, (item, entry) in enumerate(zip(items, claim.evidence, strict=True), 1):
        if entry.quote is not None:
            yield f"evidence {number} of claim {excerpt(claim.id)}", _value(item, item), entry.source, entry.quote


def _value(node: Node | None, otherwise: Node) -> Node:
    """The node of a quote in an entry; ``otherwise`` where the entry is none."""
    return (node.get("quote") if isinstance(node, MappingNode) else None) or otherwise


def _long(text: str) -> str:
    line = " ".join(clean_line(text).split())
    return f"“{line if len(line) <= 300 else line[:299] + '…'}”"


def nearest_passage(article: Article, quote: Quote) -> str | None:
    """The sentence from which a missing quote was most likely taken: a suggestion for the user, never a placement."""
    from difflib import SequenceMatcher  # only needed when a quote is missing

    wanted = _words(quote.exact)
    sentences, with_word = _index(article)
    shared = Counter(number for word in dict.fromkeys(wanted) for number in with_word.get(word, ()))
    likely = sorted(shared, key=lambda number: (-shared[number], number))[:NEAREST_TRIED]
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best, best_share = None, 0.0
    for number in likely:
        matcher.set_seq1(_words(sentences[number]))
        share = sum(block.size for block in matcher.get_matching_blocks()) / len(wanted)
        if share > best_share:
            best, best_share = sentences[number], share
    return best if best_share >= NEAREST_SHARE else None


@lru_cache(maxsize=16)
def _index(article: Article) -> tuple[list[str], dict[str, list[int]]]:
    """The sentences of an article, and for each word the numbers of the sentences in which it stands."""
    sentences = [article.text[start:end][:NEAREST_LENGTH] for start, end in article.sentences]
    with_word: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences):
        for word in set(_words(sentence)):
            with_word.setdefault(word, []).append(number)
    return sentences, with_word


def _words(text: str) -> list[str]:
    return fold(text[:NEAREST_LENGTH]).text.lower().split()
