"""A claims file is read as it stands, and all that is wrong in it is said at once, with its place."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import ROOT, WriteDossier

from tui.dossier.files.loading import load, open_dossier
from tui.dossier.values.edits import SetSource
from tui.dossier.values.model import (
    CAUTIONS,
    DEFAULT_SCALE,
    SOURCE_FIELDS,
    FieldValue,
    MadeIn,
    Quote,
    Source,
    Stance,
    Verdict,
)
from tui.dossier.values.problems import Level, Unreadable
from tui.dossier.values.quotes import QuoteState, locate
from tui.dossier.values.source_field import FieldForm, SourceField
from tui.dossier.yaml_text.claims_reader import CLAIM_KEYS, EVIDENCE_KEYS, SOURCE_KEYS, TOP_KEYS, VERDICT_KEYS
from tui.dossier.yaml_text.file_editor import amended

WHOLE = """\
format: 1
title: no
articles: articles
scale: [true, 12:30, "false"]
sources:
  007:
    file: a.txt
    title: yes
    publisher: P
    author: A
    published: 2023-12-31
    url: https://example.org
    kind: agency
    origin: O
    language: en
    note: N
    skip: [two]
claims:
  - id: 010
    text: 1e3
    claimant: ~
    date: 2023-12
    made_in: {source: 007, quote: one}
    tags: [no, 0x1F]
    see: [x]
    silence: [one-origin]
    evidence:
      - source: a.txt
        stance: supports
        quote: one
        prefix: p
        suffix: s
        attributed_to: on
        as_of: 2023-12-30/2024-01
        translation: t
        note: n
      - {source: b, stance: silent}
    verdict: {rating: true, rationale: r, reviewer: null, reviewed: 2024-01-01T00:00:00Z, of: 12345678, on: 1e345678}
  - id: x
    text: X.
    verdict: false
"""


def test_every_key_is_read_and_every_value_is_the_text_that_stands_there(write_dossier: WriteDossier) -> None:
    dossier = open_dossier(write_dossier(WHOLE, a="one two", b="B")).dossier

    source, claim = dossier.sources["007"], dossier.claim("010")
    assert (dossier.title, dossier.scale) == ("no", ("true", "12:30", "false"))
    assert (source.title, source.published, source.kind, source.skip) == ("yes", "2023-12-31", "agency", ("two",))
    assert (claim.text, claim.claimant, claim.date, claim.tags) == ("1e3", "~", "2023-12", ("no", "0x1F"))
    assert claim.made_in == MadeIn("007", Quote("one"))
    first, second = claim.evidence
    assert (first.source, first.quote, first.attributed_to) == ("007", Quote("one", "p", "s"), "on")
    assert (first.as_of, first.translation, first.note) == ("2023-12-30/2024-01", "t", "n")
    assert (second.source, second.stance, second.quote) == ("b", Stance.SILENT, None)
    assert claim.verdict == Verdict("true", "r", "null", "2024-01-01T00:00:00Z", "12345678", "1e345678")
    assert dossier.claim("x").verdict == Verdict("false")


def test_without_a_scale_it_is_the_default(write_dossier: WriteDossier) -> None:
    assert open_dossier(write_dossier("articles: articles\nclaims: []\n", a="A")).dossier.scale == DEFAULT_SCALE


C = "articles: articles\nclaims:\n  - id: x\n    text: X.\n"
E = C + "    evidence:\n      - source: a\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "words"),
    [
        (C + "    text: Y.\n", 5, 5, "duplicate-key", "twice"),
        (C + "  - id: x\n    text: Y.\n", 5, 9, "duplicate-id", "its own"),
        (C + "    txt: Y.\n", 5, 5, "unknown-key", "did you mean text?"),
        (C + "    tags: t\n", 5, 11, "wrong-type", "must be a list"),
        (C + "    claimant: [t]\n", 5, 15, "wrong-type", "must be a text"),
        (C + "    evidence: [t]\n", 5, 16, "wrong-type", "must be a mapping"),
        (C + "    date: 2024-02-30\n", 5, 11, "bad-date", "2023-12-31"),
        (C + "    date: yesterday\n", 5, 11, "bad-date", "2023-12-31"),
        (C + "    see: [y]\n", 5, 10, "unknown-claim", "no claim here"),
        (C + "    silence: [one-orgin]\n", 5, 15, "unknown-caution", "did you mean one-origin?"),
        (C + "    verdict: flase\n", 5, 14, "unknown-rating", "did you mean false?"),
        (C + "    verdict: {rationale: r}\n", 5, 14, "missing-key", "rating"),
        (C.replace("    text: X.\n", ""), 3, 5, "missing-key", "text"),
        (C.replace("X.", "*y"), 4, 11, "yaml-alias", "write out"),
        (C.replace("X.", "&y X."), 4, 11, "yaml-anchor", "not allowed"),
        (C.replace("X.", "!!python/name:os.system X."), 4, 11, "yaml-tag", "not allowed"),
        (C.replace("X.", "a\tb\x07"), 4, 14, "yaml-character", "U+0007"),
        (C + "    note: " + "[" * 200 + "]" * 200 + "\n", 5, 108, "yaml-depth", "deep"),
        (C + "<<<<<<< ours\n", 5, 1, "conflict-marker", "resolve"),
        (C + "---\na: b\n", 5, 1, "yaml-documents", "second document"),
        (C + "\tz: 1\n", 5, 1, "yaml-syntax", "tab character"),
        (C.replace("articles: articles", "articles: articles\nformat: 2"), 2, 9, "format", "newer factcheck"),
        (C.replace("articles: articles", "articles: articles\nformat: ²"), 2, 9, "format", "must be 1"),
        (C.replace("articles: articles", 'articles: "a\\0b"'), 1, 11, "no-articles", "null"),
        (f"sources: {{s: {{file: {'a' * 300}.txt}}}}\n" + C, 1, 21, "article-missing", "no file"),
        (C + "    date: ２０２３-12\n", 5, 11, "bad-date", "2023-12-31"),
        (C.replace("articles: articles", "articles: nowhere"), 1, 11, "no-articles", "can't be read"),
        (C.replace("articles: articles\n", ""), 1, 1, "missing-key", "articles"),
        ("scale: [one]\n" + C, 1, 8, "scale", "2 to 9"),
        ("sources: {s: {file: a.txt}, t: {file: a.txt}}\n" + C, 1, 39, "duplicate-file", "does"),
        ("sources: {s: {file: a.txt, kind: agensy}}\n" + C, 1, 34, "unknown-kind", "did you mean agency?"),
        ("sources: {s: {file: ../a.txt}}\n" + C, 1, 21, "article-missing", "the name alone"),
        ("sources: {s: {file: z.txt}}\n" + C, 1, 21, "article-missing", "no file"),
        (E + "        stance: suports\n        quote: q\n", 7, 17, "unknown-stance", "did you mean supports?"),
        (E + "        stance: supports\n", 6, 9, "missing-quote", "needs a quote"),
        (E + "        stance: silent\n        quote: q\n", 8, 16, "silent-quote", "has none"),
        (E + "        stance: silent\n      - {source: a, stance: silent}\n", 8, 9, "silent-beside", "keep one"),
        (E.replace(": a\n", ": aa\n") + "        stance: silent\n", 6, 17, "unknown-source", "did you mean a?"),
        (E + "        stance: supports\n        quote: none\n", 8, 16, "quote-not-found", "not in a.txt"),
        (E + "        stance: supports\n        quote: on...e\n", 8, 16, "quote-not-found", "two entries"),
        (E + "        stance: supports\n        quote: two\n", 8, 16, "quote-ambiguous", "2 places"),
        (E + "        stance: supports\n        quote: hre\n", 8, 16, "quote-cuts-word", "within a word"),
        ("sources: {s: {file: a.txt, skip: [one, twu]}}\n" + C, 1, 40, "skip-not-found", "not in a.txt"),
        ("- a\n", 1, 1, "no-claims-file", "factcheck init"),
        ("", 1, 1, "no-claims-file", "factcheck init"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_a_remedy(
    text: str, line: int, column: int, code: str, words: str, write_dossier: WriteDossier
) -> None:
    _, problems = load(write_dossier(text, a="one two three two"), quotes=True)

    found = [problem for problem in problems if problem.code == code]
    assert [(problem.line, problem.column) for problem in found] == [(line, column)], problems
    assert words in found[0].message


def test_all_problems_come_together_in_the_order_of_the_file(write_dossier: WriteDossier) -> None:
    text = "format: 9\ncolour: red\n" + E + "        stance: suports\n    verdict: flase\n  - text: no id\n"

    opened, problems = load(write_dossier(text, a="one"), quotes=True)

    assert [problem.code for problem in problems] == [
        *("format", "unknown-key", "unknown-stance", "unknown-rating", "missing-key"),
    ]
    assert opened is not None
    with pytest.raises(Unreadable):
        open_dossier(opened.dossier.path)


def test_the_file_is_named_in_a_line_that_editors_can_follow(write_dossier: WriteDossier) -> None:
    path = write_dossier(C + "    date: never\n", a="one")

    _, problems = load(path, quotes=False)

    assert str(problems[0]).startswith(f"{path}:5:11: error: date of claim “x” is “never”, it must be")


def test_a_quote_that_is_not_found_does_not_close_the_review(write_dossier: WriteDossier) -> None:
    path = write_dossier(E + "        stance: supports\n        quote: none\n", a="one")

    assert open_dossier(path).dossier.claims[0].evidence


def test_articles_are_sources_with_or_without_an_entry(tmp_path: Path, write_dossier: WriteDossier) -> None:
    path = write_dossier("articles: articles\nclaims: []\n", a="\n  First line\nmore", c="C")
    folder = tmp_path / "articles"
    (folder / "a.md").write_text(
        "---\ntitle: Own\nid: mine\npublisher: P\nkind: agensy\n---\n# Head\n", encoding="utf-8"
    )
    (folder / "c.md").write_text("# Head\n", encoding="utf-8")
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"x")
    (folder / "d.txt").mkdir()
    (folder / "e.txt").symlink_to("/etc/hostname")
    (folder / "f.txt").write_bytes(b"ok\n\xff\xfe")
    (folder / "g.txt").write_bytes(b"\xff\xfea\x00")
    (folder / "h.txt").write_bytes(b"a\0b")
    os.mkfifo(folder / "i.txt")

    opened, problems = load(path, quotes=False)

    assert opened is not None
    sources = opened.dossier.sources
    assert list(sources) == ["mine", "a.txt", "c.md", "c.txt"]
    assert (sources["a.txt"].title, sources["mine"].title, sources["c.md"].title) == ("First line", "Own", "Head")
    assert sources["mine"].publisher == "P"
    assert all(problem.level is Level.WARNING for problem in problems)
    refused = {Path(problem.file).name: problem.message for problem in problems if problem.code == "article-unreadable"}
    assert sorted(refused) == ["b.pdf", "d.txt", "e.txt", "f.txt", "g.txt", "h.txt", "i.txt"]
    assert "line 2" in refused["f.txt"]
    assert "UTF-16" in refused["g.txt"]
    assert "NUL" in refused["h.txt"]
    front = [problem for problem in problems if problem.code == "unknown-kind"]
    assert [(problem.line, Path(problem.file).name) for problem in front] == [(5, "a.md")]


def test_the_schema_knows_the_keys_and_words_that_the_reader_knows() -> None:
    schema = json.loads((ROOT / "tui" / "dossier" / "claims.schema.json").read_text(encoding="utf-8"))
    top = schema["properties"]
    source, claim = top["sources"]["additionalProperties"]["properties"], top["claims"]["items"]["properties"]
    evidence, verdict = claim["evidence"]["items"]["properties"], claim["verdict"]["anyOf"][2]["properties"]

    assert [tuple(keys) for keys in (top, source, claim, evidence, verdict)] == [
        *(TOP_KEYS, SOURCE_KEYS, CLAIM_KEYS, EVIDENCE_KEYS, VERDICT_KEYS),
    ]
    assert evidence["stance"]["enum"] == [stance.value for stance in Stance]
    assert tuple(claim["silence"]["items"]["enum"]) == CAUTIONS


def schema_of(field: SourceField) -> dict[str, object]:
    """How the JSON schema describes a field of a source."""
    text = {"type": ["string", "number", "boolean"]}
    listed = {"type": ["array", "null"], "items": text}
    shape = {"enum": list(field.choices)} if field.choices else listed if field.form is FieldForm.LIST else text
    return {**shape, "description": field.description}


def test_the_schema_describes_every_field_of_a_source_as_the_program_does() -> None:
    schema = json.loads((ROOT / "tui" / "dossier" / "claims.schema.json").read_text(encoding="utf-8"))
    source = schema["properties"]["sources"]["additionalProperties"]["properties"]

    assert {name: described for name, described in source.items() if name != "file"} == {
        name: schema_of(field) for name, field in SOURCE_FIELDS.items()
    }


def example(field: SourceField, word: str) -> FieldValue:
    """A value that a field of a source may have."""
    if field.form is FieldForm.LIST:
        return (word,)
    if field.choices:
        return field.choices[len(word) % 2]
    return f"20{len(word):02}" + "-03-01" if field.form is FieldForm.DATE else f"https://example.org/{word}"


def test_every_field_of_a_source_is_read_and_written_in_the_claims_file_and_completed_by_front_matter(
    write_dossier: WriteDossier,
) -> None:
    path = write_dossier("articles: articles\nclaims: []\n", b="B")
    own: dict[str, Any] = {name: example(field, "six") for name, field in SOURCE_FIELDS.items()}
    (path.parent / "articles" / "a.md").write_text(f"---\n{json.dumps(own)}\n---\nText.")
    wanted = Source("a", "a.md", **own)

    assert open_dossier(path).dossier.sources["a"]._replace(article=None) == wanted

    for name, field in SOURCE_FIELDS.items():
        written = example(field, "four")
        assert written != getattr(wanted, name)
        wanted = wanted.with_field(name, written)
        path.write_text(amended(path.read_text(), "\n", SetSource("a", "a.md", name, written)))
        assert open_dossier(path).dossier.sources["a"]._replace(article=None) == wanted, name


def test_the_shipped_dossier_fits_the_schema() -> None:
    schema = json.loads((ROOT / "tui" / "dossier" / "claims.schema.json").read_text(encoding="utf-8"))
    data = yaml.safe_load((ROOT / "claims.yaml").read_text(encoding="utf-8"))

    as_json = json.loads(
        json.dumps(data, default=lambda value: value.isoformat() if isinstance(value, date) else value)
    )
    jsonschema.validate(as_json, schema)


def test_a_rule_at_the_head_of_an_article_hides_no_text(write_dossier: WriteDossier) -> None:
    path = write_dossier("articles: articles\nclaims: []\n", b="B")
    (path.parent / "articles" / "a.md").write_text("---\n\nThe mayor said no.\n\n---\n\nMore.")

    article = open_dossier(path).dossier.sources["a"].article

    assert article is not None
    assert locate(article, Quote("The mayor said no.")).state is QuoteState.FOUND


def test_no_article_is_lost_because_another_calls_itself_as_it_is_called(write_dossier: WriteDossier) -> None:
    path = write_dossier("articles: articles\nclaims: []\n", b="B")
    (path.parent / "articles" / "b.md").write_text("B too")
    (path.parent / "articles" / "a.md").write_text("---\nid: b.txt\n---\nText.")

    sources = open_dossier(path).dossier.sources

    assert sorted(source.file for source in sources.values()) == ["a.md", "b.md", "b.txt"]


def test_a_name_that_is_no_text_and_a_second_byte_order_mark_are_said(write_dossier: WriteDossier) -> None:
    path = write_dossier(b"\xef\xbb\xbf\xef\xbb\xbfarticles: articles\nclaims: []\n", b="B")
    (path.parent / "articles" / os.fsdecode(b"\xff.txt")).write_text("B")

    assert "two byte order marks" in load(path, quotes=False)[1][0].message
    path.write_bytes(path.read_bytes()[6:])
    opened, problems = load(path, quotes=False)
    assert opened is not None
    assert list(opened.dossier.sources) == ["b"]
    assert "its name is no UTF-8" in problems[0].message


def test_each_quote_of_a_claim_is_looked_for_and_named_by_what_it_is(write_dossier: WriteDossier) -> None:
    claims = (
        "articles: articles\nclaims:\n  - id: x\n    text: X.\n    made_in: {source: a, quote: five six}\n    evidence:\n"
        "      - {source: b, stance: silent}\n      - {source: a, stance: supports, quote: seven}\n"
        "  - id: y\n    text: Y.\n    made_in: {source: a, quote: one}\n"
    )

    _, problems = load(write_dossier(claims, a="One two. one", b="B"), quotes=True)

    assert [(problem.line, problem.message) for problem in problems] == [
        (5, "made_in of claim “x”: the quote “five six” is not in a.txt; no passage is like it"),
        (8, "evidence 2 of claim “x”: the quote “seven” is not in a.txt; no passage is like it"),
    ]
