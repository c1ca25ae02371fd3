"""Arguments checked against the dossier; a mistyped one is refused with the name that is most like it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.dossier.values.text import nearest
from tui.options import COMMANDS, WrongUse

if TYPE_CHECKING:
    from tui.dossier.values.model import Claim, Dossier


def named_claims(dossier: Dossier, ids: Sequence[str]) -> list[Claim]:
    """The claims with the given ids; all claims where no id is given. Raises WrongUse for an unknown id."""
    for claim_id in ids:
        refuse_unknown_claim(dossier, claim_id)
    return [dossier.claim(claim_id) for claim_id in ids] or list(dossier.claims)


def refuse_unknown_claim(dossier: Dossier, claim_id: str) -> None:
    """Raise WrongUse where the dossier has no claim of that id."""
    if claim_id not in dossier.positions:
        near = nearest(claim_id, list(dossier.positions))
        hint = f"did you mean {near}?" if near else "factcheck show prints them all"
        raise WrongUse(f"there is no claim “{claim_id}”; {hint}")


def refuse_unknown_rating(dossier: Dossier, rating: str) -> None:
    """Raise WrongUse where the scale of the dossier has no such rating."""
    if rating not in dossier.scale:
        near = nearest(rating, dossier.scale)
        hint = f"did you mean {near}? " if near else ""
        raise WrongUse(f"there is no rating “{rating}”; {hint}allowed are {', '.join(dossier.scale)}")


def refuse_mistyped_command(path: Path) -> None:
    """Raise WrongUse where an argument read as a claims file is no file and looks like a command."""
    near = None if os.path.lexists(path) else nearest(str(path), COMMANDS)
    if near:
        raise WrongUse(f"there is no command and no file {path}; did you mean {near}?")
