"""Writing audit and access log.

Audit goes with the change, in its transaction. The access log goes before the answer, in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import AccessEntry, AuditEntry


def record(
    actor: Actor,
    action: str,
    *,
    now: datetime,
    subject: UUID | None = None,
    trajectory_id: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """One audit row. `detail` names fields, codes and counts; never a BSN, never free text about a person."""
    return AuditEntry.objects.create(
        municipality_id=actor.municipality_id,
        at=now,
        user_id=actor.user_id,
        role=actor.role or "",
        action=action,
        subject=subject,
        trajectory_ref=trajectory_id,
        detail=dict(detail or {}),
    )


def log_access(
    actor: Actor,
    kind: str,
    *,
    now: datetime,
    trajectory_id: int | None = None,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    """One access row, committed before the reader sees anything. Call it outside a transaction."""
    AccessEntry.objects.create(
        municipality_id=actor.municipality_id,
        at=now,
        user_id=actor.user_id,
        role=actor.role or "",
        kind=kind,
        trajectory_ref=trajectory_id,
        reason=reason,
        detail=dict(detail or {}),
    )
