"""Loading: a claims file on the disk becomes a dossier, with a list of problems."""

from __future__ import annotations

import os
from collections import abc
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.articles import EMPTY_READING, ArticleFile, FolderReading, read_folder
from tui.dossier.files.disk import CLAIMS_LIMIT, decode, read_bytes, words_of
from tui.dossier.files.sources import join_sources, keep_unchanged
from tui.dossier.values.model import Claim, Dossier, Source
from tui.dossier.values.problems import Level, Problem, Unreadable
from tui.dossier.values.progress import ProgressCallback, each
from tui.dossier.values.text import excerpt
from tui.dossier.yaml_text.claims_reader import ClaimReader, Head, read_head
from tui.dossier.yaml_text.claims_text import ClaimsText, split
from tui.dossier.yaml_text.nodes import Fault, MappingNode, Node, SequenceNode, parse
from tui.dossier.yaml_text.problem_log import ProblemLog

NOT_BLOCKING = frozenset({"quote-not-found", "article-missing", "article-unreadable"})
"""Errors of the articles: the claims file itself was read whole, so it can be reviewed."""
NOT_YET_KNOWN = NOT_BLOCKING | {"unknown-source"}
"""Errors that may vanish when all articles are read: an article that the file does not list is a source too."""


class Opened(NamedTuple):
    """A dossier as it was read, with the text of its claims file."""

    dossier: Dossier
    text: ClaimsText
    data: bytes
    """The bytes of the file, by which a later change of the file is noticed."""
    bom: bool
    reader: ClaimReader
    folder: Path | None
    """The folder of the articles."""
    head: Head
    """The contents of the file besides its claims."""
    articles: abc.Mapping[str, ArticleFile]
    """The articles as they were read, by the names of their files."""
    root: Node | None = None
    """The parsed file, kept while not all articles are read, so that it need not be parsed once more."""

    def read_claim(self, node: MappingNode) -> Claim:
        """Read one claim from the node of its own text."""
        return self.reader.read(node, ProblemLog("", ""))

    def read_sound_claim(self, node: MappingNode) -> Claim | None:
        """Read one claim; None where it has an error, such as a rating or a source that the file does not have."""
        problem_log = ProblemLog("", "")
        claim = self.reader.read(node, problem_log)
        return None if any(problem.level is Level.ERROR for problem in problem_log.problems) else claim

    def encode(self, text: str) -> bytes:
        """The bytes of the file with a new text."""
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode("utf-8")


class _ParsedFile(NamedTuple):
    """A claims file whose YAML could be parsed."""

    data: bytes
    text: str
    bom: bool
    root: MappingNode
    problem_log: ProblemLog


def open_dossier(
    path: Path, report: ProgressCallback | None = None, before: Opened | None = None, patience: float | None = None
) -> Opened:
    """Open a dossier to work on it. Raises Unreadable, with all problems, where not all of the file could be read.

    Where the dossier was opened ``before``, only articles written since then are read again. With ``patience``, the
    dossier is not whole where its articles take longer than so many seconds; opened once more from there, it is.
    """
    opened, problems = load(path, quotes=False, report=report, before=before, patience=patience)
    harmless = NOT_BLOCKING if opened is None or opened.dossier.is_whole else NOT_YET_KNOWN
    blocking = [problem for problem in problems if problem.level is Level.ERROR and problem.code not in harmless]
    if opened is None or blocking:
        raise Unreadable(blocking or problems)
    return opened


def load(
    path: Path,
    *,
    quotes: bool,
    report: ProgressCallback | None = None,
    before: Opened | None = None,
    patience: float | None = None,
) -> tuple[Opened | None, list[Problem]]:
    """Read a claims file and its articles; with ``quotes``, also look for every quote in its article.

    Returns the dossier, None where the file is no claims file at all, and the problems in the order of the file.
    """
    try:
        parsed = _parsed_file(path, before, report)
    except Unreadable as error:
        return None, error.problems
    root, problem_log = parsed.root, parsed.problem_log
    head, nodes = read_head(root, problem_log)
    folder = path.parent / head.articles if head.articles.strip() else None
    reading = _read_articles(folder, head, problem_log, _articles_before(before, folder), report, patience)
    is_outside = reading is not None and _warn_of_outside(path, folder, head, problem_log)
    sources: abc.Mapping[str, Source] = {} if reading is None else join_sources(folder, head, problem_log, reading)
    sources = sources if before is None else keep_unchanged(sources, before.dossier.sources)
    reader = _claim_reader(head, sources)
    claims, positions = _claims(nodes, reader, problem_log, report)
    if quotes:
        _check_quotes(root, list(zip(nodes, claims, strict=True)), sources, problem_log, report)
    problems = sorted(problem_log.problems, key=lambda problem: (problem.line, problem.column))
    reading = reading or EMPTY_READING
    problems += reading.problems
    dossier = Dossier(
        path=path,
        title=head.title or path.stem,
        scale=head.scale,
        sources=sources,
        claims=tuple(claims),
        positions=positions,
        articles=folder,
        outside=head.articles if is_outside else "",
        is_whole=reading.is_all,
        problems=_lasting(problems, is_whole=reading.is_all),
    )
    opened = Opened(
        dossier=dossier,
        text=_claims_text(parsed),
        data=parsed.data,
        bom=parsed.bom,
        reader=reader,
        folder=folder,
        head=head,
        articles=reading.articles,
        root=None if reading.is_all else root,
    )
    return opened, problems


def _parsed_file(path: Path, before: Opened | None, report: ProgressCallback | None) -> _ParsedFile:
    """Read a claims file and parse its YAML, unless that was done ``before``. Raises Unreadable."""
    name = str(path)
    try:
        data = read_bytes(path, CLAIMS_LIMIT)
        text, bom = decode(data)
    except OSError as error:
        message = f"can't be read: {words_of(error)}"
        raise Unreadable([Problem(Level.ERROR, "unreadable", name, 1, 1, message)]) from error
    problem_log = ProblemLog(name, text)
    root = before.root if before is not None and before.data == data else None
    faults: list[Fault] = []
    if root is None:
        root, faults = parse(text, report)
        problem_log.faults(faults)
    if isinstance(root, MappingNode):
        return _ParsedFile(data, text, bom, root, problem_log)
    if not faults:
        message = "this is no claims file; it needs the keys articles and claims (factcheck init writes one)"
        problem_log.error("no-claims-file", 0, message)
    raise Unreadable(problem_log.problems)


def _claims_text(parsed: _ParsedFile) -> ClaimsText:
    listed = parsed.root.get("claims")
    return split(parsed.text, listed if isinstance(listed, SequenceNode) else None)


def _articles_before(before: Opened | None, folder: Path | None) -> abc.Mapping[str, ArticleFile]:
    """The articles as they were read before, if they come from the same folder."""
    return before.articles if before is not None and before.folder == folder else {}


def _claim_reader(head: Head, sources: abc.Mapping[str, Source]) -> ClaimReader:
    """A reader of claims that name their sources by file or by id."""
    names = {source.file: source.id for source in sources.values()} | {source: source for source in sources}
    return ClaimReader(head.scale, names)


def _check_quotes(
    root: MappingNode,
    claims: list[tuple[Node, Claim]],
    sources: abc.Mapping[str, Source],
    problem_log: ProblemLog,
    report: ProgressCallback | None,
) -> None:
    """Look for every quote of the claims, each given with its node, and for the skipped stretches of articles."""
    from tui.dossier.yaml_text.quote_checks import check_quotes, check_skips  # only needed by check

    check_skips(root, sources, problem_log)
    for node, claim in each(claims, report, "looking for the quotes of claims"):
        check_quotes(node, claim, sources, problem_log)


def _lasting(problems: list[Problem], *, is_whole: bool) -> tuple[Problem, ...]:
    """The problems that remain when all articles are read."""
    return tuple(problem for problem in problems if is_whole or problem.code != "unknown-source")


def load_folder(folder: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The sources that a folder of articles makes without a claims file, and the problems of the folder."""
    problem_log = ProblemLog(str(folder), "")
    head = Head("", "", 0, ())
    reading = _read_articles(folder, head, problem_log, {}) or EMPTY_READING
    return join_sources(folder, head, problem_log, reading), problem_log.problems + reading.problems


def _claims(
    nodes: list[Node], reader: ClaimReader, problem_log: ProblemLog, report: ProgressCallback | None
) -> tuple[list[Claim], dict[str, int]]:
    claims: list[Claim] = []
    positions: dict[str, int] = {}
    for at, node in enumerate(each(nodes, report, "reading claims")):
        claim = reader.read(node, problem_log)
        if claim.id and claim.id in positions:
            named = node.get("id") if isinstance(node, MappingNode) else None
            message = f"the id {excerpt(claim.id)} is taken by another claim; every claim needs its own"
            problem_log.error("duplicate-id", (named or node).start, message, claim.id)
        positions.setdefault(claim.id, at)
        claims.append(claim)
    for node, claim in zip(nodes, claims, strict=True):
        for item in claim.see:
            if item not in positions:
                named = node.get("see") if isinstance(node, MappingNode) else None
                message = f"see of claim {excerpt(claim.id)} names {excerpt(item)}, which is no claim here"
                problem_log.warn("unknown-claim", (named or node).start, message, claim.id)
    return claims, positions


def _warn_of_outside(path: Path, folder: Path | None, head: Head, problem_log: ProblemLog) -> bool:
    """Warn where the articles folder really lies outside of the claims file's folder; whether it does."""
    if folder is None:
        return False
    home, real = (Path(os.path.realpath(at)) for at in (path.parent, folder))
    if real.is_relative_to(home):
        return False
    message = f"articles are read from {real}, outside of the folder that the claims file is in"
    problem_log.warn("articles-outside", head.articles_offset, message)
    return True


def _read_articles(
    folder: Path | None,
    head: Head,
    problem_log: ProblemLog,
    before: abc.Mapping[str, ArticleFile],
    report: ProgressCallback | None = None,
    patience: float | None = None,
) -> FolderReading | None:
    """Read the articles folder; None, with a problem logged, where it can't be read."""
    if folder is None:
        return EMPTY_READING
    try:
        return read_folder(folder, {listed.file for listed in head.sources}, before, report, patience)
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        words = words_of(error) if isinstance(error, OSError) else str(error)
        message = f"the articles folder {excerpt(head.articles)} can't be read: {words}"
        problem_log.error("no-articles", head.articles_offset, message)
        return None
