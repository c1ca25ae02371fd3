"""How many small wrong changes of the program (mutants) the tests notice, with 95 % intervals (Wilson 1927).

    python bench/mutants.py FOLDER [--count 400] [--seed factcheck-7] [--cap 20]

It is run by hand in the root of a working tree; FOLDER, outside of that tree, takes the results. The script may stand
in another tree than the one that it measures, so that two states of the program are measured alike. The seed draws as
many mutants from each subject; ``mutations.py`` says which there are.

pytest collects once. One run of the suite notes which statements each test reaches and how long it takes. For each
mutant a forked process runs the tests that reach its statement until one fails: in turns one case of each test
function, those that take least time and reach least first, up to ``--cap`` seconds of noted time. A test that takes
ten times as long as it did and ten seconds more is ended; the mutant counts as killed, by timeout. A kill counts only
if the same test passes right afterwards without the mutant. Hypothesis makes 25 examples a test, always the same. Tests
do not see a mutant where they look at what the program made while it was imported.

``map.jsonl`` has what each test reaches. ``results.jsonl`` has each mutant; after an interruption the run goes on
behind the last one. ``survivors.txt`` has the survivors with the tests that were tried.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

import pytest
from mutant_tests import CODE_FOLDER, Mutant, Result, Rounds
from mutations import Module

SUBJECTS = {
    "splice": "dossier: splice skeleton edits pairs ways rendering claim_editor mapping_editor",
    "saving": "dossier: saving disk system waiting",
    "quotes": "dossier: quotes quotechecks quote_checks text",
    "decisions": "review: decisions session draft manuscript past amendments changes working_copy document undo_stack",
    "commands": "screens: review desk moving amending deciding choosing rereading keeping summing holding asking "
    "finding prompt open_field command type_ahead reloader summary_writer review_screen reasons commands/",
}
"""For each subject the folder below ``tui/``, and the modules and folders/ in it, by their names before and after."""


def find_modules(subject: str) -> list[Module]:
    """The modules of a subject."""
    room, _, names = SUBJECTS[subject].partition(": ")
    paths = sorted(path for path in Path("tui", room).rglob("*.py") if path.stem != "__init__")
    wanted = [path for path in paths if {path.stem, f"{path.parent.name}/"} & set(names.split())]
    return [Module(path.resolve(), ".".join(path.with_suffix("").parts)) for path in wanted]


def draw(modules: dict[str, list[Module]], count: int, seed: str) -> Iterator[Mutant]:
    """As many mutants from each subject, one of each in turn, drawn from all that can be made."""
    rows = []
    for subject, found in modules.items():
        pool = [Mutant(subject, module, mutation) for module in found for mutation in module.mutations]
        random.Random(f"{seed} {subject}").shuffle(pool)
        rows.append(mutant for mutant in pool if mutant.module.mutated(mutant.mutation) is not None)
    for _ in range(count // len(rows)):
        yield from map(next, rows)


def describe(modules: dict[str, list[Module]], options: argparse.Namespace) -> dict[str, str]:
    """What the results hold for."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    sources = sorted(path for folder in ("tui", "tests") for path in Path(folder).rglob("*.py"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    sizes = (f"{subject} {sum(len(module.mutations) for module in found)}" for subject, found in modules.items())
    return {
        "commit": commit,
        "sources": digest,
        "python": sys.version.split()[0],
        "seed": options.seed,
        "cap": f"{options.cap} s",
        "mutations to draw from": ", ".join(sizes),
    }


def interval(hits: int, total: int) -> str:
    """A share with its interval."""
    z, p = 1.96, hits / total
    middle, half = p + z * z / (2 * total), z * sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    low, high = ((middle + side * half) / (1 + z * z / total) for side in (-1, 1))
    return f"{p:.3f} ({low:.3f}–{high:.3f})"


def table(results: list[Result]) -> Iterator[str]:
    """The rows of the table."""
    heads = f"{'subject':12}{'drawn':>7}{'killed':>8}{'timeout':>9}{'survived':>10}{'not all tried':>15}"
    yield f"{heads}  killed or timeout"
    for subject in (*SUBJECTS, "all"):
        chosen = [result for result in results if subject in {result.subject, "all"}]
        if chosen:
            counts = Counter(result.outcome for result in chosen)
            untried = sum(result.untried > 0 for result in chosen)
            row = f"{subject:12}{len(chosen):7}{counts['killed']:8}{counts['timeout']:9}{counts['survived']:10}"
            yield f"{row}{untried:15}  {interval(counts['killed'] + counts['timeout'], len(chosen))}"


def survivors(results: list[Result]) -> Iterator[str]:
    """The survivors, each with the test functions that were tried and the number of their cases."""
    for result in results:
        if result.outcome == "survived":
            tried = Counter(test.partition("[")[0] for test in result.tried)
            yield f"{result.subject}  {result.mutant}\n    {len(result.tried)} tests tried, {result.untried} left out"
            yield "".join(f"\n    {function} {count}" for function, count in tried.items()) + "\n\n"


def read_results(folder: Path) -> list[Result]:
    """The results so far."""
    path = folder / "results.jsonl"
    return [Result(*json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []


def main() -> None:
    """Draw, run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", default="factcheck-7")
    parser.add_argument("--cap", type=float, default=20.0)
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(Path.cwd()))
    modules = {subject: find_modules(subject) for subject in SUBJECTS}
    about = describe(modules, options)
    written = folder / "about.json"
    if written.exists() and json.loads(written.read_text()) != about:
        parser.error(f"{folder} holds results of {written.read_text()}, not of {json.dumps(about)}")
    written.write_text(json.dumps(about))

    os.environ[CODE_FOLDER] = str(folder / "code")
    os.environ["PYTHONPATH"] = str(Path(__file__).parent / "mutant_hook")
    done = {result.mutant for result in read_results(folder)}
    mutants = (mutant for mutant in draw(modules, options.count, options.seed) if mutant.name not in done)
    rounds = Rounds(folder, [module for found in modules.values() for module in found], mutants, options.cap)
    arguments = ["-n", "0", "-p", "no:cacheprovider", f"--basetemp={folder / 'tmp'}"]
    pytest.main(arguments, plugins=[rounds])

    results = read_results(folder)
    (folder / "survivors.txt").write_text("".join(survivors(results)), encoding="utf-8")
    print(*(f"{name}: {value}" for name, value in about.items()), *table(results), sep="\n")
    print(f"failed without a mutant too: {', '.join(sorted(rounds.unreliable)) or 'no test'}")


if __name__ == "__main__":
    main()
