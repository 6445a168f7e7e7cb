"""What DUO tells becomes facts: every event, twice, in any order, and when DUO corrects itself."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.city import NOW, City, make_case, make_city
from wegwijs.dossier.actions import NewFact, append_one, withdraw
from wegwijs.dossier.models import Fact, Involvement, Person, Snapshot, Trajectory
from wegwijs.exchange.duo.events import EVENTS, UNKNOWN
from wegwijs.exchange.duo.processing import due, process, wake_known
from wegwijs.exchange.duo.reading import INTERFACES
from wegwijs.exchange.models import DuoMessage

from .line import (
    ASYLUM,
    BSN,
    EXAMS,
    FAMILY,
    LONGER,
    OBLIGED,
    OTHER_BSN,
    PIP,
    TERM,
    TOLD,
    Line,
    again,
    connect,
    keep,
    sources,
    standing,
    tell,
)  # fmt: skip

pytestmark = pytest.mark.django_db
LIST = Path("/work/shared/duo/gebeurtenissen.csv")
STARTED = [("obligation_started", "2026-02-04", {}), ("duo_notified", "2026-02-06", {})]
GRANTED = {"oordeel": "Toekenning", "datumOordeel": "2026-03-10"}
REFUSED = {"oordeel": "Afwijzing", "datumOordeel": "2026-03-10"}


@pytest.fixture
def city() -> City:
    made = make_city()
    connect(made)
    return made


def ended(reason: str, **more: Any) -> dict[str, Any]:
    """Not obliged any more, as DUO says it."""
    return {
        "indicatorInburgeringsplicht": False, "begindatum": "2026-02-04", "einddatum": "2026-03-09",
        "datumKennisgevingInburgeringsplicht": "2026-02-06", "redenGeenInburgeringsplicht": reason, **more,
    }  # fmt: skip


# event → what DUO answers, and the facts that stand then (beside the start of the duty and the notice).
CASES: list[tuple[str, dict[str, Any], list[tuple[str, str, dict[str, Any]]]]] = [
    ("SS102", {"inburgeringstermijn": TERM}, []),
    (
        "SS103",
        {"inburgeringstermijn": LONGER},
        [("extension_granted", "2026-03-12", {"ground": "effort", "ends_on": "2028-07-09"})],
    ),
    (
        "SS104",
        {
            "inburgeringstermijn": LONGER,
            "verlengingen": [
                {"beoordelingAanvraag": "Toegekend", "ontvangstdatum": "2026-02-20", "datumBeoordeling": "2026-03-12"}
            ],
        },
        [
            ("extension_requested", "2026-02-20", {}),
            ("extension_granted", "2026-03-12", {"ground": "effort", "ends_on": "2028-07-09"}),
        ],
    ),
    ("SS106", {"inburgeringsplicht": ended("Inburgeringsplicht voldaan")}, [("obligation_met", "2026-03-09", {})]),
    (
        "SS107",
        {
            "inburgeringsplicht": ended("Volledige vrijstelling"),
            "vrijstellingen": [{"GeheleVrijstelling": {**GRANTED, "reden": "DIP"}}],
        },
        [
            ("obligation_ended", "2026-03-09", {"reason": "full_dispensation"}),
            ("dispensation_granted", "2026-03-10", {"scope": "full"}),
        ],
    ),
    (
        "SS108",
        {
            "inburgeringsplicht": ended("Volledige ontheffing"),
            "ontheffingen": [{"GeheleOntheffing": {**GRANTED, "grond": "MED"}}],
        },
        [
            ("obligation_ended", "2026-03-09", {"reason": "full_exemption"}),
            ("exemption_granted", "2026-03-10", {"ground": "medical", "scope": "full"}),
        ],
    ),
    (
        "SS109",
        {
            "inburgeringsplicht": {
                "indicatorInburgeringsplicht": False,
                "begindatum": "2026-03-01",
                "redenGeenInburgeringsplicht": "Tijdelijke vrijstelling",
                "datumKennisgevingInburgeringsplicht": "2026-02-06",
            },
            "inburgeringsplicht_historie": [
                {"indicatorInburgeringsplicht": True, "begindatum": "2026-02-04", "einddatum": "2026-02-28"}
            ],
            "vrijstellingen": [
                {
                    "TijdelijkeVrijstelling": {
                        **GRANTED,
                        "reden": "OPL",
                        "startdatum": "2026-03-01",
                        "einddatum": "2027-07-31",
                    }
                }
            ],
        },
        [
            ("obligation_ended", "2026-03-01", {"reason": "temporary_dispensation"}),
            ("dispensation_granted", "2026-03-01", {"scope": "temporary"}),
        ],
    ),
    (
        "SS110",
        {"inburgeringsplicht": ended("Verblijfsdoel gewijzigd")},
        [("obligation_ended", "2026-03-09", {"reason": "purpose_changed"})],
    ),
    ("SS111", {"inburgeringsplicht": ended("Overlijden")}, [("obligation_ended", "2026-03-09", {"reason": "death"})]),
    (
        "SS112",
        {"verlengingen": [{"beoordelingAanvraag": "InBehandeling", "ontvangstdatum": "2026-03-11"}]},
        [("extension_requested", "2026-03-11", {})],
    ),
    (
        "SS113",
        {
            "verlengingen": [
                {"beoordelingAanvraag": "Afgewezen", "ontvangstdatum": "2026-02-11", "datumBeoordeling": "2026-03-11"}
            ]
        },
        [("extension_requested", "2026-02-11", {}), ("extension_refused", "2026-03-11", {})],
    ),
    (
        "SS114",
        {"vrijstellingen": [{"GeheleVrijstelling": {**REFUSED, "reden": "AVI"}}]},
        [("dispensation_refused", "2026-03-10", {"scope": "full"})],
    ),
    (
        "SS115",
        {"vrijstellingen": [{"TijdelijkeVrijstelling": {**REFUSED, "reden": "INS"}}]},
        [("dispensation_refused", "2026-03-10", {"scope": "temporary"})],
    ),
    (
        "SS116",
        {"vrijstellingen": [{"GedeeltelijkeVrijstelling": {**REFUSED, "reden": "GED", "examenonderdeel": "LE"}}]},
        [("dispensation_refused", "2026-03-10", {"scope": "partial", "part": "reading"})],
    ),
    (
        "SS117",
        {
            "vrijstellingen": [
                {
                    "GedeeltelijkeVrijstelling": {
                        **GRANTED,
                        "reden": "GED",
                        "examenonderdeel": "SP",
                        "examenniveau": "B1",
                    }
                }
            ]
        },
        [("dispensation_granted", "2026-03-10", {"scope": "partial", "part": "speaking", "level": "b1"})],
    ),
    (
        "SS118",
        {"ontheffingen": [{"GeheleOntheffing": {**REFUSED, "grond": "BIO"}}]},
        [("exemption_refused", "2026-03-10", {"ground": "bio", "scope": "full"})],
    ),
    (
        "SS119",
        {
            "ontheffingen": [
                {"GedeeltelijkeOntheffing": {**GRANTED, "grond": "MED", "examenonderdeel": "KNM"}},
                {"GedeeltelijkeOntheffing": {**GRANTED, "grond": "MED", "urenBelastbaarheidParticipatieactiviteit": 0}},
            ]
        },
        [
            ("exemption_granted", "2026-03-10", {"ground": "medical", "scope": "partial", "parts": ["knm"]}),
            ("exemption_granted", "2026-03-10", {"ground": "medical", "scope": "partial", "parts": ["participation"]}),
        ],
    ),
    (
        "SS121",
        {"inburgeringstermijn": TERM, "PIP": PIP},
        [("pip_established", "2025-01-09", {"route": "b1", "level": "b1", "intensity_hours": 700})],
    ),
    (
        "SS131",
        {
            "lbt_resultaten": [
                {
                    "resultaat": "B1-route haalbaar",
                    "behaaldeScore": "71,50",
                    "benodigdeScore": "60,00",
                    "datumAfname": "2026-03-05",
                }
            ]
        },
        [("learnability_test_taken", "2026-03-05", {"score": 71.5, "required": 60.0, "result": "b1_feasible"})],
    ),
    ("SS137", {"lbt_examennummer": {"examennummer": "LBT123"}}, []),
    (
        "SS199",
        {"examens_resultaten": EXAMS},
        [
            ("exam_taken", "2026-02-20", {"part": "reading", "level": "b1", "result": "passed"}),
            ("exam_taken", "2026-02-21", {"part": "knm", "result": "none", "reason": "absent"}),
        ],
    ),
]


def told(case: int) -> list[tuple[str, str, dict[str, Any]]]:
    """What stands but the start of the duty and the notice."""
    return [fact for fact in standing(case) if fact[0] not in {"obligation_started", "duo_notified"}]


def plain(fact: tuple[str, str, dict[str, Any]]) -> str:
    """A fact as text; the order of its keys means nothing."""
    return json.dumps(fact, sort_keys=True)


def in_case(city: City, **changes: Any) -> int:
    """A case that knows what DUO said so far."""
    facts = [(kind, date.fromisoformat(on), payload) for kind, on, payload in STARTED]
    return make_case(city, bsn=BSN, facts=facts, source="DUO", **changes)


@pytest.mark.parametrize(("event", "answers", "facts"), CASES, ids=[case[0] for case in CASES])
def test_an_event_becomes_facts(city: City, event: str, answers: dict[str, Any], facts: list[Any]) -> None:
    """DUO is asked what the event is about; the facts stand in the case once, however often it is told."""
    case = in_case(city)
    message = tell(Line(**answers), event)
    assert (message.status, message.trajectory_id) == ("handled", case)
    assert sorted(map(plain, told(case))) == sorted(map(plain, facts))
    assert sources(case) == {"DUO"}
    assert len(message.facts) == len(facts)
    later = tell(Line(**answers), event, told=TOLD + timedelta(days=1))
    assert (later.status, later.facts) == ("handled", [])
    assert Fact.objects.filter(trajectory_id=case).count() == len(facts) + len(STARTED)


@pytest.mark.parametrize("event", ["SS101", "SS128", "SS139", "SS120", "SS129", "SS121"])
def test_a_new_person_gets_a_case(city: City, event: str) -> None:
    """In the team that receives the group, without a name: the case says so and asks for it."""
    line = Line(
        inburgeringsplicht=OBLIGED, doelgroep=ASYLUM, examens_resultaten=EXAMS, PIP=PIP, inburgeringstermijn=TERM
    )
    message = tell(line, event, vNummer=2712345678)
    case = Trajectory.objects.get()
    assert (message.status, message.trajectory_id) == ("handled", case.pk)
    assert (case.group, case.permit, case.person.v_number, case.person.surname) == (
        "asylum",
        "asylum",
        "2712345678",
        "",
    )
    assert [fact for fact in standing(case.pk) if fact[0] in {"obligation_started", "duo_notified"}] == STARTED
    assert Involvement.objects.get().team == city.teams["Noord"]
    row = Snapshot.objects.get()
    assert (row.display_name, row.regime) == ("Naam nog niet bekend", "wi2021")
    assert "ask_name" in [step.code for step in _steps(city, case)]


def _steps(city: City, case: Trajectory) -> Any:
    from wegwijs.dossier import queries

    found = queries.case(city.system(), case.uuid, on=NOW.date())
    assert found is not None
    return found.steps


def test_the_group_decides_which_department(city: City) -> None:
    """Family migrants go to the department that receives them; DUO's finer class is kept."""
    tell(Line(inburgeringsplicht=OBLIGED, doelgroep=FAMILY), "SS139")
    assert Trajectory.objects.get().group == "family"
    assert Involvement.objects.get().team == city.teams["Gezinnen"]


@pytest.mark.parametrize(
    ("event", "before", "now", "after"), [("SS124", "asylum", FAMILY, "family"), ("SS125", "family", ASYLUM, "asylum")]
)
def test_another_group(city: City, event: str, before: str, now: dict[str, Any], after: str) -> None:
    """The case follows DUO, and the history tells from when."""
    case = in_case(city, group=before)
    tell(Line(inburgeringsplicht=OBLIGED, doelgroep=now), event)
    assert Trajectory.objects.get(pk=case).group == after
    assert Snapshot.objects.get(pk=case).group == after
    assert told(case) == [("group_changed", now["begindatum"], {"group": after})]


def test_the_duty_is_taken_up_again(city: City) -> None:
    """SS109 and then SS130: paused from the first day, running again from the second, with plan and term."""
    case = in_case(city)
    tell(Line(**dict(CASES[6][1])), "SS109")
    assert Snapshot.objects.get(pk=case).regime == "exempt_for_now"
    history = [
        {"indicatorInburgeringsplicht": True, "begindatum": "2026-02-04", "einddatum": "2026-02-28"},
        {"indicatorInburgeringsplicht": False, "begindatum": "2026-03-01", "einddatum": "2026-03-11"},
    ]
    line = Line(
        inburgeringsplicht={**OBLIGED, "begindatum": "2026-03-12"}, inburgeringsplicht_historie=history,
        inburgeringstermijn=LONGER, PIP=PIP, vrijstellingen=CASES[6][1]["vrijstellingen"],
    )  # fmt: skip
    tell(line, "SS130")
    row = Snapshot.objects.get(pk=case)
    assert (row.regime, row.phase, row.route, row.term_last_day) == ("wi2021", "route", "b1", date(2028, 7, 9))
    assert [on for kind, on, _ in standing(case) if kind == "obligation_started"] == ["2026-02-04", "2026-03-12"]


def test_a_duty_that_ended_is_told_in_either_way(city: City) -> None:
    """The dates of the duty with its end, or the dates of the time without: the same facts."""
    ways = [
        [
            {"indicatorInburgeringsplicht": True, "begindatum": "2026-02-04"},
            {"indicatorInburgeringsplicht": False, "begindatum": "2026-02-04", "einddatum": "2026-03-01"},
        ],
        [
            {"indicatorInburgeringsplicht": True, "begindatum": "2026-02-04", "einddatum": "2026-02-28"},
            {"indicatorInburgeringsplicht": False, "begindatum": "2026-03-01", "einddatum": "2026-03-11"},
        ],
    ]
    for way, bsn in zip(ways, (BSN, OTHER_BSN), strict=True):
        now = {"indicatorInburgeringsplicht": True, "begindatum": "2026-03-12"}
        message = tell(Line(inburgeringsplicht=now, inburgeringsplicht_historie=way, doelgroep=ASYLUM), "SS129", bsn)
        assert standing(message.trajectory_id or 0) == [
            ("obligation_started", "2026-02-04", {}),
            ("obligation_ended", "2026-03-01", {}),
            ("obligation_started", "2026-03-12", {}),
        ]


def test_every_event_is_known() -> None:
    """Every row of DUO's list has its place in the table, and every reading that it names exists."""
    if not LIST.exists():
        pytest.skip("DUO's list of events is not on this machine")
    with LIST.open(encoding="utf-8") as file:
        listed = {row["gebeurtenisId"] for row in csv.DictReader(file)}
    assert listed == set(EVENTS)
    assert {name for event in EVENTS.values() for name in event.reads} <= set(INTERFACES)


SIGNALS = sorted(
    set(EVENTS) - {case[0] for case in CASES} - {"SS101", "SS128", "SS139", "SS120", "SS129", "SS124", "SS125", "SS130"}
)


@pytest.mark.parametrize("event", SIGNALS)
def test_a_signal_is_a_task(city: City, event: str) -> None:
    """What DUO announced: nothing is recorded, somebody sees it."""
    case = in_case(city)
    message = tell(Line(), event)
    assert (message.status, message.trajectory_id, message.facts, message.settled_at) == ("handled", case, [], None)


def test_any_order_ends_the_same(city: City) -> None:
    """What stands follows from what DUO says now, not from which notice came first, twice or late."""
    line = Line(
        inburgeringsplicht=OBLIGED, doelgroep=ASYLUM, examens_resultaten=EXAMS, PIP=PIP, inburgeringstermijn=LONGER
    )
    ends = []
    for bsn, order in ((BSN, ("SS101", "SS121", "SS103", "SS199")), (OTHER_BSN, ("SS199", "SS103", "SS121", "SS101"))):
        uuids = [keep(event, bsn, told=TOLD + timedelta(hours=n)) for n, event in enumerate(order)]
        for turn in (0, 2):
            for uuid in uuids:
                process(uuid, now=NOW + timedelta(hours=turn), duo=line)
        messages = DuoMessage.objects.filter(uuid__in=uuids)
        assert set(messages.values_list("status", flat=True)) == {"handled"}
        ends.append(standing(messages[0].trajectory_id or 0))
    assert ends[0] == ends[1]


def test_the_same_event_under_another_number_is_a_repeat(city: City) -> None:
    """DUO sends it again with a new message id: recognised, no second task, no question to DUO."""
    in_case(city)
    line = Line(inburgeringstermijn=LONGER)
    tell(line, "SS103")
    asked = len(line.asked)
    assert tell(line, "SS103").status == "repeated"
    assert len(line.asked) == asked


def test_what_duo_corrects_takes_the_place_of_what_it_said(city: City) -> None:
    """Another end, an exam on another day, an exam that never was: DUO's last word stands; nothing is lost."""
    case = in_case(city)
    tell(Line(inburgeringstermijn=LONGER), "SS103")
    tell(Line(inburgeringstermijn={**LONGER, "einddatum": "2028-09-10"}), "SS103", told=TOLD + timedelta(hours=1))
    tell(Line(examens_resultaten=EXAMS), "SS199")
    tell(Line(examens_resultaten=[{**EXAMS[0], "examendatum": "2026-02-23"}]), "SS199", told=TOLD + timedelta(hours=1))
    assert told(case) == [
        ("exam_taken", "2026-02-23", {"part": "reading", "level": "b1", "result": "passed"}),
        ("extension_granted", "2026-03-12", {"ground": "effort", "ends_on": "2028-09-09"}),
        *[fact for fact in standing(case) if fact[0] == "fact_withdrawn"],
    ]
    back = tell(Line(examens_resultaten=EXAMS), "SS199", told=TOLD + timedelta(hours=2))
    assert len(back.facts) == 2
    assert [fact[1] for fact in told(case) if fact[0] == "exam_taken"] == ["2026-02-20", "2026-02-21"]


def test_what_a_human_recorded_is_never_overwritten(city: City) -> None:
    """It becomes a difference that the task tells of; what a delivery said gives way."""
    case = make_case(city, bsn=BSN, facts=[("duo_notified", date(2026, 2, 5), {})], source="aanlevering")
    mine = NewFact(case, "obligation_started", date(2026, 2, 1))
    append_one(city.actor("responsible"), mine, now=NOW)
    message = tell(Line(inburgeringsplicht=OBLIGED), "SS110")
    assert message.differences == 1
    assert standing(case) == [("obligation_started", "2026-02-01", {}), ("duo_notified", "2026-02-06", {})]


def test_a_fact_that_came_back_is_replaced_once_more(city: City) -> None:
    """A colleague took DUO's correction back; when DUO repeats it, it stands again."""
    case = make_case(city, bsn=BSN, facts=[("duo_notified", date(2026, 2, 5), {})], source="aanlevering")
    line = Line(inburgeringsplicht={**OBLIGED, "begindatum": None})
    first = tell(line, "SS110")
    withdraw(city.actor("responsible"), case, Fact.objects.get(uuid=first.facts[0]).uuid, now=NOW)
    assert ("duo_notified", "2026-02-05", {}) in standing(case)
    tell(line, "SS110", told=TOLD + timedelta(hours=1))
    assert [fact for fact in standing(case) if fact[0] == "duo_notified"] == [("duo_notified", "2026-02-06", {})]


def test_somebody_we_do_not_know_is_kept_until_we_do(city: City) -> None:
    """SS103 came before SS101: it waits, and has its turn when the case is there."""
    line = Line(inburgeringsplicht=OBLIGED, doelgroep=ASYLUM, inburgeringstermijn=LONGER)
    early = tell(line, "SS103")
    assert (early.status, early.code) == ("waiting", "unknown_person")
    tell(line, "SS101")
    assert again(early, line).status == "handled"
    assert [fact[0] for fact in told(Trajectory.objects.get().pk)] == ["extension_granted"]


def test_a_delivery_wakes_what_waited(city: City) -> None:
    """The nightly run finds people whom a file has made known since."""
    early = tell(Line(), "SS114")
    in_case(city)
    assert wake_known(NOW) == 1
    assert again(early, Line()).status == "handled"


@pytest.mark.parametrize(("event", "bsn", "code"), [("SS999", BSN, "unknown_event"), ("SS101", None, "no_bsn")])
def test_what_we_cannot_use_waits_for_a_human(city: City, event: str, bsn: str | None, code: str) -> None:
    """An event that is new to us, nobody named: kept and shown, nothing opened."""
    message = tell(Line(), event, bsn)
    assert (message.status, message.code) == ("waiting", code)
    assert not Trajectory.objects.exists()
    assert UNKNOWN.todo == "unknown_event"


def test_an_unknown_event_about_somebody_we_know_is_a_task(city: City) -> None:
    """The professional sees that DUO said something, even if we have no words for it."""
    case = in_case(city)
    assert tell(Line(), "SS999").trajectory_id == case


def test_numbers_that_contradict_each_other_wait_for_a_human(city: City) -> None:
    """The BSN is of one person, the V-number of another: nothing is written."""
    in_case(city, v_number="2700000001")
    message = tell(Line(inburgeringstermijn=LONGER), "SS103", vNummer=2700000002)
    assert (message.status, message.code) == ("waiting", "numbers_clash")


def test_a_v_number_finds_somebody_without_a_bsn(city: City) -> None:
    """The BSN is added, with DUO as its source, and no second case is opened."""
    make_case(city, bsn=None, v_number="2712345678")
    tell(Line(inburgeringsplicht=OBLIGED, doelgroep=ASYLUM), "SS101", vNummer=2712345678)
    assert Person.objects.get().bsn_index


def test_who_could_be_somebody_we_know_is_held(city: City) -> None:
    """Somebody without a BSN whose notice is of the same day: a human decides."""
    make_case(city, bsn=None, v_number="2712345678", facts=[("duo_notified", date(2026, 2, 6), {})])
    message = tell(Line(inburgeringsplicht=OBLIGED, doelgroep=ASYLUM), "SS101")
    assert (message.status, message.code) == ("waiting", "possible_duplicate")
    assert Trajectory.objects.count() == 1


def test_when_duo_does_not_answer_it_is_tried_again(city: City) -> None:
    """Later and later; nothing half is written; when DUO is back, it is done."""
    case = in_case(city)
    line = Line(inburgeringstermijn=LONGER)
    line.away = True
    message = tell(line, "SS103")
    assert (message.status, message.code, message.attempts) == ("received", "unreachable", 1)
    assert due(NOW) == []
    assert due(NOW + timedelta(minutes=1)) == [message.uuid]
    waited = []
    for _ in range(9):
        message = again(message, line, after=message.due_at - NOW)  # type: ignore[operator]
        assert message.due_at is not None
        waited.append(message.due_at)
    assert waited[-1] - waited[-2] == timedelta(hours=1)
    assert told(case) == []
    line.away = False
    assert again(message, line, after=timedelta(days=1)).status == "handled"
    assert len(told(case)) == 1


def test_what_a_killed_worker_left_is_taken_over(city: City) -> None:
    """A claim holds for ten minutes; nobody else works on the message in the meantime."""
    in_case(city)
    uuid = keep("SS103")
    DuoMessage.objects.filter(uuid=uuid).update(status="working", due_at=NOW + timedelta(minutes=10))
    assert process(uuid, now=NOW + timedelta(minutes=9), duo=Line()) == ""
    assert process(uuid, now=NOW + timedelta(minutes=11), duo=Line()) == "handled"


@pytest.mark.parametrize(
    "answers",
    [
        {"inburgeringsplicht": []},
        {"inburgeringsplicht": {"indicatorInburgeringsplicht": "ja", "begindatum": 5, "einddatum": "31-12-2026"}},
        {"inburgeringsplicht": OBLIGED, "inburgeringsplicht_historie": ["x", None, {}]},
        {"inburgeringsplicht": {**OBLIGED, "begindatum": "9999-01-01"}},
    ],
)
def test_an_answer_that_is_not_as_specified_stops_nothing(city: City, answers: dict[str, Any]) -> None:
    """What cannot be read says nothing, or the message is tried again; the others go on."""
    in_case(city)
    assert tell(Line(**answers), "SS110").status in {"handled", "received"}
    assert tell(Line(inburgeringstermijn=LONGER), "SS103").status == "handled"


def test_a_refusal_of_duo_is_an_answer(city: City) -> None:
    """Not (any more) ours: the task stays, nothing is recorded; somebody new waits for a human."""
    case = in_case(city)
    line = Line()
    line.refused = {"inburgeringstermijn", "inburgeringstermijn/historie", "doelgroep"}
    assert tell(line, "SS103").status == "handled"
    assert told(case) == []
    assert tell(line, "SS101", OTHER_BSN).code == "group_unknown"


def test_no_log_and_no_error_names_a_bsn(city: City, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever goes wrong."""
    caplog.set_level(0)
    line = Line()
    line.away = True
    tell(line, "SS101")
    line.away = False
    tell(line, "SS101")
    tell(Line(inburgeringsplicht=OBLIGED, doelgroep=ASYLUM), "SS139", OTHER_BSN)
    assert BSN not in caplog.text
    assert OTHER_BSN not in caplog.text
