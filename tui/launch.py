"""Starting the review: the claims file is opened or, where it can't be read, its problems are shown until it can be."""

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
"""Seconds for which articles are read before the review opens; the others are read beside it."""
THRESHOLDS = 700, 10, 2
"""Of the garbage collector: all new objects after each 20 young collections, too few objects to delay a key."""


def launch(path: Path, reviewer: str) -> int:
    """Review a claims file until the reviewer leaves, and return the exit status.

    Raises Unreadable where there is no such file, where the reviewer leaves its problems unmended, and where the
    settings can't be read.
    """
    settings = read_settings(settings_path())
    session = _session(path, reviewer, settings)
    from tui.screens.app import run  # loads Textual, which is not needed where the file is missing

    gc.freeze()  # the collector looks only at objects made from here on
    gc.set_threshold(*THRESHOLDS)
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
        with progress() as report:
            return Session(path, reviewer, report=report, patience=PATIENCE_SECONDS)
    except Unreadable as error:
        if not path.is_file():
            raise
        gc.enable()  # mending may take hours
        return _mended(error, path, reviewer, settings)


def _mended(why: Unreadable, path: Path, reviewer: str, settings: Settings, undone: str = "") -> Session:
    from tui.screens.repair_app import until_readable

    return until_readable(
        path, why, partial(Session, path, reviewer, patience=PATIENCE_SECONDS), settings.theme, undone
    )
