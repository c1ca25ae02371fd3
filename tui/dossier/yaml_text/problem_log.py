"""The problems of one file, collected with line and column while the file is read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tui.dossier.values.problems import Level, Problem
from tui.dossier.yaml_text.nodes import Fault


@dataclass
class ProblemLog:
    """Collects the problems of one file. Offsets count code points of ``text``, the text of the file."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, code: str, offset: int, message: str, claim: str = "", source: str = "") -> None:
        """Log a problem that must be mended before the file can be used."""
        self._log(Level.ERROR, code, offset, message, claim, source)

    def warn(self, code: str, offset: int, message: str, claim: str = "", source: str = "") -> None:
        """Log a problem with which the file can still be used."""
        self._log(Level.WARNING, code, offset, message, claim, source)

    def faults(self, faults: Iterable[Fault]) -> None:
        """Log the faults of the YAML itself, each as an error."""
        for fault in faults:
            self.error(fault.code, fault.offset, fault.message)

    def _log(self, level: Level, code: str, offset: int, message: str, claim: str, source: str) -> None:
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        self.problems.append(Problem(level, code, self.file, line, column, message, claim, source))

    @cached_property
    def _line_starts(self) -> list[int]:
        """The offset at which each line begins, lines counted as an editor counts them: a lone CR ends no line."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]
