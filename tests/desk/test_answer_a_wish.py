"""Wishes and complaints on the pages of the desk: two clicks to write one down, one page to answer it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from tests.city import NOW, TODAY, City, make_city
from tests.desk.case_pages import fill, form_on, new_case, record, signed_in, text, url
from tests.plans.making import establish, ready_case
from wegwijs.accounts.models import AccessEntry
from wegwijs.dossier.actions import NewFact, append_one
from wegwijs.dossier.models import Fact, Trajectory
from wegwijs.voice.models import Promise, Voice

pytestmark = pytest.mark.django_db
WORDS = "Ik werk overdag. Ik wil graag avondles."


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


def wish(client: Client, uuid: UUID, **changes: Any) -> UUID:
    record(client, uuid, "wish", **{"about": "lesson_times", "subject": WORDS, **changes})
    return Voice.objects.order_by("-id")[0].uuid


def step(client: Client, uuid: UUID, voice: UUID, do: str, prefix: str = "", **changes: Any) -> Any:
    """One of the forms of the page, sent with these fields."""
    fields = {f"{prefix}{name}": value for name, value in changes.items()}
    version = Voice.objects.get(uuid=voice).version
    return client.post(url("voice", uuid, voice), {"do": do, f"{prefix}version": version, **fields})


def test_a_wish_is_on_the_case_and_on_today_until_it_is_answered(city: City, uuid: UUID) -> None:
    """Written down in two clicks from the case; answered, told in Tigrinya, and come true."""
    client = signed_in(city, "responsible")
    voice = wish(client, uuid)
    assert "te beantwoorden" in text(client.get(url("case", uuid)))
    assert "avondles" in text(client.get(url("today")))
    page = client.get(url("voice", uuid, voice))
    assert form_on(page, "told_language")["told_language"] == ["ti"], "the language of the person stands ready"
    reason = "Er is plaats in de groep van dinsdagavond."
    assert step(client, uuid, voice, "answer", decision="yes", reason=reason).status_code == 302
    assert "nog te vertellen" in text(client.get(url("today")))
    told = {"told_on": "16-03-2026", "told_language": "ti", "told_how": "conversation"}
    step(client, uuid, voice, "answer", decision="yes", reason=reason, **told)
    assert "avondles" not in text(client.get(url("today")))
    assert "beantwoord" in text(client.get(url("case", uuid)))
    step(client, uuid, voice, "realise", "true-", on="16-03-2026")
    assert "uitgekomen" in text(client.get(url("case", uuid)))
    assert Fact.objects.filter(kind="voice_realised").count() == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost(city: City, uuid: UUID) -> None:
    """Beside the field, with what was typed in it."""
    client = signed_in(city, "responsible")
    voice = wish(client, uuid)
    page = step(client, uuid, voice, "answer", decision="later", reason="In mei begint er een groep.")
    assert page.status_code == 422
    assert "Kies een dag na vandaag" in text(page)
    assert "In mei begint er een groep." in page.content.decode()


def test_a_colleague_was_first(city: City, uuid: UUID) -> None:
    """What stands is on the page, what was typed stays in the form, and saving again decides."""
    client, colleague = signed_in(city, "responsible"), signed_in(city, "colleague")
    voice = wish(client, uuid)
    mine = {"do": "answer", "version": "1", "decision": "no", "reason": "Er is geen groep."}
    step(colleague, uuid, voice, "answer", decision="yes", reason="Er is plaats op dinsdag.")
    page = client.post(url("voice", uuid, voice), mine)
    assert page.status_code == 409
    assert "Er is plaats op dinsdag." in text(page)
    again = form_on(page, "told_language")
    assert again["reason"] == ["Er is geen groep."]
    assert client.post(url("voice", uuid, voice), again).status_code == 302
    assert Voice.objects.get().decision == "no"


def test_put_right_hand_over_take_back(city: City, uuid: UUID) -> None:
    """Each a small form behind a word; afterwards the page says how it stands."""
    client = signed_in(city, "responsible")
    voice = wish(client, uuid)
    right = {"what": "wish", "about": "work", "subject": "Ik zoek werk.", "on": "16-03-2026", "name_agreed": "no"}
    assert step(client, uuid, voice, "correct", "right-", **right).status_code == 302
    assert Voice.objects.get().subject == "work"
    step(client, uuid, voice, "owner", "owner-", owner=str(city.user("colleague").pk))
    assert "Colleague van Dam" in text(client.get(url("voice", uuid, voice)))
    assert "Ik zoek werk" in text(signed_in(city, "colleague").get(url("today")))
    step(client, uuid, voice, "take_back", "back-", reason="verkeerde persoon")
    assert client.get(url("voice", uuid, voice)).status_code == 404
    assert "Ik zoek werk" not in text(client.get(url("case", uuid)))


def test_undo_takes_the_wish_along(city: City, uuid: UUID) -> None:
    """One click after it was written down on the wrong case."""
    client = signed_in(city, "responsible")
    wish(client, uuid)
    client.post(url("undo", uuid))
    assert Voice.objects.get().withdrawn_on == TODAY
    assert WORDS not in text(client.get(url("case", uuid)))


def test_a_wish_of_the_plan_is_not_typed_again(city: City) -> None:
    """What stands in the plan is shown, and one click fills the form."""
    uuid = ready_case(city)
    establish(city, uuid, wish_times="Alleen in de avond, want ik werk.")
    client = signed_in(city, "responsible")
    assert "Alleen in de avond" in text(client.get(url("case", uuid)))
    page = client.get(url("voice_take_up", uuid) + "?uit=wish_times")
    filled = form_on(page, "about")
    assert (filled["subject"], filled["about"]) == (["Alleen in de avond, want ik werk."], ["lesson_times"])
    assert client.post(url("record", uuid, "wish"), filled).status_code == 302
    assert Voice.objects.count() == 1


def test_a_wish_from_another_system_is_taken_up(city: City, uuid: UUID) -> None:
    """It stands on the case until somebody does; the fact stays the one it was."""
    case = Trajectory.objects.get(uuid=uuid).pk
    fact = append_one(city.system(), NewFact(case, "wish_voiced", TODAY, {"subject": "een fiets"}), now=NOW)
    client = signed_in(city, "responsible")
    assert "een fiets" in text(client.get(url("case", uuid)))
    filled = form_on(client.get(url("voice_take_up", uuid) + f"?feit={fact}"), "about")
    assert client.post(url("record", uuid, "wish"), {**filled, "about": "other"}).status_code == 302
    assert Fact.objects.filter(kind="wish_voiced").count() == 1
    assert Voice.objects.get().fact == fact


def test_a_promise_at_a_contact_comes_on_today(city: City, uuid: UUID) -> None:
    """How, and what we will do: on *Vandaag* on that day, done with one click; undo takes it along."""
    client = signed_in(city, "responsible")
    record(client, uuid, "contact", channel="phone", task="Rooster opvragen", task_on="17-03-2026")
    assert "Rooster opvragen" in text(client.get(url("today")))
    row = Promise.objects.get()
    assert client.post(url("promise_kept", uuid, row.uuid), {"version": row.version}).status_code == 302
    assert "Rooster opvragen" not in text(client.get(url("today")))
    record(client, uuid, "contact", channel="phone", task="Nog iets", task_on="17-03-2026")
    client.post(url("undo", uuid))
    assert "Nog iets" not in text(client.get(url("today")))


def test_a_promise_without_a_day_is_asked_for_one(city: City, uuid: UUID) -> None:
    """And the contact is not recorded half."""
    client = signed_in(city, "responsible")
    page = fill(client, url("record", uuid, "contact"), channel="phone", task="Rooster opvragen")
    assert page.status_code == 200
    assert "Vul dit in" in text(page)
    assert not Fact.objects.filter(kind="contact_made").exists()


def test_the_desk_hears_and_does_not_read(city: City, uuid: UUID) -> None:
    """From the search to the card; a question and a wish go to who guides; the case stays closed."""
    client = signed_in(city, "desk")
    found = client.post(url("search"), {"q": "Tesfay"})
    assert url("card", uuid) in found.content.decode()
    page = client.get(url("card", uuid))
    assert "Selam Tesfay" in text(page)
    assert "Tigrinya" in text(page)
    answer = fill(client, url("card", uuid), channel="desk", task="Terugbellen over de brief", task_on="17-03-2026")
    assert answer.status_code == 302
    answer = fill(client, url("card_wish", uuid), about="childcare", subject="Ik zoek opvang voor mijn zoon.")
    assert answer.status_code == 302
    today = text(signed_in(city, "responsible").get(url("today")))
    assert "Terugbellen over de brief" in today
    assert "opvang voor mijn zoon" in today
    assert "opvang voor mijn zoon" not in text(client.get(url("card", uuid)))
    assert client.get(url("case", uuid)).status_code == 403
    assert AccessEntry.objects.filter(kind="card", trajectory_ref=Trajectory.objects.get(uuid=uuid).pk).exists()


@pytest.mark.parametrize("who", ["manager", "coordinator", "teacher", "privacy", "contracts", "elsewhere", "stranger"])
def test_a_card_is_for_the_desk(city: City, uuid: UUID, who: str) -> None:
    """Nobody else opens it, and nobody of another municipality."""
    assert signed_in(city, who).get(url("card", uuid)).status_code in {403, 404}


def test_a_wish_of_another_case_is_not_found(city: City, uuid: UUID) -> None:
    """Nor one that is not there."""
    client = signed_in(city, "responsible")
    voice = wish(client, uuid)
    other = new_case(city, surname="Haddad")
    assert client.get(url("voice", other, voice)).status_code == 404
    assert client.get(url("voice", uuid, uuid4())).status_code == 404
    assert signed_in(city, "stranger").get(url("voice", uuid, voice)).status_code == 404
