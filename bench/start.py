"""Start to the first claim on the shipped articles: CPU time as a ratio to a minimal Textual app.

    python bench/start.py [--repeats 7] [--articles 10000]

The minimal app is one Static and a Footer. CPU time is user and system time of the process when its first text has
been painted; the two take turns. The bytecode is there already, as it is after an installation.

``--articles`` measures another start in its place: the time of the clock to the first claim with so many articles more,
made up, as a ratio to the start without them, and to the moment at which all of them are read.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from index import articles
from terminal import Terminal

from tui.dossier.files.cache import VARIABLE

ROOT = Path(__file__).parent.parent

MINIMAL = """
from textual.app import App
from textual.widgets import Footer, Static
class Minimal(App):
    def compose(self):
        yield Static("Claims are here")
        yield Footer()
Minimal().run()
"""


def measure(command: list[str], wait_for: bytes) -> tuple[float, float]:
    """CPU seconds and wall seconds to the first text."""
    terminal = Terminal(command)
    try:
        wall = terminal.wait_for(wait_for)
        return terminal.cpu_seconds(), wall
    finally:
        terminal.close()


def reviewing(claims: Path) -> list[str]:
    """What opens the review of a claims file."""
    return [sys.executable, "-m", "tui", "review", str(claims), "--reviewer", "bench"]


def with_many(repeats: int, count: int, review: list[str]) -> None:
    """Measure and print the start with many articles."""
    with tempfile.TemporaryDirectory() as name:
        os.environ[VARIABLE] = str(Path(name) / "cache")
        claims, folder = Path(name) / "claims.yaml", Path(name) / "seeds"
        shutil.copy(ROOT / "claims.yaml", claims)
        shutil.copytree(ROOT / "seeds", folder)
        for file, text in articles(count):
            (folder / file).write_text(text, encoding="utf-8")
        ratios = []
        for repeat in range(repeats + 1):
            few = measure(review, b"killed 39")[1]
            terminal = Terminal(reviewing(claims))
            try:
                first, read = terminal.wait_for(b"killed 39"), terminal.wait_for(b"indexing")
            finally:
                terminal.close()
            if repeat:
                ratios.append(first / few)
                print(f"first claim after {first:.2f} s, without them {few:.2f} s; all read after {read:.2f} s")
    print(f"ratio, median of {repeats}: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--articles", type=int, default=0)
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "tui", quiet=1)
    review = reviewing(ROOT / "claims.yaml")
    if options.articles:
        with_many(options.repeats, options.articles, review)
        return
    pairs = []
    for repeat in range(options.repeats + 1):
        ours = measure(review, b"killed 39")
        minimal = measure([sys.executable, "-c", MINIMAL], b"Claims are here")
        if repeat:  # the first round warms the caches
            pairs.append((ours, minimal))
            print(f"review {ours[0]:.2f} s CPU {ours[1]:.2f} s wall; minimal {minimal[0]:.2f} s CPU {minimal[1]:.2f} s")
    ratios = [ours[0] / minimal[0] for ours, minimal in pairs]
    print(
        f"CPU ratio, median of {len(ratios)}: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )


if __name__ == "__main__":
    main()
