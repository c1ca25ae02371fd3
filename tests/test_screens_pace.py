"""Keys of every group of commands end the same, pressed one by one and all at once: in the file, the place, the screen.

Rows of keys elsewhere are pressed at once alone; that the same keys pressed slowly end no other way is held here.
"""

from __future__ import annotations

import random

import pytest
from conftest import WriteDossier
from terminals import Press, at_once, painted, review, slowly

CLAIMS = """articles: articles
sources:
  herald: {file: herald.txt, publisher: The Herald, published: 2021-05-04}
  post: {file: post.txt, publisher: The Post, published: 2021-05-03}
claims:
  - id: closed
    text: The bridge was closed to lorries in March.
    tags: [bridge]
  - id: toll
    text: The flood in Harburg on 3 May 2021 killed 22 people.
    evidence:
      - {source: herald, stance: supports, quote: at least 22 people died in Harburg, attributed_to: The mayor}
      - {source: post, stance: contradicts, quote: So far 14 people died in the flood in Harburg}
      - {source: gazette, stance: silent}
  - id: fruit
    text: Apples are cheap.
    evidence:
      - {source: post, stance: silent}
"""
ARTICLES = {
    "herald": "The council met. The old bridge was closed to lorries in March. In all at least 22 people died in Harburg. "
    "A bridge is a bridge.",
    "post": "Forty lorries a day used the bridge before it was closed. So far 14 people died in the flood in Harburg.",
    "gazette": "Apples are cheap this year. Pears are not.",
}
ROWS = {
    "places": ("j", "k", "n", "N", "p", "<end>", "<home>", "<enter>", "<enter>", "<enter>", "<escape>", "<tab>", "<right>"),
    "decisions": ("s", "c", "x", "d", "u", "U", "0", ".<enter>", "y", "1", "6<up><enter>", "X", "R"),
    "sentences": ("J", "K", "H", "L", "o", "oJ", "<shift+left>", "]", "[", "]]", "/bridge<enter>", "/bridge<enter>]", "/no<enter>"),
    "fields": ("aThe mayor<enter>", "Aa note<enter>", "D2024-01<enter>", "Dsoon<enter>", "rmore<ctrl+s>", "rless<escape>"),
    "finding": ("Florries<enter>", "Fzork<enter>", "ftag:bridge<enter>", "fis:open<enter>", "f<enter>", "f<up><enter>", "+"),
    "sheets": ("mjl<enter>", "mll<escape>", "tj<escape>", "=j<escape>", "==<escape>", "?j<escape>", "<ctrl+p>apples<enter>", "<ctrl+p>matrix<enter>j"),
    "forms": ("iPears are dear.<tab>p<enter>", "iA claim<escape><escape>", "E, again<enter>", "STitle<enter>", "S<tab><tab>AFP<enter>"),
}  # fmt: skip


def some_keys(seed: int) -> str:
    """Keys of a reviewer who uses every group of commands, in any order; no reason is given twice."""
    chance = random.Random(seed)
    groups = [*ROWS, "places", "places", "decisions"] * 2
    chance.shuffle(groups)
    keys = "".join(chance.choice(ROWS[group]) for group in groups)
    return f"{keys}<escape><escape>{chance.randrange(1, 8)}reason {seed}<enter>"


async def ended(write_dossier: WriteDossier, press: Press, keys: str, size: tuple[int, int]) -> dict[str, object]:
    """All in which a review may differ when its keys are worked off."""
    app = review(write_dossier(CLAIMS, **ARTICLES))
    async with app.run_test(size=size):
        await press(app, keys)
        view = app.review.view
        return {
            "file": app.session.path.read_text(encoding="utf-8"),
            "sheet": type(app.screen).__name__,
            "claim": view.claim and view.claim.id,
            "place": (view.pane, view.item, view.filter.text),
            "article": (view.article.source_id, view.article.sentence, view.article.marked, view.article.search_term),
            "screen": painted(app),
        }


@pytest.mark.parametrize("seed", range(8))
async def test_keys_of_every_group_end_the_same_however_fast_they_come(write_dossier: WriteDossier, seed: int) -> None:
    keys = some_keys(seed)
    size = ((80, 24), (120, 40), (200, 50))[seed % 3]

    slow = await ended(write_dossier, slowly, keys, size)
    fast = await ended(write_dossier, at_once, keys, size)

    assert fast == slow, keys
