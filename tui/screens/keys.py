"""Every key of the review, once: bindings, footer, help and palette are made from this list."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """A key with the action that it runs on the review screen."""

    keys: str
    """As Textual names them, parted by commas."""
    shown: str
    """As help shows them; empty where another entry speaks for it."""
    action: str
    id: str
    words: str
    """What it does, for help and palette."""
    brief: str = ""
    """What it does in the footer; empty where it is not shown there."""
    in_field: bool = False
    """Whether it also works, with another meaning, while a field is open."""


KEYS = (
    Key("j", "j ↓", "move(1)", "place.next", "next in the focused pane"),
    Key("k", "k ↑", "move(-1)", "place.previous", "previous in the focused pane"),
    Key("down", "", "arrow(1)", "place.next-too", "next", in_field=True),
    Key("up", "", "arrow(-1)", "place.previous-too", "previous", in_field=True),
    Key("left", "←", "column(0)", "place.left", "the left column of cards"),
    Key("right", "→", "column(1)", "place.right", "the right column of cards"),
    Key("pagedown", "PgDn PgUp", "page(1)", "place.page-down", "a screen on, a screen back in the focused pane"),
    Key("pageup", "", "page(-1)", "place.page-up", "a screen back"),
    Key("home", "Home End", "end_of(0)", "place.first", "the first, the last in the focused pane"),
    Key("end", "", "end_of(1)", "place.last", "the last in the focused pane"),
    Key("J,shift+down", "J K", "reach('sentence', 1)", "mark.sentence-on", "article: widen, narrow by a sentence"),
    Key("K,shift+up", "", "reach('sentence', -1)", "mark.sentence-back", "article: back by a sentence"),
    Key("L,shift+right", "L H", "reach('word', 1)", "mark.word-on", "article: widen, narrow by a word"),
    Key("H,shift+left", "", "reach('word', -1)", "mark.word-back", "article: back by a word"),
    Key("o", "o", "turn", "mark.other-end", "article: the other end of what is marked moves"),
    Key("right_square_bracket", "] [", "passage(1)", "place.next-passage", "article: next, previous passage"),
    Key("left_square_bracket", "", "passage(-1)", "place.previous-passage", "article: previous passage"),
    Key("plus", "+", "more", "find.more", "more passages of an open source"),
    Key("n", "n", "unreviewed(1)", "claim.next-unreviewed", "next unreviewed claim", "next"),
    Key("N", "N", "unreviewed(-1)", "claim.previous-unreviewed", "previous unreviewed claim"),
    Key("p", "p", "postpone", "claim.postpone", "postpone: the claim comes at the end of the queue; again: not"),
    Key("tab", "Tab", "pane(1)", "pane.next", "next pane: claims, evidence, article", in_field=True),
    Key("shift+tab", "Shift+Tab", "pane(-1)", "pane.previous", "previous pane", in_field=True),
    Key("enter", "Enter", "enter", "place.enter", "to the claim's evidence; to the passage", "open", in_field=True),
    Key("escape", "Esc", "back", "place.back", "one pane back; leaves a field as it was", in_field=True),
    *(
        Key(str(digit), str(digit), f"rate({digit})", f"verdict.{digit}", f"verdict: the scale's rating {digit}")
        for digit in range(1, 10)
    ),
    Key(
        "full_stop",
        ".",
        "again",
        "verdict.again",
        "verdict: the last rating and reason again, to be entered",
    ),
    Key("0", "0", "clear", "verdict.clear", "clear the verdict"),
    Key("r", "r", "rationale", "verdict.rationale", "edit the rationale, several lines too", "rationale"),
    Key("ctrl+s", "Ctrl+S", "keep", "rationale.save", "save the rationale that is edited", in_field=True),
    Key("s", "s", "stance('supports')", "stance.supports", "this passage supports the claim", "stance"),
    Key("c", "c", "stance('contradicts')", "stance.contradicts", "this passage contradicts the claim"),
    Key("x", "x", "stance('context')", "stance.context", "this passage is context"),
    Key("d", "d", "drop", "stance.drop", "open source: silent; evidence or silent: take it out", "silent"),
    Key("a", "a", "annotate('attributed_to')", "evidence.speaker", "who says it, where it is only reported", "said by"),
    Key("A", "A", "annotate('note')", "evidence.note", "a note beside the evidence"),
    Key("D", "D", "annotate('as_of')", "evidence.day", "the day, the month or start/end as of which it holds"),
    Key("i", "i", "new_claim", "claim.new", "write a new claim"),
    Key("E", "E", "edit_claim", "claim.edit", "edit the claim: text, claimant, date, tags"),
    Key("S", "S", "edit_source", "source.edit", "edit what is known of the source: title, kind, origin …"),
    Key("X", "X", "skip", "source.skip", "article: what is marked is no article text; again: it is"),
    Key("u", "u", "undo", "decision.undo", "undo the last decision", "undo"),
    Key("U", "U", "redo", "decision.redo", "redo it"),
    Key("slash", "/", "search", "find.search", "search: claims, or in the article; empty goes on", "search"),
    Key("F", "F", "search_everywhere", "find.everywhere", "find words in all articles; hits can be taken as evidence"),
    Key("f", "f", "filter", "find.filter", "filter the claims: words, tag:…, is:open …", "filter"),
    Key("m", "m", "matrix", "show.matrix", "matrix: claims by sources; Enter goes to a place in it", "matrix"),
    Key(
        "t", "t", "ladder", "show.figures", "the claim's figures, lowest to highest, with days and speakers", "figures"
    ),
    Key("equals_sign", "=", "differences", "show.differences", "two quotes side by side, with what differs marked"),
    Key("w", "w", "summary", "file.summary", "write the Markdown summary beside the claims file", "summary"),
    Key("y", "y", "cite", "file.cite", "copy the quote with its source, for a text of your own"),
    Key("e", "e", "edit", "file.edit", "open the claims file in $EDITOR, at this claim"),
    Key("R", "R", "reload", "file.reload", "read the file again after a change on disk"),
    Key("ctrl+p", "Ctrl+P", "palette", "app.palette", "everything by its name: actions, claims, sources, tags, themes"),
    Key("question_mark", "?", "help", "app.help", "this help", "help"),
    Key("q", "q", "leave", "app.leave", "quit, once all is saved", "quit"),
)
"""Ctrl+Q (quit) is the app's own."""


def bindings() -> list[Binding]:
    """The keys as bindings of the review screen.

    All have priority: keys that change place or decide are handled in one place, in the order in which they came. A
    widget's own binding would wait in that widget's queue, and a later digit would overtake it.
    """
    return [
        Binding(key.keys, key.action, key.words, show=bool(key.brief), priority=True, id=key.id, tooltip=key.words)
        for key in KEYS
    ]


IN_FIELD = frozenset(key.action.partition("(")[0] for key in KEYS if key.in_field)
"""The actions that also run while a field is open."""
