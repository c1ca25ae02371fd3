"""A filter shows what it names, and the way through the claims goes round their end."""

from __future__ import annotations

import pytest
from conftest import WriteDossier
from hypothesis import given
from hypothesis import strategies as st

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.model import Dossier
from tui.review.filters import STATES, Filter, mentions
from tui.review.next_claim import next_unreviewed, next_where

CLAIMS = """\
articles: articles
claims:
  - {id: id-of-it, text: Straße nach Kiew., claimant: Somebody, tags: [Toll, open]}
  - id: judged
    text: Closed.
    evidence: [{source: a, stance: supports, quote: words, attributed_to: Police, note: Noted}]
    verdict: {rating: mostly-true, rationale: Because of it.}
  - {id: stale, text: Reworded., verdict: {rating: "false", of: "00000000"}}
"""


@pytest.fixture
def dossier(write_dossier: WriteDossier) -> Dossier:
    """Three claims of which each has what the others have not."""
    return open_dossier(write_dossier(CLAIMS, a="Some words.")).dossier


def shown(dossier: Dossier, text: str) -> list[str]:
    """The claims that a filter lets through."""
    return [claim.id for claim in dossier.claims if Filter(text)(dossier, claim)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        *(("ID-OF", ["id-of-it"]), ("STRASSE", ["id-of-it"]), ("somebody", ["id-of-it"]), ("toll", ["id-of-it"])),
        *(("closed", ["judged"]), ("words", ["judged"]), ("police", ["judged"]), ("noted", ["judged"])),
        *(("mostly", ["judged"]), ("because", ["judged"]), ("because mostly", ["judged"]), ("because toll", [])),
        *(("tag:toll", ["id-of-it"]), ("tag:TO", ["id-of-it"]), ("tag:oll", []), ("is:stale", ["stale"])),
        *(("is:reviewed", ["judged", "stale"]), ("IS:Rev", ["judged", "stale"]), ("is:open", ["id-of-it", "stale"])),
        *(("is:open is:stale", ["stale"]), ("is:open is:stale x", []), ("  ", ["id-of-it", "judged", "stale"])),
        *(("http://x", []), ("is:", []), ("is:nothing", [])),
    ],
)
def test_a_claim_is_shown_when_it_has_every_word_tag_and_state_of_the_filter(
    dossier: Dossier, text: str, ids: list[str]
) -> None:
    assert shown(dossier, text) == ids


def test_a_state_that_there_is_not_is_named_and_shows_nothing_rather_than_all(dossier: Dossier) -> None:
    assert Filter("is:opne tag:x is:rev").unknown == ("opne",)
    assert shown(dossier, "is:opne") == []
    assert all(Filter(f"is:{state}").unknown == () for state in STATES)


def test_each_claim_is_reviewed_or_unreviewed_and_never_both(dossier: Dossier) -> None:
    assert sorted(shown(dossier, "is:reviewed") + shown(dossier, "is:unreviewed")) == sorted(dossier.positions)


def test_a_search_looks_at_what_a_reviewer_can_see_of_a_claim_and_not_at_other_claims(dossier: Dossier) -> None:
    assert [mentions(claim, "words") for claim in dossier.claims] == [False, True, False]


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.data())
def test_the_next_place_is_the_first_one_behind_or_before_round_the_end(
    wanted: list[bool], data: st.DataObject
) -> None:
    current = data.draw(st.integers(0, len(wanted) - 1))
    behind = [*range(current + 1, len(wanted)), *range(current + 1)]
    before = [*reversed(range(current)), *reversed(range(current, len(wanted)))]

    assert next_where(len(wanted), current, wanted.__getitem__) == next((at for at in behind if wanted[at]), None)
    assert next_where(len(wanted), current, wanted.__getitem__, -1) == next((at for at in before if wanted[at]), None)


def test_the_next_unreviewed_claim_is_sought_among_those_that_are_shown(dossier: Dossier) -> None:
    assert next_unreviewed(dossier, (0, 1, 2), 1) == 0
    assert next_unreviewed(dossier, (1, 2, 0), 0) == 2
    assert next_unreviewed(dossier, (1, 2), 0) is None
    assert next_unreviewed(dossier, (), 0) is None


def test_postponed_claims_come_when_there_is_nothing_else(dossier: Dossier) -> None:
    waiting = [claim.id for claim in dossier.claims if claim.verdict is None]
    rows = tuple(range(len(dossier.claims)))
    first = next_unreviewed(dossier, rows, len(rows) - 1)
    assert first is not None
    postponed = [dossier.claims[first].id]

    others = [claim for claim in waiting if claim not in postponed]
    following = next_unreviewed(dossier, rows, len(rows) - 1, postponed=postponed)
    assert (dossier.claims[following].id if following is not None else "") == (others or postponed)[0]
    assert next_unreviewed(dossier, rows, len(rows) - 1, postponed=waiting) == first
