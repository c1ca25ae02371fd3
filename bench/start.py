"""Start to the first claim on the shipped articles: CPU time as a ratio to a minimal Textual app.

    python bench/start.py [--repeats 7]

The minimal app is one Static and a Footer. CPU time is user and system time of the process when its first text has
been painted; the two take turns. The bytecode is there already, as it is after an installation.
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import sys
from pathlib import Path

from terminal import Terminal

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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    root = Path(__file__).parent.parent
    compileall.compile_dir(root / "tui", quiet=1)
    claims = root / "claims.yaml"
    review = [sys.executable, "-m", "tui", "review", str(claims), "--reviewer", "bench"]
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
