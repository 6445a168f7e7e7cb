"""`python -m tests.bench.soak`: ten people at work for ten minutes, web and worker; memory stays, nothing fails.

Everything on this machine, in a home and a database of its own, over the loopback. Prints what was found as JSON and
ends with 1 when a page failed or memory kept growing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.load import percentile, say

USERS, PEOPLE, SAMPLE = 10, 2000, 5.0  # fewer people: nobody has a caseload of thirty
WARM = 0.4  # of the time: caches fill and threads start
GROWTH = 0.05  # of memory, over what is measured; noise of the allocator is some percents


def main() -> int:
    """Make a city, work, tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    chosen = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="wegwijs-soak-"))
    for name in ("WEGWIJS_KEYFILE", "WEGWIJS_STORE"):
        os.environ.pop(name, None)
    os.environ |= {"WEGWIJS_HOME": str(home), "WEGWIJS_DEMO": "1", "WEGWIJS_LOG_LEVEL": "ERROR",
                   "DJANGO_SETTINGS_MODULE": "wegwijs.project.settings"}  # fmt: skip
    os.environ.setdefault("WEGWIJS_DATABASE_URL", f"sqlite:///{home}/city.sqlite3")
    try:
        found = _soak(chosen.seconds, chosen.users, chosen.people)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    say(json.dumps(found))
    return 0 if found["sound"] else 1


def _soak(seconds: float, users: int, people: int) -> dict[str, Any]:
    wegwijs = [sys.executable, "-c", "from wegwijs.cli import main; main()"]
    subprocess.run([*wegwijs, "demo", "--people", str(people), "--no-serve"], check=True, stderr=subprocess.DEVNULL)
    import django

    django.setup()
    from tests.bench import http

    with http.served(dict(os.environ)) as server, subprocess.Popen([*wegwijs, "worker"]) as worker:
        try:
            return _work(server, worker.pid, seconds, users)
        finally:
            worker.terminate()


def _work(server: Any, worker: int, seconds: float, users: int) -> dict[str, Any]:
    from tests.bench import http, people
    from wegwijs.accounts.roles import Role

    chance = Random(3)
    scenarios = [
        one for one in http.SCENARIOS if one.role in {Role.WORK_COACH, Role.INTEGRATION_COUNSELLOR, Role.YOUTH_COACH}
    ]
    desks = []
    for number in range(users):
        scenario = scenarios[number % len(scenarios)]
        staff = [one for one in people.workers(scenario.role, 2, chance) if one.cases]
        one = staff[number % len(staff)]
        desks.append((http.sign_in(server.port, one), scenario.act(one, chance)))
    until = time.monotonic() + seconds
    taken: list[float] = []
    failed: list[str] = []

    def sit(session: Any, act: Any) -> None:
        turn = 0
        while time.monotonic() < until:
            started = time.perf_counter()
            try:
                act(session, turn)
            except (OSError, http.PageFailedError) as error:
                failed.append(str(error)[:300])
            taken.append((time.perf_counter() - started) * 1000)
            turn += 1
            time.sleep(0.2)

    threads = [threading.Thread(target=sit, args=desk) for desk in desks]
    for thread in threads:
        thread.start()
    memory: dict[str, list[float]] = {"web": [], "worker": []}
    while any(thread.is_alive() for thread in threads):
        time.sleep(SAMPLE if seconds > 120 else 1)
        memory["web"].append(sum(_mb(pid) for pid in _children(server.pid)))
        memory["worker"].append(_mb(worker))
    told = {name: _slope(samples) for name, samples in memory.items()}
    sound = not failed and all(one["growth"] <= GROWTH for one in told.values()) and bool(taken)
    return {
        "sound": sound, "seconds": seconds, "users": users, "pages": len(taken), "failed": failed[:5],
        "failures": len(failed), "p50_ms": round(percentile(taken, 0.5)), "p95_ms": round(percentile(taken, 0.95)),
        "memory": told, "load": os.getloadavg()[0],
    }  # fmt: skip


def _slope(samples: list[float]) -> dict[str, float]:
    """Least squares over what comes after the warm-up; `growth`: of the mean, over that time."""
    values = samples[int(len(samples) * WARM) :]
    mean, middle = sum(values) / len(values), (len(values) - 1) / 2
    spread = sum((at - middle) ** 2 for at in range(len(values))) or 1.0
    slope = sum((at - middle) * (value - mean) for at, value in enumerate(values)) / spread
    return {
        "first_mb": round(values[0], 1),
        "last_mb": round(values[-1], 1),
        "growth": round(slope * len(values) / mean, 4),
    }


def _children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


def _mb(pid: int) -> float:
    """What the process has for itself: pages of a mapped database, which others may use too, do not count."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
