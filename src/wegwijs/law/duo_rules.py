"""Which deliveries DUO would refuse (law.md 2.14, 8.4; DUO's README of the data exchange).

What is not known here (no registration, no list of schools) is not checked: DUO will.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from wegwijs.law.calendar import add_months
from wegwijs.law.case import Case
from wegwijs.law.outcome import Params, Term, Verdict, Violation
from wegwijs.law.parameters import parameter
from wegwijs.law.plan import find_plan
from wegwijs.law.residence import stays
from wegwijs.law.term import find_term
from wegwijs.law.types import LEGAL_ONLY, Choices, Fact, Trajectory

_NO_MONTHS = parameter("culpable_no_months")
_NO_PARAMS: Params = {}
Violations = list[Violation]


def judge(case: Case, proposal: Fact) -> Verdict:
    """Whether DUO would take this fact."""
    rules = _RULES.get(proposal.kind)
    violations = tuple(rules(case, proposal)) if rules is not None else ()
    return Verdict(not violations, violations)


def pip_violations(
    trajectory: Trajectory, proposal: Fact, on: date, choices: Choices = LEGAL_ONLY
) -> tuple[Violation, ...]:
    """What DUO would hold against a proposed plan (or PVT, MAP, offer), for the live check in a form."""
    return judge(Case(trajectory, on, choices), proposal).violations


def _break(code: str, params: Params = _NO_PARAMS) -> Violation:
    return Violation(code, params)


def _plan(case: Case, proposal: Fact) -> Violations:
    found: Violations = []
    started = case.first("obligation_started")
    if started is not None and proposal.on < started.on:
        found.append(_break("pip_before_obligation", {"day": started.on.isoformat()}))
    settled = stays(case)
    if settled and proposal.on < settled[-1].on:
        found.append(_break("pip_before_settlement", {"day": settled[-1].on.isoformat()}))
    current = find_plan(case)
    if current is not None and proposal.on < current.current.on:
        found.append(_break("pip_before_current_pip", {"day": current.current.on.isoformat()}))
    route = proposal.payload.get("route") or (current.route if current is not None else None)
    level = proposal.payload.get("level")
    if level == "a2" and route == "education":
        found.append(_break("a2_with_education"))
    if level == "b1" and route == "self_reliance":
        found.append(_break("b1_with_self_reliance"))
    if level == "a2" and route == "b1" and current is None:
        found.append(_break("a2_in_first_b1_pip"))
    if proposal.payload.get("intensity_hours") is not None and not (route == "b1" and case.asylum):
        found.append(_break("intensity_only_b1_asylum"))
    return found


def _closing(case: Case, proposal: Fact) -> Violations:
    """PVT signature and MAP final interview."""
    found: Violations = []
    plan = find_plan(case)
    if plan is None:
        found.append(_break("no_current_pip"))
    if proposal.on > case.on:
        found.append(_break("date_in_future", {"day": case.on.isoformat()}))
    completed = _self_reliance_completed(case)
    if completed is not None and proposal.on > completed.on:
        found.append(_break("date_after_self_reliance_completion", {"day": completed.on.isoformat()}))
    term = find_term(case, plan).term
    if term is not None:
        if proposal.on < term.starts_on:
            found.append(_break("date_before_term", {"day": term.starts_on.isoformat()}))
        found += _culpable(proposal, term)
    return found


def _completion(case: Case, proposal: Fact) -> Violations:
    """The completion of the self-reliance route, which DUO takes for that route only."""
    found: Violations = []
    plan = find_plan(case)
    if plan is None:
        found.append(_break("no_current_pip"))
    elif plan.route not in {"self_reliance", None}:
        found.append(_break("not_self_reliance"))
    if proposal.on > case.on:
        found.append(_break("date_in_future", {"day": case.on.isoformat()}))
    term = find_term(case, plan).term
    if term is not None and proposal.on < term.starts_on:
        found.append(_break("date_before_term", {"day": term.starts_on.isoformat()}))
    return found


def _culpable(proposal: Fact, term: Term) -> Violations:
    """Whether being late may, must or may not be said to be the person's own doing."""
    culpable = proposal.payload.get("culpable")
    overrun = proposal.on >= term.ends_exclusive
    if overrun:
        return [_break("culpable_missing_on_overrun", {"day": term.last_day.isoformat()})] if culpable is None else []
    if culpable is None:
        return []
    months: int = _NO_MONTHS.at(proposal.on)
    if not culpable and proposal.on >= add_months(term.ends_exclusive, -months):
        return []
    found = [_break("culpable_inside_term", {"day": term.last_day.isoformat()})]
    if culpable:
        found.append(_break("culpable_yes_without_overrun", {"day": term.last_day.isoformat()}))
    else:
        found.append(_break("culpable_no_too_early", {"months": months}))
    return found


def _self_reliance_completed(case: Case) -> Fact | None:
    met = next((fact for fact in case.all("obligation_met") if fact.payload.get("result") == "certificate"), None)
    return met or case.first("self_reliance_interview_held")


def _offer(case: Case, proposal: Fact) -> Violations:
    found: Violations = []
    if not case.asylum:
        found.append(_break("offer_not_asylum"))
    plan = find_plan(case)
    if plan is None:
        found.append(_break("no_current_pip"))
    elif proposal.on < plan.current.on:
        found.append(_break("date_before_term", {"day": plan.current.on.isoformat()}))
    known, provider = case.choices.known_providers, proposal.payload.get("provider")
    if known is not None and provider is not None and provider not in known:
        found.append(_break("unknown_provider", {"provider": provider}))
    return found


_RULES: dict[str, Callable[[Case, Fact], Violations]] = {
    "pip_established": _plan,
    "pip_amended": _plan,
    "pvt_declaration_signed": _closing,
    "map_final_interview_held": _closing,
    "self_reliance_interview_held": _completion,
    "course_offered": _offer,
}
