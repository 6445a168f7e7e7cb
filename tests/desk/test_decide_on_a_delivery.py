"""What a delivery leaves to a human: people set apart, and values that differ."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.city import City, make_case, make_city, uuid_of
from tests.desk.test_send_in_a_delivery import check, send, table
from tests.exchange.deliveries import bsn, person
from tests.signing import StaffClient
from wegwijs.accounts.models import AuditEntry
from wegwijs.dossier.models import ContactPoint, Fact, Person, Trajectory
from wegwijs.exchange.models import DeliveryRecord

pytestmark = pytest.mark.django_db
BSN = bsn(22_222_222)


@pytest.fixture
def city() -> City:
    return make_city()


def _deliver(client: StaffClient, city: City, *rows: dict[str, str]) -> None:
    client.force_login(city.user("quality"))
    address = send(client, table(list(rows)))
    check(client, address)
    client.post(f"{address}overnemen/")


def _decide(client: StaffClient, **answer: str) -> str:
    record = DeliveryRecord.objects.get(outcome="held")
    return client.post(reverse("desk:delivery_decide", args=[record.uuid]), answer, follow=True).content.decode()


def _settle(client: StaffClient, field: str, answer: str) -> str:
    record = DeliveryRecord.objects.get(outcome="discrepancy", field=field)
    url = reverse("desk:delivery_settle", args=[record.uuid])
    return client.post(url, {"answer": answer}, follow=True).content.decode()


OLD = {"datum_inburgeringsplicht": "2021-03-01", "datum_kennisgeving": "2021-03-01", "gekoppeld_door_coa_op": ""}


def test_somebody_of_the_old_law_is_taken_up_after_all(client: StaffClient, city: City) -> None:
    """One button; the person has a case, and the content of the question is gone."""
    _deliver(client, city, person(2, **OLD, geslachtsnaam="Wachter"))
    page = client.get(reverse("desk:delivery_held")).content.decode()
    assert "Wachter" in page
    assert "oude wet" in page
    _decide(client, answer="new")
    assert Person.objects.get().surname == "Wachter"
    assert DeliveryRecord.objects.get().content is None
    assert AuditEntry.objects.filter(action="delivery_held_taken").count() == 1


def test_somebody_is_left_out_with_a_reason_and_never_asked_again(client: StaffClient, city: City) -> None:
    """Without a reason nothing happens; with one the same record in a later delivery is no question."""
    _deliver(client, city, person(2, **OLD))
    assert "Kies een reden" in _decide(client, answer="leave")
    assert DeliveryRecord.objects.get().decision == ""
    _decide(client, answer="leave", reason="old_law")
    assert DeliveryRecord.objects.get().params["reason"] == "old_law"
    _deliver(client, city, person(3), person(2, **OLD))
    assert Trajectory.objects.count() == 1
    assert "Niemand wacht" in client.get(reverse("desk:delivery_held")).content.decode()


def test_somebody_alike_turns_out_to_be_the_same_person(client: StaffClient, city: City) -> None:
    """The page shows who it could be, without numbers; joining adds the number and what was empty."""
    case = make_case(city, bsn=None, v_number="2799999999", given_names="Selam", surname="Tesfay", nationality="")
    twin = {"voornamen": "Selam", "geslachtsnaam": "Tesfay", "geboortedatum": "1995-04-12", "nationaliteit": "Eritrea"}
    _deliver(client, city, person(2, bsn=BSN, v_nummer="", **twin))
    page = client.get(reverse("desk:delivery_held")).content.decode()
    assert "Is dit dezelfde persoon?" in page
    assert "2799999999" not in page
    assert BSN not in page
    choice = re.search(r'name="case" value="([^"]+)"', page)
    assert choice is not None
    assert choice[1] == str(uuid_of(case))
    _decide(client, answer="same", case=choice[1])
    found = Person.objects.get()
    assert found.bsn_index is not None
    assert found.nationality == "ER"
    assert Trajectory.objects.count() == 1


def test_a_question_is_answered_once(client: StaffClient, city: City) -> None:
    """The second answer is refused in words; there is one case."""
    _deliver(client, city, person(2, **OLD))
    _decide(client, answer="new")
    assert "al over besloten" in _decide(client, answer="new")
    assert Trajectory.objects.count() == 1


def _differing(client: StaffClient, city: City) -> int:
    """A case whose nationality, phone and notice a human recorded otherwise than the delivery says."""
    from wegwijs.dossier.actions import NewContact

    case = make_case(city, bsn=BSN, nationality="ER", contacts=[NewContact("phone", "06 11111111")])
    _deliver(
        client, city,
        person(
            2, bsn=BSN, v_nummer="", voornamen="Selam", geslachtsnaam="Tesfay", geboortedatum="1995-04-12",
            geslacht="vrouw", nationaliteit="Syrië", datum_inburgeringsplicht="2026-02-04",
            datum_kennisgeving="2026-02-11", taal="Tigrinya",
            gekoppeld_door_coa_op="2026-01-12", locatie="", e_mail="", telefoon="06 22222222",
        ),
    )  # fmt: skip
    return case


def test_ours_and_theirs_stand_side_by_side(client: StaffClient, city: City) -> None:
    """In words; nothing was overwritten."""
    _differing(client, city)
    page = client.get(reverse("desk:delivery_differences")).content.decode()
    assert "Eritrea" in page
    assert "Syrië" in page
    assert "11 feb 2026" in page
    assert Person.objects.get().nationality == "ER"


def test_keeping_ours_writes_nothing(client: StaffClient, city: City) -> None:
    """And the question is gone."""
    _differing(client, city)
    page = _settle(client, "nationaliteit", "ours")
    assert "Syrië" not in page
    assert Person.objects.get().nationality == "ER"


def test_taking_theirs_writes_it_with_its_source(client: StaffClient, city: City) -> None:
    """A field, a phone number and a day; the day as a fact that takes the place of the other."""
    case = _differing(client, city)
    for field in ("nationaliteit", "telefoon", "datum_kennisgeving"):
        _settle(client, field, "theirs")
    found = Person.objects.get()
    assert (found.nationality, found.sources["nationality"]["by"]) == ("SY", "delivery")
    assert ContactPoint.objects.filter(value__endswith="22222222").exists()
    told = Fact.objects.filter(trajectory_id=case, kind="duo_notified").latest("pk")
    assert (told.happened_on, told.supersedes is not None) == (date(2026, 2, 11), True)


def test_differences_of_another_department_are_not_shown_nor_settled(client: StaffClient, city: City) -> None:
    """A quality officer decides about cases of the own department only."""
    _differing(client, city)
    client.force_login(city.user("quality_other"))
    assert "Syrië" not in client.get(reverse("desk:delivery_differences")).content.decode()
    assert "al over besloten" in _settle(client, "nationaliteit", "theirs")
    assert Person.objects.get().nationality == "ER"


@pytest.mark.parametrize("who", ["admin", "responsible", "manager", "elsewhere"])
def test_contents_are_for_quality_officers(client: StaffClient, city: City, who: str) -> None:
    """A functional administrator runs deliveries but reads no names."""
    _deliver(client, city, person(2, **OLD))
    record = DeliveryRecord.objects.get()
    client.force_login(city.user(who))
    assert client.get(reverse("desk:delivery_held")).status_code == 403
    assert client.get(reverse("desk:delivery_differences")).status_code == 403
    assert client.post(reverse("desk:delivery_decide", args=[record.uuid]), {"answer": "new"}).status_code == 403
    assert Trajectory.objects.count() == 0
