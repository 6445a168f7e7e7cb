"""The term of three years and its extensions (law.md 3.1-3.11).

The term starts the day after the date of the first plan; amendments, annulment or a new plan after a move do not touch
it. `ends_exclusive` is DUO's `einddatum`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.eventlog.vocabulary import LAST_DAY
from wegwijs.law.calendar import add_months, add_weeks, day_before, next_day
from wegwijs.law.case import Case, because, missing, step
from wegwijs.law.holidays import end_of_weeks
from wegwijs.law.interruptions import Interruption, abroad, interruptions
from wegwijs.law.outcome import Component, Deadline, DeadlineState, Extension, Params, Regime, Step, Steps, Term
from wegwijs.law.parameters import parameter
from wegwijs.law.plan import Plan
from wegwijs.law.types import Fact

_TERM = parameter("term_months")
_EFFORT = parameter("effort_extension_months")
_CHILDBIRTH = parameter("childbirth_extension_weeks")
_WINDOW = parameter("extension_window_months")
_DECISION = parameter("extension_decision_weeks")


class TermFound(NamedTuple):
    """The term, or None with the reason why it cannot be determined."""

    term: Term | None
    because: Steps


def find_term(case: Case, plan: Plan | None) -> TermFound:
    """Start, end and extensions of the term."""
    if plan is None or plan.first is None:
        return TermFound(None, missing("pip_established"))
    starts_on = next_day(plan.first.on)
    months: int = _TERM.at(starts_on)
    ends = add_months(starts_on, months)
    figures: Params = {"months": months, "start": starts_on.isoformat(), "last_day": day_before(ends).isoformat()}
    steps: list[Step] = [step("term_of_three_years", figures, plan.first)]
    extended: list[Extension] = []
    for fact, interruption in _changes(case):
        longer = _extended(fact, ends) if interruption is None else _resumed(interruption, starts_on, ends)
        if longer is None:
            return TermFound(None, because("extension_without_length", {}, fact))
        if longer > ends:
            rule = "term_extended" if interruption is None else "term_interrupted"
            ground = "interruption" if interruption is not None else fact.payload.get("ground") or "other"
            figures = {"until": day_before(longer).isoformat(), "days": (longer - ends).days}
            ends = longer
            extended.append(Extension(ground, day_before(ends)))
            steps.append(step(rule, figures, fact))
    steps += _awaited(case, starts_on)
    return TermFound(Term(starts_on, day_before(ends), ends, tuple(extended)), tuple(steps))


def _changes(case: Case) -> list[tuple[Fact, Interruption | None]]:
    """DUO's extensions on the day of the decision, interruptions on the day of return, oldest first."""
    granted: list[tuple[Fact, Interruption | None]] = [(fact, None) for fact in case.all("extension_granted")]
    resumed = [(one.back, one) for one in interruptions(case) if one.back is not None]
    return sorted([*granted, *resumed], key=lambda change: change[0].on) if resumed else granted


def _resumed(interruption: Interruption, starts_on: date, ends: date) -> date:
    """The exclusive end after an interruption: later by as many days as it lasted inside the term."""
    back = interruption.back
    since = max(interruption.since.on, starts_on)
    if back is None or since >= ends or back.on <= since:
        return ends
    return ends + (back.on - since)


def resting(case: Case, starts_on: date) -> tuple[Fact, ...]:
    """Starts of the duty after a rest for schooling, since when DUO has not yet told the changed term (SS109)."""
    rests = [
        fact
        for fact in case.all("dispensation_granted")
        if fact.payload.get("scope") == "temporary" and fact.on >= starts_on
    ]
    if not rests:
        return ()
    again = next((fact for fact in case.all("obligation_started") if fact.on > rests[-1].on), None)
    if again is None or any(fact.on >= again.on for fact in case.all("extension_granted")):
        return ()
    return (again,)


def _awaited(case: Case, starts_on: date) -> list[Step]:
    """What will still change the end: a changed term that DUO has to tell, a stay abroad that goes on."""
    found = [step("changed_term_awaited", {}, again) for again in resting(case, starts_on)]
    away = next((one for one in reversed(abroad(case)) if one.back is None and case.on < one.too_long_on), None)
    return found if away is None else [*found, step("interruption_goes_on", {}, away.since)]


class NewTerm(NamedTuple):
    """The term that DUO sets with a fine. `fine` is the decision; the last day is inclusive."""

    fine: Fact
    months: int
    last_day: date


def find_new_term(case: Case) -> NewTerm | None:
    """The term of DUO's last fine that names one (law.md 6.5-6.7), counted from the decision (not verified)."""
    fines = [fact for fact in case.all("duo_fine_imposed") if fact.payload.get("new_term_months")]
    if not fines:
        return None
    months = min(int(fines[-1].payload["new_term_months"]), 12 * (LAST_DAY.year - fines[-1].on.year - 1))
    return NewTerm(fines[-1], months, day_before(add_months(fines[-1].on, months)))


def _extended(fact: Fact, ends: date) -> date | None:
    """The exclusive end after an extension; None when the decision does not say how long and the ground does not."""
    payload = fact.payload
    ends_on = payload.get("ends_on")
    if ends_on is not None:
        return next_day(date.fromisoformat(ends_on))
    months = payload.get("months")
    if months is not None:
        if ends.year + months // 12 >= LAST_DAY.year:
            return None
        return add_months(ends, int(months))
    if payload.get("ground") == "effort":
        return add_months(ends, _EFFORT.at(fact.on))
    if payload.get("ground") == "childbirth":
        return add_weeks(ends, _CHILDBIRTH.at(fact.on))
    return None


def window_opens(term: Term) -> date:
    """First day on which an extension may be asked for: six months before the exclusive end."""
    return add_months(term.ends_exclusive, -_WINDOW.at(term.starts_on))


def term_deadlines(
    case: Case, found: TermFound, components: tuple[Component, ...], regime: Regime = "wi2021"
) -> list[Deadline]:
    """`term_end`, `extension_window_opens`, and `duo_extension_decision_due` where something was asked."""
    term = found.term
    if regime == "exempt_for_now":
        reason = because("term_rests", {})
        codes = ("term_end", "extension_window_opens")
        return [*(Deadline(code, None, "not_determinable", reason) for code in codes), *_decisions(case)]
    if term is None:
        return [
            Deadline("term_end", None, "not_determinable", found.because),
            Deadline("extension_window_opens", None, "not_determinable", found.because),
            *_decisions(case),
        ]
    opens = window_opens(term)
    case.turns(opens)
    window: DeadlineState = "met" if case.on >= opens else "open"
    figures = {"months": _WINDOW.at(term.starts_on), "day": opens.isoformat(), "ends": term.ends_exclusive.isoformat()}
    asked = because("extension_window", figures)
    return [
        Deadline("term_end", term.last_day, _term_state(case, term, components), found.because),
        Deadline("extension_window_opens", opens, window, asked),
        *_decisions(case),
        *_new_term_end(case, components),
    ]


def _new_term_end(case: Case, components: tuple[Component, ...]) -> list[Deadline]:
    new = find_new_term(case)
    if new is None:
        return []
    done_on = _all_done_on(components)
    state: DeadlineState = "open" if case.on <= new.last_day else "missed"
    if done_on is not None:
        state = "met" if done_on <= new.last_day else "missed"
    case.turns_after(new.last_day)
    reason = because("new_term_after_fine", {"months": new.months, "day": new.last_day.isoformat()}, new.fine)
    return [Deadline("new_term_end", new.last_day, state, reason)]


def _term_state(case: Case, term: Term, components: tuple[Component, ...]) -> DeadlineState:
    met = case.first("obligation_met")
    if met is not None:
        return "met" if met.on <= term.last_day else "missed"
    done_on = _all_done_on(components)
    if done_on is not None:
        return "met" if done_on <= term.last_day else "missed"
    case.turns_after(term.last_day)
    return "open" if case.on <= term.last_day else "missed"


def _all_done_on(components: tuple[Component, ...]) -> date | None:
    """The day on which the last component was done (of nothing to do: the first of days); None while one is owed."""
    if not components:
        return None
    latest = date.min
    for component in components:
        if component.state in {"owed", "not_determinable"}:
            return None
        if component.done_on is not None and component.done_on > latest:
            latest = component.done_on
    return latest


def _decisions(case: Case) -> list[Deadline]:
    asked = case.last("extension_requested")
    if asked is None:
        return []
    weeks: int = _DECISION.at(asked.on)
    due, weekend = end_of_weeks(add_weeks(asked.on, weeks))
    answers = [f.on for kind in ("extension_granted", "extension_refused") for f in case.all(kind) if f.on >= asked.on]
    if answers:
        state: DeadlineState = "met" if min(answers) <= due else "missed"
    else:
        state = "open" if case.on <= due else "missed"
        case.turns_after(due)
    reason = because("extension_decision", {"weeks": weeks, "due": due.isoformat()}, asked) + weekend
    return [Deadline("duo_extension_decision_due", due, state, reason)]
