"""The one way to change a mutable row: compare-and-set on its version, with the audit row beside it.

Every mutable row carries ``version``. A writer hands in the version it read; when somebody was first, nothing is
written and `Conflict` tells both values, field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import AuditEntry, User


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote a value that stands, and when; "" = the system."""

    name: str
    at: datetime


@dataclass
class Conflict(Exception):
    """Somebody else saved first. `fields`: name → (value that stands, value offered); `hands`: who wrote what, when."""

    fields: Mapping[str, tuple[Any, Any]]
    version: int
    hands: Mapping[str, Hand] = field(default_factory=dict)


def conflict(stands: models.Model, offered: Mapping[str, Any], trajectory_id: int | None) -> Conflict:
    """The conflict between a row as it stands and what was offered; who wrote it is read from the audit of the case."""
    differing = {
        name: (getattr(stands, name), value) for name, value in offered.items() if getattr(stands, name) != value
    }
    version: int = stands.version  # type: ignore[attr-defined]  # every row that comes here carries a version
    subject: UUID | None = getattr(stands, "uuid", None)
    hands = last_hands(trajectory_id, subject, differing) if trajectory_id and subject else {}
    return Conflict(differing, version, hands)


def last_hands(trajectory_id: int, subject: UUID, names: Iterable[str]) -> dict[str, Hand]:
    """Field → who changed it last, of the fields that somebody changed lately."""
    wanted, found = set(names), dict[str, tuple[int | None, datetime]]()
    told = AuditEntry.objects.filter(trajectory_ref=trajectory_id, subject=subject).order_by("-pk")
    for user, at, detail in told.values_list("user_id", "at", "detail")[:_FAR_BACK]:
        for name in wanted.intersection(detail.get("fields", ())) - found.keys():
            found[name] = (user, at)
    names_of = dict(User.objects.filter(pk__in={user for user, _ in found.values() if user}).values_list("pk", "name"))
    return {name: Hand(names_of.get(user or 0, ""), at) for name, (user, at) in found.items()}


def touched_since(trajectory_id: int, subject: UUID, version: int) -> set[str] | None:
    """Fields that were changed after this version of a row of a case; None when that cannot be told."""
    told = AuditEntry.objects.filter(trajectory_ref=trajectory_id, subject=subject).order_by("-pk")
    names: set[str] = set()
    for detail in told.values_list("detail", flat=True)[:_FAR_BACK]:
        if detail.get("version") == version:
            return names
        if "fields" not in detail:
            return None
        names.update(detail["fields"])
    return None


_FAR_BACK = 50  # changes of one row; what stands between a page that is opened and sent is far less


def compare_and_set(
    actor: Actor,
    row: models.Model,
    version: int,
    changes: Mapping[str, Any],
    *,
    now: datetime,
    action: str,
    trajectory_id: int | None = None,
) -> bool:
    """Write `changes` when the row still has `version`; False when nothing differs. Raises `Conflict`.

    The audit row names the changed fields, not their values: values stand in the row and in the facts.
    """
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return False
    manager = type(row)._default_manager  # noqa: SLF001  Django's documented way to the default manager of any model
    with transaction.atomic():
        written = manager.filter(pk=row.pk, version=version).update(version=version + 1, **changed)
        if not written:
            raise conflict(manager.get(pk=row.pk), changes, trajectory_id)
        record(
            actor,
            action,
            now=now,
            subject=getattr(row, "uuid", None),
            trajectory_id=trajectory_id,
            detail={"fields": sorted(changed), "version": version + 1},
        )
    for name, value in changed.items():
        setattr(row, name, value)
    row.version = version + 1  # type: ignore[attr-defined]
    return True
