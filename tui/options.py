"""What can be asked for on the command line: commands and their arguments."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from tui import __version__
from tui.dossier.values.text import clean_line

COMMANDS = ("review", "check", "show", "find", "verdict", "summary", "export", "origins", "history", "init", "keys")
FORMATS = ("claimreview", "csv", "jsonl")
EXIT_CODES = "exit status: 0 fine, 1 the dossier has problems, 2 wrong use or unreadable input"


class Parser(argparse.ArgumentParser):
    """Takes the arguments, and repeats a wrong one without what a terminal would act on."""

    def error(self, message: str) -> NoReturn:
        """End with the usage and what is wrong."""
        super().error(clean_line(message))


def with_command(arguments: list[str]) -> list[str]:
    """The arguments with ``review`` put in where no command is named."""
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
    """All commands with their arguments; the command's name comes as ``command``."""
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

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=words, description=words, epilog=EXIT_CODES, parents=[common], allow_abbrev=False
        )

    review = command("review", "open the review (this is what factcheck alone does)")
    review.add_argument("claims", nargs="?", type=Path, metavar="CLAIMS", help="the claims file")
    review.add_argument("--reviewer", help="who signs the verdicts")

    check = command("check", "report every problem of the dossier")
    check.add_argument("--strict", action="store_true", help="exit with 1 on a warning too")
    check.add_argument("--json", action="store_true", help="one JSON object a line")

    show = command("show", "print claims beside their sources")
    show.add_argument("claim", nargs="*", metavar="CLAIM", help="a claim's id; all claims where none is named")

    find = command("find", "propose the passages of each source that may bear on a claim")
    find.add_argument("claim", nargs="*", metavar="CLAIM", help="a claim's id; all claims where none is named")
    find.add_argument("--text", help="look for these words instead of claims")
    find.add_argument("--limit", type=_count, default=3, metavar="N", help="passages of each source (3, if not said)")
    find.add_argument("--json", action="store_true", help="one JSON object a line")

    verdict = command("verdict", "give a verdict, as in the review")
    verdict.add_argument("claim", metavar="CLAIM", help="the claim's id")
    verdict.add_argument("rating", metavar="RATING", help="a rating of the dossier's scale")
    verdict.add_argument("-m", "--rationale", default="", help="the reason")
    verdict.add_argument("--reviewer", help="who signs the verdict")

    summary = command("summary", "write the Markdown summary of the reviewed claims")
    summary.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to (standard output, if not said or -)"
    )

    export = command("export", "write claims and verdicts for other programs")
    export.add_argument(
        "--format",
        choices=FORMATS,
        required=True,
        help="claimreview: the reviewed claims in schema.org's words; csv, jsonl: all claims as a table or as objects",
    )
    export.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to (standard output, if not said or -)"
    )

    command("origins", "tell which sources carry one origin's reporting, and what words they share")

    history = command("history", "print what was decided, when and by whom")
    history.add_argument("claim", nargs="*", metavar="CLAIM", help="a claim's id; all claims where none is named")
    history.add_argument("--json", action="store_true", help="one JSON object a line")

    command("keys", "print the keys of the review as a settings file, to be changed and kept")

    init = command("init", "write a new claims file for a folder of articles")
    init.add_argument(
        "folder", nargs="?", type=Path, default=Path("articles"), help="the folder (articles, if not said)"
    )
    return top


def _count(argument: str) -> int:
    if not argument.isdecimal() or int(argument[:9]) < 1:
        raise argparse.ArgumentTypeError(f"“{argument}” is no number from 1 on")
    return int(argument[:9])
