"""The commands of the review: callables without arguments, found by the id of their key."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

Command = Callable[[], object]
"""A function or coroutine function that a key runs. Raises Refused, with the reason, where nothing can be done.

The desk shows the view once after a command, unless the command returns :attr:`Outcome.UNCHANGED`.
"""


class Outcome(Enum):
    """The result of a command that says how the view is to be shown; every other result is ignored."""

    UNCHANGED = "nothing in the view is different: panes stay scrolled as they are"
