"""Two passages are compared word for word, and what differs is marked as a person would mark it."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nasty import STRINGS

from tui.dossier.values.article import Span
from tui.evidence import differences
from tui.evidence.differences import LONGEST, MOST, PAIRS, Comparison, compare, nearest_first

WORDS = st.lists(
    st.sampled_from(
        [
            "22",
            "25",
            "people",
            "were",
            "killed",
            "injured",
            "of",
            "the",
            "The",
            "said,",
            "“Kyiv”",
            "—",
            "e\u0301",
            "日本",
            *STRINGS,
        ]
    ),
    max_size=25,
).map(" ".join)
TEXTS = WORDS | st.text(max_size=60)


def marked(one: str, other: str) -> tuple[str, str]:
    """Both texts, with what differs in square brackets."""
    found = compare(one, other)
    return bracketed(one, found.one), bracketed(other, found.other)


def bracketed(text: str, spans: tuple[Span, ...]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def unmarked(text: str, spans: tuple[Span, ...]) -> list[str]:
    """The words that are not marked, as they are compared."""
    words = differences._words(text)
    return [key for key, (start, end) in words if not any(at <= start and end <= to for at, to in spans)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[At least 22] people were [killed] on Saturday.", "[25] people were [injured] on Saturday"),
        ("the [22] dead", "the [25] dead"),
        ("[22] of the [30] hurt in [2022]", "[25] of the [31] hurt in [2023]"),
        ("It was [not] said", "It was said"),
        ("up by 5[%]", "up by 5"),
        ("[€]5", "[$]5"),
        ("he lost [22,000]", "he lost [22]"),
        ("日本の[人]が死んだ", "日本の[犬]が死んだ"),
        ("[कि] है", "[की] है"),
        ("[کتاب‌ها] را", "[کتاب] را"),
        ("مرحبا [بالعالم]", "مرحبا [يا عالم]"),
        ("", "[all of it]"),
    ],
)
def test_only_the_words_that_differ_are_marked(one: str, other: str) -> None:
    plain = [text.replace("[", "").replace("]", "") for text in (one, other)]

    assert marked(*plain) == (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Kyiv’s” 22-year-old", "'KYIV's' 22 year old"),
        ("cafe\u0301 — open", "CAFÉ - open"),
        ("Straße", "STRASSE"),
        ("killed, he said.", "killed he  said"),
        ("a [fire](http://x.y) burnt", "a fire burnt"),
    ],
)
def test_case_dress_normal_form_punctuation_and_links_are_no_difference(one: str, other: str) -> None:
    found = compare(one, other)

    assert (found.one, found.other) == ((), ())
    assert found.same == found.words > 0


def test_no_lone_article_between_two_changes_is_left_unmarked() -> None:
    one = "Russian officials blamed the shelling of the central square on Kyiv"
    other = "Moscow said that the attack of the market was by Ukrainian forces"

    assert marked(one, other) == (f"[{one}]", f"[{other}]")


def test_words_that_say_something_are_matched_before_those_that_hold_a_sentence_together() -> None:
    assert marked("the deadliest raid since the start of the war", "one of the deadliest attacks since May 2022") == (
        "the deadliest [raid] since [the start of the war]",
        "[one of] the deadliest [attacks] since [May 2022]",
    )


def test_it_is_said_how_many_words_of_the_longer_text_are_the_same() -> None:
    assert compare("22 people were killed", "25 people were killed there")[2:] == (3, 5, False)
    assert compare("", "!?")[2:] == (0, 0, False)


@given(TEXTS)
def test_the_same_text_twice_has_no_marks(text: str) -> None:
    found = compare(text, text)

    assert (found.one, found.other) == ((), ())
    assert found.same == found.words


@given(TEXTS, TEXTS)
@example("the x the", "x the the")
def test_what_is_unmarked_is_the_same_on_both_sides(one: str, other: str) -> None:
    found = compare(one, other)

    assert unmarked(one, found.one) == unmarked(other, found.other)
    assert len(unmarked(one, found.one)) == found.same <= found.words


@given(TEXTS, TEXTS)
def test_marks_lie_in_the_text_in_order_and_apart(one: str, other: str) -> None:
    found = compare(one, other)

    for text, spans in ((one, found.one), (other, found.other)):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(before.end <= after.start for before, after in pairwise(spans))


@given(TEXTS, TEXTS)
def test_the_other_way_round_it_is_the_same_differences(one: str, other: str) -> None:
    found = compare(one, other)

    assert compare(other, one) == Comparison(found.other, found.one, *found[2:])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x " * 50_000, "x y " * 50_000),
        ("日" * 100_000, "日本" * 50_000),
        ("x" * 100_000, "x " * 100_000),
        ("e" + "\u0301" * 100_000, "e"),
        (" ".join(f"x v{at}" for at in range(9_000)), " ".join(f"x u{at}" for at in range(9_000))),
        ("[" * 100_000, "](" * 50_000),
    ],
    ids=["one word", "ideographs", "a long word", "marks", "every other", "brackets"],
)
def test_of_texts_that_would_take_long_only_the_beginnings_are_compared_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, one: str, other: str
) -> None:
    asked: list[int] = []

    def counting(junk: object, a: list[str], b: list[str], *, autojunk: bool) -> SequenceMatcher[str]:
        counts = Counter(b)
        asked.append(sum(counts[word] for word in a))
        return SequenceMatcher(None, a, b, autojunk=autojunk)

    compare.cache_clear()
    monkeypatch.setattr(differences, "SequenceMatcher", counting)
    found = compare(one, other)

    assert found.is_cut
    assert found.words <= MOST
    assert 0 <= max(asked) <= PAIRS
    assert all(end <= LONGEST for _, end in (*found.one, *found.other))


def test_prose_of_usual_length_is_compared_whole() -> None:
    words = [("the", "of", "a", f"word{at}")[at % 4] for at in range(150)]

    assert not compare(" ".join(words), " ".join(reversed(words))).is_cut


def test_the_nearest_are_those_that_share_most_of_their_words_and_of_equals_the_first() -> None:
    others = [
        "nothing alike",
        "22 people were hurt there on a long and rainy day",
        "22 People were killed",
        "Other.",
        "22 people were hurt",
    ]

    assert nearest_first("22 people were killed.", others) == [2, 4, 1, 0, 3]
    assert nearest_first("", ["", "x"]) == [0, 1]
