"""The six dashboards, in the order of the goals of the law, and the three things that must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ibis
from ibis.expr.types import Column, Table

from wegwijs.analysis.dashboards.definitions import NO, YES, Dashboard, Norms, Of, Series, Spread, Wait
from wegwijs.analysis.reading.logs import day_number

_HALF_YEAR, _YEAR = 183, 365
_B1, _Z = "b1", "self_reliance"
_LONG = ("b1", "education")  # routes meant for who is expected to reach B1
_ALL_SKILLS = 4


def _planned(c: Table) -> Column:
    return c.in_planned


def _monitored(name: str) -> Callable[[Table], Column]:
    """A population of the monitor, of which every case says whether it is in it."""
    return lambda c: c[f"in_{name}"]


POPULATIONS: Mapping[str, Callable[[Table], Column]] = {
    **{name: _monitored(name) for name in ("everybody", "guided", "planned", "met", "offered_early", "owes_map",
                                          "in_course", "absent", "voiced")},
    "ever_planned": lambda c: c.plan_on.notnull(),
    "spoken": lambda c: c.intake_on.notnull(),
    "tested_before": lambda c: c.tested_on.notnull(),
    "planned_tested": lambda c: _planned(c) & c.test.isin(["b1_feasible", "b1_not_feasible"]),
    "planned_b1": lambda c: c.guided & (c.plan == _B1),
    "planned_practical": lambda c: c.guided & c.plan.isin([_B1, _Z]),
    "ever_map": lambda c: c.plan_on.notnull() & c.plan.isin([_B1, _Z]),
    "ever_exam": lambda c: c.plan_on.notnull() & c.plan.isin(list(_LONG)),
    "paid": lambda c: _planned(c) & c.paid_on.notnull(),
}  # fmt: skip


def _either(column: str) -> Of:
    return lambda c, _: ibis.cases((c[column].notnull(), YES), else_=NO)


def _in_time(c: Table, _norms: Norms) -> Column:
    return c.in_time


def _early(c: Table, _norms: Norms) -> Column:
    return ibis.cases((c.accepted.notnull(), YES), (c.declined.notnull(), NO), else_="open")


def _stage(c: Table, _norms: Norms) -> Column:
    return ibis.cases(
        (c.met_on.notnull(), "met"), (c.left_on.notnull(), "left"), (c.course_on.notnull(), "in_course"),
        else_="waiting",
    )  # fmt: skip


def _test_and_route(c: Table, _norms: Norms) -> Column:
    feasible, long = c.test == "b1_feasible", c.plan.isin(list(_LONG))
    both_or_neither = (feasible & long) | ~(feasible | long)  # `=` beside IN is read in two ways
    return ibis.cases((both_or_neither, "as_test"), (feasible, "lighter"), else_="heavier")


def _wish_and_route(c: Table, _norms: Norms) -> Column:
    return ibis.cases((c.wish.isnull(), "not_asked"), (c.wish == c.plan, "as_wished"), else_="otherwise")


def _practice(c: Table, _norms: Norms) -> Column:
    hours = ibis.coalesce(c.practice, 0.0)
    return ibis.cases((hours >= 400, "400"), (hours >= 100, "100"), (hours > 0, "1"), else_="0")


def _work(c: Table, _norms: Norms) -> Column:
    return ibis.cases((c.paid_on.notnull(), "paid"), (c.took_part_on.notnull(), "other"), else_="none")


def _dutch(c: Table, _norms: Norms) -> Column:
    return ibis.cases((c.dutch == "true", YES), (c.dutch == "false", NO), else_="unknown")


def _from_the_start(c: Table, _norms: Norms) -> Column:
    since = c.took_part_on - c.plan_on
    return ibis.cases(
        (c.took_part_on.isnull(), "not_yet"), (since <= 0, "before"), (since <= _HALF_YEAR, "half_year"), else_="later"
    )


def _talked(c: Table, norms: Norms) -> Column:
    allowed = ibis.cases((c.who == "asylum", norms.talk_days["asylum"]), else_=norms.talk_days["family"])
    recent = c.last_talk >= day_number(norms.on) - allowed
    return ibis.cases((c.last_talk.isnull(), "not_yet"), (recent, "recent"), else_="longer_ago")


def _alone(c: Table, _norms: Norms) -> Column:
    return ibis.cases((c.alone, YES), else_=NO)


def _excused(c: Table, _norms: Norms) -> Column:
    return ibis.cases((c.absent == "true", "excused"), else_="not_excused")


def _exam_level(c: Table, _norms: Norms) -> Column:
    some = (c.skills_a2 > 0) | (c.skills_b1 > 0)
    return ibis.cases(
        (c.skills_b1 >= _ALL_SKILLS, "b1"), (c.skills_a2 >= _ALL_SKILLS, "a2"), (some, "some"), else_="none"
    )


def _estimated(c: Table, _norms: Norms) -> Column:
    high, low = c.speaks.isin(["b1", "b2", "c1", "c2"]), c.speaks.isin(["literacy", "pre_a1"])
    known = ibis.cases((high, "b1"), (low, "below"), else_=c.speaks)
    return ibis.coalesce(known, ibis.literal("unknown"))


def _standing(c: Table, _norms: Norms) -> Column:
    return c.standing


def _soon(column: str, days: Callable[[Norms], int]) -> Of:
    """Within so many days of the plan."""
    return lambda c, norms: c[column].notnull() & (c[column] - c.plan_on <= days(norms))


# Nobody has a route without a plan, or a school before lessons.
_BY_PLAN, _BY_LESSONS = ("route", "provider"), ("provider",)


def _course(norms: Norms) -> int:
    return norms.course_days


def _a_year(_norms: Norms) -> int:
    return _YEAR


TIMELINESS = Dashboard("timeliness", (
    Spread("in_time", "everybody", _in_time, ("in_time", "late", "open", "missed", "unknown"), _BY_PLAN),
    Wait("signal_to_plan", "everybody", "signal", "plan_on", "plan_days", _BY_PLAN),
    Wait("signal_to_intake", "everybody", "signal", "intake_on", not_by=_BY_PLAN),
    Wait("intake_to_plan", "spoken", "intake_on", "plan_on", not_by=_BY_PLAN),
    Wait("test_to_plan", "tested_before", "tested_on", "plan_on", not_by=_BY_PLAN),
    Series("due_in_time", "everybody", "due", lambda c, _: c.plan_on.notnull() & (c.plan_on <= c.due),
           not_by=_BY_PLAN),
    Spread("early_start", "offered_early", _early, (YES, NO, "open")),
))  # fmt: skip
PACE = Dashboard("pace", (
    Spread("stage", "ever_planned", _stage, ("waiting", "in_course", "met", "left"), _BY_LESSONS),
    Wait("plan_to_course", "ever_planned", "plan_on", "course_on", "course_days", _BY_LESSONS),
    Series("course_soon", "ever_planned", "plan_on", _soon("course_on", _course), _course, _BY_LESSONS),
    Wait("plan_to_pvt", "ever_planned", "plan_on", "pvt_on"),
    Wait("plan_to_map", "ever_map", "plan_on", "map_on"),
    Wait("plan_to_exam", "ever_exam", "plan_on", "exam_on"),
))  # fmt: skip
FITTING = Dashboard("fitting", (
    Spread("routes", "planned", lambda c, _: c.plan, ("b1", "education", "self_reliance"), ("route",)),
    Spread("test_and_route", "planned_tested", _test_and_route, ("as_test", "lighter", "heavier")),
    Spread("wish_and_route", "planned", _wish_and_route, ("as_wished", "otherwise", "not_asked")),
    Spread("amended", "planned", _either("amended_on"), (YES, NO)),
    Spread("downscaled", "planned_b1", _either("downscaled_on"), (YES, NO)),
))  # fmt: skip
COMBINING = Dashboard("combining", (
    Spread("practice", "planned_practical", _practice, ("0", "1", "100", "400")),
    Spread("work", "planned", _work, ("paid", "other", "none")),
    Spread("dutch_at_work", "paid", _dutch, (YES, NO, "unknown")),
    Wait("plan_to_work", "ever_planned", "plan_on", "paid_on"),
    Series("taking_part", "ever_planned", "plan_on", _soon("took_part_on", _a_year), _a_year),
))  # fmt: skip
QUALITY = Dashboard("quality", (
    Spread("conversations", "planned", _talked, ("recent", "longer_ago", "not_yet")),
    Spread("agreement_plans", "planned", _either("agreed_on"), (YES, NO)),
    Spread("wishes_answered", "voiced", _either("answered_on"), (YES, NO)),
    Wait("wish_to_answer", "voiced", "wished_on", "answered_on"),
    Spread("routes_explained", "planned", _either("explained_on"), (YES, NO)),
    Spread("alone_offered", "spoken", _alone, (YES, NO)),
    Spread("absences", "absent", _excused, ("excused", "not_excused")),
))  # fmt: skip
RESULTS = Dashboard("results", (
    Spread("standing", "everybody", _standing, ("guided", "completed", "left", "ended"), _BY_PLAN),
    Spread("exam_level", "planned", _exam_level, ("b1", "a2", "some", "none")),
    Spread("estimated_level", "in_course", _estimated, ("below", "a1", "a2", "b1", "unknown")),
    Spread("knm", "ever_planned", _either("knm_on"), (YES, NO)),
    Spread("from_the_start", "planned", _from_the_start, ("before", "half_year", "later", "not_yet")),
    Wait("plan_to_met", "ever_planned", "plan_on", "met_on"),
))  # fmt: skip
DASHBOARDS = (TIMELINESS, PACE, FITTING, COMBINING, QUALITY, RESULTS)
"""Tijdigheid, snelheid, maatwerk, dualiteit, kwaliteit, resultaten."""
