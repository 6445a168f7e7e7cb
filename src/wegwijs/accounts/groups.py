"""Groups of the municipality's own sign-in → memberships. What a person may do follows the groups, at each sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Department, Membership, Municipality, Team, User
from wegwijs.accounts.roles import Role

SOURCE = "oidc"


class BadMapping(ValueError):
    """A line of WEGWIJS_OIDC_GROUPS that cannot be read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is in `group` has `role` in the municipality with `code`; `place` is a team or a department, by name."""

    group: str
    code: str
    role: Role
    place: str = ""


def read_rules(lines: Iterable[str]) -> tuple[Rule, ...]:
    """Lines "group=municipality-code:role[:team or department]"; raises `BadMapping` with the line."""
    rules = []
    for line in lines:
        group, found, target = line.rpartition("=")
        parts = target.split(":", 2)
        if not found or len(parts) < 2 or parts[1] not in Role.values:
            raise BadMapping(line)
        rules.append(
            Rule(group.strip(), parts[0].strip(), Role(parts[1].strip()), parts[2].strip() if parts[2:] else "")
        )
    return tuple(rules)


def matching(rules: Iterable[Rule], groups: Iterable[str]) -> tuple[Rule, ...]:
    """The rules whose group this person is in."""
    mine = set(groups)
    return tuple(rule for rule in rules if rule.group in mine)


def follow(user: User, rules: Iterable[Rule], *, today: date, now: datetime) -> int:
    """Make the memberships from the groups what `rules` say; how many are in force afterwards.

    A role that is no longer there stops at once: its last day is yesterday. Memberships given by hand stay.
    """
    wanted = {key for rule in rules if (key := _target(rule)) is not None}
    with transaction.atomic():
        in_force = Membership.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=today), user=user, source=SOURCE, starts_on__lte=today
        )
        have = {(m.municipality_id, m.role, m.department_id, m.team_id): m for m in in_force}
        for key, member in have.items():
            if key not in wanted:
                Membership.objects.filter(pk=member.pk).update(ends_on=today - timedelta(days=1))
                _audit(user, key, "membership_ended", today, now)
        for key in wanted - have.keys():
            municipality, role, department, team = key
            Membership.objects.create(
                user=user, municipality_id=municipality, role=role, department_id=department, team_id=team,
                starts_on=today, source=SOURCE,
            )  # fmt: skip
            _audit(user, key, "membership_started", today, now)
    return len(wanted)


Key = tuple[int, str, int | None, int | None]


def _target(rule: Rule) -> Key | None:
    """Ids of municipality, department and team; None when a name is not known: a typing error gives nothing."""
    municipality = Municipality.objects.filter(code=rule.code).values_list("pk", flat=True).first()
    if municipality is None:
        return None
    if not rule.place:
        return municipality, rule.role.value, None, None
    team = Team.objects.filter(municipality_id=municipality, name=rule.place).first()
    if team is not None:
        return municipality, rule.role.value, team.department_id, team.pk
    department = Department.objects.filter(municipality_id=municipality, name=rule.place).first()
    return (municipality, rule.role.value, department.pk, None) if department is not None else None


def _audit(user: User, key: Key, action: str, today: date, now: datetime) -> None:
    municipality = Municipality.objects.get(pk=key[0])
    detail = {"role": key[1], "source": SOURCE}
    record(system_actor(municipality.pk, municipality.name, today), action, now=now, subject=user.uuid, detail=detail)
