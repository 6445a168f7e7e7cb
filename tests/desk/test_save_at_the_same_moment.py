"""Twenty people save the same case at the same moment: no change is lost in silence, every conflict is explained.

Real transactions from twenty threads. SQLite's tests live in memory, where threads do not wait for each other as they
do for a file; these run on a file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client

from tests.city import NOW, SINCE, City, make_case, make_city, uuid_of
from tests.desk.case_pages import form_on, signed_in, text, url
from tests.desk.plan_pages import form_of
from tests.plans.making import ready_case
from wegwijs.accounts.models import Membership, User
from wegwijs.accounts.roles import Role
from wegwijs.dossier.models import Fact, Involvement, Person
from wegwijs.plans.models import Pip

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 20


@pytest.fixture
def city() -> City:
    """The small city with a team of twenty."""
    city = make_city()
    for number in range(PEOPLE):
        user = User.objects.create(email=f"p{number}@voorbeeld.invalid", name=f"Persoon {number:02}", password="!")
        Membership.objects.create(
            user=user, municipality=city.municipality, role=Role.WORK_COACH, team=city.teams["Noord"],
            department=city.teams["Noord"].department, starts_on=SINCE,
        )  # fmt: skip
        city.users[f"p{number}"] = user
    return city


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def real_file(city: City, tmp_path: Path) -> Iterator[None]:
    """The same content in a file, for SQLite; PostgreSQL is real already."""
    if connection.vendor != "sqlite":
        yield
        return
    file = tmp_path / "twenty.sqlite3"
    memory, settings = connections["default"], connections.settings["default"]
    memory.ensure_connection()
    with closing(sqlite3.connect(file)) as target:
        memory.connection.backup(target)
        target.execute("PRAGMA journal_mode=WAL")
    name = settings["NAME"]
    settings["NAME"] = str(file)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], settings["NAME"] = memory, name


def at_once(clients: list[Client], send: Callable[[int, Client], Any]) -> list[Any]:
    """Everybody presses at the same moment; the answers in order of the people."""
    start, answers = Barrier(len(clients)), [None] * len(clients)

    def press(number: int, client: Client) -> None:
        try:
            start.wait()
            answers[number] = send(number, client)
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=each) for each in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def everybody(city: City) -> list[Client]:
    return [signed_in(city, f"p{number}") for number in range(PEOPLE)]


@pytest.mark.usefixtures("real_file")
def test_twenty_people_change_who_this_is(city: City) -> None:
    """One is first; the others read who that was, when, and both values, and get through by choosing. Who changed
    another field is not bothered, and is not lost."""
    uuid = uuid_of(make_case(city))
    address, clients = url("record", uuid, "person"), everybody(city)
    opened = form_on(clients[0].get(address), "version")
    other = {18: {"prefix": "van"}, 19: {"interpreter_wish": "een vrouw"}}
    answers = at_once(
        clients, lambda n, client: client.post(address, {**opened, **other.get(n, {"adaptation": f"wens {n}"})})
    )
    assert [answer.status_code for answer in answers].count(302) == 3
    person = Person.objects.get()
    assert (person.prefix, person.interpreter_wish, person.version) == ("van", "een vrouw", 4)
    first = next(n for n, answer in enumerate(answers) if answer.status_code == 302)
    assert person.adaptation == f"wens {first}"
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            said = f"wens {first} Persoon {first:02} , 16 mrt 2026 11:00 wens {number}"
            assert said in text(answer), number
    number = next(n for n, answer in enumerate(answers) if answer.status_code == 409)
    sent = {**form_on(answers[number], "version"), "choose-adaptation": "mine"}
    assert clients[number].post(address, sent).status_code == 302
    assert Person.objects.get().adaptation == f"wens {number}"
    assert sum(answer.status_code == 409 for answer in answers) == 17


@pytest.mark.usefixtures("real_file")
def test_twenty_people_put_the_same_fact_right(city: City) -> None:
    """One correction; the others read whose, and see both days."""
    case = make_case(city)
    fact = Fact.objects.get(trajectory_id=case, kind="duo_notified").uuid
    address, clients = url("correct", uuid_of(case), fact), everybody(city)
    opened = form_on(clients[0].get(address), "request_id")
    answers = at_once(
        clients,
        lambda n, client: client.post(address, {**opened, "request_id": str(uuid4()), "on": f"{n + 5}-02-2026"}),
    )
    assert [answer.status_code for answer in answers].count(302) == 1
    (stands,) = Fact.objects.filter(supersedes=fact)
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            shown = text(answer)
            assert f"{stands.happened_on.day} feb 2026 Persoon" in shown, number
            assert f"{number + 5} feb 2026" in shown, number
    assert [answer.status_code for answer in answers].count(409) == PEOPLE - 1


@pytest.mark.usefixtures("real_file")
def test_twenty_people_write_the_same_plan(city: City) -> None:
    """One draft; the others see it beside what they typed. Twenty contacts recorded at the same moment are twenty."""
    uuid = ready_case(city)
    address, clients = url("plan", uuid), everybody(city)
    opened = form_of(clients[0].get(address).content.decode(), do="save")
    answers = at_once(clients, lambda n, client: client.post(address, {**opened, "wish_work": f"beroep {n}"}))
    assert [answer.status_code for answer in answers].count(302) == 1
    stands = Pip.objects.get().wish_work
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            assert stands in text(answer)
            assert f"beroep {number}" in text(answer)
    contacts = url("record", uuid, "contact")
    form = form_on(clients[0].get(contacts), "request_id")
    done = at_once(
        clients, lambda _n, client: client.post(contacts, {**form, "request_id": str(uuid4()), "channel": "phone"})
    )
    assert {answer.status_code for answer in done} == {302}
    assert Fact.objects.filter(kind="contact_made").count() == PEOPLE


@pytest.mark.usefixtures("real_file")
def test_twenty_people_take_up_the_same_case(city: City) -> None:
    """One has it; nobody takes it from somebody without knowing."""
    case = make_case(city, responsible=None)
    clients, chosen = everybody(city), f"{uuid_of(case)}:"
    at_once(clients, lambda n, client: client.post(url("assign"), {"case": chosen, "to": city.user(f"p{n}").pk}))
    assert Fact.objects.filter(kind="case_assigned", trajectory_id=case).count() == 1
    held = Involvement.objects.get(trajectory_id=case, purpose="responsible")
    told = [text(client.get(url("assigned"))) for client in clients]
    assert sum("blijft: daarna gewijzigd" in one for one in told) == PEOPLE - 1
    assert held.user is not None
    assert all(held.user.name in one for one in told)
