"""What the administrator keeps of the municipality itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import Municipality
from wegwijs.accounts.rows import compare_and_set

NAMES = ("oin", "phone", "address")


def details(municipality_id: int) -> dict[str, Any]:
    """The number by which partners know it, its phone number and the address on letters, with the row's `version`."""
    return dict(Municipality.objects.values(*NAMES, "version").get(pk=municipality_id))


def change(actor: Actor, values: Mapping[str, str], version: int, *, now: datetime) -> None:
    """Write them with the audit row. Raises `Conflict` when a colleague was first."""
    row = Municipality.objects.get(pk=actor.municipality_id)
    compare_and_set(actor, row, version, {name: values[name] for name in NAMES}, now=now, action="municipality_changed")
