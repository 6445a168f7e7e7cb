"""What a professional should look at: deadlines near or past, and data that contradict each other."""

from __future__ import annotations

from wegwijs.law.attention import norm_signals
from wegwijs.law.calendar import add_days, add_months, birth_range
from wegwijs.law.case import Case, because, step
from wegwijs.law.outcome import Deadline, Params, Severity, Signal
from wegwijs.law.parameters import parameter
from wegwijs.law.plan import PARTS
from wegwijs.law.regime import conflicts
from wegwijs.law.seen import View, signal
from wegwijs.law.summons import intake_signals
from wegwijs.law.term import resting

_WARNINGS = parameter("term_warning_months")
_COURSE_START = parameter("course_start_months")
_COURSE_START_EDUCATION = parameter("course_start_months_education")
_PENSION = parameter("pension_age_months")
_PENSION_NOTICE = parameter("pension_notice_months")
_EXEMPT_PARTS = parameter("exemption_language_parts")
_ASYLUM_PERMITS = frozenset({"asylum", "regular_with_asylum_holder"})
_SEVERITIES: tuple[Severity, ...] = ("info", "watch", "act")


def find_signals(view: View) -> tuple[Signal, ...]:
    """Every signal, the contradictions first."""
    found = _contradictions(view)
    if view.regime == "wi2021":
        found += [*intake_signals(view), *_plan_due(view), *_term(view), *_course(view), *_record(view)]
        found += norm_signals(view)
    return tuple(found)


def _contradictions(view: View) -> list[Signal]:
    case = view.case
    found = []
    permit, group = case.trajectory.permit, case.trajectory.group
    if permit is not None and (permit in _ASYLUM_PERMITS) != case.asylum:
        found.append(signal("group_permit_conflict", "watch", {"group": group, "permit": permit}))
    if reason := conflicts(case, view.regime):
        found.append(signal("duo_says_obliged", "watch", {}, reason))
    ids = {fact.id for fact in case.trajectory.facts}
    found += [
        signal(code, "watch", {}, because(code, {}, fact), owner="administration")
        for code, fact, target in (
            *(("withdrawal_without_fact", fact, fact.payload["fact"]) for fact in case.all("fact_withdrawn")),
            *(("correction_without_fact", fact, fact.supersedes) for fact in case.facts if fact.supersedes),
        )
        if target not in ids
    ]
    if view.regime == "wi2013" and view.plan is not None:
        found.append(signal("plan_under_old_law", "watch", {}))
    return found


def _plan_due(view: View) -> list[Signal]:
    """Only the present municipality's own plan is still to be made."""
    deadline = next((found for found in reversed(view.deadlines) if found.code == "pip_due"), None)
    if deadline is None or deadline.due is None:
        return []
    case, due = view.case, deadline.due
    params: Params = {"day": due.isoformat()}
    if deadline.state == "missed" and _plan_still_missing(deadline):
        return [signal("pip_overdue", "act", params, deadline.because, due=due)]
    if deadline.state != "open":
        return []
    watch, act = add_days(due, -case.choices.pip_watch_days), add_days(due, -case.choices.pip_act_days)
    case.turns(watch)
    case.turns(act)
    if case.on < watch:
        return []
    return [signal("pip_due_soon", "act" if case.on >= act else "watch", params, deadline.because, due=due)]


def _plan_still_missing(deadline: Deadline) -> bool:
    return not any(told.rule == "pip_made" for told in deadline.because)


def _term(view: View) -> list[Signal]:
    case, term = view.case, view.term
    owed = sum(1 for component in view.components if component.state == "owed")
    if term is None or not owed:
        return []
    params: Params = {"day": term.last_day.isoformat(), "count": owed}
    if case.on > term.last_day:
        found = [signal("term_passed", "act", params, due=term.last_day)]
        if case.asylum:
            found.append(signal("duty_remains", "info", {}))
        return found
    warning: Signal | None = None
    for months, severity in zip(_WARNINGS.at(case.on), _SEVERITIES, strict=True):
        from_day = add_months(term.ends_exclusive, -months)
        case.turns(from_day)
        if case.on >= from_day:
            warning = signal("term_ends_soon", severity, {**params, "months": months}, due=term.last_day)
    return [warning] if warning is not None else []


def _course(view: View) -> list[Signal]:
    """Asylum: a course that starts late is a ground for extension, and somebody waits."""
    case, plan = view.case, view.plan
    if not case.asylum or plan is None or plan.first is None or case.first("course_started") or view.hours.by_component:
        return []
    months: int = (_COURSE_START_EDUCATION if plan.route == "education" else _COURSE_START).at(plan.first.on)
    late_from = add_months(plan.first.on, months)
    days = case.choices.course_start_days
    by_norm = add_days(plan.first.on, days)
    if view.since(late_from):
        reason = because("course_not_started", {"months": months}, plan.first)
        return [signal("course_not_started", "act", {"months": months}, reason, due=late_from)]
    if not view.past(by_norm):
        return []
    reason = because("course_start_late", {"days": days}, plan.first)
    return [signal("course_start_late", "watch", {"days": days}, reason, due=by_norm)]


def _record(view: View) -> list[Signal]:
    """Gaps in the record, and the pension age that ends the duty (not verified: never decides)."""
    case = view.case
    found = [
        signal(f"{component.code}_hours_missing", "watch", {}, component.because, owner="administration")
        for component in view.components
        if component.because and component.because[0].rule.endswith("_closed_without_hours")
    ]
    if view.term is not None:
        found += [
            signal("changed_term_awaited", "watch", {}, because("changed_term_awaited", {}, again), owner="duo")
            for again in resting(case, view.term.starts_on)
        ]
    return found + _exemptions(case) + _done(view) + _pension(case)


def _exemptions(case: Case) -> list[Signal]:
    """A partial exemption covers at most three of the four language parts (art. 2.7)."""
    most: int = _EXEMPT_PARTS.at(case.on)
    return [
        signal("exemption_too_wide", "watch", {"most": most}, because("exemption_too_wide", {"most": most}, fact))
        for fact in case.all("exemption_granted")
        if fact.payload.get("scope") in {"partial", None}
        and len(set(PARTS) & set(fact.payload.get("parts") or ())) > most
    ]


def _done(view: View) -> list[Signal]:
    """Nothing is owed any more and DUO has not established it yet."""
    if not view.components or any(one.state in {"owed", "not_determinable"} for one in view.components):
        return []
    route = view.plan.route if view.plan is not None else None
    result = "certificate" if route == "self_reliance" else "diploma"
    return [signal("everything_done", "act", {"result": result})]


def _pension(case: Case) -> list[Signal]:
    if case.trajectory.born is None:
        return []
    born, _ = birth_range(case.trajectory.born)
    reached = add_months(born, _PENSION.at(add_months(born, _PENSION.versions[0].value)))
    notice = add_months(reached, -_PENSION_NOTICE.at(case.on))
    case.turns(notice)
    if case.on < notice:
        return []
    return [
        signal(
            "pension_age_near",
            "info",
            {"day": reached.isoformat()},
            (step("pension_age", {"day": reached.isoformat()}),),
            due=reached,
        )
    ]
