"""From a case to help outside and back: with consent, a note to take along, and the question whether it helped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from pypdf import PdfReader

from tests.city import NOW, TODAY, City, make_city
from tests.desk.case_pages import fill, new_case, record, signed_in, text, url
from wegwijs import policy
from wegwijs.accounts.models import AccessEntry
from wegwijs.dossier.models import Fact, Trajectory
from wegwijs.support import person_data, referring
from wegwijs.support.models import Referral
from wegwijs.support.social_map import Described

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=policy.load().referral_ask_days)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def case(city: City) -> UUID:
    return new_case(city)


def place(city: City, *subjects: str, name: str = "Geldloket De Haven") -> UUID:
    """A place on the map."""
    said = Described(name, "Kijkt mee.", subjects=subjects or ("money",), languages=("ti",), phone="010 000 0101")
    keeper = city.actor("responsible")
    return referring.add_offer(keeper, said, city.user("responsible").pk, now=NOW, request_id=uuid4())


def refer(city: City, case: UUID, offer: UUID, who: str = "responsible", **changes: Any) -> Referral:
    """Fill in the form and send it."""
    answer = fill(signed_in(city, who), url("referral_refer", case, offer), **{"consent": "on", **changes})
    assert answer.status_code == 302, text(answer)[:800]
    return Referral.objects.order_by("-pk")[0]


def test_from_the_case_to_help_in_three_clicks(city: City, case: UUID) -> None:
    """Look, in the own language, choose, send; it stands on the case and in the record, with whom to and no more."""
    offer = place(city)
    client = signed_in(city, "responsible")
    assert url("referral_choose", case) in client.get(url("case", case)).content.decode()
    page = client.get(url("referral_choose", case))
    assert "?language=ti" in page.content.decode()
    assert url("referral_refer", case, offer) in page.content.decode()
    made = refer(city, case, offer, question="Kunt u meekijken naar de brief?")
    fact = Fact.objects.get(kind="referral_sent")
    assert (fact.uuid, fact.payload) == (made.uuid, {"to": "Geldloket De Haven"})
    assert "Geldloket De Haven" in text(client.get(url("case", case)))
    assert b"meekijken" not in bytes(made.question_sealed)


def test_never_without_consent(city: City, case: UUID) -> None:
    """Without the tick nothing is written, and the page says why."""
    offer = place(city)
    answer = fill(signed_in(city, "responsible"), url("referral_refer", case, offer))
    assert answer.status_code == 422
    assert "Verwijs alleen als de persoon dat wil" in text(answer)
    assert not Referral.objects.exists()
    assert not Fact.objects.filter(kind="referral_sent").exists()


def test_the_same_form_twice_is_one_referral(city: City, case: UUID) -> None:
    """A double click: one row, one fact."""
    offer, once = place(city), str(uuid4())
    for _ in range(2):
        refer(city, case, offer, request_id=once)
    assert Referral.objects.count() == Fact.objects.filter(kind="referral_sent").count() == 1


@pytest.mark.parametrize("language", ["nl", "ar", "tr", "ti", "prs", "en"])
def test_the_note_says_where_and_what_and_not_who(city: City, case: UUID, language: str) -> None:
    """Dutch beside the own language, marked as not checked; no name or number of the person; logged as a print."""
    made = refer(city, case, place(city), question="Kunt u meekijken naar de brief?")
    answer = signed_in(city, "responsible").get(url("referral_note", case, made.uuid, language))
    assert answer.status_code == 200
    assert answer["Cache-Control"].find("no-store") >= 0
    pages = PdfReader(BytesIO(answer.content)).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Geldloket De Haven" in said
    assert "Ik wil graag hulp met geld en rekeningen." in said
    assert "Kunt u meekijken naar de brief?" in said
    assert ("nog niet nagekeken" in said) is (language != "nl")
    assert len(pages) == 1
    assert not [word for word in ("Tesfay", "Selam", str(case)) if word in said]
    assert AccessEntry.objects.filter(kind="print").count() == 1


def test_later_it_is_asked_whether_it_helped(city: City, case: UUID) -> None:
    """On Vandaag of who is responsible from the day of the norm, not before; the answer ends it and is a fact."""
    made = refer(city, case, place(city))
    before = LATER - timedelta(days=1)
    with time_machine.travel(before, tick=False):
        assert "Hielp de verwijzing?" not in text(signed_in(city, "responsible", before).get(url("today")))
    with time_machine.travel(LATER, tick=False):
        me = signed_in(city, "responsible", LATER)
        assert "Hielp de verwijzing?" in text(me.get(url("today")))
        assert "Hielp de verwijzing?" not in text(signed_in(city, "colleague", LATER).get(url("today")))
        fill(me, url("referral", case, made.uuid), "version", outcome="partly")
        assert "Hielp de verwijzing?" not in text(me.get(url("today")))
        told = Fact.objects.get(kind="referral_answered").payload
        assert told == {"to": "Geldloket De Haven", "decision": "partly"}
        assert "het hielp een beetje" in text(me.get(url("case", case)))


def test_not_been_there_yet_is_asked_again(city: City, case: UUID) -> None:
    """No answer, so no fact; the next question waits as long as the first."""
    made = refer(city, case, place(city))
    with time_machine.travel(LATER, tick=False):
        me = signed_in(city, "responsible", LATER)
        fill(me, url("referral", case, made.uuid), "version", outcome="later")
        assert "Hielp de verwijzing?" not in text(me.get(url("today")))
    made.refresh_from_db()
    assert (made.outcome, made.answered_on) == ("later", None)
    assert made.ask_on == LATER.date() + timedelta(days=policy.load().referral_ask_days)
    assert not Fact.objects.filter(kind="referral_answered").exists()


def test_it_did_not_help_leads_back_to_the_map(city: City, case: UUID) -> None:
    """There may be something that fits better."""
    made = refer(city, case, place(city))
    client = signed_in(city, "responsible")
    answer = fill(client, url("referral", case, made.uuid), "version", outcome="no")
    assert answer["Location"] == url("referral_choose", case)


def test_health_and_safety_stay_behind_their_permission(city: City, case: UUID) -> None:
    """The fact does not say where to; the adviser who works along sees that there was a referral, and no more."""
    made = refer(city, case, place(city, "talking", name="Praathuis De Luwte"), question="Over slapen")
    assert Fact.objects.get(kind="referral_sent").payload == {}
    record(signed_in(city, "responsible"), case, "share", to=str(city.user("adviser").pk))
    adviser = signed_in(city, "adviser")
    page = adviser.get(url("case", case)).content.decode()
    assert "Verwezen" in page or "Doorverwezen" in page
    assert "Praathuis" not in page
    assert adviser.get(url("referral", case, made.uuid)).status_code == 404
    assert adviser.get(url("referral_note", case, made.uuid, "nl")).status_code == 404
    offer = made.offer.uuid
    assert adviser.get(url("referral_refer", case, offer)).status_code == 403
    assert "Praathuis" not in adviser.get(url("referral_choose", case)).content.decode()
    assert "Praathuis" in text(signed_in(city, "colleague").get(url("case", case)))


def test_nothing_on_paper_for_who_is_not_safe(city: City, case: UUID) -> None:
    """No note, also not by its address; the page says to agree how the person gets there."""
    made = refer(city, case, place(city, "safety", name="Rustpunt"))
    client = signed_in(city, "responsible")
    page = client.get(url("referral", case, made.uuid))
    assert "briefje-" not in page.content.decode()
    assert "niets op papier" in text(page)
    assert client.get(url("referral_note", case, made.uuid, "nl")).status_code == 404


def test_somebody_looking_along_sees_no_referrals(city: City, case: UUID) -> None:
    """Who looks along may be a partner."""
    refer(city, case, place(city))
    client = signed_in(city, "responsible")
    client.post(url("companion"), {"companion": "on", "next": "/"})
    assert "Geldloket" not in client.get(url("case", case)).content.decode()


@pytest.mark.parametrize("who", ["stranger", "elsewhere", "manager", "coordinator", "desk", "privacy", "quality_other"])
def test_out_of_reach(city: City, case: UUID, who: str) -> None:
    """No form, no note, no answer for who does not work on the case."""
    offer = place(city)
    made = refer(city, case, offer)
    client = signed_in(city, who)
    for address in (
        url("referral_choose", case), url("referral_refer", case, offer), url("referral", case, made.uuid),
        url("referral_note", case, made.uuid, "nl"),
    ):  # fmt: skip
        assert client.get(address).status_code in {403, 404}, address
    assert client.post(url("referral", case, made.uuid), {"version": "1", "outcome": "yes"}).status_code in {403, 404}
    made.refresh_from_db()
    assert made.outcome == ""


def test_a_place_of_another_municipality_is_not_there(city: City, case: UUID) -> None:
    """Nor one that closed."""
    far = city.actor("elsewhere")
    said = Described("Ver weg", "Helpt.", subjects=("money",), phone="1")
    offer = referring.add_offer(far, said, city.user("elsewhere").pk, now=NOW, request_id=uuid4())
    assert signed_in(city, "responsible").get(url("referral_refer", case, offer)).status_code == 404


def test_the_person_gets_a_copy_and_it_is_destroyed_with_the_case(city: City, case: UUID) -> None:
    """Where to, what was asked and whether it helped; afterwards no row is left."""
    made = refer(city, case, place(city), question="De brief van de belasting")
    number = Trajectory.objects.get(uuid=case).pk
    item = next(one for one in person_data.copy_of(number) if one.section == "referral")
    assert item.content["to"] == "Geldloket De Haven"
    assert item.content["question"] == "De brief van de belasting"
    assert item.on == TODAY
    assert made.uuid in person_data.identities([number])
    assert person_data.destroy([number])["support.Referral"] == 1
    assert not Referral.objects.exists()
