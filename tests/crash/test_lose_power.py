"""The power fails: what SQLite promises with our settings, and that they are in force wherever we connect.

With WAL and synchronous=FULL the log is flushed before a commit is confirmed. What a failing disk leaves is therefore
the log up to some byte at or after the last confirmed commit: we cut it there and look. docs/decisions/0039.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from django.db import connection

from wegwijs.project.settings import DATABASES

OPTIONS = DATABASES["default"].get("OPTIONS", {})
WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the settings of SQLite")
def test_every_connection_has_the_settings(db: None, tmp_path: Path) -> None:
    """A connection of this thread and one of another: the log, the flush, and no write that starts as a read."""
    found: list[dict[str, object]] = []

    def look() -> None:
        other = connection.copy("other")
        other.settings_dict = {**connection.settings_dict, "NAME": str(tmp_path / "x.sqlite3")}
        with other.cursor() as cursor:
            found.append({name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED})
            found[-1]["mode"] = other.transaction_mode
        other.close()

    look()
    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert found == [{**WANTED, "mode": "IMMEDIATE"}] * 2


@pytest.mark.skipif(not OPTIONS, reason="about the settings of SQLite")
def test_a_log_that_is_cut_off_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    """Cut at any byte after a confirmed commit: all up to it is there, nothing by half, and the file is sound."""
    chance, live = Random(4), tmp_path / "live.sqlite3"
    sizes: list[int] = []
    with closing(sqlite3.connect(live, isolation_level=None)) as database:
        database.executescript(OPTIONS["init_command"])
        database.execute("CREATE TABLE pair (a INTEGER, b TEXT)")
        database.execute("PRAGMA wal_autocheckpoint=0")
        for number in range(40):
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO pair VALUES (?, ?)", [number, "x" * chance.randrange(6000)])
            database.execute("INSERT INTO pair VALUES (?, ?)", [number, "y" * chance.randrange(6000)])
            database.execute("COMMIT")
            sizes.append((tmp_path / "live.sqlite3-wal").stat().st_size)
        log = (tmp_path / "live.sqlite3-wal").read_bytes()
        for turn in range(30):
            cut = chance.randrange(sizes[0], len(log) + 1)
            torn = tmp_path / f"{turn}.sqlite3"
            shutil.copy(live, torn)
            # Beyond the cut a disk may leave nothing, or rubbish.
            rest = chance.randbytes(len(log) - cut) if turn % 2 else b""
            Path(f"{torn}-wal").write_bytes(log[:cut] + rest)
            with closing(sqlite3.connect(torn)) as after:
                after.execute("PRAGMA synchronous=OFF")  # of the look afterwards, which need not last
                assert after.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                rows = after.execute("SELECT a, count(*) FROM pair GROUP BY a ORDER BY a").fetchall()
            confirmed = sum(size <= cut for size in sizes)
            assert rows == [(number, 2) for number in range(confirmed)]
