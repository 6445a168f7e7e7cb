"""The letter with what was agreed: which fields it gets (letters/printed/agreements.toml), from this case alone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from wegwijs.accounts.actor import Actor
from wegwijs.dossier import queries as dossier
from wegwijs.plans.models import AgreementItem, AgreementPlan

LONGEST_NAME = 200


def letter_data(actor: Actor, row: AgreementPlan) -> dict[str, Any]:
    """Everything that is printed, JSON-ready. Raises `PermissionDenied` when the case is out of reach."""
    found = dossier.case(actor, row.trajectory.uuid, on=actor.today)
    if found is None:
        raise PermissionDenied
    person, responsible, municipality = found.person, found.responsible, row.municipality
    data: dict[str, Any] = {
        "municipality_name": municipality.name,
        "municipality_phone": municipality.phone or "-",
        "recipient_name": person.name[:LONGEST_NAME],
        "recipient_own_name": person.own_script_name[:LONGEST_NAME],
        "contact_name": responsible.name if responsible and responsible.name else actor.name,
        "made_on": actor.today.isoformat(),
        "number": row.number,
        "items": [_item(item) for item in row.items.order_by("position")],
        "next_on": row.next_on.isoformat() if row.next_on else None,
        "next_at": row.next_at,
        "signed_on": row.signed_on.isoformat() if row.signed_on else None,
        "signed_name": row.signed_name,
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _item(item: AgreementItem) -> dict[str, Any]:
    data = {
        "standard": item.standard,
        "what": item.what,
        "who": item.who,
        "by": item.by.isoformat() if item.by else "",
        "measure": item.measure,
    }
    return {name: value for name, value in data.items() if value}
