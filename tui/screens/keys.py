"""Every key of the review, once: bindings, footer, help, palette and the settings file are made from this list."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from textual.binding import Binding


class Spot(StrEnum):
    """Where the reviewer stands: a pane or, among the evidence, what the cursor is on."""

    NONE = "where no claim is shown"
    CLAIMS = "in the claims"
    CARD = "on a piece of evidence"
    OPEN = "on an open source"
    SILENT = "on a silent source"
    ARTICLE = "in the article"


SOURCES = (Spot.CARD, Spot.OPEN, Spot.SILENT)
WORDS = (Spot.CARD, Spot.OPEN, Spot.ARTICLE)
"""Where words of a source are under the cursor."""


class Key(NamedTuple):
    """What the review can be told to do, with the keys that tell it."""

    keys: str
    """As Textual names them, parted by commas."""
    action: str
    id: str
    words: str
    """What it does, for help and palette."""
    spots: tuple[Spot, ...] = ()
    """Where it does something; everywhere if none is named."""
    beside: str = ""
    """The id of what is named in the same line of the help: the way back, or another key for the same."""
    in_field: bool = False
    """Whether it also works, with another meaning, while a field is open."""


GROUPS = {
    "Moving": (
        Key("j", "move(1)", "place.next", "next in the focused pane", beside="place.next-too"),
        Key("k", "move(-1)", "place.previous", "previous in the focused pane", beside="place.previous-too"),
        Key("down", "arrow(1)", "place.next-too", "next", in_field=True),
        Key("up", "arrow(-1)", "place.previous-too", "previous", in_field=True),
        Key("left", "column(0)", "place.left", "the left column of cards", SOURCES),
        Key("right", "column(1)", "place.right", "the right column of cards", SOURCES),
        Key("pagedown", "page(1)", "place.page-down", "a screen on, a screen back", beside="place.page-up"),
        Key("pageup", "page(-1)", "place.page-up", "a screen back"),
        Key("home", "end_of(0)", "place.first", "the first, the last in the focused pane", beside="place.last"),
        Key("end", "end_of(1)", "place.last", "the last in the focused pane"),
        Key(
            "enter",
            "enter",
            "place.enter",
            "to the claim's evidence; to the passage",
            (Spot.NONE, Spot.CLAIMS, *SOURCES),
            in_field=True,
        ),
        Key("escape", "back", "place.back", "one pane back; leaves a field as it was", in_field=True),
        Key("tab", "pane(1)", "pane.next", "next pane: claims, evidence, article", in_field=True),
        Key("shift+tab", "pane(-1)", "pane.previous", "previous pane", in_field=True),
        Key("n", "unreviewed(1)", "claim.next-unreviewed", "next unreviewed claim"),
        Key("N", "unreviewed(-1)", "claim.previous-unreviewed", "previous unreviewed claim"),
        Key("p", "postpone", "claim.postpone", "postpone: the claim goes to the end of the queue"),
    ),
    "Verdict": (
        *(
            Key(str(digit), f"rate({digit})", f"verdict.{digit}", f"verdict: the scale's rating {digit}")
            for digit in range(1, 10)
        ),
        Key("full_stop", "again", "verdict.again", "verdict: the last rating and reason again, to be entered"),
        Key("0", "clear", "verdict.clear", "clear the verdict"),
        Key("r", "rationale", "verdict.rationale", "edit the rationale, several lines too"),
        Key("ctrl+s", "keep", "rationale.save", "save the rationale that is edited", in_field=True),
        Key("u", "undo", "decision.undo", "undo the last decision"),
        Key("U", "redo", "decision.redo", "redo it"),
    ),
    "Evidence": (
        Key("s", "stance('supports')", "stance.supports", "this passage supports the claim", WORDS),
        Key("c", "stance('contradicts')", "stance.contradicts", "this passage contradicts the claim", WORDS),
        Key("x", "stance('context')", "stance.context", "this passage is context", WORDS),
        Key(
            "d",
            "drop",
            "stance.drop",
            "open source: silent; evidence or silent: take it out",
            (*SOURCES, Spot.ARTICLE),
        ),
        Key(
            "a",
            "annotate('attributed_to')",
            "evidence.speaker",
            "who says it, where it is only reported",
            (Spot.CARD, Spot.ARTICLE),
        ),
        Key("A", "annotate('note')", "evidence.note", "a note beside the evidence", (Spot.CARD, Spot.ARTICLE)),
        Key(
            "D",
            "annotate('as_of')",
            "evidence.day",
            "the day, the month or start/end as of which it holds",
            (Spot.CARD, Spot.ARTICLE),
        ),
        Key("plus", "more", "find.more", "more passages of an open source", (Spot.OPEN,)),
        Key("y", "cite", "file.cite", "copy the quote with its source, for a text of your own", WORDS),
    ),
    "In the article": (
        Key(
            "J,shift+down",
            "reach('sentence', 1)",
            "mark.sentence-on",
            "widen, narrow what is marked by a sentence",
            (Spot.ARTICLE,),
            beside="mark.sentence-back",
        ),
        Key("K,shift+up", "reach('sentence', -1)", "mark.sentence-back", "back by a sentence", (Spot.ARTICLE,)),
        Key(
            "L,shift+right",
            "reach('word', 1)",
            "mark.word-on",
            "widen, narrow what is marked by a word",
            (Spot.ARTICLE,),
            beside="mark.word-back",
        ),
        Key("H,shift+left", "reach('word', -1)", "mark.word-back", "back by a word", (Spot.ARTICLE,)),
        Key("o", "turn", "mark.other-end", "the other end of what is marked moves", (Spot.ARTICLE,)),
        Key(
            "right_square_bracket",
            "passage(1)",
            "place.next-passage",
            "next, previous passage or hit in the article",
            (Spot.ARTICLE,),
            beside="place.previous-passage",
        ),
        Key(
            "left_square_bracket",
            "passage(-1)",
            "place.previous-passage",
            "previous passage or hit in the article",
            (Spot.ARTICLE,),
        ),
        Key("X", "skip", "source.skip", "what is marked is no article text; again: it is", (Spot.ARTICLE,)),
    ),
    "Finding and showing": (
        Key("slash", "search", "find.search", "search: claims, or in the article; empty goes on"),
        Key("F", "search_everywhere", "find.everywhere", "find words in all articles; hits can be taken as evidence"),
        Key("f", "filter", "find.filter", "filter the claims: words, tag:…, is:open …"),
        Key("m", "matrix", "show.matrix", "matrix: claims by sources; Enter goes to a place in it"),
        Key(
            "equals_sign",
            "differences",
            "show.differences",
            "this quote beside the claim's other quotes, their differences marked",
            WORDS,
        ),
        Key("t", "ladder", "show.figures", "the claim's figures, lowest to highest, with days and speakers"),
    ),
    "Writing": (
        Key("i", "new_claim", "claim.new", "write a new claim"),
        Key("E", "edit_claim", "claim.edit", "edit the claim: text, claimant, date, tags"),
        Key(
            "S",
            "edit_source",
            "source.edit",
            "edit what is known of the source: title, kind, origin …",
            (Spot.NONE, *SOURCES, Spot.ARTICLE),
        ),
        Key("e", "edit", "file.edit", "open the claims file in $EDITOR, at this claim"),
        Key("w", "summary", "file.summary", "write the Markdown summary beside the claims file"),
        Key("R", "reload", "file.reload", "read the file again after a change on disk; show what both changed"),
    ),
    "The program": (
        Key("ctrl+p", "palette", "app.palette", "everything by its name: actions, claims, sources, tags, themes"),
        Key("question_mark", "help", "app.help", "this help"),
        Key("q", "leave", "app.leave", "quit, once all is saved"),
    ),
}
"""All of them, as help groups them."""
KEYS = tuple(chain.from_iterable(GROUPS.values()))
BESIDE = frozenset(key.beside for key in KEYS if key.beside)
"""The ids that are named in another one's line."""


def bindings() -> list[Binding]:
    """The keys as bindings of the review screen.

    All have priority: keys that change place or decide are handled in one place, in the order in which they came. A
    widget's own binding would wait in that widget's queue, and a later digit would overtake it.
    """
    return [Binding(key.keys, key.action, key.words, priority=True, id=key.id, tooltip=key.words) for key in KEYS]


_LOOKING = (
    "place.",
    "pane.",
    "mark.",
    "claim.next",
    "claim.previous",
    "find.search",
    "find.filter",
    "app.help",
    "app.leave",
)
BEFORE_ALL_IS_READ = frozenset(key.action.partition("(")[0] for key in KEYS if key.id.startswith(_LOOKING))
"""The actions that run before all articles are read."""
QUIT = "ctrl+q"
"""It is the app's own, and quits whatever waits."""
IN_FIELD = frozenset(key.action.partition("(")[0] for key in KEYS if key.in_field)
"""The actions that also run while a field is open."""
