"""The stations of the route map: which there are, which have been passed, and when the others are expected. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from wegwijs.law import Assessment, Component, Fact

State = Literal["done", "here", "planned", "late"]

LANGUAGE: Mapping[str, tuple[str, ...]] = {
    "b1": ("course", "level_a2", "knm", "exams"),
    "education": ("course", "education_diploma"),
    "self_reliance": ("course", "hours", "interview"),
}
SIDE_TRACKS = ("pvt", "map", "participation")
# Stations whose name differs from the law's component.
COMPONENT = {
    "hours": "course_hours",
    "interview": "self_reliance_interview",
    "participation": "participation_hours",
}
COUNTED = frozenset({"hours", "participation", "pvt"})
SKILLS = ("reading", "listening", "writing", "speaking")
AT_LEAST_A2 = frozenset({"a2", "b1", "b2", "c1", "c2"})
# A pace measured over less than this says nothing about the months to come.
PACE_FROM = timedelta(days=56)


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing worth saying at a station: a code, and a count or hours when it has them (`achieved` of `required`)."""

    code: Literal["waived", "in_absence", "unilateral", "count", "hours", "after_term", "ended"]
    achieved: float | None = None
    required: float | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """A step of the route. `on` is a fact's day; `expected_on` a projection, or the day since which it is late."""

    code: str
    track: str
    state: State
    on: date | None = None
    expected_on: date | None = None
    detail: Detail | None = None

    @property
    def day(self) -> date | None:
        """Where the station stands in time, when that is known."""
        return self.on or self.expected_on


@dataclass(frozen=True, slots=True)
class Pace:
    """Expected and late moments as shares of the term (before the plan: of the time until it is due).

    `known`: days that whoever asks has worked out, in place of a share.
    """

    expected: Mapping[str, float]
    late: Mapping[str, float]
    known: Mapping[str, date] = field(default_factory=dict)


@cache
def default_pace() -> Pace:
    """The shipped expectations of route_pace.toml."""
    read = tomllib.loads((files("wegwijs.dossier") / "route_pace.toml").read_text("utf-8"))
    both = {**read["before_plan"], **read["term"]}
    return Pace(
        expected={code: float(each["expected"]) for code, each in both.items()},
        late={code: float(each["late"]) for code, each in both.items() if "late" in each},
    )


@dataclass(frozen=True, slots=True)
class Course:
    """What the stations are read from: facts in force on `today`, the law's answer, and the expectations."""

    facts: Sequence[Fact]
    assessment: Assessment
    today: date
    pace: Pace

    def first(self, *kinds: str) -> Fact | None:
        """The earliest fact of these kinds."""
        return min((each for each in self.facts if each.kind in kinds), key=lambda each: each.on, default=None)

    def last(self, *kinds: str) -> Fact | None:
        """The latest fact of these kinds."""
        return max((each for each in self.facts if each.kind in kinds), key=lambda each: each.on, default=None)

    def hours(self, *components: str) -> Fact | None:
        """The first hours of these components that belong to the route (not to the intake)."""
        found = (
            each for each in self.facts if each.kind == "hours_attended" and each.payload.get("component") in components
        )
        return min(
            (each for each in found if each.payload.get("phase") != "intake"), key=lambda each: each.on, default=None
        )

    def in_term(self, share: float) -> date | None:
        """The day at that share of the term: 0.0 is its first day, 1.0 its last."""
        term = self.assessment.term
        return term and term.starts_on + timedelta(days=round((term.last_day - term.starts_on).days * share))


def before_plan(course: Course, starts_on: date | None, pip_due: date | None) -> list[Station]:
    """Signal, intake, test and plan. Once there is a plan, a step without a fact is left out, not called done."""
    intake, plan = course.last("intake_completed"), course.first("pip_established")
    test = course.first("learnability_test_taken", "learnability_test_waived")
    found = [
        Station("signal", "stem", "done" if starts_on else "planned", starts_on),
        _step(
            course,
            "intake",
            intake,
            "in_absence" if intake and intake.payload.get("in_absence") else None,
            (starts_on, pip_due),
        ),
        _step(course, "test", test, "waived" if test and test.kind.endswith("waived") else None, (starts_on, pip_due)),
    ]
    if plan is None:
        late = pip_due is not None and course.today > pip_due
        return [*found, Station("plan", "stem", "late" if late else "planned", expected_on=pip_due)]
    one_sided = Detail("unilateral") if plan.payload.get("unilateral") else None
    return [
        *(each for each in found if each.state == "done"),
        Station("plan", "stem", "done", plan.on, detail=one_sided),
    ]


def _step(
    course: Course,
    code: str,
    fact: Fact | None,
    said: Literal["in_absence", "waived"] | None,
    window: tuple[date | None, date | None],
) -> Station:
    if fact:
        return Station(code, "stem", "done", fact.on, detail=Detail(said) if said else None)
    starts_on, pip_due = window
    if starts_on is None or pip_due is None or course.today > pip_due:
        return Station(code, "stem", "planned")
    expected = starts_on + timedelta(days=round((pip_due - starts_on).days * course.pace.expected[code]))
    return Station(code, "stem", "planned", expected_on=max(expected, course.today))


def after_plan(course: Course, route: str | None) -> list[Station]:
    """The language track of the route, and the tracks beside it that the law asks of this person."""
    found = [_language(course, code) for code in LANGUAGE.get(route or "", ("course",))]
    for code in SIDE_TRACKS:
        part = course.assessment.component(COMPONENT.get(code, code))
        if part and part.state in {"owed", "done", "dispensed"}:
            found.append(_by_component(course, code, code))
    return _in_order(found)


def _language(course: Course, code: str) -> Station:
    if code == "course":
        begun = course.first("course_started") or course.hours("language", "literacy")
        return Station(code, "language", "done", begun.on) if begun else _ahead(course, code, "language")
    if code == "level_a2":
        reached = _level_a2_on(course)
        return Station(code, "language", "done", reached) if reached else _ahead(course, code, "language")
    return _exams(course) if code == "exams" else _by_component(course, code, "language")


def _by_component(course: Course, code: str, track: str) -> Station:
    part = course.assessment.component(COMPONENT.get(code, code))
    if part is None or part.state not in {"done", "dispensed"}:
        return _ahead(course, code, track, part)
    waived = part.state == "dispensed" or (code == "map" and course.last("map_waived") is not None)
    return Station(code, track, "done", part.done_on, detail=Detail("waived") if waived else None)


def _exams(course: Course) -> Station:
    parts = [part for part in (course.assessment.component(skill) for skill in SKILLS) if part]
    passed = [part for part in parts if part.state in {"done", "dispensed"}]
    count = Detail("count", len(passed), len(SKILLS))
    if len(passed) < len(SKILLS):
        ahead = _ahead(course, "exams", "language")
        return replace(ahead, detail=ahead.detail or count)
    return Station(
        "exams", "language", "done", max((part.done_on for part in passed if part.done_on), default=None), detail=count
    )


def _level_a2_on(course: Course) -> date | None:
    """The day on which listening and speaking had both been seen at A2 or higher, which is what the MAP asks."""
    days: dict[str, date] = {}
    for each in sorted(course.facts, key=lambda each: each.on):
        exam = each.kind == "exam_taken" and each.payload.get("result") == "passed"
        if (exam or each.kind == "level_estimated") and each.payload.get("level") in AT_LEAST_A2:
            days.setdefault(str(each.payload.get("part" if exam else "skill")), each.on)
    listening, speaking = days.get("listening"), days.get("speaking")
    return max(listening, speaking) if listening and speaking else None


def _ahead(course: Course, code: str, track: str, part: Component | None = None) -> Station:
    """A station that is still to come: when it is expected, or since when it is late."""
    detail = Detail("hours", part.achieved, part.required) if part and code in COUNTED else None
    expected, late_on, last_day = (
        course.in_term(course.pace.expected[code]),
        course.in_term(course.pace.late[code]),
        course.in_term(1.0),
    )
    if expected is None or late_on is None or last_day is None:
        return Station(code, track, "planned", detail=detail)
    if course.today > late_on:
        return Station(code, track, "late", expected_on=late_on, detail=detail)
    if code in course.pace.known:
        expected = course.pace.known[code]
    elif part and code in {"hours", "participation"} and (projected := _projected(course, part)):
        expected = projected
    elif expected <= course.today:
        expected = course.today + (late_on - course.today) / 2
    if expected > last_day:
        detail = Detail("after_term", detail.achieved if detail else None, detail.required if detail else None)
    return Station(code, track, "planned", expected_on=expected, detail=detail)


def _projected(course: Course, part: Component) -> date | None:
    """The day on which the hours are complete at the pace of the term so far; None while that pace says nothing."""
    start = course.in_term(0.0)
    if not part.achieved or start is None or course.today - start < PACE_FROM:
        return None
    return course.today + timedelta(days=round(part.remaining / part.achieved * (course.today - start).days))


def _in_order(stations: list[Station]) -> list[Station]:
    """On one track no planned station is expected before the one it follows."""
    latest: dict[str, date] = {}
    ordered = []
    for each in stations:
        before = latest.get(each.track, date.min)
        expected = each.expected_on and max(each.expected_on, before)
        moved = replace(each, expected_on=expected) if each.state == "planned" else each
        if moved.state != "late" and moved.day:
            latest[each.track] = max(moved.day, before)
        ordered.append(moved)
    return ordered


def finish(course: Course, stations: Sequence[Station]) -> list[Station]:
    """Where the tracks come together. A journey that is over keeps only what was walked."""
    met, ended = course.last("obligation_met"), course.last("obligation_ended", "moved_out")
    walked = [each for each in stations if each.state == "done"]
    track = "language" if any(each.code == "plan" and each.state == "done" for each in stations) else "stem"
    if met:
        return [*walked, Station("finish", track, "done", met.on)]
    if course.assessment.phase == "ended":
        return [*walked, Station("ended", track, "done", ended.on if ended else None, detail=Detail("ended"))]
    last_day, expected = course.in_term(1.0), course.in_term(course.pace.expected["finish"])
    if last_day is None or expected is None:
        return [*stations, Station("finish", "language", "planned")]
    if course.today > last_day:
        return [*stations, Station("finish", "language", "late", expected_on=last_day)]
    ahead = [each.expected_on for each in stations if each.state == "planned" and each.expected_on]
    expected = max([*ahead, expected, course.today])
    return [
        *stations,
        Station(
            "finish",
            "language",
            "planned",
            expected_on=expected,
            detail=Detail("after_term") if expected > last_day else None,
        ),
    ]
