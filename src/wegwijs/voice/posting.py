"""A letter about an appointment, for who has no phone or mailbox: the same words as a message, set on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from wegwijs.accounts import municipality
from wegwijs.accounts.actor import Actor
from wegwijs.dossier.queries import Case
from wegwijs.letters.actions import request_document
from wegwijs.voice.messaging import Appointment, check_told

TEMPLATE = "appointment"
LONGEST_NAME, LONGEST_LINE, MOST_LINES = 200, 120, 5


def write(actor: Actor, case: Case, told: Appointment, language: str, *, now: datetime, request_id: UUID) -> UUID:
    """Ask for the letter, in the caller's transaction; its name. Raises `Refused`, `Restricted`, `PermissionDenied`.

    KeyError for a language that has no texts.
    """
    if not actor.may("case.write"):
        raise PermissionDenied
    check_told(actor, told)
    data = {name: value for name, value in _data(actor, case, told).items() if value not in ("", [])}
    return request_document(actor, case.id, TEMPLATE, language, data, now, request_id).uuid


def _data(actor: Actor, case: Case, told: Appointment) -> dict[str, Any]:
    ours, person = municipality.details(actor.municipality_id), case.person
    return {
        "municipality_name": actor.municipality_name,
        "municipality_address": _lines(ours["address"]) or [actor.municipality_name],
        "municipality_phone": ours["phone"],
        "recipient_name": person.name[:LONGEST_NAME],
        "recipient_own_name": person.own_script_name[:LONGEST_NAME],
        "recipient_address": next((_lines(one.value) for one in case.contacts if one.kind == "address"), []),
        "made_on": actor.today.isoformat(),
        "what": told.what,
        "on": told.on.isoformat(),
        "at": told.at,
        "mode": told.mode,
        "place": told.place,
    }


def _lines(text: str) -> list[str]:
    """An address as it is written under each other."""
    parts = [part.strip()[:LONGEST_LINE] for part in text.replace("\n", ",").split(",")]
    return [part for part in parts if part][:MOST_LINES]
