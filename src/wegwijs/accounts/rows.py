"""The one way to change a mutable row: compare-and-set on its version, with the audit row beside it.

Every mutable row carries ``version``. A writer hands in the version it read; when somebody was first, nothing is
written and `Conflict` tells both values, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record


@dataclass
class Conflict(Exception):
    """Somebody else saved first. `fields`: name → (value that stands, value offered)."""

    fields: Mapping[str, tuple[Any, Any]]
    version: int


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
            stands = manager.get(pk=row.pk)
            raise Conflict(
                {
                    name: (getattr(stands, name), value)
                    for name, value in changes.items()
                    if getattr(stands, name) != value
                },
                stands.version,  # type: ignore[attr-defined]  # every row that comes here carries a version
            )
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
