"""From a claims file on disk to a dossier, with every problem that was met on the way."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tui.dossier.article import Article, front_matter
from tui.dossier.chunks import ClaimsText, cut
from tui.dossier.disk import ARTICLE_LIMIT, CLAIMS_LIMIT, decode, read_bytes, words_of
from tui.dossier.fields import Notebook, shown
from tui.dossier.model import Claim, Dossier, Source
from tui.dossier.nodes import Mapping, Node, Scalar, Sequence, parse
from tui.dossier.problems import Level, Problem, Unreadable
from tui.dossier.reading import ClaimReader, Entry, Head, read_front_matter, read_head
from tui.dossier.telling import Told, each

ARTICLE_SUFFIXES = (".txt", ".md")
NOT_BLOCKING = frozenset({"quote-not-found", "article-missing", "article-unreadable"})
"""Errors of what the claims file points at: the file itself was read whole, so it can be reviewed."""


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

    def read_claim(self, node: Mapping) -> Claim:
        """Read one claim again from its own stretch of the text."""
        return self.reader.read(node, Notebook("", ""))

    def read_sound_claim(self, node: Mapping) -> Claim | None:
        """The same; None where something in it is wrong by now, as another scale or another source."""
        notes = Notebook("", "")
        claim = self.reader.read(node, notes)
        return None if any(problem.level is Level.ERROR for problem in notes.problems) else claim

    def encode(self, text: str) -> bytes:
        """The bytes of the file with another text."""
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode("utf-8")


def open_dossier(path: Path, told: Told | None = None) -> Opened:
    """Open a dossier to work on it; Unreadable, with all problems, where not all of the file could be read."""
    opened, problems = load(path, quotes=False, told=told)
    blocking = [problem for problem in problems if problem.level is Level.ERROR and problem.code not in NOT_BLOCKING]
    if opened is None or blocking:
        raise Unreadable(blocking or problems)
    return opened


def load(path: Path, *, quotes: bool, told: Told | None = None) -> tuple[Opened | None, list[Problem]]:
    """Read a claims file and its articles; with ``quotes``, also look for every quote in its article.

    The problems come in the order of the file. No dossier where the file can't be read as one at all.
    """
    name = str(path)
    try:
        data = read_bytes(path, CLAIMS_LIMIT)
        text, bom = decode(data)
    except OSError as error:
        return None, [Problem(Level.ERROR, "unreadable", name, 1, 1, f"can't be read: {words_of(error)}")]
    notes = Notebook(name, text)
    root, faults = parse(text, told)
    notes.faults(faults)
    if root is None or not isinstance(root, Mapping):
        if not faults:
            message = "this is no claims file; it needs the keys articles and claims (factcheck init writes one)"
            notes.error("no-claims-file", 0, message)
        return None, notes.problems
    head, nodes = read_head(root, notes)
    folder = path.parent / head.articles if head.articles.strip() else None
    sources, shelf = _sources(folder, head, notes, told)
    names = {source.file: source.id for source in sources.values()} | {source: source for source in sources}
    reader = ClaimReader(head.scale, names)
    claims, positions = _claims(nodes, reader, notes, told)
    if quotes:
        from tui.dossier.quotechecks import check_quotes, check_skips  # for check alone

        check_skips(root, sources, notes)
        for node, claim in each(list(zip(nodes, claims, strict=True)), told, "looking for the quotes of claims"):
            check_quotes(node, claim, sources, notes)
    listed = root.get("claims")
    dossier = Dossier(
        path=path,
        title=head.title or path.stem,
        scale=head.scale,
        sources=sources,
        claims=tuple(claims),
        positions=positions,
        articles=folder,
    )
    stretches = cut(text, listed if isinstance(listed, Sequence) else None, nodes)
    problems = sorted(notes.problems, key=lambda problem: (problem.line, problem.column)) + shelf
    return Opened(dossier, stretches, data, bom, reader, folder, head), problems


def load_folder(folder: Path) -> tuple[dict[str, Source], list[Problem]]:
    """The sources that a folder of articles makes by itself, and what in it is no article."""
    notes = Notebook(str(folder), "")
    sources, shelf = _sources(folder, Head("", "", 0, (), ()), notes)
    return sources, notes.problems + shelf


def _claims(
    nodes: list[Node], reader: ClaimReader, notes: Notebook, told: Told | None
) -> tuple[list[Claim], dict[str, int]]:
    claims: list[Claim] = []
    positions: dict[str, int] = {}
    for at, node in enumerate(each(nodes, told, "reading claims")):
        claim = reader.read(node, notes)
        if claim.id and claim.id in positions:
            found = node.get("id") if isinstance(node, Mapping) else None
            message = f"the id {shown(claim.id)} is taken by another claim; every claim needs its own"
            notes.error("duplicate-id", (found or node).start, message, claim.id)
        positions.setdefault(claim.id, at)
        claims.append(claim)
    for node, claim in zip(nodes, claims, strict=True):
        for item in claim.see:
            if item not in positions:
                found = node.get("see") if isinstance(node, Mapping) else None
                message = f"see of claim {shown(claim.id)} names {shown(item)}, which is no claim here"
                notes.warn("unknown-claim", (found or node).start, message, claim.id)
    return claims, positions


def _sources(
    folder: Path | None, head: Head, notes: Notebook, told: Told | None = None
) -> tuple[dict[str, Source], list[Problem]]:
    """Every source: first those that the claims file lists, in its order, then the other articles by name."""
    shelf: list[Problem] = []
    articles: dict[str, tuple[str, Entry | None]] = {}
    listed = {entry.file: entry for entry in head.entries}
    if folder is not None:
        try:
            articles = _articles(folder, listed, shelf, told)
        except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
            words = words_of(error) if isinstance(error, OSError) else str(error)
            message = f"the articles folder {shown(head.articles)} can't be read: {words}"
            notes.error("no-articles", head.articles_offset, message)
            return {}, shelf
    sources: dict[str, Source] = {}
    taken: dict[str, str] = {}
    for entry in head.entries:
        if entry.file in taken:
            message = f"source {shown(entry.id)} names the file {shown(entry.file)}, as {shown(taken[entry.file])} does"
            notes.error("duplicate-file", entry.offset, message, source=entry.id)
            continue
        taken[entry.file] = entry.id
        if entry.file.strip() and entry.file not in articles:
            message = f"source {shown(entry.id)}: {_why_not(folder, entry.file)}"
            notes.error("article-missing", entry.offset, message, source=entry.id)
        text, own = articles.get(entry.file, (None, None))
        sources[entry.id] = _source(entry, own, text)
    stems = Counter(Path(file).stem for file in articles)
    for file, (text, own) in articles.items():
        if file in taken:
            continue
        stem = Path(file).stem
        default = file if stems[stem] > 1 or stem in sources else stem
        chosen = own.id if own is not None and own.id and own.id not in sources else default
        while chosen in sources:  # taken by what another article calls itself
            chosen += "_"
        sources[chosen] = _source(Entry(chosen, file, 0), own, text)
    return sources, shelf


def _source(entry: Entry, own: Entry | None, text: str | None) -> Source:
    """A source: what the claims file says of it goes before what the article says of itself."""
    own = own or Entry("", "", 0)
    language = entry.language or own.language
    article = None if text is None else Article(entry.file, text, language or "en")
    return Source(
        id=entry.id,
        file=entry.file,
        title=entry.title or own.title or (article.first_line if article else "") or entry.file,
        article=article,
        publisher=entry.publisher or own.publisher,
        author=entry.author or own.author,
        published=entry.published or own.published,
        url=entry.url or own.url,
        kind=entry.kind or own.kind,
        origin=entry.origin or own.origin,
        language=language,
        note=entry.note or own.note,
        skip=entry.skip or own.skip,
    )


def _why_not(folder: Path | None, file: str) -> str:
    if "/" in file or "\\" in file or file in {".", ".."}:
        return f"{shown(file)} is no name of a file in the articles folder; write the name alone"
    if folder is not None and os.path.lexists(folder / file):
        return f"the file {shown(file)} can't be used, see the warning on it"
    return f"there is no file {shown(file)} in the articles folder"


def _articles(
    folder: Path, listed: dict[str, Entry], shelf: list[Problem], told: Told | None
) -> dict[str, tuple[str, Entry | None]]:
    """The text and front matter of each article in a folder, by file name."""
    home = os.path.realpath(folder)
    articles: dict[str, tuple[str, Entry | None]] = {}
    for name in each(sorted(os.listdir(folder)), told, "reading articles"):
        path = folder / name
        if name.startswith("."):
            continue
        try:
            if any("\ud800" <= char <= "\udfff" for char in name):
                raise OSError("its name is no UTF-8; rename it")
            if not name.lower().endswith(ARTICLE_SUFFIXES):
                raise OSError("only .txt and .md are read; save it as plain text, in UTF-8")
            if os.path.dirname(os.path.realpath(path)) != home:
                raise OSError("it is a link out of the articles folder")
            text, _ = decode(read_bytes(path, ARTICLE_LIMIT))
        except OSError as error:
            message = f"no article: {words_of(error)}"
            level = Level.ERROR if name in listed else Level.WARNING
            shelf.append(Problem(level, "article-unreadable", str(path), 1, 1, message))
            continue
        articles[name] = (text, _own_entry(name, str(path), text, shelf))
    return articles


def _own_entry(name: str, path: str, text: str, shelf: list[Problem]) -> Entry | None:
    span = front_matter(name, text)
    if span is None:
        return None
    notes = Notebook(path, text)
    # Blanked rather than cut, so that lines and columns are those of the file.
    before = "".join(char if char in "\r\n" else " " for char in text[: span[0].start])
    root, faults = parse(before + text[span[0].start : span[0].end])
    notes.faults(faults)
    entry = None if root is None or isinstance(root, Scalar) else read_front_matter(root, name, notes)
    shelf.extend(
        Problem(Level.WARNING, problem.code, problem.file, problem.line, problem.column, problem.message)
        for problem in notes.problems
    )
    return entry
