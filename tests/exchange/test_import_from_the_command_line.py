"""`wegwijs import notices` as an administrator runs it: exit codes, JSON on standard output, killed and run again."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from wegwijs.accounts.actor import Actor
from wegwijs.cli.imports import run_notices

from .deliveries import person, write_csv

CLI = Path(sys.executable).parent / "wegwijs"
Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def cli(actor: Actor, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""

    def run(*arguments: str) -> tuple[int, dict[str, Any], str]:
        code = run_notices([*arguments, "--json"])
        told = capsys.readouterr()
        return code, json.loads(told.out), told.err

    return run


def test_exit_0_1_and_2(cli: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0: all taken; 1: some rejected; 2: not readable or wrong use, with what to do on standard error, in Dutch."""
    good = write_csv(tmp_path / "good.csv", [person(1)])
    bad = write_csv(tmp_path / "bad.csv", [person(1), person(2, doelgroep="toerist")])
    code, report, error = cli(str(good))
    assert (code, report["accepted"], error) == (0, 1, "")
    code, report, _ = cli(str(bad))
    assert (code, report["accepted"], report["unchanged"]) == (1, 0, 1)
    assert report["rejected"][0]["line"] == 3
    assert report["rejected"][0]["text"].startswith("De doelgroep “toerist” is niet bekend.")
    code, report, error = cli(str(tmp_path / "nothing.csv"))
    assert (code, report["error"]["code"]) == (2, "not_found")
    assert "Dit bestand is er niet." in error
    assert cli(str(good), "--municipality", "0000")[0] == 2
    assert cli(str(good), "--column", "bsn")[0] == 2
    assert run_notices([str(good)]) == 0
    assert "Ongewijzigd" in capsys.readouterr().out


def test_a_dry_run_stores_nothing(cli: Run, tmp_path: Path) -> None:
    """The same report, and nobody in the record."""
    path = write_csv(tmp_path / "d.csv", [person(1)])
    assert cli(str(path), "--dry-run")[1]["accepted"] == 1
    assert cli(str(path))[1]["accepted"] == 1
    assert cli(str(path), "--dry-run")[1]["unchanged"] == 1


def content(database: Path) -> list[list[tuple[Any, ...]]]:
    """People, facts, search terms and snapshots, without identifiers and moments."""
    case = "JOIN dossier_trajectory t ON t.id = x.trajectory_id JOIN dossier_person p ON p.id = t.person_id"
    queries = (
        "SELECT v_number, surname, birth_year FROM dossier_person ORDER BY 1",
        f"SELECT v_number, kind, happened_on, payload FROM dossier_fact x {case} ORDER BY 1, 2, 3",
        "SELECT v_number, term FROM dossier_searchterm s JOIN dossier_person p ON p.id = s.person_id ORDER BY 1, 2",
        f"SELECT v_number, pip_due, sort_name FROM dossier_snapshot x {case} ORDER BY 1",
    )
    with closing(sqlite3.connect(database)) as connection:
        return [connection.execute(query).fetchall() for query in queries]


def test_killed_in_the_middle_a_rerun_ends_the_same(tmp_path: Path) -> None:
    """kill -9 during the import, then the same command: the record equals that of an import that was left alone."""
    path = write_csv(tmp_path / "d.csv", [person(index) for index in range(3_000)])
    whole, killed = tmp_path / "whole.sqlite3", tmp_path / "killed.sqlite3"

    def environment(database: Path) -> dict[str, str]:
        return os.environ | {"WEGWIJS_DATABASE_URL": f"sqlite:///{database}", "WEGWIJS_HOME": str(tmp_path)}

    def wegwijs(database: Path, *arguments: str) -> str:
        done = subprocess.run(
            [CLI, *arguments], env=environment(database), capture_output=True, timeout=120, check=True
        )
        return done.stdout.decode()

    wegwijs(whole, "migrate")
    wegwijs(whole, "init", "--municipality", "Waterstad", "--code", "9001", "--email", "a@w.example", "--name", "A")
    shutil.copy(whole, killed)
    command = [CLI, "import", "notices", path]
    with subprocess.Popen(command, env=environment(killed), stdout=subprocess.DEVNULL) as process:
        stored = 0
        while not stored and process.poll() is None:
            stored = people(killed)
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    assert 0 < people(killed) < 3_000
    wegwijs(killed, "import", "notices", str(path))
    assert json.loads(wegwijs(whole, "import", "notices", str(path), "--json"))["accepted"] == 3_000
    assert content(killed) == content(whole)
    assert people(whole) == 3_000


def people(database: Path) -> int:
    """How many people the record holds."""
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute("SELECT count(*) FROM dossier_person").fetchone()[0]
        return found
