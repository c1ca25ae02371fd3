"""Two public suites of nasty inputs put through the program; the project does not ship them.

    python bench/suites.py FOLDER

FOLDER holds ``yaml-test-suite.json`` (inputs of https://github.com/yaml/yaml-test-suite as a list of objects with
``id`` and ``yaml``) and ``blns.json`` (https://github.com/minimaxir/big-list-of-naughty-strings). Each YAML input is
read as a claims file, and as the value of a foreign key of a claim that is then given a verdict. Each naughty string
becomes a claim's text, a quote of an article, and a rationale, and is looked for in file and summary; then all of them
are looked for on the screen, and no control character on it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from pathlib import Path

import yaml

from tui.dossier.files.loading import load, open_dossier
from tui.dossier.values.model import Quote, Stance
from tui.dossier.values.problems import Level, Unreadable
from tui.dossier.values.text import clean_line
from tui.dossier.yaml_text.scalars import quoted
from tui.reports.summary import summary
from tui.review.decisions import Judge, Take
from tui.review.session import Session
from tui.screens.app import FactcheckApp

HEAD = "articles: articles\nclaims:\n"


def without_verdict(text: str) -> object:
    """A file as PyYAML composes it, without positions and without verdicts."""

    def bare(node: yaml.Node) -> object:
        if isinstance(node, yaml.MappingNode):
            return [(bare(key), bare(value)) for key, value in node.value if key.value != "verdict"]
        return [bare(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value

    node = yaml.compose(text, Loader=yaml.CBaseLoader)
    return None if node is None else bare(node)


def read_suite(cases: list[dict[str, str]], folder: Path) -> Counter[str]:
    """What became of each YAML input."""
    outcomes: Counter[str] = Counter()
    path = folder / "claims.yaml"
    for case in cases:
        path.write_text(case["yaml"], encoding="utf-8")
        opened, problems = load(path, quotes=True)
        said = any(problem.level is Level.ERROR and problem.line > 0 for problem in problems)
        outcomes["as a file: an error with its line" if said else f"as a file: read, {opened is not None}"] += 1
        inner = "".join(f"      {line}\n" if line else "\n" for line in case["yaml"].split("\n"))
        text = f"{HEAD}  - id: x\n    text: X.\n    mine:\n{inner}    tags: [t]\n  - id: y\n    text: Y.\n"
        path.write_text(text, encoding="utf-8")
        try:
            session = Session(path, "mk")
        except Unreadable:
            outcomes["in a claim: an error with its line"] += 1
            continue
        receipt = session.decide(Judge("x", "true", "R: #1", "mk", session.now()))
        if not receipt.saved:
            outcomes["in a claim: refused"] += 1
            assert path.read_text(encoding="utf-8") == text
            continue
        right = without_verdict(path.read_text(encoding="utf-8")) == without_verdict(text)
        claim = open_dossier(path).dossier.claim("x")
        right &= claim.verdict is not None and (claim.verdict.rating, claim.verdict.rationale) == ("true", "R: #1")
        outcomes["in a claim: right" if right else f"in a claim: WRONG {case['id']}"] += 1
    return outcomes


def read_strings(strings: list[str], folder: Path) -> Counter[str]:
    """What became of each naughty string."""
    outcomes: Counter[str] = Counter()
    path = folder / "claims.yaml"
    for string in strings:
        text = string.replace("\r", "")
        (folder / "articles" / "a.txt").write_text(f"Before it.\n\n{text}\n\nAfter it.\n", encoding="utf-8", newline="")
        path.write_text(f"{HEAD}  - id: x\n    text: {quoted((text.strip() and text) or 'X')}\n", encoding="utf-8")
        session = Session(path, "mk")
        quote = Quote(" ".join(text.split()) or "Before it.")
        saved = session.decide(Take("x", "a", Stance.SUPPORTS, quote)).saved
        saved &= session.decide(Judge("x", "true", text, "mk", session.now())).saved
        claim = open_dossier(path).dossier.claim("x")
        same = claim.verdict is not None and claim.verdict.rationale == text.strip()
        same &= claim.evidence[0].quote == quote and claim.text == ((text.strip() and text) or "X")
        told = "### 1. " in summary(session.dossier)
        outcomes["unharmed" if saved and same and told else f"HARMED {string!r}"] += 1
    return outcomes


async def show_strings(strings: list[str], folder: Path) -> Counter[str]:
    """What of each naughty string is painted where the claim with it as text, quote and rationale is looked at."""
    outcomes: Counter[str] = Counter()
    texts = [string.replace("\r", "").strip() or "X" for string in strings]
    articles = "\n\n".join(f"Before {number}. {' '.join(text.split())}" for number, text in enumerate(texts))
    (folder / "articles" / "a.txt").write_text(articles, encoding="utf-8", newline="")
    claims = (
        f"  - id: c{number}\n    text: {quoted(text)}\n    evidence:\n"
        f"      - {{source: a, stance: supports, quote: {quoted(f'Before {number}. ' + ' '.join(text.split()))}}}\n"
        f"    verdict: {{rating: mixed, rationale: {quoted(text)}}}\n"
        for number, text in enumerate(texts)
    )
    path = folder / "claims.yaml"
    path.write_text(HEAD + "".join(claims), encoding="utf-8")
    app = FactcheckApp(Session(path, "mk"))
    async with app.run_test(size=(160, 120)) as pilot:
        for text in texts:
            await pilot.pause()
            lines = ["".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()]  # noqa: SLF001
            words = clean_line(text).split()[:3]
            seen = all(sum(word[:20] in line for line in lines) >= 3 for word in words)
            outcomes["on the screen" if seen else f"NOT on the screen {text!r}"] += 1
            await pilot.press("j")
    outcomes["control characters that the last door had to stop"] = app.output_filter.stopped
    return outcomes


def main() -> None:
    """Read both and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        (folder / "articles" / "a.txt").write_text("One.\n", encoding="utf-8")
        cases = json.loads((options.folder / "yaml-test-suite.json").read_text(encoding="utf-8"))
        strings = json.loads((options.folder / "blns.json").read_text(encoding="utf-8"))
        for title, outcomes in (
            ("YAML", read_suite(cases, folder)),
            ("strings", read_strings(strings, folder)),
            ("strings", asyncio.run(show_strings(strings, folder))),
        ):
            for outcome, count in sorted(outcomes.items()):
                print(f"{title}: {outcome}: {count}")


if __name__ == "__main__":
    main()
