"""Many rows at once, at the speed of the database: COPY on PostgreSQL, executemany on SQLite; reading without models.

Django's `bulk_create` spends most of its time on model instances; a delivery of 100,000 people makes 1.3 million rows
(docs/decisions/0016). Rows are plain tuples in the order of `columns` (attribute names, `…_id` for a foreign key).
"""

from __future__ import annotations

import gc
import json
import os
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

_COPY_FROM = 20  # below this many rows a COPY costs more than it saves


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that nobody else gets. Inside a transaction."""
    table = model._meta.db_table  # noqa: SLF001  Django's documented model API
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        # BEGIN IMMEDIATE holds the only write lock; AUTOINCREMENT remembers keys of deleted rows too.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return list(range(first, first + count))


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert all rows, or none (the caller's transaction)."""
    if not rows:
        return
    names, adapters = _plan(model, tuple(columns), connection.vendor)
    ready = _fitted(rows, adapters)
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    listed = ", ".join(connection.ops.quote_name(name) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(ready) >= _COPY_FROM:
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", ready)  # noqa: S608  names come from models


def read(chosen: models.QuerySet[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """What a `values_list` finds, as the database gives it: JSON as text (`decoded`), identifiers for `dashed`.

    Reading values the usual way costs ten times as much as this, most of it per value: 60 facts a case add up.
    """
    try:
        statement, params = chosen.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def decoded(text: str) -> Any:
    """JSON that was read as text."""
    return {} if text == "{}" else _decode(text)


def dashed(value: UUID | str) -> str:
    """An identifier that was read, as text; SQLite keeps its digits only."""
    if type(value) is str:
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
    return str(value)


def _fitted(rows: Sequence[Sequence[Any]], adapters: Sequence[Callable[[Any], Any] | None]) -> list[Sequence[Any]]:
    """The rows as the database wants them; only the columns that need it are touched."""
    fits = [(at, fit) for at, fit in enumerate(adapters) if fit]
    if not fits:
        return list(rows)
    ready: list[Sequence[Any]] = []
    for row in rows:
        values = list(row)
        for at, fit in fits:
            values[at] = fit(values[at])
        ready.append(values)
    return ready


def neighbours() -> Callable[[], UUID]:
    """Random identifiers for one chunk of rows, side by side in an index.

    Fully random ones touch a page of every index per row, which is most of the cost of a large import. These share
    their first 32 random bits with the rest of the chunk and have 90 bits of their own: as hard to guess, and no clock.
    """
    shared = int.from_bytes(os.urandom(4), "big") << 96
    drawn: Iterator[tuple[Any, ...]] = iter(())  # twelve bytes each, drawn by the hundred

    def one() -> UUID:
        nonlocal drawn
        own = next(drawn, None)
        if own is None:
            drawn = struct.iter_unpack("12s", os.urandom(12 * 100))
            own = next(drawn)
        return UUID(int=(shared | int.from_bytes(own[0], "big")) & _NOT_VERSION | _VERSION_4)

    return one


_NOT_VERSION = ~((0xF000 << 64) | (0xC000 << 48))
_VERSION_4 = (0x4000 << 64) | (0x8000 << 48)  # RFC 9562: version 4, variant 10


@contextmanager
def long_run() -> Iterator[None]:
    """Many chunks in a row: SQLite moves its log into the database less often. Nothing is less safe, only later.

    The file is not mapped into memory meanwhile: a run through all of it would count those pages as ours.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        mapped = int((cursor.fetchone() or (0,))[0])  # a database in memory has nothing to map, and says nothing
        cursor.execute("PRAGMA mmap_size=0")
        cursor.execute(f"PRAGMA wal_autocheckpoint={_LONG_RUN_PAGES}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_autocheckpoint=1000")
            cursor.execute(f"PRAGMA mmap_size={mapped}")


@contextmanager
def no_search_for_circles() -> Iterator[None]:
    """Python's search for objects that hold each other is a third of assessing, and facts and answers make none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


_LONG_RUN_PAGES = 16_000  # of 4 KB
_decode = json.JSONDecoder().decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Ready(str):
    """JSON text that is ready to be written."""

    __slots__ = ()


def ready(value: Any) -> Ready:
    """Encode ahead, in another process or once for many rows."""
    return Ready(_encode(value))


def _compact(value: Any) -> str:
    return value if type(value) is Ready else _encode(value)


@lru_cache(maxsize=16)
def _sqlite_moment(value: datetime | None) -> str | None:
    return None if value is None else str(value.astimezone(UTC).replace(tzinfo=None))


@lru_cache(maxsize=4096)
def _sqlite_date(value: date | str | None) -> str | None:
    return None if value is None else str(value)


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


_SQLITE: dict[str, Callable[[Any], Any]] = {
    "UUIDField": _hex,
    "DateTimeField": _sqlite_moment,
    "DateField": _sqlite_date,
}


@lru_cache(maxsize=64)
def _plan(
    model: type[models.Model], columns: tuple[str, ...], vendor: str
) -> tuple[list[str], list[Callable[[Any], Any] | None]]:
    """Column names and, per column, what makes the value fit this database."""
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    names: list[str] = []
    adapters: list[Callable[[Any], Any] | None] = []
    for column in columns:
        field = fields[column]
        names.append(str(field.column))
        kind = field.get_internal_type()
        fit: Callable[[Any], Any] | None = None
        if kind == "JSONField":
            fit = _compact
        elif vendor == "sqlite":
            fit = _SQLITE.get(kind)
        adapters.append(fit)
    return names, adapters
