"""The application around the review screen."""

from __future__ import annotations

import gc

from textual import events, on
from textual.screen import Screen

from tui.review.session import Session
from tui.screens.background.intervals import INTERVALS, Intervals
from tui.screens.base_app import BaseApp
from tui.screens.review_screen import ReviewScreen
from tui.screens.settings import NO_SETTINGS, Settings
from tui.screens.terminal.signals import Terminal


class FactcheckApp(BaseApp[None]):
    """The review of one dossier. The app ends by itself where an article's error makes the dossier unreadable."""

    def __init__(
        self,
        session: Session,
        terminal: Terminal | None = None,
        settings: Settings = NO_SETTINGS,
        intervals: Intervals = INTERVALS,
    ) -> None:
        super().__init__(terminal, settings.theme)
        self.session = session
        self.review = ReviewScreen(session, settings.keys, intervals)
        self.set_keymap(dict(settings.keys.changed))

    def get_default_screen(self) -> Screen[None]:
        """The review screen, which stays below every sheet."""
        return self.review

    def on_ready(self) -> None:
        """Except the review as it begins from garbage collection, so that each collection takes few milliseconds."""
        if self.terminal is not None:  # in a process of its own, which ends with the review
            gc.freeze()

    def save(self) -> None:
        """Save the decisions that are not saved."""
        self.session.working_copy.save()

    async def on_event(self, event: events.Event) -> None:
        """Queue a key that has to wait; handle every other event now."""
        if not self.review.type_ahead.intercept(event):
            await self._handle(event)

    async def _handle(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self.review.typed_at = event.time
        await super().on_event(event)

    @on(ReviewScreen.KeyRelease)
    async def _handle_key_release(self) -> None:
        """Handle one queued key; the messages that it causes are handled before the next queued key."""
        event = self.review.type_ahead.next()
        if event is not None:
            await self._handle(event)
            self.review.type_ahead.release()

    async def action_quit(self) -> None:
        """Close every sheet, then leave the review, which asks about unsaved work."""
        from tui.screens.sheets.dialogs import Leaving
        from tui.screens.sheets.form import Form

        while self.screen is not self.review and not isinstance(self.screen, Leaving):
            if isinstance(self.screen, Form) and await self.screen.refuses_to_close():
                return
            self.pop_screen()
        if self.screen is self.review:
            await self.review.leave()


def run(session: Session, settings: Settings) -> FactcheckApp:
    """Run the review until the reviewer leaves, or until the dossier turns out to be unreadable."""
    app = FactcheckApp(session, Terminal(), settings)
    app.run()
    return app
