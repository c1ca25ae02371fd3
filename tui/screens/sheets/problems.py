"""The problems of the claims file and its articles, in the words of ``check``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.dossier.values.model import Dossier
from tui.dossier.values.passed_over import counted_passed_over
from tui.dossier.values.problems import Problem, Unreadable, counted_problems
from tui.screens.sheets.sheet import Sheet
from tui.screens.widgets.text_layout import Line, Mark, flow

HINT = "j k scroll · Esc closes"


def problem_lines(problems: Sequence[Problem], width: int) -> list[Line]:
    """Each problem behind its file, line and column, with an empty line before it."""
    lines: list[Line] = []
    for problem in problems:
        place = f"{problem.file}:{problem.line}:{problem.column}:"
        lines += [[], *flow(f"{place} {problem.message}", width, "", [Mark(0, len(place), "strong")])]
    return lines


class ProblemsSheet(Sheet[None]):
    """The problems that keep nothing from being reviewed."""

    BINDINGS: ClassVar[list[BindingType]] = [  # no letter closes it: a reason typed behind a slip from 1 is no command
        Binding("escape,enter,exclamation_mark", "close", "close", priority=True),
    ]

    def __init__(self, dossier: Dossier, problems: Sequence[Problem]) -> None:
        super().__init__("Problems", HINT, self._lines)
        self._dossier, self._problems = dossier, problems

    def _lines(self, width: int) -> list[Line]:
        """The number of files that are no articles, then each problem."""
        about = "What is wrong is left as it is, and is not part of the review. factcheck check says the same, "
        about += "and looks at quotes too."
        head = "; ".join(filter(None, (counted_problems(len(self._problems)), counted_passed_over(self._dossier))))
        worded = [problem._replace(message=f"{problem.level}: {problem.message}") for problem in self._problems]
        return [*flow(head, width, "strong"), *flow(about, width), *problem_lines(worded, width)]


class UnreadableSheet(Sheet[None]):
    """The problems of a claims file that can't be read any more, while the review goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "close", "close", priority=True)]

    def __init__(self, why: Unreadable) -> None:
        super().__init__("The claims file can't be read now", HINT, self._lines)
        self._why = why

    def _lines(self, width: int) -> list[Line]:
        """The fate of decisions, then the problems in the order of the file."""
        about = "What you decide is kept, and saved when the file is mended: it is read again by itself then."
        return [*flow(about, width), *problem_lines(self._why.problems, width)]

    def show_mended(self) -> None:
        """Report that the file is mended. The sheet stays, so that a key meant for the sheet reaches nothing below."""
        self.box.border_title = "The claims file can be read again"
        self.box.show(lambda width: flow("It was mended, and is taken over.", width, "reviewed"))
