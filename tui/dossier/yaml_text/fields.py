"""Reading fields out of a YAML tree, with every fault reported and none of them ending the reading."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tui.dossier.values.problems import Level, Problem
from tui.dossier.values.text import clean_line, nearest
from tui.dossier.yaml_text.nodes import TYPE_NAMES, Fault, MappingNode, Node, ScalarNode, SequenceNode

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@dataclass
class ProblemLog:
    """Where problems of one file are written down, with line and column."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, code: str, offset: int, message: str, claim: str = "", source: str = "") -> None:
        """Note something that must be mended."""
        self._note(Level.ERROR, code, offset, message, claim, source)

    def warn(self, code: str, offset: int, message: str, claim: str = "", source: str = "") -> None:
        """Note something that should be looked at."""
        self._note(Level.WARNING, code, offset, message, claim, source)

    def _note(self, level: Level, code: str, offset: int, message: str, claim: str, source: str) -> None:
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        self.problems.append(Problem(level, code, self.file, line, column, message, claim, source))

    @cached_property
    def _line_starts(self) -> list[int]:
        """The offset of each line, as an editor counts them: a lone carriage return ends none."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def faults(self, faults: Iterable[Fault]) -> None:
        """Note what the YAML itself has wrong."""
        for fault in faults:
            self.error(fault.code, fault.offset, fault.message)


def shown(text: str) -> str:
    """A value as it stands in a message: quoted, on one line, cut short."""
    line = clean_line(text)
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def is_date(text: str) -> bool:
    """Whether a text is an ISO day, month, or day with a time."""
    if not text.isascii():
        return False
    if _MONTH.fullmatch(text):
        return True
    if len(text) < 10 or text[4:5] != "-" or text[7:8] != "-":
        return False
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_period(text: str) -> bool:
    """Whether a text is a date or two of them with a slash between."""
    start, slash, end = text.partition("/")
    return is_date(start) and (not slash or is_date(end))


class Fields:
    """The fields of one mapping: known ones by name, with their checks.

    Errors name the file, the line, what was found and what is allowed. A value that is wrong reads as absent, so that
    all problems of a file are found in one go.
    """

    def __init__(self, node: Node, what: str, known: tuple[str, ...], notes: ProblemLog, claim: str = "") -> None:
        self.node = node
        self.what = what
        self.notes = notes
        self.claim = claim
        self.values: dict[str, Node] = {}
        if not isinstance(node, MappingNode):
            if not is_empty(node):
                self._wrong_type(what, node, "a mapping of keys to values")
            return
        for key, value in node.pairs:
            if not isinstance(key, ScalarNode):
                self._wrong_type(f"a key of {what}", key, "a text")
            elif key.value in self.values:
                notes.error("duplicate-key", key.start, f"{what} has the key {shown(key.value)} twice", claim)
            elif key.value in known:
                self.values[key.value] = value
            else:
                near = nearest(key.value, known)
                hint = f"did you mean {near}?" if near else "known are " + ", ".join(known)
                message = f"{what} has the key {shown(key.value)}, which is not known and is left as it is; {hint}"
                notes.warn("unknown-key", key.start, message, claim)

    def _wrong_type(self, what: str, node: Node, wanted: str) -> None:
        message = f"{what} is {TYPE_NAMES[type(node)]}, it must be {wanted}"
        self.notes.error("wrong-type", node.start, message, self.claim)

    def at(self, key: str) -> int:
        """Where a key's value stands; where the mapping stands, if it has no such key."""
        return self.values[key].start if key in self.values else self.node.start

    def missing(self, key: str) -> None:
        """Note that a required key is not there."""
        self.notes.error("missing-key", self.node.start, f"{self.what} needs the key {key}", self.claim)

    def text(self, key: str, *, required: bool = False, one_line: bool = False) -> str:
        """A text; empty where there is none."""
        node = self.values.get(key)
        value = ""
        if isinstance(node, ScalarNode):
            value = node.value
            if one_line and value.splitlines() not in ([], [value]):
                self.notes.error("line-break", node.start, f"{key} of {self.what} must be one line", self.claim)
        elif node is not None:
            self._wrong_type(f"{key} of {self.what}", node, "a text")
            return ""
        if required and not value.strip():
            self.missing(key)
        return value

    def choice(self, key: str, allowed: tuple[str, ...], code: str, *, required: bool = False) -> str:
        """A text that must be one of several; empty where it is not."""
        value = self.text(key, required=required)
        return value if not value.strip() or self.check_choice(value, self.at(key), key, allowed, code) else ""

    def check_choice(self, value: str, offset: int, key: str, choices: Iterable[str], code: str) -> bool:
        """Whether a value is one of those that are allowed; if not, that is noted with the nearest of them."""
        words = tuple(choices)
        if value in words:
            return True
        near = nearest(value, words)
        more = ", …" if len(words) > 9 else ""
        allowed = f"allowed are {', '.join(words[:9])}{more}" if words else "there is none yet"
        message = f"{key} of {self.what} is {shown(value)}; " + (f"did you mean {near}? " if near else "")
        self.notes.error(code, offset, message + allowed, self.claim)
        return False

    def date(self, key: str, check: Callable[[str], bool] = is_date) -> str:
        """A date as it stands; noted where it is none."""
        value = self.text(key)
        if value and not check(value):
            wanted = "a day (2023-12-31), a month (2023-12)" + (" or start/end" if check is is_period else "")
            message = f"{key} of {self.what} is {shown(value)}, it must be {wanted}"
            self.notes.error("bad-date", self.at(key), message, self.claim)
        return value

    def nodes(self, key: str) -> list[Node]:
        """The items of a list; none where there is no such key."""
        node = self.values.get(key)
        if node is None or is_empty(node):
            return []
        if isinstance(node, SequenceNode):
            return node.items
        self._wrong_type(f"{key} of {self.what}", node, "a list")
        return []

    def scalars(self, key: str) -> list[ScalarNode]:
        """The items of a list of texts."""
        scalars = []
        for item in self.nodes(key):
            if isinstance(item, ScalarNode):
                scalars.append(item)
            else:
                self._wrong_type(f"an item of {key} of {self.what}", item, "a text")
        return scalars

    def texts(self, key: str) -> tuple[str, ...]:
        """The values of a list of texts."""
        return tuple(item.value for item in self.scalars(key))

    def inner(self, key: str, known: tuple[str, ...]) -> Fields | None:
        """The fields of a mapping in this one; None where there is no such key."""
        node = self.values.get(key)
        if node is None or is_empty(node):
            return None
        return Fields(node, f"{key} of {self.what}", known, self.notes, self.claim)


def is_empty(node: Node) -> bool:
    """Whether nothing stands there: a key without a value."""
    return isinstance(node, ScalarNode) and not node.value and not node.style
