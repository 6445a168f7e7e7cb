"""`python -m tests.bench.logs [EVENTS]`: waiting, process and monitor over one large log, beside the usual libraries.

Ours are the commands as users start them, all three questions over one reading, and a start with hardly a log. Theirs
(pandas, lifelines, pm4py) reads the same CSV once and answers the same questions. Each runs in a process of its own, so
that its peak of memory is its own. Everything runs three times in turn and the quickest of each counts: what else the
machine does falls on both. Growth is measured in processor time, of a log beside a tenth of it.
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

from tests.bench.load import say

STEPS = ("coa_matched", "pip_established", "moved_out")
COMPARED = 1_000_000
TARGETS = (
    "5 × faster at a third of the memory (1 million); 20 s and 2 GB (10 million); start 1.5 s; growth at most linear"
)
START, RUNS = 1.5, 3
MARGIN = 0.1  # of one measurement beside another


def main() -> int:
    """Measure and tell; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.logs")
    parser.add_argument("events", type=int, nargs="?", default=COMPARED)
    parser.add_argument("--alone", action="store_true", help="without the other libraries")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wegwijs-bench-logs-") as folder:
        path, tenth, small = (Path(folder) / f"{name}.csv" for name in ("log", "tenth", "small"))
        make(path, chosen.events)
        make(tenth, chosen.events // 10)
        make(small, 300)
        todo = [("start", commands(small)[0][1]), *commands(path), ("together", [*_python(), "ours", str(path)]),
                ("a tenth", [*_python(), "ours", str(tenth)])]  # fmt: skip
        if not chosen.alone:
            todo.append(("theirs", [*_python(), "theirs", str(path)]))
        say(f"load {os.getloadavg()[0]:.1f} before, {chosen.events} events")
        found = [{name: _measured(name, command) for name, command in todo} for _ in range(RUNS)]
        say(f"load {os.getloadavg()[0]:.1f} after")
    best = {name: {of: min(one[name][of] for one in found) for of in ("wall", "cpu", "peak")} for name, _ in todo}
    for name, one in best.items():
        say("{name:<12} {wall:6.2f} s   processor {cpu:6.2f} s   peak {peak:5.0f} MB".format(name=name, **one))
    return int(_judge(best) or best["start"]["wall"] > START)


def _judge(best: dict[str, dict[str, float]]) -> int:
    say(f"targets: {TARGETS}")
    ours, tenth, start = best["together"], best["a tenth"], best["start"]
    growth = (ours["cpu"] - start["cpu"]) / (tenth["cpu"] - start["cpu"])
    say(f"ten times the events: {growth:.1f} × the processor time")
    missed = growth > 10 * (1 + MARGIN)
    if theirs := best.get("theirs"):
        faster, less, smaller = (theirs[of] / ours[of] for of in ("wall", "cpu", "peak"))
        say(f"{faster:.1f} × faster, {less:.1f} × less processor, {smaller:.1f} × less memory")
        return int(missed or faster < 5 or smaller < 3)
    asked = [best[name] for name in ("waiting", "process", "monitor")]
    return int(missed or max(one["wall"] for one in asked) > 20 or max(one["peak"] for one in asked) > 2000)


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
    selected = ", ".join(f'{known.get(name, "NULL")} AS "{name}"' for name in HEADER)
    duckdb.sql(f"COPY (SELECT {selected} FROM range({events}) AS t(i)) TO '{path}' (HEADER true)")


def _python() -> list[str]:
    return [sys.executable, "-m", "tests.bench.logs_inside"]


def _measured(name: str, command: Sequence[str]) -> dict[str, float]:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}", "PYTHONWARNINGS": "ignore"}
    started = time.monotonic()
    child = subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{name} failed: {json.dumps(list(command))}")
    cpu = used.ru_utime + used.ru_stime
    return {"wall": time.monotonic() - started, "cpu": cpu, "peak": used.ru_maxrss / 1024}


if __name__ == "__main__":
    sys.exit(main())
