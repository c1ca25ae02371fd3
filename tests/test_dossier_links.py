"""Nothing is written or read through a link under a name that the program chose: a dossier from elsewhere may bring one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import WriteDossier
from steps import NOW, decide
from terminals import calm, painted, review, typed

from tui.cli import main
from tui.dossier.files.cache import cache_folder
from tui.dossier.files.disk import LINK
from tui.dossier.files.loading import open_dossier
from tui.dossier.files.saving import clear_leftovers
from tui.review.bookmark import Bookmark, read_bookmark, write_bookmark
from tui.review.history import history_path
from tui.review.session import Session

CLAIMS = "format: 1\narticles: articles\nclaims:\n  - id: one\n    text: First.\n  - id: two\n    text: Second.\n"
SECRET = b"a key of the user\n"


@pytest.fixture
def claims(write_dossier: WriteDossier) -> Path:
    """A claims file with two claims."""
    return write_dossier(CLAIMS, a="one")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file of the user, outside of the dossier."""
    folder = tmp_path / "home"
    folder.mkdir()
    file = folder / "key"
    file.write_bytes(SECRET)
    file.chmod(0o600)
    return file


def said(text: str) -> str:
    """A screen or an output in one line."""
    return " ".join(text.split())


def warnings(out: str) -> list[dict[str, object]]:
    """The warnings and errors that check told as JSON."""
    return [problem for line in out.splitlines() if (problem := json.loads(line))["level"] != "caution"]


def is_untouched(secret: Path) -> bool:
    """Whether a file of the user is as it was, and nothing was put beside it."""
    return (secret.read_bytes(), os.listdir(secret.parent)) == (SECRET, [secret.name])


# The summary


async def test_the_summary_is_not_written_through_a_link(claims: Path, secret: Path) -> None:
    summary = claims.with_suffix(".summary.md")
    summary.symlink_to(secret)
    app = review(claims)
    async with app.run_test(size=(200, 40)):
        typed(app, "1mine<enter>w")
        await calm(app)

        assert f"NOT WRITTEN {summary}: {LINK}" in said(painted(app))
    assert is_untouched(secret)
    assert sorted(path.name for path in claims.parent.glob("claims*")) == [
        "claims.summary.md",
        "claims.yaml",
        "claims.yaml.history.jsonl",
    ]


async def test_the_summary_is_not_written_into_a_pipe_that_nobody_reads(claims: Path) -> None:
    os.mkfifo(claims.with_suffix(".summary.md"))
    app = review(claims)
    async with app.run_test(size=(200, 40)):
        typed(app, "w")
        await calm(app)

        assert "it is no regular file" in said(painted(app))


def test_a_link_that_the_user_named_is_followed(claims: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = claims.with_name("out.md")
    output.symlink_to(secret)

    assert main(["-f", str(claims), "summary", "-o", str(output)]) == 0

    assert output.is_symlink()
    assert secret.read_text(encoding="utf-8").startswith("# claims")
    kept = claims.with_name("out.md~")
    assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (SECRET, 0o600)


# History


def test_a_history_that_is_a_link_is_neither_written_nor_read(
    claims: Path, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history_path(claims).symlink_to(secret)
    session = Session(claims, "mk", lambda: NOW)

    assert decide(session).message == f"saved one true (but not in the history: {LINK})"
    assert is_untouched(secret)
    assert main(["-f", str(claims), "history"]) == 1
    assert capsys.readouterr() == ("", f"factcheck: {history_path(claims)}: {LINK}\n")


def test_a_history_that_is_a_link_brings_nothing_to_undo(claims: Path, tmp_path: Path) -> None:
    decide(Session(claims, "mk", lambda: NOW))
    elsewhere = tmp_path / "elsewhere"
    history_path(claims).rename(elsewhere)
    history_path(claims).symlink_to(elsewhere)

    assert Session(claims, "mk", lambda: NOW).undo() is None


def test_a_history_that_is_another_name_of_a_file_is_not_written(claims: Path, secret: Path) -> None:
    os.link(secret, history_path(claims))

    assert "(but not in the history: it has a second name (a hard link)" in decide(Session(claims, "mk")).message
    assert is_untouched(secret)


def folder(history: Path) -> None:
    """A folder in the place of a history."""
    history.mkdir()


def link(history: Path) -> None:
    """A link into nowhere."""
    history.symlink_to("nowhere")


def hard_link(history: Path) -> None:
    """A file with two names."""
    history.touch()
    os.link(history, history.with_name("second"))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (folder, "Is a directory"),
        (link, LINK),
        (os.mkfifo, "it is no regular file; remove it"),
        (hard_link, "it has a second name (a hard link), which would be written to as well; put a copy in its place"),
    ],
)
def test_check_warns_of_a_history_that_can_t_be_written(
    claims: Path, make: Callable[[Path], None], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make(history_path(claims))

    assert main(["-f", str(claims), "check", "--json"]) == 0

    (problem,) = warnings(capsys.readouterr().out)
    assert (problem["level"], problem["code"], problem["file"]) == ("warning", "history", str(history_path(claims)))
    assert problem["message"] == f"what you decide can't be written into the history: {words}"


# What an interrupted save leaves


def test_a_link_with_the_name_of_a_leftover_is_kept_unread(claims: Path, secret: Path) -> None:
    left = claims.with_name(f".{claims.name}.00000000-11111111.5.factcheck")
    left.symlink_to(secret)
    claims.with_name(f".{claims.name}.00000000-11111111.6.factcheck.part").symlink_to(secret)

    (kept,) = clear_leftovers(claims)

    assert (kept.is_symlink(), ".found-" in kept.name) == (True, True)
    assert not list(claims.parent.glob(".*"))
    assert is_untouched(secret)


# The cache


def test_a_bookmark_that_is_a_link_is_not_read_and_is_replaced(claims: Path, secret: Path) -> None:
    write_bookmark(claims, Bookmark("two"))
    cache = cache_folder()
    assert cache is not None
    (place,) = cache.glob("place-*")
    elsewhere = secret.with_name("elsewhere")
    place.rename(elsewhere)
    place.symlink_to(elsewhere)

    assert read_bookmark(claims) == Bookmark()
    before = elsewhere.read_bytes()
    write_bookmark(claims, Bookmark("one"))
    assert (place.is_symlink(), elsewhere.read_bytes()) == (False, before)
    assert read_bookmark(claims) == Bookmark("one")


# A new dossier


@pytest.mark.parametrize("name", ["claims.schema.json", ".gitignore", "claims.yaml"])
@pytest.mark.parametrize("is_there", [True, False])
def test_init_writes_nothing_through_a_link(
    tmp_path: Path, secret: Path, name: str, is_there: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("One.")
    (tmp_path / name).symlink_to(secret if is_there else secret.with_name("nowhere"))

    main(["-f", str(tmp_path / "claims.yaml"), "init", str(tmp_path / "articles")])

    assert is_untouched(secret)
    if name == ".gitignore":
        assert f"can't be read ({LINK}); add the line *.history.jsonl yourself" in capsys.readouterr().out


# Articles elsewhere


OUTSIDE = ["../common", "{}/common", "link", "articles/../../common"]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a dossier in a folder of its own, and the folder of articles that it names beside that."""

    def write(articles: str) -> Path:
        (tmp_path / "common").mkdir()
        (tmp_path / "common" / "a.txt").write_text("One fact.")
        home = tmp_path / "dossier"
        (home / "articles").mkdir(parents=True)
        (home / "articles" / "own.txt").write_text("One fact.")
        (home / "link").symlink_to(tmp_path / "common")
        (home / "inside").symlink_to("articles")
        claims = home / "claims.yaml"
        claims.write_text(CLAIMS.replace("articles: articles", f"articles: {articles.format(tmp_path)}"))
        return claims

    return write


@pytest.mark.parametrize("articles", OUTSIDE)
def test_articles_outside_of_the_dossier_are_read_and_check_warns_of_them(
    elsewhere: Callable[[str], Path], articles: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = elsewhere(articles)

    assert main(["-f", str(claims), "check", "--json"]) == 0
    (problem,) = warnings(capsys.readouterr().out)
    assert main(["-f", str(claims), "check", "--strict"]) == 1

    assert list(open_dossier(claims).dossier.sources) == ["a"]
    place = problem["level"], problem["code"], problem["file"], problem["line"], problem["column"]
    assert place == ("warning", "articles-outside", str(claims), 2, 11)
    common = tmp_path / "common"
    assert problem["message"] == f"articles are read from {common}, outside of the folder that the claims file is in"


@pytest.mark.parametrize("articles", ["articles", "./articles/", "inside", "../dossier/articles", "."])
def test_articles_inside_of_the_dossier_are_nothing_to_speak_of(
    elsewhere: Callable[[str], Path], articles: str
) -> None:
    session = Session(elsewhere(articles), "mk")

    assert (session.dossier.outside, session.working_copy.read_outside) == ("", "")


def test_a_claims_file_that_is_reached_by_a_linked_folder_has_its_articles_inside(
    elsewhere: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "way").symlink_to(elsewhere("articles").parent)

    assert Session(tmp_path / "way" / "claims.yaml", "mk").working_copy.read_outside == ""


@pytest.mark.parametrize("articles", OUTSIDE)
async def test_the_review_says_at_its_start_that_articles_are_outside(
    elsewhere: Callable[[str], Path], articles: str, tmp_path: Path
) -> None:
    app = review(elsewhere(articles))
    async with app.run_test(size=(200, 40)):
        await calm(app)

        words = f"articles are read from {tmp_path / 'common'}, outside of the dossier's folder"
        assert words in said(painted(app))


def test_articles_that_are_outside_after_the_file_was_changed_are_said_too(
    elsewhere: Callable[[str], Path], tmp_path: Path
) -> None:
    claims = elsewhere("articles")
    session = Session(claims, "mk")
    claims.write_text(claims.read_text().replace("articles: articles", "articles: ../common"))

    result = session.working_copy.look()

    assert result is not None
    assert f"articles are read from {tmp_path / 'common'}, outside of the dossier's folder" in result.message


def test_the_summary_says_that_articles_are_outside(
    elsewhere: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    claims = elsewhere("../common")

    assert main(["-f", str(claims), "summary"]) == 0

    line = "*The articles are read from outside of the dossier's folder: ../common.*"
    assert line in capsys.readouterr().out.replace("\\", "")
