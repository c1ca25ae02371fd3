"""The command line: commands and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from tui import __version__
from tui.dossier.values.problems import FactcheckError
from tui.dossier.values.text import clean_line

FORMATS = ("claimreview", "csv", "jsonl")
EXIT_CODES = "exit status: 0 fine, 1 the dossier has problems, 2 wrong use or unreadable input"


class WrongUse(FactcheckError):
    """The command line names something that does not exist or can't be used."""


class Parser(argparse.ArgumentParser):
    """Parses arguments, and repeats a wrong one without the characters on which a terminal would act."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, and exit."""
        super().error(clean_line(message))


def with_command(arguments: list[str]) -> list[str]:
    """The arguments, with ``review`` before them if they name no command."""
    at = 0
    while at < len(arguments):
        argument = arguments[at]
        if argument in COMMANDS or argument in {"-h", "--help", "--version"}:
            return arguments
        if argument == "help":
            return ["--help"]
        if not argument.startswith("-"):
            break
        at += 2 if argument in {"-f", "--file", "--reviewer"} else 1
    return ["review", *arguments]


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; the name of the command is parsed as ``command``."""
    common = Parser(add_help=False)
    common.add_argument(
        "-f",
        "--file",
        metavar="CLAIMS",
        type=Path,
        default=argparse.SUPPRESS,
        help="the claims file (claims.yaml here, if not said)",
    )
    top = Parser(
        prog="factcheck",
        description="Check claims against every source.",
        epilog=EXIT_CODES,
        parents=[common],
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"factcheck {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", dest="command", required=True)
    for name, (words, add_arguments) in _COMMANDS.items():
        add_arguments(
            commands.add_parser(
                name, help=words, description=words, epilog=EXIT_CODES, parents=[common], allow_abbrev=False
            )
        )
    return top


def _review(command: argparse.ArgumentParser) -> None:
    command.add_argument("claims", nargs="?", type=Path, metavar="CLAIMS", help="the claims file")
    command.add_argument("--reviewer", help="who signs the verdicts")


def _check(command: argparse.ArgumentParser) -> None:
    command.add_argument("--strict", action="store_true", help="exit with 1 on a warning too")
    _json(command)


def _show(command: argparse.ArgumentParser) -> None:
    command.add_argument("claim", nargs="*", metavar="CLAIM", help="a claim's id; all claims where none is named")


def _find(command: argparse.ArgumentParser) -> None:
    _show(command)
    command.add_argument("--text", help="look for these words instead of claims")
    command.add_argument(
        "--limit", type=_count, default=3, metavar="N", help="passages of each source (3, if not said)"
    )
    _json(command)


def _verdict(command: argparse.ArgumentParser) -> None:
    command.add_argument("claim", metavar="CLAIM", help="the claim's id")
    command.add_argument("rating", metavar="RATING", help="a rating of the dossier's scale")
    command.add_argument("-m", "--rationale", default="", help="the reason")
    command.add_argument("--reviewer", help="who signs the verdict")


def _summary(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to (standard output, if not said or -)"
    )


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format",
        choices=FORMATS,
        required=True,
        help="claimreview: the reviewed claims in schema.org's words; csv, jsonl: all claims as a table or as objects",
    )
    _summary(command)


def _history(command: argparse.ArgumentParser) -> None:
    _show(command)
    _json(command)


def _init(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder", nargs="?", type=Path, default=Path("articles"), help="the folder (articles, if not said)"
    )


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object a line")


def _nothing(_: argparse.ArgumentParser) -> None:
    """Add no arguments."""


def _count(argument: str) -> int:
    if not argument.isdecimal() or int(argument[:9]) < 1:
        raise argparse.ArgumentTypeError(f"“{argument}” is no number from 1 on")
    return int(argument[:9])


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "review": ("open the review (this is what factcheck alone does)", _review),
    "check": ("report every problem of the dossier", _check),
    "show": ("print claims beside their sources", _show),
    "find": ("propose the passages of each source that may bear on a claim", _find),
    "verdict": ("give a verdict, as in the review", _verdict),
    "summary": ("write the Markdown summary of the reviewed claims", _summary),
    "export": ("write claims and verdicts for other programs", _export),
    "origins": ("tell which sources carry one origin's reporting, and what words they share", _nothing),
    "history": ("print what was decided, when and by whom", _history),
    "keys": ("print the keys of the review as a settings file, to be changed and kept", _nothing),
    "init": ("write a new claims file for a folder of articles", _init),
}
"""The commands in the order of the help: what each does, and a function that adds its arguments."""
COMMANDS = tuple(_COMMANDS)
