"""The app that lists the problems of an unreadable claims file until the file is repaired."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.dossier.files.folder_watch import Signature, signature, wait_until_stable
from tui.dossier.values.problems import Unreadable
from tui.review.session import Session
from tui.review.working_copy import utc_now
from tui.screens.background.reloader import LOOK_SECONDS
from tui.screens.base_app import BaseApp
from tui.screens.sheets.modal import Dialog
from tui.screens.sheets.problems import problem_lines
from tui.screens.terminal.signals import Terminal
from tui.screens.widgets.text_layout import Line, flow

Opener = Callable[[], Session]
"""Opens the session of a claims file. Raises Unreadable."""


class RepairScreen(Dialog):
    """Every problem that keeps a claims file from being read. A write of the file makes it read again."""

    TITLE = "The claims file can't be read yet"
    HINT = "e editor · R read again now · j k PgDn PgUp scroll · q quit"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "open the file in $EDITOR", priority=True),
        Binding("R", "reload", "read the file again now", priority=True),
        Binding("q", "app.quit", "quit", priority=True),
    ]

    def __init__(self, path: Path, why: Unreadable, opener: Opener, undone: str = "") -> None:
        super().__init__(self.layout_lines)
        self.why = why
        """The problems that the last reading found."""
        self._path, self._opener = path, opener
        self._seen = self._signatures()
        self._read_at = utc_now()
        self._failed = f"Not done, what you typed: {undone}" if undone else ""

    def on_mount(self) -> None:
        """Begin to poll the file."""
        self.set_interval(LOOK_SECONDS, self._look)

    def layout_lines(self, width: int) -> list[Line]:
        """Lay out the remedy, then the problems in the order of the file."""
        problems = self.why.problems
        count = "one thing keeps" if len(problems) == 1 else f"{len(problems)} things keep"
        lines = flow(f"At {self._read_at[11:19]} UTC, {count} {self._path.name} from being read.", width, "strong")
        lines += flow(
            f"Mend the file in an editor: e opens yours at line {problems[0].line}. Once it is saved, it is read again "
            "by itself, and the review opens when nothing is wrong any more.",
            width,
        )
        lines += flow(self._failed, width, "error") if self._failed else []
        return [*lines, *problem_lines(self.why.problems, width)]

    def action_edit(self) -> None:
        """Open the file in the reviewer's editor at the first problem, then read the file again."""
        from tui.screens.terminal.external_editor import edit

        self._failed = edit(self.app, self._path, self.why.problems[0].line)
        if self._failed:
            self._sheet.show(self.layout_lines)
        else:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the file again. Open the review, or show the problems that remain."""
        self._seen = self._signatures()
        self._read_at, self._failed = utc_now(), ""
        try:
            self.app.exit(self._opener())
        except Unreadable as error:
            self.why = error
            self._sheet.show(self.layout_lines)

    def _look(self) -> None:
        if self._signatures() != self._seen:
            wait_until_stable(self._path)
            self.action_reload()

    def _signatures(self) -> tuple[Signature, Signature]:
        """Return the signatures of the file and its folder, which change with a write and a new articles folder."""
        return signature(self._path), signature(self._path.parent)


class RepairApp(BaseApp[Session]):
    """The app of the repair screen. Its result is the session, or None where the reviewer quits before."""

    def __init__(self, repair_screen: RepairScreen, terminal: Terminal | None = None, theme: str = "") -> None:
        super().__init__(terminal, theme)
        self.repair_screen = repair_screen

    def get_default_screen(self) -> Screen[str]:
        """Return the repair screen, the only one."""
        return self.repair_screen


def until_readable(path: Path, why: Unreadable, opener: Opener, theme: str = "", undone: str = "") -> Session:
    """Show the problems of a claims file until its review can be opened. Raises Unreadable where the reviewer quits.

    ``undone`` holds the keys that were typed before the problems were known, and that were not run.
    """
    app = RepairApp(RepairScreen(path, why, opener, undone), Terminal(), theme)
    session = app.run()
    if session is None:
        raise app.repair_screen.why
    return session
