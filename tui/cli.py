"""The command line: one function for each command. Textual is loaded by the review alone."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.dossier.values.problems import FactcheckError, Level, Refused, SaveFailed, Unreadable
from tui.dossier.values.text import clean_line, nearest
from tui.options import COMMANDS, parser, with_command
from tui.progress_line import progress
from tui.streams import drop_output, ready

if TYPE_CHECKING:
    from tui.dossier.values.model import Claim, Dossier
    from tui.dossier.values.progress import ProgressCallback

DEFAULT = Path("claims.yaml")
FINE, PROBLEMS, WRONG_USE = 0, 1, 2
INTERRUPTED = 130


class WrongUse(FactcheckError):
    """The command line asks for something that there is not."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``factcheck`` and return its exit status."""
    ready()
    gc.disable()  # what is read here lives until the end: to collect garbage among it would double the time of reading
    try:
        options = parser().parse_args(with_command(list(sys.argv[1:] if arguments is None else arguments)))
        status = RUN[options.command](options)
        sys.stdout.flush()
    except Unreadable as error:
        print("\n".join(clean_line(str(problem)) for problem in error.problems), file=sys.stderr)
        _say_how_to_begin(_file(options))
        return WRONG_USE if any(problem.code == "unreadable" for problem in error.problems) else PROBLEMS
    except WrongUse as error:
        print(f"factcheck: {clean_line(str(error))}", file=sys.stderr)
        return WRONG_USE
    except FactcheckError as error:
        print(f"factcheck: {clean_line(str(error))}", file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # the reader of a pipe has seen enough
        drop_output()
        return FINE
    except OSError as error:  # a full disk behind standard output; all other files are looked after where they are used
        drop_output()
        print(f"factcheck: {clean_line(error.strerror or str(error))}", file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.enable()
    return status


def _file(options: argparse.Namespace) -> Path:
    return getattr(options, "file", None) or DEFAULT


def _say_how_to_begin(path: Path) -> None:
    """Where there is no claims file, say what writes one."""
    from shlex import quote  # for the one who has not begun yet

    if path.is_dir():
        folder = clean_line(quote(str(path)))
        print(f"factcheck: it is a folder; factcheck init {folder} writes a claims file for articles", file=sys.stderr)
    elif not os.path.lexists(path):
        named = "" if path == DEFAULT else f"-f {clean_line(quote(str(path)))} "
        print(f"factcheck: factcheck {named}init FOLDER writes one for a folder of articles", file=sys.stderr)


def _dossier(options: argparse.Namespace, told: ProgressCallback | None) -> Dossier:
    from tui.dossier.files.loading import open_dossier

    return open_dossier(_file(options), told).dossier


def _review(options: argparse.Namespace) -> int:
    if options.claims is not None:
        if getattr(options, "file", options.claims) != options.claims:
            raise WrongUse(f"two claims files: {options.file} and {options.claims}; name one")
        options.file = options.claims
        _no_mistyped_command(options.claims)
    is_dumb = os.environ.get("TERM") == "dumb"  # it can't be drawn on, and never tells its size
    if sys.stdin is None or is_dumb or not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("factcheck: the review needs a terminal; this is what factcheck show prints", file=sys.stderr)
        options.claim = []
        return _show(options)
    from tui.launch import launch
    from tui.review.reviewer import reviewer_name

    return launch(_file(options), reviewer_name(options.reviewer))


def _no_mistyped_command(path: Path) -> None:
    near = None if os.path.lexists(path) else nearest(str(path), COMMANDS)
    if near:
        raise WrongUse(f"there is no command and no file {path}; did you mean {near}?")


def _check(options: argparse.Namespace) -> int:
    from tui.dossier.files.loading import load
    from tui.reports.check import about_claims, about_history, as_json, as_text

    with progress() as told:
        opened, problems = load(_file(options), quotes=True, told=told)
        if opened is not None:
            problems = problems + about_history(opened.dossier.path) + about_claims(opened, told)
    sys.stdout.write(as_json(problems) if options.json else as_text(problems, opened.dossier if opened else None))
    if any(problem.code == "unreadable" for problem in problems):
        _say_how_to_begin(_file(options))
        return WRONG_USE
    failing = {Level.ERROR, Level.WARNING} if options.strict else {Level.ERROR}
    return PROBLEMS if any(problem.level in failing for problem in problems) else FINE


def _show(options: argparse.Namespace) -> int:
    from tui.reports.text import plain

    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    with progress() as told:
        dossier = _dossier(options, told)
        text = plain(dossier, _asked(options, dossier), width, told)
    sys.stdout.write(text)
    return FINE


def _find(options: argparse.Namespace) -> int:
    from tui.reports.search_results import as_json, as_text, found, not_told

    if options.text is not None and options.claim:
        raise WrongUse("name claims or give --text, not both")
    if options.text is not None and not options.text.strip():
        raise WrongUse("--text needs words to look for")
    with progress() as told:
        dossier = _dossier(options, told)
        asked = _asked(options, dossier) if options.text is None else options.text
        results = found(dossier, asked, options.limit, told)
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    for result in results:
        sys.stdout.write(as_json(result) if options.json else as_text(dossier, result, width))
        if options.json and result.further + result.nothing:
            print(f"factcheck: {clean_line(not_told(result))}", file=sys.stderr)
    return FINE


def _verdict(options: argparse.Namespace) -> int:
    from tui.dossier.files.waiting import IN_A_SCRIPT
    from tui.review.decisions import Judge
    from tui.review.reviewer import reviewer_name
    from tui.review.session import Session
    from tui.review.working_copy import KEPT

    with progress() as told:
        session = Session(_file(options), reviewer_name(options.reviewer), report=told, waiting=IN_A_SCRIPT)
    _known_claims([options.claim], list(session.dossier.positions))
    if options.rating not in session.dossier.scale:
        near = nearest(options.rating, session.dossier.scale)
        hint = f"did you mean {near}? " if near else ""
        allowed = ", ".join(session.dossier.scale)
        raise WrongUse(f"there is no rating “{options.rating}”; {hint}allowed are {allowed}")
    decision = Judge(options.claim, options.rating, options.rationale, session.reviewer, session.now())
    result = session.decide(decision)
    for path in session.working_copy.found:
        print(f"factcheck: kept {clean_line(str(path))}, which an interrupted save had displaced", file=sys.stderr)
    print(clean_line(result.message.removesuffix(KEPT)), file=sys.stdout if result.saved else sys.stderr)
    return FINE if result.saved and not session.working_copy.unlogged else PROBLEMS


def _asked(options: argparse.Namespace, dossier: Dossier) -> list[Claim]:
    """The claims that are named; all, where none is."""
    _known_claims(options.claim, list(dossier.positions))
    return [dossier.claim(claim) for claim in options.claim] or list(dossier.claims)


def _known_claims(wanted: list[str], known: list[str]) -> None:
    for claim in wanted:
        if claim not in known:
            near = nearest(claim, known)
            hint = f"did you mean {near}?" if near else "factcheck show prints them all"
            raise WrongUse(f"there is no claim “{claim}”; {hint}")


def _summary(options: argparse.Namespace) -> int:
    from tui.reports.summary import summary

    with progress() as told:
        dossier = _dossier(options, told)
        text = summary(dossier, told)
    _hand_on(dossier, text, options.output)
    return FINE


def _export(options: argparse.Namespace) -> int:
    from tui.reports.claimreview import claim_reviews
    from tui.reports.tables import BYTE_ORDER_MARK, as_csv, as_json_lines

    head = left_out = ""
    with progress() as told:
        dossier = _dossier(options, told)
        if options.format == "claimreview":
            text, *counts = claim_reviews(dossier, told)
            left = zip(counts, ("unreviewed", "stale"), strict=True)
            left_out = ", ".join(f"{count} {why}" for count, why in left if count)
        elif options.format == "csv":
            text, head = as_csv(dossier, told), BYTE_ORDER_MARK
        else:
            text = "".join(as_json_lines(dossier, told))
    _hand_on(dossier, text, options.output, head)
    if left_out:
        print(f"left out: {left_out}", file=sys.stderr)
    return FINE


def _hand_on(dossier: Dossier, text: str, output: Path | None, head: str = "") -> None:
    """Write a report to standard output, or to a file, there with a head before it."""
    from tui.reports.write_report import hand_on

    if output is None or output == Path("-"):
        sys.stdout.write(text)
        return
    _no_part_of(dossier, output)
    try:
        other = hand_on(output, (head + text).encode("utf-8"), is_named=True)
    except SaveFailed as error:
        raise SaveFailed(f"{output}: {error}") from error
    kept = f"; what stood there is kept in {other}" if other else ""
    print(clean_line(f"written to {output}{kept}"), file=sys.stderr)


def _no_part_of(dossier: Dossier, output: Path) -> None:
    """Keep a report from being written over what it reports on."""
    target = Path(os.path.realpath(output))
    if target == Path(os.path.realpath(dossier.path)):
        raise WrongUse(f"{output} is the claims file itself; name another file")
    if target.name in {source.file for source in dossier.sources.values()}:
        raise WrongUse(f"{output} has the name of an article; name another file")


def _origins(options: argparse.Namespace) -> int:
    from tui.reports.origins import voices

    with progress() as told:
        text = voices(_dossier(options, told), told)
    sys.stdout.write(text)
    return FINE


def _history(options: argparse.Namespace) -> int:
    from tui.reports.history import as_json, as_text
    from tui.review.history import entries, history_path

    path = history_path(_file(options))
    found, unreadable = entries(path)
    wanted = [entry for entry in found if not options.claim or entry.claim in options.claim]
    sys.stdout.write(as_json(wanted) if options.json else as_text(wanted))
    if unreadable:
        lines = "line" if unreadable == 1 else "lines"
        print(f"factcheck: {clean_line(str(path))}: {unreadable} {lines} can't be read", file=sys.stderr)
    return FINE


def _keys(_: argparse.Namespace) -> int:
    from tui.screens.settings import NO_SETTINGS, as_file, read_settings, settings_path

    try:
        settings, status = read_settings(settings_path()), FINE
    except Unreadable as error:  # what comes is what it may be mended by
        print("\n".join(clean_line(str(problem)) for problem in error.problems), file=sys.stderr)
        settings, status = NO_SETTINGS, WRONG_USE
    sys.stdout.write(as_file(settings))
    return status


def _init(options: argparse.Namespace) -> int:
    from tui.dossier.files.scaffold import start

    try:
        lines = start(_file(options), options.folder)
    except Refused as error:
        raise WrongUse(str(error)) from error
    print("\n".join(map(clean_line, lines)))
    return FINE


RUN = {
    "review": _review,
    "check": _check,
    "show": _show,
    "find": _find,
    "verdict": _verdict,
    "summary": _summary,
    "export": _export,
    "origins": _origins,
    "history": _history,
    "init": _init,
    "keys": _keys,
}
