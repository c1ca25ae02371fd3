"""Words that two articles share are found, all of them, and sources of one origin are counted as one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cli import main
from tui.dossier.article import Article
from tui.dossier.loading import open_dossier
from tui.dossier.model import Source
from tui.evidence.origins import Tie, origins, told_origins
from tui.evidence.sharing import RUN, shared_runs, words_of

COPY = "The city said that the bridge would stay closed until the end of the month."


def article(text: str, file: str = "a.txt") -> Article:
    """An article."""
    return Article(file, text)


def source(name: str, text: str = "", origin: str = "", publisher: str = "") -> Source:
    """A source with a text of its own."""
    return Source(name, f"{name}.txt", name, article(text, f"{name}.txt") if text else None, publisher, origin=origin)


def test_a_run_is_found_however_it_is_cased_punctuated_and_wrapped() -> None:
    one = article(f"Before. {COPY} After that nothing.")
    other = article(f"Elsewhere:\n\n“{COPY.upper().replace(' BRIDGE', chr(10) + 'BRIDGE')}”, he said.")

    (run,) = shared_runs(one, other)

    assert one.text[run.one.start : run.one.end] == COPY[:-1]
    assert " ".join(other.text[run.other.start : run.other.end].split()) == COPY[:-1].upper()
    assert run.words == len(COPY.split())


def test_seven_words_are_chance_and_eight_are_not() -> None:
    words = COPY.split()

    assert shared_runs(article(" ".join(words[: RUN - 1]) + " or"), article(COPY)) == ()
    assert [run.words for run in shared_runs(article(" ".join(words[:RUN]) + " or"), article(COPY))] == [RUN]


def test_runs_that_overlap_are_both_found_where_they_stand_in_different_places() -> None:
    words = COPY.split()
    other = article(" ".join(words[:9]) + " xx " + " ".join(words[4:]))

    assert [run.words for run in shared_runs(article(COPY), other)] == [9, len(words) - 4]


WORDS = st.lists(st.sampled_from("abcd"), max_size=60)


@given(WORDS, WORDS)
def test_every_run_of_eight_words_that_stands_in_both_lies_in_one_that_is_found(
    one: list[str], other: list[str]
) -> None:
    first, second = article(" ".join(one)), article(" ".join(other), "b.txt")
    runs = shared_runs(first, second)
    placed, theirs = words_of(first), {tuple(other[at : at + RUN]) for at in range(len(other) - RUN + 1)}

    for run in runs:
        assert first.text[run.one.start : run.one.end] == second.text[run.other.start : run.other.end]
    for at in range(len(one) - RUN + 1):
        is_shared = tuple(one[at : at + RUN]) in theirs
        start, end = placed.stretch(at, RUN)
        assert any(run.one.start <= start and end <= run.one.end for run in runs) is is_shared
    assert all(a.one.start < b.one.start and a.one.end < b.one.end for a, b in pairwise(runs))


def test_a_long_copy_is_found_in_no_time() -> None:
    text = "one two " * 20_000

    assert shared_runs(article(text[:60_000]), article(text[:60_000] + "end", "b.txt"))[0].words > 10_000


def test_words_over_and_over_are_compared_for_a_while_and_no_longer() -> None:
    one, other = article("a " * 20_000), article("a " * 10_000 + "q " + "a " * 10_000, "b.txt")
    runs = shared_runs(one, other)

    assert runs[0].words == 10_000
    assert len(runs) < 1_000


def test_a_line_that_one_article_repeats_makes_it_no_copy_of_another_that_has_it_once() -> None:
    other = COPY + " y" * 90

    assert origins([source("a", f"{COPY} " * 50), source("b", other)]).groups == (("a",), ("b",))
    assert origins([source("b", other), source("a", f"{COPY} " * 50)]).groups == (("b",), ("a",))


def test_words_that_two_runs_share_are_counted_once() -> None:
    words = COPY.split()
    other = " ".join(words[:9]) + " xx " + " ".join(words[4:])

    assert origins([source("a", COPY), source("b", other)]).ties[0].why.startswith(f"{len(words)} words of the shorter")


@pytest.mark.parametrize(
    ("sources", "groups"),
    [
        ([source("a", origin="AFP"), source("b", origin=" afp"), source("c", origin="dpa")], [("a", "b"), ("c",)]),
        ([source("a", publisher="The Herald"), source("b", origin="The Herald")], [("a", "b")]),
        ([source("a"), source("b", origin="a"), source("c", origin="b")], [("a", "b", "c")]),
        ([source("a", COPY), source("b", f"Also: {COPY}")], [("a", "b")]),
        ([source("a", COPY, "AFP"), source("b", f"Also: {COPY}")], [("a", "b")]),
        ([source("a", COPY, "AFP"), source("b", f"Also: {COPY}", "dpa")], [("a",), ("b",)]),
        ([source("a", COPY + " x" * 90), source("b", COPY + " y" * 90)], [("a",), ("b",)]),
        ([source("a"), source("b")], [("a",), ("b",)]),
    ],
)
def test_what_origin_says_outweighs_what_shared_words_suggest(
    sources: list[Source], groups: list[tuple[str, ...]]
) -> None:
    assert list(origins(sources).groups) == groups


def test_why_two_were_counted_as_one_is_told() -> None:
    assert origins([source("a", origin="AFP"), source("b", origin="AFP")]).ties == (
        Tie("a", "b", "name AFP as their origin"),
    )
    assert "words of the shorter article" in origins([source("a", COPY), source("b", COPY + " more")]).ties[0].why


def test_a_claim_tells_its_passages_sources_and_origins_and_why_some_are_one(desk: Path) -> None:
    dossier = open_dossier(desk).dossier

    told = told_origins(dossier, dossier.claim("belgorod-dead-22"))

    assert told.split("; ")[0].split(", ")[1:] == ["5 sources", "3 origins"]
    assert told.endswith("The Moscow Times, ai-content, spanish-translation: name AFP as their origin")
    unread = dossier.claim("belgorod-dead-22")._replace(evidence=())
    assert told_origins(dossier, unread) == ""


def test_the_command_tells_origins_ties_and_shared_words(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-f", str(desk), "origins"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("5 sources of ")
    assert "name AFP as their origin" in out
    assert "11 words: “Russians want to intimidate our city, but we are not scared”" in out
