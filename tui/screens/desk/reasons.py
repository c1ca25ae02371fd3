"""Rationales that were begun and not saved, kept while the review is open."""

from __future__ import annotations

from collections.abc import Container

from tui.screens.desk.desk import Desk


class Reasons:
    """The begun rationales: at most one for each claim, whichever key opened its field."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._begun: dict[str, str] = {}

    def of(self, claim: str) -> str | None:
        """The rationale that was begun for a claim; None where there is none."""
        return self._begun.get(claim)

    def keep(self, claim: str, reason: str) -> None:
        """Keep a rationale in place of the one before; a blank text removes that."""
        self._begun.pop(claim, None)
        if reason.strip():
            self._begun[claim] = reason

    def leave(self, claim: str, reason: str, known: Container[str]) -> str:
        """Keep the text of an abandoned field unless ``known``; return the keys that bring the text back, in words."""
        desk = self._desk
        self.keep(claim, "" if reason in known else reason)
        if claim not in self._begun:
            return ""
        found, keys, count = desk.view.dossier.find(claim), desk.keys, len(desk.view.dossier.scale)
        ways = f"{keys['verdict.1']} to {keys[f'verdict.{count}']}"
        ways += f" and {keys['verdict.rationale']}" if found is not None and found.verdict is not None else ""
        return f"; {ways} have what you typed, as long as the review is open"
