"""`python -m tests.bench`: both databases, one table, exit 1 when something misses its target.

Each database is measured by a process of its own (tests.bench.one): SQLite in a file under TMPDIR, PostgreSQL in a
cluster that lives as long as the run, with fsync on, so that saving costs what it costs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import targets
from tests.bench.load import say

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "test-results" / "bench.json"


def main() -> int:
    """Measure and tell; 0 when everything is within its target."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=0, help="rows of the delivery (default: as many as cases)")
    parser.add_argument("--only", choices=("sqlite", "postgres"))
    chosen = parser.parse_args()
    found = []
    for database in (chosen.only,) if chosen.only else ("sqlite", "postgres"):
        home = Path(tempfile.mkdtemp(prefix=f"wegwijs-bench-{database}-"))
        try:
            say(f"{database}: {chosen.cases} cases")
            found.append(_measure(database, home, chosen.cases, chosen.rows or chosen.cases))
        finally:
            shutil.rmtree(home, ignore_errors=True)
    lines = [line for one in found for line in targets.figures(one)]
    missed = [line for line in lines if line.misses]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"machine": _machine(), "measured": found}, indent=1), encoding="utf-8")
    promised = sum(bool(line.target) for line in lines)
    say(f"\n{_machine()}\n\n{targets.table(lines)}\n\n{len(missed)} of {promised} targets missed")
    return 1 if missed else 0


def _measure(database: str, home: Path, cases: int, rows: int) -> dict[str, object]:
    environment = {**os.environ, "WEGWIJS_HOME": str(home), "WEGWIJS_DEMO": "1", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
                   "WEGWIJS_DATABASE_URL": f"sqlite:///{home}/city.sqlite3", "WEGWIJS_TEST_FSYNC": "on"}  # fmt: skip
    for name in ("WEGWIJS_KEYFILE", "WEGWIJS_STORE"):
        environment.pop(name, None)
    out = home / "found.json"
    command = [sys.executable, "-m", "tests.bench.one", str(out), "--cases", str(cases), "--rows", str(rows)]
    if database == "postgres":
        command = [str(ROOT / "tools" / "with-postgres"), *command]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    measured: dict[str, object] = json.loads(out.read_text(encoding="utf-8"))
    return measured


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    busy = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {memory} GB, load {busy:.1f}; server, database and users share them"


if __name__ == "__main__":
    sys.exit(main())
