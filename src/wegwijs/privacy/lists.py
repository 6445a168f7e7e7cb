"""The list of what may be destroyed: made at night, proposed by one person, approved by another."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Municipality
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier.queries.retention import kept_long_enough
from wegwijs.privacy import holds
from wegwijs.privacy.models import DestructionItem, DestructionList
from wegwijs.privacy.tasks import carry_out


class SamePerson(Exception):
    """Who proposed a list does not approve it."""


def look(now: datetime) -> int:
    """Nightly, for every municipality: make its open list anew; how many cases are on such lists."""
    return sum(_look(pk, now) for pk in Municipality.objects.order_by("pk").values_list("pk", flat=True))


def _look(municipality_id: int, now: datetime) -> int:
    """What has been kept long enough, is not held, and does not stand on a list that somebody proposed already."""
    today = timezone.localdate(now)
    under_way = set(
        DestructionItem.objects.filter(
            list__municipality_id=municipality_id, list__state__in=("proposed", "approved")
        ).values_list("trajectory_ref", flat=True)
    )
    found = [one for one in kept_long_enough(municipality_id, today) if one.trajectory_id not in under_way]
    stay = holds.held([one.trajectory_id for one in found], today)
    rows = [one for one in found if one.trajectory_id not in stay]
    with transaction.atomic():
        going = (
            DestructionList.objects.select_for_update().filter(municipality_id=municipality_id, state="open").first()
        )
        if going is None and not rows:
            return 0
        if going is None:
            going = DestructionList.objects.create(municipality_id=municipality_id, made_at=now)
        DestructionItem.objects.filter(list=going).delete()
        DestructionItem.objects.bulk_create(
            [
                DestructionItem(list=going, trajectory_ref=one.trajectory_id, reason=one.reason, due_on=one.due_on)
                for one in rows
            ],
            batch_size=500,
        )
    return len(rows)


def leave_out(actor: Actor, uuid: UUID, case_numbers: list[int]) -> int:
    """Take cases off an open list for tonight; a hold keeps them off. How many went."""
    _may(actor, "destruction.propose")
    rows = DestructionItem.objects.filter(
        list__uuid=uuid, list__municipality_id=actor.municipality_id, list__state="open",
        trajectory_ref__in=case_numbers,
    )  # fmt: skip
    count: int = rows.delete()[0]
    return count


def propose(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> None:
    """The first person says: this may go. Raises `Conflict`, `PermissionDenied`."""
    _may(actor, "destruction.propose")
    values = {"state": "proposed", "proposed_by_id": actor.user_id, "proposed_at": now}
    _move(actor, uuid, version, "open", values, now, "destruction_proposed")


def withdraw(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> None:
    """Not this list; the cases come back on the next one. Raises `Conflict`."""
    if not (actor.may("destruction.propose") or actor.may("destruction.approve")):
        raise PermissionDenied
    _move(actor, uuid, version, "proposed", {"state": "withdrawn"}, now, "destruction_withdrawn")


def approve(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> None:
    """Another person agrees; from here it is carried out. Raises `SamePerson`, `Conflict`, `PermissionDenied`."""
    _may(actor, "destruction.approve")
    if DestructionList.objects.filter(uuid=uuid, proposed_by_id=actor.user_id).exists():
        raise SamePerson
    values = {"state": "approved", "approved_by_id": actor.user_id, "approved_at": now}
    with transaction.atomic():
        _move(actor, uuid, version, "proposed", values, now, "destruction_approved")
        # The task's row is written in this same transaction: the worker sees it after the commit, or never.
        carry_out.enqueue(str(uuid))


def _move(
    actor: Actor, uuid: UUID, version: int, state: str, values: dict[str, Any], now: datetime, action: str
) -> None:
    with transaction.atomic():
        mine = DestructionList.objects.filter(uuid=uuid, municipality_id=actor.municipality_id)
        if not mine.filter(state=state, version=version).update(version=version + 1, **values):
            stands = mine.first()
            raise Conflict(
                {"state": (stands.state if stands else "", values["state"])}, stands.version if stands else 0
            )
        count = DestructionItem.objects.filter(list__uuid=uuid).count()
        record(actor, action, now=now, subject=uuid, detail={"cases": count})


def _may(actor: Actor, permission: str) -> None:
    if not actor.may(permission):
        raise PermissionDenied
