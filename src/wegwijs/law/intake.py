"""When the plan (PIP) is due (law.md 2.5-2.8).

Since 2023: ten weeks after DUO's notice; for who then was not yet registered in the municipality that houses them
(art. 28 Huisvestingswet 2014, asylum permit holders): ten weeks after that registration. In 2022: ten weeks after
registration. Only information from a third party moves the day: two weeks after receipt. After a move the registration
in the new municipality starts ten weeks anew there.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.calendar import add_weeks
from wegwijs.law.case import Case, because, missing, step
from wegwijs.law.holidays import end_of_weeks
from wegwijs.law.outcome import Deadline, DeadlineState, Steps
from wegwijs.law.parameters import parameter
from wegwijs.law.regime import ENDING_KINDS, effect
from wegwijs.law.residence import Residence, find_residence, needs_housing, stays
from wegwijs.law.types import Fact

_WEEKS = parameter("pip_term_weeks")
_ANCHOR = parameter("pip_anchor")
_THIRD_PARTY = parameter("third_party_weeks")


class _Span(NamedTuple):
    """One municipality's time: what started its ten weeks and why, from when it was competent until when."""

    anchor: Fact
    rule: str
    since: date | None
    until: date | None
    municipality: str | None


class _Waiting(NamedTuple):
    """The effect of information from a third party: the day, whether we still wait, the steps."""

    due: date
    pending: bool
    because: Steps


def pip_deadlines(case: Case) -> list[Deadline]:
    """One `pip_due`; after moves one more for each new municipality, oldest first."""
    notice = _notice(case)
    places = stays(case)
    residence = find_residence(case, notice, places)
    later = residence.later
    municipality = residence.home.municipality if residence.home is not None and later else None
    first_move = later[0].on if later else None
    housed = needs_housing(case, places)
    anchor = _anchor(notice, residence, housed=housed)
    if anchor == "brp_registered" and housed and any(stay.housing is None for stay in places):
        anchor = "brp_registered.housing"
    if isinstance(anchor, str):
        found = [Deadline("pip_due", None, "not_determinable", missing(anchor), municipality)]
    else:
        found = [_deadline(case, _Span(*anchor, None, first_move, municipality))]
    for position, stay in enumerate(later):
        left_on = later[position + 1].on if position + 1 < len(later) else None
        if stay.fact.kind != "brp_registered":
            found.append(Deadline("pip_due", None, "not_determinable", missing("brp_registered"), stay.municipality))
            continue
        found.append(_deadline(case, _Span(stay.fact, "pip_after_move", stay.on, left_on, stay.municipality)))
    return found


def _notice(case: Case) -> Fact | None:
    """DUO's notice of the present duty: when that began anew before there was a plan, one since the old duty ended."""
    first = case.first("duo_notified")
    if first is None or len(case.all("obligation_started")) < 2:
        return first
    ended: Fact | None = None
    pause: Fact | None = None
    for fact in case.facts:
        if fact.kind == "pip_established":
            break
        if fact.kind in ENDING_KINDS and effect(fact) is not None:
            pause = fact
        elif fact.kind == "obligation_started" and pause is not None:
            ended, pause = pause, None
    if ended is None:
        return first
    return next((fact for fact in case.all("duo_notified") if fact.on > ended.on), None)


def _anchor(  # noqa: PLR0911 - one return an answer
    notice: Fact | None, residence: Residence, *, housed: bool
) -> tuple[Fact, str] | str:
    """The fact that starts the ten weeks with the rule that says so, or the kind of fact that is missing."""
    home = residence.home
    known_since = notice.on if notice is not None else home.on if home is not None else None
    if known_since is None:
        return "duo_notified"
    if _ANCHOR.at(known_since) == "registration":
        if home is None or home.fact.kind != "brp_registered":
            return "brp_registered"
        return home.fact, "pip_after_registration_2022"
    if notice is None:
        return "duo_notified"
    if not housed:
        return notice, "pip_after_notice"
    if home is None or (home.on > notice.on and home.fact.kind != "brp_registered"):
        return "brp_registered"
    return (home.fact, "pip_after_housing") if home.on > notice.on else (notice, "pip_after_notice")


def _deadline(case: Case, span: _Span) -> Deadline:
    weeks: int = _WEEKS.at(span.anchor.on)
    ordinary, weekend = end_of_weeks(add_weeks(span.anchor.on, weeks))
    reason = step(span.rule, {"weeks": weeks, "due": ordinary.isoformat()}, span.anchor)
    waiting = _third_party(case, span, ordinary)
    steps = (reason, *(weekend if waiting.due == ordinary else ()), *waiting.because)
    plan = _plan_of(case, span)
    due: date | None = waiting.due
    state: DeadlineState
    if plan is not None:
        if plan.on <= waiting.due:
            state = "met"
        elif waiting.pending or (plan.kind == "pip_amended" and span.since is None):
            due, state = (None if waiting.pending else due), "not_determinable"
        else:
            state = "missed"
        steps = (*steps, step("pip_made", {}, plan))
    elif span.until is not None and span.until <= waiting.due:
        state = "not_determinable"
        steps = (*steps, step("moved_before_due", {"day": span.until.isoformat()}))
    elif case.on <= waiting.due:
        state = "open"
        case.turns_after(waiting.due)
    elif waiting.pending:
        due, state = None, "not_determinable"
        steps = (*steps, *missing("third_party_information_received"))
    else:
        state = "missed"
    return Deadline("pip_due", due, state, steps, span.municipality)


def _plan_of(case: Case, span: _Span) -> Fact | None:
    """The first plan that the municipality made in its own time. For the first one an amendment proves that there was
    a plan, though not when."""
    kinds = ("pip_established", "pip_amended")
    plans = [
        fact
        for kind in kinds
        for fact in case.all(kind)
        if (span.since is None or fact.on >= span.since) and (span.until is None or fact.on < span.until)
    ]
    if span.since is None:
        established = [fact for fact in plans if fact.kind == "pip_established"]
        plans = established or plans
    return min(plans, key=lambda fact: fact.on, default=None)


def _third_party(case: Case, span: _Span, ordinary: date) -> _Waiting:
    """Two weeks after receipt of information that was asked before the ten weeks were over."""

    def own(fact: Fact) -> bool:
        return (span.since is None or fact.on >= span.since) and (span.until is None or fact.on < span.until)

    received = [fact for fact in case.all("third_party_information_received") if own(fact)]
    asked = [fact for fact in case.all("third_party_information_requested") if own(fact) and fact.on <= ordinary]
    if not asked:
        # Information that came in time was evidently awaited, also when the question was not recorded.
        answers = [fact for fact in received if fact.on <= ordinary]
        return _after_receipt(ordinary, answers, pending=False)
    answers = []
    pending: Fact | None = None
    for request in asked:
        source = request.payload.get("from")
        answer = next(
            (
                fact
                for fact in received
                if fact.on >= request.on and (source is None or fact.payload.get("from") in {None, source})
            ),
            None,
        )
        if answer is None:
            pending = request
        else:
            answers.append(answer)
    waiting = _after_receipt(ordinary, answers, pending=pending is not None)
    if pending is None:
        return waiting
    told = step("waiting_for_third_party", {"weeks": _THIRD_PARTY.at(pending.on)}, pending)
    return waiting._replace(because=(*waiting.because, told))


def _after_receipt(ordinary: date, answers: list[Fact], *, pending: bool) -> _Waiting:
    due = ordinary
    steps: Steps = ()
    for answer in answers:
        weeks: int = _THIRD_PARTY.at(answer.on)
        later, weekend = end_of_weeks(add_weeks(answer.on, weeks))
        if later > due:
            due, steps = (
                later,
                weekend + because("third_party_received", {"weeks": weeks, "due": later.isoformat()}, answer),
            )
    return _Waiting(due, pending, steps)
