"""``factcheck find`` proposes passages for each claim and each source, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import WriteDossier
from nasty import TERMINAL
from test_house import modules_after

from tui.cli import main
from tui.dossier.files.loading import open_dossier

KEYS = ["claim", "source", "rank", "score", "start", "end", "quote", "hints"]
DOSSIER = (
    "articles: articles\nclaims:\n  - id: dead\n    text: 22 people were killed.\n  - id: rain\n    text: It rained.\n"
)
DEATHS = (
    "Été. Twenty-two deaths were counted. Nobody else was killed. The killing went on. Killed again. It is killing."
)


def found(capsys: pytest.CaptureFixture[str], path: Path, *arguments: str) -> list[dict[str, Any]]:
    """What ``find --json`` prints."""
    assert main(["find", "--json", "-f", str(path), *arguments]) == 0
    out = capsys.readouterr().out
    assert out.isascii()
    return [json.loads(line) for line in out.splitlines()]


def test_every_claim_is_looked_for_in_every_source(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dossier = open_dossier(desk).dossier

    items = found(capsys, desk)

    assert {item["claim"] for item in items} == {claim.id for claim in dossier.claims}
    assert {item["source"] for item in items} == set(dossier.sources)
    order = [(dossier.positions[item["claim"]], list(dossier.sources).index(item["source"])) for item in items]
    assert order == sorted(order)
    by_pair: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for item in items:
        assert list(item) == KEYS
        article = dossier.sources[item["source"]].article
        assert article is not None
        assert item["quote"] == article.text[item["start"] : item["end"]] != ""
        assert (item["start"], item["end"]) in article.sentences
        by_pair.setdefault((item["claim"], item["source"]), []).append(item)
    for pair in by_pair.values():
        assert [item["rank"] for item in pair] == list(range(1, len(pair) + 1))
        assert len(pair) <= 3
        scores = [item["score"] for item in pair]
        assert scores == sorted(scores, reverse=True)


def test_named_claims_come_in_the_order_that_they_are_named_in(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(DOSSIER, a=f"{DEATHS} It rained.")

    assert [item["claim"] for item in found(capsys, path, "rain", "dead", "--limit", "1")] == ["rain", "dead"]
    assert {item["claim"] for item in found(capsys, path, "dead")} == {"dead"}


def test_the_limit_is_kept_and_hints_say_from_which_words(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(DOSSIER, a=DEATHS)

    assert [item["rank"] for item in found(capsys, path, "dead")] == [1, 2, 3]
    assert len(found(capsys, path, "dead", "--limit", "4")) == 4
    (first,) = found(capsys, path, "dead", "--limit", "1")
    assert (first["start"], first["quote"]) == (5, "Twenty-two deaths were counted.")
    assert first["hints"] == ["22 = Twenty-two", "killed ~ deaths"]


def test_words_are_looked_for_in_all_sources_and_belong_to_no_claim(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(DOSSIER, a=DEATHS, b="The flood took 22 lives.", c="Nothing.")

    items = found(capsys, path, "--text", "22 dead", "--limit", "1")

    assert [(item["claim"], item["source"], item["rank"]) for item in items] == [("", "a", 1), ("", "b", 1)]


def test_the_text_has_claim_source_passage_and_hints(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(DOSSIER, a=DEATHS, b="Nothing.")

    assert main(["find", "dead", "--limit", "1", "-f", str(path)]) == 0
    assert capsys.readouterr().out == (
        "dead\n  22 people were killed.\n    a\n      1  Twenty-two deaths were counted.\n"
        "         22 = Twenty-two; killed ~ deaths\n    b\n      no sentence has a word of it\n\n"
    )
    assert main(["find", "--text", "rain", "-f", str(path)]) == 0
    assert capsys.readouterr().out.startswith("rain\n    a\n      no sentence has a word of it\n")


def test_no_control_character_of_an_article_reaches_the_terminal(
    write_dossier: WriteDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_dossier(DOSSIER, a=f"It rained {TERMINAL} all day.")

    assert main(["find", "-f", str(path), "rain"]) == 0
    out = capsys.readouterr().out
    assert "It rained" in out
    assert all(char == "\n" or char.isprintable() for char in out)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["wave-dead-93"], "did you mean wave-dead-39?"),
        (["wave-dead-39", "--text", "dead"], "not both"),
        (["--text", "  "], "needs words"),
    ],
)
def test_wrong_use_is_told_with_the_remedy(
    arguments: list[str], words: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", "-f", str(desk), *arguments]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert not captured.out


@pytest.mark.parametrize("limit", ["0", "-1", "x", "²", ""])
def test_a_limit_is_a_number_from_1_on(limit: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["find", "-f", str(desk), f"--limit={limit}"])

    assert ended.value.code == 2
    assert "no number from 1 on" in capsys.readouterr().err


def test_find_loads_no_textual_and_leaves_the_file_alone(write_dossier: WriteDossier) -> None:
    path = write_dossier(DOSSIER, a=DEATHS)
    before = path.read_bytes()

    loaded = modules_after(path, ["find", "--json"])

    assert "tui.evidence.search.candidates" in loaded
    assert not {name for name in loaded if name.split(".")[0] in {"textual", "rich"}}
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == ["articles", "claims.yaml"]
