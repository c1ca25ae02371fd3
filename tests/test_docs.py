"""What the documents tell is so: the guide's keys lead where it says, and every picture and key that is named is there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT
from terminals import verdicts

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.model import Stance
from tui.options import COMMANDS
from tui.reports.summary import summary
from tui.screens.keys.keymap import Keyboard, is_rating

DOCS = ROOT / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def pictures() -> ModuleType:
    """The script that draws the pictures."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "scripts" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def test_the_guides_keys_end_in_what_the_guide_tells(pictures: ModuleType, tmp_path: Path) -> None:
    scenes = [scene._replace(picture="") for scene in pictures.GUIDE]
    with pictures.dossier(DOCS / "guide" / "articles") as claims:
        await pictures.draw(claims, scenes, tmp_path, (100, 30))
        dossier = open_dossier(claims).dossier
        first, second = dossier.claims

        assert [rating for rating, _ in verdicts(claims).values()] == ["false", "mixed"]
        for claim in (first, second):
            assert [(entry.source, entry.stance) for entry in claim.evidence] == [
                ("council", Stance.SUPPORTS),
                ("norrby-post", Stance.CONTRADICTS),
                ("region-today", Stance.SUPPORTS),
            ]
        quote = first.evidence[1].quote
        assert quote is not None
        assert quote.exact.startswith("According to the invoices")
        assert quote.exact.endswith("had voted for 2.6 million euros.")
        assert first.claimant == "the city"
        assert "one origin" in summary(dossier)


def test_every_picture_of_the_guide_and_the_readme_is_drawn_by_the_script(pictures: ModuleType) -> None:
    shown = set(re.findall(r"\]\((guide/\w+\.svg)\)", GUIDE)) | set(re.findall(r"\]\(docs/(\w+\.svg)\)", README))
    drawn = {f"{scene.picture}.svg" for scene in (*pictures.REVIEW, *pictures.GUIDE) if scene.picture}

    assert shown == drawn
    assert all((DOCS / name).is_file() for name in shown)


def test_every_file_that_a_document_links_to_is_there() -> None:
    for document in (ROOT / "README.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), (document.name, target)


def test_the_readme_names_every_command_and_every_key() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `")]
    named = set(re.findall(r"`([^`]+)`", " ".join(rows))) | {"↓", "↑", "←", "→"}
    keys = Keyboard()

    for command in COMMANDS:
        assert any(name.startswith((f"factcheck {command}", f"factcheck [{command}]")) for name in named), command
    for key in keys.all():
        assert keys[key.id] in named or is_rating(key), key.id
