"""A review of many sources: what is found in them is told, the others are a number, and no key waits for the index."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from typing import Any

import pytest
from conftest import WriteDossier
from terminals import at_once, painted, review, rows, slowly, until, verdicts

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.progress import ProgressCallback
from tui.evidence.search import index as module
from tui.evidence.search.index import NoIndex
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.panes.items import Item

CLAIMS = (
    "articles: articles\nclaims:\n"
    "  - id: bridge\n    text: The harbour bridge was closed to lorries.\n"
    "    evidence:\n      - {source: a000, stance: silent}\n"
    "  - id: fruit\n    text: Zeppelins carry pears.\n"
    "  - id: none\n    text: Quux.\n"
)
COUNT = 72
OPEN = COUNT - 1
"""The sources that the first claim has no entry for."""


@pytest.fixture
def app(write_dossier: WriteDossier) -> FactcheckApp:
    """A review of 72 sources: twelve on the harbour bridge, one on zeppelins."""
    articles = {f"a{number:03}": f"It rained in district {number}. Nobody came." for number in range(COUNT)}
    for number in range(0, COUNT, 6):
        articles[f"a{number:03}"] = f"The harbour bridge was closed. It was day {number}. Lorries wait."
    articles["a047"] = "A zeppelin carries pears."
    return review(write_dossier(CLAIMS, **articles))


async def indexed(app: FactcheckApp) -> None:
    """Wait until the index is made, and all that follows unasked is there."""
    await until(lambda: app.review.view.proposer.index is not None)
    await until(lambda: not app.review.view.proposer.is_ahead)
    await slowly(app, "")


class Gate:
    """Holds the indexing up until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.told: list[int] = []
        real = module._add

        def gated(connection: Any, new: Any, every: int, tell: ProgressCallback) -> None:
            def telling(doing: str, done: int, every: int) -> None:
                tell(doing, done, every)
                self.told.append(done)
                self.open.wait(20)

            real(connection, new, every, telling)

        monkeypatch.setattr(module, "_add", gated)


async def test_open_counts_the_sources_that_have_something_and_the_rest_is_one_number(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 200)):
        await indexed(app)
        await slowly(app, "<enter>")
        seen = painted(app)

    assert "? open 11, with passages that may bear on the claim; some are missed" in seen
    assert "? something found in 3 more sources" in seen
    assert f"? open, nothing found in {OPEN - 11}: + lists them" in " ".join(seen.replace("▌", " ").split())
    assert "a001" not in seen


async def test_the_list_of_claims_counts_what_has_something(app: FactcheckApp) -> None:
    async with app.run_test(size=(80, 24)):
        await indexed(app)
        await until(lambda: "? 11 open" in painted(app) and "? 1 open" in painted(app))

        assert str(OPEN) not in painted(app)


async def test_the_passages_are_those_that_search_finds_in_each_article(app: FactcheckApp) -> None:
    from tui.evidence.search.candidates import candidates

    async with app.run_test(size=(80, 24)):
        await indexed(app)
        place = app.review.view

        assert place.claim is not None
        assert len(place.proposals.found) == 8
        for source, passages in place.proposals.passages.items():
            assert list(passages) == candidates(place.claim.text, place.dossier.sources[source], 3)


async def test_plus_on_the_sources_with_something_shows_the_next(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)):
        await indexed(app)
        await at_once(app, "<enter>")
        place = app.review.view
        place.item = Item("", None, None, "found")
        app.review.show_view()
        before = set(place.proposals.found)
        await at_once(app, "+")

        assert len(place.proposals.found) == 11
        assert place.item is not None
        assert place.item.source in set(place.proposals.found) - before
        assert place.proposals.further == 0


@pytest.mark.parametrize("key", ["+", "<enter>"])
async def test_the_sources_without_anything_are_one_key_away(app: FactcheckApp, key: str) -> None:
    async with app.run_test(size=(120, 60)):
        await indexed(app)
        await slowly(app, "j<enter>")
        place = app.review.view
        place.item = Item("", None, None, "nothing")
        app.review.show_view()
        await at_once(app, key)

        assert place.item == Item("a000", None)
        assert place.pane is Pane.EVIDENCE
        assert len(place.proposals.nothing) == 30
        assert place.proposals.unlisted == COUNT - 1 - 30
        await at_once(app, "d")
        assert place.item == Item("a001", None)

    (entry,) = open_dossier(app.session.path).dossier.claim("fruit").evidence
    assert (entry.source, entry.stance) == ("a000", "silent")


async def test_nothing_is_decided_on_many_sources_at_once(app: FactcheckApp) -> None:
    before = app.session.path.read_bytes()
    async with app.run_test(size=(120, 60)):
        await indexed(app)
        await slowly(app, "<enter>")
        app.review.view.item = Item("", None, None, "nothing")
        app.review.show_view()
        for key in "scxd":
            await at_once(app, "z")
            assert "stands for many sources" not in painted(app), key
            await at_once(app, key)

            assert "stands for many sources" in painted(app), key
    assert app.session.path.read_bytes() == before


async def test_a_passage_of_many_becomes_evidence_by_its_key(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)):
        await indexed(app)
        await slowly(app, "<enter>s")
        await indexed(app)

        assert app.review.view.proposals.further == 2
        assert len(app.review.view.proposals.found) == 8
    assert len(open_dossier(app.session.path).dossier.claim("bridge").evidence) == 2


async def test_a_claim_for_which_nothing_is_found_says_so(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)):
        await indexed(app)
        await slowly(app, "jj<enter>")

        assert f"? open, nothing found in {COUNT}" in painted(app)


async def test_words_are_found_in_many_articles(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)):
        await indexed(app)
        await at_once(app, "Fzeppelins<enter>")
        place = app.review.view

        assert place.item is not None
        assert place.item.source == "a047"
        assert "“zeppelins” in 1 of 72 sources" in painted(app)
        await at_once(app, "<escape>Fquux<enter>")
        assert "“quux” is not found in any article" in painted(app)


async def test_the_matrix_counts_what_has_something_too(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 24)):
        await indexed(app)
        await slowly(app, "m")
        counts = [row[40:60].split() for row in rows(app) if "?" in row]

        assert [count[0] for count in counts[:3]] == ["11", "1", "–"], counts


async def test_the_matrix_leads_to_a_source_in_which_nothing_is_found(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)):
        await indexed(app)
        await slowly(app, "m" + "h" * COUNT + "l" * 33 + "<enter>")

        assert app.review.view.item == Item("a033", None)


async def test_reading_again_tries_to_index_again(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module._add

    def fails(*_: Any) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(module, "_add", fails)
    async with app.run_test(size=(120, 60)):
        await until(lambda: "can't be indexed: disk I/O error" in painted(app))
        monkeypatch.setattr(module, "_add", real)
        await slowly(app, "R")
        await indexed(app)
        assert "can't be indexed" not in painted(app)


async def test_while_it_is_indexed_the_screen_says_so_and_every_key_works(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    async with app.run_test(size=(120, 60)):
        await until(lambda: gate.told)
        await until(lambda: f"indexing articles: 0 of {COUNT}" in rows(app)[0])
        assert f"? open {OPEN}: indexing articles: 0 of {COUNT}" in painted(app)
        assert "? open" in painted(app)

        await at_once(app, "1a reason<enter>j2another<enter>u")
        assert verdicts(app.session.path) == {"bridge": ("true", "a reason")}
        await slowly(app, "Fzeppelins<enter>")
        assert f"not looked for: indexing articles: 0 of {COUNT}" in painted(app)
        await slowly(app, "<enter><tab><tab>")

        gate.open.set()
        await indexed(app)
        assert "indexing" not in rows(app)[0]


async def test_keys_typed_ahead_of_the_index_land_where_they_would_have_landed_without(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    async with app.run_test(size=(80, 24)):
        await until(lambda: gate.told)
        gate.open.set()
        await at_once(app, "1one<enter>2two<enter>3three<enter>")

    assert verdicts(app.session.path) == {
        "bridge": ("true", "one"),
        "fruit": ("mostly-true", "two"),
        "none": ("mixed", "three"),
    }


async def test_the_review_is_left_while_it_is_indexed(app: FactcheckApp, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(monkeypatch)
    async with app.run_test(size=(80, 24)):
        await until(lambda: gate.told)
        await slowly(app, "q")
        gate.open.set()

    assert app.review.left
    assert app.review.view.proposer.index is None


async def test_after_a_reload_only_what_changed_is_indexed(app: FactcheckApp) -> None:
    async with app.run_test(size=(120, 60)):
        await indexed(app)
        first = app.review.view.proposer.index
        (app.session.path.parent / "articles" / "a005.txt").write_text("Quux was seen.", encoding="utf-8")
        await slowly(app, "Rjj")
        await until(lambda: app.review.view.proposer.index is not first)
        await indexed(app)
        index = app.review.view.proposer.index

        assert index is not None
        assert index.added == 1
        assert app.review.view.proposals.found == ("a005",)


@pytest.mark.parametrize("error", [NoIndex("the articles can't be indexed: no disk"), MemoryError("no room")])
async def test_without_an_index_the_review_goes_on_and_says_why(
    app: FactcheckApp, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(module, "index_of", fails)
    async with app.run_test(size=(120, 60)):
        await until(lambda: "can't be indexed" in painted(app))
        await slowly(app, "1a reason<enter>")

        assert str(error) in " ".join(painted(app).split())
    assert verdicts(app.session.path) == {"bridge": ("true", "a reason")}


async def test_fifty_sources_are_looked_at_one_by_one(write_dossier: WriteDossier) -> None:
    articles = {f"a{number:03}": "It rained." for number in range(50)}
    app = review(write_dossier(CLAIMS, **articles))
    async with app.run_test(size=(120, 60)):
        await slowly(app, "<enter>")
        await asyncio.sleep(0)

        assert "? open, nothing found in 49: a001, a002" in painted(app).replace("▌", " ")
        assert app.review.view.proposer.index is None
