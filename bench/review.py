"""How many keys a whole review takes: all claims of the five articles judged, driven by a script.

    python bench/review.py [--again]

Without ``--again`` each verdict has the same short reason, typed each time; the letters are counted apart, since they
are the reviewer's own. With it, each second verdict takes the last reason over by ``.``.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path

from textual import events

from tui.dossier.files.loading import open_dossier
from tui.review.session import Session
from tui.screens.app import FactcheckApp

REASON = "as two papers say"


async def drive(path: Path, *, again: bool) -> tuple[int, int]:
    """Judge every claim; the keys that were pressed, and the letters of reasons."""
    app = FactcheckApp(Session(path, "bench"))
    claims = len(app.session.dossier.claims)
    keys = letters = 0
    async with app.run_test(size=(120, 40)) as pilot:
        for number in range(claims):
            app.post_message(events.Key(*(("full_stop", ".") if again and number % 2 else ("1", "1"))))
            keys += 1
            if not (again and number % 2):
                for char in REASON:
                    app.post_message(events.Key("space" if char == " " else char, char))
                    letters += 1
            app.post_message(events.Key("enter", None))
            keys += 1
            await pilot.pause()
    return keys, letters


def main() -> None:
    """Drive a review of a copy, and say what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--again", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.yaml"
        shutil.copy("claims.yaml", path)
        shutil.copytree("seeds", Path(folder) / "seeds")
        keys, letters = asyncio.run(drive(path, again=chosen.again))
        claims = open_dossier(path).dossier.claims
        judged = sum(claim.verdict is not None for claim in claims)
    print(f"{judged} of {len(claims)} claims judged with {keys} keys and {letters} letters of reasons")
    print(f"{keys / len(claims):.2f} keys a claim")


if __name__ == "__main__":
    main()
