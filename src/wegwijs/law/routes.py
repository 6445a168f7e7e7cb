"""What each route asks of each group, and how far it is done (law.md §4)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.case import Case, because, step
from wegwijs.law.credit import Credit
from wegwijs.law.hours import Hours, tidy
from wegwijs.law.outcome import Component, ComponentState, Regime, Steps
from wegwijs.law.parameters import parameter
from wegwijs.law.plan import PARTS, Plan
from wegwijs.law.types import Fact

_COURSE = parameter("self_reliance_course_hours")
_PARTICIPATION = parameter("self_reliance_participation_hours")
_PVT = parameter("pvt_hours")
_MAP = parameter("map_practice_hours")
_COURSE_COMPONENTS = ("language", "literacy", "knm")
_PARTICIPATION_COMPONENTS = ("participation", "pvt", "map_workshop", "map_practice")


class Material(NamedTuple):
    """Everything that the components are made from."""

    case: Case
    plan: Plan
    hours: Hours
    credit: Credit
    regime: Regime
    dispensed: Fact | None = None


def components(material: Material) -> tuple[Component, ...]:
    """All eleven components, in the order of the contract."""
    route = material.plan.route
    if route == "b1":
        found = [*(_exam(material, part) for part in PARTS), _knm_exam(material)]
    elif route == "education":
        found = _education_exams(material)
    elif route == "self_reliance":
        found = [_idle(part, "exams", "no_exams_in_self_reliance") for part in (*PARTS, "knm")]
    else:
        found = [_unknown(part, "exams") for part in (*PARTS, "knm")]
    found += (
        _course_hours(material),
        _participation(material),
        _pvt(material),
        _map(material),
        _interview(material),
        _diploma(material),
    )
    if material.regime in {"met", "ended"}:
        found = [_closed(component, material) for component in found]
    return tuple(found)


def education_diploma(case: Case) -> Fact | None:
    """The diploma of the taalschakeltraject."""
    found = case.first("education_diploma_obtained")
    if found is not None:
        return found
    return next((fact for fact in case.all("course_ended") if fact.payload.get("reason") == "diploma"), None)


def _idle(code: str, unit: str, rule: str, achieved: float = 0) -> Component:
    return Component(code, "not_required", 0, achieved, 0, unit, because(rule))


def _unknown(code: str, unit: str) -> Component:
    return Component(
        code, "not_determinable", 0, 0, 0, unit, because("missing_fact", {"fact": "pip_established.route"})
    )


def _closed(component: Component, material: Material) -> Component:
    """The duty is over: nothing is owed any more."""
    if component.state not in {"owed", "not_determinable"}:
        return component
    met = material.case.first("obligation_met")
    if material.regime == "met":
        return component._replace(
            state="done", remaining=0, because=(*component.because, step("duo_found_it_met", {}, met))
        )
    if material.dispensed is not None:
        told = (*component.because, step("duty_dispensed", {}, material.dispensed))
        return component._replace(state="dispensed", remaining=0, because=told)
    return component._replace(state="not_required", remaining=0, because=(*component.because, step("duty_is_over")))


def _single(code: str, unit: str, done: Fact | None, rules: tuple[str, str], level: str | None = None) -> Component:
    """One thing that is done or not: an exam, an interview. `rules` = (when done, when owed)."""
    params = {"part": code, "level": level} if level is not None else {"part": code}
    if done is not None:
        return Component(code, "done", 1, 1, 0, unit, because(rules[0], params, done), done.on, level)
    return Component(code, "owed", 1, 0, 1, unit, because(rules[1], params), None, level)


def _exam(material: Material, part: str) -> Component:
    level = material.credit.required[part]
    passed, spared = material.credit.passed.get(part), material.credit.spared.get(part)
    if passed is None and spared is not None:
        return Component(part, "dispensed", 0, 0, 0, "exams", because("part_spared", {"part": part}, spared))
    return _single(part, "exams", passed, ("exam_passed", "exam_owed"), level)


def _knm_exam(material: Material) -> Component:
    passed, spared = material.credit.passed.get("knm"), material.credit.spared.get("knm")
    if passed is None and spared is not None:
        return Component("knm", "dispensed", 0, 0, 0, "exams", because("part_spared", {"part": "knm"}, spared))
    return _single("knm", "exams", passed, ("knm_passed", "knm_owed"))


def _education_exams(material: Material) -> list[Component]:
    """In the education route the diploma settles language and KNM; all exam parts at B1 do so as well."""
    diploma = education_diploma(material.case)
    found = []
    for part in (*PARTS, "knm"):
        exam = _knm_exam(material) if part == "knm" else _exam(material, part)
        if exam.state == "owed" and diploma is not None:
            reason = because("diploma_covers", {"part": part}, diploma)
            exam = Component(part, "done", 1, 1, 0, "exams", reason, diploma.on, exam.level)
        elif exam.state == "owed" and part != "knm":
            exam = _idle(part, "exams", "diploma_instead_of_exam")
        found.append(exam)
    return found


def _hours_component(
    code: str, required: int, achieved: float, reached_on: date | None, rule: str, *, extra: Steps = ()
) -> Component:
    remaining = tidy(max(0, required - achieved))
    state: ComponentState = "done" if remaining == 0 else "owed"
    params = {"required": required, "achieved": achieved, "remaining": remaining}
    return Component(
        code,
        state,
        required,
        achieved,
        remaining,
        "hours",
        (step(rule, params), *extra),
        reached_on if not remaining else None,
    )


def _course_hours(material: Material) -> Component:
    plan, hours = material.plan, material.hours
    achieved = hours.total(*_COURSE_COMPONENTS)
    if plan.route is None:
        return _unknown("course_hours", "hours")
    if plan.route != "self_reliance":
        return _idle("course_hours", "hours", "course_hours_only_self_reliance", achieved)
    required: int = _COURSE.at(plan.current.on)
    return _hours_component(
        "course_hours", required, achieved, hours.reached_on(required, *_COURSE_COMPONENTS), "course_hours"
    )


def _participation(material: Material) -> Component:
    plan, hours = material.plan, material.hours
    code = "participation_hours"
    if plan.route is None:
        return _unknown(code, "hours")
    achieved = hours.total(*_PARTICIPATION_COMPONENTS)
    if plan.route != "self_reliance":
        return _idle(code, "hours", "participation_only_self_reliance", hours.total("participation"))
    if not material.case.asylum:
        return _idle(code, "hours", "participation_only_asylum", hours.total("participation"))
    spared = material.credit.spared.get(code)
    if spared is not None:
        return Component(code, "dispensed", 0, achieved, 0, "hours", because("part_spared", {"part": code}, spared))
    required: int = _PARTICIPATION.at(plan.current.on)
    return _hours_component(
        code, required, achieved, hours.reached_on(required, *_PARTICIPATION_COMPONENTS), "participation_hours"
    )


def _pvt(material: Material) -> Component:
    signed = material.case.first("pvt_declaration_signed")
    required: int = _PVT.at(material.plan.current.on)
    return _with_closing(material, "pvt", ("pvt",), required, signed)


def _map(material: Material) -> Component:
    case, route = material.case, material.plan.route
    if route is None:
        return _unknown("map", "hours")
    if route == "education":
        return _idle("map", "hours", "no_map_in_education", material.hours.total("map_practice"))
    diploma = case.first("education_diploma_obtained")
    if diploma is not None:
        reason = because("map_not_after_diploma", {}, diploma)
        return Component("map", "not_required", 0, material.hours.total("map_practice"), 0, "hours", reason)
    held = case.first("map_final_interview_held")
    waived = case.first("map_waived")
    if held is None and waived is not None:
        return Component("map", "dispensed", 0, 0, 0, "hours", because("map_waived", {}, waived))
    required: int = _MAP.at(material.plan.current.on)
    return _with_closing(material, "map", ("map_practice", "map_workshop"), required, held)


def _with_closing(
    material: Material, code: str, kept: tuple[str, ...], required: int, closing: Fact | None
) -> Component:
    """Hours plus the act that closes them: PVT its signature, MAP its final interview. The first of `kept` counts.

    Where the closing act is on record and no hours were ever written down, the act counts: DUO registers nothing else,
    and a municipality does not let someone sign before the hours are made. A signal asks to complete the record.
    """
    hours, counted = material.hours, kept[0]
    achieved = hours.total(counted)
    remaining = tidy(max(0, required - achieved))
    params = {"required": required, "achieved": achieved, "remaining": remaining}
    if closing is None:
        reason = because(f"{code}_owed", params)
        return Component(code, "owed", required, achieved, remaining, "hours", reason)
    if hours.recorded.isdisjoint(kept):
        reason = because(f"{code}_closed_without_hours", params, closing)
        return Component(code, "done", required, achieved, 0, "hours", reason, closing.on)
    if remaining:
        return Component(
            code, "owed", required, achieved, remaining, "hours", because(f"{code}_short", params, closing)
        )
    reached = hours.reached_on(required, counted) or closing.on
    reason = because(f"{code}_done", params, closing)
    return Component(code, "done", required, achieved, 0, "hours", reason, max(reached, closing.on))


def _interview(material: Material) -> Component:
    code = "self_reliance_interview"
    route = material.plan.route
    if route is None:
        return _unknown(code, "interviews")
    if route != "self_reliance":
        return _idle(code, "interviews", "interview_only_self_reliance")
    held = material.case.first("self_reliance_interview_held")
    return _single(code, "interviews", held, ("interview_held", "interview_owed"))


def _diploma(material: Material) -> Component:
    code = "education_diploma"
    route = material.plan.route
    if route is None:
        return _unknown(code, "diplomas")
    if route != "education":
        return _idle(code, "diplomas", "diploma_only_education")
    obtained = education_diploma(material.case)
    if obtained is None and all(material.credit.settled(part) for part in (*PARTS, "knm")):
        return _idle(code, "diplomas", "exams_instead_of_diploma")
    return _single(code, "diplomas", obtained, ("diploma_obtained", "diploma_owed"))
