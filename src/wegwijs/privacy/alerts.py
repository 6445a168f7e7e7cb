"""Alerts on unusual look-ups: found by rules with parameters, explained, and handled with a note by a human."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt, encrypt
from wegwijs.accounts.models import AccessEntry, Membership, Municipality, User
from wegwijs.accounts.roles import Role
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier.queries.surnames import cases_with_surname
from wegwijs.norms.queries import policy_on
from wegwijs.policy import Policy
from wegwijs.privacy.alert_rules import AMSTERDAM, CONTENT, Look, judge
from wegwijs.privacy.models import Alert
from wegwijs.privacy.person_data import nothing_left

OUTCOMES = ("explained", "false_alarm", "followed_up")
CASES_NAMED = 50


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert as pages show it: who, in which role, why by which rule with which numbers."""

    uuid: UUID
    rule: str
    who: str
    role: str
    on: date
    first_at: datetime
    last_at: datetime
    numbers: Mapping[str, Any]
    cases: tuple[int, ...]
    state: str
    handled_by: str
    handled_at: datetime | None
    note: str
    version: int


def look(now: datetime, days: int = 2) -> int:
    """Judge the looks of these last days; how many alerts are new. What was handled stays as it was answered."""
    return sum(_look(pk, now, days) for pk in Municipality.objects.order_by("pk").values_list("pk", flat=True))


def _look(municipality_id: int, now: datetime, days: int) -> int:
    today = timezone.localdate(now, AMSTERDAM)
    norms = policy_on(municipality_id, today)
    first = today - timedelta(days=days - 1)
    since = datetime.combine(first - timedelta(days=norms.alert_baseline_days), time(), AMSTERDAM)
    recent = AccessEntry.objects.filter(municipality_id=municipality_id, at__gte=since, user_id__isnull=False)
    active = set(
        recent.filter(at__gte=datetime.combine(first, time(), AMSTERDAM)).values_list("user_id", flat=True).distinct()
    )
    made = 0
    for user in User.objects.filter(pk__in=[pk for pk in active if pk is not None]).order_by("pk"):
        by_day: dict[date, list[Look]] = defaultdict(list)
        rows = recent.filter(user_id=user.pk).order_by("at", "pk").values_list("at", "kind", "trajectory_ref")
        for at, kind, case in rows.iterator(chunk_size=2000):
            by_day[at.astimezone(AMSTERDAM).date()].append(Look(at, kind, case))
        for day in [one for one in by_day if one >= first]:
            made += _judge_day(municipality_id, user, day, by_day, norms)
    return made


def _judge_day(municipality_id: int, user: User, day: date, by_day: Mapping[date, list[Look]], norms: Policy) -> int:
    looks = by_day[day]
    earlier = [look for other, those in by_day.items() if other < day for look in those]
    opened = {look.case for look in looks if look.case is not None and look.kind in CONTENT}
    same = frozenset(cases_with_surname(opened, user.name))
    made = 0
    for found in judge(looks, earlier, same, norms):
        values = {
            "first_at": found.looks[0].at, "last_at": found.looks[-1].at, "numbers": dict(found.numbers),
            "cases": found.cases[:CASES_NAMED],
        }  # fmt: skip
        row, fresh = Alert.objects.get_or_create(
            municipality_id=municipality_id, rule=found.rule, user_id=user.pk, on=day, defaults=values
        )
        if not fresh:
            Alert.objects.filter(pk=row.pk, state="open").update(**values)
        made += fresh
    return made


def alerts(actor: Actor, *, handled: bool, limit: int = 200) -> list[AlertView]:
    """Open ones oldest first, or handled ones newest first. Three queries."""
    _may(actor)
    rows = Alert.objects.filter(municipality_id=actor.municipality_id).select_related("handled_by")
    chosen = (
        rows.exclude(state="open").order_by("-handled_at")
        if handled
        else rows.filter(state="open").order_by("on", "pk")
    )
    return _views(list(chosen[:limit]))


def alert(actor: Actor, uuid: UUID) -> AlertView | None:
    """One of them, of the actor's municipality."""
    _may(actor)
    rows = Alert.objects.filter(municipality_id=actor.municipality_id, uuid=uuid).select_related("handled_by")
    return next(iter(_views(list(rows))), None)


def handle(actor: Actor, uuid: UUID, version: int, outcome: str, note: str, *, now: datetime) -> bool:
    """Answer the question; a false alarm is a good answer too. False when there is none. Raises `Conflict`."""
    _may(actor)
    if outcome not in OUTCOMES or not note.strip():
        raise ValueError(outcome)
    row = Alert.objects.filter(municipality_id=actor.municipality_id, uuid=uuid).first()
    if row is None:
        return False
    changes = {
        "state": outcome, "note": encrypt(note.strip().encode()), "handled_by_id": actor.user_id, "handled_at": now,
    }  # fmt: skip
    return compare_and_set(actor, row, version, changes, now=now, action="alert_handled")


def count_open(actor: Actor) -> int:
    """How many questions wait."""
    return Alert.objects.filter(municipality_id=actor.municipality_id, state="open").count()


def forget_old(municipality_id: int, moment: datetime) -> int:
    """Handled before this moment: gone, so that nothing follows a colleague for years."""
    old = Alert.objects.filter(municipality_id=municipality_id, handled_at__lt=moment)
    count: int = old.exclude(state="open").delete()[0]
    return count


def _views(rows: list[Alert]) -> list[AlertView]:
    users = [row.user_id for row in rows]
    names = dict(User.objects.filter(pk__in=users).values_list("pk", "name"))
    roles: dict[int, str] = {}
    for user_id, role in Membership.objects.filter(user_id__in=users).order_by("-pk").values_list("user_id", "role"):
        roles.setdefault(user_id, str(Role(role).label))
    return [
        AlertView(
            row.uuid, row.rule, names.get(row.user_id, ""), roles.get(row.user_id, ""), row.on, row.first_at,
            row.last_at, row.numbers, tuple(row.cases), row.state, row.handled_by.name if row.handled_by else "",
            row.handled_at, "" if nothing_left(row.note) else decrypt(row.note or b"").decode(), row.version,
        )
        for row in rows
    ]  # fmt: skip


def _may(actor: Actor) -> None:
    if not actor.may("log.read"):
        raise PermissionDenied
