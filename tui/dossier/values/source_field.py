"""The meaning of a source's field: how its value is read, checked, described and asked for.

The fields stand in :class:`tui.dossier.values.model.Source`, each annotated with its :class:`SourceField`. The reader,
the editor of the claims file, the form and the check of the JSON schema follow from there.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class FieldForm(Enum):
    """What the value of a field is."""

    TEXT = "text"
    DATE = "date"
    """An ISO day or month, or a day with a time."""
    ADDRESS = "address"
    """A URL. The form takes http and https alone; the reader takes any text."""
    LIST = "list"
    """A list of texts."""


class SourceField(NamedTuple):
    """The meaning of one field of a source."""

    description: str
    """A sentence for the JSON schema."""
    form: FieldForm = FieldForm.TEXT
    choices: tuple[str, ...] = ()
    """The words that are allowed; empty where any text is."""
    label: str = ""
    """The field's name in the form; empty where the form does not ask for the field."""
    hint: str = ""
    """What may be typed in the form, where neither form nor choices say so."""
