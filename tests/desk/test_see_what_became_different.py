"""Something came in late or was put right: *Vandaag* and the case show before and after; one look goes on from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
import time_machine

from tests.city import NOW, City, make_city
from tests.desk.case_pages import fill, form_on, new_case, signed_in, text, url
from wegwijs.dossier.actions import NewFact, append_one
from wegwijs.dossier.models import Fact, Revision, Trajectory

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
    """A case of which DUO has just said that its notice was of a week later."""
    made = new_case(city)
    duo_says(city, made, date(2026, 2, 11))
    return made


def duo_says(city: City, uuid: UUID, on: date) -> UUID:
    case = Trajectory.objects.get(uuid=uuid).pk
    old = Fact.objects.filter(trajectory_id=case, kind="duo_notified").order_by("-pk")[0].uuid
    return append_one(city.system(), NewFact(case, "duo_notified", on, supersedes=old, source="DUO"), now=NOW)


def test_today_shows_it_to_who_is_responsible(city: City, uuid: UUID) -> None:
    """Before and after, and the way to the case; to nobody else on their own page."""
    shown = text(signed_in(city, "responsible").get(url("today")))
    assert "Dit is anders geworden 1 Selam Tesfay PIP klaar: 15 apr 2026 → 22 apr 2026" in shown
    assert "Dit is anders geworden" not in text(signed_in(city, "colleague").get(url("today")))


def test_the_case_shows_before_after_why_and_through_what(city: City, uuid: UUID) -> None:
    """Both reasons open; the fact stands there with who said it; it can be put right from here."""
    page = signed_in(city, "responsible").get(url("case", uuid))
    shown = text(page)
    note = shown[shown.index("Dit is anders geworden") : shown.index("Gezien, ik ga hiervan uit")]
    assert note.index("15 apr 2026") < note.index("22 apr 2026")
    assert note.count("Waarom?") == 2
    assert "bron: DUO" in note
    fact = Fact.objects.filter(kind="duo_notified").order_by("-pk")[0].uuid
    assert url("correct", uuid, fact) in page.content.decode()


def test_seen_is_seen(city: City, uuid: UUID) -> None:
    """Gone from both pages; who saw it and when stays to be read."""
    client = signed_in(city, "responsible")
    sent = form_on(client.get(url("case", uuid)), "version")
    answer = client.post(url("revision_seen", uuid, Revision.objects.get().uuid), sent, follow=True)
    assert "Dit is anders geworden" not in text(answer)
    assert "Dit is anders geworden" not in text(client.get(url("today")))
    assert "gezien door Responsible van Dam, 16 mrt 2026 11:00" in text(client.get(url("revisions", uuid)))
    again = client.post(url("revision_seen", uuid, Revision.objects.get().uuid), sent, follow=True)
    assert "Een collega heeft dit al gezien" in text(again)


def test_more_came_in_since_the_page_was_opened(city: City, uuid: UUID) -> None:
    """The old page does not close what it did not show."""
    client = signed_in(city, "responsible")
    sent = form_on(client.get(url("case", uuid)), "version")
    duo_says(city, uuid, date(2026, 2, 18))
    answer = client.post(url("revision_seen", uuid, Revision.objects.get().uuid), sent, follow=True)
    assert "Er is meer binnengekomen" in text(answer)
    assert "29 apr 2026" in text(answer)
    assert Revision.objects.get().closed_at is None


def test_putting_the_fact_right_brings_back_what_was(city: City, uuid: UUID) -> None:
    """DUO was wrong: the professional puts the day back, and nothing waits any more."""
    client = signed_in(city, "responsible")
    fact = Fact.objects.filter(kind="duo_notified").order_by("-pk")[0].uuid
    fill(client, url("correct", uuid, fact), on="04-02-2026", reason="gebeld met DUO")
    shown = text(client.get(url("case", uuid)))
    assert "Dit is anders geworden" not in shown
    assert "weer zoals het was" in text(client.get(url("revisions", uuid)))


def test_as_it_was_known_before_nothing_had_become_different(city: City, uuid: UUID) -> None:
    """Looking back shows the case of then, without what came in later."""
    with time_machine.travel(NOW.replace(day=18), tick=False):
        later = signed_in(city, "responsible")
        duo_says(city, uuid, date(2026, 2, 25))
        shown = text(later.get(url("case", uuid) + "?bekend=17-03-2026"))
    assert "Dit is anders geworden" not in shown


def test_who_only_reads_cannot_say_that_it_was_seen(city: City, uuid: UUID) -> None:
    """A stranger finds nothing, a manager may not."""
    revision = Revision.objects.get()
    for who, status in (("stranger", 404), ("manager", 403)):
        assert signed_in(city, who).post(url("revision_seen", uuid, revision.uuid)).status_code == status
    assert Revision.objects.get().closed_at is None
