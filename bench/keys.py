"""A key to the repainted screen: the review of 10,000 claims against a minimal Textual list of 40 rows.

    python bench/keys.py [--claims 10000] [--keys 200] [--repeats 5]

Both run in a pseudo-terminal of 120 by 40 that knows synchronized output; the time is from the key being written to
the end of the next frame. The two take turns in each repeat.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from big import make
from terminal import Terminal

MINIMAL = """
from textual.app import App
from textual.widgets import OptionList
class Minimal(App):
    def compose(self):
        yield OptionList(*(f"Claims row {number} with a text of about this length" for number in range(40)))
Minimal().run()
"""


def measure(command: list[str], wait_for: bytes, keys: int) -> list[float]:
    """Milliseconds for each of some presses of the down key, and up again before the end of a short list."""
    terminal = Terminal(command)
    try:
        terminal.wait_for(wait_for)
        terminal.quiet(1.0)
        times = []
        for number in range(keys + 10):
            key = b"\x1b[B" if number // 30 % 2 == 0 else b"\x1b[A"
            times.append(terminal.press(key))
            terminal.quiet(0.05)
        return times[10:]
    finally:
        terminal.close()


def p99(times: list[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(times, n=100, method="inclusive")[98]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder), options.claims)
        review = [sys.executable, "-m", "tui", "review", str(path), "--reviewer", "bench"]
        ratios = []
        for repeat in range(options.repeats):
            ours = measure(review, b"reviewed", options.keys)
            minimal = measure([sys.executable, "-c", MINIMAL], b"Claims row 0", options.keys)
            ratios.append(p99(ours) / p99(minimal))
            print(
                f"repeat {repeat + 1}: review p50 {statistics.median(ours):.1f} p99 {p99(ours):.1f} ms, "
                f"list p50 {statistics.median(minimal):.1f} p99 {p99(minimal):.1f} ms, p99 ratio {ratios[-1]:.2f}",
                flush=True,
            )
        print(f"p99 ratio, median of {options.repeats}: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
