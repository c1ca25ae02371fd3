"""The index of the articles: what it costs to make, and how fast a claim's candidates come from it.

    python bench/index.py [--articles 10000] [--claims 300] [--data FOLDER]

Makes a folder of articles that are made up: sentences of the five in ``seeds/``, with most words of content replaced by
made-up ones that are about as rare as words are in news. They are always the same.
The claims are sentences of theirs. *Cold* is a claim whose articles were not looked at before; *warm* is the same claim
again. Times of single claims are of the clock, those of whole runs of the processor. The alternative in the same run is
to look through the texts of all articles for the same words, with nothing made beforehand.

``--data`` also asks how often the right article is among those that have something, on the public data that
``bench/search.py`` names: each set in one folder with all abstracts of SciFact and 5,000 of the made-up articles.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path

from search import Case, scifact, wice

from tui.dossier.files.cache import VARIABLE
from tui.dossier.files.loading import load_folder, open_dossier
from tui.dossier.values.article import Article
from tui.dossier.values.model import Dossier, Source
from tui.evidence.search import candidates as search
from tui.evidence.search.article_sentences import article_sentences
from tui.evidence.search.fts_query import word_queries
from tui.evidence.search.index import Index, index_of
from tui.evidence.search.proposals import AT_FIRST, AT_ONCE, IN_ALL
from tui.launch import THRESHOLDS

ROOT = Path(__file__).parent.parent
VOCABULARY, SHIFT, EXPONENT = 60_000, 10, 1.15
"""Words of content that are made up; the n-th stands (n + SHIFT) ** -EXPONENT times as often as others."""
OWN = 0.15
"""The share of the words of content that stay as they are: what news of one kind has in common."""
_SYLLABLES = [
    head + tail
    for head in re.findall(r"\w+", "b ch d dr f g gr h k kl l m n p pr r s st t tr v z")
    for tail in re.findall(r"\w+", "a e i o u ai ou")
]
_CONTENT = re.compile(r"[^\W\d_]{4,}")


def made_up(number: int) -> str:
    """A word by its number; no two numbers have the same."""
    parts = []
    number += len(_SYLLABLES)
    while number:
        number, at = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[at])
    return "".join(parts)


def articles(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """So many articles by the names of their files, always the same for a seed."""
    chance = random.Random(seed)
    sources, _ = load_folder(ROOT / "seeds")
    told = [
        source.article.text[start:end]
        for source in sources.values()
        if source.article
        for start, end in source.article.sentences
        if end - start > 20
    ]
    spoken = [made_up(number) for number in range(VOCABULARY)]
    chance.shuffle(spoken)
    weights = list(accumulate((number + SHIFT) ** -EXPONENT for number in range(VOCABULARY)))

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if chance.random() < OWN:
            return word
        found = chance.choices(spoken, cum_weights=weights)[0] + ("s" if word.endswith("s") else "")
        return found.capitalize() if word[0].isupper() else found

    for number in range(count):
        sentences = [_CONTENT.sub(other, chance.choice(told)) for _ in range(chance.randint(12, 48))]
        paragraphs = []
        while sentences:
            size = chance.randint(1, 4)
            paragraphs.append(" ".join(sentences[:size]))
            del sentences[:size]
        yield f"{number:05}.txt", "\n\n".join(paragraphs) + "\n"


def written(folder: Path, count: int) -> Dossier:
    """A dossier of made-up articles, written and read again."""
    (folder / "articles").mkdir()
    for name, text in articles(count):
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    claims = folder / "claims.yaml"
    claims.write_text("articles: articles\nclaims: []\n", encoding="utf-8")
    return open_dossier(claims).dossier


def claims_of(dossier: Dossier, count: int) -> list[str]:
    """Sentences of some articles."""
    chance = random.Random(2)
    sources = list(dossier.sources.values())
    found: list[str] = []
    while len(found) < count:
        article = chance.choice(sources).article
        assert article is not None
        start, end = chance.choice(article.sentences)
        if end - start > 60:
            found.append(article.text[start:end][:200])
    return found


def spent(work: Callable[[], object]) -> float:
    """The seconds of the processor that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def timed(work: Callable[[], object]) -> float:
    """The milliseconds of the clock that some work takes."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def spread(name: str, times: list[float]) -> None:
    """Print how long the middle one and the slowest of a hundred take."""
    p99 = statistics.quantiles(times, n=100, method="inclusive")[98]
    print(f"{name:64} p50 {statistics.median(times):6.1f} ms  p99 {p99:6.1f} ms", flush=True)


def passages(index: Index, dossier: Dossier, claim: str, most: int) -> None:
    """What the screen does for a claim: the likeliest sources, and the passages of the first ones."""
    for source in index.matching.__wrapped__(claim)[:most]:
        search.candidates(claim, dossier.sources[source], AT_FIRST + 1)


def scan(texts: list[str], claim: str) -> list[int]:
    """The alternative: each text is looked through for the words of a claim; the articles with most of them first."""
    wanted = [query.word.lower() for query in word_queries(claim)]
    counts = [sum(word in text for word in wanted) for text in texts]
    return sorted(range(len(texts)), key=lambda at: -counts[at])[:300]


def forget() -> None:
    """Forget what is counted of each article."""
    article_sentences.cache_clear()
    search._table.cache_clear()  # noqa: SLF001 - what the program never needs to forget


def recall(folder: Path, cases: list[Case], name: str, others: list[str]) -> None:
    """Print how often the right article is found, and how many have something."""
    texts = list(dict.fromkeys([case.source.article.text for case in cases if case.source.article] + others))
    by_id = {f"s{at}": Source(f"s{at}", "", "", Article("x.txt", text)) for at, text in enumerate(texts)}
    right = {source.article.text: source.id for source in by_id.values() if source.article}
    index = index_of(Dossier(folder / f"{name}.yaml", "", (), by_id, (), {}))
    ranks, having = [], []
    for case in cases:
        likely = index.matching(case.claim)
        having.append(len(likely))
        wanted = right[case.source.article.text] if case.source.article else ""
        ranks.append(likely.index(wanted) if wanted in likely else len(texts))
    shares = "  ".join(f"@{most} {sum(rank < most for rank in ranks) / len(ranks):.3f}" for most in (3, 8, 20, 300))
    found = sum(rank < len(texts) for rank in ranks) / len(ranks)
    print(
        f"{name}: {len(cases)} claims, {len(texts):,} articles: the right one has something {found:.3f}, among the"
        f" first {shares}; sources with something: {statistics.median(having):.0f} (middle claim)",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=300)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[VARIABLE] = str(folder / "cache")
        gc.disable()  # as in the program
        dossier = written(folder, options.articles)
        claims = claims_of(dossier, options.claims)
        texts = [source.article.text for source in dossier.sources.values() if source.article]
        size = sum(len(text.encode("utf-8")) for text in texts) / 1e6
        print(f"{len(texts):,} articles, {size:.1f} MB")
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)
        gc.enable()

        made: list[Index] = []
        seconds = spent(lambda: made.append(index_of(dossier)))
        print(f"indexed in {seconds:.2f} CPU s, {seconds / size:.3f} CPU s a MB")
        (file,) = (folder / "cache").iterdir()
        print(f"the index: {file.stat().st_size / 1e6:.1f} MB, {file.stat().st_size / 1e6 / size:.2f} of the articles")
        print(f"opened again, nothing changed: {1000 * spent(lambda: made.append(index_of(dossier))):.0f} CPU ms")
        path = folder / "articles" / "00007.txt"
        path.write_text("The bridge was closed.", encoding="utf-8")
        changed = open_dossier(dossier.path).dossier
        again = 1000 * spent(lambda: made.append(index_of(changed, made[0])))
        print(f"one article changed: {again:.0f} CPU ms in its thread, {made[-1].added} indexed")

        index = made[0]
        found = [timed(partial(index.matching.__wrapped__, claim)) for claim in claims]
        spread("the sources that have something", found)
        for most in (AT_ONCE, IN_ALL):
            cold, warm = [], []
            for claim in claims:
                forget()
                cold.append(timed(partial(passages, index, dossier, claim, most)))
                warm.append(timed(partial(passages, index, dossier, claim, most)))
            spread(f"these, and the passages of the first {most}, cold", cold)
            spread(f"these, and the passages of the first {most}, warm", warm)
        lower = [text.lower() for text in texts]
        alternative = [timed(partial(scan, lower, claim)) for claim in claims[:50]]
        spread("the alternative: looking through all texts", alternative)
        ratio = statistics.median(alternative) / statistics.median(found)
        print(f"looking through all texts takes {ratio:.0f} times as long as the index (medians)")
        having = [len(index.matching(claim)) for claim in claims]
        print(f"sources with something: {statistics.median(having):.0f} for the middle claim, {max(having):,} at most")
        if options.data:
            with gzip.open(options.data / "scifact" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
                others = ["\n".join(json.loads(line)["abstract"]) for line in lines] + texts[:5000]
            recall(folder, wice(options.data), "WiCE", others)
            recall(folder, scifact(options.data, "dev"), "SciFact", others)


if __name__ == "__main__":
    main()
