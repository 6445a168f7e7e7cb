"""Ways to change course, and whether each is open today (law.md 2.12, 3.4-3.6, 4.4-4.5)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.calendar import add_months
from wegwijs.law.case import Case, because, missing, step
from wegwijs.law.credit import Credit
from wegwijs.law.hours import Hours, tidy
from wegwijs.law.outcome import Component, Option, Params, Step, Term
from wegwijs.law.parameters import parameter
from wegwijs.law.plan import PARTS, Plan
from wegwijs.law.term import window_opens

_HOURS = parameter("downscaling_hours")
_PHYSICAL = parameter("downscaling_physical_percent")
_CHANGE = parameter("route_change_months")
_PARTS_PASSED = parameter("effort_parts_passed")
_HOURS_FAMILY = parameter("effort_hours_family")
_WINDOW = parameter("extension_window_months")
_LANGUAGE = ("language", "literacy")


class Position(NamedTuple):
    """Where the person stands, as far as the options need it."""

    case: Case
    plan: Plan | None
    term: Term | None
    hours: Hours
    credit: Credit
    components: tuple[Component, ...]


def options(position: Position) -> tuple[Option, ...]:
    """All six options, in the order of the contract."""
    return (
        _downscale(position),
        *(_change_route(position, route) for route in ("b1", "education", "self_reliance")),
        _effort(position),
        _request(position),
    )


def _downscale(position: Position) -> Option:
    code = "downscale_to_a2"
    plan, hours = position.plan, position.hours
    if plan is None or plan.route is None:
        return Option(code, False, missing("pip_established.route"))
    if plan.route != "b1":
        return Option(code, False, because("downscaling_only_b1"))
    if all(position.credit.required[part] == "a2" for part in PARTS):
        return Option(code, False, because("already_a2"))
    on = position.case.on
    required: int = _HOURS.at(on)
    most_online = _most_online(on)
    recognised = tidy(hours.recognised_physical + hours.recognised_online)
    counted = counted_hours(hours, on)
    steps = [step("downscaling_hours", {"required": required, "achieved": recognised})]
    if most_online < hours.recognised_online:
        steps.append(step("downscaling_online", {"most": tidy(most_online), "online": tidy(hours.recognised_online)}))
    if hours.mode_unknown:
        steps.append(step("mode_unknown", {"hours": tidy(hours.mode_unknown)}))
    if hours.recognition_unknown and counted < required:
        steps.append(step("recognition_unknown", {"hours": tidy(hours.recognition_unknown)}))
    if counted >= required:
        steps.append(step("college_judges_effort"))
    return Option(code, counted >= required, tuple(steps))


def _most_online(on: date) -> float:
    """Of the hours that downscaling asks, at most this many may have been online."""
    required: int = _HOURS.at(on)
    physical: int = _PHYSICAL.at(on)
    return required * (100 - physical) / 100


def counted_hours(hours: Hours, on: date) -> float:
    """Recognised hours that count for downscaling."""
    return tidy(hours.recognised_physical + min(hours.recognised_online, _most_online(on)))


def _change_route(position: Position, route: str) -> Option:
    code = f"change_route_{route}"
    plan, term, case = position.plan, position.term, position.case
    if plan is None or plan.route is None:
        return Option(code, False, missing("pip_established.route"))
    if plan.route == route:
        return Option(code, False, because("already_on_route", {"route": route}))
    if plan.route == "education" and route == "b1":
        return Option(code, True, because("education_to_b1_any_time"))
    if plan.first is None or term is None:
        return Option(code, False, missing("pip_established"))
    months: int = _CHANGE.at(case.on)
    until = add_months(term.starts_on, months)
    case.turns(until)
    params: Params = {"months": months, "day": until.isoformat(), "start": term.starts_on.isoformat()}
    if case.on < until:
        return Option(code, True, because("route_change_in_time", params, plan.first))
    return Option(code, False, (step("route_change_too_late", params, plan.first), step("route_change_exceptions")))


def _window(position: Position) -> Step | None:
    """None while the term is unknown; else the step that says whether the six months have begun."""
    term = position.term
    if term is None:
        return None
    opens = window_opens(term)
    rule = "window_open" if position.case.on >= opens else "window_not_yet_open"
    return step(rule, {"months": _WINDOW.at(term.starts_on), "day": opens.isoformat()})


def _request(position: Position) -> Option:
    window = _window(position)
    if window is None:
        return Option("request_extension", False, missing("pip_established"))
    return Option("request_extension", window.rule == "window_open", (window,))


def _effort(position: Position) -> Option:
    """Six months more after considerable effort: every condition of art. 4.4, and each one is told."""
    code = "extension_for_effort"
    window = _window(position)
    if position.plan is None or window is None:
        return Option(code, False, missing("pip_established"))
    if position.plan.route != "b1":
        return Option(code, False, because("effort_only_b1"))
    checks = [
        (window.rule == "window_open", window),
        _lessons(position),
        _passed(position),
        _settled(position, "knm"),
        _settled(position, "pvt"),
        _settled(position, "map"),
    ]
    return Option(code, all(met for met, _ in checks), tuple(told for _, told in checks))


def _lessons(position: Position) -> tuple[bool, Step]:
    """Asylum: every lesson attended. Family and other migrants, in departure from that: at least 450 hours."""
    case, hours = position.case, position.hours
    if not case.asylum:
        required: int = _HOURS_FAMILY.at(case.on)
        achieved = hours.total(*_LANGUAGE, "knm")
        return achieved >= required, step("effort_hours", {"required": required, "achieved": achieved})
    missed = next((fact for fact in case.all("absence_recorded") if fact.payload.get("excused") is not True), None)
    if missed is not None:
        return False, step("effort_lessons_missed", {}, missed)
    intensity = position.plan.intensity_hours if position.plan is not None else None
    achieved = hours.total(*_LANGUAGE, "knm")
    if intensity is not None and achieved < intensity:
        return False, step("effort_intensity", {"required": tidy(intensity), "achieved": achieved})
    return True, step("effort_lessons_attended")


def _passed(position: Position) -> tuple[bool, Step]:
    required: int = _PARTS_PASSED.at(position.case.on)
    passed = sum(1 for part in PARTS if part in position.credit.passed)
    return passed >= required, step("effort_parts", {"required": required, "achieved": passed})


def _settled(position: Position, code: str) -> tuple[bool, Step]:
    state = next((component.state for component in position.components if component.code == code), None)
    done = state in {"done", "dispensed"}
    return done, step("effort_done" if done else "effort_not_done", {"part": code})
