"""The commands: one function for each. The review alone loads Textual."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.argument_checks import named_claims, refuse_mistyped_command, refuse_unknown_claim, refuse_unknown_rating
from tui.dossier.values.problems import FactcheckError, Level, Refused, Unreadable
from tui.dossier.values.text import clean_line
from tui.options import WrongUse, parser, with_command
from tui.progress_line import progress
from tui.report_output import write_output
from tui.streams import drop_output, prepare_streams

if TYPE_CHECKING:
    from tui.dossier.values.model import Dossier
    from tui.dossier.values.progress import ProgressCallback

DEFAULT = Path("claims.yaml")
FINE, PROBLEMS, WRONG_USE = 0, 1, 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``factcheck`` and return its exit status."""
    prepare_streams()
    gc.disable()  # a dossier lives until the end; collecting garbage while it is read would double the time
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
    except OSError as error:  # a full disk behind standard output; errors of other files are handled where they arise
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
    """Where there is no claims file, name the command that writes one."""
    from shlex import quote  # only needed where there is no claims file

    if path.is_dir():
        folder = clean_line(quote(str(path)))
        print(f"factcheck: it is a folder; factcheck init {folder} writes a claims file for articles", file=sys.stderr)
    elif not os.path.lexists(path):
        named = "" if path == DEFAULT else f"-f {clean_line(quote(str(path)))} "
        print(f"factcheck: factcheck {named}init FOLDER writes one for a folder of articles", file=sys.stderr)


def _dossier(options: argparse.Namespace, report: ProgressCallback | None) -> Dossier:
    from tui.dossier.files.loading import open_dossier

    return open_dossier(_file(options), report).dossier


def _review(options: argparse.Namespace) -> int:
    if options.claims is not None:
        if getattr(options, "file", options.claims) != options.claims:
            raise WrongUse(f"two claims files: {options.file} and {options.claims}; name one")
        options.file = options.claims
        refuse_mistyped_command(options.claims)
    is_dumb = os.environ.get("TERM") == "dumb"  # such a terminal has no cursor movement and no size
    if sys.stdin is None or is_dumb or not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("factcheck: the review needs a terminal; this is what factcheck show prints", file=sys.stderr)
        options.claim = []
        return _show(options)
    from tui.launch import launch
    from tui.review.reviewer import reviewer_name

    return launch(_file(options), reviewer_name(options.reviewer))


def _check(options: argparse.Namespace) -> int:
    from tui.dossier.files.loading import load
    from tui.reports.check import as_json, as_text, claim_problems, history_problems

    with progress() as report:
        opened, problems = load(_file(options), quotes=True, report=report)
        if opened is not None:
            problems = problems + history_problems(opened.dossier.path) + claim_problems(opened, report)
    sys.stdout.write(as_json(problems) if options.json else as_text(problems, opened.dossier if opened else None))
    if any(problem.code == "unreadable" for problem in problems):
        _say_how_to_begin(_file(options))
        return WRONG_USE
    failing = {Level.ERROR, Level.WARNING} if options.strict else {Level.ERROR}
    return PROBLEMS if any(problem.level in failing for problem in problems) else FINE


def _show(options: argparse.Namespace) -> int:
    from tui.reports.text import claims_as_text

    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    with progress() as report:
        dossier = _dossier(options, report)
        text = claims_as_text(dossier, named_claims(dossier, options.claim), width, report)
    sys.stdout.write(text)
    return FINE


def _find(options: argparse.Namespace) -> int:
    from tui.reports.search_results import as_json, as_text, left_out_line, search

    if options.text is not None and options.claim:
        raise WrongUse("name claims or give --text, not both")
    if options.text is not None and not options.text.strip():
        raise WrongUse("--text needs words to look for")
    with progress() as report:
        dossier = _dossier(options, report)
        wanted = named_claims(dossier, options.claim) if options.text is None else options.text
        results = search(dossier, wanted, options.limit, report)
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    for result in results:
        sys.stdout.write(as_json(result) if options.json else as_text(dossier, result, width))
        if options.json and result.further + result.nothing:
            print(f"factcheck: {clean_line(left_out_line(result))}", file=sys.stderr)
    return FINE


def _verdict(options: argparse.Namespace) -> int:
    from tui.dossier.files.waiting import IN_A_SCRIPT
    from tui.review.decisions import Judge
    from tui.review.reviewer import reviewer_name
    from tui.review.session import Session
    from tui.review.working_copy import KEPT

    with progress() as report:
        session = Session(_file(options), reviewer_name(options.reviewer), report=report, waiting=IN_A_SCRIPT)
    refuse_unknown_claim(session.dossier, options.claim)
    refuse_unknown_rating(session.dossier, options.rating)
    decision = Judge(options.claim, options.rating, options.rationale, session.reviewer, session.now())
    result = session.decide(decision)
    for path in session.working_copy.recovered:
        print(f"factcheck: kept {clean_line(str(path))}, which an interrupted save had displaced", file=sys.stderr)
    print(clean_line(result.message.removesuffix(KEPT)), file=sys.stdout if result.saved else sys.stderr)
    return FINE if result.saved and not session.working_copy.unlogged else PROBLEMS


def _summary(options: argparse.Namespace) -> int:
    from tui.reports.summary import summary

    with progress() as report:
        dossier = _dossier(options, report)
        text = summary(dossier, report)
    write_output(dossier, text, options.output)
    return FINE


def _export(options: argparse.Namespace) -> int:
    from tui.reports.claimreview import claim_reviews
    from tui.reports.tables import BYTE_ORDER_MARK, as_csv, as_json_lines

    file_head = left_out = ""
    with progress() as report:
        dossier = _dossier(options, report)
        if options.format == "claimreview":
            text, *counts = claim_reviews(dossier, report)
            left = zip(counts, ("unreviewed", "stale"), strict=True)
            left_out = ", ".join(f"{count} {why}" for count, why in left if count)
        elif options.format == "csv":
            text, file_head = as_csv(dossier, report), BYTE_ORDER_MARK
        else:
            text = "".join(as_json_lines(dossier, report))
    write_output(dossier, text, options.output, file_head)
    if left_out:
        print(f"left out: {left_out}", file=sys.stderr)
    return FINE


def _origins(options: argparse.Namespace) -> int:
    from tui.reports.origins import origins_report

    with progress() as report:
        text = origins_report(_dossier(options, report), report)
    sys.stdout.write(text)
    return FINE


def _history(options: argparse.Namespace) -> int:
    from tui.reports.history import as_json, as_text
    from tui.review.history import entries, history_path

    path = history_path(_file(options))
    all_entries, unreadable = entries(path)
    wanted = [entry for entry in all_entries if not options.claim or entry.claim in options.claim]
    sys.stdout.write(as_json(wanted) if options.json else as_text(wanted))
    if unreadable:
        lines = "line" if unreadable == 1 else "lines"
        print(f"factcheck: {clean_line(str(path))}: {unreadable} {lines} can't be read", file=sys.stderr)
    return FINE


def _keys(_: argparse.Namespace) -> int:
    from tui.screens.settings import NO_SETTINGS, as_file, read_settings, settings_path

    try:
        settings, status = read_settings(settings_path()), FINE
    except Unreadable as error:  # print the default keys, from which the file can be mended
        print("\n".join(clean_line(str(problem)) for problem in error.problems), file=sys.stderr)
        settings, status = NO_SETTINGS, WRONG_USE
    sys.stdout.write(as_file(settings))
    return status


def _init(options: argparse.Namespace) -> int:
    from tui.dossier.files.scaffold import create_claims_file

    try:
        lines = create_claims_file(_file(options), options.folder)
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
