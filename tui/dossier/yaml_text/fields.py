"""Reading the fields of a mapping in a YAML tree: each fault is logged, and none ends the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui.dossier.values.dates import is_date, is_period
from tui.dossier.values.text import excerpt, nearest
from tui.dossier.yaml_text.nodes import TYPE_NAMES, MappingNode, Node, ScalarNode, SequenceNode
from tui.dossier.yaml_text.problem_log import ProblemLog


class Fields:
    """The fields of one mapping, each read with its check.

    ``subject`` names the mapping in messages. Each message says what was found and what is allowed. A wrong value reads
    as absent, so that all problems of a file are found at once. Unknown keys are logged as warnings.
    """

    def __init__(
        self, node: Node, subject: str, known: tuple[str, ...], problem_log: ProblemLog, claim: str = ""
    ) -> None:
        self.node = node
        self.subject = subject
        self.problem_log = problem_log
        self.claim = claim
        self.values: dict[str, Node] = {}
        if not isinstance(node, MappingNode):
            if not is_empty(node):
                self._wrong_type(subject, node, "a mapping of keys to values")
            return
        for key, value in node.pairs:
            if not isinstance(key, ScalarNode):
                self._wrong_type(f"a key of {subject}", key, "a text")
            elif key.value in self.values:
                problem_log.error(
                    "duplicate-key", key.start, f"{subject} has the key {excerpt(key.value)} twice", claim
                )
            elif key.value in known:
                self.values[key.value] = value
            else:
                near = nearest(key.value, known)
                hint = f"did you mean {near}?" if near else "known are " + ", ".join(known)
                message = f"{subject} has the key {excerpt(key.value)}, which is not known and is left as it is; {hint}"
                problem_log.warn("unknown-key", key.start, message, claim)

    def _wrong_type(self, subject: str, node: Node, wanted: str) -> None:
        message = f"{subject} is {TYPE_NAMES[type(node)]}, it must be {wanted}"
        self.problem_log.error("wrong-type", node.start, message, self.claim)

    def at(self, key: str) -> int:
        """The offset of a key's value; that of the mapping where it has no such key."""
        return self.values[key].start if key in self.values else self.node.start

    def missing(self, key: str) -> None:
        """Log that a required key is missing."""
        self.problem_log.error("missing-key", self.node.start, f"{self.subject} needs the key {key}", self.claim)

    def text(self, key: str, *, required: bool = False, one_line: bool = False) -> str:
        """The text of a key; empty where there is none. A list or a mapping is logged."""
        node = self.values.get(key)
        value = ""
        if isinstance(node, ScalarNode):
            value = node.value
            if one_line and value.splitlines() not in ([], [value]):
                self.problem_log.error(
                    "line-break", node.start, f"{key} of {self.subject} must be one line", self.claim
                )
        elif node is not None:
            self._wrong_type(f"{key} of {self.subject}", node, "a text")
            return ""
        if required and not value.strip():
            self.missing(key)
        return value

    def choice(self, key: str, allowed: tuple[str, ...], code: str, *, required: bool = False) -> str:
        """A text that must be one of the allowed ones; empty, and logged under a code, where it is not."""
        value = self.text(key, required=required)
        return value if not value.strip() or self.check_choice(value, self.at(key), key, allowed, code) else ""

    def check_choice(self, value: str, offset: int, key: str, choices: Iterable[str], code: str) -> bool:
        """Whether a value is one of the choices; if not, the value is logged with the choice that is most like it."""
        words = tuple(choices)
        if value in words:
            return True
        near = nearest(value, words)
        more = ", …" if len(words) > 9 else ""
        allowed = f"allowed are {', '.join(words[:9])}{more}" if words else "there is none yet"
        message = f"{key} of {self.subject} is {excerpt(value)}; " + (f"did you mean {near}? " if near else "")
        self.problem_log.error(code, offset, message + allowed, self.claim)
        return False

    def date(self, key: str, check: Callable[[str], bool] = is_date) -> str:
        """A date as the file writes it; logged where the check fails."""
        value = self.text(key)
        if value and not check(value):
            wanted = "a day (2023-12-31), a month (2023-12)" + (" or start/end" if check is is_period else "")
            message = f"{key} of {self.subject} is {excerpt(value)}, it must be {wanted}"
            self.problem_log.error("bad-date", self.at(key), message, self.claim)
        return value

    def nodes(self, key: str) -> list[Node]:
        """The items of a list; none where the mapping has no such key. What is no list is logged."""
        node = self.values.get(key)
        if node is None or is_empty(node):
            return []
        if isinstance(node, SequenceNode):
            return node.items
        self._wrong_type(f"{key} of {self.subject}", node, "a list")
        return []

    def scalars(self, key: str) -> list[ScalarNode]:
        """The items of a list of texts; items that are no texts are logged and left out."""
        scalars = []
        for item in self.nodes(key):
            if isinstance(item, ScalarNode):
                scalars.append(item)
            else:
                self._wrong_type(f"an item of {key} of {self.subject}", item, "a text")
        return scalars

    def texts(self, key: str) -> tuple[str, ...]:
        """The values of a list of texts."""
        return tuple(item.value for item in self.scalars(key))

    def inner(self, key: str, known: tuple[str, ...]) -> Fields | None:
        """The fields of a mapping that is the value of a key; None where there is no such key."""
        node = self.values.get(key)
        if node is None or is_empty(node):
            return None
        return Fields(node, f"{key} of {self.subject}", known, self.problem_log, self.claim)


def is_empty(node: Node) -> bool:
    """Whether a node is the value of a key that has none."""
    return isinstance(node, ScalarNode) and not node.value and not node.style
