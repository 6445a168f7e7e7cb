"""Whoever runs Wegwijs on a server: a new installation, what is wrong with it, and never a traceback for a mistake."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.homes import INIT, NOTICES, in_home
from wegwijs.accounts.models import Membership, Municipality, Team, User
from wegwijs.cli import COMMANDS, maintain


@pytest.mark.once
def test_a_new_installation_is_sound_and_has_an_administrator(home: Path) -> None:
    """migrate, init, doctor and verify, in this order, end well; the password is said once and does not come back."""
    made, again, doctor, verified = in_home(home)(["init", *INIT], ["init", *INIT], "doctor", "verify")
    assert made.code == 0
    password = made.out.rsplit(": ", 1)[1].strip()
    assert len(password) >= 12
    assert again.code == 2
    assert "er al" in again.err
    assert password not in again.out + again.err
    assert doctor.code == 0, doctor.out
    assert "FOUT" not in doctor.out
    assert verified.code == 0
    assert verified.out.startswith("gaaf")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("option", "value"),
    [("--code", "12"), ("--code", "90O1"), ("--email", "nee"), ("--name", " "), ("--municipality", "")],
)
def test_init_refuses_what_cannot_be_right(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong code, address or empty name: exit 2, the reason, and nothing made."""
    arguments = list(INIT)
    arguments[arguments.index(option) + 1] = value
    assert maintain.run_init(arguments) == 2
    assert capsys.readouterr().err.startswith("wegwijs init: ")
    assert not Municipality.objects.exists()


@pytest.mark.django_db
def test_init_makes_a_place_for_every_group_and_leaves_accounts_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Each target group has a team that receives new people; an address in use is refused, whatever its case."""
    assert maintain.run_init(INIT) == 0
    received = {group for team in Team.objects.select_related("department") for group in team.department.receives}
    assert received == {"asylum", "family", "other"}
    assert Membership.objects.get().role == "functional_admin"
    second = ["--municipality", "Dijkerveen", "--code", "9002", "--email", "BEHEER@waterstad.example", "--name", "A"]
    assert maintain.run_init(second) == 2
    assert "heeft al een account" in capsys.readouterr().err
    assert User.objects.count() == Municipality.objects.count() == 1


@pytest.mark.once
def test_without_tables_each_command_says_what_to_do(tmp_path: Path) -> None:
    """On an empty database doctor ends with 1, the others with 2, and all name the command that mends it."""
    doctor, *others = in_home(tmp_path)("doctor", "verify", "serve", "nightly", "rebuild", ["init", *INIT])
    assert doctor.code == 1
    assert "`wegwijs migrate`" in doctor.out
    for other in others:
        assert (other.code, "`wegwijs migrate`" in other.err) == (2, True), other


@pytest.mark.once
@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite3", "postgres://nobody:geheim@127.0.0.1:1/nothing"])
def test_a_database_that_cannot_be_opened_is_no_traceback(url: str, tmp_path: Path) -> None:
    """Neither a file that is not there nor a server that does not answer; the password in the address stays inside."""
    doctor, verify = in_home(tmp_path, WEGWIJS_DATABASE_URL=url)("doctor", "verify")
    assert (doctor.code, "WEGWIJS_DATABASE_URL" in doctor.out) == (1, True)
    assert (verify.code, "`wegwijs doctor`" in verify.err) == (2, True)
    assert "geheim" not in "".join((doctor.out, doctor.err, verify.out, verify.err))


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEGWIJS_DATABASE_URL", "foo://x"),
        ("WEGWIJS_KEYFILE", "/etc/hosts"),
        ("WEGWIJS_OIDC_ISSUER", "https://inlog.example"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, tmp_path: Path) -> None:
    """A setting or key file that cannot be read: exit 2 and one line."""
    (doctor,) = in_home(tmp_path, **{name: value})("doctor")
    assert doctor.code == 2
    assert doctor.err.startswith("wegwijs: een instelling")
    assert doctor.err.count("\n") == 1


@pytest.mark.once
def test_the_keys_of_another_installation_are_noticed(home: Path) -> None:
    """With another key file doctor ends with 1 and migrate with 2, and both say which setting to look at."""
    (home / "keys.json").unlink()
    doctor, migrate = in_home(home)("doctor", "migrate")
    assert (doctor.code, "WEGWIJS_KEYFILE" in doctor.out) == (1, True)
    assert (migrate.code, "WEGWIJS_KEYFILE" in migrate.err) == (2, True)


@pytest.mark.once
def test_verify_sees_a_fact_that_was_changed_behind_our_back(home: Path) -> None:
    """A delivery, the nightly run and a rebuild leave everything whole; a day changed in the database does not."""
    run = in_home(home)
    file = home / "mensen.csv"
    file.write_text(NOTICES, encoding="utf-8")
    done = run(["init", *INIT], ["import", "notices", str(file)], "nightly", "rebuild", "verify")
    assert [one.code for one in done] == [0, 0, 0, 0, 0], done
    assert done[3].out == "1 dossiers opnieuw berekend\n"
    with sqlite3.connect(home / "wegwijs.sqlite3") as database:
        guards = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'dossier_fact'")
        for (name,) in guards.fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        assert database.execute("UPDATE dossier_fact SET happened_on = '2020-01-01'").rowcount
    (verified,) = run("verify")
    assert verified.code == 1
    assert verified.out.startswith("NIET gaaf")


HEARD = """
from wegwijs.dossier.second import Second
fetch = Second.result
def result(self):
    piece, rows = fetch(self)
    assert len(rows) == len(piece), "the second process gave no answer"
    return piece, rows
Second.result = result
"""


@pytest.mark.once
def test_two_processes_rebuild_what_one_does(home: Path) -> None:
    """Snapshots that were spoiled or lost are again, column for column, what one process makes of the facts."""
    file = home / "mensen.csv"
    people = (f"{7_000_000_000 + n};Tesfay;1990;statushouder;2025-03-03\n" for n in range(230))
    file.write_text("v_nummer;geslachtsnaam;geboortedatum;doelgroep;datum_kennisgeving\n" + "".join(people), "utf-8")
    run = in_home(home)
    done = run(["init", *INIT], ["import", "notices", str(file)], "rebuild --processes 1")
    assert done[-1].out == "230 dossiers opnieuw berekend\n", done
    with closing(sqlite3.connect(home / "wegwijs.sqlite3")) as database:
        everything = "SELECT * FROM dossier_snapshot ORDER BY trajectory_id"
        made_by_one = database.execute(everything).fetchall()
        database.execute("UPDATE dossier_snapshot SET next_code = 'wrong', assessment = '{}'")
        database.execute("DELETE FROM dossier_snapshot WHERE trajectory_id % 7 = 0")
        database.commit()
        (again,) = run("rebuild --processes 2", before=HEARD)
        assert (again.code, again.out) == (0, "230 dossiers opnieuw berekend\n")
        assert database.execute(everything).fetchall() == made_by_one


@pytest.mark.once
def test_serve_refuses_the_demo_city(home: Path) -> None:
    """A database in which anybody may sign in is not served by accident."""
    mark = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "wegwijs.project.settings"
django.setup()
from django.utils import timezone
from wegwijs.accounts.installation import mark_demo
mark_demo(timezone.now())
"""
    (done,) = in_home(home)("serve --port 1", before=mark)
    assert done.code == 2
    assert "--demo" in done.err


@pytest.mark.once
def test_an_unknown_command_shows_the_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 and every command; asking for help is no mistake. Time to start is printed, not promised here."""
    run = in_home(tmp_path)
    unknown, helped = run("verfy", "--help")
    assert unknown.code == 2
    assert all(name in unknown.err for name in COMMANDS)
    assert helped.code == 0
    for command in ("assess --help", "doctor --help"):
        started = time.monotonic()
        assert run(command)[0].code == 0
        with capsys.disabled():
            sys.stdout.write(f"\nwegwijs {command}: {time.monotonic() - started:.2f} s\n")
