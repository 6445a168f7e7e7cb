"""Who reaches a case page, told with people; the note behind the sign; a case opened with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from tests.city import NOW, PEOPLE, City, make_city
from tests.desk.case_pages import fill, new_case, record, signed_in, text, url
from wegwijs.accounts.models import AccessEntry
from wegwijs.desk.case.urls import urlpatterns
from wegwijs.dossier.models import ContactPoint, Fact
from wegwijs.support.models import SafetyNote

pytestmark = pytest.mark.django_db
NOTE = "Bel nooit op het nummer van de partner."


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
    record(signed_in(city, "responsible"), found, "contact-point", value="06 0000 0012", whose="own", source="zelf")
    return found


def addresses(uuid: UUID) -> dict[str, tuple[str, str]]:
    """Every address of these pages: name → (method, address)."""
    fact = Fact.objects.filter(kind="duo_notified").values_list("uuid", flat=True)[0]
    point = ContactPoint.objects.values_list("uuid", flat=True)[0]
    return {
        "case": ("get", url("case", uuid)),
        "break_glass": ("get", url("break_glass", uuid)),
        "safety": ("get", url("safety", uuid)),
        "record_menu": ("get", url("record_menu", uuid)),
        "record": ("get", url("record", uuid, "contact")),
        "record_effect": ("post", url("record_effect", uuid, "contact")),
        "undo": ("post", url("undo", uuid)),
        "correct": ("get", url("correct", uuid, fact)),
        "correct_effect": ("post", url("correct_effect", uuid, fact)),
        "withdraw": ("get", url("withdraw", uuid, fact)),
        "revisions": ("get", url("revisions", uuid)),
        "revision_seen": ("post", url("revision_seen", uuid, fact)),
        "end_contact_point": ("post", url("end_contact_point", uuid, point)),
    }


# responsible, colleague of the team, quality officer of the department: everything but the glass
IN = {"responsible", "colleague", "quality"}
OUT = {*PEOPLE, "elsewhere"} - IN
NOT_OPEN = {302, 403, 404}


def test_every_address_is_in_this_table(city: City, uuid: UUID) -> None:
    """A page that is added must be added to the table of who may."""
    assert {str(one.name) for one in urlpatterns} == {*addresses(uuid), "companion", "what_if", "what_if_answer"}


@pytest.mark.parametrize("who", sorted(IN))
def test_the_team_reaches_every_page(city: City, uuid: UUID, who: str) -> None:
    """The professional, a colleague of the team, the quality officer of the department."""
    for name, (method, address) in addresses(uuid).items():
        status = getattr(signed_in(city, who), method)(address).status_code
        assert status == (
            403 if name == "break_glass" else 302 if method == "post" and "effect" not in name else 200
        ), name


@pytest.mark.parametrize("who", sorted(OUT))
def test_nobody_else_reaches_any_page(city: City, uuid: UUID, who: str) -> None:
    """Other department, provider, other municipality, desk …: not one page, nothing of the person in the answer."""
    client = signed_in(city, who)
    for name, (method, address) in addresses(uuid).items():
        answer = getattr(client, method)(address)
        if who == "manager" and name == "break_glass":
            assert answer.status_code == 200
        else:
            assert answer.status_code in NOT_OPEN, (name, answer.status_code)
        assert "Tesfay" not in answer.content.decode()


def test_out_of_scope_is_not_found(city: City, uuid: UUID) -> None:
    """For who has the permission but not the case: as if it does not exist."""
    for who in ("stranger", "elsewhere", "adviser", "quality_other"):
        assert signed_in(city, who).get(url("case", uuid)).status_code == 404, who


def test_not_signed_in_goes_to_sign_in(city: City, uuid: UUID) -> None:
    """And comes back afterwards."""
    from django.test import Client

    answer = Client().get(url("case", uuid))
    assert answer.status_code == 302
    assert "/inloggen/" in answer["Location"]


def test_a_colleague_who_works_along_writes_but_does_not_assign(city: City, uuid: UUID) -> None:
    """The employment adviser records; choosing who guides is not theirs."""
    record(signed_in(city, "responsible"), uuid, "share", to=str(city.user("adviser").pk))
    client = signed_in(city, "adviser")
    record(client, uuid, "contact", channel="phone")
    assert client.get(url("record", uuid, "assign")).status_code == 403
    assert url("record", uuid, "assign") not in client.get(url("case", uuid)).content.decode()


def test_a_manager_gives_a_reason_and_only_reads_and_only_today(city: City, uuid: UUID) -> None:
    """Sent to the question first; too short is not a reason; then the case, without any form; tomorrow it is shut."""
    client = signed_in(city, "manager")
    assert client.get(url("case", uuid))["Location"] == url("break_glass", uuid)
    assert "Schrijf iets meer" in text(fill(client, url("break_glass", uuid), "reason", reason="even"))
    fill(client, url("break_glass", uuid), "reason", reason="Klacht over de begeleiding, gesprek om 14 uur")
    page = client.get(url("case", uuid))
    assert page.status_code == 200
    assert "alleen om te lezen" in text(page)
    body = page.content.decode()
    assert not [one for one in ("vastleggen", "verbeteren", "/plan/") if one in body]
    for name, (method, address) in addresses(uuid).items():
        if name not in {"case", "break_glass", "revisions"}:
            assert getattr(client, method)(address).status_code == 403, name
    row = AccessEntry.objects.get(kind="break_glass")
    assert "Klacht over de begeleiding" in row.reason
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        late = signed_in(city, "manager", NOW + timedelta(days=1))
        assert late.get(url("case", uuid))["Location"] == url("break_glass", uuid)


def test_a_manager_of_another_department_cannot_even_ask(city: City, uuid: UUID) -> None:
    """Not in their lists, so not found."""
    client = signed_in(city, "manager_other")
    assert client.get(url("case", uuid)).status_code == 404
    assert client.post(url("break_glass", uuid), {"reason": "Ik wil dit graag weten"}).status_code == 404


def write(city: City, uuid: UUID) -> None:
    """A note by the professional."""
    signed_in(city, "responsible").post(url("safety", uuid), {"do": "write", "text": NOTE, "request_id": str(uuid4())})


def test_the_sign_is_there_only_when_there_is_something(city: City, uuid: UUID) -> None:
    """It names nothing, and the note itself is on no page but its own."""
    client = signed_in(city, "responsible")
    sign = f'class="sign private" href="{url("safety", uuid)}"'
    assert sign not in client.get(url("case", uuid)).content.decode()
    write(city, uuid)
    page = client.get(url("case", uuid)).content.decode()
    assert sign in page
    assert NOTE not in page
    main = page[page.index("<main") : page.index("</main>")].lower()
    assert not [one for one in ("veiligheid", "pluis") if one in main]


def test_the_note_opens_with_a_button_and_is_logged(city: City, uuid: UUID) -> None:
    """Coming to the page shows nothing; opening writes an access row of its own first."""
    write(city, uuid)
    client = signed_in(city, "colleague")
    assert NOTE not in client.get(url("safety", uuid)).content.decode()
    assert not AccessEntry.objects.filter(kind="safety").exists()
    opened = client.post(url("safety", uuid), {"do": "open"})
    assert NOTE in text(opened)
    assert opened["Cache-Control"] == "no-store"
    assert AccessEntry.objects.get(kind="safety").user_id == city.user("colleague").pk


def test_the_note_is_not_readable_in_the_database(city: City, uuid: UUID) -> None:
    """Encrypted at rest."""
    write(city, uuid)
    assert b"partner" not in bytes(SafetyNote.objects.get().content_sealed)


def test_somebody_looking_along_sees_no_sign_and_opens_nothing(city: City, uuid: UUID) -> None:
    """Even when the address is known."""
    write(city, uuid)
    client = signed_in(city, "responsible")
    client.post(url("companion"), {"companion": "on", "next": "/"})
    assert url("safety", uuid) not in client.get(url("case", uuid)).content.decode()
    assert NOTE not in client.post(url("safety", uuid), {"do": "open"}).content.decode()
    assert not AccessEntry.objects.filter(kind="safety").exists()


def test_the_adviser_who_works_along_sees_no_sign(city: City, uuid: UUID) -> None:
    """Without the permission there is nothing to see, not even that there is something."""
    write(city, uuid)
    record(signed_in(city, "responsible"), uuid, "share", to=str(city.user("adviser").pk))
    client = signed_in(city, "adviser")
    assert url("safety", uuid) not in client.get(url("case", uuid)).content.decode()
    assert client.post(url("safety", uuid), {"do": "open"}).status_code == 403


def test_a_note_that_is_no_longer_so(city: City, uuid: UUID) -> None:
    """Out of sight, and with the last one the sign goes too."""
    write(city, uuid)
    note = SafetyNote.objects.get()
    client = signed_in(city, "responsible")
    client.post(url("safety", uuid), {"do": "end", "note": str(note.uuid), "version": "1"})
    assert url("safety", uuid) + '"' not in client.get(url("case", uuid)).content.decode().split("</h1>")[0]
    note.refresh_from_db()
    assert note.ended_on is not None


def test_an_empty_note_is_not_written(city: City, uuid: UUID) -> None:
    """Said beside the field."""
    answer = signed_in(city, "responsible").post(
        url("safety", uuid), {"do": "write", "text": " ", "request_id": str(uuid4())}
    )
    assert "Dit klopt nog niet" in text(answer) or "verplicht" in text(answer)
    assert not SafetyNote.objects.exists()


def test_the_same_note_twice_is_once(city: City, uuid: UUID) -> None:
    """A double click."""
    sent = {"do": "write", "text": NOTE, "request_id": str(uuid4())}
    for _ in range(2):
        signed_in(city, "responsible").post(url("safety", uuid), sent)
    assert SafetyNote.objects.count() == 1
