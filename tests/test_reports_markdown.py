"""A stranger's text in Markdown reads as it was written, wherever it is put, and is nothing but text."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from nasty import STRINGS

from tui.dossier.values.text import clean, clean_line
from tui.reports.markdown import inline, link, paragraphs, web_address

# With all that GitHub's dialect has; a name like example.com without http or www is no link there.
GFM = MarkdownIt("gfm-like", {"html": True})
assert GFM.linkify is not None
GFM.linkify.set({"fuzzy_link": False})

Seen = tuple[str, str]
FRAMES = {
    "paragraph": "before {} behind",
    "line": "{}",
    "item": "- {}",
    "numbered item": "7. {}",
    "line of an item": "- before\\\n  Note: {}",
    "heading": "### 1. {}",
    "cell": "| a | b |\n| --- | ---: |\n| {} | 2 |",
    "bold": "**Verdict: {}** behind",
    "italics": "*Stale: {}.*",
    "link": "- [{}](<https://a.b/>) — behind",
}
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab1.)(-+=*_~`|[]<>!#&;:/\\@w$^{}'\" \n\thp", max_size=30),
    st.lists(st.sampled_from(STRINGS), min_size=1, max_size=3).map("".join),
)


def seen(tokens: list[Token] | None) -> list[Seen]:
    """What a reader gets: each thing that is no text by its kind, and the text between."""
    found: list[Seen] = []
    for token in tokens or []:
        if token.type == "inline":
            parts = seen(token.children)
        elif token.type in {"text", "text_special"}:
            parts = [("text", token.content)] if token.content else []
        else:
            parts = [(token.type, token.tag)]
        for kind, content in parts:
            if kind == "text" and found and found[-1][0] == "text":
                found[-1] = ("text", found[-1][1] + content)
            else:
                found.append((kind, content))
    return found


def shown(text: str) -> str:
    """A text as it should be seen: cleaned, on one line."""
    return " ".join(clean_line(text).split())


def check(text: str, frame: str) -> None:
    """A text in a frame is what the word in the same frame is, but for the words."""
    as_word = seen(GFM.parse(FRAMES[frame].format("WORD")))
    wanted = [(kind, content.replace("WORD", shown(text)).strip(" ")) for kind, content in as_word]

    assert [
        (kind, content.strip(" ")) for kind, content in seen(GFM.parse(FRAMES[frame].format(inline(text))))
    ] == wanted


@pytest.mark.parametrize("frame", FRAMES)
def test_every_nasty_text_is_text_in_each_place(frame: str) -> None:
    for text in STRINGS:
        if shown(text):
            check(text, frame)


@given(TEXTS.filter(shown), st.sampled_from(sorted(FRAMES)))
def test_any_text_is_text_in_each_place(text: str, frame: str) -> None:
    check(text, frame)


def test_a_name_that_begins_with_www_is_no_link_either() -> None:
    eager = MarkdownIt("gfm-like")
    assert "link_open" in {kind for kind, _ in seen(eager.parse("www.com"))}

    assert seen(eager.parse(inline("www.com and WWW.com")))[1] == ("text", "www.com and WWW.com")


@given(TEXTS)
def test_a_line_of_markdown_holds_no_line_break_and_nothing_that_a_terminal_acts_on(text: str) -> None:
    line = inline(text)

    assert line.splitlines() in ([], [line])
    assert clean(line) == line


@given(st.lists(TEXTS, max_size=4).map("\n".join))
def test_a_rationale_keeps_its_lines_and_paragraphs_and_is_nothing_but_text(text: str) -> None:
    blocks: list[list[str]] = [[]]
    for line in clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        if line.strip(" \t"):
            blocks[-1] += [shown(line)] if shown(line) else []
        elif blocks[-1]:
            blocks.append([])
    wanted: list[Seen] = []
    for block in filter(None, blocks):
        wanted.append(("paragraph_open", "p"))
        for number, line in enumerate(block):
            wanted += [("hardbreak", "br")] if number else []
            wanted.append(("text", line))
        wanted.append(("paragraph_close", "p"))

    assert seen(GFM.parse(paragraphs(text))) == wanted


HOSTILE_ADDRESSES = (
    "https://a.b/)x",
    "https://a.b/>x",
    "https://a.b/ x",
    'https://a.b/"onclick="x',
    "https://a.b/<b>",
    "https://a.b/\\",
    "https://a.b/?c=1&copy;=2&amp=3",
    "https://a.b/`x`|y|",
    "https://a.b/[x](y)#*z*",
    "https://пример.рф/ä",
)


@pytest.mark.parametrize("url", HOSTILE_ADDRESSES)
def test_an_address_is_the_same_address_behind_the_link_and_ends_nothing(url: str) -> None:
    tokens = GFM.parse(f"| a |\n| - |\n| {link('t', url)} |") + GFM.parse(f"- {link('t', url)} — x")
    links = [child for token in tokens for child in token.children or [] if child.type == "link_open"]

    assert len(links) == 2
    for found in links:
        assert unquote(str(found.attrs["href"])) == unquote(url)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:x",
            "java\nscript:x",
            "data:text/html,x",
            "vbscript:x",
        ),
        *(
            "file:///etc/passwd",
            "//a.b",
            "/etc/passwd",
            "http:",
            "http://",
            "http:///x",
            "https:a.b",
            "ftp://a.b",
            "http://[",
        ),
        *("https://a.b/\x1b[31m", "https://a.b/\nx", "https://a.b/\u202ex", "https://a.b/\x00", "mailto:me@a.b", ""),
    ],
)
def test_what_is_no_address_of_the_web_is_text(url: str) -> None:
    assert web_address(url) == ""
    assert {kind for kind, _ in seen(GFM.parse(link("title", url)))} == {"paragraph_open", "text", "paragraph_close"}


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_the_address_the_words_of_a_link_are_all_that_is_seen_of_it(words: str, address: str) -> None:
    url = f"https://a.b/{address}"
    if not (shown(words) and web_address(url)):
        return

    assert seen(GFM.parse(f"x {link(words, url)} y"))[1:-1] == [
        ("text", "x "),
        ("link_open", "a"),
        ("text", shown(words)),
        ("link_close", "a"),
        ("text", " y"),
    ]
