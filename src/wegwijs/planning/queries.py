"""Appointments as pages read them, through accounts.scope; and what they would clash with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.scope import scope
from wegwijs.dossier.queries import Case
from wegwijs.planning.models import Appointment
from wegwijs.planning.wanted import OUTCOMES, Wanted

MOST = 30  # on *Vandaag*; more than a day holds
AHEAD = timedelta(days=14)  # how far ahead *Vandaag* asks after an interpreter


@dataclass(frozen=True, slots=True)
class Planned:
    """One appointment. `moved_to`: what came in its place. Moments are of Amsterdam."""

    uuid: UUID
    case_id: int
    case_uuid: UUID
    person: str
    kind: str
    mode: str
    room: str
    room_uuid: UUID | None
    starts_at: datetime
    ends_at: datetime
    user_id: int
    by: str
    second_id: int | None
    second: str
    language: str
    interpreter: str
    confirmed_on: date | None
    state: str
    moved_from: UUID | None
    planned_by: str
    planned_at: datetime
    fact: UUID | None
    version: int

    @property
    def on(self) -> date:
        """Its day."""
        return self.starts_at.date()

    @property
    def waits_for_interpreter(self) -> bool:
        """Is there no word yet of the interpreter?"""
        return self.state == "planned" and self.interpreter == "professional" and self.confirmed_on is None


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody (`code` person) or a room that is taken then; for whom or what is not said."""

    code: str
    name: str
    starts_at: datetime
    ends_at: datetime


def rows(actor: Actor) -> QuerySet[Appointment]:
    """Of all cases."""
    return scope(actor, Appointment.objects.all())


def of_case(actor: Actor, trajectory_id: int) -> tuple[Planned, ...]:
    """All of a case, the last day first. One query."""
    of_this = rows(actor).filter(trajectory_id=trajectory_id)
    return tuple(_planned(row) for row in _whole(of_this).order_by("-starts_at", "-pk"))


def conversations(case: Case) -> tuple[law.Fact, ...]:
    """Those that were held, in order of day."""
    return tuple(fact for fact in law.in_force(case.facts, case.on) if OUTCOMES.get(fact.kind) == "held")


def held_instead(case: Case, planned: Planned, everything: Sequence[Planned]) -> law.Fact | None:
    """A conversation that belongs to no appointment, of a day after that on which this one was planned.

    Not of that day itself: most are planned at the end of a conversation.
    """
    taken = {str(one.fact) for one in everything if one.fact}
    planned_on = timezone.localdate(planned.planned_at)
    found = [fact for fact in conversations(case) if fact.on > planned_on and fact.id and fact.id not in taken]
    return min(found, key=lambda fact: abs(fact.on - planned.on), default=None)


def due(actor: Actor, trajectory_id: int) -> Planned | None:
    """The first of a case that is today or was before, without word how it went. One query."""
    rows = scope(actor, Appointment.objects.filter(trajectory_id=trajectory_id, state="planned"))
    row = _whole(rows.filter(starts_at__lt=_start_of(actor.today + timedelta(days=1)))).order_by("starts_at").first()
    return _planned(row) if row is not None else None


def mine_rows(actor: Actor) -> QuerySet[Appointment]:
    """Of today, of before without word how it went, and those to come soon whose interpreter is not sure."""
    tomorrow = _start_of(actor.today + timedelta(days=1))
    unsure = Q(interpreter="professional", interpreter_confirmed_on=None, starts_at__lt=tomorrow + AHEAD)
    mine = Q(user_id=actor.user_id) | Q(second_id=actor.user_id)
    rows = Appointment.objects.filter(
        mine, Q(starts_at__lt=tomorrow) | unsure, municipality_id=actor.municipality_id, state="planned"
    )
    return scope(actor, rows)


def mine(actor: Actor) -> tuple[Planned, ...]:
    """`mine_rows`, in order of time. One query."""
    return tuple(_planned(row) for row in _whole(mine_rows(actor)).order_by("starts_at", "pk")[:MOST])


def clashes(actor: Actor, wanted: Wanted, *, besides: UUID | None = None) -> tuple[Clash, ...]:
    """Who or which room is taken at that time. One query, over the municipality: no case or person is told."""
    people = [one for one in (wanted.user_id, wanted.second_id) if one is not None]
    taken = Q(user_id__in=people) | Q(second_id__in=people)
    if wanted.room is not None and wanted.mode == "physical":
        taken |= Q(room__uuid=wanted.room)
    rows = Appointment.objects.filter(
        taken, municipality_id=actor.municipality_id, state="planned",
        starts_at__lt=wanted.ends_at, ends_at__gt=wanted.starts_at,
    )  # fmt: skip
    found: list[Clash] = []
    for row in (
        (rows.exclude(uuid=besides) if besides else rows)
        .select_related("user", "second", "room")
        .order_by("starts_at", "pk")
    ):
        span = (timezone.localtime(row.starts_at), timezone.localtime(row.ends_at))
        busy = [one for one in (row.user, row.second) if one is not None and one.pk in people]
        found += [Clash("person", one.name, *span) for one in busy]
        if row.room is not None and row.room.uuid == wanted.room and wanted.mode == "physical":
            found.append(Clash("room", row.room.name, *span))
    return tuple(found)


def as_wanted(one: Planned) -> Wanted:
    """An appointment as it stands, to ask the same of again."""
    return Wanted(
        one.kind, one.mode, one.starts_at, one.ends_at, one.user_id, one.language, one.interpreter, one.room_uuid,
        one.second_id,
    )  # fmt: skip


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _whole(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return rows.select_related("user", "second", "room", "planned_by", "moved_from", "trajectory__snapshot")


def _planned(row: Appointment) -> Planned:
    return Planned(
        uuid=row.uuid, case_id=row.trajectory_id, case_uuid=row.trajectory.uuid,
        person=row.trajectory.snapshot.display_name, kind=row.kind, mode=row.mode,
        room=row.room.name if row.room else "", room_uuid=row.room.uuid if row.room else None,
        starts_at=timezone.localtime(row.starts_at), ends_at=timezone.localtime(row.ends_at), user_id=row.user_id,
        by=row.user.name, second_id=row.second_id, second=row.second.name if row.second else "",
        language=row.language, interpreter=row.interpreter, confirmed_on=row.interpreter_confirmed_on,
        state=row.state, moved_from=row.moved_from.uuid if row.moved_from else None,
        planned_by=row.planned_by.name if row.planned_by else "", planned_at=row.planned_at, fact=row.fact,
        version=row.version,
    )  # fmt: skip
