"""A chain over audit and access log: whoever changes, removes or adds a row afterwards breaks it.

Each link is HMAC-SHA256, with a key outside the database, over the previous link and the rows it covers. What the
chain cannot tell: that its newest links were cut off together with their rows. For that, keep `head` of a report
somewhere else (a log server, a colleague's mailbox) and look whether it is still in the chain.

A link covers the keyed digest of each row. That lets `accounts.erasing` take away a row, or words in it, when its term
is over: the digest stays in the place of the row and the chain still holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from heapq import merge
from itertools import groupby
from typing import Any

from django.db import connection, models, transaction

from wegwijs.accounts.crypto import seal
from wegwijs.accounts.models import AccessEntry, AuditEntry, ErasedRow, Seal

CHUNK = 5000  # rows of each table per link
ADVISORY_LOCK = 7_305_021  # any fixed number; one sealer at a time on PostgreSQL (SQLite has one writer anyway)
# The fields that a link covers, in this order. The id comes first; adding a field needs a new version of the chain.
AUDIT = ("id", "municipality_id", "at", "user_id", "role", "action", "subject", "trajectory_ref", "detail")
ACCESS = ("id", "municipality_id", "at", "user_id", "role", "kind", "trajectory_ref", "reason", "detail")
TABLES: tuple[tuple[str, type[models.Model], tuple[str, ...]], ...] = (
    ("audit", AuditEntry, AUDIT),
    ("access", AccessEntry, ACCESS),
)
VERSION = 2
Row = tuple[Any, ...]
# What one row adds to a link: its text, and its digest when that is known already because (part of) the row is gone.
Part = tuple[bytes, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that is not what it was; `why`: chain (the link itself), gone, added or changed (its rows)."""

    seal: int
    why: str
    rows_then: int
    rows_now: int


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`unsealed`: rows of audit and log that wait for the next link. `head`: the newest link."""

    links: int
    rows: int
    broken: tuple[Broken, ...]
    unsealed: int
    head: str

    @property
    def sound(self) -> bool:
        """Every link is what it was."""
        return not self.broken

    def as_dict(self) -> dict[str, Any]:
        """For `wegwijs verify --json`."""
        return {"sound": self.sound, **asdict(self)}


def seal_pending(now: datetime) -> int:
    """Chain what has no link yet; how many rows were taken. Safe to run twice at once."""
    taken = 0
    while True:
        rows = _seal_once(now)
        taken += rows
        if not rows:
            return taken


def _seal_once(now: datetime) -> int:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        taken: list[tuple[type[models.Model], list[int]]] = []
        lines: list[Part] = []
        for name, model, fields in TABLES:
            rows: list[Row] = list(_rows(model).filter(seal=None).order_by("id").values_list(*fields)[:CHUNK])
            lines += [(line_of(name, row), "") for row in rows]
            taken.append((model, [row[0] for row in rows]))
        if not lines:
            return 0
        previous = Seal.objects.order_by("-id").values_list("digest", flat=True).first() or ""
        digest = _digest(VERSION, previous, lines)
        link = Seal.objects.create(at=now, rows=len(lines), previous=previous, digest=digest, version=VERSION)
        for model, ids in taken:
            _rows(model).filter(pk__in=ids).update(seal=link)
    return len(lines)


def verify() -> ChainReport:
    """Read every sealed row once, in order; constant memory."""
    covered = _covered()
    broken: list[Broken] = []
    previous, links, counted = "", 0, 0
    at_hand = next(covered, None)
    for pk, rows, said_previous, digest, version in _links():
        links += 1
        # Rows under a link that is not there (its own row was removed): they belong to the next broken one.
        while at_hand is not None and at_hand[0] < pk:
            broken.append(Broken(at_hand[0], "chain", 0, len(at_hand[1])))
            at_hand = next(covered, None)
        lines: list[Part] = []
        if at_hand is not None and at_hand[0] == pk:
            lines = at_hand[1]
            at_hand = next(covered, None)
        counted += len(lines)
        why = _what_is_wrong(said_previous, previous, rows, lines)
        if not why and _digest(version, previous, lines) != digest:
            why = "changed"
        if why:
            broken.append(Broken(pk, why, rows, len(lines)))
        previous = digest
    unsealed = sum(_rows(model).filter(seal=None).count() for _name, model, _fields in TABLES)
    return ChainReport(links, counted, tuple(broken), unsealed, previous)


def oldest_pending() -> datetime | None:
    """When the oldest row that has no link yet was written; None when all have."""
    found = [_rows(model).filter(seal=None).aggregate(oldest=models.Min("at"))["oldest"] for _n, model, _f in TABLES]
    return min((moment for moment in found if moment is not None), default=None)


def bring_up_to_date() -> bool:
    """Chain links of an older version anew, in place; False, and nothing done, when the chain is not sound as it is."""
    if not Seal.objects.exclude(version=VERSION).exists():
        return True
    with transaction.atomic():
        if not verify().sound:
            return False
        covered = _covered()
        previous, at_hand = "", next(covered, None)
        for link in Seal.objects.order_by("id").iterator(chunk_size=CHUNK):
            lines: list[Part] = []
            if at_hand is not None and at_hand[0] == link.pk:
                lines, at_hand = at_hand[1], next(covered, None)
            digest = _digest(VERSION, previous, lines)
            Seal.objects.filter(pk=link.pk).update(previous=previous, digest=digest, version=VERSION)
            previous = digest
    return True


def _what_is_wrong(said_previous: str, previous: str, rows: int, lines: list[Part]) -> str:
    if said_previous != previous:
        return "chain"
    if len(lines) < rows:
        return "gone"
    if len(lines) > rows:
        return "added"
    return ""


def _links() -> Iterator[tuple[int, int, str, str, int]]:
    columns = ("id", "rows", "previous", "digest", "version")
    return Seal.objects.order_by("id").values_list(*columns).iterator(chunk_size=CHUNK)


def _covered() -> Iterator[tuple[int, list[Part]]]:
    """Per link: the lines of its audit rows, then those of its access rows; links in order."""
    streams = [_by_link(name, model, fields) for name, model, fields in TABLES]
    heads = [next(stream, None) for stream in streams]
    while any(head is not None for head in heads):
        link = min(head[0] for head in heads if head is not None)
        lines: list[Part] = []
        for place, head in enumerate(heads):
            if head is not None and head[0] == link:
                lines += head[1]
                heads[place] = next(streams[place], None)
        yield link, lines


def _by_link(name: str, model: type[models.Model], fields: tuple[str, ...]) -> Iterator[tuple[int, list[Part]]]:
    """Per link what its rows add; of an erased row the digest that is left, in the place of the row."""
    standing = _rows(model).exclude(seal=None).order_by("seal_id", "id").values_list("seal_id", *fields)
    erased = (
        ErasedRow.objects.filter(table=name).order_by("seal_id", "row").values_list("seal_id", "row", "was", "stays")
    )
    rows = ((row[0], row[1], row[1:], "", "") for row in standing.iterator(chunk_size=CHUNK))
    gone = ((link, row, None, was, stays) for link, row, was, stays in erased.iterator(chunk_size=CHUNK))
    together = merge(rows, gone, key=lambda one: (one[0], one[1]))
    for link, of_link in groupby(together, key=lambda one: one[0]):
        parts = [_part(name, list(same)) for _row, same in groupby(of_link, key=lambda one: one[1])]
        yield link, [part for part in parts if part is not None]


def _part(name: str, same: list[Any]) -> Part | None:
    """What one row adds. A row that differs from what was left of it adds its own text, which breaks the link."""
    row = next((one[2] for one in same if one[2] is not None), None)
    erased = next((one for one in same if one[2] is None), None)
    line = line_of(name, row) if row is not None else b""
    if erased is None:
        return line, ""
    was, stays = erased[3], erased[4]
    if row is None:
        return None if stays else (b"", was)
    return (line, was) if seal(line) == stays else (line, "")


def _rows(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._default_manager.all()  # noqa: SLF001  Django's documented way to the default manager of any model


def line_of(name: str, row: Row) -> bytes:
    """A row as the chain reads it."""
    return _ENCODER.encode([name, *row]).encode()


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


_ENCODER = json.JSONEncoder(default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _digest(version: int, previous: str, lines: list[Part]) -> str:
    parts = [line if version == 1 else (known or seal(line)).encode() for line, known in lines]
    return seal(b"\n".join([previous.encode(), *parts]))
