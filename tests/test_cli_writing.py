"""What a command writes is where it was asked for and nowhere else, and a stream that fails is told in words."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, WriteDossier
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tui.cli import main
from tui.dossier.files.loading import open_dossier
from tui.dossier.files.waiting import IN_A_SCRIPT
from tui.review import history


def run(
    *arguments: str, folder: Path, shell: str = "", before: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell does, in a folder; ``shell`` is what stands behind its arguments."""
    return subprocess.run(
        ["sh", "-c", f'{before}"$0" -m tui "$@" {shell}', sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def test_a_verdict_changes_its_own_lines_and_no_other_byte(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = desk.read_bytes()

    for rating, rationale in (("true", "First."), ("mostly-true", "Two\nlines.")):
        assert main(["verdict", "belgorod-dead-22", rating, "-m", rationale, "-f", str(desk)]) == 0
    assert capsys.readouterr().out == "saved belgorod-dead-22 true\nsaved belgorod-dead-22 mostly-true\n"

    after = desk.read_bytes()
    start = next(at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
    added = after[start : start + len(after) - len(before)]
    assert after.replace(added, b"", 1) == before
    verdict = open_dossier(desk).dossier.claim("belgorod-dead-22").verdict
    assert verdict is not None
    assert (verdict.rating, verdict.rationale, verdict.reviewer) == ("mostly-true", "Two\nlines.", "mk")


def test_of_many_verdicts_given_at_once_by_as_many_processes_none_is_lost_and_none_doubled(
    write_dossier: WriteDossier,
) -> None:
    claims = ["a", "b", "c", "d", "e"]
    desk = write_dossier(
        "articles: articles\nclaims:\n" + "".join(f"  - {{id: {claim}, text: X.}}\n" for claim in claims)
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tui", "-f", str(desk), "verdict", claim, "true", "-m", f"why {claim}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for claim in claims
    ]
    told = [(*process.communicate(), process.returncode) for process in started]

    assert [(out.partition(";")[0].strip(), status) for out, _, status in told] == [
        (f"saved {claim} true", 0) for claim in claims
    ]
    found = {claim.id: claim.verdict.rationale for claim in open_dossier(desk).dossier.claims if claim.verdict}
    assert found == {claim: f"why {claim}" for claim in claims}
    entries, unreadable = history.entries(history.history_path(desk))
    assert (sorted(entry.claim for entry in entries), unreadable) == (sorted(claims), 0)
    assert sorted(path.name for path in desk.parent.glob(".*")) == []


@pytest.mark.parametrize(("seconds", "status"), [(0, 0), (59, 0), (61, 1)])
def test_a_verdict_waits_up_to_a_minute_for_the_lock_of_another_save(
    seconds: int, status: int, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    other = os.open(desk.parent, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)

    def sleep(duration: float) -> None:
        nonlocal now
        now += max(duration, 1.0)
        if now > seconds:
            fcntl.flock(other, fcntl.LOCK_UN)

    waiting = IN_A_SCRIPT._replace(clock=lambda: now, sleep=sleep)
    monkeypatch.setattr("tui.dossier.files.waiting.IN_A_SCRIPT", waiting)
    try:
        assert main(["verdict", "wave-dead-39", "true", "-f", str(desk)]) == status
    finally:
        os.close(other)

    out, err = capsys.readouterr()
    is_saved = status == 0
    assert (out == "saved wave-dead-39 true\n") is is_saved
    assert ("another program holds the folder locked" in err) is not is_saved
    assert (open_dossier(desk).dossier.claim("wave-dead-39").verdict is not None) is is_saved


def test_a_small_dossier_is_reviewed_in_little_memory_whatever_a_file_may_have(write_dossier: WriteDossier) -> None:
    path = write_dossier("articles: articles\nclaims:\n  - {id: x, text: X.}\n  - {id: y, text: Y.}\n", a="One fact.")

    for claim in ("x", "y"):  # the second reads what the first wrote into the history
        done = run("verdict", claim, "true", folder=path.parent, before="ulimit -v 250000; ")
        assert (done.stdout, done.stderr) == (f"saved {claim} true\n", "")


def test_a_verdict_that_can_t_be_written_ends_with_1_and_says_so_on_stderr(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.read_bytes()
    desk.chmod(0o444)

    assert main(["verdict", "wave-dead-39", "true", "-f", str(desk)]) == 1
    assert capsys.readouterr() == ("", "NOT SAVED wave-dead-39: the file is read-only\n")
    assert desk.read_bytes() == before


def test_a_summary_goes_to_the_named_file_with_the_same_bytes_as_to_the_pipe(
    desk: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = desk.parent / "out.md"

    for output in ([], ["-o", "-"], ["-o", str(target)]):
        assert main(["summary", "-f", str(desk), *output]) == 0
    out, err = capfdbinary.readouterr()

    assert out == target.read_bytes() * 2
    assert err.decode() == f"written to {target}\n"


@pytest.mark.parametrize("name", ["claims.yaml", "./seeds/../claims.yaml", "link.md", "seeds/000_16be3bcee0896d5b.txt"])
def test_a_summary_is_never_written_over_what_it_reports_on(
    name: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk.parent)
    Path("link.md").symlink_to("claims.yaml")
    before = desk.read_bytes(), Path("seeds/000_16be3bcee0896d5b.txt").read_bytes()

    assert main(["summary", "-o", name]) == 2
    assert capsys.readouterr().err.startswith(f"factcheck: {Path(name)} ")
    assert (desk.read_bytes(), Path("seeds/000_16be3bcee0896d5b.txt").read_bytes()) == before


def test_without_a_terminal_closed_streams_and_a_poor_encoding_are_no_traceback(write_dossier: WriteDossier) -> None:
    folder = write_dossier("articles: articles\nclaims:\n  - {id: x, text: Čtrnáct …}\n", a="“Fact”").parent
    show = run("show", folder=folder)

    assert run(folder=folder, shell="<&-").stdout == show.stdout
    assert run("check", folder=folder, shell=">&-").returncode == 0
    assert run("show", "nothing", folder=folder, shell="2>&-").stdout == ""
    assert run("show", folder=folder, PYTHONIOENCODING="ascii").stdout.encode().decode("unicode_escape") == show.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_behind_the_output_is_told_in_words(write_dossier: WriteDossier) -> None:
    folder = write_dossier("articles: articles\nclaims:\n  - {id: x, text: X.}\n", a="One fact.").parent

    done = run("show", folder=folder, shell=">/dev/full")

    assert (done.returncode, done.stderr) == (1, "factcheck: No space left on device\n")


NAMES = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), st.sampled_from("\n\t:#'\"-. ")
    ),
    min_size=1,
    max_size=20,
).filter(lambda name: not name.startswith(".") and len(name.encode()) < 200)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([(" ", ".txt", "A"), (" ", ".md", "")])
@example([("true", ".txt", "no"), ("a: b #c", ".md", "---\nid: ' '\n---\nx")])
@example([("a\nb", ".txt", "A")])
@given(st.lists(st.tuples(NAMES, st.sampled_from([".txt", ".md"]), st.text(max_size=40)), min_size=1, max_size=4))
def test_whatever_its_articles_are_called_the_file_that_init_writes_is_clean_and_opens(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], articles: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("init")
    (folder / "a: folder #1").mkdir()
    for name, suffix, text in articles:
        (folder / "a: folder #1" / (name + suffix)).write_bytes(text.replace("\0", "").encode("utf-8", "replace"))
    file = str(folder / "claims.yaml")

    status = main(["-f", file, "init", str(folder / "a: folder #1")])

    if any(name.splitlines() != [name] for name, _, _ in articles):
        assert "has a line break" in capsys.readouterr().err
        assert (status, Path(file).exists()) == (2, False)
        return
    assert status == 0
    assert main(["check", "--strict", "-f", file]) == 0
    assert main(["show", "-f", file]) == 0
    capsys.readouterr()
    assert {source.file for source in open_dossier(Path(file)).dossier.sources.values()} == set(
        os.listdir(folder / "a: folder #1")
    )


def test_init_refuses_a_folder_in_which_the_claims_file_would_be_an_article_and_a_name_that_is_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("A")
    Path("empty").mkdir()
    Path("bad").mkdir()
    Path("bad", "\udcff.txt").write_text("A")

    for folder, words in (
        (".", "need a folder of their own"),
        ("empty", "no article"),
        ("bad", "no article"),
        ("a.txt", "no folder"),
    ):
        assert main(["init", folder]) == 2
        assert words in capsys.readouterr().err
    assert main(["-f", "sub/claims.yaml", "init", "bad"]) == 2
    assert not Path("claims.yaml").exists()


def test_a_shipped_article_folder_taken_by_init_reads_as_it_does_in_the_shipped_dossier(
    desk: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new.yaml"

    assert main(["init", str(desk.parent / "seeds"), "-f", str(new)]) == 0

    fresh, shipped = open_dossier(new).dossier, open_dossier(desk).dossier
    assert [source.file for source in fresh.sources.values()] == sorted(
        source.file for source in shipped.sources.values()
    )
    assert fresh.claims == ()
