"""From a claims file on disk to a dossier, with every problem that was met on the way."""

from __future__ import annotations

import os
from collections import Counter, abc
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tui.dossier.files.articles import NO_FOLDER, Read, Shelved, read_folder
from tui.dossier.files.disk import CLAIMS_LIMIT, decode, read_bytes, words_of
from tui.dossier.values.model import Claim, Dossier, Source
from tui.dossier.values.problems import Level, Problem, Unreadable
from tui.dossier.values.progress import ProgressCallback, each
from tui.dossier.values.text import excerpt
from tui.dossier.yaml_text.claims_reader import ClaimReader, Head, read_head
from tui.dossier.yaml_text.claims_text import ClaimsText, split
from tui.dossier.yaml_text.nodes import Fault, MappingNode, Node, SequenceNode, parse
from tui.dossier.yaml_text.problem_log import ProblemLog

NOT_BLOCKING = frozenset({"quote-not-found", "article-missing", "article-unreadable"})
"""Errors of what the claims file points at: the file itself was read whole, so it can be reviewed."""
NOT_YET_KNOWN = NOT_BLOCKING | {"unknown-source"}
"""Errors that may be none when all articles are read: an article that the file does not list is a source too."""


class Opened(NamedTuple):
    """A dossier as it was read, with the text that it was read from."""

    dossier: Dossier
    text: ClaimsText
    data: bytes
    """The bytes of the file, to see whether it was changed since."""
    bom: bool
    reader: ClaimReader
    folder: Path | None
    """The folder of the articles."""
    head: Head
    """What the file says besides its claims."""
    read: abc.Mapping[str, Read]
    """The articles as they were read."""
    root: Node | None = None
    """What the file says, to go on from while not all of its articles are read."""

    def read_claim(self, node: MappingNode) -> Claim:
        """Read one claim again from its own stretch of the text."""
        return self.reader.read(node, ProblemLog("", ""))

    def read_sound_claim(self, node: MappingNode) -> Claim | None:
        """The same; None where something in it is wrong by now, as another scale or another source."""
        notes = ProblemLog("", "")
        claim = self.reader.read(node, notes)
        return None if any(problem.level is Level.ERROR for problem in notes.problems) else claim

    def encode(self, text: str) -> bytes:
        """The bytes of the file with another text."""
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode("utf-8")


def open_dossier(
    path: Path, told: ProgressCallback | None = None, before: Opened | None = None, patience: float | None = None
) -> Opened:
    """Open a dossier to work on it; Unreadable, with all problems, where not all of the file could be read.

    Where it was opened ``before``, only those articles are read again that were written since. With ``patience``, it
    is not whole where its articles take longer than so many seconds; opened once more from there, it will be.
    """
    opened, problems = load(path, quotes=False, told=told, before=before, patience=patience)
    fine = NOT_BLOCKING if opened is None or opened.dossier.is_whole else NOT_YET_KNOWN
    blocking = [problem for problem in problems if problem.level is Level.ERROR and problem.code not in fine]
    if opened is None or blocking:
        raise Unreadable(blocking or problems)
    return opened


def load(
    path: Path,
    *,
    quotes: bool,
    told: ProgressCallback | None = None,
    before: Opened | None = None,
    patience: float | None = None,
) -> tuple[Opened | None, list[Problem]]:
    """Read a claims file and its articles; with ``quotes``, also look for every quote in its article.

    The problems come in the order of the file. No dossier where the file can't be read as one at all.
    """
    name = str(path)
    try:
        data = read_bytes(path, CLAIMS_LIMIT)
        text, bom = decode(data)
    except OSError as error:
        return None, [Problem(Level.ERROR, "unreadable", name, 1, 1, f"can't be read: {words_of(error)}")]
    notes = ProblemLog(name, text)
    root = before.root if before is not None and before.data == data else None
    faults: list[Fault] = []
    if root is None:
        root, faults = parse(text, told)
        notes.faults(faults)
    if root is None or not isinstance(root, MappingNode):
        if not faults:
            message = "this is no claims file; it needs the keys articles and claims (factcheck init writes one)"
            notes.error("no-claims-file", 0, message)
        return None, notes.problems
    head, nodes = read_head(root, notes)
    folder = path.parent / head.articles if head.articles.strip() else None
    shelved = _articles(folder, head, notes, before.read if before and before.folder == folder else {}, told, patience)
    outside = None if folder is None or shelved is None else _outside(path, folder)
    if outside is not None:
        message = f"articles are read from {outside}, outside of the folder that the claims file is in"
        notes.warn("articles-outside", head.articles_offset, message)
    found = {} if shelved is None else _sources(folder, head, notes, shelved)
    sources = found if before is None else _as_before(found, before.dossier.sources)
    names = {source.file: source.id for source in sources.values()} | {source: source for source in sources}
    reader = ClaimReader(head.scale, names)
    claims, positions = _claims(nodes, reader, notes, told)
    if quotes:
        from tui.dossier.yaml_text.quote_checks import check_quotes, check_skips  # for check alone

        check_skips(root, sources, notes)
        for node, claim in each(list(zip(nodes, claims, strict=True)), told, "looking for the quotes of claims"):
            check_quotes(node, claim, sources, notes)
    listed = root.get("claims")
    is_whole = shelved is None or shelved.is_all
    problems = sorted(notes.problems, key=lambda problem: (problem.line, problem.column))
    shelved = shelved or NO_FOLDER
    problems += shelved.problems
    dossier = Dossier(
        path=path,
        title=head.title or path.stem,
        scale=head.scale,
        sources=sources,
        claims=tuple(claims),
        positions=positions,
        articles=folder,
        outside=head.articles if outside is not None else "",
        is_whole=is_whole,
        problems=_known(problems, is_whole=is_whole),
    )
    claims_text = split(text, listed if isinstance(listed, SequenceNode) else None)
    kept = None if is_whole else root
    return Opened(dossier, claims_text, data, bom, reader, folder, head, shelved.articles, kept), problems


def _known(problems: list[Problem], *, is_whole: bool) -> tuple[Problem, ...]:
    """Those of the problems that will still be some when all articles are read."""
    return tuple(problem for problem in problems if is_whole or problem.code != "unknown-source")


def load_folder(folder: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The sources that a folder of articles makes by itself, and what in it is no article."""
    notes = ProblemLog(str(folder), "")
    head = Head("", "", 0, ())
    shelved = _articles(folder, head, notes, {}) or NO_FOLDER
    return _sources(folder, head, notes, shelved), notes.problems + shelved.problems


def _claims(
    nodes: list[Node], reader: ClaimReader, notes: ProblemLog, told: ProgressCallback | None
) -> tuple[list[Claim], dict[str, int]]:
    claims: list[Claim] = []
    positions: dict[str, int] = {}
    for at, node in enumerate(each(nodes, told, "reading claims")):
        claim = reader.read(node, notes)
        if claim.id and claim.id in positions:
            found = node.get("id") if isinstance(node, MappingNode) else None
            message = f"the id {excerpt(claim.id)} is taken by another claim; every claim needs its own"
            notes.error("duplicate-id", (found or node).start, message, claim.id)
        positions.setdefault(claim.id, at)
        claims.append(claim)
    for node, claim in zip(nodes, claims, strict=True):
        for item in claim.see:
            if item not in positions:
                found = node.get("see") if isinstance(node, MappingNode) else None
                message = f"see of claim {excerpt(claim.id)} names {excerpt(item)}, which is no claim here"
                notes.warn("unknown-claim", (found or node).start, message, claim.id)
    return claims, positions


def _outside(path: Path, folder: Path) -> Path | None:
    """Where the articles really are, if that is not inside the folder of the claims file; else None."""
    home, found = (Path(os.path.realpath(at)) for at in (path.parent, folder))
    return None if found.is_relative_to(home) else found


def _articles(
    folder: Path | None,
    head: Head,
    notes: ProblemLog,
    before: abc.Mapping[str, Read],
    told: ProgressCallback | None = None,
    patience: float | None = None,
) -> Shelved | None:
    """What was read of the folder; None where it can't be read."""
    if folder is None:
        return NO_FOLDER
    try:
        return read_folder(folder, {listed.file for listed in head.sources}, before, told, patience)
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        words = words_of(error) if isinstance(error, OSError) else str(error)
        message = f"the articles folder {excerpt(head.articles)} can't be read: {words}"
        notes.error("no-articles", head.articles_offset, message)
        return None


def _sources(folder: Path | None, head: Head, notes: ProblemLog, shelved: Shelved) -> dict[str, Source]:
    """Every source: first those that the claims file lists, in its order, then the other articles by name.

    What the others are called depends on all of them: while not all are read, there are none.
    """
    articles = shelved.articles
    sources: dict[str, Source] = {}
    taken: dict[str, str] = {}
    for listed, offset in zip(head.sources, head.source_offsets, strict=True):
        name, file = excerpt(listed.id), listed.file
        if file in taken:
            message = f"source {name} names the file {excerpt(file)}, as {excerpt(taken[file])} does"
            notes.error("duplicate-file", offset, message, source=listed.id)
            continue
        taken[file] = listed.id
        if shelved.is_all and file.strip() and file not in articles:
            notes.error("article-missing", offset, f"source {name}: {_why_not(folder, file)}", source=listed.id)
        sources[listed.id] = _source(listed, articles.get(file))
    if not shelved.is_all:
        return sources
    stems = Counter(os.path.splitext(file)[0] for file in articles)
    for file, read in articles.items():
        if file in taken:
            continue
        own = read.own
        stem, _ = os.path.splitext(file)
        default = file if stems[stem] > 1 or stem in sources else stem
        chosen = own.id if own is not None and own.id and own.id not in sources else default
        while chosen in sources:  # taken by what another article calls itself
            chosen += "_"
        sources[chosen] = _source(Source(chosen, file), read)
    return sources


def _as_before(sources: dict[str, Source], before: abc.Mapping[str, Source]) -> abc.Mapping[str, Source]:
    """Some sources; those that are as they were are the same objects, for what was found out about them is kept by."""
    kept = {name: before[name] if before.get(name) == source else source for name, source in sources.items()}
    return before if list(kept.items()) == list(before.items()) else kept


def _source(listed: Source, read: Read | None) -> Source:
    """A source: what the claims file says of it goes before what the article says of itself."""
    own = read.own if read else None
    source = listed if own is None else listed.completed_by(own)
    article = read.article if read else None
    if article is not None and article.language != (source.language or "en"):
        article = replace(article, language=source.language)
    title = source.title or (article.first_line if article else "") or source.file
    return source._replace(title=title, article=article)


def _why_not(folder: Path | None, file: str) -> str:
    if "/" in file or "\\" in file or file in {".", ".."}:
        return f"{excerpt(file)} is no name of a file in the articles folder; write the name alone"
    if folder is not None and os.path.lexists(folder / file):
        return f"the file {excerpt(file)} can't be used, see the warning on it"
    return f"there is no file {excerpt(file)} in the articles folder"
