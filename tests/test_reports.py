"""What is handed on reads as it was meant and does nothing, whatever words are in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WriteDossier
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui.dossier.text import clean, clean_line
from tui.reports.markdown import inline, link, paragraphs, web_address
from tui.reports.plain import plain
from tui.reports.summary import summary
from tui.review.decisions import Judge
from tui.review.session import Session

GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
NASTY = [
    *("# head", "1. one", "1) one", "- item", "+ item", "* item", "> quote", "===", "---", "***", "***bold***"),
    *("`code`", "``` fence", "~~~", "~~struck~~", "_em_", "__strong__", "a|b|c", "| - |", "[a](b)", "![i](j)"),
    *("[ref]", "[ref]: http://x", "<b>bold</b>", "<script>alert(1)</script>", "<!-- c -->", "<http://a.b>"),
    *("&amp; &lt; &#35;", "http://a.b/c", "www.a.b", "me@a.b", "@somebody", "$x$ and $y$", ":smile:", "a\\b\\", "\\"),
    *(
        "line\nbreak",
        "two  \nblanks",
        "\ttab",
        "    indented",
        "[x] done",
        "^sup^ ==mark==",
        "\x1b[31mred\x07",
        "\u202eabc",
    ),
    *("{{ liquid }}", "1986\\. A great year", "-", "+", "=", "1.", "  ", "👩‍🚒 日本 مرحبا", "a\u200bb", "\x00\x9b"),
]


def texts(tokens: list[Token] | None) -> str:
    """The text that a reader of rendered Markdown sees."""
    parts = []
    for token in tokens or []:
        parts.append(
            " " if token.type == "softbreak" else token.content if token.type in {"text", "text_special"} else ""
        )
        parts.append(texts(token.children))
    return "".join(parts)


def kinds(tokens: list[Token] | None) -> set[str]:
    """What there is in rendered Markdown."""
    return {kind for token in tokens or [] for kind in ({token.type} | kinds(token.children))}


def shown(text: str) -> str:
    """A text as it should be seen: cleaned, on one line."""
    return " ".join(clean_line(text).split())


FRAMES = {
    "paragraph": ("{}", {"paragraph_open", "paragraph_close"}),
    "item": ("- {}", {"bullet_list_open", "list_item_open", "paragraph_open"}),
    "heading": ("### 1. {}", {"heading_open"}),
    "cell": ("| a |\n| - |\n| {} |", {"table_open"}),
    "emphasis": ("**Verdict: {}**", {"strong_open"}),
}
HARMLESS = {"inline", "text", "text_special"}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_text_wherever_it_is_put(text: str, frame: str) -> None:
    template, _ = FRAMES[frame]
    tokens = GFM.parse(template.format(inline(text)))
    plain_tokens = GFM.parse(template.format("word"))

    assert kinds(tokens) - HARMLESS == kinds(plain_tokens) - HARMLESS or not shown(text)
    assert shown(text) in texts(tokens)


@given(st.text(max_size=80))
def test_any_text_is_text(text: str) -> None:
    tokens = GFM.parse(f"x {inline(text)}")

    assert kinds(tokens) <= HARMLESS | {"paragraph_open", "paragraph_close"}
    assert texts(tokens) == f"x {shown(text)}".strip()


@given(st.text(alphabet="ab#*-1.> \n`", max_size=60))
def test_lines_of_a_rationale_stay_lines_and_are_nothing_else(text: str) -> None:
    tokens = GFM.parse(paragraphs(text))

    assert kinds(tokens) <= HARMLESS | {"paragraph_open", "paragraph_close", "hardbreak"}
    assert texts(tokens).replace(" ", "") == clean(text).replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.b", "http://", "ftp://a.b", "http://[", "x"],
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert web_address(url) == ""
    assert "link_open" not in kinds(GFM.parse(link("title", url)))


@pytest.mark.parametrize("url", ["https://a.b/c?d=e&f#g", "http://a.b/(x)", "https://a.b/x y", 'https://a.b/>)"<'])
def test_an_address_can_t_end_its_link_early(url: str) -> None:
    tokens = GFM.parse(link("[t](u)", url))

    assert texts(tokens) == "[t](u)"
    inner = tokens[1].children or []
    assert [token.type for token in inner if token.type not in HARMLESS] == ["link_open", "link_close"]


def test_the_summary_tells_the_reviewed_claims_with_their_evidence(desk: Path) -> None:
    session = Session(desk, "mk", lambda: "2026-11-22T14:03:00Z")
    session.decide(
        Judge(
            "belgorod-dead-22",
            "outdated",
            "The count of 31 December.\n\n25 by 2 January.",
            "mk",
            "2026-11-22T14:03:00Z",
        )
    )
    session.decide(Judge("wave-dead-39", "true", "", "ab", "2026-11-23T14:03:00Z"))

    text = summary(session.dossier)

    assert summary(session.dossier) == text
    assert text.startswith("# Belgorod and Kharkiv, 29 December 2023 to 2 January 2024\n\n2 of 49 claims reviewed")
    assert "2026-11-22 to 2026-11-23, by ab, mk." in text
    assert "| outdated | 1 |" in text
    assert "| *not reviewed yet* | 47 |" in text
    assert (
        "**Verdict: outdated** (mk, 2026-11-22T14\\:03\\:00Z)\n\nThe count of 31 December.\n\n25 by 2 January.\n"
        in text
    )
    assert "](<https://www.themoscowtimes.com/2023/12/31/" in text
    assert text.index("## Reviewed claims") < text.index("## Not reviewed yet") < text.index("## Sources")
    assert text.count("### ") == 2
    assert not {"html_inline", "html_block"} & kinds(GFM.parse(text))


def test_a_nasty_dossier_makes_a_summary_of_the_same_structure(write_dossier: WriteDossier) -> None:
    nasty = "<b> | `x` [y](z)\\n# h\\e[31m"
    claims = (
        f'title: "{nasty}"\narticles: articles\nsources:\n  a: {{file: a.txt, title: "{nasty}", publisher: "{nasty}", '
        f'url: "javascript:x", note: "{nasty}"}}\nclaims:\n  - id: x\n    text: "{nasty}"\n    claimant: "{nasty}"\n'
        f'    evidence:\n      - {{source: a, stance: supports, quote: "{nasty}", attributed_to: "{nasty}", note: "{nasty}"}}\n'
        f'    verdict: {{rating: true, rationale: "{nasty}", reviewer: "{nasty}"}}\n'
    )
    dossier = Session(write_dossier(claims, a="A"), "mk").dossier

    text = summary(dossier)
    tokens = GFM.parse(text)

    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h3", "h2"]
    assert not {"html_inline", "html_block", "link_open", "code_inline", "image"} & kinds(tokens)
    assert "the quote is not found in the article" in text
    for out in (text, plain(dossier, dossier.claims)):
        assert "\x1b" not in out
        assert "␛[31m" in out.replace("\\", "")


def test_plain_text_shows_every_source_of_a_claim(desk: Path) -> None:
    dossier = Session(desk, "mk").dossier

    text = plain(dossier, [dossier.claim("belgorod-dead-14")])

    assert text.startswith("belgorod-dead-14\n  The attack on Belgorod on 30 December 2023 killed 14 people.\n")
    assert "supports: 1 + 1 attributed" in text
    assert "mixed: this source supports and contradicts" in text
    for source in dossier.sources.values():
        assert source.name in text
    assert max(map(len, text.splitlines())) <= 100
