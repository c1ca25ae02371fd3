"""The summary can be handed to an editor: it says what was judged, by whom, on what words, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nasty import STRINGS
from test_reports_markdown import GFM, Seen, seen, shown

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Article
from tui.dossier.values.model import Claim, Dossier, Evidence, MadeIn, Quote, Source, Stance, Verdict
from tui.evidence.cautions import LEANS
from tui.reports.summary import summary
from tui.reports.text import claims_as_text
from tui.review.decisions import Judge
from tui.review.session import Session

TIME = "2026-11-22T14:03:00Z"
SIX = {
    "wave-dead-39": ("true", "Kyiv's own count."),
    "belgorod-dead-14": ("outdated", "An early count.\n\nSee the later ones."),
    "belgorod-dead-22": ("outdated", "The count of 31 December."),
    "belgorod-injured-108": ("mixed", ""),
    "poland-jets-scrambled": ("unverifiable", "No source says so."),
    "kharkiv-injured-22": ("mostly-true", "- so it says\n- twice"),
}
SMALL = """\
title: A small one
articles: articles
sources:
  a: {file: a.txt, publisher: The Paper, published: 2024-01-01, url: "https://a.b/c?d=1&copy;=2"}
  b: {file: b.txt, publisher: The Paper}
  c: {file: c.txt, title: Third title}
claims:
  - id: x
    text: The bridge is closed.
    claimant: the mayor
    date: 2024-01-01
    made_in: {source: c, quote: the bridge}
    evidence:
      - {source: a, stance: supports, quote: bridge, attributed_to: the police, as_of: 2024-01-01, note: By phone.}
      - {source: a, stance: contradicts, quote: open, translation: offen}
      - {source: b, stance: supports, quote: gone}
    verdict: {rating: mixed, rationale: Because., reviewer: mk, reviewed: "2024-01-02T00:00:00Z", of: "00000000"}
  - id: y
    text: Nobody looked at this yet.
"""
ARTICLES = {"a": "The bridge is a bridge. It is open.", "b": "Nothing.", "c": "Of the bridge."}


@pytest.fixture
def small(write_dossier: WriteDossier) -> Dossier:
    """A dossier with one of each thing that the summary tells."""
    return open_dossier(write_dossier(SMALL, **ARTICLES)).dossier


@pytest.fixture
def reviewed(desk: Path) -> Session:
    """A copy of the shipped dossier with six verdicts."""
    session = Session(desk, "mk", lambda: TIME)
    for claim, (rating, rationale) in SIX.items():
        assert session.decide(Judge(claim, rating, rationale, "mk", TIME)).saved
    return session


def lines(text: str) -> list[str]:
    """What a reader of the rendered text sees, a paragraph, list item or cell each, without links and emphasis."""
    found: list[str] = []
    for token in GFM.parse(text):
        parts = [
            "\n" if child.type == "hardbreak" else child.content if child.type in {"text", "text_special"} else ""
            for child in token.children or []
        ]
        if token.type == "inline":
            found.append("".join(parts))
    return found


def test_the_same_dossier_gives_the_same_bytes_whatever_the_folder_is_called(reviewed: Session, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    reviewed.path.parent.rename(moved)

    assert summary(open_dossier(moved / "claims.yaml").dossier) == summary(reviewed.dossier)


def test_six_verdicts_are_counted_and_told_and_all_other_claims_are_listed_as_not_reviewed(reviewed: Session) -> None:
    dossier = reviewed.dossier
    told = lines(summary(dossier))
    first, last = told.index("Reviewed claims"), told.index("Not reviewed yet")

    assert told[0] == dossier.title
    assert told[1] == f"6 of {len(dossier.claims)} claims reviewed against 5 sources, 2026-11-22, by mk."
    cells = told[2:first]
    counts = dict(zip(cells[::2], cells[1::2], strict=True))
    assert counts == {
        "Verdict": "Claims",
        "true": "1",
        "mostly-true": "1",
        "mixed": "1",
        "outdated": "2",
        "unverifiable": "1",
        "not reviewed yet": str(len(dossier.claims) - len(SIX)),
    }
    for claim in dossier.claims:
        headings = [line for line in told[first:last] if line.endswith(f". {claim.text}")]
        assert (len(headings), told[last:].count(claim.text)) == ((1, 0) if claim.id in SIX else (0, 1))
    for rating, rationale in SIX.values():
        assert any(line.startswith(f"Verdict: {rating} (mk, {TIME})") for line in told)
        assert all(any(part in line for line in told) for part in rationale.split("\n\n"))


def test_a_reader_sees_each_quote_with_its_source_day_link_attribution_and_note(small: Dossier) -> None:
    text = summary(small)
    told = lines(text)

    assert "Claimed by the mayor, 2024-01-01." in told
    assert "Made in c: “the bridge”" in told
    assert (
        "“open”\n— The Paper (a), 2024-01-01\nIn translation: “offen”\nThis source both supports and contradicts."
        in told
    )
    assert (
        "“bridge”\n— The Paper (a), 2024-01-01; said by the police; as of 2024-01-01\nNote: By phone.\n"
        "This source both supports and contradicts.\nThese words stand in 2 places of the article."
    ) in told
    links = [
        child.attrs["href"] for token in GFM.parse(text) for child in token.children or [] if child.type == "link_open"
    ]
    assert set(links) == {"https://a.b/c?d=1&copy;=2"}


def test_what_is_stale_not_found_and_open_is_said(small: Dossier) -> None:
    told = lines(summary(small))

    assert "Stale: the claim was reworded since." in told
    assert "Stale: a quote is not found in b." in told
    assert "“gone”\n— The Paper (b)\nBeware: the quote is not found in the article." in told
    assert "Open: c" in told
    assert "Nobody looked at this yet. (sources open: 3)" in told


def test_two_sources_of_one_publisher_can_be_told_apart_and_each_name_is_in_the_list_of_sources(small: Dossier) -> None:
    told = lines(summary(small))
    listed = told[told.index("Sources") + 1 :]

    assert [line.partition(":")[0] for line in listed] == ["The Paper (a)", "The Paper (b)", "c"]
    assert "c: Third title" in listed
    assert "The Paper (b)" in claims_as_text(small, small.claims)


def test_the_plain_text_says_where_a_claim_was_made_and_breaks_no_quote_at_its_hyphens(
    small: Dossier, write_dossier: WriteDossier
) -> None:
    assert "  made in c: “the bridge”\n" in claims_as_text(small, small.claims)
    words = " ".join(["twenty-two-year-old"] * 20)
    path = write_dossier(f"articles: articles\nclaims:\n  - {{id: x, text: '{words}'}}\n", a="A")

    dossier = open_dossier(path).dossier
    assert claims_as_text(dossier, dossier.claims, 50).split()[1:21] == ["twenty-two-year-old"] * 20


def test_nothing_reviewed_and_nothing_to_review_are_said_in_words(write_dossier: WriteDossier) -> None:
    path = write_dossier("articles: articles\nclaims: []\n", a="A")
    dossier = open_dossier(path).dossier

    assert claims_as_text(dossier, dossier.claims) == f"{path} has no claims yet\n"
    assert lines(summary(dossier))[:6] == [
        *("claims", "0 of 0 claims reviewed against 1 source.", "Verdict", "Claims", "not reviewed yet", "0")
    ]


def dossier_of(word: str) -> Dossier:
    """A dossier in which every text that a stranger can write is the same one."""
    source = Source("s", "s.txt", word, Article("s.txt", word), word, word, "2024", word, "other", word, "en", word)
    entry = Evidence("s", Stance.SUPPORTS, Quote(word), word, "2024", word, word)
    claim = Claim(
        id=word,
        text=word,
        claimant=word,
        made_in=MadeIn("s", Quote(word)),
        tags=(word,),
        evidence=(entry, entry._replace(stance=Stance.CONTEXT)),
        verdict=Verdict(word, word, word, TIME),
    )
    other = Claim(id=f"other {word}", text=word)
    return Dossier(Path("x"), word, (word, "other"), {"s": source}, (claim, other), {word: 0, other.id: 1})


def structure(text: str, md: MarkdownIt = GFM) -> list[Seen]:
    """All of a rendered text but its words."""
    return [(kind, "" if kind == "text" else content) for kind, content in seen(md.parse(text))]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.sampled_from(STRINGS), st.text(max_size=60)).map(lambda text: " ".join(text.split())).filter(shown))
def test_no_text_changes_the_structure_of_the_summary_and_each_is_there_as_it_was_written(text: str) -> None:
    nasty, tame = summary(dossier_of(text)), summary(dossier_of("word"))

    # An address, a quote of nothing but invisible characters and a rating that leans are told in other words.
    if shown(text) == text and not text.startswith("http") and text not in LEANS:
        assert structure(nasty) == structure(tame)
    told = " ".join(content for kind, content in seen(GFM.parse(nasty)) if kind == "text")
    assert told.count(shown(text)) >= 12
    assert {kind for kind, _ in structure(nasty)} <= {kind for kind, _ in structure(tame)} | {"link_open", "link_close"}


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b31m", "\u202e", "\x00", "a\rb", "\u2028"])
def test_nothing_that_a_terminal_acts_on_is_in_any_report(text: str) -> None:
    dossier = dossier_of(f"x{text}y")

    for report in (summary(dossier), claims_as_text(dossier, dossier.claims)):
        assert text not in report


def test_plain_text_shows_every_source_of_a_claim(desk: Path) -> None:
    dossier = Session(desk, "mk").dossier

    text = claims_as_text(dossier, [dossier.claim("belgorod-dead-14")])

    assert text.startswith("belgorod-dead-14\n  The attack on Belgorod on 30 December 2023 killed 14 people.\n")
    assert "supports: 1 + 1 attributed" in text
    assert "mixed: this source supports and contradicts" in text
    for source in dossier.sources.values():
        assert source.name in text
    assert max(map(len, text.splitlines())) <= 100
