"""Looking for every quote of the claims file in its article, and saying which are not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from functools import lru_cache

from tui.dossier.values.article import Article
from tui.dossier.values.model import Claim, Quote, Source
from tui.dossier.values.quotes import QuoteState, fold, locate
from tui.dossier.values.text import clean_line, excerpt
from tui.dossier.yaml_text.nodes import MappingNode, Node, ScalarNode, SequenceNode
from tui.dossier.yaml_text.problem_log import ProblemLog

NEAREST_SHARE = 0.4
"""The share of a missing quote's words, in their order, that a passage needs to be suggested."""
NEAREST_TRIED = 20
"""How many sentences are compared word by word to suggest a passage."""
NEAREST_LENGTH = 2_000
"""Code points of a quote or a sentence that are looked at to suggest a passage."""
ELLIPSES = ("…", "...")
"""How people mark words that they left out of a quote."""


def check_quotes(node: Node, claim: Claim, sources: MappingType[str, Source], problem_log: ProblemLog) -> None:
    """Note each quote of a claim that is not in one place of its article."""
    for what, where, source_id, quote in _quotes(node, claim):
        source = sources.get(source_id)
        if source is None or source.article is None:
            continue
        found = locate(source.article, quote)
        report = (where.start, claim.id, source_id)
        if found.state is QuoteState.MISSING:
            hint = _nearest(source.article, quote)
            if any(mark in quote.exact for mark in ELLIPSES):
                hint += "; words left out make two entries, one for each stretch"
            message = f"{what}: the quote {_long(quote.exact)} is not in {source.file}{hint}"
            problem_log.error("quote-not-found", report[0], message, report[1], report[2])
        elif found.state is QuoteState.AMBIGUOUS:
            message = (
                f"{what}: the quote {excerpt(quote.exact)} stands in {found.places} places of {source.file}; "
                "add a prefix or suffix, the words before or after it, that is in one of them only"
            )
            problem_log.warn("quote-ambiguous", report[0], message, report[1], report[2])
        elif found.cuts_word:
            message = (
                f"{what}: the quote {excerpt(quote.exact)} begins or ends within a word or number of {source.file}"
            )
            problem_log.warn("quote-cuts-word", report[0], message, report[1], report[2])


def check_skips(root: MappingNode, sources: MappingType[str, Source], problem_log: ProblemLog) -> None:
    """Note each stretch that a source calls no article text and that its article does not have."""
    listed = root.get("sources")
    for key, value in listed.pairs if isinstance(listed, MappingNode) else ():
        source = sources.get(key.value) if isinstance(key, ScalarNode) else None
        skip = value.get("skip") if isinstance(value, MappingNode) else None
        if source is None or source.article is None or not isinstance(skip, SequenceNode):
            continue
        for item in skip.items:
            quote = Quote(item.value) if isinstance(item, ScalarNode) else None
            if quote is not None and locate(source.article, quote).state is QuoteState.MISSING:
                message = f"skip of source {excerpt(source.id)}: {excerpt(quote.exact)} is not in {source.file}"
                problem_log.warn(
                    "skip-not-found", item.start, f"{message}{_nearest(source.article, quote)}", source=source.id
                )


def _nearest(article: Article, quote: Quote) -> str:
    """What is said of the passage that is most like a quote which is not found."""
    near = nearest_passage(article, quote)
    return f"; the nearest passage is {_long(near)}" if near else "; no passage is like it"


def _quotes(node: Node, claim: Claim) -> Iterator[tuple[str, Node, str, Quote]]:
    """Each quote of a claim with what it is, where it stands and its source."""
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
    """The value of the key quote."""
    return (node.get("quote") if isinstance(node, MappingNode) else None) or otherwise


def _long(text: str) -> str:
    line = " ".join(clean_line(text).split())
    return f"“{line if len(line) <= 300 else line[:299] + '…'}”"


def nearest_passage(article: Article, quote: Quote) -> str | None:
    """The sentence that a quote which is not found was most likely taken from: a suggestion, never used."""
    from difflib import SequenceMatcher  # only needed when a quote is not found

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
    """The sentences of an article, and by number those that a word stands in."""
    sentences = [article.text[start:end][:NEAREST_LENGTH] for start, end in article.sentences]
    with_word: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences):
        for word in set(_words(sentence)):
            with_word.setdefault(word, []).append(number)
    return sentences, with_word


def _words(text: str) -> list[str]:
    return fold(text[:NEAREST_LENGTH]).text.lower().split()
