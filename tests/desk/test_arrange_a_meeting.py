"""Appointments on pages: offered after a conversation, filled in, on Vandaag that day, and one click to go on from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from tests.city import NOW, PEOPLE, TODAY, City, make_city
from tests.desk.case_pages import fill, form_on, new_case, signed_in, text, url
from tests.planning.people import SOON, opened, plan
from wegwijs.dossier.actions import share
from wegwijs.intake.models import Conversation
from wegwijs.letters.models import Document
from wegwijs.planning.models import Appointment
from wegwijs.support.actions import write_note

pytestmark = pytest.mark.django_db
NEXT = (TODAY + timedelta(days=20)).strftime("%d-%m-%Y")
AT_TEN = SOON.replace(day=16)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def uuid(city: City) -> UUID:
    return new_case(city)


def test_after_a_conversation_it_is_planned_in_two_clicks(city: City, uuid: UUID) -> None:
    """The day and time that were agreed, the language, the interpreter and who holds it are filled in."""
    client = signed_in(city, "responsible")
    talk = str(client.post(url("talk", uuid), {"kind": "progress"})["Location"])
    agreed = {"item-0-standard": "lesson", "item-0-by": NEXT, "alone": "held", "next_on": NEXT, "next_at": "14:30"}
    plan_page = client.get(fill(client, talk, "went_well", do="finish", **agreed)["Location"])
    assert url("appointment_new", uuid) in plan_page.content.decode()
    answer = fill(client, url("appointment_new", uuid))
    assert answer.status_code == 302, text(answer)[:1500]
    made = Appointment.objects.get()
    assert f"{made.starts_at:%d-%m-%Y %H:%M}" == f"{NEXT} 12:30"  # summer time by then
    assert (made.language, made.interpreter, made.user_id) == ("ti", "professional", city.user("responsible").pk)
    assert Document.objects.filter(template="appointment").count() == 1  # no phone: the letter was ticked
    assert "nog niet bevestigd" in text(client.get(url("case", uuid)))
    form = form_on(client.get(url("appointment_new", uuid)), "minutes")
    assert (form["mode"], form["minutes"]) == (["physical"], ["60"])


def test_on_the_day_one_click_opens_the_conversation(city: City, uuid: UUID) -> None:
    """Vandaag shows it; beginning takes over how it was planned; finished, it is held."""
    name, client = plan(city, uuid, starts_at=AT_TEN, kind="extra", mode="phone"), signed_in(city, "responsible")
    today = client.get(url("today"))
    assert "Gesprek beginnen" in text(today)
    talk = client.post(url("talk", uuid), {"kind": "extra"})["Location"]
    assert Conversation.objects.get().kind == "extra"
    assert form_on(client.get(talk), "mode")["mode"] == ["phone"]
    fill(client, talk, "went_well", do="finish", alone="held")
    assert Appointment.objects.get(uuid=name).state == "held"
    assert "Gesprek beginnen" not in text(client.get(url("today")))


def test_held_on_another_day_is_one_click(city: City, uuid: UUID) -> None:
    """The conversation came a week early: the appointment says so and is settled; it stands on Vandaag no more."""
    name, client = plan(city, uuid), signed_in(city, "responsible")
    page = url("appointment", uuid, name)
    assert "Dat was deze afspraak" not in text(client.get(page))
    fill(
        client,
        str(client.post(url("talk", uuid), {"kind": "extra"})["Location"]),
        "went_well",
        do="finish",
        alone="held",
    )
    assert Appointment.objects.get(uuid=name).state == "planned"
    assert "Dat was deze afspraak" not in text(client.get(page)), "it may be planned at the end of that conversation"
    Appointment.objects.update(planned_at=NOW - timedelta(days=2))
    assert "Dat was deze afspraak" in text(client.get(page))
    assert fill(client, page, "conversation", do="held").status_code == 302
    assert Appointment.objects.get(uuid=name).state == "held"
    assert client.post(page, {"do": "held", "version": "1", "conversation": "x"}).status_code == 404


def test_did_not_come_is_filled_in(city: City, uuid: UUID) -> None:
    """The day of the appointment stands in the usual form; after it the summons and a new appointment are near."""
    name, client = plan(city, uuid), signed_in(city, "responsible")
    yesterday = AT_TEN - timedelta(days=1)
    Appointment.objects.update(starts_at=yesterday, ends_at=yesterday + timedelta(hours=1))
    assert "Hoe ging het?" in text(client.get(url("today")))
    assert fill(client, url("record", uuid, "missed"), excused="no").status_code == 302
    page = text(client.get(url("appointment", uuid, name)))
    assert "Afspraak plannen" in page
    assert Appointment.objects.get(uuid=name).state == "not_come"


def test_how_somebody_is_met_stands_on_no_page(city: City, uuid: UUID) -> None:
    """The choices leave out what may not be; the refusal says where to look, or whom to ask, and nothing else."""
    planned = plan(city, uuid, mode="online")
    case = opened(city, uuid).id
    measures = ["in_person", "professional_interpreter", "second_colleague"]
    write_note(city.actor("responsible"), case, "Let op.", now=NOW, request_id=uuid4(), measures=measures)
    share(city.actor("responsible"), case, city.user("adviser").pk, now=NOW)
    for who, said in (("responsible", "Kijk achter het teken"), ("adviser", "Overleg met Responsible van Dam")):
        client = signed_in(city, who)
        page = client.get(url("appointment_new", uuid)).content.decode()
        assert 'value="online"' not in page
        answer = fill(client, url("appointment_new", uuid), at="10:00", mode="physical", user=city.user(who).pk)
        assert answer.status_code == 422
        assert said in text(answer)
        for page in (text(answer), text(client.get(url("appointment", uuid, planned))), text(client.get(url("today")))):
            assert "nooit online" not in page
            assert "twee collega" not in page
    assert "past niet meer" in text(client.get(url("appointment", uuid, planned)))


def test_a_clash_is_told_once(city: City, uuid: UUID) -> None:
    """Who is taken, and nothing of the other case; planned all the same on wish, for exactly what was seen."""
    plan(city, new_case(city, surname="Haddad", given_names="Omar"))
    client, address = signed_in(city, "responsible"), url("appointment_new", uuid)
    told = {"on": "23-03-2026", "at": "10:30"}
    answer = fill(client, address, **told)
    assert answer.status_code == 422
    assert "Responsible van Dam heeft dan al een afspraak (10:00–11:00)" in text(answer)
    assert "Haddad" not in text(answer)
    sent = form_on(answer, "minutes")
    assert client.post(address, {**sent, "despite": "person somebody 09:00"}).status_code == 422
    assert client.post(address, {**sent, "despite": "person Responsible van Dam 10:00"}).status_code == 302


def test_moved_called_off_and_confirmed(city: City, uuid: UUID) -> None:
    """The old day stays to be read; the interpreter's word and calling off are one button each."""
    name, client = plan(city, uuid), signed_in(city, "colleague")
    assert "Tolk nog niet bevestigd" in text(signed_in(city, "responsible").get(url("today")))
    answer = fill(client, url("appointment_move", uuid, name), at="15.00")
    assert answer.status_code == 302, text(answer)[:1500]
    page = text(client.get(answer["Location"]))
    assert "15:00–16:00" in page
    assert "Was eerst" in page
    new = Appointment.objects.get(moved_from__uuid=name)
    client.post(answer["Location"], {"do": "confirm", "version": "1"})
    client.post(answer["Location"], {"do": "off", "version": "2"})
    new.refresh_from_db()
    assert (new.state, new.interpreter_confirmed_on) == ("called_off", TODAY)


@pytest.mark.parametrize("who", sorted({*PEOPLE, "elsewhere"}))
def test_who_plans(city: City, uuid: UUID, who: str) -> None:
    """The professional, the team and the quality officer of the department; to others it does not exist."""
    name = plan(city, uuid)
    inside = who in {"responsible", "colleague", "quality"}
    for address in (url("appointment_new", uuid), url("appointment", uuid, name), url("appointment_move", uuid, name)):
        status = signed_in(city, who).get(address).status_code
        assert (status == 200) if inside else (status in {302, 403, 404}), address
