"""Writing in the policy register: note, change, look at as the second, withdraw."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import compare_and_set
from wegwijs.insight.register.models import PolicyChange

NOTE, CHECK = "policy.note", "policy.check"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a change. `group` "" = everybody."""

    title: str
    what: str
    group: str
    starts_on: date
    source: str


class NotYours(PermissionDenied):
    """Nobody is the second to look at what they wrote themselves."""


def note(actor: Actor, told: Told, request_id: UUID, *, now: datetime) -> PolicyChange:
    """Note a change; pressing twice (the same `request_id`) notes it once. Raises PermissionDenied."""
    if not actor.may(NOTE) or actor.user_id is None:
        raise PermissionDenied
    with transaction.atomic():
        row, made = PolicyChange.objects.get_or_create(
            uuid=request_id,
            defaults={"municipality_id": actor.municipality_id, "noted_by_id": actor.user_id, "noted_at": now}
            | asdict(told),
        )
        if row.municipality_id != actor.municipality_id:
            raise PermissionDenied
        if made:
            record(actor, "policy_change_noted", now=now, subject=row.uuid, detail={"version": row.version})
    return row


def change(actor: Actor, uuid: UUID, version: int, told: Told, *, now: datetime) -> bool:
    """Say it differently; it waits for a second look again. False when nothing differs.

    Raises `Conflict`, PermissionDenied; DoesNotExist for another municipality or a withdrawn one.
    """
    if not actor.may(NOTE) or actor.user_id is None:
        raise PermissionDenied
    row = _standing(actor, uuid)
    differs = {name: value for name, value in asdict(told).items() if getattr(row, name) != value}
    if not differs:
        return False
    again = {"state": "noted", "noted_by_id": actor.user_id, "noted_at": now, "checked_by_id": None, "checked_at": None}
    return compare_and_set(actor, row, version, {**differs, **again}, now=now, action="policy_change_changed")


def check(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> bool:
    """The second look: from now on it is marked on figures. Raises `NotYours`, `Conflict`, PermissionDenied."""
    if not actor.may(CHECK) or actor.user_id is None:
        raise PermissionDenied
    row = _standing(actor, uuid)
    if row.noted_by_id == actor.user_id:
        raise NotYours
    if row.state == "checked":
        return False
    seen = {"state": "checked", "checked_by_id": actor.user_id, "checked_at": now}
    return compare_and_set(actor, row, version, seen, now=now, action="policy_change_checked")


def withdraw(actor: Actor, uuid: UUID, version: int, reason: str, *, now: datetime) -> bool:
    """It was wrong or did not go on: no mark any more, still in the register with why. Raises as `change` does."""
    if not actor.may(NOTE):
        raise PermissionDenied
    gone = {"state": "withdrawn", "withdrawn_because": reason.strip()}
    return compare_and_set(actor, _standing(actor, uuid), version, gone, now=now, action="policy_change_withdrawn")


def _standing(actor: Actor, uuid: UUID) -> PolicyChange:
    return PolicyChange.objects.exclude(state="withdrawn").get(uuid=uuid, municipality_id=actor.municipality_id)
