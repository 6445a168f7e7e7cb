"""Reading every row as a line, in order, from one moment of a database that goes on working."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.db import connection

from wegwijs.cli.keeping.tables import Table

PIECE = 2 * 1024 * 1024  # bytes of lines at a time
_AT_ONCE = 2000  # rows
# What COPY escapes, backslash first.
_ESCAPES = ((92, "\\\\"), (9, "\\t"), (10, "\\n"), (13, "\\r"), (8, "\\b"), (11, "\\v"), (12, "\\f"))


@contextmanager
def one_moment(tables: list[Table], *, frozen: bool = False) -> Iterator[None]:
    """All reading inside sees the same moment. `frozen`: nobody writes meanwhile, so nothing comes after it."""
    connection.ensure_connection()
    raw: Any = connection.connection
    if connection.vendor == "sqlite":
        raw.execute("BEGIN IMMEDIATE" if frozen else "BEGIN")
    else:
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        if frozen:
            raw.execute("LOCK TABLE " + ", ".join(f'"{table.name}"' for table in tables) + " IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        raw.execute("ROLLBACK")


def lines(table: Table) -> Iterator[bytes]:
    """Pieces of whole lines, some megabytes each."""
    held: list[bytes] = []
    size = 0
    for part in _sqlite_lines(table) if connection.vendor == "sqlite" else _postgres_lines(table):
        held.append(part)
        size += len(part)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def last_numbers(tables: list[Table]) -> dict[str, int]:
    """The highest number that each table ever gave out, also to rows that are gone: it is not given out again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
        else:
            cursor.execute(
                "SELECT t.relname, coalesce(pg_sequence_last_value(s.oid), 0) FROM pg_class s"
                " JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass"
                " JOIN pg_class t ON t.oid = d.refobjid"
                " WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace"
            )
        found = dict(cursor.fetchall())
    return {table.name: int(found.get(table.name) or 0) for table in tables if table.counted}


class Digest:
    """Of the lines of one table. `plain`: values of JSON count and their spelling does not."""

    def __init__(self, table: Table, *, plain: bool) -> None:
        self._json_at = table.json_at if plain else ()
        self._hash = sha256()
        self.rows = 0

    def add(self, piece: bytes) -> None:
        """The next lines."""
        self.rows += piece.count(b"\n")
        self._hash.update(_plain(piece, self._json_at) if self._json_at else piece)

    def hex(self) -> str:
        """Of all lines so far."""
        return self._hash.hexdigest()


def digest(table: Table, *, plain: bool) -> Digest:
    """Of the table as it is in the database now."""
    made = Digest(table, plain=plain)
    for piece in lines(table):
        made.add(piece)
    return made


def unescape(text: str) -> str:
    """What COPY escaped, as it was."""
    parts = text.split("\\\\")
    for letter, meant in (("t", "\t"), ("n", "\n"), ("r", "\r"), ("b", "\b"), ("v", "\v"), ("f", "\f")):
        parts = [part.replace(f"\\{letter}", meant) for part in parts]
    return "\\".join(parts)


def _plain(piece: bytes, json_at: tuple[int, ...]) -> bytes:
    made = []
    for line in piece.decode().split("\n")[:-1]:
        values = line.split("\t")
        for at in json_at:
            if values[at] != "\\N":
                values[at] = json.dumps(json.loads(unescape(values[at])), sort_keys=True)
        made.append("\t".join(values) + "\n")
    return "".join(made).encode()


def _postgres_lines(table: Table) -> Iterator[bytes]:
    listed = ", ".join(f'"{column}"' for column in table.columns)
    order = f'"{table.key}"'
    if table.kinds[table.columns.index(table.key)] == "text":
        order += ' COLLATE "C"'
    raw: Any = connection.connection
    with raw.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL bytea_output = 'hex'")
        asked = f'COPY (SELECT {listed} FROM "{table.name}" ORDER BY {order}) TO STDOUT'  # noqa: S608  names of models
        with cursor.copy(asked) as copy:
            for row in copy:
                yield bytes(row)


def _sqlite_lines(table: Table) -> Iterator[bytes]:
    """SQLite writes the line itself; Python only passes it on."""
    parts = [f"ifnull({_as_text(c, k)}, '\\N')" for c, k in zip(table.columns, table.kinds, strict=True)]
    line = " || char(9) || ".join(parts)
    raw: Any = connection.connection
    cursor = raw.execute(f'SELECT {line} FROM "{table.name}" ORDER BY "{table.key}"')  # noqa: S608  names of models
    while rows := cursor.fetchmany(_AT_ONCE):
        yield ("\n".join([row[0] for row in rows]) + "\n").encode()


def _as_text(column: str, kind: str) -> str:
    """The SQL that writes a value as PostgreSQL does."""
    name = f'"{column}"'
    if kind in {"text", "json"}:
        for code, escape in _ESCAPES:
            name = f"replace({name}, char({code}), '{escape}')"
        return name
    if kind.startswith("decimal:"):
        return f"CASE WHEN {name} IS NOT NULL THEN printf('%.{kind[8:]}f', {name}) END"
    return {
        "bool": f"CASE {name} WHEN 1 THEN 't' WHEN 0 THEN 'f' END",
        "uuid": " || '-' || ".join(f"substr({name}, {start}, {length})" for start, length in _UUID),
        "moment": f"CASE WHEN instr({name}, '.') THEN rtrim(rtrim({name}, '0'), '.') ELSE {name} END || '+00'",
        "bytes": f"CASE WHEN {name} IS NOT NULL THEN '\\\\x' || lower(hex({name})) END",
    }.get(kind, f"CAST({name} AS text)")


_UUID = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
