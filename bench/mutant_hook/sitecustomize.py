"""Gives a program that a test starts the mutated or watched code that ``bench/mutants.py`` put down for it.

Python imports a module of this name before any other. The folder FACTCHECK_MUTANT_CODE holds a code object for each
module that is replaced, in a file named as the module.
"""

from __future__ import annotations

import builtins
import marshal
import os
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from types import CodeType

FOLDER = os.environ.get("FACTCHECK_MUTANT_CODE", "")
original: Callable[[SourceFileLoader, str], CodeType | None] = SourceFileLoader.get_code
seen: set[int] = set()


def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
    """The code that was put down for a module, else its own."""
    try:
        with open(os.path.join(FOLDER, name), "rb") as file:
            return marshal.loads(file.read())  # type: ignore[no-any-return]
    except OSError:
        return original(loader, name)


def reached(statement: int) -> None:
    """Note a statement at once, since the program may be killed at any moment."""
    if statement not in seen:
        seen.add(statement)
        with open(os.path.join(FOLDER, "reached"), "a", encoding="ascii") as file:
            file.write(f"{statement}\n")


if FOLDER:
    SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]
    builtins.__reached__ = reached  # type: ignore[attr-defined]
