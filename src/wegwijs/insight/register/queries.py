"""Reading the policy register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.insight.register.models import PolicyChange


@dataclass(frozen=True, slots=True)
class Change:
    """One entry. `checked_by` is empty as long as nobody else looked; `group` "" = everybody."""

    uuid: UUID
    title: str
    what: str
    group: str
    starts_on: date
    source: str
    state: str
    noted_by: str
    noted_by_id: int
    noted_at: datetime
    checked_by: str
    checked_at: datetime | None
    withdrawn_because: str
    version: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A change as a line through time shows it."""

    uuid: UUID
    on: date
    title: str


def changes(actor: Actor) -> tuple[Change, ...]:
    """All entries of this municipality, the newest day first. One query."""
    rows = PolicyChange.objects.filter(municipality_id=actor.municipality_id).order_by("-starts_on", "-pk")
    return tuple(map(_change, rows.select_related("noted_by", "checked_by")))


def change(actor: Actor, uuid: UUID) -> Change | None:
    """One entry; None when this municipality has none by that name."""
    rows = PolicyChange.objects.filter(municipality_id=actor.municipality_id, uuid=uuid)
    return next(map(_change, rows.select_related("noted_by", "checked_by")), None)


def waiting(actor: Actor) -> int:
    """How many wait for a second look by this actor. One query."""
    rows = PolicyChange.objects.filter(municipality_id=actor.municipality_id, state="noted")
    return rows.exclude(noted_by_id=actor.user_id).count()


def marks(municipality_id: int, group: str = "") -> tuple[Mark, ...]:
    """What is marked on figures of this group ("" = of everybody together, where every change shows). One query."""
    rows = PolicyChange.objects.filter(municipality_id=municipality_id, state="checked").order_by("starts_on", "pk")
    if group:
        rows = rows.filter(group__in=("", group))
    return tuple(Mark(*one) for one in rows.values_list("uuid", "starts_on", "title"))


def _change(row: PolicyChange) -> Change:
    return Change(
        row.uuid, row.title, row.what, row.group, row.starts_on, row.source, row.state, row.noted_by.name,
        row.noted_by_id, row.noted_at, row.checked_by.name if row.checked_by else "", row.checked_at,
        row.withdrawn_because, row.version,
    )  # fmt: skip
