"""Ask what if: another route, pace or job beside how it goes now; worked out by the law itself, and nothing saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from tests.city import NOW, City, make_city
from tests.desk.case_pages import new_case, signed_in, text, url
from wegwijs.dossier.models import Fact
from wegwijs.dossier.queries import Case, case
from wegwijs.plans.what_if import Scenario, look_ahead

pytestmark = pytest.mark.django_db
PLANNED = (
    ("brp_registered", date(2025, 1, 6), {"municipality": "9901", "housing": True}),
    ("obligation_started", date(2025, 1, 8), {}),
    ("duo_notified", date(2025, 1, 8), {}),
    ("pip_established", date(2025, 3, 3), {"route": "b1", "level": "b1"}),
    ("course_started", date(2025, 3, 17), {"provider": "Taalhuis Noord"}),
)


def lessons(hours: float, on: date = date(2026, 3, 2)) -> tuple[str, date, dict[str, object]]:
    """Hours at a recognised school."""
    return ("hours_attended", on, {"component": "language", "hours": hours, "mode": "physical", "recognised": True})


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(city: City) -> Client:
    return signed_in(city, "responsible")


def opened(city: City, *more: tuple[str, date, dict[str, object]], **who: str) -> Case:
    """The case of a person on the B1 route, as its professional sees it on 16 March 2026."""
    actor = city.actor("responsible")
    found = case(actor, new_case(city, facts=(*PLANNED, *more), **who), on=actor.today)
    assert found is not None
    return found


def test_the_day_on_which_600_hours_are_complete(city: City) -> None:
    """300 hours to go at ten a week: complete after thirty weeks, one hour fewer a week takes longer; in the term."""
    found = opened(city, lessons(300))
    ten = look_ahead(found, Scenario(lessons_a_week=10)).then.milestones[0]
    assert (ten.code, ten.achieved, ten.on) == ("downscale_to_a2", 300, found.on + timedelta(weeks=30))
    nine = look_ahead(found, Scenario(lessons_a_week=9)).then.milestones[0]
    assert nine.on == found.on + timedelta(weeks=34)


def test_one_hour_short_and_exactly_enough(city: City) -> None:
    """600 recognised hours are enough today; 599 ask for one week more."""
    enough = look_ahead(opened(city, lessons(600)), Scenario(lessons_a_week=1)).then.milestones[0]
    assert enough.complete
    short = opened(city, lessons(599), surname="Ander", given_names="Iemand")
    assert look_ahead(short, Scenario(lessons_a_week=1)).then.milestones[0].on == short.on + timedelta(weeks=1)


def test_hours_of_self_study_never_complete_them(city: City) -> None:
    """The same ten hours alone: not reached, and the page says that they do not count."""
    found = look_ahead(opened(city, lessons(300)), Scenario(lessons_a_week=10, recognised=False))
    assert found.then.milestones[0].on is None
    assert found.hours_left == 10


def test_a_job_on_a_day_with_lessons(city: City) -> None:
    """Lessons on three days, work on one of them: a third of the lessons goes, and everything comes later."""
    week = frozenset({0, 2, 4})
    found = opened(city, lessons(300))
    free = look_ahead(found, Scenario(lessons_a_week=9, lesson_days=week))
    busy = look_ahead(found, Scenario(lessons_a_week=9, lesson_days=week, work_days=frozenset({2}), work_a_week=8))
    assert (busy.missed_days, busy.hours_left, busy.week) == ((2,), 6, 14)
    before, after = free.then.milestones[0].on, busy.then.milestones[0].on
    assert before is not None
    assert after is not None
    assert after > before


def test_without_lessons_lately_the_pace_is_not_guessed(city: City) -> None:
    """Nothing recorded in the last quarter: how it goes now is not known."""
    found = look_ahead(opened(city, lessons(300, date(2025, 12, 1))), Scenario())
    assert (found.now.milestones[0].a_week, found.now.milestones[0].on) == (None, None)


def test_another_route_asks_other_things(city: City) -> None:
    """The self-reliance route asks 800 hours and a conversation instead of exams; the term does not move."""
    found = look_ahead(opened(city, lessons(300)), Scenario(route="self_reliance", lessons_a_week=10))
    assert found.change is not None
    assert found.change.allowed
    assert {one.code for one in found.then.milestones} == {"course_hours", "participation_hours"}
    reading, interview = (found.then.assessment.component(code) for code in ("reading", "self_reliance_interview"))
    assert reading is not None
    assert interview is not None
    assert (reading.state, interview.state) == ("not_required", "owed")
    assert found.then.last_day == found.now.last_day


def test_the_page_compares_and_saves_nothing(city: City, client: Client) -> None:
    """The answer stands beside the question, with and without scripts; no fact is written."""
    uuid = new_case(city, facts=(*PLANNED, lessons(300)))
    before = Fact.objects.count()
    asked = {"route": "self_reliance", "lessons_a_week": "9", "lesson_days": ["0", "2", "4"], "work_days": ["2"]}
    for name in ("what_if", "what_if_answer"):
        read = text(client.post(url(name, uuid), asked))
        assert "Er blijven 6 lesuren per week over." in read
        assert "800 lesuren" in read
        assert "Lezen, luisteren, schrijven, spreken" in read
    assert Fact.objects.count() == before


def test_what_cannot_be_is_said_beside_the_field(city: City, client: Client) -> None:
    """A number that is none and more hours than a week holds are marked; the answer waits."""
    uuid = new_case(city, facts=PLANNED)
    for wrong in ("veel", "61", "-1"):
        answer = client.post(url("what_if", uuid), {"lessons_a_week": wrong})
        assert answer.status_code == 200
        assert "Verbeter wat gemarkeerd is." in text(answer)


def test_before_there_is_a_plan(city: City, client: Client) -> None:
    """A route may be tried before anything is decided."""
    read = text(client.post(url("what_if", new_case(city)), {"route": "b1", "lessons_a_week": "12"}))
    assert "600 lesuren" in read


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 200), ("stranger", 404), ("coordinator", 403), ("desk", 403)]
)
def test_only_who_works_on_the_case(city: City, who: str, status: int) -> None:
    """A colleague of the team may; another department does not find it; a provider and the desk have no cases."""
    uuid = new_case(city, facts=PLANNED)
    assert signed_in(city, who).get(url("what_if", uuid)).status_code == status
