"""Help outside the municipality: found by who needs it, kept by a named colleague, checked before it grows old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.city import NOW, PEOPLE, TODAY, City, make_city
from tests.desk.case_pages import fill, form_on, signed_in, text, url
from wegwijs import policy
from wegwijs.support.models import Offer
from wegwijs.support.social_map import GUARDS, NO_NOTE, SUBJECTS, Described, Wanted, check, needs

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {
    "name": "Geldloket", "what": "Kijkt mee naar rekeningen.", "subjects": ["money"], "phone": "010 000 0101",
    "districts": "Noord, Zuid", "waiting_weeks": "2", "languages": ["nl", "ti"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def add(client: Client, **changes: Any) -> Offer:
    """Fill in the form of a new place."""
    answer = fill(client, url("offer_add"), **{**SAID, **changes})
    assert answer.status_code == 302, text(answer)[:800]
    return Offer.objects.order_by("-pk")[0]


def test_what_somebody_knows_is_found_by_a_colleague(city: City) -> None:
    """Added by one, kept by that one, on the map of the others with how long the wait is."""
    row = add(signed_in(city, "responsible"))
    assert (row.keeper_id, row.checked_on, row.districts) == (city.user("responsible").pk, TODAY, ["Noord", "Zuid"])
    shown = text(signed_in(city, "stranger").get(url("offers")))
    assert "Geldloket" in shown
    assert "ongeveer 2 weken wachten" in shown
    assert "Geldloket" not in text(signed_in(city, "elsewhere").get(url("offers")))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "rekeningen"}, True), ({"q": "fietsen"}, False), ({"subject": "money"}, True),
        ({"subject": "food"}, False), ({"language": "ti"}, True), ({"language": "ar"}, False),
        ({"district": "Noord"}, True), ({"weeks": "2"}, True), ({"weeks": "0"}, False), ({"weeks": "nonsense"}, True),
        ({"subject": "money", "language": "ti", "district": "Zuid", "weeks": "4"}, True),
    ],
)  # fmt: skip
def test_looking_by_what_counts(city: City, asked: dict[str, str], found: bool) -> None:
    """Word, subject, language, district and waiting time, alone and together."""
    client = signed_in(city, "responsible")
    add(client)
    add(client, name="Hele stad", districts="", languages=["ar"], waiting_weeks="", subjects=["food"])
    assert ("Geldloket" in text(client.get(url("offers"), asked))) is found


def test_the_whole_city_fits_every_district_and_an_unknown_wait_fits_no_limit() -> None:
    """What is not known is never promised."""
    everywhere = Described("Loket", "Helpt.", subjects=("forms",), phone="1")
    assert Wanted(district="Noord").fits(everywhere)
    assert not Wanted(at_most_weeks=8).fits(everywhere)


def test_what_cannot_be_found_or_reached_is_refused(city: City) -> None:
    """A place without subject, or without any way to go there; what was typed stays."""
    client = signed_in(city, "responsible")
    answer = fill(client, url("offer_add"), **{**SAID, "phone": ""})
    assert answer.status_code == 422
    assert "Kijkt mee naar rekeningen." in text(answer)
    assert fill(client, url("offer_add"), **{**SAID, "subjects": []}).status_code == 422
    assert not Offer.objects.exists()
    assert check(Described("Loket", "Helpt.", subjects=("nonsense",), phone="1")) == "no_subject"


def test_the_same_form_twice_is_one_place(city: City) -> None:
    """A double click."""
    client = signed_in(city, "responsible")
    sent = {**form_on(client.get(url("offer_add")), "request_id"), **SAID}
    for _ in range(2):
        client.post(url("offer_add"), sent)
    assert Offer.objects.count() == 1


def test_the_keeper_is_reminded_and_checks(city: City) -> None:
    """Half a year later it stands on the keeper's Vandaag and says so on the map; one button puts it right."""
    row = add(signed_in(city, "responsible"))
    on_time, late = (NOW + timedelta(days=policy.load().offer_check_days + more) for more in (0, 1))
    with time_machine.travel(on_time, tick=False):
        assert "lang niet nagekeken" not in text(signed_in(city, "responsible", on_time).get(url("today")))
    with time_machine.travel(late, tick=False):
        me = signed_in(city, "responsible", late)
        assert "1 plek is lang niet nagekeken" in text(me.get(url("today")))
        assert "nagekeken" not in text(signed_in(city, "colleague", late).get(url("today")))
        assert "lang niet nagekeken" in text(me.get(url("offers"), {"mine": "1"}))
        me.post(url("offer_act", row.uuid), {"do": "checked", "version": row.version})
        row.refresh_from_db()
        assert row.checked_on == late.date()
        assert "lang niet nagekeken" not in text(me.get(url("today")))


def change(client: Client, row: Offer, sent: dict[str, Any] | None = None, **changes: Any) -> Any:
    page = sent or form_on(client.get(url("offer_change", row.uuid)), "request_id")
    return client.post(url("offer_change", row.uuid), {**page, **changes})


def test_anybody_puts_it_right_and_saving_is_checking(city: City) -> None:
    """A colleague of another department corrects the phone number; the keeper stays."""
    row = add(signed_in(city, "responsible"))
    Offer.objects.update(checked_on=TODAY - timedelta(days=300))
    assert change(signed_in(city, "stranger"), row, phone="010 000 0999").status_code == 302
    row.refresh_from_db()
    assert (row.phone, row.keeper_id, row.checked_on) == ("010 000 0999", city.user("responsible").pk, TODAY)


def test_two_colleagues_at_once(city: City) -> None:
    """Both phone numbers are shown; nothing is overwritten until somebody chose."""
    row = add(signed_in(city, "responsible"))
    me, other = signed_in(city, "responsible"), signed_in(city, "colleague")
    mine = form_on(me.get(url("offer_change", row.uuid)), "request_id")
    change(other, row, phone="010 000 0001")
    answer = change(me, row, mine, phone="010 000 0002")
    assert answer.status_code == 409
    assert "010 000 0001" in text(answer)
    assert "010 000 0002" in answer.content.decode()
    again = form_on(answer, "request_id")
    assert change(me, row, {**again, "collision": "phone"}).status_code == 409
    assert change(me, row, {**again, "collision": "phone", "choose-phone": "stands"}).status_code == 302
    row.refresh_from_db()
    assert row.phone == "010 000 0001"


def test_a_place_that_closed(city: City) -> None:
    """Off the map; its page still says what it was."""
    client = signed_in(city, "responsible")
    row = add(client)
    client.post(url("offer_act", row.uuid), {"do": "end", "version": row.version})
    assert "Geldloket" not in text(client.get(url("offers")))
    assert "bestaat niet meer" in text(client.get(url("offer", row.uuid)))
    assert client.get(url("offer_change", row.uuid)).status_code == 302


READERS = {"responsible", "colleague", "stranger", "adviser", "quality", "quality_other", "desk"}


@pytest.mark.parametrize("who", sorted({*PEOPLE, "elsewhere"}))
def test_who_reads_and_who_keeps(city: City, who: str) -> None:
    """Professionals and the desk read; professionals keep; another municipality has its own map; nobody else."""
    row = add(signed_in(city, "responsible"))
    client = signed_in(city, who)
    keeps = who in READERS - {"desk"}
    elsewhere = who == "elsewhere"
    assert client.get(url("offers")).status_code == (200 if who in READERS or elsewhere else 403)
    assert client.get(url("offer", row.uuid)).status_code == (200 if who in READERS else 404 if elsewhere else 403)
    assert client.get(url("offer_add")).status_code == (200 if keeps or elsewhere else 403)
    assert client.get(url("offer_change", row.uuid)).status_code == (200 if keeps else 404 if elsewhere else 403)
    answer = client.post(url("offer_act", row.uuid), {"do": "end", "version": row.version})
    assert answer.status_code == (302 if keeps else 404 if elsewhere else 403)
    row.refresh_from_db()
    assert (row.ended_on is not None) is keeps


def test_subjects_that_say_something_of_health_or_safety_are_guarded() -> None:
    """Their permissions, and nothing on paper for who is not safe."""
    assert set(GUARDS) == {"health", "talking", "safety"}
    assert set(GUARDS) | NO_NOTE <= set(SUBJECTS)
    assert needs(("money", "health", "safety")) == {"health.read", "safety.read"}
