"""How colleagues meet somebody: kept behind the sign, asked before a meeting is arranged, told to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import time_machine

from tests.city import NOW, City, make_city
from tests.desk.case_pages import new_case, record, signed_in, text, url
from wegwijs.dossier.models import Trajectory
from wegwijs.support import queries
from wegwijs.support.models import SafetyNote

pytestmark = pytest.mark.django_db
TOLD = {"text": "Haar broer wil weten waar ze is.", "measures": ["in_person", "second_colleague"]}
ASK = "voordat u iets afspreekt"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def case(city: City) -> UUID:
    found = new_case(city)
    signed_in(city, "responsible").post(url("safety", found), {"do": "write", "request_id": str(uuid4()), **TOLD})
    return found


def measures(city: City, case: UUID, who: str) -> frozenset[str]:
    return queries.meeting_measures(city.actor(who), Trajectory.objects.get(uuid=case).pk)


def test_the_measures_stand_with_the_note_and_nowhere_else(city: City, case: UUID) -> None:
    """Behind the sign in words; on the case and on the forms only that one looks there first."""
    client = signed_in(city, "colleague")
    opened = text(client.post(url("safety", case), {"do": "open"}))
    assert "op locatie, nooit online, met twee collega's" in opened
    for address in (url("case", case), url("record", case, "invitation"), url("record", case, "conversation")):
        page = client.get(address).content.decode()
        assert "nooit online" not in page
        assert "twee collega" not in page
    for address in (url("record", case, "invitation"), url("talk", case)):
        form = client.get(address)
        assert f"Kijk hier {ASK}" in text(form)
        assert url("safety", case) in form.content.decode()


def test_who_may_not_look_is_told_whom_to_ask(city: City, case: UUID) -> None:
    """The adviser who works along: a name, no sign, no reason."""
    record(signed_in(city, "responsible"), case, "share", to=str(city.user("adviser").pk))
    page = signed_in(city, "adviser").get(url("record", case, "invitation"))
    assert f"Overleg met {city.user('responsible').name} {ASK}" in text(page)
    assert url("safety", case) not in page.content.decode()


def test_without_measures_nothing_is_said(city: City, case: UUID) -> None:
    """Nor after the note was ended."""
    other = new_case(city, surname="Anders")
    assert ASK not in text(signed_in(city, "responsible").get(url("record", other, "invitation")))
    note = SafetyNote.objects.get()
    client = signed_in(city, "responsible")
    client.post(url("safety", case), {"do": "end", "note": str(note.uuid), "version": "1"})
    assert ASK not in text(client.get(url("record", case, "invitation")))


def test_forms_that_plan_can_keep_to_them(city: City, case: UUID) -> None:
    """For whoever reaches the case, also without the permission to read why; for nobody else."""
    record(signed_in(city, "responsible"), case, "share", to=str(city.user("adviser").pk))
    for who in ("responsible", "colleague", "adviser", "quality"):
        assert measures(city, case, who) == {"in_person", "second_colleague"}, who
    for who in ("stranger", "elsewhere", "manager", "coordinator", "desk"):
        assert measures(city, case, who) == frozenset(), who


def test_an_invented_measure_is_left_out(city: City) -> None:
    """The list is closed."""
    case = new_case(city)
    client = signed_in(city, "responsible")
    sent = {"do": "write", "request_id": str(uuid4()), "text": "Let op.", "measures": ["armoured_car"]}
    client.post(url("safety", case), sent)
    assert not SafetyNote.objects.filter(measures__icontains="armoured").exists()
