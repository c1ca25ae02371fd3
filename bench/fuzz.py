"""Feed the parsers and the editing of text with mutated inputs, guided by what code they reach.

Run by hand, with the fuzzer beside the project (it is no dependency): ``pip install atheris``, then

    python bench/fuzz.py claims --minutes 20

Targets: ``claims`` (a claims file is read, then edited in place), ``article`` (paragraphs, sentences, quotes),
``history``. What must hold stands in the functions below; an exception ends the run, and the fuzzer leaves the input
that led to it beside. At the end it prints how many inputs were tried (``number_of_executed_units``).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import atheris
import yaml

SLOW_SECONDS = 5.0
"""An input of a few thousand bytes that takes longer is a find."""

with atheris.instrument_imports(include=["tui"]):
    from tui.dossier.files.loading import Opened, load
    from tui.dossier.values import article as articles
    from tui.dossier.values.article import Article, Span
    from tui.dossier.values.edits import AddEvidence, Edit, RemoveEvidence, SetClaim, SetField, SetVerdict, edited
    from tui.dossier.values.model import Evidence, Quote, Source, Stance, Verdict
    from tui.dossier.values.problems import Level, Refused
    from tui.dossier.values.quotes import locate, select
    from tui.dossier.values.text import clean
    from tui.dossier.yaml_text.quote_checks import nearest_passage
    from tui.dossier.yaml_text.splice import splice
    from tui.evidence.search.candidates import candidates
    from tui.review.history import entries

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
WORDS = "One two three. “Four” — five, 22 people; [six](http://seven.example). Eight\nnine ten."
EDITS: tuple[Edit, ...] = (
    SetVerdict(Verdict("true", "Because: it #is.\n\n- so", "mk", "2026-11-22T14:03:00Z", "12345678", "1e345678")),
    SetVerdict(None),
    AddEvidence(Evidence("a", Stance.CONTRADICTS, Quote("One two", prefix="so"))),
    RemoveEvidence(0),
    SetField(0, "stance", "context"),
    SetField(0, "note", "two\nlines: # no comment"),
    SetField(0, "attributed_to", ""),
    SetClaim("text", "Another: #text"),
    SetClaim("tags", ("a", "b: c")),
)


def claims(data: bytes) -> None:
    """A claims file is read or refused with places; each edit of each claim reads as it should, or is refused."""
    path = FOLDER / "claims.yaml"
    path.write_bytes(data)
    opened, problems = load(path, quotes=True)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert problem.message, problem
        assert problem.file != str(path) or 1 <= problem.line <= lines, problem
    if opened is None or any(problem.level is Level.ERROR for problem in problems):
        return
    assert opened.encode(opened.text.text) == data
    for at in range(min(3, len(opened.dossier.claims))):
        for edit in EDITS:
            _edit(opened, at, edit)


def _edit(opened: Opened, at: int, edit: Edit) -> None:
    before = opened.dossier.claims[at]
    if isinstance(edit, RemoveEvidence | SetField) and not before.evidence:
        return
    try:
        text = splice(opened.text, at, edit, opened.read_claim)
    except Refused:
        return
    node = text.parse_claim(at, text.claims[at])
    assert node is not None
    assert opened.read_claim(node) == edited(before, edit)
    old, new = (dict(_plain(yaml.compose(each.text, Loader=yaml.CBaseLoader))) for each in (opened.text, text))
    for one, (was, now) in enumerate(zip(old.pop("claims"), new.pop("claims"), strict=True)):
        ours = {"verdict", "evidence"} if one == at else set()
        assert [pair for pair in was if pair[0] not in ours] == [pair for pair in now if pair[0] not in ours]
    assert old == new


def _plain(node: yaml.Node | None) -> Any:
    """What an independent reader makes of a file: texts, tuples, and pairs for mappings."""
    if isinstance(node, yaml.MappingNode):
        return tuple((_plain(key), _plain(value)) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(item) for item in node.value)
    return node.value if node else None


def article(data: bytes) -> None:
    """An article is cut into sentences that lie in it; a stretch of it is found again, or is in several places."""
    text = data.decode("utf-8", "replace")
    read = Article("a.md" if data[:3] == b"---" else "a.txt", text)
    articles.front_matter("a.md", text)
    assert len(clean(text)) == len(text)
    last = read.body_start
    for start, end in read.sentences:
        assert last <= start < end <= len(text)
        last = end
    spans = [Span(len(text) * number // 7, len(text) * (number + 2) // 7) for number in range(6)]
    for span in (*read.sentences[:5], *spans):
        if not text[span.start : span.end].strip() or span.start < read.body_start:
            continue
        around = read.sentences_around(span)
        assert around.start <= span.start
        assert span.end <= around.end
        quote = select(read, span)
        if quote.exact.strip():
            found = locate(read, quote)
            assert found.span is None or 0 <= found.span.start < found.span.end <= len(text)
            nearest_passage(read, Quote(quote.exact[::-1]))
    for candidate in candidates(text[:200], Source("a", "a.txt", "", read)):
        assert candidate.span in read.sentences


def history(data: bytes) -> None:
    """Every line of a history is read, or counted as unreadable."""
    path = FOLDER / "claims.yaml.history.jsonl"
    path.write_bytes(data)
    found, unreadable = entries(path)
    assert len(found) + unreadable <= len(data.splitlines())


TARGETS: dict[str, Callable[[bytes], None]] = {"claims": claims, "article": article, "history": history}


def main() -> None:
    """Run one target for some minutes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("target", choices=TARGETS)
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--corpus", type=Path, help="a folder with inputs to begin with; what is new goes there too")
    chosen = options.parse_args()
    (FOLDER / "articles").mkdir()
    (FOLDER / "articles" / "a.txt").write_text(WORDS, encoding="utf-8")
    target = TARGETS[chosen.target]

    def one(data: bytes) -> None:
        begun = time.process_time()
        target(data)
        assert time.process_time() - begun < SLOW_SECONDS

    corpus = chosen.corpus or FOLDER / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, text in enumerate(_seeds(chosen.target)):
        (corpus / f"seed-{number}").write_text(text, encoding="utf-8", newline="")
    arguments = [
        f"-max_total_time={int(chosen.minutes * 60)}",
        "-max_len=6000",
        "-timeout=20",
        "-verbosity=0",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *arguments, str(corpus)], one)
    atheris.Fuzz()


def _seeds(target: str) -> list[str]:
    """What mutation begins with: files of every style that the tests know, articles, lines of a history."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    if target == "claims":
        from test_dossier_splice import EV, FILES, HEAD

        return [*FILES.values(), HEAD + "  - id: x\n    text: X.\n" + EV]
    if target == "article":
        texts = [path.read_text("utf-8")[:3000] for path in Path("seeds").glob("*.txt")]
        return [
            *texts,
            "---\ntitle: A\nkind: other\n---\n" + WORDS,
            WORDS.replace("\n", "\r\n"),
            "“„»ß\u0301\u200b" * 9,
        ]
    return [
        '{"when": "2026-11-22T14:03:00Z", "who": "mk", "did": "decide", "claim": "x", "what": "true"}\n{"to',
        "\n\n",
    ]


if __name__ == "__main__":
    main()
