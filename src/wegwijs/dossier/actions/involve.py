"""Who has to do with a case: assign, share, transfer, involve a provider, break the glass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import log_access, record
from wegwijs.accounts.models import AuditEntry, Membership, Organisation, Team, User
from wegwijs.dossier.actions.append import NewFact, append_one
from wegwijs.dossier.models import Involvement, Trajectory

ANYBODY = 0  # no user has this key: whoever had the case


class CannotInvolve(ValueError):
    """The choice does not fit this municipality or this day; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class ChangedSince(Exception):
    """Somebody gave the case to another professional since it was shown: who did, when, and who has it now."""

    by: str
    at: datetime | None
    has_it: str
    user_id: int | None


def assign(actor: Actor, trajectory_id: int, user_id: int, *, now: datetime, had: int | None = ANYBODY) -> int:
    """Make one professional responsible from the actor's day; who was responsible until then stops the day before.

    `had`: who was responsible when the actor chose (None: nobody). Returns the key of the involvement. Raises
    `ChangedSince`, `CannotInvolve`.
    """
    today = actor.today
    member = membership(actor.municipality_id, user_id, today)
    with transaction.atomic():
        lock(actor, trajectory_id)
        _refuse_changed(trajectory_id, had, today)
        end(running(trajectory_id, today).filter(purpose="responsible"), today)
        made = Involvement.objects.create(
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
            move_to_team(actor, trajectory_id, member.team_id, today)
        team = member.team.name if member.team else ""
        append_one(actor, NewFact(trajectory_id, "case_assigned", today, {"role": member.role, "team": team}), now=now)
        record(actor, "case_assigned", now=now, trajectory_id=trajectory_id, detail={"user": user_id})
    return made.pk


def transfer(actor: Actor, trajectory_id: int, team_id: int, *, now: datetime, had: int | None = ANYBODY) -> None:
    """Hand the case over to another team; it waits there for a professional. Raises as `assign` does."""
    today = actor.today
    team = Team.objects.filter(pk=team_id, municipality_id=actor.municipality_id).first()
    if team is None:
        raise CannotInvolve("unknown_team")
    with transaction.atomic():
        lock(actor, trajectory_id)
        _refuse_changed(trajectory_id, had, today)
        end(running(trajectory_id, today).filter(purpose="responsible"), today)
        move_to_team(actor, trajectory_id, team_id, today)
        append_one(actor, NewFact(trajectory_id, "case_transferred", today, {"team": team.name}), now=now)
        record(actor, "case_transferred", now=now, trajectory_id=trajectory_id, detail={"team": team_id})


def _refuse_changed(trajectory_id: int, had: int | None, today: date) -> None:
    if had == ANYBODY:
        return
    standing = (
        running(trajectory_id, today).filter(purpose="responsible").select_related("user").order_by("-pk").first()
    )
    has_it = standing.user_id if standing else None
    if has_it == had:
        return
    by, at = last_hand(trajectory_id)
    raise ChangedSince(by, at, standing.user.name if standing and standing.user else "", has_it)


def last_hand(trajectory_id: int) -> tuple[str, datetime | None]:
    """Who last gave this case to somebody, and when."""
    told = AuditEntry.objects.filter(trajectory_ref=trajectory_id, action__in=("case_assigned", "case_transferred"))
    last = told.order_by("-pk").values_list("user_id", "at").first()
    if last is None:
        return "", None
    return User.objects.filter(pk=last[0] or 0).values_list("name", flat=True).first() or "", last[1]


def share(actor: Actor, trajectory_id: int, user_id: int, *, now: datetime, until: date | None = None) -> None:
    """Let a colleague work along on the case, until a day or until it is ended."""
    member = membership(actor.municipality_id, user_id, actor.today)
    with transaction.atomic():
        lock(actor, trajectory_id)
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
        lock(actor, trajectory_id)
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
        lock(actor, trajectory_id)
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


def lock(actor: Actor, trajectory_id: int) -> None:
    """One at a time on this case, until the transaction ends."""
    locked = Trajectory.objects.select_for_update().filter(pk=trajectory_id, municipality_id=actor.municipality_id)
    if not locked.values_list("pk").first():
        raise CannotInvolve("unknown_case")


def membership(municipality_id: int, user_id: int, today: date) -> Membership:
    """In which role and team somebody works here today. Raises `CannotInvolve`."""
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


def running(trajectory_id: int, today: date) -> QuerySet[Involvement]:
    """Who has to do with the case today or later."""
    return Involvement.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), trajectory_id=trajectory_id)


def end(involvements: QuerySet[Involvement], today: date) -> None:
    """Stop the day before; what began today never was in force."""
    involvements.filter(starts_on__gte=today).delete()
    involvements.update(ends_on=today - timedelta(days=1))


def move_to_team(actor: Actor, trajectory_id: int, team_id: int, today: date) -> None:
    """The case is with this team from today; nothing when it is already."""
    team = Team.objects.get(pk=team_id)
    held = running(trajectory_id, today).filter(purpose="team")
    if held.filter(team_id=team_id).exists():
        return
    end(held, today)
    Involvement.objects.create(
        municipality_id=actor.municipality_id,
        trajectory_id=trajectory_id,
        team_id=team_id,
        department_id=team.department_id,
        role="team",
        purpose="team",
        starts_on=today,
    )
