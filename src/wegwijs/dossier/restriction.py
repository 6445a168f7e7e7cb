"""A person asks us to do less with the data: to keep them and nothing else (GDPR art. 18), or objects (art. 21).

What a standing restriction stops: everything that people change on the case. What it lets through: what arrives from
elsewhere and must be kept (DUO, the population register), safety of another person, somebody who is responsible, and
rights of the person that stand against waiting. Reading stays possible; a letter or a plan does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import User
from wegwijs.dossier.models import Restriction, Trajectory

RESTRICTION, OBJECTION = "restriction", "objection"
# Why: the grounds of art. 18(1) and the outcome of an objection. Why it ends: likewise.
REASONS = {
    RESTRICTION: ("accuracy", "unlawful", "claim", "objection_pending"),
    OBJECTION: ("own_situation",),
}
LIFTS = {
    RESTRICTION: ("data_corrected", "data_right", "person_agrees", "claim_over", "objection_decided"),
    OBJECTION: ("upheld", "rejected", "withdrawn"),
}
# Facts that people may still record: who is responsible, and that the duty ended or the person moved away.
ALLOWED_FACTS = frozenset({"case_assigned", "case_transferred", "obligation_ended", "obligation_met", "moved_out"})


class Restricted(PermissionDenied):
    """Nothing may be changed on this case now, because the person asked so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A restriction or objection as pages show it; `set_by` is a name."""

    uuid: UUID
    kind: str
    reason: str
    set_at: datetime
    set_by: str
    lifted_at: datetime | None
    lift_reason: str
    version: int


def restricted(trajectory_ids: Iterable[int]) -> set[int]:
    """Which of these cases stand still. One query."""
    found = Restriction.objects.filter(trajectory_id__in=list(trajectory_ids), kind=RESTRICTION, lifted_at=None)
    return set(found.values_list("trajectory_id", flat=True))


def standing_rows(kind: str) -> QuerySet[Restriction]:
    """Those of a kind that stand; to ask whether there is one of a case that was reached."""
    return Restriction.objects.filter(kind=kind, lifted_at=None)


def restricted_among(uuids: Iterable[UUID]) -> set[UUID]:
    """Which of the cases on a page of a list stand still. One query, none for an empty page."""
    wanted = list(uuids)
    if not wanted:
        return set()
    found = Restriction.objects.filter(trajectory__uuid__in=wanted, kind=RESTRICTION, lifted_at=None)
    return set(found.values_list("trajectory__uuid", flat=True))


def refuse_change(actor: Actor, trajectory_ids: Iterable[int]) -> None:
    """Raises `Restricted` when a person would change a case that stands still. The system only keeps what arrives."""
    if actor.role is not None and restricted(trajectory_ids):
        raise Restricted


def place(actor: Actor, case_number: int, kind: str, reason: str, *, now: datetime) -> UUID | None:
    """Set it on a case of this municipality; None when there is no such case. Setting it twice is setting it once."""
    _may(actor)
    if reason not in REASONS[kind]:
        raise ValueError(reason)
    if not Trajectory.objects.filter(pk=case_number, municipality_id=actor.municipality_id).exists():
        return None
    try:
        with transaction.atomic():
            row = Restriction.objects.create(
                trajectory_id=case_number, kind=kind, reason=reason, set_at=now, set_by=actor.user_id
            )
            detail = {"kind": kind, "reason": reason}
            record(actor, f"{kind}_set", now=now, subject=row.uuid, trajectory_id=case_number, detail=detail)
    except IntegrityError:
        return Restriction.objects.get(trajectory_id=case_number, kind=kind, lifted_at=None).uuid
    return row.uuid


def lift(actor: Actor, uuid: UUID, reason: str, *, now: datetime) -> bool:
    """End it, with the reason; False when it does not stand (any more)."""
    _may(actor)
    row = Restriction.objects.filter(
        uuid=uuid, trajectory__municipality_id=actor.municipality_id, lifted_at=None
    ).first()
    if row is None:
        return False
    if reason not in LIFTS[row.kind]:
        raise ValueError(reason)
    with transaction.atomic():
        changed = Restriction.objects.filter(pk=row.pk, version=row.version, lifted_at=None).update(
            lifted_at=now, lifted_by=actor.user_id, lift_reason=reason, version=row.version + 1
        )
        if changed:
            detail = {"kind": row.kind, "reason": reason}
            record(
                actor, f"{row.kind}_lifted", now=now, subject=row.uuid, trajectory_id=row.trajectory_id, detail=detail
            )
    return bool(changed)


def of_case(trajectory_id: int) -> list[Standing]:
    """What stands or stood on this case, newest first. Two queries."""
    rows = list(Restriction.objects.filter(trajectory_id=trajectory_id).order_by("-pk"))
    names = dict(User.objects.filter(pk__in={row.set_by for row in rows}).values_list("pk", "name"))
    return [
        Standing(row.uuid, row.kind, row.reason, row.set_at, names.get(row.set_by or 0, ""), row.lifted_at,
                 row.lift_reason, row.version)
        for row in rows
    ]  # fmt: skip


def of_municipality(actor: Actor) -> list[tuple[int, Standing]]:
    """Everything that stands now, by case number: for the privacy officer. Two queries."""
    _may(actor)
    rows = list(
        Restriction.objects.filter(trajectory__municipality_id=actor.municipality_id, lifted_at=None).order_by("-pk")
    )
    names = dict(User.objects.filter(pk__in={row.set_by for row in rows}).values_list("pk", "name"))
    return [
        (row.trajectory_id, Standing(row.uuid, row.kind, row.reason, row.set_at, names.get(row.set_by or 0, ""), None,
                                     "", row.version))
        for row in rows
    ]  # fmt: skip


def _may(actor: Actor) -> None:
    if not actor.may("privacy.requests"):
        raise PermissionDenied
