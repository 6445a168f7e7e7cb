"""Bring a delivery of people into the record: two passes, chunks of 500, the same end however often it is run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Municipality
from wegwijs.dossier import bulk
from wegwijs.dossier.ahead import assessor
from wegwijs.dossier.queries.known import other_number, plans_due
from wegwijs.exchange.models import Delivery
from wegwijs.law.parameters import parameter
from wegwijs.norms.queries import policy_on

from . import mapping as columns
from .cells import Row
from .dedupe import PersonIndex, Repeats
from .notices import NoticeImport
from .problems import Unreadable
from .reading import Delivery as OpenDelivery
from .reading import open_delivery
from .records import reader
from .report import Progress, Report, influx

CHUNK = 500
_HORIZON = timedelta(weeks=30)  # how far ahead the consequences of an influx are shown
_LINK_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of a file: columns by position from 0 or by name → column of the contract; the encoding."""

    mapping: Mapping[int | str, str | None] = field(default_factory=dict)
    encoding: str | None = None


AS_FOUND = Said()


def import_notices(
    actor: Actor,
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    said: Said = AS_FOUND,
    progress: Progress | None = None,
    delivery: Delivery | None = None,
) -> Report:
    """Read `path` twice: first who is in it more than once, then every record: taken, held or rejected.

    `delivery` is a row that the page made, else one is made here (not in a dry run). `progress(done, rows)` is called
    after every chunk. Raises Unreadable; the refusal is kept with the delivery.
    """
    row = None if dry_run else delivery or new_delivery(actor, "notices", path.name, now)
    try:
        run, opened = _first_pass(actor, path, said, row, now)
        with (
            bulk.long_run(),
            assessor(0 if dry_run else run.report.rows, actor.today, actor.municipality_id) as run.assessor,
        ):
            done = 0
            for chunk in _chunks(opened.rows()):
                done += len(chunk)
                run.take(chunk, done)
                if progress:
                    progress(done, run.report.rows)
            run.finish()
    except Unreadable as error:
        if row:
            refuse(row, error, now)
        raise
    _finish(actor, run, row, now)
    return run.report


def _first_pass(
    actor: Actor, path: Path, said: Said, row: Delivery | None, now: datetime
) -> tuple[NoticeImport, OpenDelivery]:
    opened = open_delivery(path, said.encoding)
    chosen = columns.apply(columns.propose(opened.header), said.mapping)
    chosen.check()
    read = reader(chosen, actor.today)
    index = PersonIndex(chosen)
    for one in opened.rows():
        index.add(one)
    _link_known(actor, index)
    repeats = index.repeats(opened.rows, read)
    report = _new_report(opened, chosen, repeats, dry_run=row is None)
    if row:
        start(row, opened, chosen, repeats.rows)
        report.delivery = str(row.uuid)
    run = NoticeImport(
        actor=actor,
        municipality_code=Municipality.objects.values_list("code", flat=True).get(pk=actor.municipality_id),
        read=read,
        repeats=repeats,
        in_force_from=parameter("entry_into_force").at(actor.today),
        now=now,
        report=report,
        new_plans=Counter(),
        delivery_id=row.pk if row else None,
        mixed=bool(index.only_bsn and index.only_v_number),
    )
    return run, opened


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _link_known(actor: Actor, index: PersonIndex) -> None:
    """A row with a BSN only and a row with a V-number only may be one person: the record may know both numbers."""
    if not index.only_bsn or not index.only_v_number:
        return
    bsns = {f"{number:09}": at for number, at in index.only_bsn.items()}
    v_numbers = {f"{number:010}": at for number, at in index.only_v_number.items()}
    numbers = iter(v_numbers)
    while some := list(islice(numbers, _LINK_CHUNK)):
        for bsn, v_number in other_number(actor.municipality_id, bsns, some):
            index.join(bsns[bsn], v_numbers[v_number])


def _new_report(opened: OpenDelivery, chosen: columns.Mapping, repeats: Repeats, *, dry_run: bool) -> Report:
    return Report(
        rows=repeats.rows,
        dry_run=dry_run,
        format=opened.format,
        encoding=opened.encoding,
        columns=list(zip(chosen.header, chosen.targets, strict=True)),
    )


def new_delivery(actor: Actor, kind: str, name: str, now: datetime) -> Delivery:
    """The row of a file that came in at the command line."""
    return Delivery.objects.create(
        municipality_id=actor.municipality_id,
        kind=kind,
        name=name[:200],
        status="running",
        received_at=now,
        received_by=actor.user_id,
    )


def start(row: Delivery, opened: OpenDelivery, chosen: columns.Mapping, rows: int) -> None:
    """What was found out about the file, before anything is stored."""
    row.status = "running"
    row.format, row.encoding = opened.format, opened.encoding or ""
    row.mapping = {name: target for name, target in zip(chosen.header, chosen.targets, strict=True) if target}
    row.rows_total = rows
    row.save(update_fields=["status", "format", "encoding", "mapping", "rows_total"])


def refuse(row: Delivery, error: Unreadable, now: datetime) -> None:
    """The file as a whole could not be read."""
    row.status, row.finished_at = "refused", now
    row.refusal = {"code": error.code, "params": error.params}
    row.save(update_fields=["status", "finished_at", "refusal"])


def _finish(actor: Actor, run: NoticeImport, row: Delivery | None, now: datetime) -> None:
    report = run.report
    report.influx = _consequences(actor, run.new_plans, stored=row is not None)
    if row is None:
        return
    with transaction.atomic():
        finish(row, report, now)
        record(actor, "delivery_imported", now=now, subject=row.uuid, detail=report.counts())


def finish(row: Delivery, report: Report, now: datetime) -> None:
    """Keep the numbers of the report with the delivery."""
    row.status, row.finished_at = "done", now
    row.counts, row.influx = report.counts(), report.influx
    row.save(update_fields=["status", "finished_at", "counts", "influx"])


def _consequences(actor: Actor, new: Counter[date], *, stored: bool) -> dict[str, Any]:
    if not new:
        return {"many": False, "people": 0, "overdue": 0, "weeks": []}
    standing = plans_due(actor.municipality_id, (actor.today, actor.today + _HORIZON))
    if stored:  # the new ones are among them
        standing = {day: count - new.get(day, 0) for day, count in standing.items()}
    norms = policy_on(actor.municipality_id, actor.today)
    return influx(new, standing, actor.today, capacity=norms.intakes_per_week, large=norms.influx_people)
