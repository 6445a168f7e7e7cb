"""The ladder of summonses, and what the intake must respect (law.md 2.1, 2.2, 2.4)."""

from __future__ import annotations

from datetime import date

from wegwijs.law.case import Case, because
from wegwijs.law.outcome import Signal
from wegwijs.law.parameters import parameter
from wegwijs.law.seen import View, signal
from wegwijs.law.types import Fact

_BEFORE_ABSENCE = parameter("summonses_before_absence")


def intake_signals(view: View) -> list[Signal]:
    """Three summonses without result; an intake completed too early; rights and grounds that are not recorded."""
    case = view.case
    return [*_ladder(view), *_too_early(case), *_alone(view), *_waiver(case)]


def _ladder(view: View) -> list[Signal]:
    """After three summonses without result the municipality completes the intake in absence (art. 14(2))."""
    case = view.case
    summonses = case.all("intake_summoned")
    needed: int = _BEFORE_ABSENCE.at(case.on)
    if len(summonses) < needed or view.plan is not None or case.first("intake_completed") is not None:
        return []
    last = summonses[-1]
    if any(fact.on >= last.on for fact in case.all("intake_conversation_held")):
        return []
    missed = case.last("intake_no_show")
    without_result = missed is not None and missed.on >= last.on and missed.payload.get("excused") is not True
    answer_by = last.payload.get("respond_by")
    if answer_by is not None:
        over = view.past(date.fromisoformat(answer_by))
        without_result = without_result or (over and (missed is None or missed.on < last.on))
    if not without_result:
        return []
    params = {"count": len(summonses)}
    return [signal("intake_in_absence", "act", params, because("intake_in_absence", params, last))]


def _too_early(case: Case) -> list[Signal]:
    done = case.first("intake_completed")
    if done is None or done.payload.get("in_absence") is not True:
        return []
    needed: int = _BEFORE_ABSENCE.at(done.on)
    count = sum(1 for fact in case.all("intake_summoned") if fact.on <= done.on)
    if count >= needed:
        return []
    params = {"count": count, "needed": needed}
    return [signal("absence_too_early", "watch", params, because("absence_too_early", params, done))]


def _alone(view: View) -> list[Signal]:
    """The right to be spoken to alone is told to everybody (art. 5.2); asked for until the plan is there."""
    held = view.case.all("intake_conversation_held")
    if view.plan is not None or not held or any(_told(fact) for fact in held):
        return []
    return [signal("alone_not_offered", "watch", {}, because("alone_not_offered", {}, held[-1]))]


def _told(fact: Fact) -> bool:
    return fact.payload.get("alone_offered") is True


def _waiver(case: Case) -> list[Signal]:
    return [
        signal("test_waived_without_ground", "watch", {}, because("test_waived_without_ground", {}, fact))
        for fact in case.all("learnability_test_waived")
        if fact.payload.get("ground") is None
    ]
