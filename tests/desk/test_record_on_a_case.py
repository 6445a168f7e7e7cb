"""Recording: each thing a professional records, with good defaults, what it changes, and a way to take it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from tests.city import NOW, TODAY, City, make_city
from tests.desk.case_pages import fill, form_on, new_case, record, signed_in, text, url
from wegwijs.desk.case.recordings import RECORDINGS
from wegwijs.dossier.models import ContactPoint, Fact, HouseholdMember, Involvement

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


def last(kind: str) -> dict[str, Any]:
    """Payload of the last fact of a kind."""
    found = Fact.objects.filter(kind=kind).order_by("-id").values("payload", "happened_on", "source").first()
    assert found is not None, f"no {kind}"
    return found


FORMS = {
    "invitation": (
        "invitation_sent",
        {"channel": "app", "appointment_on": "23-03-2026"},
        {"channel": "app", "appointment_on": "2026-03-23"},
    ),
    "summons": ("intake_summoned", {}, {"attempt": 1, "respond_by": "2026-03-30"}),
    "missed": ("intake_no_show", {"excused": "no"}, {"excused": False}),
    "conversation": (
        "intake_conversation_held",
        {"domains": ["work", "family"], "alone_offered": "on"},
        {
            "domains": ["work", "family"],
            "language": "ti",
            "interpreter": True,
            "mode": "physical",
            "alone_offered": True,
        },
    ),
    "test": (
        "learnability_test_taken",
        {"score": "62,5", "required": "55", "result": "b1_feasible"},
        {"score": 62.5, "required": 55, "result": "b1_feasible"},
    ),
    "test-waived": ("learnability_test_waived", {"ground": "visual"}, {"ground": "visual"}),
    "information": ("third_party_information_requested", {"who": "de huisarts"}, {"from": "de huisarts"}),
    "completed": ("intake_completed", {}, {"in_absence": False}),
    "early-start": (
        "early_start_declined",
        {"what": "early_start_declined", "reason": "nog geen huis"},
        {"reason": "nog geen huis"},
    ),
    "course": ("course_started", {"provider": "Taalhuis Noord"}, {"provider": "Taalhuis Noord"}),
    "pvt": ("hours_attended", {"what": "hours", "hours": "3"}, {"component": "pvt", "hours": 3}),
    "map": ("map_final_interview_held", {"what": "final"}, {}),
    "wish": (
        "wish_voiced",
        {"subject": "Avondles, want ik werk bij de bakker", "about": "lesson_times"},
        {"subject": "lesson_times"},
    ),
    "work": (
        "work_started",
        {"kind_of_work": "paid", "hours_per_week": "16", "dutch_spoken": "no"},
        {"kind_of_work": "paid", "hours_per_week": 16, "dutch_spoken": False},
    ),
    "move": ("moved_out", {"what": "moved_out", "municipality": "Dijkerveen"}, {"municipality": "Dijkerveen"}),
    "home": ("home_assigned", {"what": "home_assigned", "place": "home"}, {"place": "home"}),
    "benefit": ("benefit_started", {}, {}),
    "obligation": (
        "obligation_ended",
        {"what": "obligation_ended", "source": "DUO-brief", "reason": "verhuisd naar het buitenland"},
        {"reason": "verhuisd naar het buitenland"},
    ),
    "request": (
        "exemption_requested",
        {"what": "exemption", "ground": "medical", "parts": ["writing"]},
        {"ground": "medical", "scope": "partial", "parts": ["writing"]},
    ),
    "request-answer": (
        "extension_granted",
        {"what": "extension", "answer": "granted", "ends_on": "16-9-2029"},
        {"ends_on": "2029-09-16"},
    ),
    "warning": ("warning_given", {"basis": "pip"}, {"basis": "pip"}),
    "contact": ("contact_made", {"channel": "visit"}, {"channel": "visit"}),
    "self-reliance": ("self_reliance_interview_held", {}, {}),
}


@pytest.mark.parametrize("what", FORMS)
def test_each_form_records_its_fact(city: City, uuid: UUID, what: str) -> None:
    """With the defaults and the few fields named here, one fact of today; back on the case, with undo in one click."""
    kind, fields, payload = FORMS[what]
    page = record(signed_in(city, "responsible"), uuid, what, **fields)
    fact = last(kind)
    assert fact["payload"] == payload
    assert fact["happened_on"] == TODAY
    assert url("undo", uuid) in page.content.decode()


def test_every_form_is_tried() -> None:
    """A form that is added is added here, or to the tests of people and involvement."""
    others = {"absence", "person", "contact-point", "household", "assign", "share", "transfer"}
    assert set(RECORDINGS) == {*FORMS, *others}


@pytest.mark.parametrize(
    "what", sorted(set(RECORDINGS) - {"person", "household", "contact-point", "assign", "share", "transfer", "absence"})
)
def test_nothing_that_is_still_to_come(city: City, uuid: UUID, what: str) -> None:
    """Tomorrow is refused, beside the day, with what to do; nothing is recorded."""
    before = Fact.objects.count()
    _kind, fields, _payload = FORMS[what]
    answer = fill(signed_in(city, "responsible"), url("record", uuid, what), **{**fields, "on": "17-03-2026"})
    assert answer.status_code == 200
    assert "moet nog komen" in text(answer)
    assert Fact.objects.count() == before


@pytest.mark.parametrize("written", ["13-03-2026", "2026-03-13", "13 mrt 2026", "13/3/2026"])
def test_a_day_in_any_usual_way(city: City, uuid: UUID, written: str) -> None:
    """As people write it here, or as a machine does."""
    record(signed_in(city, "responsible"), uuid, "contact", channel="phone", on=written)
    assert last("contact_made")["happened_on"] == date(2026, 3, 13)


def test_the_same_form_twice_is_once(city: City, uuid: UUID) -> None:
    """A double click, or the back button."""
    client = signed_in(city, "responsible")
    sent = {**form_on(client.get(url("record", uuid, "contact")), "request_id"), "channel": "phone"}
    assert [client.post(url("record", uuid, "contact"), sent).status_code for _ in range(2)] == [302, 302]
    assert Fact.objects.filter(kind="contact_made").count() == 1


def test_undo_withdraws(city: City, uuid: UUID) -> None:
    """One button; the fact stays in the history as withdrawn, and what now is as before."""
    client = signed_in(city, "responsible")
    before = text(client.get(url("case", uuid)))
    record(client, uuid, "invitation")
    assert "Houd het intakegesprek" in text(client.get(url("case", uuid)))
    client.post(url("undo", uuid))
    shown = text(client.get(url("case", uuid)))
    assert "ingetrokken" in shown
    start = before.index("Wat nu"), before.index("Belangrijke dagen")
    assert before[slice(*start)] in shown
    assert (
        "niets om ongedaan te maken" in text(client.post(url("undo", uuid), follow=True)).lower()
        or Fact.objects.filter(kind="fact_withdrawn").count() == 1
    )


def test_what_a_day_of_the_law_becomes(city: City, uuid: UUID) -> None:
    """Information asked on 1 April and received on 10 April: the plan is due two weeks later (Besluit art. 5.3 lid 2).

    Shown while typing, and again after saving.
    """
    with time_machine.travel(NOW + timedelta(days=16), tick=False):
        record(signed_in(city, "responsible", NOW + timedelta(days=16)), uuid, "information", who="de huisarts")
    later = NOW + timedelta(days=25)
    with time_machine.travel(later, tick=False):
        client = signed_in(city, "responsible", later)
        page = client.get(url("record", uuid, "information"))
        sent = form_on(page, "request_id")
        assert (sent["what"], sent["who"]) == (["received"], ["de huisarts"])  # what is open is filled in
        live = text(client.post(url("record_effect", uuid, "information"), sent))
        assert "PIP klaar: 15 apr 2026 → 24 apr 2026" in live
        assert Fact.objects.filter(kind="third_party_information_received").count() == 0
        after = text(client.get(client.post(url("record", uuid, "information"), sent)["Location"]))
        assert "PIP klaar: 15 apr 2026 → 24 apr 2026" in after


def test_a_form_that_is_not_complete_shows_no_effect(city: City, uuid: UUID) -> None:
    """No guess and no error while somebody is still typing."""
    client = signed_in(city, "responsible")
    answer = client.post(url("record_effect", uuid, "test"), {"on": "16-03"})
    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_the_first_summons_is_one_and_the_next_is_two(city: City, uuid: UUID) -> None:
    """Counted from the file, never typed."""
    client = signed_in(city, "responsible")
    assert "Dit is oproep 1" in text(client.get(url("record", uuid, "summons")))
    record(client, uuid, "summons")
    assert "Dit is oproep 2" in text(client.get(url("record", uuid, "summons")))
    record(client, uuid, "summons")
    assert last("intake_summoned")["payload"]["attempt"] == 2


def test_a_summons_leaves_time_to_answer(city: City, uuid: UUID) -> None:
    """The last day lies after the day of the summons."""
    answer = fill(signed_in(city, "responsible"), url("record", uuid, "summons"), respond_by="16-03-2026")
    assert "Kies een dag na de dag van de oproep" in text(answer)


def test_without_the_person_only_after_three_summonses(city: City, uuid: UUID) -> None:
    """Two are not enough (Wet inburgering 2021 art. 14 lid 2); the third is."""
    client = signed_in(city, "responsible")
    for _ in range(2):
        record(client, uuid, "summons")
    assert "vraagt eerst om 3 oproepen; er zijn er 2" in text(fill(client, url("record", uuid, "absence")))
    record(client, uuid, "summons")
    record(client, uuid, "absence")
    assert last("intake_completed")["payload"] == {"in_absence": True}


def test_a_result_that_does_not_fit_the_score(city: City, uuid: UUID) -> None:
    """54 of 55 is not feasible, 55 of 55 is: said beside the result."""
    client = signed_in(city, "responsible")
    wrong = fill(client, url("record", uuid, "test"), score="54", required="55", result="b1_feasible")
    assert "past niet bij deze uitslag" in text(wrong)
    record(client, uuid, "test", score="55", required="55", result="b1_feasible")
    assert last("learnability_test_taken")["payload"]["score"] == 55


def test_after_the_plan_a_conversation_is_one_on_the_way(city: City, uuid: UUID) -> None:
    """The same button, the fitting form."""
    from tests.desk.test_see_a_case import _id
    from wegwijs.dossier.actions import NewFact, append_one

    append_one(
        city.system(), NewFact(_id(uuid), "pip_established", date(2026, 3, 10), {"route": "b1", "level": "b1"}), now=NOW
    )
    record(signed_in(city, "responsible"), uuid, "conversation")
    assert last("progress_conversation_held")["payload"]["interpreter"] is True


def test_a_message_of_duo_keeps_its_source(city: City, uuid: UUID) -> None:
    """By hand, with where it stands."""
    page = record(signed_in(city, "responsible"), uuid, "obligation", what="obligation_ended", source="DUO-portaal")
    assert last("obligation_ended")["source"] == "DUO-portaal"
    assert "bron: DUO-portaal" in text(page)


def test_choose_who_guides(city: City) -> None:
    """A colleague becomes responsible; the same form twice changes nothing more."""
    uuid = new_case(city, responsible=None)
    client = signed_in(city, "colleague")
    sent = {**form_on(client.get(url("record", uuid, "assign")), "request_id"), "to": str(city.user("responsible").pk)}
    for _ in range(2):
        assert client.post(url("record", uuid, "assign"), sent).status_code == 302
    assert Involvement.objects.filter(purpose="responsible", ends_on=None).count() == 1
    assert Fact.objects.filter(kind="case_assigned").count() == 1


def test_let_a_colleague_work_along(city: City, uuid: UUID) -> None:
    """Somebody of another department sees the case from now on."""
    page = record(signed_in(city, "responsible"), uuid, "share", to=str(city.user("adviser").pk))
    assert "Adviser van Dam kan dit dossier nu zien" in text(page)
    assert signed_in(city, "adviser").get(url("case", uuid)).status_code == 200


def test_hand_over_to_a_team(city: City, uuid: UUID) -> None:
    """The case waits with the other team; who handed it over sees the list again, not a page that does not exist."""
    page = record(signed_in(city, "responsible"), uuid, "transfer", to=str(city.teams["Gezinnen"].pk))
    assert page.wsgi_request.path == url("cases")
    assert signed_in(city, "responsible").get(url("case", uuid)).status_code == 404
    assert signed_in(city, "stranger").get(url("case", uuid)).status_code == 200


def test_a_phone_and_whose_it_is(city: City, uuid: UUID) -> None:
    """Of the partner, told by the partner; the same number again is not doubled; ended, it is out of sight."""
    client = signed_in(city, "responsible")
    for _ in range(2):
        page = record(
            client, uuid, "contact-point", value="06 0000 0012", whose="partner", source="de partner", app_allowed="yes"
        )
    shown = text(page)
    assert "van de partner" in shown
    assert "bron: de partner" in shown
    point = ContactPoint.objects.get()
    client.post(url("end_contact_point", uuid, point.uuid))
    assert "06 0000 0012" not in text(client.get(url("case", uuid))).split("Contactgegevens")[1]
    point.refresh_from_db()
    assert point.ended_on == TODAY


@pytest.mark.parametrize(("kind", "value"), [("phone", "06 12"), ("email", "selam.voorbeeld")])
def test_a_number_or_address_that_cannot_be(city: City, uuid: UUID, kind: str, value: str) -> None:
    """Said with what to look at."""
    answer = fill(signed_in(city, "responsible"), url("record", uuid, "contact-point"), kind=kind, value=value)
    assert answer.status_code == 200
    assert "Kijk het" in text(answer)


def test_a_child_in_the_household(city: City, uuid: UUID) -> None:
    """With a year of birth; the age stands at the top."""
    client = signed_in(city, "responsible")
    page = record(client, uuid, "household", birth_year="2020")
    assert "1 kind (6)" in text(page)
    record(client, uuid, "household", birth_year="2020")
    assert HouseholdMember.objects.count() == 1


def test_an_unknown_form_does_not_exist(city: City, uuid: UUID) -> None:
    """404, on each of its addresses."""
    client = signed_in(city, "responsible")
    assert client.get(url("record", uuid, "anything")).status_code == 404
    assert client.post(url("record_effect", uuid, "anything")).status_code == 404


def test_a_contact_takes_two_clicks(city: City, uuid: UUID) -> None:
    """The button at the top of the case, and how: each way is a button that saves."""
    client = signed_in(city, "responsible")
    assert url("record", uuid, "contact") in client.get(url("case", uuid)).content.decode()
    body = client.get(url("record", uuid, "contact")).content.decode()
    assert body.count('name="channel" value="') == 6


def test_a_move_here_names_where_somebody_lives_now(city: City) -> None:
    """Came from Delft, registered here: ten weeks run from the registration here, and none for Delft."""
    case = new_case(city, facts=(("obligation_started", date(2026, 1, 5), {}), ("duo_notified", date(2026, 1, 6), {})))
    client = signed_in(city, "responsible")
    record(client, case, "move", what="moved_in", municipality="Delft", on="02-03-2026")
    assert last("moved_in")["payload"] == {"municipality": "9901", "came_from": "Delft"}
    shown = text(record(client, case, "move", what="brp_registered", on="03-03-2026"))
    assert last("brp_registered")["payload"] == {"municipality": "9901", "housing": True}
    assert "PIP klaar 12 mei 2026" in shown
    assert "(9901)" not in shown
    assert "(Delft)" not in shown
