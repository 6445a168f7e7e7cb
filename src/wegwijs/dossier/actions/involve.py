"""Who has to do with a case: assign, share, transfer, involve a provider, break the glass."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import log_access, record
from wegwijs.accounts.models import Membership, Organisation, Team
from wegwijs.dossier.actions.append import NewFact, append_one
from wegwijs.dossier.models import Involvement, Trajectory


class CannotInvolve(ValueError):
    """The choice does not fit this municipality or this day; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def assign(actor: Actor, trajectory_id: int, user_id: int, *, now: datetime) -> None:
    """Make one professional responsible from the actor's day; who was responsible until then stops the day before."""
    today = actor.today
    member = _membership(actor.municipality_id, user_id, today)
    with transaction.atomic():
        _lock(actor, trajectory_id)
        _end(_running(trajectory_id, today).filter(purpose="responsible"), today)
        Involvement.objects.create(
            municipality_id=actor.municipality_id,
            trajectory_id=trajectory_id,
            user_id=user_id,
            team_id=None,
            department_id=member.department_id,
            role=member.role,
            purpose="responsible",
            starts_on=today,
        )
        if member.team_id is not None:
            _move_to_team(actor, trajectory_id, member.team_id, today)
        team = member.team.name if member.team else ""
        append_one(actor, NewFact(trajectory_id, "case_assigned", today, {"role": member.role, "team": team}), now=now)
        record(actor, "case_assigned", now=now, trajectory_id=trajectory_id, detail={"user": user_id})


def transfer(actor: Actor, trajectory_id: int, team_id: int, *, now: datetime) -> None:
    """Hand the case over to another team; it waits there for a professional."""
    today = actor.today
    team = Team.objects.filter(pk=team_id, municipality_id=actor.municipality_id).first()
    if team is None:
        raise CannotInvolve("unknown_team")
    with transaction.atomic():
        _lock(actor, trajectory_id)
        _end(_running(trajectory_id, today).filter(purpose="responsible"), today)
        _move_to_team(actor, trajectory_id, team_id, today)
        append_one(actor, NewFact(trajectory_id, "case_transferred", today, {"team": team.name}), now=now)


def share(actor: Actor, trajectory_id: int, user_id: int, *, now: datetime, until: date | None = None) -> None:
    """Let a colleague work along on the case, until a day or until it is ended."""
    member = _membership(actor.municipality_id, user_id, actor.today)
    with transaction.atomic():
        _lock(actor, trajectory_id)
        Involvement.objects.create(
            municipality_id=actor.municipality_id,
            trajectory_id=trajectory_id,
            user_id=user_id,
            department_id=member.department_id,
            role=member.role,
            purpose="shared",
            starts_on=actor.today,
            ends_on=until,
        )
        record(actor, "case_shared", now=now, trajectory_id=trajectory_id, detail={"user": user_id})


def involve_provider(
    actor: Actor, trajectory_id: int, organisation_id: int, task: str, *, now: datetime, user_id: int | None = None
) -> None:
    """Let a contracted organisation see its participant, for one task; with `user_id` one of its people."""
    organisation = Organisation.objects.filter(pk=organisation_id, contracts__municipality_id=actor.municipality_id)
    if not organisation.exists():
        raise CannotInvolve("no_contract")
    with transaction.atomic():
        _lock(actor, trajectory_id)
        Involvement.objects.create(
            municipality_id=actor.municipality_id,
            trajectory_id=trajectory_id,
            user_id=user_id,
            organisation_id=organisation_id,
            role=task,
            purpose="provider",
            starts_on=actor.today,
        )
        record(
            actor,
            "provider_involved",
            now=now,
            trajectory_id=trajectory_id,
            detail={"organisation": organisation_id, "task": task},
        )


def break_glass(actor: Actor, trajectory_id: int, reason: str, *, now: datetime) -> None:
    """Open one case to this user for this day, with a reason that the privacy officer reads."""
    if len(reason.strip()) < 10:
        raise CannotInvolve("reason_too_short")
    log_access(actor, "break_glass", now=now, trajectory_id=trajectory_id, reason=reason.strip()[:300])
    with transaction.atomic():
        _lock(actor, trajectory_id)
        Involvement.objects.create(
            municipality_id=actor.municipality_id,
            trajectory_id=trajectory_id,
            user_id=actor.user_id,
            role=actor.role or "",
            purpose="break_glass",
            starts_on=actor.today,
            ends_on=actor.today,
        )
        record(actor, "glass_broken", now=now, trajectory_id=trajectory_id)


def _lock(actor: Actor, trajectory_id: int) -> None:
    locked = Trajectory.objects.select_for_update().filter(pk=trajectory_id, municipality_id=actor.municipality_id)
    if not locked.values_list("pk").first():
        raise CannotInvolve("unknown_case")


def _membership(municipality_id: int, user_id: int, today: date) -> Membership:
    in_force = Q(ends_on=None) | Q(ends_on__gte=today)
    found = (
        Membership.objects.filter(
            in_force,
            user_id=user_id,
            user__is_active=True,
            municipality_id=municipality_id,
            starts_on__lte=today,
            organisation=None,
        )
        .select_related("team")
        .order_by("id")
    )
    member = found.first()
    if member is None:
        raise CannotInvolve("unknown_colleague")
    return member


def _running(trajectory_id: int, today: date) -> QuerySet[Involvement]:
    return Involvement.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), trajectory_id=trajectory_id)


def _end(involvements: QuerySet[Involvement], today: date) -> None:
    """Stop the day before; what began today never was in force."""
    involvements.filter(starts_on__gte=today).delete()
    involvements.update(ends_on=today - timedelta(days=1))


def _move_to_team(actor: Actor, trajectory_id: int, team_id: int, today: date) -> None:
    team = Team.objects.get(pk=team_id)
    held = _running(trajectory_id, today).filter(purpose="team")
    if held.filter(team_id=team_id).exists():
        return
    _end(held, today)
    Involvement.objects.create(
        municipality_id=actor.municipality_id,
        trajectory_id=trajectory_id,
        team_id=team_id,
        department_id=team.department_id,
        role="team",
        purpose="team",
        starts_on=today,
    )
