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
from wegwijs.law.outcome import Component, Deadline, DeadlineState, Extension, Step, Steps, Term
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
    steps: list[Step] = [step("term_of_three_years", {"months": months, "start": starts_on.isoformat()}, plan.first)]
    extended: list[Extension] = []
    for fact in case.all("extension_granted"):
        longer = _extended(fact, ends)
        if longer is None:
            return TermFound(None, because("extension_without_length", {}, fact))
        if longer > ends:
            ends = longer
            extended.append(Extension(fact.payload.get("ground") or "other", day_before(ends)))
            steps.append(step("term_extended", {"until": day_before(ends).isoformat()}, fact))
    return TermFound(Term(starts_on, day_before(ends), ends, tuple(extended)), tuple(steps))


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


def term_deadlines(case: Case, found: TermFound, components: tuple[Component, ...]) -> list[Deadline]:
    """`term_end`, `extension_window_opens`, and `duo_extension_decision_due` where something was asked."""
    term = found.term
    if term is None:
        return [
            Deadline("term_end", None, "not_determinable", found.because),
            Deadline("extension_window_opens", None, "not_determinable", found.because),
            *_decisions(case),
        ]
    opens = window_opens(term)
    case.turns(opens)
    window: DeadlineState = "met" if case.on >= opens else "open"
    asked = because("extension_window", {"months": _WINDOW.at(term.starts_on), "day": opens.isoformat()})
    return [
        Deadline("term_end", term.last_day, _term_state(case, term, components), found.because),
        Deadline("extension_window_opens", opens, window, asked),
        *_decisions(case),
    ]


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
    due = add_weeks(asked.on, weeks)
    answers = [f.on for kind in ("extension_granted", "extension_refused") for f in case.all(kind) if f.on >= asked.on]
    if answers:
        state: DeadlineState = "met" if min(answers) <= due else "missed"
    else:
        state = "open" if case.on <= due else "missed"
        case.turns_after(due)
    reason = because("extension_decision", {"weeks": weeks, "due": due.isoformat()}, asked)
    return [Deadline("duo_extension_decision_due", due, state, reason)]
