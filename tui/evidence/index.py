"""The articles by their words, so that of thousands those are found at once that may have something for a claim.

SQLite's full-text index FTS5 holds, for each word, the articles that have it, and nothing else of their texts. It lives
in memory and is kept in the user's cache folder as one file for each folder of articles: a copy, read whole at the
start and written whole after a change, so that no two processes are ever in one another's way.

An article is known by its contents: one that was changed is another one, and alone is indexed; one that is gone is
forgotten. What FTS5 still holds of it is passed over, until so much of that has gathered that all is indexed anew.
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
from tui.evidence.forms import Forms, forms

if TYPE_CHECKING:
    from sqlite3 import Connection

WORDS = 8
"""How many words of a claim are looked for: the rarest."""
MOST_READ = 5_000
"""How many places in the index are read for a claim: words that stand nearly everywhere are left out."""
LEAST_WORDS = 2
"""So many words are looked for in any case."""
KIN = 0.5
"""What a word that may stand for a claim's word is worth, as in search."""
SHARE = 0.25
"""An article has something for a claim if it has so much of what the words looked for weigh by their rarity."""
CHUNK = 50
"""Articles that are indexed in one go; in between, others have a turn."""
DEAD = 0.25
"""The share of articles that are gone in an index from which it is made anew."""
OPTIMIZE = 0.1
"""The share of new articles from which the index is put in order afterwards."""
HEAD = b"factcheck index 1\n"
"""What the file begins with. Another form of the index has another number."""
_TABLES = """
    CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter unicode61', content = '', detail = none,
                                          columnsize = 0);
    CREATE TABLE article (id INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE);
"""


class NoIndex(FactcheckError):
    """There can be no index here; the message says why."""


class Index:
    """An index of the sources of a dossier. It may be asked in one thread while another makes the next from it."""

    def __init__(self, connection: Connection, sources: Mapping[int, tuple[str, ...]], added: int) -> None:
        self._connection = connection
        self._sources = sources
        """The ids of the sources by the number of their article, in order; two with the same text have one."""
        self._order = {number: at for at, number in enumerate(sources)}
        self._lock = threading.Lock()
        self.added = added
        """How many articles were not known before."""
        self.matching = lru_cache(maxsize=1 << 12)(self._matching)
        """As below, and at once when it is asked again."""
        self._known: set[str] = set()

    def _matching(self, text: str) -> tuple[str, ...]:
        """The sources that have something for a claim or for some words, the likeliest first.

        They have a share of at least ``SHARE`` of what the rarest words weigh, kin for half: as good as always the best
        passages of all, though not every one. Of sources that have as much, those come first that stand first.
        """
        with self._lock:
            found = tuple(source for number in self._numbers(forms(text)) for source in self._sources[number])
        self._known.add(text)
        return found

    def knows(self, text: str) -> bool:
        """Whether a text was asked before, so that the answer is at hand."""
        return text in self._known

    def _numbers(self, asked: list[Forms]) -> list[int]:
        total, read, used = 0.0, 0, 0
        scores: dict[int, float] = {}
        every = len(self._sources)
        rarest = sorted((self._count(form.itself), at) for at, form in enumerate(asked))
        for count, at in rarest:
            form = asked[at]
            if used >= WORDS or (used >= LEAST_WORDS and read + count > MOST_READ):
                break
            itself = self._having(form.itself) if count else set()
            others: set[int] = set()
            if form.kin and read + count + self._count(form.kin) <= MOST_READ:
                others = self._having(form.kin)
            read += len(itself) + len(others)
            others -= itself
            holding = len(itself) + KIN * len(others)
            if not holding:
                continue
            used += 1
            weight = log(1 + (every - holding + 0.5) / (holding + 0.5))
            total += weight
            for found, worth in ((itself, weight), (others, KIN * weight)):
                for number in found:
                    scores[number] = scores.get(number, 0.0) + worth
        enough = SHARE * total
        return sorted(
            (number for number, score in scores.items() if score >= enough),
            key=lambda number: (-scores[number], self._order[number]),
        )

    def _count(self, question: str) -> int:
        """In how many articles something matches, those counted that are gone."""
        (count,) = self._connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (question,)).fetchone()
        return int(count)

    def _having(self, question: str) -> set[int]:
        rows = self._connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (question,))
        return {number for (number,) in rows if number in self._sources}

    def copied(self) -> bytes:
        """The whole index as it lies in memory."""
        with self._lock:
            return self._connection.serialize()


class _Text(NamedTuple):
    """The text of an article that is indexed, under its hash, and whose it is."""

    hash: bytes
    text: str
    sources: tuple[str, ...]


def index_of(dossier: Dossier, before: Index | None = None, told: ProgressCallback | None = None) -> Index:
    """An index of a dossier's articles: the one before, else that of the cache, with what is new, without what is gone.

    May be called in any thread. NoIndex where there can be none.
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
        _add(connection, new, len(texts), told)
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
    """The name of the file for a folder of articles."""
    folder = os.path.realpath(dossier.articles or dossier.path.parent)
    return hashlib.blake2b(os.fsencode(folder), digest_size=16).hexdigest() + ".index"


def _texts(sources: Iterable[Source]) -> Iterator[_Text]:
    """The texts of the sources, each once; front matter is none of it."""
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
    """What was kept, in memory; an empty index where nothing was, or where that is of no use."""
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


def _add(connection: Connection, new: list[_Text], every: int, told: ProgressCallback | None) -> None:
    """Index some articles, a few at a time. SQLite works outside of Python's lock, so that keys are not held up."""
    known = every - len(new)
    for at in range(0, len(new), CHUNK):
        if told is not None:
            told("indexing articles", known + at, every)
        with connection:
            for text in new[at : at + CHUNK]:
                number = connection.execute("INSERT INTO article(hash) VALUES (?)", (text.hash,)).lastrowid
                connection.execute("INSERT INTO words(rowid, text) VALUES (?, ?)", (number, text.text))
        time.sleep(0)
