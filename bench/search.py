"""How often search puts the right passage among the first ones, beside plain BM25 over the same sentences.

    python bench/search.py FOLDER [--parts]

FOLDER holds public data in the shape of their publishers: ``scifact/claims_dev.jsonl`` and ``scifact/corpus.jsonl.gz``
(https://github.com/allenai/scifact; the corpus ODC-By 1.0, the claims CC BY 4.0) and ``wice/claim_dev.jsonl``, claims
with the whole article that they cite (https://github.com/ryokamoi/wice; annotations ODC-By 1.0, claims CC BY-SA). The
rows are claims with at least one labelled sentence, ranked within the article that has it. The last row is the shipped
``claims.yaml``: claim and source with at least one quote that is found; a hit is a candidate that overlaps one of its
quotes. Behind each share stands its 95 % interval (Wilson 1927). ``--parts`` also leaves out one part of search after
the other, on ``scifact/claims_train.jsonl`` too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from math import log, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Source, Stance
from tui.evidence.coverage import placement
from tui.evidence.search.candidates import WEIGHTS, candidates

ROOT = Path(__file__).parent.parent
DEEPEST = 10
PARTS = {
    "no synonyms": WEIGHTS._replace(synonym=0),
    "no roots": WEIGHTS._replace(root=0),
    "no neighbours": WEIGHTS._replace(before=0, after=0),
    "what is lent counts twice": WEIGHTS._replace(lent_again=1),
    "no weekdays": WEIGHTS._replace(weekday=0),
    "headings as sentences": WEIGHTS._replace(unfinished=1),
    "BM25's usual k1 and b": WEIGHTS._replace(saturation=1.2, length=0.75),
}


class Case(NamedTuple):
    """A claim, an article, and where in it the right passages are."""

    claim: str
    source: Source
    right: tuple[Span, ...]
    stances: frozenset[Stance] = frozenset()


Ranking = Callable[[Case], list[Span]]


def found(case: Case) -> list[Span]:
    """What search proposes."""
    return [candidate.span for candidate in candidates(case.claim, case.source, DEEPEST)]


def plain(case: Case) -> list[Span]:
    """What BM25 in its usual form proposes: words in lower case, k1 = 1.2, b = 0.75, no stems and nothing else."""
    article = case.source.article
    assert article is not None
    kept = [sentence for sentence in article.sentences if not _skipped(case.source, sentence)]
    counts = [Counter(re.findall(r"\w+", article.text[start:end].lower())) for start, end in kept]
    usual = sum(count.total() for count in counts) / max(1, len(counts))
    scores = [0.0] * len(kept)
    for word in set(re.findall(r"\w+", case.claim.lower())):
        holding = sum(word in count for count in counts)
        rarity = log(1 + (len(kept) - holding + 0.5) / (holding + 0.5))
        for number, count in enumerate(counts):
            held = 1.2 * (0.25 + 0.75 * count.total() / usual)
            scores[number] += rarity * count[word] * 2.2 / (count[word] + held) if count[word] else 0
    order = sorted(range(len(kept)), key=lambda number: (-scores[number], number))
    return [kept[number] for number in order[:DEEPEST] if scores[number] > 0]


def _skipped(source: Source, sentence: Span) -> bool:
    text = source.article.text if source.article else ""
    starts = [(at, at + len(quote)) for quote in source.skip if (at := text.find(quote)) >= 0]
    return any(start < sentence.end and sentence.start < end for start, end in starts)


def of_sentences(claim: str, title: str, sentences: list[str], right: set[int]) -> Case:
    """A case of data that comes in sentences: they stay as they are."""
    article = Article("x.txt", "\n".join(sentences))
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    vars(article)["sentences"] = tuple(spans)
    return Case(claim, Source("x", "x.txt", title, article), tuple(spans[number] for number in sorted(right)))


def _lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def scifact(folder: Path, part: str) -> list[Case]:
    """Claims on abstracts of medicine."""
    abstracts = {item["doc_id"]: item for item in _lines(folder / "scifact" / "corpus.jsonl.gz")}
    cases = []
    for item in _lines(folder / "scifact" / f"claims_{part}.jsonl"):
        for number, labels in item["evidence"].items():
            abstract = abstracts[int(number)]
            right = {sentence for label in labels for sentence in label["sentences"]}
            cases.append(of_sentences(item["claim"], abstract["title"], abstract["abstract"], right))
    return cases


def wice(folder: Path) -> list[Case]:
    """Claims of Wikipedia on whole articles of the web."""
    cases = []
    for item in _lines(folder / "wice" / "claim_dev.jsonl"):
        right = {sentence for choice in item["supporting_sentences"] for sentence in choice}
        if right:
            cases.append(of_sentences(item["claim"], "", item["evidence"], right))
    return cases


def shipped() -> list[Case]:
    """The settled pairs of claim and source of the dossier that comes with the program."""
    dossier = open_dossier(ROOT / "claims.yaml").dossier
    cases = []
    for claim in dossier.claims:
        for source in dossier.sources.values():
            entries = [entry for entry in claim.evidence if entry.source == source.id]
            spans = [span for entry in entries if (span := placement(dossier, entry).span)]
            if spans:
                cases.append(Case(claim.text, source, tuple(spans), frozenset(entry.stance for entry in entries)))
    return cases


def share(hits: int, total: int) -> str:
    """A share with its interval."""
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{p:.3f} ({middle - half:.3f}–{middle + half:.3f})"


def report(name: str, cases: list[Case], rank: Ranking, depths: tuple[int, ...]) -> None:
    """Print how many of the cases have a right passage among the first."""
    hits: Counter[int] = Counter()
    began = time.process_time()
    for case in cases:
        for place, span in enumerate(rank(case), 1):
            if any(span.start < right.end and right.start < span.end for right in case.right):
                hits.update(depth for depth in depths if place <= depth)
                break
    spent = 1000 * (time.process_time() - began) / len(cases)
    figures = "  ".join(f"@{depth} {share(hits[depth], len(cases))}" for depth in depths)
    print(f"{name:52} n={len(cases):<4} {figures}  {spent:.1f} ms", flush=True)


def main() -> None:
    """Print a line for each set and way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", action="store_true")
    options = parser.parse_args()
    pairs = shipped()
    settling = [case for case in pairs if case.stances - {Stance.CONTEXT}]
    sets = [
        ("SciFact dev", scifact(options.folder, "dev"), (1, 3, 5)),
        ("WiCE dev", wice(options.folder), (1, 3, 5)),
        ("five articles, all quotes", pairs, (1, 3, 10)),
        ("five articles, supports or contradicts", settling, (1, 3, 10)),
    ]
    for name, cases, depths in sets:
        report(f"{name}: plain BM25", cases, plain, depths)
        report(f"{name}: find", cases, found, depths)
    if options.parts:
        for name, cases, depths in [("SciFact train", scifact(options.folder, "train"), (1, 3, 5)), *sets[1:3]]:
            report(f"{name}: all parts", cases, found, depths)
            for part, weights in PARTS.items():

                def without(case: Case, weights: Any = weights) -> list[Span]:
                    return [found.span for found in candidates(case.claim, case.source, DEEPEST, weights)]

                report(f"{name}: {part}", cases, without, depths)


if __name__ == "__main__":
    main()
