"""Whoever installs a new version over an older one: migrate, rebuild, doctor, verify end well; nothing is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.homes import in_home

HERE = Path(__file__).parent
# What each of them held, asked with the words of its time. A new form of the chain has other digests.
QUERIES = (
    "SELECT uuid, kind, happened_on, digest FROM dossier_fact ORDER BY id",
    "SELECT uuid, bsn_index, surname FROM dossier_person ORDER BY id",
    "SELECT uuid, state, number FROM plans_pip ORDER BY id",
    "SELECT uuid, sha256 FROM letters_document ORDER BY id",
    "SELECT id, rows FROM accounts_seal ORDER BY id",
)


@pytest.mark.once
@pytest.mark.parametrize("version", sorted(path.stem for path in HERE.glob("*.sql")))
def test_a_database_of_then_works_now(version: str, tmp_path: Path) -> None:
    """Every fact, person, plan, letter and link of the chain is there; facts are whole, snapshots of this version."""
    shutil.copy(HERE / "keys.json", tmp_path / "keys.json")
    (tmp_path / "keys.json").chmod(0o600)
    place = tmp_path / "wegwijs.sqlite3"
    with closing(sqlite3.connect(place)) as database:
        database.executescript((HERE / f"{version}.sql").read_text(encoding="utf-8"))
        before = [database.execute(query).fetchall() for query in QUERIES]
    assert all(before), "an empty database proves nothing"
    run = in_home(tmp_path)
    commands = ("migrate", "rebuild", "doctor", "verify --json", "nightly")
    done = run(*commands, ["backup", str(tmp_path / "after.backup")])
    assert [one.code for one in done] == [0] * 6, done
    assert json.loads(done[3].out)["facts"]["count"] == len(before[0])
    with closing(sqlite3.connect(place)) as database:
        assert [database.execute(query).fetchall() for query in QUERIES] == before
        cases = database.execute("SELECT count(*) FROM dossier_trajectory").fetchone()
        assert database.execute("SELECT count(*) FROM dossier_snapshot").fetchone() == cases
        guards = database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    assert guards > 0
