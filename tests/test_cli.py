"""The command line does what it says, with the exit status that it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import WriteDossier
from nasty import TERMINAL

from tui.cli import main
from tui.options import COMMANDS

BROKEN = (
    "articles: articles\nclaims:\n  - id: x\n    txt: X.\n    evidence: [{source: a, stance: supports, quote: none}]\n"
)


def test_check_tells_every_problem_as_a_line_and_as_json(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(BROKEN, a="été one", b="B")

    assert main(["check", "-f", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert main(["check", "--json", "-f", str(path)]) == 1
    out = capsys.readouterr().out

    assert lines[0].startswith(f"{path}:3:5: error: claim “x” needs the key text")
    assert out.isascii()
    found = [json.loads(line) for line in out.splitlines()]
    assert all(
        list(item) == ["level", "code", "file", "line", "column", "message", "claim", "source"] for item in found
    )
    assert [(item["level"], item["code"], item["line"]) for item in found] == [
        ("error", "missing-key", 3),
        ("warning", "unknown-key", 4),
        ("error", "quote-not-found", 5),
        ("caution", "open-sources", 3),
    ]


def test_a_warning_fails_only_a_strict_check_and_a_caution_none(write_dossier: WriteDossier) -> None:
    path = write_dossier("articles: articles\nclaims:\n  - {id: x, text: X., mine: 1}\n", a="A")

    assert main(["check", "-f", str(path)]) == 0
    assert main(["check", "--strict", "-f", str(path)]) == 1
    path.write_text("articles: articles\nclaims:\n  - {id: x, text: X.}\n")
    assert main(["check", "--strict", "-f", str(path)]) == 0


def test_a_stale_verdict_is_a_warning_with_its_reason(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(
        'articles: articles\nclaims:\n  - id: x\n    text: X.\n    verdict: {rating: mixed, of: "00000000"}\n', a="A"
    )

    assert main(["check", "-f", str(path)]) == 0
    assert f"{path}:3:3: warning: the verdict on claim “x” is stale: the claim was reworded" in capsys.readouterr().out
    assert main(["check", "--strict", "-f", str(path)]) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["check", "-f", "missing.yaml"], 2, "factcheck -f missing.yaml init FOLDER writes one"),
        (["show", "-f", "missing.yaml"], 2, "missing.yaml:1:1: error: can't be read: No such file"),
        (["show", "belgorod-dead-222"], 2, "did you mean belgorod-dead-22?"),
        (["verdict", "wave-dead-39", "tru"], 2, "did you mean true?"),
        (["verdict", "nothing", "true"], 2, "no claim “nothing”"),
        (["init", "nowhere"], 2, "claims.yaml is there already"),
        (["-f", "new.yaml", "init", "nowhere"], 2, "no folder nowhere"),
        (["summary", "-o", "no/such/folder/x.md"], 1, "No such file"),
    ],
)
def test_wrong_use_is_told_with_the_remedy(
    arguments: list[str],
    status: int,
    words: str,
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(desk.parent)

    assert main(arguments) == status
    assert words in capsys.readouterr().err


def test_without_a_claims_file_it_is_said_what_writes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main([]) == 2
    assert capsys.readouterr().err.splitlines()[-2:] == [
        "claims.yaml:1:1: error: can't be read: No such file or directory",
        "factcheck: factcheck init FOLDER writes one for a folder of articles",
    ]


@pytest.mark.parametrize("command", ["review", "show", "summary"])
def test_a_broken_file_is_told_whole_and_ends_with_1(
    command: str, write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(BROKEN, a="one")

    assert main([command, "-f", str(path)]) == 1
    assert "needs the key text" in capsys.readouterr().err


def test_a_verdict_from_a_script_is_the_same_decision(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = desk.read_text().splitlines()

    assert main(["verdict", "wave-dead-39", "false", "-m", "No: #1", "--reviewer", "ab", "-f", str(desk)]) == 0

    assert capsys.readouterr().out == "saved wave-dead-39 false\n"
    added = [line for line in desk.read_text().splitlines() if line not in before]
    assert [line.strip().partition(":")[0] for line in added] == [
        *("verdict", "rating", "rationale", "reviewer", "reviewed", "of", "on"),
    ]
    assert added[1:4] == ['      rating: "false"', '      rationale: "No: #1"', "      reviewer: ab"]


def test_without_a_terminal_the_review_prints_what_show_prints(desk: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tui", *arguments],
            cwd=desk.parent,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    review, show, named = run(), run("show"), run("claims.yaml")

    assert (review.returncode, review.stdout) == (0, show.stdout)
    assert named.stdout == show.stdout
    assert "the review needs a terminal" in review.stderr
    assert show.stderr == ""


def test_a_reader_that_leaves_early_is_no_error(desk: Path) -> None:
    command = f"{sys.executable} -m tui show | head -1"

    done = subprocess.run(command, shell=True, cwd=desk.parent, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("wave-dead-39\n", "")


def test_init_writes_a_file_that_is_without_problem_and_overwrites_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "my articles"
    folder.mkdir()
    (folder / "007.txt").write_text("yes: a title #1\n\nText.\n")
    (folder / "b.md").write_text("# Bridge\n\nText.\n")

    assert main(["init", "my articles"]) == 0
    text = (tmp_path / "claims.yaml").read_text()
    assert main(["check", "--strict"]) == 0
    assert main(["init", "my articles"]) == 2

    assert 'title: "yes: a title #1"' in text
    assert (tmp_path / "claims.schema.json").exists()
    assert (tmp_path / "claims.yaml").read_text() == text
    assert (tmp_path / ".gitignore").read_text() == "*.history.jsonl\n"
    assert "2 articles" in capsys.readouterr().out


@pytest.mark.parametrize("before", ["", "x", "x\n", "*.history.jsonl\n", "a\n*.history.jsonl\nb"])
def test_init_tells_git_to_leave_the_history_alone_and_keeps_what_it_was_told_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    Path("articles", "a.txt").write_text("A")
    Path(".gitignore").write_text(before)

    assert main(["init"]) == 0

    after = Path(".gitignore").read_text()
    assert after.startswith(before)
    assert after.splitlines().count("*.history.jsonl") == 1


def test_no_control_character_of_a_file_reaches_the_terminal(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = '"\\e]0;title\\a\\u202e\\x9b"'
    claims = f"articles: articles\nclaims:\n  - id: {evil}\n    text: {evil}\n    {evil}: x\n    see: [{evil}, z]\n"
    path = write_dossier(claims, a="\x1b[2J\x07")

    for arguments in (["check"], ["show"], ["summary"], ["check", "--json"], ["show", "\x1b[2J"]):
        main([*arguments, "-f", str(path)])
    seen = capsys.readouterr()

    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(seen.out + seen.err)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_there_for_every_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command.split(), "--help"])

    assert left.value.code == 0
    assert "exit status: 0 fine, 1 the dossier has problems, 2 wrong use" in " ".join(capsys.readouterr().out.split())


def test_an_unknown_option_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as left:
        main(["check", "--colour"])

    assert left.value.code == 2


def test_the_claims_file_can_be_named_before_the_command_behind_it_and_as_the_review_s_own_argument(
    write_dossier: WriteDossier, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def printed(*arguments: str) -> str:
        assert main(arguments) == 0
        return capsys.readouterr().out

    path = write_dossier("articles: articles\nclaims:\n  - {id: x, text: X.}\n", a="A.")
    name = str(path)
    monkeypatch.chdir(path.parent)
    there = printed("show")
    monkeypatch.chdir("/")

    for arguments in (["-f", name, "show"], ["show", "-f", name], [f"--file={name}", "show"], ["show", f"-f{name}"]):
        assert printed(*arguments) == there
    for arguments in ([name], ["review", name], ["-f", name], ["--reviewer", "check", name], ["review", "-f", name]):
        assert printed(*arguments) == there


def test_show_prints_the_named_claims_in_the_order_in_which_they_are_named(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "belgorod-dead-22", "wave-dead-39", "-f", str(desk)]) == 0

    assert [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith(" ")] == [
        *("belgorod-dead-22", "wave-dead-39")
    ]


@pytest.mark.parametrize(
    ("claims", "status", "words"),
    [
        (b"claims: [", 1, "claims.yaml:1:10: error: "),
        (b"- a\n", 1, "error: "),
        (b"", 1, "this is no claims file"),
        (b"articles: nowhere\nclaims: []\n", 1, "the articles folder \u201cnowhere\u201d can't be read"),
        (b"format: 2\narticles: articles\nclaims: []\n", 1, "update factcheck"),
        (b"claims: \xff\n", 2, "line 1 is no UTF-8 (byte 0xff)"),
        (b"\xff\xfec", 2, "it is UTF-16"),
        (b"claims: \0\n", 2, "has a NUL"),
    ],
)
def test_what_is_no_dossier_ends_with_1_and_what_is_no_text_file_with_2(
    claims: bytes, status: int, words: str, write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(claims, a="A")

    assert main(["check", "-f", str(path)]) == status
    assert words in capsys.readouterr().out
    for command in (["show"], ["summary"], ["verdict", "x", "true"], ["review"]):
        assert main([*command, "-f", str(path)]) == status
        assert words in capsys.readouterr().err


def test_a_folder_and_a_pipe_are_no_claims_file_and_nobody_waits_for_them(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert main(["check", "-f", str(tmp_path)]) == 2
    assert main(["check", "-f", str(tmp_path / "pipe")]) == 2


def test_a_mistyped_command_is_told_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sumary"]) == 2
    assert capsys.readouterr().err == "factcheck: there is no command and no file sumary; did you mean summary?\n"


def test_open_sources_are_cautions_with_the_place_of_their_claim_and_can_be_silenced(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = "articles: articles\nclaims:\n\n  - id: x\n    text: X.\n  # y\n  - id: y\n    text: Y.\n"
    path = write_dossier(claims + "  - {id: z, text: Z., silence: [open-sources]}\n", a="A")

    assert main(["check", "-f", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{path}:4:3: caution: claim \u201cx\u201d: 1 source is still open: a",
        f"{path}:7:3: caution: claim \u201cy\u201d: 1 source is still open: a",
        "3 claims, 1 source, 0 of 3 settled: 0 errors, 0 warnings, 2 cautions",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "{}"],
        ["check", "{}"],
        ["verdict", "{}", "true"],
        ["verdict", "wave-dead-39", "{}"],
        ["show", "-f", "{}"],
        ["check", "-f", "{}"],
        ["{}"],
        ["init", "-f", "new.yaml", "{}"],
        ["summary", "-o", "{}/x"],
        ["verdict", "wave-dead-39", "true", "-m", "{}", "--reviewer", "{}"],
    ],
)
def test_no_argument_is_repeated_with_what_a_terminal_acts_on(
    arguments: list[str],
    write_dossier: WriteDossier,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write_dossier("articles: articles\nclaims:\n  - {id: wave-dead-39, text: X.}\n", a="A.")
    monkeypatch.chdir(path.parent)
    for text in TERMINAL:
        if "\0" in text:
            continue
        try:
            main([argument.format(text) for argument in arguments])
        except SystemExit as left:
            assert left.code == 2
        seen = capsys.readouterr()
        assert seen.out + seen.err
        assert not {
            char for char in seen.out + seen.err if char != "\n" and not char.isprintable() and not char.isspace()
        }
        assert not {"\x1b", "\r", "\x85", "\u2028", "\u202e"} & set(seen.out + seen.err)


def test_evidence_of_an_unknown_source_is_reported_whatever_the_verdict(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = (
        "evidence: [{source: nowhere, stance: contradicts, quote: x}, {source: a, stance: supports, quote: Text}]"
    )
    claim = f"  - id: one\n    text: T.\n    {evidence}\n    verdict: {{rating: 'true'}}\n"
    path = write_dossier(f"articles: articles\nclaims:\n{claim}", a="Text.")

    assert main(["-f", str(path), "check"]) == 1

    out = capsys.readouterr().out
    assert "is “nowhere”; allowed are a" in out
    assert "nowhere contradicts the claim" in out


def test_help_is_a_command_too_and_a_folder_of_articles_is_pointed_to_init(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk.parent)
    with pytest.raises(SystemExit) as left:
        main(["help"])
    assert left.value.code == 0
    assert "usage: factcheck" in capsys.readouterr().out

    assert main(["-f", "seeds", "check"]) == 2
    assert "it is a folder; factcheck init seeds writes a claims file for articles" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("text: Note: the fare rose", "a text with a colon in it is put into quotation marks"),
        ("\ttext: X", "blanks"),
        ("text: @home", "quotation marks stand around a text that begins so"),
        ('text: "X', "a quotation mark"),
    ],
)
def test_what_is_no_yaml_is_told_with_what_is_mostly_meant(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str], line: str, remedy: str
) -> None:
    path = write_dossier(f"claims:\n  - id: x\n    {line}\n", a="A.")

    assert main(["-f", str(path), "check"]) == 1
    assert remedy in capsys.readouterr().out


def test_where_there_is_no_source_at_all_none_is_called_allowed(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence = "    evidence: [{source: a, stance: silent}]\n"
    path = write_dossier(f"articles: elsewhere\nclaims:\n  - id: x\n    text: X.\n{evidence}", a="A.")

    assert main(["-f", str(path), "check"]) == 1
    assert "source of evidence 1 of claim “x” is “a”; there is none yet" in capsys.readouterr().out
