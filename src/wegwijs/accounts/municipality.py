"""What the administrator keeps of the municipality itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Municipality

NAMES = ("oin", "phone")


def details(municipality_id: int) -> dict[str, str]:
    """The number by which partners know it, and its phone number."""
    return dict(Municipality.objects.values(*NAMES).get(pk=municipality_id))


def change(actor: Actor, values: Mapping[str, str], *, now: datetime) -> None:
    """Write them with the audit row; the last administrator to save is right."""
    with transaction.atomic():
        row = Municipality.objects.select_for_update().get(pk=actor.municipality_id)
        changed = {name: values[name] for name in NAMES if values[name] != getattr(row, name)}
        if changed:
            Municipality.objects.filter(pk=row.pk).update(**changed)
            record(actor, "municipality_changed", now=now, subject=row.uuid, detail={"fields": sorted(changed)})
