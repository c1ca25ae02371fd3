"""The index of many articles: what is found in it, what it follows, where it lies, and what it takes without harm."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, WriteDossier
from hypothesis import given
from hypothesis import strategies as st
from nasty import TERMINAL
from rows import check_all

from tui.cli import main
from tui.dossier.files.cache import cache_folder, write_cached
from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Article
from tui.dossier.values.model import Dossier, Source
from tui.evidence.search import index as module
from tui.evidence.search.candidates import candidates
from tui.evidence.search.fts_query import word_queries
from tui.evidence.search.index import Index, NoIndex, index_of

CLAIMS = "articles: articles\nclaims:\n  - id: one\n    text: The bridge was closed to lorries in March.\n"
COUNT = 200
WORDS = [f"{head}{tail}" for head in ("bar", "tol", "mir", "ven", "kas", "dol") for tail in ("ion", "en", "atar", "ul")]


def text_of(number: int) -> str:
    """An article that is like many, with some words that only it has."""
    chance = random.Random(number)
    sentences = [" ".join(chance.choices(WORDS, k=9)).capitalize() + "." for _ in range(8)]
    sentences.insert(4, f"The mayor of Zorin{number:03}ia said that {number + 300} lorries had crossed the bridge.")
    return " ".join(sentences)


Make = Callable[..., Dossier]


@pytest.fixture
def make(write_dossier: WriteDossier) -> Make:
    """Writes a dossier of many articles, some of them given, and opens it."""

    def made(count: int = COUNT, **articles: str) -> Dossier:
        texts = {f"a{number:03}": text_of(number) for number in range(count)} | articles
        return open_dossier(write_dossier(CLAIMS, **texts)).dossier

    return made


def cached() -> Path:
    """The one file in the cache."""
    folder = cache_folder()
    assert folder is not None
    (path,) = folder.iterdir()
    return path


# What is found


@pytest.mark.parametrize("number", [0, 57, 123, 199])
def test_the_best_passage_of_all_articles_is_found_as_without_the_index(make: Make, number: int) -> None:
    dossier = make()
    claim = f"In Zorin{number:03}ia {number + 300} lorries crossed a bridge."
    scores = {
        source.id: [(found.span, found.score) for found in candidates(claim, source)]
        for source in dossier.sources.values()
    }
    best = max(scores, key=lambda source: scores[source][0][1] if scores[source] else 0)

    likely = index_of(dossier).matching(claim)

    assert likely[0] == best == f"a{number:03}"
    assert [(found.span, found.score) for found in candidates(claim, dossier.sources[likely[0]])] == scores[best]


WRITTEN = [
    ("22 people died", "Twenty-two were counted."),
    ("Twenty-two people died", "It was 22 then."),
    ("It cost 40 billion", "Some 40,000,000,000 were paid."),
    ("It cost 40 billion", "It was a $40bn bill."),
    ("It cost $40bn", "Some 40 billion were paid."),
    ("It cost 1.5 million", "It was a £1.5m bill."),
    ("It cost £1.5m", "Some 1,500,000 were paid."),
    ("It cost 12,000 euros", "Some 12\u00a0000 were paid."),
    ("It cost 12\u00a0000 euros", "Some 12,000 were paid."),
    ("It cost 1,200 euros", "The price was 1200 then."),
    ("1200 people came", "They were 1,200 then."),
    ("Two million came", "They were 2,000,000 then."),
    ("A million came", "They were 1 million then."),
    ("on 30 December 2023", "It was December 30."),
    ("on 2023-12-30", "It was the 30th of Dec."),
    ("on 5 May 2024", "Nobody came on Sunday."),
    ("in December", "It was Dec. then."),
    ("Three were killed", "Deaths were told of."),
    ("Two were accused", "The blame was theirs."),
    ("A blame game", "She accuses them."),
    ("Troops invaded", "The incursion began."),
    ("An F-16 fell", "It was an F16 then."),
    ("An F16 fell", "It was an F-16 then."),
    ("Lorries crossed", "A lorry crossing was told of."),
    ("Café Röder burned", "The cafe burned."),
    ("Moskau’s mayor’s car", "Moskau then."),
    ("Cafe\u0301 burned", "Café."),
]


def test_a_word_is_found_however_it_is_written(make: Make) -> None:
    index = index_of(make(60, **{f"other{number}": text for number, (_, text) in enumerate(WRITTEN)}))

    def check_found(number: int, claim: str, text: str) -> None:
        assert f"other{number}" in index.matching(claim)

    check_all([(number, *row) for number, row in enumerate(WRITTEN)], check_found)


def test_what_has_none_of_the_words_is_not_found_and_the_likeliest_come_first(make: Make) -> None:
    dossier = make(60, some="A zeppelin was seen.", most="A zeppelin over Ulm was seen by a gondolier.")

    assert index_of(dossier).matching("A gondolier from Ulm flew a zeppelin") == ("most", "some")
    assert index_of(dossier).matching("quux") == ()
    assert index_of(dossier).matching("") == ()
    assert index_of(dossier).matching("the of and") == ()


def test_two_sources_with_the_same_text_are_both_found(make: Make) -> None:
    dossier = make(60, one="A zeppelin was seen.", two="A zeppelin was seen.")

    assert index_of(dossier).matching("zeppelin") == ("one", "two")


def test_front_matter_is_not_indexed(make: Make, tmp_path: Path) -> None:
    make(60)
    (tmp_path / "articles" / "m.md").write_text("---\ntitle: zeppelin\n---\nA gondola.\n", encoding="utf-8")
    index = index_of(open_dossier(tmp_path / "claims.yaml").dossier)

    assert (index.matching("zeppelin"), index.matching("gondola")) == ((), ("m",))


# What it follows


def test_a_changed_article_alone_is_indexed_again(make: Make) -> None:
    assert index_of(make()).added == COUNT
    assert index_of(make()).added == 0

    index = index_of(make(a007="A zeppelin was seen."))

    assert index.added == 1
    assert index.matching("zeppelin") == ("a007",)
    assert index.matching("Zorin007ia") == ()
    assert index.matching("Zorin008ia") == ("a008",)


def test_an_article_that_vanished_is_forgotten(make: Make, tmp_path: Path) -> None:
    dossier = make()
    first = index_of(dossier)
    (tmp_path / "articles" / "a007.txt").unlink()
    second = index_of(open_dossier(dossier.path).dossier, first)

    assert first.matching("Zorin007ia") == ("a007",)
    assert second.matching("Zorin007ia") == ()
    assert second.added == 0
    rows = second._connection.execute("SELECT count(*) FROM article").fetchone()
    assert rows == (COUNT - 1,)


def test_an_article_that_comes_back_is_found_again(make: Make) -> None:
    index_of(make())
    index_of(make(a007="Gone."))

    assert index_of(make()).matching("Zorin007ia") == ("a007",)


def test_a_renamed_article_is_known(make: Make, tmp_path: Path) -> None:
    index_of(make())
    (tmp_path / "articles" / "a007.txt").rename(tmp_path / "articles" / "z.txt")

    index = index_of(open_dossier(tmp_path / "claims.yaml").dossier)

    assert (index.added, index.matching("Zorin007ia")) == (0, ("z",))


def test_where_many_are_gone_the_index_is_made_anew(make: Make) -> None:
    index_of(make())
    changed = {f"a{number:03}": f"Another text {number}, with a zeppelin." for number in range(80)}

    index = index_of(make(**changed))

    assert index.added == COUNT
    assert len(index.matching("zeppelin")) == 80


def test_two_folders_have_an_index_each(make: Make, tmp_path: Path) -> None:
    index_of(make(60))
    (tmp_path / "articles").rename(tmp_path / "others")
    text = (tmp_path / "claims.yaml").read_text(encoding="utf-8").replace("articles: articles", "articles: others")
    (tmp_path / "claims.yaml").write_text(text, encoding="utf-8")

    assert index_of(open_dossier(tmp_path / "claims.yaml").dossier).added == 60
    assert len(list(cached_folder().iterdir())) == 2


def cached_folder() -> Path:
    """The cache."""
    folder = cache_folder()
    assert folder is not None
    return folder


# Where it lies


def test_the_cache_is_the_users_own_and_holds_one_file_a_folder(make: Make) -> None:
    index_of(make(60))

    assert stat.S_IMODE(cached().parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(cached().stat().st_mode) == 0o600
    assert stat.S_ISREG(cached().stat().st_mode)


def test_the_cache_lies_where_the_system_has_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FACTCHECK_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    usual = {"linux": ".cache/factcheck", "darwin": "Library/Caches/factcheck"}
    assert cache_folder() == tmp_path / usual.get(sys.platform, ".cache/factcheck")

    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
        assert cache_folder() == tmp_path / "xdg" / "factcheck"
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"


def delete(path: Path) -> None:
    path.unlink()


def delete_all(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def one_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def other_version(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(module.HEAD, b"factcheck index 0\n"))


def no_index(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(5000))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


HARM = [delete, delete_all, cut_off, empty, one_byte, other_version, no_index, a_folder, a_pipe, a_loop]


@pytest.mark.parametrize("harm", HARM)
def test_whatever_happened_to_the_file_the_index_is_made_anew(make: Make, harm: Callable[[Path], None]) -> None:
    dossier = make(60)
    before = index_of(dossier)
    harm(cached())

    index = index_of(dossier)

    assert index.added == 60
    assert index.matching("Zorin007ia") == before.matching("Zorin007ia") == ("a007",)
    assert index_of(dossier).added == (60 if harm is a_folder else 0)


def test_a_whole_file_that_is_no_index_is_made_anew(make: Make) -> None:
    dossier = make(60)
    index_of(dossier)
    other = sqlite3.connect(":memory:")
    other.execute("CREATE TABLE words (x)")
    for data in (b"no database", bytes(4096), other.serialize()):
        write_cached(cached().name, module.HEAD, data)

        assert index_of(dossier).added == 60


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_is_read_only_the_index_lives_in_memory(make: Make) -> None:
    dossier = make(60)
    cached_folder().mkdir()
    cached_folder().chmod(0o500)
    try:
        index = index_of(dossier)
        assert (index.added, index.matching("Zorin007ia")) == (60, ("a007",))
        assert index_of(dossier, index).added == 0
    finally:
        cached_folder().chmod(0o700)


@pytest.mark.parametrize("place", ["/dev/null/x", "/proc/x", "relative", "with\0nul"])
def test_without_a_place_for_it_the_index_lives_in_memory(
    make: Make, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    dossier = make(60)
    monkeypatch.setattr("os.environ", {**os.environ, "FACTCHECK_CACHE": place})

    index = index_of(dossier)

    assert (index.added, index.matching("Zorin007ia")) == (60, ("a007",))
    assert index_of(dossier, index).added == 0
    assert not Path("relative").exists()


def test_a_link_in_its_place_is_neither_read_nor_followed(make: Make, tmp_path: Path) -> None:
    dossier = make(60)
    index_of(dossier)
    path, precious = cached(), tmp_path / "precious"
    path.rename(precious)
    data = precious.read_bytes()
    path.symlink_to(precious)

    assert index_of(dossier).added == 60
    assert precious.read_bytes() == data
    assert not path.is_symlink()


def test_what_a_killed_process_left_is_removed_in_time(make: Make) -> None:
    index_of(make(60))
    old, new = (cached().with_name(f"{cached().name}.{name}.new") for name in ("old", "new"))
    name = cached()
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))

    index_of(make(61))

    assert sorted(cached_folder().iterdir()) == [name, new]


# Two at once


def test_processes_that_index_one_folder_at_once_do_not_disturb_one_another(make: Make) -> None:
    dossier = make()
    code = (
        "import sys; from pathlib import Path; from tui.dossier.files.loading import open_dossier\n"
        "from tui.evidence.search.index import index_of\n"
        "dossier = open_dossier(Path(sys.argv[1])).dossier\n"
        "for _ in range(5): print(index_of(dossier).matching('Zorin007ia'))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(dossier.path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[0] for process in started]

    assert [process.returncode for process in started] == [0, 0, 0]
    assert set("".join(said).splitlines()) == {"('a007',)"}
    assert index_of(dossier).added == 0


def test_the_index_is_asked_in_one_thread_while_another_makes_the_next(make: Make) -> None:
    import threading

    first, dossier = index_of(make()), make(a007="A zeppelin was seen.")
    made: list[Index] = []
    thread = threading.Thread(target=lambda: made.append(index_of(dossier, first)))
    thread.start()
    asked = 0
    while thread.is_alive() or not asked:
        assert first.matching.__wrapped__("Zorin007ia") == ("a007",)
        asked += 1
    thread.join()

    assert (made[0].added, made[0].matching("zeppelin")) == (1, ("a007",))


def test_indexing_tells_how_far_it_is_and_stops_when_told(make: Make) -> None:
    told: list[tuple[str, int, int]] = []

    def tell(doing: str, done: int, every: int) -> None:
        told.append((doing, done, every))
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_of(make(), report=tell)

    assert told == [("indexing articles", done, COUNT) for done in (0, 50, 100)]
    assert not cached_folder().exists()
    assert index_of(make()).added == COUNT


def test_without_full_text_search_it_is_said_that_there_is_no_index(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TABLES", module._TABLES.replace("fts5", "fts99"))

    with pytest.raises(NoIndex, match="can't be indexed: no such module"):
        index_of(make(60))


# Text from strangers

HOSTILE = [
    '"',
    '" OR "a',
    "NEAR(bridge lorries, 2)",
    "bridge AND",
    "bridge*",
    "text: bridge",
    "^bridge",
    "-bridge",
    "{text} : bridge",
    "(((((",
    "a\0bridge",
    "\ud800 bridge",
    "'; DROP TABLE article; --",
    "x" * 100_000,
    "½ ² ٣٤ १२ 🙂 ﬁ bridge",
    "9" * 400,
    "0.5 1.5 million 12345678 billion",
    "1e308 Ⅻ",
    "".join(TERMINAL),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of a few articles."""
    texts = ["The bridge.", "A zeppelin.", "Nul \0 here.", "x" * 100_000, "".join(TERMINAL)]
    sources = {f"s{at}": Source(f"s{at}", f"{at}.txt", "", Article(f"{at}.txt", text)) for at, text in enumerate(texts)}
    folder = tmp_path_factory.mktemp("small")
    return index_of(Dossier(folder / "c.yaml", "", (), sources, (), {}))


def test_what_is_asked_is_never_the_languages_own(small: Index) -> None:
    def check_asked(_: int, words: str) -> None:
        found = small.matching(words)

        assert ("s0" in found) == ("bridge" in words)

    check_all(enumerate(HOSTILE), check_asked)


@given(st.text(max_size=60))
def test_any_text_can_be_asked(small: Index, words: str) -> None:
    small.matching(words)
    assert all(query.itself for query in word_queries(words))


# The command line


def test_find_tells_the_likeliest_and_counts_the_others(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    path = make(120, z="A zeppelin was seen. It rained.").path

    assert main(["find", "-f", str(path), "--text", "zeppelin"]) == 0
    out = capsys.readouterr().out
    assert "1  A zeppelin was seen." in out
    assert "nothing found in 120" in out
    assert main(["find", "-f", str(path), "--json", "--text", "zeppelin"]) == 0
    captured = capsys.readouterr()
    assert captured.out.count('"source": "z"') == len(captured.out.splitlines())
    assert captured.err == "factcheck: something found in 0 more sources, nothing in 120\n"
    assert main(["find", "-f", str(path), "--text", "lorries"]) == 0
    assert (
        "something found in 100 more sources, less likely than these\n    nothing found in 1\n"
        in capsys.readouterr().out
    )


def test_show_and_summary_count_many_open_sources(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    path = make(120).path

    assert main(["show", "-f", str(path)]) == 0
    assert "  open: 120 of 120 sources\n" in capsys.readouterr().out
    assert main(["summary", "-f", str(path)]) == 0
    assert "and 120 more, without an entry for any claim" in capsys.readouterr().out


def test_few_sources_need_no_database(write_dossier: WriteDossier) -> None:
    from test_house import modules_after

    path = write_dossier(CLAIMS, a="The bridge was closed.")

    assert not {"sqlite3", "tui.evidence.search.index", "platformdirs"} & modules_after(path, ["find"])
