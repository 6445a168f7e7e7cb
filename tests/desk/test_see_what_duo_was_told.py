"""Who works on a case sees what DUO was told of it, why something did not go, and can do something about it.

Who looks after the messages sees numbers; names are for who may read the cases.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.city import ASYLUM_FACTS, NOW, City, make_city
from tests.desk.plan_pages import signed_in
from tests.plans.making import FEASIBLE, INTAKE, establish, look, ready_case
from wegwijs.accounts.crypto import encrypt
from wegwijs.accounts.models import Municipality
from wegwijs.outbox.models import Message

pytestmark = pytest.mark.django_db
OIN = "00000001009901000000"


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def line(city: City, settings: pytest.FixtureRequest) -> None:
    """There is a connection."""
    settings.WEGWIJS_DUO_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    Municipality.objects.filter(pk=city.municipality.pk).update(oin=OIN)


def read(client: Client, name: str, *args: object) -> str:
    with time_machine.travel(NOW, tick=False):
        return client.get(reverse(name, args=args)).content.decode()


def send(client: Client, name: str, *args: object, **data: object) -> int:
    with time_machine.travel(NOW, tick=False):
        return client.post(reverse(name, args=args), data).status_code


def refuse(case: UUID) -> Message:
    """DUO refused the plan of this case."""
    message = Message.objects.get(trajectory__uuid=case, kind="pip")
    answer = encrypt(b"Dagtekening ligt voor de vestiging.")
    Message.objects.filter(pk=message.pk).update(state="refused", code="pip_before_settlement", answer=answer)
    return message


@pytest.mark.usefixtures("line")
def test_a_plan_says_that_duo_is_being_told(city: City) -> None:
    """With a connection nothing needs to be typed over; the way by hand stays."""
    case = ready_case(city)
    establish(city, case)
    page = read(signed_in(city, "responsible"), "desk:plan", case)
    assert "wacht op verzending" in page
    assert "Ik heb het bij DUO ingevuld" in page or "Toch met de hand doen" in page


def test_without_a_connection_the_page_says_what_to_type(city: City) -> None:
    """As it always was; on the case it stands as something to do by hand."""
    case = ready_case(city)
    establish(city, case)
    client = signed_in(city, "responsible")
    assert "wacht op verzending" not in read(client, "desk:plan", case)
    assert "nog met de hand doorgeven" in read(client, "desk:case", case)
    assert send(client, "desk:plan_told", case, request_id=str(uuid4())) == 302
    assert Message.objects.get(kind="pip").code == "by_hand"


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(("state", "asks_again"), [("queued", False), ("sending", True), ("delivered", False)])
def test_the_page_follows_a_message_that_is_just_being_sent(city: City, state: str, asks_again: bool) -> None:
    """There is nothing to press then, so the card comes anew by itself; who can press something is not disturbed."""
    case = ready_case(city)
    establish(city, case)
    leased = NOW + timedelta(minutes=5) if state == "sending" else None
    Message.objects.filter(kind="pip").update(state=state, leased_until=leased)
    page = read(signed_in(city, "responsible"), "desk:plan", case)
    assert ('hx-select="#duo"' in page) is asks_again
    assert ('value="by_hand"' in page) is (state == "queued")


@pytest.mark.usefixtures("line")
def test_a_refusal_says_why_and_what_to_do(city: City) -> None:
    """In plain Dutch, with DUO's own words; on the case, and on Vandaag of the one responsible only."""
    case = ready_case(city)
    establish(city, case)
    refuse(case)
    page = read(signed_in(city, "responsible"), "desk:case", case)
    assert "Kijk de dag van inschrijving na." in page
    assert "Dagtekening ligt voor de vestiging." in page
    assert "DUO weet dit nog niet" in read(signed_in(city, "responsible"), "desk:today")
    assert "DUO weet dit nog niet" not in read(signed_in(city, "colleague"), "desk:today")


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(
    ("what", "state", "told"), [("resend", "queued", 0), ("withdraw", "withdrawn", 0), ("by_hand", "delivered", 1)]
)
def test_a_person_decides_about_a_refused_message(city: City, what: str, state: str, told: int) -> None:
    """Send again, leave it, or it was done by hand: then the record says that DUO knows."""
    case = ready_case(city)
    establish(city, case)
    message = refuse(case)
    assert send(signed_in(city, "responsible"), "desk:message_act", case, message.uuid, what=what) == 302
    message.refresh_from_db()
    assert message.state == state
    assert [fact.kind for fact in look(city, case).facts].count("duo_told") == told


@pytest.mark.usefixtures("line")
def test_a_plan_without_a_message_can_be_sent(city: City) -> None:
    """From before there were messages, or taken back: one button. Pressed twice it is sent once."""
    case = ready_case(city)
    establish(city, case)
    Message.objects.all().delete()
    client = signed_in(city, "responsible")
    assert "Naar DUO versturen" in read(client, "desk:plan", case)
    for _ in range(2):
        assert send(client, "desk:plan_send", case) == 302
    assert Message.objects.filter(kind="pip").count() == 1
    assert "Naar DUO versturen" not in read(client, "desk:plan", case)


def test_others_decide_nothing(city: City) -> None:
    """Out of reach is not found; a settled message cannot be decided about."""
    case = ready_case(city)
    establish(city, case)
    message = refuse(case)
    assert send(signed_in(city, "stranger"), "desk:message_act", case, message.uuid, what="withdraw") == 404
    other = ready_case(city, surname="Haile")
    Message.objects.filter(pk=message.pk).update(state="delivered")
    send(signed_in(city, "responsible"), "desk:message_act", other, message.uuid, what="withdraw")
    message.refresh_from_db()
    assert message.state == "delivered"
    assert send(signed_in(city, "responsible"), "desk:message_act", case, message.uuid, what="other") == 400


@pytest.mark.usefixtures("line")
def test_the_administrator_sees_numbers_without_names(city: City) -> None:
    """A quality officer of the department sees which cases; the other department's officer does not."""
    case = ready_case(city, surname="Kanarie")
    establish(city, case)
    refuse(case)
    admin = read(signed_in(city, "admin"), "desk:messages")
    assert "voor de dag waarop de inburgeraar hier kwam wonen" in admin
    assert "Kanarie" not in admin
    quality = read(signed_in(city, "quality"), "desk:messages")
    assert "Kanarie" in quality
    # Who sees both directions has a tab for each; the administrator has this page only.
    assert "Berichten van DUO" in quality
    assert "Berichten van DUO" not in admin
    assert "Kanarie" not in read(signed_in(city, "quality_other"), "desk:messages")


def test_a_message_that_keeps_failing_is_told_to_somebody(city: City) -> None:
    """Not at the first silence: after some hours, or after several attempts."""
    case = ready_case(city)
    establish(city, case)
    client = signed_in(city, "responsible")
    failing = Message.objects.filter(kind="pip")
    failing.update(state="failing", code="read_timeout", attempts=1)
    assert "DUO weet dit nog niet" not in read(client, "desk:today")
    failing.update(attempts=6)
    assert "DUO weet dit nog niet" in read(client, "desk:today")
    failing.update(attempts=1, queued_at=NOW - timedelta(hours=5))
    assert "DUO weet dit nog niet" in read(client, "desk:today")


def test_the_administrator_tries_all_of_them_now(city: City) -> None:
    """The wait is over; another municipality's messages are left alone."""
    case = ready_case(city)
    establish(city, case)
    Message.objects.filter(kind="pip").update(state="failing", next_attempt_at=NOW + timedelta(hours=1))
    assert send(signed_in(city, "admin"), "desk:messages_again") == 302
    assert Message.objects.get(kind="pip").next_attempt_at == NOW


LATE = (*ASYLUM_FACTS, *INTAKE, *FEASIBLE, ("pip_established", date(2022, 3, 1), {"route": "b1", "level": "b1"}))


def test_being_late_must_be_explained(city: City) -> None:
    """After the last day of the term the form wants the answer that DUO wants."""
    case = ready_case(city, facts=LATE)
    client = signed_in(city, "responsible")
    filled = {"what": "final", "on": "16-03-2026", "request_id": str(uuid4())}
    with time_machine.travel(NOW, tick=False):
        refused = client.post(reverse("desk:record", args=[case, "map"]), filled)
        assert "DUO wil weten of dat verwijtbaar is" in refused.content.decode()
        assert not Message.objects.exists()
        client.post(reverse("desk:record", args=[case, "map"]), {**filled, "culpable": "no"})
    assert Message.objects.get().state == "queued"


def test_what_duo_would_not_take_is_said_at_once(city: City) -> None:
    """Without a plan DUO takes no signature: it is recorded all the same, and the next page says why it does not go."""
    case = ready_case(city)
    client = signed_in(city, "responsible")
    with time_machine.travel(NOW, tick=False):
        page = client.post(
            reverse("desk:record", args=[case, "pvt"]),
            {"what": "signed", "on": "16-03-2026", "request_id": str(uuid4())},
            follow=True,
        ).content.decode()
    assert Message.objects.get().state == "held"
    assert "Kijk of het plan is doorgegeven." in page
