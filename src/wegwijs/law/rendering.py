"""An assessment in the contract's shape, with texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from wegwijs.law.explaining import as_json
from wegwijs.law.outcome import Assessment, Component, Deadline, Fine, Relief, Signal, Term, Verdict
from wegwijs.law.texts import say


def to_dict(assessment: Assessment, lang: str) -> dict[str, Any]:
    """Everything of the contract's Out, and beside it route, level, because, changes_on and law_version."""
    entitlements = assessment.entitlements
    return {
        "id": assessment.id,
        "on": assessment.on.isoformat(),
        "regime": assessment.regime,
        "phase": assessment.phase,
        "route": assessment.route,
        "level": assessment.level,
        "because": as_json(assessment.because, lang),
        "deadlines": [_deadline(deadline, lang) for deadline in assessment.deadlines],
        "term": _term(assessment.term),
        "components": [_component(component, lang) for component in assessment.components],
        "options": [
            {"code": option.code, "allowed": option.allowed, "because": as_json(option.because, lang)}
            for option in assessment.options
        ],
        "fine": _fine(assessment.fine, lang),
        "proposals": [_verdict(verdict, lang) for verdict in assessment.proposals],
        "relief": _relief(assessment.relief, lang),
        "entitlements": {
            "course_offer": entitlements.course_offer,
            "social_guidance": entitlements.social_guidance,
            "loan": entitlements.loan,
            "because": as_json(entitlements.because, lang),
        },
        "signals": [_signal(signal, lang) for signal in assessment.signals],
        "changes_on": _day(assessment.changes_on),
        "law_version": assessment.law_version,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _deadline(deadline: Deadline, lang: str) -> dict[str, Any]:
    found = {
        "code": deadline.code,
        "due": _day(deadline.due),
        "state": deadline.state,
        "because": as_json(deadline.because, lang),
    }
    return found if deadline.municipality is None else {**found, "municipality": deadline.municipality}


def _term(term: Term | None) -> dict[str, Any] | None:
    if term is None:
        return None
    return {
        "starts_on": _day(term.starts_on),
        "last_day": _day(term.last_day),
        "ends_exclusive": _day(term.ends_exclusive),
        "extended_by": [{"ground": extension.ground, "until": _day(extension.until)} for extension in term.extended_by],
    }


def _component(component: Component, lang: str) -> dict[str, Any]:
    return {
        "code": component.code,
        "state": component.state,
        "required": component.required,
        "achieved": component.achieved,
        "remaining": component.remaining,
        "unit": component.unit,
        "level": component.level,
        "done_on": _day(component.done_on),
        "because": as_json(component.because, lang),
    }


def _fine(fine: Fine | None, lang: str) -> dict[str, Any] | None:
    if fine is None:
        return None
    found = {"lawful": fine.lawful, "amount": fine.amount, "by": fine.by, "because": as_json(fine.because, lang)}
    if fine.new_term_months is not None:
        found["new_term_months"] = fine.new_term_months
    if fine.at_most is not None:
        found["at_most"] = fine.at_most
    return found if fine.new_term_until is None else {**found, "new_term_until": _day(fine.new_term_until)}


def _verdict(verdict: Verdict, lang: str) -> dict[str, Any]:
    violations = [{"code": found.code, "text": say(found.code, found.params, lang)} for found in verdict.violations]
    return {"accepted": verdict.accepted, "violations": violations}


def _relief(relief: Relief, lang: str) -> dict[str, Any]:
    return {
        "mandatory": relief.mandatory,
        "from": _day(relief.from_),
        "last_day": _day(relief.last_day),
        "because": as_json(relief.because, lang),
    }


def _signal(signal: Signal, lang: str) -> dict[str, Any]:
    return {
        "code": signal.code,
        "severity": signal.severity,
        "text": say(signal.code, signal.params, lang),
        "owner": signal.owner,
        "date": _day(signal.due),
        "because": as_json(signal.because, lang),
    }
