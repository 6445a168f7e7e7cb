"""`python -m tests.bench.logs [EVENTS]`: waiting, process and monitor over one large log, beside the usual libraries.

Ours are the commands as users start them, all three questions over one reading, and a start with hardly a log. Theirs
(pandas, lifelines, pm4py) reads the same CSV once and answers the same questions. Each runs in a process of its own, so
that its peak of memory is its own. The wall clock judges, so measure on a machine that is at rest.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.load import say

STEPS = ("coa_matched", "pip_established", "moved_out")
COMPARED = 1_000_000
TARGETS = "5 × faster at a third of the memory (1 million); 20 s and 2 GB (10 million); a start in 1.5 s"
START = 1.5


def main() -> int:
    """Measure and tell; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.logs")
    parser.add_argument("events", type=int, nargs="?", default=COMPARED)
    parser.add_argument("--alone", action="store_true", help="without the other libraries")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wegwijs-bench-logs-") as folder:
        path = Path(folder) / "log.csv"
        make(path, chosen.events)
        small = Path(folder) / "small.csv"
        make(small, 300)
        start = _measured("waiting, 300 events", commands(small)[0][1])
        ours = [_measured(name, command) for name, command in commands(path)]
        theirs = None if chosen.alone else _measured("pandas + lifelines + pm4py", [*_python(), "theirs", str(path)])
        together = _measured("all three, one reading", [*_python(), "ours", str(path)])
    for one in [start, *ours, together, *([theirs] if theirs else [])]:
        say("{name:<28} {wall:6.1f} s   processor {cpu:6.1f} s   peak {peak:5.0f} MB".format(**one))
    return int(_judge(ours, together, theirs, chosen.events) or start["wall"] > START)


def _judge(ours: list[dict[str, Any]], together: dict[str, Any], theirs: dict[str, Any] | None, events: int) -> int:
    say(f"targets: {TARGETS}")
    if theirs:
        faster, smaller = theirs["wall"] / together["wall"], theirs["peak"] / together["peak"]
        less = theirs["cpu"] / together["cpu"]
        say(f"{faster:.1f} × faster, {less:.1f} × less processor, {smaller:.1f} × less memory, {events} events")
        return int(faster < 5 or smaller < 3)
    return int(max(one["wall"] for one in ours) > 20 or max(one["peak"] for one in ours) > 2000)


def commands(path: Path) -> list[tuple[str, list[str]]]:
    """The three questions."""
    wegwijs = [sys.executable, "-c", "from wegwijs.cli import main; main()"]
    start, end, left = STEPS
    return [
        ("waiting", [*wegwijs, "waiting", str(path), "--from", start, "--to", end, "--competing", left, "--json"]),
        ("process", [*wegwijs, "process", str(path), "--json"]),
        ("monitor", [*_python(), "monitor", str(path)]),
    ]


def make(path: Path, events: int) -> None:
    """An invented log in the columns of an export, some thirty events a case, in the order of cases."""
    import duckdb

    from wegwijs.eventlog.writing import HEADER

    kinds = ("coa_matched", "duo_notified", "brp_registered", "home_assigned", "intake_conversation_held",
             "learnability_test_taken", "pip_established", "course_started", "hours_attended", "moved_out")  # fmt: skip
    known = {
        "case_id": "'case-' || (i // 30)",
        "activity": f"({list(kinds)})[1 + least((hash(i) % 40)::INT, 8 + (hash(i) % 40 > 38)::INT)]",
        "timestamp": "strftime(DATE '2022-01-01' + ((i % 30) * 40 + hash(i * 7) % 40)::INT, '%Y-%m-%d')",
        "case:group": "CASE WHEN (i // 30) % 2 = 0 THEN 'asylum' ELSE 'family' END",
        "case:sex": "CASE WHEN (i // 30) % 3 = 0 THEN 'm' ELSE 'f' END",
        "case:born": "(1960 + (i // 30) % 45)::VARCHAR",
        "case:nationality": "'SY'",
        "case:regime": "'wi2021'",
        "case:pip_due": "'2023-01-01'",
        "result": "'b1_feasible'",
        "route": "'b1'",
        "component": "'language'",
        "hours": "'12'",
    }
    selected = ", ".join(f'{known.get(name, chr(39) * 2)} AS "{name}"' for name in HEADER)
    duckdb.sql(f"COPY (SELECT {selected} FROM range({events}) AS t(i)) TO '{path}' (HEADER true)")


def _python() -> list[str]:
    return [sys.executable, "-m", "tests.bench.logs_inside"]


def _measured(name: str, command: Sequence[str]) -> dict[str, Any]:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}", "PYTHONWARNINGS": "ignore"}
    started = time.monotonic()
    child = subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{name} failed: {json.dumps(list(command))}")
    cpu = used.ru_utime + used.ru_stime
    return {"name": name, "wall": time.monotonic() - started, "cpu": cpu, "peak": used.ru_maxrss / 1024}


if __name__ == "__main__":
    sys.exit(main())
