"""Draw the review as it stands in a terminal, as the SVG that the README shows.

    python scripts/picture.py [--output docs/review.svg] [--size 120x36]

Works on a copy of the shipped dossier, gives two verdicts by keys, and looks at a claim on which sources differ.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path

from tui.review.session import Session
from tui.screens.app import FactcheckApp

ROOT = Path(__file__).parent.parent
KEYS = [
    *("1", *"counted twice".replace(" ", "_"), "enter"),
    *("1", *"one source", "enter"),
    *("slash", *"belgorod-dead-22", "enter", "enter"),
]


async def draw(claims: Path, output: Path, columns: int, rows: int) -> None:
    """Run the review, press the keys, and write the picture."""
    app = FactcheckApp(Session(claims, "mk", now=lambda: "2026-11-22T14:03:00Z"))
    async with app.run_test(size=(columns, rows)) as pilot:
        for key in KEYS:
            await pilot.press({" ": "space", "_": "space", "-": "minus"}.get(key, key))
        await pilot.pause()
        output.write_text(app.export_screenshot(title="factcheck"), encoding="utf-8")


def main() -> None:
    """Draw it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "review.svg")
    parser.add_argument("--size", default="120x36")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copy(ROOT / "claims.yaml", copy)
        shutil.copytree(ROOT / "seeds", copy / "seeds")
        asyncio.run(draw(copy / "claims.yaml", options.output, columns, rows))
    print(f"drawn: {options.output}")


if __name__ == "__main__":
    main()
