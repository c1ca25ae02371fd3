"""What is wrong with a dossier, said with file, line and remedy.

The errors of the whole program, as a tree::

    FactcheckError            said to the person in words, never as a traceback
    ├── Unreadable            a file can't be read at all; carries the problems that say why
    ├── Refused               a decision or an edit that can't be made, with the reason
    └── SaveFailed            the disk said no; the decision is kept
        └── ChangedOnDisk     somebody else wrote the file since it was read
"""

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    CAUTION = "caution"


class Problem(NamedTuple):
    """One thing that is wrong, and where. Lines and columns count from 1, columns in code points."""

    level: Level
    code: str
    file: str
    line: int
    column: int
    message: str
    claim: str = ""
    source: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.level}: {self.message}"


def counted_problems(count: int) -> str:
    """How many problems the claims file and its articles have, in words."""
    return f"{count:,} problem{'s' if count != 1 else ''}"


class FactcheckError(Exception):
    """Anything that is told to the person in words."""


class Unreadable(FactcheckError):
    """A file can't be read, or not as a dossier."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Refused(FactcheckError):
    """A decision or an edit that can't be made; nothing was changed."""


class SaveFailed(FactcheckError):
    """The file could not be written; what is on disk is whole and as before."""


class ChangedOnDisk(SaveFailed):
    """The file is no longer what was read; nothing was overwritten."""
