"""A new claim, and what is known of a source, change their own lines, whatever the file looks like."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import yaml
from conftest import WriteDossier
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rows import check_all
from test_dossier_splice import FILES, LINE_ENDS, TEXTS, comments, data_of, without

from tui.dossier.files.loading import open_dossier
from tui.dossier.values.edits import AddClaim, Amendment, DropClaim, SetSource
from tui.dossier.values.model import Claim
from tui.dossier.values.problems import Refused
from tui.dossier.yaml_text.file_editor import amended

NEW = Claim("new", "Of: #2", claimant="no", date="2024-01-02", tags=("a", "b, c"))
TITLE = SetSource("a", "a.txt", "title", "Title: #1")
SAID = (
    TITLE,
    TITLE._replace(key="kind", value="agency"),
    TITLE._replace(key="published", value="2024-01-02"),
    TITLE._replace(key="skip", value=("one, two", "three")),
)
EMPTY = {
    "an empty list": "articles: articles\nclaims: []\n",
    "an empty list with a comment": "articles: articles\nclaims: [] # none yet\n# A claim is …\n",
    "no list": "articles: articles\nclaims:\n",
    "no list, and a key behind it": "articles: articles\nclaims:\ntitle: After\n",
    "empty json": '{"articles": "articles", "claims": []}\n',
}
LISTED = {
    "a source": "articles: articles\nsources:\n  a:\n    file: a.txt\n    publisher: P # who\n  b:\n    file: b.txt\nclaims: []\n",
    "sources behind the claims": "articles: articles\nclaims: []\nsources:\n  b: {file: b.txt}\n  # about a\n  a: {file: a.txt, kind: other}\n",
    "a title there is": "articles: articles\nsources:\n  a:\n    title: >-\n      Old\n      title\n    file: a.txt\nclaims: []\n",
    "sources with nothing in them": "articles: articles\nsources: # later\nclaims: []\n",
    "sources in braces": "articles: articles\nsources: {}\nclaims: []\n",
}
ALL = FILES | EMPTY | LISTED


def amend(text: str, *amendments: Amendment) -> str:
    """A text after amendments."""
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    for amendment in amendments:
        text = amended(text, newline, amendment)
    return text


def written(claim: Claim) -> dict[str, Any]:
    """A claim as any reader finds it in the file."""
    values = {"id": claim.id, "text": claim.text, "claimant": claim.claimant, "date": claim.date}
    fields = {key: value for key, value in values.items() if value}
    return {**fields, "tags": list(claim.tags)} if claim.tags else fields


@pytest.mark.parametrize("name", ALL)
def test_a_new_claim_is_put_behind_the_others_and_nothing_else_changes(name: str) -> None:
    def check_added(line_end: str) -> None:
        before = ALL[name].replace("\n", LINE_ENDS[line_end])

        if name == "literal at the end without newline":  # to end its line would make it another text
            with pytest.raises(Refused, match="write it in an editor"):
                amend(before, AddClaim(NEW))
            return
        after = amend(before, AddClaim(NEW))

        old, new = data_of(before), data_of(after)
        assert new["claims"] == [*(old["claims"] or []), written(NEW)]
        assert without(new, "claims") == without(old, "claims")
        assert comments("\n".join(after.splitlines())) == comments("\n".join(before.splitlines()))

    check_all([(line_end,) for line_end in LINE_ENDS], check_added)


def test_a_new_claim_taken_out_again_leaves_the_file_as_it_was() -> None:
    def check_dropped(name: str) -> None:
        before = (FILES | EMPTY)[name]

        after = amend(before, AddClaim(NEW), DropClaim(NEW))

        assert without(data_of(after), "claims") == without(data_of(before), "claims")
        assert (data_of(after)["claims"] or []) == (data_of(before)["claims"] or [])
        assert comments(after) == comments(before)
        if name in FILES and not before.endswith("X.") and before.endswith("\n"):
            assert after == before

    check_all([(name,) for name in FILES | EMPTY if name != "literal at the end without newline"], check_dropped)


def test_a_second_new_claim_stands_apart_where_the_others_do() -> None:
    apart = "articles: a\nclaims:\n  - id: x\n    text: X.\n\n  - id: y\n    text: Y.\n    # about y\n# the end\n"

    assert amend(apart, AddClaim(Claim("z", "Z."))) == apart.replace(
        "# the end", "\n  - id: z\n    text: Z.\n# the end"
    )


@pytest.mark.parametrize(
    "claim",
    [NEW._replace(text="Another."), NEW._replace(id="other"), NEW._replace(tags=())],
    ids=["text", "id", "tags"],
)
def test_a_claim_that_is_no_longer_as_it_was_added_is_not_taken_out(claim: Claim) -> None:
    after = amend(FILES["as in the docs"], AddClaim(claim))

    with pytest.raises(Refused):
        amend(after, DropClaim(NEW))


@pytest.mark.parametrize("name", FILES | LISTED)
def test_what_is_said_of_a_source_stands_in_its_entry_and_nothing_else_changes(name: str) -> None:
    def check_said(said: SetSource, line_end: str) -> None:
        before = (FILES | LISTED)[name].replace("\n", LINE_ENDS[line_end])

        after = amend(before, said)

        old, new = data_of(before), data_of(after)
        value = said.value if isinstance(said.value, str) else list(said.value)
        entries = old.get("sources") or {}
        assert new["sources"] == {**entries, "a": {**entries.get("a", {"file": "a.txt"}), said.key: value}}
        assert without(new, "sources") == without(old, "sources")
        assert comments(after) == comments(before)

    check_all(product(SAID, LINE_ENDS), check_said)


@pytest.mark.parametrize("name", LISTED)
def test_what_is_no_longer_said_of_a_source_is_taken_out(name: str) -> None:
    after = amend(LISTED[name], TITLE, TITLE._replace(value=""))

    assert "title" not in data_of(after)["sources"]["a"]
    assert comments(after) == comments(LISTED[name])


def test_a_comment_at_what_is_taken_out_keeps_it_there() -> None:
    text = "articles: a\nsources:\n  a:\n    file: a.txt\n    title: T # mine\nclaims: []\n"

    with pytest.raises(Refused, match=r"line 5: a comment at title would be lost"):
        amend(text, TITLE._replace(value=""))


@given(st.sampled_from([*FILES, *LISTED]), TEXTS, TEXTS, st.sampled_from(list(LINE_ENDS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_given(
    write_dossier: WriteDossier, name: str, text: str, tag: str, line_end: str
) -> None:
    before = (FILES | LISTED)[name].replace("\n", LINE_ENDS[line_end])
    if name == "literal at the end without newline":
        return
    claim = Claim("new", text, tags=(tag,) if tag.strip() else ())
    try:
        after = amend(before, AddClaim(claim), SetSource("b", "b.txt", "note", tag))
    except Refused:
        assert not text.strip() or not tag.strip()
        return

    read = open_dossier(write_dossier(after, a="one two three", b="Z"))
    assert read.dossier.claims[-1] == claim
    assert read.dossier.sources["b"].note == tag
    assert yaml.load(after, Loader=yaml.CBaseLoader)["claims"][:-1] == (data_of(before)["claims"] or [])
