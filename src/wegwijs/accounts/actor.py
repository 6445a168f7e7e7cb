"""Who acts: a user wearing one hat in one municipality, on one day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from wegwijs.accounts.models import Membership
from wegwijs.accounts.roles import PERMISSIONS, PROVIDERS, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """`user_id` is None for the system itself (worker, import from the command line)."""

    user_id: int | None
    name: str
    municipality_id: int
    municipality_name: str
    role: Role | None
    today: date
    department_id: int | None = None
    organisation_id: int | None = None
    team_ids: frozenset[int] = frozenset()
    permissions: frozenset[str] = field(default=frozenset())

    def may(self, permission: str) -> bool:
        """Does this hat carry the permission? Which cases it holds for is `scope`'s to say."""
        return permission in self.permissions

    @property
    def is_provider(self) -> bool:
        """Works at an organisation, not at the municipality."""
        return self.role in PROVIDERS


def hats(user_id: int, today: date) -> list[Membership]:
    """The memberships in force on a day, one query."""
    return list(
        Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), user_id=user_id, starts_on__lte=today)
        .select_related("municipality", "user", "department", "organisation", "team")
        .order_by("municipality__name", "role", "id")
    )


def actor_from(
    memberships: list[Membership], municipality_id: int | None, role: str | None, today: date
) -> Actor | None:
    """The actor for the chosen municipality and role; the first hat when the choice is no longer there."""
    if not memberships:
        return None
    mine = [m for m in memberships if m.municipality_id == municipality_id and m.role == role]
    first = (mine or memberships)[0]
    same = [m for m in memberships if (m.municipality_id, m.role) == (first.municipality_id, first.role)]
    return Actor(
        user_id=first.user_id,
        name=first.user.name,
        municipality_id=first.municipality_id,
        municipality_name=first.municipality.name,
        role=Role(first.role),
        today=today,
        department_id=first.department_id,
        organisation_id=first.organisation_id,
        team_ids=frozenset(m.team_id for m in same if m.team_id is not None),
        permissions=PERMISSIONS[Role(first.role)],
    )


def system_actor(municipality_id: int, municipality_name: str, today: date) -> Actor:
    """The installation itself: imports by an administrator at the command line, the demo, the worker."""
    everything = frozenset().union(*PERMISSIONS.values())
    return Actor(None, "Wegwijs", municipality_id, municipality_name, None, today, permissions=everything)


def on_day(actor: Actor, today: date) -> Actor:
    """The same actor on another day (the demo tells a history)."""
    return replace(actor, today=today)
