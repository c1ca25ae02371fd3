"""The house stands as it is drawn: imports run downward, and nothing is loaded that is not needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import ROOT

SAY_MODULES = """
import sys
from tui.cli import main
for arguments in {commands}:
    try: main(arguments)
    except SystemExit: pass
print('\\n', *sys.modules)
"""


def modules_after(desk: Path, *commands: list[str]) -> set[str]:
    """What commands have imported when the last of them ends."""
    code = SAY_MODULES.format(commands=commands)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=desk.parent,
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_imports_run_only_downward() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "0 broken" in done.stdout
    assert done.returncode == 0, done.stdout


def test_no_command_but_the_review_loads_textual(desk: Path) -> None:
    loaded = modules_after(
        desk,
        ["check"],
        ["show"],
        ["find"],
        ["summary"],
        ["verdict", "wave-dead-39", "true"],
        ["--help"],
        ["review"],
        ["init", "x"],
    )

    assert {"tui.cli", "tui.reports.summary", "tui.evidence.search"} <= loaded
    assert not {name for name in loaded if name.split(".")[0] in {"textual", "rich"}}


def test_help_loads_no_yaml(desk: Path) -> None:
    assert not {"yaml", "sentencex", "difflib"} & modules_after(desk, ["--help"])


def test_the_review_loads_only_what_its_first_screen_needs(desk: Path) -> None:
    code = (
        "import sys; import tui.cli; from pathlib import Path; from tui.review.session import Session\n"
        "Session(Path('claims.yaml'), 'mk'); import tui.screens.app; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=desk.parent, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())

    for name in (
        "textual.widgets._text_area",
        "textual.widgets._markdown",
        "tree_sitter",
        "tui.dossier.yaml_text.splice",
    ):
        assert name not in loaded
    assert not {"tui.reports.summary", "tui.screens.sheets.dialogs", "tui.dossier.yaml_text.quote_checks"} & loaded


def test_the_seeds_are_five_articles_and_nothing_else() -> None:
    assert len(list((ROOT / "seeds").iterdir())) == 5
