"""The worker's queue: how it stands, and taking up again what a worker left when it was killed.

Every task may be done twice; that is what makes this safe.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django_tasks_db.models import DBTaskResult

from wegwijs.accounts import life

SILENT = timedelta(minutes=3)  # without a sign of life a worker is taken to be gone
_KEPT = timedelta(days=7)
_PREFIX = "worker:"


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many tasks stand so; `waiting_since`: the oldest that waits."""

    counts: dict[str, int]
    waiting_since: datetime | None


def state() -> QueueState:
    """Of all queues together."""
    counted = DBTaskResult.objects.order_by().values("status").annotate(number=Count("pk"))
    waiting = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    return QueueState({row["status"].lower(): row["number"] for row in counted}, waiting)


def own_name() -> str:
    """How this process is called among the workers."""
    return f"{_PREFIX}{socket.gethostname()[:40]}:{os.getpid()}"


def breathe(name: str, now: datetime) -> int:
    """This worker lives; tasks of workers that do not are put back in the queue. How many."""
    life.sign(name, now)
    life.forget(_PREFIX, now - _KEPT)
    alive = {other for other in life.heard_since(_PREFIX, now - SILENT) if _lives(other)}
    count = 0
    for task in DBTaskResult.objects.running().order_by():
        if not alive.intersection(task.worker_ids[-1:]):
            count += DBTaskResult.objects.filter(pk=task.pk, status=task.status).update(status="READY")
    return count


def _lives(name: str) -> bool:
    """On this machine we can see it; of another machine we believe its last sign."""
    _, host, pid = name.split(":")
    if host != socket.gethostname()[:40]:
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
