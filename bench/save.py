"""Saving one verdict in a large file: the program's own save against PyYAML's C load and dump of the same file.

    python bench/save.py [--claims 10000] [--repeats 5]

Ours is the whole path of a decision, disk and fsync included. PyYAML's is to load, set the verdict, dump and write,
without fsync; it also loses comments and quoting. The two take turns.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import yaml
from big import make

from tui.review.decisions import Judge
from tui.review.session import Session


def by_session(session: Session, number: int) -> float:
    """Seconds for one decision."""
    start = time.perf_counter()
    receipt = session.decide(Judge(f"claim-{number}", "true", f"Reason {number}.", session.reviewer, session.now()))
    assert receipt.saved, receipt.message
    return time.perf_counter() - start


def by_dump(path: Path, number: int) -> float:
    """Seconds for PyYAML with libyaml to do the same."""
    start = time.perf_counter()
    with path.open(encoding="utf-8") as file:
        data = yaml.load(file, Loader=yaml.CSafeLoader)
    data["claims"][number]["verdict"] = {"rating": "true", "rationale": f"Reason {number}.", "reviewer": "bench"}
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        path, other = make(Path(ours), options.claims), make(Path(theirs), options.claims)
        print(f"{options.claims} claims, {path.stat().st_size / 1e6:.1f} MB")
        start = time.process_time()
        session = Session(path, "bench")
        print(f"read whole: {time.process_time() - start:.1f} s CPU")
        ratios = []
        for repeat in range(options.repeats):
            number = options.claims * (repeat + 1) // (options.repeats + 1)
            saved, dumped = by_session(session, number), by_dump(other, number)
            ratios.append(dumped / saved)
            print(
                f"save {saved * 1000:.0f} ms; load and dump {dumped * 1000:.0f} ms; ratio {ratios[-1]:.0f}", flush=True
            )
        print(f"load and dump takes {statistics.median(ratios):.0f} times as long (median of {options.repeats})")


if __name__ == "__main__":
    main()
