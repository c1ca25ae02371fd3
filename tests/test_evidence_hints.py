"""A hint sets a passage's figure beside a claim's: it says from which words, and where it may be another event."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Dossier, Evidence, Quote, Source, Stance
from tui.evidence.coverage import placement
from tui.evidence.figures.comparison import Relation, agree
from tui.evidence.figures.extraction import figures
from tui.evidence.figures.figure_list import figure_list
from tui.evidence.figures.hints import ELSEWHERE, FigureHint, figure_hints
from tui.evidence.figures.wording import shown

CLAIM = "The flood in Harburg on 3 May 2021 killed 22 people."


def hints(
    passage: str, claim: str = CLAIM, *, date: str = "", as_of: str = "", before: str = "", published: str = ""
) -> tuple[FigureHint, ...]:
    """The hints of a passage that stands behind some sentences."""
    text = f"{before} {passage}".strip()
    source = Source("a", "a.txt", "A", Article("a.txt", text), published=published)
    start = text.index(passage)
    return figure_hints(Claim("x", claim, date=date), source, Span(start, start + len(passage)), as_of)


@pytest.mark.parametrize(
    ("passage", "relation", "beginning"),
    [
        (
            "In Harburg at least 22 people were killed.",
            "agrees",
            "agrees: 22, at least 22 (“killed 22 people” in the claim, “at least 22 people were killed” here)",
        ),
        (
            "In Harburg 14 people were killed.",
            "differs",
            "differs: 22 ≠ 14 (“killed 22 people” in the claim, “14 people were killed” here)",
        ),
        ("In Harburg at least 14 people were killed.", "differs", "differs: 22 ≠ at least 14"),
        ("In Harburg 22 people were injured.", "counts something else", "counts something else: 22 people injured"),
        ("In Harburg two children were killed.", "counts something else", "counts something else: 2 children killed"),
        (
            "In Harburg 22 people were killed every day.",
            "counts something else",
            "counts something else: 22 people killed per day (“killed 22 people” in the claim, “22 people were killed ev",
        ),
        (
            "In Harburg 14 adults and two children died.",
            "differs",
            "differs: 22 ≠ 16 (“killed 22 people” in the claim, “14 adults and two children died” here)",
        ),
        ("In Harburg dozens died.", "agrees", "agrees as far as it goes: 22, 24 or more"),
        ("In Harburg between 20 and 25 people died.", "agrees", "agrees as far as it goes: 22, 20 to 25"),
        ("In Harburg hundreds died.", "differs", "differs: 22 ≠ 200 or more"),
    ],
)
def test_a_hint_says_what_it_is_and_from_which_words(passage: str, relation: str, beginning: str) -> None:
    (hint,) = hints(passage)

    assert hint.relation.value == relation
    assert hint.sentence.startswith(beginning)
    assert not hint.elsewhere


@pytest.mark.parametrize(
    ("claim", "passage", "sentence"),
    [
        (
            "400 people a day cross the bridge.",
            "450 people cross the bridge daily.",
            "differs: 400 per day ≠ 450 per day",
        ),
        ("400 people a day cross the bridge.", "400 people cross it each day.", "agrees: 400 per day"),
        (
            "It gives $3 billion in aid a year.",
            "It gives $3bn in aid every year.",
            "agrees: 3 billion dollars per year",
        ),
        ("400 people a day cross it.", "120 people signed a letter.", "counts something else: 120 people"),
        ("400 people a day cross it.", "400 people a week cross it.", "counts something else: 400 people per week"),
    ],
)
def test_figures_are_set_beside_each_other_that_are_told_by_the_same(claim: str, passage: str, sentence: str) -> None:
    (hint,) = hints(passage, claim)

    assert hint.sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("at least 22 people died", "25 people died", True),
        ("at least 22 people died", "at least 25 people died", True),
        ("22 people died", "25 people died", False),
        ("25 people died", "at least 22 people died", False),
        ("22 people died", "at least 22 people died", True),
        ("at least 25 people died", "at least 22 people died", False),
        ("more than 100 people died", "108 people died", True),
        ("more than 100 people died", "100 people died", False),
        ("108 people died", "over a hundred people died", True),
        ("108 people died", "more than 110 people died", False),
        ("108 people died", "about 100 people died", True),
        ("120 people died", "about 100 people died", False),
        ("at most 20 people died", "25 people died", False),
        ("fewer than 20 people died", "20 people died", False),
        ("20 to 25 people died", "22 people died", True),
        ("108 people died", "hundreds of people died", False),
    ],
)
def test_a_bound_is_taken_at_its_word_but_at_least_of_a_passage_is_the_count_of_the_hour(
    ours: str, theirs: str, expected: bool
) -> None:
    assert agree(figures(ours)[0], figures(theirs)[0]) is expected


@pytest.mark.parametrize(
    ("date", "as_of", "published", "relation"),
    [
        ("2021-05-04", "2021-05-03", "", "earlier count"),
        ("2021-05-04", "2021-05-05", "", "later count"),
        ("2021-05-04", "2021-05-04", "", "differs"),
        ("2021-05-04", "2021-05-03/2021-05-04", "", "differs"),
        ("2021-05-04", "2021-05-02/2021-05-03", "", "earlier count"),
        ("2021-05-04", "2021-05", "", "differs"),
        ("2021-05-04", "2021-04", "", "earlier count"),
        ("2021-05-04", "2021-06", "", "later count"),
        ("2021-05-04T10:00:00Z", "2021-05-04", "", "differs"),
        ("", "2021-05-04", "", "differs"),
        ("2021-05-04", "", "", "differs"),
        ("2021-05-04", "", "2021-05-06", "later count"),
        ("2021-05-04", "2021-05-03", "2021-05-06", "earlier count"),
    ],
)
def test_another_number_of_another_day_is_an_earlier_or_a_later_count(
    date: str, as_of: str, published: str, relation: str
) -> None:
    (hint,) = hints("In Harburg 14 people died.", date=date, as_of=as_of, published=published)

    assert hint.relation.value == relation
    assert ("as of" in hint.sentence or "in an article of" in hint.sentence) is (relation != "differs")


@pytest.mark.parametrize(
    ("before", "passage", "elsewhere"),
    [
        ("The flood came to Harburg.", "14 people died.", False),
        ("The flood came to Harburg. It rained.", "14 people died.", False),
        ("The flood came to Harburg. It rained. It snowed.", "14 people died.", True),
        ("The flood came.", "14 people died.", True),
        ("The flood came to Harburg.", "14 people died in Wilster.", True),
        ("On 3 May the flood came to Harburg.", "14 people died.", False),
        ("On 9 May the flood came to Harburg.", "14 people died.", True),
        ("The flood came to Harburg.", "14 people died on Monday.", False),
        ("The flood came to Harburg.", "14 people died on Friday.", True),
        ("The flood came to Harburg.", "14 people died on 3 May 2019.", True),
        ("The flood came to Harburg.", "14 people died there in November 2019.", True),
    ],
)
def test_a_passage_without_the_claims_name_or_of_another_day_may_be_another_event(
    before: str, passage: str, elsewhere: bool
) -> None:
    (hint,) = hints(passage, before=before)

    assert hint.elsewhere is elsewhere
    assert hint.sentence.endswith(ELSEWHERE) is elsewhere


def test_an_article_that_came_out_before_the_day_is_of_another_event() -> None:
    (before,) = hints("In Harburg 14 people died.", published="2021-05-02")
    (after,) = hints("In Harburg 14 people died.", published="2021-05-04")

    assert (before.elsewhere, after.elsewhere) == (True, False)


def test_yesterday_is_the_day_before_the_article() -> None:
    (same,) = hints("14 people died yesterday in Harburg.", published="2021-05-04")
    (other,) = hints("14 people died yesterday in Harburg.", published="2021-05-09")

    assert (same.elsewhere, other.elsewhere) == (False, True)


def test_the_rarest_name_is_the_rarest_of_all_sources() -> None:
    text = "Harburg drowned. In Harburg it rained. Now in Harburg it snowed. It thawed. It froze. In Elmland 14 people died."
    source = Source("a", "a.txt", "A", Article("a.txt", text))
    other = Source("b", "b.txt", "B", Article("b.txt", "The mayor of Elmland. " * 9))
    claim = Claim(
        "x", "The flood in Harburg, the capital of Elmland, killed 22 people."
    )  # Elmland is rarer in ``a`` alone
    span = Span(text.index("In Elmland"), len(text))

    assert [hint.elsewhere for hint in figure_hints(claim, source, span, "", [source, other])] == [True]
    assert [hint.elsewhere for hint in figure_hints(claim, source, span)] == [False]
    only_elmland = Claim("x", "The flood in Elmland killed 22 people.")
    assert [hint.elsewhere for hint in figure_hints(only_elmland, source, span, "", [source, other])] == [False]


def test_a_name_that_stands_everywhere_tells_no_event_without_the_day() -> None:
    crowd = "Elmland is big. It rained. " * 30
    for passage, elsewhere in (("In Elmland 14 people died.", True), ("In Elmland 14 people died on 3 May.", False)):
        source = Source("a", "a.txt", "A", Article("a.txt", crowd + passage))
        claim = Claim("x", "The flood in Elmland on 3 May 2021 killed 22 people.")
        (hint,) = figure_hints(claim, source, Span(len(crowd), len(crowd + passage)))

        assert hint.elsewhere is elsewhere


def test_a_stretch_that_is_no_article_text_names_no_day() -> None:
    text = "The flood came to Harburg.\n\nPublished 9 May 2021\n\n14 people died."
    span = Span(text.index("14"), len(text))
    for skip, elsewhere in (((), True), (("Published 9 May 2021",), False)):
        source = Source("a", "a.txt", "A", Article("a.txt", text), skip=skip)
        (hint,) = figure_hints(Claim("x", CLAIM), source, span)

        assert hint.elsewhere is elsewhere


def test_hints_of_the_same_event_come_first() -> None:
    text = "In Harburg 14 people died. It rained. It snowed. It thawed. The toll is of 22 dead elsewhere, with 5 people killed."
    source = Source("a", "a.txt", "A", Article("a.txt", text))
    found = figure_hints(Claim("x", CLAIM), source, Span(0, len(text)))

    assert [hint.elsewhere for hint in found] == sorted(hint.elsewhere for hint in found)
    assert {hint.elsewhere for hint in found} == {True, False}


def test_what_counts_the_same_leaves_no_word_on_the_rest() -> None:
    found = hints("In Harburg 14 people were killed and 108 injured, and 22 cars were damaged.")

    assert [(hint.relation, hint.theirs.low) for hint in found] == [(Relation.DIFFERS, 14), (Relation.OTHER, 22)]


def test_a_figure_is_read_in_its_whole_sentence_and_only_within_the_stretch() -> None:
    text = "In Harburg 14 people, the mayor said, were killed and 22 injured."
    source = Source("a", "a.txt", "A", Article("a.txt", text))
    start = text.index("14 people")
    (hint,) = figure_hints(Claim("x", CLAIM), source, Span(start, start + 9))

    assert (hint.relation, hint.theirs.low) == (Relation.DIFFERS, 14)
    assert text[hint.theirs.span.start : hint.theirs.span.end] == "14"


def test_without_a_figure_in_the_claim_or_an_article_there_is_no_hint() -> None:
    source = Source("a", "a.txt", "A", Article("a.txt", "In Harburg 14 people died."))

    assert figure_hints(Claim("x", "It rained."), source, Span(0, 20)) == ()
    assert figure_hints(Claim("x", CLAIM), source._replace(article=None), Span(0, 20)) == ()
    assert figure_hints(Claim("x", CLAIM), source, Span(0, 3)) == ()


@given(st.text(max_size=80), st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_claim_and_any_passage_have_hints_of_one_line(claim: str, text: str, start: int, end: int) -> None:
    source = Source("a", "a.txt", "A", Article("a.txt", text + " 22 people died"), published="2021-05-04")
    for hint in figure_hints(Claim("x", claim + " 14 people died"), source, Span(start, end)):
        assert len(hint.sentence.splitlines()) == 1


@pytest.mark.parametrize("claim", ["belgorod-dead-14", "belgorod-dead-16", "belgorod-dead-22", "belgorod-dead-25"])
def test_the_dead_of_belgorod_are_one_figure_list_with_days_and_speakers(claim: str) -> None:
    dossier = open_dossier(ROOT / "claims.yaml").dossier
    rows = figure_list(dossier, dossier.claim(claim))
    own = [row for row in rows if row.claim == claim]

    assert list(dict.fromkeys(row.figure.low for row in own)) == [14, 16, 22, 25]
    assert all(row.date and row.who for row in own)
    assert [(row.date, row.who, row.dated) for row in own if row.figure.low == 25] == [
        ("2024-01-02", "Vyacheslav Gladkov, Belgorod Governor", "as of")
    ]
    assert next(row.figure.is_sum for row in own if row.figure.low == 16)
    assert not any(row.elsewhere for row in own)


def test_the_whole_of_a_part_that_agrees_does_not_differ() -> None:
    claim = "In Harburg the party won 312 seats."

    assert [hint.theirs.low for hint in hints("In Harburg it won 312 of 650 seats.", claim)] == [312]
    assert [hint.theirs.low for hint in hints("In Harburg it won 300 of 650 seats.", claim)] == [300, 650]


def test_shares_of_one_month_are_not_the_same_thing_for_that() -> None:
    claim = "Inflation fell to 8.7% in April."

    assert not hints("Unemployment rose to 4.2% in April.", claim)
    assert hints("Inflation was 4.2% in April.", claim)[0].relation is Relation.DIFFERS


def small() -> Dossier:
    """Two claims on one flood, the first of which names the second."""
    text = (
        "In Harburg 14 people died. In Harburg 22 people died. In Harburg 5 people were hurt. In Wilster 3 people died."
    )
    herald = Source("a", "a.txt", "A", Article("a.txt", text), "The Herald", published="2021-05-04")

    def entry(quote: str, stance: Stance = Stance.SUPPORTS, said: str = "", as_of: str = "") -> Evidence:
        return Evidence("a", stance, Quote(quote), said, as_of)

    one = Claim(
        "one",
        CLAIM,
        see=("two", "gone", "one"),
        evidence=(entry("22 people died", said="The mayor"), Evidence("a", Stance.SILENT)),
    )
    two = Claim(
        "two",
        "The flood in Harburg killed 14 people.",
        evidence=(
            entry("14 people died", as_of="2021-05-03"),
            entry("5 people were hurt"),
            entry("22 people died", Stance.CONTRADICTS),
            entry("3 people died", Stance.CONTEXT),
            entry("not there"),
        ),
    )
    return Dossier(Path("c.yaml"), "T", ("true", "false"), {"a": herald}, (one, two), {"one": 0, "two": 1})


def test_a_figure_list_goes_from_the_lowest_to_the_highest_and_takes_what_related_claims_have() -> None:
    dossier = small()
    rows = figure_list(dossier, dossier.claim("one"))

    assert [(row.figure.low, row.claim, row.entry) for row in rows] == [
        (3, "two", 3),
        (14, "two", 0),
        (22, "one", 0),
    ]
    assert [row.elsewhere for row in rows] == [True, False, False]
    assert [(row.who, row.attributed) for row in rows[1:]] == [("The Herald", False), ("The mayor", True)]
    assert [(row.dated, row.date) for row in rows[1:]] == [("as of", "2021-05-03"), ("published", "2021-05-04")]


def test_a_claim_without_a_figure_has_no_figure_list() -> None:
    dossier = open_dossier(ROOT / "claims.yaml").dossier

    assert figure_list(dossier, dossier.claim("belgorod-by-ukraine")) == ()


def test_quotes_that_a_person_put_against_a_toll_never_agree_with_it() -> None:
    dossier = open_dossier(ROOT / "claims.yaml").dossier
    sources = tuple(dossier.sources.values())
    told = 0
    for claim in (dossier.claim(f"belgorod-dead-{toll}") for toll in (14, 16, 22, 25)):
        for entry in claim.evidence:
            span = placement(dossier, entry).span
            assert span is not None
            found = figure_hints(claim, dossier.sources[entry.source], span, entry.as_of, sources)
            if entry.stance is Stance.CONTRADICTS:
                assert Relation.AGREES not in {hint.relation for hint in found}
                told += 1
            elif entry.stance is Stance.SUPPORTS:
                assert Relation.AGREES in {hint.relation for hint in found}
    assert told == 18


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than $40 billion in aid", "more than 40 billion dollars"),
        ("12,500 homes", "12,500"),
        ("2.5 million people", "2.5 million"),
        ("dozens of people", "24 or more"),
        ("20 to 25 people", "20 to 25"),
        ("12.5 %", "12.5 percent"),
    ],
)
def test_a_figure_is_shown_in_short(text: str, expected: str) -> None:
    assert shown(figures(text)[0]) == expected
