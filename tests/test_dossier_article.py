"""Articles keep their text as it is, and know where their sentences are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencex import segment

from tui.dossier.values.article import Article, Span

SEEDS = Path(__file__).parent.parent / "seeds"


def sentences(text: str, file: str = "a.txt", language: str = "en") -> list[str]:
    """The sentences of a text."""
    article = Article(file, text, language)
    return [text[start:end] for start, end in article.sentences]


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = "Dr. Roe was hurt on Dec. 30. “Stop,” she said. It cost $2.5 million."

    assert sentences(text) == ["Dr. Roe was hurt on Dec. 30.", "“Stop,” she said.", "It cost $2.5 million."]


def test_hard_wrapped_lines_are_one_paragraph_and_short_lines_are_their_own() -> None:
    wrapped = "The bridge over the harbour was closed on Monday morning after\na lorry had struck it. Nobody was hurt."

    assert len(Article("a.txt", wrapped).paragraphs) == 1
    assert sentences("Adam Morrow\n1/2/2024\nUpdated:") == ["Adam Morrow", "1/2/2024", "Updated:"]


def test_line_ends_are_not_translated() -> None:
    text = "One.\r\n\r\nTwo.\r\n"

    assert Article("a.txt", text).paragraphs == (Span(0, 4), Span(8, 12))


def test_front_matter_counts_in_offsets_and_is_no_text() -> None:
    text = "---\ntitle: X\n---\n# Head\n\nBody here.\n"

    assert sentences(text, "a.md") == ["# Head", "Body here."]
    assert sentences(text, "a.txt")[0] == "---"
    assert Article("a.md", text).first_line == "Head"


def test_a_form_in_an_article_falls_into_its_lines() -> None:
    text = (SEEDS / "003_b7f12539c279d117.txt").read_text(encoding="utf-8")

    assert "Please enter email address." in sentences(text)


def test_the_sentences_around_a_stretch_are_whole() -> None:
    article = Article("a.txt", "One two. Three four. Five six.")

    assert article.sentences_around(Span(4, 12)) == Span(0, 20)
    assert article.sentences_around(Span(21, 25)) == Span(21, 30)


@pytest.mark.parametrize("language", ["en", "ru", "zh", "ar", "", "xx", "en-GB", "no such language"])
def test_any_language_may_be_named(language: str) -> None:
    assert sentences("One here. Two there.", language=language)


@pytest.mark.parametrize("blank", ["\u00a0", "\u0085", "\u1680", "\u2009", "\u2028", "\u202f", "\u3000"])
def test_a_blank_of_any_width_may_stand_between_a_letter_and_its_full_stop(blank: str) -> None:
    assert sentences(f"He took vitamin A{blank}. Then he slept.") == [f"He took vitamin A{blank}.", "Then he slept."]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_sentences_are_in_order_apart_and_without_outer_blanks(text: str) -> None:
    article = Article("a.txt", text)

    assert "".join(segment("en", re.sub(r"\s", " ", text))) == re.sub(r"\s", " ", text)
    end = 0
    for sentence in article.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        assert any(start <= sentence.start and sentence.end <= stop for start, stop in article.paragraphs)
        end = sentence.end
