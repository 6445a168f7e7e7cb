"""What if, for one person: another route, another pace, a job on these days. Pure; nothing is saved.

The law itself is asked: facts that could come are put beside those that are there, and it is assessed again on the day
on which enough of them would have come. So an answer here cannot differ from what the case will say later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol

from wegwijs import law, policy
from wegwijs.dossier import route_map
from wegwijs.dossier.route_map import RouteMap

WEEK = timedelta(days=7)
PACE_WEEKS = 13  # the pace so far is that of the last quarter
HORIZON = 520  # weeks; what takes longer is called not reached
FAR = timedelta(days=183)
PLAN_FACTS = frozenset({"pip_established", "pip_amended"})
LESSONS = frozenset({"language", "literacy"})


class Known(Protocol):
    """What must be known of somebody to look ahead; a `dossier.queries.Case` is that and more."""

    @property
    def trajectory(self) -> law.Trajectory:
        """The facts and who it is about, as the law reads it."""

    @property
    def assessment(self) -> law.Assessment:
        """The law's answer today."""

    @property
    def facts(self) -> tuple[law.Fact, ...]:
        """Everything recorded."""

    @property
    def on(self) -> date:
        """Today."""

    @property
    def group(self) -> str:
        """asylum, family or other."""

    @property
    def norms(self) -> policy.Policy:
        """What the municipality chose."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is asked. Days are weekdays (Monday 0). Empty or None: as it is now.

    `recognised`: lessons at a recognised school; self-study otherwise, of which no hour counts.
    """

    route: str = ""
    lessons_a_week: float | None = None
    recognised: bool = True
    lesson_days: frozenset[int] = frozenset()
    participation_a_week: float | None = None
    work_days: frozenset[int] = frozenset()
    work_a_week: float | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """Hours that must be complete. `a_week`: hours that count per week, None when unknown; `on`: when complete."""

    code: str  # downscale_to_a2 | course_hours | participation_hours
    required: float
    achieved: float
    a_week: float | None
    on: date | None

    @property
    def complete(self) -> bool:
        """Nothing is left to do."""
        return self.achieved >= self.required


@dataclass(frozen=True, slots=True)
class Outlook:
    """How it goes on, one way: the law's answer, the map, and when the hours are complete."""

    assessment: law.Assessment
    route_map: RouteMap
    milestones: tuple[Milestone, ...]

    @property
    def last_day(self) -> date | None:
        """The last day of the term."""
        return self.assessment.term.last_day if self.assessment.term else None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Today's outlook beside that of the scenario.

    `missed_days`: lessons on a day of work. `hours_left`: lessons a week that remain. `week`: lessons, participation
    and work together, in hours; None when nothing of it is known. `change`: the law's option when the route changes.
    """

    now: Outlook
    then: Outlook
    missed_days: tuple[int, ...]
    hours_left: float | None
    week: float | None
    change: law.Option | None


def with_facts(case: Known, more: Sequence[law.Fact], option: str = "") -> WhatIf:
    """Both outlooks on the case's day, when these facts were recorded; `option` of the law that they would use."""
    paces = {"lessons": _pace_so_far(case, LESSONS), "participation": _pace_so_far(case, {"participation"})}
    return WhatIf(
        now=_outlook(case, case.trajectory.facts, paces),
        then=_outlook(case, (*case.trajectory.facts, *more), paces),
        missed_days=(),
        hours_left=None,
        week=None,
        change=_option(case.assessment, option),
    )


def look_ahead(case: Known, scenario: Scenario) -> WhatIf:
    """Both outlooks on the case's day."""
    missed = tuple(sorted(scenario.lesson_days & scenario.work_days))
    left = _left(scenario, len(missed))
    current = case.assessment.route
    changes = bool(scenario.route) and scenario.route != current
    facts = list(case.trajectory.facts)
    if changes:
        kind = "pip_amended" if current else "pip_established"
        facts.append(law.Fact(kind, case.on, {"route": scenario.route}))
    so_far = _pace_so_far(case, LESSONS)
    lessons = so_far if left is None else left
    participation = _pace_so_far(case, {"participation"})
    then_participation = participation if scenario.participation_a_week is None else scenario.participation_a_week
    known = [part for part in (left, scenario.participation_a_week, scenario.work_a_week) if part is not None]
    counted = lessons if scenario.recognised or left is None else 0.0
    return WhatIf(
        now=_outlook(case, case.trajectory.facts, {"lessons": so_far, "participation": participation}),
        then=_outlook(case, facts, {"lessons": counted, "participation": then_participation}),
        missed_days=missed,
        hours_left=left,
        week=sum(known) if known else None,
        change=_option(case.assessment, f"change_route_{scenario.route}") if changes and current else None,
    )


def _left(scenario: Scenario, missed: int) -> float | None:
    """Lessons a week that do not fall on a day of work; they are taken to be spread evenly over their days."""
    if scenario.lessons_a_week is None:
        return None
    days = len(scenario.lesson_days)
    return scenario.lessons_a_week * (days - missed) / days if days else scenario.lessons_a_week


def _pace_so_far(case: Known, components: frozenset[str] | set[str]) -> float | None:
    """Hours a week over the last quarter; None when none were recorded in it."""
    since = case.on - PACE_WEEKS * WEEK
    hours = sum(
        float(fact.payload.get("hours") or 0)
        for fact in law.in_force(list(case.facts), case.on)
        if fact.kind == "hours_attended" and fact.on > since and fact.payload.get("component") in components
    )
    return hours / PACE_WEEKS if hours else None


def _outlook(case: Known, facts: Sequence[law.Fact], paces: Mapping[str, float | None]) -> Outlook:
    assess = _assessor(case, facts)
    answer = assess(case.on, ())
    milestones = tuple(
        one
        for one in (
            _downscaling(case, assess, answer, paces["lessons"]),
            _hours(case, assess, answer, "course_hours", "language", paces["lessons"]),
            _hours(case, assess, answer, "participation_hours", "participation", paces["participation"]),
        )
        if one is not None
    )
    return Outlook(answer, _map(case, facts, answer, milestones), milestones)


Assess = Callable[[date, Sequence[law.Fact]], law.Assessment]


def _assessor(case: Known, facts: Sequence[law.Fact]) -> Assess:
    choices = policy.choices(case.norms)

    def assess(on: date, more: Sequence[law.Fact]) -> law.Assessment:
        return law.assess(replace(case.trajectory, facts=(*facts, *more)), on, choices)

    return assess


def _downscaling(case: Known, assess: Assess, answer: law.Assessment, a_week: float | None) -> Milestone | None:
    """The hours after which A2 may be decided; None where the route or a decision makes it no question."""
    option = _option(answer, "downscale_to_a2")
    params = next((step.params for step in option.because if step.rule == "downscaling_hours"), None) if option else {}
    if option is None or not params:
        return None

    def reached(on: date, more: Sequence[law.Fact]) -> bool:
        found = _option(assess(on, more), "downscale_to_a2")
        return found is not None and found.allowed

    required, achieved = _number(params["required"]), _number(params["achieved"])
    return Milestone(option.code, required, achieved, a_week, _first_week(case, "language", a_week, reached))


def _hours(
    case: Known, assess: Assess, answer: law.Assessment, code: str, component: str, a_week: float | None
) -> Milestone | None:
    """The hours of a component of the Z-route; None where it is not owed."""
    part = answer.component(code)
    if part is None or part.state not in {"owed", "done"} or part.unit != "hours":
        return None

    def reached(on: date, more: Sequence[law.Fact]) -> bool:
        found = assess(on, more).component(code)
        return found is not None and found.state == "done"

    return Milestone(code, part.required, part.achieved, a_week, _first_week(case, component, a_week, reached))


def _first_week(
    case: Known, component: str, a_week: float | None, reached: Callable[[date, Sequence[law.Fact]], bool]
) -> date | None:
    """The end of the first week after which it is reached at this pace: more hours never take an answer back."""
    if reached(case.on, ()):
        return case.on
    if not a_week:
        return None

    def after(weeks: int) -> bool:
        on = case.on + weeks * WEEK
        told: dict[str, Any] = {"component": component, "hours": a_week * weeks, "mode": "physical",
                                "recognised": True, "phase": "route"}  # fmt: skip
        return reached(on, [law.Fact("hours_attended", on, told)])

    low, high = 0, HORIZON
    if not after(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if after(middle) else (middle, high)
    return case.on + high * WEEK


def _map(case: Known, facts: Sequence[law.Fact], answer: law.Assessment, milestones: Sequence[Milestone]) -> RouteMap:
    """The route map with the days that were worked out; what is not reached lies past the term."""
    stations = {"course_hours": "hours", "participation_hours": "participation"}
    beyond = answer.term.last_day + FAR if answer.term else None
    known = {
        stations[one.code]: day
        for one in milestones
        if one.code in stations and one.a_week is not None and (day := one.on or beyond) is not None
    }
    pace = replace(route_map.default_pace(), known=known)
    return route_map.build(law.in_force(list(facts), case.on), answer, case.on, case.group, pace)


def _option(answer: law.Assessment, code: str) -> law.Option | None:
    return next((one for one in answer.options if one.code == code), None)


def _number(value: Any) -> float:
    return float(value or 0)
