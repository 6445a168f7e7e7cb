"""The route map: what has been, where the person is, what is to come, what is late; from any list of facts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import pytest

from tests.dossier import route_cases as cases
from wegwijs.dossier.route_map import RouteMap, build
from wegwijs.law import Fact, Trajectory, assess


def states(found: RouteMap) -> dict[str, str]:
    return {each.code: each.state for each in found.stations}


def test_no_facts() -> None:
    """A case without facts gives a map of what is to come, without a single invented day."""
    found = build((), cases.answer(phase="not_determinable", due=None), cases.TODAY, "asylum")
    assert states(found) == {
        "signal": "here",
        "intake": "planned",
        "test": "planned",
        "plan": "planned",
        "course": "planned",
        "finish": "planned",
    }
    assert all(each.day is None for each in found.stations)
    assert (found.starts_on, found.ends_on, found.route) == (None, None, None)


def test_only_a_signal() -> None:
    """With a signal only, the person is at the intake; the plan is expected on its last day, no route is promised."""
    found = build(cases.BEFORE[:1], cases.answer(phase="signal"), cases.SIGNAL + timedelta(days=3), "family")
    assert found.here == "intake"
    assert states(found)["signal"] == "done"
    plan = found.station("plan")
    assert plan is not None
    assert (plan.state, plan.expected_on) == ("planned", cases.DUE)
    assert [each.code for each in found.tracks] == ["stem", "language"]
    assert found.tracks[1].done_until is None


def test_unknown_plan_day() -> None:
    """When the law cannot say by which day the plan is due, nothing is late and nothing gets a day."""
    found = build(cases.BEFORE[:1], cases.answer(phase="signal", due=None), cases.TODAY, "asylum")
    assert {each.state for each in found.stations} == {"done", "here", "planned"}
    assert [each.code for each in found.stations if each.day] == ["signal"]


@pytest.mark.parametrize(("days", "state"), [(0, "here"), (1, "late")])
def test_plan_is_late_the_day_after_it_was_due(days: int, state: str) -> None:
    """On its last day the plan is not late; the day after it is, and the person is still there."""
    found = build(cases.BEFORE, cases.answer(phase="intake"), cases.DUE + timedelta(days=days), "asylum")
    assert states(found)["plan"] == state
    assert found.here == "plan"


def test_steps_that_were_never_recorded_are_not_called_done() -> None:
    """An established plan does not turn a missing test into a done one: it is left out."""
    facts = (cases.BEFORE[0], cases.ESTABLISHED[-1])
    found = build(facts, cases.answer(*cases.B1, *cases.SIDES, route="b1", term=True), cases.TODAY, "family")
    assert [each.code for each in found.stations if each.track == "stem"] == ["signal", "plan"]


def test_b1_under_way() -> None:
    """Halfway a B1 route: the person is in the course, the PVT is done, the rest is expected before the last day."""
    found = build(cases.HALFWAY, cases.answer(*cases.B1, *cases.PVT_DONE, route="b1", term=True), cases.TODAY, "asylum")
    assert found.here == "course"
    assert states(found) == {
        "signal": "done",
        "intake": "done",
        "test": "done",
        "plan": "done",
        "course": "here",
        "level_a2": "planned",
        "knm": "planned",
        "exams": "planned",
        "pvt": "done",
        "map": "planned",
        "finish": "planned",
    }
    ahead = [each for each in found.stations if each.state == "planned"]
    assert all(each.expected_on and cases.TODAY < each.expected_on <= cases.LAST_DAY for each in ahead)
    on_language = [each.expected_on for each in ahead if each.track == "language"]
    assert on_language == sorted(on_language, key=lambda day: day or date.max)
    assert {each.code: each.done_until for each in found.tracks} == {
        "stem": cases.PLAN,
        "language": cases.TODAY,
        "pvt": date(2026, 3, 24),
        "map": None,
    }


def test_halfway_level_is_late_after_half_of_the_term() -> None:
    """A2 is expected halfway the term; the day after, a person without it sees since when."""
    answer = cases.answer(*cases.B1, *cases.PVT_DONE, route="b1", term=True)
    first, last = cases.PLAN + timedelta(days=1), cases.LAST_DAY
    half = first + timedelta(days=round((last - first).days * 0.5))
    assert states(build(cases.HALFWAY, answer, half, "asylum"))["level_a2"] == "planned"
    late = build(cases.HALFWAY, answer, half + timedelta(days=1), "asylum").station("level_a2")
    assert late is not None
    assert (late.state, late.expected_on) == ("late", half)


def test_a2_needs_listening_and_speaking() -> None:
    """The A2 station is reached on the day the second of listening and speaking was seen."""
    listening = cases.fact("level_estimated", date(2026, 11, 2), skill="listening", level="b1")
    found = build((*cases.HALFWAY, listening), cases.answer(*cases.B1, route="b1", term=True), cases.TODAY, "asylum")
    station = found.station("level_a2")
    assert station is not None
    assert (station.state, station.on) == ("done", date(2026, 11, 2))


def test_self_reliance_projects_hours_at_today_s_pace() -> None:
    """Hours for the self-reliance route: what was done, of what, and the day at this pace; past the term it says so."""
    found = build(cases.Z_FACTS, cases.answer(*cases.Z_PARTS, route="self_reliance", term=True), cases.TODAY, "asylum")
    assert [each.code for each in found.tracks] == ["stem", "language", "pvt", "map", "participation"]
    hours, participation = found.station("hours"), found.station("participation")
    assert hours is not None
    assert participation is not None
    assert hours.detail is not None
    assert (hours.detail.achieved, hours.detail.required) == (372, 800)
    elapsed = (cases.TODAY - cases.PLAN - timedelta(days=1)).days
    assert hours.expected_on == cases.TODAY + timedelta(days=round(428 / 372 * elapsed))
    assert participation.detail is not None
    assert participation.detail.code == "after_term"
    assert participation.expected_on is not None
    assert found.ends_on is not None
    assert cases.LAST_DAY < found.ends_on < participation.expected_on


def test_education_has_no_map() -> None:
    """The education route ends in a diploma of the transition course and asks no MAP."""
    facts = (*cases.BEFORE, cases.fact("pip_established", cases.PLAN, route="education", level="b1"))
    found = build(facts, cases.answer(*cases.EDUCATION_PARTS, route="education", term=True), cases.TODAY, "asylum")
    assert {each.code for each in found.tracks} == {"stem", "language", "pvt"}
    assert "education_diploma" in states(found)
    assert states(found)["course"] == "late"


def test_finished() -> None:
    """When the duty is met nothing is to come and nobody is anywhere: every station is done."""
    answer = cases.answer(*cases.ALL_DONE, phase="finished", route="b1", term=True)
    found = build(cases.FINISHED, answer, date(2028, 1, 10), "asylum")
    assert set(states(found).values()) == {"done"}
    assert found.here is None
    assert found.over
    assert found.tracks[1].done_until == date(2027, 11, 30)


def test_ended_for_another_reason() -> None:
    """A trajectory that ended keeps what was walked, and promises nothing more."""
    facts = (*cases.HALFWAY, cases.fact("obligation_ended", date(2026, 11, 1), reason="moved abroad"))
    answer = cases.answer(*cases.B1, *cases.PVT_DONE, phase="ended", route="b1", term=True)
    found = build(facts, answer, cases.TODAY, "asylum")
    assert found.over
    assert set(states(found).values()) == {"done"}
    assert found.stations[-1].code == "ended"


def test_term_passed() -> None:
    """After the last day what was owed is late since that day; the map still reaches today."""
    today = cases.LAST_DAY + timedelta(days=40)
    found = build(cases.HALFWAY, cases.answer(*cases.B1, *cases.PVT_DONE, route="b1", term=True), today, "asylum")
    finish = found.station("finish")
    assert finish is not None
    assert (finish.state, finish.expected_on) == ("late", cases.LAST_DAY)
    assert states(found)["map"] == states(found)["exams"] == "late"
    assert found.ends_on == today


def test_withdrawn_superseded_and_later_facts_do_not_count() -> None:
    """A withdrawn plan, a superseded intake and a fact of tomorrow leave no trace on the map of today."""
    plan, tomorrow = cases.ESTABLISHED[-1], cases.PLAN + timedelta(days=2)
    intake = replace(cases.BEFORE[2], id="again", on=date(2025, 6, 23), supersedes=cases.BEFORE[2].id)
    facts = (
        *cases.ESTABLISHED,
        intake,
        Fact("fact_withdrawn", cases.PLAN + timedelta(days=1), {"fact": plan.id}, "w"),
        cases.fact("course_started", tomorrow),
    )
    found = build(facts, cases.answer(phase="intake"), cases.PLAN + timedelta(days=1), "asylum")
    assert found.pip_on is None
    assert found.here == "plan"
    station = found.station("intake")
    assert station is not None
    assert station.on == date(2025, 6, 23)


@pytest.mark.parametrize("group", ["asylum", "family"])
def test_with_the_law_s_own_answer(group: Literal["asylum", "family"]) -> None:
    """With the law's own assessment: where the person is, the term, and the tracks of the Z route per group."""
    before = assess(Trajectory("case-1", group, cases.Z_FACTS[:1]), cases.SIGNAL)
    signal = build(cases.Z_FACTS, before, cases.SIGNAL, group)
    assert signal.here == "intake"
    after = assess(Trajectory("case-1", group, cases.Z_FACTS), cases.TODAY)
    found = build(cases.Z_FACTS, after, cases.TODAY, group)
    assert (found.term_starts_on, found.term_last_day) == (cases.PLAN + timedelta(days=1), cases.LAST_DAY)
    assert [each.code for each in found.tracks if each.code == "participation"] == ["participation"] * (
        group == "asylum"
    )
    assert {"hours", "interview", "pvt", "map", "finish"} <= states(found).keys()
