"""The documents of a case: letters made here, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts.actor import Actor
from wegwijs.desk import wording
from wegwijs.dossier.queries import Case
from wegwijs.letters import queries as letters

TITLES: Mapping[str, str | Promise] = {
    "beschikking": _("Decision on the plan (PIP)"),
    "mijn_route": _("My route"),
    "agreements": _("Agreements"),
    "appointment": _("Letter about an appointment"),
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One letter. `state`: queued | ready | failed; `language` beside Dutch, in words, empty when Dutch only."""

    uuid: UUID
    title: str
    language: str
    made_at: datetime
    made_by: str
    state: str


def of_case(actor: Actor, case: Case) -> tuple[DocumentRow, ...]:
    """One query."""
    return tuple(
        DocumentRow(
            one.uuid,
            str(TITLES.get(one.template, one.template)),
            "" if one.language == "nl" else wording.language(one.language),
            one.requested_at,
            one.requested_by,
            one.state,
        )
        for one in letters.documents_of(actor, case.id)
    )
