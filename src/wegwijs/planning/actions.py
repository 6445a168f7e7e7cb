"""Planning, moving and calling off an appointment; and how it went, which follows from what was recorded.

How this person is met (`support.meeting`) is kept to here, so that no page can forget it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from wegwijs.accounts.actor import Actor, actor_from, hats
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import compare_and_set
from wegwijs.accounts.scope import scope
from wegwijs.accounts.staff import address_of, colleagues
from wegwijs.dossier import restriction
from wegwijs.dossier.queries import Case, case_ref
from wegwijs.planning import queries
from wegwijs.planning.models import Appointment, Room
from wegwijs.planning.wanted import OUTCOMES, Refused, Wanted, check
from wegwijs.support.queries import meeting_measures
from wegwijs.voice import messaging, posting


@dataclass(frozen=True, slots=True)
class Tell:
    """Tell the person, in a language: day, time and place only. `way` None: with a letter."""

    language: str
    way: messaging.Way | None


def plan(actor: Actor, case: Case, wanted: Wanted, *, tell: Tell | None, now: datetime, request_id: UUID) -> UUID:
    """A new appointment; the same form twice is one. Raises `Refused`, `voice.Refused`, `PermissionDenied`."""
    values = _checked(actor, case, wanted)
    with transaction.atomic():
        row, made = _make(actor, case, values, request_id, now)
        if made:
            record(actor, "appointment_planned", now=now, subject=row.uuid, trajectory_id=case.id)
            _tell(actor, case, row, "text", tell, now)
    return row.uuid


def move(
    actor: Actor, case: Case, appointment: UUID, version: int, wanted: Wanted, *, tell: Tell | None, now: datetime,
    request_id: UUID,
) -> UUID:  # fmt: skip
    """Another day, time, place or person: a new appointment in the place of this one, which stays to be read.

    Raises `Refused` (``not_planned``: it is not to come any more), `Conflict`, and as `plan` does.
    """
    values = _checked(actor, case, wanted)
    with transaction.atomic():
        old = _to_change(actor, case.id, appointment)
        if old.state == "moved" and Appointment.objects.filter(uuid=request_id, moved_from=old).exists():
            return request_id
        _must_be_planned(old)
        compare_and_set(
            actor, old, version, {"state": "moved"}, now=now, action="appointment_moved", trajectory_id=case.id
        )
        row, _made = _make(actor, case, {**values, "moved_from": old}, request_id, now)
        record(actor, "appointment_planned", now=now, subject=row.uuid, trajectory_id=case.id)
        _tell(actor, case, row, "moved", tell, now)
    return row.uuid


def call_off(actor: Actor, case: Case, appointment: UUID, version: int, *, tell: Tell | None, now: datetime) -> None:
    """It does not take place, and no other came in its place yet. Raises as `move`."""
    _may_write(actor, case)
    with transaction.atomic():
        row = _to_change(actor, case.id, appointment)
        _must_be_planned(row)
        compare_and_set(
            actor, row, version, {"state": "called_off"}, now=now, action="appointment_called_off",
            trajectory_id=case.id,
        )  # fmt: skip
        _tell(actor, case, row, "off", tell, now)


def confirm_interpreter(actor: Actor, case: Case, appointment: UUID, version: int, *, now: datetime) -> None:
    """The interpreter said yes. Raises as `move`."""
    _may_write(actor, case)
    row = _to_change(actor, case.id, appointment)
    _must_be_planned(row)
    compare_and_set(
        actor, row, version, {"interpreter_confirmed_on": actor.today}, now=now,
        action="appointment_interpreter_confirmed", trajectory_id=case.id,
    )  # fmt: skip


def held_as(actor: Actor, case: Case, appointment: UUID, version: int, conversation: UUID, *, now: datetime) -> None:
    """It was held on another day: this conversation of the case was it. Raises `Refused`, `Conflict`."""
    _may_write(actor, case)
    if conversation not in {UUID(fact.id) for fact in queries.conversations(case) if fact.id}:
        raise Refused("conversation", "unknown")
    with transaction.atomic():
        row = _to_change(actor, case.id, appointment)
        _must_be_planned(row)
        if Appointment.objects.filter(trajectory_id=case.id, fact=conversation).exists():
            raise Refused("conversation", "taken")
        changes = {"state": "held", "fact": conversation}
        compare_and_set(actor, row, version, changes, now=now, action="appointment_held", trajectory_id=case.id)


def follow(actor: Actor, trajectory_id: int, told: Iterable[tuple[str, date, UUID]], *, now: datetime) -> None:
    """Facts (kind, day, name) that say how the appointment of that day went. In the caller's transaction."""
    for kind, on, fact in told:
        of_case = Appointment.objects.filter(trajectory_id=trajectory_id)
        if kind not in OUTCOMES or of_case.filter(fact=fact).exists():
            continue
        waiting = of_case.filter(state="planned").order_by("starts_at")
        row = next((one for one in waiting if timezone.localdate(one.starts_at) == on), None)
        if row is not None:
            _settle(actor, row, OUTCOMES[kind], fact, now)


def follow_withdrawal(actor: Actor, trajectory_id: int, fact: UUID, *, now: datetime) -> None:
    """What said how it went was taken back: it waits again. In the caller's transaction."""
    for row in Appointment.objects.filter(trajectory_id=trajectory_id, fact=fact):
        _settle(actor, row, "planned", None, now)


def _settle(actor: Actor, row: Appointment, state: str, fact: UUID | None, now: datetime) -> None:
    compare_and_set(
        actor, row, row.version, {"state": state, "fact": fact}, now=now, action=f"appointment_{state}",
        trajectory_id=row.trajectory_id,
    )  # fmt: skip


def _may_write(actor: Actor, case: Case) -> None:
    if not actor.may("case.write"):
        raise PermissionDenied
    restriction.refuse_change(actor, [case.id])


def _checked(actor: Actor, case: Case, wanted: Wanted) -> dict[str, Any]:
    """The columns; raises when this may not be, or not like this."""
    _may_write(actor, case)
    check(wanted, meeting_measures(actor, case.id), actor.today)
    near = who(actor, case)
    for field, user in (("user", wanted.user_id), ("second", wanted.second_id)):
        if user is not None and user not in near:
            raise Refused(field, "unknown")
        if user is not None and user != actor.user_id and not _reaches(actor, user, case):
            raise Refused(field, "no_reach")
    room = None
    if wanted.mode == "physical" and wanted.room is not None:
        here = Room.objects.filter(municipality_id=actor.municipality_id, uuid=wanted.room)
        room = here.first()
        if room is None:
            raise Refused("room", "unknown")
    return {
        "kind": wanted.kind, "mode": wanted.mode, "room": room, "starts_at": wanted.starts_at,
        "ends_at": wanted.ends_at, "user_id": wanted.user_id, "second_id": wanted.second_id,
        "language": wanted.language, "interpreter": wanted.interpreter,
    }  # fmt: skip


def who(actor: Actor, case: Case) -> dict[int, str]:
    """Who could meet this person: oneself, whoever is responsible, and the colleagues near. One query."""
    found = {actor.user_id: actor.name} if actor.user_id else {}
    if case.responsible is not None and case.responsible.user_id:
        found[case.responsible.user_id] = case.responsible.name
    return {**found, **{one.user_id: one.name for one in colleagues(actor) if one.user_id not in found}}


def _reaches(actor: Actor, user_id: int, case: Case) -> bool:
    """Does this colleague see the case, in one of the roles? Otherwise it would stand on nobody's *Vandaag*."""
    worn = hats(user_id, actor.today)
    seen = (actor_from(worn, actor.municipality_id, one.role, actor.today) for one in worn)
    return any(case_ref(one, case.uuid) is not None for one in seen if one is not None)


def _make(actor: Actor, case: Case, values: dict[str, Any], uuid: UUID, now: datetime) -> tuple[Appointment, bool]:
    row, made = Appointment.objects.get_or_create(
        uuid=uuid,
        defaults={
            **values, "municipality_id": actor.municipality_id, "trajectory_id": case.id,
            "planned_by_id": actor.user_id, "planned_at": now,
        },
    )  # fmt: skip
    if actor.role is not None and not scope(actor, Appointment.objects.filter(pk=row.pk)).exists():
        raise PermissionDenied
    return row, made


def _to_change(actor: Actor, trajectory_id: int, appointment: UUID) -> Appointment:
    rows = scope(actor, Appointment.objects.filter(uuid=appointment, trajectory_id=trajectory_id))
    row = rows.select_for_update(of=("self",)).select_related("room").first()
    if row is None:
        raise PermissionDenied
    return row


def _must_be_planned(row: Appointment) -> None:
    if row.state != "planned":
        raise Refused("state", "not_planned")


def _tell(actor: Actor, case: Case, row: Appointment, what: str, tell: Tell | None, now: datetime) -> None:
    if tell is None:
        return
    said, name = told(actor, row, what), uuid5(row.uuid, what)
    if tell.way is None:
        posting.write(actor, case, said, tell.language, now=now, request_id=name)
    else:
        messaging.send(actor, case, tell.way, said, tell.language, agreed=False, now=now, request_id=name)


def told(actor: Actor, row: Appointment, what: str) -> messaging.Appointment:
    """What the person is told: day, time and place."""
    at = timezone.localtime(row.starts_at)
    place = ""
    if row.mode == "physical":
        address = (row.room.address if row.room else "") or address_of(actor.municipality_id)
        place = ", ".join(each for each in (address, row.room.name if row.room else "") if each)
    return messaging.Appointment(what, at.date(), f"{at:%H:%M}", place, row.mode)
