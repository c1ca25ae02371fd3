"""Figures are read with what they count, how far they hold, and nothing is taken for a count that is none."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.evidence.figures.bounds import Bound
from tui.evidence.figures.extraction import figures
from tui.evidence.figures.figure import Figure, moved
from tui.evidence.figures.numbers import number, tokens
from tui.evidence.figures.wording import LONGEST

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ODD = [
    "22",
    "1,000",
    "at least",
    "people",
    "killed",
    "and",
    "two",
    "hundred",
    "a",
    "of",
    "them",
    ".",
    ",",
    "-",
    "\n\n",
    "%",
]
ODD += [
    "$",
    "40",
    "bn",
    "between",
    "to",
    "20-25",
    "dozens",
    "“",
    "](#)",
    "children",
    "were",
    "30 December",
    "²",
    "٣",
    "½",
]
TEXTS = st.one_of(st.lists(st.sampled_from(ODD), max_size=40).map(" ".join), st.text(max_size=120))


def only(text: str) -> Figure:
    """The one figure of a text."""
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


def values(text: str) -> list[float]:
    """The numbers that a text counts with."""
    return [figure.low for figure in figures(text)]


def spelled(value: int, link: str = "-", conjunction: str = " and ") -> str:
    """A number below a million as English writes it out."""
    if value >= 1000:
        rest = value % 1000
        joint = conjunction if rest < 100 else " "
        return f"{spelled(value // 1000, link, conjunction)} thousand" + (
            f"{joint}{spelled(rest, link, conjunction)}" if rest else ""
        )
    if value >= 100:
        rest = value % 100
        return f"{ONES.split()[value // 100]} hundred" + (
            f"{conjunction}{spelled(rest, link, conjunction)}" if rest else ""
        )
    if value >= 20:
        return TENS.split()[value // 10 - 2] + (f"{link}{ONES.split()[value % 10]}" if value % 10 else "")
    return ONES.split()[value]


@pytest.mark.parametrize(
    ("text", "low", "bound", "things", "happened"),
    [
        ("At least 22 people were killed.", 22, "at least", {"people"}, {"dead"}),
        ("It left 22 people injured.", 22, "exactly", {"people"}, {"hurt"}),
        ("resulting in 22 reported injuries", 22, "exactly", {"people"}, {"hurt"}),
        ("causing the death of at least 14 people", 14, "at least", {"people"}, {"dead"}),
        ("claiming more than 39 lives", 39, "more than", {"people"}, {"dead"}),
        ("The death toll rose to 22.", 22, "exactly", {"people"}, {"dead"}),
        ("The number of wounded stands at 108.", 108, "exactly", {"people"}, {"hurt"}),
        ("39 dead", 39, "exactly", {"people"}, {"dead"}),
        ("No casualties were reported.", 0, "exactly", {"people"}, {"dead", "hurt"}),
        ("No one was killed.", 0, "exactly", {"people"}, {"dead"}),
        ("A child was killed.", 1, "exactly", {"child"}, {"dead"}),
        ("One person was killed.", 1, "exactly", {"people"}, {"dead"}),
        ("Twenty-two staff were arrested.", 22, "exactly", {"worker"}, {"held"}),
        ("The navy shot down a total of 17 rockets fired at the port.", 17, "exactly", {"rocket"}, {"destroyed"}),
        ("The mayor said 12,000 people had been evacuated.", 12000, "exactly", {"people"}, {"displaced"}),
        ("fewer than 10 cars were damaged", 10, "fewer than", {"vehicle"}, {"damaged"}),
        ("Some 300 families fled.", 300, "about", {"family"}, {"displaced"}),
        ("up to 50 soldiers died", 50, "at most", {"soldier"}, {"dead"}),
        ("100 or more soldiers died", 100, "at least", {"soldier"}, {"dead"}),
        ("Two gunmen killed a guard.", 2, "exactly", {"fighter"}, set()),
        ("They launched 158 missiles and drones.", 158, "exactly", {"missil", "drone"}, {"launched"}),
        (
            "The toll from a quake in the north rose early today to at least 138 people.",
            138,
            "at least",
            {"people"},
            {"dead"},
        ),
        ("The number of confirmed deaths in the north rose to 30.", 30, "exactly", {"people"}, {"dead"}),
        ("The number of houses destroyed rose to more than 87,000.", 87000, "more than", {"house"}, {"destroyed"}),
        ("Of the deaths, 17,388 were in the north.", 17388, "exactly", {"people"}, {"dead"}),
        ("Some 215 soldiers were among the dead.", 215, "about", {"soldier"}, {"dead"}),
        ("The injured included eight policemen.", 8, "exactly", {"police"}, {"hurt"}),
        ("The fire claimed the life of a policeman.", 1, "exactly", {"police"}, {"dead"}),
        ("It laid off 78 workers.", 78, "exactly", {"worker"}, {"jobless"}),
        ("He pulled 40 injured people out.", 40, "exactly", {"people"}, {"hurt"}),
        ("One injury was reported.", 1, "exactly", {"people"}, {"hurt"}),
        ("2000 people died in 2023", 2000, "exactly", {"people"}, {"dead"}),
        ("Ten people lost their lives.", 10, "exactly", {"people"}, {"dead"}),
        ("Ten people remain missing.", 10, "exactly", {"people"}, {"missing"}),
        ("Ten people went missing.", 10, "exactly", {"people"}, {"missing"}),
        ("Not a single person was killed.", 0, "exactly", {"people"}, {"dead"}),
        ("Ten hostages were freed.", 10, "exactly", {"people"}, {"held"}),
        ("Ten women were freed.", 10, "exactly", {"woman"}, {"freed"}),
        ("The party lost 12 seats.", 12, "exactly", {"seat"}, {"lost"}),
        ("Ten aid packets were given out.", 10, "exactly", {"packet"}, {"given"}),
        ("Not one child was hurt.", 0, "exactly", {"child"}, {"hurt"}),
        ("**22** people were killed.", 22, "exactly", {"people"}, {"dead"}),
        ("[22 people](https://example.org/a) were killed.", 22, "exactly", {"people"}, {"dead"}),
    ],
)
def test_a_figure_is_read_with_its_bound_what_it_counts_and_what_happened(
    text: str, low: float, bound: str, things: set[str], happened: set[str]
) -> None:
    figure = only(text)

    assert (figure.low, figure.high, figure.bound.value) == (low, low, bound)
    assert set(figure.things) == things
    assert set(figure.happened) == happened


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20 to 25 people", 20, 25),
        ("20-25 people", 20, 25),
        ("20–25 people", 20, 25),
        ("between twenty and twenty-five people", 20, 25),
        ("$2-3 billion in loans", 2e9, 3e9),
        ("dozens of people", 24, inf),
        ("scores of vehicles", 40, inf),
        ("hundreds more were wounded", 200, inf),
        ("tens of thousands of people fled", 20_000, inf),
        ("several hundred people", 200, inf),
        ("a dozen people", 12, 12),
        ("half a dozen people", 6, 6),
        ("half a million people", 500_000, 500_000),
        ("two and a half million people", 2_500_000, 2_500_000),
        ("1 000 people", 1000, 1000),
        ("1\u202f000\u202f000 people", 1_000_000, 1_000_000),
        ("12,500 homes", 12_500, 12_500),
        ("1.5 million people", 1_500_000, 1_500_000),
        ("a hundred and five people", 105, 105),
        ("1.5m people", 1_500_000, 1_500_000),
        ("some 75k fans", 75_000, 75_000),
        ("10bn animals", 1e10, 1e10),
        ("1'000 people", 1000, 1000),
        ("1’000’000 people", 1_000_000, 1_000_000),
        ("a quarter of a million people", 250_000, 250_000),
        ("three-quarters of a million people", 750_000, 750_000),
        ("two to three dozen people", 24, 36),
        ("two to three million people", 2_000_000, 3_000_000),
        ("ten to twenty-five thousand people", 10_000, 25_000),
        ("five hundred to two thousand people", 500, 2000),
        ("twenty to twenty-five people", 20, 25),
    ],
)
def test_numbers_are_read_in_digits_in_words_and_as_ranges(text: str, low: float, high: float) -> None:
    assert (only(text).low, only(text).high) == (low, high)


@pytest.mark.parametrize(
    ("text", "per", "words"),
    [
        ("400 people a day cross it.", "day", "400 people a day"),
        ("It carries 400 people per day.", "day", "400 people per day"),
        ("Some 400 people were killed every day.", "day", "Some 400 people were killed every day"),
        ("400 people a day were killed.", "day", "400 people a day were killed"),
        ("2,000 births a year", "year", "2,000 births a year"),
        ("$3 billion a year", "year", "$3 billion a year"),
        ("$3 billion in aid each year", "year", "$3 billion in aid each year"),
        ("They are worth $3bn annually.", "year", "$3bn annually"),
        ("300 tonnes of grain a day", "day", "300 tonnes of grain a day"),
        ("4 million tonnes per annum", "year", "4 million tonnes per annum"),
        ("It fires 10,000 shells daily.", "day", "fires 10,000 shells daily"),
        ("a daily average of 10,000 shells", "day", "10,000 shells"),
        ("Every day, 400 people cross it.", "day", "400 people"),
        ("5 deaths per 100,000 people", "100,000 people", "5 deaths per 100,000 people"),
        ("300 euros per head", "person", "300 euros per head"),
        ("two doctors per village", "village", "two doctors per village"),
        ("450 people cross the bridge each day", "day", "450 people cross the bridge each day"),
        ("450 people cross it and each day it is louder", "", "450 people"),
        ("22 people were killed in a town where each day is hard", "", "22 people were killed"),
        ("450 people cross it, and some each day", "", "450 people"),
        ("22 people were killed a day after the attack.", "", "22 people were killed"),
        ("22 people died a year ago.", "", "22 people died"),
        ("Three people were hurt a day earlier.", "", "Three people were hurt"),
        ("400 people came in a day.", "", "400 people"),
        ("They paid 30 per cent.", "", "30 per cent"),
        ("60 kilometres an hour", "", "60 kilometres an hour"),
    ],
)
def test_by_what_a_figure_is_told_is_read_behind_and_before_it(text: str, per: str, words: str) -> None:
    assert (only(text).per, only(text).words) == (per, words)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("World War 2 killed 60 million people.", 60e6),
        ("World War 2 killed 60 million.", 60e6),
        ("Typhoon 5 injured hundreds.", 200),
        ("Apollo 1 killed three astronauts.", 3),
    ],
)
def test_a_number_that_belongs_to_a_name_is_not_the_count_of_what_that_did(text: str, low: float) -> None:
    assert only(text).low == low


def test_a_headline_without_commas_is_read_whole() -> None:
    assert [(figure.low, set(figure.happened)) for figure in figures("Belgorod 22 killed 108 injured")] == [
        (22, {"dead"}),
        (108, {"hurt"}),
    ]


@pytest.mark.parametrize(
    "text", ["22 people died a year ago.", "22 people died two days later.", "22 people died one day on."]
)
def test_the_time_at_which_people_died_is_nothing_that_they_did(text: str) -> None:
    assert set(figures(text)[0].happened) == {"dead"}


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("more than $40 billion in aid", 40e9, "dollar"),
        ("$40bn", 40e9, "dollar"),
        ("€3m", 3e6, "euro"),
        ("40 billion dollars", 40e9, "dollar"),
        ("US$5", 5, "dollar"),
        ("12.5 %", 12.5, "percent"),
        ("30 per cent of voters", 30, "percent"),
        ("half of the voters", 50, "percent"),
        ("three quarters of voters", 75, "percent"),
        ("30 kilometers from the border", 30, "kilometre"),
        ("5.5 square miles", 5.5, "square mile"),
        ("nearly two years ago", 2, "year"),
        ("winds of 150 km/h", 150, "kilometre/h"),
        ("winds of 150 kph", 150, "kilometre/h"),
        ("100 mph winds", 100, "mile/h"),
    ],
)
def test_money_shares_and_measures_have_their_unit(text: str, low: float, unit: str) -> None:
    assert (only(text).low, only(text).unit) == (low, unit)


@pytest.mark.parametrize(
    "text",
    [
        "on the 22nd of May",
        "the twenty-first victim, the third attack",
        "on 30 December 2023 and on Dec. 29, 2023",
        "on 30 and 31 December",
        "since 2014, in the 1990s",
        "a 22-year-old man and boys aged 14 and 16",
        "he was 22 years old",
        "Smith, 34, said so",
        "children under 18 were hurt",
        "an S-300, a Su-34 and a B-52",
        "a Boeing 737 crashed",
        "at 10:30, at 5 p.m. and at 8 am",
        "call +44 20 7946 0958",
        "10 Downing Street",
        "No. 5, page 12",
        "they won 3-2",
        "a 22-storey tower and a two-year war",
        "one of the deadliest attacks",
        "the one that fell, one by one",
        "the dead were aged one to 70, the attacker was aged around 28 years",
        "a 7.6 magnitude quake, a magnitude 6 aftershock",
        "a local hospital",
        "a hotel was hit",
        "no comment",
        "24/7 since 9/11",
        "one in five children lives in poverty, 3 in 10 adults smoke",
        "5.2 per 1,000 births, every 10 people",
        "it fell to minus 5 degrees and to −5 degrees",
        "agent 007 and 000 people",
        "the 100m sprint, 20m deep and 5m away",
        "version 3.1.4, https://example.org/2023/12/31 and Q1",
    ],
)
def test_what_is_no_count_is_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_adults_and_children_are_counted_apart_and_together() -> None:
    adults, both, children = figures("the latest toll was 14 adults and two children dead")

    assert [figure.low for figure in (adults, children, both)] == [14, 2, 16]
    assert [set(figure.things) for figure in (adults, children, both)] == [{"adult"}, {"child"}, {"people"}]
    assert adults.happened == children.happened == both.happened == {"dead"}
    assert both.is_sum
    assert both.parts == (adults, children)
    assert both.words == "14 adults and two children dead"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killed three men, two women and a child", [3, 6, 2, 1]),
        ("five soldiers and three civilians were killed", [5, 8, 3]),
        ("22 people and two children were killed", [22, 2]),
        ("two cars and ten homes were damaged", [2, 10]),
        ("three men were killed and two women injured", [3, 2]),
        ("at least three men and two women were killed", [3, 2]),
    ],
)
def test_only_people_of_several_sorts_with_one_fate_are_added(text: str, expected: list[float]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "part", "whole", "things"),
    [
        ("destroyed 21 out of 49 attack drones", 21, 49, {"drone"}),
        ("Another 108 people, including 15 children, were injured", 15, 108, {"child"}),
        ("over a hundred wounded, of which 15 were children", 15, 100, {"child"}),
        ("22 were killed, including two firefighters", 2, 22, {"firefighter"}),
        ("Two of the three brothers were killed", 2, 3, {"brother"}),
        ("One of the three women was killed", 1, 3, {"woman"}),
        ("One of the 12 hostages was freed", 1, 12, {"prisoner"}),
        ("Two of the 22 dead were children", 2, 22, {"people"}),
        ("Seven of nine miners were freed", 7, 9, {"worker"}),
        ("launched 158 missiles and 114 of them had been destroyed", 114, 158, {"missil"}),
    ],
)
def test_a_part_knows_its_whole(text: str, part: float, whole: float, things: set[str]) -> None:
    figure = next(figure for figure in figures(text) if figure.low == part)

    assert figure.of is not None
    assert figure.of.low == whole
    assert figure.things == things
    assert figure.happened


def test_more_of_the_same_counts_the_same_thing() -> None:
    homes, more = figures("destroyed 12,000 homes and left 30,000 more damaged")

    assert homes.things == more.things == {"house"}
    assert (set(homes.happened), set(more.happened)) == ({"destroyed"}, {"damaged"})


def test_the_whole_of_a_part_has_not_its_fate() -> None:
    part, whole = figures("destroyed 21 out of 49 attack drones")

    assert part.happened == {"destroyed"}
    assert not whole.happened


@pytest.mark.parametrize(
    "text",
    [
        "118,000 cases in 114 countries, and 4,291 people died",
        "There were 1,266 new cases and 250 deaths",
        "They searched 12 houses in 3 towns and 40 people were arrested",
    ],
)
def test_what_happened_to_people_did_not_happen_to_what_is_told_beside_them(text: str) -> None:
    assert [bool(figure.happened) for figure in figures(text)][:-1] == [False] * (len(figures(text)) - 1)


def test_a_share_goes_up_to_another_and_is_none_of_a_month() -> None:
    for text in ("between 5% and 10% of voters", "5% to 10% of voters", "5%-10% of voters"):
        assert (only(text).low, only(text).high) == (5, 10)
        assert only(text).things == {"voter"}
    assert only("Inflation fell to 8.7% in April").things == set()


def test_killed_and_injured_in_one_sentence_are_held_apart() -> None:
    dead, hurt = figures("25 civilians had been killed—and more than 110 injured—by the attacks")

    assert (dead.low, hurt.low) == (25, 110)
    assert (set(dead.happened), set(hurt.happened)) == ({"dead"}, {"hurt"})
    assert hurt.bound is Bound.MORE_THAN


def test_a_figure_has_the_nearest_day_of_its_own_sentence() -> None:
    text = "On 3 May 2021 and later 22 people died; 5 were hurt on 4 May. Then 7 people died."

    assert [figure.date for figure in figures(text)] == ["2021-05-03", "05-04", ""]


def test_the_words_of_a_figure_are_those_of_the_text_without_links() -> None:
    assert only("At least two people were [killed](#) there").words == "At least two people were killed"
    assert only("killed " + "very" * 100 + " 22 people").counts == "people"
    assert len(only("22 " + "x" * 500 + " people were killed").words) == LONGEST


@given(st.integers(0, 999_999), st.sampled_from(["-", " "]), st.sampled_from([" and ", " "]))
def test_a_number_that_is_written_out_reads_as_its_value(value: int, link: str, conjunction: str) -> None:
    text = spelled(value, link, conjunction)
    pieces = tokens(text)
    read = number(text, pieces, 0)

    assert read is not None
    assert (read.low, read.high, read.end) == (value, value, len(pieces))


@given(st.integers(2, 999_999))
def test_digits_and_words_are_one_figure(value: int) -> None:
    forms = (f"{value} people died", f"{value:,} people died", f"{spelled(value)} people died")

    if not 1500 <= value <= 2099:
        assert {only(form).low for form in forms} == {value}


@given(TEXTS)
def test_any_text_is_read_and_places_are_within_it_and_in_order(text: str) -> None:
    found = figures(text)

    for figure in found:
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.low <= figure.high
        assert figure.counts or figure.things or figure.unit
    assert all(one.span <= other.span for one, other in pairwise(found))


@example("$ 22 at least", 0)
@given(TEXTS, st.integers(0, 1000))
def test_moved_figures_keep_their_words(text: str, by: int) -> None:
    moved_text = " " * by + text

    for figure in figures(text):
        at = moved(figure, by).span
        assert moved_text[at.start : at.end] == text[figure.span.start : figure.span.end]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,111,",
        "111 ",
        "1,",
        "5, ",
        "20 to 25 ",
        "1 and ",
        "+1",
        "a ",
        "5 people and ",
        "\n\t\t",
        " ",
        '"',
        "half a ",
        "were ",
        "5-",
        "a'",
    ],
)
def test_fifty_thousand_characters_over_and_over_are_read(piece: str) -> None:
    text = (piece * 50_000)[:50_000]

    spans = [figure.span for figure in figures(text)]

    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(text[span.start : span.end].strip() for span in spans)
