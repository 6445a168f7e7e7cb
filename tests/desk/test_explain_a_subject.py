"""One subject explained to take along: scanned, printed or sent as a link, the same for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.city import NOW, City, make_city
from tests.desk.case_pages import new_case, record, signed_in, text, url
from wegwijs.intake.said import EXPLAINED
from wegwijs.letters.explanation import ADDRESSES
from wegwijs.letters.texts import LANGUAGES, words
from wegwijs.outbox import queries as outbox
from wegwijs.outbox.models import Message
from wegwijs.voice.messaging import _REVEALING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def uuid(city: City) -> UUID:
    found = new_case(city)
    for value, whose in (("06 1234 5678", "own"), ("06 8765 4321", "partner")):
        record(signed_in(city, "responsible"), found, "contact-point", value=value, whose=whose, source="zelf")
    return found


def public(topic: str, language: str) -> str:
    return reverse("desk:explained", args=[ADDRESSES[topic], language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_anybody_reads_it_on_their_own_phone(city: City, uuid: UUID, language: str) -> None:
    """Without signing in or a cookie: every subject, in its language and direction; unread is said; about nobody."""
    text_ = words(language)
    for topic in ADDRESSES:
        answer = Client().get(public(topic, language))
        body = answer.content.decode()
        assert text_.say(f"explain.{topic}_title") in body
        assert f'<html lang="{text_.read["lang"]}" dir="{"rtl" if text_.rtl else "ltr"}">' in body
        assert ("niet nagekeken" in body) == (language != "nl")
        assert not answer.cookies
        assert "Tesfay" not in body
        assert "Waterstad" not in body


def test_what_is_not_there_is_not_there() -> None:
    """No such subject, no such language, and the route, which is somebody's own."""
    assert {*ADDRESSES, "route"} == set(EXPLAINED)
    for at in ("/uitleg/route/nl/", "/uitleg/niets/nl/", "/uitleg/plan/xx/"):
        assert Client().get(at).status_code == 404


def test_the_address_does_not_tell_what_for() -> None:
    """A link on a shared phone holds no word that says what somebody comes for."""
    for address in ADDRESSES.values():
        assert not _REVEALING.search(address)


def test_printed_by_who_is_signed_in(city: City, uuid: UUID) -> None:
    """A page of paper; it costs work to set, so it is for colleagues only."""
    address = f"{public('pvt', 'ti')}afdruk/"
    answer = signed_in(city, "responsible").get(address)
    assert answer.content.startswith(b"%PDF")
    assert Client().get(address).status_code == 302
    assert signed_in(city, "desk").get(address).status_code == 403
    assert signed_in(city, "responsible").get("/uitleg/plan/xx/afdruk/").status_code == 404


def sent(client: Client, uuid: UUID, at: int = 0, **values: Any) -> Any:
    """Press Send on the page of a subject in Arabic, to the phone in that place."""
    address = url("explanation", uuid, "rights") + "?taal=ar"
    form = client.get(address).context["form"]
    way = list(form.by_key)[at]
    return client.post(address, {"request_id": form.initial["request_id"], "way": way, **values})


def test_sent_as_a_link_in_the_own_language(city: City, uuid: UUID) -> None:
    """One press: a word and the address, in the language that is on the screen; it stands among the messages."""
    client = signed_in(city, "responsible")
    assert sent(client, uuid).status_code == 302
    (told,) = outbox.of_case(
        city.actor("responsible"), Message.objects.get().trajectory_id, now=NOW, counterpart="person"
    )
    assert told.content is not None
    assert told.content["text"] == f"شرح:\nhttp://testserver{public('rights', 'ar')}"
    assert told.content["language"] == "ar"
    assert "/uitleg/gesprek/ar/" in text(client.get(url("person_message", uuid)))


def test_the_phone_of_a_partner_only_when_the_person_agrees(city: City, uuid: UUID) -> None:
    """Refused without the tick, and said at the tick; nothing goes."""
    client = signed_in(city, "responsible")
    partner = next(
        at
        for at, way in enumerate(client.get(url("explanation", uuid, "rights")).context["form"].by_key.values())
        if way.whose == "partner"
    )
    answer = sent(client, uuid, partner)
    assert answer.status_code == 422
    assert answer.context["form"].errors["agreed"]
    assert not Message.objects.exists()
    assert sent(client, uuid, partner, agreed="on").status_code == 302


def test_no_phone_number_in_sight_when_somebody_looks_along(city: City, uuid: UUID) -> None:
    """The picture to scan stays; the numbers are not in the page."""
    client = signed_in(city, "responsible")
    client.post(reverse("desk:companion"), {"companion": "on"})
    body = client.get(url("explanation", uuid, "rights")).content.decode()
    assert 'class="qr"' in body
    assert "1234" not in body
