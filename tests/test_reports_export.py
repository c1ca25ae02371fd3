"""What is handed on to other programs says what the dossier says, and nothing in it is active there."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import WriteDossier
from hypothesis import given
from hypothesis import strategies as st
from nasty import STRINGS

from tui.cli import main
from tui.dossier.files.loading import open_dossier
from tui.dossier.values.article import Article
from tui.dossier.values.model import DEFAULT_SCALE, Claim, Dossier, Evidence, MadeIn, Quote, Source, Stance, Verdict
from tui.dossier.values.text import clean
from tui.reports.claimreview import claim_reviews
from tui.reports.tables import COLUMNS, as_csv, as_json_lines

CLAIMS = """\
articles: articles
sources:
  a: {file: a.txt, title: Bridge closed, publisher: The Herald, author: A. R., published: 2024-03-01, url: "https://h.example/b"}
  b: {file: b.txt, publisher: The Times, url: "javascript:alert(1)"}
claims:
  - id: one
    text: The bridge is closed.
    claimant: the city
    date: 2024-03-02
    tags: [bridge, city]
    made_in: {source: a, quote: closed}
    evidence:
      - {source: a, stance: supports, quote: bridge is closed, attributed_to: the master}
      - {source: b, stance: silent}
    verdict: {rating: "mostly-true", rationale: "Seen.\\nTwice.", reviewer: mk, reviewed: "2024-03-05T10:00:00Z"}
  - id: two
    text: Nobody knows.
    evidence:
      - {source: a, stance: contradicts, quote: not there}
    verdict: {rating: "false"}
  - id: three
    text: Not looked at.
  - id: four
    text: Was so once.
    verdict: {rating: outdated}
"""


@pytest.fixture
def path(write_dossier: WriteDossier) -> Path:
    """Four claims on two articles: judged, judged and stale, unreviewed, judged with a rating that is no number."""
    return write_dossier(CLAIMS, a="The bridge is closed.", b="Nothing.")


@pytest.fixture
def told(path: Path) -> Dossier:
    """The same, as a dossier."""
    return open_dossier(path).dossier


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV, as a strict reader takes them."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


# ClaimReview


def test_a_claim_review_says_what_was_reviewed_by_whom_with_which_rating_and_on_what(told: Dossier) -> None:
    first, last = json.loads(claim_reviews(told).text)
    herald = {
        "@type": "CreativeWork",
        "name": "Bridge closed",
        "author": "A. R.",
        "publisher": {"@type": "Organization", "name": "The Herald"},
        "datePublished": "2024-03-01",
        "url": "https://h.example/b",
    }

    assert first == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "The bridge is closed.",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "mostly-true",
            "ratingValue": 4,
            "bestRating": 5,
            "worstRating": 1,
        },
        "reviewBody": "Seen.\nTwice.",
        "author": {"@type": "Person", "name": "mk"},
        "datePublished": "2024-03-05T10:00:00Z",
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": "2024-03-02",
            "author": {"@type": "Thing", "name": "the city"},
            "appearance": herald,
        },
        "citation": [herald],
    }
    assert last["reviewRating"] == {"@type": "Rating", "alternateName": "outdated"}, "where it stands is not known"
    assert "citation" not in last


def test_only_verdicts_that_still_hold_are_published_and_the_others_are_counted(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "claimreview", "-f", str(path)]) == 0
    out, err = capsys.readouterr()

    assert [review["claimReviewed"] for review in json.loads(out)] == ["The bridge is closed.", "Was so once."]
    assert err == "left out: 1 unreviewed, 1 stale\n"


def test_a_dossier_without_verdicts_is_an_empty_list(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "claimreview", "-f", str(desk)]) == 0

    assert capsys.readouterr() == ("[]\n", "left out: 61 unreviewed\n")


# Tables


def test_the_table_has_a_row_for_each_piece_of_evidence_and_one_for_a_claim_without_any(told: Dossier) -> None:
    text = as_csv(told)
    found = rows(text)

    assert text.startswith(",".join(COLUMNS) + "\r\n")
    assert [(row["claim"], row["source"], row["stance"], row["found"]) for row in found] == [
        ("one", "a", "supports", "found"),
        ("one", "b", "silent", ""),
        ("two", "a", "contradicts", "missing"),
        ("three", "", "", ""),
        ("four", "", "", ""),
    ]
    first = found[0]
    assert (first["rating"], first["rationale"], first["standing"]) == ("mostly-true", "Seen.\nTwice.", "reviewed")
    assert (first["publisher"], first["url"], first["attributed_to"]) == (
        "The Herald",
        "https://h.example/b",
        "the master",
    )
    assert found[1]["url"] == "", "an address that is none of the web is not handed on"
    assert (found[2]["standing"], found[3]["open_sources"]) == ("stale", "2")
    assert "one-origin" in first["cautions"]


def test_every_claim_is_an_object_with_its_coverage_and_where_its_quotes_stand(told: Dossier) -> None:
    one, two, three, _ = (json.loads(line) for line in as_json_lines(told))

    assert one["evidence"] == [
        {
            "source": "a",
            "stance": "supports",
            "quote": "bridge is closed",
            "attributed_to": "the master",
            "found": "found",
            "start": 4,
            "end": 20,
        },
        {"source": "b", "stance": "silent"},
    ]
    assert one["coverage"] == {"a": "supports", "b": "silent"}
    assert one["verdict"]["rationale"] == "Seen.\nTwice."
    assert (one["passages"], one["sources"], one["origins"]) == (1, 1, 1)
    assert one["made_in"] == {"source": "a", "quote": "closed"}
    assert "one-origin" in [caution["code"] for caution in one["cautions"]]
    assert two["evidence"][0] == {
        "source": "a",
        "stance": "contradicts",
        "quote": "not there",
        "found": "missing",
        "start": None,
        "end": None,
    }
    assert two["stale"] == ["a quote is not found in a"]
    assert (three["verdict"], three["made_in"], three["coverage"]) == (None, None, {"a": "open", "b": "open"})


# Nothing in it is active

TEXTS = st.one_of(
    st.sampled_from(STRINGS),
    st.text(),
    st.builds(
        "".join, st.lists(st.sampled_from([*"=+-@＝＠\t\r\n\0 '\",;|<>&", "</script>", "\u202e", "x"]), max_size=9)
    ),
)


def dossier_of(text: str) -> Dossier:
    """A dossier in which the same text stands everywhere."""
    source = Source("a", "a.txt", text, Article("a.txt", f"x {text} y"), text, text, text, text, text, text)
    evidence = (
        Evidence("a", Stance.SUPPORTS, Quote(text or "x"), text, text, text, text),
        Evidence("a", Stance.SILENT),
    )
    verdict = Verdict(text, text, text, text)
    claims = tuple(
        Claim(f"{text}{number}", text, text, text, MadeIn("a"), (text,), (text,), (), evidence, given_verdict)
        for number, given_verdict in enumerate((verdict, None))
    )
    return Dossier(Path("c.yaml"), text, DEFAULT_SCALE, {"a": source}, claims, {})


@given(TEXTS)
def test_no_cell_is_taken_for_a_formula_and_no_text_breaks_a_row(text: str) -> None:
    written = as_csv(dossier_of(text))
    read = rows(written)

    assert len(read) == 4
    for row in read:
        assert None not in row, "no row is longer than the head"
        for cell in row.values():
            assert not re.match(r"[\s'\"]*[=+\-@＝＋－＠\t\r]", cell) or cell.startswith("'")
            assert clean(cell) == cell
        assert row["text"].removeprefix("'") in {clean(text), clean(text).removeprefix("'")}
    assert written.encode("utf-8")


@given(TEXTS)
def test_no_text_ends_the_element_that_a_claim_review_stands_in(text: str) -> None:
    written = claim_reviews(dossier_of(text)).text
    found: list[Any] = json.loads(written)

    assert written.isascii()
    assert not set(written) & set("<>&")
    assert all(review["reviewRating"]["alternateName"] == text for review in found)
    assert "javascript:" not in json.dumps([review["citation"] for review in found if "javascript:" not in text])


@given(TEXTS)
def test_every_line_of_objects_reads_back_and_holds_the_very_text(text: str) -> None:
    lines = list(as_json_lines(dossier_of(text)))

    assert all(line.isascii() and line.count("\n") == 1 and "\r" not in line for line in lines)
    assert [json.loads(line)["text"] for line in lines] == [text, text]


# Files


@pytest.mark.parametrize("kind", ["claimreview", "csv", "jsonl"])
def test_a_file_has_the_bytes_of_the_pipe_and_a_table_a_byte_order_mark_besides(
    kind: str, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", kind, "-f", str(path)]) == 0
    piped = capsys.readouterr().out.encode("utf-8")
    target = tmp_path / "out"
    assert main(["export", "--format", kind, "-o", str(target), "-f", str(path)]) == 0

    assert target.read_bytes() == (b"\xef\xbb\xbf" if kind == "csv" else b"") + piped
    assert f"written to {target}" in capsys.readouterr().err


def test_what_is_reported_on_is_never_written_over(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    for target in (path, path.parent / "articles" / "a.txt"):
        assert main(["export", "--format", "csv", "-o", str(target), "-f", str(path)]) == 2

    assert path.read_bytes() == before
    assert (path.parent / "articles" / "a.txt").read_text() == "The bridge is closed."
    assert "name another file" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said_with_its_name(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "jsonl", "-o", str(path.parent / "no" / "such"), "-f", str(path)]) == 1

    assert "no/such: No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["--format", "xml"]])
def test_a_format_that_there_is_not_is_wrong_use(
    arguments: list[str], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", *arguments, "-f", str(path)])

    assert ended.value.code == 2
    assert "--format" in capsys.readouterr().err
