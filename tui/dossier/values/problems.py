"""Problems of a dossier, with file, line and remedy, and the program's exceptions.

The exceptions of the whole program, as a tree::

    FactcheckError            shown to the user as a message, never as a traceback
    ├── Unreadable            a file can't be read at all; carries the problems that say why
    ├── Refused               a decision or an edit can't be made; the message is the reason
    └── SaveFailed            the file could not be written; the decision is kept
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
    """A fault and its place in a file. Lines and columns count from 1, columns in code points."""

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
    """Base of the exceptions whose message is shown to the user."""


class Unreadable(FactcheckError):
    """A file can't be read at all, or not as a dossier; ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Refused(FactcheckError):
    """A decision or an edit that can't be made; nothing was changed."""


class SaveFailed(FactcheckError):
    """The file could not be written; the file on disk is whole and as it was before."""


class ChangedOnDisk(SaveFailed):
    """The file on disk is no longer the one that was read; nothing was overwritten."""
