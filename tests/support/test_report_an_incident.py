"""What was done to a colleague: told by that colleague, answered by a manager, in no file, forgotten in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.city import NOW, PEOPLE, City, make_city
from tests.desk.case_pages import fill, form_on, new_case, signed_in, text, url
from wegwijs import policy
from wegwijs.privacy import upkeep
from wegwijs.support import incidents
from wegwijs.support.models import Incident

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "threat",
    "place": "office",
    "happened_on": "16-03-2026",
    "told": "Iemand riep dat hij mij wist te vinden.",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def report(client: Client, **changes: Any) -> Incident:
    answer = fill(client, url("incidents"), **{**SAID, **changes})
    assert answer.status_code == 302, text(answer)[:600]
    return Incident.objects.order_by("-pk")[0]


def test_told_and_answered(city: City) -> None:
    """The manager of the department sees it first and says what was done; the colleague reads that."""
    me, manager = signed_in(city, "responsible"), signed_in(city, "manager")
    row = report(me)
    assert "wacht op antwoord" in text(manager.get(url("incidents")))
    assert SAID["told"] in text(manager.get(url("incident", row.uuid)))
    fill(manager, url("incident", row.uuid), "response", response="Samen gebeld. De kamer krijgt een tweede deur.")
    assert "De kamer krijgt een tweede deur." in text(me.get(url("incident", row.uuid)))
    assert "beantwoord" in text(me.get(url("incidents")))


def test_it_stands_in_no_file(city: City) -> None:
    """The table knows no case, and the words are not readable in the database."""
    new_case(city)
    row = report(signed_in(city, "responsible"))
    assert not [one for one in Incident._meta.get_fields() if one.name in {"trajectory", "person"}]
    assert b"vinden" not in bytes(row.told_sealed)


WRITERS = {
    "responsible", "colleague", "stranger", "adviser", "quality", "quality_other", "desk", "reception", "manager",
    "manager_other", "elsewhere",
}  # fmt: skip


@pytest.mark.parametrize("who", sorted({*PEOPLE, "elsewhere"}))
def test_who_tells_and_who_reads(city: City, who: str) -> None:
    """Whoever meets visitors tells; only the colleague and the managers of that department read."""
    row = report(signed_in(city, "responsible"))
    client = signed_in(city, who)
    assert client.get(url("incidents")).status_code == (200 if who in WRITERS else 403)
    reads = who in {"responsible", "manager"}
    assert client.get(url("incident", row.uuid)).status_code == (200 if reads else 404 if who in WRITERS else 403)
    assert (SAID["told"] in client.get(url("incident", row.uuid)).content.decode()) is reads


def test_nobody_answers_for_oneself(city: City) -> None:
    """A manager's own incident is for another manager; a colleague has no form to answer."""
    manager = signed_in(city, "manager")
    row = report(manager)
    assert manager.post(url("incident", row.uuid), {"version": "1", "response": "Niets."}).status_code == 403
    me = signed_in(city, "responsible")
    mine = report(me)
    assert 'name="response"' not in me.get(url("incident", mine.uuid)).content.decode()
    assert me.post(url("incident", mine.uuid), {"version": "1", "response": "Niets."}).status_code == 403


def test_somebody_without_a_department_is_not_overlooked(city: City) -> None:
    """Every manager of the municipality sees it."""
    row = report(signed_in(city, "reception"))
    for who in ("manager", "manager_other"):
        assert signed_in(city, who).get(url("incident", row.uuid)).status_code == 200


def test_twice_sent_and_a_day_to_come(city: City) -> None:
    """Once in the list; a day that has not been is refused, and what was typed stays."""
    me = signed_in(city, "responsible")
    sent = {**form_on(me.get(url("incidents")), "told"), **SAID}
    for _ in range(2):
        me.post(url("incidents"), sent)
    assert Incident.objects.count() == 1
    answer = fill(me, url("incidents"), "told", **{**SAID, "happened_on": "17-03-2026"})
    assert answer.status_code == 422
    assert SAID["told"] in text(answer)
    with pytest.raises(ValueError, match="threat"):
        incidents.report(
            city.actor("responsible"), kind="threat", place="office", happened_on=date(2026, 3, 17), told="x", now=NOW,
            request_id=Incident.objects.get().uuid,
        )  # fmt: skip


def test_forgotten_in_time(city: City) -> None:
    """Gone at night when its term is over; what was never answered stays until somebody does."""
    me, manager = signed_in(city, "responsible"), signed_in(city, "manager")
    answered, open_ = report(me), report(me, told="Nog een keer.")
    fill(manager, url("incident", answered.uuid), "response", response="Gesproken.")
    kept = timedelta(days=policy.load().incident_kept_days)
    upkeep.nightly(NOW + kept)
    assert Incident.objects.count() == 2
    upkeep.nightly(NOW + kept + timedelta(seconds=1))
    assert list(Incident.objects.values_list("pk", flat=True)) == [open_.pk]
