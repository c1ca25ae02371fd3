"""The palette: all commands and places, found by words of their names.

Textual's own palette searches in the background: Enter pressed at once would run a result for only a part of the typed
words. Here the list is complete after each key, before the next key is handled.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.dossier.values.text import clean_line
from tui.screens.sheets.modal import Modal
from tui.screens.widgets.lines import COMPONENTS, Lines, StaticLines
from tui.screens.widgets.marks import CURSOR_BAR
from tui.screens.widgets.prompt import settled
from tui.screens.widgets.text_layout import MOST_MARKS, Line, Mark, Piece, cut, fitted, restyled, spread

MOST = 200
"""The most entries in the list."""


class Entry(NamedTuple):
    """A command or a place in the palette."""

    kind: str
    """The kind in a word: key, verdict, claim …"""
    name: str
    run: Callable[[], Awaitable[object] | object]
    key: str = ""


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Return the entries that contain all typed words; first those whose names begin with the words."""
    wanted = typed.casefold().split()
    start = " ".join(wanted)
    found = [
        (not any(name.casefold().startswith(start) for name in (entry.name, f"{entry.kind} {entry.name}")), at, entry)
        for at, entry in enumerate(entries)
        if all(word in f"{entry.kind} {entry.name}".casefold() for word in wanted)
    ]
    return [entry for _, _, entry in sorted(found, key=lambda item: item[:2])]


def _typed_in(name: str, typed: str) -> Iterator[Mark]:
    """Yield marks of the typed words in a name."""
    for word in typed.split():
        for match in re.finditer(re.escape(word), name, re.IGNORECASE):
            yield Mark(*match.span(), "strong")


class Choices(Lines):
    """The entries that match, with a cursor."""

    class Clicked(Message):
        """An entry was clicked on, and the cursor put on the entry."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__("choices", self.count, self.line)
        self._entries = entries
        self.typed = ""
        self._found = matching(entries, "")
        self._cursor = 0

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor; None where no entry matches."""
        return self._found[self._cursor] if self._found else None

    def look_for(self, typed: str) -> None:
        """List the entries that match other words."""
        self.typed = typed
        self._found, self._cursor, self.top = matching(self._entries, typed), 0, 0
        self.relayout()

    def move(self, step: int) -> None:
        """Move the cursor."""
        last = min(len(self._found), MOST) - 1
        self._cursor = max(0, min(self._cursor + step, last))
        self.bring_into_view(self._cursor, self.count() if self._cursor == last else self._cursor + 1)
        self.refresh()

    def move_to(self, row: int) -> bool:
        """Put the cursor on a row. Returns whether the row exists."""
        exists = 0 <= row < min(len(self._found), MOST)
        if exists:
            self._cursor = row
        return exists

    def count(self) -> int:
        """Return the number of lines: one for each entry, and one for the rest above ``MOST``."""
        return max(1, min(len(self._found), MOST + 1))

    def line(self, y: int) -> Line:
        """Return the line of an entry: its name and, at the right, its key or kind."""
        if not self._found:
            return [Piece("  nothing is called that", "dim")]
        if y == MOST:
            return [Piece(f"  and {len(self._found) - MOST:,} more: type more of the name", "dim")]
        entry = self._found[y]
        mark = CURSOR_BAR if y == self._cursor else "  "
        name = clean_line(entry.name[: MOST_MARKS * self.room])
        of_kind = [Piece(f" {entry.key} ", "key")] if entry.key else [Piece(f" {entry.kind} ", "dim")]
        line = spread([Piece(mark), *cut(name, 0, len(name), "", _typed_in(name, self.typed))], of_kind, self.room)
        return restyled(fitted(line, self.room), "cursor") if y == self._cursor else line

    @property
    def title(self) -> Line:
        """The typed words, and the number of matching entries."""
        typed = [Piece(" › "), Piece(clean_line(self.typed), "strong"), Piece("▏")]
        return [*typed, Piece(f"  {len(self._found):,} of {len(self._entries):,}", "dim")]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the entry under the mouse, and post the click."""
        if self.move_to(event.y - self.gutter.top + self.top):
            self.post_message(self.Clicked())


class Palette(Modal[None]):
    """The palette over the review. The chosen entry is run before the next key is handled."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "choose", priority=True),
        Binding("escape,ctrl+p", "close", "close", priority=True),
        Binding("down,tab", "move(1)", "down", priority=True),
        Binding("up,shift+tab", "move(-1)", "up", priority=True),
        Binding("pagedown", "move(10)", "down", priority=True),
        Binding("pageup", "move(-10)", "up", priority=True),
        Binding("backspace", "erase", "take back a letter", priority=True),
        Binding("ctrl+u", "erase_all", "take back all", priority=True),
    ]

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._choices = Choices(entries)
        self._typed = StaticLines("typed", lambda _: [self._choices.title])

    def compose(self) -> ComposeResult:
        """Yield the typed words and the matching entries."""
        self._typed.border_title = "What to do, where to go"
        self._typed.border_subtitle = "Enter does it · ↓ ↑ · Esc closes"
        yield self._typed
        yield self._choices

    def on_key(self, event: events.Key) -> None:
        """Append a typed character to the words."""
        if event.character is not None and event.is_printable:
            event.stop()
            self._look_for(self._choices.typed + event.character)

    def _look_for(self, typed: str) -> None:
        self._choices.look_for(typed)
        self._typed.show(lambda _: [self._choices.title])

    # A bound key waits until the characters typed before it are handled.

    async def action_erase(self) -> None:
        """Delete the last character."""
        await settled(self)
        self._look_for(self._choices.typed[:-1])

    async def action_erase_all(self) -> None:
        """Delete all typed words."""
        await settled(self)
        self._look_for("")

    async def action_move(self, step: int) -> None:
        """Move the cursor."""
        await settled(self)
        self._choices.move(step)

    async def action_close(self) -> None:
        """Close the palette without running an entry."""
        await settled(self)
        self.dismiss(None)

    async def action_choose(self) -> None:
        """Run the entry under the cursor."""
        await settled(self)
        await self._run_chosen()

    @on(Choices.Clicked)
    async def _clicked(self) -> None:
        await self._run_chosen()

    async def _run_chosen(self) -> None:
        chosen = self._choices.chosen
        if chosen is not None:
            self.dismiss(None)
            done = chosen.run()
            if inspect.isawaitable(done):
                await done
