"""Filling an empty database with lines, in one transaction: indexes and triggers aside, rows in, all of it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from wegwijs.cli.keeping.reading import unescape
from wegwijs.cli.keeping.tables import Node, Table

# A database is in use once one of these has a row.
USED = ("accounts_municipality", "accounts_user", "accounts_auditentry")
_UNIQUE_AND_FOREIGN = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND contype IN ('f', 'u') ORDER BY contype = 'u', conname"""
_INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)"""


class NotLoadable(Exception):
    """These rows cannot go into this database; the text says what to do."""


def prepare(applied: list[Node]) -> None:
    """Make the tables as they were in the version that wrote the rows; refuses a database that is in use."""
    executor = MigrationExecutor(connection)
    unknown = sorted(set(applied) - set(executor.loader.graph.nodes))
    if unknown:
        raise NotLoadable(
            f"de back-up is van een nieuwere versie ({unknown[0][0]} {unknown[0][1]}). Installeer die eerst."
        )
    now = set(executor.loader.applied_migrations)
    if now and (now != set(applied) or _in_use()):
        raise NotLoadable("de database is niet leeg. Kies met WEGWIJS_DATABASE_URL een lege database zonder tabellen.")
    if not now and connection.introspection.table_names():
        raise NotLoadable("in de database staan tabellen van iets anders. Kies een lege database.")
    if not now:
        within = set(applied)
        nodes = executor.loader.graph.node_map
        executor.migrate(
            [n for n in applied if not any(c.key in within and c.key[0] == n[0] for c in nodes[n].children)]
        )


def _in_use() -> bool:
    with connection.cursor() as cursor:
        for name in USED:
            cursor.execute(f'SELECT 1 FROM "{name}" LIMIT 1')  # noqa: S608  names above
            if cursor.fetchone():
                return True
    return False


@contextmanager
def loading(tables: list[Table], numbers: dict[str, int]) -> Iterator[Callable[[], None]]:
    """One transaction around the rows. Call what is yielded once all rows are in; an exception undoes everything."""
    sqlite = connection.vendor == "sqlite"
    if sqlite:
        # What is new needs no copy in a log: the old pages are kept instead, and an empty database has few.
        _run("PRAGMA foreign_keys=OFF", "PRAGMA journal_mode=DELETE", "PRAGMA temp_store=FILE",
             "PRAGMA cache_size=-262144", "PRAGMA mmap_size=0")  # fmt: skip
    try:
        with transaction.atomic():
            put_back = _aside_sqlite() if sqlite else _aside_postgres(tables)
            for table in tables:
                _run(f'DELETE FROM "{table.name}"')  # noqa: S608  what the migrations themselves put there

            def finish() -> None:
                put_back()
                _set_numbers(numbers)

            yield finish
    finally:
        if sqlite:
            _run("PRAGMA foreign_keys=ON", "PRAGMA journal_mode=WAL")


def settle() -> None:
    """Up to this version, and tell the planner how large things are."""
    call_command("migrate", interactive=False, verbosity=0)
    _run("ANALYZE")


def writer(table: Table) -> Callable[[bytes], None]:
    """Takes pieces of whole lines of this table."""
    return _sqlite_writer(table) if connection.vendor == "sqlite" else _postgres_writer(table)


def _postgres_writer(table: Table) -> Callable[[bytes], None]:
    listed = ", ".join(f'"{column}"' for column in table.columns)
    raw: Any = connection.connection

    def write(piece: bytes) -> None:
        with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy:
            copy.write(piece)

    return write


def _sqlite_writer(table: Table) -> Callable[[bytes], None]:
    listed = ", ".join(f'"{column}"' for column in table.columns)
    values = ", ".join(_from_text(at, kind) for at, kind in enumerate(table.kinds, start=1))
    statement = f'INSERT INTO "{table.name}" ({listed}) VALUES ({values})'  # noqa: S608  names of models
    bytes_at = [at for at, kind in enumerate(table.kinds) if kind == "bytes"]
    raw: Any = connection.connection

    def rows(piece: bytes) -> Iterator[list[Any]]:
        for line in piece.decode().split("\n")[:-1]:
            fields: list[Any] = line.split("\t")
            if "\\" in line:
                fields = [None if f == "\\N" else unescape(f) if "\\" in f else f for f in fields]
            for at in bytes_at:
                fields[at] = None if fields[at] is None else bytes.fromhex(fields[at][2:])
            yield fields

    def write(piece: bytes) -> None:
        raw.executemany(statement, rows(piece))

    return write


def _from_text(at: int, kind: str) -> str:
    """The SQL that makes what Django keeps in SQLite of the text of value `at`."""
    whole = f"substr(?{at}, 1, length(?{at}) - 3)"  # without +00
    return {
        "uuid": f"replace(?{at}, '-', '')",
        "bool": f"?{at} = 't'",
        "moment": f"CASE WHEN instr(?{at}, '.') THEN substr({whole} || '000000', 1, 26) ELSE {whole} END",
    }.get(kind, f"?{at}")


def _aside_sqlite() -> Callable[[], None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        )
        aside = cursor.fetchall()
    _run(*(f'DROP {kind} "{name}"' for kind, name, _ in aside))

    def put_back() -> None:
        _run(*(sql for _, _, sql in aside))
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            if cursor.fetchone():
                raise NotLoadable("de rijen verwijzen naar rijen die er niet zijn. Er is niets teruggezet.")

    return put_back


def _aside_postgres(tables: list[Table]) -> Callable[[], None]:
    with connection.cursor() as cursor:
        cursor.execute(_UNIQUE_AND_FOREIGN)
        constraints = cursor.fetchall()
        _run(*(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name, _ in constraints))
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
    _run(*(f"DROP INDEX {name}" for name, _ in indexes))
    _run(*(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER' for table in tables))

    def put_back() -> None:
        _run("SET LOCAL maintenance_work_mem = '256MB'", *(sql for _, sql in indexes))
        for table, name, sql in reversed(constraints):
            _run(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {sql}')
        _run(*(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER' for table in tables))

    return put_back


def _set_numbers(numbers: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, last in numbers.items():
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, last])
            elif last:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{name}"', last])


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
