"""What was said last time goes along, still so is one press; the final conversation of the Z-route counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.city import NOW, TODAY, City, make_case, make_city
from tests.intake.test_hold_a_conversation import begun, case_of, finish
from wegwijs.dossier.actions import NewFact, append
from wegwijs.dossier.models import Fact
from wegwijs.intake import queries
from wegwijs.intake.carrying import Before, Earlier, carried, with_confirmed
from wegwijs.intake.queries import Open
from wegwijs.quality.queries import Topic

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 1, 5), date(2026, 2, 9)
LATELY = TODAY - timedelta(days=9)
WORK = Topic("work", "Werk", "", False, "work", True)
OWN = Topic("own_travel", "Reizen", "", False, None, True)


@pytest.fixture
def city() -> City:
    return make_city()


def earlier(on: date, **values: str) -> Earlier:
    named = {name.replace("__", "-"): value for name, value in values.items()}
    return Earlier(on, named, {"work": "work", "work_history": "work", "own_travel": ""})


def test_the_newest_words_stand_and_nothing_is_lost_by_silence() -> None:
    """A field that was not come to in the last conversation keeps what was said in the one before it."""
    found = carried([earlier(SECOND, ict="phone"), earlier(FIRST, ict="none", diploma="mbo zorg")], [WORK])
    assert found == {"ict": Before("phone", SECOND), "diploma": Before("mbo zorg", FIRST)}


def test_confirmed_keeps_its_words_and_gets_the_later_day() -> None:
    """Still so, said in February, of what was told in January; a confirmation of nothing is nothing."""
    talks = [
        earlier(SECOND, same_diploma="1", still__work="1", same_ict="1"),
        earlier(FIRST, diploma="mbo", note__work="kok"),
    ]
    found = carried(talks, [WORK])
    assert found == {"diploma": Before("mbo", SECOND), "note-work": Before("kok", SECOND)}


def test_a_subject_is_known_by_its_code_or_else_by_its_life_domain() -> None:
    """The guides of an intake and of a conversation on the way word a domain in their own ways."""
    talk = earlier(FIRST, note__work_history="kok in Asmara", note__own_travel="in juli weg")
    assert carried([talk], [WORK, OWN]) == {
        "note-work": Before("kok in Asmara", FIRST), "note-own_travel": Before("in juli weg", FIRST),
    }  # fmt: skip


def test_what_is_worked_out_takes_what_was_confirmed() -> None:
    """A box that was ticked stands for the words; typed words come first."""
    before = {"schooling": Before("primary", FIRST)}
    assert with_confirmed({"same_schooling": "1"}, before)["schooling"] == "primary"
    assert with_confirmed({"same_schooling": "1", "schooling": "higher"}, before)["schooling"] == "higher"
    assert "schooling" not in with_confirmed({}, before)


def again(city: City, case: int, who: str = "responsible", kind: str = "progress") -> Open:
    found = queries.conversation(city.actor(who), case, begun(city, case, kind, who))
    assert found is not None
    return found


def test_from_one_conversation_to_the_next(city: City) -> None:
    """From the intake into a progress conversation; a point that is still so was talked about."""
    case = make_case(city)
    reasons = {f"reason-{one.code}": "later" for one in again(city, case, kind="intake").topics if one.statutory}
    finish(city, case, begun(city, case), **reasons, **{"note-network": "zus in Delft", "diploma": "mbo"})
    talk = again(city, case)
    found = queries.said_before(city.actor("colleague"), case, talk.topics)
    assert found == {"diploma": Before("mbo", TODAY), "note-network": Before("zus in Delft", TODAY)}
    finish(city, case, talk.uuid, **{"still-network": "1"})
    assert again(city, case).topics
    told = queries.conversation(city.actor("responsible"), case, talk.uuid)
    assert told is not None
    assert (told.said.topics["network"].state, told.said.topics["network"].note) == ("talked", "")


def test_health_goes_along_only_for_who_may_read_it(city: City) -> None:
    """And nobody outside the case gets anything."""
    case = make_case(city)
    finish(city, case, begun(city, case), **{"note-health": "rust nodig", "note-network": "zus"})
    talk = again(city, case)
    assert "note-health" in queries.said_before(city.actor("responsible"), case, talk.topics)
    whole = city.actor("colleague")
    poorer = replace(whole, permissions=whole.permissions - {"health.read"})
    assert set(queries.said_before(poorer, case, talk.topics)) == {"note-network"}
    assert queries.said_before(city.actor("elsewhere"), case, talk.topics) == {}


@pytest.mark.parametrize(("hours", "counts"), [(800, 1), (799, 0)])
def test_the_final_conversation_of_the_z_route_completes_it(city: City, hours: int, counts: int) -> None:
    """With all hours made (Besluit art. 3.2, 3.14) the fact of the law is recorded; one hour short it is not."""
    case = make_case(city)
    made = {"language": hours, "participation": 800}
    facts = [
        NewFact(case, "hours_attended", LATELY, {"component": one, "hours": each, "recognised": True})
        for one, each in made.items()
    ]
    facts.append(NewFact(case, "pip_established", TODAY - timedelta(days=40), {"route": "self_reliance"}))
    assert not append(city.actor("responsible"), facts, now=NOW).refused
    assert case_of(city, case).assessment.component("self_reliance_interview") is not None
    talk = begun(city, case, "final")
    reasons = {f"reason-{one.code}": "-" for one in again(city, case, kind="final").topics if one.statutory}
    finish(city, case, talk, **reasons)
    held = Fact.objects.filter(kind="self_reliance_interview_held")
    assert held.count() == counts
    assert Fact.objects.filter(kind="progress_conversation_held").count() == 1
