"""Departments, teams and providers of a municipality: what an administrator keeps, each row compare-and-set.

Nothing is removed: a provider's contract ends on a day, a department or team keeps its name in what was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Count, Q

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Contract, Department, Municipality, Organisation, Team
from wegwijs.accounts.rows import compare_and_set

# Who comes new to a department: a group of the law, or the young of every group. TASKS: what a provider is bought for.
RECEIVED = ("asylum", "family", "other", "youth")
TASKS = ("language", "participation", "pvt", "map", "guidance", "relief", "introduction")


class Refused(Exception):
    """`code`: name_taken (there is one with that name), received_elsewhere (`detail` names the department)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team; `people` work in it today. New people of the department come to the one that `receives_new`."""

    uuid: UUID
    name: str
    receives_new: bool
    people: int
    version: int


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department with its teams, by name."""

    uuid: UUID
    name: str
    receives: tuple[str, ...]
    teams: tuple[TeamRow, ...]
    version: int

    @property
    def stuck(self) -> bool:
        """New people are sent here and no team takes them."""
        return bool(self.receives) and not any(team.receives_new for team in self.teams)


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """What a provider does for the municipality, and until when."""

    uuid: UUID  # of the contract
    name: str
    tasks: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    version: int


def departments(actor: Actor) -> tuple[DepartmentRow, ...]:
    """All of the municipality, by name. Two queries."""
    in_force = Q(memberships__starts_on__lte=actor.today) & (
        Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=actor.today)
    )
    teams: dict[int, list[TeamRow]] = {}
    here = Team.objects.filter(municipality_id=actor.municipality_id)
    for team in here.annotate(people=Count("memberships", filter=in_force)).order_by("name", "id"):
        row = TeamRow(team.uuid, team.name, team.receives_new, team.people, team.version)
        teams.setdefault(team.department_id, []).append(row)
    return tuple(
        DepartmentRow(one.uuid, one.name, tuple(one.receives), tuple(teams.get(one.pk, ())), one.version)
        for one in Department.objects.filter(municipality_id=actor.municipality_id).order_by("name", "id")
    )


def providers(actor: Actor) -> tuple[ProviderRow, ...]:
    """Contracts of the municipality, those that ended last."""
    rows = Contract.objects.filter(municipality_id=actor.municipality_id).select_related("organisation")
    found = [
        ProviderRow(row.uuid, row.organisation.name, tuple(row.tasks), row.starts_on, row.ends_on, row.version)
        for row in rows.order_by("organisation__name", "starts_on")
    ]
    return tuple(sorted(found, key=lambda row: row.ends_on is not None and row.ends_on < actor.today))


def save_department(
    actor: Actor, uuid: UUID | None, version: int, name: str, receives: Sequence[str], *, now: datetime
) -> None:
    """Add (`uuid` None) or change. A group goes to one department. Raises `Refused`, `Conflict`."""
    with transaction.atomic():
        others = _others(Department, actor, uuid)
        if others.filter(name__iexact=name).exists():
            raise Refused("name_taken")
        for other, theirs in others.values_list("name", "receives"):
            if set(theirs) & set(receives):
                raise Refused("received_elsewhere", other)
        values = {"name": name, "receives": [one for one in RECEIVED if one in receives]}
        _save(actor, Department, uuid, version, values, "department", now)


def save_team(
    actor: Actor, uuid: UUID | None, version: int, name: str, department: UUID, *, receives_new: bool, now: datetime
) -> None:
    """Add or change. Of a department one team takes who is new: choosing this one relieves the other."""
    with transaction.atomic():
        home = Department.objects.get(uuid=department, municipality_id=actor.municipality_id)
        siblings = _others(Team, actor, uuid).filter(department=home)
        if siblings.filter(name__iexact=name).exists():
            raise Refused("name_taken")
        for other in siblings.filter(receives_new=True) if receives_new else ():
            compare_and_set(actor, other, other.version, {"receives_new": False}, now=now, action="team_changed")
        values = {"name": name, "department_id": home.pk, "receives_new": receives_new}
        _save(actor, Team, uuid, version, values, "team", now)


def save_provider(
    actor: Actor, uuid: UUID | None, version: int, name: str, values: Mapping[str, Any], *, now: datetime
) -> None:
    """Add or change a contract: `tasks`, `starts_on`, `ends_on`. A provider's name is fixed once it is there."""
    with transaction.atomic():
        if uuid is None:
            _lock(actor)
            organisation = Organisation.objects.filter(name__iexact=name).first()
            if organisation is None:  # somebody of another municipality may add it at this very moment
                organisation, _ = Organisation.objects.get_or_create(name=name)
            last_day = values["ends_on"] or date.max
            running = Q(ends_on=None) | Q(ends_on__gte=values["starts_on"])
            mine = Contract.objects.filter(running, municipality_id=actor.municipality_id, organisation=organisation)
            if mine.filter(starts_on__lte=last_day).exists():
                raise Refused("name_taken")
            values = {**values, "organisation_id": organisation.pk}
        _save(actor, Contract, uuid, version, values, "provider", now)


def _lock(actor: Actor) -> None:
    """Two administrators at once are one after the other."""
    Municipality.objects.select_for_update().get(pk=actor.municipality_id)


def _others(model: type[Department | Team], actor: Actor, uuid: UUID | None) -> models.QuerySet[Any]:
    """The other rows of the municipality."""
    _lock(actor)
    found = model.objects.filter(municipality_id=actor.municipality_id)
    return found.exclude(uuid=uuid) if uuid else found


def _save(
    actor: Actor, model: type[Department | Team | Contract], uuid: UUID | None, version: int,
    values: Mapping[str, Any], what: str, now: datetime,
) -> None:  # fmt: skip
    if uuid is not None:
        row = model.objects.get(uuid=uuid, municipality_id=actor.municipality_id)
        compare_and_set(actor, row, version, values, now=now, action=f"{what}_changed")
        return
    made = model.objects.create(municipality_id=actor.municipality_id, **values)
    record(actor, f"{what}_added", now=now, subject=made.uuid)
