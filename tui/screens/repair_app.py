"""A claims file that can't be read: what is wrong with it, until it is mended."""

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
from tui.screens.sheets.dialogs import Dialog, problem_lines
from tui.screens.terminal.signals import Terminal
from tui.screens.widgets.text_layout import Line, flow

Opener = Callable[[], Session]
"""Opens the review of a claims file, or says why it can't be read."""


class Broken(Dialog):
    """Every problem that keeps a claims file from being read. The file is read again when it is written."""

    TITLE = "The claims file can't be read yet"
    HINT = "e editor · R read again now · j k PgDn PgUp scroll · q quit"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "open the file in $EDITOR", priority=True),
        Binding("R", "reload", "read the file again now", priority=True),
        Binding("q", "app.quit", "quit", priority=True),
    ]

    def __init__(self, path: Path, why: Unreadable, opener: Opener, undone: str = "") -> None:
        super().__init__()
        self.why = why
        """What is wrong with the file as it was read last."""
        self._path, self._opener = path, opener
        self._seen = self._signatures()
        self._read_at = utc_now()
        self._failed = f"Not done, what you typed: {undone}" if undone else ""

    def on_mount(self) -> None:
        """Keep an eye on the file."""
        self.set_interval(LOOK_SECONDS, self._look)

    def layout_lines(self, width: int) -> list[Line]:
        """The remedy, then the problems in the order of the file."""
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
        """Open the file in the reviewer's editor, at the first problem; read it again afterwards."""
        from tui.screens.terminal.external_editor import edit

        self._failed = edit(self.app, self._path, self.why.problems[0].line)
        if self._failed:
            self._sheet.show(self.layout_lines)
        else:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the file again: go on to the review, or show what is still wrong."""
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
        """What changes when the file is written, and when the articles folder beside it comes."""
        return signature(self._path), signature(self._path.parent)


class Mending(BaseApp[Session]):
    """The problems of one claims file; it ends with its review, when that can be opened, or with nothing."""

    def __init__(self, broken: Broken, terminal: Terminal | None = None, theme: str = "") -> None:
        super().__init__(terminal, theme)
        self.broken = broken

    def get_default_screen(self) -> Screen[str]:
        """The problems are the only screen."""
        return self.broken


def until_mended(path: Path, why: Unreadable, opener: Opener, theme: str = "", undone: str = "") -> Session:
    """Show what is wrong with a claims file until its review can be opened; Unreadable where it is left before.

    ``undone`` is what was typed in the review before that was known, and is not done.
    """
    app = Mending(Broken(path, why, opener, undone), Terminal(), theme)
    session = app.run()
    if session is None:
        raise app.broken.why
    return session
