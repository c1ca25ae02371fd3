"""What the sources say about a claim is counted by source, and a verdict knows whether it still speaks of that."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.dossier.values.article import Article
from tui.dossier.values.model import Claim, Dossier, Evidence, Quote, Source, Stance, Verdict
from tui.dossier.values.quotes import QuoteState
from tui.evidence.coverage import (
    Standing,
    Tally,
    entries_of,
    mixed_sources,
    open_sources,
    placement,
    stale_reasons,
    standing,
    tally,
)

SOURCES = ("a", "b", "c")
STANCES = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTEXT)
ENTRIES = st.lists(
    st.builds(
        Evidence,
        st.sampled_from(SOURCES),
        st.sampled_from(STANCES),
        st.just(Quote("words")),
        st.sampled_from(["", "the police"]),
    ),
    max_size=8,
)


def claim_with(*entries: Evidence, verdict: Verdict | None = None) -> Claim:
    """A claim with some evidence."""
    return Claim("x", "The bridge is closed.", evidence=entries, verdict=verdict)


def entry(source: str, stance: Stance = Stance.SUPPORTS, said_by: str = "", quote: str = "closed") -> Evidence:
    """A piece of evidence."""
    return Evidence(source, stance, None if stance is Stance.SILENT else Quote(quote), said_by)


def dossier_of(claim: Claim, text: str | None = "It is closed.", publisher: str = "") -> Dossier:
    """A dossier with one claim and three articles of the same text; None is an article that is missing."""
    article = None if text is None else Article("x.txt", text)
    sources = {name: Source(name, f"{name}.txt", name, article, publisher) for name in SOURCES}
    return Dossier(Path("x"), "", ("true", "false"), sources, (claim,), {claim.id: 0})


def judged(claim: Claim) -> Claim:
    """A claim with a verdict on it as it is."""
    return claim._replace(verdict=Verdict("true", of=claim.wording_hash, on=claim.evidence_hash))


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], "0"),
        ([entry("a"), entry("b")], "2"),
        ([entry("a"), entry("b"), entry("c", said_by="X")], "2 + 1 attributed"),
        ([entry("a", said_by="X")], "0 + 1 attributed"),
        ([entry("a", said_by="X"), entry("a", quote="is closed")], "1"),
        ([entry("a", said_by="X"), entry("a", said_by="Y", quote="is closed")], "0 + 1 attributed"),
        ([entry("a", Stance.CONTRADICTS), entry("b", Stance.CONTEXT), entry("c", Stance.SILENT)], "0"),
    ],
)
def test_a_source_counts_once_for_a_stance_and_its_own_voice_goes_before_what_it_attributes(
    entries: list[Evidence], words: str
) -> None:
    assert str(tally(claim_with(*entries), Stance.SUPPORTS)) == words


@given(ENTRIES)
def test_the_count_of_a_stance_never_depends_on_the_order_of_the_file(entries: list[Evidence]) -> None:
    for stance in STANCES:
        counted = tally(claim_with(*entries), stance)
        assert counted == tally(claim_with(*reversed(entries)), stance)
        assert counted.total == len({kept.source for kept in entries if kept.stance is stance})
        assert entries_of(claim_with(*entries), stance) == tuple(kept for kept in entries if kept.stance is stance)


@given(ENTRIES)
def test_a_mixed_source_counts_on_both_sides_and_context_makes_none_mixed(entries: list[Evidence]) -> None:
    claim = claim_with(*entries)
    sides = [{kept.source for kept in entries if kept.stance is stance} for stance in STANCES[:2]]

    assert mixed_sources(claim) == sides[0] & sides[1]
    assert tally(claim, Stance.SUPPORTS).total + tally(claim, Stance.CONTRADICTS).total == len(sides[0]) + len(sides[1])


def test_silence_settles_a_source_a_quote_that_is_not_found_settles_it_too_and_no_entry_leaves_it_open() -> None:
    claim = claim_with(entry("a", Stance.SILENT), entry("c", quote="not there"))

    assert open_sources(dossier_of(claim), claim) == ("b",)
    assert tally(claim, Stance.SILENT) == Tally(1, 0)


def test_open_sources_come_in_the_order_of_the_dossier() -> None:
    claim = claim_with()

    assert open_sources(dossier_of(claim), claim) == SOURCES


def test_a_verdict_holds_as_long_as_claim_evidence_and_quotes_are_what_was_judged() -> None:
    claim = judged(claim_with(entry("a"), entry("b", Stance.SILENT)))

    assert standing(dossier_of(claim), claim) is Standing.REVIEWED
    assert stale_reasons(dossier_of(claim), claim) == ()


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (lambda claim: claim._replace(text="The bridge is open."), ["the claim was reworded since"]),
        (lambda claim: claim._replace(evidence=claim.evidence[:1]), ["the evidence was changed since"]),
        (
            lambda claim: claim._replace(evidence=(entry("a", Stance.CONTEXT), claim.evidence[1])),
            ["the evidence was changed since"],
        ),
        (
            lambda claim: claim._replace(evidence=(entry("a", quote="shut"), claim.evidence[1])),
            ["the evidence was changed since", "a quote is not found in a"],
        ),
    ],
)
def test_a_verdict_on_other_words_or_other_evidence_is_stale(change: object, reasons: list[str]) -> None:
    assert callable(change)
    claim = change(judged(claim_with(entry("a"), entry("b", Stance.SILENT))))

    assert list(stale_reasons(dossier_of(claim), claim)) == reasons
    assert standing(dossier_of(claim), claim) is Standing.STALE


def test_order_line_breaks_and_notes_are_nothing_that_was_judged() -> None:
    entries = (entry("a"), entry("b", Stance.CONTRADICTS), entry("c", Stance.SILENT))
    claim = judged(claim_with(*entries))

    for order in permutations(entries):
        same = claim._replace(
            text="The bridge\n  is closed.", evidence=tuple(kept._replace(note="N") for kept in order)
        )
        assert stale_reasons(dossier_of(same), same) == ()


@pytest.mark.parametrize("text", [None, "Another text."])
def test_a_verdict_is_stale_when_an_article_is_gone_or_changed_and_names_each_source_once(text: str | None) -> None:
    claim = judged(claim_with(entry("a"), entry("a", quote="is closed"), entry("b")))

    assert stale_reasons(dossier_of(claim, text), claim) == ("a quote is not found in a, b",)


def test_a_verdict_without_hashes_is_of_unknown_words_and_not_stale_but_a_lost_quote_makes_it_so() -> None:
    claim = claim_with(entry("a"), verdict=Verdict("true"))

    assert standing(dossier_of(claim), claim) is Standing.REVIEWED
    assert standing(dossier_of(claim, "Another text."), claim) is Standing.STALE


def test_a_claim_without_verdict_is_unreviewed_whatever_became_of_its_quotes() -> None:
    claim = claim_with(entry("a"))

    assert standing(dossier_of(claim, None), claim) is Standing.UNREVIEWED
    assert placement(dossier_of(claim, None), claim.evidence[0]).state is QuoteState.MISSING
    assert placement(dossier_of(claim), entry("nowhere")).state is QuoteState.MISSING


def test_sources_of_one_publisher_get_names_of_their_own() -> None:
    assert dossier_of(claim_with()).names == {"a": "a", "b": "b", "c": "c"}
    assert dossier_of(claim_with(), publisher="P").names == {"a": "P (a)", "b": "P (b)", "c": "P (c)"}
