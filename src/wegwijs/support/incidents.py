"""Incidents against colleagues: reported, answered by a manager, forgotten after a term. Never linked to a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import decrypt, encrypt
from wegwijs.accounts.rows import compare_and_set
from wegwijs.support.models import Incident

KINDS = ("insult", "threat", "following", "violence", "damage", "other")
PLACES = ("office", "home_visit", "street", "phone", "online")
LONGEST = 2000
REPORT, READ = "incident.report", "incident.read"


@dataclass(frozen=True, slots=True)
class IncidentView:
    """What happened to a colleague, and what was done about it."""

    uuid: UUID
    kind: str
    place: str
    happened_on: date
    told: str
    reported_by: str
    reported_at: datetime
    is_mine: bool
    response: str
    handled_by: str
    handled_at: datetime | None
    version: int


def report(
    actor: Actor, *, kind: str, place: str, happened_on: date, told: str, now: datetime, request_id: UUID
) -> UUID:
    """Tell what happened; the same form twice is once. Raises `PermissionDenied`, ValueError for an unknown code."""
    if not actor.may(REPORT) or actor.user_id is None:
        raise PermissionDenied
    if kind not in KINDS or place not in PLACES or happened_on > actor.today or not 0 < len(told.strip()) <= LONGEST:
        raise ValueError(kind)
    with transaction.atomic():
        row, made = Incident.objects.get_or_create(
            uuid=request_id,
            defaults={
                "municipality_id": actor.municipality_id, "department_id": actor.department_id, "kind": kind,
                "place": place, "happened_on": happened_on, "told_sealed": encrypt(told.strip().encode()),
                "reported_by_id": actor.user_id, "reported_at": now,
            },
        )  # fmt: skip
        if made:
            record(actor, "incident_reported", now=now, subject=row.uuid)
    return row.uuid


def handle(actor: Actor, uuid: UUID, version: int, response: str, *, now: datetime) -> bool:
    """What was done: care for the colleague, the place. False when there is none. Raises `Conflict`, PermissionDenied.

    Nobody handles what happened to oneself.
    """
    row = _visible(actor).filter(uuid=uuid).first()
    if row is None:
        return False
    if not actor.may(READ) or row.reported_by_id == actor.user_id:
        raise PermissionDenied
    sealed = encrypt(response.strip().encode())
    changes = {"response_sealed": sealed, "handled_by_id": actor.user_id, "handled_at": now}
    return compare_and_set(actor, row, version, changes, now=now, action="incident_handled")


def incidents(actor: Actor) -> tuple[IncidentView, ...]:
    """Mine, and for a manager those of the department; what waits first, then the newest."""
    rows = _visible(actor).select_related("reported_by", "handled_by").order_by("-happened_on", "-pk")
    found = [_view(actor, row) for row in rows]
    return tuple(sorted(found, key=lambda one: one.handled_at is not None))


def incident(actor: Actor, uuid: UUID) -> IncidentView | None:
    """One, or None when it is not for this actor."""
    row = _visible(actor).filter(uuid=uuid).select_related("reported_by", "handled_by").first()
    return _view(actor, row) if row is not None else None


def forget_old(municipality_id: int, moment: datetime) -> int:
    """Those that were handled before this moment; how many. For the nightly run."""
    return Incident.objects.filter(municipality_id=municipality_id, handled_at__lt=moment).delete()[0]


def _visible(actor: Actor) -> QuerySet[Incident]:
    mine = Q(reported_by_id=actor.user_id or 0)
    if actor.may(READ):
        # What nobody of a department reported is for every manager: somebody must see it.
        mine |= Q(department_id=actor.department_id) | Q(department_id=None)
    return Incident.objects.filter(mine, municipality_id=actor.municipality_id)


def _view(actor: Actor, row: Incident) -> IncidentView:
    return IncidentView(
        row.uuid, row.kind, row.place, row.happened_on, decrypt(row.told_sealed).decode(), row.reported_by.name,
        row.reported_at, row.reported_by_id == actor.user_id,
        decrypt(row.response_sealed).decode() if row.response_sealed else "",
        row.handled_by.name if row.handled_by else "", row.handled_at, row.version,
    )  # fmt: skip
