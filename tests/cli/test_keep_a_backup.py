"""Whoever looks after a server: a backup in one file, back into an empty database, or over to PostgreSQL.

Promised: what comes back is what was there, down to the hash of every table and file; a file that is not whole, or not
of these keys, changes nothing; a backup made while people work is of one moment.
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

import psycopg
import pytest
from django.db import connection

from tests.bench.delivery import write
from tests.cli.homes import INIT, NOTICES, in_home
from tests.migrated import database

AWKWARD = "tab\tline\nback\\slash \\N \\t return\r Şirin አበባ فاطمة 😀 '\""
ON_POSTGRES = os.environ.get("WEGWIJS_DATABASE_URL", "").startswith("postgres")


@pytest.fixture
def used(home: Path) -> Path:
    """An installation with a person, a name that is hard to write, a letter in the store and a number that was lost."""
    file = home / "mensen.csv"
    file.write_text(NOTICES, encoding="utf-8")
    done = in_home(home)(["init", *INIT], ["import", "notices", str(file)], "nightly")
    assert [one.code for one in done] == [0, 0, 0], done
    with sqlite3.connect(home / "wegwijs.sqlite3") as database:
        database.execute("UPDATE accounts_team SET name = ? WHERE id = 1", [AWKWARD])
        database.execute("UPDATE accounts_user SET last_login = '2026-01-02 03:04:05.600000'")
        # A row that went: its number is never given out again.
        database.execute("INSERT INTO accounts_organisation (id, uuid, name) VALUES (77, ?, 'Weg')", ["a" * 32])
        database.execute("DELETE FROM accounts_organisation WHERE id = 77")
    letter = home / "store" / "letters" / "ab" / "abc.pdf.sealed"
    letter.parent.mkdir(parents=True)
    letter.write_bytes(Random(1).randbytes(5_000_000))
    (home / "store" / "deliveries").mkdir(exist_ok=True)
    (home / "store" / "deliveries" / "read-xyz").write_text("a delivery in the clear")
    return home


def lose(home: Path) -> None:
    """Database and store are gone; the keys are kept elsewhere."""
    for name in ("wegwijs.sqlite3", "wegwijs.sqlite3-wal", "wegwijs.sqlite3-shm"):
        (home / name).unlink(missing_ok=True)
    shutil.rmtree(home / "store", ignore_errors=True)


def begin_anew(home: Path) -> None:
    """The same, and an empty database of this version in their place: making its tables takes longer than the rest."""
    lose(home)
    shutil.copy(database(), home / "wegwijs.sqlite3")


@pytest.mark.once
def test_what_was_lost_comes_back_as_it_was(used: Path, tmp_path: Path) -> None:
    """Backup, everything gone, restore: a new backup has the same hashes, and doctor and verify are content."""
    run, first, second = in_home(used), tmp_path / "first.backup", tmp_path / "second.backup"
    letter = (used / "store" / "letters" / "ab" / "abc.pdf.sealed").read_bytes()
    (made,) = run(["backup", str(first), "--json"])
    assert made.code == 0, made.err
    assert first.stat().st_mode & 0o777 == 0o600
    lose(used)
    checked, restored, again, verified, doctor = run(
        ["restore", str(first), "--check"],
        ["restore", str(first)],
        ["backup", str(second), "--json"],
        "verify",
        "doctor",
    )
    assert (checked.code, restored.code, again.code, verified.code, doctor.code) == (0, 0, 0, 0, 0), restored.err
    before, after = json.loads(made.out), json.loads(again.out)
    # The time of the backup itself is written down after it.
    for report in (before, after):
        del report["tables"]["accounts_lifesign"]
    assert after["tables"] == before["tables"]
    assert after["files"] == before["files"]
    assert before["files"]["count"] == 1, "what was in the clear for a moment stays out"
    assert before["tables"]["dossier_fact"]["rows"] > 0
    assert (used / "store" / "letters" / "ab" / "abc.pdf.sealed").read_bytes() == letter
    with sqlite3.connect(used / "wegwijs.sqlite3") as database:
        assert database.execute("SELECT name FROM accounts_team WHERE id = 1").fetchone() == (AWKWARD,)
        assert database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'accounts_organisation'").fetchone() == (
            77,
        )
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        guards = database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    assert guards > 0


@pytest.mark.once
def test_a_file_that_is_not_whole_changes_nothing(used: Path, tmp_path: Path) -> None:
    """Cut off, one bit changed, a piece left out, or no backup at all: exit 2, one line, and nothing is there."""
    run, good = in_home(used), tmp_path / "good.backup"
    assert run(["backup", str(good)])[0].code == 0
    content, chance = good.read_bytes(), Random(7)
    at = len(content)
    wrong = [content[: chance.randrange(at)] for _ in range(3)] + [content[:-1], b"", b"no backup\n" * 9]
    places = (len(content) // 2, chance.randrange(300, at), at - 3)
    wrong += [content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :] for place in places]
    head, _, rest = content.partition(b"\n")
    length = int.from_bytes(rest[:4], "big") + 4
    second = int.from_bytes(rest[length : length + 4], "big") + 4
    wrong.append(head + b"\n" + rest[:length] + rest[length + second :])
    begin_anew(used)
    commands = []
    for number, broken in enumerate(wrong):
        (tmp_path / f"{number}.backup").write_bytes(broken)
        commands.append(["restore", str(tmp_path / f"{number}.backup")])
    for refused in run(*commands):
        assert (refused.code, refused.err.count("\n")) == (2, 1), refused
    # A stream shows only at its end that it is not whole; until then all is one transaction.
    (tmp_path / "short.backup").write_bytes(content[:-1])
    piped = f"import sys; sys.stdin = open({str(tmp_path / 'short.backup')!r})\n"
    (refused,) = run(["restore", "-"], before=piped)
    assert (refused.code, refused.err.count("\n")) == (2, 1), refused
    assert not list((used / "store").rglob("*.pdf*"))
    assert run(["restore", str(good)], "verify")[1].code == 0


@pytest.mark.once
def test_keys_and_place_must_be_right(used: Path, tmp_path: Path) -> None:
    """With other keys, or into a database that is in use: exit 2 and what to do; the file holds no key and no name."""
    run, file = in_home(used), tmp_path / "a.backup"
    in_use = run(["backup", str(file)], ["restore", str(file)])[1]
    assert (in_use.code, "niet leeg" in in_use.err) == (2, True)
    content = file.read_bytes()
    keys = json.loads((used / "keys.json").read_text())
    assert not any(key.encode() in content or bytes.fromhex(key) in content for key in keys.values())
    assert b"Tesfay" not in content
    begin_anew(used)
    (used / "keys.json").rename(used / "right.json")
    (other,) = run(["restore", str(file)])
    assert (other.code, "andere sleutels" in other.err) == (2, True)
    (used / "right.json").rename(used / "keys.json")
    assert run("migrate", ["restore", str(file)], "verify")[2].code == 0, "tables that nobody used are no hindrance"


@pytest.mark.once
def test_a_place_that_cannot_be_written_leaves_nothing(used: Path, tmp_path: Path) -> None:
    """Exit 2, and no half file; into a folder the file gets a name of its own."""
    done = in_home(used)(["backup", str(tmp_path / "nowhere" / "a.backup")], ["backup", str(tmp_path)])
    assert [one.code for one in done] == [2, 0]
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file()] == [".backup"]


@pytest.mark.once
def test_a_backup_while_people_come_in_is_of_one_moment(home: Path, tmp_path: Path) -> None:
    """During an import: what comes back is some whole part of it, and verify is content."""
    run, file, delivery = in_home(home), tmp_path / "busy.backup", tmp_path / "delivery.csv"
    write(delivery, 2000)
    assert run(["init", *INIT])[0].code == 0
    environment = {**os.environ, "WEGWIJS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "wegwijs.project.settings"}
    environment.pop("WEGWIJS_DATABASE_URL", None)
    command = [sys.executable, "-c", "from wegwijs.cli import main; main()", "import", "notices", str(delivery)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as importing:
        while importing.poll() is None and _people(home) == 0:
            time.sleep(0.02)
        (made,) = run(["backup", str(file), "--json"])
        meanwhile = importing.poll() is None
        assert importing.wait(timeout=120) == 0
    rows = json.loads(made.out)["tables"]["dossier_person"]["rows"]
    assert rows % 500 == 0
    assert 0 < rows <= 2000
    assert meanwhile or rows == 2000
    begin_anew(home)
    restored, verified = run(["restore", str(file)], "verify")
    assert (restored.code, verified.code) == (0, 0)
    assert _people(home) == rows


@pytest.mark.skipif(not ON_POSTGRES, reason="moves to PostgreSQL: runs in the PostgreSQL part of the suite")
def test_move_to_postgresql_and_back(used: Path, tmp_path: Path, django_db_setup: None) -> None:
    """All rows arrive and are compared; the guards stand, numbers go on, and the way back gives the first database."""
    name, url = "wegwijs_moved", os.environ["WEGWIJS_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
    there = url.rsplit("/", 1)[0] + f"/{name}"
    first, last = tmp_path / "first.backup", tmp_path / "last.backup"
    moved, again, _ = in_home(used)(["move", there, "--json"], ["move", there], ["backup", str(first)])
    assert (moved.code, again.code) == (0, 2), moved.err
    assert json.loads(moved.out)["tables"]["dossier_fact"]["rows"] > 0
    verified, doctor, made = in_home(used, WEGWIJS_DATABASE_URL=there)("verify", "doctor", ["backup", str(last)])
    assert (verified.code, doctor.code, made.code) == (0, 0, 0), verified.out
    with psycopg.connect(there, autocommit=True) as moved_to:
        made_next = moved_to.execute(
            "INSERT INTO accounts_organisation (uuid, name) VALUES (gen_random_uuid(), 'Nieuw') RETURNING id"
        )
        assert made_next.fetchone() == (78,)
        assert moved_to.execute("SELECT name FROM accounts_team WHERE id = 1").fetchone() == (AWKWARD,)
        guards = moved_to.execute("SELECT tgenabled FROM pg_trigger WHERE NOT tgisinternal").fetchall()
        assert guards
        assert {state for (state,) in guards} <= {"O", b"O"}
        # The database of these tests was made by migrating, and nothing was moved to it.
        with psycopg.connect(url.rsplit("/", 1)[0] + f"/{connection.settings_dict['NAME']}") as migrated:
            assert _indexes(moved_to) ^ _indexes(migrated) == set()
    # Not a copy of the file: the newest rows may still stand in the log beside it.
    with (
        closing(sqlite3.connect(used / "wegwijs.sqlite3")) as was,
        closing(sqlite3.connect(tmp_path / "was.sqlite3")) as to,
    ):
        was.backup(to)
    begin_anew(used)
    back, sound = in_home(used)(["restore", str(last)], "verify")
    assert (back.code, sound.code) == (0, 0), back.err
    for query in (
        "SELECT * FROM accounts_team", "SELECT id, last_login, is_active, password, uuid FROM accounts_user",
        "SELECT id, uuid, bsn_sealed, bsn_index, surname_first, birth_year FROM dossier_person",
        "SELECT seal_id, at, subject FROM accounts_auditentry",
    ):  # fmt: skip
        assert _rows(used / "wegwijs.sqlite3", query) == _rows(tmp_path / "was.sqlite3", query)


def _indexes(database: psycopg.Connection) -> set[tuple[str, str]]:
    # By name: PostgreSQL spells a condition that it reads back in another way than one that it is told.
    found = database.execute("SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'").fetchall()
    found += database.execute(
        "SELECT conrelid::regclass::text, conname || contype::text || convalidated FROM pg_constraint"
        " WHERE conrelid <> 0"
    ).fetchall()
    return {(table, text) for table, text in found if table.startswith(("accounts_", "dossier_", "plans_", "letters_"))}


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as database:
        return database.execute(f"{query} ORDER BY id").fetchall()


def _people(home: Path) -> int:
    with sqlite3.connect(home / "wegwijs.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM dossier_person").fetchone()[0])
