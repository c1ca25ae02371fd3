"""The sheets that list problems of a dossier: of one that is shown, and of one that can't be read any more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.dossier.values.model import Dossier
from tui.dossier.values.passed_over import counted_passed_over
from tui.dossier.values.problems import Problem, Unreadable, counted_problems
from tui.screens.sheets.modal import Dialog
from tui.screens.widgets.text_layout import Line, Mark, flow


def problem_lines(problems: Sequence[Problem], width: int) -> list[Line]:
    """Lay out problems, each with its file, line and column."""
    lines: list[Line] = []
    for problem in problems:
        place = f"{problem.file}:{problem.line}:{problem.column}:"
        lines += [[], *flow(f"{place} {problem.message}", width, "", [Mark(0, len(place), "strong")])]
    return lines


class ProblemsSheet(Dialog[None]):
    """The problems of a claims file and of its articles folder that let the review go on."""

    TITLE = "Problems"
    HINT = "j k scroll · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [  # no letter closes it: a reason typed behind a slip from 1 is no command
        Binding("escape,enter,exclamation_mark", "answer('')", "close", priority=True),
    ]

    def __init__(self, dossier: Dossier, problems: Sequence[Problem]) -> None:
        super().__init__(partial(_dossier_lines, dossier, problems))


def _dossier_lines(dossier: Dossier, problems: Sequence[Problem], width: int) -> list[Line]:
    """Lay out the number of files that are no articles, then all problems in the words of ``factcheck check``."""
    said = "What is wrong is left as it is, and is not part of the review. factcheck check says the same, "
    said += "and looks at quotes too."
    head = "; ".join(filter(None, (counted_problems(len(problems)), counted_passed_over(dossier))))
    worded = [problem._replace(message=f"{problem.level}: {problem.message}") for problem in problems]
    return [*flow(head, width, "strong"), *flow(said, width), *problem_lines(worded, width)]


class UnreadableSheet(Dialog[None]):
    """The problems of a claims file that became unreadable during the review."""

    TITLE = "The claims file can't be read now"
    HINT = "j k scroll · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "answer('')", "close", priority=True)]

    def __init__(self, why: Unreadable) -> None:
        super().__init__(partial(_unreadable_lines, why.problems))

    def show_repaired(self) -> None:
        """Say that the file can be read again.

        The sheet stays open: a key that was meant for the sheet must not reach the screen below.
        """
        self._sheet.border_title = "The claims file can be read again"
        self._sheet.show(lambda width: flow("It was mended, and is taken over.", width, "reviewed"))


def _unreadable_lines(problems: Sequence[Problem], width: int) -> list[Line]:
    """Lay out how decisions are kept meanwhile, then the problems in the order of the file."""
    remedy = "What you decide is kept, and saved when the file is mended: it is read again by itself then."
    return [*flow(remedy, width), *problem_lines(problems, width)]
