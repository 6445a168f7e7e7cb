"""Publishing: the record as a log, the log as figures, the figures kept as they were."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from wegwijs import policy
from wegwijs.accounts import staff
from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.audit import log_access, record
from wegwijs.accounts.models import Municipality
from wegwijs.analysis.dashboards.definitions import Norms
from wegwijs.analysis.dashboards.publishing import Before, definition_version, publish
from wegwijs.analysis.disclosure.cubes import Limits
from wegwijs.analysis.storing import csv_to_parquet
from wegwijs.dossier.queries.event_log import event_log
from wegwijs.eventlog.writing import write_csv
from wegwijs.insight import logs
from wegwijs.insight.models import PublishedTable
from wegwijs.law.parameters.loading import parameter
from wegwijs.norms.queries import policy_on

_WEEK = 7


def last_month_end(today: date) -> date:
    """The day of which figures are published: the last of the month before."""
    return today.replace(day=1) - timedelta(days=1)


def publish_due(municipality_id: int, *, now: datetime) -> list[date]:
    """Write the log, and publish what is due; of which days. Done twice it does nothing the second time.

    Due is the last month's end when it has no figures by the present definitions. The month before it is counted once
    more then: what came in late makes a new version of it, that says what changed.
    """
    where = Municipality.objects.get(pk=municipality_id)
    today = now.astimezone(logs.AMSTERDAM).date()
    newest = last_month_end(today)
    path, digest = _write_log(where, today, now)
    due = not PublishedTable.objects.filter(
        municipality=where, reference_date=newest, definition_version=definition_version()
    ).exists()
    before = last_month_end(newest)
    again = due and PublishedTable.objects.filter(municipality=where, reference_date=before).exists()
    days = [newest] * due + [before] * again
    return [day for day in days if _publish(where, day, digest, path, now)]


def _write_log(where: Municipality, today: date, now: datetime) -> tuple[Path, str]:
    """The record of today as Parquet, sealed, in the store; its path and the digest of what was exported."""
    log_access(system_actor(where.pk, where.name, today), "log_written", now=now)
    with tempfile.TemporaryDirectory(prefix="wegwijs-insight-") as folder:
        plain, packed = Path(folder) / "log.csv", Path(folder) / "log.parquet"
        with plain.open("w", encoding="utf-8", newline="") as file:
            write_csv(event_log(where.pk, today), file)
        with plain.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        csv_to_parquet(plain, packed)
        return logs.keep(where.code, packed.read_bytes()), digest


def _publish(where: Municipality, on: date, digest: str, path: Path, now: datetime) -> bool:
    """Count for every reader; keep what differs from what was published of that day. False: nothing differed."""
    norms = policy_on(where.pk, on)
    readers = {
        "inside": Limits(norms.few_inside, norms.whole_group, norms.figures_rounded),
        "outside": Limits(norms.few_outside, norms.whole_group, norms.figures_rounded),
    }
    known = _known(where, on, norms, list(readers))
    with logs.opened(path) as log:
        found = publish(log, _norms(on, norms), staff.teams_of_at_least(where.pk, norms.few_inside, on), readers, known)
    kept = 0
    with transaction.atomic():
        for reader, dashboards in found.items():
            for code, content in dashboards.items():
                kept += _keep(where, code, reader, on, content, digest, now)
        if kept:
            record(system_actor(where.pk, where.name, on), "figures_published", now=now, detail={"on": on.isoformat()})
    return bool(kept)


def _known(where: Municipality, on: date, norms: policy.Policy, readers: Sequence[str]) -> Before:
    """What readers know already: the latest version of the month before, and of this day."""
    month = last_month_end(on)
    before, same_day = ({reader: _latest(where, reader, day) for reader in readers} for day in (month, on))
    return Before(_norms(month, norms) if any(before.values()) else None, before, same_day)


def _latest(where: Municipality, reader: str, on: date) -> dict[str, Any]:
    rows = PublishedTable.objects.filter(municipality=where, reader=reader, reference_date=on)
    return dict(rows.order_by("version").values_list("code", "content"))


def _norms(on: date, norms: policy.Policy) -> Norms:
    return Norms(
        on=on,
        plan_days=int(parameter("pip_term_weeks").at(on)) * _WEEK,
        course_days=norms.course_start_days,
        talk_days={"asylum": norms.conversation_days_asylum, "family": norms.conversation_days_family},
    )


def _keep(
    where: Municipality, code: str, reader: str, on: date, content: dict[str, Any], digest: str, now: datetime
) -> int:
    rows = PublishedTable.objects.filter(municipality=where, code=code, reader=reader, reference_date=on)
    last = rows.order_by("-version").first()
    if last is not None and (last.content, last.definition_version) == (content, definition_version()):
        return 0
    same_words = last is not None and last.definition_version == definition_version()
    PublishedTable.objects.create(
        municipality=where, code=code, reader=reader, reference_date=on, version=last.version + 1 if last else 1,
        definition_version=definition_version(), computed_at=now, log_hash=digest, content=content,
        changes=differences(last.content, content) if last and same_words else [],
    )  # fmt: skip
    return 1


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[list[Any]]:
    """Cells that are not what they were, as [figure, slice, row, column, before, after]."""
    found: list[list[Any]] = []
    for code, figure in after["figures"].items():
        old = before["figures"].get(code, {"tables": {}})["tables"]
        for part, table in figure["tables"].items():
            lines = old.get(part, {"counts": [[None] * len(figure["columns"])] * len(figure["rows"])})["counts"]
            for row, then, now in zip(figure["rows"], lines, table["counts"], strict=True):
                found += [
                    [code, part, row, column, was, is_]
                    for column, was, is_ in zip(figure["columns"], then, now, strict=True)
                    if was != is_
                ]
    return found
