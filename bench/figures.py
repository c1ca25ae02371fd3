"""How well figures are read, how fast, and how often a hint that two differ is of one event.

    python bench/figures.py
    python bench/figures.py --sample N [--seed S] [--only differs] > hints.tsv
    python bench/figures.py --labels hints.tsv
    python bench/figures.py --long

The first line compares what is read in the five articles that come with the program with ``figures.yaml``, labelled
by reading them before anything was tuned: *number* is the value with its bound and unit, *and what it counts* also the
thing and what happened to it. Behind each share stands its 95 % interval (Wilson 1927). ``--sample`` writes hints of
all claims beside all sentences of the articles, judged or not, with the two sentences before, for a reader to fill in
the last column: ``same`` or ``other`` event. ``--labels`` says what share of those that differ is of the same event.
``--long`` reads pieces of text over and over, and says how much longer it takes when there are twice as many of them.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Span
from tui.dossier.values.model import Claim, Dossier, Source
from tui.evidence.coverage import placement
from tui.evidence.figures.comparison import Relation
from tui.evidence.figures.extraction import figures
from tui.evidence.figures.figure import Figure
from tui.evidence.figures.hints import FigureHint, figure_hints, figures_within
from tui.evidence.figures.noun_phrase import things
from tui.evidence.figures.numbers import tokens
from tui.evidence.figures.same_event import BEFORE
from tui.evidence.search.article_sentences import article_sentences

ROOT = Path(__file__).parent.parent
CASUALTY = frozenset({"dead", "hurt"})
DIFFERING = (Relation.DIFFERS, Relation.EARLIER, Relation.LATER)
PIECES = ("1", "1,111,", "111 ", "20 to 25 ", "1 and ", "a ", "5 people and ", "half a ", "5-", "\n\t\t")
COLUMNS = ("claim", "text", "source", "passage", "relation", "sentence", "elsewhere", "event")


def share(hits: int, total: int) -> str:
    """A share with its interval."""
    if not total:
        return "none"
    z, p = 1.96, hits / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{p:.3f} ({middle - half:.3f}–{middle + half:.3f}; {hits} of {total})"


def is_number(figure: Figure, label: dict[str, Any]) -> bool:
    """Whether a figure has the value, the bound and the unit of a label."""
    high = label.get("high", label["low"])
    value = (figure.low, figure.high) == (label["low"], high)
    unit = figure.unit == label.get("unit", "")
    return value and unit and figure.bound == label.get("bound", "exactly") and figure.is_sum == label.get("sum", False)


def is_counted(figure: Figure, label: dict[str, Any]) -> bool:
    """Whether a figure counts what a label says."""
    words = tokens(label.get("what", ""))
    happened = label.get("happened", "")
    fate = CASUALTY if happened == "casualty" else frozenset({happened} - {""})
    return figure.things == things(words, range(len(words))) and figure.happened == fate


def compared(dossier: Dossier) -> Iterator[tuple[str, bool, bool]]:
    """Each label that is met, each that is missed, and each figure that no label has: what, number, counted."""
    labels = yaml.safe_load((ROOT / "bench" / "figures.yaml").read_text(encoding="utf-8"))
    for source in dossier.sources.values():
        assert source.article is not None
        text = source.article.text
        left = list(figures_within(source.article, Span(0, len(source.article.text))))
        at = 0
        for label in labels[source.id]:
            at = text.index(label["words"], at)
            near = [figure for figure in left if figure.span.start < at + len(label["words"]) and at < figure.span.end]
            met = next((figure for figure in near if is_number(figure, label)), None)
            if met is not None:
                left.remove(met)
            counted = met is not None and is_counted(met, label)
            yield (label["words"] if met is None or not counted else ""), met is not None, counted
        yield from ((f"+ {figure.words}", False, False) for figure in left)


def all_hints(dossier: Dossier) -> Iterator[tuple[Claim, Source, int, FigureHint]]:
    """The hints of all claims beside all sentences, with the number of the sentence."""
    sources = tuple(dossier.sources.values())
    for claim in dossier.claims:
        for source in sources:
            if source.article is not None:
                for number, sentence in enumerate(article_sentences(source.article, source.skip)):
                    for hint in figure_hints(claim, source, sentence, among=sources):
                        yield claim, source, number, hint


def rows(dossier: Dossier, only: str) -> Iterator[tuple[str, ...]]:
    """The hints as a reader labels them."""
    for claim, source, number, hint in all_hints(dossier):
        if only and (only != "differs" or hint.relation not in DIFFERING):
            continue
        assert source.article is not None
        near = article_sentences(source.article, source.skip)[max(0, number - BEFORE) : number + 1]
        passage = " | ".join(" ".join(source.article.text[start:end].split()) for start, end in near)
        elsewhere = "yes" if hint.elsewhere else "no"
        text = " ".join(claim.text.split())
        yield claim.id, text, source.id, passage, hint.relation.value, hint.sentence, elsewhere, ""


def labelled(path: Path) -> None:
    """What share of the hints that a reader labelled is of the same event."""
    with path.open(encoding="utf-8", newline="") as lines:
        read = [row for row in csv.DictReader(lines, delimiter="\t") if row["event"].strip() in {"same", "other"}]
    for name, relations in (("differs", DIFFERING[:1]), ("differs, earlier or later", DIFFERING), ("all", Relation)):
        for elsewhere in ("no", "yes"):
            kept = [row for row in read if row["relation"] in {*relations} and row["elsewhere"] == elsewhere]
            same = sum(row["event"].strip() == "same" for row in kept)
            print(f"{name}, marked as another event: {elsewhere:4} of the same event {share(same, len(kept))}")


def measured(dossier: Dossier) -> None:
    """Print what is found of the labels, the speed, and the hints of the settled quotes."""
    pairs = list(compared(dossier))
    wanted = sum(not what.startswith("+") for what, _, _ in pairs)
    found = wanted - sum(not (number or what.startswith("+")) for what, number, _ in pairs)
    read = found + sum(what.startswith("+") for what, _, _ in pairs)
    counted = sum(counted for _, _, counted in pairs)
    print(f"labelled {wanted}, read {read}")
    print(f"number:                  precision {share(found, read)}  recall {share(found, wanted)}")
    print(f"  and what it counts:    precision {share(counted, read)}  recall {share(counted, wanted)}")
    print("not as labelled:", [what for what, _, _ in pairs if what] or "none")
    text = "\n\n".join(source.article.text for source in dossier.sources.values() if source.article) * 40
    began = time.process_time()
    many = len(figures.__wrapped__(text))
    spent = time.process_time() - began
    print(f"{len(text.encode()) / 1e6 / spent:.2f} MB/s ({many} figures)")
    sources = tuple(dossier.sources.values())
    counts: Counter[tuple[str, bool]] = Counter()
    for claim in dossier.claims:
        for entry in claim.evidence:
            span = placement(dossier, entry).span
            if span is not None:
                hints = figure_hints(claim, dossier.sources[entry.source], span, entry.as_of, sources)
                counts.update((hint.relation.value, hint.elsewhere) for hint in hints)
    for relation in Relation:
        print(
            f"settled quotes: {relation.value:22} {counts[relation, False]:3}, another event? {counts[relation, True]}"
        )
    total = Counter((hint.relation in DIFFERING, hint.elsewhere) for _, _, _, hint in all_hints(dossier))
    print(f"all sentences: {total[True, False]} differ, {total[True, True]} more that may be another event")


def longer(length: int = 25_000) -> None:
    """How much longer it takes to read twice as much of the same."""
    for piece in PIECES:
        spent = []
        for times in (1, 2):
            text = (piece * length)[: length * times]
            began = time.process_time()
            figures.__wrapped__(text)
            spent.append(time.process_time() - began)
        print(f"{piece!r:16} {length * 2:,} characters: {spent[1]:.2f} s, {spent[1] / spent[0]:.1f} times that of half")


def main() -> None:
    """Print the figures, or write or read a table of hints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("differs",), default="")
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    dossier = open_dossier(ROOT / "claims.yaml").dossier
    if options.long:
        longer()
    elif options.labels:
        labelled(options.labels)
    elif options.sample:
        found = list(rows(dossier, options.only))
        chosen = random.Random(options.seed).sample(found, min(options.sample, len(found)))
        csv.writer(sys.stdout, delimiter="\t", lineterminator="\n").writerows([COLUMNS, *chosen])
    else:
        measured(dossier)


if __name__ == "__main__":
    main()
