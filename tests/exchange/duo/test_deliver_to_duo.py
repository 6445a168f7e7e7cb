"""What must be told reaches DUO once and in order, whatever happens on the way, and no BSN is left behind."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.city import ASYLUM_FACTS, NOW, City, make_case, make_city, uuid_of
from tests.exchange.duo.lines import BSN, OIN, PlayedDuo, body_of, line, refusal
from tests.plans.making import FEASIBLE, INTAKE, establish, look
from wegwijs.accounts.models import Municipality
from wegwijs.dossier.actions import append_one, assign
from wegwijs.dossier.actions.append import NewFact
from wegwijs.exchange.duo import deliverer
from wegwijs.exchange.duo.deliverer import Outcome, deliver, wait_after
from wegwijs.intake import actions as intake
from wegwijs.intake.entries import Entry
from wegwijs.outbox import claiming
from wegwijs.outbox.models import Attempt, Message, Reference
from wegwijs.plans import telling

DATED = date(2026, 3, 16)
PIP_PATH = f"/v1/personen/{BSN}/PIP"
DUTY = (*ASYLUM_FACTS, *INTAKE, *FEASIBLE)


@pytest.fixture
def city(db: None) -> City:
    """A city with a line to DUO."""
    made = make_city()
    Municipality.objects.filter(pk=made.municipality.pk).update(oin=OIN)
    return made


def case_of(city: City, **changes: Any) -> UUID:
    """Somebody ready for a plan, known by BSN."""
    return uuid_of(make_case(city, **{"bsn": BSN, "facts": DUTY, **changes}))


def run(city: City, played: PlayedDuo, at: datetime = NOW) -> list[Outcome]:
    """One run of the deliverer of this city, at a moment."""
    return list(deliver(now=lambda: at, lines=lambda pk: line(played) if pk == city.municipality.pk else None))


def contact_answers(request: httpx.Request) -> httpx.Response:
    """DUO that takes everything and numbers contact persons."""
    if request.url.path.endswith("/contactpersonen"):
        return httpx.Response(201, json={"id": 17, "contactpersoongegevens": body_of(request)})
    return httpx.Response(404 if request.method == "GET" else 201)


class TakesAll(PlayedDuo):
    """Keeps what it was asked."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return contact_answers(request)


def only_the_plan() -> None:
    """Tests about one message leave the contact person out."""
    Message.objects.filter(kind="contact_person").delete()


def told_facts(city: City, case: UUID) -> list[dict[str, Any]]:
    return [dict(fact.payload) for fact in look(city, case).facts if fact.kind == "duo_told"]


def test_an_established_plan_and_the_contact_person_are_told(city: City) -> None:
    """In DUO's words, with a fixed berichtId, and the record says that DUO knows."""
    case = case_of(city)
    establish(city, case)
    played = TakesAll()
    assert [(one.kind, one.state) for one in run(city, played)] == [
        ("pip", "delivered"),
        ("contact_person", "delivered"),
    ]
    plan, person, couple = played.asked
    assert (plan.method, plan.url.path) == ("POST", PIP_PATH)
    assert body_of(plan) == {
        "dagtekeningPip": "2026-03-16",
        "leerroute": "B",
        "indicatorAlfabetiseringsonderwijs": "NVT",
        "niveau": "B1",
        "geschatteIntensiteitB1Route": 900,
    }
    message = Message.objects.get(kind="pip")
    assert plan.headers["berichtId"] == str(message.uuid)
    assert body_of(person) == {
        "naam": "Responsible van Dam",
        "email": "responsible@voorbeeld.invalid",
        "telefoonnummer": "010 000 0000",
    }
    assert (couple.method, couple.url.path) == ("POST", f"/v1/contactpersonen/17/personen/{BSN}")
    assert told_facts(city, case) == [{"message": "pip", "reference": str(message.uuid)}]
    assert run(city, played) == []


def test_a_contact_person_gets_one_number(city: City) -> None:
    """The second case of the same professional is coupled to the same number; another name changes it there."""
    for surname in ("Tesfay", "Haile"):
        make = make_case(city, bsn=BSN if surname == "Tesfay" else "999900018", surname=surname, facts=DUTY)
        intake.assign(city.actor("responsible"), make, city.user("colleague").pk, now=NOW)
    played = TakesAll()
    run(city, played)
    assert [request.url.path for request in played.asked if request.url.path.endswith("/contactpersonen")] == [
        "/v1/contactpersonen"
    ]
    assert Reference.objects.get().number == "17"
    user = city.user("colleague")
    user.name = "Colleague Jansen-de Wit 2"
    user.save()
    make = make_case(city, bsn="999900031", facts=DUTY)
    intake.assign(city.actor("responsible"), make, user.pk, now=NOW)
    played = TakesAll()
    run(city, played)
    assert (played.asked[0].method, played.asked[0].url.path) == ("PUT", "/v1/contactpersonen/17")
    assert body_of(played.asked[0])["naam"] == "Colleague Jansen-de Wit"


def test_somebody_unknown_to_duo_gets_no_contact_person_yet(city: City) -> None:
    """Matched by COA only: DUO is told once it has given notice."""
    case = make_case(city, bsn=BSN, facts=ASYLUM_FACTS[:1])
    intake.assign(city.actor("responsible"), case, city.user("colleague").pk, now=NOW)
    assert not Message.objects.exists()
    notice = Entry("duo_notified", DATED, source="DUO-brief")
    intake.record(city.actor("responsible"), case, [notice], now=NOW, request_id=uuid4())
    assert Message.objects.get().kind == "contact_person"


@pytest.mark.parametrize("failure", [httpx.ConnectError("no"), httpx.ReadTimeout("slow"), httpx.Response(503)])
def test_no_answer_is_tried_again_later(city: City, failure: httpx.Response | Exception) -> None:
    """It waits, longer each time, keeps its name, and is asked after where DUO may have taken it."""
    case = case_of(city)
    establish(city, case)
    only_the_plan()
    assert [one.state for one in run(city, PlayedDuo(failure))] == ["failing"]
    assert run(city, PlayedDuo(httpx.Response(201))) == []
    message = Message.objects.get()
    assert NOW < message.next_attempt_at < NOW + timedelta(minutes=1)
    played = TakesAll()
    run(city, played, NOW + timedelta(minutes=1))
    doubt = not isinstance(failure, httpx.ConnectError)
    assert played.methods == (["GET", "POST"] if doubt else ["POST"])
    assert played.asked[-1].headers["berichtId"] == str(message.uuid)
    assert len(told_facts(city, case)) == 1


def test_what_duo_took_without_answering_is_not_sent_twice(city: City) -> None:
    """In doubt DUO is asked first; what is there counts as told, once."""
    case = case_of(city)
    establish(city, case)
    only_the_plan()
    lost = PlayedDuo(httpx.ReadTimeout("slow"))
    run(city, lost)
    there = {"gemeentecode": "9901", "pip": {**body_of(lost.asked[0]), "extra": True}}
    played = PlayedDuo(httpx.Response(200, json=there))
    later = NOW + timedelta(minutes=2)
    assert [(one.state, one.code) for one in run(city, played, later)] == [("delivered", "already_there")]
    assert played.methods == ["GET"]
    assert len(told_facts(city, case)) == 1


def test_the_plan_of_another_municipality_is_not_ours(city: City) -> None:
    """DUO has a plan, but not this one: it is sent."""
    case = case_of(city)
    establish(city, case)
    only_the_plan()
    lost = PlayedDuo(httpx.Response(500))
    run(city, lost)
    other = {"gemeentecode": "9902", "pip": body_of(lost.asked[0])}
    played = PlayedDuo(httpx.Response(200, json=other), httpx.Response(201))
    run(city, played, NOW + timedelta(minutes=2))
    assert played.methods == ["GET", "POST"]


def test_a_killed_worker_leaves_nothing_behind(city: City) -> None:
    """Its message is taken over when the lease ends, in doubt; what it writes afterwards does not count."""
    case = case_of(city)
    establish(city, case)
    only_the_plan()
    dead = claiming.claim("duo", now=NOW)
    assert dead is not None
    assert claiming.claim("duo", now=NOW + claiming.LEASE) is None
    played = PlayedDuo(httpx.Response(404), httpx.Response(201))
    run(city, played, NOW + claiming.LEASE + timedelta(seconds=1))
    assert played.methods == ["GET", "POST"]
    assert claiming.settle(dead, "failing", "late", now=NOW) is False
    assert Message.objects.get().state == "delivered"
    assert Attempt.objects.count() == 1


def test_two_workers_never_take_the_same_message(city: City) -> None:
    """Compare-and-set: the second finds nothing."""
    establish(city, case_of(city))
    only_the_plan()
    assert claiming.claim("duo", now=NOW) is not None
    assert claiming.claim("duo", now=NOW) is None


def test_messages_about_one_person_keep_their_order(city: City) -> None:
    """A failing one holds back later ones of that person; other people's go on."""
    case = case_of(city)
    establish(city, case)
    other = case_of(city, bsn="999900018", surname="Haile")
    establish(city, other)
    down = PlayedDuo(httpx.ConnectError("no"))
    assert [one.kind for one in run(city, down)] == ["pip", "pip"]
    assert set(Message.objects.filter(state="queued").values_list("kind", flat=True)) == {"contact_person"}
    run(city, TakesAll(), NOW + timedelta(minutes=5))
    assert set(Message.objects.values_list("state", flat=True)) == {"delivered"}


def test_a_silent_duo_is_left_alone_for_a_while(city: City) -> None:
    """After three messages without an answer the run stops: fifty would wait for fifty time-outs."""
    for number in range(5):
        establish(city, case_of(city, bsn=None, v_number=f"123456789{number}", surname=f"Van {number}"))
    Message.objects.filter(kind="contact_person").delete()
    for case in Message.objects.values_list("trajectory__uuid", flat=True):
        _give_bsn(case)
    assert len(run(city, PlayedDuo(httpx.ReadTimeout("slow")))) == deliverer.GIVE_UP_FOR_NOW


def _give_bsn(case: UUID) -> None:
    from wegwijs.accounts.crypto import encrypt
    from wegwijs.dossier.models import Person

    Person.objects.filter(trajectory__uuid=case).update(bsn_sealed=encrypt(BSN.encode()))


def test_a_refusal_is_kept_and_not_repeated(city: City) -> None:
    """DUO's words are sealed, its condition is recognised, and only a person starts it again."""
    case = case_of(city)
    establish(city, case)
    only_the_plan()
    said = "De datum dagtekening mag niet voor de vestiging van de inburgeraar bij de gemeente liggen."
    assert [(one.state, one.code) for one in run(city, PlayedDuo(refusal(said)))] == [
        ("refused", "pip_before_settlement")
    ]
    message = Message.objects.get()
    assert message.answer is not None
    assert b"dagtekening" not in bytes(message.answer)
    assert run(city, TakesAll(), NOW + timedelta(days=1)) == []
    assert told_facts(city, case) == []


def test_without_a_bsn_a_person_is_told(city: City) -> None:
    """DUO knows people by BSN only."""
    establish(city, case_of(city, bsn=None, v_number="1234567890"))
    only_the_plan()
    assert [(one.state, one.code) for one in run(city, TakesAll())] == [("refused", "bsn_missing")]


def test_without_a_line_everything_stays_as_it_was(city: City) -> None:
    """By hand; what was not told by hand goes when there is a line."""
    case = case_of(city)
    establish(city, case)
    assert list(deliver(now=lambda: NOW, lines=lambda _pk: None)) == []
    assert set(Message.objects.values_list("state", "attempts")) == {("queued", 0)}
    assert len(run(city, TakesAll())) == 2


def test_a_rolled_back_action_queues_nothing(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is written with the facts or not at all."""
    case = case_of(city)

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("wegwijs.plans.actions.establishing.request_documents", fail)
    with pytest.raises(RuntimeError):
        establish(city, case)
    assert not Message.objects.exists()


def route_case(city: City) -> tuple[UUID, int]:
    """A case with a plan that DUO knows."""
    case = case_of(city, facts=(*DUTY, ("pip_established", date(2026, 3, 1), {"route": "b1", "level": "b1"})))
    found = look(city, case)
    return case, found.id


def record(city: City, case: int, kind: str, on: date = DATED, **payload: Any) -> UUID:
    entry = Entry(kind, on, payload)
    return intake.record(city.actor("responsible"), case, [entry], now=NOW, request_id=uuid4())[0]


@pytest.mark.parametrize(
    ("kind", "payload", "method", "path", "body"),
    [
        ("map_final_interview_held", {}, "PUT", "map", {"datumEindgesprekMap": "2026-03-16"}),
        ("pvt_declaration_signed", {}, "PUT", "pvt", {"datumOndertekeningPvt": "2026-03-16"}),
        ("self_reliance_interview_held", {}, "PUT", "zroute", {"datumAfrondingZroute": "2026-03-16"}),
        (
            "hours_attended",
            {"component": "language", "hours": 12.5},
            "PUT",
            "uren/participatietaalles",
            {"uren": 12},
        ),
        (
            "hours_attended",
            {"component": "knm", "hours": 3, "phase": "intake"},
            "PUT",
            "uren/bredeintake/taallesknm",
            {"uren": 3},
        ),
    ],
)
def test_what_follows_from_a_fact_is_told(
    city: City, kind: str, payload: dict[str, Any], method: str, path: str, body: dict[str, Any]
) -> None:
    """Recording the fact is enough."""
    _case, ref = route_case(city)
    record(city, ref, kind, **payload)
    played = TakesAll()
    assert [one.state for one in run(city, played)] == ["delivered"]
    assert (played.methods, played.asked[0].url.path) == ([method], f"/v1/personen/{BSN}/{path}")
    assert body_of(played.asked[0]) == body


def test_hours_are_told_as_a_total_and_wait_together(city: City) -> None:
    """A newer total takes the place of one that did not go yet."""
    _case, ref = route_case(city)
    record(city, ref, "hours_attended", component="language", hours=10)
    record(city, ref, "hours_attended", component="knm", hours=5)
    played = TakesAll()
    run(city, played)
    assert [body_of(request) for request in played.asked] == [{"uren": 15}]


def test_participation_is_told_on_the_self_reliance_route(city: City) -> None:
    """Hours of participation are asked on that route only."""
    facts = (*DUTY, ("pip_established", date(2026, 3, 1), {"route": "self_reliance"}))
    record(city, look(city, case_of(city, facts=facts)).id, "hours_attended", component="participation", hours=8)
    played = TakesAll()
    run(city, played)
    assert played.asked[0].url.path == f"/v1/personen/{BSN}/uren/participatieactiviteiten"


def test_a_withdrawn_fact_is_taken_back_at_duo(city: City) -> None:
    """A date that DUO has is taken back; one that was still waiting is just not sent."""
    case, ref = route_case(city)
    fact = record(city, ref, "map_final_interview_held")
    run(city, TakesAll())
    intake.withdraw(city.actor("responsible"), look(city, case), fact, reason="wrong person", now=NOW)
    played = TakesAll()
    run(city, played)
    assert [body_of(request) for request in played.asked] == [{}]
    waiting = record(city, ref, "pvt_declaration_signed")
    intake.withdraw(city.actor("responsible"), look(city, case), waiting, reason="wrong person", now=NOW)
    assert run(city, TakesAll()) == []


def test_what_duo_would_refuse_is_held(city: City) -> None:
    """Late, and nobody said whether that is the person's own doing: not sent, with the reason; put right it goes."""
    facts = (*DUTY, ("pip_established", date(2022, 3, 1), {"route": "b1", "level": "b1"}))
    case = case_of(city, facts=facts)
    ref = look(city, case).id
    fact = record(city, ref, "map_final_interview_held")
    assert list(Message.objects.values_list("state", "code")) == [("held", "culpable_missing_on_overrun")]
    right = Entry("map_final_interview_held", DATED, {"culpable": False})
    intake.correct(city.actor("responsible"), ref, fact, right, reason="", now=NOW, request_id=uuid4())
    played = TakesAll()
    run(city, played)
    assert body_of(played.asked[0]) == {"datumEindgesprekMap": "2026-03-16", "verwijtbaar": "Nee"}


SCHOOLS = [
    {"instellingsnummer": "0000000042", "naam": "Taalhuis  Noord", "postcode": "0000AA", "huisnummer": 1},
    {"instellingsnummer": "0000000043", "naam": "Taalhuis Zuid", "postcode": "0000AA", "huisnummer": 2},
]


def test_an_offer_goes_to_the_school_that_duo_knows(city: City) -> None:
    """Found by name in DUO's list; an unknown school is for a person to put right."""
    _case, ref = route_case(city)
    record(city, ref, "course_offered", provider="taalhuis noord")
    played = PlayedDuo(httpx.Response(200, json=SCHOOLS), httpx.Response(201))
    run(city, played)
    offer = played.asked[-1]
    assert offer.url.path == f"/v1/personen/{BSN}/Inburgeringsaanbod/0000000042"
    assert body_of(offer) == {"datumInburgeringsaanbod": "2026-03-16", "indicatorAlfabetiseringsonderwijs": "NVT"}
    record(city, ref, "course_offered", provider="Elders")
    unknown = PlayedDuo(httpx.Response(200, json=SCHOOLS))
    assert [(one.state, one.code) for one in run(city, unknown)] == [("refused", "school_unknown")]


def test_what_was_told_long_ago_is_not_told_again(city: City) -> None:
    """Facts of another system lie before us: a telephone call of today does not send them."""
    facts = (*DUTY, ("map_final_interview_held", date(2026, 3, 2), {}))
    case = case_of(city, facts=facts)
    record(city, look(city, case).id, "contact_made", channel="phone")
    assert not Message.objects.exists()


def test_a_first_plan_is_never_replaced(city: City) -> None:
    """DUO counts the term from the first plan: an amendment that follows at once goes after it."""
    case = case_of(city)
    establish(city, case)
    establish(city, case, reason_change="Een andere school.", intensity_hours=700)
    only_the_plan()
    assert list(Message.objects.order_by("id").values_list("kind", "state")) == [("pip", "queued"), ("pip", "queued")]


def test_a_plan_told_by_mistake_is_taken_back_and_told_again(city: City) -> None:
    """DUO removes it; the record no longer says that DUO knows; then it can be told once more."""
    case = case_of(city)
    establish(city, case)
    only_the_plan()
    run(city, TakesAll())
    actor, ref = city.actor("responsible"), look(city, case).id
    assert telling.take_back(actor, ref, now=NOW)
    assert not telling.take_back(actor, ref, now=NOW)
    played = TakesAll()
    run(city, played)
    assert [(request.method, request.url.path) for request in played.asked] == [("DELETE", PIP_PATH)]
    assert "tell_duo" in [step.code for step in look(city, case).steps]
    assert telling.tell_again(actor, ref, "asylum", now=NOW)
    run(city, TakesAll())
    assert "tell_duo" not in [step.code for step in look(city, case).steps]


def test_a_plan_that_duo_never_had_counts_as_taken_back(city: City) -> None:
    """404 on removing is no refusal."""
    case = case_of(city)
    establish(city, case)
    only_the_plan()
    run(city, TakesAll())
    telling.take_back(city.actor("responsible"), look(city, case).id, now=NOW)
    assert [(one.state, one.code) for one in run(city, PlayedDuo(httpx.Response(404)))] == [
        ("delivered", "already_there")
    ]


def test_waiting_grows_and_has_an_end() -> None:
    """From half a minute to an hour, give or take a quarter."""
    rng = Random(7)
    waits = [wait_after(attempt, rng) for attempt in range(1, 30)]
    assert timedelta(seconds=22) <= waits[0] <= timedelta(seconds=38)
    assert max(waits) <= timedelta(minutes=75)


def test_no_bsn_is_left_behind(city: City, caplog: pytest.LogCaptureFixture) -> None:
    """Not in the log, the attempts, the audit, the access log or the message, whatever DUO answers."""
    from django.core import serializers

    from wegwijs.accounts.models import AccessEntry, AuditEntry

    caplog.set_level(logging.DEBUG)
    for number, answer in enumerate(
        [httpx.Response(500), refusal(f"Persoon {BSN} is niet van u"), httpx.Response(201)]
    ):
        establish(city, case_of(city, bsn=("999900006", "999900018", "999900031")[number], surname=f"Van {number}"))
        run(city, PlayedDuo(answer))
    rows = [model.objects.all() for model in (Message, Attempt, AuditEntry, AccessEntry)]
    kept = "".join(serializers.serialize("json", found) for found in rows)
    for bsn in ("999900006", "999900018", "999900031"):
        assert bsn not in caplog.text + kept


def test_assigning_without_telling_stays_possible_below(city: City) -> None:
    """The record's own action knows nothing of messages: imports and the demo tell a history that others told."""
    case = make_case(city, bsn=BSN, facts=DUTY)
    assign(city.actor("responsible"), case, city.user("colleague").pk, now=NOW)
    append_one(city.actor("responsible"), NewFact(case, "map_final_interview_held", DATED), now=NOW)
    assert not Message.objects.exists()
