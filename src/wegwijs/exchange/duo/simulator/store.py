"""The simulator's database: one SQLite file with a person per row and what was received and sent.

A person is one JSON document: nothing here is searched but by BSN, and what DUO holds is best read as it is answered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .person import Person

SCHEMA = """
CREATE TABLE IF NOT EXISTS municipality (oin TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS person (
    id INTEGER PRIMARY KEY, bsn TEXT NOT NULL UNIQUE, label TEXT NOT NULL, responsible TEXT NOT NULL,
    changed_at TEXT NOT NULL DEFAULT '', held TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS person_changed ON person (changed_at DESC, id DESC);
CREATE TABLE IF NOT EXISTS contact (id INTEGER PRIMARY KEY AUTOINCREMENT, oin TEXT NOT NULL, held TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, sender TEXT NOT NULL, message_id TEXT NOT NULL, method TEXT NOT NULL,
    what TEXT NOT NULL, bsn TEXT NOT NULL, body TEXT NOT NULL, status INTEGER NOT NULL, answer TEXT NOT NULL,
    fate TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS message_bsn ON message (bsn, id);
CREATE TABLE IF NOT EXISTS notification (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, oin TEXT NOT NULL, bsn TEXT NOT NULL, event TEXT NOT NULL,
    message_id TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, due_at TEXT NOT NULL,
    outcome TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS notification_due ON notification (due_at) WHERE outcome = '';
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Municipality:
    """A municipality that is connected."""

    oin: str
    code: str
    name: str


def moment(at: datetime) -> str:
    """A moment as text that sorts."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


class Store:
    """Opens the file; every use is one transaction on a connection of its own, so threads do not meet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        connection = sqlite3.connect(path, timeout=20)
        connection.executescript("PRAGMA journal_mode=WAL;" + SCHEMA)
        connection.close()

    @contextmanager
    def open(self) -> Iterator[Database]:
        """Read and write; written when the block ends well, undone when it does not."""
        connection = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous=NORMAL")
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield Database(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()  # what was not committed is undone


class Database:
    """What is in the file, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in self.connection.execute(sql, values)]

    def setting(self, name: str, default: str = "") -> str:
        found = self.rows("SELECT value FROM setting WHERE name = ?", name)
        return str(found[0]["value"]) if found else default

    def set(self, name: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def count(self, name: str) -> int:
        """The next number, from 1: what the modes go by."""
        number = int(self.setting(name, "0")) + 1
        self.set(name, str(number))
        return number

    def municipality(self, *, oin: str = "", code: str = "") -> Municipality | None:
        found = self.rows("SELECT * FROM municipality WHERE oin = ? OR code = ?", oin, code)
        return Municipality(**found[0]) if found else None

    def municipalities(self) -> list[Municipality]:
        return [Municipality(**row) for row in self.rows("SELECT * FROM municipality ORDER BY code")]

    def connect(self, municipality: Municipality) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO municipality VALUES (?, ?, ?)",
            (municipality.oin, municipality.code, municipality.name),
        )

    def person(self, bsn: str) -> Person | None:
        found = self.rows("SELECT held FROM person WHERE bsn = ?", bsn)
        return Person.from_json(json.loads(found[0]["held"])) if found else None

    def keep(self, person: Person, at: datetime) -> None:
        self.keep_all([person], moment(at))

    def keep_all(self, people: Iterable[Person], changed_at: str = "") -> None:
        self.connection.executemany(
            "INSERT INTO person (bsn, label, responsible, changed_at, held) VALUES (?, ?, ?, ?, ?) ON CONFLICT (bsn) "
            "DO UPDATE SET label = excluded.label, responsible = excluded.responsible, "
            "changed_at = excluded.changed_at, held = excluded.held",
            (
                (one.bsn, one.label, one.responsible, changed_at, json.dumps(one.as_json(), ensure_ascii=False))
                for one in people
            ),
        )

    def notify(self, oin: str, bsn: str, event: str, message_id: str, at: datetime) -> None:
        """Put a notice in the queue."""
        self.connection.execute(
            "INSERT INTO notification (at, oin, bsn, event, message_id, due_at) VALUES (?, ?, ?, ?, ?, ?)",
            (moment(at), oin, bsn, event, message_id, moment(at)),
        )

    def empty(self) -> None:
        """Everything away but who is connected and how the line behaves."""
        for table in ("person", "contact", "message", "notification"):
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own
