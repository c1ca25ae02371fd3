"""Search proposes whole sentences of a source, the likeliest first, and says from which words."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Source
from tui.evidence.search.candidates import REPEATS, WEIGHTS, Candidate, candidates, repeats
from tui.evidence.search.synonyms import same_root, synonyms
from tui.evidence.search.words import LONGEST_WORD, Kind, may_have, start, stem, words

BRIDGE = (
    "Bridge news\n\nThe harbour bridge was closed to lorries on Saturday. Twenty-two deaths were counted in the flood.\n\n"
    "The mayor opened a school. He said that 1,000 pupils had moved in. It rained.\n"
)
PLAIN = "killed deaths The mayor 22 twenty-two bridge Bridge lorries flood closed 1,000 30 December 2023 U.S. Dec. 30"
ODD = [". ", "! ", "\n\n", " ", "\n", "per cent", "$40 billion", "“", "’s", "\x1b", "½", "日本語。"]
PIECES = st.sampled_from([*PLAIN.split(), *ODD])
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map(" ".join), st.text(max_size=200))


def source_of(text: str, *skip: str, file: str = "a.txt") -> Source:
    """A source with an article of some text."""
    return Source("a", file, "A", Article(file, text), skip=skip)


def quotes(text: str, found: list[Candidate]) -> list[str]:
    """The words of some candidates."""
    return [text[candidate.span.start : candidate.span.end] for candidate in found]


def keys(text: str) -> list[str]:
    """What of a text is compared."""
    return [word.key for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("22", "twenty-two"),
        ("22", "Twenty two"),
        ("1,000", "1000"),
        ("1,000", "a thousand"),
        ("40 billion", "forty billion"),
        ("40 billion", "40bn"),
        ("$40 billion", "$40bn"),
        ("£1.5 million", "£1.5m"),
        ("12,000", "12\u00a0000"),
        ("1,000,000", "1\u202f000\u202f000"),
        ("$2.5 million", "2,500,000 dollars"),
        ("30 %", "thirty per cent"),
        ("30%", "30 percent"),
        ("30 December 2023", "Dec. 30, 2023"),
        ("30 December 2023", "2023-12-30"),
        ("the 3rd of May", "May 3"),
        ("the killing", "killed"),
        ("the governor’s", "governors"),
        ("U.S.", "US"),
    ],
)
def test_the_same_thing_written_otherwise_is_the_same_word(one: str, other: str) -> None:
    assert sorted(keys(one)) == sorted(keys(other)) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("22", "2"),
        ("1,000", "1.5"),
        ("30 December", "30 kilometres"),
        ("3 May 2021", "3 June 2022"),
        ("20 million", "20m"),
        ("kill", "wound"),
    ],
)
def test_different_things_are_different_words(one: str, other: str) -> None:
    assert not set(keys(one)) & set(keys(other))


def test_a_figure_of_several_words_is_one_and_its_place_is_known() -> None:
    text = "Some twenty-two thousand people, and five, ten in a row"

    figures = [(word.key, text[word.start : word.end]) for word in words(text) if word.kind is Kind.FIGURE]

    assert figures == [("22000", "twenty-two thousand"), ("5", "five"), ("10", "ten")]


def test_a_date_has_its_weekday_and_one_that_the_calendar_does_not_have_has_none() -> None:
    assert words("30 December 2023")[0].weekday == stem("saturday")
    assert words("30 December")[0].weekday == ""
    assert words("2023-02-30")[0].weekday == ""
    assert all(word.kind is not Kind.DATE for word in words("2023-13-40")[1:])


def test_empty_words_say_nothing_but_names_that_look_like_them_do() -> None:
    assert keys("it was not the one who may have been with us") == ["one"]
    assert keys("The US and the WHO") == ["us", "who"]


def test_kin_goes_both_ways_and_has_no_word_of_its_own() -> None:
    assert stem("deaths") in synonyms()[stem("killed")]
    assert all(word in synonyms()[other] and word != other for word, others in synonyms().items() for other in others)


def test_two_words_are_of_one_root_only_where_one_begins_with_a_long_stem_of_the_other() -> None:
    assert same_root("retali", "retaliatori")
    assert same_root("retaliatori", "retali")
    assert not same_root("retali", "retali")
    assert not same_root("port", "portug")


def test_the_likeliest_sentence_comes_first_and_says_why() -> None:
    found = candidates("22 people were killed in the flood.", source_of(BRIDGE))

    assert quotes(BRIDGE, found)[0] == "Twenty-two deaths were counted in the flood."
    assert found[0].hints == ("22 = Twenty-two", "killed ~ deaths")
    assert {part.word for part in found[0].contributions} == {"22", "killed", "flood"}


def test_a_share_says_where_the_article_has_the_word() -> None:
    found = candidates("22 people were killed.", source_of(BRIDGE), 1)[0]

    assert {part.word: [BRIDGE[start:end] for start, end in part.matched] for part in found.contributions} == {
        "22": ["Twenty-two"],
        "killed": ["deaths"],
    }


def test_a_day_of_the_week_stands_for_a_date_and_less_than_the_date_itself() -> None:
    text = "It opened on Saturday. It closed on Dec. 30. It was empty on Sunday."

    found = candidates("30 December 2023", source_of(text))

    assert quotes(text, found)[:2] == ["It closed on Dec. 30.", "It opened on Saturday."]
    assert "30 December 2023 = Dec. 30" in found[0].hints
    assert "30 December 2023 ~ Saturday" in found[1].hints


def test_the_word_itself_goes_before_its_synonyms() -> None:
    text = "Three deaths followed. Three were killed later. Nothing else is known."

    assert quotes(text, candidates("killed", source_of(text)))[0] == "Three were killed later."


def test_a_sentence_has_a_little_of_the_one_before() -> None:
    text = "Nothing is known.\n\nThe mayor spoke of lorries. He was tired.\n\nIt rained."

    found = candidates("the lorries", source_of(text))

    assert quotes(text, found) == ["The mayor spoke of lorries.", "He was tired.", "Nothing is known."]
    assert candidates("the lorry", source_of(text))[1].hints == ("in the sentence before: lorry ~ lorries",)
    assert found[1].hints == ("in the sentence before: lorries",)


def test_what_a_passage_lends_to_those_beside_it_is_taken_back_once_it_is_proposed_itself() -> None:
    asked = "The mayor counted heavy lorries on the old harbour bridge of Norrby in March."
    text = f"{asked} He was tired. Snow fell. A lorry came. Rain fell."

    found = candidates(asked, source_of(text))
    twice = candidates(asked, source_of(text), weights=WEIGHTS._replace(lent_again=1))

    assert quotes(text, found)[1] == "A lorry came."
    assert quotes(text, twice)[1] == "He was tired."
    assert found[0] == twice[0]


def test_a_heading_is_held_back() -> None:
    text = "Rain fell.\n\nLorries banned\n\nRain fell.\n\nSnow fell.\n\nLorries banned.\n\nSnow fell."

    assert quotes(text, candidates("lorries", source_of(text), 2)) == ["Lorries banned.", "Lorries banned"]


def test_a_word_of_the_same_root_stands_for_the_word() -> None:
    text = "Rain fell. A retaliatory tariff came. Snow fell."

    found = candidates("the retaliation", source_of(text), 1)

    assert quotes(text, found) == ["A retaliatory tariff came."]
    assert found[0].hints == ("retaliation ~ retaliatory",)


def test_of_two_sentences_with_the_same_words_the_shorter_comes_first() -> None:
    text = "Rain fell.\n\nBridge work went slowly, dully, coldly.\n\nSnow fell.\n\nBridge work went.\n\nSnow fell."

    assert quotes(text, candidates("bridge", source_of(text), 1)) == ["Bridge work went."]


def test_of_two_that_are_as_likely_the_one_that_stands_first_comes_first() -> None:
    text = "Rain fell.\n\nA bridge stood.\n\nWind blew.\n\nSnow came.\n\nA bridge stood.\n\nSun shone."

    spans = [candidate.span.start for candidate in candidates("bridge", source_of(text), 2)]

    assert spans == sorted(spans)
    assert spans == [text.index("A bridge"), text.rindex("A bridge")]


def test_a_sentence_that_repeats_the_claim_is_marked() -> None:
    claim = Claim("x", "The harbour bridge was closed to lorries")

    assert candidates(claim, source_of(BRIDGE))[0].hints[0] == REPEATS
    assert not repeats("Bridge closed", "The bridge was closed.")
    assert not repeats("", "The bridge was closed.")
    assert not repeats("art", "The start.")


def test_what_is_no_article_text_is_never_a_candidate_wherever_it_stands() -> None:
    text = "Subscribe to bridge news.\n\nThe bridge was closed.\n\nSubscribe to bridge news.\n\nThe end came."

    assert len(candidates("bridge news", source_of(text), 9)) == 4
    assert quotes(text, candidates("bridge news", source_of(text, "Subscribe to bridge news"), 9)) == [
        "The bridge was closed.",
        "The end came.",
    ]


def test_front_matter_is_never_a_candidate() -> None:
    text = "---\ntitle: The bridge is closed.\n---\nThe bridge is open. It rained.\n"

    found = candidates("bridge closed", source_of(text, file="a.md"))

    assert quotes(text, found) == ["The bridge is open.", "It rained."]


def test_there_is_nothing_where_nothing_is_shared_or_wanted_or_there() -> None:
    assert candidates("penguins", source_of(BRIDGE)) == []
    assert candidates("the of and", source_of(BRIDGE)) == []
    assert candidates("", source_of(BRIDGE)) == []
    assert candidates("bridge", source_of(BRIDGE), 0) == []
    assert candidates("bridge", source_of("")) == []
    assert candidates("bridge", Source("a", "a.txt", "A", None)) == []


@given(claim=TEXTS, text=TEXTS, limit=st.integers(0, 8), skip=st.sampled_from(["mayor", "The", "22"]))
def test_whatever_is_asked_of_whatever_text(claim: str, text: str, limit: int, skip: str) -> None:
    source = source_of(text, skip)
    assert source.article is not None

    found = candidates(claim, source, limit)

    assert len(found) <= limit
    assert {candidate.span for candidate in found} <= set(source.article.sentences)
    for one, other in pairwise(sorted(candidate.span for candidate in found)):
        assert one.end <= other.start
    for first, second in pairwise(found):
        assert (-first.score, first.span.start) < (-second.score, second.span.start)
    for candidate in found:
        assert candidate.score > 0
        assert sum(part.score for part in candidate.contributions) == pytest.approx(candidate.score)
        assert all(claim.count(part.word) and part.score > 0 and part.matched for part in candidate.contributions)
    assert found == candidates(claim, source, limit)
    if text.count(skip) == 1 and any(skip in text[start:end] for start, end in source.article.sentences):
        assert not any(skip in quote for quote in quotes(text, found))


@given(text=TEXTS)
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert text[word.start : word.end].strip() == text[word.start : word.end]
        assert word.key


@given(value=st.integers(0, 10**9))
def test_a_number_is_the_same_with_and_without_its_marks(value: int) -> None:
    assert keys(f"{value:,}") == keys(str(value))


@pytest.mark.parametrize(
    "text",
    ["9" * 100_000, "1," * 50_000, "a'" * 50_000, "A." * 50_000, "hundred " * 20_000, "x" * 100_000, "1 May " * 20_000],
)
def test_a_hostile_text_is_read_in_bounded_time_and_memory(text: str) -> None:
    assert all(len(key) <= LONGEST_WORD for key in keys(text))
    assert len(candidates(text[:2_000], source_of(text[:20_000]))) <= 3


def test_most_quotes_of_the_shipped_dossier_are_among_the_first_three() -> None:
    dossier = open_dossier(ROOT / "claims.yaml").dossier
    hits = []
    for claim in dossier.claims:
        for source in dossier.sources.values():
            exact = [e.quote.exact for e in claim.evidence if e.source == source.id and e.quote is not None]
            if exact and source.article is not None:
                found = quotes(source.article.text, candidates(claim, source))
                hits.append(any(quote in sentence or sentence in quote for quote in exact for sentence in found))

    assert len(hits) >= 140
    assert sum(hits) / len(hits) >= 0.8


def test_a_span_is_what_the_article_calls_a_sentence() -> None:
    source = source_of(BRIDGE)

    assert candidates("lorries", source, 1)[0].span == Span(13, 66)


def test_a_stem_begins_as_its_word_does() -> None:
    """Stems are taken only of the words that begin as a claim's word: no other may have its stem."""
    spoken = set((ROOT / "tui" / "evidence" / "search" / "synonyms.txt").read_text(encoding="utf-8").lower().split())
    for path in (ROOT / "seeds").iterdir():
        spoken |= {word.key for word in words(path.read_text(encoding="utf-8"), stems=False)}
    spoken |= {"skies", "dying", "lying", "tying", "using", "aging", "ability", "ties", "going", "idly", "early"}

    assert not [word for word in spoken if start(word) != start(stem(word)) or not may_have(word, stem(word))]


def test_words_of_threads_that_stem_at_once_are_not_mixed_up() -> None:
    tails = ("ational", "ization", "fulness", "ement", "ously", "ical", "ed", "ies")
    spoken = [f"{head}{tail}{letter}ing" for letter in "abcdef" for head in ("ban", "tolk") for tail in tails]
    right = [stem.__wrapped__(word) for word in spoken]
    with ThreadPoolExecutor(4) as pool:
        found = [*pool.map(lambda _: [stem.__wrapped__(word) for word in spoken], range(8))]

    assert found == [right] * 8
