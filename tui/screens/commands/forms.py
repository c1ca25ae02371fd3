"""The commands that change the dossier itself: a new claim, a claim's words, what is known of a source."""

from __future__ import annotations

from collections.abc import Mapping

from tui.dossier.values.model import SOURCE_FIELDS, Claim, Source
from tui.dossier.values.quotes import select
from tui.dossier.values.source_field import FieldForm, SourceField
from tui.review.amendments import claim_id_from, wrong_in_claim, wrong_in_source
from tui.review.decisions import Describe
from tui.review.working_copy import Result
from tui.screens.desk.desk import Command, Desk
from tui.screens.desk.view import Cursor, Pane

DAY = "a day (2023-12-31) or a month (2023-12); empty where it is not known"
PARTED = "words by which claims are filtered, parted by commas"


class Amendments:
    """Forms over the desk, and what they save."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> dict[str, Command]:
        """What the keys do, by their ids."""
        return {
            "claim.new": self.new_claim,
            "claim.edit": self.edit_claim,
            "source.edit": self.edit_source,
            "source.skip": self.skip,
        }

    async def new_claim(self) -> None:
        """Ask for a new claim, which is put behind the others."""
        from tui.screens.sheets.form import Form, FormField

        fields = (
            FormField("text", "Text", hint="one proposition that can be checked, as a sentence"),
            FormField("id", "Id", hint="a short name, its own; empty makes one from the text"),
            FormField("claimant", "Claimant", hint="who said it; empty where nobody is to be named"),
            FormField("date", "Date", hint=f"when it was said: {DAY}"),
            FormField("tags", "Tags", hint=PARTED),
        )
        await self._desk.app.push_screen(Form("New claim", fields, self._wrong_in_new, self._add_claim))

    def _wrong_in_new(self, key: str, value: str) -> str:
        return "" if key == "id" and not value.strip() else wrong_in_claim(self._desk.view.dossier, key, value.strip())

    def _add_claim(self, values: Mapping[str, str]) -> str:
        text, tags = values["text"], _parted(values["tags"])
        claim_id = values["id"].strip() or claim_id_from(text, self._desk.view.dossier.positions)
        before = self._desk.view.cursor
        result = self._desk.session.add_claim(Claim(claim_id, text, values["claimant"], values["date"], tags=tags))
        if result.saved:
            self._desk.view.pane = Pane.CLAIMS  # from there Enter goes to its evidence, wherever it was written
        return self._amended(result, before, claim_id)

    async def edit_claim(self) -> None:
        """Ask for other words of the claim that is highlighted now."""
        from tui.screens.sheets.form import Form, FormField

        claim = self._desk.view.claim
        if claim is None:
            self._desk.say("no claim is shown")
            return
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

        def check(key: str, value: str) -> str:
            return wrong_in_claim(self._desk.view.dossier, key, value.strip())

        await self._desk.app.push_screen(Form(f"Claim {claim.id}", fields, check, save))

    def _describe_claim(self, claim: Claim, values: Mapping[str, str]) -> str:
        tags = claim.tags if values["tags"] == ", ".join(claim.tags) else _parted(values["tags"])
        said = (("text", values["text"]), ("claimant", values["claimant"]), ("date", values["date"]), ("tags", tags))
        before = self._desk.view.cursor
        result = self._desk.session.decide(Describe(claim.id, said))
        # What can't be saved now is kept like a verdict, and tried again.
        result = result._replace(saved=result.saved or bool(self._desk.session.working_copy.unsaved))
        return self._amended(result, before, claim.id)

    async def edit_source(self) -> None:
        """Ask for what is known of the source under the cursor."""
        from tui.screens.sheets.form import Form, FormField

        source = self._source_under_cursor()
        if source is None:
            self._desk.say("go to a source first: its title, kind and origin are what is edited")
            return
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
            return self._amended(self._desk.session.describe_source(source.id, changed), before)

        await self._desk.app.push_screen(Form(f"Source {source.id}", fields, wrong_in_source, save))

    def _source_under_cursor(self) -> Source | None:
        view = self._desk.view
        if view.pane is Pane.ARTICLE:
            return view.article.source
        item = view.item
        return view.dossier.sources.get(item.source) if view.pane is Pane.EVIDENCE and item is not None else None

    def skip(self) -> None:
        """Say of what is marked in the article that it is no article text: it is dimmed, and no longer proposed."""
        view = self._desk.view
        source, marked = view.article.source, view.article.marked
        if view.pane is not Pane.ARTICLE or source is None or source.article is None or marked is None:
            self._desk.say(f"that is done in the article: {self._desk.keys['place.enter']} goes there")
            return
        words = select(source.article, marked).exact
        others = tuple(skipped for skipped in source.skip if skipped != words)
        skip = others if words in source.skip else (*others, words)
        before = view.cursor
        if failed := self._amended(self._desk.session.describe_source(source.id, {"skip": skip}), before):
            self._desk.say(failed, "error")
        else:
            again = " again" if skip == others and words in source.skip else ""
            self._desk.say(f"saved: “{words}” is {'article text' if again else 'no article text'}{again}", "reviewed")

    def _amended(self, result: Result, before: Cursor, claim: str = "") -> str:
        """Show what was saved, with the cursor where it was ``before`` or on a claim; in words, why it was not."""
        if not result.saved:
            return result.message
        self._desk.view.take(self._desk.session.dossier)
        if claim:
            self._desk.view.go_to(claim)
        self._desk.show_result(result)
        self._desk.remember(result, before)
        return ""


def _hint(field: SourceField) -> str:
    """What may be typed for a field of a source, in words."""
    if field.choices:
        return f"{', '.join(field.choices)}; → completes"
    return DAY if field.form is FieldForm.DATE else field.hint


def _parted(text: str) -> tuple[str, ...]:
    """The tags in a field."""
    return tuple(tag for part in text.split(",") if (tag := part.strip()))
