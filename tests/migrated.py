"""An empty database of this version, made once a run: making its tables takes longer than most tests."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def database() -> Path:
    """Where it is; whoever asks first makes it, the others wait."""
    home = Path(os.environ["WEGWIJS_TESTS_HOME"])
    made = home / "migrated.sqlite3"
    with (home / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            work = home / "migrating"
            work.mkdir()
            environment = {
                **os.environ,
                "WEGWIJS_HOME": str(work),
                "DJANGO_SETTINGS_MODULE": "wegwijs.project.settings",
            }
            environment.pop("WEGWIJS_DATABASE_URL", None)
            subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], env=environment, check=True)
            with closing(sqlite3.connect(work / "wegwijs.sqlite3")) as written:
                written.execute("PRAGMA journal_mode=DELETE")  # all in one file
            shutil.move(work / "wegwijs.sqlite3", made)
    return made


def fill(connection: BaseDatabaseWrapper, **_told: Any) -> None:
    """On `connection_created`: the tables, into a database in memory that is still empty."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's own
        return
    if not connection.connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        with closing(sqlite3.connect(database())) as whole:
            whole.backup(connection.connection)
