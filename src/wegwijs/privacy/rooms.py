"""The rooms that hold data of a person, in the order in which they let go of it: the record itself last."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from wegwijs.accounts import person_data as accounts
from wegwijs.accounts.person_data import Claims, Item
from wegwijs.dossier import person_data as dossier
from wegwijs.exchange import person_data as exchange
from wegwijs.intake import person_data as intake
from wegwijs.letters import person_data as letters
from wegwijs.outbox import person_data as outbox
from wegwijs.planning import person_data as planning
from wegwijs.plans import person_data as plans
from wegwijs.privacy import person_data as privacy
from wegwijs.support import person_data as support
from wegwijs.voice import person_data as voice

ROOMS = (privacy, exchange, intake, plans, planning, support, voice, letters, outbox, dossier)
ALL_CLAIMS: Mapping[str, Claims] = {room.__name__: room.CLAIMS for room in (*ROOMS, accounts)}


def copy_of(trajectory_id: int) -> list[Item]:
    """Everything that all rooms hold of one case, the person first."""
    return [item for room in (*reversed(ROOMS), accounts) for item in room.copy_of(trajectory_id)]


def destroy(trajectory_id: int) -> dict[str, int]:
    """Let every room destroy what it holds; how many rows went, per table. In the caller's transaction."""
    names: list[UUID] = [name for room in ROOMS for name in room.identities([trajectory_id])]
    counted = accounts.destroy([trajectory_id], names)
    for room in ROOMS:
        for table, count in room.destroy([trajectory_id]).items():
            counted[table] = counted.get(table, 0) + count
    return {table: count for table, count in sorted(counted.items()) if count}
