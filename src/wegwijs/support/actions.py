"""Writing down, and ending, what somebody must know to meet a person safely."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import encrypt
from wegwijs.accounts.rows import compare_and_set
from wegwijs.accounts.scope import scope
from wegwijs.support.meeting import MEASURES
from wegwijs.support.models import SafetyNote

LONGEST = 2000


class Refused(ValueError):
    """The note cannot be written like this; `code` is ``empty`` or ``too_long``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def write_note(
    actor: Actor, trajectory_id: int, text: str, *, now: datetime, request_id: UUID, measures: Sequence[str] = ()
) -> UUID:
    """A new note; the same form twice is once. `measures`: of `meeting`. Raises `Refused`, `PermissionDenied`."""
    _may_write(actor)
    text = text.strip()
    if not text:
        raise Refused("empty")
    if len(text) > LONGEST:
        raise Refused("too_long")
    with transaction.atomic():
        note, made = SafetyNote.objects.get_or_create(
            uuid=request_id,
            defaults={
                "municipality_id": actor.municipality_id,
                "trajectory_id": trajectory_id,
                "content_sealed": encrypt(text.encode()),
                "measures": [code for code in MEASURES if code in measures],
                "written_by_id": actor.user_id,
                "written_at": now,
            },
        )
        if made:
            record(actor, "safety_note_written", now=now, subject=note.uuid, trajectory_id=trajectory_id)
    return note.uuid


def end_note(actor: Actor, trajectory_id: int, note: UUID, version: int, *, now: datetime) -> bool:
    """No longer true; it stays in the file, out of sight. False when there is no such note. Raises `Conflict`."""
    _may_write(actor)
    row = scope(actor, SafetyNote.objects.filter(uuid=note, trajectory_id=trajectory_id)).first()
    if row is None:
        return False
    return compare_and_set(
        actor, row, version, {"ended_on": actor.today}, now=now, action="safety_note_ended", trajectory_id=trajectory_id
    )


def _may_write(actor: Actor) -> None:
    if not (actor.may("safety.read") and actor.may("case.write")):
        raise PermissionDenied
