"""Who works with Wegwijs: accounts, roles, a link for a password, a new second step. For a functional administrator.

Nobody changes their own roles or account: that takes a colleague, so that an administrator does not become something
else alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Contract, Department, Membership, Team, User
from wegwijs.accounts.roles import CASE_WORKERS, PROVIDERS, Role

# Where somebody with this role works; roles that are not here work for the whole municipality.
PLACES: dict[Role, str] = {
    **dict.fromkeys(CASE_WORKERS, "team"),
    **dict.fromkeys((Role.QUALITY_OFFICER, Role.TEAM_MANAGER), "department"),
    **dict.fromkeys(PROVIDERS, "organisation"),
}


class Refused(Exception):
    """`code`: self (one's own account), place (the role needs another kind of place)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role of a person here; `place` is team, department or organisation."""

    id: int
    role: str | Promise
    place: str
    by_groups: bool


@dataclass(frozen=True, slots=True)
class Worker:
    """A person who works, or worked, for the actor's municipality."""

    uuid: UUID
    name: str
    email: str
    is_open: bool
    roles: tuple[RoleRow, ...]


def workers(actor: Actor) -> tuple[Worker, ...]:
    """Everybody who has or had a role here, by name. Two queries."""
    return tuple(_worker(user, actor) for user in _mine(actor).order_by("name", "id"))


def worker(actor: Actor, uuid: UUID) -> Worker | None:
    """One of them."""
    user = _mine(actor).filter(uuid=uuid).first()
    return _worker(user, actor) if user else None


def places(actor: Actor) -> list[tuple[str, str]]:
    """("team:7", "Team Noord") of all places in the municipality where somebody may work."""
    here = actor.municipality_id
    found = [
        (f"department:{pk}", name)
        for pk, name in Department.objects.filter(municipality_id=here).order_by("name").values_list("pk", "name")
    ]
    found += [
        (f"team:{pk}", f"{department} · {name}")
        for pk, department, name in Team.objects.filter(municipality_id=here)
        .order_by("department__name", "name")
        .values_list("pk", "department__name", "name")
    ]
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    contracts = Contract.objects.filter(in_force, municipality_id=here).order_by("organisation__name")
    found += [
        (f"organisation:{pk}", name)
        for pk, name in contracts.values_list("organisation_id", "organisation__name").distinct()
    ]
    return found


def add(actor: Actor, *, name: str, email: str, role: Role, place: str, now: datetime) -> UUID:
    """A new colleague, or one who has an account already for another municipality, with a first role here."""
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User(name=name, email=email.lower())
            user.set_unusable_password()
            user.save()
            record(actor, "user_added", now=now, subject=user.uuid)
        _give(actor, user, role, place, now)
    return user.uuid


def give_role(actor: Actor, uuid: UUID, role: Role, place: str, *, now: datetime) -> None:
    """From today on. Raises `Refused`."""
    with transaction.atomic():
        _give(actor, _one(actor, uuid), role, place, now)


def end_role(actor: Actor, uuid: UUID, membership_id: int, *, now: datetime) -> None:
    """At once: the last day was yesterday."""
    with transaction.atomic():
        user = _one(actor, uuid)
        found = Membership.objects.filter(pk=membership_id, user=user, municipality_id=actor.municipality_id)
        for role in found.values_list("role", flat=True):
            record(actor, "membership_ended", now=now, subject=user.uuid, detail={"role": role})
        found.update(ends_on=actor.today - timedelta(days=1))


def set_open(actor: Actor, uuid: UUID, *, is_open: bool, now: datetime) -> None:
    """Close an account, or open it again. A closed one is signed out at its next click."""
    with transaction.atomic():
        user = _one(actor, uuid)
        User.objects.filter(pk=user.pk).update(is_active=is_open)
        record(actor, "user_opened" if is_open else "user_closed", now=now, subject=user.uuid)


def password_link(actor: Actor, uuid: UUID, request: HttpRequest, *, now: datetime) -> str:
    """A link that works once, for a day; to be handed over in person or by telephone. Ends a lock."""
    user = _one(actor, uuid)
    record(actor, "password_link_made", now=now, subject=user.uuid)
    reset(username=user.email.lower())
    key = default_token_generator.make_token(user)
    names = {"uidb36": user_pk_to_url_str(user), "key": key}
    return request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=names))


def forget_second_step(actor: Actor, uuid: UUID, *, now: datetime) -> None:
    """The telephone is lost: at the next sign-in the app is set up anew."""
    with transaction.atomic():
        user = _one(actor, uuid)
        Authenticator.objects.filter(user=user).delete()
        record(actor, "second_step_forgotten", now=now, subject=user.uuid)


def _give(actor: Actor, user: User, role: Role, place: str, now: datetime) -> None:
    if user.pk == actor.user_id:
        raise Refused("self")
    kind, _colon, pk = place.partition(":")
    if kind != PLACES.get(role, "") or (place and place not in dict(places(actor))):
        raise Refused("place")
    team = Team.objects.get(pk=pk) if kind == "team" else None
    where: dict[str, Any] = {
        "team_id": team.pk if team else None,
        "department_id": team.department_id if team else int(pk) if kind == "department" else None,
        "organisation_id": int(pk) if kind == "organisation" else None,
    }
    here = {"user": user, "municipality_id": actor.municipality_id, "role": role.value, "ends_on": None, **where}
    if Membership.objects.filter(**here).exists():
        return
    Membership.objects.create(**here, starts_on=actor.today)
    record(actor, "membership_started", now=now, subject=user.uuid, detail={"role": role.value})


def _mine(actor: Actor) -> models.QuerySet[User]:
    here = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=actor.today), municipality_id=actor.municipality_id
    )
    with_roles = Prefetch(
        "memberships", here.select_related("team", "department", "organisation").order_by("role", "id"), to_attr="here"
    )
    return (
        User.objects.filter(memberships__municipality_id=actor.municipality_id).distinct().prefetch_related(with_roles)
    )


def _one(actor: Actor, uuid: UUID) -> User:
    user = _mine(actor).get(uuid=uuid)
    if user.pk == actor.user_id:
        raise Refused("self")
    return user


def _worker(user: User, actor: Actor) -> Worker:
    rows: list[Membership] = user.here  # type: ignore[attr-defined]  # the prefetch put it there
    roles = tuple(
        RoleRow(
            row.pk,
            Role(row.role).label,
            next((part.name for part in (row.team, row.organisation, row.department) if part), actor.municipality_name),
            row.source == "oidc",
        )
        for row in rows
    )
    return Worker(user.uuid, user.name, user.email, user.is_active, roles)
