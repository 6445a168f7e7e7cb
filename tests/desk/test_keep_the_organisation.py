"""An administrator keeps departments, teams, providers and the municipality's details; new people follow at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.city import NOW, City, make_case, make_city
from tests.desk.case_pages import signed_in
from wegwijs.accounts.models import AuditEntry, Contract, Department, Team
from wegwijs.dossier.models import Snapshot
from wegwijs.planning.models import Room
from wegwijs.planning.rooms import rooms

pytestmark = pytest.mark.django_db
OIN = "00000001009901000000"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def send(client: Client, what: str, uuid: object = None, **fields: object) -> tuple[int, str]:
    address = reverse("desk:office", args=[what, uuid]) if uuid else reverse("desk:office_new", args=[what])
    answer = client.post(address, fields)
    return answer.status_code, answer.content.decode()


def test_only_the_administrator(city: City) -> None:
    """Nobody else opens the page, a quality officer neither."""
    for who in ("responsible", "quality", "manager", "coordinator", "privacy"):
        assert signed_in(city, who).get(reverse("desk:offices")).status_code == 403
    page = signed_in(city, "admin").get(reverse("desk:offices")).content.decode()
    assert "Noord" in page
    assert "Taalhuis Noord" in page
    assert "Sociaal Domein" not in page  # of another municipality


def test_a_department_a_team_and_who_is_new(city: City) -> None:
    """A new department takes a group from the day it is chosen; a group goes to one department, a name stands once."""
    admin = signed_in(city, "admin")
    assert send(admin, "afdeling", version=0, name="Gezinsloket", receives=["other"])[0] == 422
    old = city.departments["Inburgering"]
    assert send(admin, "afdeling", old.uuid, version=1, name="Inburgering", receives=["family"])[0] == 302
    assert "Geen afdeling neemt nieuwe overige migranten aan" in admin.get(reverse("desk:offices")).content.decode()
    assert send(admin, "afdeling", version=0, name="Gezinsloket", receives=["other"])[0] == 302
    new = Department.objects.get(name="Gezinsloket")
    assert "Kies er een" in admin.get(reverse("desk:offices")).content.decode()
    assert send(admin, "team", version=0, name="Team Een", department=new.uuid, receives_new="on")[0] == 302
    case = make_case(city, responsible=None, group="other", team_id=None)
    assert Snapshot.objects.get(trajectory_id=case).team == Team.objects.get(name="Team Een")
    assert send(admin, "team", version=0, name="team een", department=new.uuid)[0] == 422
    done = list(AuditEntry.objects.filter(subject=new.uuid).values_list("action", flat=True))
    assert done == ["department_added"]


def test_another_team_takes_who_is_new(city: City) -> None:
    """Choosing one relieves the other."""
    south = city.teams["Zuid"]
    admin, home = signed_in(city, "admin"), city.departments["Werk en Inkomen"].uuid
    assert send(admin, "team", south.uuid, version=1, name="Zuid", department=home, receives_new="on")[0] == 302
    takes = dict(Team.objects.filter(department__uuid=home).values_list("name", "receives_new"))
    assert takes == {"Noord": False, "Zuid": True}


def test_two_administrators_at_once(city: City) -> None:
    """The second sees both values, nothing is overwritten, and saving again is on purpose."""
    admin, team = signed_in(city, "admin"), city.teams["Zuid"]
    home = city.departments["Werk en Inkomen"].uuid
    assert send(admin, "team", team.uuid, version=1, name="Zuid-Oost", department=home)[0] == 302
    status, page = send(admin, "team", team.uuid, version=1, name="Zuid-West", department=home)
    assert status == 409
    assert "Zuid-Oost" in page
    assert "Zuid-West" in page
    team.refresh_from_db()
    assert (team.name, team.version) == ("Zuid-Oost", 2)
    assert send(admin, "team", team.uuid, version=2, name="Zuid-West", department=home)[0] == 302


def test_a_provider_from_contract_to_last_day(city: City) -> None:
    """From then on people may work there; after the last day no role is given there; nothing is removed."""
    admin = signed_in(city, "admin")
    assert send(admin, "aanbieder", version=0, name="Taalhuis Zuid", tasks=["language"], starts_on="")[0] == 422
    fields = {"tasks": ["language", "pvt"], "starts_on": "1-3-2026", "ends_on": ""}
    assert send(admin, "aanbieder", version=0, name="Taalhuis Zuid", **fields)[0] == 302
    assert send(admin, "aanbieder", version=0, name="taalhuis zuid", **fields)[0] == 422  # it runs already
    assert "Taalhuis Zuid" in admin.get(reverse("accounts:configure")).content.decode()
    contract = Contract.objects.get(organisation__name="Taalhuis Zuid")
    late = {**fields, "ends_on": "28-2-2026"}
    assert send(admin, "aanbieder", contract.uuid, version=1, **late)[0] == 422  # before the first day
    ended = {**fields, "starts_on": "1-2-2026", "ends_on": "28-2-2026"}
    assert send(admin, "aanbieder", contract.uuid, version=1, **ended)[0] == 302
    assert "Taalhuis Zuid" not in admin.get(reverse("accounts:configure")).content.decode()
    assert "Taalhuis Zuid" in admin.get(reverse("desk:offices")).content.decode()


def test_the_details_of_the_municipality(city: City) -> None:
    """The OIN is twenty digits; without it there is no line to DUO."""
    admin = signed_in(city, "admin")
    assert send(admin, "gemeente", version=1, oin="123", phone="", address="")[0] == 422
    filled = {"oin": OIN, "phone": "010 - 123 4567", "address": "Kade 2, 0000 AA Waterstad"}
    assert send(admin, "gemeente", version=1, **filled)[0] == 302
    city.municipality.refresh_from_db()
    assert (city.municipality.oin, city.municipality.phone) == (OIN, "010 - 123 4567")
    assert send(admin, "gemeente", version=1, **{**filled, "phone": "020 123 4567"})[0] == 409


def test_what_is_not_there(city: City) -> None:
    """Another municipality's team, a part that does not exist: not found."""
    admin = signed_in(city, "admin")
    assert admin.get(reverse("desk:office", args=["team", city.teams["elsewhere"].uuid])).status_code == 404
    assert admin.get(reverse("desk:office_new", args=["kelder"])).status_code == 404
    home = city.departments["elsewhere"].uuid
    assert send(admin, "team", version=0, name="Los", department=home)[0] == 404


def test_rooms(city: City) -> None:
    """A name stands once and tells nothing; one that is not used can no longer be chosen, and stays in what was."""
    admin = signed_in(city, "admin")
    assert send(admin, "kamer", version=0, name="Kamer 2", in_use="on")[0] == 302
    room = Room.objects.get()
    assert send(admin, "kamer", version=0, name="kamer 2", in_use="on")[0] == 422
    assert "Anderen kunnen dit lezen" in send(admin, "kamer", version=0, name="Inburgering 1")[1]
    assert send(admin, "kamer", room.uuid, version=1, name="Kamer 2", address="Kade 4")[0] == 302
    assert send(admin, "kamer", room.uuid, version=1, name="Kamer 3", address="Kade 4")[0] == 409
    assert "niet in gebruik" in admin.get(reverse("desk:offices")).content.decode()
    assert rooms(city.actor("responsible"), in_use=True) == ()
    assert AuditEntry.objects.filter(subject=room.uuid).count() == 2
