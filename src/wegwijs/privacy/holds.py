"""A case that stays although its time is over: for a reason, until a day. Ends by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.dossier import person_data as dossier
from wegwijs.dossier import restriction
from wegwijs.privacy.models import Hold

REASONS = ("objection", "appeal", "complaint", "claim", "investigation", "archive")


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold as pages show it; `set_by` is a name."""

    uuid: UUID
    case_number: int
    reason: str
    ends_on: date
    set_by: str
    set_at: datetime


def place(actor: Actor, case_number: int, reason: str, ends_on: date, *, now: datetime) -> UUID | None:
    """Hold a case of this municipality; None when there is no such case. Raises ValueError for a day that has been."""
    if not actor.may("destruction.propose"):
        raise PermissionDenied
    if reason not in REASONS:
        raise ValueError(reason)
    if ends_on < actor.today:
        raise ValueError("ends_on")
    if dossier.find_case(actor, str(case_number)) is None:
        return None
    with transaction.atomic():
        row = Hold.objects.create(
            municipality_id=actor.municipality_id, trajectory_ref=case_number, reason=reason, ends_on=ends_on,
            set_by_id=actor.user_id, set_at=now,
        )  # fmt: skip
        detail = {"reason": reason, "ends_on": ends_on.isoformat()}
        record(actor, "hold_set", now=now, subject=row.uuid, trajectory_id=case_number, detail=detail)
    return row.uuid


def end(actor: Actor, uuid: UUID, *, now: datetime) -> bool:
    """Earlier than its day; False when it does not hold any more."""
    if not actor.may("destruction.propose"):
        raise PermissionDenied
    with transaction.atomic():
        row = Hold.objects.filter(uuid=uuid, municipality_id=actor.municipality_id, ended_at=None).first()
        if row is None:
            return False
        Hold.objects.filter(pk=row.pk).update(ended_at=now)
        record(actor, "hold_ended", now=now, subject=uuid, trajectory_id=row.trajectory_ref)
    return True


def held(trajectory_ids: Iterable[int], today: date) -> set[int]:
    """Which of these cases must stay on this day: held, or restricted, since then we only keep them (AVG art. 18)."""
    numbers = list(trajectory_ids)
    rows = Hold.objects.filter(trajectory_ref__in=numbers, ended_at=None, ends_on__gte=today)
    return set(rows.values_list("trajectory_ref", flat=True)) | restriction.restricted(numbers)


def running(actor: Actor) -> list[HoldView]:
    """The holds of this municipality that hold today."""
    rows = Hold.objects.filter(municipality_id=actor.municipality_id, ended_at=None, ends_on__gte=actor.today)
    return [
        HoldView(
            row.uuid, row.trajectory_ref, row.reason, row.ends_on, row.set_by.name if row.set_by else "", row.set_at
        )
        for row in rows.select_related("set_by").order_by("ends_on", "pk")
    ]
