"""Running cases from an older system: facts appended to known cases, each once, marked with their source."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import seal
from wegwijs.dossier import bulk
from wegwijs.dossier.actions import NewFact, append
from wegwijs.dossier.queries.known import facts_known, known_people
from wegwijs.exchange.models import Delivery, DeliveryRecord

from . import mapping as columns
from .actions import AS_FOUND, CHUNK, Said, finish, new_delivery, refuse, start
from .cells import Row
from .fact_records import FACT_COLUMNS, FACT_NEEDED, FactRecord, fact_reader
from .problems import Problem, Unreadable
from .reading import open_delivery
from .report import Progress, Report


def import_trajectories(
    actor: Actor,
    path: Path,
    *,
    system: str,
    now: datetime,
    dry_run: bool = False,
    said: Said = AS_FOUND,
    progress: Progress | None = None,
    delivery: Delivery | None = None,
) -> Report:
    """One row a fact; `system` is its source. `accepted` counts new facts, `unchanged` facts that were there.

    A row is recognised by person, kind, day and payload: the same file again, or the same row twice, adds nothing.
    Raises Unreadable.
    """
    row = None if dry_run else delivery or new_delivery(actor, "trajectories", path.name, now)
    try:
        opened = open_delivery(path, said.encoding)
        chosen = columns.apply(columns.propose(opened.header, FACT_COLUMNS, FACT_NEEDED), said.mapping)
        chosen.check()
        read = fact_reader(chosen, actor.today)
        total = sum(1 for _row in opened.rows())
        report = Report(
            rows=total,
            dry_run=dry_run,
            format=opened.format,
            encoding=opened.encoding,
            columns=list(zip(chosen.header, chosen.targets, strict=True)),
        )
        if row:
            start(row, opened, chosen, total)
            report.delivery = str(row.uuid)
        done = 0
        with bulk.long_run():
            for chunk in _chunks(opened.rows()):
                done += len(chunk)
                records: list[FactRecord] = []
                rejected: list[tuple[Problem, ...]] = []
                for one in chunk:
                    found = read(one)
                    if isinstance(found, FactRecord):
                        records.append(found)
                    else:
                        rejected.append(tuple(found))
                rejected += _append(actor, records, system, now, report)
                report.rejected += rejected
                if row:
                    _keep(actor, row, rejected, done)
                if progress:
                    progress(done, total)
    except Unreadable as error:
        if row:
            refuse(row, error, now)
        raise
    if row:
        finish(row, report, now)
        record(actor, "delivery_imported", now=now, subject=row.uuid, detail=report.counts())
    return report


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _append(
    actor: Actor, records: Sequence[FactRecord], system: str, now: datetime, report: Report
) -> list[tuple[Problem, ...]]:
    """Append a chunk; what comes back was rejected."""
    known = known_people(
        actor.municipality_id,
        {one.bsn for one in records if one.bsn},
        {one.v_number for one in records if one.v_number},
        (),
    )
    rejected: list[tuple[Problem, ...]] = []
    news: list[tuple[int, NewFact]] = []
    for one in records:
        by_bsn, by_number = known.by_bsn.get(one.bsn or ""), known.by_v_number.get(one.v_number or "")
        person = by_bsn or by_number
        if person is None:
            rejected.append((Problem(one.line, "bsn" if one.bsn else "v_nummer", "person_unknown"),))
        elif by_bsn and by_number and by_bsn.trajectory_id != by_number.trajectory_id:
            rejected.append((Problem(one.line, "v_nummer", "person_mismatch"),))
        else:
            identity = _identity(person.trajectory_id, one, system)
            news.append(
                (
                    one.line,
                    NewFact(person.trajectory_id, one.kind, one.on, dict(one.payload), source=system, uuid=identity),
                )
            )
    there = facts_known([new.uuid for _line, new in news])
    fresh: dict[UUID, tuple[int, NewFact]] = {}
    for line, new in news:
        if new.uuid in there:
            report.unchanged += 1
        elif new.uuid in fresh:
            report.repeated += 1
        else:
            fresh[new.uuid] = (line, new)
    if report.dry_run:
        report.accepted += len(fresh)
        return rejected
    lines = [line for line, _new in fresh.values()]
    result = append(actor, [new for _line, new in fresh.values()], now=now)
    report.accepted += len(fresh) - len(result.refused)
    return rejected + [(Problem(lines[refusal.index], "", "not_stored"),) for refusal in result.refused]


def _identity(trajectory_id: int, one: FactRecord, system: str) -> UUID:
    """The same row always gets the same identifier, and nobody outside can compute it."""
    content = json.dumps(one.payload, sort_keys=True, ensure_ascii=False)
    digest = seal(f"trajectory|{system}|{trajectory_id}|{one.kind}|{one.on.isoformat()}|{content}".encode())
    return UUID(digest[:32], version=4)


def _keep(actor: Actor, row: Delivery, rejected: Sequence[tuple[Problem, ...]], done: int) -> None:
    rows = [
        DeliveryRecord(
            municipality_id=actor.municipality_id,
            delivery=row,
            line=problem.line,
            outcome="rejected",
            field=problem.field,
            code=problem.code,
            params=dict(problem.params),
        )
        for problems in rejected
        for problem in problems
    ]
    DeliveryRecord.objects.bulk_create(rows)
    Delivery.objects.filter(pk=row.pk).update(rows_done=done)
