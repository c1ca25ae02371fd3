"""The output of a command: a report goes to standard output, or to a file that the command line names."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.dossier.values.problems import SaveFailed
from tui.dossier.values.text import clean_line
from tui.options import WrongUse

if TYPE_CHECKING:
    from tui.dossier.values.model import Dossier


def write_output(dossier: Dossier, text: str, output: Path | None, file_head: str = "") -> None:
    """Write a report to standard output or, with ``file_head`` before it, to a file.

    Raises WrongUse where the file belongs to the dossier, SaveFailed where the file can't be written.
    """
    from tui.reports.write_report import write_report

    if output is None or output == Path("-"):
        sys.stdout.write(text)
        return
    _refuse_files_of(dossier, output)
    try:
        kept_copy = write_report(output, (file_head + text).encode("utf-8"), is_named=True)
    except SaveFailed as error:
        raise SaveFailed(f"{output}: {error}") from error
    kept = f"; what stood there is kept in {kept_copy}" if kept_copy else ""
    print(clean_line(f"written to {output}{kept}"), file=sys.stderr)


def _refuse_files_of(dossier: Dossier, output: Path) -> None:
    """Keep a report from being written over the claims file or an article."""
    target = Path(os.path.realpath(output))
    if target == Path(os.path.realpath(dossier.path)):
        raise WrongUse(f"{output} is the claims file itself; name another file")
    if target.name in {source.file for source in dossier.sources.values()}:
        raise WrongUse(f"{output} has the name of an article; name another file")
