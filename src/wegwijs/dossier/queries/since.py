"""What was recorded after a figure was published, and concerns the days that the figure is about.

A published figure never changes by itself: it was made from what was known at a moment. Whoever published it asks here
what came in since, shows the difference, and decides whether to publish anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from wegwijs.accounts.models import AuditEntry
from wegwijs.dossier.models import Fact


@dataclass(frozen=True, slots=True)
class RecordedSince:
    """A fact, and `concerns`: the earliest day about which it changes what is known."""

    uuid: UUID
    trajectory_id: int
    kind: str
    concerns: date


def recorded_since(municipality_id: int, moment: datetime, last_day: date) -> tuple[RecordedSince, ...]:
    """Facts written after `moment` that concern a day up to and including `last_day`, in the order of writing.

    The moment is that of the append (its audit row), not `recorded_at`, which a history that is told afterwards may
    place earlier. A correction concerns the day it gives and the day it takes away; a withdrawal, and the withdrawal of
    a withdrawal, the day of the fact that it is about. Choose a moment some minutes before the figures are read: a fact
    that is being written then has an earlier moment and is not seen yet. Counts no people: for insight, not for a page.
    """
    written = AuditEntry.objects.filter(municipality_id=municipality_id, action="facts_appended", at__gt=moment)
    rows = list(
        Fact.objects.filter(entry__in=written.values("pk"))
        .filter(Q(happened_on__lte=last_day) | Q(supersedes__isnull=False) | Q(kind="fact_withdrawn"))
        .order_by("pk")
        .values_list("uuid", "trajectory_id", "kind", "happened_on", "supersedes", "payload")
    )
    targets = {target for _, _, kind, _, supersedes, payload in rows if (target := _target(kind, supersedes, payload))}
    days = _days_of(targets)
    found = []
    for identity, trajectory_id, kind, on, supersedes, payload in rows:
        target = _target(kind, supersedes, payload)
        own = [] if kind == "fact_withdrawn" else [on]
        concerns = min([*own, *([days[target]] if target in days else [])], default=on)
        if concerns <= last_day:
            found.append(RecordedSince(identity, trajectory_id, kind, concerns))
    return tuple(found)


def _target(kind: str, supersedes: UUID | None, payload: dict[str, str]) -> UUID | None:
    return UUID(payload["fact"]) if kind == "fact_withdrawn" and payload.get("fact") else supersedes


def _days_of(targets: set[UUID]) -> dict[UUID, date]:
    """Fact → the day it is about; of a withdrawal the day of what it withdraws, however deep."""
    days: dict[UUID, date] = {}
    via: dict[UUID, UUID] = {}
    asked = targets
    while asked:
        rows = Fact.objects.filter(uuid__in=asked).values_list("uuid", "kind", "happened_on", "payload")
        asked = set()
        for identity, kind, on, payload in rows:
            target = _target(kind, None, payload)
            if target is None:
                days[identity] = on
            else:
                via[identity] = target
                asked |= {target} - days.keys() - via.keys()
    for identity in via:
        target = identity
        while target in via:
            target = via[target]
        if target in days:
            days[identity] = days[target]
    return days
