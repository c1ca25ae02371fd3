"""What lies over the review for a moment: the help, and the question before unsaved work is left."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.dossier.values.model import Dossier
from tui.dossier.values.passed_over import counted_passed_over
from tui.dossier.values.problems import Problem, Unreadable, counted_problems
from tui.review.changes import describe_difference
from tui.review.filters import STATES
from tui.review.session import Session
from tui.screens.keys.keymap import Keyboard, is_rating
from tui.screens.keys.table import GROUPS, Key, KeyContext
from tui.screens.sheets.modal import Modal
from tui.screens.widgets.footer import foremost
from tui.screens.widgets.lines import COMPONENTS, StaticLines
from tui.screens.widgets.marks import MARKS, STANDING_MARKS
from tui.screens.widgets.text_layout import Line, Mark, Piece, beside, flow

Answer = TypeVar("Answer")


class Dialog(Modal[Answer]):
    """A sheet of lines with keys of its own; a key closes it with an answer."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    TITLE: ClassVar[str] = ""
    HINT: str = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "down", priority=True),
        Binding("k,up", "scroll(-1)", "up", priority=True),
        Binding("pagedown,space", "scroll(10)", "down", priority=True),
        Binding("pageup", "scroll(-10)", "up", priority=True),
    ]

    def layout_lines(self, width: int) -> list[Line]:
        """What it says, at a width."""
        raise NotImplementedError  # pragma: no cover

    def compose(self) -> ComposeResult:
        """The sheet alone."""
        self._sheet = StaticLines("sheet", self.layout_lines)
        self._sheet.border_title = self.TITLE
        self._sheet.border_subtitle = self.HINT
        yield self._sheet

    def answer_of(self, name: str) -> Answer | None:  # noqa: ARG002 - for the dialogs that are answered
        """The answer that a key names; None for a dialog that is only read."""
        return None

    def action_answer(self, name: str) -> None:
        """Close with the answer that a key names."""
        self.dismiss(self.answer_of(name))

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self._sheet.scroll_lines(lines)


class Help(Dialog[None]):
    """Every key, and what the marks mean."""

    TITLE = "Keys"
    HINT = "j k scroll · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "answer('')", "close", priority=True),
    ]

    def __init__(self, keys: Keyboard, context: KeyContext, scale: tuple[str, ...]) -> None:
        super().__init__()
        self._keys = keys
        self._where = context
        self._scale = scale

    def layout_lines(self, width: int) -> list[Line]:
        """The keys with what they do, those first that work where one stands; the marks, the words of a filter."""
        told = list(self._keys.told())
        first = foremost(self._where)
        here = [key for key in told if key.id in first or self._where in key.contexts]
        here.sort(key=lambda key: first.index(key.id) if key.id in first else len(first))
        lines = self._group(f"Here, {self._where}", here, width)[1:]
        for title, keys in GROUPS.items():
            ids = {key.id for key in keys}
            others = [key for key in told if key.id in ids and key not in here]
            lines += self._group(title, others, width)
        lines += _entry("Ctrl+Q", "quit, from anywhere", width)
        for title, words in (
            ("Marks of sources", "  ".join(f"{mark} {name}" for name, mark in MARKS.items())),
            ("Counts of sources", "2+1: two say so in their own voice, one only as somebody's words"),
            ("Marks of claims", "  ".join(f"{mark} {name}" for name, mark in STANDING_MARKS.items())),
            ("Filter", "is:" + " is:".join(STATES) + " tag:… and words; all must hold"),
        ):
            lines += [[], [Piece(title, "strong")], *flow(words, width)]
        return lines

    def _group(self, title: str, keys: list[Key], width: int) -> list[Line]:
        lines: list[Line] = [[], [Piece(title, "strong")]] if keys else []
        for key in keys:
            if key.id == "verdict.1":
                last = f"verdict.{len(self._scale)}"
                enter, leave = self._keys["place.enter"], self._keys["place.back"]
                words = f"{', '.join(self._scale)}; then a reason, {enter} saves, {leave} leaves all as it was"
                lines += _entry(f"{self._keys['verdict.1']} … {self._keys[last]}", words, width)
            elif not is_rating(key):
                lines += _entry(self._keys.line_of(key), key.words, width)
        return lines


def _entry(key: str, words: str, width: int) -> list[Line]:
    first, *rest = flow(words, width - 12)
    return [[Piece(f"{key:<12}", "key"), *first], *([Piece(" " * 12), *line] for line in rest)]


def problem_lines(problems: Sequence[Problem], width: int) -> list[Line]:
    """Some problems, each with its place."""
    lines: list[Line] = []
    for problem in problems:
        place = f"{problem.file}:{problem.line}:{problem.column}:"
        lines += [[], *flow(f"{place} {problem.message}", width, "", [Mark(0, len(place), "strong")])]
    return lines


class Problems(Dialog[None]):
    """What is wrong in the claims file and with the files of its articles folder, while the review goes on."""

    TITLE = "Problems"
    HINT = "j k scroll · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [  # no letter closes it: a reason typed behind a slip from 1 is no command
        Binding("escape,enter,exclamation_mark", "answer('')", "close", priority=True),
    ]

    def __init__(self, dossier: Dossier, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._dossier, self._problems = dossier, problems

    def layout_lines(self, width: int) -> list[Line]:
        """How many files are no articles; then all problems in the words of ``check``."""
        said = "What is wrong is left as it is, and is not part of the review. factcheck check says the same, "
        said += "and looks at quotes too."
        head = "; ".join(filter(None, (counted_problems(len(self._problems)), counted_passed_over(self._dossier))))
        worded = [problem._replace(message=f"{problem.level}: {problem.message}") for problem in self._problems]
        return [*flow(head, width, "strong"), *flow(said, width), *problem_lines(worded, width)]


class Unread(Dialog[None]):
    """What is wrong in a claims file that was changed and can't be read any more, while the review goes on."""

    TITLE = "The claims file can't be read now"
    HINT = "j k scroll · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "answer('')", "close", priority=True)]

    def __init__(self, why: Unreadable) -> None:
        super().__init__()
        self._why = why

    def layout_lines(self, width: int) -> list[Line]:
        """What becomes of decisions, then the problems in the order of the file."""
        told = "What you decide is kept, and saved when the file is mended: it is read again by itself then."
        return [*flow(told, width), *problem_lines(self._why.problems, width)]

    def tell_mended(self) -> None:
        """Say that it is mended. The sheet stays: a key for it that is on its way must not go to what lies below."""
        self._sheet.border_title = "The claims file can be read again"
        self._sheet.show(lambda width: flow("It was mended, and is taken over.", width, "reviewed"))


class ConflictAnswer(Enum):
    """Which side of a conflict stays."""

    MINE = "mine"
    THEIRS = "theirs"
    LATER = "later"


class Conflict(Dialog[ConflictAnswer]):
    """A claim that the reviewer and somebody else changed: both sides, and a choice."""

    TITLE = "Changed by someone else too"
    HINT = "m write mine · t keep theirs · Esc decide later"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "answer('mine')", "write mine", priority=True),
        Binding("t", "answer('theirs')", "keep theirs", priority=True),
        Binding("escape", "answer('later')", "decide later", priority=True),
    ]

    def __init__(self, session: Session, claim_id: str) -> None:
        super().__init__()
        self._dossier = session.dossier
        self._mine = [change.after for change in session.working_copy.conflicts if change.after.id == claim_id][-1]
        self._base = next(change.before for change in session.working_copy.conflicts if change.after.id == claim_id)

    def answer_of(self, name: str) -> ConflictAnswer:
        """The answer that a key names."""
        return ConflictAnswer(name)

    def layout_lines(self, width: int) -> list[Line]:
        """The claim as it was, and what either side made of it, beside each other."""
        half = (width - 2) // 2
        theirs = self._dossier.find(self._mine.id)
        sides = []
        for title, claim in (("mine", self._mine), ("theirs, on disk now", theirs)):
            side: list[Line] = [[Piece(title, "strong")]]
            words = ["no longer in the file"] if claim is None else describe_difference(self._base, claim)
            for line in words or ["as it was"]:
                side += flow(line, half)
            sides.append(side)
        head = [*flow(self._mine.id, width, "strong"), *flow(self._base.text, width, "dim"), []]
        return [*head, *beside(sides[0], sides[1], half)]


class LeavingAnswer(Enum):
    """What is done about work that would be lost by leaving."""

    RETRY = "retry"
    LOSE = "lose"
    STAY = "stay"


class Leaving(Dialog[LeavingAnswer]):
    """Asks what to do about work that is not saved."""

    TITLE = "Not saved"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "answer('retry')", "try again", priority=True),
        Binding("l", "answer('lose')", "leave and lose it", priority=True),
        Binding("escape,s", "answer('stay')", "stay", priority=True),
    ]

    def __init__(self, reasons: list[str], *, can_retry: bool) -> None:
        super().__init__()
        self._reasons = reasons
        self._can_retry = can_retry
        self.HINT = f"{'t try again · ' * can_retry}l leave and lose it · Esc stay"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to try again for a field that is open and for a conflict."""
        return self._can_retry or (action, parameters) != ("answer", (LeavingAnswer.RETRY.value,))

    def answer_of(self, name: str) -> LeavingAnswer:
        """The answer that a key names."""
        return LeavingAnswer(name)

    def layout_lines(self, width: int) -> list[Line]:
        """What would be lost."""
        return [line for reason in self._reasons for line in flow(reason, width)]
