"""The review is killed in the middle of its work, again and again; nothing that it showed as saved may be missing.

    python bench/kill.py [--rounds 1000] [--seed 1]

Each round types verdicts into the real program in a pseudo-terminal, some by themselves, then 300 keys in each write,
and ends it: by SIGKILL, SIGTERM, SIGHUP, SIGQUIT or SIGINT, or by closing the terminal. Half of the rounds end right
after a burst of 300 keys, which is more than asyncio's self-pipe has room for. A program that still runs 10 seconds
later lives on; it is killed and counted. Then PyYAML, and not the program, reads the claims file: it must parse, hold
every verdict that was acknowledged on the screen, and be otherwise the file as it was. What lies beside it must be
gone after the next start.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import yaml
from terminal import Terminal

from tui.dossier.files.saving import clear_leftovers
from tui.review.history import entries, history_path

CLAIMS = 120
BURST = 300
"""Keys that are written at once."""
ENDS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT, None)
"""How a round ends; None closes the terminal."""
_SAVED = re.compile(rb"saved (c\d+) ([a-z-]+)")
_VERDICT = re.compile(r"    verdict:\n(?:      .*\n)+")


def make(folder: Path) -> Path:
    """A small dossier with comments between its claims."""
    (folder / "articles").mkdir()
    (folder / "articles" / "a.txt").write_text("One fact.\n")
    claims = "".join(
        f"  - id: c{number}\n    text: Claim {number}.   # said\n\n  # after {number}\n" for number in range(CLAIMS)
    )
    path = folder / "claims.yaml"
    path.write_text(f"articles: articles\nclaims:\n{claims}")
    return path


def play(path: Path, chance: random.Random) -> tuple[list[tuple[str, str]], str, bool]:
    """One round; the verdicts that were acknowledged, how it ended, and whether the program lived on."""
    terminal = Terminal([sys.executable, "-m", "tui", "review", str(path), "--reviewer", "k"])
    end, lives_on = chance.choice(ENDS), False
    terminal.wait_for(b"Claim 0.")
    try:
        type_until(terminal, chance, time.perf_counter() + chance.uniform(0.05, 1.5))
        if chance.random() < 0.5:
            os.write(terminal.descriptor, b"jk" * (BURST // 2))
            time.sleep(chance.uniform(0.0, 0.1))
        if end is None:
            terminal.hang_up()
        else:
            os.kill(terminal.pid, end)
        terminal.wait()
    except TimeoutError:
        lives_on = True
    finally:
        terminal.close()
    found = [(match[1].decode(), match[2].decode()) for match in _SAVED.finditer(bytes(terminal.output))]
    return found, end.name if end else "closed", lives_on


def type_until(terminal: Terminal, chance: random.Random, stop: float) -> None:
    """Type verdicts until a time of the clock, or until every claim has one: a few by themselves, then in bursts."""
    keys = "".join(f"{chance.randrange(1, 8)}reason {number}\r" for number in range(CLAIMS)).encode()
    alone = chance.randrange(20)
    while keys and time.perf_counter() < stop:
        size = keys.index(b"\r") + 1 if alone > 0 else BURST
        os.write(terminal.descriptor, keys[:size])
        keys, alone = keys[size:], alone - 1
        pause = chance.choice((0.0, 0.02, 0.05))
        while (left := stop - time.perf_counter()) > 0 and terminal.pump(min(pause, left)):
            pass


def check(path: Path, before: str, acknowledged: list[tuple[str, str]]) -> list[str]:
    """What is wrong after a round."""
    wrong = []
    text = path.read_text()
    claims = {claim["id"]: claim.get("verdict") for claim in yaml.load(text, yaml.CBaseLoader)["claims"]}
    for claim, rating in acknowledged:
        verdict = claims[claim] or {"rating": "", "rationale": ""}
        if verdict["rating"] != rating or not verdict["rationale"].startswith("reason"):
            wrong.append(f"LOST {claim} {rating}: {verdict}")
    if _VERDICT.sub("", text) != before:
        wrong.append("other bytes changed")
    told = {entry.claim for entry in entries(history_path(path))[0]}
    wrong += [f"not in the history: {claim}" for claim, _ in acknowledged if claim not in told]
    if clear_leftovers(path):
        wrong.append("something foreign was found beside the file")
    extra = set(os.listdir(path.parent)) - {"articles", "claims.yaml", history_path(path).name}
    return wrong + [f"left behind: {name}" for name in extra]


def main() -> None:
    """Play and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    ends: Counter[str] = Counter()
    saved, faults, living = 0, 0, 0
    for number in range(options.rounds):
        with tempfile.TemporaryDirectory() as name:
            path = make(Path(name))
            before = path.read_text()
            acknowledged, end, lives_on = play(path, chance)
            wrong = check(path, before, acknowledged)
        ends[end] += 1
        saved += len(acknowledged)
        living += lives_on
        if lives_on:
            print(f"round {number}, {end}: LIVES ON", flush=True)
        faults += len(wrong)
        for words in wrong:
            print(f"round {number}, {end}: {words}", flush=True)
    how = ", ".join(f"{name} {count}" for name, count in sorted(ends.items()))
    print(f"{options.rounds} rounds ({how}), {saved} verdicts acknowledged: {faults} faults, {living} live on")


if __name__ == "__main__":
    main()
