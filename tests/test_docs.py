"""The documents agree with the program: the guide's keys, the tables of keys and commands, the examples, the links."""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, WriteDossier
from terminals import verdicts

from tui.dossier.files.loading import load, open_dossier
from tui.dossier.values.model import Stance
from tui.options import COMMANDS, parser
from tui.reports.summary import summary
from tui.screens.keys.keymap import Keymap, is_rating, shown
from tui.screens.keys.table import QUIT
from tui.screens.settings import read_settings

DOCS = ROOT / "docs"
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("*.md"))} | {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))
}
"""Every document by its path from the project's folder."""
README, GUIDE = PAGES["README.md"], PAGES["docs/guide.md"]


def rows(page: str) -> list[list[str]]:
    """The cells of each table row of a page that begins with code."""
    lines = [line for line in PAGES[page].splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in lines]


def codes(text: str) -> set[str]:
    """The words of a text that stand as code."""
    return set(re.findall(r"`([^`]+)`", text))


def keys_of(page: str) -> set[str]:
    """The keys that the tables of a page explain: the first cells of their rows."""
    tables = re.findall(r"^\| key \| does \|\n(?:\|.*\n)+", PAGES[page], re.MULTILINE)
    firsts = [row.split("|")[1] for table in tables for row in table.splitlines()[2:]]
    return codes(" ".join(firsts)) | set(
        re.findall(r"[←↑→↓]", " ".join(re.sub("`[^`]+`", "", first) for first in firsts))
    )


def example(page: str) -> str:
    """The YAML example of a page."""
    found = re.search(r"^```yaml\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def anchors(page: str) -> set[str]:
    """The names by which the headings of a page can be linked to, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


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


def test_every_link_inside_the_project_leads_to_a_file_and_a_heading() -> None:
    broken = []
    for name, page in PAGES.items():
        for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([\w-]+))?\)", page):
            path = (ROOT / name).parent / target if target else ROOT / name
            is_there = path.exists() and (
                not anchor or (path.suffix == ".md" and anchor in anchors(path.read_text(encoding="utf-8")))
            )
            broken += [] if is_there else [(name, target, anchor)]

    assert not broken


def test_the_readme_leads_to_every_page() -> None:
    reached, ahead = set(), ["README.md"]
    while ahead:
        name = ahead.pop()
        if name in PAGES and name not in reached:
            reached.add(name)
            folder = (ROOT / name).parent
            targets = [(folder / target).resolve() for target in re.findall(r"\]\(([^)#:]+)", PAGES[name])]
            ahead += [path.relative_to(ROOT).as_posix() for path in targets if path.is_relative_to(ROOT)]

    assert reached == set(PAGES)


def test_the_records_of_decisions_are_numbered_without_a_gap_and_say_the_same_four_things() -> None:
    records = [name for name in PAGES if re.match(r"docs/decisions/\d", name)]
    parts = ["Context", "Decision", "What was tried and measured", "Consequences"]

    assert len(records) >= 5
    for number, name in enumerate(records, 1):
        assert name.startswith(f"docs/decisions/{number:04}-"), name
        assert PAGES[name].startswith(f"# {number}. "), name
        assert re.findall(r"^## (.+)$", PAGES[name], re.MULTILINE) == parts, name


def test_the_page_of_keys_explains_every_key_and_no_other() -> None:
    explained = keys_of("docs/keys.md")
    keys = {shown(name) for key in Keymap().all() if not is_rating(key) for name in key.keys.split(",")}

    assert explained == keys | {"1", "9", shown(QUIT)}


def test_the_first_keys_of_the_readme_are_on_the_page_of_keys() -> None:
    first = keys_of("README.md")

    assert {"s", "c", "x", "?", "q"} <= first
    assert first <= keys_of("docs/keys.md")


def test_the_page_of_commands_explains_every_command_with_all_its_arguments() -> None:
    of_command = {
        match[1]: row[0] for row in rows("docs/command-line.md") if (match := re.match(r"`factcheck \[?(\w+)", row[0]))
    }
    subparsers = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    missing = []
    for name, command in subparsers.choices.items():
        usage = set(re.findall(r"--?\w+|[A-Z]+", of_command.get(name, "")))
        for action in command._actions:
            names = {*action.option_strings} or {(action.metavar or action.dest).upper()}
            if not names & {*usage, "--help", "--file"}:
                missing.append((name, *names))

    assert set(of_command) == set(COMMANDS) == set(subparsers.choices)
    assert not missing


def test_the_page_of_commands_has_the_exit_status_and_the_variables_of_the_code() -> None:
    page = PAGES["docs/command-line.md"]
    read = {
        name
        for path in (ROOT / "tui").rglob("*.py")
        for name in re.findall(r'"(FACTCHECK_[A-Z]+)"', path.read_text("utf-8"))
    }

    assert re.findall(r"^\| (\d) \|", page, re.MULTILINE) == ["0", "1", "2"]
    assert read
    assert read <= codes(page)


def test_the_example_of_settings_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(example("docs/settings.md"), encoding="utf-8")

    settings = read_settings(path)

    assert dict(settings.keys.changed) == {"claim.next-unreviewed": "b", "show.matrix": "ctrl+t,M"}
    assert settings.theme == "textual-light"


def test_the_example_of_a_claims_file_has_no_fault(write_dossier: WriteDossier) -> None:
    article = "The signs are up, the city said. The bridge is closed to lorries from today.\n\nSubscribe now\n"

    opened, problems = load(
        write_dossier(example("docs/claims-file.md"), **{"herald-2024-03-01": article}), quotes=True
    )

    assert opened is not None
    assert not problems


def test_the_page_of_the_claims_file_names_every_key_of_the_schema_and_every_caution() -> None:
    schema = (ROOT / "tui" / "dossier" / "claims.schema.json").read_text(encoding="utf-8")
    named: set[str] = set()

    def note(found: dict[str, object]) -> dict[str, object]:
        """Take the names of the properties, and the codes, of one object of the schema."""
        if isinstance(properties := found.get("properties"), dict):
            named.update(properties)
            silence = properties.get("silence")
            named.update(silence["items"]["enum"] if isinstance(silence, dict) else [])
        return found

    json.loads(schema, object_hook=note)
    page = PAGES["docs/claims-file.md"]

    assert {"one-origin", "attributed_to"} <= named
    assert not {name for name in named if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page)}


def test_every_path_of_the_code_that_the_house_and_the_decisions_name_is_there() -> None:
    pages = [name for name in PAGES if name == "docs/architecture.md" or name.startswith("docs/decisions/")]
    named = {(page, path) for page in pages for path in re.findall(r"`(tui/[^`\s]+)`", PAGES[page])}

    assert len(named) > 40
    assert not sorted((page, path) for page, path in named if not (ROOT / path).exists())
