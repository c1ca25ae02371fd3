"""A large dossier for the benches: many claims over a few articles, all made up."""

from __future__ import annotations

from pathlib import Path

_SUBJECTS = ("bridge", "harbour", "school", "tunnel", "museum", "station", "library", "reservoir", "market", "airport")
_VERBS = ("was built", "was closed", "was rebuilt", "was sold", "was flooded", "was opened")


def sentence(number: int) -> str:
    """A sentence that stands once in its article."""
    subject, verb = _SUBJECTS[number % 10], _VERBS[number % 6]
    return f"The {subject} of district {number} {verb} in {1900 + number % 120} at a cost of {number * 7} thousand."


def make(folder: Path, claims: int, sources: int = 5) -> Path:
    """Write a claims file of many claims, with articles that hold every quote; its path."""
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    for source in range(sources):
        kept = [sentence(number) for number in range(min(claims, 2000)) if number % sources != source]
        paragraphs = [" ".join(kept[at : at + 5]) for at in range(0, len(kept), 5)]
        (articles / f"paper-{source}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    lines = ["format: 1", "title: Made up", "articles: articles/", "claims:"]
    for number in range(claims):
        told = sentence(number % 2000)
        lines += [f"  - id: claim-{number}", f"    text: {told}", "    tags: [made-up, bench]", "    evidence:"]
        for source in range(sources):
            lines.append(f"      - source: paper-{source}")
            if number % 2000 % sources == source:
                lines.append("        stance: silent")
            else:
                stance = "contradicts" if (number + source) % 4 == 0 else "supports"
                lines += [
                    f"        stance: {stance}",
                    f'        quote: "{told}"',
                    f"        attributed_to: the mayor of district {number}",
                    "        as_of: 2024-01-02",
                    "        note: As the paper had it on the day, before the council answered.",
                ]
        lines.append("")
    path = folder / "claims.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
