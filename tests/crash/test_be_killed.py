"""kill -9 at a random moment of establishing plans and of setting letters, again and again.

Promised: what was confirmed is there, nothing is there twice or by half, and verify is content. Three rounds here, ten
in `make bench` (WEGWIJS_CRASH_ROUNDS). An import that is killed: tests/exchange.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("WEGWIJS_CRASH_ROUNDS", "3"))
PLANS = 12 + 6 * ROUNDS


def _environment(home: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WEGWIJS_", "DJANGO_"))}
    return {**clean, "WEGWIJS_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def _run(home: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        env=_environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wegwijs(home: Path, *arguments: str) -> str:
    return _run(home, "-c", "from wegwijs.cli import main; main()", *arguments)


def _ask(home: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(home / "wegwijs.sqlite3")) as database:
        return database.execute(query).fetchall()


def _ready(home: Path) -> int:
    return int(_ask(home, "SELECT count(*) FROM letters_document WHERE state = 'ready'")[0][0])


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city in which every plan waits to be established."""
    home = tmp_path_factory.mktemp("crash")
    _wegwijs(home, "migrate")
    _run(home, "-m", "tests.crash.child", "prepare", str(PLANS))
    return home


@pytest.fixture(scope="module")
def established(drafts: Path) -> tuple[Path, list[str]]:
    """The same after having been killed many times, and what was confirmed on the way."""
    chance = Random(2021)
    confirmed: list[str] = []
    for number in range(ROUNDS + 1):
        most = chance.randrange(2, 7) if number < ROUNDS else PLANS
        with subprocess.Popen(
            [sys.executable, "-m", "tests.crash.child", "establish"], env=_environment(drafts), cwd=ROOT,
            stdout=subprocess.PIPE, text=True,
        ) as child:  # fmt: skip
            assert child.stdout
            for line in child.stdout:
                confirmed.append(line.strip())
                most -= 1
                if most == 0:
                    break
            if number < ROUNDS:
                time.sleep(chance.random() * 0.2)
                child.kill()
            # What was written into the pipe before the end was confirmed as well.
            confirmed += [line.strip() for line in child.stdout if line.endswith("\n")]
    return drafts, confirmed


def test_no_plan_is_lost_or_doubled(established: tuple[Path, list[str]]) -> None:
    """Every plan has one established version, one fact, one letter of decision; what was confirmed is not redone."""
    home, confirmed = established
    assert len(confirmed) == len(set(confirmed)), "a confirmed plan was a draft again"
    of_case = "JOIN dossier_trajectory t ON t.id = x.trajectory_id GROUP BY t.id"
    assert (
        _ask(home, f"SELECT count(*), max(x.state), min(x.state) FROM plans_pip x {of_case}")
        == [(1, "established", "established")] * PLANS
    )
    facts = _ask(home, f"SELECT sum(x.kind = 'pip_established'), count(*) FROM dossier_fact x {of_case}")
    assert {one for one, _ in facts} == {1}
    assert len({every for _, every in facts}) == 1
    letters = _ask(home, f"SELECT sum(x.template = 'beschikking'), count(*) FROM letters_document x {of_case}")
    assert {one for one, _ in letters} == {1}
    snapshots = _ask(home, "SELECT count(*) FROM dossier_snapshot WHERE phase IN ('signal', 'intake')")
    assert snapshots == [(0,)]
    assert json.loads(_wegwijs(home, "verify", "--json"))["sound"]


def test_no_letter_is_lost_or_doubled(established: tuple[Path, list[str]], tmp_path: Path) -> None:
    """A worker that is killed in the middle of a letter: the next one sets it; each is set once and can be read."""
    home = Path(shutil.copytree(established[0], tmp_path / "home"))
    chance = Random(1815)
    command = [sys.executable, "-c", "from wegwijs.cli import main; main()", "worker"]
    (wanted,) = _ask(home, "SELECT count(*) FROM letters_document")[0]
    for number in range(ROUNDS + 1):
        start, until = _ready(home), time.monotonic() + 120
        goal = int(wanted) if number == ROUNDS else min(start + chance.randrange(1, 4), int(wanted))
        worker = subprocess.Popen(command, env=_environment(home), cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            while _ready(home) < goal and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(chance.random() * 0.1)
            if number == ROUNDS:
                worker.terminate()
                assert worker.wait(timeout=30) == 0, "a worker that is asked to stop stops well"
        finally:
            worker.kill()
            worker.wait()
        assert _ready(home) >= goal
    assert _ask(home, "SELECT DISTINCT state FROM letters_document") == [("ready",)]
    told = _ask(
        home, "SELECT subject, count(*) FROM accounts_auditentry WHERE action = 'document_ready' GROUP BY subject"
    )
    assert len(told) == wanted
    assert {count for _, count in told} == {1}
    paths = [path for (path,) in _ask(home, "SELECT path FROM letters_document")]
    assert all((home / "store" / path).stat().st_size > 1000 for path in paths)
    assert json.loads(_wegwijs(home, "verify", "--json"))["sound"]
