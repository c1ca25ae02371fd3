"""Commands that change the dossier itself: a new claim, a claim's words, the fields of a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui.dossier.values.model import SOURCE_FIELDS, Claim, Source
from tui.dossier.values.problems import Refused
from tui.dossier.values.quotes import select
from tui.dossier.values.source_field import FieldForm, SourceField
from tui.review.amendments import claim_id_from, wrong_in_claim, wrong_in_source
from tui.review.decisions import Describe
from tui.review.working_copy import Result
from tui.screens.desk.command import Command, Outcome
from tui.screens.desk.desk import Desk
from tui.screens.desk.view import Cursor, Pane

if TYPE_CHECKING:
    from tui.screens.sheets.form import FormField

DAY = "a day (2023-12-31) or a month (2023-12); empty where it is not known"
PARTED = "words by which claims are filtered, parted by commas"


class Forms:
    """The commands that open a form and save its fields; ``skip`` saves at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> dict[str, Command]:
        """The commands by their ids."""
        return {
            "claim.new": self.new_claim,
            "claim.edit": self.edit_claim,
            "source.edit": self.edit_source,
            "source.skip": self.skip,
        }

    async def _open(
        self,
        title: str,
        fields: Sequence[FormField],
        check: Callable[[str, str], str],
        save: Callable[[Mapping[str, str]], str],
    ) -> None:
        """Open a form; ``check`` and ``save`` return a fault in words, or nothing. The view is shown after a save."""
        from tui.screens.sheets.form import Form

        def saved(values: Mapping[str, str]) -> str:
            fault = save(values)
            if not fault:
                self._desk.show_view()
            return fault

        await self._desk.open_sheet(Form(title, fields, check, saved))

    # Claims

    async def new_claim(self) -> None:
        """Ask for a new claim, which is put behind the others."""
        from tui.screens.sheets.form import FormField

        fields = (
            FormField("text", "Text", hint="one proposition that can be checked, as a sentence"),
            FormField("id", "Id", hint="a short name, its own; empty makes one from the text"),
            FormField("claimant", "Claimant", hint="who said it; empty where nobody is to be named"),
            FormField("date", "Date", hint=f"when it was said: {DAY}"),
            FormField("tags", "Tags", hint=PARTED),
        )
        await self._open("New claim", fields, self._fault_in_new, self._add_claim)

    def _fault_in_new(self, key: str, value: str) -> str:
        return "" if key == "id" and not value.strip() else self._fault_in_claim(key, value)

    def _fault_in_claim(self, key: str, value: str) -> str:
        return wrong_in_claim(self._desk.view.dossier, key, value.strip())

    def _add_claim(self, values: Mapping[str, str]) -> str:
        view, session = self._desk.view, self._desk.session
        text, tags = values["text"], _tags(values["tags"])
        claim_id = values["id"].strip() or claim_id_from(text, view.dossier.positions)
        before = view.cursor
        result = session.add_claim(Claim(claim_id, text, values["claimant"], values["date"], tags=tags))
        if result.saved:
            view.pane = Pane.CLAIMS  # from any pane: Enter goes from there to the new claim's evidence
        return self._amended(result, before, claim_id)

    async def edit_claim(self) -> None:
        """Ask for other words of the claim under the cursor."""
        from tui.screens.sheets.form import FormField

        claim = self._desk.view.claim
        if claim is None:
            raise Refused("no claim is shown")
        fields = (
            FormField(
                "text", "Text", claim.text, "one proposition that can be checked; with another, a verdict is stale"
            ),
            FormField("claimant", "Claimant", claim.claimant, "who said it; empty where nobody is to be named"),
            FormField("date", "Date", claim.date, f"when it was said: {DAY}"),
            FormField("tags", "Tags", ", ".join(claim.tags), PARTED),
        )

        def save(values: Mapping[str, str]) -> str:
            return self._describe_claim(claim, values)

        await self._open(f"Claim {claim.id}", fields, self._fault_in_claim, save)

    def _describe_claim(self, claim: Claim, values: Mapping[str, str]) -> str:
        session = self._desk.session
        tags = claim.tags if values["tags"] == ", ".join(claim.tags) else _tags(values["tags"])
        said = (("text", values["text"]), ("claimant", values["claimant"]), ("date", values["date"]), ("tags", tags))
        before = self._desk.view.cursor
        result = session.decide(Describe(claim.id, said))
        # A change that can't be written now is kept like a verdict, and written later.
        result = result._replace(saved=result.saved or bool(session.working_copy.unsaved))
        return self._amended(result, before, claim.id)

    # Sources

    async def edit_source(self) -> None:
        """Ask for the fields of the source under the cursor."""
        from tui.screens.sheets.form import FormField

        source, session = self._source_under_cursor(), self._desk.session
        if source is None:
            raise Refused("go to a source first: its title, kind and origin are what is edited")
        origins = sorted({other.origin for other in self._desk.view.dossier.sources.values() if other.origin})
        words = {name: field.choices for name, field in SOURCE_FIELDS.items()} | {"origin": tuple(origins)}
        fields = [
            FormField(name, field.label, getattr(source, name), _hint(field), words[name])
            for name, field in SOURCE_FIELDS.items()
            if field.label
        ]

        def save(values: Mapping[str, str]) -> str:
            changed = {key: value for key, value in values.items() if value != getattr(source, key)}
            if not changed:
                return "nothing was changed; Esc leaves it as it was"
            before = self._desk.view.cursor
            return self._amended(session.describe_source(source.id, changed), before)

        await self._open(f"Source {source.id}", fields, wrong_in_source, save)

    def _source_under_cursor(self) -> Source | None:
        view = self._desk.view
        if view.pane is Pane.ARTICLE:
            return view.article.source
        item = view.item
        return view.dossier.sources.get(item.source) if view.pane is Pane.EVIDENCE and item is not None else None

    def skip(self) -> Outcome | None:
        """Mark the selection as no article text, so that nothing in it is proposed; a second time, as article text."""
        desk, view = self._desk, self._desk.view
        source, marked = view.article.source, view.article.marked
        if view.pane is not Pane.ARTICLE or source is None or source.article is None or marked is None:
            raise Refused(f"that is done in the article: {desk.keys['place.enter']} goes there")
        words = select(source.article, marked).exact
        others = tuple(skipped for skipped in source.skip if skipped != words)
        skip = others if words in source.skip else (*others, words)
        before = view.cursor
        if fault := self._amended(desk.session.describe_source(source.id, {"skip": skip}), before):
            desk.say(fault, "error")
            return Outcome.UNCHANGED
        again = " again" if skip == others and words in source.skip else ""
        desk.say(f"saved: “{words}” is {'article text' if again else 'no article text'}{again}", "reviewed")
        return None

    def _amended(self, result: Result, before: Cursor, claim: str = "") -> str:
        """Say that a change is saved and put the cursor on its claim, if any; else return the reason of the failure."""
        if not result.saved:
            return result.message
        view = self._desk.view
        view.adopt(self._desk.session.dossier)
        if claim:
            view.go_to(claim)
        self._desk.show_result(result)
        self._desk.remember(result, before)
        return ""


def _hint(field: SourceField) -> str:
    """The values that a field of a source takes, in words."""
    if field.choices:
        return f"{', '.join(field.choices)}; → completes"
    return DAY if field.form is FieldForm.DATE else field.hint


def _tags(text: str) -> tuple[str, ...]:
    """The tags in the text of a field."""
    return tuple(tag for part in text.split(",") if (tag := part.strip()))
