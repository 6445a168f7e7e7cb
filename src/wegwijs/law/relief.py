"""Obligatory financial relief, and what the person may count on (law.md 7.1-7.3, 4.13)."""

from __future__ import annotations

from wegwijs.law.calendar import add_months, day_before
from wegwijs.law.case import Case, because, missing, step
from wegwijs.law.outcome import Entitlements, Params, Regime, Relief, Step, Term
from wegwijs.law.parameters import parameter
from wegwijs.law.residence import needs_housing, stays
from wegwijs.law.term import find_new_term
from wegwijs.law.types import Fact

_MONTHS = parameter("relief_months")


def find_relief(case: Case, regime: Regime) -> Relief:
    """Whether fixed costs must be paid from the benefit now, and in which six months."""
    if regime == "not_determinable":
        return Relief(None, None, None, missing("obligation_started"))
    if regime != "wi2021":
        return Relief(False, None, None, because("relief_only_new_law"))
    permit = case.trajectory.permit
    if not case.asylum:
        return Relief(False, None, None, because("relief_only_asylum_permit"))
    if permit is None:
        return Relief(None, None, None, missing("permit"))
    if permit != "asylum":
        return Relief(False, None, None, because("relief_only_asylum_permit"))
    return _of_benefit(case)


def _of_benefit(case: Case) -> Relief:
    started = _right_arose(case)
    if started is None:
        if case.trajectory.receives_benefit is False:
            return Relief(False, None, None, because("relief_only_benefit"))
        return Relief(None, None, None, missing("benefit_started"))
    months: int = _MONTHS.at(started.on)
    last_day = day_before(add_months(started.on, months))
    params: Params = {"months": months, "start": started.on.isoformat(), "last_day": last_day.isoformat()}
    reason = step("relief_six_months", params, started)
    ended = _ended_after(case, started)
    if ended is not None:
        return Relief(False, started.on, last_day, (reason, step("benefit_over", {}, ended)))
    case.turns(started.on)
    case.turns_after(last_day)
    return Relief(case.on <= last_day, started.on, last_day, (reason,))


def _right_arose(case: Case) -> Fact | None:
    """The start of the present right: a second start without an end in between is no new right."""
    if len(case.all("benefit_started")) <= 1:
        return case.first("benefit_started")
    arose: Fact | None = None
    running = False
    for fact in case.facts:
        if fact.kind == "benefit_started" and not running:
            arose, running = fact, True
        elif fact.kind == "benefit_ended":
            running = False
    return arose


def _ended_after(case: Case, started: Fact) -> Fact | None:
    """On one day an end comes before a start: the benefit went over into a new right."""
    return next((fact for fact in case.all("benefit_ended") if fact.on > started.on), None)


def find_entitlements(case: Case, regime: Regime, term: Term | None) -> Entitlements:
    """Course offer and social guidance (asylum), loan (family and other migrants)."""
    if regime == "not_determinable":
        return Entitlements(None, None, None, missing("obligation_started"))
    if regime != "wi2021":
        return Entitlements(False, False, False, because("entitlements_only_new_law"))
    if case.asylum:
        guidance, told = _guidance(case)
        return Entitlements(True, guidance, False, (step("offer_for_asylum"), told, step("no_loan_for_asylum")))
    loan = term is not None and case.on <= term.last_day
    if term is not None:
        case.turns_after(term.last_day)
    told = step("loan_during_term")
    new = find_new_term(case)
    if not loan and new is not None and case.on <= new.last_day:
        loan, told = True, step("loan_in_new_term", {}, new.fine)
        case.turns_after(new.last_day)
    return Entitlements(False, False, loan, (step("own_course"), told))


def _guidance(case: Case) -> tuple[bool | None, Step]:
    places = stays(case)
    counting = [stay for stay in places if stay.housing] if needs_housing(case, places) else places
    if counting or case.first("pip_established") is not None:
        fact = counting[0].fact if counting else case.first("pip_established")
        return True, step("guidance_from_registration", {}, fact)
    if places and all(stay.housing is False for stay in places):
        return False, step("not_housed_yet", {}, places[-1].fact)
    return None, missing("brp_registered")[0]
