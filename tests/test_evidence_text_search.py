"""Words that are looked for in an article are found wherever they stand, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.dossier.values.article import Article, Span
from tui.dossier.values.quotes import fold
from tui.evidence.search.text_search import MOST, find_text


def found(text: str, wanted: str) -> list[str]:
    """The words of each hit, as they stand in the text."""
    return [text[start:end] for start, end in find_text(Article("a.txt", text), wanted)]


def test_upper_and_lower_case_dress_and_line_breaks_make_no_difference() -> None:
    text = "The Mayor’s car.\nTHE MAYOR'S\ncar, and the mayors cars."

    assert found(text, "the mayor's car") == ["The Mayor’s car", "THE MAYOR'S\ncar"]


def test_a_letter_that_is_two_in_lower_case_keeps_the_places_right() -> None:
    assert found("Die Straße, die STRASSE, und mehr.", "strasse") == ["Straße", "STRASSE"]
    assert found("Straße und mehr.", "mehr") == ["mehr"]


def test_hits_do_not_overlap_and_part_of_a_word_is_one() -> None:
    assert found("aaaa bab", "aa") == ["aa", "aa"]
    assert found("22 of 220", "22") == ["22", "22"]


def test_nothing_is_found_in_front_matter_and_for_no_words() -> None:
    text = "---\ntitle: Rain\n---\nRain fell."

    assert [span.start for span in find_text(Article("a.md", text), "rain")] == [text.index("Rain fell")]
    assert found("Rain.", "  ") == []


def test_of_very_many_no_more_are_counted() -> None:
    assert len(find_text(Article("a.txt", "a " * (MOST + 5)), "a")) == MOST


@given(st.text(alphabet="abAB ß’'\n-–é", max_size=60), st.text(alphabet="abAB ß’'-é", min_size=1, max_size=4))
def test_each_hit_has_the_words_and_they_are_in_order_within_the_text(text: str, wanted: str) -> None:
    needle = fold(wanted).text.casefold().strip()
    spans = find_text(Article("a.txt", text), wanted)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start or one.end - other.start < 2 for one, other in pairwise(spans))
    assert all(needle in fold(text[span.start : span.end]).text.casefold() for span in spans)
    assert bool(spans) == (bool(needle) and needle in fold(text).text.casefold())
    assert isinstance(spans, tuple)
    assert all(isinstance(span, Span) for span in spans)
