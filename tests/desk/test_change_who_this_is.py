"""Names, language and what helps: only what was changed is written, and two people never overwrite each other."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
import time_machine

from tests.city import NOW, City, make_city
from tests.desk.case_pages import form_on, new_case, record, signed_in, text, url
from wegwijs.dossier.models import Person

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
    return new_case(city)


def test_how_to_talk(city: City, uuid: UUID) -> None:
    """Languages, interpreter, reading, what helps: saved and at the top of the case."""
    page = record(
        signed_in(city, "responsible"), uuid, "person", speaks=["en"], speaks_more="el", reads_own_script="yes",
        interpreter_wish="een vrouw", adaptation="grote letters",
    )  # fmt: skip
    shown = text(page)
    for words in ("Tigrinya, Engels, Grieks", "leest de eigen taal", "een vrouw", "grote letters"):
        assert words in shown, words
    person = Person.objects.get()
    assert (person.speaks, person.reads_own_script) == (["en", "el"], True)
    assert person.sources["adaptation"]["by"] == "human"


def test_nothing_changed_writes_nothing(city: City, uuid: UUID) -> None:
    """No version, no audit."""
    record(signed_in(city, "responsible"), uuid, "person")
    assert Person.objects.get().version == 1


def test_a_partial_birth_date(city: City, uuid: UUID) -> None:
    """A year and a month may do; a day without a month may not."""
    client = signed_in(city, "responsible")
    record(client, uuid, "person", birth_day="")
    assert "april 1995" in text(client.get(url("case", uuid)))
    sent = {**form_on(client.get(url("record", uuid, "person")), "version"), "birth_day": "3", "birth_month": ""}
    assert "stop waar u het niet weet" in text(client.post(url("record", uuid, "person"), sent))


def test_two_people_change_the_same_field(city: City, uuid: UUID) -> None:
    """The second sees both values, field by field; saving again decides, and only for that field."""
    mine, theirs = signed_in(city, "responsible"), signed_in(city, "colleague")
    address = url("record", uuid, "person")
    opened = form_on(mine.get(address), "version")
    record(theirs, uuid, "person", adaptation="begane grond", interpreter_wish="via de telefoon")
    answer = mine.post(address, {**opened, "adaptation": "grote letters"})
    assert answer.status_code == 409
    shown = text(answer)
    both = "Wat deze persoon helpt begane grond Colleague van Dam, 16 mrt 2026 11:00 grote letters"
    assert both in shown.replace(" ,", ",")
    undecided = mine.post(address, form_on(answer, "version"))
    assert undecided.status_code == 409
    assert both in text(undecided).replace(" ,", ",")
    assert Person.objects.get().adaptation == "begane grond"
    again = mine.post(address, {**form_on(undecided, "version"), "choose-adaptation": "mine"})
    assert again.status_code == 302, text(again)[:800]
    person = Person.objects.get()
    assert (person.adaptation, person.interpreter_wish) == ("grote letters", "via de telefoon")


def test_what_stands_is_chosen(city: City, uuid: UUID) -> None:
    """Of the field; what else was typed here is written."""
    mine, theirs = signed_in(city, "responsible"), signed_in(city, "colleague")
    address = url("record", uuid, "person")
    opened = form_on(mine.get(address), "version")
    record(theirs, uuid, "person", adaptation="begane grond")
    answer = mine.post(address, {**opened, "adaptation": "grote letters", "interpreter_wish": "een vrouw"})
    assert mine.post(address, {**form_on(answer, "version"), "choose-adaptation": "stands"}).status_code == 302
    person = Person.objects.get()
    assert (person.adaptation, person.interpreter_wish) == ("begane grond", "een vrouw")


def test_two_people_change_different_fields(city: City, uuid: UUID) -> None:
    """Both are kept, and nobody is bothered."""
    mine, theirs = signed_in(city, "responsible"), signed_in(city, "colleague")
    address = url("record", uuid, "person")
    opened = form_on(mine.get(address), "version")
    record(theirs, uuid, "person", interpreter_wish="via de telefoon")
    assert mine.post(address, {**opened, "adaptation": "grote letters"}).status_code == 302
    person = Person.objects.get()
    assert (person.adaptation, person.interpreter_wish) == ("grote letters", "via de telefoon")


def test_a_field_of_another_system_cannot_be_changed(city: City) -> None:
    """Not even by sending it."""
    uuid = new_case(city, sources={"surname": {"by": "system", "name": "Basisregistratie"}})
    record(signed_in(city, "responsible"), uuid, "person", surname="Anders", adaptation="grote letters")
    person = Person.objects.get()
    assert (person.surname, person.adaptation) == ("Tesfay", "grote letters")


def test_a_changed_name_is_found(city: City, uuid: UUID) -> None:
    """The case list and search use the new name."""
    client = signed_in(city, "responsible")
    record(client, uuid, "person", surname="Woldemariam")
    assert "Woldemariam" in text(client.post(url("search"), {"q": "Weldemariam"}))


def test_a_draft_keeps_what_was_changed(city: City, uuid: UUID) -> None:
    """Opened again from a draft, saving writes the change."""
    client = signed_in(city, "responsible")
    address = url("record", uuid, "person")
    sent = {**form_on(client.get(address), "version"), "adaptation": "grote letters"}
    client.post(f"/concept/record-person/{uuid}/", sent)
    page = client.get(f"{address}?concept={sent['draft-tab'][0]}")
    assert form_on(page, "version")["adaptation"] == ["grote letters"]
    assert client.post(address, form_on(page, "version")).status_code == 302
    assert Person.objects.get().adaptation == "grote letters"
