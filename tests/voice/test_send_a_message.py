"""A message about an appointment: day, time and place in the person's language, to a phone that is theirs, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from tests.city import NOW, TODAY, City, make_case, make_city, uuid_of
from tests.desk.case_pages import form_on, signed_in, text, url
from wegwijs.accounts.crypto import decrypt
from wegwijs.dossier.actions import NewContact
from wegwijs.dossier.queries import Case
from wegwijs.dossier.queries import case as look
from wegwijs.exchange.messaging.deliverer import deliver
from wegwijs.exchange.messaging.gateway import Gateway
from wegwijs.exchange.messaging.simulator import Simulator
from wegwijs.letters.actions import set_document
from wegwijs.letters.models import Document
from wegwijs.outbox.models import Message
from wegwijs.voice import messaging, texts
from wegwijs.voice.actions import Refused

pytestmark = pytest.mark.django_db
PLACE = "Stadsplein 1, Waterstad"
APPOINTMENT = messaging.Appointment("text", date(2026, 3, 23), "10:00", PLACE)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def opened(city: City, *contacts: NewContact) -> Case:
    case = make_case(city, contacts=contacts or (NewContact("phone", "06 1234 5678"),))
    found = look(city.actor("responsible"), uuid_of(case), on=TODAY)
    assert found is not None
    return found


def send(city: City, case: Case, at: int = 0, **changes: Any) -> None:
    found = {"told": APPOINTMENT, "language": "ti", "agreed": False, "request_id": uuid4(), **changes}
    way = messaging.ways(case.contacts)[at]
    messaging.send(city.actor("responsible"), case, way, now=NOW, **found)


def run(simulator: Simulator, later: timedelta = timedelta()) -> list[str]:
    """One round of the worker against the practice gateway."""
    client = httpx.Client(transport=httpx.WSGITransport(app=simulator), base_url="http://practice")
    return list(deliver(now=lambda: NOW + later, gateway=lambda: Gateway(client)))


def test_it_arrives_once_in_their_language(city: City) -> None:
    """Tigrinya, day, time and place; nothing goes a second time."""
    simulator = Simulator()
    send(city, opened(city))
    assert run(simulator) == ["delivered"]
    assert run(simulator, timedelta(hours=1)) == []
    (told,) = simulator.taken.values()
    assert told == {
        "channel": "sms", "to": "+31612345678", "subject": "ቆጸራ", "text": APPOINTMENT.words("ti"),
    }  # fmt: skip
    assert "10:00" in told["text"]
    assert PLACE in told["text"]


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("what", messaging.WHATS)
def test_it_says_nothing_else(city: City, language: str, what: str) -> None:
    """In every language: no name, no word about integration or the municipality, whoever holds the phone."""
    case = opened(city)
    words = messaging.Appointment(what, date(2026, 3, 23), "10:00", PLACE).words(language)
    for revealing in ("Selam", "Tesfay", "Waterstad.", "inburger", "gemeente", "integration", "DUO", "PIP", "http"):
        assert revealing.lower() not in words.replace(PLACE, "").lower()
    assert "10:00" in words
    assert str(case.uuid) not in words


@pytest.mark.parametrize(
    "place", ["Loket inburgering, Stadsplein 1", "Bij DUO", "De taalschool", "Intake statushouders", "het azc"]
)
def test_a_place_that_tells_is_sent_back(city: City, place: str) -> None:
    """An address, no more."""
    with pytest.raises(Refused, match="reveals"):
        send(city, opened(city), told=messaging.Appointment("text", date(2026, 3, 23), "10:00", place))
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("written", "number", "why"),
    [
        ("06 1234 5678", "+31612345678", ""), ("+31 6-1234-5678", "+31612345678", ""),
        ("0031612345678", "+31612345678", ""), ("+49 151 23456789", "+4915123456789", ""),
        ("010 123 4567", "", "landline"), ("+31101234567", "", "landline"), ("06 1234 567", "", "not_a_number"),
        ("12345", "", "not_a_number"), ("zie partner", "", "not_a_number"), ("+3161234567", "", "not_a_number"),
    ],
)  # fmt: skip
def test_a_bad_number_is_explained(written: str, number: str, why: str) -> None:
    """Before anything is sent: what it is, and what to do stands on the page."""
    assert messaging.mobile(written) == (number, why)


def test_a_phone_of_somebody_else_only_when_the_person_agrees(city: City) -> None:
    """Their own comes first; the partner's is asked for."""
    case = opened(city, NewContact("phone", "06 9999 0000", whose="partner"), NewContact("phone", "06 1234 5678"))
    assert [way.whose for way in messaging.ways(case.contacts) if not way.why_not] == ["own", "partner"]
    with pytest.raises(Refused, match="not_their_own"):
        send(city, case, 1)
    send(city, case, 1, agreed=True)
    assert Message.objects.count() == 1


def test_by_app_only_when_it_is_allowed(city: City) -> None:
    """Nobody asked: no."""
    case = opened(city)
    app = next(way for way in messaging.ways(case.contacts) if way.channel == "whatsapp")
    assert app.why_not == "app_not_allowed"


def test_the_same_form_twice_is_once(city: City) -> None:
    """A double click."""
    case, request_id = opened(city), uuid4()
    for _ in range(2):
        send(city, case, request_id=request_id)
    assert Message.objects.count() == 1


def test_an_answer_that_got_lost_is_asked_after(city: City) -> None:
    """The gateway took it in and its answer was lost: the next round asks first, and nothing goes twice."""
    simulator = Simulator()
    send(city, opened(city, NewContact("phone", "06 1234 5692")))
    assert run(simulator) == ["failing"]
    assert Message.objects.get().doubt
    assert run(simulator, timedelta(hours=2)) == ["delivered"]
    assert list(simulator.asked.values()) == [1]
    assert len(simulator.taken) == 1


def test_a_gateway_that_is_down_is_tried_again(city: City) -> None:
    """Later, by itself."""
    simulator = Simulator()
    send(city, opened(city, NewContact("phone", "06 1234 5693")))
    assert run(simulator) == ["failing"]
    assert run(simulator) == [], "not at once"
    assert run(simulator, timedelta(hours=2)) == ["delivered"]


def test_a_number_out_of_use_comes_on_today(city: City) -> None:
    """With what to do; not among the messages to DUO."""
    simulator = Simulator()
    case = opened(city, NewContact("phone", "06 1234 5690"))
    send(city, case)
    assert run(simulator) == ["refused"]
    today = text(signed_in(city, "responsible").get(url("today")))
    assert "Dit nummer is niet meer in gebruik" in today
    assert "DUO weet dit nog niet" not in today


def test_without_a_gateway_nothing_is_lost(city: City) -> None:
    """It waits, and the page says to call."""
    case = opened(city)
    send(city, case)
    assert list(deliver(now=lambda: NOW, gateway=lambda: None)) == []
    assert Message.objects.get().state == "queued"
    assert "nog geen dienst voor berichten" in text(
        signed_in(city, "responsible").get(url("person_message", case.uuid))
    )


def test_what_was_sent_is_sealed_and_goes_with_the_case(city: City) -> None:
    """Not readable in the database; destroyed with the other messages."""
    from wegwijs.outbox import person_data

    case = opened(city)
    send(city, case)
    assert b"+3161" not in bytes(Message.objects.get().content)
    person_data.destroy([case.id])
    assert not Message.objects.exists()


def test_the_words_are_seen_before_they_go(city: City) -> None:
    """First the message as the person reads it, beside the Dutch; then one more click."""
    case = opened(city)
    client = signed_in(city, "responsible")
    page = client.get(url("person_message", case.uuid))
    form = {**form_on(page, "place"), "on": "23-03-2026", "at": "10.00", "do": "preview"}
    assert form["language"] == ["ti"]
    form["way"] = f"sms:{case.contacts[0].uuid}"
    seen = client.post(url("person_message", case.uuid), form)
    assert "ቆጸራ" in seen.content.decode()
    assert not Message.objects.exists()
    assert client.post(url("person_message", case.uuid), {**form, "do": "send"}).status_code == 302
    assert Message.objects.count() == 1
    assert "onderweg" in text(client.get(url("person_message", case.uuid)))


@pytest.mark.parametrize("who", ["stranger", "desk", "manager", "coordinator", "elsewhere"])
def test_who_does_not_work_on_the_case_sends_nothing(city: City, who: str) -> None:
    """Not found, or not allowed."""
    case = opened(city)
    assert signed_in(city, who).get(url("person_message", case.uuid)).status_code in {403, 404}
    if not city.actor(who).may("case.write"):
        with pytest.raises(PermissionDenied):
            messaging.send(
                city.actor(who), case, messaging.ways(case.contacts)[0], APPOINTMENT, "nl", agreed=False, now=NOW,
                request_id=uuid4(),
            )  # fmt: skip


def test_a_letter_for_who_has_no_phone(city: City) -> None:
    """Chosen by itself; the same words first, then the letter once, with the name on it and nothing of the file."""
    case = opened(city, NewContact("address", "Kade 12, 0000 BB Waterstad"))
    client, address = signed_in(city, "responsible"), url("person_message", case.uuid)
    form = {**form_on(client.get(address), "at"), "on": "23-03-2026", "at": "10:00"}
    assert form["way"] == ["letter"]
    assert "Dit leest de persoon" in text(client.post(address, {**form, "do": "preview"}))
    for _twice in range(2):
        assert client.post(address, {**form, "do": "send"}).status_code == 302
    letter = Document.objects.get()
    data = json.loads(decrypt(letter.data))
    assert (letter.template, letter.language, data["recipient_address"]) == (
        "appointment", "ti", ["Kade 12", "0000 BB Waterstad"],
    )  # fmt: skip
    assert Message.objects.count() == 0
    assert "wordt gemaakt" in text(client.get(address))
    refused = client.post(address, {**form, "place": "Loket inburgering", "do": "send"})
    assert refused.status_code == 422
    assert set_document(letter.uuid, now=NOW)
    letter.refresh_from_db()
    assert letter.state == "ready"
