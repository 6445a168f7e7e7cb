"""Who works where: the colleagues to whom a case may go, and how to reach the municipality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import Membership, Municipality, Team
from wegwijs.accounts.roles import CASE_WORKERS, PERMISSIONS, Role

NOBODY = 0  # no row has this key; None would mean "rows without one"


@dataclass(frozen=True, slots=True)
class Colleague:
    """A professional who can be responsible for a case. One row per person, with the first of the teams."""

    user_id: int
    name: str
    role: Role
    team: str


def colleagues(actor: Actor) -> tuple[Colleague, ...]:
    """Case workers of the actor's teams, or of the department for who works for all of it; by name. One query."""
    return _once(_near(actor))


def colleague_ids(actor: Actor) -> QuerySet[Membership, int]:
    """The user ids of `colleagues`, for a query to look in: a department may have hundreds."""
    return _near(actor).values_list("user_id", flat=True)


def _near(actor: Actor) -> QuerySet[Membership]:
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    found = Membership.objects.filter(
        in_force,
        municipality_id=actor.municipality_id,
        role__in=sorted(CASE_WORKERS),
        starts_on__lte=actor.today,
        user__is_active=True,
    )
    if actor.role in {Role.QUALITY_OFFICER, Role.TEAM_MANAGER}:
        return found.filter(department_id=actor.department_id or NOBODY)
    if actor.role is not None:
        return found.filter(Q(team_id__in=sorted(actor.team_ids)) | Q(user_id=actor.user_id or NOBODY))
    return found


def case_workers(actor: Actor) -> tuple[Colleague, ...]:
    """Everybody of the municipality with whom a case may be shared, whatever the team; by name. One query."""
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    found = Membership.objects.filter(
        in_force,
        municipality_id=actor.municipality_id,
        role__in=sorted({*CASE_WORKERS, Role.EMPLOYMENT_ADVISER, Role.QUALITY_OFFICER}),
        starts_on__lte=actor.today,
        user__is_active=True,
    )
    return _once(found.exclude(user_id=actor.user_id or NOBODY))


def _once(found: QuerySet[Membership]) -> tuple[Colleague, ...]:
    """One row per person, by name. Plain values: a department may have hundreds."""
    people: dict[int, Colleague] = {}
    rows = found.order_by("user__name", "id").values_list("user_id", "user__name", "role", "team__name")
    for user_id, name, role, team in rows:
        people.setdefault(user_id, Colleague(user_id, name, Role(role), team or ""))
    return tuple(people.values())


def teams(municipality_id: int) -> list[tuple[int, str]]:
    """(id, "department · team") of every team of the municipality. One query."""
    rows = Team.objects.filter(municipality_id=municipality_id).order_by("department__name", "name")
    return [
        (pk, f"{department} · {name}") for pk, department, name in rows.values_list("pk", "department__name", "name")
    ]


def teams_of_at_least(municipality_id: int, few: int, on: date) -> list[str]:
    """Names of teams in which at least so many people work; figures of smaller ones would be of persons. One query."""
    in_force = Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=on)
    found = Team.objects.filter(in_force, municipality_id=municipality_id).annotate(
        people=Count("memberships__user", distinct=True)
    )
    return list(found.filter(people__gte=few).order_by("name").values_list("name", flat=True).distinct())


def municipality_ids() -> list[int]:
    """Every municipality that works here. One query."""
    return list(Municipality.objects.order_by("pk").values_list("pk", flat=True))


def who_may(actor: Actor, permission: str) -> list[tuple[int, str]]:
    """(user id, name) of who carries a permission in the actor's department, or in the municipality without one."""
    roles = sorted(role for role, may in PERMISSIONS.items() if permission in may)
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    found = Membership.objects.filter(
        in_force,
        municipality_id=actor.municipality_id,
        role__in=roles,
        starts_on__lte=actor.today,
        user__is_active=True,
    )
    if actor.department_id is not None:
        found = found.filter(department_id=actor.department_id or NOBODY)
    return list(found.values_list("user_id", "user__name").distinct().order_by("user__name"))


def phone_of(municipality_id: int) -> str:
    """The number on which the municipality answers questions about integration; may be empty."""
    return Municipality.objects.values_list("phone", flat=True).get(pk=municipality_id)


def address_of(municipality_id: int) -> str:
    """Where people are received; may be empty."""
    return Municipality.objects.values_list("address", flat=True).get(pk=municipality_id)


def code_of(municipality_id: int) -> str:
    """The code by which facts name this municipality."""
    return Municipality.objects.values_list("code", flat=True).get(pk=municipality_id)


def municipality_names() -> dict[str, str]:
    """Code → name of the municipalities that work here. One query."""
    return dict(Municipality.objects.values_list("code", "name"))
