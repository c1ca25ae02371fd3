"""The application around the review screen: colours, the last door for text, signals."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen

from tui.review.session import Session
from tui.screens.colours import readable_colours
from tui.screens.door import LastDoor
from tui.screens.review import ReviewScreen
from tui.screens.signals import Terminal


class FactcheckApp(App[None]):
    """The review of one dossier."""

    CSS_PATH = "factcheck.tcss"
    TITLE = "factcheck"
    ENABLE_COMMAND_PALETTE = False  # the review has its own
    ALLOW_SELECT = False  # the panes paint lines, not text that Textual could select

    def __init__(self, session: Session, terminal: Terminal | None = None) -> None:
        super().__init__()
        self.session = session
        self.terminal = terminal
        self.door = LastDoor()
        self.review = ReviewScreen(session)

    def get_default_screen(self) -> Screen[None]:
        """The review is the only screen; the others lie over it."""
        return self.review

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, and ours, which the style sheet names ``$desk-…``."""
        variables = super().get_css_variables()
        return {**variables, **readable_colours(variables)}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Every line that is painted passes the last door, after all other filters."""
        return [*super().get_line_filters(), self.door]

    def on_mount(self) -> None:
        """Be ready for signals from the start."""
        if self.terminal is not None:
            self.terminal.end_on_signals(self.session)

    async def action_quit(self) -> None:
        """Quit, once all is saved; from what lies over the review too."""
        from tui.screens.dialogs import Leaving
        from tui.screens.form import Form

        while self.screen is not self.review and not isinstance(self.screen, Leaving):
            if isinstance(self.screen, Form) and await self.screen.holds_on():
                return
            self.pop_screen()
        if self.screen is self.review:
            await self.review.action_leave()


def run(session: Session) -> int:
    """Run the review until it is left; the exit status."""
    app = FactcheckApp(session, Terminal())
    app.run()
    return app.return_code or 0
