"""The desk: the panes and bars of the review, the fields over them, and what they show."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget

from tui.dossier.text import clean_line
from tui.review.session import Session
from tui.screens.asking import Prompt, Question, one_line, settled
from tui.screens.bars import header_line, notice, scale_rows
from tui.screens.buttons import Button, Buttons
from tui.screens.footer import footer
from tui.screens.keyboard import Keyboard, shown
from tui.screens.keys import IN_FIELD
from tui.screens.layout import Line, Piece
from tui.screens.lines import COMPONENTS, Laid, Lines
from tui.screens.panes import ROOMY, WIDE, ClaimsPane, EvidencePane
from tui.screens.place import Pane, Place
from tui.screens.reading import ArticlePane

if TYPE_CHECKING:
    from tui.screens.area import Editor

PANES = tuple(Pane)


class Desk(Screen[None]):
    """Claims, the claim with its evidence, the article; below them what was said, the scale and the keys."""

    AUTO_FOCUS = ""
    _is_reflowing = False
    """Whether a field was closed since the panes were laid out."""
    _is_passing = False
    """Whether what was said last goes when something is done."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (ROOMY, "-roomy")]  # noqa: RUF012 - as Textual types it
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS

    def __init__(self, session: Session, keys: Keyboard) -> None:
        super().__init__()
        self.session = session
        self.keys = keys
        self.place = Place(session.dossier)
        self.header = Laid("header")
        self.claims = ClaimsPane(session.dossier, self.place.proposer.open_count, keys)
        self.evidence = EvidencePane(session.dossier)
        self.article = ArticlePane(session.dossier)
        self.panes: dict[Pane, Lines] = dict(zip(PANES, (self.claims, self.evidence, self.article), strict=True))
        self.message = Laid("message")
        self.prompt = Prompt()
        self.scale = Buttons("scale", self._scale_rows)
        self.footer = Buttons("footer", lambda width: [footer(keys, self.place.spot, width)])
        self.question: Question | None = None
        """What the open field asks for; None while none is open."""
        self.editor: Editor | None = None
        """The editor of a rationale, while it is open."""
        self.last_search = ""
        self.begun: dict[str, str] = {}
        """Rationales that were typed in the editor and left, by claim."""
        self._doing: dict[str, str] = {}
        """What is done in the background, in words, by the threads that do it; one of them is told in the header."""
        self.left = False
        """Whether the review is being closed."""
        for pane, widget in self.panes.items():
            widget.border_title = pane.value.capitalize()

    def compose(self) -> ComposeResult:
        """Header, panes, and below them what was done, the scale and the keys.

        They show the dossier before they are mounted, so that the first frame is the whole one.
        """
        self.add_class(next(name for least, name in self.HORIZONTAL_BREAKPOINTS[::-1] if self.app.size.width >= least))
        self.show_place()
        yield self.header
        with Horizontal(id="body"):
            yield from self.panes.values()
        yield self.message
        yield self.prompt
        yield self.scale
        yield self.footer

    def on_resize(self) -> None:
        """Show the dossier when the panes have their new sizes, before the next frame is painted."""
        self.call_later(self.show_place)

    def show_place(self) -> None:
        """Show the dossier as it is, at the reviewer's place."""
        if self._is_passing:
            self.say("")
        place = self.place
        for pane, widget in self.panes.items():
            widget.set_class(pane is place.pane, "-active")
        self.set_class(place.pane is Pane.ARTICLE, "-reading")
        self.claims.show(place.dossier, place.shown, place.row, place.postponed)
        proposals = place.proposals
        self.evidence.show(place.dossier, place.claim, place.stop, proposals)
        place.settle_stop(self.evidence.page.stops)
        self.evidence.show(place.dossier, place.claim, place.stop, proposals)
        if place.pane is Pane.ARTICLE or self.has_class("-roomy"):
            self.article.show(place)
        doing = next(filter(None, self._doing.values()), "")
        self.header.show(lambda width: [header_line(self.session, place.shown, place.filter, width, doing)])
        self.scale.renew()
        self.footer.renew()

    def _scale_rows(self, width: int) -> list[list[Button]]:
        claim = self.place.claim
        rating = claim.verdict.rating if claim and claim.verdict else ""
        return scale_rows(self.place.dossier.scale, self.keys, width, rating)

    def on_key(self, event: events.Key) -> None:
        """Say of a key that does nothing that it does; else what was said before reads as the answer."""
        if self.question is None and not self.left:
            self.say(f"{shown(event.key)} does nothing here; {self.keys['app.help']} tells every key", passing=True)

    @property
    def all_shown(self) -> str:
        """The keys that let every claim be shown."""
        return f"{self.keys['find.filter']} and {self.keys['place.enter']}"

    def tell(self, thread: str, doing: str) -> None:
        """Tell in the header, when it is shown next, what a thread does; empty when that is done."""
        self._doing[thread] = doing

    def say(self, text: str, style: str = "", *, passing: bool = False) -> None:
        """Say something in the line above the scale, until the next thing is said or, in passing, is done."""
        self._is_passing = passing
        self.message.show(notice([Piece(clean_line(text), style)]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """While a field is open, letters and digits go into it; after the review is left, no key does anything."""
        if self.left:
            return False
        if self.question is None:
            return action != "keep"
        if self.editor is not None:
            return action in {"back", "keep", "pane"}
        return action in IN_FIELD

    def ask(self, question: Question, words: Line) -> None:
        """Open the field of one line; it has the focus when this returns."""
        self.question = question
        self.prompt.ask(words, one_line(question.taken))
        self.add_class("-asking")
        self.set_focus(self.prompt.field)

    async def edit(self, question: Question, text: str, begun: str | None) -> None:
        """Open the editor of several lines, with what was ``begun`` in it; it has the focus when this returns."""
        from tui.screens.area import Editor  # loaded for the first rationale

        self.question = question
        title = f"Rationale of {question.claim}, {question.rating}"
        self.editor = Editor(title if begun is None else f"{title}: as you left it, not saved", text, begun, self.keys)
        await self.mount(self.editor, before=self.message)
        self.set_focus(self.editor.area)

    def close_field(self) -> None:
        """Close the field that is open; what it holds must have been read."""
        self.question = None
        self.set_focus(None)
        self.remove_class("-asking")
        if self.editor is not None:
            self.editor.display = False
            self.editor.remove()
            self.editor = None
        self._is_reflowing = True

    async def reflowed(self) -> None:
        """Wait until the panes have the room again that a field took from them."""
        done = asyncio.Event()
        if self._is_reflowing and self.call_after_refresh(done.set):
            await done.wait()
        self._is_reflowing = False

    @property
    def field(self) -> Widget:
        """The field in which is typed, while one is open."""
        return self.prompt.field if self.editor is None else self.editor.area

    async def unfinished(self) -> list[str]:
        """What would be lost by leaving now."""
        reasons = []
        if self.session.unsaved:
            self.session.save()
        if self.session.unsaved:
            ids = ", ".join(dict.fromkeys(change.after.id for change in self.session.unsaved))
            reasons.append(f"NOT SAVED {ids}: {self.session.failure}")
        if self.session.conflicts:
            ids = ", ".join(dict.fromkeys(change.after.id for change in self.session.conflicts))
            reasons.append(
                f"NOT SAVED {ids}: changed by someone else too; stay, and {self.keys['file.reload']} shows both"
            )
        question = self.question
        if question is not None and question.claim:
            await settled(self.field)
            typed = self.prompt.field.value
            began = typed.strip() if question.entry < 0 else question.rationale(typed) != question.taken
            if began if self.editor is None else self.editor.changed:
                what = "rationale" if question.entry < 0 else "text"
                reasons.append(f"the {what} for {question.claim} is not entered yet")
        return reasons
