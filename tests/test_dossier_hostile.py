"""Whatever lies in the articles folder or in the claims file: a defined outcome, in bounded time, and never a traceback."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import WriteDossier
from hypothesis import given
from hypothesis import strategies as st

from tui.dossier.files.disk import ARTICLE_LIMIT
from tui.dossier.files.loading import load, open_dossier
from tui.dossier.values.article import Article
from tui.dossier.values.problems import Level
from tui.dossier.yaml_text.claims_text import split
from tui.dossier.yaml_text.nodes import MAX_LENGTH, MappingNode, SequenceNode, parse

CLAIM = "articles: articles\nclaims:\n  - id: x\n    text: X.\n"


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """One claim on one good article."""
    return write_dossier(CLAIM, good="One fact.")


def folder_named(place: Path) -> None:
    """A folder with the name of an article."""
    place.mkdir()


def fifo(place: Path) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(place)


def socket(place: Path) -> None:
    """A socket."""
    import socket as sockets

    with sockets.socket(sockets.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(place.parent)  # the address of a socket must be short
        server.bind(place.name)
        os.chdir(here)


def link_to(target: str) -> Callable[[Path], None]:
    """A symbolic link."""
    return lambda place: place.symlink_to(target)


def file_of(data: bytes) -> Callable[[Path], None]:
    """A file with some content."""

    def write(place: Path) -> None:
        place.write_bytes(data)

    return write


def unreadable(place: Path) -> None:
    """A file that may not be read; root reads it all the same, so it is a link to a folder's inside that is not there."""
    place.symlink_to("nowhere/x.txt")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (folder_named, "it is a folder"),
        (fifo, "it is no regular file"),
        (socket, "No such device or address"),
        (link_to("/dev/zero"), "link out of the articles folder"),
        (link_to("/etc/passwd"), "link out of the articles folder"),
        (link_to("../claims.yaml"), "link out of the articles folder"),
        (link_to("bad.txt"), "symbolic links"),
        (unreadable, "link out of the articles folder"),
        (file_of(b"caf\xe9"), "line 1 is no UTF-8 (byte 0xe9)"),
        (file_of(b"a\nb\n\xf0\x28\x8c\x28"), "line 3 is no UTF-8"),
        (file_of("x".encode("utf-16")), "it is UTF-16; save it as UTF-8"),
        (file_of(b"a\nb\0c"), "line 2 has a NUL"),
        (file_of(b"\xed\xa0\x80"), "line 1 is no UTF-8"),
        (file_of(b"a" * (ARTICLE_LIMIT + 1)), "larger than 2 MB"),
        (file_of(b"word " * 10_000_000), "larger than 2 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_article_is_passed_over_with_a_warning(path: Path, make: Callable[[Path], None], words: str) -> None:
    make(path.parent / "articles" / "bad.txt")

    opened, problems = load(path, quotes=True)

    assert opened is not None
    assert list(opened.dossier.sources) == ["good"]
    assert [problem.level for problem in problems] == [Level.WARNING]
    assert words in problems[0].message
    assert problems[0].file.endswith("bad.txt")


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd", "sub/x.txt", "..", ".", "a\\b.txt", "~/x.txt"])
def test_no_source_names_a_file_out_of_the_articles_folder(write_dossier: WriteDossier, name: str) -> None:
    path = write_dossier(f"sources:\n  s: {{file: '{name}'}}\n{CLAIM}", good="One fact.")
    (path.parent / "outside.txt").write_text("secret")

    opened, problems = load(path, quotes=True)

    assert [(problem.code, problem.line) for problem in problems] == [("article-missing", 2)]
    assert opened is not None
    assert opened.dossier.sources["s"].article is None


def test_a_folder_of_articles_may_not_be_a_pipe_or_a_device(write_dossier: WriteDossier) -> None:
    for folder in ("/dev/null", "articles/good.txt", "nowhere", "articles/../../../../../../../../nowhere"):
        path = write_dossier(CLAIM.replace("articles: articles", f"articles: {folder}"), good="One.")

        _, problems = load(path, quotes=True)

        assert [(problem.code, problem.line) for problem in problems] == [("no-articles", 1)]


BOMB = "articles: articles\na: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (BOMB + "claims: []\n", "yaml-anchor", 2),
        (CLAIM + "    x: !!python/object/apply:os.system [true]\n", "yaml-tag", 5),
        (CLAIM + "    <<: {tags: [a]}\n", "unknown-key", 5),
        (CLAIM + "    x: " + "[" * 300 + "\n", "yaml-depth", 5),
        (CLAIM + "    x: " + "{a: " * 100_000 + "\n", "yaml-depth", 5),
        (CLAIM + "".join(" " * (4 + n) + "x:\n" for n in range(200)), "yaml-depth", 103),
        (CLAIM + "    x: " + "- " * 100_000 + "\n", "yaml-syntax", 5),
        (CLAIM + f"    note: {'long ' * (MAX_LENGTH // 4)}\n", "yaml-length", 5),
        (CLAIM + '    x: "\\ud800"\n', "yaml-syntax", 5),
        (CLAIM + '    x: "a\x1b[31m"\n', "yaml-character", 5),
        (CLAIM + "    x: a\x00b\n", "unreadable", 1),
        (CLAIM + "? [complex, key]\n: x\n", "wrong-type", 5),
        (CLAIM + "%YAML 9.9\n---\n", "yaml-syntax", 5),
        ("\ufffe" + CLAIM, "yaml-character", 1),
        ("{" * 5 + "}" * 4, "yaml-syntax", 1),
    ],
)
def test_what_a_claims_file_may_not_hold_is_refused_with_its_line(
    write_dossier: WriteDossier, text: str, code: str, line: int
) -> None:
    _, problems = load(write_dossier(text, good="One."), quotes=True)

    assert (code, line) in [(problem.code, problem.line) for problem in problems], problems[:3]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (folder_named, "it is a folder"),
        (fifo, "it is no regular file"),
        (link_to("/dev/zero"), "it is no regular file"),
        (link_to("claims.yaml"), "symbolic links"),
        (file_of(CLAIM.encode("utf-16")), "it is UTF-16"),
        (file_of(CLAIM.encode() + b"\xff"), "line 5 is no UTF-8 (byte 0xff)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_claims_file_is_refused_in_words(path: Path, make: Callable[[Path], None], words: str) -> None:
    path.unlink()
    make(path)

    opened, problems = load(path, quotes=True)

    assert opened is None
    assert [problem.code for problem in problems] == ["unreadable"]
    assert words in problems[0].message


HEAVY = {
    "one-line": "word " * 78_000,
    "no-blank": "a" * 398_000,
    "brackets": "[" * 398_000,
    "half-links": "[a](" * 98_000,
    "marks": "a" + "\u0301" * 198_000,
    "blanks": " " * 398_000 + "x",
    "full-stops": "." * 398_000,
    "quotation-marks": "“" * 132_000,
    "list": "- a\n" * 40_000,
}


@pytest.mark.parametrize(("command", "status"), [("check", 1), ("show", 0)])
def test_the_heaviest_articles_are_checked_and_shown_in_bounded_time_and_memory(
    write_dossier: WriteDossier, command: str, status: int
) -> None:
    missing = "".join(f"      - {{source: {name}, stance: supports, quote: not there}}\n" for name in HEAVY)
    path = write_dossier(f"{CLAIM}    evidence:\n{missing}", **HEAVY)

    def limit() -> None:
        """Allow seconds of its own CPU time, so that no busy machine fails it, and memory."""
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))

    done = subprocess.run(
        [sys.executable, "-m", "tui", "-f", str(path), command], capture_output=True, text=True, preexec_fn=limit
    )

    assert (done.returncode, "Traceback" in done.stderr) == (status, False), done.stderr[-500:]
    assert len(done.stdout) < 20_000


@given(st.text(max_size=300))
def test_any_text_is_read_as_a_claims_file_or_refused_with_a_place(text: str) -> None:
    root, faults = parse(text)

    assert (
        root is not None or faults or not text.strip() or text.lstrip().startswith(("#", "---", "...", "\ufeff", "%"))
    )
    assert all(0 <= fault.offset <= len(text) for fault in faults)
    listed = root.get("claims") if isinstance(root, MappingNode) else None
    if isinstance(listed, SequenceNode) and not faults:
        assert split(text, listed).text == text


YAMLISH = st.lists(
    st.sampled_from(
        [
            "claims: ",
            "articles: a",
            "- ",
            "  ",
            "\n",
            "id: x",
            "text: ",
            '"',
            "'",
            ">",
            "#",
            ": ",
            "[",
            "]",
            "{",
            "}",
            "evidence:",
            "stance: supports",
            "source: a",
            "quote: one",
            "verdict:",
            "&a ",
            "*a",
            "\t",
            "\r\n",
            "---",
            "!!x ",
        ]
    ),
    max_size=60,
).map("".join)


@given(YAMLISH)
def test_any_pile_of_yaml_is_read_or_refused(text: str) -> None:
    root, faults = parse(text)

    assert all(0 <= fault.offset <= len(text) for fault in faults)
    listed = root.get("claims") if isinstance(root, MappingNode) else None
    if isinstance(listed, SequenceNode) and not faults:
        assert split(text, listed).text == text


@given(st.text(max_size=400), st.sampled_from(["a.txt", "a.md"]))
def test_any_article_is_cut_into_sentences_that_stand_in_it_in_order(text: str, name: str) -> None:
    article = Article(name, text)

    end = article.body_start
    for sentence in article.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        end = sentence.end
    kept = "".join(text[start:end] for start, end in article.sentences)
    assert "".join(kept.split()) == "".join(text[article.body_start :].split())


def test_front_matter_is_read_as_carefully_as_the_claims_file(write_dossier: WriteDossier) -> None:
    path = write_dossier(CLAIM, good="One.")
    for number, head in enumerate(
        (BOMB, "title: !!python/name:os.system x\n", "[" * 5000, "id: [a]\n", "title: a\nid: b\n")
    ):
        (path.parent / "articles" / f"m{number}.md").write_text(f"---\n{head}---\nText.\n")

    dossier = open_dossier(path).dossier

    assert sorted(dossier.sources) == ["b", "good", "m0", "m1", "m2", "m3"]
