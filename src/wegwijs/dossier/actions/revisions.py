"""Somebody has seen that an answer became another one, and goes on from there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.rows import compare_and_set
from wegwijs.accounts.scope import scope
from wegwijs.dossier.models import Revision


def see_revision(actor: Actor, trajectory_id: int, uuid: UUID, version: int, *, now: datetime) -> bool:
    """Close the row as it was shown (`version`); False when it is closed already, or is not of a case in reach.

    Raises `Conflict` when more came in since it was shown.
    """
    if not actor.may("case.write"):
        raise PermissionDenied
    row = scope(actor, Revision.objects.filter(trajectory_id=trajectory_id, uuid=uuid, closed_at=None)).first()
    if row is None:
        return False
    changes = {"closed_at": now, "closed_by": actor.user_id}
    return compare_and_set(actor, row, version, changes, now=now, action="revision_seen", trajectory_id=trajectory_id)
