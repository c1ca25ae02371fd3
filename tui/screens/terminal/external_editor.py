"""The reviewer's own editor, which gets the terminal while it runs."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

USUAL = "vi"
"""The editor that POSIX requires."""
_FILE_AND_LINE = {
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), ("--wait", "--goto")),
    **dict.fromkeys(("subl", "zed"), ("--wait",)),
    **dict.fromkeys(("hx", "helix"), ()),
}
"""Editors that take ``file:line``, with their options to wait; all others take ``+line`` and the file."""


def editor_command(environment: Mapping[str, str], path: Path, line: int) -> list[str]:
    """Return the command that opens a file at a line: ``VISUAL``, else ``EDITOR``, else vi."""
    wanted = environment.get("VISUAL") or environment.get("EDITOR") or USUAL
    try:
        command = shlex.split(wanted) or [USUAL]
    except ValueError:  # a quotation mark that is not closed
        command = [wanted]
    target = str(path.absolute())
    options = _FILE_AND_LINE.get(Path(command[0]).name)
    return [*command, f"+{line}", target] if options is None else [*command, *options, f"{target}:{line}"]


def run_editor(command: Sequence[str]) -> str:
    """Run an editor until it ends. Returns in words why it failed; empty where it succeeded."""
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl+C is the editor's
    try:
        status = subprocess.run(command, check=False).returncode  # noqa: S603 - the reviewer's own choice
    except OSError as error:
        return f"{error.strerror or error}; set EDITOR to the editor of your choice"
    finally:
        signal.signal(signal.SIGINT, before)
    return f"ended with status {status}; the file was not read again, R does that" if status else ""


def edit(app: App[Any], path: Path, line: int) -> str:
    """Suspend the app and run the reviewer's editor. Returns in words why it failed; empty where it succeeded."""
    command = editor_command(os.environ, path, line)
    try:
        with app.suspend():
            failed = run_editor(command)
    except SuspendNotSupported:
        failed = "this terminal can't be lent to an editor"
    return f"{command[0]}: {failed}" if failed else ""
