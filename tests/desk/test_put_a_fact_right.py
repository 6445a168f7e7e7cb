"""A fact that is wrong is put right or withdrawn with a reason; what stood there stays readable, struck through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
import time_machine

from tests.city import NOW, City, make_city
from tests.desk.case_pages import fill, form_on, new_case, record, signed_in, text, url
from wegwijs.dossier.actions import NewFact, append_one
from wegwijs.dossier.models import Fact, Trajectory
from wegwijs.eventlog.vocabulary import KINDS

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


def of(kind: str) -> UUID:
    """The newest fact of a kind."""
    return Fact.objects.filter(kind=kind).order_by("-id").values_list("uuid", flat=True)[0]


def test_a_wrong_day_is_put_right(city: City, uuid: UUID) -> None:
    """DUO's notice was of 11 February, not 4: the plan is due a week later, and both stand in the history."""
    client = signed_in(city, "responsible")
    old = of("duo_notified")
    answer = fill(client, url("correct", uuid, old), on="11-02-2026", reason="typefout")
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    shown = text(page)
    assert "PIP klaar: 15 apr 2026 → 22 apr 2026" in shown
    assert "typefout" in shown
    assert "<del><b>DUO schreef" in page.content.decode()
    new = Fact.objects.get(kind="duo_notified", happened_on=date(2026, 2, 11))
    assert (new.supersedes, new.payload) == (old, {"correction_reason": "typefout"})


def test_the_effect_is_shown_before_it_is_put_right(city: City, uuid: UUID) -> None:
    """Nothing is written by looking."""
    client = signed_in(city, "responsible")
    address = url("correct", uuid, of("duo_notified"))
    sent = {**form_on(client.get(address), "request_id"), "on": "2026-02-11"}
    live = client.post(url("correct_effect", uuid, of("duo_notified")), sent)
    assert "15 apr 2026 → 22 apr 2026" in text(live)
    assert Fact.objects.filter(kind="duo_notified").count() == 1


def test_undo_of_a_correction_brings_back_what_stood(city: City, uuid: UUID) -> None:
    """The first fact counts again."""
    client = signed_in(city, "responsible")
    fill(client, url("correct", uuid, of("duo_notified")), on="11-02-2026")
    client.post(url("undo", uuid))
    assert "15 apr 2026" in text(client.get(url("case", uuid))).split("Belangrijke dagen")[1]


def test_withdrawing_asks_why_and_shows_what_it_changes(city: City, uuid: UUID) -> None:
    """Without a reason nothing happens; with it the reason stands in the history."""
    client = signed_in(city, "responsible")
    record(client, uuid, "invitation")
    address = url("withdraw", uuid, of("invitation_sent"))
    assert "Fase" in text(client.get(address)) or "Er verandert" in text(client.get(address))
    assert client.post(address, {"reason": " "}).status_code == 200
    assert Fact.objects.filter(kind="fact_withdrawn").count() == 0
    client.post(address, {"reason": "was iemand anders"})
    shown = text(client.get(url("case", uuid)))
    assert "was iemand anders" in shown
    assert "ingetrokken" in shown


def test_withdrawing_what_was_put_right_withdraws_what_stood_before_too(city: City, uuid: UUID) -> None:
    """It never happened: the first, wrong day does not come back; undo brings back what stood last."""
    client = signed_in(city, "responsible")
    fill(client, url("correct", uuid, of("duo_notified")), on="11-02-2026")
    fill(client, url("correct", uuid, of("duo_notified")), on="18-02-2026")
    client.post(url("withdraw", uuid, of("duo_notified")), {"reason": "andere persoon"})
    shown = text(client.get(url("case", uuid)))
    assert not any(due in shown.split("Belangrijke dagen")[1] for due in ("15 apr 2026", "22 apr 2026", "29 apr 2026"))
    client.post(url("undo", uuid))
    assert "29 apr 2026" in text(client.get(url("case", uuid))).split("Belangrijke dagen")[1]


def test_a_withdrawal_can_be_undone(city: City, uuid: UUID) -> None:
    """The fact stands again."""
    client = signed_in(city, "responsible")
    record(client, uuid, "invitation")
    client.post(url("withdraw", uuid, of("invitation_sent")), {"reason": "was iemand anders"})
    client.post(url("undo", uuid))
    assert "Houd het intakegesprek" in text(client.get(url("case", uuid)))


def test_what_no_longer_stands_is_not_put_right_again(city: City, uuid: UUID) -> None:
    """Of a withdrawn fact it is said who did so; a plan or an assignment is changed where it was decided: 404."""
    client = signed_in(city, "responsible")
    record(client, uuid, "contact", channel="phone")
    gone = of("contact_made")
    client.post(url("withdraw", uuid, gone), {"reason": "nee"})
    case_id = Trajectory.objects.values_list("pk", flat=True).get(uuid=uuid)
    plan = append_one(city.system(), NewFact(case_id, "pip_established", date(2026, 3, 10), {"route": "b1"}), now=NOW)
    for name in ("correct", "withdraw"):
        answer = client.get(url(name, uuid, gone))
        assert answer.status_code == 409
        assert "Responsible van Dam trok dit in" in text(answer)
        for fact in (plan, uuid4()):
            assert client.get(url(name, uuid, fact)).status_code == 404


def test_two_people_put_the_same_fact_right(city: City, uuid: UUID) -> None:
    """The second sees who was first and both values, chooses, and types nothing again."""
    mine, theirs = signed_in(city, "responsible"), signed_in(city, "colleague")
    record(mine, uuid, "conversation", mode="physical", language="ti", interpreter="yes", alone_offered="yes")
    fact = of("intake_conversation_held")
    opened = form_on(mine.get(url("correct", uuid, fact)), "request_id")
    fill(theirs, url("correct", uuid, fact), on="15-03-2026", field_mode="online")
    answer = mine.post(url("correct", uuid, fact), {**opened, "on": "14-03-2026", "field_interpreter": "no"})
    assert answer.status_code == 409
    shown = text(answer)
    assert "Wanneer 15 mrt 2026 Colleague van Dam, 16 mrt 2026 11:00 14 mrt 2026" in shown.replace(" ,", ",")
    again = form_on(answer, "request_id")
    assert (again["field_interpreter"], again["field_mode"]) == (["no"], ["online"])
    new = of("intake_conversation_held")
    undecided = mine.post(url("correct", uuid, new), again)
    assert undecided.status_code == 409
    assert "14 mrt 2026" in text(undecided)
    done = mine.post(url("correct", uuid, new), {**form_on(undecided, "request_id"), "choose-on": "stands"})
    assert done.status_code == 302
    last = Fact.objects.filter(kind="intake_conversation_held").latest("pk")
    assert (last.supersedes, last.happened_on) == (new, date(2026, 3, 15))
    assert (last.payload["mode"], last.payload["interpreter"]) == ("online", False)


def test_a_colleague_withdrew_it_meanwhile(city: City, uuid: UUID) -> None:
    """Nothing is written; who, when, why, and what was filled in, so that it can be recorded anew."""
    mine, theirs = signed_in(city, "responsible"), signed_in(city, "colleague")
    fact = of("duo_notified")
    opened = form_on(mine.get(url("correct", uuid, fact)), "request_id")
    theirs.post(url("withdraw", uuid, fact), {"reason": "andere persoon"})
    shown = text(mine.post(url("correct", uuid, fact), {**opened, "on": "11-02-2026"}))
    assert "Colleague van Dam trok dit in" in shown
    assert "andere persoon" in shown
    assert "11 feb 2026" in shown
    assert Fact.objects.filter(kind="duo_notified").count() == 1


def test_put_right_undone_and_put_right_again(city: City, uuid: UUID) -> None:
    """Changing one's mind twice is no conflict."""
    client = signed_in(city, "responsible")
    first = of("duo_notified")
    fill(client, url("correct", uuid, first), on="11-02-2026")
    client.post(url("undo", uuid))
    assert fill(client, url("correct", uuid, first), on="18-02-2026").status_code == 302
    assert "29 apr 2026" in text(client.get(url("case", uuid))).split("Belangrijke dagen")[1]
    client.post(url("undo", uuid))
    assert "15 apr 2026" in text(client.get(url("case", uuid))).split("Belangrijke dagen")[1]


def test_a_fact_of_another_case_is_not_reached(city: City, uuid: UUID) -> None:
    """Its id does not open it under this case."""
    other = new_case(city, surname="Haddad")
    client = signed_in(city, "responsible")
    record(client, other, "contact", channel="phone")
    assert client.get(url("correct", uuid, of("contact_made"))).status_code == 404


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_fact_has_its_form(city: City, uuid: UUID, kind: str) -> None:
    """Made from the vocabulary: it opens, and saved untouched it says the same."""
    from wegwijs.desk.case.history import DECIDED_ELSEWHERE

    if kind in DECIDED_ELSEWHERE:
        assert KINDS[kind].name == kind
        return
    payload = {one.name: _sample(one) for one in KINDS[kind].fields if one.name != "correction_reason"}
    case_id = Trajectory.objects.values_list("pk", flat=True).get(uuid=uuid)
    fact = append_one(city.system(), NewFact(case_id, kind, date(2026, 3, 10), payload), now=NOW)
    answer = fill(signed_in(city, "responsible"), url("correct", uuid, fact), on="2026-03-11")
    assert answer.status_code == 302, text(answer)[:800]
    assert Fact.objects.get(supersedes=fact).payload == payload


def _sample(one: object) -> object:
    """A value that fits a field."""
    from wegwijs.eventlog.vocabulary import Field

    assert isinstance(one, Field)
    if one.choices:
        return [one.choices[0]] if one.type == "texts" else one.choices[0]
    if one.name in {"domains", "mode", "language"}:
        return {"domains": ["work"], "mode": "online", "language": "ti"}[one.name]
    return {"text": "iets", "flag": True, "whole": 3, "number": 2.5, "day": "2026-03-01", "texts": ["a", "b"]}[one.type]


def test_taking_back_what_a_colleague_put_right_meanwhile(city: City, uuid: UUID) -> None:
    """The button says that somebody was first; the colleague's correction stands."""
    client = signed_in(city, "responsible")
    record(client, uuid, "contact", channel="phone")
    colleague = signed_in(city, "colleague")
    assert (
        fill(colleague, url("correct", uuid, of("contact_made")), on="13-03-2026", reason="gisteren").status_code == 302
    )
    shown = text(client.post(url("undo", uuid), follow=True))
    assert "Iemand heeft dit intussen verbeterd." in shown
    assert not Fact.objects.filter(kind="fact_withdrawn").exists()
