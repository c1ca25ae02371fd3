"""What it costs to find the origins of many articles, and what they share word for word.

    python bench/origins.py [--articles 2000]

Three folders of made-up articles: *unlike*, as in ``bench/index.py``; the same with one notice at the end of each; and
near-copies of one of them, in each of which five words are other ones. Times are of the processor. The alternative in
the same run is to compare each two of the first 200 articles; of more, that grows with the square of their number.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from itertools import combinations

from index import articles

from tui.dossier.values.article import Article
from tui.dossier.values.model import Source
from tui.evidence.origins import shared_text as sharing
from tui.evidence.origins.groups import COPY_SHARE, origins_of

NOTICE = "\n\nSign up for our free newsletter and get the latest news in your inbox every single morning of the week.\n"
FEW = 200


def near_copies(text: str, count: int, seed: int = 1) -> list[str]:
    """A text so many times, each time with five words changed."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        words = text.split(" ")
        for change in range(5):
            words[chance.randrange(len(words))] = f"edit{number}x{change}"
        found.append(" ".join(words))
    return found


def sources_of(texts: Sequence[str]) -> list[Source]:
    """Sources of some texts, which nothing is known of yet."""
    sharing.words_of.cache_clear()
    return [Source(f"s{at}", f"s{at}.txt", "", Article(f"s{at}.txt", text)) for at, text in enumerate(texts)]


def found(sources: Sequence[Source]) -> tuple[int, int, float]:
    """How many origins and shared runs there are, and the seconds that it took."""
    began = time.process_time()
    carried = sharing.carriers(sources)
    groups = origins_of(sources, carried).groups
    runs = sum(1 for _ in sharing.runs(sources, carried))
    return len(groups), runs, time.process_time() - began


def by_pairs(sources: Sequence[Source]) -> float:
    """The seconds that it takes to compare each two."""
    began = time.process_time()
    for one, other in combinations(sources, 2):
        if one.article is not None and other.article is not None:
            shorter, longer = sorted((one.article, other.article), key=sharing.count_words)
            _ = sharing.shared_words(shorter, longer) >= COPY_SHARE * sharing.count_words(shorter)
    return time.process_time() - began


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    count = parser.parse_args().articles
    unlike = [text for _, text in articles(count)]
    folders = {
        "unlike": unlike,
        "with one notice": [text + NOTICE for text in unlike],
        "near-copies": near_copies(unlike[0], count),
    }
    for name, texts in folders.items():
        groups, runs, spent = found(sources_of(texts))
        few = sources_of(texts[:FEW])
        _, _, own = found(few)
        pairs = by_pairs(few)
        print(
            f"{name}: {count:,} articles, {groups:,} origins, {runs:,} shared runs: {spent:.1f} CPU s; "
            f"of {FEW}, {own:.2f} s, to compare each two {pairs:.2f} s ({pairs / own:.1f} times as long)"
        )


if __name__ == "__main__":
    main()
