"""Backup, everything elsewhere, restore, backup again: how long, and whether every hash is the same."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg


def measure(environment: dict[str, str]) -> dict[str, Any]:
    """Of the database that WEGWIJS_DATABASE_URL names, into a second one beside it."""
    with tempfile.TemporaryDirectory(dir=environment["WEGWIJS_HOME"]) as folder:
        place = Path(folder)
        there = {**environment, "WEGWIJS_DATABASE_URL": _beside(environment["WEGWIJS_DATABASE_URL"], place),
                 "WEGWIJS_KEYFILE": f"{environment['WEGWIJS_HOME']}/keys.json"}  # fmt: skip
        busy = _busy()
        first, out = _run(environment, "backup", str(place / "first.backup"), "--json")
        second, _ = _run(there, "restore", str(place / "first.backup"), "--json")
        busy = _busy() - busy
        _, again = _run(there, "backup", str(place / "second.backup"), "--json")
        size = (place / "first.backup").stat().st_size
    before, after = json.loads(out)["tables"], json.loads(again)["tables"]
    for report in (before, after):
        del report["accounts_lifesign"]  # the time of the backup itself
    return {
        "backup_seconds": round(first), "restore_seconds": round(second), "cpu_seconds": round(busy),
        "mb": round(size / 1e6), "rows": sum(table["rows"] for table in before.values()), "equal": before == after,
    }  # fmt: skip


def _beside(url: str, place: Path) -> str:
    if not url.startswith("postgres"):
        return f"sqlite:///{place}/restored.sqlite3"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE restored")
    return url.rsplit("/", 1)[0] + "/restored"


def _run(environment: dict[str, str], *arguments: str) -> tuple[float, str]:
    started = time.monotonic()
    command = [sys.executable, "-c", "from wegwijs.cli import main; main()", *arguments]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return time.monotonic() - started, done.stdout


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """`python -m tests.bench.keeping`: of the installation of this environment, as it stands."""
    sys.stdout.write(json.dumps(measure(dict(os.environ))) + "\n")


if __name__ == "__main__":
    main()
