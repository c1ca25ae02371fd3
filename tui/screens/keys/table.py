"""The table of keys. Bindings, footer, help, palette and the settings file are derived from it."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from textual.binding import Binding


class KeyContext(StrEnum):
    """The context of a key: a pane or, in the evidence pane, the kind of item under the cursor."""

    NONE = "where no claim is shown"
    CLAIMS = "in the claims"
    CARD = "on a piece of evidence"
    OPEN = "on an open source"
    SILENT = "on a silent source"
    ARTICLE = "in the article"


SOURCES = (KeyContext.CARD, KeyContext.OPEN, KeyContext.SILENT)
WORDS = (KeyContext.CARD, KeyContext.OPEN, KeyContext.ARTICLE)
"""The contexts with words of a source under the cursor."""


class Key(NamedTuple):
    """A command of the review with its keys."""

    keys: str
    """Textual's names of the keys, separated by commas."""
    id: str
    words: str
    """The description for help and palette."""
    contexts: tuple[KeyContext, ...] = ()
    """The contexts in which the command does something; empty for all."""
    beside: str = ""
    """Id of the command in the same line of the help: the opposite, or a second key of the same command."""
    in_field: bool = False
    """Whether the key also works, with another meaning, while a field is open."""


GROUPS = {
    "Moving": (
        Key("j", "place.next", "next in the focused pane", beside="place.next-too"),
        Key("k", "place.previous", "previous in the focused pane", beside="place.previous-too"),
        Key("down", "place.next-too", "next", in_field=True),
        Key("up", "place.previous-too", "previous", in_field=True),
        Key("left", "place.left", "the left column of cards", SOURCES),
        Key("right", "place.right", "the right column of cards", SOURCES),
        Key(
            "pagedown",
            "place.page-down",
            "a screen on, a screen back; in a field too, of the evidence",
            beside="place.page-up",
            in_field=True,
        ),
        Key("pageup", "place.page-up", "a screen back", in_field=True),
        Key("home", "place.first", "the first, the last in the focused pane", beside="place.last"),
        Key("end", "place.last", "the last in the focused pane"),
        Key(
            "enter",
            "place.enter",
            "to the claim's evidence; to the passage",
            (KeyContext.NONE, KeyContext.CLAIMS, *SOURCES),
            in_field=True,
        ),
        Key("escape", "place.back", "one pane back; leaves a field as it was", in_field=True),
        Key("tab", "pane.next", "next pane: claims, evidence, article", in_field=True),
        Key("shift+tab", "pane.previous", "previous pane", in_field=True),
        Key("n", "claim.next-unreviewed", "next unreviewed claim"),
        Key("N", "claim.previous-unreviewed", "previous unreviewed claim"),
        Key("p", "claim.postpone", "postpone: the claim goes to the end of the queue"),
    ),
    "Verdict": (
        *(Key(str(digit), f"verdict.{digit}", f"verdict: the scale's rating {digit}") for digit in range(1, 10)),
        Key("full_stop", "verdict.again", "verdict: the last rating and reason again, to be entered"),
        Key("0", "verdict.clear", "clear the verdict"),
        Key("r", "verdict.rationale", "edit the rationale, several lines too"),
        Key("ctrl+s", "rationale.save", "save the rationale that is edited", in_field=True),
        Key("u", "decision.undo", "undo the last decision"),
        Key("U", "decision.redo", "redo it"),
    ),
    "Evidence": (
        Key("s", "stance.supports", "this passage supports the claim", WORDS),
        Key("c", "stance.contradicts", "this passage contradicts the claim", WORDS),
        Key("x", "stance.context", "this passage is context", WORDS),
        Key(
            "d",
            "stance.drop",
            "open source: silent; evidence or silent: take it out",
            (*SOURCES, KeyContext.ARTICLE),
        ),
        Key(
            "a",
            "evidence.speaker",
            "who says it, where it is only reported",
            (KeyContext.CARD, KeyContext.ARTICLE),
        ),
        Key("A", "evidence.note", "a note beside the evidence", (KeyContext.CARD, KeyContext.ARTICLE)),
        Key(
            "D",
            "evidence.day",
            "the day, the month or start/end as of which it holds",
            (KeyContext.CARD, KeyContext.ARTICLE),
        ),
        Key("plus", "find.more", "more passages of an open source", (KeyContext.OPEN,)),
        Key("y", "file.cite", "copy the quote with its source, for a text of your own", WORDS),
    ),
    "In the article": (
        Key(
            "J,shift+down",
            "mark.sentence-on",
            "widen, narrow what is marked by a sentence",
            (KeyContext.ARTICLE,),
            beside="mark.sentence-back",
        ),
        Key("K,shift+up", "mark.sentence-back", "back by a sentence", (KeyContext.ARTICLE,)),
        Key(
            "L,shift+right",
            "mark.word-on",
            "widen, narrow what is marked by a word",
            (KeyContext.ARTICLE,),
            beside="mark.word-back",
        ),
        Key("H,shift+left", "mark.word-back", "back by a word", (KeyContext.ARTICLE,)),
        Key("o", "mark.other-end", "the other end of what is marked moves", (KeyContext.ARTICLE,)),
        Key(
            "right_square_bracket",
            "place.next-passage",
            "next, previous passage or hit in the article",
            (KeyContext.ARTICLE,),
            beside="place.previous-passage",
        ),
        Key(
            "left_square_bracket",
            "place.previous-passage",
            "previous passage or hit in the article",
            (KeyContext.ARTICLE,),
        ),
        Key("X", "source.skip", "what is marked is no article text; again: it is", (KeyContext.ARTICLE,)),
    ),
    "Finding and showing": (
        Key("slash", "find.search", "search: claims, or in the article; empty goes on"),
        Key("F", "find.everywhere", "find words in all articles; hits can be taken as evidence"),
        Key("f", "find.filter", "filter the claims: words, tag:…, is:open …"),
        Key("m", "show.matrix", "matrix: claims by sources; Enter goes to a place in it"),
        Key(
            "equals_sign",
            "show.differences",
            "this quote beside the claim's other quotes, their differences marked",
            WORDS,
        ),
        Key("t", "show.figures", "the claim's figures, lowest to highest, with days and speakers"),
        Key("exclamation_mark", "show.problems", "what is wrong in the claims file; files that are no articles"),
    ),
    "Writing": (
        Key("i", "claim.new", "write a new claim"),
        Key("E", "claim.edit", "edit the claim: text, claimant, date, tags"),
        Key(
            "S",
            "source.edit",
            "edit what is known of the source: title, kind, origin …",
            (KeyContext.NONE, *SOURCES, KeyContext.ARTICLE),
        ),
        Key("e", "file.edit", "open the claims file in $EDITOR, at this claim"),
        Key("w", "file.summary", "write the Markdown summary beside the claims file"),
        Key("R", "file.reload", "read the file again after a change on disk; show what both changed"),
    ),
    "The program": (
        Key("ctrl+p", "app.palette", "everything by its name: actions, claims, sources, tags, themes"),
        Key("question_mark", "app.help", "this help"),
        Key("q", "app.leave", "quit, once all is saved"),
    ),
}
"""All keys in the groups of the help."""
KEYS = tuple(chain.from_iterable(GROUPS.values()))
BESIDE = frozenset(key.beside for key in KEYS if key.beside)
"""The ids without a line of their own in the help."""


def bindings() -> list[Binding]:
    """Return the keys as bindings of the review screen.

    All have priority, so that the app handles keys one after the other in the order in which they were typed. A
    widget's own binding would wait in that widget's queue, and a later digit would overtake the key.
    """
    return [
        Binding(key.keys, f"command('{key.id}')", key.words, priority=True, id=key.id, tooltip=key.words)
        for key in KEYS
    ]


_LOOKING = (
    "place.",
    "pane.",
    "mark.",
    "claim.next",
    "claim.previous",
    "find.search",
    "find.filter",
    "show.problems",
    "app.help",
    "app.leave",
)
BEFORE_ALL_IS_READ = frozenset(key.id for key in KEYS if key.id.startswith(_LOOKING))
"""Ids of the commands that work before all articles are read."""
QUIT = "ctrl+q"
"""The app's own key, which quits whatever waits."""
IN_FIELD = frozenset(key.id for key in KEYS if key.in_field)
"""Ids of the commands that work while a field is open."""
IN_EDITOR = IN_FIELD - {"place.enter", "place.next-too", "place.previous-too"}
"""Ids of the commands that work in the rationale editor, where the arrows move the cursor and Enter ends a line.

PgUp and PgDn scroll the evidence there too: a rationale seldom has more lines than the editor shows, and a reviewer who
writes a rationale wants to read the evidence.
"""
