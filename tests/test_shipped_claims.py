"""The dossier that comes with the program is complete: every claim is settled for every source, every quote is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.cli import main
from tui.dossier.files.loading import open_dossier
from tui.dossier.values.model import Dossier, Stance
from tui.dossier.values.quotes import QuoteState, locate
from tui.evidence.coverage import entries_of, open_sources


@pytest.fixture
def shipped(desk: Path) -> Dossier:
    """A copy of the shipped dossier."""
    return open_dossier(desk).dossier


def test_a_strict_check_finds_nothing_to_say(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = len(open_dossier(desk).dossier.claims)

    assert main(["check", "--strict", "-f", str(desk)]) == 0
    assert capsys.readouterr().out == (
        f"{claims} claims, 5 sources, {claims * 5} of {claims * 5} settled: 0 errors, 0 warnings, 0 cautions\n"
    )


def test_there_are_at_least_forty_claims_and_no_verdict(shipped: Dossier) -> None:
    assert len(shipped.claims) >= 40
    assert [claim.id for claim in shipped.claims if claim.verdict] == []


def test_no_source_is_open_for_any_claim(shipped: Dossier) -> None:
    assert len(shipped.sources) == 5
    assert {claim.id: sources for claim in shipped.claims if (sources := open_sources(shipped, claim))} == {}


def test_every_quote_is_found_to_the_letter_and_in_one_place(shipped: Dossier) -> None:
    entries = [(claim.id, entry.source, entry.quote) for claim in shipped.claims for entry in claim.evidence]
    made = [(claim.id, claim.made_in.source, claim.made_in.quote) for claim in shipped.claims if claim.made_in]
    quotes = [(claim, source, quote) for claim, source, quote in entries + made if quote]
    wrong = []
    for claim, source, quote in quotes:
        found = locate(shipped.sources[source].article, quote)
        if (found.state, found.exact, found.cuts_word, found.places) != (QuoteState.FOUND, True, False, 1):
            wrong.append((claim, source, quote.exact, found))

    assert len(quotes) > len(shipped.claims)
    assert wrong == []


def test_some_plausible_claims_have_no_support(shipped: Dossier) -> None:
    assert len([claim for claim in shipped.claims if not entries_of(claim, Stance.SUPPORTS)]) >= 4


def test_every_count_of_dead_and_injured_has_the_day_on_which_it_held(shipped: Dossier) -> None:
    counts = [claim for claim in shipped.claims if claim.id[-1].isdigit() and {"toll", "injured"} & {*claim.tags}]

    assert len(counts) >= 10
    for claim in counts:
        assert all(entry.as_of for entry in entries_of(claim, Stance.SUPPORTS, Stance.CONTRADICTS)), claim.id


def test_related_claims_name_each_other(shipped: Dossier) -> None:
    see = {claim.id: set(claim.see) for claim in shipped.claims}

    assert [(claim, other) for claim in see for other in see[claim] if claim not in see[other]] == []


def test_what_kind_a_source_is_is_said_for_each_with_the_reason(shipped: Dossier) -> None:
    assert all(source.kind and source.note for source in shipped.sources.values())
