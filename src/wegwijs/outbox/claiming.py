"""Which messages are due, who sends them, and how it ended. Safe with any number of workers, and with killed ones.

A worker takes a message with compare-and-set and a lease. When the lease runs out the worker is dead: the message is
taken again, marked as in doubt, because it may have arrived. A later message about the same person waits for an
earlier one that is not settled; other people's messages do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from wegwijs.outbox.actions import opened
from wegwijs.outbox.models import OPEN, WAITING, Attempt, Message

LEASE = timedelta(minutes=5)  # longer than any one delivery with its questions may take
BATCH = 50


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in the hands of this worker. `uuid` is its name at the counterpart."""

    id: int
    uuid: UUID
    municipality_id: int
    trajectory_id: int
    case_uuid: UUID
    counterpart: str
    kind: str
    subject: str
    content: dict[str, Any] | None
    doubt: bool
    attempts: int
    queued_at: datetime
    version: int


def claim(counterpart: str, *, now: datetime, skip: frozenset[int] = frozenset()) -> Claimed | None:
    """Take the message that waits longest; None when nothing is due. `skip`: municipalities that cannot be served."""
    for row in _due(counterpart, now).exclude(municipality_id__in=skip)[:BATCH]:
        dead = row.state == "sending"
        taken = Message.objects.filter(pk=row.pk, version=row.version).update(
            state="sending",
            leased_until=now + LEASE,
            doubt=row.doubt or dead,
            attempts=F("attempts") + 1,
            version=row.version + 1,
        )
        if taken:
            return Claimed(
                row.pk, row.uuid, row.municipality_id, row.trajectory_id, row.trajectory.uuid, row.counterpart,
                row.kind, row.subject, opened(row.content), row.doubt or dead, row.attempts + 1, row.queued_at,
                row.version + 1,
            )  # fmt: skip
    return None


def _due(counterpart: str, now: datetime) -> QuerySet[Message]:
    earlier = Message.objects.filter(
        trajectory_id=OuterRef("trajectory_id"), counterpart=counterpart, state__in=OPEN, pk__lt=OuterRef("pk")
    )
    ready = Q(state__in=WAITING, next_attempt_at__lte=now) | Q(state="sending", leased_until__lt=now)
    return (
        Message.objects.filter(ready, ~Exists(earlier), state__in=OPEN, counterpart=counterpart)
        .select_related("trajectory")
        .order_by("next_attempt_at", "id")
    )


def settle(
    taken: Claimed,
    state: str,
    code: str,
    *,
    now: datetime,
    answer: bytes | None = None,
    again_at: datetime | None = None,
    doubt: bool = False,
) -> bool:
    """Write how an attempt ended; False when this worker's lease had run out and another took the message over."""
    with transaction.atomic():
        written = Message.objects.filter(pk=taken.id, version=taken.version).update(
            state=state,
            code=code,
            answer=answer,
            doubt=doubt,
            leased_until=None,
            next_attempt_at=again_at or now,
            settled_at=None if state in WAITING else now,
            version=taken.version + 1,
        )
        if written:
            Attempt.objects.create(message_id=taken.id, at=now, code=code)
    return bool(written)


def bring_forward(counterpart: str, *, now: datetime, municipality_id: int | None = None) -> int:
    """Somebody wants it tried now, whatever the wait; how many that are."""
    found = Message.objects.filter(counterpart=counterpart, state__in=WAITING, next_attempt_at__gt=now)
    if municipality_id is not None:
        found = found.filter(municipality_id=municipality_id)
    return found.update(next_attempt_at=now, version=F("version") + 1)


def waiting(counterpart: str) -> int:
    """How many are not delivered yet."""
    return Message.objects.filter(counterpart=counterpart, state__in=OPEN).count()
