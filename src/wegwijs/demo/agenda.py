"""The rooms of the invented city and a morning of appointments. No facts: what happened stays as it was told."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from wegwijs.accounts.actor import actor_from, hats, system_actor
from wegwijs.accounts.middleware import AMSTERDAM
from wegwijs.accounts.roles import Role
from wegwijs.demo.city import City
from wegwijs.dossier import queries as dossier
from wegwijs.planning import actions
from wegwijs.planning.rooms import RoomRow, rooms, save_room
from wegwijs.planning.wanted import Refused, Wanted

ROOMS = ("Kamer 1.04", "Kamer 1.06", "Spreekkamer loket")
# Days from now, how, and with which interpreter. Each team has an hour of its own in the rooms.
PLANNED = ((0, "physical", "professional"), (0, "phone", "none"), (3, "physical", "professional"))
FIRST, AFTER = 9, 16  # o'clock
PEOPLE = 3  # of each team


def plan_days(city: City, now: datetime) -> None:
    """Three conversations for the first professionals of each team; the days are the same for all."""
    system = system_actor(city.municipality.pk, city.municipality.name, now.date())
    for name in ROOMS:
        save_room(system, None, 0, name, "", in_use=True, now=now)
    here = rooms(system)
    for hour, staff in enumerate(city.staff.values(), start=FIRST):
        for order, (user_id, _role) in enumerate(staff[:PEOPLE]):
            _plan(city, user_id, here[order], min(hour, AFTER - 1), now)


def _plan(city: City, user_id: int, room: RoomRow, hour: int, now: datetime) -> None:
    actor = actor_from(hats(user_id, now.date()), city.municipality.pk, None, now.date())
    if actor is None or actor.role == Role.QUALITY_OFFICER:
        return
    chosen = dossier.ListFilter(whose="mine", step="progress_conversation")
    rows = dossier.case_list(actor, chosen, size=len(PLANNED), counted=False).rows
    for row, (days, mode, interpreter) in zip(rows, PLANNED, strict=False):
        case = dossier.case(actor, row.uuid, on=actor.today)
        if case is None:
            continue
        starts = datetime.combine(
            actor.today + timedelta(days=days), time(hour if mode == "physical" else AFTER), AMSTERDAM
        )
        wanted = Wanted(
            "progress", mode, starts, starts + timedelta(hours=1), user_id, case.person.mother_tongue, interpreter,
            room.uuid if mode == "physical" else None,
        )  # fmt: skip
        try:
            actions.plan(actor, case, wanted, tell=None, now=now, request_id=_uuid(city, f"{user_id}/{days}/{mode}"))
        except Refused:  # somebody who must be met in another way
            continue


def _uuid(city: City, name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"wegwijs-demo/{city.municipality.code}/agenda/{name}")
