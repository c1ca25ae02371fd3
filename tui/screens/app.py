"""The application around the review screen."""

from __future__ import annotations

import gc

from textual import events, on
from textual.screen import Screen

from tui.review.session import Session
from tui.screens.base_app import BaseApp
from tui.screens.review_screen import ReviewScreen
from tui.screens.settings import NO_SETTINGS, Settings
from tui.screens.terminal.signals import Terminal


class FactcheckApp(BaseApp[None]):
    """The review of one dossier. It ends by itself where the dossier can't be read to its end."""

    def __init__(self, session: Session, terminal: Terminal | None = None, settings: Settings = NO_SETTINGS) -> None:
        super().__init__(terminal, settings.theme)
        self.session = session
        self.review = ReviewScreen(session, settings.keys)
        self.set_keymap(dict(settings.keys.changed))

    def get_default_screen(self) -> Screen[None]:
        """The review is the only screen; the others lie over it."""
        return self.review

    def on_ready(self) -> None:
        """Except the review as it begins from garbage collection, so that each collection takes few milliseconds."""
        if self.terminal is not None:  # in a process of its own, which ends with the review
            gc.freeze()

    def save(self) -> None:
        """Save what is not saved."""
        self.session.working_copy.save()

    async def on_event(self, event: events.Event) -> None:
        """Handle what is typed in the order in which it was, be it later."""
        if not self.review.type_ahead.intercept(event):
            await self._handle(event)

    async def _handle(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self.review.typed_at = event.time
        await super().on_event(event)

    @on(ReviewScreen.Released)
    async def _type_next(self) -> None:
        """Handle the next key that waited, by itself: what it leads to comes before the one behind it."""
        event = self.review.type_ahead.next()
        if event is not None:
            await self._handle(event)
            self.review.type_ahead.release()

    async def action_quit(self) -> None:
        """Quit, once all is saved; from what lies over the review too."""
        from tui.screens.sheets.dialogs import Leaving
        from tui.screens.sheets.form import Form

        while self.screen is not self.review and not isinstance(self.screen, Leaving):
            if isinstance(self.screen, Form) and await self.screen.refuses_to_close():
                return
            self.pop_screen()
        if self.screen is self.review:
            await self.review.leave()


def run(session: Session, settings: Settings) -> FactcheckApp:
    """Run the review until it is left, or its dossier can't be read to its end."""
    app = FactcheckApp(session, Terminal(), settings)
    app.run()
    return app
