"""A promise made at a moment of contact: what will be done, on which day, and that it was."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import encrypt
from wegwijs.accounts.rows import compare_and_set
from wegwijs.accounts.scope import scope
from wegwijs.dossier import restriction
from wegwijs.voice.hearing import Refused
from wegwijs.voice.models import Promise

LONGEST = 200


def check_promise(actor: Actor, words: str, due_on: date | None) -> date:
    """The day; raises `Refused` when one of the two is missing or does not fit."""
    if not words.strip():
        raise Refused("task", "empty")
    if len(words) > LONGEST:
        raise Refused("task", "too_long", {"most": LONGEST})
    if due_on is None:
        raise Refused("task_on", "empty")
    if due_on < actor.today:
        raise Refused("task_on", "has_been")
    return due_on


def promise(
    actor: Actor, trajectory_id: int, words: str, due_on: date | None, *, now: datetime, request_id: UUID,
    own: bool = False,
) -> UUID:  # fmt: skip
    """Keep it for whoever is responsible, or for the actor (`own`); the same form twice is once. Raises `Refused`."""
    if not actor.may("voice.hear"):
        raise PermissionDenied
    by = check_promise(actor, words, due_on)
    restriction.refuse_change(actor, [trajectory_id])
    with transaction.atomic():
        row, made = Promise.objects.get_or_create(
            uuid=request_id,
            defaults={
                "municipality_id": actor.municipality_id,
                "trajectory_id": trajectory_id,
                "words_sealed": encrypt(words.strip().encode()),
                "due_on": by,
                "made_by_id": actor.user_id,
                "made_on": actor.today,
                "owner_id": actor.user_id if own else None,
            },
        )
        if made:
            record(actor, "promise_made", now=now, subject=row.uuid, trajectory_id=trajectory_id)
    return row.uuid


def fulfil(actor: Actor, promise_uuid: UUID, version: int, *, now: datetime) -> bool:
    """It was done; False when it was already. PermissionDenied out of reach. Raises `Conflict`."""
    row = scope(actor, Promise.objects.filter(uuid=promise_uuid)).first()
    if row is None or not actor.may("case.write"):
        raise PermissionDenied
    if row.done_on is not None:
        return False
    changes = {"done_on": actor.today, "done_by_id": actor.user_id}
    return compare_and_set(
        actor, row, version, changes, now=now, action="promise_kept", trajectory_id=row.trajectory_id
    )
