"""Quotes are found where they are, in whatever dress, and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Quote
from tui.dossier.values.quotes import MAX_PLACES, QuoteState, fold, locate, select
from tui.dossier.yaml_text.quote_checks import nearest_passage

SEEDS = sorted((Path(__file__).parent.parent / "seeds").iterdir())
ARTICLES = [Article(path.name, path.read_bytes().decode()) for path in SEEDS]


def found(text: str, quote: str, **context: str) -> str | None:
    """The stretch at which a quote is found."""
    span = locate(Article("a.txt", text), Quote(quote, **context)).span
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "quote", "stretch"),
    [
        ("Twenty were hurt.", "were hurt", "were hurt"),
        ("Twenty\n  were\thurt.", "Twenty were hurt", "Twenty\n  were\thurt"),
        ("“It’s over,” he said.", '"It\'s over," he said', "“It’s over,” he said"),
        ("25 killed—and more", "25 killed-and more", "25 killed—and more"),
        ("in the cafe\u0301 today", "in the café today", "in the cafe\u0301 today"),
        ("in the café today", "in the cafe\u0301 today", "in the café today"),
        ("two were [killed](#) in it", "two were killed in it", "two were [killed](#) in it"),
        ("two were [killed](#) in it", "[killed](#) in", "[killed](#) in"),
        ("two were [killed](#)", "two  were killed", "two were [killed](#)"),
        ("[two](#) were killed", "two  were", "[two](#) were"),
        ("[two were](#) killed", "two  were", "two were"),
    ],
)
def test_the_same_words_are_found_in_other_dress(text: str, quote: str, stretch: str) -> None:
    assert found(text, quote) == stretch


@pytest.mark.parametrize("quote", ["23 people", "22 persons", "22 People", "22 people died", "… 22 people", "x" * 5000])
def test_other_words_are_not_found(quote: str) -> None:
    assert found("At least 22 people were killed.", quote) is None


def test_a_quote_that_cuts_a_number_gives_way_to_a_whole_one_and_is_marked_where_there_is_none() -> None:
    both = Article("a.txt", "There were 22 people, then 2 people.")
    only = Article("a.txt", "There were 22 people.")

    assert locate(both, Quote("2 people")).span == Span(27, 35)
    assert not locate(both, Quote("2 people")).cuts_word
    assert locate(only, Quote("2 people")).cuts_word
    assert locate(Article("a.txt", "1,114 went"), Quote("114 went")).cuts_word


def test_several_places_have_no_place_until_prefix_or_suffix_choose() -> None:
    text = "In Kharkiv 22 were hurt. In Belgorod 22 were killed."

    assert locate(Article("a.txt", text), Quote("22 were")).state is QuoteState.AMBIGUOUS
    assert locate(Article("a.txt", text), Quote("22 were")).places == 2
    assert locate(Article("a.txt", text), Quote("22 were", prefix="In  Belgorod")).span == Span(37, 44)
    assert locate(Article("a.txt", text), Quote("22 were", suffix="hurt")).span == Span(11, 18)
    assert locate(Article("a.txt", text), Quote("22 were", prefix="Odesa")).state is QuoteState.AMBIGUOUS


def test_front_matter_is_counted_but_not_searched() -> None:
    article = Article("a.md", "---\ntitle: Bridge\n---\nThe Bridge is closed.")

    assert locate(article, Quote("Bridge")).span == Span(26, 32)
    assert locate(article, Quote("title")).state is QuoteState.MISSING


def test_the_nearest_passage_is_suggested_for_a_misquote() -> None:
    moscow_times = ARTICLES[1]

    near = nearest_passage(moscow_times, Quote("At least 22 persons were killed and dozens injured"))

    assert near is not None
    assert near.startswith("At least 22 people were killed and dozens more")
    assert nearest_passage(moscow_times, Quote("wholly other matters altogether")) is None


def test_of_passages_that_are_alike_the_nearest_is_the_first() -> None:
    article = Article("a.txt", "One two three four. Five six. One two three nine.")

    assert nearest_passage(article, Quote("One two three ten")) == "One two three four."


@pytest.mark.parametrize(
    ("text", "at", "quote"),
    [
        ("One no. Two yes.", 1, Quote("no.")),
        ("One no. Two no.", 1, Quote("no.", prefix="One")),
        ("One no. Two no.", 2, Quote("no.", prefix="Two")),
        ("---\ntitle: One\n---\nno one. no two.", 1, Quote("no", suffix="one.")),
        ("One no, two, " + "and so on, " * 50 + "three no", 2, Quote("no", prefix="three")),
    ],
)
def test_a_selection_gets_the_fewest_words_that_tell_its_place(text: str, at: int, quote: Quote) -> None:
    starts = [match.start() for match in re.finditer(re.escape(quote.exact), text)]
    start = starts[at - 1]

    assert select(Article("a.md", text), Span(start, start + len(quote.exact))) == quote


@given(st.data())
def test_what_is_selected_in_an_article_is_found_at_that_very_place(data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(ARTICLES))
    first = data.draw(st.integers(0, len(article.sentences) - 1))
    last = data.draw(st.integers(first, min(first + 2, len(article.sentences) - 1)))
    span = Span(article.sentences[first].start, article.sentences[last].end)

    quote = select(article, span)
    at = locate(article, quote)

    assert "\n" not in quote.exact
    if at.state is QuoteState.FOUND:
        assert at.span == span
    else:  # a caption that stands twice in the same surroundings
        assert at.places > 1


@given(st.lists(st.sampled_from(["aa", "b", "cc", "22", "2"]), min_size=3, max_size=25), st.data())
def test_among_repeats_the_selection_is_told_apart_by_its_neighbours(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    article = Article("a.txt", text)
    at = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(words[:at])) + bool(at)
    span = Span(start, start + len(words[at]))

    placed = locate(article, select(article, span))

    assert placed.span == span or placed.state is QuoteState.AMBIGUOUS


@given(st.sampled_from(ARTICLES), st.integers(0, 6000), st.integers(5, 200), st.data())
def test_one_other_letter_or_digit_and_it_is_not_found_there(
    article: Article, start: int, length: int, data: st.DataObject
) -> None:
    exact = article.text[start : start + length]
    letters = [at for at, char in enumerate(exact) if char.isalnum()]
    assume(letters)
    at = data.draw(st.sampled_from(letters))
    changed = exact[:at] + ("7" if exact[at] != "7" else "3") + exact[at + 1 :]

    span = locate(article, Quote(changed)).span

    assert span is None or fold(article.text[span.start : span.end]).text == fold(changed).text


@given(st.text(max_size=60))
def test_folding_maps_every_character_back_to_where_it_came_from(text: str) -> None:
    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(st.text(alphabet="aeé\u0301\u0327\u1100\u1161\u11a8 가각", max_size=12))
def test_normal_forms_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)).text == fold(unicodedata.normalize("NFC", text)).text


@pytest.mark.parametrize("text", ["[" * 50_000, "[a](" * 20_000, " " * 100_000, "a" * 100_000, "\u0301" * 50_000])
def test_hostile_texts_are_folded_without_harm(text: str) -> None:
    assert len(fold(text).text) <= len(text)


@pytest.mark.parametrize(
    "link",
    [
        "[Kharkiv](https://en.wikipedia.org/wiki/Kharkiv_(city))",
        '[Kharkiv](https://x.org "The city")',
        "[Kharkiv](<https://x.org/a b>)",
        "[Kharkiv](#)",
        "![Kharkiv](a.png)",
    ],
)
def test_the_target_of_a_link_may_have_brackets_a_title_and_blanks(link: str) -> None:
    text = f"Missiles fell on {link} at night."

    found = locate(Article("a.md", text), Quote("fell on Kharkiv at night"))

    assert (found.state, found.span) == (QuoteState.FOUND, Span(9, len(text) - 1))


def test_half_a_link_can_be_taken_from_an_article() -> None:
    article = Article("a.md", "See\n[the report. It says](http://x) more.")
    span = Span(0, 16)

    quote = select(article, span)

    assert quote.exact == "See the report."
    assert locate(article, quote).state is QuoteState.FOUND


def test_a_prefix_holds_for_words_in_one_place_too() -> None:
    article = Article("a.txt", "A: two three. B: two\nthree.")

    assert locate(article, Quote("two three", prefix="B:")).span == Span(17, 26)
    assert locate(article, Quote("two three", prefix="A:")).span == Span(3, 12)
    assert locate(article, Quote("two three", prefix="C:")).span is None
    assert locate(Article("a.txt", "A: two three."), Quote("two three", prefix="C:")).state is QuoteState.MISSING


def test_words_as_such_in_other_dress_go_before_the_same_letters_within_a_word() -> None:
    article = Article("a.txt", "It killed 220 people. Yesterday it killed\n22 people.")

    assert locate(article, Quote("killed 22")).span == Span(35, 44)


def test_a_sentence_that_also_stands_on_one_line_elsewhere_is_not_taken_for_that_one() -> None:
    text = "The mayor said no to the plan.\n\nBody in a letter that was\nseen by us:\n\nThe mayor said no\nto the plan. They deny."
    article = Article("a.txt", text)
    start = text.rindex("The mayor")
    span = Span(start, start + 30)

    found = locate(article, select(article, span))

    assert found.span == span


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("El hecho paso\u0301 ayer.", "El hecho paso"),
        ("наши\u0306 дом", "наши"),
        ("It took 22\u00a0000 men.", "22"),
        ("It took 22\u202f000 men.", "000"),
        ("It took 2½ days.", "2"),
        ("It took 1.5 days.", "took 1"),
        ("It took 1.5 days.", "5 days"),
    ],
)
def test_a_part_of_a_letter_or_number_is_said_to_be_a_part(text: str, quote: str) -> None:
    assert locate(Article("a.txt", text), Quote(quote)).cuts_word


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“a” [ b\n" * 5000, '"a" [ b'),
        ("\u0301\u0316" * 50_000, "x"),
        ("a" * 400_000, "a" * 200_000),
        ("[a](" * 50_000, "b"),
        ("[a](b" * 50_000, "c d"),
        ('[a](b "' * 50_000, "c d"),
        ("![" * 100_000, "c d"),
    ],
)
def test_nasty_texts_are_searched_in_no_time(text: str, quote: str) -> None:
    """With the square of its length each would take minutes."""
    assert locate(Article("a.txt", text), Quote(quote)).places <= MAX_PLACES
