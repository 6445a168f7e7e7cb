"""Deliveries through the page: received and kept encrypted, looked at, tried, imported, thrown away.

A file waits in the store, encrypted in pieces, until it is imported without rejected records, is thrown away, or is
older than `KEEP_DAYS`. It is readable on disk only while it is being read, in a file that only this process may open.
"""

from __future__ import annotations

import json
import struct
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import decrypt, encrypt
from wegwijs.exchange.models import Delivery
from wegwijs.exchange.spreadsheet.actions import Said, import_notices
from wegwijs.exchange.spreadsheet.problems import Unreadable
from wegwijs.exchange.spreadsheet.report import Report

PIECE = 1024 * 1024
LIMIT = 200 * 1024 * 1024  # bytes through the page; larger files go by the command line
SMALL = 512 * 1024  # bytes; up to here the work is done while the user waits
KEEP_DAYS = 30
SHOWN = 500  # problems of a try-out that are kept to be shown


def receive(actor: Actor, name: str, pieces: Iterable[bytes], *, now: datetime) -> UUID:
    """Keep an uploaded file as a new delivery. Raises Unreadable when it is larger than the limit."""
    delivery = Delivery(
        municipality_id=actor.municipality_id, kind="notices", name=Path(name).name[:200], status="received",
        received_at=now, received_by=actor.user_id,
    )  # fmt: skip
    place = _place(delivery.uuid)
    try:
        with place.open("xb") as file:
            _write(file, pieces)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    with transaction.atomic():
        delivery.save()
        record(actor, "delivery_received", now=now, subject=delivery.uuid)
    return delivery.uuid


def _write(file: BinaryIO, pieces: Iterable[bytes]) -> None:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LIMIT:
            raise Unreadable("too_large", limit=LIMIT // PIECE)
        sealed = encrypt(piece)
        file.write(struct.pack(">I", len(sealed)) + sealed)


def _place(uuid: UUID, kind: str = "file") -> Path:
    folder = Path(settings.WEGWIJS_STORE) / "deliveries"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{uuid}.{kind}"


def has_file(uuid: UUID) -> bool:
    """Is the file still there?"""
    return _place(uuid).exists()


def is_small(uuid: UUID) -> bool:
    """Small enough to work on while the user waits."""
    return _place(uuid).stat().st_size <= SMALL


@contextmanager
def opened(uuid: UUID) -> Iterator[Path]:
    """The file in the clear for as long as it is read. Raises Unreadable when it is no longer there."""
    place = _place(uuid)
    if not place.exists():
        raise Unreadable("not_found")
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix="read-") as clear:  # made with mode 600
        with place.open("rb") as file:
            while head := file.read(4):
                clear.write(decrypt(file.read(struct.unpack(">I", head)[0])))
        clear.flush()
        yield Path(clear.name)


def choose(actor: Actor, uuid: UUID, columns: Mapping[int, str | None], encoding: str | None) -> None:
    """Keep what the user says of the columns, before the try-out."""
    if _mine(actor, uuid, "received", "checked").update(status="received"):
        said = {"columns": list(columns.items()), "encoding": encoding}
        _place(uuid, "said").write_text(json.dumps(said), encoding="utf-8")


def reopen(actor: Actor, uuid: UUID) -> None:
    """Back from a try-out to the columns; what was chosen there stays."""
    _mine(actor, uuid, "checked").update(status="received", refusal={})


def begin(actor: Actor, uuid: UUID, status: str, *, again: bool = False) -> bool:
    """Claim the delivery for a try-out ("checking") or an import ("running"); False when somebody else did.

    `again`: the worker seems to have stopped. Two that run side by side end the same as one.
    """
    before = {"checking": ("received", "checked"), "running": ("checked",)}[status]
    before += (status,) if again else ()
    return bool(_mine(actor, uuid, *before).update(status=status, rows_done=0))


def check(actor: Actor, uuid: UUID) -> None:
    """The try-out: everything is looked at, nothing of the people is kept. What it found is for the next page."""
    row = _row(actor, uuid)
    try:
        with opened(uuid) as path:
            report = import_notices(
                actor, path, now=row.received_at, dry_run=True, said=said(uuid), progress=_tell(uuid)
            )
    except Unreadable as error:
        refusal = {"code": error.code, "params": error.params}
        Delivery.objects.filter(pk=row.pk).update(status="received", refusal=refusal)
        return
    _keep_report(uuid, report)
    Delivery.objects.filter(pk=row.pk).update(
        status="checked", counts=report.counts(), influx=report.influx, refusal={}, format=report.format,
        encoding=report.encoding or "", rows_total=report.rows, rows_done=report.rows,
    )  # fmt: skip


def run(actor: Actor, uuid: UUID, *, now: datetime) -> None:
    """The import. A refusal stays with the delivery; the file goes when nothing was rejected."""
    row = _row(actor, uuid)
    try:
        with opened(uuid) as path:
            report = import_notices(actor, path, now=now, said=said(uuid), delivery=row)
    except Unreadable:
        return
    _place(uuid, "report").unlink(missing_ok=True)
    if not report.rejected:
        _place(uuid).unlink(missing_ok=True)


def discard(actor: Actor, uuid: UUID, *, now: datetime) -> None:
    """Throw the file away; what was imported stays."""
    with transaction.atomic():
        _mine(actor, uuid, "received", "checked", "refused").update(status="discarded", finished_at=now)
        record(actor, "delivery_file_removed", now=now, subject=uuid)
    for kind in ("file", "report", "said"):
        _place(uuid, kind).unlink(missing_ok=True)


def tidy(now: datetime) -> int:
    """Nightly: throw away files older than `KEEP_DAYS`, and what a killed process left in the clear; how many."""
    count = 0
    for path in _place(UUID(int=0)).parent.iterdir():
        age = now - datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo)
        if age > timedelta(days=1 if path.name.startswith("read-") else KEEP_DAYS):
            path.unlink(missing_ok=True)
            count += 1
    return count


def found(uuid: UUID) -> dict[str, Any]:
    """What the try-out found: `rejected`, `held`, `discrepancies` as lists of [line, field, code, params]."""
    place = _place(uuid, "report")
    if not place.exists():
        return {"rejected": [], "held": [], "discrepancies": []}
    kept: dict[str, Any] = json.loads(decrypt(place.read_bytes()))
    return kept


def _keep_report(uuid: UUID, report: Report) -> None:
    listed = {
        "rejected": [problem for problems in report.rejected for problem in problems],
        "held": report.held,
        "discrepancies": report.discrepancies,
    }
    kept = {
        name: [[one.line, one.field, one.code, dict(one.params)] for one in problems[:SHOWN]]
        for name, problems in listed.items()
    }
    _place(uuid, "report").write_bytes(encrypt(json.dumps(kept, ensure_ascii=False).encode()))


def _tell(uuid: UUID) -> Any:
    def tell(done: int, rows: int) -> None:
        Delivery.objects.filter(uuid=uuid).update(rows_done=done, rows_total=rows)

    return tell


def said(uuid: UUID) -> Said:
    """What the user said of the columns and the encoding; nothing yet: as it is found."""
    place = _place(uuid, "said")
    if not place.exists():
        return Said()
    kept = json.loads(place.read_text(encoding="utf-8"))
    return Said(dict(kept["columns"]), kept["encoding"])


def _row(actor: Actor, uuid: UUID) -> Delivery:
    return Delivery.objects.get(uuid=uuid, municipality_id=actor.municipality_id)


def _mine(actor: Actor, uuid: UUID, *statuses: str) -> Any:
    return Delivery.objects.filter(uuid=uuid, municipality_id=actor.municipality_id, status__in=statuses)
