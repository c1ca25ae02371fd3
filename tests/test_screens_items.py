"""The items of a claim's page are known without its layout, and the layout places just these, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Article, Span
from tui.dossier.values.model import Claim, Dossier, Evidence, Quote, Source, Stance
from tui.evidence.coverage import MANY
from tui.evidence.search.candidates import Candidate
from tui.evidence.search.proposals import Proposals, Proposer
from tui.screens.panes.claim_page import page, page_of_sources
from tui.screens.panes.items import MOST_NAMED, items_of

ROOT = Path(__file__).parent.parent
WIDTHS = (*range(20, 201, 30), 55, 56, 57)
"""Narrow and wide panes, and those just below and above two columns."""
TEXT = "The first sentence stands here. A second one follows it. The third one ends it."
SENTENCES = Article("text.txt", TEXT).sentences


@pytest.fixture(scope="module")
def shipped() -> Dossier:
    return open_dossier(ROOT / "claims.yaml").dossier


def inquiries(dossier: Dossier, claim: Claim) -> Iterator[Proposals]:
    """No proposals, those for the claim, more of them, and those for words that are found and that are not."""
    yield Proposals()
    proposer = Proposer()
    yield proposer(dossier, claim)
    proposer.more(next(iter(dossier.sources)))
    yield proposer(dossier, claim)
    for words in ("people killed", "zyzzyva"):
        proposer.words = words
        yield proposer(dossier, claim)


def test_every_shipped_claim_has_the_items_of_its_layout_at_every_width(shipped: Dossier) -> None:
    differing = [
        (claim.id, width, proposals.words)
        for claim in shipped.claims
        for proposals in inquiries(shipped, claim)
        for width in WIDTHS
        if page(shipped, claim, width, proposals).items != items_of(shipped, claim, proposals)
    ]

    assert differing == []


def dossier_of(count: int, entries: list[tuple[int, Stance]], *, is_whole: bool = True) -> Dossier:
    """A dossier of one claim with evidence from some of ``count`` sources."""
    names = [f"s{number}" for number in range(count)]
    sources = {name: Source(name, f"{name}.txt", name, Article(f"{name}.txt", TEXT)) for name in names}
    evidence = tuple(
        Evidence(f"s{number}", stance, None if stance is Stance.SILENT else Quote("A second one"))
        for number, stance in entries
    )
    claim = Claim("c", "The second sentence follows the first.", evidence=evidence)
    dossier = Dossier(Path("claims.yaml"), "title", ("true", "false"), sources, (claim,), {"c": 0})
    return dossier if is_whole else replace(dossier, is_whole=False)


@st.composite
def many_sources(draw: st.DrawFn) -> tuple[Dossier, Proposals]:
    """More sources than are looked at one by one, with proposals as search in an index makes them."""
    count = MANY + draw(st.integers(1, 6))
    entries = draw(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(Stance)), max_size=6))
    settled = {f"s{number}" for number, _ in entries}
    free = [f"s{number}" for number in range(count) if f"s{number}" not in settled]
    found, nothing = draw(st.integers(0, 3)), draw(st.integers(0, 40))
    spans = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True))
    passages = {source: [Candidate(Span(*span), 1.0, (), ()) for span in spans] for source in free[:found]}
    proposals = Proposals(
        words=draw(st.sampled_from(["", "", "second"])),
        passages=passages,
        cut=frozenset(draw(st.lists(st.sampled_from(free), max_size=2))),
        every=len(free),
        further=draw(st.integers(0, 9)),
        nothing=tuple(free[found : found + nothing]),
        unlisted=draw(st.integers(0, 2)) * len(free[found + nothing :]),
        waits="" if passages else draw(st.sampled_from(["", "the articles are being indexed"])),
    )
    return dossier_of(count, entries, is_whole=draw(st.integers(0, 9)) > 0), proposals


@settings(max_examples=60)
@given(many_sources(), st.integers(20, 200))
def test_a_claim_with_many_sources_has_the_items_of_its_layout(case: tuple[Dossier, Proposals], width: int) -> None:
    dossier, proposals = case
    items = page(dossier, dossier.claims[0], width, proposals).items

    assert items == items_of(dossier, dossier.claims[0], proposals)
    assert len(items) == len(set(items))


@pytest.mark.parametrize("count", [0, 1, MOST_NAMED - 1, MOST_NAMED + 1])
@pytest.mark.parametrize("is_whole", [True, False])
def test_the_page_of_all_sources_has_the_items_of_its_layout(count: int, is_whole: bool) -> None:
    dossier = dossier_of(count, [], is_whole=is_whole)

    assert all(page_of_sources(dossier, width).items == items_of(dossier, None, Proposals()) for width in WIDTHS)
