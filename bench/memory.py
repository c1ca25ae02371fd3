"""What memory the review takes as it goes on: after 300 sheets, and after 10,000 mixed keys.

    python bench/memory.py [--sheets 300] [--keys 10000]

Both begin with a new review of the shipped dossier in a pseudo-terminal. A sheet is ``?`` and Esc, each painted before
the next key. Mixed keys are moves, sheets, verdicts, undo and searches, sent a round at a time. The memory is the
resident set of the process, once it has nothing left to do.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from terminal import FRAME_END, Terminal

from tui.dossier.files.cache import VARIABLE

ROOT = Path(__file__).parent.parent
ESCAPE = "\x1b[27u"
"""Esc as the kitty keyboard protocol has it: it can't be taken for the beginning of another key."""
ROUND = (
    *"jjjk",
    *("\t", "j", "\r", "j", ESCAPE, ESCAPE),
    *("?", "j", ESCAPE, "m", "j", ESCAPE, "t", ESCAPE, "\x10", *"kill", ESCAPE),
    *("1", *"as two say", "\r", "u"),
    *("/", *"kill", "\r", "n"),
)
"""The keys of one round; the last goes to the next claim."""


@contextmanager
def reviewing() -> Iterator[Terminal]:
    """A review of a copy of the shipped dossier, ready for keys."""
    with tempfile.TemporaryDirectory() as name:
        os.environ[VARIABLE] = str(Path(name) / "cache")
        shutil.copy(ROOT / "claims.yaml", name)
        shutil.copytree(ROOT / "seeds", Path(name) / "seeds")
        claims = str(Path(name) / "claims.yaml")
        terminal = Terminal([sys.executable, "-m", "tui", "review", claims, "--reviewer", "bench"])
        try:
            terminal.wait_for(b"killed 39")
            settle(terminal)
            yield terminal
        finally:
            terminal.close()


def settle(terminal: Terminal) -> None:
    """Wait until the program uses no more than a twentieth of a processor."""
    before, now = -1.0, terminal.cpu_seconds()
    while now - before > 0.05:
        end = time.perf_counter() + 1.0
        while (left := end - time.perf_counter()) > 0:
            terminal.pump(left)
        before, now = now, terminal.cpu_seconds()


def megabytes(terminal: Terminal) -> float:
    """The resident set of the program, in MB."""
    with open(f"/proc/{terminal.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def painted(terminal: Terminal, key: str) -> None:
    """Press a key, and wait for a frame and for the end of what follows it."""
    terminal.output.clear()
    os.write(terminal.descriptor, key.encode())
    terminal.wait_for(FRAME_END)
    terminal.quiet(0.02)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sheets", type=int, default=300)
    parser.add_argument("--keys", type=int, default=10_000)
    options = parser.parse_args()
    with reviewing() as terminal:
        first = megabytes(terminal)
        for _ in range(options.sheets):
            painted(terminal, "?")
            painted(terminal, ESCAPE)
        settle(terminal)
        last, seconds = megabytes(terminal), terminal.cpu_seconds()
        print(f"{options.sheets} sheets: {first:.1f} to {last:.1f} MB; {seconds:.0f} CPU s", flush=True)
    with reviewing() as terminal:
        sizes = [megabytes(terminal)]
        keys, part = cycle(ROUND), max(1, options.keys // 4)
        for left in range(options.keys, 0, -part):
            for sent in range(0, min(part, left), len(ROUND)):
                terminal.output.clear()
                burst = islice(keys, min(len(ROUND), min(part, left) - sent))
                os.write(terminal.descriptor, "".join(burst).encode())
                terminal.quiet(0.3)
            settle(terminal)
            sizes.append(megabytes(terminal))
        grown = " to ".join(f"{size:.1f}" for size in sizes)
        print(f"{options.keys} mixed keys, a figure at each quarter: {grown} MB; {terminal.cpu_seconds():.0f} CPU s")


if __name__ == "__main__":
    main()
