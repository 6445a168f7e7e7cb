"""`/metrics`: how the installation does, in the text form of Prometheus. Counts and ages; nothing about people.

Only for whom the settings name: an address (`WEGWIJS_METRICS_FROM`) or a token (`WEGWIJS_METRICS_TOKEN`). For others,
and as long as nobody is named, there is no such page.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from wegwijs.accounts import life, queue, sealer
from wegwijs.accounts.lockout import client_address
from wegwijs.accounts.requests import ActingRequest
from wegwijs.dossier import snapshots
from wegwijs.outbox.queries import states


@require_safe
def metrics(request: ActingRequest) -> HttpResponse:
    """All measurements: those of the web processes together, and what the database says now."""
    if not _allowed(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(_Now(request))
    web = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        web = CollectorRegistry()
        MultiProcessCollector(web)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(registry) + generate_latest(web), content_type=CONTENT_TYPE_LATEST)


def _allowed(request: HttpRequest) -> bool:
    if client_address(request) in settings.WEGWIJS_METRICS_FROM:
        return True
    wanted = f"Bearer {settings.WEGWIJS_METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    return bool(settings.WEGWIJS_METRICS_TOKEN) and hmac.compare_digest(given.encode(), wanted.encode())


class _Now:
    """What the database says at this moment."""

    def __init__(self, request: ActingRequest) -> None:
        self._now, self._today = request.now, request.today

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each with its name, as Prometheus asks for it."""
        work = queue.state()
        yield _labelled("wegwijs_tasks", "Tasks of the worker", "state", work.counts)
        yield _one(
            "wegwijs_task_waiting_seconds", "Age of the oldest task that waits", self._age(work.waiting_since) or 0
        )
        yield _one(
            "wegwijs_unsealed_seconds", "Age of the oldest unsealed row", self._age(sealer.oldest_pending()) or 0
        )
        yield _one(
            "wegwijs_snapshots_stale", "Cases whose answer changed and is not stored", snapshots.stale(self._today)
        )
        yield _labelled("wegwijs_outbox_messages", "Messages to others", "state", states())
        ages = {name: self._age(life.last(name)) for name in ("nightly", "backup")}
        ages["worker"] = self._age(life.newest("worker:"))
        heard = {name: age for name, age in ages.items() if age is not None}
        yield _labelled("wegwijs_last_seconds", "Time since it was last done or heard of", "what", heard)

    def _age(self, moment: datetime | None) -> float | None:
        return None if moment is None else max(0.0, (self._now - moment).total_seconds())


def _one(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def _labelled(name: str, text: str, label: str, values: dict[str, int] | dict[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=(label,))
    for key, value in sorted(values.items()):
        family.add_metric((key,), value)
    return family
