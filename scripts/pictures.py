"""Draw the review as it stands in a terminal: the pictures of README and guide, or one claim in every size and light.

    python scripts/pictures.py                draws those of README and guide, into docs/
    python scripts/pictures.py --look FOLDER  draws the same claim at many sizes and in several themes

The guide's pictures come of a review of the articles in docs/guide, in which the keys are pressed that the guide names.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from tui.dossier.files.scaffold import create_claims_file
from tui.review.session import Session
from tui.screens.app import FactcheckApp

os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # whatever the terminal that this runs in can paint
os.environ.pop("NO_COLOR", None)
ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
NAMES = {" ": "space", "-": "minus", ".": "full_stop", ",": "comma", "/": "slash", "'": "apostrophe"}


class Scene(NamedTuple):
    """Keys that are pressed, and the name of the picture that is drawn then; none where it is empty."""

    keys: str
    """Characters as they stand, and names of keys in ``<>``."""
    picture: str = ""


REVIEW = (Scene("1counted twice<enter>1one source<enter>/belgorod-dead-22<enter><enter>", "review"),)
GUIDE = (
    Scene("iThe new library cost less than planned.<tab><tab>the city", "guide/claim"),
    Scene("<enter><enter>", "guide/passages"),
    Scene("s<enter>]J", "guide/article"),
    Scene("c<escape>s", "guide/evidence"),
    Scene("5The invoices add up to 3.1 million", "guide/verdict"),
    Scene("<enter>iThe library holds 40,000 books.<enter><enter>", "guide/second"),
    Scene("scs3Forty thousand, of which 2,000 are in boxes<enter>"),
    Scene("t", "guide/figures"),
    Scene("<escape>m", "guide/matrix"),
)
SIZES = ((60, 20), (80, 24), (100, 30), (120, 40), (200, 60))
THEMES = ("textual-dark", "textual-light", "nord", "gruvbox")


def keys_of(text: str) -> Iterator[str]:
    """The keys of a scene as Textual names them."""
    while text:
        name, text = (text[1:].split(">", 1)) if text[0] == "<" else (text[0], text[1:])
        yield NAMES.get(name, name)


async def play(pilot: Pilot[None], scenes: Sequence[Scene], folder: Path) -> None:
    """Press the keys of some scenes, and draw each one's picture."""
    for scene in scenes:
        await pilot.press(*keys_of(scene.keys))
        await pilot.pause()
        if scene.picture:
            path = folder / f"{scene.picture}.svg"
            path.write_text(pilot.app.export_screenshot(title="factcheck"), encoding="utf-8")
            print(f"drawn: {path}")


@contextmanager
def dossier(articles: Path | None = None) -> Iterator[Path]:
    """A claims file in a folder that is gone afterwards: a copy of the shipped one, or a new one for some articles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["FACTCHECK_CACHE"] = str(folder / "cache")
        claims = folder / "claims.yaml"
        if articles is None:
            shutil.copy(ROOT / "claims.yaml", claims)
            shutil.copytree(ROOT / "seeds", folder / "seeds")
        else:
            shutil.copytree(articles, folder / "articles")
            create_claims_file(claims, folder / "articles")
        yield claims


async def draw(claims: Path, scenes: Sequence[Scene], folder: Path, size: tuple[int, int], theme: str = "") -> None:
    """Open a review and play some scenes in it."""
    app = FactcheckApp(Session(claims, "mk", now=lambda: "2026-11-22T14:03:00Z"))
    if theme:
        app.theme = theme
    async with app.run_test(size=size) as pilot:
        await play(pilot, scenes, folder)


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--look", type=Path, metavar="FOLDER", help="where to draw one claim in many ways")
    look: Path | None = parser.parse_args().look
    if look is None:
        with dossier() as claims:
            asyncio.run(draw(claims, REVIEW, DOCS, (120, 36)))
        with dossier(DOCS / "guide" / "articles") as claims:
            asyncio.run(draw(claims, GUIDE, DOCS, (100, 30)))
        return
    look.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for columns, rows in SIZES:
            with dossier() as claims:
                scenes = [Scene(REVIEW[0].keys, f"{columns}x{rows}-{theme}")]
                asyncio.run(draw(claims, scenes, look, (columns, rows), theme))


if __name__ == "__main__":
    main()
