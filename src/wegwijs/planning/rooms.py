"""The rooms of the municipality: what an administrator keeps, each row compare-and-set. Nothing is removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import compare_and_set
from wegwijs.planning.models import Room
from wegwijs.planning.wanted import Refused
from wegwijs.voice.messaging import reveals


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room. `address` empty: that of the municipality."""

    uuid: UUID
    name: str
    address: str
    in_use: bool
    version: int


def rooms(actor: Actor, *, in_use: bool = False) -> tuple[RoomRow, ...]:
    """Of the municipality, by name; those that are not used last. One query."""
    found = Room.objects.filter(municipality_id=actor.municipality_id).order_by("-in_use", "name")
    found = found.filter(in_use=True) if in_use else found
    return tuple(RoomRow(one.uuid, one.name, one.address, one.in_use, one.version) for one in found)


def save_room(
    actor: Actor, uuid: UUID | None, version: int, name: str, address: str, *, in_use: bool, now: datetime
) -> None:
    """Add (`uuid` None) or change. Raises `Refused` (``name_taken``, ``reveals``), `Conflict`, `PermissionDenied`.

    Name and address stand in messages that others may read.
    """
    if not actor.may("accounts.configure"):
        raise PermissionDenied
    for field, text in (("name", name), ("address", address)):
        if reveals(text):
            raise Refused(field, "reveals")
    values = {"name": name, "address": address, "in_use": in_use}
    with transaction.atomic():
        here = Room.objects.filter(municipality_id=actor.municipality_id)
        others = here.exclude(uuid=uuid) if uuid else here
        if others.filter(name__iexact=name).exists():
            raise Refused("name", "name_taken")
        if uuid is not None:
            compare_and_set(actor, here.get(uuid=uuid), version, values, now=now, action="room_changed")
            return
        made = Room.objects.create(municipality_id=actor.municipality_id, **values)
        record(actor, "room_added", now=now, subject=made.uuid)
