"""What was told, what waits and what needs somebody. Names and words only for who may read the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.scope import scope
from wegwijs.outbox.actions import opened
from wegwijs.outbox.models import NEEDS_HUMAN, OPEN, Message

# A message that keeps failing is told to somebody after so many attempts, or after so long.
ALARM_ATTEMPTS = 6
ALARM_AFTER = timedelta(hours=4)
MOST = 100
DUO = "duo"  # the counterpart that most is told


@dataclass(frozen=True, slots=True)
class Told:
    """A message as a page shows it; `answer`: the counterpart's own words on a refusal."""

    uuid: UUID
    case_uuid: UUID
    name: str
    kind: str
    subject: str
    content: dict[str, Any] | None
    state: str
    code: str
    answer: tuple[str, ...]
    attempts: int
    queued_at: datetime
    next_attempt_at: datetime
    settled_at: datetime | None
    alarming: bool

    @property
    def undecided(self) -> bool:
        """Can a person still do something about it?"""
        return self.state in {"queued", "failing", *NEEDS_HUMAN}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages of a municipality stand so, with the same code; no names."""

    kind: str
    state: str
    code: str
    count: int
    oldest: datetime
    latest: datetime


def of_case(actor: Actor, trajectory_id: int, *, now: datetime, counterpart: str = DUO) -> list[Told]:
    """The messages about a case to one counterpart, newest first, without those that another one replaced."""
    rows = scope(actor, Message.objects.filter(trajectory_id=trajectory_id, counterpart=counterpart)).exclude(
        code="replaced"
    )
    return [_told(row, now) for row in _joined(rows).order_by("-id")[:MOST]]


def needing(actor: Actor, *, now: datetime, mine: bool, counterpart: str = DUO) -> list[Told]:
    """Held, refused, or failing for long, newest first; `mine`: of cases that this actor is responsible for."""
    rows = scope(
        actor,
        Message.objects.filter(_needs_somebody(now), municipality_id=actor.municipality_id, counterpart=counterpart),
    )
    if mine:
        rows = rows.filter(trajectory__snapshot__responsible_id=actor.user_id)
    return [_told(row, now) for row in _joined(rows).order_by("-id")[:MOST]]


def unsettled_rows(actor: Actor, *, counterpart: str = DUO) -> QuerySet[Message]:
    """Of the actor's own cases: held, refused, or tried in vain. What is `needing` at any moment is among them."""
    rows = Message.objects.filter(
        Q(state__in=NEEDS_HUMAN) | Q(state__in=OPEN, attempts__gt=0),
        municipality_id=actor.municipality_id, counterpart=counterpart,
        trajectory__snapshot__responsible_id=actor.user_id,
    )  # fmt: skip
    return scope(actor, rows)


def states() -> dict[str, int]:
    """How many messages stand so, of all municipalities together; for who watches the installation."""
    counted = Message.objects.order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in counted}


def tallies(municipality_id: int) -> list[Tally]:
    """Everything for DUO that is not withdrawn, by kind, state and code."""
    rows = (
        Message.objects.filter(municipality_id=municipality_id, counterpart=DUO)
        .exclude(state="withdrawn")
        .values("kind", "state", "code")
        .annotate(count=Count("id"), oldest=Min("queued_at"), latest=Max("queued_at"))
        .order_by("state", "kind", "code")
    )
    return [Tally(**row) for row in rows]


def alarming(municipality_id: int, *, now: datetime) -> int:
    """How many for DUO need somebody."""
    return Message.objects.filter(_needs_somebody(now), municipality_id=municipality_id, counterpart=DUO).count()


def alarms(*, now: datetime) -> dict[str, int]:
    """The same of all municipalities together: `failing` for long, and what somebody must `decide`."""
    rows = Message.objects.filter(_needs_somebody(now))
    decide = Count("pk", filter=Q(state__in=NEEDS_HUMAN))
    return rows.aggregate(failing=Count("pk", filter=Q(state__in=OPEN)), decide=decide)


def _needs_somebody(now: datetime) -> Q:
    late = Q(attempts__gte=ALARM_ATTEMPTS) | Q(queued_at__lt=now - ALARM_AFTER, attempts__gt=0)
    return Q(state__in=NEEDS_HUMAN) | (Q(state__in=OPEN) & late)


def _joined(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_related("trajectory__snapshot")


def _told(row: Message, now: datetime) -> Told:
    failing_long = row.attempts >= ALARM_ATTEMPTS or (row.attempts > 0 and row.queued_at < now - ALARM_AFTER)
    return Told(
        row.uuid, row.trajectory.uuid, row.trajectory.snapshot.display_name, row.kind, row.subject,
        opened(row.content), row.state, row.code,
        tuple(decrypt(row.answer).decode().splitlines()) if row.answer else (), row.attempts, row.queued_at,
        row.next_attempt_at, row.settled_at, row.state in NEEDS_HUMAN or (row.state in OPEN and failing_long),
    )  # fmt: skip
