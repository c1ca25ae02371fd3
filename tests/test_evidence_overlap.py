"""What a passage has in common with a claim is found in other forms too, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.evidence.search.overlap import overlap


def common(claim: str, passage: str) -> list[str]:
    """The words of a passage that a claim has too."""
    return [passage[start:end] for start, end in overlap(claim, passage)]


def test_words_in_other_forms_and_figures_in_words_are_found() -> None:
    claim = "The attack of 30 December 2023 killed 22 people in Russia."

    assert common(claim, "Russian officials told of twenty-two deaths on Dec. 30, of killings, and of rain.") == [
        "Russian",
        "twenty-two",
        "Dec. 30",
        "killings",
    ]


def test_words_that_say_nothing_are_not() -> None:
    assert common("The bridge is in the town.", "The rain is in the house.") == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_stretches_are_in_the_passage_in_order_and_apart(claim: str, passage: str) -> None:
    at = 0
    for start, end in overlap(claim, passage):
        assert at <= start < end <= len(passage)
        at = end
