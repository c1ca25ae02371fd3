"""How long a save waits for other programs, and by which clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple


class Waiting(NamedTuple):
    """The time that a save has, and a clock that a test can replace."""

    lock_seconds: float = 2.0
    """Seconds for which a save waits until no other save holds the folder locked."""
    save_seconds: float = 5.0
    """Seconds for which a save is repeated while others write the file."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


AT_THE_SCREEN = Waiting()
"""A person waits for the answer to a key; what is not saved is kept and tried again."""
IN_A_SCRIPT = Waiting(lock_seconds=60.0, save_seconds=60.0)
"""A script can wait, and has one try."""
