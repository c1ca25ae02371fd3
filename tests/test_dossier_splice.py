"""An edit changes its own lines, whatever the file looks like, or is refused and changes nothing."""

from __future__ import annotations

import contextlib
import json
import re
from itertools import product
from typing import Any

import pytest
import yaml
from conftest import WriteDossier
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rows import check_all

from tui.dossier.files.loading import Opened, open_dossier
from tui.dossier.values.edits import AddEvidence, Edit, RemoveEvidence, SetClaim, SetField, SetVerdict, edited
from tui.dossier.values.model import Evidence, Quote, Stance, Verdict
from tui.dossier.values.problems import Refused
from tui.dossier.yaml_text.claim_editor import ClaimEditor
from tui.dossier.yaml_text.splice import splice

VERDICT = Verdict("true", "Because: it #is.", "mk", "2026-11-22T14:03:00Z", "12345678", "1e345678")
OTHER = Verdict("false", "", "no", "2026-11-23T14:03:00Z", "0a345678", "77e0a4d2")
TAKEN = Evidence("b", Stance.CONTRADICTS, Quote('He said: "no" — [x]', prefix="so"))

A = "one two three"  # the article
HEAD = "articles: articles\nclaims:\n"
EV = "    evidence:\n      - source: a\n        stance: supports\n        quote: one two\n"
FILES: dict[str, str] = {
    "as in the docs": HEAD + "  - id: x\n    text: X.\n" + EV + "  - id: y\n    text: Y.\n",
    "dashes not indented": "articles: articles\nclaims:\n- id: x\n  text: X.\n  evidence:\n  - source: a\n    stance: silent\n- id: y\n  text: Y.\n",
    "indented by four": "articles: articles\nclaims:\n    -   id: x\n        text: X.\n        tags:\n            - t\n    -   id: y\n        text: Y.\n",
    "no evidence key": HEAD + "  - id: x\n    text: X.\n\n\n  # about y\n  - id: y\n    text: Y.\n",
    "evidence empty": HEAD + "  - id: x\n    text: X.\n    evidence:\n  - id: y\n    text: Y.\n    evidence: []\n",
    "evidence empty with comment": HEAD + "  - id: x\n    text: X.\n    evidence: # later\n    note2: z\n",
    "evidence empty list with comment": HEAD + "  - id: x\n    text: X.\n    evidence: [] # later\n",
    "evidence flow": HEAD + "  - id: x\n    text: X.\n    evidence: [{source: a, stance: silent}]\n",
    "evidence flow of two": HEAD
    + "  - id: x\n    text: X.\n    evidence:\n      [{source: a, stance: silent},\n       {source: b, stance: supports, quote: q}]\n",
    "claim is flow": HEAD + "  - {id: x, text: X.}\n  - {id: y, text: Y.}\n",
    "claim is flow over lines": HEAD + "  - {\n      id: x,\n      text: X.,\n    }\n  - id: y\n    text: Y.\n",
    "claims are flow": "articles: articles\nclaims: [{id: x, text: X.}, {id: y, text: Y.}]\n",
    "json": '{"articles": "articles", "claims": [{"id": "x", "text": "X."}, {"id": "y", "text": "Y."}]}',
    "json pretty": '{\n  "articles": "articles",\n  "claims": [\n    {\n      "id": "x",\n      "text": "X.",\n      "evidence": [{"source": "a", "stance": "silent"}]\n    },\n    {\n      "id": "y",\n      "text": "Y."\n    }\n  ]\n}\n',
    "json with an empty list": '{"articles": "articles", "claims": [{"id": "x", "text": "X.", "evidence": []}]}\n',
    "quoted keys": HEAD + "  - \"id\": x\n    'text': X.\n",
    "literal last": HEAD + "  - id: x\n    text: X.\n    claimant: |\n      one\n      two\n  - id: y\n    text: Y.\n",
    "literal strip last": HEAD + "  - id: x\n    text: X.\n    claimant: |-\n      one\n\n  - id: y\n    text: Y.\n",
    "literal keep last": HEAD + "  - id: x\n    text: X.\n    claimant: |+\n      one\n\n\n  - id: y\n    text: Y.\n",
    "literal at the end without newline": HEAD + "  - id: x\n    text: X.\n    claimant: |\n      one",
    "literal with indent": HEAD + "  - id: x\n    text: |2\n        X.\n    claimant: a\n",
    "folded last": HEAD + "  - id: x\n    text: X.\n    claimant: >-\n      one\n      two\n\n      three\n",
    "literal that looks like claims": HEAD
    + "  - id: x\n    text: |\n      - id: z\n      # no comment\n  - id: y\n    text: Y.\n",
    "plain over lines": HEAD + "  - id: x\n    text: X and\n      more of it\n  - id: y\n    text: Y.\n",
    "quoted over lines": HEAD + '  - id: x\n    text: "X\n  - id: z\n      more"\n  - id: y\n    text: Y.\n',
    "comments everywhere": "# top\narticles: articles # a\n# c\nclaims: # all\n  # first\n  - id: x # id\n    # before text\n    text: X. # text\n    # end of x\n\n  # second\n  - id: y\n    text: Y. # last",
    "comment after the dash": HEAD + "  - # the first\n    id: x\n    text: X.\n  -\n    id: y\n    text: Y.\n",
    "comments in evidence": HEAD
    + "  - id: x\n    text: X.\n    evidence: # list\n      # one\n      - source: a # src\n        stance: supports # sure\n        quote: q\n      # two\n      - source: b\n        stance: silent\n      # end\n    tags: [t]\n",
    "verdict first": HEAD + "  - verdict: true\n    id: x\n    text: X.\n",
    "verdict block first": HEAD + "  - verdict:\n      rating: true\n    id: x\n    text: X.\n",
    "verdict in the middle": HEAD
    + "  - id: x\n    verdict:\n      rating: true\n      reviewed: 2024-01-01\n    text: X.\n",
    "verdict short with comment": HEAD
    + "  - id: x\n    text: X.\n    verdict: false # sure\n    # after\n  - id: y\n    text: Y.\n",
    "verdict empty": HEAD + "  - id: x\n    text: X.\n    verdict:\n  - id: y\n    text: Y.\n",
    "verdict with comments": HEAD
    + "  - id: x\n    text: X.\n    verdict: # v\n      # why\n      rating: true # r\n      reviewer: me # who\n",
    "verdict with foreign keys": HEAD
    + "  - id: x\n    text: X.\n    verdict:\n      stars: 3\n      rating: true\n      rationale: |\n        a\n        b\n      seen: yes\n",
    "verdict flow": HEAD + "  - id: x\n    text: X.\n    verdict: {rating: true, reviewer: a}\n",
    "verdict flow foreign": HEAD + "  - id: x\n    text: X.\n    verdict: {rating: true, stars: 3}\n",
    "verdict with a literal": HEAD
    + "  - id: x\n    text: X.\n    verdict:\n      rating: true\n      rationale: |\n        a\n        b\n\n  - id: y\n    text: Y.\n",
    "verdict in other order": HEAD + "  - id: x\n    text: X.\n    verdict:\n      reviewer: a\n      rating: true\n",
    "keys after the claims": HEAD + "  - id: x\n    text: X.\ntitle: After\nformat: 1\n",
    "keys of others": HEAD + "  - id: x\n    mine: {a: [1, 2]}\n    text: X.\n    deep:\n      - - 1\n        - 2\n",
    "document marks": "%YAML 1.1\n---\n" + HEAD + "  - id: x\n    text: X.\n...\n",
    "no final newline": HEAD + "  - id: x\n    text: X.",
    "blanks at line ends": HEAD + "  - id: x   \n    text: X.  \n   \n",
    "tabs in comments": HEAD + "  - id: x\t# tab\n    text: X.\t\n",
    "emoji and scripts": HEAD + '  - id: x\n    text: 👩‍🚒 сказала 日本 مرحبا\n    claimant: "\\U0001F600"\n',
    "explicit key": "articles: articles\n? claims\n: - id: x\n    text: X.\n  - id: y\n    text: Y.\n",
    "empty values": HEAD + "  - id: x\n    text: X.\n    claimant:\n    date:\n",
}
EDITS: dict[str, list[Edit]] = {
    "a verdict": [SetVerdict(VERDICT)],
    "a verdict, then another": [SetVerdict(VERDICT), SetVerdict(OTHER)],
    "a verdict, cleared": [SetVerdict(VERDICT), SetVerdict(None)],
    "a verdict cleared": [SetVerdict(None)],
    "a reason of several lines": [SetVerdict(VERDICT._replace(rationale="First.\n\n- second: #2"))],
    "evidence": [AddEvidence(TAKEN)],
    "evidence and a verdict": [AddEvidence(TAKEN), SetVerdict(VERDICT)],
    "evidence twice, first out": [AddEvidence(TAKEN), AddEvidence(TAKEN._replace(as_of="2024")), RemoveEvidence(0)],
    "first evidence out": [RemoveEvidence(0)],
    "last evidence out": [RemoveEvidence(-1)],
    "another stance": [SetField(0, "stance", "context")],
    "a note": [SetField(0, "note", "see: #2")],
    "a note of several lines": [SetField(0, "note", "First.\n\n- second: #2")],
    "a speaker, then another": [SetField(0, "attributed_to", "Y"), SetField(0, "attributed_to", "the mayor: #1")],
    "a speaker taken out": [SetField(0, "attributed_to", "Y"), SetField(0, "attributed_to", "")],
    "another text": [SetClaim("text", "Of: #2")],
    "a text of several lines": [SetClaim("text", "First.\n\n- second: #2")],
    "a claimant, then another": [SetClaim("claimant", "Z"), SetClaim("claimant", "the mayor: #1")],
    "a claimant taken out": [SetClaim("claimant", "Z"), SetClaim("claimant", "")],
    "tags, then others": [SetClaim("tags", ("t", "a, b")), SetClaim("tags", ("no", "x: y", "#z", "t"))],
    "tags taken out": [SetClaim("tags", ("t",)), SetClaim("tags", ())],
    "a day before tags": [SetClaim("tags", ("t",)), SetClaim("date", "2024-01-01")],
    "a day before a note": [SetField(0, "note", "n"), SetField(0, "as_of", "2024-01-01")],
}
LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


def data_of(text: str) -> Any:
    """What an independent reader makes of a file: every value as text."""
    return yaml.load(text, Loader=yaml.CBaseLoader)  # it makes texts, lists and mappings alone


def apply(opened: Opened, edits: list[Edit]) -> str:
    """The text after edits of the first claim."""
    text = opened.text
    for edit in edits:
        claim = opened.read_claim(text.parse_claim(0, text.claims[0]))  # type: ignore[arg-type]
        if isinstance(edit, RemoveEvidence | SetField):
            if not claim.evidence:
                raise Refused("line 0: nothing to take out")
            if edit.position < 0:
                edit = edit._replace(position=len(claim.evidence) - 1)
        text = splice(text, 0, edit, opened.read_claim)
    return text.text


def without(claim: dict[str, Any], *keys: str) -> dict[str, Any]:
    """A claim without some keys."""
    return {key: value for key, value in claim.items() if key not in keys}


def comments(text: str) -> list[str]:
    """What looks like a comment."""
    return re.findall(r"# ?[a-z ]+$", text, re.MULTILINE)


def check(before: str, after: str, *touched: str) -> None:
    """Everything but the first claim's verdict and evidence, and what else was touched, is the same."""
    old, new = data_of(before), data_of(after)
    assert without(new, "claims") == without(old, "claims")
    assert new["claims"][1:] == old["claims"][1:]
    touched = ("verdict", "evidence", *touched)
    assert without(new["claims"][0], *touched) == without(old["claims"][0], *touched)
    old_verdict, new_verdict = old["claims"][0].get("verdict"), new["claims"][0].get("verdict")
    if isinstance(old_verdict, dict) and isinstance(new_verdict, dict):
        foreign = set(old_verdict) - set(Verdict._fields)
        assert {key: new_verdict.get(key) for key in foreign} == {key: old_verdict[key] for key in foreign}
    assert comments(after) == comments(before.replace("# no comment", "") if "text" in touched else before)


def check_edit(name: str, edit: str, opened: Opened) -> None:
    """A named edit of a named file is made in its own lines, or refused with a line."""
    before = opened.text.text
    try:
        after = apply(opened, EDITS[edit])
    except Refused as refusal:
        assert str(refusal).startswith("line ")
        assert "verdict" in name or "comment" in name or "nothing" in str(refusal) or edit == "a verdict cleared"
        return

    check(before, after, *(edit.key for edit in EDITS[edit] if isinstance(edit, SetClaim)))
    claim = data_of(after)["claims"][0]
    last = EDITS[edit][-1]
    if isinstance(last, SetVerdict) and last.verdict is not None:
        written = {key: value for key, value in claim["verdict"].items() if key in Verdict._fields and value}
        assert written == {key: value for key, value in last.verdict._asdict().items() if value}
    if isinstance(last, SetVerdict) and last.verdict is None:
        assert "verdict" not in claim
    if isinstance(last, AddEvidence):
        assert claim["evidence"][-1]["quote"] == TAKEN.quote.exact if TAKEN.quote else False
    if isinstance(last, SetClaim):
        assert claim.get(last.key, "") == (last.value if isinstance(last.value, str) else list(last.value) or "")
    if edit in {"a claimant taken out", "tags taken out"} and EDITS[edit][0].key not in before:  # type: ignore[union-attr]
        assert after == before
    if isinstance(last, SetField):
        assert claim["evidence"][0].get(last.key, "") == last.value
    if edit == "a speaker taken out" and "Y" not in before:
        assert after == before
    if edit == "a verdict, cleared" and "verdict" not in name:
        assert after == before


@pytest.mark.parametrize("name", FILES)
def test_an_edit_changes_its_own_lines_or_is_refused(name: str, write_dossier: WriteDossier) -> None:
    texts = {line_end: FILES[name].replace("\n", sign) for line_end, sign in LINE_ENDS.items()}
    opened = {line_end: open_dossier(write_dossier(text, a=A, b="Z")) for line_end, text in texts.items()}

    assert {line_end: of.text.text for line_end, of in opened.items()} == texts
    check_all(product(EDITS, LINE_ENDS), lambda edit, line_end: check_edit(name, edit, opened[line_end]))


def test_no_file_without_verdict_and_comments_is_refused(write_dossier: WriteDossier) -> None:
    def check_taken(name: str) -> None:
        opened = open_dossier(write_dossier(FILES[name], a=A, b="Z"))

        assert "rating" in apply(opened, EDITS["evidence and a verdict"])

    check_all([(name,) for name in FILES if "verdict" not in name and "comment" not in name], check_taken)


def test_a_file_in_json_is_json_after_every_edit_of_it(write_dossier: WriteDossier) -> None:
    broken = []
    for name in (name for name in FILES if name.startswith("json")):
        opened = open_dossier(write_dossier(FILES[name], a="one two three", b="Z"))
        for edit, edits in EDITS.items():
            with contextlib.suppress(Refused):
                after = apply(opened, edits)
                try:
                    assert json.loads(after) == data_of(after)
                except ValueError as error:
                    broken.append((name, edit, str(error)))

    assert broken == []


def test_a_verdict_is_written_whole_in_its_order_and_as_text_for_every_reader(write_dossier: WriteDossier) -> None:
    opened = open_dossier(write_dossier(FILES["verdict in other order"], a="one", b="Z"))

    after = apply(opened, [SetVerdict(OTHER._replace(rationale="2024-01-01"))])

    verdict = yaml.safe_load(after)["claims"][0]["verdict"]
    assert list(data_of(after)["claims"][0]["verdict"]) == list(Verdict._fields)
    assert list(verdict.values()) == list(OTHER._replace(rationale="2024-01-01"))


def test_several_lines_stay_several_lines_and_a_quote_stays_on_one(write_dossier: WriteDossier) -> None:
    opened = open_dossier(write_dossier(FILES["as in the docs"], a="one two", b="Z"))

    after = apply(opened, [SetVerdict(VERDICT._replace(rationale="One.\nTwo.")), AddEvidence(TAKEN)])

    assert "      rationale: |-\n        One.\n        Two.\n" in after
    assert '        quote: "He said: \\"no\\" — [x]"\n        prefix: "so"\n' in after


@pytest.mark.parametrize("name", ["verdict with comments", "verdict with foreign keys", "verdict flow foreign"])
def test_clearing_a_verdict_that_holds_another_s_words_is_refused_with_the_line(
    name: str, write_dossier: WriteDossier
) -> None:
    opened = open_dossier(write_dossier(FILES[name], a="one", b="Z"))

    with pytest.raises(Refused, match=r"^line [5-9]: .*would be lost"):
        apply(opened, [SetVerdict(None)])


@pytest.mark.parametrize("rest", ["", "t: Y.\n", "  - id: y\n    text: Y.\n"])
def test_a_claim_that_ends_in_a_key_without_a_value_is_refused_with_the_line(
    rest: str, write_dossier: WriteDossier
) -> None:
    opened = open_dossier(write_dossier(HEAD + "  - id: x\n    text: X.\n    ? b\n" + rest, a="one", b="Z"))

    with pytest.raises(Refused, match=r"^line 3: this claim can't be edited in place"):
        splice(opened.text, 0, SetVerdict(VERDICT), opened.read_claim)


def test_the_byte_order_mark_stays(write_dossier: WriteDossier) -> None:
    path = write_dossier(b"\xef\xbb\xbf" + FILES["as in the docs"].encode(), a="one two", b="Z")
    opened = open_dossier(path)

    assert opened.encode(opened.text.text) == path.read_bytes()


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n#:-'\"\\|>{}[],&*!%@` \t"))


@given(st.sampled_from(list(FILES)), TEXTS, TEXTS, st.sampled_from(list(LINE_ENDS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_given(
    write_dossier: WriteDossier, name: str, rationale: str, quote: str, line_end: str
) -> None:
    before = FILES[name].replace("\n", LINE_ENDS[line_end])
    opened = open_dossier(write_dossier(before, a="one two three", b="Z"))
    edits: list[Edit] = [SetVerdict(VERDICT._replace(rationale=rationale.strip()))]
    if quote.strip():
        edits.insert(0, AddEvidence(Evidence("b", Stance.SUPPORTS, Quote(quote), attributed_to=rationale)))
    try:
        after = apply(opened, edits)
    except Refused:
        return

    claim = data_of(after)["claims"][0]
    assert claim["verdict"].get("rationale", "") == rationale.strip()
    assert not quote.strip() or claim["evidence"][-1]["quote"] == quote
    assert data_of(after)["claims"][1:] == data_of(before)["claims"][1:]


HEAD = "articles: articles\nclaims:\n"
X = HEAD + "  - id: x\n    text: X.\n"
AT_THE_END = {
    "a comment that would fall into a literal": (
        X + "    claimant: |\n      The mayor\n    verdict:\n      rating: true\n      # checked twice\n",
        SetVerdict(None),
    ),
    "a comment that would fall into a quote": (
        X + "    evidence:\n      - source: a\n        stance: supports\n        quote: |\n          one two\n"
        "      - source: b\n        stance: silent\n          # really?\n",
        RemoveEvidence(1),
    ),
    "blank lines that a literal would keep": (
        X + "    claimant: |+\n      The mayor\n    verdict: true\n\n\n",
        SetVerdict(None),
    ),
    "a line of blanks and a tab": (
        "articles: articles\nclaims:\n- id: x\n  text: y\n  claimant: value\n    \t\n",
        SetVerdict(VERDICT),
    ),
    "blanks after a foreign value": (
        X + "    mine:\n      key:\n        value\n        with\n        \t\n \n",
        SetVerdict(VERDICT),
    ),
    "a comment at the head of a literal": (
        X + "    verdict:\n      rating: true\n      rationale: | # my note\n        words\n      reviewer: me # who\n",
        SetVerdict(OTHER),
    ),
    "a comment in a flow list": (
        X + "    evidence: [\n      {source: b, stance: silent} # note\n      ]\n",
        RemoveEvidence(0),
    ),
    "a field without a value": (
        X + "    evidence:\n      - source: a\n        stance: supports\n        note:\n        quote: one\n",
        SetField(0, "note", "n"),
    ),
    "a note at the end of a file without a line break": (
        X + "    evidence:\n      - source: a\n        stance: supports\n        quote: one",
        SetField(0, "note", "one\ntwo"),
    ),
    "a comment behind a note that goes": (
        X + "    evidence:\n      - source: a\n        stance: supports\n        note: n # c\n        quote: one\n",
        SetField(0, "note", ""),
    ),
    "a comment in a list of tags": (
        X + "    tags: [a, # c\n      b]\n",
        SetClaim("tags", ("a",)),
    ),
    "tags in lines": (
        X + "    tags:\n    - a\n    - b # c\n",
        SetClaim("tags", ("a", "d")),
    ),
    "a note first": (
        X + "    evidence:\n      - note: n\n        source: a\n        stance: supports\n        quote: one\n",
        SetField(0, "note", ""),
    ),
    "a comment at a stance": (
        X + "    evidence:\n      - source: a\n        stance: |- # c\n          supports\n        quote: one\n",
        SetField(0, "stance", "context"),
    ),
}


@pytest.mark.parametrize(("text", "edit"), AT_THE_END.values(), ids=AT_THE_END)
def test_what_stands_behind_the_last_claim_and_its_comments_stay_what_they_are(
    text: str, edit: Edit, write_dossier: WriteDossier
) -> None:
    path = write_dossier(text, a="one two three", b="Z")
    opened = open_dossier(path)
    wanted = edited(opened.dossier.claims[0], edit)
    try:
        path.write_text(apply(opened, [edit]))
    except Refused:
        return

    assert open_dossier(path).dossier.claims == (wanted,)
    assert comments(path.read_text()) == comments(text)


def test_fields_that_are_put_in_together_stand_in_their_order(write_dossier: WriteDossier) -> None:
    for verdict in ("\n      rating: true # r\n", " {rating: mixed} # c\n"):
        opened = open_dossier(write_dossier(X + f"    verdict:{verdict}", a="one", b="Z"))

        after = data_of(apply(opened, [SetVerdict(OTHER)]))

        assert list(after["claims"][0]["verdict"]) == [key for key, value in OTHER._asdict().items() if value]


def test_a_reason_of_several_lines_goes_in_beside_a_comment(write_dossier: WriteDossier) -> None:
    text = X + "    verdict:\n      rating: true\n      rationale: short   # my comment\n"
    opened = open_dossier(write_dossier(text, a="one", b="Z"))

    after = apply(opened, [SetVerdict(VERDICT._replace(rationale="One.\nTwo."))])

    assert data_of(after)["claims"][0]["verdict"]["rationale"] == "One.\nTwo."
    assert "# my comment" in after


def test_clearing_the_verdict_that_ends_the_file_takes_its_own_line_break_alone(write_dossier: WriteDossier) -> None:
    opened = open_dossier(write_dossier(X + "\n\n    verdict: true", a="one", b="Z"))

    assert apply(opened, [SetVerdict(None)]) == X + "\n"


CROWDED = X + (
    "    claimant: Z # who\n    evidence:\n      - source: a\n        stance: supports\n        quote: one\n"
    "        seen: yes\n      - source: b\n        stance: silent\n    verdict:\n      rating: true\n      stars: 3\n"
)
DAMAGE = {
    "text: X.": "text: 'X.'",
    "claimant: Z": "claimant: Q",
    " # who": "",
    "seen: yes": "seen: no",
    "stance: silent": "stance: context\n        quote: Z",
    "stars: 3": "stars: 4",
}


@pytest.mark.parametrize(
    "edit",
    [
        SetVerdict(OTHER),
        AddEvidence(Evidence("c", Stance.SILENT)),
        SetField(0, "note", "n"),
        SetClaim("date", "2024-01-01"),
    ],
    ids=lambda edit: type(edit).__name__,
)
def test_a_candidate_that_damages_other_text_is_not_taken(
    edit: Edit, write_dossier: WriteDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_dossier(write_dossier(CROWDED, a="one", b="Z", c="Y"))
    right = opened.text.margin + splice(opened.text, 0, edit, opened.read_claim).claims[0]
    taken = []
    for old, new in DAMAGE.items():
        wrong = right.replace(old, new)
        assert wrong != right
        with monkeypatch.context() as patch:
            patch.setattr(ClaimEditor, "candidates", lambda *_, wrong=wrong: iter([wrong]))
            with contextlib.suppress(Refused):
                splice(opened.text, 0, edit, opened.read_claim)
                taken.append(old)

    assert taken == []
