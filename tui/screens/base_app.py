"""The base of both apps: colours, the filter of all output, signals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.filter import LineFilter
from textual.widget import Widget

from tui.screens.terminal.output_filter import OutputFilter
from tui.screens.terminal.signals import Terminal
from tui.screens.terminal.theme import readable_colours

Result = TypeVar("Result")


class BaseApp(App[Result]):
    """An app in the program's colours, with nothing of Textual's own on the screen."""

    CSS_PATH = "factcheck.tcss"
    TITLE = "factcheck"
    ENABLE_COMMAND_PALETTE = False  # the review has its own
    ALLOW_SELECT = False  # the panes paint lines, not text that Textual could select

    def __init__(self, terminal: Terminal | None = None, theme: str = "") -> None:
        super().__init__()
        self.terminal = terminal
        if theme:
            self.theme = theme
        self.output_filter = OutputFilter()

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the theme, and those of the program, which the style sheet names ``$desk-…``."""
        variables = super().get_css_variables()
        few = self.console.color_system in {"standard", "windows"}
        return {**variables, **readable_colours(variables, few=few)}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters of painted lines; the output filter comes last."""
        return [*super().get_line_filters(), self.output_filter]

    def on_load(self) -> None:
        """Be ready for signals before the terminal is in any mode of Textual's."""
        if self.terminal is not None:
            self.terminal.end_on_signals(self.save)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event, then a signal that came meanwhile: waiting keys are all handled in one turn of the loop."""
        await super().on_event(event)
        if self.terminal is not None:
            self.terminal.end_if_noted()

    def pop_screen(self) -> AwaitComplete:
        """Close what lies on top, and free the lines that it painted.

        Textual keeps each widget's cache of painted lines alive in a cache of its own, after the widget is gone
        (https://github.com/Textualize/textual/issues/6665). A refresh empties them.
        """
        for widget in self.screen.walk_children(Widget, with_self=True):
            widget.refresh()
        return super().pop_screen()

    def action_help_quit(self) -> None:
        """Leave Ctrl+C to the screen's message on unbound keys; Textual would show a notice over the cards."""

    def save(self) -> None:
        """Save what is unsaved, before a signal ends the program."""
