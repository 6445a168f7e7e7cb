"""After destruction no byte of the person is left: not in a row, not in an encrypted field, not in a file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.city import NOW, City, make_case
from tests.migrated import database
from tests.privacy import canaries
from tests.privacy.conftest import AFTER, approved
from wegwijs.accounts import sealer
from wegwijs.dossier import verify
from wegwijs.dossier.actions import NewFact, append
from wegwijs.privacy import destroying

LATER = AFTER.replace(month=4)


def test_no_row_and_no_file_holds_a_word_of_her(city: City) -> None:
    """Every column of every table, decrypted too, and the store: before they sing, after her destruction none.

    Somebody else's case stays, and facts, chain and proofs are sound.
    """
    make_case(city, surname="Blijft")
    number = canaries.make_her(city, NOW)
    sealer.seal_pending(NOW)
    append(city.system(), [NewFact(number, "obligation_met", NOW.date(), {"result": "diploma"})], now=NOW)
    sung = {line.rpartition(": ")[2] for line in canaries.in_rows()}
    assert sung == set(canaries.CANARIES)
    assert destroying.carry_out(approved(city, LATER), now=LATER) == 1
    assert canaries.in_rows() == []
    assert canaries.in_files(Path(settings.WEGWIJS_STORE)) == []
    sealer.seal_pending(LATER)
    assert sealer.verify().sound
    assert verify.verify_facts().sound
    assert destroying.verify_proofs().sound


def test_nothing_is_left_between_the_rows(tmp_path: Path) -> None:
    """The database as bytes: on SQLite its file and write-ahead log, with its free space; on PostgreSQL a dump."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "WEGWIJS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "wegwijs.project.settings"}
    environment.pop("WEGWIJS_KEYFILE", None)
    url = ""
    if connection.vendor == "sqlite":
        environment.pop("WEGWIJS_DATABASE_URL", None)
        shutil.copy(database(), home / "wegwijs.sqlite3")
    else:
        url = _own_database(tmp_path.name)
        environment["WEGWIJS_DATABASE_URL"] = url
    command = [sys.executable, "-m", "tests.privacy.canaries"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    assert "destroyed 1\n" in done.stdout
    assert "after []\n" in done.stdout
    assert url or "log emptied True" in done.stdout, "somebody was reading while it was destroyed"
    kept = home
    if url:
        dump = subprocess.run(["pg_dump", url], capture_output=True, check=True)
        (home / "dump.sql").write_bytes(dump.stdout)
    else:
        assert not done.stdout.startswith("before 0 0"), "the test would find nothing in any case"
    raw = b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file())
    assert [canary for canary in canaries.CANARIES if canary.encode() in raw] == []


def _own_database(name: str) -> str:
    """A database beside that of the tests, in the cluster that goes with the run."""
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    base = os.environ["WEGWIJS_DATABASE_URL"].rpartition("/")[0]
    safe = "canary_" + "".join(letter for letter in name if letter.isalnum()).lower()
    subprocess.run(["psql", f"{base}/postgres", "-c", f"CREATE DATABASE {safe}"], check=True, capture_output=True)
    return f"{base}/{safe}"
