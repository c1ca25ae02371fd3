"""The screen on a claims file that can't be read: its faults, until somebody mends the file."""

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
from tui.screens.background.intervals import INTERVALS
from tui.screens.base_app import BaseApp
from tui.screens.sheets.modal import Dialog
from tui.screens.sheets.problems import problem_lines
from tui.screens.terminal.signals import Terminal
from tui.screens.widgets.text_layout import Line, flow

Opener = Callable[[], Session]
"""Opens the session of a claims file. Raises Unreadable with the faults in the file."""


class UnreadableScreen(Dialog[None]):
    """Every fault that keeps a claims file from being read; the file is read again when somebody writes it."""

    TITLE = "The claims file can't be read yet"
    HINT = "e editor · R read again now · j k PgDn PgUp scroll · q quit"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "open the file in $EDITOR", priority=True),
        Binding("R", "reload", "read the file again now", priority=True),
        Binding("q", "app.quit", "quit", priority=True),
    ]

    def __init__(
        self, path: Path, fault: Unreadable, opener: Opener, undone: str = "", look_seconds: float = INTERVALS.look
    ) -> None:
        """``undone`` is what was typed and dropped; the file is looked at every ``look_seconds``."""
        super().__init__(self.layout_lines)
        self.fault = fault
        """The faults in the file as it was read last."""
        self._path, self._opener, self._look_seconds = path, opener, look_seconds
        self._seen = self._signatures()
        self._read_at = utc_now()
        self._failed = f"Not done, what you typed: {undone}" if undone else ""

    def on_mount(self) -> None:
        """Look at the file again and again."""
        self.set_interval(self._look_seconds, self._look)

    def layout_lines(self, width: int) -> list[Line]:
        """Lay out the remedy, then the problems in the order of the file."""
        problems = self.fault.problems
        count = "one thing keeps" if len(problems) == 1 else f"{len(problems)} things keep"
        lines = flow(f"At {self._read_at[11:19]} UTC, {count} {self._path.name} from being read.", width, "strong")
        lines += flow(
            f"Mend the file in an editor: e opens yours at line {problems[0].line}. Once it is saved, it is read again "
            "by itself, and the review opens when nothing is wrong any more.",
            width,
        )
        lines += flow(self._failed, width, "error") if self._failed else []
        return [*lines, *problem_lines(self.fault.problems, width)]

    def action_edit(self) -> None:
        """Open the file in the reviewer's editor, at the first fault; read the file again afterwards."""
        from tui.screens.terminal.external_editor import edit

        self._failed = edit(self.app, self._path, self.fault.problems[0].line)
        if self._failed:
            self._sheet.show(self.layout_lines)
        else:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the file again: end with its session, or show the faults that are left."""
        self._seen = self._signatures()
        self._read_at, self._failed = utc_now(), ""
        try:
            self.app.exit(self._opener())
        except Unreadable as error:
            self.fault = error
            self._sheet.show(self.layout_lines)

    def _look(self) -> None:
        if self._signatures() != self._seen:
            wait_until_stable(self._path)
            self.action_reload()

    def _signatures(self) -> tuple[Signature, Signature]:
        """Signatures that differ after a write to the file, and after the articles folder beside the file appears."""
        return signature(self._path), signature(self._path.parent)


class RepairApp(BaseApp[Session]):
    """Shows the faults of one claims file; ends with a session as soon as the file can be read, or with None."""

    def __init__(self, unreadable: UnreadableScreen, terminal: Terminal | None = None, theme: str = "") -> None:
        super().__init__(terminal, theme)
        self.unreadable = unreadable

    def get_default_screen(self) -> Screen[None]:
        """The faults are the only screen."""
        return self.unreadable


def until_readable(path: Path, why: Unreadable, opener: Opener, theme: str = "", undone: str = "") -> Session:
    """Show the faults in a claims file until it can be read; return its session.

    ``undone`` is what the reviewer had typed in the review and was dropped. Raises Unreadable where the reviewer quits
    before the file is mended.
    """
    app = RepairApp(UnreadableScreen(path, why, opener, undone), Terminal(), theme)
    session = app.run()
    if session is None:
        raise app.unreadable.fault
    return session
