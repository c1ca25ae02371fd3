"""A full-text index of articles: of thousands, it finds at once those that may have something for a claim.

SQLite's FTS5 (https://sqlite.org/fts5.html) holds for each word the articles that have it, and nothing else of their
texts. The index is in memory; the user's cache folder has a copy as one file for each folder of articles. The copy is
read whole at the start and written whole after a change, so that no two processes disturb each other.

An article is known by a hash of its text. Only articles with a new hash are indexed; those that are gone are taken from
the table of articles. FTS5 keeps their words, which are ignored, until a quarter of the articles in it are gone: then
the index is made anew.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple

from tui.dossier.files.cache import read_cached, write_cached
from tui.dossier.values.model import Dossier, Source
from tui.dossier.values.problems import FactcheckError
from tui.dossier.values.progress import ProgressCallback
from tui.evidence.search.fts_query import WordQuery, word_queries

if TYPE_CHECKING:
    from sqlite3 import Connection

WORDS = 8
"""Words of a claim that are looked for: the rarest."""
MOST_READ = 5_000
"""Entries of the index that are read for a claim, so that words that stand nearly everywhere are left out."""
LEAST_WORDS = 2
"""Words of a claim that are looked for in any case."""
SYNONYM = 0.5
"""The weight of a synonym, as in the ranking of passages."""
SHARE = 0.25
"""The share of the weight of all words looked for, by their rarity, that an article must have."""
CHUNK = 50
"""Articles that are indexed in one transaction; other threads have a turn in between."""
DEAD = 0.25
"""The share of articles in an index that are gone, from which on the index is made anew."""
OPTIMIZE = 0.1
"""The share of new articles from which on the index is optimized afterwards."""
HEAD = b"factcheck index 1\n"
"""The first bytes of the file. Another format has another number."""
_TABLES = """
    CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter unicode61', content = '', detail = none,
                                          columnsize = 0);
    CREATE TABLE article (id INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE);
"""


class NoIndex(FactcheckError):
    """No index can be made; the message says why."""


class Index:
    """An index of the sources of a dossier. One thread may ask it while another makes the next one from it."""

    def __init__(self, connection: Connection, sources: Mapping[int, tuple[str, ...]], added: int) -> None:
        self._connection = connection
        self._sources = sources
        """The ids of the sources by the number of their article, in order; sources with one text share a number."""
        self._order = {number: at for at, number in enumerate(sources)}
        self._lock = threading.Lock()
        self.added = added
        """The number of articles that the copy did not have."""
        self.matching = lru_cache(maxsize=1 << 12)(self._matching)
        """``_matching`` with a cache."""
        self._known: set[str] = set()

    def _matching(self, text: str) -> tuple[str, ...]:
        """The ids of the sources that have something for a claim or for some words, the likeliest first.

        A source has something if the rarest words of the claim that it has, or their synonyms for half, weigh at least
        the share ``SHARE`` of them all. The best passages of all are nearly always among these sources, though not
        every good one. Sources of one weight stand in the order of the dossier.
        """
        with self._lock:
            found = tuple(source for number in self._numbers(word_queries(text)) for source in self._sources[number])
        self._known.add(text)
        return found

    def knows(self, text: str) -> bool:
        """Whether the index was asked for a text before, so that the answer takes no time."""
        return text in self._known

    def _numbers(self, asked: list[WordQuery]) -> list[int]:
        """The numbers of the articles with enough of the words, heaviest first; a word weighs by BM25's rarity."""
        total, read, used = 0.0, 0, 0
        scores: dict[int, float] = {}
        every = len(self._sources)
        rarest = sorted((self._count(query.itself), at) for at, query in enumerate(asked))
        for count, at in rarest:
            query = asked[at]
            if used >= WORDS or (used >= LEAST_WORDS and read + count > MOST_READ):
                break
            itself = self._having(query.itself) if count else set()
            others: set[int] = set()
            if query.synonyms and read + count + self._count(query.synonyms) <= MOST_READ:
                others = self._having(query.synonyms)
            read += len(itself) + len(others)
            others -= itself
            holding = len(itself) + SYNONYM * len(others)
            if not holding:
                continue
            used += 1
            weight = log(1 + (every - holding + 0.5) / (holding + 0.5))
            total += weight
            for found, worth in ((itself, weight), (others, SYNONYM * weight)):
                for number in found:
                    scores[number] = scores.get(number, 0.0) + worth
        enough = SHARE * total
        return sorted(
            (number for number, score in scores.items() if score >= enough),
            key=lambda number: (-scores[number], self._order[number]),
        )

    def _count(self, query: str) -> int:
        """The number of articles that a query matches, with those that are gone."""
        (count,) = self._connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (query,)).fetchone()
        return int(count)

    def _having(self, query: str) -> set[int]:
        rows = self._connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (query,))
        return {number for (number,) in rows if number in self._sources}

    def copied(self) -> bytes:
        """The whole index in the format of an SQLite database file."""
        with self._lock:
            return self._connection.serialize()


class _Text(NamedTuple):
    """A text that is indexed, with its hash and the ids of its sources."""

    hash: bytes
    text: str
    sources: tuple[str, ...]


def index_of(dossier: Dossier, before: Index | None = None, report: ProgressCallback | None = None) -> Index:
    """An index of a dossier's articles, made from the index ``before`` or else from the copy in the cache folder.

    ``report`` gets the progress and may raise to cancel the work. May be called in any thread. Writes the copy where
    articles are new or gone. NoIndex if none can be made: this Python's SQLite may have no FTS5.
    """
    import sqlite3  # for dossiers of many sources alone

    name = _name(dossier)
    texts = list(_texts(dossier.sources.values()))
    try:
        kept = before.copied() if before is not None else read_cached(name, HEAD)
        connection = _opened(kept)
        known = _known(connection)
        dead = len(known.keys() - {text.hash for text in texts})
        if dead > DEAD * len(known):
            connection, known, dead = _opened(None), {}, 0
        new = [text for text in texts if text.hash not in known]
        _add(connection, new, len(texts), report)
        if dead:
            hashes = {text.hash for text in texts}
            gone = [(number,) for hash_, number in known.items() if hash_ not in hashes]
            with connection:
                connection.executemany("DELETE FROM article WHERE id = ?", gone)
        if len(new) > OPTIMIZE * len(texts):
            with connection:
                connection.execute("INSERT INTO words(words) VALUES ('optimize')")
            connection.execute("VACUUM")
        known = _known(connection)
        index = Index(connection, {known[text.hash]: text.sources for text in texts}, len(new))
        if new or dead:
            write_cached(name, HEAD, index.copied())
    except sqlite3.Error as error:  # a Python whose SQLite has no FTS5
        raise NoIndex(f"the articles can't be indexed: {error}") from error
    return index


def _name(dossier: Dossier) -> str:
    """The name of the copy's file, by the folder of the articles."""
    folder = os.path.realpath(dossier.articles or dossier.path.parent)
    return hashlib.blake2b(os.fsencode(folder), digest_size=16).hexdigest() + ".index"


def _texts(sources: Iterable[Source]) -> Iterator[_Text]:
    """The texts of the sources without front matter, each once."""
    by_hash: dict[bytes, _Text] = {}
    for source in sources:
        if source.article is None:
            continue
        text = source.article.text[source.article.body_start :]
        hash_ = hashlib.blake2b(text.encode("utf-8"), digest_size=16).digest()
        known = by_hash.get(hash_)
        by_hash[hash_] = _Text(hash_, text, (*(known.sources if known else ()), source.id))
    yield from by_hash.values()


def _opened(kept: bytes | None) -> Connection:
    """An index in memory from the bytes of a copy; an empty one without a copy, or if the copy is of no use."""
    import sqlite3

    connection = sqlite3.connect(":memory:", check_same_thread=False)  # handed on whole, and asked under a lock
    if kept:
        try:
            connection.deserialize(kept)
            connection.execute("SELECT count(*) FROM words WHERE words MATCH 'a'")
            _known(connection)
        except sqlite3.Error:
            connection.close()
            return _opened(None)
        return connection
    connection.executescript(_TABLES)
    return connection


def _known(connection: Connection) -> dict[bytes, int]:
    """The numbers of the articles in an index, by their hash."""
    return dict(connection.execute("SELECT hash, id FROM article"))


def _add(connection: Connection, new: list[_Text], every: int, report: ProgressCallback | None) -> None:
    """Index some texts, a few at a time. SQLite works without Python's global lock, so that keys are answered."""
    known = every - len(new)
    for at in range(0, len(new), CHUNK):
        if report is not None:
            report("indexing articles", known + at, every)
        with connection:
            for text in new[at : at + CHUNK]:
                number = connection.execute("INSERT INTO article(hash) VALUES (?)", (text.hash,)).lastrowid
                connection.execute("INSERT INTO words(rowid, text) VALUES (?, ?)", (number, text.text))
        time.sleep(0)
