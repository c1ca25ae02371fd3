"""The review from the command line: its file is opened or, where that can't be read, shown until it is mended."""

from __future__ import annotations

import gc
import sys
from functools import partial
from pathlib import Path

from tui.dossier.values.problems import Unreadable
from tui.dossier.values.text import clean_line
from tui.progress_line import progress
from tui.review.session import Session
from tui.screens.settings import Settings, read_settings, settings_path

PATIENCE_SECONDS = 0.3
"""How long articles are read before the review opens without those that are left."""


def launch(path: Path, reviewer: str) -> int:
    """Review a claims file until the review is left; the exit status.

    Unreadable where there is no such file, or it is still not mended when its problems are left; and for the settings.
    """
    settings = read_settings(settings_path())
    session = _session(path, reviewer, settings)
    from tui.screens.app import run  # all of Textual, which a file that is not there does not need

    gc.freeze()  # as the review goes on, only what is new is looked at
    gc.set_threshold(700, 10, 1000)  # and all of that seldom: it is felt at a key
    gc.enable()
    app = run(session, settings)
    # An error that shows only with the last article leaves the dossier half read.
    while not session.dossier.is_whole and (why := session.working_copy.unreadable) is not None:
        session = _mended(why, path, reviewer, settings, app.review.type_ahead.ahead)
        app = run(session, settings)
    if app.review.parting:
        print(f"factcheck: {clean_line(app.review.parting)}", file=sys.stderr)
    if lost := session.working_copy.log():
        print(f"factcheck: not all that is saved is in the history: {clean_line(lost)}", file=sys.stderr)
        return app.return_code or 1
    return app.return_code or 0


def _session(path: Path, reviewer: str, settings: Settings) -> Session:
    try:
        with progress() as told:
            return Session(path, reviewer, report=told, patience=PATIENCE_SECONDS)
    except Unreadable as error:
        if not path.is_file():
            raise
        gc.enable()  # it may take hours
        return _mended(error, path, reviewer, settings)


def _mended(why: Unreadable, path: Path, reviewer: str, settings: Settings, undone: str = "") -> Session:
    from tui.screens.repair_app import until_readable

    return until_readable(
        path, why, partial(Session, path, reviewer, patience=PATIENCE_SECONDS), settings.theme, undone
    )
