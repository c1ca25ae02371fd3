"""A caution says what a reader should know about a verdict, from which sources, and only where it is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.dossier.values.model import CAUTIONS, Claim, Dossier, Evidence, Quote, Source, Stance, Verdict
from tui.evidence.cautions import cautions

SOURCES = {
    "a": Source("a", "a.txt", "A", None, "The Herald", kind="own-reporting"),
    "b": Source("b", "b.txt", "B", None, "The Post", kind="agency", origin="AFP"),
    "c": Source("c", "c.txt", "C", None, "The Times", kind="ai-generated", origin="AFP"),
    "d": Source("d", "d.txt", "D", None, "the  mayor", kind="official"),
}


def entry(source: str, stance: Stance = Stance.SUPPORTS, said_by: str = "", as_of: str = "") -> Evidence:
    """A piece of evidence."""
    return Evidence(source, stance, Quote("words"), said_by, as_of)


def against(source: str, said_by: str = "") -> Evidence:
    """A piece of contradicting evidence."""
    return entry(source, Stance.CONTRADICTS, said_by)


def codes(
    *entries: Evidence, rating: str = "true", rationale: str = "R", silence: tuple[str, ...] = (), date: str = ""
) -> list[str]:
    """The codes said of a claim with this evidence; sources without an entry are silent."""
    silent = [Evidence(name, Stance.SILENT) for name in SOURCES if name not in {one.source for one in entries}]
    claim = Claim(
        "x",
        "X.",
        claimant="The Mayor",
        date=date,
        silence=silence,
        evidence=(*entries, *silent),
        verdict=Verdict(rating, rationale) if rating else None,
    )
    dossier = Dossier(Path("c.yaml"), "T", ("true", "false"), SOURCES, (claim,), {"x": 0})
    return [caution.code for caution in cautions(dossier, claim)]


TWO = (entry("a"), entry("b"))


@pytest.mark.parametrize(
    ("entries", "more", "expected"),
    [
        (TWO, {}, []),
        (TWO, {"rationale": " "}, ["no-rationale"]),
        ((*TWO, against("c")), {}, ["unanswered-contradiction"]),
        ((*TWO, against("c")), {"rationale": "the times is wrong"}, []),
        ((*TWO, against("c", "Smith")), {"rationale": "Smith was not there"}, []),
        ((*TWO, against("c")), {"rating": "mixed"}, []),
        ((*TWO, against("c")), {"rating": "false"}, ["unanswered-contradiction"]),
        ((against("a"), against("b")), {"rating": "mostly-true"}, ["against-evidence"]),
        (TWO, {"rating": "mostly-false"}, ["against-evidence"]),
        ((), {"rating": "false"}, []),
        ((), {}, []),
        ((entry("a"),), {}, ["one-origin"]),
        ((entry("b"), entry("c")), {}, ["one-origin"]),
        ((entry("c"),), {}, ["one-origin", "ai-only"]),
        ((entry("b"),), {"rating": "outdated"}, ["one-origin"]),
        ((entry("b"), against("a")), {"rating": "false", "rationale": "The Post errs"}, []),
        ((entry("a", said_by="the mayor"), entry("b", said_by="The  Mayor")), {}, ["claimant-only"]),
        ((entry("a", said_by="The Mayors"), entry("b", said_by="The Mayor")), {}, ["attributed-only"]),
        ((entry("a", said_by="The Mayor"), entry("b")), {}, []),
        ((entry("d"), entry("a", said_by="The Mayor")), {}, ["claimant-only"]),
        ((entry("d", said_by="The Aide"), entry("a", said_by="The Mayor")), {}, ["attributed-only"]),
        ((entry("d"), entry("a")), {}, []),
        ((entry("a", as_of="2024-01-02"), entry("b")), {"date": "2024-01-01"}, ["later-evidence"]),
        ((entry("a", as_of="2024-01-02"), entry("b")), {"date": "2024-01"}, []),
        ((entry("a", as_of="2024-02"), entry("b")), {"date": "2024-01-31"}, ["later-evidence"]),
        ((entry("a", as_of="2023-12-01/2024-03-01"), entry("b")), {"date": "2024-01-01"}, []),
        ((entry("a", as_of="2024-01-02"), entry("b")), {}, []),
        ((entry("c"),), {"silence": ("ai-only",)}, ["one-origin"]),
        ((entry("c"),), {"rating": ""}, []),
        ((entry("c"),), {"rating": "own-word"}, ["one-origin", "ai-only"]),
    ],
)
def test_each_caution_is_said_where_it_is_so_and_nowhere_else(
    entries: tuple[Evidence, ...], more: dict[str, str], expected: list[str]
) -> None:
    assert codes(*entries, **more) == expected  # type: ignore[arg-type]


def test_open_sources_are_said_without_a_verdict_too() -> None:
    claim = Claim("x", "X.", evidence=(entry("a"),))
    dossier = Dossier(Path("c.yaml"), "T", ("true", "false"), SOURCES, (claim,), {"x": 0})

    assert [tuple(caution) for caution in cautions(dossier, claim)] == [
        ("open-sources", "3 sources are still open: The Post, The Times, the  mayor")
    ]


def test_every_code_that_the_file_can_silence_is_said_somewhere() -> None:
    said = {
        *codes(*TWO, against("c"), rationale=""),
        *codes(entry("c", said_by="The Mayor", as_of="2025-01-01"), date="2024-01-01"),
        *codes(entry("b", said_by="Y")),
        *codes(against("a")),
        "open-sources",
    }

    assert said == set(CAUTIONS)


def test_a_source_that_is_not_in_the_dossier_does_no_harm() -> None:
    assert codes(entry("nowhere")) == []
    assert "against-evidence" in codes(against("a"), against("b"))
    assert "unanswered-contradiction" in codes(*TWO, against("nowhere"))
    assert "later-evidence" in codes(entry("nowhere", as_of="2024"), date="2023")
