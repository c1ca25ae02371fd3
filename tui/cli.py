"""The command line: one function for each command. Textual is loaded by the review alone."""

from __future__ import annotations

import argparse
import gc
import io
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tui import __version__
from tui.dossier.problems import FactcheckError, Level, Refused, SaveFailed, Unreadable
from tui.dossier.text import clean_line, nearest

if TYPE_CHECKING:
    from tui.dossier.loading import Opened
    from tui.dossier.model import Dossier

COMMANDS = ("review", "check", "show", "find", "verdict", "summary", "origins", "history", "init")
FINE, PROBLEMS, WRONG_USE = 0, 1, 2
INTERRUPTED = 130
EXIT_CODES = "exit status: 0 fine, 1 the dossier has problems, 2 wrong use or unreadable input"


class WrongUse(FactcheckError):
    """The command line asks for something that there is not."""


class Parser(argparse.ArgumentParser):
    """Takes the arguments, and repeats a wrong one without what a terminal would act on."""

    def error(self, message: str) -> NoReturn:
        """End with the usage and what is wrong."""
        super().error(clean_line(message))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``factcheck`` and return its exit status."""
    _ready_streams()
    gc.disable()  # what is read here lives until the end: to collect garbage among it would double the time of reading
    try:
        options = _parser().parse_args(_with_command(list(sys.argv[1:] if arguments is None else arguments)))
        status: int = options.run(options)
        sys.stdout.flush()
    except Unreadable as error:
        print("\n".join(clean_line(str(problem)) for problem in error.problems), file=sys.stderr)
        return WRONG_USE if any(problem.code == "unreadable" for problem in error.problems) else PROBLEMS
    except WrongUse as error:
        print(f"factcheck: {clean_line(str(error))}", file=sys.stderr)
        return WRONG_USE
    except FactcheckError as error:
        print(f"factcheck: {clean_line(str(error))}", file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # the reader of a pipe has seen enough
        _drop_output()
        return FINE
    except OSError as error:  # a full disk behind standard output; all other files are looked after where they are used
        _drop_output()
        print(f"factcheck: {clean_line(error.strerror or str(error))}", file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.enable()
    return status


def _ready_streams() -> None:
    """Make do with a stream that is closed, or that can't write every character."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the program runs
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let what is still to be written go nowhere, or Python would fail with it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _with_command(arguments: list[str]) -> list[str]:
    """The arguments with ``review`` put in where no command is named."""
    at = 0
    while at < len(arguments):
        argument = arguments[at]
        if argument in COMMANDS or argument in {"-h", "--help", "--version"}:
            return arguments
        if not argument.startswith("-"):
            break
        at += 2 if argument in {"-f", "--file", "--reviewer"} else 1
    return ["review", *arguments]


def _parser() -> argparse.ArgumentParser:
    common = Parser(add_help=False)
    common.add_argument(
        "-f",
        "--file",
        metavar="CLAIMS",
        type=Path,
        default=argparse.SUPPRESS,
        help="the claims file (claims.yaml here, if not said)",
    )
    parser = Parser(
        prog="factcheck",
        description="Check claims against every source.",
        epilog=EXIT_CODES,
        parents=[common],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"factcheck {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=words, description=words, epilog=EXIT_CODES, parents=[common], allow_abbrev=False
        )

    review = command("review", "open the review (this is what factcheck alone does)")
    review.add_argument("claims", nargs="?", type=Path, metavar="CLAIMS", help="the claims file")
    review.add_argument("--reviewer", help="who signs the verdicts")
    review.set_defaults(run=_review)

    check = command("check", "report every problem of the dossier")
    check.add_argument("--strict", action="store_true", help="exit with 1 on a warning too")
    check.add_argument("--json", action="store_true", help="one JSON object a line")
    check.set_defaults(run=_check)

    show = command("show", "print claims beside their sources")
    show.add_argument("claim", nargs="*", metavar="CLAIM", help="a claim's id; all claims where none is named")
    show.set_defaults(run=_show)

    find = command("find", "propose the passages of each source that may bear on a claim")
    find.add_argument("claim", nargs="*", metavar="CLAIM", help="a claim's id; all claims where none is named")
    find.add_argument("--text", help="look for these words instead of claims")
    find.add_argument("--limit", type=_count, default=3, metavar="N", help="passages of each source (3, if not said)")
    find.add_argument("--json", action="store_true", help="one JSON object a line")
    find.set_defaults(run=_find)

    verdict = command("verdict", "give a verdict, as in the review")
    verdict.add_argument("claim", metavar="CLAIM", help="the claim's id")
    verdict.add_argument("rating", metavar="RATING", help="a rating of the dossier's scale")
    verdict.add_argument("-m", "--rationale", default="", help="the reason")
    verdict.add_argument("--reviewer", help="who signs the verdict")
    verdict.set_defaults(run=_verdict)

    summary = command("summary", "write the Markdown summary of the reviewed claims")
    summary.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to (standard output, if not said or -)"
    )
    summary.set_defaults(run=_summary)

    origins = command("origins", "tell which sources carry one origin's reporting, and what words they share")
    origins.set_defaults(run=_origins)

    history = command("history", "print what was decided, when and by whom")
    history.add_argument("claim", nargs="*", metavar="CLAIM", help="a claim's id; all claims where none is named")
    history.add_argument("--json", action="store_true", help="one JSON object a line")
    history.set_defaults(run=_history)

    init = command("init", "write a new claims file for a folder of articles")
    init.add_argument(
        "folder", nargs="?", type=Path, default=Path("articles"), help="the folder (articles, if not said)"
    )
    init.set_defaults(run=_init)
    return parser


def _count(argument: str) -> int:
    if not argument.isdecimal() or int(argument[:9]) < 1:
        raise argparse.ArgumentTypeError(f"“{argument}” is no number from 1 on")
    return int(argument[:9])


def _file(options: argparse.Namespace) -> Path:
    return getattr(options, "file", None) or Path("claims.yaml")


def _opened(options: argparse.Namespace) -> Opened:
    from tui.dossier.loading import open_dossier

    return open_dossier(_file(options))


def _review(options: argparse.Namespace) -> int:
    if options.claims is not None:
        options.file = options.claims
        _no_mistyped_command(options.claims)
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("factcheck: the review needs a terminal; this is what factcheck show prints", file=sys.stderr)
        options.claim = []
        return _show(options)
    from tui.review.reviewer import reviewer_name
    from tui.review.session import Session

    session = Session(_file(options), reviewer_name(options.reviewer))
    from tui.screens.app import run

    gc.freeze()  # as the review goes on, only what is new is looked at
    gc.enable()
    return run(session)


def _no_mistyped_command(path: Path) -> None:
    near = None if os.path.lexists(path) else nearest(str(path), COMMANDS)
    if near:
        raise WrongUse(f"there is no command and no file {path}; did you mean {near}?")


def _check(options: argparse.Namespace) -> int:
    from tui.dossier.loading import load
    from tui.reports.findings import about_claims, as_json, as_text

    opened, problems = load(_file(options), quotes=True)
    if opened is not None:
        problems = problems + about_claims(opened)
    sys.stdout.write(as_json(problems) if options.json else as_text(problems, opened.dossier if opened else None))
    if any(problem.code == "unreadable" for problem in problems):
        return WRONG_USE
    failing = {Level.ERROR, Level.WARNING} if options.strict else {Level.ERROR}
    return PROBLEMS if any(problem.level in failing for problem in problems) else FINE


def _show(options: argparse.Namespace) -> int:
    from tui.reports.plain import plain

    dossier = _opened(options).dossier
    _known_claims(options.claim, list(dossier.positions))
    claims = [dossier.claim(claim) for claim in options.claim] or list(dossier.claims)
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    sys.stdout.write(plain(dossier, claims, width))
    return FINE


def _find(options: argparse.Namespace) -> int:
    from tui.reports.found import as_json, as_text, found

    if options.text is not None and options.claim:
        raise WrongUse("name claims or give --text, not both")
    if options.text is not None and not options.text.strip():
        raise WrongUse("--text needs words to look for")
    dossier = _opened(options).dossier
    _known_claims(options.claim, list(dossier.positions))
    claims = [dossier.claim(claim) for claim in options.claim] or list(dossier.claims)
    results = found(dossier, claims if options.text is None else options.text, options.limit)
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    for result in results:
        sys.stdout.write(as_json(result) if options.json else as_text(dossier, result, width))
    return FINE


def _verdict(options: argparse.Namespace) -> int:
    from tui.review.decisions import Judge
    from tui.review.reviewer import reviewer_name
    from tui.review.session import KEPT, Session

    session = Session(_file(options), reviewer_name(options.reviewer))
    _known_claims([options.claim], list(session.dossier.positions))
    if options.rating not in session.dossier.scale:
        near = nearest(options.rating, session.dossier.scale)
        hint = f"did you mean {near}? " if near else ""
        allowed = ", ".join(session.dossier.scale)
        raise WrongUse(f"there is no rating “{options.rating}”; {hint}allowed are {allowed}")
    decision = Judge(options.claim, options.rating, options.rationale, session.reviewer, session.now())
    receipt = session.decide(decision)
    for path in session.found:
        print(f"factcheck: kept {clean_line(str(path))}, which an interrupted save had displaced", file=sys.stderr)
    print(clean_line(receipt.message.removesuffix(KEPT)), file=sys.stdout if receipt.saved else sys.stderr)
    return FINE if receipt.saved else PROBLEMS


def _known_claims(wanted: list[str], known: list[str]) -> None:
    for claim in wanted:
        if claim not in known:
            near = nearest(claim, known)
            hint = f"did you mean {near}?" if near else "factcheck show prints them all"
            raise WrongUse(f"there is no claim “{claim}”; {hint}")


def _summary(options: argparse.Namespace) -> int:
    from tui.dossier.disk import write_bytes
    from tui.reports.summary import summary

    opened = _opened(options)
    text = summary(opened.dossier)
    if options.output in {None, Path("-")}:
        sys.stdout.write(text)
        return FINE
    _no_part_of(opened.dossier, options.output)
    try:
        write_bytes(options.output, text.encode("utf-8"))
    except SaveFailed as error:
        raise SaveFailed(f"{options.output}: {error}") from error
    print(f"written to {clean_line(str(options.output))}", file=sys.stderr)
    return FINE


def _no_part_of(dossier: Dossier, output: Path) -> None:
    """Keep a report from being written over what it reports on."""
    target = Path(os.path.realpath(output))
    if target == Path(os.path.realpath(dossier.path)):
        raise WrongUse(f"{output} is the claims file itself; name another file")
    if target.name in {source.file for source in dossier.sources.values()}:
        raise WrongUse(f"{output} has the name of an article; name another file")


def _origins(options: argparse.Namespace) -> int:
    from tui.reports.voices import voices

    sys.stdout.write(voices(_opened(options).dossier))
    return FINE


def _history(options: argparse.Namespace) -> int:
    from tui.reports.chronicle import as_json, as_text
    from tui.review.history import entries, history_path

    path = history_path(_file(options))
    found, unreadable = entries(path)
    wanted = [entry for entry in found if not options.claim or entry.claim in options.claim]
    sys.stdout.write(as_json(wanted) if options.json else as_text(wanted))
    if unreadable:
        lines = "line" if unreadable == 1 else "lines"
        print(f"factcheck: {clean_line(str(path))}: {unreadable} {lines} can't be read", file=sys.stderr)
    return FINE


def _init(options: argparse.Namespace) -> int:
    from tui.dossier.starting import start

    try:
        lines = start(_file(options), options.folder)
    except Refused as error:
        raise WrongUse(str(error)) from error
    print("\n".join(map(clean_line, lines)))
    return FINE
