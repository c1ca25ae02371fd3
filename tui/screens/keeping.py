"""What the desk does about work that must not be lost: it tries again to save, keeps the place, and asks who leaves."""

from __future__ import annotations

from tui.review.bookmark import read_bookmark, write_bookmark
from tui.review.draft import Receipt
from tui.review.session import Session
from tui.screens.keyboard import Keyboard
from tui.screens.returning import left_at, return_to
from tui.screens.summing import Summarizer

RETRY_SECONDS = 5.0


class Keeper(Summarizer):
    """The desk as it is kept."""

    _has_told_found = False

    def __init__(self, session: Session, keys: Keyboard) -> None:
        super().__init__(session, keys)
        self._bookmark = read_bookmark(session.path)
        self._returned = return_to(self.place, self._bookmark, self.all_shown)

    def on_mount(self) -> None:
        """Keep trying to save what could not be saved."""
        self.set_interval(RETRY_SECONDS, self._retry)
        self._at_first = left_at(self.place)
        if self._returned:
            self.say(self._returned)
        self.say_found()

    @property
    def is_as_returned(self) -> bool:
        """Whether the reviewer is where the review began."""
        return left_at(self.place) == self._at_first

    def return_to_place(self) -> None:
        """Go once more where the review was left, now that more of it is known."""
        if returned := return_to(self.place, self._bookmark, self.all_shown):
            self.say(returned)

    def replayed(self) -> None:
        """Say what there was no room for while keys were done that had waited."""
        self.say_found()

    def give_up(self, why: str) -> None:
        """Do nothing of what waits, and say so; and what else there was no room for."""
        super().give_up(f"{found}; {why}" if (found := self._found()) else why)

    def say_found(self) -> None:
        """Say once where somebody else's work was put that a save cut short had displaced."""
        if found := self._found():
            self.say(found, "error")

    def _found(self) -> str:
        if not self.session.found or self._has_told_found:
            return ""
        self._has_told_found = True
        names = ", ".join(map(str, self.session.found))
        return f"a save was cut short as somebody else wrote; what they wrote is kept in {names}"

    def say_shown(self) -> None:
        """Say how many claims the filter lets through, and what in it lets none."""
        strange = self.place.filter.unknown_tags(tag for claim in self.place.dossier.claims for tag in claim.tags)
        undo = "" if self.place.shown else f"; {self.all_shown} shows all"
        undo = f"; no claim has a tag that begins with {strange[0]}{undo}" if strange else undo
        is_early = self.place.filter.asks_articles and not self.place.dossier.is_whole
        early = "; which are open or stale is known when all is read" if is_early else ""
        self.say(f"{len(self.place.shown)} of {len(self.place.dossier.claims)} claims are shown{undo}{early}")

    def show_receipt(self, receipt: Receipt, more: str = "") -> None:
        """Show the dossier as it is after something was done, and what came of it."""
        self.place.take(self.session.dossier)
        key = self.keys["file.reload"]
        both = f"; {key} shows both" if self.session.conflicts and not receipt.saved else ""
        if self.session.unreadable is not None and not receipt.saved:
            both = f"; {key} shows all, {self.keys['file.edit']} opens the editor there"
        self.say(receipt.message + both + more, "reviewed" if receipt.saved else "error")
        self.show_place()

    def _keep_place(self) -> None:
        """Keep where the reviewer is, for the next start."""
        bookmark = left_at(self.place) if self.session.dossier.is_whole else self._bookmark
        if bookmark != self._bookmark:
            self._bookmark = bookmark
            write_bookmark(self.session.path, bookmark)

    def _retry(self) -> None:
        """Try again what could not be saved; keep the place."""
        self._keep_place()
        if self.session.unsaved:
            receipt = self.session.save()
            if receipt.saved:
                self.show_receipt(receipt)

    async def action_help(self) -> None:
        """Show every key."""
        from tui.screens.dialogs import Help

        await self.app.push_screen(Help(self.keys, self.place.spot, self.place.dossier.scale))

    async def action_leave(self) -> None:
        """Leave, once all is saved."""
        reasons = await self.unfinished()
        if not reasons:
            self._go()
            return
        from tui.screens.dialogs import Leaving

        await self.app.push_screen(Leaving(reasons, can_retry=bool(self.session.unsaved)), self._left)

    async def _left(self, answer: str | None) -> None:
        if answer == "lose":
            self._go()
        elif answer == "try":
            await self.action_leave()
        else:
            self.stay()
            self.show_place()

    def _go(self) -> None:
        self._keep_place()
        self.left = True
        self.app.exit()
