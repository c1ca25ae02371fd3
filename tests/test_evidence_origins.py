"""Words that two articles share are found, all of them, and sources of one origin are counted as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cli import main
from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Article
from tui.dossier.values.model import Dossier, Source
from tui.evidence.origins.groups import COPY_SHARE, Tie, describe_origins, origins
from tui.evidence.origins.shared_text import RUN, carriers, may_share, runs, shared_words, words_of
from tui.reports.origins import origins_report

COPY = "The city said that the bridge would stay closed until the end of the month."


def article(text: str, file: str = "a.txt") -> Article:
    """An article."""
    return Article(file, text)


def source(name: str, text: str = "", origin: str = "", publisher: str = "") -> Source:
    """A source with a text of its own."""
    return Source(name, f"{name}.txt", name, article(text, f"{name}.txt") if text else None, publisher, origin=origin)


def shared(*texts: str) -> list[tuple[str, int, tuple[int, ...]]]:
    """The runs that articles of some texts share: the words, their number and whose they are."""
    sources = [source(str(number), text) for number, text in enumerate(texts)]
    found = runs(sources, carriers(sources))
    return [(texts[run.sources[0]][slice(*run.span)], run.words, run.sources) for run in found]


def test_a_run_is_found_however_it_is_cased_punctuated_and_wrapped() -> None:
    other = f"Elsewhere:\n\n“{COPY.upper().replace(' BRIDGE', chr(10) + 'BRIDGE')}”, he said."

    assert shared(f"Before. {COPY} After that nothing.", other) == [(COPY[:-1], len(COPY.split()), (0, 1))]


def test_seven_words_are_chance_and_eight_are_not() -> None:
    words = COPY.split()

    assert shared(" ".join(words[: RUN - 1]) + " or", COPY) == []
    assert shared(" ".join(words[:RUN]) + " or", COPY) == [(" ".join(words[:RUN]), RUN, (0, 1))]


def test_runs_that_overlap_are_both_found_where_they_stand_in_different_places() -> None:
    words = COPY.split()
    other = " ".join(words[:9]) + " xx " + " ".join(words[4:])

    assert [count for _, count, _ in shared(COPY, other)] == [9, len(words) - 4]


def test_what_two_share_ends_where_a_third_has_it_too() -> None:
    first, second, third = (" ".join(f"{letter}{number}" for number in range(10)) for letter in "abc")
    whole = f"{first} {second} {third}"

    assert shared(whole, whole, f"Only: {second}.") == [
        (f"{first} {' '.join(second.split()[: RUN - 1])}", 10 + RUN - 1, (0, 1)),
        (second, 10, (0, 1, 2)),
        (f"{' '.join(second.split()[1 - RUN :])} {third}", 10 + RUN - 1, (0, 1)),
    ]


def test_what_an_article_says_twice_is_told_once() -> None:
    assert [count for _, count, _ in shared(f"{COPY} And once more. {COPY}", f"He said: {COPY}")] == [15]


BLOCKS = ["a b c d e f g h i j", "k l m n o p q r s", "t u v", "a b a b a b a b a b a b", "a a a a a a a a a"]
TEXTS = st.lists(
    st.lists(st.sampled_from(BLOCKS) | st.sampled_from("abk"), max_size=6).map(lambda parts: " ".join(parts).split()),
    min_size=2,
    max_size=4,
)


def stretches(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every eight words that stand side by side."""
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


@given(TEXTS)
def test_every_eight_words_that_two_articles_have_lie_in_a_run_of_all_that_have_them(texts: list[list[str]]) -> None:
    joined = [" ".join(words) for words in texts]
    found = [(run.split(), whose) for run, _, whose in shared(*joined)]

    for run, whose in found:
        assert len(run) >= RUN
        assert all(f" {' '.join(run)} " in f" {joined[place]} " for place in whose)
    told = {(stretch, whose) for run, whose in found for stretch in stretches(run)}
    for stretch in {stretch for words in texts for stretch in stretches(words)}:
        having = tuple(place for place, words in enumerate(texts) if stretch in set(stretches(words)))
        assert ((stretch, having) in told) is (len(having) > 1)


@given(TEXTS)
def test_only_what_may_be_a_copy_is_compared_and_no_copy_is_missed(texts: list[list[str]]) -> None:
    sources = [source(f"s{number}", " ".join(words)) for number, words in enumerate(texts)]
    copies = set()
    for one, other in combinations(sources, 2):
        if one.article and other.article:
            shorter, longer = sorted((one.article, other.article), key=lambda each: len(words_of(each).texts))
            words = {at + way for at, stretch in enumerate(stretches(shorter.text.split())) for way in range(RUN)
                     if stretch in set(stretches(longer.text.split()))}  # fmt: skip
            assert shared_words(shorter, longer) == len(words)
            if words and len(words) >= COPY_SHARE * len(words_of(shorter).texts):
                copies.add((one.id, other.id))

    found = origins(sources)

    group = {member: number for number, group in enumerate(found.groups) for member in group}
    assert {(tie.one, tie.other) for tie in found.ties} <= copies
    assert all(group[one] == group[other] for one, other in copies)
    assert len(found.ties) == len(sources) - len(found.groups)


@pytest.mark.parametrize(("words", "is_one"), [(4 * RUN, True), (4 * RUN + 1, False)])
def test_a_quarter_of_the_shorter_article_makes_the_two_one(words: int, is_one: bool) -> None:
    run = [f"shared{number}" for number in range(RUN)]
    one = " ".join([*run, *(f"one{number}" for number in range(words - RUN))])
    other = " ".join([*(f"other{number}" for number in range(90)), *run])
    third = " ".join([*(f"third{number}" for number in range(90)), *run, "end"])

    found = origins([source("a", one), source("b", other), source("c", third)])

    assert found.groups == ((("a", "b", "c"),) if is_one else (("a",), ("b",), ("c",)))


def test_words_over_and_over_are_no_trouble() -> None:
    one, other = "a " * 20_000, "a " * 10_000 + "q " + "a " * 10_000

    assert [count for _, count, _ in shared(one, other)] == [10_000, 10_000, 14]


def test_a_thousand_near_copies_are_one_origin_and_the_names_of_very_many_are_not_all_told() -> None:
    count = 1_000
    words = [f"w{number}" for number in range(300)]
    texts = ((*words[:at], f"edit{at}", *words[at:]) for at in (number % 300 for number in range(count)))
    sources = {f"s{number}": source(f"s{number}", " ".join(text)) for number, text in enumerate(texts)}
    told = origins_report(Dossier(Path("claims.yaml"), "t", ("true",), sources, (), {}, None))

    assert told.startswith("1000 sources of 1 origin\n")
    assert re.search(r"\ns0, s1, (s\d+, ){7}s\d+ and 9\d\d more share \d+ runs? of words\n", told)


def test_a_notice_that_all_articles_end_with_ties_none() -> None:
    notice = " ".join(f"notice{number}" for number in range(20))
    sources = [source(f"s{at}", " ".join(f"w{at}x{number}" for number in range(90)) + f" {notice}") for at in range(60)]
    carried = carriers(sources)

    assert origins(sources).ties == ()
    assert {may_share(each.article, carried, COPY_SHARE) for each in sources if each.article} == {0}


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

    told = describe_origins(dossier, dossier.claim("belgorod-dead-22"))

    assert told.split("; ")[0].split(", ")[1:] == ["5 sources", "3 origins"]
    assert told.endswith("The Moscow Times, ai-content, spanish-translation: name AFP as their origin")
    unread = dossier.claim("belgorod-dead-22")._replace(evidence=())
    assert describe_origins(dossier, unread) == ""


def test_the_command_tells_origins_ties_and_shared_words(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-f", str(desk), "origins"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("5 sources of ")
    assert "name AFP as their origin" in out
    assert "11 words: “Russians want to intimidate our city, but we are not scared”" in out
